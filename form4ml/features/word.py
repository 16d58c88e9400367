"""What a token is by itself: observations that are a function of its characters alone, computed once a distinct text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from form4ml.features import vocabulary

_FOLD = str.maketrans({"0": "o", "1": "l", "I": "l", "|": "l", "5": "s", "S": "s", "8": "b", "B": "b", "!": "l"})
_DIGIT = re.compile(r"\d")
_TRIM = re.compile(r"^[^\w$%#&]+|[^\w%)]+$")
_DATE = re.compile(r"^\d{1,2}/\d{1,2}/(?:\d{2}|\d{4})$")
_DATE_LIKE = re.compile(
    r"^[\dOoIlL]{1,2}[/\\1Il7.-][\dOoIlL]{1,2}[/\\1Il7.-]?[12][09]\d\d$|^\d{2}/\d{5,8}$|^\d{4,6}/\d{2,4}$"
)
_MONTH_YEAR = re.compile(r"^\d{1,2}/\d{4}$|^\d{1,2}/\d{2}$")
_GROUPED = re.compile(r"^\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_GROUPED_LIKE = re.compile(r"^[$S]?\d{1,3}(?:[,.]\d{3,5})+[^A-Za-z]*$|^\d{1,3}(?:,\d{2,5})+\S?$")
_DECIMAL = re.compile(r"^\d*\.\d+$")
_MARK = re.compile(r"^\([\dlIiOoSs]{1,2}\)$")
_CHECK = re.compile(r"^_*[xX]_*$")
_ID = re.compile(r"^\d{1,2}\.$")


@lru_cache(maxsize=65536)
def kind(text: str) -> str:
    """The token's type, a short code: date, $ price, N grouped amount, n integer, a capital letter as itself, …"""
    if len(text) == 1:
        if text in "xX":
            return "X"
        if text.isalpha():
            return text.upper() if text.isupper() or text in "l" else "l:" + text
        if text.isdigit():
            return "d" + text if text in "01" else "n1"
        return "$" if text == "$" else "_" if text == "_" else "j"
    head = text[0]
    if head == "_":
        return "X" if _CHECK.match(text) else "_"
    if head == "(":
        return "m" if _MARK.match(text) else "(w)"
    if _CHECK.match(text):
        return "X"
    digits = len(_DIGIT.findall(text))
    if digits:
        if _DATE.match(text):
            return "D"
        if head == "$":
            return "$N" if _GROUPED.match(text) else "$n"
        if _GROUPED.match(text):
            return "N"
        if text.isdigit():
            return f"n{len(text)}" if len(text) < 6 else "n6" if len(text) < 8 else "nD"
        if _DATE_LIKE.match(text):
            return "D?"
        if _MONTH_YEAR.match(text):
            return "D2"
        if _DECIMAL.match(text):
            return "n."
        if _GROUPED_LIKE.match(text):
            return "N?"
        if _ID.match(text):
            return "1."
        if text[:1] == "S" and text[1:2].isdigit():
            return "$?"
        if head == "/" and len(text) == 2:
            return "n?"
        return "nx" if digits * 2 >= len(text) else "wn"
    if text.isalpha():
        if text.isupper():
            return "W"
        return "C" if head.isupper() else "w"
    if not any(c.isalpha() for c in text):
        return "jj"
    return "W-" if text.upper() == text else "C-" if head.isupper() else "w-"


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Lower case, outer signs off, digits as 0: the form under which a word is known."""
    bare = _TRIM.sub("", text) or text
    if bare.isdigit() and len(bare) <= 2:
        return bare
    return _DIGIT.sub("0", bare.lower())[:24]


def form(text: str) -> str:
    return plain(text)


def exact(text: str) -> str | None:
    return text if len(text) <= 3 else None


def folded(text: str) -> str | None:
    """The word with characters that OCR confuses made one: finds `Tssuer` and `lOb5-l` no worse than the print."""
    return text.translate(_FOLD).lower()[:16] if len(text) > 3 else None


def shape(text: str) -> str:
    out: list[str] = []
    for char in text[:20]:
        sort = "x" if char.islower() else "X" if char.isupper() else "0" if char.isdigit() else char
        if len(out) < 2 or out[-1] != sort or out[-2] != sort:
            out.append(sort)
    return "".join(out)


def prefix(text: str) -> str | None:
    return text[:3].lower() if len(text) > 3 and text[0].isalpha() else None


def suffix(text: str) -> str | None:
    return text[-3:].lower() if len(text) > 4 and text[-1].isalpha() else None


def size(text: str) -> str:
    return str(min(len(text), 12))


def groups(text: str) -> str | None:
    bare = plain(text).rstrip(".")
    found = [name for name, words in vocabulary.GROUPS if bare in words]
    if text in vocabulary.STATES:
        found.append("ST")
    return "+".join(found) or None


def digits_in_groups(text: str) -> str | None:
    """How the digits of an amount are grouped: `1,5559` shows a mark glued to it, `1,555` does not."""
    if not any(c.isdigit() for c in text) or len(text) < 3:
        return None
    return re.sub(r"[^0,./$-]", "a", _DIGIT.sub("0", text))[:14]


def postal(text: str) -> str | None:
    if re.fullmatch(r"\d{5}(-\d{4})?", text):
        return "us"
    return "other" if re.fullmatch(r"[A-Z]\d[A-Z]|\d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]?", text) else None


WORD: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("form", form),
    ("exact", exact),
    ("folded", folded),
    ("kind", kind),
    ("shape", shape),
    ("prefix", prefix),
    ("suffix", suffix),
    ("size", size),
    ("groups", groups),
    ("digits", digits_in_groups),
    ("postal", postal),
)
# Which of them are looked at on the words around, by distance.
AROUND: dict[int, tuple[str, ...]] = {
    0: tuple(name for name, _ in WORD),
    -1: ("form", "kind", "groups"),
    1: ("form", "kind", "groups"),
    -2: ("form", "kind"),
    2: ("form", "kind"),
    -3: ("kind",),
    3: ("kind",),
}


@lru_cache(maxsize=65536)
def observed(text: str) -> tuple[tuple[str, str], ...]:
    """(name, value) of every word feature that holds."""
    return tuple((name, value) for name, function in WORD if (value := function(text)) is not None)


@lru_cache(maxsize=400_000)
def attributes(text: str, distance: int, names: frozenset[str] | None = None) -> tuple[str, ...]:
    """The word's attributes as seen from `distance` words away."""
    wanted = AROUND[distance]
    return tuple(
        f"{distance}{name}={value}"
        for name, value in observed(text)
        if name in wanted and (names is None or name in names)
    )
