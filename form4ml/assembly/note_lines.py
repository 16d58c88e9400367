"""The lines of the notes put in order and cut into notes: openings, sentences, line ends and numbers weighed together.

The compact print sets a note's number half way down its paragraph, and an engine that goes by blocks drops the number,
or the paragraph's last line, above or below where it belongs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from form4ml.assembly.found import text_of
from form4ml.layout.view import View

_ENDED = re.compile(r"[.!?]['\"’”)\]]*\s*$")
_SHORTENED = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|No|Mr|Mrs|Ms|Dr|Jr|Sr|St|[A-Z])|\.[A-Z])\.\s*$")
_BEGUN = re.compile(r"\W*[A-Z0-9$]")
_AMID = re.compile(r"[a-z,;:%]|\([ivx]+\)")  # how no note begins
_CONTINUED = re.compile(r"\bfootnote\s*\(?\d{1,2}\W*$", re.I)
_TRUST = 0.7  # of the tagger's log odds, which a line out of its place misleads
_RESUMED = re.compile(r"\W*(?:\(\s*cont(?:inu(?:ed|ation))?\b|continu(?:ed|ation)\s+(?:from|of)\b)", re.I)
_LEAD, _NOT_LEAD = 2.5, 2.5  # log odds that a number before a line is its note's, and is not
_LONE, _NOT_LONE = 2.5, 2.0  # the same of a number on a line of its own
_BELOW = 1.0  # and of the one below all notes, which belongs to any
_LOST = 6.0  # cost of a note whose text is lost, where a number says so
_FULL, _SHORT = 0.88, 0.72  # share of the widest line from which on a line is full, up to which it is short
_WIDE = 3  # so many lines tell how wide a full one is
_WITHIN = 0.3  # probability of an opening from which on a line is cut within
_FAR = 8  # lines over which one is moved
_GAIN = 3.0  # how much better the notes must read for it
_AWAY = 0.3  # cost of each line over which one is moved
_LARGE = 1.5  # cost of a whole line moved: a paragraph's last line is mostly short
_STALE = (0.3, 0.8)  # probability of an opening in a line whose neighbour was moved, at least and at most
_MOVES = 4


@dataclass(slots=True)
class Line:
    """One line of the notes, or the part of one from where a note may open in it."""

    tokens: list[int]
    text: str
    opening: float  # how probably a note opens with it, by the tagger
    size: float  # its width as a share of the widest
    lead: int | None = None  # the number printed before it
    above: list[int] = field(default_factory=list)  # numbers on lines of their own between the line above and it
    heads: bool = True  # whether it begins its line

    @property
    def ended(self) -> bool:
        return _ended(self.text)

    @property
    def amid(self) -> bool:
        """Whether it begins as no note does."""
        return _amid(self.text)


# Lines are weighed in many orders, and their words stay the same in all.
@lru_cache(maxsize=4096)
def _ended(text: str) -> bool:
    return bool(_ENDED.search(text)) and not _SHORTENED.search(text)


@lru_cache(maxsize=4096)
def _amid(text: str) -> bool:
    return bool(_AMID.match(text)) and not _RESUMED.match(text)


def cut(
    view: View, tokens: Sequence[int], openings: Mapping[int, float], numbers: Sequence[tuple[int, int]]
) -> list[tuple[int, list[int]]]:
    """(number, tokens) of each note in printed order."""
    lines, below = _lines(view, tokens, openings, numbers)
    states = Cutter(lines, below)
    best = states.best()
    if not view.boxed:
        for _ in range(_MOVES):
            better = max((Cutter(moved, below).best() for moved in _moves(lines)), key=lambda b: b.score, default=best)
            if better.score < best.score + _GAIN:
                break
            best, lines = better, better.lines
    notes: list[tuple[int, list[int]]] = []
    led: list[int | None] = []
    for line, number in zip(best.lines, best.numbers, strict=True):
        if not notes or number != notes[-1][0]:
            notes.append((number, []))
            led.append(line.lead)
        notes[-1][1].extend(line.tokens)
    named = _as_led([number for number, _ in notes], led, [number for _, number in numbers])
    return sorted((number, own) for number, (_, own) in zip(named, notes, strict=True))


# -- lines -------------------------------------------------------------------------------------------------------------


def _lines(
    view: View, tokens: Sequence[int], openings: Mapping[int, float], numbers: Sequence[tuple[int, int]]
) -> tuple[list[Line], list[int]]:
    """The lines in reading order, and the numbers that stand below the last one."""
    rows: list[list[int]] = []
    for token in tokens:
        same = bool(rows) and view.tokens[rows[-1][-1]].row == view.tokens[token].row
        marked = same and any(rows[-1][-1] < at < token for at, _ in numbers)
        if not same or marked or openings.get(token, 0.0) >= _WITHIN:
            rows.append([])
        rows[-1].append(token)
    widths = {row: _width(view, row) for row in {view.tokens[token].row for token in tokens}}
    widest = sorted(widths.values())[-_WIDE:]
    full = widest[0] if len(widest) == _WIDE else math.inf  # too few lines say nothing
    out: list[Line] = []
    left = list(numbers)
    for own in rows:
        row = view.tokens[own[0]].row
        heads = not out or view.tokens[out[-1].tokens[-1]].row != row
        opening = max(openings.get(token, 0.0) for token in own[:3])  # brackets and specks may stand before it
        line = Line(own, text_of(view, own), opening, widths[row] / full, heads=heads)
        while left and left[0][0] < own[0]:
            at, number = left.pop(0)
            if view.tokens[at].row == row:
                line.lead = number
            else:
                line.above.append(number)
        out.append(line)
    if full == math.inf:
        for line in out:
            line.size = 0.8
    return out, [number for _, number in left]


def _width(view: View, row: int) -> float:
    """Where a row ends: on the page, or in signs."""
    last = view.tokens[view.rows[row].last - 1]
    return last.box.right if view.boxed and last.box is not None else float(last.end)


# -- cutting -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Best:
    """The likeliest cut of lines in one order: the number of each line's note."""

    score: float
    lines: list[Line]
    numbers: list[int]


