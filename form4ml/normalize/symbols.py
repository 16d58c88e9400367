"""Trading symbols: brackets, exchange names and blanks taken off, several parted, `NONE` told from a symbol."""

from __future__ import annotations

import re

from form4ml.normalize.keys import squeeze, typography
from form4ml.normalize.values import EMPTY, Normal, unique

_EXCHANGE = re.compile(
    r"^(?:NYSE(?:\s?(?:AMERICAN|MKT|ARCA|AMEX))?|NASDAQ(?:GS|GM|CM)?|AMEX|ARCA|OTC(?:QB|QX|BB|MKTS|PK)?|TSX(?:V)?|LSE|CBOE|ASX|TASE)\s?[:;\-.]\s?",
    re.IGNORECASE,
)
_NONE = {"NONE", "N/A", "NA", "N.A.", "NOT APPLICABLE", "NOT LISTED", "-", "--", "NIL", "UNKNOWN", "TBD", "[NONE]"}
_SYMBOL = re.compile(r"(?=.*[A-Z])[A-Z0-9]{1,6}(?:[.\-/][A-Z0-9]{1,5}){0,2}")
_OF_CLASS = re.compile(r"[A-Z0-9]{2,5} [A-Z]{1,4}")  # `ABCD U`: the blank is filed
_CLOSING = {"]": "J", "[": "L", "|": "I", "!": "I"}
_SWAPS = {
    "0": "O",
    "O": "0",
    "1": "I",
    "I": "1",
    "L": "I",
    "5": "S",
    "8": "B",
    "6": "G",
    "2": "Z",
    "Q": "O",
    "U": "V",
    "V": "U",
}
_LONGEST = 64


def _bare(text: str) -> str:
    text = squeeze(typography(text)).strip(" _'\"~*")
    inside = re.search(r"[\[({]\s*([^\[\](){}]+?)\s*[\])}|]+$", text) or re.fullmatch(
        r"[\[({|]?\s*(.*?)\s*[\])}|]*", text
    )
    return (inside[1] if inside else text).strip(" [](){}|,;:'\"_")


def _others(symbol: str) -> list[str]:
    """The symbol with one look-alike exchanged. US symbols are letters, so a digit's letter comes first."""
    found = [symbol[:i] + _SWAPS[char] + symbol[i + 1 :] for i, char in enumerate(symbol) if char in _SWAPS]
    return sorted(found, key=lambda one: sum(char.isdigit() for char in one))


def symbol(text: str) -> Normal[str]:
    """A trading symbol as filed, in capitals unless it was printed in mixed case on purpose (`BRK.b` stays so)."""
    bare = _bare(text)
    if not bare:
        return Normal(why=EMPTY)
    if len(bare) > _LONGEST:
        return Normal(why="too long for a symbol")
    if bare.upper() in _NONE:
        return Normal(bare, repaired=None)
    listed = _EXCHANGE.sub("", bare)
    prefix = bare[: len(bare) - len(listed)]
    found = _plain(listed)
    if found.value is None:
        return found
    others = list(found.alternatives)
    if prefix:  # filed both ways; the print says which, so it is kept and the bare symbol is offered
        return Normal(prefix + found.value, None, (), found.repaired, unique([found.value, *others]))
    return found


def _plain(text: str) -> Normal[str]:
    parts = [part for part in re.split(r"\s*[,;&]\s*|\s+(?i:and)\s+|\s*/\s+|\s+/\s*", text) if part]
    if len(parts) > 1 and all(_SYMBOL.fullmatch(part.upper()) for part in parts):
        return Normal(text, alternatives=tuple(unique([part.upper() for part in parts])))
    if _OF_CLASS.fullmatch(text):
        return Normal(text, alternatives=unique([text.replace(" ", "."), text.replace(" ", "")]))
    if _SYMBOL.fullmatch(text):
        return Normal(text, alternatives=tuple(_others(text)[:4]))
    if _SYMBOL.fullmatch(text.upper()):
        return Normal(text, alternatives=unique([text.upper(), *_others(text.upper())[:3]], text))
    joined = text.replace(" ", "")
    if " " in text and _SYMBOL.fullmatch(joined.upper()) and max(map(len, text.split())) <= 2:
        return Normal(joined, None, (), "spaces", (text,))
    mended = "".join(_CLOSING.get(char, char) for char in joined)
    if mended != joined and _SYMBOL.fullmatch(mended.upper()):
        return Normal(why="signs among the letters", alternatives=(mended,))
    return Normal(why="not a trading symbol", alternatives=(joined,) if re.fullmatch(r"[\w.\-/]{1,10}", joined) else ())


def symbols(text: str) -> tuple[str, ...]:
    """Each symbol that the text names, without its exchange, in capitals."""
    bare = _bare(text)
    if not bare or bare.upper() in _NONE or len(bare) > _LONGEST:
        return ()
    parts = re.split(r"\s*[,;&]\s*|\s+(?i:and)\s+|\s*/\s+|\s+/\s*|\s+(?=[A-Z]{2})", bare)
    found = [_EXCHANGE.sub("", part).strip().upper() for part in parts]
    return unique([one for one in found if _SYMBOL.fullmatch(one)])
