"""How a value may stand written on the page, and whether it does in a given text, in one place or scattered over it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Final

from form4ml.evaluation.fields import KIND_OF
from form4ml.evaluation.match import Standing
from form4ml.evaluation.normal import ALIKE, STATE_CODES, text

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TOKEN: Final = re.compile(r"[^\W_]+")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_STATE_NAMES: Final[dict[str, str]] = {code: name for name, code in STATE_CODES.items()}
_FRACTION_WIDTHS: Final = (2, 4)
_WRAPPED: Final = 8  # lines within which the words of a wrapped cell stand, others between them
_LONG_ENOUGH: Final = 5  # characters of an amount after which a glued footnote mark can be told from its digits


def number_forms(value: str) -> list[str]:
    """An amount with and without thousands commas, with its own and with filled-up decimals."""
    try:
        amount = Decimal(value.replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        return [value.casefold()]
    whole, _, fraction = f"{amount:f}".partition(".")
    short = fraction.rstrip("0")
    fractions = {fraction, short, *(short.ljust(width, "0") for width in _FRACTION_WIDTHS if len(short) <= width)}
    wholes = {whole, f"{int(whole):,}"}
    return sorted((w + ("." + f if f else "") for w in wholes for f in fractions), key=len, reverse=True)


def date_forms(value: str) -> list[str]:
    """A day in figures and in words; a month alone likewise."""
    found = _DAY.match(value)
    if not found:
        return [value.casefold()]
    year, month, day = found.groups()
    name = _MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month
    if day is None:
        return [f"{name} {year}", f"{name}, {year}", f"{int(month)}/{year}", f"{month}/{year}"]
    m, d = str(int(month)), str(int(day))
    slashed = [f"{a}/{b}/{y}" for a in (month, m) for b in (day, d) for y in (year, year[2:])]
    words = [
        f"{n} {x}{comma} {year}" for n in (name, name[:3], name[:3] + ".") for x in (d, day) for comma in (",", "")
    ]
    return [*slashed, *words, f"{d} {name} {year}", f"{day}-{name[:3]}-{year}", f"{year}-{month}-{day}"]


class Text:
    """A text prepared for looking values up in it."""

    def __init__(self, content: str) -> None:
        self.folded = text(content) or ""
        self.lines = content.split("\n")

    @cached_property
    def tokens(self) -> Counter[str]:
        return Counter(_TOKEN.findall(self.folded))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The lines in which each token stands, with repeats."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            for token in _TOKEN.findall(text(line) or ""):
                found.setdefault(token, []).append(number)
        return found

    def close_together(self, wanted: Counter[str]) -> bool:
        """Whether all tokens stand within a few lines of one another, in whatever order."""
        rarest = min(wanted, key=lambda token: len(self.places.get(token, ())))
        return any(
            all(
                sum(abs(line - near) <= _WRAPPED for line in self.places.get(token, ())) >= times
                for token, times in wanted.items()
            )
            for near in self.places.get(rarest, ())
        )

    @cached_property
    def run(self) -> str:
        return f" {' '.join(_TOKEN.findall(self.folded))} "

    def holds_figures(self, form: str) -> bool:
        """An amount or date by itself, or a long amount with a footnote mark glued behind it."""
        if form not in self.folded:
            return False
        after = "" if len(form) >= _LONG_ENOUGH else r"(?!\d|[.,]\d)"
        pattern = rf"(?<!\d)(?<!\d[.,]){re.escape(form)}{after}"
        return re.search(pattern, self.folded) is not None

    def standing_of_words(self, value: str, *, long: bool) -> Standing:
        wanted = _TOKEN.findall(text(value) or "")
        if not wanted:
            return "absent"
        if f" {' '.join(wanted)} " in self.run:
            return "together"
        counts = Counter(wanted)
        if long:
            have = sum(min(count, self.tokens[token]) for token, count in counts.items())
            return "scattered" if have >= len(wanted) * ALIKE else "absent"
        return "scattered" if self.close_together(counts) else "absent"

    def marks(self, mark: str) -> int:
        """How often a footnote mark stands in its brackets."""
        return self.folded.count(f"({mark})")


def mark_of(value: str) -> str:
    """The figure of a footnote link such as `shares:F3`."""
    return value.rpartition(":")[2].lstrip("Ff")


def _any_figures(content: Text, forms: list[str]) -> Standing:
    return "together" if any(content.holds_figures(form) for form in forms) else "absent"


def _state(content: Text, value: str) -> Standing:
    code = (text(value) or "").strip()
    forms = (value, _STATE_NAMES.get(code, code), STATE_CODES.get(code, code))
    return min(
        (content.standing_of_words(form, long=False) for form in forms), key=("together", "scattered", "absent").index
    )


def standing(content: Text, field: str, value: str) -> Standing:
    """Whether the value of a compared field stands in a text. Flags have no words: see `causes`."""
    if field == "row.footnotes":
        mark = mark_of(value)
        return _any_figures(content, [f"({mark})", mark])
    if field == "price_range":
        low, _, high = value.partition("-")
        both = all(_any_figures(content, number_forms(end)) == "together" for end in (low, high))
        return "together" if both else "absent"
    kind = KIND_OF[field]
    if kind == "number":
        return _any_figures(content, number_forms(value))
    if kind == "date":
        return _any_figures(content, date_forms(value))
    if kind == "state":
        return _state(content, value)
    return content.standing_of_words(value, long=kind == "long")
