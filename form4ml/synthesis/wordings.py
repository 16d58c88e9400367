"""Footnotes without pages: many more wordings than are worth printing and scanning, set as text lines.

The tagger of the notes needs variety of wording more than variety of pixels. These documents hold a filing's notes
alone, broken into lines as prints break them, some with added character swaps; they say so in their meta, and only the
notes' tagger learns from them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from form4ml.corpus import Annotated, Annotation, Span
from form4ml.document import Document, Line, Page, Word
from form4ml.synthesis.facts import Facts
from form4ml.synthesis.filings import make
from form4ml.synthesis.made import Made, NoteSpan
from form4ml.synthesis.noise import add_noise

ONLY = "notes"  # meta["only"]: which tagger learns from such a document


def wordings(facts: Facts, seed: int, count: int) -> Iterator[Annotated]:
    """Documents of notes that state facts (and a few that state none), none from filings kept for validation."""
    index = made_so_far = 0
    while made_so_far < count:
        rng = random.Random(f"{seed}:{index}:notes")
        made = make(facts, seed, index)
        index += 1
        told = sum(len(spans) for spans in made.note_spans.values())
        if not made.filing.footnotes or (not told and rng.random() > 0.15):
            continue
        yield _set(made, f"notes-{index - 1:06d}", rng)
        made_so_far += 1


def _set(made: Made, name: str, rng: random.Random) -> Annotated:
    setter = _Setter()
    width = rng.choice((70, 95, 120, 150, 175, 200))
    numbered = rng.random() < 0.45  # the viewer's "1. text"; else the compact print's mark beside the paragraph
    setter.line(["Explanation", "of", "Responses:"], "boiler", [])
    for number, note in enumerate(made.filing.footnotes, 1):
        if note.text:
            setter.note(note.text, made.note_spans.get(note.id, ()), number, width, numbered, rng)
    document = setter.document(name)
    spans = tuple(setter.spans)
    meta: dict[str, object] = {"only": ONLY, "split": "train", "issuer": made.filing.issuer.name, "era": made.era}
    if rng.random() < 0.5:
        rate = rng.uniform(0.002, 0.02)
        document, found, _ = add_noise(document, spans, rate, rng)
        spans, meta["added_noise"] = found, rate
    return Annotated(document, Annotation(name, spans, tuple(setter.parts), made.filing.model_dump(mode="json"), meta))


class _Setter:
    """Lines under construction, with the spans that stand on them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self.groups = 0

    def line(self, words: list[str], part: str, spans: list[tuple[int, int, str, int]]) -> None:
        number, at, made = len(self.lines), 0, []
        for word in words:
            made.append(Word(word, number, at, at + len(word)))
            at += len(word) + 1
        self.lines.append(Line(" ".join(words), 0, tuple(made)))
        self.parts.append(part if words else "")
        self.spans += [Span(number, start, end, label, group) for start, end, label, group in spans]

    def group(self) -> int:
        self.groups += 1
        return self.groups

    def note(
        self, text: str, told: tuple[NoteSpan, ...], number: int, width: int, numbered: bool, rng: random.Random
    ) -> None:
        rows = _broken(text, width)
        mark = f"{number}." if numbered else f"({number})"
        beside = 0 if numbered else (len(rows) - 1) // 2
        alone = not numbered and rng.random() < 0.2  # the mark on a line of its own
        whole = self.group()
        groups = [self.group() for _ in told]
        for at, (start, end) in enumerate(rows):
            spans: list[tuple[int, int, str, int]] = []
            words = text[start:end].split(" ")
            shift = 0
            if at == beside:
                if alone:
                    self.line([mark], "notes", [(0, len(mark), "FOOTNOTE_ID", self.group())])
                    self.line([], "", [])
                else:
                    words = [mark, *words]
                    spans.append((0, len(mark), "FOOTNOTE_ID", self.group()))
                    shift = len(mark) + 1
            spans.append((shift, shift + end - start, "FOOTNOTE", whole))
            for span, group in zip(told, groups, strict=True):
                first, last = max(span.start, start), min(span.end, end)
                if first < last:
                    spans.append((first - start + shift, last - start + shift, span.label, group))
            self.line(words, "notes", spans)
        if rng.random() < 0.6:
            self.line([], "", [])

    def document(self, name: str) -> Document:
        return Document(name, "text", "", (Page(1),), tuple(self.lines), engine="none")


def _broken(text: str, width: int) -> list[tuple[int, int]]:
    """(start, end) of each line of a text broken at spaces."""
    out: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = text.find(" ", start + width)
            if cut < 0:
                break
        out.append((start, cut))
        start = cut + 1
    out.append((start, len(text)))
    return [(a, b) for a, b in out if b > a]
