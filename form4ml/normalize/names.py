"""Names and titles: junk at their ends taken off, case and punctuation kept; folding and comparing of owners' names."""

from __future__ import annotations

import re
from collections.abc import Callable

from form4ml.normalize import name_repairs
from form4ml.normalize.keys import squeeze, typography
from form4ml.normalize.known_words import offices
from form4ml.normalize.values import EMPTY, Normal

# Marks of an entity, each a whole word. A person's name holds none of them.
_ENTITY = re.compile(
    r"(?:^|[\s,(])(?:L\.?\s?L\.?\s?C|L\.?\s?P|L\.?L\.?L?\.?P|INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|LTD|LIMITED|TRUSTS?|FUNDS?|PARTNERS?|PARTNERSHIP|HOLDINGS?|CAPITAL|"
    r"GROUP|ASSOCIATES|MANAGEMENT|ADVISORS?|ADVISERS?|INVESTMENTS?|INVESTORS|VENTURES?|FOUNDATION|ESTATE OF|BANK|PLC|S\.?A\.?R?\.?L?|N\.?V|GMBH|A\.?G|AB|ASA|B\.?V|PTE|PTY|S\.?P\.?A|SICAV|"
    r"MASTER|OFFSHORE|EQUITY|OPPORTUNIT(?:Y|IES)|UNIVERSITY|FAMILY|COMMITTEE|GP|II|III|IV)(?=$|[\s,.)/])",
    re.IGNORECASE,
)
_GENERATIONS = {"II", "III", "IV"}  # a person's too
_SUFFIXES = {
    "JR",
    "SR",
    "II",
    "III",
    "IV",
    "V",
    "MD",
    "PHD",
    "ESQ",
    "CPA",
    "DR",
    "MR",
    "MRS",
    "MS",
    "PH",
    "D",
    "DDS",
    "DVM",
    "JD",
    "MBA",
}
_LEADING = re.compile(r"^[\s|_~*\\`\]\[}{)>:;,.=^—-]+")
_TRAILING = re.compile(r"[\s|_~*`\[{(<:;,=^—-]+$")
_LAST_NAME = re.compile(
    r"^(\s*[^\s,\d]+(?:\s[^\s,\d]+)?)\s?,\s+(?=[^\W\d_])(?!(?:JR|SR|II|III|IV|MD|PHD|ESQ)\b)", re.IGNORECASE
)
# What ends a title and is none of it: a full stop behind a whole word, a number of the box beside it.
_FULL_STOP = re.compile(r"(?<=\b[A-Z]{3})\.$|(?<=[a-z]{6})\.$")
_NUMBER_BEHIND = re.compile(r"(?<=[A-Za-z]{4})\s\d{2,3}$")
_RANKED = re.compile(r"(?<=\b[ESA]VP)\.(?=\s[A-Z])|(?<=\bCEO)\.(?=\s[A-Z])|(?<=\bCFO)\.(?=\s[A-Z])")
_LONGEST = 300


def _unbalanced(text: str) -> str:
    """Closing brackets at the end that nothing opened, and opening ones at the start that nothing closes, taken off."""
    for opening, closing in ("()", "[]", "{}"):
        while text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip()
        while text.startswith(opening) and text.count(opening) > text.count(closing):
            text = text[1:].lstrip()
    return text


def text(raw: str) -> Normal[str]:
    """Any short text as printed: white space collapsed, rules, underlines, stray quotes and brackets trimmed."""
    if len(raw) > _LONGEST * 4:
        raw = raw[: _LONGEST * 4]
    plain = squeeze(raw.replace("_", " ") if re.search(r"__|\s_|_\s|^_|_$", raw) else raw)
    if not plain:
        return Normal(why=EMPTY)
    before = None
    while before != plain:
        before = plain
        plain = _unquoted(_unbalanced(_TRAILING.sub("", _LEADING.sub("", plain))))
    if not re.search(r"\w", plain):
        return Normal(why="no letters or digits")
    return Normal(plain, repaired="trimmed" if plain != squeeze(raw) else None)


