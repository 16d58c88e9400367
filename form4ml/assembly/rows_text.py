"""A table's rows where only text is left: values in reading order become rows by what a row can hold once.

Tesseract prints a ruled table now row by row, now cell by cell, now a block of columns at a time. Values are first
gathered into partial rows as they come; runs of partial rows that hold different columns of the same rows are then
laid side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from form4ml.assembly.columns import Line
from form4ml.assembly.found import Found
from form4ml.assembly.loose_lines import settled
from form4ml.assembly.table import LABELS, ONLY_SECOND, RANK, WRAPPED, RawRow, worth_keeping
from form4ml.assembly.wrapped import lay_out


def rows(items: list[Found], tables: list[int]) -> list[RawRow]:
    """Rows of both tables in printed order."""
    by_table: dict[int, list[Found]] = {1: [], 2: []}
    for item in items:
        if item.label in LABELS or item.label == "FOOTNOTE_MARK":
            table = 2 if item.label in ONLY_SECOND else tables[item.row]
            by_table[table].append(item)
    out: list[RawRow] = []
    for table, group in by_table.items():
        group = settled(table, group)
        partial = _partial(table, _owned_last(group) if table == 2 else group)
        partial = _side_by_side(_unglued(partial))
        whole = _whole(_continued(partial))
        _lay_out(whole)
        _give_on_natures(whole)
        out += [row for row in whole if worth_keeping(row)]
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
        if begun[opener].row > _last_row_but(one, "NATURE") and rest[0].row - begun[-1].row <= _NEAR:
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


def _take_pending(row: RawRow, pending: list[Found]) -> None:
    for item in pending:
        row.cells[item.label].append(item)
    pending.clear()


def _last_rank(row: RawRow, rank: dict[str, int]) -> int:
    return max((rank.get(name, -1) for name, pieces in row.cells.items() if pieces and name not in WRAPPED), default=-1)


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
    last = _last_rank(current, rank)
    return here < last and item.row != _last_row(current)


def _owned_again(item: Found, current: RawRow) -> bool:
    """An amount owned on a line below a row that is whole is another row's, though its title stands below it."""
    if item.label != "OWNED" or not {"SECURITY", "OWNED", "OWNERSHIP"} <= _signature(current):
        return False
    return item.row > _last_row_but(current, "NATURE")


def _last_row(row: RawRow) -> int:
    return max((piece.row for pieces in row.cells.values() for piece in pieces), default=-1)


def _wrapped_home(item: Found, current: RawRow, pending: list[Found], rank: dict[str, int]) -> str:
    """Whether a piece of wrapped text belongs to the row at hand, waits for the next, or begins one."""
    have = current.cells.get(item.label)
    last = _last_rank(current, rank)
    if not item.opens:
        waiting = any(piece.label == item.label for piece in pending)
        return "pending" if waiting and item.row != _last_row(current) else "here"
    if item.label == "SECURITY":
        if have:
            return "new"
        return "here" if last < 0 or item.row == _last_row(current) else "new"
    if have:
        return "pending"
    if item.label == "UNDERLYING":
        return "here" if last < rank["UNDERLYING_SHARES"] or item.row == _last_row(current) else "pending"
    ownership = current.cells.get("OWNERSHIP")
    if item.row == _last_row(current):
        return "here"
    if ownership and ownership[0].text.strip().upper() == "D":
        return "pending"
    # Cells printed one a paragraph: the nature follows what is owned. Rows printed in lines: it stands above its row.
    return "here" if last >= rank["OWNED"] else "pending"


def _signature(row: RawRow) -> frozenset[str]:
    return frozenset(name for name, pieces in row.cells.items() if pieces)


def _unglued(partial: list[RawRow]) -> list[RawRow]:
    """Where one block of columns ends and the next begins, its first row hangs on to the last row of the first block."""
    out = list(partial)
    for at in range(1, len(partial) - 1):
        row, left, right = partial[at], _signature(partial[at - 1]), _signature(partial[at + 1])
        if right & left or not left < _signature(row) or not right & _signature(row):
            continue
        above = _count(reversed(partial[:at]), left, right)
        if above != _count(partial[at + 1 :], right, left):
            continue
        one, two = RawRow(row.table, y=row.y), RawRow(row.table, y=row.y)
        for name, pieces in row.cells.items():
            (one if name in left else two).cells[name] += pieces
        for name, pieces in row.marks.items():
            (one if name in left else two).marks[name] += pieces
        if _last_row(one) < min(piece.row for pieces in two.cells.values() for piece in pieces):
            out[out.index(row)] = one
            out.insert(out.index(one) + 1, two)
    return out


