"""Price ranges told in a note: `$1.17 to $1.26`, `between $10.00 and $10.50`, `a low of $3 to a high of $4`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from form4ml.normalize.amounts import price
from form4ml.normalize.keys import squeeze, typography
from form4ml.normalize.values import EMPTY, Normal

_LONGEST = 400
_AMOUNT = r"(?:US\s?)?(?P<{0}>[$S§]?\s?(?:[\dOolI]{{1,3}}(?:,\s?[\dOolI]{{3}}){{1,4}}|[\dOolI]{{1,12}}(?![\d]))(?:\s?[.,]\s?[\dOolI]{{1,8}})?|[$]\s?\.\d+)"
_FILL = r"(?:\s+(?:per|each|a|an|share|shares|unit|ADS|ADR|of|common|stock|ordinary|Class|[A-C])){0,6}?"
_BRIDGES = r"(?:to(?:\s+(?:a|the)\s+high(?:\s+(?:price\s+)?of)?|\s+and\s+including)?|and(?:\s+(?:a|the)\s+high\s+(?:was|of))?|through|up\s+to(?:\s+and\s+including)?|[-~]|and\s+a\s+high\s+of)"
_RANGE = re.compile(
    rf"(?<![\d.,]){_AMOUNT.format('low')}{_FILL}[\s,;:]*?{_BRIDGES}\s*(?:of\s+)?{_AMOUNT.format('high')}(?![\d%/])",
    re.IGNORECASE,
)


class Range(NamedTuple):
    """A low and a high price, low not above high."""

    low: Decimal
    high: Decimal


def _same_scale(low: Decimal, high: Decimal) -> list[Range]:
    """A decimal point lost on one side: the readings under which both ends lie within a fifth of each other."""
    found: list[Range] = []
    for shift in (-4, -3, -2, -1):
        for one, other in ((low.scaleb(shift), high), (low, high.scaleb(shift))):
            small, big = min(one, other), max(one, other)
            if small > 0 and big <= small * Decimal("1.2"):
                found.append(Range(small, big))
    return found


def _paired(low: Decimal, high: Decimal, repaired: str | None) -> Normal[Range]:
    if low > high:
        return Normal(why="low above high", alternatives=(*_same_scale(low, high), Range(high, low)))
    others = tuple(_same_scale(low, high)) if low and high > low * 3 else ()
    return Normal(Range(low, high), None, (), repaired, others)


def price_range(text: str) -> Normal[Range]:
    """The one range of prices that a text tells; where it tells several, they are the alternatives."""
    plain = squeeze(typography(text[: _LONGEST * 4]))
    if not plain:
        return Normal(why=EMPTY)
    if len(plain) > _LONGEST:
        return Normal(why="too long for a price range")
    found = list(_RANGE.finditer(plain))
    if not found:
        return Normal(why="no price range")
    read = [_match(one) for one in found]
    if len(read) == 1:
        return read[0]
    return Normal(why="several ranges", alternatives=tuple(one.value for one in read if one.value))


def _match(found: re.Match[str]) -> Normal[Range]:
    ends = [price(re.sub(r"\s*([.,])\s*", r"\1", found[name])) for name in ("low", "high")]
    low, high = (end.value if end.value is not None else (end.alternatives or (None,))[0] for end in ends)
    if low is None or high is None:
        return Normal(why=next((end.why for end in ends if end.why), "no price"))
    repaired = next((end.repaired for end in ends if end.repaired), None)
    if any(end.value is None for end in ends):  # a guess on one side needs the other side's support
        scaled = [
            Range(a, b) for a in _readings(ends[0]) for b in _readings(ends[1]) if 0 < a <= b <= a * Decimal("1.2")
        ]
        if len(scaled) == 1:
            return Normal(scaled[0], None, (), "lost-point")
        return Normal(
            why="a price without its point", alternatives=tuple(scaled) or (Range(min(low, high), max(low, high)),)
        )
    return _paired(low, high, repaired)


def _readings(end: Normal[Decimal]) -> tuple[Decimal, ...]:
    return (end.value,) if end.value is not None else end.alternatives


def price_ranges(text: str) -> tuple[Range, ...]:
    """Every range of prices that a note's text tells, in order; for a text of any length. A `$` must stand in it."""
    plain = squeeze(typography(text))
    read = [_match(one) for one in _RANGE.finditer(plain) if "$" in one.group()]
    return tuple(one.value for one in read if one.value is not None)
