"""Where errors come from: the OCR, the tagger, the assembly or the reading of a value; and what the OCR leaves to find.

lost: the value's words do not stand in the text (wrapped and interleaved words do stand). mistagged: they stand there,
but no predicted span of a right label covers them. misassembled: a right span covers them and did not reach its field.
misnormalised: the field was read from the right words and got another value. mark: a check mark, which has no words
and no gold span to judge by. invented: the form has no such value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from form4ml.corpus import Annotation
from form4ml.evaluation.fields import KIND_OF, LABELS_OF
from form4ml.evaluation.match import Cause, RecordMatch, Standing, Value
from form4ml.evaluation.spans import entities_of
from form4ml.evaluation.written import Text, mark_of, standing

CAUSES: Final[tuple[Cause, ...]] = ("lost", "mistagged", "misassembled", "misnormalised", "mark", "invented")
Labelled = tuple[str, str]  # a span's label and its text


@dataclass(frozen=True)
class Material:
    """What a value's fate is judged by: the text as read, the predicted spans, and gold spans where it is annotated."""

    text: str
    entities: tuple[Labelled, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)  # text as read, by pointer
    gold: tuple[Labelled, ...] | None = None

    @cached_property
    def content(self) -> Text:
        return Text(self.text)


class Share(NamedTuple):
    """Of `values` gold values so many stand in the text in one place, and so many more with their words scattered."""

    values: int = 0
    together: int = 0
    scattered: int = 0

    @property
    def ceiling(self) -> float:
        return (self.together + self.scattered) / self.values if self.values else 1.0


@dataclass(frozen=True, slots=True)
class CauseReport:
    counts: dict[str, dict[Cause, int]]  # how often each cause strikes each field, the most stricken first after "all"
    ceiling: dict[str, Share]  # by kind of value, "all" first


def labelled(annotation: Annotation, lines: Sequence[str]) -> tuple[Labelled, ...]:
    """Label and text of each annotated value, its pieces in reading order."""
    return tuple(
        (entity.label, " ".join(lines[line][start:end] for line, start, end in entity.pieces if line < len(lines)))
        for entity in entities_of(annotation.spans)
    )


def material_of(prediction: Mapping[str, Any], lines: Sequence[str], annotation: Annotation | None = None) -> Material:
    """Material out of a reading as written (`entities`, `evidence`), the input's lines, and gold spans if there are."""
    return Material(
        text="\n".join(lines),
        entities=tuple((str(e.get("label")), str(e.get("text"))) for e in prediction.get("entities") or ()),
        evidence={at: str(one.get("text")) for at, one in (prediction.get("evidence") or {}).items()},
        gold=None if annotation is None else labelled(annotation, lines),
    )


@lru_cache(maxsize=4096)
def _prepared(words: str) -> Text:
    return Text(words)


def _covers(spans: Iterable[Labelled], value: Value) -> bool:
    wanted = LABELS_OF.get(value.field, ())
    said = value.gold or ""
    return any(
        label in wanted and (_is_mark(value) or standing(_prepared(words), value.field, said) != "absent")
        for label, words in spans
    )


def _is_mark(value: Value) -> bool:
    return KIND_OF.get(value.field) == "flag"


def stands(material: Material, value: Value) -> Standing | None:
    """Whether a gold value's words are there; None for check marks of a document without gold spans."""
    if material.gold is not None and LABELS_OF.get(value.field):
        if not _covers(material.gold, value):
            return "absent"
        if _is_mark(value):
            return "together"
    if _is_mark(value):
        return None
    if value.field == "row.footnotes":
        # One bracketed figure is the note's own number; a mark beside a value is another.
        return "together" if material.content.marks(mark_of(value.gold or "")) > 1 else "absent"
    return standing(material.content, value.field, value.gold or "")


def cause_of(material: Material, value: Value, there: Standing | None) -> Cause | None:
    """Why a value is not right, given whether the gold value stands in the text; None where it is right."""
    if value.verdict == "right":
        return None
    if value.gold is None:
        return "invented"
    if there is None:
        return "mark"
    if there == "absent":
        return "lost"
    read = material.evidence.get(value.predicted_at or "")
    if read is not None and not _is_mark(value) and standing(_prepared(read), value.field, value.gold) != "absent":
        return "misnormalised"
    return "misassembled" if _covers(material.entities, value) else "mistagged"


def explain(match: RecordMatch, material: Material) -> RecordMatch:
    """The match with the standing of every gold value and the cause of everything that is not right."""
    values: list[Value] = []
    for value in match.values:
        there = stands(material, value) if value.gold is not None else None
        values.append(value._replace(standing=there, cause=cause_of(material, value, there)))
    return replace(match, values=tuple(values))


def cause_report(matches: Iterable[RecordMatch]) -> CauseReport | None:
    """Causes and ceiling over explained matches; None where none was explained."""
    causes: dict[str, Counter[Cause]] = {"all": Counter()}
    standings: dict[str, Counter[Standing]] = {"all": Counter()}
    for match in matches:
        for value in match.values:
            if value.cause:
                for name in ("all", value.field):
                    causes.setdefault(name, Counter())[value.cause] += 1
            if value.standing:
                for kind in ("all", KIND_OF.get(value.field, value.field)):
                    standings.setdefault(kind, Counter())[value.standing] += 1
    if not standings["all"]:
        return None
    ranked = sorted(causes.items(), key=lambda row: (row[0] != "all", -row[1].total(), row[0]))
    return CauseReport(
        counts={name: {cause: tally[cause] for cause in CAUSES} for name, tally in ranked},
        ceiling={
            kind: Share(tally.total(), tally["together"], tally["scattered"]) for kind, tally in standings.items()
        },
    )
