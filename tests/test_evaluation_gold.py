"""Ownership XML becomes a plain record; nothing hostile in it unfolds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evaluation_samples import XML, gold

from form4ml.evaluation.gold import GoldError, era_of, facts_of, gold_from_xml, read_gold


def test_values_stand_where_the_record_has_them() -> None:
    filing = gold()
    assert filing["document_type"] == "4"
    assert filing["issuer"] == {
        "name": "Acme Corp.",
        "trading_symbol": "ACME",
        "cik": "0000000001",
        "foreign_trading_symbol": None,
    }
    (owner,) = filing["reporting_owners"]
    assert (owner["is_director"], owner["is_officer"], owner["is_other"]) == (True, True, None)
    assert owner["address"]["street2"] == "1 MAIN ST"
    (row,) = filing["non_derivative_transactions"]
    assert (row["shares"], row["reported_early"], row["equity_swap"]) == ("1500.0", True, None)
    assert row["footnotes"] == {"price_per_share": ["F2"], "transaction_code": ["F1"]}
    assert filing["joint_filing"] is False
    assert filing["remarks"] is None


def test_a_submission_around_the_document_does_no_harm() -> None:
    assert gold_from_xml(f"<SEC-HEADER>\nACCESSION\n<XML>\n{XML[22:]}\n</XML>") == gold()


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ],
)
def test_entities_are_refused(content: str) -> None:
    with pytest.raises(GoldError, match="declares entities"):
        gold_from_xml(content)


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.xml"
    path.write_text("<ownershipDocument><a></ownershipDocument>")
    with pytest.raises(GoldError, match=r"bad\.xml: is not well-formed"):
        read_gold(path)
    with pytest.raises(GoldError, match="No such file"):
        read_gold(tmp_path / "none.xml")
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(GoldError, match="holds no record"):
        read_gold(tmp_path / "list.json")


def test_a_record_is_gold_too(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"schema": "form4ml/record/1", "filing": {"document_type": "4"}}))
    assert read_gold(path) == {"document_type": "4"}


@pytest.mark.parametrize(
    ("day", "schema", "era"),
    [
        ("2001-05-01", None, "1996"),
        ("2002-10-01", None, "2002"),
        ("2003-07-01", "X0101", "2003"),
        ("2024-01-01", "X0508", "2023"),
        ("2026-01-01", "X0609", "2026"),
    ],
)
def test_eras(day: str, schema: str | None, era: str) -> None:
    assert era_of({"period_of_report": day, "schema_version": schema}) == era


def test_facts_of_a_full_record() -> None:
    notes = [{"id": "F1", "price_ranges": [{"low": "1", "high": "2"}], "plan_adoption_dates": ["2023-06-01"]}]
    assert facts_of({"footnotes": notes}) == {"price_ranges": [["1", "2"]], "plan_adoption_dates": ["2023-06-01"]}