class Cutter:
    """Viterbi over the lines, the state being the number of the note that a line belongs to."""

    def __init__(self, lines: list[Line], below: list[int]) -> None:
        self.lines, self.below = lines, below
        read = [line.lead or 0 for line in lines] + [n for line in lines for n in line.above] + below
        self.most = max(*read, 1) + _FAR

    def best(self) -> Best:
        score = {0: 0.0}
        back: list[dict[int, int]] = []
        for at, line in enumerate(self.lines):
            before = self.lines[at - 1] if at else None
            kept, fresh = _weights(before, line)
            here: dict[int, float] = {}
            came: dict[int, int] = {}
            for state, value in score.items():
                for step in self._steps(state, line, at == 0):
                    total = value + (fresh if step else kept) + _numbered(line, state, step)
                    total -= _LOST * max(0, step - 1)
                    if state + step not in here or total > here[state + step]:
                        here[state + step], came[state + step] = total, step
            score = here
            back.append(came)
        for state in score:
            score[state] += sum(_BELOW if number == state else -_BELOW for number in self.below[:1])
        state = max(score, key=lambda s: score[s])
        top = score[state] + (0.0 if self.lines[-1].ended else -1.0)
        numbers: list[int] = []
        for came in reversed(back):
            numbers.append(state)
            state -= came[state]
        return Best(top, self.lines, numbers[::-1])

    def _steps(self, state: int, line: Line, first: bool) -> list[int]:
        steps = [1] if first else [0, 1]
        lead = line.lead
        if not first and lead is not None and state + 1 < lead <= state + 3 and (line.opening > 0.5 or not line.amid):
            steps.append(lead - state)
        return [step for step in steps if 0 < state + step <= self.most]


def _numbered(line: Line, state: int, step: int) -> float:
    """How well the numbers before a line go with its note's; one on a line of its own may be that of the note above."""
    now = state + step
    total = 0.0
    if line.lead is not None:
        total += _LEAD if line.lead == now else -_NOT_LEAD
    for number in line.above if len(line.above) == 1 else ():  # more are the column of numbers read by itself
        total += _LONE if number == now or (step and number == state) else -_NOT_LONE
    return total


