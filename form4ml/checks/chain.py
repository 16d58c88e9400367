"""The running balance of one holding, solved over all its rows at once: which readings make the most rows add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice, pairwise, product
from typing import NamedTuple

from form4ml.checks.decide import Balance, Choice

RULE = "running-balance"
_CHANGE, _BREAK = 2, 3  # a changed value must mend a row that would not add up otherwise; two for one is no gain
_MOST = 60  # combinations of readings a row


class Link(NamedTuple):
    """A row's readings, the likeliest first. A row without a reading of some value parts the chain."""

    shares: Sequence[Decimal]
    sides: Sequence[str]
    after: Sequence[Decimal]


class Linked(NamedTuple):
    """What the chain says of a row; None where it does not say, or where several readings do equally well."""

    shares: Choice[Decimal] | None = None
    side: Choice[str] | None = None
    after: Choice[Decimal] | None = None


class _State(NamedTuple):
    shares: Decimal
    side: str
    after: Decimal
    cost: int


def _states(link: Link) -> list[_State]:
    places = product(enumerate(link.shares), enumerate(link.sides), enumerate(link.after))
    return [
        _State(shares, side, after, _CHANGE * ((i > 0) + (j > 0) + (k > 0)))
        for (i, shares), (j, side), (k, after) in islice(places, _MOST)
    ]


def _holds(one: _State, two: _State) -> bool:
    return Balance(one.after, two.shares, two.side, two.after).holds


def _costs(rows: list[list[_State]], forward: bool) -> list[list[int]]:
    """The least cost of the chain up to each state, its own included (or from it on, backward)."""
    order = rows if forward else rows[::-1]
    costs = [[state.cost for state in order[0]]]
    for last, here in pairwise(order):
        reach: list[int] = []
        for state in here:
            steps = (
                cost + (0 if (_holds(other, state) if forward else _holds(state, other)) else _BREAK)
                for other, cost in zip(last, costs[-1], strict=True)
            )
            reach.append(state.cost + min(steps))
        costs.append(reach)
    return costs if forward else costs[::-1]


def _best(rows: list[list[_State]]) -> list[list[_State]]:
    """For each row the states that stand on a chain of least cost."""
    ahead, back = _costs(rows, True), _costs(rows, False)
    kept: list[list[_State]] = []
    for states, one, two in zip(rows, ahead, back, strict=True):
        totals = [a + b - state.cost for state, a, b in zip(states, one, two, strict=True)]
        kept.append([state for state, total in zip(states, totals, strict=True) if total == min(totals)])
    return kept


def _agreed(states: list[_State], linked_before: bool, linked_after: bool) -> Linked:
    """The values on which all the best chains agree. Shares and side are told by the link before, the amount by either."""
    shares, sides, after = ({getattr(state, name) for state in states} for name in ("shares", "side", "after"))
    return Linked(
        Choice(shares.pop(), RULE) if len(shares) == 1 and linked_before else None,
        Choice(sides.pop(), RULE) if len(sides) == 1 and linked_before else None,
        Choice(after.pop(), RULE) if len(after) == 1 and (linked_before or linked_after) else None,
    )


def solve(links: Sequence[Link]) -> list[Linked]:
    """What the rows of one holding, in printed order, say of each other. As many answers as rows."""
    answers: list[Linked] = []
    run: list[list[_State]] = []
    for link in links:
        states = _states(link)
        if states:
            run.append(states)
            continue
        answers += [*_solved(run), Linked()]
        run = []
    return answers + _solved(run)


def _solved(rows: list[list[_State]]) -> list[Linked]:
    if len(rows) < 2:
        return [Linked()] * len(rows)
    best = _best(rows)
    joined = [all(any(_holds(one, two) for one in left) for two in right) for left, right in pairwise(best)]
    return [
        _agreed(states, at > 0 and joined[at - 1], at < len(joined) and joined[at]) for at, states in enumerate(best)
    ]
