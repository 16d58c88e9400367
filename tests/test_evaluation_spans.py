"""Span scores are those of nervaluate; pieces of one value count as one entity; notes do not hide what stands in them."""

from __future__ import annotations

import io
import json
import random

import pytest
from rich.console import Console

from form4ml.corpus import Annotation, Span
from form4ml.evaluation.render import print_spans
from form4ml.evaluation.spans import (
    MODES,
    NOTHING,
    SpanCounts,
    SpanReport,
    count_spans,
    entities_of,
    overlap,
    span_report,
)

LABELS = ("ISSUER", "TICKER", "OWNER_NAME", "DATE")
THEIR_NAMES = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}


def annotation(name: str, spans: list[Span]) -> Annotation:
    return Annotation(name, tuple(spans), ())


def random_spans(chance: random.Random, near: list[Span]) -> list[Span]:
    """Spans of one line; some are those of `near`, moved or relabelled a little."""
    spans = []
    for span in near:
        roll = chance.random()
        if roll < 0.4:
            spans.append(span)
        elif roll < 0.7:
            start = max(0, span.start + chance.randint(-3, 3))
            spans.append(span._replace(start=start, end=max(start + 1, span.end + chance.randint(-3, 3))))
        elif roll < 0.8:
            spans.append(span._replace(label=chance.choice(LABELS)))
    for _ in range(chance.randint(0, 3)):
        start = chance.randint(0, 400)
        spans.append(Span(0, start, start + chance.choice((1, 4, 9, 150)), chance.choice(LABELS), 0))
    unique = {(s.start, s.end, s.label): s for s in spans}
    return [span._replace(group=place) for place, span in enumerate(unique.values())]


def test_agrees_with_nervaluate_on_random_spans() -> None:
    nervaluate = pytest.importorskip("nervaluate")
    chance = random.Random(9)
    for _ in range(60):
        gold, predicted = [], []
        for place in range(chance.randint(1, 4)):
            ours = random_spans(chance, [])
            gold.append(annotation(str(place), ours))
            predicted.append(random_spans(chance, ours))
        report = span_report(gold, {str(place): spans for place, spans in enumerate(predicted)})
        as_dicts = [
            [
                [{"label": e.label, "start": e.pieces[0][1], "end": e.pieces[0][2] - 1} for e in entities_of(spans)]
                for spans in side
            ]
            for side in ([a.spans for a in gold], predicted)
        ]
        theirs = nervaluate.Evaluator(*as_dicts, tags=list(LABELS), loader="dict").evaluate()
        names = ("correct", "incorrect", "partial", "missed", "spurious", "precision", "recall", "f1")
        for mode in MODES:
            pairs = [(report.overall[mode], theirs["overall"][THEIR_NAMES[mode]])]
            pairs += [
                (report.labels[label][mode], theirs["entities"][label][THEIR_NAMES[mode]]) for label in report.labels
            ]
            for mine, other in pairs:
                assert [getattr(mine, name) for name in names] == pytest.approx(
                    [getattr(other, name) for name in names]
                )


def test_pieces_of_one_group_are_one_entity() -> None:
    gold = [Span(4, 0, 10, "ISSUER", 1), Span(5, 0, 4, "ISSUER", 1), Span(5, 6, 9, "ISSUER", 2)]
    assert [entity.pieces for entity in entities_of(gold)] == [((4, 0, 10), (5, 0, 4)), ((5, 6, 9),)]
    predicted = [Span(4, 0, 10, "ISSUER", 7), Span(5, 6, 9, "ISSUER", 8)]
    report = span_report([annotation("a", gold)], {"a": predicted})
    assert report.overall["strict"] == SpanCounts(correct=1, incorrect=1)
    assert report.overall["partial"] == SpanCounts(correct=1, partial=1)
    assert report.overall["type"].f1 == 1.0


def test_entities_inside_a_note_are_scored_beside_it() -> None:
    gold = [Span(1, 0, 90, "FOOTNOTE", 1), Span(1, 20, 30, "PRICE_RANGE", 2)]
    report = span_report([annotation("a", gold)], {"a": [gold[1], gold[0]._replace(end=80)]})
    assert report.labels["PRICE_RANGE"]["strict"].f1 == 1.0
    assert report.overall["strict"] == SpanCounts(correct=1, incorrect=1)


def test_confusions_and_errors_name_both_sides() -> None:
    gold = [Span(0, 0, 5, "ISSUER", 1), Span(2, 0, 5, "DATE", 2)]
    predicted = [Span(0, 0, 5, "OWNER_NAME", 1), Span(9, 0, 2, "TICKER", 2)]
    report = span_report([annotation("a", gold)], {"a": predicted})
    assert report.confusions == {("ISSUER", "OWNER_NAME"): 1, ("DATE", NOTHING): 1, (NOTHING, "TICKER"): 1}
    assert len(report.errors) == 3


def test_a_document_without_predictions_is_all_missed() -> None:
    report = span_report([annotation("a", [Span(0, 0, 5, "DATE", 1)])], {})
    assert report.overall["strict"] == SpanCounts(missed=1)
    assert report.overall["strict"].recall == 0.0


def test_a_sliver_of_a_long_note_does_not_touch_it() -> None:
    long, sliver = (entities_of([Span(0, 0, end, "FOOTNOTE", 1)]) for end in (1000, 5))
    assert overlap(long[0], sliver[0]) == 5
    assert count_spans(long, sliver, "partial") == SpanCounts(missed=1, spurious=1)


def test_a_report_is_saved_read_back_and_printed() -> None:
    gold = [Span(0, 0, 5, "ISSUER", 1), Span(2, 0, 5, "DATE", 2), Span(3, 0, 2, "DATE", 2)]
    report = span_report([annotation("a", gold)], {"a": [Span(0, 0, 5, "OWNER_NAME", 1), *gold[1:2]]})
    assert SpanReport.from_dict(json.loads(json.dumps(report.as_dict()))) == report
    stream = io.StringIO()
    print_spans(report, Console(file=stream, width=140))
    assert "What was taken for what" in stream.getvalue() and "OWNER_NAME" in stream.getvalue()
