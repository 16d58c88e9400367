"""Records straight from a filing's own XML: equal values, each with its line; the header's CIKs kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import form4ml, told

XML = """<?xml version="1.0"?>
<ownershipDocument>
    <schemaVersion>X0508</schemaVersion>
    <documentType>4</documentType>
    <periodOfReport>2024-05-06-05:00</periodOfReport>
    <notSubjectToSection16>0</notSubjectToSection16>
    <issuer>
        <issuerCik>0001999001</issuerCik>
        <issuerName>Harbor Light &amp; Co.</issuerName>
        <issuerTradingSymbol>HLIN</issuerTradingSymbol>
    </issuer>
    <reportingOwner>
        <reportingOwnerId><rptOwnerCik>0001999002</rptOwnerCik><rptOwnerName>QUILL MARGARET A</rptOwnerName></reportingOwnerId>
        <reportingOwnerAddress><rptOwnerStreet1>12 LANTERN ROAD</rptOwnerStreet1><rptOwnerCity>PORTSMOUTH</rptOwnerCity><rptOwnerState>NH</rptOwnerState><rptOwnerZipCode>03801</rptOwnerZipCode></reportingOwnerAddress>
        <reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship>
    </reportingOwner>
    <aff10b5One>1</aff10b5One>
    <nonDerivativeTable>
        <nonDerivativeTransaction>
            <securityTitle><value>Common Stock</value></securityTitle>
            <transactionDate><value>2024-05-06</value></transactionDate>
            <transactionCoding><transactionFormType>4</transactionFormType><transactionCode>S</transactionCode><equitySwapInvolved>0</equitySwapInvolved></transactionCoding>
            <transactionAmounts>
                <transactionShares><value>12500</value></transactionShares>
                <transactionPricePerShare><value>4.10</value><footnoteId id="F1"/></transactionPricePerShare>
                <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
            </transactionAmounts>
            <postTransactionAmounts><sharesOwnedFollowingTransaction><value>40000</value></sharesOwnedFollowingTransaction></postTransactionAmounts>
            <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
        </nonDerivativeTransaction>
    </nonDerivativeTable>
    <footnotes>
        <footnote id="F1">The sales were made at prices ranging from $4.05 to $4.15, pursuant to a Rule 10b5-1 trading plan adopted on March 3, 2023.</footnote>
    </footnotes>
    <ownerSignature><signatureName>/s/ Ann Reed, attorney-in-fact for Margaret Quill</signatureName><signatureDate>2024-05-07</signatureDate></ownerSignature>
</ownershipDocument>
"""
HEADER = """<SEC-DOCUMENT>0001999003-24-000007.txt : 20240508
<SEC-HEADER>0001999003-24-000007.hdr.sgml : 20240508
ACCESSION NUMBER:		0001999003-24-000007
CONFORMED SUBMISSION TYPE:	4
FILED AS OF DATE:		20240508
ISSUER:
	COMPANY DATA:
		COMPANY CONFORMED NAME:			Harbor Light & Co.
		CENTRAL INDEX KEY:			0001999001
REPORTING-OWNER:
	OWNER DATA:
		COMPANY CONFORMED NAME:			QUILL MARGARET A
		CENTRAL INDEX KEY:			0001999002
