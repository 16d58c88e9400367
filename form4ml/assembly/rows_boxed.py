"""A table's rows where words have boxes: single-line cells mark the rows, wrapped cells are laid out among them."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from form4ml.assembly import rows_text
from form4ml.assembly.bands import banded_rows, two_lines_each
from form4ml.assembly.columns import Strip, lines_of, zones
from form4ml.assembly.drawn_rows import row_of, ruled_off
from form4ml.assembly.found import Found
from form4ml.assembly.mark_cells import attach
from form4ml.assembly.table import LABELS, ONLY_SECOND, ORDER, WRAPPED, RawRow, tables_by_row, worth_keeping
from form4ml.assembly.wrapped import lay_out
from form4ml.tagged import Tagged

_ANCHORS = LABELS - WRAPPED
# What tells a row: a band of two of these is one.
_TELLING = frozenset({"OWNED", "OWNERSHIP", "DATE", "CODE", "SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED"})
_FAR = 1e9
_TOLD, _SINGLE = 6, 0.85  # columns that a table told caption by caption shows, and its lines with one value
_TABLE_PARTS = ("table1", "table2")


def rows(items: list[Found], tagged: Tagged) -> list[RawRow]:
    """Rows of both tables, top to bottom, from the fragments of a page with boxes."""
    tables = tables_by_row(tagged)
    heights = _heights(tagged)
    by_table: dict[int, list[Found]] = defaultdict(list)
    for item in items:
        if item.label in LABELS or item.label == "FOOTNOTE_MARK":
            by_table[2 if item.label in ONLY_SECOND else tables[item.row]].append(item)
    out: list[RawRow] = []
    for table, own in sorted(by_table.items()):
        banded = banded_rows(table, own, tagged)
        if banded is not None:
            out += banded
        elif _is_told(own):
            out += rows_text.rows(own, tables)
        else:
            out += _table_rows(table, own, tagged, tables, heights)
    return two_lines_each(out) if tagged.view.typed else out


def _is_told(items: list[Found]) -> bool:
    """Whether a table is told caption by caption, a value a line: then its values follow one another as in a text."""
    lines: dict[int, set[str]] = defaultdict(set)
    for item in items:
        if item.label in LABELS:
            lines[item.row].add(item.label)
    single = sum(len(labels) == 1 for labels in lines.values())
    return len({label for labels in lines.values() for label in labels}) >= _TOLD and single >= _SINGLE * len(lines)


def _heights(tagged: Tagged) -> dict[int, float]:
    """Each page's height of a line of text."""
    by_page: dict[int, list[float]] = defaultdict(list)
    for row in tagged.view.rows:
        by_page[row.page].append(row.height)
    return {page: max(median(heights), 1.0) for page, heights in by_page.items()}


def _table_rows(
    table: int, items: list[Found], tagged: Tagged, tables: list[int], heights: dict[int, float]
) -> list[RawRow]:
    values = [item for item in items if item.label in LABELS]
    drawn = ruled_off(tagged.view, values)
    if drawn:
        found = [row for own in drawn if (row := row_of(table, own)).weight > 1]
    else:
        found = _laid_out_rows(table, items, values, tagged, tables, heights)
    kept = [row for row in found if worth_keeping(row)]
    for page in sorted({item.page for item in items}):
        marks = [item for item in items if item.label == "FOOTNOTE_MARK" and item.page == page]
        attach(marks, [row for row in kept if row.page == page], heights[page])
    return kept


def _laid_out_rows(
    table: int,
    items: list[Found],
    values: list[Found],
    tagged: Tagged,
    tables: list[int],
    heights: dict[int, float],
) -> list[RawRow]:
    """Rows by their cells of one line, the wrapped ones laid out among them."""
    anchors: dict[int, list[Found]] = defaultdict(list)
    titles: dict[int, list[float]] = defaultdict(list)
    for item in values:
        if item.label in _ANCHORS:
            anchors[item.page].append(item)
        elif item.label == "SECURITY" and item.opens:
            titles[item.page].append(item.y)
    found = [
        row
        for page in sorted(anchors)
        for row in _joined(_banded(table, page, anchors[page], heights[page]), titles[page], heights[page])
    ]
    if not found:
        return []
    strip = Strip(heights, ((item.page, item.y) for item in values))
    stands = zones(items, strip)
    loose = _loose(tagged, items, tables, table)
    columns = {label: lines_of(label, items, loose, tagged.view, strip, stands) for label in sorted(WRAPPED)}
    lay_out(columns, found, [strip.at(row.page, row.y) for row in found])
    return found


def _loose(tagged: Tagged, items: list[Found], tables: list[int], table: int) -> list[int]:
    """Tokens of the table's rows that the tagger passed over."""
    view, parts = tagged.view, tagged.parts
    taken = {token for item in items for token in item.tokens}
    rows_ = [at for at, part in enumerate(parts) if part in _TABLE_PARTS and tables[at] == table]
    return [t for at in rows_ for t in range(view.rows[at].first, view.rows[at].last) if t not in taken]


def _banded(table: int, page: int, anchors: list[Found], height: float) -> list[RawRow]:
    """Rows from cells of one line: those at one height are one row."""
    order = sorted(anchors, key=lambda a: a.y)
    bands: list[list[Found]] = []
    for item in order:
        if bands and item.y - sum(a.y for a in bands[-1]) / len(bands[-1]) <= 0.55 * height:
            bands[-1].append(item)
        else:
            bands.append([item])
    out: list[RawRow] = []
    for band in bands:
        row = RawRow(table, page=page, y=median(a.y for a in band))
        for item in sorted(band, key=lambda a: a.left):
            row.cells[item.label].append(item)
        out.append(row)
    return out


def _names(row: RawRow) -> set[str]:
    return {name for name, pieces in row.cells.items() if pieces}


def _joined(found: list[RawRow], titles: list[float], height: float) -> list[RawRow]:
    """Weak bands (a wrapped price, a date of two lines) join the nearest strong one; a row torn in two is made whole."""
    strong = [row for row in found if len(_names(row) & _TELLING) >= 2]
    for row in found:
        if row in strong:
            continue
        nearest = min(strong, key=lambda s: abs(s.y - row.y), default=None)
        away = _FAR if nearest is None else abs(nearest.y - row.y) / height
        clash = nearest is not None and (_names(nearest) & _names(row)) - {"PRICE"}
        if nearest is not None and away <= 2.2 and not clash:
            _take_in(nearest, row)
        elif row.weight >= 2 or (away > 1.6 and _names(row) & _TELLING and _beside(row.y, titles, height)):
            strong.append(row)
    strong.sort(key=lambda r: r.y)
    out: list[RawRow] = []
    for row in strong:
        clash = _names(out[-1]) & _names(row) if out else set()
        if out and row.y - out[-1].y <= 1.35 * height and len(clash) <= 1 < row.weight + out[-1].weight - len(clash):
            larger, smaller = sorted((out[-1], row), key=lambda r: -r.weight)
            _take_in(larger, smaller)
            out[-1] = larger
        else:
            out.append(row)
    return out


def _beside(y: float, titles: list[float], height: float) -> bool:
    """Whether a title stands at a height or, being of several lines, around it: a row whose other cells are lost."""
    return any(-0.5 <= (y - title) / height <= 2.0 for title in titles)


def _take_in(row: RawRow, other: RawRow) -> None:
    for name, pieces in other.cells.items():
        row.cells[name] = sorted([*row.cells[name], *pieces], key=lambda p: (p.top, p.left))


__all__ = ["ORDER", "rows"]
