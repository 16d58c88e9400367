"""What the rooms of synthesis hand one another: a made-up filing, and that filing as printed, word by word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from form4ml.document import CellRef
from form4ml.record import Filing


class NoteSpan(NamedTuple):
    """Characters start to end of a note's text carry a label of the note layer (labels.NOTE_ENTITIES)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Made:
    """A made-up filing: the gold record (footnote facts included) and where its notes state them."""

    name: str
    era: str  # "1996" (paper and ASCII to Aug 2002), "2002" (Sept 2002 to mid-2003), "2003", "2023", "2026"
    filing: Filing
    note_spans: dict[str, tuple[NoteSpan, ...]] = field(default_factory=dict)  # by note id; "remarks" for the remarks
    wording: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by note id: the families of wording it used
    held_out: bool = False  # made from issuers, owners and wording families that are kept for validation
    rare: bool = False  # typed in one of the rarer ways of old forms: bands, ledgers, eighths
    signed: tuple[str, ...] = ()  # each signature as printed, "/s/" where it has one; lines parted by newlines


class RunSpan(NamedTuple):
    """Characters start to end of a printed run carry a label; runs of one value share `group`."""

    start: int
    end: int
    label: str
    group: int


class Run(NamedTuple):
    """One printed word: what it says and where, in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    part: str  # labels.PARTS
    spans: tuple[RunSpan, ...] = ()
    cell: CellRef | None = None
    superscript: bool = False
    glued: bool = False  # printed with no space after the run before it


class Rule(NamedTuple):
    """A drawn line or, where `checked` is not None, a check box; in points."""

    left: float
    top: float
    right: float
    bottom: float
    width: float = 0.75
    checked: bool | None = None
    name: str = ""  # of a check box: the record field


@dataclass(frozen=True)
class Sheet:
    """One printed page, in points."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Print:
    """A filing as printed: its pages word by word, and the same as a PDF."""

    made: Made
    layout: str  # "compact", "viewer", "agent", "paper", "ascii"
    variant: dict[str, str]  # orientation, style revision, fonts, …
    sheets: tuple[Sheet, ...]
    pdf: bytes
