"""Tables cut into bands are put together again, by letters, by titles or in order; others are left as they are."""

from __future__ import annotations

from decimal import Decimal

from assembly_samples import text

from form4ml.assembly.assemble import built
from form4ml.assembly.bands import bands_of
from form4ml.assembly.found import fragments_of
from form4ml.record import Filing

HEADS = (
    ("table2head", "Table II - Derivative Securities"),
    ("table2head", "1. Title 2. Price 3. Date 4. Code 5. (A) (D)"),
)
BELOW = (("table2head", "Table II (continued)"), ("table2head", "7. Title Amount 9. Owned 10. D/I 11. Nature"))


def row(letter: str, title: str, price: str, code: str, shares: str) -> tuple[str, str]:
    values = f"{{EXERCISE_PRICE:{price}}} {{DATE:05/20/1997}} {{CODE:{code}}} {{SHARES_ACQUIRED:{shares}}}"
    return "table2", f"{letter} {{SECURITY:{title}}} {values}"


def rest(letter: str, shares: str, owned: str, title: str = "") -> tuple[str, str]:
    named = f"{{SECURITY:{title}}} " if title else ""
    return (
        "table2",
        f"{letter} {named}{{UNDERLYING:Common Stock}} {{UNDERLYING_SHARES:{shares}}} {{OWNED:{owned}}} {{OWNERSHIP:D}}",
    )


def read(*lines: tuple[str, str]) -> Filing:
    return built(text(*HEADS, *lines))[0].filing


def whole(filing: Filing) -> list[tuple[str | None, Decimal | None, Decimal | None]]:
    rows = filing.derivative_transactions
    return [(one.security_title, one.shares, one.shares_owned_following) for one in rows]


def test_rows_with_letters_are_known_by_them() -> None:
    bands = (row("A.", "Option", "$5", "A", "100"), row("B.", "Warrant", "$7", "A", "200"))
    filing = read(*bands, *BELOW, rest("A.", "100", "800"), rest("B.", "200", "900"), rest("C.", "1", "1"))
    assert whole(filing) == [("Option", 100, 800), ("Warrant", 200, 900)]
    assert filing.derivative_holdings == []
    assert [one.underlying_title for one in filing.derivative_transactions] == ["Common Stock"] * 2


def test_rows_without_letters_stand_in_order() -> None:
    bands = (row("", "Option", "$5", "A", "100"), row("", "Warrant", "$7", "A", "200"))
    filing = read(*bands, *BELOW, rest("", "100", "800"), rest("", "200", "900"))
    assert whole(filing) == [("Option", 100, 800), ("Warrant", 200, 900)]


def test_a_repeated_title_is_not_taken_twice() -> None:
    bands = (row("", "Option", "$5", "A", "100"), row("", "Warrant", "$7", "A", "200"))
    filing = read(*bands, *BELOW, rest("", "100", "800", "Option"), rest("", "200", "900", "Warrant"))
    assert whole(filing) == [("Option", 100, 800), ("Warrant", 200, 900)]


def test_of_fewer_rows_below_those_are_taken_whose_titles_tell_them() -> None:
    bands = (row("", "Option", "$5", "A", "100"), row("", "Warrant", "$7", "A", "200"))
    filing = read(*bands, *BELOW, rest("", "200", "900", "Warrant"))
    assert whole(filing) == [("Option", 100, None), ("Warrant", 200, 900)]
    assert filing.derivative_holdings == []


def test_what_no_letter_and_no_number_of_rows_tells_is_left_out() -> None:
    bands = (row("", "Option", "$5", "A", "100"), row("", "Warrant", "$7", "A", "200"))
    filing = read(*bands, *BELOW, rest("", "200", "900"))
    assert whole(filing) == [("Option", 100, None), ("Warrant", 200, None)]
    assert filing.derivative_holdings == []


def test_a_table_that_goes_on_below_its_heading_is_no_band() -> None:
    one = "{SECURITY:Option} {EXERCISE_PRICE:$5} {DATE:05/20/1997} {CODE:A} {SHARES_ACQUIRED:100} {OWNED:800} {OWNERSHIP:D}"
    tagged = text(*HEADS, ("table2", one), *BELOW, ("table2", one))
    heads = [at for at, part in enumerate(tagged.parts) if part.endswith("head")]
    assert bands_of(fragments_of(tagged), heads) == []
    assert len(built(tagged)[0].filing.derivative_transactions) == 2
