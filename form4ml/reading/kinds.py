"""Tells what kind of input some bytes are, from the bytes themselves."""

from __future__ import annotations

import re

from form4ml.reading.errors import ReadError

_LOOK = 4096  # bytes from the start that decide
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"II+\0", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
)
# what is told apart only to say what to do with it
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office file", "unpack it, or print it to PDF"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it with gunzip"),
    (b"\xfd7zXZ\0", "xz-compressed", "unpack it with unxz"),
    (b"BZh", "bzip2-compressed", "unpack it with bunzip2"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "print it to PDF"),
    (b"{\\rtf", "an RTF file", "save it as plain text or PDF"),
)
_SUBMISSION = re.compile(
    rb"\A(?:-----BEGIN PRIVACY-ENHANCED MESSAGE|<(?:SEC-DOCUMENT|IMS-DOCUMENT|SEC-HEADER|IMS-HEADER|SUBMISSION|DOCUMENT|TYPE)\b)",
    re.IGNORECASE,
)
_OWNERSHIP = re.compile(rb"<(?:\w+:)?ownershipDocument[\s/>]")
_ALTO = re.compile(rb"<(?:\w+:)?alto[\s/>]", re.IGNORECASE)
_HOCR = re.compile(rb"ocr_page|ocrx_word|ocr-system", re.IGNORECASE)
_HTML = re.compile(rb"\A(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table)\b", re.I | re.S)
_XML = re.compile(rb"\A<(?:\?xml|!DOCTYPE|!--)", re.IGNORECASE)
_PAGE_ROW = re.compile(rb"\A1\t\d+\t0\t0\t0\t0\t0\t0\t\d+\t\d+\t-1\b")  # a TSV's first row, where its header is lost
_HEADER_WORDS = (b"page_num", b"block_num", b"word_num", b"conf")


def kind_of(data: bytes, name: str) -> str:
    """ "text", "tsv", "hocr", "alto", "submission", "xml" (EDGAR's ownership XML), "pdf" or "image".

    `name` serves for messages, and to tell a broken TSV from text. ReadError for what none of the readers can read.
    """
    if not data:
        raise ReadError(name, "it is empty", "check how it was made")
    head = data[:_LOOK]
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (magic != b"BM" or b"\0" in head[:32]):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image"
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise ReadError(name, f"it is {what}", hint)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _kind_of_text(_as_ascii(data), name)


def _as_ascii(data: bytes) -> bytes:
    """The start of the data without byte order mark and white space; UTF-16 thinned to its ASCII characters."""
    head = data[:_LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _kind_of_text(head: bytes, name: str) -> str:
    if not head.startswith((b"<", b"-----BEGIN")):
        return "tsv" if _is_tsv(head, name) else "text"
    if _SUBMISSION.match(head):
        return "submission"
    if _OWNERSHIP.search(head):
        return "xml"
    if _ALTO.search(head):
        return "alto"
    if _HOCR.search(head):
        return "hocr"
    if _HTML.match(head):
        return "submission"
    if _XML.match(head):
        raise ReadError(name, "it is XML, but neither ALTO nor an EDGAR ownership document", "give one of these")
    return "text"


def _is_tsv(head: bytes, name: str) -> bool:
    first = head.split(b"\n", 1)[0].lower()
    if _PAGE_ROW.match(first):
        return True
    if sum(word in first for word in _HEADER_WORDS) >= 2 and b"\t" in first:
        return True
    return name.lower().endswith(".tsv") and first.count(b"\t") >= 10
