"""A reading as `predict` wrote it, corrected or not, as an annotation to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from form4ml.corpus import Annotation, Span
from form4ml.formats.flat import FormatError, plain
from form4ml.labels import BY_NAME, PARTS

_TABLES: Final = {"/non_derivative": "table1", "/derivative": "table2"}


def _pieces(entity: Mapping[str, Any]) -> list[tuple[int, int, int]]:
    places = entity.get("pieces") or [entity]
    return [(int(piece["line"]), int(piece["start"]), int(piece["end"])) for piece in places]


def _table_lines(evidence: Mapping[str, Any]) -> dict[int, str]:
    """Which table each line with a table's value belongs to, as the evidence's pointers say."""
    found: dict[int, str] = {}
    for pointer, one in evidence.items():
        table = next((part for prefix, part in _TABLES.items() if pointer.startswith(prefix)), None)
        if table:
            found |= {line: table for line, _, _ in _pieces(one)}
    return found


def _parts(spans: tuple[Span, ...], tables: Mapping[int, str], lines: int) -> tuple[str, ...]:
    parts = [""] * lines
    for span in spans:
        label = BY_NAME.get(span.label)
        if label is not None and not parts[span.line]:
            usual = label.part if label.part in PARTS else "table1"
            parts[span.line] = tables.get(span.line, usual) if label.part == "table" else usual
    return tuple(parts)


def from_reading(reading: Mapping[str, Any], lines: int | None = None) -> Annotation:
    """Entities of a reading as spans, each entity a group; its filing is the gold record.

    `lines` is the number of lines of the input, where it is known. Parts of the form are known only of lines with
    spans; the others stay "". Raises FormatError where the reading has no entities or one is not where it says.
    """
    name = str((reading.get("source") or {}).get("name") or "").rpartition("/")[2]
    if "entities" not in reading:
        raise FormatError(f"{name or 'reading'}: has no entities; predict writes them unless they are left out")
    try:
        spans = tuple(
            Span(line, start, end, str(entity["label"]), group)
            for group, entity in enumerate(reading["entities"])
            for line, start, end in _pieces(entity)
        )
        tables = _table_lines(reading.get("evidence") or {})
    except (KeyError, TypeError, ValueError) as problem:
        raise FormatError(f"{name}: an entity or evidence lacks its place ({problem})") from None
    last = max((span.line for span in spans), default=-1) + 1
    if lines is not None and last > lines:
        raise FormatError(f"{name}: an entity stands in line {last - 1}, but the input has {lines} lines")
    stem = name.rpartition(".")[0] or name
    meta = {"from": "reading", "source": plain(reading.get("source") or {}), "parts": "of lines with spans only"}
    return Annotation(stem, spans, _parts(spans, tables, lines or last), plain(reading.get("filing") or {}), meta)
