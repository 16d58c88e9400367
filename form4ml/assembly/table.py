"""What the three ways of finding a table's rows share: which labels a row holds, and the row as found."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from form4ml.assembly.found import Found
from form4ml.tagged import Tagged

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


_FIRST = re.compile(r"\bnon\W{0,3}deriv\w*", re.I)
_SECOND = re.compile(r"deriv|\bputs\b|warrants|convertible|table\s*[il1|!]{2}\b", re.I)


def tables_by_row(tagged: Tagged) -> list[int]:
    """Which table each row of the page lies in: Table II from its heading on, whatever a single row looks like."""
    view, parts = tagged.view, tagged.parts
    run = 0
    first = False  # whether this block of headings names Table I
    for at, part in enumerate(parts):
        if part not in ("table1head", "table2head"):
            run, first = 0, False
            continue
        line = " ".join(token.text for token in view.row_tokens(at))
        first = first or bool(_FIRST.search(line))
        run = run + 1 if part == "table2head" else 0
        second = _SECOND.search(_FIRST.sub("", line))
        if run and (second or (run >= 4 and not first)):
            return [1] * (at - run + 1) + [2] * (len(parts) - at + run - 1)
    return [1] * len(parts)


def worth_keeping(row: RawRow) -> bool:
    """A row of the form holds a security and what is owned of it; a lone stray value is none."""
    names = {name for name, pieces in row.cells.items() if pieces}
    if not row.is_trade and ("SECURITY" not in names or (row.table == 2 and len(names) < 4)):
        return False  # what only holds has its title, or it is the remains of another row
    if len(names) >= 4:
        return True
    return bool(names & {"OWNED", "OWNERSHIP", "CODE", "DATE", "SHARES"}) and len(names) >= 2
