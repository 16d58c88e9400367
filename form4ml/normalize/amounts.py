"""Share counts, prices and values: the digits as filed, parted from footnote marks, with what OCR confuses undone.

Three facts of the form's print carry the repairs: amounts of 1,000 and more have commas in groups of three, prices
stand behind a dollar sign, and no amount has more than four decimals. What they do not decide is an alternative.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from form4ml.normalize import footnote_marks
from form4ml.normalize.keys import DIGIT_OF, digits, typography
from form4ml.normalize.values import EMPTY, FOOTNOTE_ONLY, UNREADABLE_MARK, Normal, unique

DECIMALS = 4
_LONGEST = 40  # characters; nothing longer is one amount


class Amount(NamedTuple):
    """A number and whether it is money: a `$` before it tells a value owned from shares owned."""

    number: Decimal
    is_value: bool


class _Kind(NamedTuple):
    name: str
    money: bool


_SHARES, _PRICE = _Kind("shares", False), _Kind("price", True)


class _Reading(NamedTuple):
    number: Decimal
    repair: str | None
    mark: str = ""  # digits that belong to a mark instead
    sure: bool = True  # False: offered, never chosen


_CURRENCY = re.compile(
    r"^(?P<dollar>(?:US|U\.S\.)?\s*\$|USD)|^(?P<other>(?:C|CA|CAD|A|AU|HK|NZ|S|R|NT)\s*\$|[€£¥₪₩₹]|(?:EUR|GBP|CAD|AUD|CHF|JPY|NIS|HKD|SEK|NOK|DKK|Fr\.?)(?=[\s\d]))"
)
# What a rule of the table or a neighbour's mark left before the sign: `4$2.64`, `|$3`, `D__$48.15`.
_BEFORE_DOLLAR = re.compile(r"^[^$.,]{1,3}(?=\$\s?[\d.])")
_CODES = {"€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₩": "KRW", "₹": "INR"}
_LEADING = re.compile(r"^[\s|_'\"\]\[~^*:;,/–—-]+|^[jJ](?=\s?[\dOo][\d,]*$)")  # no figure looks like a J, a rule does
_TRAILING = re.compile(r"[\s|_~\]\[:;,]+$")
_LETTERS = "".join(letter for letter in DIGIT_OF if letter.isalpha())
_FIGURES = re.compile(rf"^[\d{_LETTERS}!§][\d{_LETTERS}!§.,\s'-]*|^\.\d[\d{_LETTERS}]*")
_SEVERAL = re.compile(r"(?<![\d.,(])\$?\s?\d[\d,]*(?:\.\d+)?(?![\d.,])")
_FRACTION = re.compile(r"(?:(\d{1,5})[\s-]+)?(\d{1,2})\s?/\s?(\d{1,3})")
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}


# -- readings: each takes the digits with their separators and gives at most one number ---------------------------


def _plain(body: str, kind: _Kind) -> _Reading | None:
    """`34,000`, `1.17`, `5,000.5`, `.25`: printed as the form prints it."""
    if re.fullmatch(
        rf"(?:[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,2}}|0)(?:\.\d{{1,{DECIMALS}}})?|\.\d{{1,{DECIMALS}}}", body
    ):
        return _Reading(Decimal(body.replace(",", "")), None)
    return None


def _many_decimals(body: str, kind: _Kind) -> _Reading | None:
    """`103.77330`: the digits behind the fourth decimal are a mark."""
    found = re.fullmatch(rf"((?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}})\.\d{{{DECIMALS}}})(\d{{1,4}})", body)
    return _Reading(Decimal(found[1].replace(",", "")), "split-mark", found[2]) if found else None


def _comma_for_point(body: str, kind: _Kind) -> _Reading | None:
    """Prices `1,17` and `549,8652`: a last group that is no group of three is decimals, and a mark behind four of them."""
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})*),(\d{1,2}|\d{4})(?:(?<=\d{4})(\d{1,2}))?", body)
    if not found:
        return None
    number = Decimal(f"{found[1].replace(',', '')}.{found[2]}")
    return _Reading(number, "comma-as-point", found[3] or "", sure=kind.money)


def _long_group(body: str, kind: _Kind) -> _Reading | None:
    """`14,2761`: the digits behind the last group of three are a mark."""
    found = re.fullmatch(r"([1-9]\d{0,2}(?:,\d{3})*,\d{3})(\d{1,4})", body)
    if not found:
        return None
    return _Reading(Decimal(found[1].replace(",", "")), "split-mark", found[2], sure=len(found[2]) <= 2)


def _points_as_commas(body: str, kind: _Kind) -> _Reading | None:
    """`12.687.274`: several points can only part groups."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", body):
        return _Reading(Decimal(body.replace(".", "")), "points-as-commas")
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3}){3,}", body):  # 12,687.274,000
        return _Reading(Decimal(re.sub("[.,]", "", body)), "points-as-commas")
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+,\d{3}", body):  # 12.687,274: a comma last rules decimals out
        return _Reading(Decimal(re.sub("[.,]", "", body)), "points-as-commas")
    return None


