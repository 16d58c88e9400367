"""Amounts that text shows on a line of their own put back into their row.

A raised mark or a taller cell moves an amount up or down by a few dots, and an engine that takes the page line by line
prints it above or below the rest of its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from form4ml.assembly.found import Found
from form4ml.assembly.table import RANK

_AMOUNTS = frozenset({"SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED", "PRICE", "UNDERLYING_SHARES", "EXERCISE_PRICE"})
_ROW = frozenset({"SECURITY", "DATE", "CODE", "ACQ_DISP", "OWNED", "OWNERSHIP"})
_MARK = "FOOTNOTE_MARK"
_FULL = 4  # of these on one line are a row


def settled(table: int, items: Sequence[Found]) -> list[Found]:
    """The items with loose amounts moved into the row above or below that lacks them, where it is clear which."""
    lines: dict[int, list[Found]] = {}
    for item in items:
        lines.setdefault(item.row, []).append(item)
    homes = _homes(lines)
    for at, home in homes.items():
        lines[home] = _with(table, lines[home], [replace(item, row=home) for item in lines.pop(at)])
    return [item for line in lines.values() for item in line]


def _homes(lines: dict[int, list[Found]]) -> dict[int, int]:
    """For each loose line the line of its row. Where both neighbours lack its amounts, it stands where its likes do."""
    order = list(lines)
    sure: dict[int, int] = {}
    open_: dict[int, tuple[int, int]] = {}
    for n, at in enumerate(order):
        if not _is_loose(lines[at]):
            continue
        above = order[n - 1] if n and _lacks(lines[order[n - 1]], lines[at]) else None
        below = order[n + 1] if n + 1 < len(order) and _lacks(lines[order[n + 1]], lines[at]) else None
        if above is not None and below is not None:
            open_[at] = (above, below)
        elif (home := above if above is not None else below) is not None:
            sure[at] = home
    for at, (above, below) in open_.items():
        ups = sum(home < one for one, home in sure.items())
        downs = sum(home > one for one, home in sure.items())
        if ups != downs and (ups == 0 or downs == 0):
            sure[at] = above if ups else below
    taken = list(sure.values())
    return {at: home for at, home in sure.items() if taken.count(home) == 1}


def _is_loose(line: list[Found]) -> bool:
    labels = {item.label for item in line}
    return bool(labels & _AMOUNTS) and labels <= _AMOUNTS | {_MARK}


def _lacks(line: list[Found], loose: list[Found]) -> bool:
    """Whether a line is a row without the loose line's amounts; a price's sign may be parted from its digits."""
    labels = {item.label for item in line}
    wanted = {item.label for item in loose if item.label in _AMOUNTS and any(c.isdigit() for c in item.text)}
    return len(labels & _ROW) >= _FULL and bool(wanted) and not labels & wanted


def _with(table: int, line: list[Found], loose: list[Found]) -> list[Found]:
    """A row's line with amounts at their places among its columns; a mark stays behind its amount."""
    rank = RANK[table]
    out = list(line)
    group: list[Found] = []
    groups: list[list[Found]] = []
    for item in loose:
        if item.label != _MARK or not group:
            group = [item]
            groups.append(group)
        else:
            group.append(item)
    for group in groups:
        here = rank.get(group[0].label, 0)
        at = next((n for n, item in enumerate(out) if rank.get(item.label, -1) >= here), len(out))
        out[at:at] = group
    return out
