"""Finds the drawn lines of a page, level and upright, broken ones joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from form4ml.reading.grid.upright import Grey, contrast

_LEVEL = (22, 44)  # lengths in units: of a piece longer than the strokes of small type, of a whole rule
_UPRIGHT = (25, 34)
_BRIDGE = 11  # gap between the pieces of a rule
_JOIN = 40  # gap over which two collinear rules become one
_THICKEST = 16
_DOTS = 13  # gap between the dots of a broken rule
_STRUNG = 60
_PALE = 70  # contrast from which a pixel may belong to a rule


class Rule(NamedTuple):
    """A straight drawn line: `at` is its y (level) or x (upright), `start` to `end` its extent."""

    at: float
    start: float
    end: float
    thick: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class Rules:
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def _along(ink: Grey, operation: int, length: float) -> Grey:
    return np.asarray(cv2.morphologyEx(ink, operation, np.ones((1, max(3, round(length))), np.uint8)), np.uint8)


def _runs(ink: Grey, lengths: tuple[int, int], unit: float) -> list[Rule]:
    """Level runs of ink: pieces first, so that bridging gaps does not string letters together."""
    pieces = _along(ink, cv2.MORPH_OPEN, lengths[0] * unit)
    opened = _along(_along(pieces, cv2.MORPH_CLOSE, _BRIDGE * unit), cv2.MORPH_OPEN, lengths[1] * unit)
    count, _, stats, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for index in range(1, count):
        left, _, width, _, area = (int(v) for v in stats[index])
        found.append(Rule(float(centres[index][1]), left, left + width, area / width))
    return found


def join(rules: Iterable[Rule], gap: float, off: float) -> list[Rule]:
    """Collinear rules put end to end: at most `off` apart sideways and `gap` along."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        for index, other in enumerate(joined):
            if abs(other.at - rule.at) <= off and rule.start - other.end <= gap:
                weight = other.length + rule.length
                joined[index] = Rule(
                    (other.at * other.length + rule.at * rule.length) / weight,
                    other.start,
                    max(other.end, rule.end),
                    max(other.thick, rule.thick),
                )
                break
        else:
            joined.append(rule)
    return sorted(joined)


def find_rules(page: Grey, unit: float, pale: int = _PALE) -> Rules:
    """The rules of an upright page. A lower `pale` sees fainter ones, and more that are none."""
    ink = (contrast(page) > pale).astype(np.uint8)
    sides = []
    for side, lengths in ((ink, _LEVEL), (np.ascontiguousarray(ink.T), _UPRIGHT)):
        runs = _runs(side, lengths, unit)
        thin = [run for run in runs if run.thick <= _THICKEST * unit]
        sides.append(tuple(join(thin, _JOIN * unit, 4 * unit)))
    return Rules(level=sides[0], upright=sides[1])


def find_broken(page: Grey, unit: float) -> Rules:
    """Rules that a coarse one-bit scan has left dotted: strung together where nothing stands along either side."""
    ink = (contrast(page) > _PALE).astype(np.uint8)
    sides = []
    for side in (ink, np.ascontiguousarray(ink.T)):
        strung = _along(_along(side, cv2.MORPH_CLOSE, _DOTS * unit), cv2.MORPH_OPEN, _STRUNG * unit)
        count, _, stats, centres = cv2.connectedComponentsWithStats(strung, connectivity=8)
        found = []
        for index in range(1, min(count, 4_000)):
            left, _, width, height, area = (int(v) for v in stats[index])
            rule = Rule(float(centres[index][1]), left, left + width, area / width)
            if height <= 9 * unit and _stands_alone(side, rule, height, unit):
                found.append(rule)
        sides.append(tuple(join(found, 3 * _JOIN * unit, 4 * unit)))
    return Rules(level=sides[0], upright=sides[1])


def _stands_alone(ink: Grey, rule: Rule, height: int, unit: float) -> bool:
    half, reach = height / 2 + unit, max(2, round(3 * unit))
    top, bottom = max(0, round(rule.at - half)), round(rule.at + half) + 1
    left, right = int(rule.start), int(rule.end)
    above = ink[max(0, top - reach) : top, left:right]
    below = ink[bottom : bottom + reach, left:right]
    return all(side.size == 0 or float(side.mean()) < 0.08 for side in (above, below))


def together(first: Rules, second: Rules, unit: float) -> Rules:
    """Two sets of rules as one."""
    return Rules(
        level=tuple(join((*first.level, *second.level), _JOIN * unit, 4 * unit)),
        upright=tuple(join((*first.upright, *second.upright), _JOIN * unit, 4 * unit)),
    )
