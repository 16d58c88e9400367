"""Where a token stands: its row, the part of the form, the kinds of value around it, its column where boxes tell one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from form4ml.features.word import kind, plain
from form4ml.layout.view import View

_HEADS = {"table1head": "1", "table2head": "2", "ownershead": "o"}
_ROWS = {"table1": "1", "table2": "2", "owners": "o"}
_SKIPPED = frozenset("j") | {"jj", "m", "_"}


class PlaceContext:
    """A view, the part of each of its rows, and what several place features share, computed once."""

    def __init__(self, view: View, parts: Sequence[str], layer: str) -> None:
        tokens = view.tokens
        self.view = view
        self.parts = parts
        self.kinds = [kind(token.text) for token in tokens]
        self.plain = [plain(token.text) for token in tokens]
        self.row_of = [token.row for token in tokens]
        self.widths = [page.width or 0.0 for page in view.document.pages]
        self.before: list[str] = []
        self.after: list[str] = []
        self.above: list[int] = []
        self.heads: list[tuple[str, ...]] = []
        if layer != "form":
            return
        self.before, self.after = _neighbour_kinds(self.kinds, self.row_of, parts)
        if view.boxed:
            self.above = _above(view)
            self.heads = _heads(view, parts, self.plain)


def _neighbour_kinds(kinds: list[str], rows: list[int], parts: Sequence[str]) -> tuple[list[str], list[str]]:
    """For every token the kinds of the last four and next four tokens of its part, junk and marks left out."""
    size = len(kinds)
    before, after = [""] * size, [""] * size
    for order, out in ((range(size), before), (range(size - 1, -1, -1), after)):
        recent: tuple[str, ...] = ()
        part = None
        for i in order:
            here = parts[rows[i]]
            if here != part:
                part, recent = here, ()
            out[i] = " ".join(recent)
            k = kinds[i]
            if k not in _SKIPPED:
                if k in ("w", "C", "W", "w-", "C-", "W-", "wn"):
                    k = "w"
                    if recent and recent[0] == "w":
                        continue
                recent = (k, *recent[:3])
    return before, after


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
            x = (box.left + box.right) / 2
            for left, right, j in reversed(shelf):
                if left <= x <= right:
                    out[i] = j
                    break
            here.append((box.left, box.right, i))
        shelf += here
        if len(shelf) > 120:
            del shelf[: len(shelf) - 120]
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


def part(c: PlaceContext, i: int) -> list[str]:
    row = c.row_of[i]
    here = c.parts[row]
    before = c.parts[row - 1] if row else "-"
    return ["part=" + here, "part=" + here + "<" + before]


def row_place(c: PlaceContext, i: int) -> list[str]:
    row = c.view.rows[c.row_of[i]]
    at, size = i - row.first, row.last - row.first
    out = [f"at={min(at, 8)}", f"to={min(size - 1 - at, 8)}", f"n={size if size < 5 else 5 + min(size // 5, 5)}"]
    if at == 0:
        out.append(f"gap={min(int(row.gap * 2), 6)}")
        out.append("pk=" + (c.kinds[i - 1] if i else "-"))
    return out


def row_words(c: PlaceContext, i: int) -> list[str]:
    """Opening words of the rows around: a caption above or below tells what a lone value is."""
    here = c.row_of[i]
    rows = c.view.rows
    out = []
    for step in (-3, -2, -1, 1):
        r = here + step
        if 0 <= r < len(rows):
            first, last = rows[r].first, rows[r].last
            out.append(f"r{step}={c.plain[first]}")
            if step in (-1, 1):
                out.append(f"r{step}z={c.plain[last - 1]}")
                out.append(f"r{step}b={c.plain[first]}_{c.plain[min(first + 1, last - 1)]}")
    first = rows[here].first
    out.append("r0=" + c.plain[first])
    return out


def kinds_around(c: PlaceContext, i: int) -> list[str]:
    before, after, k = c.before[i], c.after[i], c.kinds[i]
    b, a = before.split(" "), after.split(" ")
    table = c.parts[c.row_of[i]]
    return [
        "b1=" + b[0],
        "b2=" + " ".join(b[:2]),
        "b3=" + " ".join(b[:3]),
        "b4=" + before,
        "a1=" + a[0],
        "a2=" + " ".join(a[:2]),
        "a3=" + " ".join(a[:3]),
        "a4=" + after,
        f"{b[0]}<{k}<{a[0]}",
        f"{table}:{k}",
        f"{table}:{' '.join(b[:2])}<{k}<{' '.join(a[:2])}",
    ]


def kinds_in_row(c: PlaceContext, i: int) -> list[str]:
    """How many dates, amounts and prices stand before and after in the row."""
    row = c.view.rows[c.row_of[i]]
    out = []
    for name, sorts in (("D", "D"), ("N", "N"), ("$", "$"), ("n", "n.")):
        left = sum(c.kinds[j][0] in sorts for j in range(row.first, i))
        right = sum(c.kinds[j][0] in sorts for j in range(i + 1, row.last))
        out.append(f"{name}{min(left, 4)}{min(right, 4)}")
    return out


def column(c: PlaceContext, i: int) -> list[str]:
    """The column: heading words above, horizontal place, what stands above; nothing where there are no boxes."""
    if not c.view.boxed:
        return ["unboxed"]
    token = c.view.tokens[i]
    box = token.box
    if box is None:
        return ["unboxed"]
    row = c.view.rows[token.row]
    here = c.parts[token.row]
    out = [*c.heads[i]]
    width = c.widths[row.page] if row.page < len(c.widths) else 0.0
    if width:
        x = (box.left + box.right) / 2 / width
        out += [f"x={int(24 * x)}", f"x={int(24 * x)}:{here}", f"x={int(48 * x)}:{here}:{c.kinds[i]}"]
    above = c.above[i]
    if above >= 0:
        out += ["up=" + c.plain[above], "upk=" + c.kinds[above]]
        other = c.view.tokens[above].box
        if other is not None:
            out.append(f"upl={abs(other.left - box.left) < 0.5 * row.height}")
            out.append(f"upd={min(int(2 * (box.top - other.bottom) / max(row.height, 1.0)), 6)}")
        second = c.above[above]
        if second >= 0:
            out.append("upp=" + c.plain[second])
    for name, j in (("gl", i - 1), ("gr", i + 1)):
        if row.first <= j < row.last:
            other = c.view.tokens[j].box
            if other is not None:
                space = box.left - other.right if j < i else other.left - box.right
                out.append(f"{name}={_bucket(space / max(row.height, 1.0))}")
        else:
            out.append(name + "=edge")
    tall = box.height / max(row.height, 1.0)
    out.append(f"tall={min(int(4 * tall), 8)}")
    return out


_STEPS = (0.15, 0.35, 0.6, 1.0, 1.8, 3.5, 8.0)


def _bucket(value: float) -> int:
    return bisect_left(_STEPS, value)


def cell(c: PlaceContext, i: int) -> list[str]:
    """The cell of the ruled form, where the reader saw the rules."""
    if not c.view.celled:
        return []
    token = c.view.tokens[i]
    if token.cell is None:
        return ["cell=none"]
    before = c.view.tokens[i - 1].cell if i else None
    out = ["cell=" + token.cell.table + token.cell.column]
    out.append("cellstart" if token.cell != before else "cellin")
    if token.superscript:
        out.append("super")
    return out


def engine(c: PlaceContext, i: int) -> list[str]:
    """How sure the OCR engine was."""
    confidence = c.view.tokens[i].confidence
    return [] if confidence is None else [f"ocr={int(confidence * 5)}"]


def indent(c: PlaceContext, i: int) -> list[str]:
    """How far in a note's row begins, and how far its predecessor ran: a short line ends a paragraph."""
    rows = c.view.rows
    row = rows[c.row_of[i]]
    if not c.view.boxed or i > row.first + 2:
        return []
    width = c.widths[row.page] if row.page < len(c.widths) else 0.0
    box = c.view.tokens[row.first].box
    if not width or box is None:
        return []
    out = [f"in={int(40 * box.left / width)}"]
    if c.row_of[i]:
        before = rows[c.row_of[i] - 1]
        end = c.view.tokens[before.last - 1].box
        if before.page == row.page and end is not None:
            out.append(f"ran={int(10 * end.right / width)}")
    return out


