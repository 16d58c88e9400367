"""How sure a figure is: bootstrap intervals and paired tests that draw whole filings, never single values.

Prints and scans of one filing share its facts, so they are drawn together: the unit is the filing's name.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from form4ml.evaluation.match import RecordMatch
from form4ml.evaluation.metrics import Counts, Keep, by_field, total

DRAWS: Final = 1000
LEVEL: Final = 0.95
_SEED: Final = 20030630

Figure = Callable[[Counts], float]


class Interval(NamedTuple):
    low: float
    high: float


def f1(counts: Counts) -> float:
    return counts.f1


def by_filing(matches: Iterable[RecordMatch]) -> dict[str, dict[str, Counts]]:
    """Counts of each field of each filing, all variants of a filing together."""
    found: dict[str, list[RecordMatch]] = {}
    for match in matches:
        found.setdefault(match.name, []).append(match)
    return {name: by_field(variants) for name, variants in found.items()}


def kept(filings: Iterable[Mapping[str, Counts]], keep: Keep) -> list[Counts]:
    """Counts of each filing over the fields that `keep` wants."""
    return [total(counts for field, counts in fields.items() if keep(field)) for fields in filings]


@lru_cache(maxsize=64)
def draws(size: int, many: int = DRAWS, seed: int = _SEED) -> tuple[tuple[int, ...], ...]:
    """For each draw, which of `size` filings are in it, some repeatedly; the same for the same arguments."""
    chance = random.Random(seed)
    places = range(size)
    return tuple(tuple(chance.choices(places, k=size)) for _ in range(many))


def _sums(column: Sequence[int], many: int) -> list[int]:
    """Sum of a count over each draw."""
    if not any(column):
        return [0] * many
    return [sum(map(column.__getitem__, places)) for places in draws(len(column), many)]


def quantiles(values: Sequence[float], level: float = LEVEL) -> Interval:
    """The middle share `level` of the values."""
    ranked = sorted(values)
    tail = (1 - level) / 2
    last = len(ranked) - 1
    return Interval(ranked[round(tail * last)], ranked[round((1 - tail) * last)])


def interval(filings: Sequence[Counts], figure: Figure = f1, many: int = DRAWS) -> Interval | None:
    """Percentile bootstrap interval of a figure over filings; None for fewer than two."""
    if len(filings) < 2:
        return None
    columns = [_sums(column, many) for column in zip(*filings, strict=True)]
    return quantiles([figure(Counts(*drawn)) for drawn in zip(*columns, strict=True)])


class Paired(NamedTuple):
    """A figure of two systems on the same filings: its difference (B less A), that one's interval, and chance."""

    a: float
    b: float
    difference: float
    interval: Interval | None
    chance: float  # share of random swaps of A and B within filings that differ at least as much


def paired(a: Sequence[Counts], b: Sequence[Counts], figure: Figure = f1, many: int = DRAWS) -> Paired:
    """Paired bootstrap and permutation test; `a` and `b` hold the same filings in the same order."""
    first, second = figure(total(a)), figure(total(b))
    difference = second - first
    spread = None
    if len(a) > 1:
        sides = [[_sums(column, many) for column in zip(*side, strict=True)] for side in (a, b)]
        drawn = [[figure(Counts(*counts)) for counts in zip(*columns, strict=True)] for columns in sides]
        spread = quantiles([other - one for one, other in zip(*drawn, strict=True)])
    return Paired(first, second, difference, spread, _permuted(a, b, figure, abs(difference), many))


def _permuted(a: Sequence[Counts], b: Sequence[Counts], figure: Figure, seen: float, many: int) -> float:
    chance = random.Random(_SEED)
    # Filings on which both did the same cannot change by swapping.
    differing = [place for place in range(len(a)) if a[place] != b[place]]
    same = total([a[place] for place in range(len(a)) if a[place] == b[place]])
    as_extreme = 0
    for _ in range(many):
        left, right = [same], [same]
        for place in differing:
            one, other = (a[place], b[place]) if chance.random() < 0.5 else (b[place], a[place])
            left.append(one)
            right.append(other)
        as_extreme += abs(figure(total(right)) - figure(total(left))) >= seen - 1e-12
    return (as_extreme + 1) / (many + 1)
