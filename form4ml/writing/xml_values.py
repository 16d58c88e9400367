"""What the SEC's ownership schemas take as a value: checks that spell one, or say why it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

Check = Callable[[object], tuple[str | None, str]]  # the value as written, None to leave it out; a complaint or ""

NOTE = re.compile(r"F[1-9][0-9]?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_MOST, _PLACES = Decimal("999999999999.9999"), 4

# The place codes of the schemas: X0609 has the first for states and the second for countries, X0306 both for states.
STATES = frozenset(
    "1V 2J AK AL AR AZ B5 CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM "
    "NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY".split()
)
_COUNTRY_RANGES = (
    "1A-H 1J-N 1P-U 1W-Z 2A-H 2K-N 2P-Q A0-9 B0-4 B6-9 C0-9 D0-9 E0-5 E7-9 F0-9 G0-9 H1-9 I0 I3-6 I7-9 J0-6 J8-9 K0-9 "
    "L0-9 M0-9 N0-2 N4-9 O0-6 O9 P0-8 Q1-9 R0-6 R8-9 S0-1 S3-6 S8-9 T0-4 T6-8 U0-9 V0-3 V6-9 W0-9 X0-5 X7-9 Y0 Y2-9 Z0-5"
)


def _spread(ranges: str) -> set[str]:
    codes = set()
    for part in ranges.split():
        first, last = part[1], part[-1]
        codes |= {part[0] + chr(at) for at in range(ord(first), ord(last) + 1)}
    return codes


COUNTRIES = frozenset(_spread(_COUNTRY_RANGES) | {"XX"})


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub(" ", text)


def day(value: object) -> tuple[str | None, str]:
    text = str(value)
    try:
        if _DAY.fullmatch(text):
            date.fromisoformat(text)
            return text, ""
    except ValueError:
        pass
    return None, f"{text} is no whole date"


def number(value: object) -> tuple[str | None, str]:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0 or value > _MOST:
        return None, f"{value} is beyond what EDGAR takes"
    text = format(value, "f")
    places = len(text.partition(".")[2].rstrip("0"))
    return text, f"{text} has more than {_PLACES} decimal places" if places > _PLACES else ""


def code(*codes: str) -> Check:
    """One of some codes; a single argument is a string of one-letter codes."""
    known = frozenset(codes[0] if len(codes) == 1 else codes)

    def check(value: object) -> tuple[str | None, str]:
        return (str(value), "") if value in known else (None, f"{value} is none of EDGAR's codes")

    return check


def texted(most: int) -> Check:
    """Text of at most so many characters; longer text is kept and complained of."""

    def check(value: object) -> tuple[str | None, str]:
        text = clean(str(value))
        return text, f"{len(text)} characters, EDGAR takes {most}" if len(text) > most else ""

    return check


TITLED = texted(60)
SIGNED = texted(255)
