"""The signature block cut into signatures: which of its rows are one signature, and which date stands beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from form4ml.assembly.found import Found, found, text_of
from form4ml.layout.view import View

_FAR = 4  # rows between two fragments of one block
_MOST = 60  # rows looked at in one block
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY_OF_MONTH = re.compile(rf"\b{_MONTHS}\s+\d{{1,2}}\s*,?$", re.I)
_CAPTION_WORDS = ("signature", "reporting", "person", "date")
# What leaves a signature unfinished, or begins nothing of its own.
_OPEN_END = re.compile(r"(?:\b(?:by|for|of|and|the|its|to|as|in|behalf|under|general|managing|authorized)|[,:–-])\s*$", re.I)  # fmt: skip
_BY = re.compile(r"\bby\s*:?", re.I)
_BY_END = re.compile(r"\b(?:by|for|of|its)\s*:?\s*$|-\s*$", re.I)
_ROLE = (
    r"(?:general|managing|limited|authorized|duly|chief|executive|financial|operating|vice|reporting|its|the|a|and|as|"
    r"manager|member|partner|director|president|secretary|treasurer|trustee|officer|signatory|signer|person|agent|"
    r"representative|counsel|chairman|attorney(?:-in-fact)?|attorney|fact|in|individually|llc|lp|l\.p\.|inc\.?|jr\.?|sr\.?)"
)
_ROLE_ONLY = re.compile(rf"[\s,(]*(?:{_ROLE}[\s,.&)-]*)+", re.I)
_ROLE_END = re.compile(
    r"\b(?:member|partner|signatory|person|director|president|officer|trustee|manager|secretary|fact|agent|individually)[\s.,)]*$",
    re.I,
)
_SIGN = re.compile(r"[/\\(|lI1!'‘’“\"é4]{0,2}\s?[sS5§]\s?[/\\|lI1!]")
_LINKS = ("of", "for", "by", "and")
_SCRAP = re.compile(r"(?!as|by|of|in|to|or|an|jr|sr|md|ii|lp|co)[a-z]{1,2}")  # a lone piece of a date behind a comma
_WHOLE_DATE = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d")
_BY_SHAPE = 0.8  # probability of a date that only its shape tells
_CUT_DATE = re.compile(r"\d{0,2}/?\d{1,2}/\d{2,4}")


@dataclass(slots=True)
class Line:
    """One row of the signature block: the words of a signature in it, and the dates."""

    row: int
    page: int
    y: float
    tokens: list[int] = field(default_factory=list)
    probability: float = 1.0
    opens: bool = True
    signed: bool = False  # a "/s/" stands before its first word
    dates: list[Found] = field(default_factory=list)
    text: str = ""

    @property
    def dated(self) -> int:
        return sum(1 for day in self.dates if is_date(day.text))


@dataclass(slots=True)
class Block:
    """One signature: its rows put together, and the dates that stand beside them."""

    name: Found | None
    dates: list[Found]
    signed: bool = False  # a "/s/" stands before it


def is_date(text: str) -> bool:
    """Whether enough of a date was read to tell that one stands there."""
    return sum(char.isdigit() for char in text) >= 5


def blocks(view: View, items: list[Found]) -> list[Block]:
    """The signatures in printed order, each with the dates beside it."""
    out: list[Block] = []
    for group in _groups(view, _lines(view, items)):
        pitch = _pitch(view, group)
        out += [_block(view, part) for part in _cut(view, group, pitch)]
    return out


# -- rows --------------------------------------------------------------------------------------------------------------


def _lines(view: View, items: list[Found]) -> list[Line]:
    names: dict[int, list[Found]] = defaultdict(list)
    days: dict[int, list[Found]] = defaultdict(list)
    for item in items:
        if item.label == "SIGNATURE":
            names[item.row].append(item)
        elif item.label == "SIGNATURE_DATE":
            days[item.row].append(item)
    for row, owners in _owners_in_signatures(view, items, names).items():
        names[row] += owners
    for row in names:
        days[row] += _untagged_dates(view, row, [*names[row], *days.get(row, [])])
    out: list[Line] = []
    for row in sorted({*names, *days}):
        last = out[-1] if out else None
        pieces, dated = names.get(row, []), days.get(row, [])
        if last is not None and last.text and _DAY_OF_MONTH.search(last.text) and row - last.row <= 2:
            # The year of a date within the signature stands alone in its row.
            years = [day for day in dated if re.fullmatch(r"(?:19|20)\d\d", day.text.strip())]
            pieces, dated = [*pieces, *years], [day for day in dated if day not in years]
        line = _line(view, row, sorted(pieces, key=lambda item: item.first), dated)
        _unfinished_rows(view, out, line, {*names, *days})
        out.append(line)
    if out:
        _unfinished_rows(view, out, None, {*names, *days})
    return out


def _owners_in_signatures(view: View, items: list[Found], names: dict[int, list[Found]]) -> dict[int, list[Found]]:
    """Names of owners in the signature block that stand in one row with the rest of a signature."""
    out: dict[int, list[Found]] = defaultdict(list)
    for item in items:
        if item.label == "OWNER_NAME" and item.part == "signature" and names.get(item.row):
            out[item.row].append(item)
    return out


def _untagged_dates(view: View, row: int, taken: list[Found]) -> list[Found]:
    """A whole date that ends the row of a signature, whatever the tagger took it for."""
    last = view.rows[row].last - 1
    claimed = any(last in item.tokens for item in taken) or any(item.label == "SIGNATURE_DATE" for item in taken)
    if claimed or not _WHOLE_DATE.fullmatch(view.tokens[last].text):
        return []
    return [found(view, "SIGNATURE_DATE", [last], _BY_SHAPE, "signature")]


def _line(view: View, row: int, pieces: list[Found], dated: list[Found]) -> Line:
    """A row holds one signature: what stands between its fragments belongs to it too."""
    line = Line(row, view.rows[row].page, view.rows[row].y if view.boxed else float(row), dates=list(dated))
    if not pieces:
        return line
    apart = {i for day in dated for i in day.tokens}
    first, last = pieces[0].tokens[0], pieces[-1].tokens[-1]
    tokens = [i for i in range(first, last + 1) if i not in apart and view.tokens[i].text not in ("|", "_", "__")]
    before = _before(view, first)
    line.signed = bool(before and _SIGN.search(before[-6:]))
    line.opens = pieces[0].opens
    for piece in pieces:
        line.probability *= piece.probability
    after = last + 1
    end = view.rows[row].last
    while after < end and after not in apart and _belongs(view, tokens, view.tokens[after].text):
        tokens.append(after)
        after += 1
    while first > view.rows[row].first and view.tokens[first - 1].text in _LINKS:
        first -= 1
        tokens.insert(0, first)
    line.tokens = _trimmed(view, tokens, line)
    line.text = text_of(view, line.tokens)
    return line


def _belongs(view: View, tokens: list[int], word: str) -> bool:
    """Whether the words so far ask for the next one: a comma, or a word like Person or Member."""
    if word == ",":
        return True
    text = text_of(view, tokens)
    if word == ".":
        return bool(_ROLE_END.search(text))
    if word == ":":
        return bool(re.search(r"\b(?:by|for)$", text, re.I))
    return bool(_ROLE_ONLY.fullmatch(word) and (_OPEN_END.search(text) or re.search(r"\breporting$", text, re.I)))


def _before(view: View, first: int) -> str:
    row = view.tokens[first].row
    start = view.rows[row].first
    return text_of(view, range(start, first)) if first > start else ""


def _trimmed(view: View, tokens: list[int], line: Line) -> list[int]:
    """Pieces of the date's column and specks at the end of a row taken off."""
    kept = list(tokens)
    if not line.dates and len(kept) > 1:
        last = view.tokens[kept[-1]].text
        told = re.search(r"(?:dated|dtd|u/a|u/a/d)\W*$", text_of(view, kept[:-1]), re.I)
        if _CUT_DATE.fullmatch(last) and not told:
            kept.pop()
    if len(kept) > 2 and view.tokens[kept[-2]].text == "," and _SCRAP.fullmatch(view.tokens[kept[-1]].text):
        kept.pop()
    text = text_of(view, kept)
    if not re.search(r"[^\W\d_]{2}|\b[A-Z]\b", text) and not re.fullmatch(r"(?:19|20)\d\d\W*", text):
        return []  # specks of a row in which the date stands
    return kept


