"""No normalizer raises, hangs or leaves out why there is no value, whatever the text."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4ml.normalize import (
    amounts,
    codes,
    dates,
    footnote_marks,
    marks,
    names,
    notes,
    places,
    ranges,
    signatures,
    symbols,
)
from form4ml.normalize.values import Normal

NORMALIZERS: list[Callable[[str], Any]] = [
    amounts.shares, amounts.price, amounts.either, codes.code, codes.acquired_disposed, codes.direct_or_indirect, codes.early,
    dates.date, dates.month, footnote_marks.marks, marks.check, names.text, names.issuer, names.owner, names.title,
    places.state, places.zip_code, ranges.price_range, signatures.signature, symbols.symbol,
]  # fmt: skip
OTHERS: list[Callable[[str], Any]] = [
    footnote_marks.split,
    names.is_entity,
    names.tokens,
    places.split,
    ranges.price_ranges,
    symbols.symbols,
]
NOISE = st.text(alphabet=st.sampled_from(list("0123456789OlI|S$.,/-()[]{}@®© XxFA\n_'\"abNovember½①²€:")), max_size=60)
WILD = st.one_of(st.text(max_size=100), NOISE, st.text(alphabet="(1, ", max_size=200))
STRETCHED = [
    "1" * 5000,
    "(1" * 3000,
    "a " * 3000,
    "by " * 2000,
    "$1 to " * 2000,
    "_ " * 3000,
    "/s/ " * 2000,
    "A, " * 3000,
    "1," * 3000,
    '"' * 3000,
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(WILD)
def test_never_raises_and_always_says_why(text: str) -> None:
    for normalize in NORMALIZERS:
        got = normalize(text)
        assert isinstance(got, Normal)
        assert got.value is not None or got.why
    for other in OTHERS:
        other(text)
    notes.joined(text.split("\n"))
    names.same_owner(text, text[::-1])


@pytest.mark.parametrize("text", STRETCHED, ids=lambda text: text[:6])
def test_long_input_is_answered_at_once(text: str) -> None:
    start = time.perf_counter()
    for normalize in (*NORMALIZERS, *OTHERS):
        normalize(text)
    assert time.perf_counter() - start < 2
