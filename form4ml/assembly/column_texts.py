"""The texts that a column of the tables may hold in a filing, and how likely each is: by its notes, its rows and other filings."""

from __future__ import annotations

import re
from collections import Counter

from form4ml.assembly.builder import get_at
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import OPENINGS, Word, is_used, key, within, without_opening
from form4ml.assembly.text_places import doubtful, names_in, points_of
from form4ml.normalize.names import fold, is_entity
from form4ml.normalize.usual_texts import USUAL
from form4ml.record import TABLES

# Weight of a name in the notes, of one that several rows hold, and of one that the engine was sure of in one.
_TOLD, _ON_ROWS, _SEEN_ONCE = 1.0, 1.0, 0.2
_USUAL_SHARE = 0.004  # of all filings' rows, from which on a text is one that any filing may hold
_USUAL = frozenset(fold(text) for text, share in USUAL["nature_of_ownership"].items() if share >= _USUAL_SHARE)
_USUAL_TITLES = [tuple(key(word) for word in text.split()) for text in USUAL["security_title"]]
_COULD_BE_NAME = re.compile(
    r"[A-Z][a-z'’-]{2,}[,.]?|[A-Z]{2,5}[,.]?|\(?[A-Z0-9]{1,4}\)?[,.]?|(?:[A-Z]\.)+,?|[$\d.,%/()-]+"
)
_TITLED = re.compile(
    r"\b(?:Class|Series)\s[A-Z](?:-?\d)?\s(?:(?:Convertible|Redeemable|Common|Preferred|Ordinary|Preference)\s)*(?:Stock|Shares?|Units?)\b"
)


def names(readings: Readings, pointers: list[str]) -> dict[str, float]:
    """The names that rows may hold, without `By`, and the weight of each."""
    weights: dict[str, float] = {}
    spelled: dict[str, str] = {}
    for name in (part for whole in names_in(readings) for part in (whole, whole.rsplit(" and ", 1)[-1])):
        bare = without_opening(name)
        if len(key(bare)) > 3 and is_entity(bare):
            weights[key(bare)] = _TOLD
            if points_of(bare) > points_of(spelled.get(key(bare), "")):
                spelled[key(bare)] = bare
            spelled.setdefault(key(bare), bare)
    told = [[key(word) for word in spelled[name].split()] for name in weights]
    on_rows: Counter[str] = Counter()
    for pointer in pointers:
        value = None if readings.proof(pointer) is None else get_at(readings.filing, pointer)
        if not value or len(key(value)) <= 3:
            continue
        bare = without_opening(value)
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


def titles(readings: Readings, name: str) -> dict[str, float]:
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
    return all(is_word(word) or bool(_COULD_BE_NAME.fullmatch(word)) for word in text.split() if key(word))


def is_word(text: str) -> bool:
    return is_used(key(text)) or not key(text).isalpha()


def _garbles_usual(text: str) -> bool:
    """Whether it is a usual title but for words that are none: `Jctass A Common Stock` on every row of a bad scan."""
    words = text.split()
    strange = [at for at, word in enumerate(words) if key(word) and not is_word(word)]
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


def near(names: dict[str, float], words: list[Word]) -> list[str]:
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
