"""Tagged spans against gold spans in the four ways of SemEval 2013 task 9.1, as the package nervaluate defines them.

strict: boundaries and label; exact: boundaries alone; partial: any overlap, half a point where boundaries differ;
type: the label and any overlap. Pieces of one value (same label and group) are one entity. Notes and remarks contain
entities, so containers and what stands in them are scored in two separate planes and added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from form4ml.corpus import Annotation, Span
from form4ml.evaluation.metrics import harmonic

Mode = Literal["strict", "exact", "partial", "type"]
MODES: Final[tuple[Mode, ...]] = ("strict", "exact", "partial", "type")
CONTAINERS: Final[frozenset[str]] = frozenset({"FOOTNOTE", "REMARKS"})
NOTHING: Final = "(none)"
LEAST_OVERLAP: Final = 0.01  # share of the gold entity's characters below which two entities do not touch


class Entity(NamedTuple):
    """One tagged value: its label and its pieces (line, start, end) in reading order."""

    label: str
    pieces: tuple[tuple[int, int, int], ...]

    @property
    def length(self) -> int:
        return sum(end - start for _, start, end in self.pieces)


class SpanCounts(NamedTuple):
    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missed: int = 0
    spurious: int = 0

    def plus(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def credit(self) -> float:
        return self.correct + 0.5 * self.partial

    @property
    def predicted(self) -> int:
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def support(self) -> int:
        return self.correct + self.incorrect + self.partial + self.missed

    @property
    def precision(self) -> float:
        return self.credit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.credit / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


class SpanError(NamedTuple):
    """A gold entity that was not got strictly, or a predicted one without gold (`gold` is None)."""

    document: str
    gold: Entity | None
    predicted: Entity | None


@dataclass(frozen=True, slots=True)
class SpanReport:
    """Counts a mode over all labels and a label, which label was taken for which, and every entity that went wrong."""

    overall: dict[Mode, SpanCounts]
    labels: dict[str, dict[Mode, SpanCounts]]
    confusions: dict[tuple[str, str], int]  # (gold label, predicted label), NOTHING where one side has none
    errors: tuple[SpanError, ...]
    documents: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "overall": {mode: _figures(counts) for mode, counts in self.overall.items()},
            "labels": {
                label: {mode: _figures(counts) for mode, counts in modes.items()}
                for label, modes in self.labels.items()
            },
            "confusions": [[gold, predicted, times] for (gold, predicted), times in self.confusions.items()],
            "errors": [[one.document, one.gold, one.predicted] for one in self.errors],
        }

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> SpanReport:
        """Back from what `as_dict` gave, JSON in between or not."""
        return cls(
            overall=_counts_of(plain["overall"]),
            labels={label: _counts_of(modes) for label, modes in plain["labels"].items()},
            confusions={(gold, predicted): times for gold, predicted, times in plain["confusions"]},
            errors=tuple(
                SpanError(document, _entity(gold), _entity(predicted)) for document, gold, predicted in plain["errors"]
            ),
            documents=plain["documents"],
        )


def _counts_of(plain: Mapping[str, Mapping[str, Any]]) -> dict[Mode, SpanCounts]:
    return {mode: SpanCounts(**{name: plain[mode][name] for name in SpanCounts._fields}) for mode in MODES}


def _entity(plain: Sequence[Any] | None) -> Entity | None:
    if plain is None:
        return None
    label, pieces = plain
    return Entity(label, tuple((line, start, end) for line, start, end in pieces))


def _figures(counts: SpanCounts) -> dict[str, float]:
    return {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
        "support": counts.support,
        **counts._asdict(),
    }


def entities_of(spans: Iterable[Span]) -> list[Entity]:
    """Spans joined by label and group, in reading order."""
    pieces: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for span in spans:
        pieces.setdefault((span.label, span.group), []).append((span.line, span.start, span.end))
    found = [Entity(label, tuple(sorted(places))) for (label, _), places in pieces.items()]
    return sorted(found, key=lambda entity: (entity.pieces, entity.label))


def overlap(a: Entity, b: Entity) -> int:
    """Characters that two entities share."""
    return sum(
        max(0, min(end, other_end) - max(start, other_start))
        for line, start, end in a.pieces
        for other_line, other_start, other_end in b.pieces
        if line == other_line
    )


def _touch(gold: Entity, predicted: Entity) -> bool:
    shared = overlap(gold, predicted)
    return shared > 0 and shared / gold.length >= LEAST_OVERLAP


def _distance(a: Entity, b: Entity) -> tuple[int, int]:
    (line, start, _), (other_line, other_start, _) = a.pieces[0], b.pieces[0]
    (last, _, end), (other_last, _, other_end) = a.pieces[-1], b.pieces[-1]
    return abs(line - other_line) + abs(last - other_last), abs(start - other_start) + abs(end - other_end)


class _Answers:
    """Gold entities that no prediction has answered yet, found by the lines they stand in."""

    def __init__(self, gold: Sequence[Entity]) -> None:
        self.gold = gold
        self.open = [True] * len(gold)
        self.lines: dict[int, list[int]] = {}
        for place, entity in enumerate(gold):
            for line in dict.fromkeys(line for line, _, _ in entity.pieces):
                self.lines.setdefault(line, []).append(place)

    def near(self, predicted: Entity) -> Iterator[int]:
        places = {place for line, _, _ in predicted.pieces for place in self.lines.get(line, ())}
        return (place for place in sorted(places) if self.open[place])

    def first(self, predicted: Entity, wanted: Callable[[Entity, Entity], bool]) -> int | None:
        return next((place for place in self.near(predicted) if wanted(self.gold[place], predicted)), None)

    def closest(self, predicted: Entity) -> int | None:
        fit = [
            p for p in self.near(predicted) if _same_label(self.gold[p], predicted) and _touch(self.gold[p], predicted)
        ]
        return min(fit, key=lambda place: _distance(self.gold[place], predicted), default=None)


def _same(gold: Entity, predicted: Entity) -> bool:
    return gold == predicted


def _same_place(gold: Entity, predicted: Entity) -> bool:
    return gold.pieces == predicted.pieces


def _same_label(gold: Entity, predicted: Entity) -> bool:
    return gold.label == predicted.label


# A mode: what makes an answer correct, and what one is that only touches the gold entity.
_RULES: Final[dict[Mode, tuple[Callable[[_Answers, Entity], int | None], str]]] = {
    "strict": (lambda answers, entity: answers.first(entity, _same), "incorrect"),
    "exact": (lambda answers, entity: answers.first(entity, _same_place), "incorrect"),
    "partial": (lambda answers, entity: answers.first(entity, _same_place), "partial"),
    "type": (lambda answers, entity: answers.closest(entity), "incorrect"),
}


def count_spans(gold: Sequence[Entity], predicted: Sequence[Entity], mode: Mode) -> SpanCounts:
    """Counts for one document; predictions answer in the order given, each gold entity is answered once."""
    correct, touching = _RULES[mode]
    answers = _Answers(gold)
    tally: Counter[str] = Counter()
    for entity in predicted:
        place, verdict = correct(answers, entity), "correct"
        if place is None:
            place, verdict = answers.first(entity, _touch), touching
        if place is None:
            verdict = "spurious"
        else:
            answers.open[place] = False
        tally[verdict] += 1
    tally["missed"] = sum(answers.open)
    return SpanCounts(**tally)


def _planes(entities: Sequence[Entity]) -> tuple[list[Entity], list[Entity]]:
    containers = [entity for entity in entities if entity.label in CONTAINERS]
    return containers, [entity for entity in entities if entity.label not in CONTAINERS]


def _aligned(gold: Sequence[Entity], predicted: Sequence[Entity]) -> Iterator[tuple[Entity | None, Entity | None]]:
    """Gold and predicted entities by greatest overlap, same label first; then what is left on either side."""
    answers = _Answers(gold)
    shared = [
        (overlap(gold[place], entity), _same_label(gold[place], entity), place, other)
        for other, entity in enumerate(predicted)
        for place in answers.near(entity)
    ]
    shared.sort(key=lambda row: (-row[0], not row[1], row[2], row[3]))
    taken: set[int] = set()
    for size, _, place, other in shared:
        if size and answers.open[place] and other not in taken:
            answers.open[place] = False
            taken.add(other)
            yield gold[place], predicted[other]
    yield from ((entity, None) for entity, still in zip(gold, answers.open, strict=True) if still)
    yield from ((None, entity) for other, entity in enumerate(predicted) if other not in taken)


def span_report(gold: Sequence[Annotation], predicted: Mapping[str, Sequence[Span]]) -> SpanReport:
    """Score predicted spans (by document name) against gold; a document without predictions counts as all missed."""
    overall: dict[Mode, SpanCounts] = dict.fromkeys(MODES, SpanCounts())
    labels: dict[str, dict[Mode, SpanCounts]] = {}
    confusions: Counter[tuple[str, str]] = Counter()
    errors: list[SpanError] = []
    for annotation in gold:
        sides = entities_of(annotation.spans), entities_of(predicted.get(annotation.name, ()))
        for ours, theirs in zip(*map(_planes, sides), strict=True):
            for mode in MODES:
                overall[mode] = overall[mode].plus(count_spans(ours, theirs, mode))
            for one, other in _aligned(ours, theirs):
                confusions[one.label if one else NOTHING, other.label if other else NOTHING] += 1
                if one != other:
                    errors.append(SpanError(annotation.name, one, other))
        for label in sorted({entity.label for side in sides for entity in side}):
            ours, theirs = ([entity for entity in side if entity.label == label] for side in sides)
            modes = labels.setdefault(label, dict.fromkeys(MODES, SpanCounts()))
            for mode in MODES:
                modes[mode] = modes[mode].plus(count_spans(ours, theirs, mode))
    return SpanReport(
        overall=overall,
        labels=dict(sorted(labels.items())),
        confusions=dict(confusions.most_common()),
        errors=tuple(errors),
        documents=len(gold),
    )
