"""The running balance: each row's amount owned is the one before it, plus what was acquired or minus what was disposed of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from form4ml.checks.values import Placed, finding, number, rows, shown
from form4ml.record import Filing, Finding, Severity

TOLERANCE = Decimal(1)  # fractions of a share are rounded away as often as not


class Step(NamedTuple):
    placed: Placed
    change: Decimal
    after: Decimal


def _key(placed: Placed) -> tuple[str, ...]:
    row = placed.row
    kind: tuple[str, ...] = (row.security_title or "", row.direct_or_indirect or "", row.nature_of_ownership or "")
    kind += tuple(row.footnotes.get("nature_of_ownership", ()))  # `See footnote` may be several holdings
    if placed.table.startswith("derivative"):  # each grant is counted by itself
        kind += (str(row.conversion_or_exercise_price), str(row.expiration_date))
    return tuple(" ".join(part.split()).casefold() for part in kind)


def series(filing: Filing, table: str) -> Iterator[list[Step | None]]:
    """Rows of one holding in printed order; None where a row lacks an amount, which breaks the chain."""
    groups: dict[tuple[str, ...], list[Step | None]] = {}
    for placed in rows(filing, table):
        row = placed.row
        shares, after = number(row.shares), number(row.shares_owned_following)
        sign = {"A": 1, "D": -1}.get(row.acquired_disposed or "")
        known = shares is not None and after is not None and sign is not None
        step = (
            Step(placed, shares * sign, after) if known and shares is not None and after is not None and sign else None
        )
        groups.setdefault(_key(placed), []).append(step)
    yield from groups.values()


def _fits(before: Step, step: Step) -> bool:
    return abs(before.after + step.change - step.after) <= TOLERANCE


def _broken(steps: list[Step]) -> list[int]:
    """Rows that follow from none before them; several holdings of one name may take turns."""
    return [at for at in range(1, len(steps)) if not any(_fits(one, steps[at]) for one in steps[at - 1 :: -1])]


def _explained(steps: list[Step]) -> bool:
    """All rows show the same final amount, or the rows add up when taken by date or from the last to the first."""
    if len({step.after for step in steps}) == 1:
        return True
    by_date = sorted(steps, key=lambda step: step.placed.row.transaction_date or "")
    return not _broken(by_date) or not _broken(steps[::-1]) or not _broken(by_date[::-1])


def _runs(steps: list[Step | None]) -> Iterator[list[Step]]:
    run: list[Step] = []
    for step in steps:
        if step is None:
            yield run
            run = []
        else:
            run.append(step)
    yield run


def one_off(left: Decimal, right: Decimal) -> bool:
    """Whether two amounts differ as a misreading does: one digit another, one lost or one too many."""
    short, long = sorted((str(int(abs(left))), str(int(abs(right)))), key=len)
    if short == long or len(long) - len(short) > 1 or len(long) < 3:
        return False
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _like_a_misreading(steps: list[Step], at: int) -> bool:
    """The rows around a break add up without it, or one digit or the other side would mend it."""
    one, two = steps[at - 1], steps[at]
    if two.change and abs(one.after - two.change - two.after) <= TOLERANCE:
        return True
    if one_off(one.after + two.change, two.after) or one_off(two.after - one.after, two.change):
        return True
    after = steps[at + 1] if at + 1 < len(steps) else None
    return (
        after is not None
        and not _fits(two, after)
        and abs(one.after + two.change + after.change - after.after) <= TOLERANCE
    )


def running_balance(filing: Filing) -> Iterator[Finding]:
    """Breaks are often true (a plan's shares added, a split, holdings of one name); only those like a misreading warn."""
    for table in ("non_derivative_transactions", "derivative_transactions"):
        for steps in series(filing, table):
            for run in _runs(steps):
                if len(run) > 1 and not _explained(run):
                    yield from (_break(run, at) for at in _broken(run))


def _break(steps: list[Step], at: int) -> Finding:
    one, two = steps[at - 1], steps[at]
    severity: Severity = "warning" if _like_a_misreading(steps, at) else "info"
    verb = "acquired" if two.change >= 0 else "disposed of"
    message = (
        f"{two.placed.name} leaves {shown(two.after)} shares owned, but {shown(one.after)} before it and "
        f"{shown(abs(two.change))} {verb} make {shown(one.after + two.change)}."
    )
    where = [one.placed.at("shares_owned_following"), two.placed.at("shares"), two.placed.at("shares_owned_following")]
    return finding("running-balance", severity, message, where)


def below_zero(filing: Filing) -> Iterator[Finding]:
    """A row seldom acquires more than is owned after it; where several rows show one final amount it may."""
    for placed in rows(filing, "non_derivative_transactions"):
        row = placed.row
        shares, after = number(row.shares), number(row.shares_owned_following)
        if row.acquired_disposed == "A" and shares is not None and after is not None and shares - after > TOLERANCE:
            told = f"{placed.name} acquires {shown(shares)} shares but leaves only {shown(after)} owned."
            yield finding("below-zero", "info", told, [placed.at("shares"), placed.at("shares_owned_following")])
