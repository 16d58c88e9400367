"""Where a token stands: its row, the part of the form, the kinds of value around it, its column where boxes tell one.

A feature is a pair of small functions: `key` looks at the token's surroundings and gives what matters there as a small
tuple, `spell` turns that tuple into attributes. The tuple decides the attributes, so what a tuple is worth to a model
is summed once and then looked up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from form4ml.features.context import Key, PlaceContext
from form4ml.features.vocabulary import MONTHS
from form4ml.layout.view import View

_STEPS = (0.15, 0.35, 0.6, 1.0, 1.8, 3.5, 8.0)


def part(c: PlaceContext, i: int) -> Key:
    row = c.row_of[i]
    return (c.parts[row], c.parts[row - 1] if row else "-")


def spell_part(key: Key) -> tuple[str, ...]:
    return ("part=" + key[0], f"part={key[0]}<{key[1]}")


def row_place(c: PlaceContext, i: int) -> Key:
    row = c.rows[c.row_of[i]]
    at, size = i - row.first, row.last - row.first
    n = size if size < 5 else 5 + min(size // 5, 5)
    if at:
        return (min(at, 8), min(size - 1 - at, 8), n)
    return (0, min(size - 1, 8), n, min(int(row.gap * 2), 6), c.kinds[i - 1] if i else "-")


def spell_row_place(key: Key) -> tuple[str, ...]:
    out = (f"at={key[0]}", f"to={key[1]}", f"n={key[2]}")
    return (*out, f"gap={key[3]}", f"pk={key[4]}") if len(key) > 3 else out


def row_words(c: PlaceContext, i: int) -> Key:
    """Opening words of the rows around: a caption above or below tells what a lone value is."""
    here = c.row_of[i]
    out: list[str] = [c.opens[here]]
    out += [c.opens[r] if 0 <= r < len(c.opens) else "" for r in (here - 3, here - 2, here - 1, here + 1)]
    for r in (here - 1, here + 1):
        if 0 <= r < len(c.opens):
            row = c.rows[r]
            out += [c.ends[r], c.plain[min(row.first + 1, row.last - 1)]]
        else:
            out += ["", ""]
    return tuple(out)


def spell_row_words(key: Key) -> tuple[str, ...]:
    own, three, two, one, next_, one_end, one_second, next_end, next_second = key
    return (
        "r0=" + own,
        "r-3=" + three,
        "r-2=" + two,
        "r-1=" + one,
        "r1=" + next_,
        "r-1z=" + one_end,
        f"r-1b={one}_{one_second}",
        "r1z=" + next_end,
        f"r1b={next_}_{next_second}",
    )


def row_ends(c: PlaceContext, i: int) -> Key:
    """The words at the seams of rows: how the row before ends, how this one begins."""
    here = c.row_of[i]
    row = c.rows[here]
    opens = c.opens[here] if i > row.first else ""
    if i > row.first + 2 or not here:
        return (opens,)
    last = c.tokens[c.rows[here - 1].last - 1].text
    return (opens, last[-1] in ".!?", c.ends[here - 1])


def spell_row_ends(key: Key) -> tuple[str, ...]:
    out = ("r0=" + key[0],) if key[0] else ()
    return (*out, "ended" if key[1] else "open", "pz=" + key[2]) if len(key) > 1 else out


def kinds_around(c: PlaceContext, i: int) -> Key:
    return (c.before[i], c.kinds[i], c.after[i], c.parts[c.row_of[i]])


def spell_kinds_around(key: Key) -> tuple[str, ...]:
    before, k, after, table = key
    b1, a1 = before[0] if before else "", after[0] if after else ""
    b2, a2 = " ".join(before[:2]), " ".join(after[:2])
    return (
        "b1=" + b1,
        "b2=" + b2,
        "b3=" + " ".join(before[:3]),
        "b4=" + " ".join(before),
        "a1=" + a1,
        "a2=" + a2,
        "a3=" + " ".join(after[:3]),
        "a4=" + " ".join(after),
        f"{b1}<{k}<{a1}",
        f"{table}:{k}",
        f"{table}:{b2}<{k}<{a2}",
    )


def kinds_in_row(c: PlaceContext, i: int) -> Key:
    """How many dates, amounts, prices and plain figures stand before and after in the row."""
    return c.counts[i]


def spell_kinds_in_row(key: Key) -> tuple[str, ...]:
    return tuple(f"{name}{key[n]}{key[n + 4]}" for n, name in enumerate("DN$n"))


def heading(c: PlaceContext, i: int) -> Key:
    """The words of the column's heading."""
    return c.heads[i] if c.view.boxed else ("unboxed",)


