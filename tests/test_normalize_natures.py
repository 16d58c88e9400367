"""Natures of ownership as wrapped cells leave them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.normalize.natures import nature
from form4ml.normalize.values import UNREADABLE_MARK


@pytest.mark.parametrize(
    ("read", "value", "marks"),
    [
        ("See Footnote", "See Footnote", ()),
        ("footnote see", "See footnote", ()),
        ("foothote", "See footnote", ()),
        ("See fe See footnote sie", "See footnote", ()),
        ("By Alder Fund XV.LLC", "By Alder Fund XV, LLC", ()),
        ("By Alder 2018 Fund. Lp", "By Alder 2018 Fund, LP", ()),
        ("By Alder & Co. LLC", "By Alder & Co. LLC", ()),
        ("By Xi Family Trust", "By Xi Family Trust", ()),
        ("By Alder Fund Vill L.P.", "By Alder Fund VIII L.P.", ()),
        ("footnote footnote", "See footnote", ()),
        ("See footnote fee footnote", "See footnote", ()),
        ("401(k)", "401(k)", ()),
        ("custodian", "custodian", ()),
        ("See Footnotes (3) (4)", "See Footnotes", ("F3", "F4")),
        ("See footnote!!!", "See footnote", ()),
        ("See Footnotes s", "See Footnotes", (UNREADABLE_MARK,)),
        ("By Alder Fund IV, L.P.20", "By Alder Fund IV, L.P.", (UNREADABLE_MARK,)),
        ("By Alder Fund IV, LPO", "By Alder Fund IV, LP", (UNREADABLE_MARK,)),
        ("By Alder Fund IV, L.Pt", "By Alder Fund IV, L.P.", (UNREADABLE_MARK,)),
        ("By Alder Fund IV, L.P.'3", "By Alder Fund IV, L.P.", (UNREADABLE_MARK,)),
        ("Alder US. Growth Fund VII, Lp.", "Alder U.S. Growth Fund VII, L.P.", ()),
        ("By Birch Interchange LIC", "By Birch Interchange LLC", ()),
        ("By 401(k) Plan", "By 401(k) Plan", ()),
        ("By Partners Fund (Q), LP", "By Partners Fund (Q), LP", ()),
        ("Series A (9)", "Series A (9)", ()),
        ("Alder 2010- Seed Fund, LP", "Alder 2010-Seed Fund, LP", ()),
        ("Alder Growth Fund III - Birch Partners, L.P.", "Alder Growth Fund III - Birch Partners, L.P.", ()),
        ("By Alder Growth Fund VIL, L.P.", "By Alder Growth Fund VII, L.P.", ()),
        ("By Alder x1, LP", "By Alder XI, LP", ()),
        ("By Alder Growth Fund 1V, L.P. g3", "By Alder Growth Fund IV, L.P.", (UNREADABLE_MARK,)),
        ("Alder Fund, L.P., as GP", "Alder Fund, L.P., as GP", ()),
        ("By Alder Fund, tp", "By Alder Fund, LP", ()),
        ("By Birch Interchange Lic", "By Birch Interchange LLC", ()),
        ("Class A. Common Stock", "Class A Common Stock", ()),
        ("By Alder 'Venture Fund", "By Alder Venture Fund", ()),
        ("By Alder 'Venture' Fund", "By Alder 'Venture' Fund", ()),
        ("By irrevocable {trust", "By irrevocable trust", ()),
        ("footnote", "See footnote", ()),
        ("pee Footnotes", "See Footnotes", ()),
        ("See 8 footnote", "See footnote", ()),
        ("By LLC, see footnote", "By LLC, see footnote", ()),
        ("Series V Preferred Stock", "Series V Preferred Stock", ()),
    ],
)
def test_reads(read: str, value: str, marks: tuple[str, ...]) -> None:
    got = nature(read, 4)
    assert (got.value, got.marks) == (value, marks)


@given(st.text(max_size=60), st.none() | st.integers(0, 30))
def test_never_raises(text: str, highest: int | None) -> None:
    got = nature(text, highest)
    assert (got.value is None) == (got.why is not None)


@pytest.mark.parametrize("text", ["See", "By", "See f", "See foo", "By the", "Held by"])
def test_what_breaks_off_is_no_nature(text: str) -> None:
    assert nature(text).value is None


@pytest.mark.parametrize("text", ["See Footnote", "By Trust", "See Note 3", "Trust"])
def test_what_is_whole_is_one(text: str) -> None:
    assert nature(text).value == text


@pytest.mark.parametrize("read", ["fe ore", "Fe ore", "ae el", "oe ox"])
def test_small_letters_of_no_word_are_no_nature(read: str) -> None:
    assert nature(read).value is None


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("Class | Shares", "Class I Shares"),
        ("Class A Common, Stock", "Class A Common Stock"),
        ("Common Stock, par value $ $0.01", "Common Stock, par value $0.01"),
    ],
)
def test_signs_within_a_title(read: str, value: str) -> None:
    assert nature(read).value == value