def _count(rows: Iterable[RawRow], like: frozenset[str], unlike: frozenset[str]) -> int:
    """How many rows from here on hold some of these columns and none of those."""
    count = 0
    for row in rows:
        here = _signature(row)
        if not here & like or here & unlike:
            break
        count += 1
    return count


def _runs(partial: list[RawRow]) -> list[list[RawRow]]:
    """Neighbouring partial rows that hold much the same columns."""
    runs: list[list[RawRow]] = []
    for row in partial:
        if runs:
            before = _signature(runs[-1][-1]) - {"NATURE", "EARLY"}
            here = _signature(row) - {"NATURE", "EARLY"}
            if before & here:
                runs[-1].append(row)
                continue
        runs.append([row])
    return runs


def _side_by_side(partial: list[RawRow]) -> list[RawRow]:
    """Lay runs with different columns and as many rows beside one another."""
    runs = _runs(partial)
    out: list[list[RawRow]] = []
    for run in runs:
        if out and len(out[-1]) == len(run) > 1:
            left = frozenset().union(*(_signature(row) for row in out[-1]))
            right = frozenset().union(*(_signature(row) for row in run))
            if not left & right:
                for one, two in zip(out[-1], run, strict=True):
                    _absorb(one, two)
                continue
        out.append(run)
    return [row for run in out for row in run]


def _absorb(one: RawRow, two: RawRow) -> None:
    for name, pieces in two.cells.items():
        one.cells[name] += pieces
    for name, pieces in two.marks.items():
        one.marks[name] += pieces


def _continued(partial: list[RawRow]) -> list[RawRow]:
    """A partial row whose columns all lie to the right of the row before it is the rest of that row."""
    out: list[RawRow] = []
    for row in partial:
        if out:
            before = out[-1]
            rank = RANK[row.table]
            names = _signature(row)
            first = min((rank[n] for n in names if n in rank and n not in WRAPPED), default=99)
            if not names & _signature(before) and first > _last_rank(before, rank) >= 0:
                _absorb(before, row)
                continue
        out.append(row)
    return out


# -- rows torn over several lines --------------------------------------------------------------------------------------

_NEAR = 2  # lines between two pieces of one row


def _whole(partial: list[RawRow]) -> list[RawRow]:
    """Put pieces of a row, printed over several lines, together again: neighbours that lack what the other has."""
    out = list(partial)
    at = 0
    while at < len(out):
        row = out[at]
        homes = [n for n in (at - 1, at + 1) if 0 <= n < len(out) and _one_row(row, out[n])]
        if not _is_piece(row) or not homes:
            at += 1
            continue
        home = min(homes, key=lambda n: (_apart(row, out[n]), n > at))
        first, second = sorted((at, home))
        _absorb(out[first], out[second])
        del out[second]
        at = max(first - 1, 0)
    return out


def _is_piece(row: RawRow) -> bool:
    """Every row says what is owned and how; every trade has its day; and every holding its title."""
    names = _signature(row)
    return not ({"OWNED", "OWNERSHIP", "SECURITY"} <= names and ("DATE" in names or not row.is_trade))


def _one_row(one: RawRow, two: RawRow) -> bool:
    names, others = _signature(one), _signature(two)
    if names & others - WRAPPED or _apart(one, two) > _NEAR:
        return False
    return one.is_trade + two.is_trade >= 1 or _halves(names, others) or _halves(others, names)


def _halves(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether of two pieces of what only holds, one says which security and the other how many and how."""
    return "SECURITY" in names and "OWNED" in others and not {"OWNED", "OWNERSHIP"} & names and "SECURITY" not in others


def _apart(one: RawRow, two: RawRow) -> int:
    rows = [{piece.row for pieces in row.cells.values() for piece in pieces} for row in (one, two)]
    return min((abs(a - b) for a in rows[0] for b in rows[1]), default=99)
