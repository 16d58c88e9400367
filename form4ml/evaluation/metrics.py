"""Figures over matched values: counts that add up, precision, recall and F1 from them, and shares of whole records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from form4ml.evaluation.fields import BOXES, KEY_GROUPS, LOOSE
from form4ml.evaluation.match import RecordMatch, Value
from form4ml.evaluation.store import Evaluation
from form4ml.labels import MISSION

Keep = Callable[[str], bool]


def is_core(field: str) -> bool:
    """Everything but footnote text, remarks, footnote marks and the two check boxes at the head of the form."""
    return field not in LOOSE


def everything(_field: str) -> bool:
    return True


class Counts(NamedTuple):
    """Counts that may be added over fields and filings. `false` are predicted values that are not right."""

    right: int = 0
    false: int = 0
    absent: int = 0  # gold values that were not got
    invented: int = 0  # among the false: the form has no such value
    near: int = 0  # wrong but for punctuation and spaces

    def plus(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def support(self) -> int:
        return self.right + self.absent

    @property
    def wrong(self) -> int:
        return self.false + self.absent

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.absent) if self.right + self.absent else 1.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)

    @property
    def lenient(self) -> Counts:
        """The same with near misses taken for right."""
        return self._replace(
            right=self.right + self.near, false=self.false - self.near, absent=self.absent - self.near, near=0
        )

    @property
    def invention(self) -> float:
        """Invented values per predicted value."""
        return self.invented / max(1, self.right + self.false)


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def count_one(value: Value) -> Counts:
    right = value.verdict == "right"
    return Counts(
        right=int(right),
        false=int(not right and value.predicted is not None),
        absent=int(not right and value.gold is not None),
        invented=int(value.verdict == "invented"),
        near=int(value.near),
    )


def total(counts: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True))) if (counts := list(counts)) else Counts()


def by_field(matches: Iterable[RecordMatch]) -> dict[str, Counts]:
    """Counts of each field, in the order in which fields first occur."""
    found: dict[str, list[int]] = {}
    for match in matches:
        for value in match.values:
            row = found.setdefault(value.field, [0] * len(Counts._fields))
            for place, one in enumerate(count_one(value)):
                row[place] += one
    return {field: Counts(*row) for field, row in found.items()}


def count(matches: Iterable[RecordMatch], keep: Keep = everything) -> Counts:
    """Counts over all values of the fields that `keep` wants (micro average)."""
    return total(counts for field, counts in by_field(matches).items() if keep(field))


def exact(matches: Iterable[RecordMatch], keep: Keep = everything) -> float:
    """Share of filings without one wrong value among the fields that `keep` wants."""
    matches = list(matches)
    whole = sum(all(value.verdict == "right" for value in match.values if keep(value.field)) for match in matches)
    return whole / len(matches) if matches else 0.0


class Averages(NamedTuple):
    """One F1 each way: over all values, the mean of the fields, that mean weighted by support, the mean of filings."""

    micro: float
    macro: float
    weighted: float
    filings: float


def averages(matches: Iterable[RecordMatch], keep: Keep = is_core) -> Averages:
    matches = list(matches)
    fields = {field: counts for field, counts in by_field(matches).items() if keep(field)}
    support = sum(counts.support for counts in fields.values())
    per_filing = [count([match], keep).f1 for match in matches]
    return Averages(
        micro=total(fields.values()).f1,
        macro=sum(counts.f1 for counts in fields.values()) / len(fields) if fields else 0.0,
        weighted=sum(counts.f1 * counts.support for counts in fields.values()) / support if support else 0.0,
        filings=sum(per_filing) / len(per_filing) if per_filing else 0.0,
    )


GROUPINGS: Final[dict[str, Callable[[RecordMatch], str | None]]] = {
    "layout": lambda match: match.facts.layout,
    "era": lambda match: match.era,
    "quality": lambda match: match.facts.quality,
    "engine": lambda match: match.facts.engine,
    "psm": lambda match: match.facts.psm,
    "orientation": lambda match: match.facts.orientation,
    "variant": lambda match: match.variant or None,
}


def groups(evaluation: Evaluation, by: str) -> dict[str, list[RecordMatch]]:
    """Filings parted by one of GROUPINGS; those of which it is not known stay out."""
    found: dict[str, list[RecordMatch]] = {}
    for match in evaluation.matches:
        name = GROUPINGS[by](match)
        if name is not None:
            found.setdefault(name, []).append(match)
    return dict(sorted(found.items()))


def entities(matches: Iterable[RecordMatch]) -> dict[str, Counts]:
    """Counts of the entities that the project is named for."""
    fields = by_field(matches)
    return {name: total(counts for field, counts in fields.items() if field in KEY_GROUPS[name]) for name in MISSION}


def boxes(fields: Mapping[str, Counts]) -> Counts:
    """Both check boxes at the head of the form."""
    return total(fields[field] for field in BOXES if field in fields)


def figures(counts: Counts) -> dict[str, Any]:
    """Counts and shares for a report."""
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "support": counts.support,
        **counts._asdict(),
    }


def worst(evaluation: Evaluation, most: int) -> list[tuple[RecordMatch, list[Value]]]:
    """The filings with the most wrong values, and these values."""
    failed = [(match, [value for value in match.values if value.verdict != "right"]) for match in evaluation.matches]
    failed.sort(key=lambda row: -sum(count_one(value).wrong for value in row[1]))
    return [row for row in failed[:most] if row[1]]
