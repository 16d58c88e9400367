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
