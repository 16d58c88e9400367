"""Where box 1 ends and box 2 begins: fragments of names cut anew where the tagger cut them in the wrong place.

Plain text runs the two boxes together in one line. The same owner's name as signed, or as listed in the owners' table,
tells how much of the line is his.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from form4ml.assembly import box_words
from form4ml.assembly.found import Found, found, text_of
from form4ml.assembly.signature_lines import blocks
from form4ml.layout.view import View
from form4ml.normalize.known_words import distance
from form4ml.normalize.names import fold_loose, is_entity, tokens
from form4ml.normalize.signatures import signature

_TABLES = frozenset({"table1", "table2", "table1head", "table2head", "notes", "remarks"})
_CROSSED = frozenset({"box", "owners"})
_NEAR = 2  # tokens between two fragments of one name: a misread sign, a point
_DOUBTFUL = 0.65
_MARK = 3  # letters that a check mark may be read as
_LONGEST = 3  # words of a name that went on
_NAME = re.compile(r"[A-Z][A-Za-z'’-]{2,}")
_FORM_WORDS = frozenset("director officer owner other check form filed title below specify give".split())
_LONGEST_ISSUER = 6  # tokens of a company's name
_UNSURE = 0.8  # of a name that was tagged as another's
_LEGAL = re.compile(r"(?:inc|corp|ltd|llc|lp|plc|co)\W*", re.I)
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|JR\.?|SR\.?|III|IV")
_SHORT = re.compile(r"[A-Z][a-z]?\.?")


def settle(view: View, items: Sequence[Found]) -> list[Found]:
    """The fragments with those of owners and issuer where they belong."""
    kept = [item for item in items if not (item.label == "OWNER_NAME" and item.part in _TABLES)]
    kept = [mark for item in kept if (mark := _bare_mark(view, item)) is not None]
    kept = [_place(view, item, kept) for item in kept]
    kept = [_lone(view, _uncrossed(view, item), kept) for item in _joined(view, kept)]
    signed = _signed_names(view, items)
    kept = _cut(view, kept, signed)
    kept = box_words.settled(view, kept, signed)
    kept = [_torn(view, item, kept) if item.label == "ISSUER" else item for item in kept]
    lent = {item.tokens[0] for item in kept if item.label == "ISSUER"}
    return [_without_last(view, item, lent) for item in kept]


def _after(items: Sequence[Found], item: Found, labels: tuple[str, ...], near: int) -> Found | None:
    """The fragment of one of the labels that begins in the same row right behind another."""
    last = item.tokens[-1]
    return next(
        (o for o in items if o.label in labels and o.row == item.row and 0 < o.tokens[0] - last <= near + 1), None
    )


def _place(view: View, item: Found, items: Sequence[Found]) -> Found:
    """A doubtful name in a row with a postal code, right before that or the state, is a city."""
    if item.label != "OWNER_NAME" or item.probability > _DOUBTFUL or _after(items, item, ("STATE", "ZIP"), 2) is None:
        return item
    coded = any(other.label == "ZIP" and other.row == item.row for other in items)
    return replace(item, label="CITY") if coded else item


def _joined(view: View, items: list[Found]) -> list[Found]:
    """Two fragments of a name in one row of the owners' table, with a misread sign between them, are one name."""
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        if (
            last is not None
            and item.label == last.label == "OWNER_NAME"
            and item.row == last.row
            and 0 < item.tokens[0] - last.tokens[-1] <= _NEAR + 1
        ):
            span = list(range(last.tokens[0], item.tokens[-1] + 1))
            probability = last.probability * item.probability
            out[-1] = found(view, "OWNER_NAME", span, probability, last.part, last.opens)
        else:
            out.append(item)
    return out


def _bare_mark(view: View, item: Found) -> Found | None:
    """A check mark without the words before it: a name that stands left of it was taken for a part of it."""
    if not item.label.startswith("CHECK_"):
        return item
    span = list(item.tokens)
    while span and _NAME.fullmatch(view.tokens[span[0]].text) and len(view.tokens[span[0]].text) > _MARK:
        del span[0]
    if len(span) == len(item.tokens):
        return item
    return found(view, item.label, span, item.probability, item.part, item.opens) if span else None


