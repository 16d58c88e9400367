"""A table's rows where only text is left: values in reading order become rows by what a row can hold once.

Tesseract prints a ruled table now row by row, now cell by cell, now a block of columns at a time. Values are first
gathered into partial rows as they come; runs of partial rows that hold different columns of the same rows are then
laid side by side.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from form4ml.assembly import ghost_rows
from form4ml.assembly.bands import banded_rows
from form4ml.assembly.columns import Line
from form4ml.assembly.found import Found
from form4ml.assembly.loose_lines import settled
from form4ml.assembly.table import LABELS, ONLY_SECOND, RANK, WRAPPED, RawRow, worth_keeping
from form4ml.assembly.torn_rows import NEAR, continued, last_rank, last_row, side_by_side, signature, unglued, whole
from form4ml.assembly.wrapped import lay_out
from form4ml.tagged import Tagged


def rows(items: list[Found], tables: list[int], tagged: Tagged | None = None) -> list[RawRow]:
    """Rows of both tables in printed order."""
    by_table: dict[int, list[Found]] = {1: [], 2: []}
    for item in items:
        if item.label in LABELS or item.label == "FOOTNOTE_MARK":
            table = 2 if item.label in ONLY_SECOND else tables[item.row]
            by_table[table].append(item)
    out: list[RawRow] = []
    for table, group in by_table.items():
        banded = banded_rows(table, group, tagged) if tagged is not None else None
        if banded is not None:
            out += banded
            continue
        group = settled(table, group)
        partial = _partial(table, _owned_last(group) if table == 2 else group)
        partial = side_by_side(unglued(partial))
        found = ghost_rows.merged(whole(continued(partial)))
        _lay_out(found)
        _give_on_natures(found)
        out += [row for row in found if worth_keeping(row)]
    return out


def _lay_out(found: list[RawRow]) -> None:
    """Where a row is a line, with its wrapped cells above and below, these are laid out by their lines as on a page."""
    rows = [row for row in found if row.weight]
    heights = [_line_of(row) for row in rows]
    if not rows or any(height is None for height in heights):
        return
    lines: dict[str, list[Line]] = {}
    for label in sorted(WRAPPED):
        pieces = sorted((piece for row in rows for piece in row.cells.get(label, ())), key=lambda piece: piece.first)
        if len({piece.row for piece in pieces}) > len(rows):
            lines[label] = [Line(float(piece.row), piece.page, piece) for piece in pieces]
    if lines:
        for row in rows:
            for label in lines:
                row.cells[label] = []
        lay_out(lines, rows, [float(height or 0) for height in heights])


def _line_of(row: RawRow) -> int | None:
    """The one line that all of a row's cells stand in but the wrapped ones."""
    at = {piece.row for name, pieces in row.cells.items() if name not in WRAPPED for piece in pieces}
    return at.pop() if len(at) == 1 else None


def _give_on_natures(rows: list[RawRow]) -> None:
    """A nature that begins above its row was taken for the end of the row before: that one is not held indirectly."""
    for one, two in pairwise(rows):
        begun, rest = one.cells.get("NATURE"), two.cells.get("NATURE")
        if not begun or not rest or rest[0].opens or _letter(one) == "I" or _letter(two) == "D":
            continue
        opener = max((at for at, piece in enumerate(begun) if piece.opens), default=0)
        if begun[opener].row > _last_row_but(one, "NATURE") and rest[0].row - begun[-1].row <= NEAR:
            two.cells["NATURE"] = [*begun[opener:], *rest]
            one.cells["NATURE"] = begun[:opener]


def _letter(row: RawRow) -> str:
    return row.cells["OWNERSHIP"][0].text.strip().upper() if row.cells.get("OWNERSHIP") else ""


def _last_row_but(row: RawRow, label: str) -> int:
    return max((piece.row for name, pieces in row.cells.items() if name != label for piece in pieces), default=-1)


_RIGHT_OF_SHARES = frozenset({"EXERCISE_DATE", "EXPIRATION_DATE", "UNDERLYING", "UNDERLYING_SHARES"})
_SHARES = frozenset({"SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED"})


