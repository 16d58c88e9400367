"""One-letter cells: transaction code with its equity swap, acquired or disposed, direct or indirect, reported early."""

from __future__ import annotations

import re
from typing import NamedTuple

from form4ml.normalize import footnote_marks
from form4ml.normalize.keys import typography
from form4ml.normalize.values import EMPTY, FOOTNOTE_ONLY, UNREADABLE_MARK, Normal

CODES = "PSADFIMCEHOXGLWZJU"  # Table of the form's General Instruction 8; K and V stand beside a code, never alone
_ALIKE = {"5": "S", "$": "S", "0": "OGDCJ", "Q": "O", "1": "JI", "|": "I", "]": "IJ", "T": "I", "Y": "X", "6": "G", "4": "A",
          "E": "F", "R": "P", "B": "P", "N": "M", "€": "C", "(": "C", "2": "Z", "8": "S", "7": "Z", "V": "U",
          "¢": "C", "é": "CS", "®": "PD", "@": "CJ", "&": "CG", "3": "J"}  # fmt: skip
# What a small letter in the code's cell was printed as: the form prints capitals, so a small one is already a misreading.
_SMALL = {"s": "S", "c": "C", "a": "A", "m": "M", "f": "F", "d": "D", "j": "J", "z": "Z", "h": "H", "p": "PD", "w": "WJ",
          "g": "SGJ", "o": "GCDO", "e": "SCFP", "i": "IPJ", "l": "LIJ", "t": "MCI", "r": "SC", "x": "XJA", "u": "JUP",
          "v": "PCU"}  # fmt: skip
_CAPITALS = frozenset("SCAGMJFXPDWZ")  # the letters that keep their shape though a mark is glued to them
# The remains of a raised mark at the back of a letter: `sh`, `ci)`, `A®`, `sQ`, `G@)`.
_REMAINS = re.compile(r"[^\W\d_]?[iIl1!tThHwWuUyYvVbBdDJQOo0@®©°*'\"”’?&eacmMG2-9(){}\[\]<>|.,;:/\\]{1,3}")


class Code(NamedTuple):
    """A transaction code and whether an equity swap is involved (the printed suffix K)."""

    letter: str
    equity_swap: bool = False


def _cell(text: str, highest: int | None) -> tuple[str, tuple[str, ...]]:
    body, marks = footnote_marks.split(typography(text).strip().strip("_~'\"").strip(), highest)
    return body, marks


def _missing(body: str, marks: tuple[str, ...]) -> str:
    return EMPTY if not marks and not body else FOOTNOTE_ONLY


def code(text: str, highest: int | None = None) -> Normal[Code]:
    """A transaction code: `S`, `S/K`, `m`. A sign that merely looks like a code is an alternative, never the value."""
    body, marks = _cell(text, highest)
    if not body:
        return Normal(why=_missing(body, marks), marks=marks)
    bare = body.strip("|][.,:; ") or body
    swap = re.fullmatch(r"(\S)\s*/\s*[Kk]", bare)
    letter = swap[1] if swap else bare
    if len(letter) != 1:
        # A mark glued without its bracket: `S1)` or `S(1`
        glued = re.fullmatch(r"([A-Za-z])\s?[(\[]?(\d{1,2})[)\]]?", bare)
        if glued and glued[1].upper() in CODES:
            read = footnote_marks.numbers(glued[2], highest)
            ids = tuple(f"F{number}" for number in read.value or ())
            return Normal(Code(glued[1].upper()), None, (*marks, *ids), "split-mark")
        return _doubled(bare, marks)
    if letter in CODES:
        return Normal(Code(letter, bool(swap)), None, marks)
    return _misread(letter, marks, "lower-case", swap=bool(swap))


def _misread(sign: str, marks: tuple[str, ...], how: str, swap: bool = False) -> Normal[Code]:
    """A small letter that can be one code only is that code; what merely looks like one, or like several, is offered."""
    if sign in _SMALL and len(_SMALL[sign]) == 1:
        return Normal(Code(_SMALL[sign], swap), None, marks, how)
    ways = tuple(Code(one, swap) for one in _SMALL.get(sign) or _ALIKE.get(sign.upper(), ""))
    return Normal(why="not a transaction code", marks=marks, alternatives=ways)


