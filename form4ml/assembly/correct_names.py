"""Names decide each other: a damaged word of an owner's or the issuer's name is what other places of the filing say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import product
from typing import NamedTuple

from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.layout.view import View
from form4ml.normalize.common_words import common
from form4ml.normalize.known_words import distance
from form4ml.normalize.names import is_entity, same_owner, tokens

_LEGAL = frozenset("inc corp co ltd llc lp llp plc nv sa ag company corporation limited incorporated".split())
_STROKES = "Il1|J/![]"
_LIKE = {"8": "B", "0": "O", "1": "IL", "5": "S", "6": "G", "g": "q", "G": "Q", "O": "Q"}
_FIGURES = {"0": "OQD", "1": "ILJT", "2": "Z", "3": "B", "4": "A", "5": "S", "6": "G", "7": "TZ", "8": "B", "9": "G"}
_LIKE_BRACKET = "JL"  # what engines read an opening bracket as; no real symbol of 4,621 looks as if it had one
_SHORT_SYMBOL = 3
_LIKE_TWO = re.compile(r"\b([^\W\d_]{3,})\s+(?!II\b)[1Il|!\[\]]{2}(?=[\s,;]|$)")
_TWO = frozenset({"11", "1l", "il", "l1", "ii"})  # what a Roman two is read as


class Word(NamedTuple):
    text: str
    key: str  # letters and digits in small


class Words:
    """The words of a document, row by row, for what stands elsewhere."""

    def __init__(self, view: View) -> None:
        self.rows: list[list[Word]] = []
        for row in range(len(view.rows)):
            read = (Word(token.text, _key(token.text)) for token in view.row_tokens(row))
            self.rows.append([word for word in read if word.key])
        self.counts = Counter(word.key for row in self.rows for word in row)

    def runs(self, size: int) -> Iterator[Sequence[Word]]:
        for row in self.rows:
            for at in range(len(row) - size + 1):
                yield row[at : at + size]


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


# -- rules -------------------------------------------------------------------------------------------------------------


def owner_names(readings: Readings) -> None:
    """Owners' names against the signatures, and against names of the same words elsewhere."""
    filing = readings.filing
    words: Words | None = None
    signers = [name for sign in filing.signatures if (name := sign.principal or sign.name)]
    for at, owner in enumerate(filing.reporting_owners):
        pointer = f"/reporting_owners/{at}/name"
        if not owner.name:
            continue
        _borne_out(readings, pointer, owner.name)
        others = readings.of(pointer, owner.name)[1:]
        bare = [one for one in others if owner.name[0] in _STROKES and one.casefold() == owner.name[1:].casefold()]
        if len(bare) == 1:
            readings.take(pointer, Choice(bare[0], "rule-before-name"))
        words = words or Words(readings.builder.view)
        mended = {one for signer in signers if (one := completed(owner.name, signer, words))} - {owner.name}
        if len(mended) == 1:
            whole = mended.pop()
            # Behind a last word cut short, what the signature has more was lost as well.
            lost = whole.split()[-1] != owner.name.split()[-1] and any(_says_more(one, whole) for one in signers)
            put = readings.take if lost else readings.take_from
            if put(pointer, Choice(whole, "same-owner")) and lost:
                readings.doubt(pointer)
        elif is_entity(owner.name) and not _as_typed(readings):
            _like_elsewhere(readings, pointer, owner.name, words)


def _says_more(signer: str, name: str) -> bool:
    """Whether a signature of the same person has an initial or a generation that the name lacks."""
    rest = {_key(word) for word in signer.split()} - {_key(word) for word in name.split()}
    return same_owner(signer, name) and bool({word for word in rest if word})


def _borne_out(readings: Readings, pointer: str, name: str) -> None:
    """A name that was mended, or read otherwise elsewhere, is none the worse for it where another place has it whole."""
    proof = readings.proof(pointer)
    if proof is None or not (proof.signals.repaired or proof.signals.disputed) or not is_entity(name):
        return
    if readings.builder.echoes.repeated(name, proof.found.text):
        proof.signals = proof.signals.but(repaired=False, disputed=False, agreed=True)


