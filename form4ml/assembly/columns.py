"""The wrapped columns of a table with boxes: where each stands on the page, and the lines of words that stand in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from form4ml.assembly.found import Found, found
from form4ml.assembly.table import LABELS, WRAPPED
from form4ml.layout.view import View

_WORD = re.compile(r"[^\W\d_]{3,}")
_WORDLIKE = re.compile(r"[^\W_]")
_MARKLIKE = re.compile(r"[^\s|_.,:;'‘’\"~—–-]")
_ADOPTED = 0.5  # of a word that the tagger passed over and that stands in the middle of a cell
_NEAR = 0.45  # of a line's height: words this close are on one line
_CLEAR, _REACH = 0.75, 2.2  # how far a line is at least from the next, and at most from the next of its cell
_FEW = 4  # lines of a column that show where it stands on a page


class Zone(NamedTuple):
    """Where a column stands, from left to right, and how many lines show it."""

    left: float
    right: float
    lines: int

    def holds(self, x: float, slack: float) -> bool:
        return self.left - slack <= x <= self.right + slack


class Place(NamedTuple):
    """A word of a column: its token, what the tagger made of it, and how high it stands in the table's strip."""

    token: int
    left: float
    right: float
    at: float
    item: Found | None  # the fragment of this column's own label that it is part of


@dataclass(slots=True)
class Line:
    """A line of a column: its words as one fragment, or none where only a mark stands there and takes up room."""

    at: float
    page: int
    piece: Found | None = None
    places: list[Place] = field(default_factory=list)

    @property
    def opens(self) -> bool:
        return self.piece is not None and self.piece.opens


class Strip:
    """The pages of a table set one under the other, in heights of a line: a row may run over the foot of a page."""

    def __init__(self, heights: dict[int, float], seen: Iterable[tuple[int, float]]) -> None:
        self.heights = heights
        ends: dict[int, tuple[float, float]] = {}
        for page, y in seen:
            first, last = ends.get(page, (y, y))
            ends[page] = (min(first, y), max(last, y))
        self._zero: dict[int, float] = {}
        self.pages = sorted(ends)
        base = 0.0
        for page in self.pages:
            first, last = ends[page]
            self._zero[page] = base - first / self.height(page)
            base += (last - first) / self.height(page) + 1.6

    def height(self, page: int) -> float:
        return max(self.heights.get(page, 1.0), 1.0)

    def at(self, page: int, y: float) -> float:
        return y / self.height(page) + self._zero.get(page, 0.0)


def zones(items: Iterable[Found], strip: Strip) -> dict[tuple[str, int], Zone]:
    """Each label's zone on each page; a page that shows too little of a column goes by the whole table."""
    spans: dict[tuple[str, int], list[tuple[float, float, float]]] = defaultdict(list)
    for item in items:
        if item.right > item.left:
            for page in (item.page, -1):
                spans[item.label, page].append((item.left, item.right, item.probability))
    out: dict[tuple[str, int], Zone] = {}
    for (label, page), found_ in spans.items():
        if page == -1:
            for each in strip.pages:
                own = spans.get((label, each), [])
                out[label, each] = _zone(own if len(own) >= _FEW else found_)
    return out


def _zone(spans: list[tuple[float, float, float]]) -> Zone:
    """The stretch between the outer edges of most lines, those of doubtful words counting less; strays count nothing."""
    left = _quantile([(left, p) for left, _, p in spans], 0.5)
    right = max(_quantile([(right, p) for _, right, p in spans], 0.5), left)
    spans = [span for span in spans if span[0] <= right and span[1] >= left] or spans
    return Zone(
        _quantile([(left, p) for left, _, p in spans], 0.12),
        _quantile([(right, p) for _, right, p in spans], 0.88),
        sum(1 for _, _, p in spans if p >= 0.5),
    )


def _quantile(weighted: list[tuple[float, float]], share: float) -> float:
    ordered = sorted(weighted)
    left = share * sum(weight for _, weight in ordered)
    for value, weight in ordered:
        left -= weight
        if left <= 0:
            return value
    return ordered[-1][0]


def lines_of(
    label: str,
    items: list[Found],
    loose: Iterable[int],
    view: View,
    strip: Strip,
    stands: dict[tuple[str, int], Zone],
) -> list[Line]:
    """The lines of one wrapped column from top to bottom; `loose` are tokens of the table's rows that no label claims."""
    slack = {page: 0.8 * strip.height(page) for page in strip.pages}
    places: list[Place] = []
    marks: list[Place] = []

    def place(token: int, item: Found | None) -> Place | None:
        box, row = view.tokens[token].box, view.rows[view.tokens[token].row]
        if box is None:
            return None
        return Place(token, box.left, box.right, strip.at(row.page, row.y), item)

    def stands_in(one: Place, name: str) -> bool:
        page = view.rows[view.tokens[one.token].row].page
        zone = stands.get((name, page))
        return zone is not None and zone.holds((one.left + one.right) / 2, slack.get(page, 1.0))

    for item in items:
        for token in item.tokens:
            one = place(token, item if item.label == label else None)
            if one is None:
                continue
            here = stands_in(one, label)
            if item.label == label:
                if here or not _strayed(one, item, view, stands, slack, label):
                    places.append(one)
            elif not here or (item.label in LABELS and stands_in(one, item.label)):
                continue
            elif _belongs(item.label, view.tokens[token].text):
                places.append(one)
            elif item.label == "FOOTNOTE_MARK":
                marks.append(one)
    lines = _gathered(places, view)
    _adopt(lines, [p for t in loose if (p := place(t, None)) and stands_in(p, label)], marks, view)
    _settle(lines, label, view)
    return lines