def _lone(view: View, item: Found, items: Sequence[Found]) -> Found:
    """A person's name has two words at least: a lone one goes on with what stands right behind it, where that is no other's."""
    if item.label != "OWNER_NAME" or item.part != "box" or len(item.text.split()) > 1 or is_entity(item.text):
        return item
    if not _NAME.fullmatch(item.text):
        return item
    taken = {token for other in items for token in other.tokens}
    span = list(item.tokens)
    while len(span) < _LONGEST and _goes_on(view, span[-1], taken):
        span.append(span[-1] + 1)
    if len(span) == len(item.tokens):
        return item
    return found(view, "OWNER_NAME", span, item.probability, item.part, item.opens)


def _uncrossed(view: View, item: Found) -> Found:
    """A person's name without the cross of the box beside it: hardly anybody's middle name begins with X."""
    if item.label != "OWNER_NAME" or item.part not in _CROSSED or len(item.tokens) < 3 or is_entity(item.text):
        return item
    if view.tokens[item.tokens[-1]].text not in ("X", "x"):
        return item
    return found(view, "OWNER_NAME", item.tokens[:-1], item.probability, item.part, item.opens)


def _goes_on(view: View, last: int, taken: set[int]) -> bool:
    """Whether the next word is one of the same name: a name in the same case, near it, and not one of the form's own words."""
    if last + 1 >= len(view.tokens) or last + 1 in taken:
        return False
    here, there = view.tokens[last], view.tokens[last + 1]
    if there.row != here.row or not _NAME.fullmatch(there.text) or there.text.casefold() in _FORM_WORDS:
        return False
    if here.text.isupper() != there.text.isupper():
        return False
    if here.box is None or there.box is None:
        return True
    return there.box.left - here.box.right < 1.5 * (here.box.bottom - here.box.top)


# -- owner and issuer in one line --------------------------------------------------------------------------------------


def _cut(view: View, items: list[Found], signed: Sequence[str]) -> list[Found]:
    """The line of box 1 and 2 cut where the owner's name, known from elsewhere, ends."""
    out = [_street_of_names(item, items) for item in items]
    for owner in [item for item in out if item.label == "OWNER_NAME" and item.part == "box"]:
        issuer = _after(items, owner, ("ISSUER",), 2)
        ticker = _after(items, owner, ("TICKER",), 2)
        if issuer is None and ticker is None:
            out = _unparted(view, out, owner, signed)
            continue
        span = list(range(owner.tokens[0], (issuer or owner).tokens[-1] + 1))
        at = _behind_suffix(view, span, owner)
        if at is None:
            at = _boundary(view, span, len(owner.tokens), _witnesses(items, owner, signed))
        if at is None:
            at = _word_boundary(view, span, issuer)
        if at is None or at == len(owner.tokens) or not 0 < at < len(span):
            continue
        probability = owner.probability if issuer is None else min(owner.probability, issuer.probability)
        first = found(view, "OWNER_NAME", span[:at], max(owner.probability, probability), "box", owner.opens)
        second = found(view, "ISSUER", span[at:], probability, "box")
        out = [item for item in _parted(out, owner, first, second) if item is not issuer]
    return _ownerless(view, out, signed)


def _street_of_names(item: Found, items: Sequence[Found]) -> Found:
    """What stands right before the issuer and his symbol in one row is no street but the owner."""
    if item.label != "STREET" or item.part != "box":
        return item
    issuer = _after(items, item, ("ISSUER",), 1)
    named = issuer is not None and _after(items, issuer, ("TICKER",), 2) is not None
    return replace(item, label="OWNER_NAME") if named and not any(c.isdigit() for c in item.text) else item