def _owned_last(items: list[Found]) -> list[Found]:
    """What is owned is the last amount of its line: one left of the underlying security is the trade's."""
    lines: dict[int, list[Found]] = {}
    for item in items:
        lines.setdefault(item.row, []).append(item)
    traded: set[int] = set()
    for line in lines.values():
        owned = [at for at, item in enumerate(line) if item.label == "OWNED"]
        if len(owned) == 2 and not any(item.label in _SHARES for item in line):
            between = {item.label for item in line[owned[0] : owned[1]]}
            if between & _RIGHT_OF_SHARES and any(item.label in ("DATE", "CODE") for item in line[: owned[0]]):
                traded.add(id(line[owned[0]]))
    return [replace(item, label="SHARES") if id(item) in traded else item for item in items]


def _partial(table: int, items: list[Found]) -> list[RawRow]:
    rank = RANK[table]
    titled = _titled(items)
    coming = _coming(items)
    paragraphs = _a_cell_a_paragraph(items)
    out: list[RawRow] = []
    current = RawRow(table)
    pending: list[Found] = []  # wrapped text that stands above the row it belongs to
    last_value: tuple[RawRow, str] | None = None
    before: Found | None = None
    for item in items:
        if item.label == "FOOTNOTE_MARK":
            if last_value is not None:
                marked, beside = last_value
                beside = _cell_of_mark(marked, beside, item, coming.get(id(item)))
                marked.marks[beside].append(item)
                last_value = (marked, beside)
            continue
        label = item.label
        if label in WRAPPED:
            home = _wrapped_home(item, current, pending, rank)
            if home == "pending":
                pending.append(item)
                continue
            if home == "new":
                if paragraphs and _only_natures(pending, current):
                    _take_pending(current, pending)
                out.append(current)
                current = RawRow(table, y=item.y)
                _take_pending(current, pending)
        elif _same_cell(item, before):
            pass
        elif _owned_again(item, current) or (
            not (titled and current.cells.get("SECURITY")) and _starts_row(item, current, rank)
        ):
            out.append(current)
            current = RawRow(table, y=item.y)
            _take_pending(current, pending)
        elif pending and _amid(pending, current, item):
            _take_pending(current, pending)
        current.cells[label].append(item)
        last_value, before = (current, label), item
    _take_pending(current, pending)
    out.append(current)
    return [row for row in out if row.weight]


# A mark alone in a cell stands, as text, right of the cell before it: where that one seldom has notes and the next,
# empty one often has. A value of the cell that was meant, in the row already or right after, keeps the mark where it is.
_CELL_BEYOND: dict[tuple[int, str], tuple[str, ...]] = {
    (1, "DATE"): ("CODE",),
    (1, "ACQ_DISP"): ("PRICE",),
    (1, "OWNERSHIP"): ("NATURE",),
    (2, "SECURITY"): ("EXERCISE_PRICE",),
    (2, "DATE"): ("CODE",),
    (2, "SHARES_ACQUIRED"): ("EXERCISE_DATE", "EXPIRATION_DATE"),
    (2, "SHARES_DISPOSED"): ("EXERCISE_DATE", "EXPIRATION_DATE"),
    (2, "EXERCISE_DATE"): ("EXPIRATION_DATE",),
    (2, "UNDERLYING_SHARES"): ("PRICE",),
    (2, "OWNERSHIP"): ("NATURE",),
}


def _cell_of_mark(row: RawRow, beside: str, mark: Found, coming: str | None) -> str:
    natures = row.cells.get("NATURE")
    if coming is None and natures and _stands_below(mark, row, beside) and natures[0].row <= mark.row:
        return "NATURE"  # the last line of the last cell
    for label in _CELL_BEYOND.get((row.table, beside), ()):
        if row.cells.get(label) or coming == label or row.marks.get(label):
            continue
        if beside == "SECURITY" and coming != "DATE":
            return beside  # above its row or below it: a mark of the title
        return label
    return beside


def _stands_below(mark: Found, row: RawRow, beside: str) -> bool:
    """Whether the mark ends a line that holds nothing else of its row, or the end of a wrapped cell left of it."""
    pieces = row.cells.get(beside)
    if not pieces:
        return False
    return (beside in WRAPPED and not pieces[-1].opens) or mark.row > pieces[-1].row


