"""A printed line that the engine read as two: the second looks like a row, and holds words of the one beside it."""

from __future__ import annotations

from difflib import SequenceMatcher

from form4ml.assembly.found import Found
from form4ml.assembly.misreadings import key
from form4ml.assembly.table import RawRow
from form4ml.assembly.torn_rows import NEAR

_OF_A_ROW = ("DATE", "CODE", "OWNED", "OWNERSHIP")  # what every row has one of at least
_AMOUNTS = ("SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED", "UNDERLYING_SHARES", "OWNED")
_ALIKE = 0.6


def merged(rows: list[RawRow]) -> list[RawRow]:
    """The rows without ghosts: what these hold, and the row beside them lacks, is that row's."""
    out: list[RawRow] = []
    for row in rows:
        if out and _is_ghost(row, out[-1]):
            _give(row, out[-1])
        elif out and _is_ghost(out[-1], row):
            _give(out[-1], row)
            out[-1] = row
        else:
            out.append(row)
    return out


def _is_ghost(row: RawRow, beside: RawRow) -> bool:
    if row.table != beside.table or any(row.cells.get(name) for name in _OF_A_ROW):
        return False
    if not all(beside.cells.get(name) for name in ("SECURITY", "OWNED")) or not row.cells.get("SECURITY"):
        return False
    amounts = [piece.text for name in _AMOUNTS for piece in row.cells.get(name, ())]
    theirs = _amounts(beside)
    if not amounts or not any(amount in theirs for amount in amounts):
        return False
    ours, printed = (key(one.cells["SECURITY"][0].text) for one in (row, beside))
    return _apart(row, beside) <= NEAR and SequenceMatcher(None, ours, printed, autojunk=False).ratio() >= _ALIKE


def _amounts(row: RawRow) -> set[str]:
    return {piece.text for name in _AMOUNTS for piece in row.cells.get(name, ())}


def _apart(row: RawRow, beside: RawRow) -> int:
    lines = [
        {piece.row for name in ("SECURITY", *_AMOUNTS) for piece in one.cells.get(name, ())} for one in (row, beside)
    ]
    return min((abs(a - b) for a in lines[0] for b in lines[1]), default=99)


def _give(ghost: RawRow, row: RawRow) -> None:
    theirs = _amounts(row)
    for name, pieces in ghost.cells.items():
        if name == "NATURE":
            row.cells[name] = sorted([*row.cells.get(name, ()), *pieces], key=lambda piece: piece.first)
        elif name in _AMOUNTS:
            same = [piece for piece in pieces if piece.text in theirs]
            if same and not _has(row.cells.get(name, []), theirs - {piece.text for piece in row.cells.get(name, ())}):
                row.cells[name] = same[:1]
        elif not row.cells.get(name):
            row.cells[name] = pieces
    for name, pieces in ghost.marks.items():
        row.marks[name] += pieces


def _has(pieces: list[Found], others: set[str]) -> bool:
    """Whether one of the pieces says what another cell of the row says too."""
    return any(piece.text in others for piece in pieces)
