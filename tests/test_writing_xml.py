from __future__ import annotations

import copy
import importlib.util
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writing_gold import SCHEMAS, gold_reading, need_gold
from writing_samples import FULL, full, reading, told_by_note

from form4ml.evaluation.gold import gold_from_xml
from form4ml.record import Filing, Reading
from form4ml.writing import write_many
from form4ml.writing.keys import CikMap
from form4ml.writing.xml import render

ORDER = (
    "schemaVersion documentType periodOfReport dateOfOriginalSubmission notSubjectToSection16 issuer reportingOwner "
    "aff10b5One nonDerivativeTable derivativeTable footnotes remarks ownerSignature"
).split()
ROW_ORDER = (
    "securityTitle conversionOrExercisePrice transactionDate deemedExecutionDate transactionCoding transactionTimeliness "
    "transactionAmounts exerciseDate expirationDate underlyingSecurity postTransactionAmounts ownershipNature"
).split()


@cache
def _schema(boxed: bool, amended: bool) -> Any:
    etree = pytest.importorskip("lxml.etree")
    if not SCHEMAS.exists():
        pytest.skip("needs ../shared/sec")
    version = "X0609" if boxed else "X0306"
    path = SCHEMAS / version / f"ownership4{'A' * (amended and boxed)}Document.xsd.xml"
    tree = etree.parse(str(path))
    if amended and not boxed:  # the schema of the time has the original's date after the period and no other difference
        space = {"x": "http://www.w3.org/2001/XMLSchema"}
        tree.xpath("//x:pattern[@value='4']", namespaces=space)[0].set("value", "4/A")
        period = tree.xpath("//x:element[@name='periodOfReport']", namespaces=space)[0]
        period.addnext(copy.deepcopy(period))
        period.getnext().set("name", "dateOfOriginalSubmission")
    return etree.XMLSchema(tree)


def _errors(made: Reading, text: str) -> list[str]:
    etree = pytest.importorskip("lxml.etree")
    schema = _schema(made.filing.aff10b5_one is not None, made.filing.document_type == "4/A")
    schema.validate(etree.fromstring(text.encode()))
    return [error.message for error in schema.error_log]


