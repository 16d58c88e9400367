"""Probabilities from what is known about a value's reading."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.assembly.confidence import KINDS, PLAIN, SIGNALS, Calibration, Signals, in_text, kind_of
from form4ml.record import ROW_FIELDS


@pytest.mark.parametrize(
    ("pointer", "kind"),
    [
        ("/issuer/name", "issuer"),
        ("/reporting_owners/0/name", "name"),
        ("/signatures/0/name", "signature"),
        ("/non_derivative_transactions/3/shares", "amount"),
        ("/non_derivative_transactions/3/price_per_share", "price"),
        ("/derivative_holdings/0/underlying_title", "wrapped"),
        ("/reporting_owners/0/is_director", "flag"),
        ("/reporting_owners/1/address/zip_code", "address"),
        ("/price_ranges/0/low", "fact"),
        ("/plan_adoption_dates/0", "fact"),
        ("/footnotes/2/text", "note"),
        ("/period_of_report", "date"),
    ],
)
def test_kinds_of_values(pointer: str, kind: str) -> None:
    assert kind_of(pointer) == kind


def test_every_field_of_a_row_has_a_kind() -> None:
    assert {name for fields in ROW_FIELDS.values() for name in fields} <= set(KINDS)


def test_without_curves_the_span_s_probability_stands() -> None:
    assert PLAIN.probability("/issuer/name", Signals(tag=0.73)) == 0.73


def test_a_curve_of_the_kind_goes_before_the_general_one() -> None:
    flat = (2.0,) + (0.0,) * (len(SIGNALS) - 1)
    low = (-2.0,) + (0.0,) * (len(SIGNALS) - 1)
    calibration = Calibration({"all": flat, "date": low})
    assert calibration.probability("/issuer/name", Signals()) == pytest.approx(1 / (1 + math.exp(-2)))
    assert calibration.probability("/period_of_report", Signals()) == pytest.approx(1 / (1 + math.exp(2)))


def test_signals_and_their_names_go_together() -> None:
    assert len(Signals().vector()) == len(SIGNALS)
    sure, torn = Signals(), Signals().but(contradicted=True, pieces=3)
    assert sure.vector() != torn.vector()
    assert not sure.contradicted  # a change makes another


@given(
    st.floats(0, 1),
    st.none() | st.floats(0, 1),
    st.lists(st.floats(-50, 50), min_size=len(SIGNALS), max_size=len(SIGNALS)),
    st.integers(1, 40),
)
def test_always_a_probability(tag: float, ocr: float | None, curve: list[float], pieces: int) -> None:
    signals = Signals(tag=tag, ocr=ocr, pieces=pieces, repaired=True, inferred=True)
    for calibration in (PLAIN, Calibration({"all": tuple(curve)})):
        assert 0 <= calibration.probability("/issuer/name", signals) <= 1


def test_text_has_curves_of_its_own() -> None:
    plain = [0.0] * len(SIGNALS)
    sure, unsure = [5.0, *plain[1:]], [-5.0, *plain[1:]]
    fitted = Calibration({"nature": tuple(sure), in_text("nature"): tuple(unsure), "all": tuple(plain)})
    pointer = "/derivative_holdings/0/nature_of_ownership"
    assert fitted.probability(pointer, Signals(ocr=0.9)) > 0.99
    assert fitted.probability(pointer, Signals(ocr=None)) < 0.01
    assert fitted.probability("/issuer/name", Signals()) == 0.5
