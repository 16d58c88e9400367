"""Whether a stated confidence is what it says: reliability bins, expected calibration error, coverage at a precision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from form4ml.evaluation.fields import WITHOUT_ONE_EVIDENCE
from form4ml.evaluation.match import RecordMatch

BINS: Final = 15
WANTED_PRECISION: Final = 0.99

Sure = tuple[float, bool]  # a value's confidence and whether it was right


class Bin(NamedTuple):
    low: float
    high: float
    values: int
    confidence: float  # mean
    right: float  # share


class Point(NamedTuple):
    """Keeping every value of at least `threshold` keeps this share of all, this precise."""

    threshold: float
    coverage: float
    precision: float


class Calibration(NamedTuple):
    bins: tuple[Bin, ...]
    error: float  # expected calibration error
    coverage: float  # share of values kept at WANTED_PRECISION
    values: int


def confidences(matches: Iterable[RecordMatch]) -> list[Sure]:
    """Confidences of predicted values that one piece of evidence speaks for, in the order of the form."""
    return [
        (value.confidence, value.verdict == "right")
        for match in matches
        for value in match.values
        if value.confidence is not None and value.field not in WITHOUT_ONE_EVIDENCE
    ]


def reliability(sure: list[Sure], count: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal width over 0 to 1; empty ones are left out."""
    members: dict[int, list[Sure]] = {}
    for one in sure:
        members.setdefault(min(int(one[0] * count), count - 1), []).append(one)
    return tuple(
        Bin(
            low=place / count,
            high=(place + 1) / count,
            values=len(members[place]),
            confidence=sum(confidence for confidence, _ in members[place]) / len(members[place]),
            right=sum(right for _, right in members[place]) / len(members[place]),
        )
        for place in sorted(members)
    )


def coverage_at(sure: list[Sure], precision: float = WANTED_PRECISION) -> float:
    """Largest share of values, surest first, of which this share is right; equal confidences in the order given."""
    kept = hits = 0
    for place, (_, right) in enumerate(sorted(sure, key=lambda one: -one[0]), 1):
        hits += right
        if hits / place >= precision:
            kept = place
    return kept / len(sure) if sure else 0.0


def curve(sure: list[Sure], points: int = 200) -> list[Point]:
    """Precision against coverage, from the surest value down; a threshold never parts equal confidences."""
    ranked = sorted(sure, key=lambda one: -one[0])
    found: list[Point] = []
    hits = 0
    for place, (confidence, right) in enumerate(ranked, 1):
        hits += right
        if place == len(ranked) or ranked[place][0] != confidence:
            found.append(Point(confidence, place / len(ranked), hits / place))
    step = max(1, len(found) // points)
    thinned = found[::step]
    return thinned if not found or thinned[-1] == found[-1] else [*thinned, found[-1]]


def calibrate(matches: Iterable[RecordMatch]) -> Calibration | None:
    """Calibration of all confidences, or None where there are none."""
    sure = confidences(matches)
    if not sure:
        return None
    bins = reliability(sure)
    error = 0.0
    for one in bins:
        error += abs(one.confidence - one.right) * one.values / len(sure)
    return Calibration(bins, error, coverage_at(sure), len(sure))
