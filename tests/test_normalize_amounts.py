from decimal import Decimal

import pytest

from form4ml.normalize.amounts import Amount, either, price, shares


@pytest.mark.parametrize(
    ("text", "value", "marks", "repaired"),
    [
        ("34,000", "34000", (), None),
        ("1,015,184|", "1015184", (), None),
        ("25,374,548]", "25374548", (), None),
        ("/16,514", "16514", (), None),
        ("jo", "0", (), "letters-as-digits"),
        ("J 4,500", "4500", (), None),
        ("5,000.5", "5000.5", (), None),
        ("7,134.7323", "7134.7323", (), None),
        ("1,500(3)", "1500", ("F3",), None),
        ("14,051(1)(2)", "14051", ("F1", "F2"), None),
        ("14,2761", "14276", ("F1",), "split-mark"),
        ("1,5559@)", "1555", ("?",), "split-mark"),  # only six notes: no ninth
        ("14,0511D)", "14051", ("F1",), "split-mark"),
        ("1,500 1", "1500", ("F1",), "split-mark"),
        ("12687274]", "12687274", (), "no-commas"),
        ("12.687.274", "12687274", (), "points-as-commas"),
        ("12,687274", "12687274", (), "lost-comma"),
        ("1 ,234", "1234", (), "spaces"),
        ("1 234 567", "1234567", (), "space-as-comma"),
        ("l,5OO", "1500", (), "letters-as-digits"),
        ("1.234,56", "1234.56", (), "european"),
        ("10 1/4", "10.25", (), "fraction"),
        ("½", "0.5", (), "fraction"),
        ("O", "0", (), "letters-as-digits"),
        ("0", "0", (), None),
        ("1,500 D", "1500", (), "trailing-junk"),
    ],
)
def test_shares(text: str, value: str, marks: tuple[str, ...], repaired: str | None) -> None:
    got = shares(text, highest=6)
    assert (got.value, got.marks, got.repaired) == (Decimal(value), marks, repaired)
    assert got.why is None


def test_a_mark_of_its_own_is_read_where_the_number_of_notes_allows_it() -> None:
    assert shares("1,5559@)").marks == ("F9",)
    assert shares("1,5559@)", highest=12).marks == ("F9",)


@pytest.mark.parametrize(
    ("text", "value", "marks"),
    [
        ("$1.17", "1.17", ()),
        ("$ 0", "0", ()),
        ("4$2.64", "2.64", ()),
        ("1$24.51", "24.51", ()),
        ("|$3", "3", ()),
        ("s$45.7585", "45.7585", ()),
        ("D__$48.15", "48.15", ()),
        ("‘$11.64", "11.64", ()),
        ("jo", "0", ()),
        ("S0", "0", ()),
        ("$O", "0", ()),
        ("$0(1)", "0", ("F1",)),
        ("$1,031.99", "1031.99", ()),
        ("$103.77330", "103.7733", ("?",)),
        ("$6.71162", "6.7116", ("F2",)),
        ("$99.1431°", "99.1431", ("?",)),
        ("$553.9046()|", "553.9046", ("?",)),
        ("$44,4983(2)}", "44.4983", ("F2",)),
        ("$549,86520)]", "549.8652", ("?",)),
        ("$57-2500", "57.2500", ()),
        ("$1,17", "1.17", ()),
        ("$9.54]", "9.54", ()),
        ("1.17", "1.17", ()),
    ],
)
def test_price(text: str, value: str, marks: tuple[str, ...]) -> None:
    got = price(text, highest=6)
    assert (got.value, got.marks) == (Decimal(value), marks)


def test_digits_are_kept_as_filed() -> None:
    assert str(price("$66.8350").value) == "66.8350"
    assert str(price("$0.00").value) == "0.00"


def test_what_two_readings_fit_is_offered_and_not_chosen() -> None:
    assert price("$9935").value is None
    assert Decimal("99.35") in price("$9935").alternatives
    assert price("$010").value is None
    assert shares("12,34").value is None
    # a plain reading stands, the other is offered
    assert shares("1.997").value == Decimal("1.997")
    assert Decimal("1997") in shares("1.997").alternatives
    assert shares("12,687.274").alternatives[0] == Decimal("12687274")
    assert Decimal("1.997") in price("$1,997").alternatives


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing there"),
        ("(1)", "footnote only"),
        ("none", "no digits"),
        ("$", "no digits"),
        ("1,500 12.34", "several amounts"),
        ("$75.4143(2)|4,767,678", "several amounts"),
        ("€12.50", "not in dollars: EUR"),
        ("(1,500)", "in brackets, as a negative is"),
        ("1/3", "a fraction without a decimal end"),
        ("9" * 80, "too long for an amount"),
    ],
)
def test_no_value_says_why(text: str, why: str) -> None:
    assert price(text).value is None
    assert price(text).why == why


def test_a_mark_alone_is_kept() -> None:
    assert shares("(1)").marks == ("F1",)
    assert price("€12.50").alternatives == (Decimal("12.50"),)
    assert price("$75.4143(2)|4,767,678").alternatives == (Decimal("75.4143"), Decimal("4767678"))


def test_either_tells_value_from_shares() -> None:
    assert either("$1,000,000").value == Amount(Decimal("1000000"), True)
    assert either("1,234(1)").value == Amount(Decimal("1234"), False)
    assert either("(2)").why == "footnote only"


@pytest.mark.parametrize(("text", "marks"), [("-0-", ()), ("$-0-", ()), ("$ -0-", ()), ("-0-(2)", ("F2",))])
def test_a_typists_nought_is_read_straight(text: str, marks: tuple[str, ...]) -> None:
    read = price(text)
    assert read.value == 0 and read.straight and read.marks == marks
