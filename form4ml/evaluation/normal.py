"""The form in which two values are held against each other: what counts as the same text, number, date, state or flag."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any, Final

from form4ml.evaluation.fields import Kind

ALIKE: Final = 0.95  # long text this much alike counts as the same

_PLAIN_SIGNS: Final = {
    **dict.fromkeys(map(ord, "‘’"), "'"),
    **dict.fromkeys(map(ord, "“”"), '"'),
    **dict.fromkeys(map(ord, "–—‐‑"), "-"),
}
_SPACES: Final = re.compile(r"\s+")
_ISO_DATE: Final = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_YES: Final = frozenset({"1", "true", "y", "x"})

STATE_CODES: Final[dict[str, str]] = {
    "alabama": "al", "alaska": "ak", "arizona": "az", "arkansas": "ar", "california": "ca", "colorado": "co",
    "connecticut": "ct", "delaware": "de", "district of columbia": "dc", "florida": "fl", "georgia": "ga",
    "hawaii": "hi", "idaho": "id", "illinois": "il", "indiana": "in", "iowa": "ia", "kansas": "ks", "kentucky": "ky",
    "louisiana": "la", "maine": "me", "maryland": "md", "massachusetts": "ma", "michigan": "mi", "minnesota": "mn",
    "mississippi": "ms", "missouri": "mo", "montana": "mt", "nebraska": "ne", "nevada": "nv", "new hampshire": "nh",
    "new jersey": "nj", "new mexico": "nm", "new york": "ny", "north carolina": "nc", "north dakota": "nd",
    "ohio": "oh", "oklahoma": "ok", "oregon": "or", "pennsylvania": "pa", "puerto rico": "pr", "rhode island": "ri",
    "south carolina": "sc", "south dakota": "sd", "tennessee": "tn", "texas": "tx", "utah": "ut", "vermont": "vt",
    "virginia": "va", "washington": "wa", "west virginia": "wv", "wisconsin": "wi", "wyoming": "wy",
}  # fmt: skip


def text(value: Any) -> str | None:
    """Case, white space, typographic quotes and dashes folded; None for nothing or blanks."""
    if value is None:
        return None
    plain = unicodedata.normalize("NFKC", str(value)).translate(_PLAIN_SIGNS)
    return _SPACES.sub(" ", plain).strip().casefold() or None


def number(value: Any) -> Decimal | str | None:
    """The amount without trailing zeros, thousands commas and dollar sign; what is no number is compared as text."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value).replace(",", "").replace("$", "").strip()).normalize() + 0
    except InvalidOperation:
        return text(value)


def date(value: Any) -> str | None:
    """The ISO day, a time zone after it dropped; anything else as text."""
    found = _ISO_DATE.match(str(value or ""))
    if found:
        return found.group(1)
    return text(value) if value else None


def state(value: Any) -> str | None:
    """Names of states as their codes: newer prints spell them out, the XML does not."""
    name = text(value)
    return None if name is None else STATE_CODES.get(name, name)


def flag(value: Any) -> bool | None:
    """True or None: an empty box and a box that is not there are the same nothing."""
    return True if str(value).strip().lower() in _YES else None


def letters(value: Any) -> str:
    """Letters and digits alone, to tell near misses from real ones."""
    return _NOT_LETTERS.sub("", str(value))


NORMAL: Final[dict[Kind, Callable[[Any], Hashable]]] = {
    "text": text,
    "long": text,
    "number": number,
    "date": date,
    "state": state,
    "flag": flag,
}


def alike(gold: str, predicted: str) -> bool:
    """Whether two long texts are the same but for a few characters."""
    matcher = SequenceMatcher(None, gold, predicted, autojunk=False)
    # Both quick ratios are upper bounds of the exact one and spare most of its quadratic work.
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def same(kind: Kind, gold: Hashable, predicted: Hashable) -> bool:
    """Whether two normal forms of one kind are the same value."""
    if gold == predicted:
        return True
    return kind == "long" and isinstance(gold, str) and isinstance(predicted, str) and alike(gold, predicted)
