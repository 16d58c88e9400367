"""What the three ways of finding a table's rows share: which labels a row holds, and the row as found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from form4ml.assembly.found import Found

# Columns from left to right, per table: where a label stands in its row as printed.
ORDER: dict[int, tuple[str, ...]] = {
    1: (
        "SECURITY", "DATE", "DEEMED_DATE", "CODE", "EARLY", "SHARES", "ACQ_DISP", "PRICE", "OWNED", "OWNERSHIP", "NATURE",
    ),
    2: (
        "SECURITY", "EXERCISE_PRICE", "DATE", "DEEMED_DATE", "CODE", "EARLY", "SHARES_ACQUIRED", "SHARES_DISPOSED",
        "EXERCISE_DATE", "EXPIRATION_DATE", "UNDERLYING", "UNDERLYING_SHARES", "PRICE", "OWNED", "OWNERSHIP", "NATURE",
    ),
}  # fmt: skip
RANK: dict[int, dict[str, int]] = {table: {name: i for i, name in enumerate(names)} for table, names in ORDER.items()}
LABELS: frozenset[str] = frozenset(ORDER[1]) | frozenset(ORDER[2])
ONLY_SECOND: frozenset[str] = frozenset(ORDER[2]) - frozenset(ORDER[1])
ONLY_FIRST: frozenset[str] = frozenset(ORDER[1]) - frozenset(ORDER[2])
WRAPPED: frozenset[str] = frozenset({"SECURITY", "NATURE", "UNDERLYING"})
TRADE: frozenset[str] = frozenset({"DATE", "CODE", "SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED", "ACQ_DISP"})


@dataclass(slots=True)
class RawRow:
    """A row of a table before its values are read: fragments by label, in reading order, and marks by label."""

    table: int
    cells: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    page: int = 0
    y: float = 0.0

    @property
    def is_trade(self) -> bool:
        return any(self.cells.get(name) for name in TRADE)

    @property
    def weight(self) -> int:
        return sum(1 for pieces in self.cells.values() if pieces)


def table_of(item: Found, before: int) -> int:
    """Which table a fragment belongs to; `before` is the table of what stood above it."""
    if item.label in ONLY_SECOND:
        return 2
    if item.part.startswith("table1"):
        return 1
    if item.part.startswith("table2"):
        return 2
    return 1 if item.label in ONLY_FIRST else before


def worth_keeping(row: RawRow) -> bool:
    """A row of the form holds a security and what is owned of it; a lone stray value is none."""
    names = {name for name, pieces in row.cells.items() if pieces}
    if len(names) >= 4:
        return True
    return bool(names & {"OWNED", "OWNERSHIP", "CODE", "DATE", "SHARES"}) and len(names) >= 2
