"""Natures of ownership yield to the filing's others: cells that cannot be read, strange words, garbled ends of funds' names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set

from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import Word, key, tells
from form4ml.assembly.text_places import Place, take
from form4ml.normalize.common_words import common
from form4ml.normalize.known_words import distance
from form4ml.normalize.names import fold
from form4ml.normalize.usual_texts import WORDS
from form4ml.record import TABLES

_SEEN = frozenset(("see footnote", "see footnotes", "see note", "see notes"))
_MANY_SEEN = 3
# How a fund's name ends, its comma with it, and what engines leave of that.
_END = re.compile(r",?\s(?:LP|L\.P\.|LLC|L\.L\.C\.)$")
_GARBLED_END = re.compile(r"[,.]?\s([lLI1|][\w.|]{1,3})[.,]?$")
_SAME_ENDS = 3
_WORD_OFF = 1.0  # how far a word may be off from one that stands elsewhere, in letters


def seen_throughout(readings: Readings, places: list[Place]) -> None:
    """Where every nature that can be read is to see a footnote, a cell whose words cannot be read is too."""
    sound = Counter(fold(place.value) for place in places if not place.doubtful or fold(place.value) in _SEEN)
    if len(sound) != 1 or sum(sound.values()) < _MANY_SEEN or not set(sound) <= _SEEN:
        return
    (printed,) = sound
    text = next(place.value for place in places if fold(place.value) == printed)
    garbled = [place for place in places if fold(place.value) != printed]
    for table in TABLES:
        for at, row in enumerate(getattr(readings.filing, table)):
            pointer = f"/{table}/{at}/nature_of_ownership"
            if row.nature_of_ownership is None and pointer in readings.undecided and row.direct_or_indirect == "I":
                garbled.append(Place(pointer, "nature_of_ownership", "", True))
    for place in garbled:
        if place.doubtful and not any(key(word.text) in WORDS for word in place.words):
            take(readings, place.pointer, text, "as-in-other-rows", False)
            place.value, place.words = text, []


def words_as_elsewhere(readings: Readings, places: list[Place], names: Iterable[str]) -> None:
    """A word that stands on no other row is, in a doubtful reading, the one that other rows or the notes have in its place."""
    counts = Counter(name for place in places for name in {key(word.text) for word in place.words})
    spelled = {key(word.text): word.text for place in places for word in place.words if not place.doubtful}
    told = {key(word): word for name in names for word in name.split()}
    there = {name for name, many in counts.items() if many > 1} | set(told)
    for place in places:
        if not place.doubtful:
            continue
        words = [_word_of(word, there, {**spelled, **told}) for word in place.words]
        text = " ".join(words)
        if text != place.value:
            take(readings, place.pointer, text, "as-in-other-rows", False)
            if readings.proof(place.pointer) is not None:
                place.value = text
                place.words = [word._replace(text=new) for word, new in zip(place.words, words, strict=True)]


def _word_of(word: Word, there: Set[str], spelled: Mapping[str, str]) -> str:
    """The one word of a filing that a strange word may be a misreading of, in its place and with its commas."""
    name = key(word.text)
    if len(name) < 5 or name in there or name in WORDS or name in common() or tells(word.text):
        return word.text
    near = [other for other in there if len(other) > 4 and other in spelled and distance(name, other) <= _WORD_OFF]
    if len(near) != 1:
        return word.text
    core = re.sub(r"^[\W_]+|[\W_]+$", "", spelled[near[0]])
    return re.sub(r"[^\W_].*[^\W_]", lambda _: core.upper() if word.text.isupper() else core, word.text, count=1)


def ends_as_elsewhere(readings: Readings, places: list[Place]) -> None:
    """What is left of `L.P.` or `LLC` at the end of a fund's name, where all sound names of the filing end alike."""
    ends = Counter(found[0] for place in places if not place.doubtful and (found := _END.search(place.value)))
    if len(ends) != 1 or sum(ends.values()) < _SAME_ENDS:
        return
    (end,) = ends
    for place in places:
        garbled = _GARBLED_END.search(place.value)
        if not place.doubtful or garbled is None or _END.search(place.value):
            continue
        if ("C" in end.upper()) != ("c" in garbled[1].casefold()):
            continue
        take(readings, place.pointer, f"{place.value[: garbled.start()]}{end}", "as-in-other-rows", False)