def _unfinished_rows(view: View, out: list[Line], line: Line | None, taken: set[int]) -> None:
    """Rows that no fragment stands in and that an unfinished signature above them asks for."""
    last = out[-1] if out else None
    if last is None or (not last.tokens and len(out) < 2):
        return
    above = last if last.tokens else out[-2]
    row = max(above.row, last.row) + 1
    if row in taken or row >= len(view.rows) or (line is not None and row >= line.row):
        return
    if view.rows[row].page != above.page or is_caption(view, row):
        return
    tokens = list(range(view.rows[row].first, view.rows[row].last))
    text = text_of(view, tokens)
    if len(tokens) <= 6 and _ROLE_ONLY.fullmatch(text) and (_OPEN_END.search(above.text) or not above.text):
        added = Line(row, above.page, view.rows[row].y if view.boxed else float(row), tokens, 0.8, False, text=text)
        out.append(added)


def is_caption(view: View, row: int) -> bool:
    """Whether a row is the form's own "Signature of Reporting Person   Date", however misread."""
    words = [token.text.lower() for token in view.row_tokens(row) if len(token.text) > 2]
    if not words or words[0] == "the":
        return False
    alike = sum(any(_alike(word, own) for own in _CAPTION_WORDS) for word in words)
    named = sum(_alike(word, "reporting") or _alike(word, "signature") for word in words)
    return (alike >= 2 and named >= 1 and alike * 2 >= len(words)) or (alike == len(words) == 1 and words[0] == "date")


