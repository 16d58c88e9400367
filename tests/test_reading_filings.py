"""One document a filing; inputs longer than any filing are refused in time linear in their length."""

from __future__ import annotations

import time

import pytest
from test_from_xml import XML

from form4ml.reading import ReadError, ReadOptions
from form4ml.reading.filings import filings


@pytest.mark.parametrize("piece", [b"\n", b"a ", b"- ", b"form 4\n", b"know all ", b"\f \n", b"-"])
def test_junk_costs_no_more_than_its_length(piece: bytes) -> None:
    junk = b"x" + piece * 60_000
    start = time.monotonic()
    try:
        [document] = filings(junk, name="junk.txt", options=ReadOptions(max_pages=100_000))
        assert sum(len(line.words) for line in document.lines) <= 50_000
    except ReadError as error:
        assert "words" in error.what
    assert time.monotonic() - start < 10


def test_a_filing_s_own_xml_is_no_running_text() -> None:
    assert filings(XML.encode(), options=ReadOptions(max_words=10))
    with pytest.raises(ReadError, match="11 words, more than the 10"):
        filings(b"one two three " * 3 + b"four five", options=ReadOptions(max_words=10))
