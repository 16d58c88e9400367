"""Titles and natures as the places that they stand at: their words, how sure each is, and what else the filing names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import Word, key
from form4ml.checks.decide import Choice
from form4ml.layout.view import Token, View
from form4ml.normalize.natures import nature
from form4ml.record import TABLES

_HOLE = 1.6  # times as far as usual is one line below the other where a line between them is missing
_NAME = re.compile(
    r"(?:[A-Z][\w.&'’/-]*(?:,?\s+(?:\([A-Z]\)|-|of|and|the|for|[A-Z0-9][\w.&'’/-]*)){0,9}?),?\s+"
    r"(?:L\.P\.|LP\b|LLC\b|L\.L\.C\.|Ltd\.?|Inc\.)"
)
# Titles that break off, or are the end of one: a line of a wrapped cell by itself.
BROKEN = re.compile(r"(?:stock|shares?|units?)|(?:.*\s)?(?:common|preferred|ordinary|class(?:\s\w)?)", re.I)

# What the cell beside a title leaves in it.
TITLE_WORDS = frozenset("class series common preferred ordinary stock shares share a b c 4 8 e".split())
_CLASSED = re.compile(r"\bclass\s[a-z]\b.*\b(?:common|ordinary)\b", re.I)
_BARE = re.compile(r"common(?:\s+(?:stock|shares?))?|ordinary\s+shares?", re.I)
POINTED = re.compile(r"^(?:[A-Za-z]\.){2,}$")


@dataclass(slots=True)
class Place:
    """A title or nature of a row: where it stands in the record, what was read, and whether that is to be trusted."""

    pointer: str
    name: str  # of its field
    value: str
    doubtful: bool
    words: list[Word] = field(default_factory=list)
    is_broken: bool = False  # a title that breaks off, where that is no wonder


def places_of(readings: Readings, fields: tuple[str, ...]) -> list[Place]:
    """Every reading of these columns that no rule of the form has borne out, row by row."""
    out: list[Place] = []
    view = _view(readings)
    torn = view is not None and not view.boxed and not view.celled  # text alone: cells come in pieces
    for table in TABLES:
        for at, row in enumerate(getattr(readings.filing, table)):
            for name in fields:
                value = getattr(row, name)
                pointer = f"/{table}/{at}/{name}"
                proof = readings.proof(pointer)
                if value and proof is not None and not proof.signals.supported:
                    place = Place(pointer, name, value, doubtful(readings, pointer))
                    place.is_broken = (
                        name != "nature_of_ownership"
                        and (torn or place.doubtful)
                        and BROKEN.fullmatch(value) is not None
                    )
                    place.doubtful = place.doubtful or place.is_broken
                    out.append(place)
    pitch = _pitch(readings, [place.pointer for place in out])
    for place in out:
        place.words = words_of_value(readings, place.pointer, place.value, pitch)
    return out


def classes_in(readings: Readings) -> bool:
    """Whether titles of the tables name classes of common stock, one of them read for sure."""
    for table in TABLES:
        for at, row in enumerate(getattr(readings.filing, table)):
            for name in ("security_title", "underlying_title"):
                value = getattr(row, name)
                if value and _CLASSED.search(value) and not doubtful(readings, f"/{table}/{at}/{name}"):
                    return True
    return False


def is_bare(title: str) -> bool:
    """Whether a title is common stock of no class."""
    return _BARE.fullmatch(title) is not None


def doubtful(readings: Readings, pointer: str) -> bool:
    """Whether the tagger or the engine was unsure of a text, or it had to be mended."""
    proof = readings.proof(pointer)
    if proof is None:
        return False
    signals = proof.signals
    return signals.tag < 0.9 or signals.repaired or (signals.ocr is not None and signals.ocr < 0.8)


def words_of_value(readings: Readings, pointer: str, value: str, pitch: float) -> list[Word]:
    """The words of a value, each with the engine's certainty of what was read for it."""
    proof = readings.proof(pointer)
    sure: dict[str, float] = {}
    holes: set[str] = set()
    view = _view(readings)
    if proof is not None and view is not None:
        tokens = [view.tokens[at] for at in proof.found.tokens]
        for token in tokens:
            name = key(token.text)
            sure[name] = min(sure.get(name, 1.0), 0.8 if token.confidence is None else token.confidence)
        for above, token in pairwise(tokens):
            if pitch and _drop(view, above, token) > _HOLE * pitch:
                holes.add(key(token.text))
    out = [Word(word, sure.get(key(word), 0.7), key(word) in holes) for word in value.split()]
    counted = Counter(key(word.text) for word in out)
    return [word._replace(below_hole=word.below_hole and counted[key(word.text)] == 1) for word in out]


def _view(readings: Readings) -> View | None:
    """The page, where there is one: rules are also put to records without."""
    view = getattr(readings.builder, "view", None)
    return view if getattr(view, "tokens", None) else None


def _drop(view: View, above: Token, token: Token) -> float:
    """How far a word stands below the one before it, in heights of a line; none over the foot of a page."""
    one, two = view.rows[above.row], view.rows[token.row]
    return (two.y - one.y) / max(two.height, 1.0) if view.boxed and one.page == two.page else 0.0


def _pitch(readings: Readings, pointers: Iterable[str]) -> float:
    """How far the lines of the tables' cells are apart; 0 where the page shows too little of it."""
    view = _view(readings)
    drops: list[float] = []
    for pointer in pointers:
        proof = readings.proof(pointer)
        if proof is not None and view is not None:
            tokens = [view.tokens[at] for at in proof.found.tokens]
            drops += [drop for above, token in pairwise(tokens) if (drop := _drop(view, above, token)) > 0.6]
    return median(drops) if len(drops) >= 3 else 0.0


def names_in(readings: Readings) -> list[str]:
    """Names of companies and funds that the notes, the remarks and the owners' boxes hold."""
    filing = readings.filing
    texts = [note.text for note in filing.footnotes if note.text]
    if filing.remarks:
        texts.append(filing.remarks)
    found = [match[0] for text in texts for match in _NAME.finditer(text)]
    found += [name.rsplit(" of ", 1)[1] for name in found if " of " in name]
    found = [better for name in found if (better := nature(name).value)]
    return found + [owner.name for owner in filing.reporting_owners if owner.name]


def take(readings: Readings, pointer: str, text: str, rule: str, sure: bool) -> None:
    """Put a text in a place, for sure or as no more than likely."""
    put = readings.take if sure else readings.take_likely
    put(pointer, Choice(text, rule))


def is_sound(word: Word, known: Set[str]) -> bool:
    """Whether a word may stand as it was read."""
    name = key(word.text)
    return bool(name) and (name in known or (word.sure >= 0.85 and not is_odd(word.text)))


def is_odd(text: str) -> bool:
    return bool(re.search(r"[^\w.,'’()&/$%:*#+\"“”-]|[a-z][A-Z]{2}|[A-Za-z]\d[A-Za-z]", text))


def points_of(text: str) -> int:
    """How many of a text's words have points: `L.P.`, `U.S.`"""
    return sum(1 for word in text.split() if POINTED.match(word.rstrip(",")))
