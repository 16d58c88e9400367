"""Boxes 1, 2 and 5 by their own words: whose a stray name is, what a mark stands before, where an issuer's name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from form4ml.assembly.found import Found, found, text_of
from form4ml.layout.view import View
from form4ml.normalize.known_words import distance
from form4ml.normalize.names import fold_loose, is_entity, same_owner

_LEGAL = re.compile(r"\W*(?:inc|corp|co|ltd|llc|lp|l\.p|plc|n\.v|s\.a)\b\W*", re.I)
_ENDS_LEGAL = re.compile(r"\b(?:inc|corp|ltd|llc|lp|l\.p|plc)\W*$", re.I)
_WORD = re.compile(r"[A-Z][A-Za-z&'’-]{2,}")
_INITIAL = re.compile(r"[A-Z]\.?|\.")
_MARKS = frozenset({"CHECK_DIRECTOR", "CHECK_OFFICER", "CHECK_TEN", "CHECK_OTHER"})
_MARK = re.compile(r"[_—-]+[Xx][_—-]+")  # by itself an X may be anything
_WORDS = (("director", "CHECK_DIRECTOR"), ("10%", "CHECK_TEN"), ("officer", "CHECK_OFFICER"), ("other", "CHECK_OTHER"))
_TITLE_NEAR = 2  # rows between a title's pieces
_NAME_WORDS = range(2, 6)
_CAPTION = re.compile(r"name and address of reporting", re.I)
_LEGEND = re.compile(r"\(?last\)?\W+\(?first\b", re.I)
_NAME_WORD = re.compile(r"[A-Z][\w&.,'’-]*|(?:19|20)\d\d|&|,")
_UNTAGGED = 0.7  # probability of a name that only its place tells
_NEAR = 12  # rows below its caption within which a name in box 1 stands
_OWN = frozenset(
    "issuer name address and ticker or trading symbol of the form reporting person relationship check all applicable last first "
    "middle street city state zip director officer owner other see instruction instructions omb number approval".split()
)


def settled(view: View, items: Sequence[Found], signed: Sequence[str]) -> list[Found]:
    """The fragments of the boxes under the labels that the words beside them give them."""
    kept = _untagged_marks(view, [_checked(view, item) for item in items])
    kept = _strays(kept)
    kept = _legal_ends(view, kept)
    kept = _beside_symbol(kept, signed)
    kept = [_whole_issuer(view, item, kept) if item.label == "ISSUER" else item for item in kept]
    return _above_legend(view, _above_caption(view, kept))


def _checked(view: View, item: Found) -> Found:
    """A mark of box 5 stands right before its words."""
    if item.label not in _MARKS or item.part != "box":
        return item
    at = item.tokens[-1] + 1
    while at < view.rows[item.row].last and not view.tokens[at].text[0].isalnum():
        at += 1
    word = view.tokens[at].text.lower() if at < view.rows[item.row].last else ""
    label = next((label for start, label in _WORDS if word.startswith(start)), item.label)
    return replace(item, label=label) if label != item.label else item


def _untagged_marks(view: View, items: list[Found]) -> list[Found]:
    """A mark that was not tagged, right before the words of its box."""
    claimed = {at for item in items for at in item.tokens}
    out = list(items)
    for row in sorted({item.row for item in items if item.part == "box"}):
        for near in range(max(0, row - 1), min(len(view.rows), row + 2)):
            for at in range(view.rows[near].first, view.rows[near].last - 1):
                word = view.tokens[at + 1].text
                label = next((label for start, label in _WORDS[:2] if _reads(word, start)), None)
                if label and at not in claimed and _MARK.fullmatch(view.tokens[at].text):
                    claimed.add(at)
                    out.append(found(view, label, [at], _UNTAGGED, "box"))
    return out


def _reads(word: str, own: str) -> bool:
    return word.startswith(own) or (word.isalpha() and distance(word.lower(), own) <= 1)


def _strays(items: list[Found]) -> list[Found]:
    """A piece of a name below the address is none: between the lines of a title it is one of these."""
    first = next((item for item in items if item.label == "OWNER_NAME" and item.part == "box"), None)
    titles = [item.row for item in items if item.label == "TITLE" and item.part == "box"]
    out: list[Found] = []
    for item in items:
        below = first is not None and any(
            first.row < other.row < item.row for other in items if other.label == "STREET" and other.part == "box"
        )
        if item.label == "OWNER_NAME" and item.part == "box" and not item.opens and below:
            above = any(0 <= item.row - row <= _TITLE_NEAR for row in titles)
            under = any(0 < row - item.row <= _TITLE_NEAR for row in titles)
            if above and under:
                out.append(replace(item, label="TITLE"))
        else:
            out.append(item)
    return out


def _legal_ends(view: View, items: list[Found]) -> list[Found]:
    """A lone `Inc.` behind an owner's name, or below it where the issuer has its own, ends the owner's name."""
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        alone = item.label in ("STREET", "ISSUER") and bool(_LEGAL.fullmatch(item.text))
        if alone and item.label == "STREET" and last is not None and _is_open(last) and last.row == item.row:
            tokens = list(range(last.tokens[0], item.tokens[-1] + 1))
            out[-1] = found(view, "OWNER_NAME", tokens, last.probability * item.probability, last.part, last.opens)
            continue
        issuer = next((one for one in reversed(out) if one.label == "ISSUER"), None)
        if alone and issuer is not None and issuer.row < item.row and _ENDS_LEGAL.search(issuer.text):
            owner = next((n for n, one in enumerate(out) if _is_open(one) and one.row == issuer.row), None)
            if owner is not None:
                one = out[owner]
                tokens = [*one.tokens, *item.tokens]
                out[owner] = found(view, "OWNER_NAME", tokens, one.probability, one.part, one.opens)
            continue
        out.append(item)
    return out


def _is_open(item: Found) -> bool:
    """Whether an owner's name is one that a legal form may end."""
    return item.label == "OWNER_NAME" and not _ENDS_LEGAL.search(item.text) and len(item.text.split()) > 1