def _belongs(label: str, text: str) -> bool:
    """Whether a word under another label may be one of the column it stands in."""
    if label in WRAPPED:
        return bool(_WORDLIKE.search(text))
    return bool(_WORD.fullmatch(text.strip(".,'‘’"))) and (len(text) > 3 or label not in LABELS)


def _strayed(
    one: Place, item: Found, view: View, stands: dict[tuple[str, int], Zone], slack: dict[int, float], label: str
) -> bool:
    """Whether a word under this column's label stands in another wrapped column, or far off its own."""
    page = item.page
    own = stands.get((label, page))
    middle = (one.left + one.right) / 2
    for name in WRAPPED - {label}:
        zone = stands.get((name, page))
        if zone is not None and zone.lines >= 2 and zone.holds(middle, 0.0):
            return True
    if own is None or own.lines < 3:
        return False
    before = [b.right for t in item.tokens if t < one.token and (b := view.tokens[t].box) is not None]
    gap = min((one.left - right for right in before), default=0.0)
    return gap > 1.5 * slack[page] and one.left > own.right + slack[page]


def _gathered(places: list[Place], view: View) -> list[Line]:
    lines: list[Line] = []
    for one in sorted(places, key=lambda p: p.at):
        if lines and one.at - lines[-1].places[0].at <= _NEAR:
            lines[-1].places.append(one)
        else:
            page = view.rows[view.tokens[one.token].row].page
            lines.append(Line(one.at, page, places=[one]))
    return lines


def _adopt(lines: list[Line], loose: list[Place], marks: list[Place], view: View) -> None:
    """Take in words that the tagger passed over where they stand within a cell; other signs only take up room."""
    known = [line.at for line in lines]
    bare: list[Place] = list(marks)
    for one in loose:
        text = view.tokens[one.token].text
        home = next((line for line in lines if abs(line.at - one.at) <= _NEAR), None)
        if home is not None:
            lefts = [p.left for p in home.places]
            rights = [p.right for p in home.places]
            inside = min(lefts) < one.left and one.right < max(rights)
            beside = bool(_WORD.search(text)) and one.left > max(rights) - 1
            if _WORDLIKE.search(text) and (inside or beside):
                home.places.append(one)
        elif _WORD.search(text) and _CLEAR < min((abs(at - one.at) for at in known), default=9.0) <= _REACH:
            lines.append(Line(one.at, view.rows[view.tokens[one.token].row].page, places=[one]))
        elif _MARKLIKE.search(text):
            bare.append(one)
    for one in bare:
        if all(abs(line.at - one.at) > _CLEAR for line in lines):
            lines.append(Line(one.at, view.rows[view.tokens[one.token].row].page))
    lines.sort(key=lambda line: line.at)


def _settle(lines: list[Line], label: str, view: View) -> None:
    """Make each line's words one fragment, left to right; of two readings of one word the surer stands."""
    for line in lines:
        if not line.places:
            continue
        kept = _once(line.places, view)
        items = {id(p.item): p.item for p in kept if p.item is not None}
        tokens = [p.token for p in kept]
        if len(items) == 1 and (only := next(iter(items.values()))).tokens == tokens:
            line.piece = only
            continue
        probability = 1.0
        for item in items.values():
            probability *= item.probability
        if any(p.item is None for p in kept):
            probability *= _ADOPTED
        head = kept[0].item
        part = next((item.part for item in items.values()), "table1")
        line.piece = found(view, label, tokens, probability, part, head is not None and head.opens)


def _once(places: list[Place], view: View) -> list[Place]:
    """The words left to right. Of two readings of one stretch, which some engines give, the surer stands."""
    kept: list[Place] = []
    for words in sorted(_by_line(places, view), key=lambda words: -sum(_sureness(word, view) for word in words)):
        ends = [(min(p.left for p in group), max(p.right for p in group)) for group in _by_line(kept, view)]
        kept += [one for one in words if not any(left < (one.left + one.right) / 2 < right for left, right in ends)]
    return sorted(kept, key=lambda p: (p.left, p.token))


def _by_line(places: list[Place], view: View) -> list[list[Place]]:
    groups: dict[int, list[Place]] = defaultdict(list)
    for one in places:
        groups[view.tokens[one.token].line].append(one)
    return list(groups.values())


def _sureness(one: Place, view: View) -> float:
    """By letters read with certainty."""
    token = view.tokens[one.token]
    sure = 0.8 if token.confidence is None else token.confidence
    return len(token.text) * (sure + (0.5 * one.item.probability if one.item is not None else 0.0))
