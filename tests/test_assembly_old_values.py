"""Values of old forms as they were typed: eighths, days under other captions, titles and addresses in several pieces."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from assembly_samples import HEADINGS, tag, text
from assembly_samples import parsed as marked

from form4ml.assembly.assemble import built
from form4ml.document import Document, Line, Page, Word
from form4ml.record import Filing
from form4ml.tagged import Tagged

HEADS_2 = (("table2head", "Table II - Derivative Securities"), ("table2head", "1. Title 2. Price 3. Date 4. Code"))
TRADED = "{DATE:05/12/1997} {CODE:S} {SHARES:2,000} {ACQ_DISP:D}"


def first(line: str) -> Filing:
    return built(text(*HEADINGS, ("table1", line)))[0].filing


def columned(*lines: tuple[str, str]) -> Tagged:
    """A text typed in columns, blanks and all."""
    out, spans = [], []
    lines = (*lines, *[("other", "one      two      three      four")] * 4)
    for at, (_, markup) in enumerate(lines):
        plain, own = marked(markup, at)
        words = tuple(Word(m[0], at, m.start(), m.end()) for m in re.finditer(r"\S+", plain))
        out.append(Line(plain, 0, words))
        spans += own
    document = Document("typed", "text", "", (Page(1),), tuple(out))
    tagged = tag(document, [part for part, _ in lines], spans)
    assert tagged.view.typed
    return tagged


@pytest.mark.parametrize(
    ("typed", "price"),
    [
        ("{PRICE:14} 3/8", "14.375"),
        ("{PRICE:$14} {OWNED@0.5:3/8}", "14.375"),
        ("{FOOTNOTE_MARK:6} 5/16", "6.3125"),
        ("{PRICE:14 1/2}", "14.5"),
        ("{PRICE:14} {OWNED:3,812}", "14"),
        ("{PRICE:14} 5/7", "14"),
    ],
)
def test_a_price_in_eighths_is_one_price(typed: str, price: str) -> None:
    [row] = first(f"{{SECURITY:Common Stock}} {TRADED} {typed} {{OWNERSHIP:D}}").non_derivative_transactions
    assert row.price_per_share == Decimal(price)


def test_an_exercise_price_in_eighths_stands_before_the_day() -> None:
    line = "{SECURITY:Option} {OWNED@0.4:12} 1/4 {DATE:05/12/1997} {CODE:A} {SHARES_ACQUIRED:100} {OWNED:100} {OWNERSHIP:D}"
    [row] = built(text(*HEADS_2, ("table2", line)))[0].filing.derivative_transactions
    assert row.conversion_or_exercise_price == Decimal("12.25")


@pytest.mark.parametrize(
    ("days", "exercise", "expiration"),
    [
        ("{EXPIRATION_DATE:05/01/1999} N/A", "1999-05-01", None),
        ("{EXPIRATION_DATE:05/01/2009}", None, "2009-05-01"),
        ("{FOOTNOTE_MARK:(3)} {OWNERSHIP@0.5:5/20/07}", None, "2007-05-20"),
        ("{OWNED@0.5:5/20/99} {EXPIRATION_DATE:5/20/07}", "1999-05-20", "2007-05-20"),
    ],
)
def test_days_under_the_captions_that_they_stand_in(days: str, exercise: str | None, expiration: str | None) -> None:
    line = f"{{SECURITY:Option}} {{EXERCISE_PRICE:$5}} {days} {{UNDERLYING:Common}} {{UNDERLYING_SHARES:100}} {{OWNED:100}} {{OWNERSHIP:D}}"
    [row] = built(text(*HEADS_2, ("table2", line)))[0].filing.derivative_holdings
    assert (row.exercise_date, row.expiration_date) == (exercise, expiration)


def test_a_day_in_words_beside_a_caption_of_table_one_is_the_trades() -> None:
    line = "{SECURITY:Common Stock} {PERIOD_DATE:August 4, 1999} {CODE:P} {SHARES:250} {ACQ_DISP:A} {PRICE:$27.50}"
    assert first(line).non_derivative_transactions[0].transaction_date == "1999-08-04"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("{SECURITY:Common Stock} (No {SECURITY:Par Value})",), "Common Stock (No Par Value)"),
        (("{SECURITY:Common Stock} , no {SECURITY:par value}",), "Common Stock"),
        (("{SECURITY:Common Stock}, {PRICE@0.7:$1}", "{+SECURITY:par value}"), "Common Stock, $1 par value"),
        (("{SECURITY:Common Stock},", "{+SECURITY:$.20 par value}"), "Common Stock, $.20 par value"),
        (("{SECURITY:Common Stock},", "Reminder"), "Common Stock"),
    ],
)
def test_a_title_in_pieces_is_one_title(lines: tuple[str, ...], title: str) -> None:
    head = f"{lines[0]} {TRADED} {{OWNED:100}} {{OWNERSHIP:D}}" if "PRICE" not in lines[0] else lines[0]
    rows = [("table1", head), *(("table1", line) for line in lines[1:])]
    if "PRICE" in lines[0]:
        rows[0] = ("table1", f"{lines[0]} {TRADED} {{OWNED:100}} {{OWNERSHIP:D}}")
    [row] = built(text(*HEADINGS, *rows))[0].filing.non_derivative_transactions
    assert row.security_title is not None and row.security_title.startswith(title)


BOXES = (
    ("box", "1. Name and Address of Reporting Person        2. Issuer Name and Symbol           6. Relationship"),
    ("box", "{OWNER_NAME:Arndt, Thomas W.}                                                              X Director"),
    ("box", "{STREET:41 South High Street             HBAN}                                             Officer"),
    ("box", "Penthouse 9                             Voluntary                                   Other"),
    ("box", "{CITY:Columbus}, {STATE:OH} {ZIP:43287}                      4. Statement for                    April"),
    ("box", "(City)     (State)     (Zip)            Month/Year                          1999"),
)


def test_a_symbol_beyond_the_gap_is_no_part_of_the_street() -> None:
    filing = built(columned(*BOXES))[0].filing
    assert filing.issuer.trading_symbol == "HBAN"
    address = filing.reporting_owners[0].address
    assert (address.street1, address.street2) == ("41 South High Street", "Penthouse 9")


def test_a_caption_under_the_street_is_no_street() -> None:
    lines = [line if "Penthouse" not in line[1] else ("box", "(Street)" + line[1][8:]) for line in BOXES]
    assert built(columned(*lines))[0].filing.reporting_owners[0].address.street2 is None


@pytest.mark.parametrize(
    ("typed", "price"),
    [
        ("{PRICE:$18} {OWNED:.3125}", "18.3125"),
        ("{PRICE:$34} . {OWNED:2188}", "34.2188"),
        ("{PRICE:$34} {OWNED:2,188}", "34"),
    ],
)
def test_decimals_that_were_set_apart_are_the_prices(typed: str, price: str) -> None:
    [row] = first(f"{{SECURITY:Common Stock}} {TRADED} {typed} {{OWNERSHIP:D}}").non_derivative_transactions
    assert row.price_per_share == Decimal(price)


def test_a_par_value_below_a_title_is_no_price() -> None:
    lines = (
        f"{{SECURITY:Common Stock, par}} {TRADED} {{PRICE:31}} {{OWNERSHIP:D}}",
        "{+SECURITY:value} {PRICE@0.8:$10.00}",
    )
    [row] = built(text(*HEADINGS, *(("table1", line) for line in lines)))[0].filing.non_derivative_transactions
    assert (row.security_title, row.price_per_share) == ("Common Stock, par value $10.00", Decimal(31))


def test_an_amount_behind_a_title_with_no_par_value_is_the_amount() -> None:
    [row] = first("{SECURITY:Common Stock, no par value} {OWNED:750} {OWNERSHIP:D}").non_derivative_holdings
    assert (row.security_title, row.shares_owned_following) == ("Common Stock, no par value", 750)


def test_a_company_over_the_street_is_where_a_person_is_reached() -> None:
    lines = ("{OWNER_NAME:Zook, Martin P.}", "{OWNER_NAME@0.5:EMCORE Corporation}", "{STREET:145 Belmont Drive}",
             "{CITY:Somerset}, New {STATE:Jersey} {ZIP:08873}")  # fmt: skip
    [owner] = built(text(*(("box", line) for line in lines)))[0].filing.reporting_owners
    assert (owner.name, owner.address.street1, owner.address.street2) == (
        "Zook Martin P.",
        "EMCORE Corporation",
        "145 Belmont Drive",
    )
    assert owner.address.state == "NJ"


def test_a_company_whose_name_runs_over_two_lines_has_no_street_of_it() -> None:
    lines = ("{OWNER_NAME:Birch Capital Fund}", "{+OWNER_NAME:Partners, L.P.}", "{STREET:2 Mill Lane}", "{CITY:Keene}")
    [owner] = built(text(*(("box", line) for line in lines)))[0].filing.reporting_owners
    assert owner.address.street1 == "2 Mill Lane"


def test_a_company_before_a_symbol_is_the_issuer() -> None:
    lines = (
        "{OWNER_NAME:Zook, Martin P.}",
        "{STREET:Galaxy Nutritional Systems, Inc.} {TICKER:(GXNS)}",
        "{STREET:200 Park Avenue}",
    )
    filing = built(text(*(("box", line) for line in lines)))[0].filing
    assert filing.issuer.name == "Galaxy Nutritional Systems, Inc."
    assert filing.reporting_owners[0].address.street1 == "200 Park Avenue"
