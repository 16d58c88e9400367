"""Every compared value is a row with its verdict and its place on both sides."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from evaluation_samples import FACTS, gold, perfect
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.evaluation.fields import KIND_OF, LABELS_OF
from form4ml.evaluation.match import Value, Variant, match_records, parse_variant
from form4ml.evaluation.normal import date, flag, number, same, state, text


def found(predicted: Any, name: str, facts: Any = FACTS, once: bool = False, ours: Any = None) -> list[Value]:
    return [v for v in match_records(ours or gold(), predicted, facts, once).values if v.field == name]


def test_a_perfect_prediction_is_all_right() -> None:
    match = match_records(gold(), {"filing": perfect()}, FACTS)
    assert {value.verdict for value in match.values} == {"right"}
    assert len(match.values) > 25


def test_nothing_predicted_is_all_missed() -> None:
    assert {value.verdict for value in match_records(gold(), {}, FACTS).values} == {"missed"}


def test_verdicts_and_places() -> None:
    filing = perfect()
    filing["issuer"]["name"] = "Acme Corp"
    filing["date_of_original_submission"] = "2024-01-01"
    filing["period_of_report"] = None
    filing["signatures"][0]["date"] = "2024-02-03"
    (name,) = found(filing, "issuer.name")
    assert (name.verdict, name.near, name.gold_at, name.predicted_at) == ("wrong", True, "/issuer/name", "/issuer/name")
    (original,) = found(filing, "date_of_original_submission")
    assert (original.verdict, original.gold, original.gold_at) == ("invented", None, None)
    (period,) = found(filing, "period_of_report")
    assert (period.verdict, period.predicted, period.predicted_at) == ("missed", None, None)
    (signed,) = found(filing, "signature.date")
    assert (signed.verdict, signed.near) == ("wrong", False)


def test_rows_answer_by_likeness_not_by_order() -> None:
    ours = gold()
    second = {**ours["non_derivative_transactions"][0], "shares": "77", "transaction_date": "2024-02-02"}
    ours["non_derivative_transactions"].append(second)
    filing = perfect()
    filing["non_derivative_transactions"] = [second, *filing["non_derivative_transactions"]]
    rows = found(filing, "row.shares", ours=ours)
    assert {value.verdict for value in rows} == {"right"}
    assert {(value.gold_at, value.predicted_at) for value in rows} == {
        ("/non_derivative_transactions/0/shares", "/non_derivative_transactions/1/shares"),
        ("/non_derivative_transactions/1/shares", "/non_derivative_transactions/0/shares"),
    }


def test_members_too_many_are_wrong_and_not_invented() -> None:
    filing = perfect()
    filing["footnotes"][1]["price_ranges"] = [{"low": 10.1, "high": "10.90"}, {"low": "1", "high": "2"}]
    right, extra = found(filing, "price_range")
    assert (right.verdict, right.predicted_at) == ("right", "/footnotes/1/price_ranges/0")
    assert (extra.verdict, extra.gold, extra.predicted_at) == ("wrong", None, "/footnotes/1/price_ranges/1")


def test_without_facts_they_are_not_compared() -> None:
    assert found(perfect(), "price_range", facts=None) == []


def test_box_5_once_for_several_owners() -> None:
    ours = gold()
    ours["reporting_owners"].append({**copy.deepcopy(ours["reporting_owners"][0]), "name": "ROE RICHARD"})
    filing = copy.deepcopy(ours)
    for field in ("is_director", "is_officer", "officer_title"):
        filing["reporting_owners"][1][field] = None
    assert [v.verdict for v in found(filing, "owner.is_director", ours=ours)] == ["right", "missed"]
    assert [v.verdict for v in found(filing, "owner.is_director", ours=ours, once=True)] == ["right"]
    assert [v.verdict for v in found(filing, "owner.officer_title", ours=ours, once=True)] == ["right"]


def test_confidence_comes_from_the_values_own_evidence() -> None:
    whole = {"filing": perfect(), "evidence": {"/issuer/name": {"confidence": 0.5}}}
    assert found(whole, "issuer.name")[0].confidence == 0.5
    assert found(whole, "issuer.trading_symbol")[0].confidence is None


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3),
        max_leaves=8,
    )
)
def test_no_shape_of_prediction_breaks_it(wild: Any) -> None:
    keys = ("issuer", "reporting_owners", "non_derivative_transactions", "signatures", "remarks")
    match_records(gold(), {"filing": dict.fromkeys(keys, wild), "evidence": wild})


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("compact-land-scan200-psm3", Variant("compact", "landscape", "scan200", "tesseract", "3")),
        ("viewer-port-fax200-rapid", Variant("viewer", "portrait", "fax200", "rapidocr", None)),
        ("compact-port-text", Variant("compact", "portrait", "text")),
        ("", Variant()),
    ],
)
def test_variants(name: str, facts: Variant) -> None:
    assert parse_variant(name) == facts


def test_normal_forms() -> None:
    assert text("  “Acme”—Corp  ") == '"acme"-corp'
    assert text(" ") is None
    assert number("$1,500.00") == number(1500) == number("1.5E3")
    assert number("see note") == "see note"
    assert date("2024-02-01-05:00") == "2024-02-01"
    assert state("Texas") == state("TX") == "tx"
    assert flag(False) is flag("0") is flag(None) is None
    assert flag("X") is True
    assert same("long", "a" * 100, "a" * 95 + "bbbbb")
    assert not same("text", "a" * 100, "a" * 99 + "b")


def test_every_compared_field_has_a_kind_and_a_label() -> None:
    fields = {value.field for value in match_records(gold(), perfect(), FACTS).values}
    assert fields <= set(KIND_OF) | {"row.footnotes", "price_range"}
    assert fields <= set(LABELS_OF)
