"""Check boxes: the squares beside the form's two opening statements, and the marks of boxes 5 and 6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from form4ml.document import Box
from form4ml.reading.grid.cells import Token
from form4ml.reading.grid.textlines import Sheet
from form4ml.reading.grid.upright import Grey


class Check(NamedTuple):
    """A check box found, in the upright page's pixels."""

    name: str
    checked: bool
    confidence: float
    box: Box | None


# What stands beside a square, in the order in which the words must be looked for.
_STATEMENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("aff10b5_one", re.compile(r"this\s?box\s?to\s?(indicate|Indicate)|box\s?to\s?ind", re.IGNORECASE)),
    ("not_subject_to_section16", re.compile(r"this\s?box\s?if|box\s?if\s?no", re.IGNORECASE)),
)
# Box 5 and 6: the caption that follows the mark.
_CAPTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("is_director", re.compile(r"^Dir[ec]{1,2}t", re.IGNORECASE)),
    ("is_ten_percent_owner", re.compile(r"^1[0O]\s?%|^[1Il]0%", re.IGNORECASE)),
    ("is_officer", re.compile(r"^Officer?", re.IGNORECASE)),
    ("is_other", re.compile(r"^[O0(]t?her\b", re.IGNORECASE)),
)
_GROUP = (
    (False, re.compile(r"by\s?One", re.IGNORECASE)),
    (True, re.compile(r"by\s?More|More\s?than", re.IGNORECASE)),
)
_CROSS = re.compile(r"^[\W_]*[XxK×✓✔☒][\W_]*$")
_GLUED = re.compile(r"^[\W_]*[Xx×☒][\W_]+(?=[A-Za-z1])|^_+[Xx]_*(?=[A-Za-z1])")
_EMPTY = re.compile(r"^[\W_]*[_☐][\W_]*$")
_PALE_EMPTY, _PALE_CHECKED = 25.0, 44.0


def relationship(line: Sequence[Token]) -> list[Check]:
    """The marks of a line of box 5: a caption is checked where a cross stands right before it."""
    found = []
    for index, word in enumerate(line):
        bare = _GLUED.sub("", word.text).lstrip("_- .'")
        for name, pattern in _CAPTIONS:
            if pattern.match(bare):
                before = line[index - 1] if index else None
                near = before is not None and word.box.left - before.box.right < 6 * word.box.height
                crossed = bool(_GLUED.match(word.text)) or bool(near and before and _CROSS.match(before.text))
                confidence = min(word.confidence, before.confidence if crossed and near and before else 1.0)
                found.append(Check(name, crossed, confidence, word.box))
                break
    return found


def group_filing(lines: Iterable[Sequence[Token]]) -> list[Check]:
    """Box 6: one check, true where the joint line is marked; none where neither or both lines are."""
    marked: dict[bool, tuple[bool, float]] = {}
    for line in lines:
        text = " ".join(word.text for word in line)
        for joint, pattern in _GROUP:
            if pattern.search(text):
                crossed = any(_CROSS.match(word.text) or _GLUED.match(word.text) for word in line[:2])
                marked[joint] = (crossed, min(word.confidence for word in line[:3]))
    one, more = marked.get(False, (False, 0.0)), marked.get(True, (False, 0.0))
    if one[0] == more[0]:
        return []
    return [Check("joint_filing", more[0], max(one[1] * one[0], more[1] * more[0]), None)]


def statement(text: str) -> str | None:
    """Which square a line of text stands beside."""
    return next((name for name, pattern in _STATEMENTS if pattern.search(text)), None)


def square(page: Grey, sheet: Sheet, first: Box, name: str) -> Check | None:
    """The square left of a statement's first line, None where nothing of it can be seen.

    In the one print it is drawn in ink and holds an X, in the other it is pale and a check darkens it.
    """
    unit = sheet.unit
    left, right = max(0, round(first.left - 75 * unit)), round(first.left - 4 * unit)
    top, bottom = max(0, round(first.top - 12 * unit)), round(first.bottom + 60 * unit)
    window = page[top:bottom, left:right]
    if window.size == 0 or right - left < 12 * unit:
        return None
    drawn = _drawn(window, unit)
    if drawn is not None:
        box, filled = drawn
        place = Box(left + box[0], top + box[1], left + box[2], top + box[3])
        return Check(name, filled > 0.06, min(0.99, 0.6 + abs(filled - 0.06) * 4), place)
    size = round(15 * unit)
    near = page[max(0, round(first.top - 4 * unit)) : round(first.bottom + 8 * unit), left:right].astype(np.float32)
    if near.shape[0] < size or near.shape[1] < size:
        return None
    sums = np.pad(near.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    means = (sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]) / (size * size)
    paper = float(np.median(page[::7, ::7]))
    darkest = paper - float(means.min())
    if darkest < 6:
        return None
    y, x = np.unravel_index(int(means.argmin()), means.shape)
    place = Box(left + int(x), first.top - 4 * unit + int(y), left + int(x) + size, first.top - 4 * unit + int(y) + size)
    middle = (_PALE_EMPTY + _PALE_CHECKED) / 2
    return Check(name, darkest > middle, min(0.98, 0.6 + abs(darkest - middle) / 40), place)


def _drawn(window: Grey, unit: float) -> tuple[tuple[int, int, int, int], float] | None:
    """An outlined box in the window: its place, and the inked part of its inside."""
    paper = float(np.percentile(window, 80))
    ink = (paper - window.astype(np.float32)) > 70
    tall = ink.sum(axis=0)
    sides = np.flatnonzero(tall >= 18 * unit)
    if len(sides) < 2 or sides[-1] - sides[0] < 8 * unit:
        return None
    left, right = int(sides[0]), int(sides[-1])
    rows = np.flatnonzero(ink[:, left] | ink[:, right])
    top, bottom = int(rows[0]), int(rows[-1])
    edge = max(2, round(4 * unit))
    inside = ink[top + edge : bottom - edge, left + edge : right - edge]
    if inside.size == 0:
        return None
    return (left, top, right + 1, bottom + 1), float(inside.mean())