def spell_heading(key: Key) -> tuple[str, ...]:
    return key


def column(c: PlaceContext, i: int) -> Key:
    """Horizontal place, the space on either side, the height of the word."""
    token = c.tokens[i]
    box = token.box
    if box is None:
        return ()
    row = c.rows[token.row]
    unit = row.height if row.height > 1.0 else 1.0
    width = c.widths[row.page] if row.page < len(c.widths) else 0.0
    x = int(48 * (box.left + box.right) / 2 / width) if width else -1
    left = right = -1
    if i > row.first and (other := c.tokens[i - 1].box) is not None:
        left = bisect_left(_STEPS, (box.left - other.right) / unit)
    if i + 1 < row.last and (other := c.tokens[i + 1].box) is not None:
        right = bisect_left(_STEPS, (other.left - box.right) / unit)
    tall = int(4 * (box.bottom - box.top) / unit)
    return (x, c.parts[token.row], c.kinds[i], left, right, tall if tall < 8 else 8)


def spell_column(key: Key) -> tuple[str, ...]:
    if not key:
        return ()
    x, here, k, left, right, tall = key
    place = (f"x={x // 2}", f"x={x // 2}:{here}", f"x={x}:{here}:{k}") if x >= 0 else ()
    return (*place, f"gl={left}", f"gr={right}", f"tall={tall}")


def above(c: PlaceContext, i: int) -> Key:
    """What stands above in the column, and how far."""
    if not c.view.boxed:
        return ()
    j = c.above[i]
    box = c.tokens[i].box
    if j < 0 or box is None:
        return ()
    other = c.tokens[j].box
    row = c.rows[c.row_of[i]]
    unit = row.height if row.height > 1.0 else 1.0
    flush, drop = False, 6
    if other is not None:
        flush = abs(other.left - box.left) < 0.5 * row.height
        drop = max(-1, min(int(2 * (box.top - other.bottom) / unit), 6))
    second = c.above[j]
    return (c.plain[j], c.kinds[j], flush, drop, c.plain[second] if second >= 0 else "")


def spell_above(key: Key) -> tuple[str, ...]:
    if not key:
        return ()
    word, k, flush, drop, second = key
    return ("up=" + word, "upk=" + k, f"upl={flush}", f"upd={drop}", "upp=" + second)


def indent(c: PlaceContext, i: int) -> Key:
    """How far in a note's row begins, and how far its predecessor ran: a short line ends a paragraph."""
    row = c.rows[c.row_of[i]]
    if not c.view.boxed or i > row.first + 2:
        return ()
    width = c.widths[row.page] if row.page < len(c.widths) else 0.0
    box = c.tokens[row.first].box
    if not width or box is None:
        return ()
    ran = -1
    if c.row_of[i]:
        before = c.rows[c.row_of[i] - 1]
        end = c.tokens[before.last - 1].box
        if before.page == row.page and end is not None:
            ran = int(10 * end.right / width)
    return (int(40 * box.left / width), ran)


def spell_indent(key: Key) -> tuple[str, ...]:
    return (f"in={key[0]}", f"ran={key[1]}") if key else ()


def cues(c: PlaceContext, i: int) -> Key:
    """Cue words within reach of a note's token; only figures and months ask what they are."""
    k = c.kinds[i]
    word = c.plain[i]
    if k[0] in "DNn$1." or word in MONTHS or word == "to":
        return (*c.cues[i], k[0] if word not in MONTHS else "M")
    return ()


