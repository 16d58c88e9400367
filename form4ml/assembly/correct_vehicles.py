"""Rows that tell the trades of many vehicles: their natures together say which row is whose, where one alone cannot."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median_low

from form4ml.assembly import column_texts
from form4ml.assembly.builder import get_at, set_at, signals_of
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.found import Found, found
from form4ml.assembly.misreadings import OPENINGS, Word, key, misread, without_opening
from form4ml.assembly.text_places import TITLE_WORDS, points_of
from form4ml.assembly.turns import Cell, Turn, turns
from form4ml.checks.decide import Choice
from form4ml.layout.view import View
from form4ml.normalize.natures import nature
from form4ml.record import ROW_FIELDS, TABLES

_TAKE_TURNS = 3  # different texts from which on their order says something
_NEAR_START = 3  # words among which a name's opening is looked for
_NATURE = "nature_of_ownership"
_FIELDS = ("security_title", "underlying_title", _NATURE)
_CLASS = re.compile(r"\b(?:class|series)\s+([A-Z](?:-?\d)?)\b", re.I)
_RULE = "named-in-turn"
_LABELS = {"security_title": "SECURITY", "underlying_title": "UNDERLYING", _NATURE: "NATURE"}
# How likely a text must be to be put at a row.
_SURE = {"security_title": 0.9, "underlying_title": 0.9, _NATURE: 0.7}


@dataclass(slots=True)
class _Row:
    pointer: str
    cell: Cell
    tokens: list[int]
    item: Found | None


def in_turn(readings: Readings) -> None:
    """Put the text at each row that it most likely holds, by its words, its neighbours' and the order of the texts."""
    view: View | None = getattr(readings.builder, "view", None)
    if view is None or not view.tokens:
        return
    for name in _FIELDS:
        tables = [rows for number in (0, 1) if (rows := _rows(readings, view, number, name))]
        pointers = [row.pointer for rows in tables for row in rows]
        names = column_texts.names(readings, pointers) if name == _NATURE else column_texts.titles(readings, name)
        if not tables or not names or _all_clear(readings, name, tables, names):
            continue
        spelled = column_texts.near(names, [word for rows in tables for row in rows for word in row.cell.words])
        if not spelled:
            continue
        taken = turns(
            [[row.cell for row in rows] for rows in tables], spelled, [names[text] for text in spelled], view.celled
        )
        for rows, found_turns in zip(tables, taken, strict=True):
            _put(readings, view, name, rows, found_turns, spelled)


def _all_clear(readings: Readings, name: str, tables: list[list[_Row]], names: dict[str, float]) -> bool:
    """Whether each row was read as one of the texts already; where funds take turns, their order still bears them out."""
    known = {key(text) for text in names}
    read = [key(without_opening(get_at(readings.filing, row.pointer) or "")) for rows in tables for row in rows]
    missing = name != _NATURE or any(not row.tokens and row.cell.letter != "D" for rows in tables for row in rows)
    if any(text not in known for text in read if text) or (missing and not all(read)):
        return False
    return name != _NATURE or len({text for text in read if text}) < _TAKE_TURNS


def _rows(readings: Readings, view: View, number: int, name: str) -> list[_Row]:
    """The rows of a printed table, trades and holdings, in the order in which they are printed."""
    found_rows: list[tuple[int, _Row]] = []
    for table in TABLES[2 * number : 2 * number + 2]:
        for at, row in enumerate(getattr(readings.filing, table)):
            base = f"/{table}/{at}"
            proofs = [proof for field in ROW_FIELDS[table] if (proof := readings.proof(f"{base}/{field}"))]
            firsts = [proof.found.first for proof in proofs if proof.made_by == "tagged"]
            proof = readings.proof(f"{base}/{name}")
            item = proof.found if proof is not None else None
            if item is None and f"{base}/{name}" in readings.undecided:
                item = readings.undecided[f"{base}/{name}"][0]
            tokens = list(item.tokens) if item is not None else []
            words = [Word(view.tokens[i].text, 0.8 if (c := view.tokens[i].confidence) is None else c) for i in tokens]
            read = readings.proof(f"{base}/direct_or_indirect") is not None and name == _NATURE
            letter = row.direct_or_indirect if read else None if name == _NATURE else "I"
            found_rows.append(
                (median_low(firsts) if firsts else 0, _Row(f"{base}/{name}", Cell(words, letter), tokens, item))
            )
    rows = [row for _, row in sorted(found_rows, key=lambda pair: pair[0])]
    return rows if any(row.tokens for row in rows) else []


