from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from form4ml.checks.chain import Link, solve


def link(shares: str, side: str, after: str) -> Link:
    """Readings parted by blanks, the likeliest first."""
    return Link([Decimal(one) for one in shares.split()], side.split(), [Decimal(one) for one in after.split()])


def test_a_misread_amount_between_two_rows() -> None:
    got = solve([link("100", "D", "9000"), link("100", "D", "8300 8900"), link("100", "D", "8800")])
    assert got[1].after == (Decimal(8900), "running-balance")
    assert got[0].after == (Decimal(9000), "running-balance")


def test_a_misread_amount_in_the_last_row() -> None:
    got = solve([link("100", "D", "9000"), link("1.997 1997", "D", "7003")])
    assert got[1].shares == (Decimal(1997), "running-balance")


def test_an_unknown_side() -> None:
    got = solve([link("100", "D", "9000"), link("50", "A D", "8950")])
    assert got[1].side == ("D", "running-balance")


def test_nothing_is_said_where_several_readings_do_equally_well() -> None:
    got = solve([link("100", "D", "9000"), link("100 650", "D", "8350 8900")])
    assert got[1].shares is None
    assert got[1].after is None


def test_a_true_jump_changes_nothing() -> None:
    got = solve([link("100", "D", "9000"), link("100", "D", "123456 12345"), link("100", "D", "123356")])
    assert got[1].after == (Decimal(123456), "running-balance")
    assert got[0].after is None


def test_a_missing_reading_parts_the_chain() -> None:
    got = solve([link("100", "D", "9000"), link("", "D", "8900"), link("100", "D", "8800"), link("1", "D", "8799")])
    assert len(got) == 4
    assert got[1] == (None, None, None)
    assert got[3].after == (Decimal(8799), "running-balance")


def test_few_rows() -> None:
    assert solve([]) == []
    assert solve([link("1", "D", "2")]) == [(None, None, None)]


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=8), st.data())
def test_one_misreading_is_mended_where_the_truth_is_among_the_readings(trades: list[int], data: st.DataObject) -> None:
    total = sum(trades) + 500
    links: list[Link] = []
    afters: list[Decimal] = []
    for shares in trades:
        total -= shares
        afters.append(Decimal(total))
        links.append(Link([Decimal(shares)], ["D"], [Decimal(total)]))
    at = data.draw(st.integers(0, len(trades) - 1))
    wrong = afters[at] + data.draw(st.integers(1, 9)) * 10 ** data.draw(st.integers(0, 5))
    links[at] = links[at]._replace(after=[wrong, afters[at]])
    got = solve(links)[at].after
    assert got is not None
    assert got.value == afters[at]
