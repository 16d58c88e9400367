"""A model's spans on annotated filings, for scoring: fragments as annotation-like spans in the document's own lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from form4ml.corpus import Annotated, Annotation, Span, load
from form4ml.evaluation.spans import CONTAINERS
from form4ml.labels import NOTE_ENTITIES
from form4ml.layout.view import Token, view
from form4ml.tagged import Tagged
from form4ml.tagging.run import split_of
from form4ml.tagging.tagger import Tagger


def held(corpus: Path, annotations: Path, split: str) -> list[Annotated]:
    """Annotated filings of a split, documents of notes alone left out."""
    return [
        item for item in load(corpus, annotations) if split_of(item) == split and not item.annotation.meta.get("only")
    ]


def spans_of(tagged: Tagged) -> list[Span]:
    """Predicted spans; a continuing fragment belongs to the last one of its label that was opened.

    A note's text runs on through the dates and prices that stand in it, as it does in an annotation.
    """
    groups: dict[str, int] = {}
    runs: list[tuple[str, int, list[int]]] = []  # label, group and tokens
    notes = _Notes()
    for number, fragment in enumerate(tagged.fragments, 1):
        if fragment.opens or fragment.label not in groups:
            groups[fragment.label] = number
        group, own = groups[fragment.label], list(range(fragment.first, fragment.last))
        if fragment.label in CONTAINERS:
            notes.text(fragment.label, group, own)
            continue
        if fragment.label in NOTE_ENTITIES:
            notes.fact(own)
        elif fragment.label == "FOOTNOTE_ID":
            notes.mark()
        runs.append((fragment.label, group, own))
    runs += [(label, group, sorted(own)) for (label, group), own in notes.tokens.items()]
    tokens = tagged.view.tokens
    return sorted(span for label, group, own in runs for span in _pieces(tokens, own, label, group))


class _Notes:
    """The tokens of each note, facts that stand in it included."""

    def __init__(self) -> None:
        self.tokens: dict[tuple[str, int], list[int]] = {}
        self.open: tuple[str, int] | None = None
        self.waiting: list[int] = []  # facts that a note begins with, before its text is seen

    def text(self, label: str, group: int, own: list[int]) -> None:
        self.open = (label, group)
        self.tokens.setdefault(self.open, []).extend(self.waiting + own)
        self.waiting = []

    def fact(self, own: list[int]) -> None:
        (self.waiting if self.open is None else self.tokens[self.open]).extend(own)

    def mark(self) -> None:
        self.open = None


def _pieces(tokens: list[Token], own: list[int], label: str, group: int) -> Iterator[Span]:
    """Stretches of one line with no word of another label between."""
    run: list[int] = []
    for i in own:
        if run and (tokens[i].line != tokens[run[-1]].line or not 0 <= tokens[i].start - tokens[run[-1]].end <= 1):
            yield _span(tokens, run, label, group)
            run = []
        run.append(i)
    if run:
        yield _span(tokens, run, label, group)


def _span(tokens: list[Token], run: list[int], label: str, group: int) -> Span:
    return Span(tokens[run[0]].line, tokens[run[0]].start, tokens[run[-1]].end, label, group)


def predicted_spans(
    tagger: Tagger, items: Iterable[Annotated], way: str
) -> tuple[list[Annotation], dict[str, list[Span]]]:
    """Gold annotations and the tagger's spans by document name, looking at the documents in one way."""
    gold: list[Annotation] = []
    found: dict[str, list[Span]] = {}
    for item in items:
        seen = view(item.document, boxes=way != "text", cells=way == "cells")
        found[item.annotation.name] = spans_of(tagger.tag_views([seen])[0])
        gold.append(item.annotation)
    return gold, found