def _beside_symbol(items: list[Found], signed: Sequence[str]) -> list[Found]:
    """Where no issuer was read, the name before the symbol is his, and the owner's stands elsewhere."""
    if any(item.label == "ISSUER" for item in items):
        return items
    for at, item in enumerate(items):
        if item.label != "OWNER_NAME" or item.part != "box" or not is_entity(item.text):
            continue
        follows = any(
            one.label == "TICKER" and one.row == item.row and 0 < one.tokens[0] - item.tokens[-1] <= 3 for one in items
        )
        others = [one for one in items if one.label == "OWNER_NAME" and one is not item]
        apart = any(not _alike(one.text, item.text) for one in others)
        alone = not others and any(not _alike(name, item.text) for name in signed if name)
        if follows and (alone or (apart and not any(_alike(one.text, item.text) for one in others))):
            return [*items[:at], replace(item, label="ISSUER"), *items[at + 1 :]]
    return items


def _alike(one: str, two: str) -> bool:
    return same_owner(one, two) or fold_loose(one) in fold_loose(two) or fold_loose(two) in fold_loose(one)


def _whole_issuer(view: View, item: Found, items: Sequence[Found]) -> Found:
    """Words right before an issuer's name that nothing else claims begin it; a legal form alone is no name."""
    if item.part != "box" or not item.opens:
        return item
    claimed = {at for other in items if other is not item for at in other.tokens}
    start = view.rows[item.row].first
    at = item.tokens[0]
    while at > start and at - 1 not in claimed and _names(view.tokens[at - 1].text):
        at -= 1
    if at == item.tokens[0]:
        return item
    return found(view, "ISSUER", [*range(at, item.tokens[0]), *item.tokens], item.probability, item.part, item.opens)


def _names(word: str) -> bool:
    """Whether a word can be one of a name, and is none of the form's own."""
    return bool(_WORD.fullmatch(word)) and word.lower() not in _OWN


def _above_legend(view: View, items: list[Found]) -> list[Found]:
    """Where nobody was read before it, the line right above `(Last) (First) (Middle)` that nothing claims is the owner's name."""
    claimed = {at for item in items for at in item.tokens}
    for row in range(1, len(view.rows)):
        if not _LEGEND.search(text_of(view, range(view.rows[row].first, view.rows[row].last))):
            continue
        if any(item.label == "OWNER_NAME" and item.row < row for item in items):
            return items
        tokens = list(range(view.rows[row - 1].first, view.rows[row - 1].last))
        words = [view.tokens[at].text for at in tokens]
        named = all(_NAME_WORD.fullmatch(word) and word.lower() not in _OWN for word in words)
        if len(words) in _NAME_WORDS and named and not claimed.intersection(tokens):
            name = found(view, "OWNER_NAME", tokens, _UNTAGGED, "box")
            return sorted([*items, name], key=lambda item: item.first)
        return items
    return items


def _above_caption(view: View, items: list[Found]) -> list[Found]:
    """An owner's name that box 1 lost may stand above its caption: a line that holds a name and nothing else."""
    for row in range(1, len(view.rows)):
        if not _CAPTION.search(text_of(view, range(view.rows[row].first, view.rows[row].last))):
            continue
        if any(item.label == "OWNER_NAME" and 0 <= item.row - row <= _NEAR for item in items):
            return items
        tokens = list(range(view.rows[row - 1].first, view.rows[row - 1].last))
        words = [view.tokens[at].text for at in tokens]
        claimed = any(item.row == row - 1 for item in items)
        whole = [word for word in words if _names(word)]
        rest = all(_INITIAL.fullmatch(word) for word in words if word not in whole)
        if not claimed and len(words) in _NAME_WORDS and len(whole) > 1 and rest and text_of(view, tokens).isupper():
            name = found(view, "OWNER_NAME", tokens, _UNTAGGED, "box")
            return sorted([*items, name], key=lambda item: item.first)
        return items
    return items
