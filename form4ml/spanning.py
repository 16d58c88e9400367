"""A model's spans on annotated filings, for scoring: fragments as annotation-like spans in the document's own lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from form4ml.corpus import Annotated, Annotation, Span, load
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
    """Predicted spans; a continuing fragment belongs to the last one of its label that was opened."""
    tokens = tagged.view.tokens
    groups: dict[str, int] = {}
    out: list[Span] = []
    number = 0
    for fragment in tagged.fragments:
        if fragment.opens or fragment.label not in groups:
            number += 1
            groups[fragment.label] = number
        run: list[int] = []
        for i in range(fragment.first, fragment.last):
            if run and (tokens[i].line != tokens[run[-1]].line or not 0 <= tokens[i].start - tokens[run[-1]].end <= 1):
                out.append(_span(tokens, run, fragment.label, groups[fragment.label]))
                run = []
            run.append(i)
        out.append(_span(tokens, run, fragment.label, groups[fragment.label]))
    return out


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
