"""Places: states and countries to EDGAR's codes, zip codes that can belong to a state, address lines split."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from form4ml.normalize.keys import digits, key, squeeze, typography
from form4ml.normalize.place_codes import PLACES, US_STATES, ZIPS
from form4ml.normalize.values import EMPTY, Normal, unique


class Place(NamedTuple):
    """An address line's parts; None where the line has no such part."""

    city: str | None = None
    state: str | None = None  # EDGAR code
    zip_code: str | None = None


# Names in use beside those of the list.
_OTHER_NAMES = {
    "UK": "X0", "U.K.": "X0", "GREAT BRITAIN": "X0", "ENGLAND": "X0", "ENGLAND, UNITED KINGDOM": "X0", "SCOTLAND": "X0",
    "USA": "X1", "U.S.A.": "X1", "UNITED STATES OF AMERICA": "X1", "CANADA": "Z4", "SOUTH KOREA": "M5", "KOREA": "M5",
    "REPUBLIC OF KOREA": "M5", "RUSSIA": "1Z", "THE NETHERLANDS": "P7", "HOLLAND": "P7", "PEOPLE'S REPUBLIC OF CHINA": "F4",
    "PRC": "F4", "P.R. CHINA": "F4", "TAIWAN, PROVINCE OF CHINA": "F5", "VIETNAM": "Q1", "UAE": "C0", "CZECHIA": "2N",
    "BRITISH VIRGIN ISLANDS": "D8", "VIRGIN ISLANDS, BRITISH": "D8", "U.S. VIRGIN ISLANDS": "VI", "YUKON TERRITORY": "B0",
    "NEWFOUNDLAND AND LABRADOR": "A4", "IRAN": "K9", "SYRIA": "V9", "TANZANIA": "W0", "MOLDOVA": "1S", "MACAO": "N5",
    "TURKIYE": "W8", "ESWATINI": "V6", "NORTH MACEDONIA": "1U", "WASHINGTON D.C.": "DC", "WASHINGTON DC": "DC", "D.C.": "DC",
    "QUÉBEC": "A8", "BAHAMAS, THE": "C5", "THE BAHAMAS": "C5", "KAZAKHSTAN": "1P", "LIBYA": "N1", "REPUBLIC OF IRELAND": "L2",
}  # fmt: skip
_CANADIAN = re.compile(r"^[A-Z]\d[A-Z]\s?-?\d[A-Z]\d$")
_ZIP = re.compile(
    r"(?:\d{5}(?:[ -]?\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]{2} \d\d|[A-Z]{0,3}-?\d{3,7}(?:-\d{3,4})?)"
)
# Postal codes of two words: `M5V 2T6`, `SW1A 1AA`, Bermuda's `HM 11` (whose first word must be no state).
_TWO_WORDS = re.compile(rf"(?=.*\d)[A-Z\d]{{2,4}} \d[A-Z\d]{{2}}|(?!(?:{'|'.join(sorted(US_STATES))}) )[A-Z]{{2}} \d\d")
_ONE_OFF = {"0": "O", "1": "I", "5": "S", "8": "B", "6": "G", "L": "I", "|": "I", "Q": "O", "!": "I"}


@cache
def _names() -> dict[str, str]:
    """Look-up key of every name to its code. US states win over countries of the same name (Georgia)."""
    found: dict[str, str] = {}
    for code, name in [*PLACES.items(), *((code, name) for name, code in _OTHER_NAMES.items())]:
        found.setdefault(key(name), code)
        if name.endswith(" CANADA"):
            found.setdefault(key(name.removesuffix(" CANADA")), code)
    return found


def name_of(code: str) -> str | None:
    """The place that an EDGAR code stands for, as the SEC's list writes it."""
    return PLACES.get(code.strip().upper())