def _values(filing: dict[str, Any]) -> Any:
    """A filing for comparison: numbers as numbers, nothing and False alike, a place's code in one place."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items() if key not in ("schema_version", "cik")}
        if isinstance(value, list):
            return [plain(part) for part in value]
        if isinstance(value, str) and re.fullmatch(r"\d+(\.\d*)?|\.\d+", value):
            return Decimal(value)
        return None if value is False else value

    same = plain(filing)
    for owner in same["reporting_owners"]:
        address = owner["address"]
        address["state"] = address["state"] or address.pop("country", None)
        address.pop("country", None)
    return same


def test_all_gold_filings_are_valid_or_say_what_is_missing() -> None:
    valid = 0
    for path in need_gold():
        made = gold_reading(path)
        done = render(made)
        errors = _errors(made, done.text)
        assert done.complete == (not errors), (path.name, done.missing, errors)
        valid += done.complete
    assert valid >= 0.9 * len(need_gold()) - 1  # the others lack in the original what the schema demands


def test_all_gold_filings_read_back_equal() -> None:
    for path in need_gold():
        text = path.read_text(encoding="utf-8", errors="replace")
        assert _values(gold_from_xml(render(gold_reading(path)).text)) == _values(gold_from_xml(text)), path.name


@pytest.mark.skipif(importlib.util.find_spec("edgar") is None, reason="needs edgartools")
def test_edgartools_finds_the_same_trades(monkeypatch: pytest.MonkeyPatch) -> None:
    from edgar.ownership import Form4

    # it would ask the SEC whether each owner is a company; the answer only turns names around
    entity = SimpleNamespace(data=SimpleNamespace(is_company=False))
    monkeypatch.setattr("edgar.ownership.owners.Entity", lambda cik: entity)
    for path in need_gold()[::6]:
        ours, theirs = (
            Form4.parse_xml(render(gold_reading(path)).text),
            Form4.parse_xml(path.read_text(encoding="utf-8")),
        )
        for table in ("non_derivative_table", "derivative_table"):
            for part in ("transactions", "holdings"):
                one, two = (getattr(getattr(form, table), part).data for form in (ours, theirs))
                assert (one is None) == (two is None)
                if one is not None:
                    assert one.astype(object).fillna("").astype(str).to_dict("list") == two.astype(object).fillna(
                        ""
                    ).astype(str).to_dict("list")
        assert (ours.issuer.ticker, ours.issuer.cik) == (theirs.issuer.ticker, theirs.issuer.cik)
        assert [owner.name for owner in ours.reporting_owners.owners] == [
            o.name for o in theirs.reporting_owners.owners
        ]


def test_the_full_sample_is_complete_and_valid() -> None:
    made = full()
    done = render(made)
    assert done.complete and done.missing == [] and "<!--" not in done.text
    assert _errors(made, done.text) == []
    assert "<value>4.10</value>" in done.text


def _era(boxed: bool) -> dict[str, Any]:
    """What tells the form with the Rule 10b5-1(c) box from the one before it."""
    signed = [sign | {"date": "2024-05-08" if boxed else "2021-05-08"} for sign in FULL["signatures"]]
    return {"aff10b5_one": boxed or None, "signatures": signed}


@pytest.mark.parametrize(
    ("signed", "period", "stated", "demanded"),
    [
        (["2023-04-03"], "2023-03-30", "", True),
        (["2023-03-31"], "2023-03-30", "", False),
        (["2022-05-02", "2032-05-02"], "2022-05-01", "", False),
        ([], "2023-04-01", "", True),
        ([], "2023-03-31", "", False),
        ([], None, "", False),
        (["2021-04-03"], "2021-04-01", "2024-04-03", True),
    ],
)
def test_a_filing_of_the_form_with_the_box_lacks_it_where_it_was_not_read(
    signed: list[str], period: str | None, stated: str, demanded: bool
) -> None:
    dated = [{"name": "Jo Lane", "date": day} for day in signed]
    made = reading(Filing.model_validate(FULL | {"aff10b5_one": None, "signatures": dated, "period_of_report": period}))
    made.source.facts = {"filing_date": stated} if stated else {}
    done = render(made)
    assert ("/aff10b5_one" in done.missing) == demanded
    assert f"<schemaVersion>{'X0609' if demanded else 'X0306'}</schemaVersion>" in done.text
    assert "aff10b5One" not in done.text


@pytest.mark.parametrize("boxed", [True, False])
@pytest.mark.parametrize("kind", ["4", "4/A"])
def test_both_schemas_and_both_forms(boxed: bool, kind: str) -> None:
    original = "2024-05-07" if kind == "4/A" else None
    changes = {"document_type": kind, "date_of_original_submission": original} | _era(boxed)
    made = reading(Filing.model_validate(FULL | changes))
    done = render(made)
    assert done.complete, done.missing
    assert _errors(made, done.text) == []
    assert ("<aff10b5One>1</aff10b5One>" in done.text) == boxed
    assert f"<schemaVersion>{'X0609' if boxed else 'X0306'}</schemaVersion>" in done.text


def test_the_order_of_elements() -> None:
    root = ElementTree.fromstring(render(full()).text)
    tags = [child.tag for child in root]
    assert tags == sorted(tags, key=ORDER.index)
    for table in ("nonDerivativeTable", "derivativeTable"):
        for row in root.findall(f"{table}/*"):
            tags = [child.tag for child in row]
            assert tags == sorted(tags, key=ROW_ORDER.index) and len(tags) == len(set(tags))


def test_nothing_is_made_up_and_what_is_missing_is_told() -> None:
    done = render(told_by_note())
    assert not done.complete
    assert "/issuer/cik" in done.missing
    assert "/reporting_owners/0/cik" in done.missing
    assert "/non_derivative_transactions/0/security_title: unreadable" in done.missing
    assert not any("price_per_share" in line for line in done.missing)  # a note stands in its cell
    comment = done.text.split("-->")[0]
    assert all(line in comment for line in done.missing)
    root = ElementTree.fromstring(done.text)
    row = root.find("nonDerivativeTable/nonDerivativeTransaction")
    assert row is not None
    groups = ["transactionAmounts", "postTransactionAmounts", "ownershipNature"]
    assert [child.tag for child in row] == ["transactionDate", *groups]
    assert not len(row.findall("ownershipNature/*"))  # a reader that asks for it keeps the row, and finds nothing there
    assert root.find("issuer/issuerCik") is None


def test_ciks_come_from_the_container_or_the_map() -> None:
    made = told_by_note()
    made.source.facts = {"issuer_cik": "77"}
    done = render(made, CikMap([("name", "Bracken, Otis", "0000000078")]))
    assert "<issuerCik>0000000077</issuerCik>" in done.text
    assert "<rptOwnerCik>0000000078</rptOwnerCik>" in done.text
    assert not any("cik" in line for line in done.missing)


CASES: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("a month alone", {"period_of_report": "2002-01"}, "/period_of_report: 2002-01 is no whole date", "2002-01<"),
    ("an original's date on a 4", {"date_of_original_submission": "2024-05-01"}, "only a 4/A has one", "2024-05-01<"),
    ("no signature", {"signatures": []}, "/signatures", "ownerSignature"),
    ("no document type", {"document_type": None}, "/document_type", "documentType"),
    ("no owner", {"reporting_owners": []}, "/reporting_owners", "reportingOwner"),
)


@pytest.mark.parametrize(("changes", "told", "absent"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_does_not_fit_is_left_out_and_told(changes: dict[str, Any], told: str, absent: str) -> None:
    done = render(reading(Filing.model_validate(FULL | changes)))
    assert any(told in line for line in done.missing)
    assert absent not in done.text.split("-->")[1]


def _with_row(**changes: Any) -> Reading:
    filing = copy.deepcopy(FULL)
    filing["non_derivative_transactions"][1] |= changes
    return reading(filing)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"transaction_code": "V"}, "V is none of EDGAR's codes"),
        ({"shares": Decimal("-1")}, "beyond what EDGAR takes"),
        ({"shares": Decimal("1.23456")}, "more than 4 decimal places"),
        ({"security_title": "x" * 61}, "61 characters, EDGAR takes 60"),
        ({"direct_or_indirect": "I"}, "/non_derivative_transactions/1/nature_of_ownership"),
        ({"value_owned_following": Decimal("9")}, "stands beside shares_owned_following"),
        ({"footnotes": {"shares": ["F0"]}}, "the note mark F0 is none of F1 to F99"),
        ({"footnotes": {"shares": ["F9"]}}, "/footnotes: the text of F9"),
    ],
)
def test_rows_that_edgar_would_not_take_are_told(changes: dict[str, Any], told: str) -> None:
    done = render(_with_row(**changes))
    assert any(told in line for line in done.missing), done.missing
    ElementTree.fromstring(done.text)


def test_trailing_zeros_are_no_decimal_places() -> None:
    done = render(_with_row(price_per_share=Decimal("31.45000000")))
    assert done.complete and "<value>31.45000000</value>" in done.text


def test_reported_early_is_form_type_5_and_early() -> None:
    made = _with_row(reported_early=True)
    done = render(made)
    assert _errors(made, done.text) == []
    row = ElementTree.fromstring(done.text).findall("nonDerivativeTable/nonDerivativeTransaction")[1]
    assert row.findtext("transactionCoding/transactionFormType") == "5"
    assert row.findtext("transactionTimeliness/value") == "E"


PLACES: tuple[tuple[bool, dict[str, str], dict[str, str | None]], ...] = (
    (True, {"state": "A6"}, {"rptOwnerState": None, "rptOwnerCountry": "A6", "rptOwnerNonUSAddressFlag": "1"}),
    (False, {"state": "A6"}, {"rptOwnerState": "A6", "rptOwnerCountry": None}),
    (True, {"state": "nh"}, {"rptOwnerState": "NH", "rptOwnerCountry": None, "rptOwnerNonUSAddressFlag": None}),
    (True, {"state": "Zug", "country": "V8"}, {"rptOwnerStateDescription": "Zug", "rptOwnerCountry": "V8"}),
    (False, {"state": "Zug", "country": "Switzerland"}, {"rptOwnerStateDescription": "Zug, Switzerland"}),
)


@pytest.mark.parametrize(("boxed", "address", "elements"), PLACES)
def test_places(boxed: bool, address: dict[str, str], elements: dict[str, str | None]) -> None:
    filing = copy.deepcopy(FULL | _era(boxed))
    filing["reporting_owners"][0]["address"] |= address
    made = reading(filing)
    done = render(made)
    assert _errors(made, done.text) == []
    node = ElementTree.fromstring(done.text).find("reportingOwner/reportingOwnerAddress")
    assert node is not None
    assert {tag: node.findtext(tag) for tag in elements} == elements


FIELDS = sorted(
    {(table, field) for table in ("non_derivative_transactions", "derivative_transactions") for field in FULL[table][0]}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sets(st.sampled_from(sorted(FULL)), max_size=3),
    st.sets(st.sampled_from(FIELDS), max_size=4),
    st.booleans(),
    st.text(max_size=45),
)
def test_complete_means_valid(gone: set[str], empty: set[tuple[str, str]], boxed: bool, words: str) -> None:
    filing = copy.deepcopy(FULL | _era(boxed))
    filing["issuer"]["name"] = filing["reporting_owners"][0]["address"]["city"] = words
    for table, field in empty:
        for row in filing[table]:
            row.pop(field, None)
    for key in gone:
        filing.pop(key)
    made = reading(filing)
    done = render(made)
    ElementTree.fromstring(done.text)
    errors = _errors(made, done.text)
    if done.complete:
        assert errors == []


@given(st.text(max_size=30))
def test_any_text_gives_well_formed_xml(words: str) -> None:
    filing = copy.deepcopy(FULL)
    filing["remarks"] = filing["footnotes"][0]["text"] = filing["signatures"][0]["date"] = words
    ElementTree.fromstring(render(reading(filing)).text)


def test_files_and_what_they_lack(tmp_path: Path) -> None:
    written = write_many([full(), told_by_note()], "xml", tmp_path)
    assert [item.path.name for item in written] == ["full.xml", "told.xml"]
    assert written[0].missing == ()
    assert "/issuer/cik" in written[1].missing
    assert written[0].path.read_text(encoding="utf-8") == render(full()).text
