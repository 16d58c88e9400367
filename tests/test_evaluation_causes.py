"""Each error is laid at the door it came through, and the ceiling counts what can be found at all."""

from __future__ import annotations

from typing import Any

import pytest
from evaluation_samples import FACTS, TEXT, gold, perfect

from form4ml.corpus import Annotation, Span
from form4ml.evaluation.causes import cause_report, explain, material_of
from form4ml.evaluation.match import match_records
from form4ml.evaluation.written import Text, date_forms, number_forms, standing

LINES = TEXT.split("\n")


def cause(
    changes: dict[str, Any], field: str, annotation: Annotation | None = None, lines: list[str] = LINES, **material: Any
) -> str | None:
    filing = {**perfect(), **changes}
    match = explain(match_records(gold(), filing, FACTS), material_of(material, lines, annotation))
    found = {value.cause for value in match.values if value.field == field} - {None}
    return found.pop() if len(found) == 1 else None


def test_lost_when_the_words_are_not_there() -> None:
    lines = [line.replace("DOE JANE", "D0E JAN").replace("Jane Doe", "J. Doe") for line in LINES]
    assert cause({"reporting_owners": []}, "owner.name", lines=lines) == "lost"


def test_mistagged_when_no_right_span_covers_them() -> None:
    entities = [{"label": "TICKER", "text": "Acme Corp."}]
    assert cause({"issuer": {"trading_symbol": "ACME"}}, "issuer.name", entities=entities) == "mistagged"


def test_misassembled_when_the_right_span_did_not_reach_its_field() -> None:
    entities = [{"label": "ISSUER", "text": "Acme Corp."}]
    assert cause({"issuer": {"trading_symbol": "ACME"}}, "issuer.name", entities=entities) == "misassembled"


def test_misnormalised_when_the_right_words_got_another_value() -> None:
    evidence = {"/period_of_report": {"text": "02/01/2024"}}
    assert cause({"period_of_report": "2024-01-02"}, "period_of_report", evidence=evidence) == "misnormalised"


def test_invented_and_marks() -> None:
    assert cause({"date_of_original_submission": "2020-01-01"}, "date_of_original_submission") == "invented"
    assert cause({"aff10b5_one": None}, "aff10b5_one") == "mark"


def test_gold_spans_decide_where_a_filing_is_annotated() -> None:
    spans = (Span(3, 15, 25, "ISSUER", 1), Span(0, 0, 1, "CHECK_PLAN", 2))
    annotation = Annotation("a", spans, ("",) * len(LINES))
    assert cause({"aff10b5_one": None}, "aff10b5_one", annotation) == "mistagged"
    assert cause({"issuer": {"trading_symbol": "ACME"}}, "issuer.name", annotation) == "mistagged"
    # ACME stands in the text, but no gold span of TICKER does: its own print was lost.
    assert cause({"issuer": {"name": "Acme Corp."}}, "issuer.trading_symbol", annotation) == "lost"


def test_the_ceiling_counts_gold_values_right_or_not() -> None:
    match = explain(match_records(gold(), {}, FACTS), material_of({}, LINES))
    report = cause_report([match])
    assert report is not None
    assert report.ceiling["number"].ceiling == 1.0
    assert report.ceiling["all"].values == sum(share.values for kind, share in report.ceiling.items() if kind != "all")
    assert report.counts["all"]["mark"] == 4
    assert cause_report([match_records(gold(), {})]) is None


@pytest.mark.parametrize(
    ("field", "value", "content", "stands"),
    [
        ("row.shares", "34000", "sold 34,000 shares", "together"),
        ("row.shares", "34000.0", "sold 34000", "together"),
        ("row.shares", "1500", "1,5000", "together"),  # a mark glued behind a long amount
        ("row.shares", "500", "1,500", "absent"),
        ("row.shares", "5", "15 50 5.1", "absent"),
        ("row.price_per_share", "10.5", "$10.50", "together"),
        ("row.transaction_date", "2018-03-12", "03/12/2018", "together"),
        ("plan_adoption_date", "2017-11-29", "adopted on November 29, 2017.", "together"),
        ("plan_adoption_date", "2021-03", "in March 2021", "together"),
        ("owner.state", "TX", "Texas 78701", "together"),
        ("row.nature_of_ownership", "By Trust LLC", "By | D | LLC\nTrust", "scattered"),
        ("row.nature_of_ownership", "By Trust", "By LLC", "absent"),
        ("row.nature_of_ownership", "By Trust", "By" + "\nx" * 30 + "\nTrust", "absent"),
        ("price_range", "1.1-1.26", "from $1.10 to $1.26", "together"),
        ("price_range", "1.1-1.26", "from $1.10 to $1.28", "absent"),
        ("row.footnotes", "shares:F3", "1,500(3)", "together"),
    ],
)
def test_where_a_value_stands(field: str, value: str, content: str, stands: str) -> None:
    assert standing(Text(content), field, value) == stands


def test_forms() -> None:
    assert {"1500", "1,500", "1,500.00"} <= set(number_forms("1500.0"))
    assert number_forms("see note") == ["see note"]
    assert {"3/1/24", "03/01/2024", "march 1, 2024", "01-mar-2024"} <= set(date_forms("2024-03-01"))