def state(text: str) -> Normal[str]:
    """A state or country as its EDGAR code: `CA`, `California`, `ONTARIO`, `A6`, `United Kingdom`, `Calif0rnia`."""
    plain = squeeze(typography(text)).strip(" .,;:|_[]()'\"")
    if not plain:
        return Normal(why=EMPTY)
    if len(plain) > 60:
        return Normal(why="too long for a state")
    upper = plain.upper()
    if upper in PLACES:
        return Normal(upper, repaired=None if plain == upper else "lower-case")
    if upper in _OTHER_NAMES:
        return Normal(_OTHER_NAMES[upper])
    if len(letters := re.sub(r"[\s.]", "", upper)) == 2 and letters in US_STATES:
        return Normal(letters, repaired="spaces")
    code = _names().get(key(plain))
    if code:
        straight = upper == PLACES[code] or upper + " CANADA" == PLACES[code]
        return Normal(code, repaired=None if straight else "look-alike")
    if len(upper) == 2:
        swapped = "".join(_ONE_OFF.get(char, char) for char in upper)
        if swapped in US_STATES:
            return Normal(swapped, repaired="look-alike")
    return Normal(why="not a state or country of EDGAR's list")


def zip_code(text: str) -> Normal[str]:
    """A postal code: `94025`, `94025-1234`, `M5V 2T6`, `SW1A 1AA`."""
    plain = squeeze(typography(text)).strip(" .,;:|_[]()'\"")
    if not plain:
        return Normal(why=EMPTY)
    if len(plain) > 12:
        return Normal(why="too long for a postal code")
    upper = plain.upper()
    if _ZIP.fullmatch(upper):
        return Normal(upper, repaired=None if upper == plain else "lower-case")
    mended = digits(plain)
    if re.fullmatch(r"\d{5}(?:-\d{4})?", mended):
        return Normal(mended, repaired="letters-as-digits")
    return Normal(
        why="not a postal code", alternatives=(plain,) if re.fullmatch(r"[0-9A-Za-z #-]{3,10}", plain) else ()
    )


def zip_fits(state: str | None, zip_code: str | None) -> bool | None:
    """Whether the postal code can be one of the state's: True, False, or None where that cannot be said."""
    if not state or not zip_code:
        return None
    state, zip_code = state.strip().upper(), zip_code.strip().upper()
    if state in ZIPS:
        if not re.fullmatch(r"\d{5}(?:-\d{0,4}| ?\d{4})?", zip_code):
            return False
        return any(low <= int(zip_code[:3]) <= high for low, high in ZIPS[state])
    if state in PLACES and re.fullmatch(r"A\d|B0", state):
        return bool(_CANADIAN.fullmatch(zip_code))
    return None


def states_of(zip_code: str) -> tuple[str, ...]:
    """The US states that a five-digit zip code can belong to."""
    if not re.fullmatch(r"\d{5}(?:-\d{4})?", zip_code.strip()):
        return ()
    return tuple(code for code in ZIPS if zip_fits(code, zip_code))


def _cut_zip(words: list[str]) -> tuple[list[str], str | None]:
    """The words before a postal code at the end, and the code; one of two words (`M5V 2T6`) is looked for first."""
    for width in (2, 1):
        last = words[-width:]
        if len(last) < width or not re.search(r"\d", last[-1]):
            continue
        if width == 2 and not _TWO_WORDS.fullmatch(" ".join(last).upper()):
            continue
        read = zip_code(" ".join(last))
        if read.value:
            return words[:-width], read.value
    return words, None


def split(line: str) -> Place:
    """`MENLO PARK, CA 94025` in its parts; what cannot be told stays None, the rest of the line is the city."""
    words = squeeze(typography(line)).strip(" |_[],;").replace(",", " , ").split()
    if not words or len(words) > 24:
        return Place()
    words, found_zip = _cut_zip(words)
    while words and words[-1] == ",":
        words.pop()
    found_state: str | None = None
    for width in (4, 3, 2, 1):
        got = state(" ".join(words[-width:]).replace(" ,", ",")) if len(words) >= width else None
        if got and got.value and (len(words) > width or found_zip):
            found_state, words = got.value, words[:-width]
            break
    city = " ".join(words).replace(" ,", ",").strip(" ,")
    return Place(city or None, found_state, found_zip)


def candidates(text: str) -> tuple[str, ...]:
    """Codes that a misread two-letter state may stand for, one letter off; zip and city decide among them."""
    upper = squeeze(text).upper()
    if len(upper) != 2:
        return ()
    return unique([code for code in sorted(US_STATES) if (code[0] == upper[0]) != (code[1] == upper[1])])
