"""Natures of ownership and titles of securities: the remains of marks off their ends, abbreviations' points put back."""

from __future__ import annotations

import re

from form4ml.normalize.common_words import common
from form4ml.normalize.known_words import mended
from form4ml.normalize.names import text as plain_text
from form4ml.normalize.usual_texts import WORDS
from form4ml.normalize.values import EMPTY, UNREADABLE_MARK, Normal

_MARK = re.compile(r"(?<!\w)\((\d{1,2})\)(?!\w)")
_TAIL = re.compile(r"[\s!?'’‘\"“”*&|~^=<>{}\[\]_`´-]+$")
_HEAD = re.compile(r"^[\s!?'’‘\"“”*&|~^=<>{}\]_`´.,;:)-]+")
# A raised mark read as letters or figures right behind a company's ending: `L.P.20`, `LPO`, `LLC3`.
_GLUED = re.compile(
    r"\b(L\.?P\.?|L\.p|LLC|L\.L\.C\.|Inc\.?|Ltd\.?)(?:\s?['’]?(?:[\dO]{1,3}|[QO@])|(?<=\.[Pp])[a-zE]|,?\s+(?!GP\b|JV\b)[^\s()]{1,3})$"
)
# Between the words: a line's hyphen and the space after it, a stray quote or bracket before a word, a point after a class.
_WITHIN = (
    (re.compile(r"(?<=\w)-\s+(?=\w)"), "-"),
    (re.compile(r"\$\s+(?=\$)"), ""),
    (re.compile(r"(?<=\b[Cc]lass )[|l!](?=\s)"), "I"),
    (re.compile(r"\b(Common|Preferred|Ordinary),\s(?=(?:Stock|Shares?)\b)", re.I), r"\1 "),
    (re.compile(r"(?<![\w'’])['‘`{|\[](?=[A-Za-z])(?!\w+['’}\]])"), ""),
    (re.compile(r"\b(Class|Series)(?:\.\s?(?=[A-Z]\b)|\s+(?=[A-Z]\.\s))([A-Z])\.?(?=\s)"), r"\1 \2"),
)
# A fund's number, one of its strokes read as another letter; what else it could be is no number.
_NUMBER = re.compile(
    r"(?<=[a-z)] )(?<!\b[Bb]y )(?<!\band )(?<!\bof )(?<!\bfor )([XVIxv][XVIxvil1|!Ltj]{0,4}|[1l][VvXx])(?=[\s,]|\.\s?L|$)"
)
_ROMAN = re.compile(r"(?=.)X{0,2}(?:IX|IV|V?I{0,3})")
# A comma before it read as a point: `Fund XV.LLC`, `2018 Fund. LP`.
_POINTED_OFF = re.compile(
    r"(?<=[\w)])(?<!\b[A-Z])(?<!\bCo)(?<!\bCorp)(?<!\bInc)(?<!\bLtd)(?<!\bNo)\.\s?(?=(?:LLC|L\.L\.C\.|L\.?[Pp]\.?|Lp|Ltd\.?|Inc\.)$)"
)
# The end of a company's name behind its comma.
_ENDINGS = (
    (re.compile(r"(?<=, )(?:[lLtT1I][pP][cseo]?|1\.?[Pp]\.?)$"), "LP"),
    (re.compile(r"(?<=[a-z,] )(?:Lic|Lle|LLG|LLE|L1C|LlC|L[Il][Cc]|Uc|11C|Llc)\.?$"), "LLC"),
)
# What stands behind "See Footnote" and is no word is what is left of its mark; but filers write "See Note 3".
_NOTE = re.compile(r"^(see\s+(?:the\s+)?(?:footnotes?|notes?(?!\W*\s+\d{1,2}$)))\W*\s+[^\s()]{1,3}$", re.I)
# A footnote is always seen: what else stands about it, as long as it is short, is what is left of that word and of marks.
_FOOTNOTE = re.compile(r"foot\s?-?notes?", re.I)
_NOT_SEEN = re.compile(r"^(?:per|in|by|cf)\b", re.I)
_SHORT = 4
# What is seen, or whose it is, stands in a line that was lost.
_BREAKS_OFF = re.compile(
    r"(?:see(?: f(?:o(?:o(?:t(?:n(?:o(?:t)?)?)?)?)?)?)?|by|by the|see the|by:|held by|through|as)\W*", re.I
)
_POINTS = (
    (re.compile(r"\bU\.?S\.(?=[\s,]|$)"), "U.S."),
    (re.compile(r"\bL\.?[Pp]\.(?=[\s,]|$)"), "L.P."),
    (re.compile(r"\bL\.[Pp](?=[\s,]|$)"), "L.P."),
    (re.compile(r"\bLp(?=[\s,]|$)"), "LP"),
    (re.compile(r"\bL\.?L\.C\.(?=[\s,]|$)|\bL\.L\.?C\.(?=[\s,]|$)"), "L.L.C."),
    (re.compile(r"\bLL[Ce]\b|\bLIC(?=[\s,]|$)"), "LLC"),
)


