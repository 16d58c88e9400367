"""How notes write dates, amounts of money and counts: the form varies from filing to filing, the value does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_BARE = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


DATE_FORMS: dict[str, tuple[float, Callable[[date], str]]] = {
    "long": (62, lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}"),
    "slashed": (10, lambda d: f"{d.month}/{d.day}/{d.year}"),
    "padded": (6, lambda d: f"{d.month:02}/{d.day:02}/{d.year}"),
    "brief": (5, lambda d: f"{d.month}/{d.day}/{d.year % 100:02}"),
    "short": (5, lambda d: f"{_SHORT[d.month - 1]} {d.day}, {d.year}"),
    "bare": (3, lambda d: f"{_BARE[d.month - 1]} {d.day}, {d.year}"),
    "iso": (2, lambda d: d.isoformat()),
    "british": (2, lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}"),
    "ordinal": (1.5, lambda d: f"{MONTHS[d.month - 1]} {d.day}{_suffix(d.day)}, {d.year}"),
    "unspaced": (1.5, lambda d: f"{MONTHS[d.month - 1]} {d.day} {d.year}"),
    "edgar": (1, lambda d: f"{d.day:02}-{_BARE[d.month - 1].upper()}-{d.year}"),
    "dashed": (1, lambda d: f"{d.month}-{d.day}-{d.year % 100:02}"),
}
_FORM_NAMES = tuple(DATE_FORMS)
_FORM_WEIGHTS = tuple(weight for weight, _ in DATE_FORMS.values())
MONTH_FORMS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]}, {d.year}",
    lambda d: f"{_BARE[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} of {d.year}",
)


def date_form(rng: random.Random) -> str:
    return rng.choices(_FORM_NAMES, _FORM_WEIGHTS)[0]


def write_date(value: date, form: str) -> str:
    return DATE_FORMS[form][1](value)


def write_month(value: date, rng: random.Random) -> str:
    return rng.choice(MONTH_FORMS)(value)


def write_count(value: Decimal | int) -> str:
    """1234 as 1,234; fractions keep their digits."""
    return f"{value:,}"


def write_money(value: Decimal, sign: str = "$") -> str:
    return f"{sign}{value:,}"
