"""Footnote marks: `(1)`, `(1)(2)`, `1)`, circled and raised digits, and the signs that OCR makes of them."""

from __future__ import annotations

import re
import unicodedata

from form4ml.normalize.keys import squeeze
from form4ml.normalize.values import UNREADABLE_MARK, Normal, unique

MOST = 99  # EDGAR numbers notes F1 to F99
_LOOKALIKES = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "!": "1", "O": "0", "o": "0", "S": "5", "s": "5",
                             "Z": "2", "z": "2", "B": "8", "g": "9", "q": "9"})  # fmt: skip
# What engines print for a raised `(n)` whose number is lost.
SIGNS = "@®©°™*\"'”“’‘º"
_FIGURE = "0-9lIi|!OoSsZzBgq"
_BODY = rf"(?=[^)\]}}]{{0,14}}[0-9]|\s*[lIi|!]\s*[)\]}}])[{_FIGURE}F\s,;&.]{{1,14}}"  # letters alone are a word
_ONE = rf"[(\[{{]{_BODY}[)\]}}]+"
_EMPTY = r"[(\[{]\s*[@®©°™*]?\s*[)\]}]+"
_SIGN = rf"[{re.escape(SIGNS)}]+[)\]}}]*"
# A run of marks at the end of a text. An opening bracket, a closed pair or a sign must start it: bare digits belong to the value.
_RUN = re.compile(rf"(?:\s*(?:{_ONE}|{_EMPTY}|{_SIGN}|[(\[{{]\s*[0-9]{{1,2}}(?=$|\s*[(\[{{])))+\s*$")
_LETTERED = re.compile(r"(?:[(\[]\s*[a-f]\s*[)\]]\s*[,;]?\s*)+")  # g to z are taken for figures, or are words' own
_WHOLE = re.compile(rf"[\s()\[\]{{}},;&.X{re.escape(SIGNS)}F{_FIGURE}]+")


def _plain(text: str) -> str:
    """Circled, bracketed and raised digits written as `(n)`."""
    out: list[str] = []
    for char in text:
        kind = unicodedata.normalize("NFKC", char)
        inner = kind.strip("().")
        if char != kind and inner.isdigit() and inner.isascii():
            out.append(f"({inner})")
        elif "❶" <= char <= "❿":  # negative circled digits have no compatibility form
            out.append(f"({ord(char) - ord('❶') + 1})")
        else:
            out.append(char)
    return "".join(out)


def _splits(run: str, highest: int) -> list[tuple[int, ...]]:
    """Every way to cut a run of digits into different note numbers."""
    if not run:
        return [()]
    found: list[tuple[int, ...]] = []
    for width in (1, 2):
        head = run[:width]
        if len(head) == width and head[0] != "0" and int(head) <= highest:
            found += [(int(head), *rest) for rest in _splits(run[width:], highest) if int(head) not in rest]
    return found


def numbers(run: str, highest: int | None = None) -> Normal[tuple[int, ...]]:
    """A run of digits read as one note number, or as several where there is no note of that number.

    `36` is 3 and 6 where only six notes exist. Numbers in a cell rise, so a rising split wins over others.
    """
    run = run.lstrip("0") or "0"
    top = MOST if highest is None else min(highest, MOST)
    if len(run) > 8:  # no cell names so many notes; cutting it up would only cost time
        return Normal(why="unreadable mark")
    if 0 < int(run) <= top:
        return Normal((int(run),))
    ways = _splits(run, top)
    rising = [way for way in ways if list(way) == sorted(way)]
    if len(rising) == 1:
        others = [way for way in ways if way != rising[0]]
        return Normal(rising[0], repaired="split-run", alternatives=tuple(others))
    return Normal(why="unreadable mark", alternatives=tuple(rising or ways))


def _ids(text: str, highest: int | None) -> tuple[tuple[str, ...], str | None]:
    """The ids in a stretch that holds marks only, UNREADABLE_MARK among them, and the repair used."""
    ids: list[str] = []
    repaired: str | None = None
    for part in re.split(r"[)\]}(\[{\s,;&.X]+", _plain(text)):
        if not part:
            continue
        body = part.strip(SIGNS).lstrip("F")
        digits = body.translate(_LOOKALIKES)
        if not digits.isdigit() or not digits.isascii():
            ids.append(UNREADABLE_MARK)
            continue
        read = numbers(digits, highest)
        ids += [f"F{number}" for number in read.value] if read.value else [UNREADABLE_MARK]
        repaired = repaired or read.repaired or ("letters-as-digits" if digits != body else None)
    if not ids and text.strip():
        ids.append(UNREADABLE_MARK)  # empty brackets: a mark whose number got lost
    return unique(ids), repaired


def marks(text: str, highest: int | None = None) -> Normal[tuple[str, ...]]:
    """A text that holds marks and nothing else. `highest` is the number of notes, where it is known.

    An unreadable mark among readable ones shows as UNREADABLE_MARK in `marks`, and in `why`, beside a value.
    """
    text = squeeze(text)
    if not text:
        return Normal(why="nothing there")
    if _LETTERED.fullmatch(text):
        ids = unique([f"F{ord(letter) - ord('a') + 1}" for letter in re.findall("[a-f]", text)])
        return Normal(ids, marks=ids)
    if not _WHOLE.fullmatch(_plain(text)):
        return Normal(why="not a footnote mark")
    ids, repaired = _ids(text, highest)
    known = tuple(one for one in ids if one != UNREADABLE_MARK)
    why = "unreadable mark" if len(known) < len(ids) or not known else None
    return Normal(known or None, why, ids, repaired if known else None)


def split(text: str, highest: int | None = None) -> tuple[str, tuple[str, ...]]:
    """A value's text parted from the run of marks at its end: `1,500(3)` gives `1,500` and ("F3",)."""
    plain = _plain(text)
    found = _RUN.search(plain)
    if not found:
        return text.strip(), ()
    return plain[: found.start()].strip(), _ids(found.group(), highest)[0]
