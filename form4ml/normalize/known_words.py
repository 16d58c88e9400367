"""Words that titles of securities and natures of ownership are made of, and the mending of a word that OCR garbled.

Only whole words of five letters and more are mended, towards the one known word that is a misreading away. Everything
else stays as read: a name or an unusual title is nobody's to improve.
"""

from __future__ import annotations

import re
from functools import lru_cache

from form4ml.normalize.common_words import common
from form4ml.normalize.values import Normal

_KNOWN = frozenset(
    """stock common trust value units class shares right option share restricted family series trustee spouse options
    irrevocable capital preferred employee purchase performance deferred ordinary holdings convertible partners limited
    partnership phantom child award revocable savings retirement through daughter non-qualified nonqualified custodian account
    company interest annuity voting children warrants growth trusts reporting person grantor warrant footnote footnotes
    rights investments depositary retained owned benefit living corporation venture associates interests compensation
    management investment redeemable equivalent directly foundation director grant beneficial partner profit sharing
    estate planning vehicle vehicles notes appreciation incentive ventures remainder charitable senior equity principals
    technology depository grat grats attorney exhibit proportionate indirect grandchild grandchildren financial investors
    beneficiary custodial liability dividend securities properties individual enterprises healthcare strategic executive
    services promissory pension descendants managing opportunity opportunities supplemental special situations
    membership operating sciences advisors advisers international parallel affiliates institutional expansion
    infrastructure entrepreneurs offshore overseas""".split()
)
_OFFICES = frozenset(
    """president officer chief executive financial senior director general counsel operating secretary treasurer chairman
    accounting manager corporate technology marketing development medical commercial administrative operations people
    scientific information strategy revenue legal resources human controller principal investment business sales global
    compliance product banking lending credit supply chain research regional member board interim founder partner america
    international services strategic customer digital engineering security affairs growth transformation exploration
    communications innovation manufacturing relations regulatory sustainability""".split()
)


def _by_size(words: frozenset[str]) -> dict[int, tuple[str, ...]]:
    sizes: dict[int, tuple[str, ...]] = {}
    for one in sorted(words):
        sizes[len(one)] = (*sizes.get(len(one), ()), one)
    return sizes


_BY_SIZE, _OFFICES_BY_SIZE = _by_size(_KNOWN), _by_size(_OFFICES)

_WORD = re.compile(r"[A-Za-z!|01][A-Za-z!|01-]{3,}")
_ALIKE = [set(group) for group in ("il1!|tjf", "o0ceaq", "mnrhu", "vyw", "bh6", "s5", "gq9y", "kx", "pr", "dcl")]
# Two letters that OCR makes of one, or one of two.
_PAIRS = {
    ("m", "rn"),
    ("m", "tn"),
    ("m", "nm"),
    ("d", "cl"),
    ("n", "ri"),
    ("w", "vv"),
    ("u", "li"),
    ("h", "li"),
    ("m", "in"),
    ("m", "ni"),
}


_HALF = frozenset(one + two for group in _ALIKE for one in group for two in group)
_ONE_OF_TWO: dict[str, tuple[str, ...]] = {}  # what two letters may be read as
for _one, _two in sorted(_PAIRS):
    _ONE_OF_TWO[_two] = (*_ONE_OF_TWO.get(_two, ()), _one)


@lru_cache(maxsize=1 << 16)
def distance(read: str, known: str) -> float:
    """Edits from one word to the other, those that OCR makes at half price."""
    before: list[float] = []
    above: list[float] = [float(j) for j in range(len(known) + 1)]
    for i, letter in enumerate(read, 1):
        row = [float(i)]
        for j, other in enumerate(known, 1):
            change = 0.0 if letter == other else 0.5 if letter + other in _HALF else 1.0
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + change)
            if j > 1 and letter in _ONE_OF_TWO.get(known[j - 2 : j], ()):
                best = min(best, above[j - 2] + 0.5)
            if i > 1 and other in _ONE_OF_TWO.get(read[i - 2 : i], ()):
                best = min(best, before[j - 1] + 0.5)
            row.append(best)
        before, above = above, row
    return above[-1]


def is_known(name: str) -> bool:
    """Whether a word in small letters is one of those that titles and natures are made of."""
    return name in _KNOWN


@lru_cache(maxsize=4096)
def word(read: str) -> str:
    """The known word that was printed, where exactly one is near enough; else the word as read."""
    return _nearest(read, _KNOWN, _BY_SIZE)


def offices(text: str) -> str:
    """An officer's title with the garbled words of offices made whole; a word that any filer uses stays as read."""
    return _WORD.sub(lambda m: m[0] if m[0].lower() in common() else _nearest(m[0], _OFFICES, _OFFICES_BY_SIZE), text)


def _nearest(read: str, known_words: frozenset[str], by_size: dict[int, tuple[str, ...]]) -> str:
    low = read.lower()
    if (
        len(low) < 4
        or low in known_words
        or (low.endswith("s") and low[:-1] in known_words)
        or low + "s" in known_words
    ):
        return read
    near: list[tuple[float, str]] = []
    for size in range(len(low) - 1, len(low) + 3):
        if size < 5:
            continue
        reach = 1.0 if size < 7 else 1.5 if size < 9 else 2.0
        near += [(d, known) for known in by_size.get(size, ()) if (d := distance(low, known)) <= reach]
    near.sort()
    if not near or (len(near) > 1 and near[1][0] - near[0][0] < 0.5):
        return read
    found = near[0][1]
    letters = [c for c in read if c.isalpha()]
    if letters and all(c.isupper() for c in letters):
        return found.upper()
    return found.capitalize() if read[0].isupper() or not read[0].isalpha() else found


def mended(text: str) -> Normal[str]:
    """A title or nature with its garbled words made whole; `repaired` says so."""
    out = _WORD.sub(lambda m: word(m[0]), text)
    return Normal(out, repaired="known-word" if out != text else None)