def _coming(items: list[Found]) -> dict[int, str | None]:
    """The label of the value that follows each mark in its line."""
    out: dict[int, str | None] = {}
    after: Found | None = None
    for item in reversed(items):
        if item.label == "FOOTNOTE_MARK":
            out[id(item)] = after.label if after is not None and after.row == item.row else None
        else:
            after = item
    return out


def _a_cell_a_paragraph(items: list[Found]) -> bool:
    """Whether most titles stand on lines of their own: then a nature comes last of its row, not above it."""
    lines: dict[int, set[str]] = {}
    for item in items:
        lines.setdefault(item.row, set()).add(item.label)
    titles = [item for item in items if item.label == "SECURITY" and item.opens]
    alone = sum(1 for item in titles if not lines[item.row] & {"DATE", "CODE", "OWNED", "OWNERSHIP"})
    return len(titles) > 1 and alone > 0.6 * len(titles)


def _only_natures(pending: list[Found], current: RawRow) -> bool:
    """Whether what waits is the nature that a titled row lacks, read after all that was read of the row."""
    return (
        bool(pending)
        and all(piece.label == "NATURE" for piece in pending)
        and bool(current.cells.get("SECURITY"))
        and not current.cells.get("NATURE")
        and _last_row_but(current, "NATURE") < pending[0].row
    )


def _amid(pending: list[Found], current: RawRow, item: Found) -> bool:
    """Whether a nature stands between a row's values and the rest of them, a paragraph each: it is this row's."""
    return item.label in ("OWNED", "OWNERSHIP") and _only_natures(pending, current) and pending[-1].row < item.row


def _take_pending(row: RawRow, pending: list[Found]) -> None:
    for item in pending:
        row.cells[item.label].append(item)
    pending.clear()


def _titled(items: list[Found]) -> bool:
    """Whether each row begins with its security: then a value met twice is a misreading, not another row."""
    titles = sum(1 for item in items if item.label == "SECURITY" and item.opens)
    owned = sum(1 for item in items if item.label == "OWNED")
    run = longest = 0
    for item in items:
        if item.label == "SECURITY":
            run += item.opens
            longest = max(longest, run)
        elif item.label not in WRAPPED and item.label != "FOOTNOTE_MARK":
            run = 0
    return titles >= 0.8 * owned and longest < 3


def _same_cell(item: Found, before: Found | None) -> bool:
    """A cell whose text a stray sign cut in two."""
    return (
        before is not None
        and before.label == item.label
        and before.row == item.row
        and item.first - before.tokens[-1] <= 2
    )


def _starts_row(item: Found, current: RawRow, rank: dict[str, int]) -> bool:
    """A value that its row already has, or that stands left of what its row ends with, begins another row."""
    if current.cells.get(item.label):
        return True
    here = rank.get(item.label, -1)
    last = last_rank(current, rank)
    return here < last and item.row != last_row(current)


def _owned_again(item: Found, current: RawRow) -> bool:
    """An amount owned on a line below a row that is whole is another row's, though its title stands below it."""
    if item.label != "OWNED" or not {"SECURITY", "OWNED", "OWNERSHIP"} <= signature(current):
        return False
    return item.row > _last_row_but(current, "NATURE")


def _wrapped_home(item: Found, current: RawRow, pending: list[Found], rank: dict[str, int]) -> str:
    """Whether a piece of wrapped text belongs to the row at hand, waits for the next, or begins one."""
    have = current.cells.get(item.label)
    last = last_rank(current, rank)
    if not item.opens:
        waiting = any(piece.label == item.label for piece in pending)
        return "pending" if waiting and item.row != last_row(current) else "here"
    if item.label == "SECURITY":
        if have:
            return "new"
        return "here" if last < 0 or item.row == last_row(current) else "new"
    if have:
        return "pending"
    if item.label == "UNDERLYING":
        return "here" if last < rank["UNDERLYING_SHARES"] or item.row == last_row(current) else "pending"
    ownership = current.cells.get("OWNERSHIP")
    if item.row == last_row(current):
        return "here"
    if ownership and ownership[0].text.strip().upper() == "D":
        return "pending"
    # Cells printed one a paragraph: the nature follows what is owned. Rows printed in lines: it stands above its row.
    return "here" if last >= rank["OWNED"] else "pending"
