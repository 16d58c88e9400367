"""A filing while it is written: its rows, its notes, and the marks that tie them, numbered at the end."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from form4ml.record import ROW_FIELDS, TABLES, Footnote, PriceRange, Row
from form4ml.synthesis.grammar import GRAMMAR, MAX_NOTE, Tale, Written
from form4ml.synthesis.grammar.slots import OTHER_NUMBER, OWN_NUMBER
from form4ml.synthesis.made import NoteSpan

T = TypeVar("T")

MAX_ROWS = 30  # that EDGAR takes in one table
MAX_NOTES = 30
_COMPANIONS: dict[str, tuple[float, tuple[tuple[str, ...], ...]]] = {
    "grant": (
        0.5,
        (("vesting",), ("unit", "vesting"), ("balance",), ("exempt",), ("vesting", "exempt"), ("assigned",)),
    ),
    "unit": (0.35, (("vesting",), ("vesting",), ("exempt",), ("balance",))),
    "vesting": (0.3, (("balance",), ("vesting",), ("unit",), ("exempt",))),
    "performance": (0.45, (("unit",), ("vesting",), ("exempt",))),
    "tax": (0.35, (("exempt",), ("exempt",), ("unit",), ("balance",))),
    "cover": (0.3, (("exempt",), ("purpose",))),
    "trust": (0.3, (("disclaimer",), ("trust",), ("trust", "disclaimer"))),
    "entity": (0.3, (("entity",), ("trust",), ("disclaimer",))),
    "fund": (0.45, (("fund",), ("entity",), ("disclaimer",), ("assigned",))),
    "distribution": (0.5, (("fund",), ("distribution",))),
    "conversion": (0.4, (("conversion",), ("conversion",), ("exempt",), ("offering",), ("spac",))),
    "merger": (0.4, (("merger",), ("merged",), ("merged",), ("exempt",))),
    "gift": (0.3, (("disclaimer",), ("trust",), ("exempt",))),
    "deferral": (0.3, (("deferral",), ("purchase-plan",), ("exempt",))),
    "plan-dated": (0.06, (("purpose",),)),
    "balance": (0.25, (("purchase-plan",), ("balance",), ("disclaimer",), ("transfer",), ("spinoff",))),
    "purchase-plan": (0.25, (("purchase-plan",), ("balance",))),
    "offering": (0.3, (("offering",), ("short-swing",))),
    "transfer": (0.2, (("trust",), ("disclaimer",))),
    "swap": (0.4, (("swap",), ("disclaimer",))),
}


@dataclass(eq=False)
class Note:
    text: str
    spans: tuple[NoteSpan, ...]
    values: tuple[tuple[str, object], ...]
    families: tuple[str, ...]


@dataclass(eq=False)
class Entry:
    """A row before its notes have numbers."""

    table: str
    values: dict[str, object]
    marks: dict[str, list[Note]] = field(default_factory=dict)

    def mark(self, name: str, note: Note | None) -> None:
        if note is not None and note not in self.marks.setdefault(name, []):
            self.marks[name].append(note)


@dataclass(frozen=True)
class Numbered:
    rows: dict[str, list[Row]]
    footnotes: list[Footnote]
    spans: dict[str, tuple[NoteSpan, ...]]
    wording: dict[str, tuple[str, ...]]


def rewrite(
    text: str, spans: Iterable[NoteSpan], edits: Sequence[tuple[int, int, str]]
) -> tuple[str, tuple[NoteSpan, ...]]:
    """Replace stretches of `text` and move the spans along; edits are in order and lie outside or wholly inside spans."""
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += (text[at:start], new)
        at = end
    parts.append(text[at:])

    def moved(position: int) -> int:
        return position + sum(len(new) - (end - start) for start, end, new in edits if end <= position)

    return "".join(parts), tuple(NoteSpan(moved(s.start), moved(s.end), s.label) for s in spans)


_UNTIDY = re.compile(
    r"(?P<gap>  +)|(?P<before> +(?=[.,;:]))|(?P<dots>\.(?= ?\.))|(?P<an>(?:(?<= )(?<!class )(?<!series )a|(?<=\. )A|^A)(?= (?:[aeiAEI]|o(?!ne))))|^ +| +$"
)


def tidy(text: str, spans: Iterable[NoteSpan]) -> tuple[str, tuple[NoteSpan, ...]]:
    """Close the seams that optional clauses leave: doubled spaces and stops, `a` before a vowel."""
    edits = []
    for match in _UNTIDY.finditer(text):
        new = {"gap": " ", "an": match[0] + "n"}.get(match.lastgroup or "", "")
        edits.append((match.start(), match.end(), new))
    return rewrite(text, spans, edits)


def _fitting(group: str, tale: Tale) -> Written:
    """A wording that leaves room for its note's number; the shortest of a few tries."""
    tries: list[Written] = []
    for _ in range(6):
        tries.append(Written())
        GRAMMAR.write(group, tale, tries[-1])
        if tries[-1].length < MAX_NOTE - 20:
            return tries[-1]
    return min(tries, key=lambda written: written.length)


