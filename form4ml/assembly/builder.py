"""The record under construction: values put at their pointers, each with where it was read and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from form4ml.assembly.confidence import Signals
from form4ml.assembly.echoes import Echoes
from form4ml.assembly.found import Found
from form4ml.layout.view import View
from form4ml.record import Absence, Filing, Finding, Row


@dataclass(slots=True)
class Proof:
    """What stands behind one value."""

    found: Found
    signals: Signals
    made_by: str = "tagged"
    alternatives: list[Any] = field(default_factory=list)  # other readings as values, likeliest first


def signals_of(item: Found, **known: Any) -> Signals:
    return Signals(tag=item.probability, ocr=item.ocr, **known)


class MarkPlace(NamedTuple):
    """A footnote mark in the tables: the row and field it stands at, and the signs read for it, parted from a value or not."""

    base: str  # pointer of the row
    row: Row
    field: str
    item: Found
    signs: str
    parted: bool = False


class Builder:
    """Collects a filing, its proofs, what is absent and why, and what was noticed on the way."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.quality = 0.8
        self.filing = Filing()
        self.proofs: dict[str, Proof] = {}
        # Places whose text was read but not as a value, with what it may have been: a rule of the form may tell.
        self.undecided: dict[str, tuple[Found, list[Any]]] = {}
        self.mark_places: list[MarkPlace] = []
        self.absent: dict[str, Absence] = {}
        self.findings: list[Finding] = []

    @cached_property
    def echoes(self) -> Echoes:
        """What stands elsewhere in the document."""
        return Echoes(self.view)

    def prove(
        self,
        pointer: str,
        item: Found,
        *,
        made_by: str = "tagged",
        signals: Signals | None = None,
        alternatives: list[Any] | tuple[Any, ...] = (),
    ) -> None:
        self.proofs[pointer] = Proof(item, signals or signals_of(item), made_by, list(alternatives))

    def undecide(self, pointer: str, item: Found, alternatives: list[Any] | tuple[Any, ...]) -> None:
        self.undecided.setdefault(pointer, (item, list(alternatives)))

    def missing(self, pointer: str, why: Absence) -> None:
        self.absent.setdefault(pointer, why)

    def notice(self, rule: str, severity: str, pointers: list[str], message: str) -> None:
        self.findings.append(Finding(rule=rule, severity=severity, pointers=pointers, message=message))  # type: ignore[arg-type]


def get_at(filing: Filing, pointer: str) -> Any:
    """The value that a JSON Pointer leads to, or None."""
    here: Any = filing
    for name in pointer.split("/")[1:]:
        if isinstance(here, list):
            at = int(name)
            here = here[at] if at < len(here) else None
        elif isinstance(here, dict):
            here = here.get(name)
        else:
            here = getattr(here, name, None)
        if here is None:
            return None
    return here


def set_at(filing: Filing, pointer: str, value: Any) -> None:
    """Put a value at a JSON Pointer whose parent exists."""
    names = pointer.split("/")[1:]
    here: Any = filing
    for name in names[:-1]:
        here = (
            here[int(name)] if isinstance(here, list) else here[name] if isinstance(here, dict) else getattr(here, name)
        )
    if isinstance(here, list):
        here[int(names[-1])] = value
    elif isinstance(here, dict):
        here[names[-1]] = value
    else:
        setattr(here, names[-1], value)
