"""Check boxes: the squares beside the form's two opening statements, and the marks of boxes 5 and 6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from form4ml.document import Box
from form4ml.reading.grid.cells import Token
from form4ml.reading.grid.recognise import Read
from form4ml.reading.grid.upright import Grey, contrast


class Check(NamedTuple):
    """A check box found, in the upright page's pixels."""

    name: str
    checked: bool
    confidence: float
    box: Box | None


# What stands beside a square, in the order in which the words must be looked for.
_STATEMENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("aff10b5_one", re.compile(r"box\s?to\b|to\s?indicate\s?that", re.IGNORECASE)),
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
_LETTERED = re.compile(r"[\s\[\](|)]*[Xx×]?[\s\[\](|)]*")
_CROSS_INK = 140
_INK = 75  # contrast from which a pixel of a square's outline or cross is ink
_CROSSED = 0.15  # inked part of a square's inside from which it is checked
# Darkness of a pale square that is there at all, of one that is checked, and from which it is no pale square.
_PALE_SEEN, _PALE_CHECKED, _PALE_MOST = 8.0, 33.0, 90.0


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
    places: dict[bool, Box] = {}
    for line in lines:
        text = " ".join(word.text for word in line)
        for joint, pattern in _GROUP:
            if pattern.search(text):
                crossed = any(_CROSS.match(word.text) or _GLUED.match(word.text) for word in line[:2])
                marked[joint] = (crossed, min(word.confidence for word in line[:3]))
                places[joint] = line[0].box
    one, more = marked.get(False, (False, 0.0)), marked.get(True, (False, 0.0))
    if one[0] == more[0]:
        return []
    return [Check("joint_filing", more[0], max(one[1] * one[0], more[1] * more[0]), places[more[0]])]


def statement(text: str) -> str | None:
    """Which square a line of text stands beside."""
    return next((name for name, pattern in _STATEMENTS if pattern.search(text)), None)


class Square(NamedTuple):
    """An outlined box at the form's head, and the inked part of its inside."""

    box: Box
    filled: float


def squares(page: Grey, unit: float, region: Box) -> list[Square]:
    """Outlined check boxes at the left of the form's head."""
    top, bottom, right = round(region.top), round(region.bottom), round(0.13 * page.shape[1])
    view = page[top:bottom, :right]
    if not view.size:
        return []
    dark = contrast(view)
    ink = (dark > _INK).astype(np.uint8)
    reach = max(3, round(5 * unit))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[index])
        if not (11 * unit <= w <= 34 * unit and 11 * unit <= h <= 52 * unit and h >= 0.8 * w):
            continue
        part = closed[y : y + h, x : x + w]
        edge = max(2, round(3 * unit))
        sides = (part[:, :edge].any(1), part[:, -edge:].any(1), part[:edge].any(0), part[-edge:].any(0))
        shares = [float(side.mean()) for side in sides]
        if min(shares) < 0.55 or sum(shares) < 3.2:
            continue
        # The outline may be double; a cross runs through the middle.
        margin = (
            ink[max(0, y - reach) : y + h + reach, max(0, x - reach) : x + w + reach].sum()
            - ink[y : y + h, x : x + w].sum()
        )
        inside = dark[y + round(0.3 * h) : y + round(0.7 * h), x + round(0.36 * w) : x + round(0.64 * w) + 1]
        if inside.size and margin <= 3 * reach:
            found.append(Square(Box(x, top + y, x + w, top + y + h), float((inside > _CROSS_INK).mean())))
    return found


def beside(found: Sequence[Square], block: Box, name: str, unit: float) -> Check | None:
    """The outlined square left of a statement, anywhere along its height."""
    near = [
        square
        for square in found
        if -6 * unit <= block.left - square.box.right < 45 * unit
        and block.top - 15 * unit < square.box.y < block.bottom + 15 * unit
    ]
    if not near:
        return None
    best = min(near, key=lambda square: abs(square.box.y - block.y))
    filled = best.filled
    return Check(name, filled > _CROSSED, round(min(0.99, 0.6 + abs(filled - _CROSSED) * 4), 3), best.box)


def lettered(found: Sequence[tuple[Read, Box]], name: str) -> Check | None:
    """A check box made of letters, from what stands in its place: "[X]", "X" or "[ ]", None for anything else."""
    text = "".join(read.text for read, _ in found)
    if not _LETTERED.fullmatch(text) or not found:
        return None
    checked = any(character in "Xx×" for character in text)
    if not checked and not ("[" in text and "]" in text):
        return None
    box = max((box for _, box in found), key=lambda box: box.width * box.height)
    return Check(name, checked, round(min(0.97, min(read.confidence for read, _ in found)), 3), box)


def is_bilevel(page: Grey) -> bool:
    """Whether a picture as given is black and white only, so that pale things are lost on it."""
    some = page[::3, ::3]
    return float(np.count_nonzero((some > 25) & (some < 230)) / some.size) < 0.004


def pale(page: Grey, first: Box, name: str, unit: float) -> Check | None:
    """The pale square left of a statement's first line, darker when it is checked; None where it cannot be seen."""
    left, right = max(0, round(first.left - 60 * unit)), round(first.left - 4 * unit)
    top, bottom = max(0, round(first.top - 5 * unit)), round(first.bottom + 9 * unit)
    window = page[top:bottom, left:right].astype(np.float32)
    size = round(13 * unit)
    if window.shape[0] <= size or window.shape[1] <= size:
        return None
    sums = np.pad(window.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    means = (sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]) / (size * size)
    darkest = float(np.median(page[::7, ::7])) - float(means.min())
    if not _PALE_SEEN <= darkest <= _PALE_MOST:
        return None
    y, x = (int(v) for v in np.unravel_index(int(means.argmin()), means.shape))
    place = Box(left + x, top + y, left + x + size, top + y + size)
    return Check(name, darkest > _PALE_CHECKED, round(min(0.98, 0.6 + abs(darkest - _PALE_CHECKED) / 40), 3), place)
