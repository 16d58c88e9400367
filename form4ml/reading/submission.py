"""Reads EDGAR's full-submission text: the SGML header's facts, and the form inside as ASCII, HTML or ownership XML."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from form4ml.document import Document
from form4ml.reading.decoding import decode
from form4ml.reading.errors import ReadError
from form4ml.reading.html import html_to_text
from form4ml.reading.markup import parse_xml
from form4ml.reading.options import ReadOptions
from form4ml.reading.text import document_from_text

_HEADER_LINE = re.compile(r"^\s*(?:<([A-Z-]+)>|([A-Z][A-Z /-]{2,50}):)[ \t]*(.*?)\s*$")
_KEYS = {  # a header line, as text ("FILED AS OF DATE:") or as a tag ("<FILING-DATE>"), and the fact it states
    "ACCESSION NUMBER": "accession_number",
    "CONFORMED SUBMISSION TYPE": "form_type",
    "TYPE": "form_type",
    "CONFORMED PERIOD OF REPORT": "period_of_report",
    "PERIOD": "period_of_report",
    "FILED AS OF DATE": "filing_date",
    "FILING DATE": "filing_date",
}
_CIK = frozenset({"CENTRAL INDEX KEY", "CIK"})
_NAMES = frozenset({"COMPANY CONFORMED NAME", "CONFORMED NAME"})
_PARTIES = {
    "ISSUER": "issuer",
    "SUBJECT COMPANY": "issuer",
    "REPORTING OWNER": "owner",
    "FILED BY": "owner",
}
_FORM_TYPE = re.compile(r"4(?:/A)?\b")
_WITH_THE_FORM = re.compile(r"(?:4(?:/A)?|EX-99.*)\Z", re.IGNORECASE)  # exhibit 99 goes on with the form's notes
_HTML = re.compile(r"<(?:html|td|tr|div|br|p)\b", re.IGNORECASE)
_SGML_TAG = re.compile(r"</?(?:TABLE|CAPTION|S|C|FN|TEXT|R)>", re.IGNORECASE)
_NOTE_TAG = re.compile(r"<F(\d{1,2})>", re.IGNORECASE)
_PAGE_TAG = re.compile(r"[ \t]*<PAGE>[ \t]*\n?", re.IGNORECASE)
_ENCODED = re.compile(r"^(?:<PDF>|begin [0-7]{3} )", re.IGNORECASE | re.MULTILINE)
_CUT_TAG = re.compile(r"<[^<>\n]{0,200}\n[^<>]{0,200}>")
_WRAP = 1000  # EDGAR breaks lines at 1,023 characters, wherever that falls


class _Part(NamedTuple):
    """One <DOCUMENT> of a submission."""

    type: str
    text: str


def read_submission(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "submission". `facts` holds what the header states: accession_number, form_type,
    filing_date and period_of_report (ISO), issuer_cik, issuer_name, owner_ciks and owner_names (one a line);
    and "ownership_xml", the form's XML without its declaration, where it has one.
    """
    text, notes = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = _parts(text)
    facts = _facts(text[: _find(text, "<document>")]) if parts else {}
    kept, left_out = _choose(parts or [_Part("", text)])
    if left_out:
        notes += (f"left out of the submission: {', '.join(left_out)}",)
    sheets = []
    for part in kept:
        xml = _ownership(part.text)
        if xml and "ownership_xml" not in facts:
            xml, note = _checked(xml, name)
            notes += (note,) if note else ()
            facts |= {} if note else {"ownership_xml": xml}
        sheets.append(xml or _plain(part.text))
    return document_from_text("\f".join(sheets), name, sha256, kind="submission", facts=facts, notes=notes)


