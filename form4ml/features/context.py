"""What the features of a token's place share: kinds of value around it, headings above it, cues before it, computed once a view."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from form4ml.features.vocabulary import CUES, DENIALS
from form4ml.features.word import kind, plain
from form4ml.layout.view import View

Key = tuple[Any, ...]

_HEADS = {"table1head": "1", "table2head": "2", "ownershead": "o"}
_ROWS = {"table1": "1", "table2": "2", "owners": "o"}
_SKIPPED = frozenset({"j", "jj", "m", "_"})
_WORDS = frozenset({"w", "C", "W", "w-", "C-", "W-", "wn"})


class PlaceContext:
    """A view, the part of each of its rows, and what several place features share, computed once."""

    def __init__(self, view: View, parts: Sequence[str], layer: str, wanted: Sequence[int]) -> None:
        tokens = view.tokens
        self.view = view
        self.tokens = tokens
        self.rows = view.rows
        self.parts = parts
        self.kinds = [kind(token.text) for token in tokens]
        self.plain = [plain(token.text) for token in tokens]
        self.row_of = [token.row for token in tokens]
        self.widths = [page.width or 0.0 for page in view.document.pages]
        self.opens = [self.plain[row.first] for row in view.rows]
        self.ends = [self.plain[row.last - 1] for row in view.rows]
        if layer != "form":
            self.cues = dict(zip(wanted, _cues([self.plain[i] for i in wanted]), strict=True))
            return
        self.before, self.after = _neighbour_kinds(self.kinds, self.row_of, parts)
        self.counts = _counts(view, self.kinds)
        if view.boxed:
            self.above = _above(view)
            self.heads = _heads(view, parts, self.plain)


def _neighbour_kinds(
    kinds: list[str], rows: list[int], parts: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """For every token the kinds of the last four and next four tokens of its part, junk and marks left out."""
    size = len(kinds)
    before: list[tuple[str, ...]] = [()] * size
    after: list[tuple[str, ...]] = [()] * size
    for order, out in ((range(size), before), (range(size - 1, -1, -1), after)):
        recent: tuple[str, ...] = ()
        part = None
        for i in order:
            here = parts[rows[i]]
            if here != part:
                part, recent = here, ()
            out[i] = recent
            k = kinds[i]
            if k not in _SKIPPED:
                if k in _WORDS:
                    k = "w"
                    if recent and recent[0] == "w":
                        continue
                recent = (k, *recent[:3])
    return before, after


def _counts(view: View, kinds: list[str]) -> list[tuple[int, ...]]:
    """For every token how many dates, amounts, prices and plain figures stand before and after it in its row."""
    out: list[tuple[int, ...]] = []
    for row in view.rows:
        sorts = [_SORT.get(k[0]) for k in kinds[row.first : row.last]]
        figures = [sort for sort in sorts if sort is not None]
        if not figures:
            out += [_NO_FIGURES] * len(sorts)
            continue
        left, right = [0, 0, 0, 0], [figures.count(n) for n in range(4)]
        for sort in sorts:
            if sort is not None:
                right[sort] -= 1
            out.append(_capped(*left, *right))
            if sort is not None:
                left[sort] += 1
    return out


@lru_cache(maxsize=4096)
def _capped(*counts: int) -> tuple[int, ...]:
    return tuple(min(n, 4) for n in counts)


_NO_FIGURES = (0,) * 8
_SORT = {"D": 0, "N": 1, "$": 2, "n": 3, ".": 3}


def _above(view: View) -> list[int]:
    """For every token the nearest token above it on its page that shares its horizontal place, or -1."""
    out = [-1] * len(view.tokens)
    shelf: list[tuple[float, float, int]] = []
    page = -1
    for row in view.rows:
        if row.page != page:
            page, shelf = row.page, []
        here = []
        for i in range(row.first, row.last):
            box = view.tokens[i].box
            if box is None:
                continue
            left, _, right, _ = box
            x = (left + right) / 2
            for a, b, j in shelf:
                if a <= x <= b:
                    out[i] = j
                    break
            here.append((left, right, i))
        # Nearest row first.
        shelf = (here + shelf)[:90]
    return out


def _heads(view: View, parts: Sequence[str], words: list[str]) -> list[tuple[str, ...]]:
    """For every token of a table's row the words of the column heading that it stands under."""
    out: list[tuple[str, ...]] = [()] * len(view.tokens)
    heads: dict[str, list[tuple[float, float, str]]] = {}
    fresh: dict[str, bool] = {}
    found: dict[tuple[str, int, int], tuple[str, ...]] = {}
    for row, part in zip(view.rows, parts, strict=True):
        if part in _HEADS:
            table = _HEADS[part]
            if fresh.get(table, True):
                heads[table], fresh[table] = [], False
                found = {}
            for i in range(row.first, row.last):
                box = view.tokens[i].box
                if box is not None and (len(words[i]) > 1 or words[i] in "v0123456789"):
                    heads[table].append((box.left, box.right, words[i]))
        elif part in _ROWS and _ROWS[part] in heads:
            table = _ROWS[part]
            fresh[table] = True
            reach = 0.6 * max(row.height, 1.0)
            for i in range(row.first, row.last):
                box = view.tokens[i].box
                if box is None:
                    continue
                key = (table, int(box.left / 4), int(box.right / 4))
                if key not in found:
                    found[key] = _column_words(heads[table], box.left, box.right, reach)
                out[i] = found[key]
    return out


def _column_words(heads: list[tuple[float, float, str]], left: float, right: float, reach: float) -> tuple[str, ...]:
    x = (left + right) / 2
    over = {"h=" + word for a, b, word in heads if a <= x <= b}
    start = {"hl=" + word for a, _, word in heads if abs(a - left) <= reach}
    out = over | start
    if not over and heads:
        nearest = min(heads, key=lambda h: abs((h[0] + h[1]) / 2 - x))
        out.add("hn=" + nearest[2])
    return tuple(sorted(out))


# `10b5-1` with its figures as 0, and as OCR misreads it.
_RULE = ("00b", "lob0", "l0b0", "0ob0", "i0b0", "iob0")


def _cues(words: list[str]) -> list[Key]:
    """For every token the two cue words behind it, the one ahead, and whether a Rule 10b5-1 plan is spoken of."""
    size = len(words)
    far = 99
    out: list[Key] = []
    one, two, denied, planned = "", "", far, far
    since = far
    behind: list[tuple[str, int, str, bool, bool]] = []
    for word in words:
        behind.append((one, since, two, denied < 14, planned < 40))
        since, denied, planned = since + 1, denied + 1, planned + 1
        if word in CUES:
            one, two, since = word, one, 0
        elif word in DENIALS:
            denied = 0
        elif word.startswith(_RULE):
            planned = 0
    cue, away, plan_away = "", far, far
    for i in range(size - 1, -1, -1):
        before, steps, second, denial, plan_before = behind[i]
        out.append(
            (
                before if steps < 14 else "",
                bisect_left((0, 1, 2, 4, 7), steps),
                second if steps < 14 else "",
                cue if away < 9 else "",
                denial,
                plan_before,
                plan_away < 30,
            )
        )
        away, plan_away = away + 1, plan_away + 1
        word = words[i]
        if word in CUES:
            cue, away = word, 0
        elif word.startswith(_RULE):
            plan_away = 0
    return out[::-1]
