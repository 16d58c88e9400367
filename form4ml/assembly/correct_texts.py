"""Titles and natures yield to what a filing prints elsewhere, or filers print most, where that is the likelier reading."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from difflib import SequenceMatcher

from form4ml.assembly.correct_natures import ends_as_elsewhere, seen_throughout, words_as_elsewhere
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import key, misread, substituted, tells, within
from form4ml.assembly.text_places import (
    BROKEN,
    POINTED,
    TITLE_WORDS,
    Place,
    classes_in,
    is_bare,
    is_odd,
    is_sound,
    names_in,
    places_of,
    points_of,
    take,
)
from form4ml.checks.decide import Choice
from form4ml.normalize.names import fold
from form4ml.normalize.usual_texts import USUAL, WORDS

# Fields whose readings are compared with one another.
_POOLS: tuple[tuple[str, ...], ...] = (("security_title", "underlying_title"), ("nature_of_ownership",))
_MARGIN = 1.7  # how much likelier than any other a reading must be, in natural logarithms
_NEAR = 4.0  # cost up to which a word was read for another
_LEFT = 0.45  # share of a text's letters that must have been read for it
# Costs of a text that stands nowhere else, a name among its words or none, and of its words.
_NEW_NAME, _NEW_WORDS = 4.0, 8.0
_USUAL_WORD, _LOCAL_WORD, _SURE_WORD, _UNSURE_WORD = 0.5, 0.8, 2.0, 5.0
_HOLED = 3.0  # and of a line's missing
_STRONG = 4.0  # how much likelier a text must be to be borne out by it
_DOUBTED = 0.4  # weight of a doubtful reading of another row
_BARE_BESIDE_CLASSES = 0.05  # of 770 filings whose titles name a class of common stock 8 name stock of none beside it
_LIKE = 0.86  # how alike two texts must be that are not word for word the same
_NAMED = 0.6  # weight of a name in the notes
_BREAK = 5.0  # cost of a title that breaks off
_BROKEN_WEIGHT = 0.15  # its weight beside whole ones
_USUAL_TITLES = {name: frozenset(fold(text) for text in USUAL[name] if " " in text) for name in _POOLS[0]}


def repeated_texts(readings: Readings) -> None:
    """Decide for the text that a doubtful reading most likely is, where one stands out."""
    names = names_in(readings)
    for fields in _POOLS:
        if "security_title" in fields:
            _by_count(readings, fields)
            _run_together(readings, fields)
        places = places_of(readings, fields)
        classed = "security_title" in fields and classes_in(readings)
        for place in places:
            place.doubtful = place.doubtful or (classed and is_bare(place.value))
        known = names if "nature_of_ownership" in fields else []
        if "nature_of_ownership" in fields:
            seen_throughout(readings, places)
            words_as_elsewhere(readings, places, known)
            ends_as_elsewhere(readings, places)
        _pointed(readings, places, known)
        for place in places:
            better = _better(place, places, known, classed)
            if better is not None:
                take(readings, place.pointer, *better)


def _by_count(readings: Readings, fields: tuple[str, ...]) -> None:
    """A doubtful reading that lost words of what more rows print, or has strange ones between, is that."""
    places = places_of(readings, fields)
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
    places = places_of(readings, fields)
    sound = {fold(place.value) for place in places if not place.doubtful}
    for place in places:
        words, whole = place.value.split(), sound | _USUAL_TITLES[place.name]
        if not place.doubtful or fold(place.value) in whole:
            continue
        for size in range(len(words) - 1, 1, -1):
            head, rest = " ".join(words[:size]).rstrip(" ,;"), {key(word) for word in words[size:]}
            if rest <= TITLE_WORDS and fold(head) in whole and not BROKEN.fullmatch(head):
                rule = "as-in-other-rows" if fold(head) in sound else "usual-text"
                take(readings, place.pointer, head, rule, False)
                break


def _garbles(read: str, printed: str) -> bool:
    """Whether a reading may be the other text with letters misread, words lost or strange words between."""
    ours, theirs = read.split(), printed.split()
    if _marks(ours) - _marks(theirs) and _marks(theirs) - _marks(ours):
        return False
    if within(ours, theirs):
        return len(read) >= _LEFT * len(printed) and len(ours) > 1
    if within(theirs, ours):
        return len(printed) >= 0.6 * len(read) and len(theirs) > 1
    return SequenceMatcher(None, read, printed, autojunk=False).ratio() >= _LIKE


def _marks(words: list[str]) -> set[str]:
    """Short words and figures: what tells Class A from Class B and Fund II from Fund III."""
    return {word for word in words if len(word) <= 4 or any(c.isdigit() for c in word)}


def _pointed(readings: Readings, places: list[Place], names: Iterable[str]) -> None:
    """Points that an engine dropped are put back where the filing prints them in the same words: `L.P.` for `LP`."""
    spelled: dict[str, set[str]] = defaultdict(set)
    for text in (*names, *(place.value for place in places)):
        for tail in _tails(text):
            spelled[_loose(tail)].add(tail)
    for place in places:
        best = place.value
        for other in spelled[_loose(place.value)]:
            if points_of(other) > points_of(best) and len(other.split()) == len(place.value.split()):
                best = " ".join(
                    theirs if POINTED.match(theirs.rstrip(",")) else ours
                    for ours, theirs in zip(place.value.split(), other.split(), strict=True)
                )
        if place.doubtful and best != place.value:
            take(readings, place.pointer, best, "points-as-elsewhere", False)
            place.value = best
            place.words = [word._replace(text=text) for word, text in zip(place.words, best.split(), strict=True)]


def _tails(text: str) -> list[str]:
    """A name, and the same behind `By`."""
    return [text, f"By {text}"] if not text.casefold().startswith("by ") else [text, text[3:]]


def _loose(text: str) -> str:
    return key(text)


def _better(place: Place, places: list[Place], names: list[str], classed: bool) -> tuple[str, str, bool] | None:
    """The text that a reading most likely is, why, and whether beyond doubt, where it is not the one that was read."""
    shares, spelled = _shares(place, places, names, _BARE_BESIDE_CLASSES if classed else 1.0)
    own = _loose(place.value)
    same = spelled.get(own)
    if (
        same is not None
        and place.doubtful
        and fold(same) != fold(place.value)
        and points_of(same) == points_of(place.value)
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


def _near(place: Place, at: int, printed: str) -> bool:
    return substituted(place.words[at], printed) <= _NEAR


def _shares(
    place: Place, places: list[Place], names: list[str], bare: float
) -> tuple[Mapping[str, float], Mapping[str, str]]:
    """How likely each text is at a place, by what else the filing says and by what filers say; and how it is spelled.

    `bare` is how much less likely a title without a class is than it would be by itself.
    """
    weights: dict[str, float] = defaultdict(float)
    spelled: dict[str, str] = {}
    for other in sorted(places, key=lambda other: (other.doubtful, _oddness(other.value))):
        if other is not place:
            name = _loose(other.value)
            weight = 1.0 if not other.doubtful else _DOUBTED if _sound(other) else 0.0
            if other.is_broken:
                weight = min(weight, _BROKEN_WEIGHT)
            weights[name] += (
                weight * (1.0 if other.name == place.name else 0.5) * (bare if is_bare(other.value) else 1.0)
            )
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
        shares[name] = shares.get(name, 0.0) + (1 - local) * share * (bare if is_bare(text) else 1.0)
        spelled.setdefault(name, text)
    return shares, spelled


def _sound(place: Place) -> bool:
    """Whether a doubtful reading may yet be what is printed: its words are known or were read with some certainty."""
    return all(key(word.text) in WORDS or (word.sure >= 0.6 and not is_odd(word.text)) for word in place.words)


def _only_shorter(place: Place, printed: list[str], found: list[int | None]) -> bool:
    """Whether a name has all of its words from another and lacks some: of two funds one is often called so."""
    read = [at for at in found if at is not None]
    exact = all(at is None or key(place.words[at].text) == key(word) for word, at in zip(printed, found, strict=True))
    return (
        place.name == "nature_of_ownership"
        and exact
        and len(place.words) == len(read) >= 3
        and not any(word.below_hole for word in place.words)
    )


def _as_read(place: Place, shares: Mapping[str, float], here: Set[str], own: str) -> float:
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
            sound = word.sure >= 0.85 and bool(name) and not is_odd(word.text)
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
    return sum(is_odd(word) or not key(word) for word in text.split())


def _spelled(place: Place, printed: list[str], found: list[int | None]) -> str:
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
