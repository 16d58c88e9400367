"""Titles that lack a word: what the form says of such securities tells the word, or that one is missing."""

from __future__ import annotations

import re

from form4ml.assembly.correct_names import Words
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import key
from form4ml.assembly.text_places import classes_in, is_bare, take
from form4ml.checks.values import Placed, rows
from form4ml.normalize.names import fold
from form4ml.record import TABLES

_UNITS = re.compile(r"restricted\s+(?:stock|share)\s+(units?)", re.I)
_NO_UNITS = re.compile(r"restricted\s+(?:stock|shares?)", re.I)
_OPEN_END = re.compile(r"(?:.*\s)?(?:preferred|class\s\w\s(?:common|ordinary))", re.I)
_FIELDS = ("security_title", "underlying_title")
_ENDS = (("stock", "Stock"), ("shares", "Shares"))


def titles(readings: Readings) -> None:
    """Put the word behind a title that breaks off; doubt one that lacks its class."""
    words: Words | None = None
    classed = classes_in(readings)
    placed_rows = [placed for table in TABLES for placed in rows(readings.filing, table)]
    for placed in placed_rows:
        for name in _FIELDS:
            title, pointer = getattr(placed.row, name), placed.at(name)
            if not title or readings.proof(pointer) is None or readings.is_supported(pointer):
                continue
            second = name == "security_title" and placed.table.startswith("derivative")
            if _OPEN_END.fullmatch(title):
                words = words or Words(readings.builder.view)
                _ended(readings, pointer, title, words)
            elif second and _NO_UNITS.fullmatch(title):
                words = words or Words(readings.builder.view)
                _as_units(readings, placed, title, words)
            elif classed and is_bare(title):
                readings.contradict(pointer)
        if placed.table.startswith("derivative"):
            _same_of_both(readings, placed)


def _same_of_both(readings: Readings, placed: Placed) -> None:
    """No derivative security is the one underlying it: of 7,500 rows 30 say so, of classes 4."""
    title, under = placed.row.security_title, placed.row.underlying_title
    if not title or not under or fold(title) != fold(under):
        return
    own, other = (placed.at(name) for name in _FIELDS)
    here, there = readings.proof(own), readings.proof(other)
    # The column that is wider in print is read better: it is the derivative's that is wrong, if the other was not mended.
    mended = there is not None and here is not None and here.made_by == "tagged" != there.made_by
    readings.doubt(other if mended else own)


def _ended(readings: Readings, pointer: str, title: str, words: Words) -> None:
    """`Series B Preferred` where the filing goes on with Stock behind that word, and never with anything else."""
    last = key(title.split()[-1])
    behind = {second.key for first, second in words.runs(2) if first.key == last}
    found = [shown for end, shown in _ENDS if end in behind]
    if len(found) == 1:
        shown = found[0].upper() if title.isupper() else found[0]
        take(readings, pointer, f"{title} {shown}", "word-lost", False)
    else:
        readings.contradict(pointer)


def _as_units(readings: Readings, placed: Placed, title: str, words: Words) -> None:
    """Restricted stock is no derivative security, but its units are: of 2,000 rows of Table II hardly one says so."""
    told = any(note.text and _UNITS.search(note.text) for note in readings.filing.footnotes)
    beside = [one.row.security_title or "" for one in rows(readings.filing, placed.table) if one.nth != placed.nth]
    known = {match[1].casefold() for text in beside if (match := _UNITS.search(text))}
    here = {word for word in ("unit", "units") if words.counts[word]}
    found = known if len(known) == 1 else here if len(here) == 1 else {"units"} if told else set()
    if found:
        word = found.pop()
        shown = word.upper() if title.isupper() else word.capitalize()
        take(readings, placed.at("security_title"), f"{title} {shown}", "word-lost", False)
    else:
        readings.contradict(placed.at("security_title"))
