"""The running balance decides: amounts and sides of one holding's rows against the amounts owned after them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from form4ml.assembly.correct_readings import Readings, digit_off, like_a_misreading
from form4ml.checks import decide
from form4ml.checks.balance import running_balance as broken_balances
from form4ml.checks.chain import RULE, Link, solve
from form4ml.checks.values import Placed, is_of_old, number, rows
from form4ml.normalize.names import fold_loose

_TABLES = ("non_derivative_transactions", "derivative_transactions")
_SIDES = ("A", "D")
_ORDERS: tuple[Callable[[list[Placed]], list[Placed]], ...] = (
    lambda group: group,
    lambda group: sorted(group, key=_when),
    lambda group: group[::-1],
    lambda group: sorted(group, key=_when)[::-1],
)


def running_balance(readings: Readings) -> None:
    """Confirm what adds up, mend what one other reading makes add up, doubt what looks misread and cannot be mended."""
    doubted = False
    for table in _TABLES:
        traded = list(rows(readings.filing, table))
        if len(traded) < 2:
            continue
        if not table.startswith("derivative"):
            _confirm_across(readings, traded)
        for group in _holdings(traded):
            if len(group) > 1:
                doubted |= not _settle(readings, group)
    if doubted:
        for finding in broken_balances(readings.filing):
            if finding.severity == "warning":
                for pointer in finding.pointers:
                    readings.contradict(pointer)


def _when(placed: Placed) -> str:
    return placed.row.transaction_date or ""


def _holdings(traded: list[Placed]) -> list[list[Placed]]:
    """Rows of one holding, told by what names it; signs and case, which OCR loses, do not part them."""
    groups: dict[tuple[str, ...], list[Placed]] = {}
    for placed in traded:
        row = placed.row
        key: tuple[str, ...] = (fold_loose(row.security_title or ""), row.direct_or_indirect or "")
        key += (fold_loose(row.nature_of_ownership or ""), *row.footnotes.get("nature_of_ownership", ()))
        if placed.table.startswith("derivative"):  # each grant is counted by itself
            key += (str(row.conversion_or_exercise_price), str(row.expiration_date))
        groups.setdefault(key, []).append(placed)
    return list(groups.values())


def _change(placed: Placed) -> Decimal | None:
    shares = number(placed.row.shares)
    if shares is None or placed.row.acquired_disposed not in _SIDES:
        return None
    return shares if placed.row.acquired_disposed == "A" else -shares


def _fits(one: Placed, two: Placed) -> bool:
    before, change, after = number(one.row.shares_owned_following), _change(two), number(two.row.shares_owned_following)
    return before is not None and change is not None and after is not None and before + change == after


def _support(readings: Readings, one: Placed, two: Placed) -> None:
    readings.support(
        one.at("shares_owned_following"), two.at("shares_owned_following"), two.at("shares"), two.at("acquired_disposed")
    )  # fmt: skip


def _confirm_across(readings: Readings, traded: list[Placed]) -> None:
    """Rows that add up bear each other out even where the words that name their holding were read differently."""
    owned: dict[Decimal, list[Placed]] = {}
    for placed in traded:
        after = number(placed.row.shares_owned_following)
        if after:
            owned.setdefault(after, []).append(placed)
    for placed in traded:
        change, after = _change(placed), number(placed.row.shares_owned_following)
        if change and after is not None:
            for other in owned.get(after - change, ()):
                if other is not placed and _akin(other, placed):
                    _support(readings, other, placed)
                    break


def _akin(one: Placed, two: Placed) -> bool:
    left, right = one.row, two.row
    return left.direct_or_indirect == right.direct_or_indirect and (
        left.security_title == right.security_title or left.nature_of_ownership == right.nature_of_ownership
    )


def _settle(readings: Readings, group: list[Placed]) -> bool:
    """Decide the rows of one holding; whether all of them add up in the end."""
    ordered = max(
        (order(group) for order in _ORDERS), key=lambda rows_: sum(_fits(one, two) for one, two in pairwise(rows_))
    )
    if not all(_fits(one, two) for one, two in pairwise(ordered)):
        _solve(readings, ordered)
        for at in range(len(ordered)):
            _fill_gap(readings, ordered, at)
        for at in range(1, len(ordered) - 1):
            _mend(readings, ordered, at)
        for at in range(1, len(ordered)):
            _fill_shares(readings, ordered, at)
            _fill_nothing_left(readings, ordered[at - 1], ordered[at])
        if any(_fits(one, two) for one, two in pairwise(ordered)):
            _fill_ends(readings, ordered)
    whole = True
    for one, two in pairwise(ordered):
        if _fits(one, two) and number(two.row.shares):
            _support(readings, one, two)
        else:
            whole = False
    return whole


def _solve(readings: Readings, ordered: list[Placed]) -> None:
    links = [
        Link(
            readings.of(placed.at("shares"), placed.row.shares),
            _sides(placed),
            readings.of(placed.at("shares_owned_following"), placed.row.shares_owned_following),
        )
        for placed in ordered
    ]
    for placed, linked in zip(ordered, solve(links), strict=True):
        swapped = linked.side is not None and linked.side.value != placed.row.acquired_disposed
        if swapped and linked.side is not None and not _take_side(readings, placed, linked.side):
            continue
        if linked.shares is not None and linked.shares.value:
            readings.take(placed.at("shares"), linked.shares)
        if linked.after is not None:
            readings.take(placed.at("shares_owned_following"), linked.after)


def _sides(placed: Placed) -> list[str]:
    read = placed.row.acquired_disposed
    return [read, *(side for side in _SIDES if side != read)] if read in _SIDES else list(_SIDES)


def _take_side(readings: Readings, placed: Placed, choice: decide.Choice[str]) -> bool:
    """Filers mark the wrong side now and then: a side that was read gives way only where the code speaks against it too."""
    pointer = placed.at("acquired_disposed")
    if placed.row.acquired_disposed is None and readings.proof(pointer) is None:
        readings.infer(pointer, choice.value, RULE, placed.at("shares"))
        return placed.row.acquired_disposed is not None
    usual = decide.side(placed.row.transaction_code, derivative=placed.table.startswith("derivative"))
    return usual is not None and usual.value == choice.value and readings.take(pointer, choice)


def _fill_gap(readings: Readings, ordered: list[Placed], at: int) -> None:
    """An amount owned that was not read follows where the rows on both sides come to the same."""
    if not 0 < at < len(ordered) - 1 or ordered[at].row.shares_owned_following is not None:
        return
    needed = _needed(ordered, at)
    if needed is None or ordered[at].row.value_owned_following is not None:
        return
    _put(readings, ordered[at], "shares_owned_following", needed)


def _fill_shares(readings: Readings, ordered: list[Placed], at: int) -> None:
    """Shares that were not read are the difference of the amounts owned before and after, where the side agrees."""
    here = ordered[at]
    row = here.row
    before, after = number(ordered[at - 1].row.shares_owned_following), number(row.shares_owned_following)
    if row.shares is not None or row.transaction_total_value is not None or before is None or after is None:
        return
    if not any(readings.is_supported(one.at("shares_owned_following")) for one in (ordered[at - 1], here)):
        return
    usual = decide.side(row.transaction_code, derivative=here.table.startswith("derivative"))
    moved = after - before
    if moved and (row.acquired_disposed or (usual and usual.value)) == ("A" if moved > 0 else "D"):
        _put(readings, here, "shares", abs(moved))


def _fill_nothing_left(readings: Readings, last: Placed, here: Placed) -> None:
    """Where as many are disposed of as were owned, nothing is left: two equal amounts bear each other out."""
    row, change, before = here.row, _change(here), number(last.row.shares_owned_following)
    unread = row.shares_owned_following is None and row.value_owned_following is None
    if unread and change and change < 0 and before == -change:
        _put(readings, here, "shares_owned_following", Decimal(0))


def _fill_ends(readings: Readings, ordered: list[Placed]) -> None:
    """The first and the last amount owned follow from their neighbour where the other rows add up."""
    first, second = ordered[:2]
    after, change = number(second.row.shares_owned_following), _change(second)
    if after is not None and change:
        _put_end(readings, first, after - change)
    last, previous = ordered[-1], ordered[-2]
    before, change = number(previous.row.shares_owned_following), _change(last)
    if before is not None and change:
        _put_end(readings, last, before + change)


def _put_end(readings: Readings, placed: Placed, needed: Decimal) -> None:
    read = placed.row.shares_owned_following
    if needed < 0 or placed.row.value_owned_following is not None or read == needed:
        return
    if read is None:
        _put(readings, placed, "shares_owned_following", needed)
    elif number(read) is not None and like_a_misreading(read, needed) and not digit_off(read, needed):
        # A figure mistaken may be the shares' as well; one glued or a lost point is this amount's own.
        readings.take(placed.at("shares_owned_following"), decide.Choice(needed, RULE))


def _put(readings: Readings, placed: Placed, field: str, amount: Decimal) -> None:
    """An amount that was not read, decided where something was read in its place.

    Until 2003 what is owned was typed once for all trades of a month: where nothing was read, nothing stood.
    """
    seen = readings.undecided.get(placed.at(field))
    empty = seen is None or not any(sign.isdigit() for sign in seen[0].text)
    if field == "shares_owned_following" and empty and is_of_old(readings.filing):
        return
    other = "shares" if field != "shares" else "shares_owned_following"
    readings.settle(placed.at(field), amount, RULE, placed.at(other))


def _needed(ordered: list[Placed], at: int) -> Decimal | None:
    """The amount owned after a row that its neighbours on both sides demand."""
    last, here, following = ordered[at - 1 : at + 2]
    before, after = number(last.row.shares_owned_following), number(following.row.shares_owned_following)
    change, next_change = _change(here), _change(following)
    if before is None or after is None or not change or not next_change:
        return None
    needed = before + change
    return needed if needed >= 0 and needed + next_change == after else None


def _mend(readings: Readings, ordered: list[Placed], at: int) -> None:
    """Readings that nobody offered: taken where both neighbours demand them and the eye may have taken one for the other."""
    last, here, following = ordered[at - 1 : at + 2]
    if _fits(last, here):
        return
    row = here.row
    owned, shares = number(row.shares_owned_following), number(row.shares)
    if owned is None or shares is None:
        return
    if not _fits(here, following):
        needed = _needed(ordered, at)
        if needed is not None and like_a_misreading(owned, needed):
            readings.take(here.at("shares_owned_following"), decide.Choice(needed, RULE))
        return
    before = number(last.row.shares_owned_following)
    if before is None or not readings.is_supported(last.at("shares_owned_following")):
        return
    moved = (owned - before) if row.acquired_disposed == "A" else (before - owned)
    if moved > 0 and like_a_misreading(shares, moved):
        readings.take(here.at("shares"), decide.Choice(moved, RULE))