def read_ownership(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "xml": EDGAR's ownership XML by itself; facts as in `read_submission`, from its elements."""
    root = parse_xml(data, name)
    if root.tag != "ownershipDocument":
        raise ReadError(name, f"its root element is <{root.tag}>, not <ownershipDocument>", "give the filing's own XML")
    text, notes = decode(data, name)
    stated = {
        "form_type": root.findtext("documentType"),
        "period_of_report": root.findtext("periodOfReport"),
        "issuer_cik": root.findtext("issuer/issuerCik"),
        "issuer_name": root.findtext("issuer/issuerName"),
        "owner_ciks": "\n".join(e.text or "" for e in root.iterfind("reportingOwner/reportingOwnerId/rptOwnerCik")),
        "owner_names": "\n".join(e.text or "" for e in root.iterfind("reportingOwner/reportingOwnerId/rptOwnerName")),
    }
    facts = {key: value.strip() for key, value in stated.items() if value and value.strip()}
    facts["ownership_xml"] = _ownership(text)
    return document_from_text(text, name, sha256, kind="xml", facts=facts, notes=notes)


def _find(text: str, what: str, start: int = 0) -> int:
    """Index of `what` in any case, or the text's end."""
    found = re.compile(re.escape(what), re.IGNORECASE).search(text, start)
    return found.start() if found else len(text)


def _parts(text: str) -> list[_Part]:
    parts = []
    for piece in re.split(r"<DOCUMENT>", text, flags=re.IGNORECASE)[1:]:
        piece = piece[: _find(piece, "</document>")]
        start = _find(piece, "<text>")
        type_line = re.search(r"<TYPE>[ \t]*([^\s<]+)", piece[:start], re.IGNORECASE)
        body = piece[start + len("<text>") :] if start < len(piece) else piece
        parts.append(_Part(type_line[1] if type_line else "", body[: _find(body, "</text>")]))
    return parts


def _choose(parts: list[_Part]) -> tuple[list[_Part], list[str]]:
    """The form and what belongs to it; everything where no document says it is a Form 4."""
    readable = [part for part in parts if not _ENCODED.search(part.text[:3000])]
    if any(_FORM_TYPE.fullmatch(part.type) for part in readable):
        kept = [part for part in readable if _WITH_THE_FORM.match(part.type)]
    else:
        kept = readable
    return kept, [part.type or "an encoded file" for part in parts if part not in kept]


def _facts(header: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    owners: list[dict[str, str]] = []
    party = ""
    for line in header.split("\n"):
        match = _HEADER_LINE.match(line[:500])
        if not match:
            continue
        key, value = (match[1] or match[2]).replace("-", " ").strip(), match[3]
        if key in _PARTIES and not value:
            party = _PARTIES[key]
            owners += [{}] if party == "owner" else []
        elif not value:
            continue
        elif key in _KEYS:
            facts.setdefault(_KEYS[key], _iso(value) if "date" in _KEYS[key] or "period" in _KEYS[key] else value)
        elif key in _CIK or key in _NAMES:
            what = "cik" if key in _CIK else "name"
            if party == "issuer":
                facts.setdefault(f"issuer_{what}", value)
            elif party == "owner":
                owners[-1].setdefault(what, value)
    for what in ("cik", "name"):
        if any(what in owner for owner in owners):
            facts[f"owner_{what}s"] = "\n".join(owner.get(what, "") for owner in owners)
    return facts


def _iso(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}" if re.fullmatch(r"\d{8}", date) else date


def _ownership(text: str) -> str:
    """The ownershipDocument element as it stands in the text, or an empty string."""
    start = text.find("<ownershipDocument")
    end = text.rfind("</ownershipDocument>")
    if start < 0:
        return ""
    return text[start : end + len("</ownershipDocument>")] if end > start else text[start:]


def _checked(xml: str, name: str) -> tuple[str, str]:
    """The XML, mended where EDGAR's line breaks cut its tags, and a note where it stays broken."""
    reason = ""
    for attempt in (xml, _mended(xml)):
        try:
            parse_xml(attempt.encode(), name)
            return attempt, ""
        except ReadError as error:
            reason = reason or error.what
    return xml, f"the ownership XML inside could not be used: {reason}"


def _mended(xml: str) -> str:
    joined: list[str] = []
    for line in xml.split("\n"):
        if joined and len(joined[-1]) >= _WRAP:
            joined[-1] += line
        else:
            joined.append(line)
    return _CUT_TAG.sub(lambda tag: tag[0].replace("\n", ""), "\n".join(joined))


def _plain(text: str) -> str:
    """The lines of an ASCII or HTML form, its markup taken out."""
    if _HTML.search(text):
        return html_to_text(text)
    text = _CUT_TAG.sub(
        lambda tag: tag[0].replace("\n", "") if _SGML_TAG.match(tag[0].replace("\n", "")) else tag[0], text
    )
    text = _NOTE_TAG.sub(r"(\1) ", _PAGE_TAG.sub("\f", text))
    lines = []
    for line in text.split("\n"):
        bare = _SGML_TAG.sub("", line)
        if bare == line or bare.strip():
            lines.append(unescape(bare).rstrip())
    return "\n".join(lines).strip("\n\f") + "\n"
