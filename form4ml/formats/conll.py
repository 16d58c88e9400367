"""IOB2 in columns, the CoNLL way: a sentence is a line of the filing, notes' inner entities stand in a column of their own.

    # name = NAME                      once a document
    # line = 12  page = 0  part = box  before each line that has words
    TOKEN  START  GROUP  INNER-GROUP  INNER-TAG  TAG        tab separated

TAG is the last column, as readers expect. Tokens are words cut where a span begins or ends inside one. Plain two-column
IOB2 from elsewhere is read too: its sentences become lines, its tokens are joined by single spaces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from form4ml.corpus import Annotated, Annotation, Span
from form4ml.formats.flat import FormatError, document_of, kept_document, plain
from form4ml.labels import NOTE_ENTITIES

_WORD: Final = re.compile(r"\S+")
_COLUMNS: Final = 6
_OUTSIDE: Final = "O"
_NO_GROUP: Final = "_"


def _cuts(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Tokens of a line: its words, cut at every edge of a span."""
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    tokens: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        places = [word.start(), *(edge for edge in edges if word.start() < edge < word.end()), word.end()]
        tokens += pairwise(places)
    return tokens


def _tags(tokens: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Tag and group of each token in one layer."""
    tagged = [(_OUTSIDE, _NO_GROUP)] * len(tokens)
    for span in spans:
        begun = False
        for place, (start, end) in enumerate(tokens):
            if span.start <= start and end <= span.end:
                if tagged[place][0] != _OUTSIDE:
                    raise FormatError(
                        f"line {span.line}: {span.label} overlaps {tagged[place][0][2:]}, which IOB2 cannot hold"
                    )
                tagged[place] = (f"{'I' if begun else 'B'}-{span.label}", str(span.group))
                begun = True
    return tagged


def _line(text: str, spans: Sequence[Span]) -> str:
    tokens = _cuts(text, spans)
    inner = _tags(tokens, [span for span in spans if span.label in NOTE_ENTITIES])
    outer = _tags(tokens, [span for span in spans if span.label not in NOTE_ENTITIES])
    return "".join(
        "\t".join((text[start:end], str(start), group, inner_group, inner_tag, tag)) + "\n"
        for (start, end), (tag, group), (inner_tag, inner_group) in zip(tokens, outer, inner, strict=True)
    )


def to_conll(annotated: Annotated) -> str:
    """One document. Spans of one layer must not overlap and begin and end at characters, as check-data holds them to."""
    annotation = annotated.annotation
    by_line: dict[int, list[Span]] = {}
    for span in annotation.spans:
        by_line.setdefault(span.line, []).append(span)
    beside = {
        **kept_document(annotated.document),
        "parts": list(annotation.parts),
        "filing": annotation.filing,
        "meta": annotation.meta,
    }
    out = [f"# name = {annotation.name}\n", f"# form4ml = {json.dumps(plain(beside), ensure_ascii=False)}\n\n"]
    for index, line in enumerate(annotated.document.lines):
        if line.words:
            part = annotation.parts[index] if index < len(annotation.parts) else ""
            out.append(f"# line = {index}\tpage = {line.page}\tpart = {part}\n")
            out.append(_line(line.text, by_line.get(index, [])) + "\n")
    return "".join(out)


@dataclass
class _Draft:
    """A document as it is read."""

    name: str
    beside: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)  # of plain IOB2, which has no lines of its own
    spans: list[Span] = field(default_factory=list)
    fresh: int = 0

    def finished(self) -> Annotated:
        document = document_of(self.name, self.beside.get("text", "\n".join(self.lines)), self.beside)
        parts = tuple(self.beside.get("parts") or [""] * len(document.lines))
        filing, meta = self.beside.get("filing") or {}, self.beside.get("meta") or {}
        return Annotated(document, Annotation(self.name, tuple(sorted(set(self.spans))), parts, filing, meta))


def _spans_of(draft: _Draft, line: int, rows: Sequence[tuple[int, int, str, str]]) -> Iterator[Span]:
    """Spans of one layer: rows of start, end, group, tag."""
    current: Span | None = None
    for start, end, group, tag in rows:
        prefix, _, label = tag.partition("-")
        if current and prefix == "I" and label == current.label:
            current = current._replace(end=end)
            continue
        if current:
            yield current
        current = None
        if prefix in ("B", "I") and label:
            if group == _NO_GROUP:
                number, draft.fresh = draft.fresh, draft.fresh + 1
            else:
                number = int(group)
            current = Span(line, start, end, label, number)
    if current:
        yield current


def _sentence(draft: _Draft, line: int | None, rows: Sequence[Sequence[str]]) -> None:
    if line is not None and all(len(row) == _COLUMNS for row in rows):
        layers = ((5, 2), (4, 3))
        for tag, group in layers:
            places = [(int(row[1]), int(row[1]) + len(row[0]), row[group], row[tag]) for row in rows]
            draft.spans += _spans_of(draft, line, places)
        return
    at, places = 0, []
    for row in rows:
        places.append((at, at + len(row[0]), _NO_GROUP, row[-1]))
        at += len(row[0]) + 1
    draft.lines.append(" ".join(row[0] for row in rows))
    draft.spans += _spans_of(draft, len(draft.lines) - 1, places)


def from_conll(content: str, name: str = "document") -> Iterator[Annotated]:
    """Documents of a file. Raises FormatError naming the line that is not IOB2."""
    draft: _Draft | None = None
    rows: list[list[str]] = []
    line: int | None = None
    for number, text in enumerate([*content.split("\n"), ""], 1):
        if text.startswith("# name = "):
            if draft:
                yield draft.finished()
            draft = _Draft(text.removeprefix("# name = "))
        elif text.startswith("# form4ml = ") and draft:
            draft.beside = json.loads(text.removeprefix("# form4ml = "))
        elif text.startswith("# line = "):
            line = int(text.removeprefix("# line = ").split("\t")[0])
        elif text.strip() and not text.startswith(("# ", "-DOCSTART-")):
            row = text.split("\t") if "\t" in text else text.split()
            if len(row) < 2 or not re.fullmatch(r"O|[BI]-\S+", row[-1]):
                raise FormatError(f"{name}, line {number}: expected a token and an IOB2 tag")
            rows.append(row)
        elif rows:
            draft = draft or _Draft(name)
            _sentence(draft, line, rows)
            rows, line = [], None
    if draft:
        yield draft.finished()


def read_conll(path: Path) -> Iterator[Annotated]:
    yield from from_conll(path.read_text(encoding="utf-8"), path.stem)


def write_conll(path: Path, annotated: Iterable[Annotated]) -> int:
    documents = [to_conll(one) for one in annotated]
    path.write_text("".join(documents), encoding="utf-8")
    return len(documents)
