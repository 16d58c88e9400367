"""Pieces of rows put together: blocks of columns side by side, rows that go on, rows torn over several lines."""

from __future__ import annotations

from collections.abc import Iterable

from form4ml.assembly.table import RANK, WRAPPED, RawRow


def signature(row: RawRow) -> frozenset[str]:
    return frozenset(name for name, pieces in row.cells.items() if pieces)


def last_row(row: RawRow) -> int:
    return max((piece.row for pieces in row.cells.values() for piece in pieces), default=-1)


def last_rank(row: RawRow, rank: dict[str, int]) -> int:
    return max((rank.get(name, -1) for name, pieces in row.cells.items() if pieces and name not in WRAPPED), default=-1)


def unglued(partial: list[RawRow]) -> list[RawRow]:
    """Where one block of columns ends and the next begins, its first row hangs on to the last row of the first block."""
    out = list(partial)
    for at in range(1, len(partial) - 1):
        row, left, right = partial[at], signature(partial[at - 1]), signature(partial[at + 1])
        if right & left or not left < signature(row) or not right & signature(row):
            continue
        above = _count(reversed(partial[:at]), left, right)
        if above != _count(partial[at + 1 :], right, left):
            continue
        one, two = RawRow(row.table, y=row.y), RawRow(row.table, y=row.y)
        for name, pieces in row.cells.items():
            (one if name in left else two).cells[name] += pieces
        for name, pieces in row.marks.items():
            (one if name in left else two).marks[name] += pieces
        if last_row(one) < min(piece.row for pieces in two.cells.values() for piece in pieces):
            out[out.index(row)] = one
            out.insert(out.index(one) + 1, two)
    return out


def _count(rows: Iterable[RawRow], like: frozenset[str], unlike: frozenset[str]) -> int:
    """How many rows from here on hold some of these columns and none of those."""
    count = 0
    for row in rows:
        here = signature(row)
        if not here & like or here & unlike:
            break
        count += 1
    return count


def _runs(partial: list[RawRow]) -> list[list[RawRow]]:
    """Neighbouring partial rows that hold much the same columns."""
    runs: list[list[RawRow]] = []
    for row in partial:
        if runs:
            before = signature(runs[-1][-1]) - {"NATURE", "EARLY"}
            here = signature(row) - {"NATURE", "EARLY"}
            if before & here:
                runs[-1].append(row)
                continue
        runs.append([row])
    return runs


def side_by_side(partial: list[RawRow]) -> list[RawRow]:
    """Lay runs with different columns and as many rows beside one another."""
    runs = _runs(partial)
    out: list[list[RawRow]] = []
    for run in runs:
        if out and len(out[-1]) == len(run) > 1:
            left = frozenset().union(*(signature(row) for row in out[-1]))
            right = frozenset().union(*(signature(row) for row in run))
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


def continued(partial: list[RawRow]) -> list[RawRow]:
    """A partial row whose columns all lie to the right of the row before it is the rest of that row."""
    out: list[RawRow] = []
    for row in partial:
        if out:
            before = out[-1]
            rank = RANK[row.table]
            names = signature(row)
            first = min((rank[n] for n in names if n in rank and n not in WRAPPED), default=99)
            if not names & signature(before) and first > last_rank(before, rank) >= 0:
                _absorb(before, row)
                continue
        out.append(row)
    return out


# -- rows torn over several lines --------------------------------------------------------------------------------------

NEAR = 2  # lines between two pieces of one row


def whole(partial: list[RawRow]) -> list[RawRow]:
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
    names = signature(row)
    return not ({"OWNED", "OWNERSHIP", "SECURITY"} <= names and ("DATE" in names or not row.is_trade))


def _one_row(one: RawRow, two: RawRow) -> bool:
    names, others = signature(one), signature(two)
    if names & others - WRAPPED or _apart(one, two) > NEAR:
        return False
    return one.is_trade + two.is_trade >= 1 or _halves(names, others) or _halves(others, names)


def _halves(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether of two pieces of what only holds, one says which security and the other how many and how."""
    return "SECURITY" in names and "OWNED" in others and not {"OWNED", "OWNERSHIP"} & names and "SECURITY" not in others


def _apart(one: RawRow, two: RawRow) -> int:
    rows = [{piece.row for pieces in row.cells.values() for piece in pieces} for row in (one, two)]
    return min((abs(a - b) for a in rows[0] for b in rows[1]), default=99)