def issuer_name(readings: Readings) -> None:
    """The issuer's name against care-of lines and notes, and against its symbol."""
    pointer, name = "/issuer/name", readings.filing.issuer.name
    if not name:
        return
    if not _as_typed(readings):
        once = _said_once(name)
        if once is not None and readings.take(pointer, Choice(once, "said-twice")):
            name = once
        _like_elsewhere(readings, pointer, name, Words(readings.builder.view))
    name, symbol = readings.filing.issuer.name or name, readings.filing.issuer.trading_symbol
    if symbol and symbol.isalpha() and len(symbol) > 1 and not _spells(symbol, name):
        if name[0].islower() and not _as_typed(readings):
            readings.contradict(pointer)  # its capital was lost
        ways = {way for way in _misread(name) if _spells(symbol, way)}
        if len(ways) == 1:
            readings.take(pointer, Choice(ways.pop(), "symbol-spelled"))


def _said_once(name: str) -> str | None:
    """A name without a piece of itself before it: `Light Group, Harbor Light Group Inc.`"""
    words = name.split()
    keys = [_key(word) for word in words]
    for at in range(2, len(words) // 2 + 1):
        rest = keys[at:]
        if any(rest[n : n + at] == keys[:at] for n in range(len(rest) - at + 1)):
            return " ".join(words[at:])
    return None


def symbol_of_issuer(readings: Readings) -> None:
    """Symbols are letters: a figure is the letter that the issuer's name has there, and a bracket before it none of them."""
    pointer, symbol = "/issuer/trading_symbol", readings.filing.issuer.trading_symbol
    name = readings.filing.issuer.name
    if not symbol or not symbol.isalnum() or _as_typed(readings):
        return
    # Of 4,668 real symbols 14 are in small letters, of those read so most are misread.
    odd = symbol.islower() or not (symbol.isupper() or (name and _spells(symbol, name)))
    if odd or (not name and not symbol.isalpha()):
        readings.contradict(pointer)
    if not name or not symbol.isupper():
        return
    if any(sign.isdigit() for sign in symbol):
        ways = {way for way in _lettered(symbol.upper()) if _spells(way, name)}
        first = {way for way in ways if way[0] == name[0].upper()}
        chosen = ways if len(ways) == 1 else first
        if len(chosen) == 1:
            readings.take(pointer, Choice(chosen.pop(), "spelled-by-issuer"))
        else:
            readings.contradict(pointer)
    elif symbol[0] in _LIKE_BRACKET and len(symbol) > _SHORT_SYMBOL and not _spells(symbol, name):
        rest = symbol[1:]
        if rest[0] == name[0].upper() and _spells(rest, name):
            readings.take(pointer, Choice(rest, "bracket-before-symbol"))


def _lettered(symbol: str) -> Iterator[str]:
    """The symbol with each figure taken for a letter that it may stand for."""
    return map("".join, product(*(_FIGURES.get(sign, sign) for sign in symbol)))


def _as_typed(readings: Readings) -> bool:
    """Whether the text came as it was typed: no engine misread a letter of it."""
    return bool(getattr(readings.builder.view, "typed", False))


def second_ones(readings: Readings) -> None:
    """A Roman two misread behind a word is two where the same word has one elsewhere: Fund 11 and Fund II."""
    filing = readings.filing
    named: list[tuple[str, str | None]] = [
        (f"/reporting_owners/{at}/name", owner.name) for at, owner in enumerate(filing.reporting_owners)
    ]
    for at, sign in enumerate(filing.signatures):
        named += [
            (f"/signatures/{at}/{part}", getattr(sign, part)) for part in ("name", "agent", "principal", "capacity")
        ]
    doubtful = [(pointer, name) for pointer, name in named if name and _LIKE_TWO.search(name)]
    if not doubtful:
        return
    runs = Words(readings.builder.view).runs(2)
    known = {first.key for first, second in runs if second.text.strip(",.;:") == "II"}

    def mended(found: re.Match[str]) -> str:
        return f"{found[1]} II" if _key(found[1]) in known else found[0]

    for pointer, name in doubtful:
        whole = _LIKE_TWO.sub(mended, name)
        if whole != name:
            readings.take(pointer, Choice(whole, "read-elsewhere"))


# -- persons -----------------------------------------------------------------------------------------------------------


def completed(read: str, witness: str, words: Words) -> str | None:
    """An owner's name with its damaged word as signed: HIEL PETER, signed by Peter Thiel, is THIEL PETER."""
    if is_entity(read) or is_entity(witness):
        return None
    known = [word for word in re.findall(r"[^\W\d_][^\W_'’-]*(?:['’-][^\W_]+)*", witness) if len(word) > 1]
    known = [word for word in known if tokens(word)]
    own = read.split()
    if len(known) < 2 or len(known) != sum(1 for word in own if len(_key(word)) > 1 or word == own[0]):
        return None
    rest = list(known)
    open_at: list[int] = []
    for at, word in enumerate(own):
        match = next((one for one in rest if _key(one) == _key(word)), None)
        if match is not None:
            rest.remove(match)
        elif len(_key(word)) > 1 or at == 0:
            open_at.append(at)
    if len(open_at) != len(rest) or not open_at or len(open_at) == len(known) > 2:
        return None
    out = list(own)
    for at in open_at:
        fitting = [one for one in rest if _damaged(_key(own[at]), _key(one), words)]
        if len(fitting) != 1:
            return None
        rest.remove(fitting[0])
        out[at] = fitting[0].upper() if own[at].isupper() else fitting[0]
    cut = any(_cut_short(_key(own[at]), _key(out[at])) for at in open_at)
    return " ".join(out) if cut or len(open_at) < len(known) else None


def _cut_short(read: str, whole: str) -> bool:
    """Whether letters at one end of a word are all that was lost."""
    return 0 < len(read) < len(whole) and len(whole) >= 3 and (whole.startswith(read) or whole.endswith(read))


def _damaged(read: str, whole: str, words: Words) -> bool:
    """Whether a word was read from the other: cut short, or misread where the other stands more than once."""
    if _cut_short(read, whole):
        return True
    if min(len(read), len(whole)) < 4 or distance(read, whole) > 1 or read in common():
        return False  # of two readings, a name that many have is no misreading
    if read.replace("rn", "m") == whole:
        return False  # engines read rn as m, hardly the other way
    return words.counts[read] <= 1 and words.counts[whole] >= 1


# -- entities and issuers ----------------------------------------------------------------------------------------------


def _like_elsewhere(readings: Readings, pointer: str, name: str, words: Words) -> None:
    """One word of a name, read so nowhere else, as a run of otherwise the same words has it."""
    parts = name.split()
    keys = [_key(part) for part in parts]
    size = len(keys)
    while size > 1 and keys[size - 1] in _LEGAL:
        size -= 1
    own = keys[:size]
    rare = [at for at, key in enumerate(own) if key and (words.counts[key] <= 1 or key in _TWO)]
    if not rare or not all(own):
        return
    found: dict[str, int] = {}
    kept = {at: [key for n, key in enumerate(own) if n != at] for at in rare}
    for run in words.runs(size):
        seen = [word.key for word in run]
        for at in rare:
            if seen[at] != own[at] and seen[:at] + seen[at + 1 :] == kept[at] and _better(own[at], seen[at], words):
                way = " ".join([*parts[:at], _in_style(run[at].text, parts[at]), *parts[at + 1 :]])
                found[way] = found.get(way, 0) + 1
    if len(found) == 1:
        readings.take_from(pointer, Choice(next(iter(found)), "read-elsewhere"))


def _better(read: str, other: str, words: Words) -> bool:
    """Whether the other word is what the rare one must be: whole where it is cut, or there again and again."""
    if read in _TWO:
        return other == "ii"
    if len(other) < 3 or other in _LEGAL:
        return False
    if _cut_short(read, other):
        return True
    return min(len(read), len(other)) >= 4 and distance(read, other) <= 1 and words.counts[other] >= 2


def _in_style(word: str, like: str) -> str:
    """A word in the case of another, its commas and points kept."""
    core, old = re.sub(r"^[\W_]+|[\W_]+$", "", word), re.sub(r"^[\W_]+|[\W_]+$", "", like)
    if core.upper() == "II":
        styled = "II"
    elif old.isupper():
        styled = core.upper()
    else:
        styled = core.capitalize() if core.isupper() or core.islower() else core
    return like.replace(old, styled, 1) if old else styled


# -- issuer and symbol -------------------------------------------------------------------------------------------------


def _spells(symbol: str, name: str) -> bool:
    """Whether the symbol's letters stand in the name, in order."""
    letters = iter(name.upper())
    return all(letter in letters for letter in symbol.upper())


def _misread(name: str) -> Iterator[str]:
    """The name with one sign taken for the letter that it may stand for; digits only beside letters."""
    for at, sign in enumerate(name):
        beside = name[at - 1 : at].isalpha() or name[at + 1 : at + 2].isalpha()
        if sign.isdigit() and not beside:
            continue
        yield from map(partial(_with, name, at), _LIKE.get(sign, ""))


def _with(name: str, at: int, sign: str) -> str:
    return name[:at] + sign + name[at + 1 :]
