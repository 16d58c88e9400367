"""Which of a filing's names each row of a table holds, where their words are torn, misread or stand in a neighbour's cell.

The words that were read in a column, top to bottom, are one stream, and every row takes a stretch of it: a name of the
filing's, misread; a text of its own; or nothing. A row takes the words of its own cell more readily than its neighbours'.
Names come in an order of their own, which the rest of the filing tells. Over all ways to part the stream, forward and
backward, this gives the probability of each name at each row, and the likeliest way of all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from form4ml.assembly.misreadings import OPENINGS, Word, key, substituted, tells, within
from form4ml.normalize.common_words import common
from form4ml.normalize.usual_texts import WORDS

Array = npt.NDArray[np.float64]

# Costs are negative logarithms of how often such a thing happens.
_LOST, _LOST_TELLING = 1.8, 2.6  # a printed word that was not read
_STRANGE_HERE, _STRANGE, _SCRAP = 2.2, 3.5, 1.4  # a word read that the name has not: of another name, of none, a scrap
_IN_ITS_CELL = 2.5  # how much dearer that is where cells have places: words seldom stray there
_ANOTHER = 7.0  # a number that tells of yet another name
_SIGN = 0.3  # a comma that stands apart
_OPENING = 0.3  # `By` before a name
_HALF = 1.0  # one half of a hyphened word, strokes taken for one another
_GARBLED_END = 1.2  # what is left of `L.P.`
_WORST = 8.0
_NEXT_ROW = 1.0  # a word of a cell beside the row's own
_OWN_TEXT, _OWN_WORD, _OWN_NAME = 2.5, 0.9, 2.0  # a text that is none of the names, by its words
# A whole text that is no piece of a name, and its words; words of one where a name has all of them and more.
_WHOLE_TEXT, _OF_NONE, _OF_A_LONGER = 1.6, 0.15, 0.6
_SOUND = re.compile(
    r"\(?[A-Z][a-z'’-]{2,}\)?,?|[A-Z]{2,4},?|[A-Z]{1,4}/[A-Z]{1,4},?|\([A-Z]\),?|(?:19|20)\d\d,?|[A-Z]\.(?:[A-Z]\.)+,?|[,.&]"
)
_MISSING = {"D": 0.0, None: 1.5, "I": 4.5}  # no nature at a row of this letter
_OF_DIRECT = 5.0  # a nature at a row that is directly owned
_REACH = 9  # words that a stretch may begin or end away from its own cell
_LONGEST = 16
_ORDERLY = 0.6  # share of rows whose name follows from the one before
_BROKEN_OFF = 3.0  # a text of its own that begins or ends amid a name's words
ENDINGS = frozenset(("lp", "llc", "inc", "ltd"))
_STROKES = frozenset("l1itu")
_AS_STROKES = str.maketrans("l1tj", "iiii")
_NUMBER = re.compile(r"(?=..)x{0,2}(?:ix|iv|v?i{0,3})|(?:19|20)\d\d")


@dataclass(slots=True)
class Cell:
    """A row's cell: the words read in it, and the letter of its ownership where that was read."""

    words: list[Word]
    letter: str | None


@dataclass(slots=True)
class Turn:
    """What a row most likely holds: the number of its name or None, how likely that is, and its stretch of the stream."""

    name: int | None
    probability: float
    first: int
    last: int
    own: bool = False  # a text of its own, as read


def turns(
    tables: Sequence[Sequence[Cell]],
    names: Sequence[str],
    shares: Sequence[float],
    placed: bool = False,
) -> list[list[Turn]]:
    """The names of the rows of each table; the order of names is learnt from all of them. `placed`: cells have places."""
    prior = np.log(np.asarray(shares, dtype=float) / sum(shares))
    known = _Names.of(names)
    lattices = [_Lattice(cells, known, prior, placed) for cells in tables]
    states = len(names) + 2
    order = np.zeros((states, states))
    first = [lattice.read(order) for lattice in lattices]
    counts = np.zeros((states, states))
    for table in first:
        for above, below in pairwise(table):
            if above.name is not None and below.name is not None and min(above.probability, below.probability) > 0.6:
                counts[above.name, below.name] += 1
    if not counts.any():
        return first
    totals = counts.sum(axis=1, keepdims=True)
    told = totals[:, 0] > 0
    weight = _ORDERLY * totals[told] / (totals[told] + 1.0)
    uniform = np.exp(prior)
    order[np.ix_(told, range(len(names)))] = np.log(
        (1 - weight) + weight * (counts[told] / totals[told])[:, : len(names)] / uniform
    )
    return [lattice.read(order) for lattice in lattices]


