"""Dates as printed, typed or told in a note, to ISO: `03/12/2018(3)`, `15-JAN-02`, `November 29, 2017`, `March 2021`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from form4ml.normalize import date_repairs, footnote_marks
from form4ml.normalize.keys import key, squeeze, typography
from form4ml.normalize.values import EMPTY, FOOTNOTE_ONLY, Normal, unique

# Two-digit years: 1985 to 2049. The form's dates of trade are not older, expiration dates reach further than 2035.
PIVOT = 85
_OLDEST, _YOUNGEST = 1900, 2099  # of a date that was read straight
_LONGEST = 48

MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
_MONTH_OF = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_OF |= {name[:3]: number for name, number in _MONTH_OF.items()} | {"sept": 9}
_MONTH_KEYS = {key(name): number for name, number in _MONTH_OF.items()}

_LEADING = re.compile(r"^[\s|_~'\"\[\]({*:;,.=—-]+(?=\w)")
_TRAILING = re.compile(r"[\s|_~'\"\[\]*:;,.})!?%^—-]+$")
_WORD = r"((?:0|[^\W\d_])[\w|]{2,10})\.?"
_DAY = r"([\dlIO]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"([12][\dOoIl]{3}|'?\d{2})"


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if _OLDEST <= year <= _YOUNGEST else None
    except ValueError:
        return None


def _year(text: str) -> int | None:
    """A year of four digits, or of two by the pivot; 50 to 84 could be either century."""
    text = text.lstrip("'").translate(date_repairs.LETTERS)
    if len(text) == 4 and text.isdigit():
        return int(text)
    if len(text) != 2 or not text.isdigit():
        return None
    short = int(text)
    if short >= PIVOT:
        return 1900 + short
    return 2000 + short if short < 50 else None


def _month(word: str) -> int | None:
    """A month's name or abbreviation; misread letters are undone by the look-alike key or one wrong letter."""
    word = word.casefold().rstrip(".")
    if word in _MONTH_OF:
        return _MONTH_OF[word]
    folded = key(word)
    if folded in _MONTH_KEYS:
        return _MONTH_KEYS[folded]
    near = [number for name, number in _MONTH_KEYS.items() if len(name) >= 5 and _one_off(folded, name)]
    return near[0] if len(set(near)) == 1 else None


def _one_off(left: str, right: str) -> bool:
    """One character substituted, lost or too many."""
    if abs(len(left) - len(right)) > 1:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    short, long = sorted((left, right), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


# -- forms: each takes the text and gives a reading where the text has that form ----------------------------------


def _numeric(text: str, year: int | None) -> Normal[str] | None:
    """`3/12/2018`, `03-12-2018`, `3.12.18`: month first, as the form asks."""
    found = re.fullmatch(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})", text)
    if not found:
        return None
    whole = _year(found[4])
    if whole is None:
        both = [_iso(century + int(found[4]), int(found[1]), int(found[3])) for century in (1900, 2000)]
        return Normal(why="the century is open", alternatives=tuple(one for one in both if one))
    value = _iso(whole, int(found[1]), int(found[3]))
    if value:
        return Normal(value)
    swapped = _iso(whole, int(found[3]), int(found[1]))
    if swapped and len(found[4]) == 4:
        return Normal(why="no such day, month first", alternatives=(swapped, *date_repairs.confusions(text)))
    return Normal(why="no such day", alternatives=date_repairs.confusions(text))


def _iso_form(text: str, year: int | None) -> Normal[str] | None:
    """`2018-03-12`, with a time or zone behind it as EDGAR's XML may have; `2018-03`."""
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*|Z|[+-]\d\d:?\d\d)?", text)
    if found:
        value = _iso(int(found[1]), int(found[2]), int(found[3]))
        return Normal(value) if value else Normal(why="no such day")
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    if found:
        return _of_month(int(found[1]), int(found[2]))
    return None


def _of_month(year: int, month: int) -> Normal[str]:
    if 1 <= month <= 12 and _OLDEST <= year <= _YOUNGEST:
        return Normal(f"{year:04}-{month:02}")
    return Normal(why="no such month")


def _month_form(text: str, year: int | None) -> Normal[str] | None:
    """`03/2021`, `March 2021`, `Feb. 2024`."""
    found = re.fullmatch(r"(\d{1,2})\s?/\s?((?:19|20)\d{2})", text)
    if found:
        return _of_month(int(found[2]), int(found[1]))
    found = re.fullmatch(rf"{_WORD}\s?,?\s?(?:of\s)?([12][\dOoIl]{{3}})", text)
    month, whole = (_month(found[1]), _year(found[2])) if found else (None, None)
    return _of_month(whole, month) if month and whole else None


