"""Annotated filings on disk: OCR'd pages to learn from and, stand-off beside them, what their words say.

`corpus/*.jsonl.xz` holds one document a line (as OCR'd), `annotations/*.jsonl.xz` one annotation a line, joined by name.
A span is (line, start, end, label, group): characters start to end of line `line` carry `label`; stretches of one value
that runs over several lines share a group number. Spans of note entities lie inside FOOTNOTE and REMARKS spans.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from form4ml.document import Box, CellRef, Document, Line, Page, Word


class Span(NamedTuple):
    line: int
    start: int
    end: int
    label: str
    group: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """Gold for one document: spans, the part of the form that each line belongs to, and the record it was printed from."""

    name: str
    spans: tuple[Span, ...]
    parts: tuple[str, ...]  # one a line; "" for blank lines
    filing: dict[str, Any] = field(default_factory=dict)  # the gold record, plain values as record.Filing dumps them
    meta: dict[str, Any] = field(default_factory=dict)  # layout, era, quality, engine, issuer, owner, wording families


@dataclass(frozen=True, slots=True)
class Annotated:
    document: Document
    annotation: Annotation


def document_to_plain(document: Document) -> dict[str, Any]:
    """Compact plain form; a line's text is its words joined by single spaces."""
    lines = []
    for line in document.lines:
        words = []
        for word in line.words:
            row: list[Any] = [word.text]
            if word.box is not None:
                row += [round(v) for v in word.box]
                row.append(None if word.confidence is None else round(word.confidence * 100))
                if word.cell is not None or word.superscript is not None:
                    row.append(list(word.cell) if word.cell is not None else None)
                    row.append(word.superscript)
            words.append(row)
        lines.append([line.page, line.block, words])
    return {
        "name": document.name,
        "kind": document.kind,
        "engine": document.engine,
        "pages": [[p.width, p.height] for p in document.pages],
        "lines": lines,
    }


def document_from_plain(plain: dict[str, Any]) -> Document:
    lines = []
    for index, (page, block, rows) in enumerate(plain["lines"]):
        words: list[Word] = []
        at = 0
        for row in rows:
            text = row[0]
            box = Box(*row[1:5]) if len(row) > 4 else None
            confidence = row[5] / 100 if len(row) > 5 and row[5] is not None else None
            cell = CellRef(*row[6]) if len(row) > 6 and row[6] else None
            superscript = row[7] if len(row) > 7 else None
            words.append(Word(text, index, at, at + len(text), box, confidence, cell, superscript))
            at += len(text) + 1
        lines.append(Line(" ".join(w.text for w in words), page, tuple(words), block))
    return Document(
        name=plain["name"],
        kind=plain.get("kind", "tsv"),
        sha256="",
        pages=tuple(Page(i + 1, w, h) for i, (w, h) in enumerate(plain["pages"])),
        lines=tuple(lines),
        engine=plain.get("engine"),
    )


def annotation_to_plain(annotation: Annotation) -> dict[str, Any]:
    return {
        "name": annotation.name,
        "spans": [list(span) for span in annotation.spans],
        "parts": list(annotation.parts),
        "filing": annotation.filing,
        "meta": annotation.meta,
    }


def annotation_from_plain(plain: dict[str, Any]) -> Annotation:
    return Annotation(
        name=plain["name"],
        spans=tuple(_span(row) for row in plain["spans"]),
        parts=tuple(plain["parts"]),
        filing=plain.get("filing", {}),
        meta=plain.get("meta", {}),
    )


def _span(row: Any) -> Span:
    span = Span(*row)
    if not all(type(value) is kind for value, kind in zip(span, (int, int, int, str, int), strict=True)):
        raise TypeError(f"{row} is no span: line, start, end, label, group")
    return span


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a .jsonl or .jsonl.xz file."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]], preset: int | None = None) -> int:
    """Write rows beside `path`, then rename: a reader sees the old file or the whole new one. `preset` is of xz, 0 to 9."""
    beside = path.with_name(path.name + ".part")
    count = 0
    packed = path.suffix == ".xz"
    with (
        lzma.open(beside, "wt", encoding="utf-8", preset=preset) if packed else beside.open("w", encoding="utf-8")
    ) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str) + "\n")
            count += 1
    beside.replace(path)
    return count


class CorpusError(ValueError):
    """A corpus file that is not what it should be: one line saying which, where and what to do."""

    def __init__(self, path: Path, where: str, error: Exception) -> None:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        super().__init__(f"{path}: {where} cannot be read ({what}); look at the corpus with `form4ml check-data`")


# What reading a row of JSON that is something else raises.
BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, EOFError, lzma.LZMAError)


def _named(folder: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Every row of a folder's files with the name that it goes by."""
    for path in sorted(folder.glob("*.jsonl*")):
        rows, number = read_jsonl(path), 0
        while True:
            number += 1
            try:
                plain = next(rows)
                name = plain["name"]
            except StopIteration:
                break
            except BROKEN as error:
                raise CorpusError(path, f"row {number}", error) from None
            yield path, name, plain


def load(corpus: Path, annotations: Path) -> Iterator[Annotated]:
    """Documents of `corpus` that have an annotation, in the corpus's order. Raises CorpusError for a broken file."""
    gold = {name: (path, plain) for path, name, plain in _named(annotations)}
    for path, name, plain in _named(corpus):
        if name not in gold:
            continue
        try:
            document = document_from_plain(plain)
        except BROKEN as error:
            raise CorpusError(path, name, error) from None
        try:
            annotation = annotation_from_plain(gold[name][1])
        except BROKEN as error:
            raise CorpusError(gold[name][0], name, error) from None
        yield Annotated(document, annotation)


def digest(*folders: Path) -> str:
    """SHA-256 over the corpus and annotation files, names included: what a model was trained on."""
    sha = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl*")):
            sha.update(path.name.encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()
