"""Titles and natures yield to what a filing prints elsewhere, or filers print most, where that is the likelier reading."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import Word, key, misread, substituted, tells
from form4ml.checks.decide import Choice
from form4ml.layout.view import Token, View
from form4ml.normalize.common_words import common
from form4ml.normalize.known_words import distance
from form4ml.normalize.names import fold
from form4ml.normalize.natures import nature
from form4ml.normalize.usual_texts import USUAL, WORDS
from form4ml.record import TABLES

# Fields whose readings are compared with one another.
_POOLS: tuple[tuple[str, ...], ...] = (("security_title", "underlying_title"), ("nature_of_ownership",))
_MARGIN = 1.7  # how much likelier than any other a reading must be, in natural logarithms
_NEAR = 4.0  # cost up to which a word was read for another
_LEFT = 0.45  # share of a text's letters that must have been read for it
# Costs of a text that stands nowhere else, a name among its words or none, and of its words.
_NEW_NAME, _NEW_WORDS = 4.0, 8.0
_USUAL_WORD, _LOCAL_WORD, _SURE_WORD, _UNSURE_WORD = 0.5, 0.8, 2.0, 5.0
_HOLED = 3.0  # and of a line's missing
_HOLE = 1.6  # times as far as usual is one line below the other where a line between them is missing
_STRONG = 4.0  # how much likelier a text must be to be borne out by it
_DOUBTED = 0.4  # weight of a doubtful reading of another row
_LIKE = 0.86  # how alike two texts must be that are not word for word the same
_NAMED = 0.6  # weight of a name in the notes
_NAME = re.compile(
    r"(?:[A-Z][\w.&'’/-]*(?:,?\s+(?:\([A-Z]\)|-|of|and|the|for|[A-Z0-9][\w.&'’/-]*)){0,9}?),?\s+"
    r"(?:L\.P\.|LP\b|LLC\b|L\.L\.C\.|Ltd\.?|Inc\.)"
)
# Titles that break off, or are the end of one: a line of a wrapped cell by itself.
_BROKEN = re.compile(r"(?:stock|shares?|units?)|(?:.*\s)?(?:common|preferred|ordinary|class(?:\s\w)?)", re.I)
_BREAK = 5.0  # cost of such a title
_BROKEN_WEIGHT = 0.15  # its weight beside whole ones
_POINTED = re.compile(r"^(?:[A-Za-z]\.){2,}$")


_USUAL_TITLES = {name: frozenset(fold(text) for text in USUAL[name] if " " in text) for name in _POOLS[0]}
_SEEN = frozenset(("see footnote", "see footnotes", "see note", "see notes"))
_MANY_SEEN = 3
# How a fund's name ends, its comma with it, and what engines leave of that.
_END = re.compile(r",?\s(?:LP|L\.P\.|LLC|L\.L\.C\.)$")
_GARBLED_END = re.compile(r"[,.]?\s([lLI1|][\w.|]{1,3})[.,]?$")
_SAME_ENDS = 3
_WORD_OFF = 1.0  # how far a word may be off from one that stands elsewhere, in letters
# What the cell beside a title leaves in it.
_TITLE_WORDS = frozenset("class series common preferred ordinary stock shares share a b c 4 8 e".split())


@dataclass(slots=True)
class _Place:
    pointer: str
    name: str  # of its field
    value: str
    doubtful: bool
    words: list[Word] = field(default_factory=list)
    is_broken: bool = False  # a title that breaks off, where that is no wonder


def repeated_texts(readings: Readings) -> None:
    """Decide for the text that a doubtful reading most likely is, where one stands out."""
    names = names_in(readings)
    for fields in _POOLS:
        if "security_title" in fields:
            _by_count(readings, fields)
            _run_together(readings, fields)
        places = _places(readings, fields)
        known = names if "nature_of_ownership" in fields else []
        if "nature_of_ownership" in fields:
            _seen_throughout(readings, places)
            _words_as_elsewhere(readings, places, known)
            _ends_as_elsewhere(readings, places)
        _pointed(readings, places, known)
        for place in places:
            better = _better(place, places, known)
            if better is not None:
                _take(readings, place, *better)


def _by_count(readings: Readings, fields: tuple[str, ...]) -> None:
    """A doubtful reading that lost words of what more rows print, or has strange ones between, is that."""
    places = _places(readings, fields)
    counts = Counter(fold(place.value) for place in places)
    printed = {fold(place.value): place.value for place in places}
    for place in places:
        own = fold(place.value)
        if not place.doubtful:
            continue  # "Restricted Stock" beside "Restricted Stock Units" is another security, not a misreading
        better = [other for other, many in counts.items() if many > counts[own] and _garbles(own, other)]
        most = max((counts[one] for one in better), default=0)
        better = [one for one in better if counts[one] == most]
        if len(better) == 1:
            readings.take(place.pointer, Choice(printed[better[0]], "as-in-other-rows"))


def _run_together(readings: Readings, fields: tuple[str, ...]) -> None:
    """A doubtful title that goes on after it is whole has words of the cell beside it: `Class B Common Stock Common Stock`."""
    places = _places(readings, fields)
    sound = {fold(place.value) for place in places if not place.doubtful}
    for place in places:
        words, whole = place.value.split(), sound | _USUAL_TITLES[place.name]
        if not place.doubtful or fold(place.value) in whole:
            continue
        for size in range(len(words) - 1, 1, -1):
            head, rest = " ".join(words[:size]).rstrip(" ,;"), {key(word) for word in words[size:]}
            if rest <= _TITLE_WORDS and fold(head) in whole and not _BROKEN.fullmatch(head):
                rule = "as-in-other-rows" if fold(head) in sound else "usual-text"
                _take(readings, place, head, rule, False)
                break


def _garbles(read: str, printed: str) -> bool:
    """Whether a reading may be the other text with letters misread, words lost or strange words between."""
    ours, theirs = read.split(), printed.split()
    if _marks(ours) - _marks(theirs) and _marks(theirs) - _marks(ours):
        return False
    if _within(ours, theirs):
        return len(read) >= _LEFT * len(printed) and len(ours) > 1
    if _within(theirs, ours):
        return len(printed) >= 0.6 * len(read) and len(theirs) > 1
    return SequenceMatcher(None, read, printed, autojunk=False).ratio() >= _LIKE


def _marks(words: list[str]) -> set[str]:
    """Short words and figures: what tells Class A from Class B and Fund II from Fund III."""
    return {word for word in words if len(word) <= 4 or any(c.isdigit() for c in word)}


def _within(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return len(few) < len(many) and all(word in rest for word in few)


def _places(readings: Readings, fields: tuple[str, ...]) -> list[_Place]:
    out: list[_Place] = []
    view = _view(readings)
    torn = view is not None and not view.boxed and not view.celled  # text alone: cells come in pieces
    for table in TABLES:
        for at, row in enumerate(getattr(readings.filing, table)):
            for name in fields:
                value = getattr(row, name)
                pointer = f"/{table}/{at}/{name}"
                proof = readings.proof(pointer)
                if value and proof is not None and not proof.signals.supported:
                    place = _Place(pointer, name, value, doubtful(readings, pointer))
                    place.is_broken = (
                        name != "nature_of_ownership"
                        and (torn or place.doubtful)
                        and _BROKEN.fullmatch(value) is not None
                    )
                    place.doubtful = place.doubtful or place.is_broken
                    out.append(place)
    pitch = _pitch(readings, [place.pointer for place in out])
    for place in out:
        place.words = words_of_value(readings, place.pointer, place.value, pitch)
    return out


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


def _pointed(readings: Readings, places: list[_Place], names: Iterable[str]) -> None:
    """Points that an engine dropped are put back where the filing prints them in the same words: `L.P.` for `LP`."""
    spelled: dict[str, set[str]] = defaultdict(set)
    for text in (*names, *(place.value for place in places)):
        for tail in _tails(text):
            spelled[_loose(tail)].add(tail)
    for place in places:
        best = place.value
        for other in spelled[_loose(place.value)]:
            if _points(other) > _points(best) and len(other.split()) == len(place.value.split()):
                best = " ".join(
                    theirs if _POINTED.match(theirs.rstrip(",")) else ours
                    for ours, theirs in zip(place.value.split(), other.split(), strict=True)
                )
        if place.doubtful and best != place.value:
            _take(readings, place, best, "points-as-elsewhere", False)
            place.value = best
            place.words = [word._replace(text=text) for word, text in zip(place.words, best.split(), strict=True)]


def _seen_throughout(readings: Readings, places: list[_Place]) -> None:
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
                garbled.append(_Place(pointer, "nature_of_ownership", "", True))
    for place in garbled:
        if place.doubtful and not any(key(word.text) in WORDS for word in place.words):
            _take(readings, place, text, "as-in-other-rows", False)
            place.value, place.words = text, []


def _words_as_elsewhere(readings: Readings, places: list[_Place], names: Iterable[str]) -> None:
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
            _take(readings, place, text, "as-in-other-rows", False)
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


def _ends_as_elsewhere(readings: Readings, places: list[_Place]) -> None:
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
        _take(readings, place, f"{place.value[: garbled.start()]}{end}", "as-in-other-rows", False)


def _take(readings: Readings, place: _Place, text: str, rule: str, sure: bool) -> None:
    if readings.take(place.pointer, Choice(text, rule)) and not sure:
        proof = readings.proof(place.pointer)
        if proof is not None:
            proof.signals = proof.signals.but(supported=False)


def _tails(text: str) -> list[str]:
    """A name, and the same behind `By`."""
    return [text, f"By {text}"] if not text.casefold().startswith("by ") else [text, text[3:]]


def _loose(text: str) -> str:
    return key(text)


def _points(text: str) -> int:
    return sum(1 for word in text.split() if _POINTED.match(word.rstrip(",")))


def _better(place: _Place, places: list[_Place], names: list[str]) -> tuple[str, str, bool] | None:
    """The text that a reading most likely is, why, and whether beyond doubt, where it is not the one that was read."""
    shares, spelled = _shares(place, places, names)
    own = _loose(place.value)
    same = spelled.get(own)
    if (
        same is not None
        and place.doubtful
        and fold(same) != fold(place.value)
        and _points(same) == _points(place.value)
    ):
        return same, "as-in-other-rows", False
    here = {key(word) for name in shares if name != own for word in spelled[name].split()} | WORDS
    holed = any(word.below_hole for word in place.words)
    if not place.doubtful and not holed and all(is_sound(word, here) for word in place.words):
        return None
    as_read = _as_read(place, shares, here, own)
    scored: list[tuple[float, str]] = []
    budget = as_read - _MARGIN
    sizes = len(own)
    for name, share in shares.items():
        if name == own or not 0.5 * sizes <= len(name) <= 2.3 * sizes + 4:
            continue
        prior = -math.log(share)
        if prior > budget + _MARGIN:
            continue
        cost, _ = misread(place.words, spelled[name].split())
        scored.append((prior + cost, name))
    scored.sort()
    if not scored or scored[0][0] > budget or (len(scored) > 1 and scored[1][0] - scored[0][0] < _MARGIN):
        return None
    text = spelled[scored[0][1]]
    printed = text.split()
    _, found = misread(place.words, printed)
    if _only_shorter(place, printed, found):
        return None
    left = sum(len(word) for word, at in zip(printed, found, strict=True) if at is not None and _near(place, at, word))
    if left < _LEFT * sum(len(word) for word in printed):
        return None
    local = any(_loose(other.value) == scored[0][1] for other in places if other is not place)
    sure = min([as_read, *(cost for cost, _ in scored[1:2])]) - scored[0][0] >= _STRONG
    return _spelled(place, printed, found), "as-in-other-rows" if local else "usual-text", sure


def _near(place: _Place, at: int, printed: str) -> bool:
    return substituted(place.words[at], printed) <= _NEAR


def _shares(place: _Place, places: list[_Place], names: list[str]) -> tuple[Mapping[str, float], Mapping[str, str]]:
    """How likely each text is at a place, by what else the filing says and by what filers say; and how it is spelled."""
    weights: dict[str, float] = defaultdict(float)
    spelled: dict[str, str] = {}
    for other in sorted(places, key=lambda other: (other.doubtful, _oddness(other.value))):
        if other is not place:
            name = _loose(other.value)
            weight = 1.0 if not other.doubtful else _DOUBTED if _sound(other) else 0.0
            if other.is_broken:
                weight = min(weight, _BROKEN_WEIGHT)
            weights[name] += weight * (1.0 if other.name == place.name else 0.5)
            spelled.setdefault(name, other.value)
    by = place.value.casefold().startswith("by ")
    for text in names:
        shown = f"By {text}" if by else text
        name = _loose(shown)
        weights[name] = max(weights[name], _NAMED)
        spelled.setdefault(name, shown)
    total = sum(weights.values())
    local = max(total / (total + 1.0), 0.5)
    shares = {name: local * weight / (total + 1.0) for name, weight in weights.items() if weight > 0}
    for text, share in USUAL[place.name].items():
        name = _loose(text)
        shares[name] = shares.get(name, 0.0) + (1 - local) * share
        spelled.setdefault(name, text)
    return shares, spelled


def _sound(place: _Place) -> bool:
    """Whether a doubtful reading may yet be what is printed: its words are known or were read with some certainty."""
    return all(key(word.text) in WORDS or (word.sure >= 0.6 and not _odd(word.text)) for word in place.words)


def is_sound(word: Word, known: Set[str]) -> bool:
    """Whether a word may stand as it was read."""
    name = key(word.text)
    return bool(name) and (name in known or (word.sure >= 0.85 and not _odd(word.text)))


def _only_shorter(place: _Place, printed: list[str], found: list[int | None]) -> bool:
    """Whether a name has all of its words from another and lacks some: of two funds one is often called so."""
    read = [at for at in found if at is not None]
    exact = all(at is None or key(place.words[at].text) == key(word) for word, at in zip(printed, found, strict=True))
    return (
        place.name == "nature_of_ownership"
        and exact
        and len(place.words) == len(read) >= 3
        and not any(word.below_hole for word in place.words)
    )


def _as_read(place: _Place, shares: Mapping[str, float], here: Set[str], own: str) -> float:
    """The cost of holding the reading for what is printed."""
    names = 0
    words = 0.0
    for word in place.words:
        name = key(word.text)
        if name in WORDS or any(c.isdigit() for c in name):
            words += _USUAL_WORD
        elif name in here:
            names += 1
            words += _LOCAL_WORD
        else:
            sound = word.sure >= 0.85 and bool(name) and not _odd(word.text)
            names += sound
            words += _SURE_WORD if sound else _UNSURE_WORD
    new = words + (_NEW_NAME if names else _NEW_WORDS)
    if any(word.below_hole for word in place.words):
        new += _HOLED
    elif not place.doubtful:
        new -= 3.0 if names else 1.5
    kept = min(new, -math.log(shares[own])) if own in shares else new
    return kept + _BREAK if place.is_broken else kept


def _oddness(text: str) -> int:
    return sum(_odd(word) or not key(word) for word in text.split())


def _odd(text: str) -> bool:
    return bool(re.search(r"[^\w.,'’()&/$%:*#+\"“”-]|[a-z][A-Z]{2}|[A-Za-z]\d[A-Za-z]", text))


def _spelled(place: _Place, printed: list[str], found: list[int | None]) -> str:
    """The printed words, in the letters in which they were read where they were."""
    shouted = place.value.isupper() and len(place.value) > 4
    out = []
    for word, at in zip(printed, found, strict=True):
        read = "" if at is None else place.words[at].text
        if read and fold(read) == fold(word):
            out.append(read)
        else:
            out.append(word.upper() if shouted and not tells(word) else word)
    return " ".join(out)