</SEC-HEADER>
<DOCUMENT>
<TYPE>4
<TEXT>
"""
FOOTER = "</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"


def read(tmp_path: Path, text: str) -> tuple[dict, list[str]]:
    path = tmp_path / "filing.txt"
    path.write_text(text)
    return json.loads(form4ml("predict", path).stdout), text.split("\n")


@pytest.mark.parametrize("wrap", [False, True])
def test_values_and_their_lines(tmp_path: Path, wrap: bool) -> None:
    record, _ = read(tmp_path, HEADER + "<XML>\n" + XML + "</XML>\n" + FOOTER if wrap else XML)
    filing = record["filing"]
    assert filing["issuer"]["name"] == "Harbor Light & Co."
    assert filing["issuer"]["cik"] == "0001999001"
    assert filing["reporting_owners"][0]["cik"] == "0001999002"
    assert filing["period_of_report"] == "2024-05-06"
    assert (filing["aff10b5_one"], filing["not_subject_to_section16"], filing["joint_filing"]) == (True, False, False)
    [owner] = filing["reporting_owners"]
    assert (owner["is_director"], owner["is_officer"]) == (True, False)
    [row] = filing["non_derivative_transactions"]
    assert (row["shares"], row["price_per_share"], row["footnotes"]) == (12500, 4.1, {"price_per_share": ["F1"]})
    [signed] = filing["signatures"]
    assert (signed["agent"], signed["principal"]) == ("Ann Reed", "Margaret Quill")
    assert signed["name"].startswith("Ann Reed")
    shares = record["evidence"]["/non_derivative_transactions/0/shares"]
    assert (shares["text"], shares["made_by"], shares["confidence"]) == ("12500", "xml", 1.0)
    assert "F1" in record["evidence"]["/non_derivative_transactions/0/footnotes/price_per_share/0"]["text"]


def test_what_only_the_notes_say_is_read_from_their_words(tmp_path: Path) -> None:
    record, lines = read(tmp_path, XML)
    assert record["filing"]["price_ranges"] == [{"low": 4.05, "high": 4.15}]
    assert record["filing"]["plan_adoption_dates"] == ["2023-03-03"]
    for pointer, seen in record["evidence"].items():
        assert lines[seen["line"]][seen["start"] : seen["end"]] == seen["text"], pointer


def test_the_accession_number_is_the_key_of_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "filing.txt"
    path.write_text(HEADER + "<XML>\n" + XML + "</XML>\n" + FOOTER)
    form4ml("predict", path, "-f", "csv", "-o", tmp_path / "tables")
    assert "0001999003-24-000007" in (tmp_path / "tables" / "SUBMISSION.csv").read_text()


def test_xml_in_xml_out_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "filing.xml"
    path.write_text(XML)
    result = form4ml("predict", path, "-f", "xml", "-o", tmp_path / "out")
    assert told(result) == []  # nothing is missing, so nothing is said
    assert "Incomplete" not in (tmp_path / "out" / "filing.xml").read_text()


def test_another_form_s_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "filing.xml"
    path.write_text(XML.replace("<documentType>4<", "<documentType>3<"))
    result = form4ml("predict", path)
    assert result.exit_code == 4
    assert "Form 3" in told(result)[0]


def test_an_entity_bomb_is_an_error_line(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;">]>'
    path = tmp_path / "bomb.xml"
    path.write_text(XML.replace('<?xml version="1.0"?>', bomb).replace("HLIN", "&c;"))
    result = form4ml("predict", path)
    assert result.exit_code == 3
    assert len(told(result)) == 1


def test_an_entity_bomb_in_a_submission_reaches_nothing(tmp_path: Path) -> None:
    outside = '<!DOCTYPE b [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    path = tmp_path / "filing.txt"
    path.write_text(HEADER + "<XML>\n" + outside + XML[22:].replace("HLIN", "&c;") + "</XML>\n" + FOOTER)
    result = form4ml("predict", path)
    assert "root:" not in result.stdout
    assert result.exit_code in (0, 3)


def test_names_that_the_form_does_not_yield_are_taken_from_the_header() -> None:
    from form4ml.from_xml import with_stated_ciks
    from form4ml.record import Filing, ModelInfo, Owner, Reading, Source

    facts = {"issuer_name": "HARBOR LIGHT INC", "owner_names": "QUILL ADA", "form_type": "4/A"}
    reading = Reading.model_construct(
        schema_="form4ml/record/1",
        source=Source(name="a", sha256="", kind="submission", pages=1, facts=facts),
        model=ModelInfo(name="m", version="1", sha256=""),
        filing=Filing(reporting_owners=[Owner()]),
        evidence={},
        absent={"/issuer/name": "unreadable"},
        findings=[],
        entities=[],
    )
    filled = with_stated_ciks(reading)
    assert filled.filing.issuer.name == "HARBOR LIGHT INC"
    assert filled.filing.reporting_owners[0].name == "QUILL ADA"
    assert filled.filing.document_type == "4/A"
    assert filled.evidence["/issuer/name"].made_by == "header"
    assert "/issuer/name" not in filled.absent
