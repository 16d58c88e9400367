"""An annotated filing as other tools hold one: a single text and spans by character, with what they cannot hold beside it.

The text is the document's lines joined by line feeds, so a character's place and its (line, column) tell each other.
What the tools have no place for (words' boxes, parts of the form, the gold record) travels in one metadata field, and
groups of spans in another, so that a file written here reads back the same and a file edited elsewhere reads back edited.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final, NamedTuple

from form4ml.corpus import Annotated, Annotation, Span, document_from_plain, document_to_plain
from form4ml.document import Document, Line, Page, Word

FIELD: Final = "form4ml"  # name of the metadata field


class FormatError(ValueError):
    """A file that is not what its format says, in one line: which row, what is wrong."""


class FlatSpan(NamedTuple):
    start: int
    end: int
    label: str
    group: int


@dataclass(frozen=True, slots=True)
class Flat:
    name: str
    text: str
    spans: tuple[FlatSpan, ...]
    beside: dict[str, Any] = field(default_factory=dict)  # document, parts, filing, meta, groups: JSON values


def plain(value: Any) -> Any:
    """JSON values alone: decimals become the digits as filed."""
    return json.loads(json.dumps(value, default=str))


def _starts(lines: Iterable[str]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]


def _key(span: FlatSpan) -> str:
    return f"{span.start}-{span.end}-{span.label}"


def flatten(annotated: Annotated) -> Flat:
    """One text with spans by character."""
    lines = [line.text for line in annotated.document.lines]
    starts = _starts(lines)
    spans = tuple(
        FlatSpan(starts[span.line] + span.start, starts[span.line] + span.end, span.label, span.group)
        for span in annotated.annotation.spans
    )
    beside = {
        **kept_document(annotated.document),
        "parts": list(annotated.annotation.parts),
        "filing": annotated.annotation.filing,
        "meta": annotated.annotation.meta,
        "groups": {_key(span): span.group for span in spans},
    }
    return Flat(annotated.annotation.name, "\n".join(lines), spans, plain(beside))


def read_document(name: str, text: str) -> Document:
    """A plain-text document of a text; form feeds part its pages, each line's words are parted by white space."""
    lines: list[Line] = []
    page = 0
    for index, content in enumerate(text.split("\n")):
        page += content.count("\f")
        words: list[Word] = []
        at = 0
        for part in content.split():
            at = content.index(part, at)
            words.append(Word(part, index, at, at + len(part)))
            at += len(part)
        lines.append(Line(content, page, tuple(words)))
    return Document(name, "text", "", tuple(Page(number + 1) for number in range(page + 1)), tuple(lines))


def regrouped(spans: Iterable[tuple[int, int, str]], groups: Mapping[str, Any]) -> tuple[FlatSpan, ...]:
    """Spans with the groups remembered for them; new spans get a group of their own."""
    found: list[FlatSpan] = []
    fresh = max((int(group) for group in groups.values()), default=-1) + 1
    for start, end, label in spans:
        group = groups.get(_key(FlatSpan(start, end, label, 0)))
        if group is None:
            group, fresh = fresh, fresh + 1
        found.append(FlatSpan(start, end, label, int(group)))
    return tuple(found)


def _pieces(span: FlatSpan, starts: list[int], lines: list[str]) -> Iterator[Span]:
    """A span cut at line ends: none of ours runs over one, but other tools' may."""
    first = bisect_right(starts, span.start) - 1
    for index in range(first, len(lines)):
        if starts[index] >= span.end and index > first:
            break
        start = max(0, span.start - starts[index])
        end = min(len(lines[index]), span.end - starts[index])
        if start < end:
            yield Span(index, start, end, span.label, span.group)


def kept_document(document: Document) -> dict[str, Any]:
    """A document for the metadata field: whole where its lines are words parted by single blanks, else its text."""
    kept = document_to_plain(document)
    lines = [line.text for line in document.lines]
    if [line.text for line in document_from_plain(kept).lines] == lines:
        return {"document": kept}
    return {"text": "\n".join(lines)}


def document_of(name: str, text: str, beside: Mapping[str, Any]) -> Document:
    """The document kept beside a text; one read from the text where it was edited or never came from here."""
    if beside.get("document"):
        document = document_from_plain(beside["document"])
        if not text or "\n".join(line.text for line in document.lines) == text:
            return document
    return read_document(name, text)


def unflatten(flat: Flat) -> Annotated:
    """Back to lines. Raises FormatError where a span does not stand in its text."""
    document = document_of(flat.name, flat.text, flat.beside)
    lines = [line.text for line in document.lines]
    starts = _starts(lines)
    spans: list[Span] = []
    for span in flat.spans:
        if not 0 <= span.start < span.end <= len(flat.text):
            raise FormatError(
                f"{flat.name}: span {span.label} {span.start}-{span.end} does not stand in a text of {len(flat.text)} characters"
            )
        spans += _pieces(span, starts, lines)
    parts = flat.beside.get("parts") or []
    kept = tuple(parts) if len(parts) == len(lines) else ("",) * len(lines)
    beside = flat.beside
    annotation = Annotation(flat.name, tuple(spans), kept, beside.get("filing") or {}, beside.get("meta") or {})
    return Annotated(document, annotation)