def spell_cues(key: Key) -> tuple[str, ...]:
    if not key:
        return ()
    one, steps, two, ahead, denial, before, after, k = key
    plan = f"{int(before)}{int(after)}"
    return (
        f"{k}c1={one}",
        f"{k}c1={one}:{steps}",
        f"{k}c2={one}<{two}",
        f"{k}n1={ahead}",
        f"{k}c1n1={one}:{ahead}",
        f"{k}plan={plan}",
        f"{k}c1p={one}:{plan}",
        f"{k}not={denial}:{one}",
    )


def cell(c: PlaceContext, i: int) -> Key:
    """The cell of the ruled form, where the reader saw the rules."""
    if not c.view.celled:
        return ()
    token = c.tokens[i]
    if token.cell is None:
        return ("none",)
    before = c.tokens[i - 1].cell if i else None
    return (token.cell.table + token.cell.column, token.cell != before, bool(token.superscript))


def spell_cell(key: Key) -> tuple[str, ...]:
    if len(key) < 3:
        return tuple("cell=" + name for name in key)
    return ("cell=" + key[0], "cellstart" if key[1] else "cellin", *(("super",) if key[2] else ()))


def engine(c: PlaceContext, i: int) -> Key:
    """How sure the OCR engine was."""
    confidence = c.tokens[i].confidence
    return () if confidence is None else (int(confidence * 5),)


def spell_engine(key: Key) -> tuple[str, ...]:
    return (f"ocr={key[0]}",) if key else ()


class Place(NamedTuple):
    """One feature: what it looks at, how that is spelt as attributes, and the layers that it is for."""

    name: str
    key: Callable[[PlaceContext, int], Key]
    spell: Callable[[Key], tuple[str, ...]]
    layers: tuple[str, ...]
    by_row: bool = False  # all tokens of a row have the same key


BOTH, FORM, NOTE = ("form", "note"), ("form",), ("note",)
PLACE: tuple[Place, ...] = (
    Place("part", part, spell_part, BOTH, by_row=True),
    Place("row_place", row_place, spell_row_place, BOTH),
    Place("row_words", row_words, spell_row_words, FORM, by_row=True),
    Place("row_ends", row_ends, spell_row_ends, NOTE),
    Place("kinds_around", kinds_around, spell_kinds_around, FORM),
    Place("kinds_in_row", kinds_in_row, spell_kinds_in_row, FORM),
    Place("heading", heading, spell_heading, FORM),
    Place("column", column, spell_column, FORM),
    Place("above", above, spell_above, FORM),
    Place("indent", indent, spell_indent, NOTE),
    Place("cues", cues, spell_cues, NOTE),
    Place("cell", cell, spell_cell, BOTH),
    Place("engine", engine, spell_engine, FORM),
)


def features(layer: str, names: frozenset[str] | None = None) -> list[Place]:
    """The features that a layer looks at, of those named."""
    return [place for place in PLACE if layer in place.layers and (names is None or place.name in names)]


class Column(NamedTuple):
    """One feature's keys: of every token, or, where all tokens of a row share theirs, of every row they stand in."""

    place: Place
    keys: list[Key]


def place_keys(
    view: View, parts: Sequence[str], wanted: Sequence[int], layer: str, names: frozenset[str] | None = None
) -> tuple[list[Column], list[int]]:
    """Keys of the tokens `wanted` (indices into the view) by feature, and for each token which of the rows is its own."""
    context = PlaceContext(view, parts, layer, wanted)
    firsts: list[int] = []  # the first wanted token of each row
    own: list[int] = []
    before = -1
    for i in wanted:
        row = context.row_of[i]
        if row != before:
            firsts.append(i)
            before = row
        own.append(len(firsts) - 1)
    columns = [
        Column(place, [place.key(context, i) for i in (firsts if place.by_row else wanted)])
        for place in features(layer, names)
    ]
    return columns, own


def place_attributes(
    view: View, parts: Sequence[str], wanted: Sequence[int], layer: str, names: frozenset[str] | None = None
) -> list[list[str]]:
    """Attributes of the tokens `wanted`, spelt out, for training."""
    columns, own = place_keys(view, parts, wanted, layer, names)
    return [
        [attribute for place, keys in columns for attribute in place.spell(keys[own[at] if place.by_row else at])]
        for at in range(len(wanted))
    ]