def _doubled(bare: str, marks: tuple[str, ...]) -> Normal[Code]:
    """A code read twice (`Ss`, `Cc`), with signs about it, or with a mark's remains at its back (`JQ`, `S®`, `ci)`)."""
    if len(bare) == 2 and bare[0] in CODES and bare[1].upper() == bare[0]:
        return Normal(Code(bare[0]), None, marks, "doubled")
    stripped = bare.strip("|][(){}!.,:;/\\_ ")
    if len(bare) == 2 and bare[0] in "1il|!" and bare[1] in _CAPITALS:
        return Normal(Code(bare[1]), None, marks, "rule-before-letter")
    if bare in ("S$", "$S"):
        return Normal(Code("S"), None, marks, "doubled")
    if len(stripped) == 1 and stripped in CODES:
        return Normal(Code(stripped), None, marks, "trimmed")
    whole = bare.lstrip("|[(!/_ ")
    if 2 <= len(whole) <= 4 and not (len(whole) == 4 and whole.isalpha()) and _REMAINS.fullmatch(whole[1:]):
        if whole[0] in _CAPITALS:
            return Normal(Code(whole[0]), None, (*marks, UNREADABLE_MARK), "split-mark")
        read = _misread(whole[0], (*marks, UNREADABLE_MARK), "split-mark")
        # A J runs together with the mark that it nearly always has: what was read for both may look like anything.
        others = (*read.alternatives, Code("J"))
        return read._replace(alternatives=others) if read.value is None else read
    if len(stripped) == 1:
        return _misread(stripped, marks, "trimmed")
    return Normal(why="not one letter", marks=marks)


def _letter(text: str, allowed: str, alike: dict[str, str], highest: int | None) -> Normal[str]:
    body, marks = _cell(text, highest)
    if not body:
        return Normal(why=_missing(body, marks), marks=marks)
    bare = body
    for bare in (body, body.strip("|][.,:;() ")):
        if bare.upper() in allowed and len(bare) == 1:
            return Normal(bare.upper(), None, marks, None if bare.isupper() else "lower-case")
        if bare in alike:
            return Normal(alike[bare], None, marks, "look-alike")
    # A column rule read as a letter or stroke: `|D`, `JA`, `]D`.
    if len(bare) == 2 and bare[0] in "JjIl1|[]!/" and bare[1].upper() in allowed and bare[1].isalpha():
        return Normal(bare[1].upper(), None, marks, "rule-before-letter")
    # A D with its edge or a mark's remains read as a letter of its own: `Dp`, `DY`, `po`.
    if re.fullmatch(r"D[B-HJ-Zb-hj-z]|[pb][b-hj-z]", bare):
        return Normal("D", None, (*marks, UNREADABLE_MARK), "split-mark")
    return Normal(why=f"neither {' nor '.join(allowed)}", marks=marks)


def acquired_disposed(text: str, highest: int | None = None) -> Normal[str]:
    """A or D; `4` is an A and `0` a D that OCR misread."""
    return _letter(text, "AD", {"4": "A", "Á": "A", "0": "D", "O": "D", "o": "D", "p": "D"}, highest)


def direct_or_indirect(text: str, highest: int | None = None) -> Normal[str]:
    """D or I; a bare stroke is an I, a bare round is a D, and so is a `p`."""
    strokes = dict.fromkeys(("1", "l", "|", "!", "]", "[", "T", "/", "\\", "Ι", "І"), "I")
    return _letter(text, "DI", strokes | dict.fromkeys(("0", "O", "o", "p"), "D"), highest)


def early(text: str) -> Normal[bool]:
    """The V of the cell beside the code: a transaction voluntarily reported early."""
    body = text.strip(" _|[].,'\"")
    if not body:
        return Normal(why=EMPTY)
    if body in ("V", "v"):
        return Normal(True, repaired=None if body == "V" else "lower-case")
    return Normal(True, repaired="look-alike") if body in ("\\/", "√") else Normal(why="not a V")
