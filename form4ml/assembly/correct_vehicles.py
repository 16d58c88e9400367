"""Rows that tell the trades of many vehicles: their natures together say which row is whose, where one alone cannot."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median_low

from form4ml.assembly.builder import signals_of
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.found import Found, found
from form4ml.assembly.misreadings import Word, key, misread, within
from form4ml.assembly.text_places import TITLE_WORDS, doubtful, names_in, points_of
from form4ml.assembly.turns import OPENINGS, Cell, Turn, turns
from form4ml.checks.decide import Choice
from form4ml.layout.view import View
from form4ml.normalize.common_words import common
from form4ml.normalize.known_words import is_known
from form4ml.normalize.names import fold, is_entity
from form4ml.normalize.natures import nature
from form4ml.normalize.usual_texts import USUAL, WORDS
from form4ml.record import ROW_FIELDS, TABLES

_TAKE_TURNS = 3  # different texts from which on their order says something
_NEAR_START = 3  # words among which a name's opening is looked for
_NATURE = "nature_of_ownership"
_FIELDS = ("security_title", "underlying_title", _NATURE)
_CLASS = re.compile(r"\b(?:class|series)\s+([A-Z](?:-?\d)?)\b", re.I)
_USUAL_TITLES = [tuple(key(word) for word in text.split()) for text in USUAL["security_title"]]
_COULD_BE_NAME = re.compile(
    r"[A-Z][a-z'’-]{2,}[,.]?|[A-Z]{2,5}[,.]?|\(?[A-Z0-9]{1,4}\)?[,.]?|(?:[A-Z]\.)+,?|[$\d.,%/()-]+"
)
_TITLED = re.compile(
    r"\b(?:Class|Series)\s[A-Z](?:-?\d)?\s(?:(?:Convertible|Redeemable|Common|Preferred|Ordinary|Preference)\s)*(?:Stock|Shares?|Units?)\b"
)
_RULE = "named-in-turn"
_LABELS = {"security_title": "SECURITY", "underlying_title": "UNDERLYING", _NATURE: "NATURE"}
# How likely a text must be to be put at a row.
_SURE = {"security_title": 0.9, "underlying_title": 0.9, _NATURE: 0.7}
# Weight of a name in the notes, of one that several rows hold, and of one that the engine was sure of in one.
_TOLD, _ON_ROWS, _SEEN_ONCE = 1.0, 1.0, 0.2
_USUAL_SHARE = 0.004  # of all filings' rows, from which on a text is one that any filing may hold
_USUAL = frozenset(fold(text) for text, share in USUAL[_NATURE].items() if share >= _USUAL_SHARE)


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
        names = _names(readings, pointers) if name == _NATURE else _titles(readings, name)
        if not tables or not names or _all_clear(readings, name, tables, names):
            continue
        spelled = _near(names, [word for rows in tables for row in rows for word in row.cell.words])
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
    read = [key(_bare(_value(readings, row.pointer) or "")) for rows in tables for row in rows]
    missing = name != _NATURE or any(not row.tokens and row.cell.letter != "D" for rows in tables for row in rows)
    if any(text not in known for text in read if text) or (missing and not all(read)):
        return False
    return name != _NATURE or len({text for text in read if text}) < _TAKE_TURNS


def _near(names: dict[str, float], words: list[Word]) -> list[str]:
    """The texts of which about half the words were read somewhere in the column, each for itself or misread."""
    read = {key(word.text) for word in words} - {""}
    starts = {word[:2] for word in read} | {word[-2:] for word in read}
    out = []
    for text in names:
        own = [word for word in map(key, text.split()) if word]
        here = sum(word in read or (len(word) > 2 and (word[:2] in starts or word[-2:] in starts)) for word in own)
        if 2 * here >= len(own):
            out.append(text)
    return out


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


def _names(readings: Readings, pointers: list[str]) -> dict[str, float]:
    """The names that rows may hold, without `By`, and the weight of each."""
    weights: dict[str, float] = {}
    spelled: dict[str, str] = {}
    for name in (part for whole in names_in(readings) for part in (whole, whole.rsplit(" and ", 1)[-1])):
        bare = _bare(name)
        if len(key(bare)) > 3 and is_entity(bare):
            weights[key(bare)] = _TOLD
            if points_of(bare) > points_of(spelled.get(key(bare), "")):
                spelled[key(bare)] = bare
            spelled.setdefault(key(bare), bare)
    told = [[key(word) for word in spelled[name].split()] for name in weights]
    on_rows: Counter[str] = Counter()
    for pointer in pointers:
        value = None if readings.proof(pointer) is None else _value(readings, pointer)
        if not value or len(key(value)) <= 3:
            continue
        bare = _bare(value)
        on_rows[key(bare)] += 1
        proof = readings.proof(pointer)
        seen = proof is not None and proof.signals.ocr is not None and not doubtful(readings, pointer)
        if fold(value) in _USUAL or (on_rows[key(bare)] > 1 and not _garbles(bare, told) and _is_sound(bare)):
            weights[key(bare)] = _ON_ROWS
            spelled.setdefault(key(bare), bare)
        elif seen and len(bare.split()) > 1:
            weights.setdefault(key(bare), _SEEN_ONCE)
            spelled.setdefault(key(bare), bare)
    return {spelled[name]: weight for name, weight in weights.items()}


def _titles(readings: Readings, name: str) -> dict[str, float]:
    """The titles that rows may hold: those of several rows, of the notes, and what any filing may hold."""
    weights = {key(text): share for text, share in USUAL[name].items()}
    spelled = {key(text): text for text in USUAL[name]}
    usual = frozenset(weights)
    on_rows: Counter[str] = Counter()
    for table in TABLES:
        for row in getattr(readings.filing, table):
            for field in ("security_title", "underlying_title"):
                value = getattr(row, field)
                if value and len(key(value)) > 3:
                    on_rows[key(value)] += 1
                    spelled.setdefault(key(value), value)
    for note in readings.filing.footnotes:
        for match in _TITLED.finditer(note.text or ""):
            weights[key(match[0])] = max(weights.get(key(match[0]), 0.0), _TOLD)
            spelled.setdefault(key(match[0]), match[0])
    for text, many in on_rows.items():
        if text in usual or (many > 1 and not _stutters(spelled[text]) and not _garbles_usual(spelled[text])):
            weights[text] = weights.get(text, 0.0) + many
    return {spelled[text]: weight for text, weight in weights.items()}


def _is_sound(text: str) -> bool:
    """Whether each word is one that filers use, or could be a name."""
    return all(_is_word(word) or bool(_COULD_BE_NAME.fullmatch(word)) for word in text.split() if key(word))


def _is_word(text: str) -> bool:
    return key(text) in WORDS or key(text) in common() or is_known(key(text)) or not key(text).isalpha()


def _garbles_usual(text: str) -> bool:
    """Whether it is a usual title but for words that are none: `Jctass A Common Stock` on every row of a bad scan."""
    words = text.split()
    strange = [at for at, word in enumerate(words) if key(word) and not _is_word(word)]
    if not strange:
        return False
    rest = [key(word) for at, word in enumerate(words) if at not in strange]
    for usual in _USUAL_TITLES:
        if len(usual) == len(words) and [word for at, word in enumerate(usual) if at not in strange] == rest:
            return True
    return False


def _stutters(text: str) -> bool:
    """Whether a word stands in it twice: a line of the cell beside it, or one read twice."""
    words = [key(word) for word in text.split()]
    return len(set(words)) < len(words)


def _garbles(text: str, told: list[list[str]]) -> bool:
    """Whether it is a name of the notes with its words in another order or some of them lost."""
    words = [key(word) for word in text.split()]
    return any(word in OPENINGS for word in words) or any(
        words != name and (sorted(words) == sorted(name) or within(words, name)) for name in told
    )


def _value(readings: Readings, pointer: str) -> str | None:
    _, table, at, name = pointer.split("/")
    value: str | None = getattr(getattr(readings.filing, table)[int(at)], name)
    return value


def _bare(text: str) -> str:
    words = text.split()
    while len(words) > 1 and key(words[0]) in OPENINGS:
        words = words[1:]
    return " ".join(words)


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
        and _is_word(word)
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
    stands = _value(readings, row.pointer) or ""
    if key(_bare(value)) == key(_bare(stands)) and points_of(value) <= points_of(stands):
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
    _, table, at, _ = row.pointer.split("/")
    getattr(readings.filing, table)[int(at)].nature_of_ownership = None
    builder.proofs.pop(row.pointer, None)
    builder.missing(row.pointer, "unreadable")
