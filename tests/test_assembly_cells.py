"""A row's cells read into values, marks parted from what they stand at."""

from decimal import Decimal

import pytest
from assembly_samples import TRADE, filing, put_together

from form4ml.assembly.builder import Builder
from form4ml.record import Row

NOTES = tuple(("notes", f"{{FOOTNOTE_ID:({n})}} {{FOOTNOTE:Note number {n} says this.}}") for n in (1, 2, 3))
OPTION = (
    "{SECURITY:Stock Option} {EXERCISE_PRICE:$4.10} {DATE:03/12/2021} {CODE:M} {SHARES_DISPOSED:900} "
    "{EXERCISE_DATE:01/02/2020} {EXPIRATION_DATE:01/02/2030} {UNDERLYING:Common Stock} {UNDERLYING_SHARES:900} "
    "{PRICE:$0} {OWNED:0} {OWNERSHIP:D}"
)


def traded(row: str = TRADE, notes: tuple[tuple[str, str], ...] = ()) -> tuple[Row, Builder]:
    builder = put_together(filing(row, notes=notes))
    [found] = builder.filing.non_derivative_transactions
    return found, builder


def test_a_trade_s_values() -> None:
    row, builder = traded()
    assert (row.security_title, row.transaction_date, row.transaction_code) == ("Common Stock", "2021-03-12", "S")
    assert (row.shares, row.price_per_share, row.shares_owned_following) == (
        Decimal("1500"),
        Decimal("12.50"),
        Decimal("8500"),
    )
    assert (row.acquired_disposed, row.direct_or_indirect) == ("D", "D")
    assert (row.equity_swap, row.reported_early) == (False, False)
    assert builder.proofs["/non_derivative_transactions/0/reported_early"].made_by == "rule:nothing-beside-the-code"
    assert builder.absent["/non_derivative_transactions/0/nature_of_ownership"] == "not-on-form"


def test_digits_stay_as_filed() -> None:
    row, _ = traded(TRADE.replace("$12.50", "$12.5000"))
    assert str(row.price_per_share) == "12.5000"


def test_a_code_with_k_and_a_v_beside_it() -> None:
    row, _ = traded(TRADE.replace("{CODE:S}", "{CODE:S/K} {EARLY:V}"))
    assert (row.transaction_code, row.equity_swap, row.reported_early) == ("S", True, True)


def test_what_is_missing_says_why() -> None:
    _, builder = traded("{SECURITY:Common Stock} {DATE:03/12/2021} {CODE:S} {ACQ_DISP:D} {OWNED:8,500} {OWNERSHIP:D}")
    base = "/non_derivative_transactions/0"
    assert builder.absent[f"{base}/shares"] == "unreadable"  # a trade always has them
    assert builder.absent[f"{base}/price_per_share"] == "not-on-form"
    assert builder.absent[f"{base}/deemed_execution_date"] == "not-on-form"


def test_without_a_code_nothing_is_said_of_k_and_v() -> None:
    row, builder = traded("{SECURITY:Common Stock} {DATE:03/12/2021} {SHARES:1,500} {OWNED:8,500} {OWNERSHIP:D}")
    assert row.equity_swap is None
    assert builder.absent["/non_derivative_transactions/0/equity_swap"] == "unreadable"


def test_a_mark_beside_a_value() -> None:
    row, builder = traded(TRADE.replace("{PRICE:$12.50}", "{PRICE:$12.50} {FOOTNOTE_MARK:(2)}"), NOTES)
    assert row.footnotes == {"price_per_share": ["F2"]}
    assert builder.proofs["/non_derivative_transactions/0/footnotes/price_per_share/0"].found.text == "(2)"


def test_several_marks_at_one_value() -> None:
    marked = "{SHARES:1,500} {FOOTNOTE_MARK:(1)} {FOOTNOTE_MARK:(3)}"
    row, _ = traded(TRADE.replace("{SHARES:1,500}", marked), NOTES)
    assert row.footnotes == {"shares": ["F1", "F3"]}