def _weights(before: Line | None, line: Line) -> tuple[float, float]:
    """Log odds that a line goes on with the note of the line above, and that it opens one."""
    p = min(max(line.opening, 0.01), 0.99)
    kept, fresh = _TRUST * math.log(1 - p), _TRUST * math.log(p)
    if line.amid:
        fresh -= 3.0
    if _RESUMED.match(line.text):
        fresh += 4.0
    if before is None:
        return kept, fresh
    if _CONTINUED.search(before.text):
        fresh -= 4.0  # what is continued goes on behind its bracket
    if not line.heads:
        return kept, fresh - (0.0 if before.ended else 1.5)
    if before.ended:
        kept -= 2.5 if line.amid else 0.0
        if before.size <= _SHORT and _BEGUN.match(line.text):
            kept -= 1.5
            fresh += 1.0
    elif before.size >= _FULL:
        fresh -= 3.0
        kept += 1.5
    elif before.size <= _SHORT:
        kept -= 0.5
        fresh -= 0.5
    else:
        fresh -= 1.5
    if line.amid and not before.ended:
        kept += 1.0
    return kept, fresh


# -- order -------------------------------------------------------------------------------------------------------------


def _moves(lines: list[Line]) -> list[list[Line]]:
    """The orders, likeliest first, that moving one last line of a note makes."""
    out: list[tuple[float, list[Line]]] = []
    now = _coherence(lines)
    for at, line in enumerate(lines):
        loose = line.amid or (line.size <= _SHORT and line.opening < _STALE[0])
        if not (line.heads and line.ended and loose and line.lead is None):
            continue
        if at + 1 < len(lines) and not lines[at + 1].heads:
            continue
        for to in range(max(0, at - _FAR), min(len(lines), at + _FAR + 1)):
            moved = _moved(lines, at, to)
            if to != at and not moved[to].ended:
                continue
            gain = _coherence(moved) - now
            gain -= _AWAY * abs(to - at) + _LARGE * line.size
            if to != at and gain > 1.0:
                out.append((gain, moved))
    return [moved for _, moved in sorted(out, key=lambda pair: -pair[0])[:4]]


def _moved(lines: list[Line], at: int, to: int) -> list[Line]:
    """The lines with one put elsewhere; numbers above it stay where they stand."""
    rest = [replace(line, above=list(line.above)) for line in lines]
    line = rest.pop(at)
    if line.above and at < len(rest):
        rest[at].above = [*line.above, *rest[at].above]
        line.above = []
    line.opening = min(line.opening, _STALE[0])
    for beside in {at, to}:  # the tagger judged them by what stood above them
        if beside < len(rest):
            rest[beside].opening = min(max(rest[beside].opening, _STALE[0]), _STALE[1])
    rest.insert(to, line)
    return rest


def _coherence(lines: list[Line]) -> float:
    """How well each line goes on with the one above, or opens a note, whatever its number."""
    total = _weights(None, lines[0])[1] + (0.0 if lines[-1].ended else -1.0)
    return total + sum(max(_weights(one, two)) for one, two in pairwise(lines))


# -- numbers -----------------------------------------------------------------------------------------------------------


def _as_led(numbers: list[int], led: list[int | None], read: list[int]) -> list[int]:
    """Numbers by those that stand before the notes, where an engine printed the notes without one below the others."""
    known = [number for number in led if number is not None]
    size = len(numbers)
    if len(set(known)) != len(known) or known != sorted(known) or not known or known[-1] > size:
        return numbers
    if not any(one == own for one, own in zip(led, numbers, strict=True)):
        return numbers  # a single number that fits nowhere was misread
    if numbers != list(range(1, size + 1)) or all(one in (None, own) for one, own in zip(led, numbers, strict=True)):
        return numbers
    missing = iter(number for number in range(1, size + 1) if number not in known)
    return [one if one is not None else next(missing) for one in led]