class _Names(NamedTuple):
    """The names as printed, their words' letters, and what is asked of them row by row."""

    printed: list[list[str]]
    words: list[list[str]]
    whole: frozenset[tuple[str, ...]]
    here: frozenset[str]  # words of any
    amid: frozenset[str]  # words of some that begin none
    amid_end: frozenset[str]  # words of some that end none

    @classmethod
    def of(cls, names: Sequence[str]) -> _Names:
        printed = [name.split() for name in names]
        words = [[key(word) for word in name] for name in printed]
        return cls(
            printed,
            words,
            frozenset(tuple(name) for name in words),
            frozenset(word for name in words for word in name),
            frozenset(word for name in words for word in name[1:]) - {name[0] for name in words},
            frozenset(word for name in words for word in name[:-1]) - {name[-1] for name in words},
        )


class _Lattice:
    """All ways in which the rows of one table may take their stretches of its stream."""

    def __init__(self, cells: Sequence[Cell], names: _Names, prior: Array, placed: bool) -> None:
        self._placed = placed
        self._stream = [word for cell in cells for word in cell.words]
        ends = np.cumsum([len(cell.words) for cell in cells])
        self._ends = [int(end) for end in ends]
        self._size = len(self._stream)
        self._names = names
        dearer = _IN_ITS_CELL if placed else 0.0
        costs = np.stack([_aligned(self._stream, name, names.here, dearer) for name in names.printed])
        self._costs = [self._of_row(at, cell, costs, prior) for at, cell in enumerate(cells)]

    def _window(self, at: int) -> tuple[int, int]:
        """Where the stretch of row `at` may end."""
        if at < 0:
            return 0, 1
        if at == len(self._ends) - 1:
            return self._size, self._size + 1
        return max(self._ends[at] - _REACH, 0), min(self._ends[at] + _REACH, self._size) + 1

    def _of_row(self, at: int, cell: Cell, costs: Array, prior: Array) -> Array:
        """The cost of each stretch (from, to) and name at a row; its own text and no text behind the names."""
        (a, b), (c, d) = self._window(at - 1), self._window(at)
        out = np.full((b - a, d - c, len(costs) + 2), np.inf)
        begin, end = self._ends[at] - len(cell.words), self._ends[at]
        away = np.full(self._size, _NEXT_ROW)
        away[begin:end] = 0.0
        sums = np.concatenate(([0.0], np.cumsum(away)))
        indirect = _OF_DIRECT if cell.letter == "D" else 0.0
        if self._size and len(costs):
            starts, ends = np.arange(a, b)[:, None], np.arange(c, d)[None, :]
            sizes = ends - starts
            inside = (sizes >= 1) & (sizes < costs.shape[2])
            found = costs[:, starts, np.clip(sizes, 0, costs.shape[2] - 1)] + (sums[ends] - sums[starts])[None]
            found = np.where(inside[None], found, np.inf) - prior[:, None, None] + indirect
            out[:, :, : len(costs)] = found.transpose(1, 2, 0)
        if a <= begin < b and c <= end < d and cell.words:
            out[begin - a, end - c, -2] = _as_read(cell.words, self._names, self._placed) + indirect
        for j in range(max(a, c), min(b, d)):
            out[j - a, j - c, -1] = _MISSING[cell.letter]
        if cell.letter == "D" and a <= begin < b and c <= end < d and cell.words:
            out[begin - a, end - c, -1] = _OF_DIRECT + _STRANGE * len(cell.words)
        return out

    def read(self, order: Array) -> list[Turn]:
        """The likeliest name of every row by all ways, with its stretch by the likeliest way."""
        many, states = len(self._costs), order.shape[0]
        ahead: list[Array] = []
        paths: list[Array] = []
        back: list[npt.NDArray[np.int64]] = []
        before = np.zeros((1, states))
        path = before
        for at, cost in enumerate(self._costs):
            step = order if at else np.full_like(order, -np.log(states))
            reach = _sum(before[:, :, None] + step[None], 1)
            ahead.append(_sum(reach[:, None, :] - cost, 0))
            ways = path[:, :, None] + step[None]
            best = ways.max(axis=1)
            whole = best[:, None, :] - cost
            start = whole.argmax(axis=0)
            came = ways.argmax(axis=1)
            paths.append(whole.max(axis=0))
            back.append(np.stack([start, np.take_along_axis(came, start, axis=0)]))
            before, path = ahead[-1], paths[-1]
        behind: list[Array] = [np.zeros((1, states))] * many
        for at in range(many - 1, 0, -1):
            rest = _sum(behind[at][None] - self._costs[at], 1)
            behind[at - 1] = _sum(rest[:, None, :] + order[None], 2)
        total = _sum(_sum(ahead[-1], 1), 0)
        chosen = self._likeliest(paths, back)
        out = []
        for at, (state, first, last) in enumerate(chosen):
            share = float(np.exp(_sum(ahead[at] + behind[at], 0) - total)[state])
            out.append(Turn(state if state < states - 2 else None, share, first, last, own=state == states - 2))
        return out

    def _likeliest(self, paths: list[Array], back: list[npt.NDArray[np.int64]]) -> list[tuple[int, int, int]]:
        """State and stretch of every row on the likeliest way."""
        end, state = 0, int(paths[-1][0].argmax())
        out = []
        for at in range(len(paths) - 1, -1, -1):
            start, came = int(back[at][0, end, state]), int(back[at][1, end, state])
            out.append((state, self._window(at - 1)[0] + start, self._window(at)[0] + end))
            end, state = start, came
        return out[::-1]


