"""A report on an evaluation as plain tables and points, which every output (terminal, JSON, Markdown, HTML) shows alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from form4ml.evaluation.calibration import Bin, Point, calibrate, confidences, curve
from form4ml.evaluation.causes import CAUSES, CauseReport, cause_report
from form4ml.evaluation.fields import KEY_GROUPS
from form4ml.evaluation.intervals import Interval, by_filing, interval, kept
from form4ml.evaluation.match import RecordMatch
from form4ml.evaluation.metrics import (
    Averages,
    Counts,
    Keep,
    averages,
    by_field,
    count,
    entities,
    everything,
    exact,
    groups,
    is_core,
    total,
    worst,
)
from form4ml.evaluation.spans import MODES, SpanReport
from form4ml.evaluation.store import Evaluation, EvaluationError
from form4ml.labels import MISSION

SCHEMA: Final = "form4ml/evaluation-report/1"
SHOWN_GROUPS: Final = ("layout", "era", "quality", "engine", "psm")
CORE_NOTE: Final = (
    "core: all fields but footnote text, remarks, footnote marks and the two check boxes at the head of the form; "
    "intervals: 95 %, bootstrap over filings"
)

Kind = Literal["text", "count", "share", "interval"]
Cell = str | int | float | Interval | None


class Column(NamedTuple):
    name: str
    kind: Kind = "share"


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def as_dicts(self) -> list[dict[str, Any]]:
        return [dict(zip((column.name for column in self.columns), row, strict=True)) for row in self.rows]


class Wrong(NamedTuple):
    """One line of what went wrong in a filing."""

    field: str
    at: str
    gold: str | None
    predicted: str | None
    confidence: float | None
    cause: str | None


class LearningPoint(NamedTuple):
    filings: int  # trained on
    f1: float


def read_learning(path: Path) -> tuple[LearningPoint, ...]:
    """Points of a learning curve: [{"filings": 100, "f1": 0.9}, …]. Raises EvaluationError."""
    try:
        points = [LearningPoint(int(p["filings"]), float(p["f1"])) for p in json.loads(path.read_text("utf-8"))]
    except (ValueError, KeyError, TypeError) as problem:
        raise EvaluationError(f"{path}: expected a list of {{filings, f1}} ({problem})") from None
    return tuple(sorted(points))


class Filing(NamedTuple):
    stem: str
    wrong: int
    core_f1: float
    lines: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Report:
    about: dict[str, str]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    worst: tuple[Filing, ...] = ()
    bins: tuple[Bin, ...] = ()
    coverage: tuple[Point, ...] = ()
    learning: tuple[LearningPoint, ...] = ()

    def table(self, key: str) -> Table | None:
        return next((table for table in self.tables if table.key == key), None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "about": self.about,
            "notes": list(self.notes),
            **{table.key: table.as_dicts() for table in self.tables},
            "coverage": [point._asdict() for point in self.coverage],
            "learning": [point._asdict() for point in self.learning],
            "worst": [
                {**filing._asdict(), "lines": [line._asdict() for line in filing.lines]} for filing in self.worst
            ],
        }


_PRF: Final = (Column("precision"), Column("recall"), Column("f1"), Column("interval", "interval"))
_SPAN: Final = (Column("precision"), Column("recall"), Column("f1"))


def _prf(filings: Iterable[Mapping[str, Counts]], keep: Keep) -> tuple[Cell, ...]:
    each = kept(filings, keep)
    whole = total(each)
    return whole.precision, whole.recall, whole.f1, interval(each)


def _filings(matches: Iterable[RecordMatch]) -> list[dict[str, Counts]]:
    return list(by_filing(matches).values())


def _overview(matches: Sequence[RecordMatch]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    filings = _filings(matches)
    for name, keep in (("core", is_core), ("all", everything)):
        counts = count(matches, keep)
        rest = (counts.lenient.f1, counts.invention, exact(matches, keep))
        rows.append((name, len(matches), *_prf(filings, keep), *rest))
    columns = (Column("values", "text"), Column("filings", "count"), *_PRF)
    more = (Column("lenient f1"), Column("invented"), Column("exact"))
    note = CORE_NOTE + "; lenient: right but for punctuation and spaces counts as right; exact: whole filings right"
    return Table("overview", "Overview", columns + more, tuple(rows), note)


def _averages(matches: Sequence[RecordMatch]) -> Table:
    rows = [(name, *averages(matches, keep)) for name, keep in (("core", is_core), ("all", everything))]
    columns = (Column("values", "text"), *map(Column, Averages._fields))
    note = "micro: over all values; macro: mean of the fields; weighted: by support; filings: mean of the filings"
    return Table("averages", "F1 averaged in four ways", columns, tuple(rows), note)


def _entities(matches: Sequence[RecordMatch]) -> Table:
    found = entities(matches)
    filings = _filings(matches)
    rows: list[tuple[Cell, ...]] = [
        (name, found[name].support, *_prf(filings, KEY_GROUPS[name].__contains__), found[name].invented)
        for name in MISSION
    ]
    columns = (Column("entity", "text"), Column("support", "count"), *_PRF, Column("invented", "count"))
    return Table("entities", "Entities the project is named for", columns, tuple(rows))


def _group(evaluation: Evaluation, by: str) -> Table | None:
    parted = groups(evaluation, by)
    if len(parted) < 2:
        return None
    rows: list[tuple[Cell, ...]] = []
    for name, matches in parted.items():
        core = count(matches, is_core)
        rest = (core.invention, exact(matches, is_core), count(matches).f1)
        rows.append((name, len(matches), *_prf(_filings(matches), is_core), *rest))
    columns = (Column(by, "text"), Column("filings", "count"), *_PRF)
    more = (Column("invented"), Column("exact"), Column("all f1"))
    return Table(f"by_{by}", f"Core values by {by}", columns + more, tuple(rows))


def _fields(matches: Sequence[RecordMatch]) -> Table:
    ranked = sorted(by_field(matches).items(), key=lambda row: row[1].f1)
    filings = _filings(matches)
    rows: list[tuple[Cell, ...]] = [
        (name, c.support, *_prf(filings, name.__eq__), c.false - c.invented, c.absent, c.invented) for name, c in ranked
    ]
    columns = (Column("field", "text"), Column("support", "count"), *_PRF)
    more = (Column("wrong", "count"), Column("not got", "count"), Column("invented", "count"))
    return Table("fields", "Fields, worst first", columns + more, tuple(rows))


def _calibration(bins: Sequence[Bin], error: float, coverage: float, values: int) -> Table:
    rows = [(f"{one.low:.2f} to {one.high:.2f}", one.values, one.confidence, one.right) for one in bins]
    columns = (Column("confidence", "text"), Column("values", "count"), Column("mean"), Column("right"))
    note = (
        f"{values} values; expected calibration error {error:.4f}; {coverage:.1%} of the values kept at 99 % precision"
    )
    return Table("calibration", "Whether confidences hold", columns, tuple(rows), note)


def _cause_tables(causes: CauseReport) -> list[Table]:
    rows: list[tuple[Cell, ...]] = [
        (name, *(tally[cause] for cause in CAUSES)) for name, tally in causes.counts.items()
    ]
    columns = (Column("field", "text"), *(Column(cause, "count") for cause in CAUSES))
    note = (
        "lost: not in the text; mistagged: in the text, in no right span; misassembled: in a right span, not in its "
        "field; misnormalised: read from the right words, other value; mark: check marks; invented: not on the form"
    )
    shares = [(kind, s.values, s.together / max(1, s.values), s.ceiling) for kind, s in causes.ceiling.items()]
    kinds = (Column("kind", "text"), Column("values", "count"), Column("in one place"), Column("scattered counted in"))
    ceiling_note = "share of gold values whose words stand in the text: what no reader of that text can pass"
    return [
        Table("causes", "Where errors come from", columns, tuple(rows), note),
        Table("ceiling", "What the OCR leaves to find", kinds, tuple(shares), ceiling_note),
    ]


def span_tables(spans: SpanReport) -> list[Table]:
    """Tables of a span report, for this report or one of its own."""
    modes = [
        (mode, c.precision, c.recall, c.f1, c.correct, c.incorrect, c.partial, c.missed, c.spurious)
        for mode, c in spans.overall.items()
    ]
    tallies = tuple(Column(name, "count") for name in ("correct", "incorrect", "partial", "missed", "spurious"))
    labels: list[tuple[Cell, ...]] = [
        (label, c["strict"].support, c["strict"].precision, c["strict"].recall, *(c[mode].f1 for mode in MODES))
        for label, c in sorted(spans.labels.items(), key=lambda row: row[1]["strict"].f1)
    ]
    heads = (Column("label", "text"), Column("support", "count"), Column("precision"), Column("recall"))
    wrong = [(gold, predicted, times) for (gold, predicted), times in spans.confusions.items() if gold != predicted]
    pair = (Column("gold", "text"), Column("predicted", "text"), Column("times", "count"))
    return [
        Table(
            "spans", f"Spans (documents: {spans.documents})", (Column("mode", "text"), *_SPAN, *tallies), tuple(modes)
        ),
        Table("labels", "Labels, worst first", (*heads, *(Column(f"{m} f1") for m in MODES)), tuple(labels)),
        Table("confusions", "What was taken for what", pair, tuple(wrong)),
    ]


def _worst(evaluation: Evaluation, most: int) -> tuple[Filing, ...]:
    return tuple(
        Filing(
            match.stem,
            sum((value.predicted is not None) + (value.gold is not None) for value in values),
            count([match], is_core).f1,
            tuple(
                Wrong(
                    value.field,
                    value.gold_at or value.predicted_at or "",
                    value.gold,
                    value.predicted,
                    value.confidence,
                    value.cause,
                )
                for value in values
            ),
        )
        for match, values in worst(evaluation, most)
    )


def build_report(
    evaluation: Evaluation,
    *,
    spans: SpanReport | None = None,
    learning: Sequence[LearningPoint] = (),
    most: int = 10,
) -> Report:
    """Everything that is to be said of an evaluation; `most` is how many of the worst filings are told line by line."""
    matches = evaluation.matches
    tables = [_overview(matches), _averages(matches), _entities(matches)]
    tables += [table for by in SHOWN_GROUPS if (table := _group(evaluation, by))]
    tables.append(_fields(matches))
    calibration = calibrate(matches)
    if calibration:
        tables.append(_calibration(*calibration))
    causes = cause_report(matches)
    if causes:
        tables += _cause_tables(causes)
    if spans:
        tables += span_tables(spans)
    return Report(
        about=evaluation.about,
        notes=evaluation.notes,
        tables=tuple(tables),
        worst=_worst(evaluation, most),
        bins=calibration.bins if calibration else (),
        coverage=tuple(curve(confidences(matches))),
        learning=tuple(learning),
    )
