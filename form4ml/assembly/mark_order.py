"""Which note each mark in the tables names: signs, order and columns weighed together, since most raised digits are misread.

Notes are numbered as they are first named: from left to right, row by row. So a mark is the next new number, or one named
before: most often that of the same column in the row above, or of another cell of its row. A search over all the marks of a
filing finds the numbers that make signs and order likeliest, and how likely each of them is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from form4ml.normalize.mark_shapes import likelihood, pair_likelihood

_BEAM = 32
_HOPELESS = 16.0  # so much less likely than the best is not followed up
# How often a mark names what, counted on made-up filings: before all notes are named and after, with a mark further up in
# its column and without.
_NEW, _SAME, _ROW, _OLD, _SKIP = "new", "same", "row", "old", "skip"
_SHARES: Mapping[tuple[bool, bool], Mapping[str, float]] = {
    (True, True): {_NEW: 0.35, _SAME: 0.44, _ROW: 0.05, _OLD: 0.05, _SKIP: 0.11},
    (True, False): {_NEW: 0.55, _SAME: 0.0, _ROW: 0.08, _OLD: 0.09, _SKIP: 0.28},
    (False, True): {_NEW: 0.0, _SAME: 0.70, _ROW: 0.18, _OLD: 0.12, _SKIP: 0.0},
    (False, False): {_NEW: 0.0, _SAME: 0.0, _ROW: 0.70, _OLD: 0.30, _SKIP: 0.0},
}
_SKIPPED = 0.35  # of marks that pass over n numbers, this share passes over one more
_JUNK = 0.04
_PAIR = 0.06  # of marks that stand so close to another that they are read as one
_UNNAMED = 0.2  # for every note that no mark names in the end
_FURTHEST = 5  # numbers passed over at once


class Mark(NamedTuple):
    """A mark as it stands: its row among the rows of both tables, its field, and the signs read for it."""

    row: int
    field: str
    signs: str


class Named(NamedTuple):
    """The numbers of the notes that a mark names, none where it is no mark, and how probable that is."""

    numbers: tuple[int, ...]
    probability: float


class _Path(NamedTuple):
    score: float
    highest: int
    columns: tuple[tuple[str, tuple[int, ...]], ...]  # the last numbers of each field
    row: int
    here: tuple[int, ...]  # numbers named in this row
    cell: tuple[str, tuple[int, ...]]  # and in this cell: none names a note twice
    back: tuple[tuple[int, ...], ...]


class _Seen:
    """How well a mark's signs and column go with each note, whatever the other marks name."""

    def __init__(self, mark: Mark, notes: int, fit: Mapping[tuple[str, int], float]) -> None:
        self._signs = mark.signs
        self._fit = [fit.get((mark.field, number), 0.0) for number in range(notes + 1)]
        self.junk = likelihood(mark.signs, 0)
        self.of = [likelihood(mark.signs, number) + self._fit[number] for number in range(notes + 1)]
        self.several = len(mark.signs.strip("()[]{}")) > 1
        self._pairs: dict[tuple[int, int], float] = {}

    def both(self, pair: tuple[int, int]) -> float:
        if pair not in self._pairs:
            self._pairs[pair] = pair_likelihood(self._signs, *pair) + (self._fit[pair[0]] + self._fit[pair[1]]) / 2
        return self._pairs[pair]


_Way = tuple[float, _Path, tuple[int, ...]]


def named(marks: Sequence[Mark], notes: int, fit: Mapping[tuple[str, int], float] | None = None) -> list[Named]:
    """What each mark names, in reading order; `fit` has how much likelier than usual a field's mark names a note."""
    paths = [_Path(0.0, 0, (), -1, (), ("", ()), ())]
    for mark in marks:
        seen = _Seen(mark, notes, fit or {})
        ways = [way for path in paths for way in _ways(path, mark, notes, seen)]
        paths = _best(ways, mark)
    scored = [(path.score + (notes - path.highest) * math.log(_UNNAMED), path) for path in paths]
    top = max(score for score, _ in scored)
    weights = [(math.exp(score - top), path) for score, path in scored]
    total = sum(weight for weight, _ in weights)
    best = max(weights, key=lambda one: one[0])[1].back
    return [
        Named(numbers, sum(weight for weight, path in weights if path.back[at] == numbers) / total)
        for at, numbers in enumerate(best)
    ]


