"""Which of several readings of a value a rule of the form supports. Nothing is decided unless exactly one fits.

Every helper takes candidate readings, the likeliest first, and gives the one that fits with the name of the rule, for the
evidence to say `corrected:RULE`. A first candidate that comes back is confirmed rather than corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice, product
from typing import Generic, NamedTuple, TypeVar

from form4ml.checks.prices import ROUNDING
from form4ml.checks.trades import DIRECTIONS
from form4ml.checks.values import before, day, number
from form4ml.normalize import amounts
from form4ml.normalize.names import same_owner
from form4ml.normalize.places import zip_fits
from form4ml.normalize.values import unique

T = TypeVar("T")
_MOST = 500  # combinations looked at; beyond that nothing is decided


class Choice(NamedTuple, Generic[T]):
    """A reading that a rule supports."""

    value: T
    rule: str


def choose(candidates: Iterable[T], fits: Callable[[T], bool], rule: str) -> Choice[T] | None:
    """The one candidate that fits the rule; None where none or several do."""
    fitting = [one for one in unique(list(islice(candidates, _MOST + 1))) if fits(one)]
    return Choice(fitting[0], rule) if len(fitting) == 1 else None


# -- amounts ---------------------------------------------------------------------------------------------------------


class Balance(NamedTuple):
    """What was owned before, the shares of a transaction, its side, and what is owned after it."""

    before: Decimal
    shares: Decimal
    side: str
    after: Decimal

    @property
    def holds(self) -> bool:
        numbers = [number(one) for one in (self.before, self.shares, self.after)]
        if any(one is None for one in numbers) or self.side not in ("A", "D"):
            return False
        return self.before + (self.shares if self.side == "A" else -self.shares) == self.after


def balance(
    before: Sequence[Decimal], shares: Sequence[Decimal], sides: Sequence[str], after: Sequence[Decimal]
) -> Choice[Balance] | None:
    """The one way in which the readings of a row and of the amount owned before it add up."""
    if len(before) * len(shares) * len(sides) * len(after) > _MOST:
        return None
    ways = [Balance(*one) for one in product(before, shares, sides, after)]
    return choose(ways, lambda one: one.holds, "running-balance")


def price(candidates: Sequence[Decimal], ranges: Sequence[tuple[Decimal, Decimal]]) -> Choice[Decimal] | None:
    """The one price inside a range that its footnote tells."""

    def inside(one: Decimal) -> bool:
        value = number(one)
        return value is not None and any(low - ROUNDING <= value <= high + ROUNDING for low, high in ranges)

    return choose(candidates, inside, "price-in-range")


def price_like(candidates: Sequence[Decimal], others: Sequence[Decimal]) -> Choice[Decimal] | None:
    """The one price within a third of another price of the same security and day: where a point got lost, no other is."""

    def near(one: Decimal) -> bool:
        value = number(one)
        return value is not None and any(other > 0 and other * 2 / 3 <= value <= other * 3 / 2 for other in others)

    return choose(candidates, near, "price-scale")


def equal(candidates: Sequence[Decimal], others: Iterable[Decimal], rule: str = "pairs") -> Choice[Decimal] | None:
    """The one amount that stands elsewhere too: the underlying shares of a row's counterpart, a number told in a note."""
    known = set(others)
    return choose(candidates, lambda one: one in known, rule)


def grouping(texts: Sequence[str]) -> Choice[str] | None:
    """The one of several texts of an amount that is printed as the form prints: groups of three, commas, a point."""
    return choose(texts, lambda text: amounts.shares(text).straight, "amounts-grouping")


# -- dates -----------------------------------------------------------------------------------------------------------


def date(candidates: Sequence[str], not_before: str | None = None, not_after: str | None = None) -> Choice[str] | None:
    """The one calendar day between two others, either of which may be unknown, but not both."""
    if not not_before and not not_after:
        return None
    return choose(
        candidates,
        lambda one: day(one) is not None and not before(one, not_before) and not before(not_after, one),
        "date-order",
    )


def period(candidates: Sequence[str], transaction_dates: Iterable[str]) -> Choice[str] | None:
    """The one period of report that is the earliest of the transaction dates."""
    known = [one for one in transaction_dates if day(one)]
    return choose(candidates, lambda one: bool(known) and one == min(known), "period-is-earliest")


# -- codes, places, names --------------------------------------------------------------------------------------------


def code(candidates: Sequence[str], side: str | None, derivative: bool = False) -> Choice[str] | None:
    """The one transaction code that usually comes with the side, A or D; codes of either side fit both."""
    if side not in ("A", "D"):
        return None
    return choose(
        candidates, lambda one: DIRECTIONS.get(one, (None, None))[derivative] in (None, side), "code-direction"
    )


def side(code: str | None, candidates: Sequence[str] = ("A", "D"), derivative: bool = False) -> Choice[str] | None:
    """The one side, A or D, that a code usually comes with; None for codes of either side."""
    usual = DIRECTIONS.get(code or "", (None, None))[derivative]
    return choose(candidates, lambda one: one == usual, "code-direction")


class StateZip(NamedTuple):
    state: str
    zip_code: str


def state_and_zip(states: Sequence[str], zip_codes: Sequence[str]) -> Choice[StateZip] | None:
    """The one pair of a state and a postal code that belong together."""
    if len(states) * len(zip_codes) > _MOST:
        return None
    ways = [StateZip(*one) for one in product(states, zip_codes)]
    return choose(ways, lambda one: zip_fits(one.state, one.zip_code) is True, "zip-of-state")


def owner_name(candidates: Sequence[str], elsewhere: Sequence[str]) -> Choice[str] | None:
    """The one reading of an owner's name that a name elsewhere on the form agrees with: owners' table, signature."""
    return choose(candidates, lambda one: any(same_owner(one, other) for other in elsewhere), "same-owner")


def note_id(candidates: Sequence[str], defined: Iterable[str]) -> Choice[str] | None:
    """The one footnote id among those that the form defines."""
    known = set(defined)
    return choose(candidates, lambda one: one in known, "notes-referenced")
