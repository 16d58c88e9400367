"""Words cut into tokens: the pieces that carry labels, so that `1,500(3)` is an amount and a mark, `[CLRB]` a symbol."""

from __future__ import annotations

import re
from functools import lru_cache

# What a token is, first match wins: a check mark with its rules, a short bracketed sign such as (1) or (Last), a single
# sign that never belongs to a value, a run of anything else. A comma stays inside a run only between digits.
_PIECE = re.compile(
    r"_+[A-Za-z]?_+|_+"
    r"|\([A-Za-z0-9]{1,9}\)"
    r"|[|\[\](){}©®@°*\"“”«»<>~^;:=¢¥§]"
    r"|,"
    r"|(?:[^|\[\](){}©®@°*\"“”«»<>~^;:=¢¥§,_\s]|(?<=\d),(?=\d))+"
)
_SENTENCE_END = re.compile(r"(?<=\d)\.$|(?<=[a-z]{3})\.$")
# Superscript marks that OCR glued to a word as other signs or figures: `Footnotes!`, `L.P.?)`, `Stock1`.
_TAIL = re.compile(r"(?<=[A-Za-z0-9.])[?!'’‘`´/\\]+$|(?<=[A-Za-z]{2})\d{1,2}$|(?<=[A-Za-z]\.)\d{1,2}$")


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each token of a word.

    >>> [("$1.17(2),"[a:b]) for a, b in pieces("$1.17(2),")]
    ['$1.17', '(2)', ',']
    """
    if word.isalpha():
        return ((0, len(word)),)
    found: list[tuple[int, int]] = []
    for match in _PIECE.finditer(word):
        start, end = match.span()
        tail = None
        if end - start > 1:
            tail = _SENTENCE_END.search(word, start, end) or _TAIL.search(word, start, end)
        if tail is not None and tail.start() > start:
            found += [(start, tail.start()), (tail.start(), end)]
        else:
            found.append((start, end))
    return tuple(found)