def _has_a_word(text: str) -> bool:
    """Whether one of its words is one, or long enough to be a name: of short scraps alone nothing was printed."""
    words = [re.sub(r"[\W_]+", "", word).casefold() for word in text.split()]
    return any(word in WORDS or word in common() or len(word) > 4 or word.isdigit() for word in words)


def _seen(text: str) -> str | None:
    """`See footnote`, where nothing but a footnote and scraps of short words stand in the cell."""
    found = _FOOTNOTE.search(text)
    if found is None or _NOT_SEEN.match(text):
        return None
    rest = _FOOTNOTE.sub(" ", text).split()
    if len(rest) > 4 or any(len(word) > _SHORT or word.endswith(",") or _MARK.fullmatch(word) for word in rest):
        return None
    if [word.casefold() for word in rest] == ["see"] and text.casefold().startswith("see"):
        return None  # as printed
    return f"{'SEE' if found[0].isupper() else 'See'} {found[0]}"


def _within(text: str) -> str:
    text = _POINTED_OFF.sub(", ", text)
    for pattern, printed in (*_WITHIN, *_ENDINGS):
        text = pattern.sub(printed, text)
    return _NUMBER.sub(_numbered, text)


def _numbered(match: re.Match[str]) -> str:
    """The one numeral that a word of strokes can be, else the word as read."""
    number = re.sub(r"[il1|!Ltj]", "I", match[1]).upper()
    return number if _ROMAN.fullmatch(number) else match[1]


def nature(raw: str, highest: int | None = None) -> Normal[str]:
    """The text of a wrapped cell; marks of notes that stand in it are told apart, `highest` being the last note's number."""
    marks = tuple(f"F{int(n)}" for n in _MARK.findall(raw) if highest is not None and 1 <= int(n) <= highest)
    if marks:
        raw = _MARK.sub(lambda m: " " if f"F{int(m[1])}" in marks else m[0], raw)
    read = plain_text(raw)
    if read.value is None:
        return Normal(why=read.why or EMPTY, marks=marks)
    text = _HEAD.sub("", _TAIL.sub("", read.value))
    lost = text != read.value
    glued = _GLUED.search(text)
    if glued:
        text, lost = text[: glued.end(1)], True
    noted = _NOTE.match(text)
    if noted:
        text, lost = noted[1], True
    if not text:
        return Normal(why=EMPTY, marks=marks)
    if _BREAKS_OFF.fullmatch(text):
        return Normal(why="it breaks off", marks=marks)
    if not text.isupper() and "." not in text and not _has_a_word(text):
        return Normal(why="no word", marks=marks)
    pointed = _within(text)
    for pattern, printed in _POINTS:
        pointed = pattern.sub(printed, pointed)
    better = mended(pointed)
    value = better.value or pointed
    again = _seen(value)
    if again is not None:
        value, lost = again, lost or again != value
    repaired = better.repaired or ("points" if pointed != text else "trimmed" if lost else None)
    if lost and (glued or noted) and not marks:
        marks = (UNREADABLE_MARK,)
    return Normal(value, marks=marks, repaired=repaired, alternatives=(read.value,) if value != read.value else ())