def _spelled(text: str, year: int | None) -> Normal[str] | None:
    """`November 29, 2017`, `Nov. 20 2025`, `29 November 2017`, `15-JAN-02`; without a year `year` stands in."""
    found = re.fullmatch(rf"{_WORD}\s?{_DAY}(?:\s?[,.]\s?|\s+){_YEAR}", text)
    parts = (found[1], found[2], found[3]) if found else None
    found = None if parts else re.fullmatch(rf"{_DAY}(?:\s+of\s+|[\s-]?){_WORD}[\s,-]{{0,2}}{_YEAR}", text)
    parts = (found[2], found[1], found[3]) if found else parts
    found = None if parts else re.fullmatch(rf"{_WORD}\s?{_DAY}", text)
    parts = (found[1], found[2], "") if found else parts
    if not parts or (month := _month(parts[0])) is None:
        return None
    day = int(parts[1].translate(date_repairs.LETTERS))
    whole = _year(parts[2]) if parts[2] else year
    if whole is None:
        return Normal(why="the century is open" if parts[2] else "no year")
    value = _iso(whole, month, day)
    if not value:
        return Normal(why="no such day")
    plain = (
        parts[0].casefold().rstrip(".") in _MONTH_OF and (parts[1] + parts[2]).lstrip("'").replace("'", "").isdigit()
    )
    return Normal(value, repaired=None if plain else "letters-in-date")


def _run_together(text: str, year: int | None) -> Normal[str] | None:
    """`021201`, as some typed the twelfth of February 2001."""
    found = re.fullmatch(r"(0[1-9]|1[0-2])([0-3]\d)(\d\d)", text)
    whole = _year(found[3]) if found else None
    value = _iso(whole, int(found[1]), int(found[2])) if found and whole else None
    return Normal(value, repaired="run-together") if value else None


_FORMS: tuple[Callable[[str, int | None], Normal[str] | None], ...] = (
    _numeric,
    _iso_form,
    _month_form,
    _spelled,
    _run_together,
)


def _several(text: str) -> tuple[str, ...]:
    found = re.findall(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)", text)
    read = [_numeric(one, None) for one in found]
    return unique([one.value for one in read if one and one.value])


def date(text: str, year: int | None = None) -> Normal[str]:
    """A date as "2018-03-12", or "2018-03" where only the month is given.

    `year` stands in where a spelled date has none. Repairs are accepted only where exactly one day between 1985 and
    2035 answers to them; everything else that might be meant is among the alternatives.
    """
    text = squeeze(typography(text[: _LONGEST * 4]))
    if not text:
        return Normal(why=EMPTY)
    if len(text) > _LONGEST:
        return Normal(why="too long for a date", alternatives=_several(text))
    body, marks = footnote_marks.split(_TRAILING.sub("", text) if text[-1] not in ")]}" else text.rstrip("|]_ "))
    body = _TRAILING.sub("", _LEADING.sub("", body))
    if not body:
        return Normal(why=FOOTNOTE_ONLY if marks else "no digits", marks=marks)
    for form in _FORMS:
        read = form(body, year)
        if read is not None:
            return read._replace(marks=marks)
    several = _several(body)
    if len(several) > 1:
        return Normal(why="several dates", marks=marks, alternatives=several)
    if several and not re.search(r"\d", re.sub(r"\d{1,2}/\d{1,2}/\d{4}", "", body)):
        return Normal(several[0], None, marks, "junk-around")
    return date_repairs.repaired(body)._replace(marks=marks)


def month(text: str) -> Normal[str]:
    """The older form's statement for month and year: `1/02`, `01-2002`, `January/2002`; a full date gives its day."""
    plain = squeeze(text).strip("|_[]. ")
    found = re.fullmatch(r"(\d{1,2})\s?[/-]\s?'?(\d{2}|(?:19|20)\d{2})", plain)
    if found:
        whole = int(found[2]) if len(found[2]) == 4 else _year(found[2])
        return _of_month(whole, int(found[1])) if whole else Normal(why="the century is open")
    spelled = re.fullmatch(rf"{_WORD}\s?[/-]\s?((?:19|20)\d{{2}})", plain)
    return date(f"{spelled[1]} {spelled[2]}" if spelled else text)