def _put(readings: Readings, view: View, name: str, rows: list[_Row], taken: list[Turn], names: list[str]) -> None:
    stream = [token for row in rows for token in row.tokens]
    openings = (
        []
        if name != _NATURE
        else [_opening(view, stream[turn.first : turn.last]) for turn in taken if turn.name is not None]
    )
    usual = Counter(openings).most_common(1)[0][0] if openings else ""
    part = next((row.item.part for row in rows if row.item is not None), "")
    for row, turn in zip(rows, taken, strict=True):
        tokens = stream[turn.first : turn.last]
        if turn.probability < _SURE[name]:
            continue
        if turn.name is None:
            if name == _NATURE and not turn.own and not tokens and row.tokens:
                _clear(readings, row)
            continue
        if name != _NATURE and (_drops(view, tokens, names[turn.name]) or _of_another(view, tokens, names[turn.name])):
            continue
        text = _text(view, tokens, names[turn.name], usual)
        _settle(readings, view, name, row, tokens, text, turn.probability, part)


def _drops(view: View, tokens: list[int], title: str) -> bool:
    """Whether words were read that the title has not and that no cell beside it holds: `par value`, `Convertible`."""
    kept = {key(word) for word in title.split()}
    return any(
        len(word := key(view.tokens[token].text)) > 2
        and word not in kept
        and word not in TITLE_WORDS
        and column_texts.is_word(word)
        for token in tokens
    )


def _of_another(view: View, tokens: list[int], title: str) -> bool:
    """Whether another class or series was read than the title has: Class I is no Class A."""
    read, printed = (
        {found[1].casefold() for found in _CLASS.finditer(text)}
        for text in (" ".join(view.tokens[token].text for token in tokens), title)
    )
    return bool(read) and bool(printed) and not read & printed


def _opening(view: View, tokens: list[int]) -> str:
    """What stands before the name: `By`, `Held by`, nothing; a word of the name may have come before it."""
    words = [view.tokens[token].text for token in tokens]
    while (
        len(words) > 1 and key(words[0]) not in OPENINGS and any(key(word) in OPENINGS for word in words[1:_NEAR_START])
    ):
        words = words[1:]
    size = next((at for at, word in enumerate(words) if key(word) not in OPENINGS), len(words))
    return " ".join(words[:size])


def _text(view: View, tokens: list[int], name: str, usual: str) -> str:
    """The name, in the letters in which its words were read where they were; points are lost, and seldom found."""
    words = [Word(view.tokens[token].text) for token in tokens]
    printed = name.split()
    _, places = misread(words, printed)
    out = []
    for word, at in zip(printed, places, strict=True):
        read = "" if at is None else words[at].text
        pointed = key(read) == key(word) and points_of(read) > points_of(word)
        out.append(read.rstrip(",") + "," * word.endswith(",") if pointed else word)
    opening = _opening(view, tokens) or (usual if places[0] is None else "")
    return f"{opening} {' '.join(out)}".strip()


def _settle(
    readings: Readings, view: View, name: str, row: _Row, tokens: list[int], text: str, probability: float, part: str
) -> None:
    """Put a name at its row, with the words that it was read from."""
    value = (nature(text).value if name == _NATURE else None) or text
    stands = get_at(readings.filing, row.pointer) or ""
    if key(without_opening(value)) == key(without_opening(stands)) and points_of(value) <= points_of(stands):
        proof = readings.proof(row.pointer)
        if proof is not None and name == _NATURE:
            proof.signals = proof.signals.but(tag=max(proof.signals.tag, probability))
        return
    item = found(view, _LABELS[name], tokens, probability, part)
    builder = readings.builder
    proof = readings.proof(row.pointer)
    if proof is None:
        builder.undecided[row.pointer] = (item, [])
    if readings.take(row.pointer, Choice(value, _RULE)):
        proof = readings.proof(row.pointer)
        if proof is not None:
            proof.found = item
            proof.signals = signals_of(item, repaired=True, pieces=proof.signals.pieces)


def _clear(readings: Readings, row: _Row) -> None:
    """A direct owner's row has no nature: what stood in its cell is its neighbour's."""
    builder = readings.builder
    set_at(readings.filing, row.pointer, None)
    builder.proofs.pop(row.pointer, None)
    builder.missing(row.pointer, "unreadable")