def _unparted(view: View, items: list[Found], owner: Found, signed: Sequence[str]) -> list[Found]:
    """An owner's name that goes on with a name when the owner is known to end before: no issuer was read but that."""
    if any(item.label == "ISSUER" for item in items):
        return items
    behind = _company_behind(view, owner)
    if behind is not None:
        whole, company = behind
        first = found(view, "OWNER_NAME", whole, owner.probability, "box", owner.opens)
        second = found(view, "ISSUER", company, owner.probability * _UNSURE, "box")
        return _parted(items, owner, first, second)
    at = _boundary(view, owner.tokens, len(owner.tokens), _witnesses(items, owner, signed))
    if at is None or at == len(owner.tokens) or not _NAME.fullmatch(view.tokens[owner.tokens[at]].text):
        return items
    rest, last = owner.tokens[at:], owner.tokens[-1] + 1
    if last < view.rows[owner.row].last and _LEGAL.fullmatch(view.tokens[last].text):
        rest = [*rest, last]
    first = found(view, "OWNER_NAME", owner.tokens[:at], owner.probability, "box", owner.opens)
    second = found(view, "ISSUER", rest, owner.probability * _UNSURE, "box")
    return _parted(items, owner, first, second)


def _parted(items: Sequence[Found], whole: Found, first: Found, second: Found) -> list[Found]:
    """The fragments with the two that one of them is made of in its place."""
    return [part for item in items for part in ((first, second) if item is whole else (item,))]


def _company_behind(view: View, owner: Found) -> tuple[list[int], list[int]] | None:
    """A person's tokens, an initial behind them included, and those of a company's whole name right behind him in his row."""
    if is_entity(owner.text) or len(owner.tokens) < 2:
        return None
    row, at = view.rows[owner.row], owner.tokens[-1] + 1
    whole = list(owner.tokens)
    if at < row.last and re.fullmatch(r"[A-Z0]\.?", view.tokens[at].text):
        whole.append(at)
        at += 1
    run: list[int] = []
    while at < row.last and len(run) < _LONGEST_ISSUER:
        text = view.tokens[at].text
        run.append(at)
        if len(run) > 1 and _LEGAL.fullmatch(text):
            return whole, run
        if not _NAME.fullmatch(text) and text not in (",", "&"):
            return None
        at += 1
    return None


def _ownerless(view: View, items: list[Found], signed: Sequence[str]) -> list[Found]:
    """An issuer's name that begins with the whole of an owner's, while box 1 names nobody: both stand in it."""
    if any(item.label == "OWNER_NAME" and item.part == "box" for item in items):
        return items
    for item in items:
        if item.label != "ISSUER" or item.part != "box":
            continue
        at = _boundary(view, item.tokens, 0, _witnesses(items, item, signed))
        if at is not None and at < len(item.tokens) and _NAME.fullmatch(view.tokens[item.tokens[at]].text):
            first = found(view, "OWNER_NAME", item.tokens[:at], item.probability, "box")
            second = found(view, "ISSUER", item.tokens[at:], item.probability, "box")
            return _parted(items, item, first, second)
    return items


def _behind_suffix(view: View, span: list[int], owner: Found) -> int | None:
    """`Jr.` and the like end a person's name and begin no issuer's."""
    at = len(owner.tokens)
    if at > 2 and _SUFFIX.fullmatch(view.tokens[span[at - 1]].text) and not is_entity(owner.text):
        return at
    while at < len(span) - 1 and view.tokens[span[at]].text == ",":
        at += 1
    if at < len(span) - 1 and _SUFFIX.fullmatch(view.tokens[span[at]].text) and not is_entity(owner.text):
        return at + 1
    return None


def _witnesses(items: Sequence[Found], but: Found, signed: Sequence[str]) -> list[str]:
    """Names of owners that stand elsewhere: in the owners' table, and as signed for."""
    names = [item.text for item in items if item.label == "OWNER_NAME" and item is not but and item.part != "signature"]
    return [name for name in [*names, *signed] if len(name.split()) > 1]


