"""What kind of input bytes are, and inputs that are none or too many."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.reading import KINDS, ReadError, ReadOptions, kind_of, read
from form4ml.reading.errors import EXIT_CODES

TSV = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"FORM 4\n", "text"),
        (b"BMX Inc. and others\n", "text"),
        (b"<F1> is how this text starts\n", "text"),
        (TSV.encode(), "tsv"),
        (b"1\t1\t0\t0\t0\t0\t0\t0\t2200\t1700\t-1\t\n", "tsv"),
        (b"\xef\xbb\xbf" + TSV.encode(), "tsv"),
        (TSV.encode("utf-16"), "tsv"),
        (b"<!DOCTYPE html><html><div class='ocr_page'>", "hocr"),
        (b"  <div class='ocr_page' id='page_1'>", "hocr"),
        (b"<html><body>FORM 4", "submission"),
        (b"<?xml version='1.0'?><alto xmlns='x'>", "alto"),
        (b"<?xml version='1.0'?>\n<ownershipDocument>", "xml"),
        (b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n", "submission"),
        (b"<SEC-DOCUMENT>0000.txt", "submission"),
        (b"<DOCUMENT>\n<TYPE>4\n<XML><ownershipDocument>", "submission"),
        (b"%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"II*\0", "image"),
        (b"MM\0*", "image"),
    ],
)
def test_the_content_tells_the_kind(data: bytes, kind: str) -> None:
    assert kind_of(data, "named.pdf") == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x1f\x8brest", "gzip"),
        (b"{\\rtf1", "RTF"),
        (b"<?xml version='1.0'?><book/>", "neither ALTO nor"),
    ],
)
def test_what_no_reader_reads_is_named(data: bytes, what: str) -> None:
    with pytest.raises(ReadError, match=what) as caught:
        read(data, name="a.txt")
    assert caught.value.code == 3


def test_a_broken_tsv_is_not_read_as_text() -> None:
    with pytest.raises(ReadError, match="header"):
        read(b"a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\n", name="a.tsv")


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"FORM 4\n")
    assert read(path).name == "a.txt"
    assert read(str(path)) == read(path)
    assert read(path, name="b").name == "b"
    for wrong, what in ((tmp_path / "none.txt", "no such file"), (tmp_path, "folder"), ("a\0b", "could not be opened")):
        with pytest.raises(ReadError, match=what) as caught:
            read(wrong)
        assert caught.value.code == 3


def test_too_much_is_refused(tmp_path: Path) -> None:
    small = ReadOptions(max_bytes=1000, max_binary_bytes=1000, max_pages=3)
    with pytest.raises(ReadError, match="allowed; split it"):
        read(b"word " * 300, options=small)
    path = tmp_path / "large.txt"
    path.write_bytes(b"word " * 300)
    with pytest.raises(ReadError, match="allowed; split it"):
        read(path, options=small)
    with pytest.raises(ReadError, match="4 pages, more than the 3"):
        read(b"a\fb\fc\fd\n", options=small)


def test_an_error_is_one_line_and_survives_a_process() -> None:
    error = ReadError("a\nb.txt", "it\tis \x07 broken", "mend\nit")
    assert str(error) == "a b.txt: it is broken; mend it"
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code) == (str(error), 3)


def test_exit_codes_are_one_table() -> None:
    assert [row.code for row in EXIT_CODES] == [0, 2, 3, 4, 5, 6]
    assert all(row.meaning for row in EXIT_CODES)


def test_reading_text_loads_nothing_heavy() -> None:
    heavy = "numpy cv2 PIL pypdfium2 tesserocr rapidocr onnxruntime lxml pydantic"
    code = f"import sys; from form4ml import reading; reading.read(b'FORM 4'); print([m for m in '{heavy}'.split() if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


_STARTS = (
    b"",
    TSV.encode(),
    b"<html class=ocr_page>",
    b"<alto>",
    b"<ownershipDocument>",
    b"<DOCUMENT><TYPE>4<TEXT>",
    b"%PDF-1.4\n",
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_STARTS), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_input_is_read_or_refused(start: bytes, rest: bytes) -> None:
    with suppress(ReadError):
        document = read(start + rest, name="f")
        for number, line in enumerate(document.lines):
            assert 0 <= line.page < len(document.pages)
            for word in line.words:
                assert word.line == number
                assert line.text[word.start : word.end] == word.text