def _best(ways: list[_Way], mark: Mark) -> list[_Path]:
    """The likeliest paths, one of those that nothing tells apart from here on."""
    ways.sort(key=lambda way: -way[0])
    least = ways[0][0] - _HOPELESS
    kept: dict[tuple[object, ...], _Path] = {}
    for score, path, numbers in ways:
        if score < least or len(kept) == _BEAM:
            break
        gone = _gone_on(path, mark, numbers, score)
        kept.setdefault((gone.highest, gone.columns, gone.here, gone.cell, gone.back[-6:]), gone)
    return list(kept.values())


def _ways(path: _Path, mark: Mark, notes: int, seen: _Seen) -> Iterator[_Way]:
    """Everything that the mark may name, with the score that the path has then."""
    if mark.row != path.row:
        path = path._replace(row=mark.row, here=(), cell=(mark.field, ()))
    elif mark.field != path.cell[0]:
        path = path._replace(cell=(mark.field, ()))
    cell = path.cell[1]
    yield path.score + math.log(_JUNK) + seen.junk, path, ()
    last = next((numbers for field, numbers in path.columns if field == mark.field), ())
    chances = _chances(path, last, notes)
    for number, chance in chances.items():
        if number not in cell:
            yield path.score + math.log(chance) + seen.of[number], path, (number,)
    if seen.several:
        for pair, chance in _pairs(chances, last, notes):
            if pair[0] not in cell and pair[1] not in cell:
                yield path.score + math.log(_PAIR * chance) + seen.both(pair), path, pair


def _chances(path: _Path, last: tuple[int, ...], notes: int) -> dict[int, float]:
    """How often a mark at this place names each note, by the order alone."""
    shares = _SHARES[path.highest < notes, bool(last)]
    beside = [number for number in path.here if number not in last]
    older = [n for n in range(1, path.highest + 1) if n not in last and n not in path.here]
    chances = {number: shares[_OLD] / len(older) for number in older}
    chances |= {number: shares[_ROW] / len(beside) for number in beside}
    chances |= {number: shares[_SAME] / len(last) for number in last}
    if path.highest < notes:
        chances[path.highest + 1] = shares[_NEW]
        for over in range(1, min(notes - path.highest, _FURTHEST + 1)):
            chances[path.highest + 1 + over] = shares[_SKIP] * (1 - _SKIPPED) * _SKIPPED ** (over - 1)
    return {number: chance for number, chance in chances.items() if chance > 0}


def _pairs(chances: Mapping[int, float], last: tuple[int, ...], notes: int) -> Iterator[tuple[tuple[int, int], float]]:
    """Neighbouring notes that two marks run together may name, and the pair of the row above."""
    for number, chance in chances.items():
        if number < notes:
            yield (number, number + 1), chance
    if len(last) == 2 and last[1] - last[0] > 1:
        yield (last[0], last[1]), 2 * chances.get(last[0], 0.1)


def _gone_on(path: _Path, mark: Mark, numbers: tuple[int, ...], score: float) -> _Path:
    if not numbers:
        return path._replace(score=score, back=(*path.back, ()))
    return _Path(
        score,
        max(path.highest, *numbers),
        tuple(sorted({**dict(path.columns), mark.field: numbers}.items())),
        mark.row,
        (*path.here, *(number for number in numbers if number not in path.here)),
        (mark.field, (*path.cell[1], *numbers)),
        (*path.back, numbers),
    )
