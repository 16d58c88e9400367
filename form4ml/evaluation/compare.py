"""Two evaluations of the same filings side by side: what differs, whether by chance, and every value that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from form4ml.evaluation.intervals import DRAWS, Paired, by_filing, kept, paired
from form4ml.evaluation.match import RecordMatch, Value
from form4ml.evaluation.metrics import Counts, by_field, everything, exact, is_core
from form4ml.evaluation.store import Evaluation, EvaluationError


class Change(NamedTuple):
    """One value on which A and B differ; a side that did not give the value at all is None."""

    stem: str
    field: str
    gold: str | None
    at: str  # the gold value's pointer, or the predicted one's where gold has none
    a: str | None
    b: str | None


class FieldDifference(NamedTuple):
    field: str
    a: Counts
    b: Counts

    @property
    def difference(self) -> float:
        return self.b.f1 - self.a.f1


@dataclass(frozen=True, slots=True)
class Comparison:
    filings: int
    core: Paired
    all: Paired
    exact: tuple[float, float]  # core exactness of A and of B
    fields: tuple[FieldDifference, ...]  # largest gain or loss first
    only_a: tuple[Change, ...]  # A was right, B was not; or B gave a value that is none
    only_b: tuple[Change, ...]
    left_out: tuple[str, ...]  # filings that only one side has


def _keyed(match: RecordMatch) -> tuple[dict[tuple[str, str], Value], dict[tuple[str, str, int], Value]]:
    """Values by their place in gold, and those without one by what they say."""
    gold: dict[tuple[str, str], Value] = {}
    extra: dict[tuple[str, str, int], Value] = {}
    for value in match.values:
        if value.gold_at is not None:
            gold[value.field, value.gold_at] = value
        else:
            said = str(value.predicted)
            place = sum(1 for field, other, _ in extra if (field, other) == (value.field, said))
            extra[value.field, said, place] = value
    return gold, extra


def _changes(a: RecordMatch, b: RecordMatch) -> tuple[list[Change], list[Change]]:
    (gold_a, extra_a), (gold_b, extra_b) = _keyed(a), _keyed(b)
    only_a: list[Change] = []
    only_b: list[Change] = []
    for (field, at), one in gold_a.items():
        other = gold_b.get((field, at))
        if other is None or (one.verdict == "right") == (other.verdict == "right"):
            continue
        change = Change(a.stem, field, one.gold, at, one.predicted, other.predicted)
        (only_a if one.verdict == "right" else only_b).append(change)
    for key in extra_b.keys() - extra_a.keys():
        value = extra_b[key]
        only_a.append(Change(a.stem, value.field, None, value.predicted_at or "", None, value.predicted))
    for key in extra_a.keys() - extra_b.keys():
        value = extra_a[key]
        only_b.append(Change(a.stem, value.field, None, value.predicted_at or "", value.predicted, None))
    return only_a, only_b


def compare(a: Evaluation, b: Evaluation, many: int = DRAWS) -> Comparison:
    """Compare A with B over the filings that both have. Raises EvaluationError where there are none."""
    left = {match.stem: match for match in a.matches}
    right = {match.stem: match for match in b.matches}
    stems = [stem for stem in left if stem in right]
    if not stems:
        raise EvaluationError("the two matches have no filing in common; compare evaluations of the same filings")
    ours, theirs = [left[stem] for stem in stems], [right[stem] for stem in stems]
    filings_a, filings_b = by_filing(ours), by_filing(theirs)
    results = {
        keep: paired(kept(filings_a.values(), keep), kept(filings_b.values(), keep), many=many)
        for keep in (is_core, everything)
    }
    fields_a, fields_b = by_field(ours), by_field(theirs)
    fields = [
        FieldDifference(name, fields_a.get(name, Counts()), fields_b.get(name, Counts()))
        for name in {**fields_a, **fields_b}
    ]
    only_a: list[Change] = []
    only_b: list[Change] = []
    for one, other in zip(ours, theirs, strict=True):
        mine, its = _changes(one, other)
        only_a += sorted(mine, key=lambda change: (change.field, change.at))
        only_b += sorted(its, key=lambda change: (change.field, change.at))
    return Comparison(
        filings=len(stems),
        core=results[is_core],
        all=results[everything],
        exact=(exact(ours, is_core), exact(theirs, is_core)),
        fields=tuple(sorted(fields, key=lambda row: (-abs(row.difference), row.field))),
        only_a=tuple(only_a),
        only_b=tuple(only_b),
        left_out=tuple(sorted(left.keys() ^ right.keys())),
    )


def lost_support(comparison: Comparison) -> bool:
    """Whether a gold value was compared on one side only, as with facts given to one evaluation and not to the other."""
    return any(row.a.support != row.b.support for row in comparison.fields)
