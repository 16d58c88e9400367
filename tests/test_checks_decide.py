from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from form4ml.checks import decide


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@given(st.lists(st.integers(0, 9)), st.integers(0, 9))
def test_only_a_single_fit_is_chosen(candidates: list[int], wanted: int) -> None:
    got = decide.choose(candidates, lambda one: one >= wanted, "rule")
    fitting = {one for one in candidates if one >= wanted}
    assert (got is not None) == (len(fitting) == 1)
    if got:
        assert got.value in fitting


def test_balance() -> None:
    got = decide.balance(numbers("9000"), numbers("100"), ["D"], numbers("8300", "8900"))
    assert got and got.value.after == 8900 and got.rule == "running-balance"
    got = decide.balance(numbers("9000"), numbers("1.997", "1997"), ["D"], numbers("7003"))
    assert got and got.value.shares == 1997
    got = decide.balance(numbers("9000"), numbers("100"), ["A", "D"], numbers("9100"))
    assert got and got.value.side == "A"
    # both the shares and the amount could be mended: nothing is decided
    assert decide.balance(numbers("9000"), numbers("100", "700"), ["D"], numbers("8300", "8900")) is None
    assert decide.balance(numbers("9000"), numbers("100"), ["D"], numbers("1")) is None
    assert decide.balance(numbers("NaN"), numbers("sNaN"), ["D"], numbers("Infinity")) is None


def test_price() -> None:
    ranges = [(Decimal("50.00"), Decimal("50.50"))]
    assert decide.price(numbers("5031", "50.31", "5.031"), ranges) == (Decimal("50.31"), "price-in-range")
    assert decide.price(numbers("50.31", "50.3"), ranges) is None
    assert decide.price(numbers("5031"), []) is None
    assert decide.price_like(numbers("5031", "50.31"), numbers("49.90")) == (Decimal("50.31"), "price-scale")


def test_equal_and_grouping() -> None:
    assert decide.equal(numbers("1.000", "1007"), numbers("1007")) == (Decimal("1007"), "pairs")
    assert decide.grouping(["12.687.274", "12,687,274"]) == ("12,687,274", "amounts-grouping")
    assert decide.grouping(["1,997", "1.997"]) is None


def test_dates() -> None:
    assert decide.date(["2024-95-06", "2024-05-06", "2024-09-06"], "2024-05-01", "2024-05-08") == (
        "2024-05-06",
        "date-order",
    )
    assert decide.date(["2024-05-06", "2024-05-07"], "2024-05-01", "2024-05-08") is None
    assert decide.date(["2024-05-06"]) is None
    assert decide.period(["2024-05-08", "2024-05-06"], ["2024-05-07", "2024-05-06"]) == (
        "2024-05-06",
        "period-is-earliest",
    )


def test_codes() -> None:
    assert decide.code(["F", "P"], "A") == ("P", "code-direction")
    assert decide.code(["O", "D"], "A") == ("O", "code-direction")
    assert decide.code(["O", "G"], "A") is None
    assert decide.code(["O"], None) is None
    assert decide.side("S") == ("D", "code-direction")
    assert decide.side("M", derivative=True) == ("D", "code-direction")
    assert decide.side("G") is None


def test_places_names_and_notes() -> None:
    assert decide.state_and_zip(["CN", "CA", "CT"], ["94025"]) == (("CA", "94025"), "zip-of-state")
    assert decide.state_and_zip(["CA"], ["94O25", "94025"]) == (("CA", "94025"), "zip-of-state")
    assert decide.owner_name(["OUILL ADA", "QUILL ADA"], ["Ada B. Quill"]) == ("QUILL ADA", "same-owner")
    assert decide.note_id(["F36", "F3"], ["F1", "F2", "F3"]) == ("F3", "notes-referenced")
