"""Names whose signs OCR misread where only one reading is a name: `Fund I]` is Fund II, `Inc,` at the end is Inc."""

from __future__ import annotations

import re

# Signs taken for the I of a numeral; at least one of a run must be a letter, and the run must not be one already.
_NUMERAL = re.compile(r"(?<=\S\s)(?=[\]\[!|1l]*[Il])(?!I+(?:\s|$|,))(?!IL(?:\s|$|,))[Il1|!\]\[]{2,3}(?=\s|$|,)")
_CHECK = re.compile(r"(?:\s+(?:x|[Xx]{2,4}|xX|Xx))+$")
_SMALL_END = re.compile(r"(?<=\w)\s+(?!jr|sr|md|co|lp|ag|nv|sa|ab|ii|iv|de)[a-z]{1,2}$")
_DATED = re.compile(r"\s+\d{1,2}[/-](?:\d{1,2}[/-])?(?:\d{2}|\d{4})$")  # the month of the box beside it
_LEADING = re.compile(r"^[/\\!|\]]+\s*(?=\w)")
_LEGAL = r"Inc|Incorporated|Corp|Co|Ltd|N\.V|S\.A|B\.V|L\.P|L\.L\.C|Bros"
_LEGAL_COMMA = re.compile(rf"(?<![^\W_])({_LEGAL})[,;:'’]\s*$", re.I)
_LEGAL_POINT = re.compile(r"\b([A-Za-z]{3,}|[IVX]{1,4})\.(?=\s(?:Inc|INC|Ltd|LTD|LLC|L\.?P)\b)")
_SHORTENED = frozenset("corp bros intl natl assn mfg hldgs inds sys svcs mgmt tech bancorp co ind int".split())
# The form of a fund or company whose points were lost, but for the last: `LP.` was `L.P.`
_POINTLESS = re.compile(r"(?<=[\s,])(?:L\.?P\.{1,2}|LP\.)$")
_POINTLESS_LLC = re.compile(r"(?<=[\s,])LLC\.$")
_LID = re.compile(r"(?<=[\w,]\s)Li[dt](?=\.?$)")
_PLE = re.compile(r"(?<=\w\s)ple$")
_EIGHT = re.compile(r"(?<=\w\s)([VX])[iIl1|!]{2,3}(?=\s|,|$)")  # VIII read as Vill
# Strokes of the form before a name: `II Harbor Light`, of which no issuer's name begins so with a space behind.
_STROKES_BEFORE = re.compile(r"^[Il1|i!]{2,3}\s+(?=[A-Z])")
_TORN = re.compile(r"^([A-Z][a-z]?)[.,]?\s(?=[a-z]{3})")
# No name of 4,669 issuers and of as many owners ends so.
_ING = re.compile(r"(?<=[A-Z,]\s)ING$")
_TNE = re.compile(r"(?<=[\w,]\s)[1lt|]n[ce](?=\.?$)")
_LL = re.compile(r"(?<=[\w,]\s)LL$")
_NOUGHT = re.compile(r"(?<=[^\W\d_]\s)0(?=\s|$)")


def numerals(text: str) -> str:
    """Runs of strokes behind a word, such as `I]`, `Il` and `I1`, as the numerals that they can only be."""
    return _NUMERAL.sub(lambda m: "I" * len(m[0]), text)


def owner(text: str, entity: bool) -> str:
    """An owner's name without the check marks, rules and specks of the columns beside it."""
    plain = numerals(_LEADING.sub("", text))
    plain = _DATED.sub("", _CHECK.sub("", plain))
    if plain.islower():
        return plain
    plain = _SMALL_END.sub("", plain)
    plain = legal(_pointed(_EIGHT.sub(_all_ones, plain)) if entity else plain)
    return plain if entity else _NOUGHT.sub("O", plain)


def issuer(text: str) -> str:
    """An issuer's name as it can be printed: no comma ends it, its first word is not torn, no rule stands before it."""
    plain = _STROKES_BEFORE.sub("", _LEADING.sub("", text))
    plain = numerals(plain)
    plain = _TORN.sub(r"\1", plain)
    plain = _LEGAL_POINT.sub(_comma, plain)
    return legal(_LEGAL_COMMA.sub(r"\1.", plain))


def _comma(found: re.Match[str]) -> str:
    """A comma for a point before a legal form, unless the word is one that is shortened."""
    return found[0] if found[1].casefold() in _SHORTENED else f"{found[1]},"


def _pointed(name: str) -> str:
    """An entity's name with the commas and points before and in its legal form."""
    name = _LEGAL_POINT.sub(_comma, name)
    return _POINTLESS_LLC.sub("L.L.C.", _POINTLESS.sub("L.P.", name))


def _all_ones(found: re.Match[str]) -> str:
    return found[1] + "I" * (len(found[0]) - 1)


def legal(text: str) -> str:
    """The form of a company at the end of its name, where what was read can be no other: ING, tne., LL, Lid and ple."""
    text = _PLE.sub("plc", _LID.sub("Ltd", text))
    return _LL.sub("LLC", _TNE.sub("Inc", _ING.sub("INC", text)))