@pytest.mark.parametrize("glued", ["{SHARES:1,500(2)}", "{SHARES:1,500}{FOOTNOTE_MARK:(2)}"])
def test_a_glued_mark_is_parted_from_its_value(glued: str) -> None:
    row, _ = traded(TRADE.replace("{SHARES:1,500}", glued), NOTES)
    assert row.shares == Decimal(1500)
    assert row.footnotes == {"shares": ["F2"]}


def test_a_mark_inside_a_title_is_no_part_of_it() -> None:
    row, builder = traded(TRADE.replace("{SECURITY:Common Stock}", "{SECURITY:Common Stock (1)}"), NOTES)
    assert row.security_title == "Common Stock"
    assert row.footnotes == {"security_title": ["F1"]}
    proof = builder.proofs["/non_derivative_transactions/0/footnotes/security_title/0"]
    assert proof.made_by == "rule:split-mark"


def test_a_number_in_brackets_that_is_no_note_stays_in_the_title() -> None:
    row, _ = traded(TRADE.replace("Common Stock", "Class (7) Shares"), NOTES)
    assert row.security_title is not None and "(7)" in row.security_title


def test_a_value_less_cell_keeps_its_mark() -> None:
    row, builder = traded(TRADE.replace("{PRICE:$12.50}", "{PRICE:(2)}"), NOTES)
    assert row.price_per_share is None
    assert row.footnotes == {"price_per_share": ["F2"]}
    assert builder.absent["/non_derivative_transactions/0/price_per_share"] == "not-on-form"


def test_a_dollar_sign_cut_off_from_its_amount() -> None:
    row, _ = traded(TRADE.replace("{PRICE:$12.50}", "{PRICE:$} | {PRICE:12.50}"))
    assert row.price_per_share == Decimal("12.50")


def test_a_wrapped_title_is_whole() -> None:
    builder = put_together(filing(TRADE.replace("Common Stock", "Class A Common"), "{+SECURITY:Stock}"))
    [row] = builder.filing.non_derivative_transactions
    assert row.security_title == "Class A Common Stock"
    assert len(builder.proofs["/non_derivative_transactions/0/security_title"].found.tokens) == 4


@pytest.mark.parametrize(("label", "side"), [("SHARES_ACQUIRED", "A"), ("SHARES_DISPOSED", "D")])
def test_table_ii_s_sub_column_is_the_side(label: str, side: str) -> None:
    owned = "{OWNED:2,400}" if side == "A" else "{OWNED:0}"
    builder = put_together(filing(second=[OPTION.replace("SHARES_DISPOSED", label).replace("{OWNED:0}", owned)]))
    [row] = builder.filing.derivative_transactions
    assert (row.shares, row.acquired_disposed) == (Decimal(900), side)
    assert (row.conversion_or_exercise_price, row.underlying_shares) == (Decimal("4.10"), Decimal(900))
    assert (row.exercise_date, row.expiration_date, row.underlying_title) == (
        "2020-01-02",
        "2030-01-02",
        "Common Stock",
    )


def test_an_amount_with_a_dollar_sign_is_a_value() -> None:
    builder = put_together(filing("{SECURITY:Fund Units} {OWNED:$8,500.25} {OWNERSHIP:D}"))
    [row] = builder.filing.non_derivative_holdings
    assert row.shares_owned_following is None
    assert row.value_owned_following == Decimal("8500.25")


def test_of_values_that_compete_for_a_cell_the_likeliest_wins() -> None:
    row, _ = traded(TRADE.replace("{SHARES:1,500}", "{SHARES@0.4:7} {SHARES@0.9:1,500}"))
    assert row.shares == Decimal(1500)


def test_an_unreadable_cell_is_undecided_and_absent() -> None:
    row, builder = traded(TRADE.replace("1,500", "~~,~~"))
    pointer = "/non_derivative_transactions/0/shares"
    assert row.shares is None
    assert builder.absent[pointer] == "unreadable"


def test_a_sub_column_whose_amount_cannot_be_read_is_doubted() -> None:
    builder = put_together(filing(second=[OPTION.replace("{SHARES_DISPOSED:900}", "{SHARES_DISPOSED:seeaoe}")]))
    assert builder.proofs["/derivative_transactions/0/acquired_disposed"].signals.contradicted
    whole = put_together(filing(second=[OPTION]))
    assert not whole.proofs["/derivative_transactions/0/acquired_disposed"].signals.contradicted
