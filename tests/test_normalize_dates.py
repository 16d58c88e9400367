import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.normalize.dates import date, month


@pytest.mark.parametrize(
    ("text", "value", "repaired"),
    [
        ("03/12/2018", "2018-03-12", None),
        ("|03/12/2018", "2018-03-12", None),
        ("3/5/21", "2021-03-05", None),
        ("3/5/98", "1998-03-05", None),
        ("03-12-2018", "2018-03-12", None),
        ("2018-03-12", "2018-03-12", None),
        ("2018-03-12-05:00", "2018-03-12", None),
        ("2021-03", "2021-03", None),
        ("03/2021", "2021-03", None),
        ("March 2021", "2021-03", None),
        ("Feb. 2024", "2024-02", None),
        ("November 29, 2017", "2017-11-29", None),
        ("November 29 2017.", "2017-11-29", None),
        ("Nov. 20, 2025", "2025-11-20", None),
        ("Sept. 2, 2025", "2025-09-02", None),
        ("December 31st, 2020", "2020-12-31", None),
        ("15-JAN-02", "2002-01-15", None),
        ("29 November 2017", "2017-11-29", None),
        ("01/15/2045", "2045-01-15", None),
        ("O3/l2/2018", "2018-03-12", "letters-as-digits"),
        ("03/122018", "2018-03-12", "slashes"),
        ("101192023", "2023-10-19", "slashes"),
        ("101972023", "2023-10-19", "slashes"),
        ("0571312018", "2018-05-13", "slashes"),
        ("12/3112023", "2023-12-31", "slashes"),
        ("Novernber 3, 2020", "2020-11-03", "letters-in-date"),
        ("0ctober 3, 2020", "2020-10-03", "letters-in-date"),
        ("Ju1y 4, 2020", "2020-07-04", "letters-in-date"),
        ("03/12/2018 Common", "2018-03-12", "junk-around"),
    ],
)
def test_date(text: str, value: str, repaired: str | None) -> None:
    got = date(text)
    assert (got.value, got.repaired, got.why) == (value, repaired, None)


def test_marks_are_parted() -> None:
    assert date("03/12/2018(3)").marks == ("F3",)
    assert date("07/09/2028())") == ("2028-07-09", None, ("?",), None, ())
    assert date("(1)").why == "footnote only"
    assert date("(1)").marks == ("F1",)


@pytest.mark.parametrize(
    "text", ["02/30/2018", "97/95/2028]", "11932021", "13/45/2020", "junk", "", "February 30, 2018", "March", "Sept 2"]
)
def test_impossible_dates_have_no_value(text: str) -> None:
    assert date(text).value is None
    assert date(text).why


def test_alternatives() -> None:
    assert "2011-05-04" in date("95/04/2011").alternatives
    assert date("29/11/2017").alternatives[0] == "2017-11-29"
    assert date("8/21/72").alternatives == ("1972-08-21", "2072-08-21")
    assert date("01/02/2020 03/04/2021").alternatives == ("2020-01-02", "2021-03-04")
    assert date("110372021").value == "2021-11-03"
    assert "2021-01-03" in date("110372021").alternatives


def test_slashed_zeros_read_as_nines_are_offered() -> None:
    assert date("97/95/2023").alternatives == ("2023-07-05",)
    assert date("96082019").alternatives == ("2019-06-08",)


def test_too_short_for_a_repair() -> None:
    assert date("0742026").value is None
    assert "2026-07-04" in date("0742026").alternatives


def test_year_from_context() -> None:
    assert date("Sept 2").why == "no year"
    assert date("Sept 2", year=2020).value == "2020-09-02"


def test_month_of_the_older_form() -> None:
    assert month("1/02").value == "2002-01"
    assert month("January 2002").value == "2002-01"
    assert month("12/31/02").value == "2002-12-31"


@given(st.dates(datetime.date(1985, 1, 1), datetime.date(2035, 12, 31)))
def test_printed_dates_come_back(day: datetime.date) -> None:
    assert date(day.strftime("%m/%d/%Y")).value == day.isoformat()
    assert date(day.strftime("%B %d, %Y")).value == day.isoformat()


@given(
    st.dates(datetime.date(1985, 1, 1), datetime.date(2035, 12, 31)),
    st.sampled_from(["1", "7", "|", ""]),
    st.sampled_from(["1", "7", "/", ""]),
)
def test_a_repair_offers_the_true_day_or_is_right(day: datetime.date, first: str, second: str) -> None:
    got = date(f"{day:%m}{first}{day:%d}{second}{day:%Y}")
    assert day.isoformat() in (got.value, *got.alternatives)


@pytest.mark.parametrize("text", ["01-2001", "1/01", "January/2001", "JANUARY 2001", "Jan 2001"])
def test_months_of_the_old_form(text: str) -> None:
    assert month(text).value == "2001-01"


@pytest.mark.parametrize(
    ("typed", "day"), [("021201", "2001-02-12"), ("101009", "2009-10-10"), ("133001", None), ("023001", None)]
)
def test_days_typed_in_six_figures(typed: str, day: str | None) -> None:
    assert date(typed).value == day
