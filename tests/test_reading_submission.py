"""EDGAR submissions: header facts, ASCII and HTML forms, ownership XML whole and with cut tags."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.document import Document
from form4ml.reading import ReadError, kind_of, read
from form4ml.reading.html import html_to_text

HEADER = """-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR

<SEC-DOCUMENT>0000950123-97-001234.txt : 19970610
<SEC-HEADER>0000950123-97-001234.hdr.sgml : 19970610
ACCESSION NUMBER:		0000950123-97-001234
CONFORMED SUBMISSION TYPE:	4
PUBLIC DOCUMENT COUNT:		1
CONFORMED PERIOD OF REPORT:	19970531
FILED AS OF DATE:		19970610

SUBJECT COMPANY:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			EXAMPLE CORP
		CENTRAL INDEX KEY:			0000012345

REPORTING-OWNER:

	OWNER DATA:
		COMPANY CONFORMED NAME:			DOE JANE
		CENTRAL INDEX KEY:			0000023456

REPORTING-OWNER:

	OWNER DATA:
		COMPANY CONFORMED NAME:			DOE TRUST
		CENTRAL INDEX KEY:			0000034567
</SEC-HEADER>
"""
XML = """<?xml version="1.0"?>
<ownershipDocument>
  <documentType>4</documentType>
  <periodOfReport>2018-05-31</periodOfReport>
  <issuer><issuerCik>0000012345</issuerCik><issuerName>Example &amp; Co</issuerName></issuer>
  <reportingOwner><reportingOwnerId><rptOwnerCik>0000023456</rptOwnerCik></reportingOwnerId></reportingOwner>
