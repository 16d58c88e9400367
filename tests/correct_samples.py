"""Builders made from records: every value proved as if it had been read, for the rules that decide among readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from pydantic import BaseModel

from form4ml.assembly.builder import Builder
from form4ml.assembly.correct import correct
from form4ml.assembly.found import Found
from form4ml.layout.view import View
from form4ml.record import Filing


class NoView:
    """Stands for the pages: none of the record's words stands elsewhere."""

    rows: tuple[()] = ()
    tokens: tuple[()] = ()
    boxed = False


def leaves(part: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a record that is there, with its pointer."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from leaves(getattr(part, name), f"{pointer}/{name}")
    elif isinstance(part, list):
        for at, one in enumerate(part):
            yield from leaves(one, f"{pointer}/{at}")
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from leaves(one, f"{pointer}/{name}")
    elif part is not None and not pointer.endswith("/origin"):
        yield pointer, part


def found(text: str) -> Found:
    return Found("SECURITY", [0], 0.9, "table1", text)


def builder_of(
    filing: Filing,
    alternatives: Mapping[str, list[Any]] | None = None,
    undecided: Mapping[str, tuple[str, list[Any]]] | None = None,
) -> Builder:
    """A builder in which the filing's values were read, with other readings of some and cells that gave none."""
    builder = Builder(cast(View, NoView()))
    builder.filing = filing
    for pointer, value in leaves(filing):
        builder.prove(pointer, found(str(value)), alternatives=(alternatives or {}).get(pointer, []))
    cells = {pointer: (found(text), others) for pointer, (text, others) in (undecided or {}).items()}
    builder.undecided = cells  # type: ignore[attr-defined,unused-ignore]
    for pointer in cells:
        builder.missing(pointer, "unreadable")
    return builder


def corrected(
    filing: Filing,
    alternatives: Mapping[str, list[Any]] | None = None,
    undecided: Mapping[str, tuple[str, list[Any]]] | None = None,
) -> Builder:
    builder = builder_of(filing, alternatives, undecided)
    correct(builder)
    return builder