class Book:
    """Collects entries and notes for one filing."""

    def __init__(self, tale: Tale) -> None:
        self.tale = tale
        self.rng: random.Random = tale.rng
        self.entries: list[Entry] = []
        self.notes: list[Note] = []
        self.capitals = self.rng.random() < 0.025
        self.curly = self.rng.random() < 0.04
        self.stopless = self.rng.random() < 0.06

    def room(self, table: str) -> int:
        """Rows that still fit into the printed table (transactions and holdings share it)."""
        side = table.startswith("derivative")
        return MAX_ROWS - sum(e.table.startswith("derivative") == side for e in self.entries)

    def add(self, table: str, **values: object) -> Entry:
        entry = Entry(table, values)
        if self.room(table) > 0:
            self.entries.append(entry)
        return entry

    def compose(self, groups: Sequence[str], **topic: object) -> Note:
        """A note of one wording a group; later ones are left off where the note would grow too long."""
        tale = self.tale.about(**topic)
        whole = Written()
        for group in groups:
            piece = _fitting(group, tale)
            if whole.length and whole.length + piece.length + 1 > MAX_NOTE - 60:
                break
            if whole.length:
                whole.write(" ")
            start = whole.length
            whole.write(piece.text)
            whole.spans += [NoteSpan(s.start + start, s.end + start, s.label) for s in piece.spans]
            whole.values += piece.values
            whole.families += piece.families
        return self._finish(whole)

    def _finish(self, written: Written) -> Note:
        text, spans = tidy(written.text, written.spans)
        if text[:1].islower() and not text.startswith("n/a"):
            text = text[0].upper() + text[1:]
        if self.stopless and text.endswith(".") and not text.endswith("L.P."):
            text = text[:-1]
        if self.capitals:
            text = text.upper() if len(text.upper()) == len(text) else text
        if self.curly:
            text = re.sub(r'"(?=[\w(])', "“", text).replace('"', "”").replace("'", "’")
        return Note(text, spans, tuple(written.values), tuple(written.families))

    def _with_company(self, groups: Sequence[str]) -> Sequence[str]:
        """Longer notes say two things: a lone wording at times gets one that often stands beside it."""
        if len(groups) == 1 and groups[0] in _COMPANIONS:
            share, others = _COMPANIONS[groups[0]]
            if self.rng.random() < share:
                return (groups[0], *self.rng.choice(others))
        return groups

    def note(self, *groups: str, **topic: object) -> Note | None:
        """Compose a note and keep it; None when the filing has as many as it may."""
        if len(self.notes) >= MAX_NOTES:
            return None
        note = self.compose(self._with_company(groups), **topic)
        for known in self.notes:
            if known.text == note.text:
                return known
        self.notes.append(note)
        return note

    def number(self) -> Numbered:
        """Give notes their numbers, mostly in order of first mention, and make the rows of the record."""
        ordered = [e for table in TABLES for e in self.entries if e.table == table]
        seen: dict[int, Note] = {}
        for entry in ordered:
            for name in ROW_FIELDS[entry.table]:
                for note in entry.marks.get(name, ()):
                    seen.setdefault(id(note), note)
        notes = list(seen.values())
        if self.rng.random() < 0.03:  # a note that nothing refers to
            notes += [n for n in self.notes if id(n) not in seen]
        if self.rng.random() < 0.04:
            self.rng.shuffle(notes)
        ids = {id(note): f"F{at}" for at, note in enumerate(notes, 1)}
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        for entry in ordered:
            marks = {
                name: [ids[id(n)] for n in entry.marks[name]]
                for name in ROW_FIELDS[entry.table]
                if entry.marks.get(name)
            }
            rows[entry.table].append(_row(entry, marks))
        footnotes, spans, wording = [], {}, {}
        for note in notes:
            key = ids[id(note)]
            text, moved = self._numbered(note, key[1:], len(notes))
            footnotes.append(footnote(key, text, note.values))
            spans[key] = moved
            wording[key] = note.families
        return Numbered(rows, footnotes, spans, wording)

    def settled(self, note: Note) -> tuple[str, tuple[NoteSpan, ...]]:
        """The text of something that has no number of its own, such as remarks."""
        return self._numbered(note, "1", len(self.notes))

    def _numbered(self, note: Note, own: str, count: int) -> tuple[str, tuple[NoteSpan, ...]]:
        edits = []
        for match in re.finditer(f"[{OWN_NUMBER}{OTHER_NUMBER}]", note.text):
            new = own if match[0] == OWN_NUMBER else str(self.rng.randint(1, max(count, 2)))
            edits.append((match.start(), match.end(), new))
        return rewrite(note.text, note.spans, edits)


def _row(entry: Entry, marks: dict[str, list[str]]) -> Row:
    values = dict(entry.values)
    nature = values.get("nature_of_ownership")
    if isinstance(nature, str) and OWN_NUMBER in nature:
        numbers = [mark[1:] for mark in marks.get("nature_of_ownership", ["F1"])]
        values["nature_of_ownership"] = nature.replace(OWN_NUMBER, numbers[0])
    return Row(**values, footnotes=marks)  # type: ignore[arg-type]


def unique(values: Iterable[T]) -> list[T]:
    kept: list[T] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def footnote(key: str, text: str, values: Sequence[tuple[str, object]]) -> Footnote:
    """The record's footnote: its text and what it states."""

    def of(label: str) -> list[object]:
        return unique(value for name, value in values if name == label)

    ranges = [value for value in of("PRICE_RANGE") if isinstance(value, PriceRange)]
    shares = [value for value in of("NOTE_SHARES") if isinstance(value, Decimal)]
    return Footnote(
        id=key,
        text=text,
        price_ranges=ranges,
        plan_adoption_dates=[str(v) for v in of("PLAN_ADOPTION_DATE")],
        plan_modification_dates=[str(v) for v in of("PLAN_MODIFICATION_DATE")],
        dates=[str(v) for v in of("NOTE_DATE")],
        shares=shares,
    )