def _point_as_comma(body: str, kind: _Kind) -> _Reading | None:
    """`1.997` or `12,687.274` where three decimals may as well be a group: offered only."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})*\.\d{3}", body):
        return _Reading(Decimal(re.sub("[.,]", "", body)), "points-as-commas", sure=False)
    return None


def _comma_group_for_decimals(body: str, kind: _Kind) -> _Reading | None:
    """A price `1,997` that may be 1.997: offered only."""
    found = re.fullmatch(r"(\d{1,3}),(\d{3})", body)
    return _Reading(Decimal(f"{found[1]}.{found[2]}"), "comma-as-point", sure=False) if found and kind.money else None


def _european(body: str, kind: _Kind) -> _Reading | None:
    """`1.234,56` and `1234,56`."""
    found = re.fullmatch(r"([1-9]\d{0,2}(?:\.\d{3})+|\d{4,9}),(\d{1,2})", body)
    return _Reading(Decimal(f"{found[1].replace('.', '')}.{found[2]}"), "european") if found else None


def _no_commas(body: str, kind: _Kind) -> _Reading | None:
    """`12687274`: the commas got lost. A price without its point may have lost that instead, so it is not chosen."""
    found = re.fullmatch(rf"([1-9]\d{{3,14}})(\.\d{{1,{DECIMALS}}})?", body)
    if not found:
        return None
    return _Reading(Decimal(body), "no-commas", sure=not kind.money or bool(found[2]))


def _some_commas(body: str, kind: _Kind) -> _Reading | None:
    """`1234,567` and `12,687274`: one comma of several got lost."""
    found = re.fullmatch(rf"[1-9]\d{{0,8}}(?:,\d{{3}}|,\d{{6}})+(\.\d{{1,{DECIMALS}}})?", body)
    return _Reading(Decimal(body.replace(",", "")), "lost-comma") if found else None


def _lost_point(body: str, kind: _Kind) -> _Reading | None:
    """A price `9935` that was 99.35: offered only."""
    return (
        _Reading(Decimal(f"{body[:-2]}.{body[-2:]}"), "lost-point", sure=False)
        if kind.money and re.fullmatch(r"\d{3,6}", body)
        else None
    )


def _lost_point_of_four(body: str, kind: _Kind) -> _Reading | None:
    """A price `668350` that was 66.8350: offered only."""
    return (
        _Reading(Decimal(f"{body[:-4]}.{body[-4:]}"), "lost-point", sure=False)
        if kind.money and re.fullmatch(r"\d{5,7}", body)
        else None
    )


def _mark_at_end(body: str, kind: _Kind) -> _Reading | None:
    """`1234` that may be 123 with mark 4, `12.345` that may be 12.34 with mark 5: offered only."""
    found = re.fullmatch(r"(\d{2,}|\d{1,3}(?:,\d{3})*\.\d{1,3})([1-9])", body)
    if not found:
        return None
    return _Reading(Decimal(found[1].replace(",", "")), "split-mark", found[2], sure=False)


# In order of preference: the first sure one is the value, all others are alternatives.
_READINGS: tuple[Callable[[str, _Kind], _Reading | None], ...] = (
    _plain,
    _many_decimals,
    _european,
    _points_as_commas,
    _comma_for_point,
    _some_commas,
    _long_group,
    _no_commas,
    _point_as_comma,
    _lost_point,
    _comma_group_for_decimals,
    _lost_point_of_four,
    _mark_at_end,
)


def _readings(body: str, kind: _Kind) -> list[_Reading]:
    return [reading for read in _READINGS if (reading := read(body, kind)) is not None]


# -- cleaning ------------------------------------------------------------------------------------------------------


def _ids(run: str, highest: int | None) -> tuple[str, ...]:
    """Note ids in digits that were parted from a number; a lone last 0 is what became of a bracket."""
    if run.strip("0") == "":
        return (UNREADABLE_MARK,)
    read = footnote_marks.numbers(run, highest)
    if read.value is None and run.endswith("0"):
        read = footnote_marks.numbers(run.rstrip("0"), highest)
    return tuple(f"F{number}" for number in read.value) if read.value else (UNREADABLE_MARK,)


def _fraction(text: str) -> Normal[Decimal] | None:
    found = _FRACTION.fullmatch(text)
    if not found:
        return None
    whole, top, bottom = Decimal(found[1] or 0), Decimal(found[2]), Decimal(found[3])
    if bottom == 0:
        return Normal(why="a fraction by zero")
    number = whole + top / bottom
    if number != round(number, 6):
        return Normal(why="a fraction without a decimal end")
    return Normal(number.normalize() + 0, repaired="fraction")


def _several(text: str) -> list[Decimal]:
    """Complete amounts in a text that holds more than one."""
    found: list[Decimal] = []
    for match in _SEVERAL.finditer(text):
        reading = _plain(match.group().lstrip("$ "), _SHARES)
        if reading:
            found.append(reading.number)
    return found


def _spaces(body: str) -> tuple[str, str | None]:
    """Blanks beside a separator or between groups of three taken out."""
    joined = re.sub(r"\s*([.,])\s*", r"\1", body.strip())
    if re.fullmatch(r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?", joined) and " " in joined:
        return joined.replace(" ", ","), "space-as-comma"
    return joined, "spaces" if joined != body.strip() else None


def _figures(rest: str, kind: _Kind) -> tuple[str, str, str | None]:
    """The digits and separators that a text opens with, what stands behind them, and the repair used."""
    found = _FIGURES.match(rest)
    if not found:
        return "", rest, None
    raw = found.group()
    # letters behind the last digit are not the number's (`1,500 D`), unless no digit stands there at all
    real = re.match(r".*\d", raw, re.S)
    body = real.group() if real else raw.strip()
    tail = rest[len(body) :]
    if real and re.fullmatch(r"[OoQ]+", tail) and re.search(r"[.,]\d*$", body):  # `1,5OO`, `12.5O`
        body, tail = body + tail, ""
    if not real and not re.fullmatch(r"[OoQ]", body):
        return "", rest, None
    plain = digits(body)
    repair = "letters-as-digits" if plain != body else None
    if kind.money and re.fullmatch(r"\d{1,4}-\d{2,4}", plain):
        return plain.replace("-", "."), tail, "dash-as-point"
    plain, spaced = _spaces(plain)
    return plain, tail, repair or spaced


def _count(text: str, chars: str) -> int:
    return sum(text.count(char) for char in chars)


def _strip(text: str) -> str:
    """Table rules and stray signs before and behind taken off; brackets that close a mark stay."""
    text = _LEADING.sub("", text)
    while text and (text[-1] == "|" or (text[-1] in "]}" and _count(text, "([{") < _count(text, ")]}"))):
        text = text[:-1].rstrip()
    return text.strip()


# `-0-`, as typists wrote a nought so that nobody could add to it
_TYPED_NOUGHT = re.compile(r"(\$?)\s?-\s?[0O]\s?-\s?((?:[(\[]\w{1,2}[)\]]\s?)*)")


def _read(text: str, kind: _Kind, highest: int | None) -> tuple[Normal[Decimal], bool]:
    """The amount and whether a dollar sign stood before it."""
    for sign, plain in _VULGAR.items():
        text = text.replace(sign, f" {plain}")
    nought = _TYPED_NOUGHT.fullmatch(typography(text.strip()))
    if nought:
        return Normal(Decimal(0), marks=footnote_marks.split(f"0{nought[2]}", highest)[1]), bool(nought[1])
    text = _strip(text.replace("\u00a0", " "))
    if not text:
        return Normal(why=EMPTY), False
    if len(text) > _LONGEST:
        return Normal(why="too long for an amount"), False
    if re.fullmatch(r"\(\s*\$?\s*\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*\)", text):
        number = Decimal(re.sub(r"[^\d.]", "", text))
        return Normal(why="in brackets, as a negative is", alternatives=(number,)), "$" in text
    body, marks = footnote_marks.split(text, highest)
    body = _TRAILING.sub("", typography(body))
    money = _CURRENCY.match(body)
    junk = None if money else _BEFORE_DOLLAR.match(body)
    if junk:
        body = body[junk.end() :]
        money = _CURRENCY.match(body)
    dollar = bool(money and money["dollar"])
    rest = body[money.end() :].strip() if money else body
    if not money and re.match(r"[Ss§](?=\s?[\dOo.])", rest) and (kind.money or not re.match(r"[Ss]\d{2}", rest)):
        rest, dollar, letter = rest[1:].strip(), True, "S-as-$"
    else:
        letter = ""
    if not rest:
        why = FOOTNOTE_ONLY if marks and not money else "no digits"
        return Normal(why=why, marks=marks), dollar
    fraction = _fraction(rest)
    if fraction:
        return fraction._replace(marks=marks), dollar
    got = _number(rest, kind, marks, highest)
    how = "before-dollar" if junk else letter
    if how and got.value is not None:
        got = got._replace(repaired=got.repaired or how)
    if money and money["other"] and got.value is not None:
        currency = _CODES.get(money["other"], money["other"].strip())
        got = got._replace(value=None, why=f"not in dollars: {currency}", repaired=None, alternatives=(got.value,))
    return got, dollar


def _number(rest: str, kind: _Kind, marks: tuple[str, ...], highest: int | None) -> Normal[Decimal]:
    figures, tail, repair = _figures(rest, kind)
    if not figures:
        return Normal(why="no digits" if not re.search(r"\d", rest) else "not an amount", marks=marks)
    if re.search(r"\d", tail) or re.search(r"\d\s+\d", figures):
        return _glued(rest, kind, marks, highest)
    tail = tail.strip(" |_~][:;,.")
    readings = _readings(figures.rstrip(".,"), kind)
    if tail and not marks:
        marks = (UNREADABLE_MARK,) if ")" in tail else ()
        repair = repair or "trailing-junk"
    sure = [one for one in readings if one.sure and not (one.mark and marks and UNREADABLE_MARK not in marks)]
    others = unique([one.number for one in readings], sure[0].number if sure else None)
    if not sure:
        return Normal(why="no amount is printed so", marks=marks, alternatives=others)
    best = sure[0]
    if best.mark:
        marks = (*_ids(best.mark, highest), *(mark for mark in marks if mark != UNREADABLE_MARK))
    return Normal(best.number, None, marks, best.repair or repair, others)


def _glued(rest: str, kind: _Kind, marks: tuple[str, ...], highest: int | None) -> Normal[Decimal]:
    """Two runs of digits: an amount with its mark behind a blank, or several amounts."""
    found = re.fullmatch(r"(\S*\d)\s+(\d{1,2})", rest)
    reading = _plain(found[1], kind) if found else None
    if found and reading and not marks and footnote_marks.numbers(found[2], highest).value:
        return Normal(reading.number, None, _ids(found[2], highest), "split-mark")
    return Normal(why="several amounts", marks=marks, alternatives=unique(_several(rest)))


# -- what others call ----------------------------------------------------------------------------------------------


def shares(text: str, highest: int | None = None) -> Normal[Decimal]:
    """A number of shares. `highest` is the number of footnotes, where known: no mark can exceed it."""
    got, dollar = _read(text, _SHARES, highest)
    return got._replace(repaired=got.repaired or "dollar-sign") if dollar and got.value is not None else got


def price(text: str, highest: int | None = None) -> Normal[Decimal]:
    """A price in dollars."""
    return _read(text, _PRICE, highest)[0]


def either(text: str, highest: int | None = None) -> Normal[Amount]:
    """An amount owned or underlying: shares, or a value where `$` stands before it."""
    got, dollar = _read(text, _SHARES, highest)
    if dollar:
        got, _ = _read(text, _PRICE, highest)
    return Normal(
        Amount(got.value, dollar) if got.value is not None else None,
        got.why,
        got.marks,
        got.repaired,
        tuple(Amount(number, dollar) for number in got.alternatives),
    )