def row_ends(c: PlaceContext, i: int) -> list[str]:
    """The words at the seams of rows: how the row before ends, how this one begins."""
    here = c.row_of[i]
    rows = c.view.rows
    row = rows[here]
    out = ["r0=" + c.plain[row.first]] if i > row.first else []
    if i <= row.first + 2 and here:
        last = c.view.tokens[rows[here - 1].last - 1].text
        out.append("ended" if last[-1] in ".!?" else "open")
        out.append("pz=" + c.plain[rows[here - 1].last - 1])
    return out


# name, function, layers that it is for
PLACE: tuple[tuple[str, Callable[[PlaceContext, int], list[str]], tuple[str, ...]], ...] = (
    ("part", part, ("form", "note")),
    ("row_place", row_place, ("form", "note")),
    ("row_words", row_words, ("form",)),
    ("row_ends", row_ends, ("note",)),
    ("kinds_around", kinds_around, ("form",)),
    ("kinds_in_row", kinds_in_row, ("form",)),
    ("column", column, ("form",)),
    ("indent", indent, ("note",)),
    ("cell", cell, ("form", "note")),
    ("engine", engine, ("form",)),
)


def place_attributes(
    view: View, parts: Sequence[str], wanted: Sequence[int], layer: str, names: frozenset[str] | None = None
) -> list[list[str]]:
    """Attributes of the tokens `wanted` (indices into the view), given the part of each row."""
    if not wanted:
        return []
    context = PlaceContext(view, parts, layer)
    functions = [function for name, function, layers in PLACE if layer in layers and (names is None or name in names)]
    return [[attribute for function in functions for attribute in function(context, i)] for i in wanted]