def _unquoted(text: str) -> str:
    """Quotes around the whole and single ones at an end taken off; a pair inside stays (`Trust "A"`)."""
    for quotes in ('"“”„', "'‘’"):
        count = sum(text.count(quote) for quote in quotes)
        first, last = text[:1] in quotes, text[-1:] in quotes
        if not text or not (first or last):
            continue
        if first and last and count == 2:
            return text[1:-1].strip()
        if first and count == 1:
            return text[1:].lstrip()
        if last and count == 1 and quotes[0] == '"':
            return text[:-1].rstrip()
        if last and count == 1 and text[-2:-1] == " ":
            return text[:-1].rstrip()
    return text


def issuer(raw: str) -> Normal[str]:
    """An issuer's name; a trading symbol in brackets behind it is left out."""
    return _repaired(raw, re.sub(r"\s*\[[^\[\]]*[\]|)]?\s*$", "", raw) or raw, name_repairs.issuer)


def owner(raw: str) -> Normal[str]:
    """A reporting owner's name as printed; the caption's asterisk and `(Last) (First)` legends are left out, as is the
    comma behind a person's last name, which EDGAR's names do not have.
    """
    bare = re.sub(r"\(\s*(?:Last|First|Middle)\s*\)", " ", raw, flags=re.IGNORECASE)
    if not is_entity(bare):
        bare = _LAST_NAME.sub(r"\1 ", bare, count=1)
    return _repaired(raw, bare, lambda plain: name_repairs.owner(plain, is_entity(plain)))


def _repaired(raw: str, bare: str, repair: Callable[[str], str]) -> Normal[str]:
    """The text read after its signs are mended; whether more than white space was."""
    mended = repair(squeeze(bare[: _LONGEST * 4]))
    read = text(mended)
    if read.value is None or mended == squeeze(bare[: _LONGEST * 4]):
        return read
    return read._replace(repaired=read.repaired or "signs")


def title(raw: str) -> Normal[str]:
    """An officer's title as printed; the box's own legend is left out."""
    read = text(re.sub(r"\(\s*(?:give title|specify)\s*(?:below)?\s*\)?", " ", raw, flags=re.IGNORECASE))
    if read.value is None:
        return read
    better = _NUMBER_BEHIND.sub("", _FULL_STOP.sub("", _RANKED.sub(",", offices(read.value))))
    return read if better == read.value else Normal(better, repaired="known-word", alternatives=(read.value,))


def fold(raw: str) -> str:
    """A key for equality: typography, case and white space folded, punctuation kept."""
    return squeeze(typography(raw)).casefold()


def fold_loose(raw: str) -> str:
    """A key for likeness: letters and digits only."""
    return re.sub(r"[\W_]+", "", typography(raw)).casefold()


def is_entity(raw: str) -> bool:
    """Whether the name holds a word that only companies, trusts and the like carry."""
    found = [match.group().strip(" ,(.").upper() for match in _ENTITY.finditer(typography(raw))]
    return any(word not in _GENERATIONS for word in found)


def tokens(raw: str) -> tuple[str, ...]:
    """A person's name in words: capitals, no punctuation, no title or suffix."""
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", typography(raw).upper().replace(".", " "))
    kept = [word.replace("'", "") for word in words if word not in _SUFFIXES or len(word) == 1]
    return tuple(kept)


def same_owner(left: str, right: str) -> bool:
    """Whether two names can be one owner: `CARUSO JAMES V` and `James Caruso`, `Smith John A Jr.` and `John Smith`.

    Entities must agree in all letters and digits. Persons must share a word of two letters and more, and every word
    of the shorter name must meet one of the longer, an initial meeting a word that begins with it.
    """
    if fold_loose(left) == fold_loose(right):
        return bool(fold_loose(left))
    if is_entity(left) or is_entity(right):
        return False
    short, long = sorted((list(tokens(left)), list(tokens(right))), key=len)
    if not short or len(set(short)) < 2:
        return False
    whole = 0
    rest = long[:]
    for word in sorted(short, key=len, reverse=True):
        match = next((one for one in rest if one == word), None)
        whole += match is not None and len(word) > 1
        if match is None:
            match = next((one for one in rest if _initial(word, one)), None)
        if match is None:
            return False
        rest.remove(match)
    return whole >= 1


def _initial(left: str, right: str) -> bool:
    return (len(left) == 1 or len(right) == 1) and left[0] == right[0]