def _alike(word: str, own: str) -> bool:
    from difflib import SequenceMatcher

    if abs(len(word) - len(own)) > 3:
        return False
    return SequenceMatcher(None, word, own, autojunk=False).ratio() >= 0.65


# -- cutting -----------------------------------------------------------------------------------------------------------


def _groups(view: View, lines: list[Line]) -> list[list[Line]]:
    """Runs of rows that no caption, page or great distance parts."""
    out: list[list[Line]] = []
    for line in lines:
        last = out[-1][-1] if out else None
        apart = (
            last is None
            or line.page != last.page
            or line.row - last.row > _FAR
            or len(out[-1]) >= _MOST
            or any(is_caption(view, row) for row in range(last.row + 1, line.row))
        )
        if apart:
            out.append([])
        out[-1].append(line)
    return out


def _pitch(view: View, lines: list[Line]) -> float:
    if not view.boxed:
        return 0.0
    heights = [view.rows[line.row].height for line in lines]
    return max(1.0, median(heights) * 1.25)


def _cut(view: View, lines: list[Line], pitch: float) -> list[list[Line]]:
    """The cheapest way to cut the rows into signatures with a date each."""
    size = len(lines)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, size + 1):
        ways = [(best[begin][0] + _cost(lines, begin, end, pitch), begin) for begin in range(max(0, end - 12), end)]
        best.append(min(ways))
    out: list[list[Line]] = []
    end = size
    while end:
        begin = best[end][1]
        out.append(lines[begin:end])
        end = begin
    return out[::-1]


def _cost(lines: list[Line], begin: int, end: int, pitch: float) -> float:
    """How unlike one signature the rows are: its dates, its place beside the date, and how its words run on."""
    part = lines[begin:end]
    written = [line for line in part if line.tokens]
    days = [(line, day) for line in part for day in line.dates if is_date(day.text)]
    cost = 0.0
    if not written:
        cost += 2.5
    if not days:
        cost += 1.2
    elif len(days) > 1:
        cost += 3.0 * (len(days) - 1)
    elif pitch and written:
        middle = (written[0].y + written[-1].y) / 2
        cost += min(abs(middle - days[0][0].y) / pitch, 3.0)
    for one, other in pairwise(written):
        cost += _joined(one, other)
    if begin and written:
        before = next((line for line in reversed(lines[:begin]) if line.tokens), None)
        if before is not None:
            cost += _parted(before, written[0])
    return cost


def _joined(one: Line, other: Line) -> float:
    """What it costs to take the second row for more of the first."""
    if _BY_END.search(one.text) or _ROLE_ONLY.fullmatch(other.text) or other.text[:1].islower():
        return 0.0
    if other.signed or _SIGN.match(other.text):
        return 2.5
    if _ROLE_END.search(one.text) and _BY.search(other.text):
        return 2.0
    if other.opens:
        return 0.5 if _OPEN_END.search(one.text) else 1.0
    return 0.8 if _ROLE_END.search(one.text) else 0.0


def _parted(one: Line, other: Line) -> float:
    """What it costs to take the second row for a signature of its own."""
    if _BY_END.search(one.text) or _ROLE_ONLY.fullmatch(other.text) or other.text[:1].islower():
        return 2.0
    if other.opens:
        return 0.0
    return 0.5 if _ROLE_END.search(one.text) else 1.6 if _OPEN_END.search(one.text) else 1.0


def _block(view: View, part: list[Line]) -> Block:
    written = _without_scraps([line for line in part if line.tokens])
    days = [day for line in part for day in line.dates]
    if not written:
        return Block(None, days)
    probability = 1.0
    tokens: list[int] = []
    for number, line in enumerate(written):
        probability *= line.probability
        tokens += line.tokens if number + 1 == len(written) else _without_specks(view, line.tokens)
    whole = found(view, "SIGNATURE", tokens, probability, "signature", written[0].opens)
    return Block(whole, days, any(line.signed or _SIGN.match(line.text) for line in written))


def _without_scraps(lines: list[Line]) -> list[Line]:
    """Rows between a signature's first and last are full: one without a word is what was read beside the date."""
    last = len(lines) - 1
    return [line for at, line in enumerate(lines) if at in (0, last) or re.search(r"[^\W\d_]{2}", line.text)]


def _without_specks(view: View, tokens: list[int]) -> list[int]:
    """A row that goes on in the next does not end in a lone digit or small letter."""
    last = view.tokens[tokens[-1]].text
    speck = len(tokens) > 2 and re.fullmatch(r"\d{1,2}|[b-z]|[^\w,.:)&-]", last)
    if speck and not _DAY_OF_MONTH.search(text_of(view, tokens)):
        return tokens[:-1]
    return tokens