</ownershipDocument>
"""


def part(body: str, kind: str = "4") -> str:
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.words]


def test_the_header_states_facts() -> None:
    document = read((HEADER + part("FORM 4")).encode(), name="a.txt")
    assert document.kind == "submission"
    assert document.facts == {
        "accession_number": "0000950123-97-001234",
        "form_type": "4",
        "period_of_report": "1997-05-31",
        "filing_date": "1997-06-10",
        "issuer_name": "EXAMPLE CORP",
        "issuer_cik": "0000012345",
        "owner_names": "DOE JANE\nDOE TRUST",
        "owner_ciks": "0000023456\n0000034567",
    }
    assert texts(document) == ["FORM 4"]


def test_a_header_of_tags_states_the_same() -> None:
    header = (
        "<SUBMISSION>\n<ACCESSION-NUMBER>0000950123-97-001234\n<TYPE>4/A\n<PERIOD>19970531\n<FILING-DATE>19970610\n"
        "<REPORTING-OWNER>\n<OWNER-DATA>\n<CONFORMED-NAME>DOE JANE\n<CIK>0000023456\n"
        "<ISSUER>\n<COMPANY-DATA>\n<CONFORMED-NAME>EXAMPLE CORP\n<CIK>0000012345\n"
    )
    facts = read((header + part("FORM 4", "4/A")).encode()).facts
    assert facts["form_type"] == "4/A"
    assert (facts["issuer_cik"], facts["owner_ciks"]) == ("0000012345", "0000023456")


def test_an_ascii_form_loses_its_tags_only() -> None:
    body = "<PAGE>\nFORM 4\n<TABLE>\n<CAPTION>\nTable I\n<S>      <C>\nCommon   5,000<F1>   A&amp;B\n</TAB\nLE>\n<PAGE>\n<F1>By trust"
    document = read((HEADER + part(body)).encode())
    assert texts(document) == ["FORM 4", "Table I", "Common   5,000(1)    A&B", "(1) By trust"]
    assert [line.page for line in document.lines if line.words] == [0, 0, 0, 1]


def test_other_documents_are_left_out_and_said() -> None:
    document = read((HEADER + part("FORM 4") + part("POWER OF ATTORNEY", "EX-24") + part("Note 7", "EX-99.1")).encode())
    assert texts(document) == ["FORM 4", "Note 7"]
    assert len(document.pages) == 2
    assert document.notes == ("left out of the submission: EX-24",)


def test_an_encoded_file_is_left_out() -> None:
    document = read((HEADER + part("<PDF>\nbegin 644 a.pdf\nM)5!$1BTQ", "4") + part("FORM 4")).encode())
    assert texts(document) == ["FORM 4"]


def test_ownership_xml_inside_is_kept_whole() -> None:
    document = read((HEADER + part(f"<XML>\n{XML}</XML>")).encode())
    assert document.facts["ownership_xml"] == XML[XML.index("<own") :].rstrip("\n")
    assert "<documentType>4</documentType>" in texts(document)[1]


@pytest.mark.parametrize("cut", ["<documentT\nype>4", "<documentType\n>4", "</issuer\nName>"])
def test_cut_tags_are_mended(cut: str) -> None:
    document = read((HEADER + part("<XML>\n" + XML.replace(cut.replace("\n", ""), cut) + "</XML>")).encode())
    assert document.facts["ownership_xml"].replace("\n", "") in XML.replace("\n", "")
    assert document.notes == ()


def test_xml_that_stays_broken_is_noted_and_not_handed_on() -> None:
    document = read((HEADER + part("<XML>\n" + XML.replace("</issuer>", "") + "</XML>")).encode())
    assert "ownership_xml" not in document.facts
    assert "could not be used" in document.notes[0]
    assert texts(document)


def test_plain_ownership_xml() -> None:
    document = read(XML.encode(), name="a.xml")
    assert document.kind == "xml"
    assert document.facts["form_type"] == "4"
    assert document.facts["issuer_name"] == "Example & Co"
    assert document.facts["ownership_xml"].startswith("<ownershipDocument>")


def test_entities_in_ownership_xml_are_refused() -> None:
    bomb = XML.replace("?>\n", '?>\n<!DOCTYPE ownershipDocument [<!ENTITY a "b">]>\n', 1)
    with pytest.raises(ReadError, match="entities"):
        read(bomb.encode())


def test_html_alone_is_a_submission() -> None:
    page = b"<!DOCTYPE html><html><body><p>FORM 4</p></body></html>"
    assert kind_of(page, "a.htm") == "submission"
    assert texts(read(page)) == ["FORM 4"]


def test_cells_of_a_row_stay_apart_and_in_line() -> None:
    html = (
        "<table><tr><td>Title</td><td>Date</td><td></td><td>Code</td></tr>"
        "<tr><td>Class&nbsp;A<br>Common</td><td>05/31/2018</td><td></td><td>S<sup>(1)</sup></td></tr></table>after"
    )
    assert html_to_text(html) == ("Title    Date        Code\nClass A  05/31/2018  S (1)\nCommon\n\nafter\n")


def test_tables_within_cells_and_check_boxes() -> None:
    html = (
        "<table><tr><td><table><tr><td>1. Name</td></tr><tr><td>DOE JANE</td></tr></table></td>"
        "<td>2. Issuer<div>EXAMPLE</div></td></tr></table><input type=checkbox checked>Director <input type='checkbox'> Officer"
    )
    assert html_to_text(html) == "1. Name   2. Issuer\nDOE JANE  EXAMPLE\n\n[X] Director [ ] Officer\n"


def test_preformatted_text_keeps_its_columns() -> None:
    assert html_to_text("<pre>a    b\n  c  d</pre><p>e   f") == "a    b\n  c  d\n\ne f\n"


@given(
    st.lists(
        st.sampled_from(
            "<table> </table> <tr> <td> </td> <td&colspan=3> <pre> </pre> <br> x <PAGE> </tr> < &amp; <p> </TEXT>".split()
        )
    )
)
def test_any_order_of_html_tags_is_laid_out(pieces: list[str]) -> None:
    body = "".join(pieces).replace("&colspan", " colspan")
    assert html_to_text(body).count("x") == body.count("x")
    with suppress(ReadError):
        read((HEADER + part(body)).encode())


def test_deep_tables_end() -> None:
    assert html_to_text("<table><tr><td>x" * 3000).count("x") == 3000


SHARED = Path(__file__).parents[2] / "shared" / "filings"


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared filings")
def test_real_ownership_xml_is_read() -> None:
    for path in sorted((SHARED / "xml").glob("*.xml")):
        document = read(path)
        assert document.kind == "xml"
        assert document.facts["form_type"] in ("4", "4/A")