def _sum(values: Array, axis: int) -> Array:
    """The logarithm of the sum of what these are logarithms of."""
    top = values.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        found: Array = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return found


def _as_read(words: Sequence[Word], names: _Names, placed: bool) -> float:
    """The cost of a text that is none of the names: little where it is whole and sound, more for a piece of one of them."""
    bare = [key(word.text) for word in words]
    own = [name for name in bare if name and name not in OPENINGS]
    here = names.here
    if tuple(own) in names.whole:
        return _WORST  # it is that name
    if _is_whole(words, own, here) and not any(sorted(own) == sorted(name) for name in names.words):
        known = any(within(own, name) for name in names.words)
        return _OWN_TEXT + _OF_A_LONGER * len(own) if known else _WHOLE_TEXT + _OF_NONE * len(own)
    total = _OWN_TEXT
    sibling = any(name not in here and _NUMBER.fullmatch(name) for name in bare)  # of them, with another number
    for name in bare:
        cheap = name in WORDS or ((sibling or placed) and name in here) or name in common()
        total += _OWN_WORD if cheap else _OWN_NAME
    if own:
        total += _BROKEN_OFF * ((own[0] in names.amid) + (own[-1] in names.amid_end))
    return total


def _is_whole(words: Sequence[Word], own: Sequence[str], here: Set[str]) -> bool:
    """Whether it reads as a company's name from its first word to its ending, each word sound."""
    if len(own) < 2 or own[-1] not in ENDINGS:
        return False
    opened = [key(word.text) in OPENINGS for word in words if key(word.text)]
    if any(opened[opened.index(False) :]) or any(name in ENDINGS for name in own[:-1]):
        return False
    return all(
        (name := key(word.text)) in OPENINGS
        or not name
        or name in here
        or name in common()
        or bool(_SOUND.fullmatch(word.text))
        for word in words
    )


def _strange(word: Word, here: Set[str]) -> float:
    name = key(word.text)
    if not name:
        return _SIGN
    if name in OPENINGS:
        return _OPENING
    if name not in here and _NUMBER.fullmatch(name):
        return _ANOTHER
    if len(name) < 3 and name not in here:
        return _SCRAP
    return _STRANGE_HERE if name in here else _STRANGE


@lru_cache(maxsize=65536)
def _swapped(word: Word, printed: str) -> float:
    """The cost of reading a printed word so: a hyphen may part it over two lines, a company's ending be garbled."""
    ours, theirs = key(word.text), key(printed)
    if "-" in printed and ours in {key(part) for part in printed.split("-")}:
        return _HALF
    if theirs in ENDINGS and ours != theirs:
        garbled = ours not in ENDINGS and len(ours) <= 4 and ours[:1] in _STROKES
        return _GARBLED_END if garbled else _WORST
    if len(theirs) > 1 and ours != theirs and ours.translate(_AS_STROKES) == theirs.translate(_AS_STROKES):
        return _HALF
    return min(substituted(word, printed), _WORST)


def _aligned(stream: Sequence[Word], printed: Sequence[str], here: Set[str], dearer: float) -> Array:
    """The cost of reading the printed words as the stretch of each length that begins at each word of the stream."""
    size = len(stream)
    swapped = np.array([[_swapped(word, one) for one in printed] for word in stream]).reshape(size, len(printed))
    strange = np.array([cost + dearer * (cost > _OPENING) for word in stream for cost in (_strange(word, here),)])
    lost = [_LOST_TELLING if tells(one) else _LOST for one in printed]
    longest = min(_LONGEST, size)
    whole = np.full((size + 1, longest + 1), np.inf)
    column = [np.full(size + 1, total) for total in np.concatenate(([0.0], np.cumsum(lost)))]
    whole[:, 0] = column[-1]
    for length in range(1, longest + 1):
        # the word that a stretch of this length ends with; beyond the stream's end there is none
        at = np.arange(size + 1) + length - 1
        beyond = at >= size
        at = np.minimum(at, size - 1)
        odd = np.where(beyond, np.inf, strange[at])
        fresh = [column[0] + odd]
        for w in range(len(printed)):
            read = np.where(beyond, np.inf, swapped[at, w])
            fresh.append(np.minimum(np.minimum(column[w] + read, column[w + 1] + odd), fresh[w] + lost[w]))
        column = fresh
        whole[:, length] = column[-1]
    return whole