def _signed_names(view: View, items: Sequence[Found]) -> list[str]:
    """The names of those who signed for themselves or were signed for."""
    signed = [signature(block.name.text).value for block in blocks(view, list(items)) if block.name is not None]
    return [one.principal or (one.name if not one.capacity else "") for one in signed if one is not None]


def _boundary(view: View, span: list[int], now: int, witnesses: Sequence[str]) -> int | None:
    """How many tokens are the owner's, where the witnesses agree on one number."""
    ends = {end for name in witnesses if (end := _covered(view, span, now, name)) is not None}
    return ends.pop() if len(ends) == 1 else None


def _covered(view: View, span: list[int], now: int, name: str) -> int | None:
    """The shortest beginning of the tokens that holds every word of the name, its middle initial left with it."""
    if is_entity(name):
        wanted = fold_loose(name)
        return next((n for n in range(1, len(span)) if fold_loose(text_of(view, span[:n])) == wanted), None)
    words = [word for word in tokens(name) if len(word) > 1]
    initials = {word for word in tokens(name) if len(word) == 1}
    for end in range(1, len(span)):
        read = list(tokens(text_of(view, span[:end])))
        if len(words) > 1 and all(any(_alike(word, other) for other in read) for word in words):
            known = {word for word in read if any(_alike(word, one) for one in words)}
            while end < len(span) - 1 and re.fullmatch(r"[A-Z]\.?|\.", view.tokens[span[end]].text):
                if end >= now and view.tokens[span[end]].text[0] not in initials:
                    break
                end += 1
            if end < now and initials and view.tokens[span[end]].text[:1].upper() in {one.upper() for one in initials}:
                return end + 1  # a middle name that was signed as an initial
            strange = [word for word in read if word not in known and len(word) > 1]
            return end if not strange else None
    return None


def _alike(one: str, two: str) -> bool:
    if one == two:
        return True
    return min(len(one), len(two)) >= 4 and distance(one.lower(), two.lower()) <= 1


def _word_boundary(view: View, span: list[int], issuer: Found | None) -> int | None:
    """The issuer's name begins with a whole word."""
    if issuer is None:
        return None
    at = span.index(issuer.tokens[0])
    if view.tokens[span[at]].first:
        return None
    while at > 0 and not view.tokens[span[at]].first:
        at -= 1
    return at


# -- the issuer's first word -------------------------------------------------------------------------------------------


def _torn(view: View, item: Found, items: Sequence[Found]) -> Found:
    """A first word without its capital goes with the one or two letters before it, though they were taken for the owner's."""
    first = item.tokens[0]
    if not re.match(r"[a-z]{3}", view.tokens[first].text):
        return item
    lender = next((one for one in items if _lends(view, one, item)), None)
    if lender is not None:
        return found(view, "ISSUER", [lender.tokens[-1], *item.tokens], item.probability, item.part, item.opens)
    before = view.tokens[max(0, first - 1)]
    if first == 0 or before.row != item.row or not _SHORT.fullmatch(before.text):
        return item
    if any(first - 1 in other.tokens for other in items if other is not item):
        return item
    return found(view, "ISSUER", [first - 1, *item.tokens], item.probability, item.part, item.opens)


def _lends(view: View, owner: Found, issuer: Found) -> bool:
    """Whether a person's name of three words, in the issuer's row or beside it, ends with the capital that he lacks."""
    if owner.label != "OWNER_NAME" or owner.part != "box" or len(owner.tokens) < 3 or is_entity(owner.text):
        return False
    last = view.tokens[owner.tokens[-1]]
    return _SHORT.fullmatch(last.text) is not None and abs(last.row - issuer.row) <= 1


def _without_last(view: View, item: Found, lent: set[int]) -> Found:
    """An owner's name without the letters that are the issuer's."""
    if item.label != "OWNER_NAME" or item.tokens[-1] not in lent:
        return item
    return found(view, "OWNER_NAME", item.tokens[:-1], item.probability, item.part, item.opens)
