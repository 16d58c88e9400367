"""A comparison of two evaluations for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from form4ml.evaluation.compare import Change, Comparison, lost_support
from form4ml.evaluation.render import print_table, short
from form4ml.evaluation.report import Cell, Column, Table

if TYPE_CHECKING:
    from rich.console import Console

CLEARLY = 0.05  # chance below which a difference is called one


def comparison_tables(comparison: Comparison) -> list[Table]:
    overall: list[tuple[Cell, ...]] = [
        (name, one.a, one.b, one.difference, one.interval, one.chance, "yes" if one.chance < CLEARLY else "no")
        for name, one in (("core", comparison.core), ("all", comparison.all))
    ]
    columns = (
        Column("values", "text"), Column("A f1"), Column("B f1"), Column("B less A"), Column("interval", "interval"),
        Column("chance"), Column("clear", "text"),
    )  # fmt: skip
    note = (
        f"{comparison.filings} filings; whole core records right: A {comparison.exact[0]:.3f}, B {comparison.exact[1]:.3f}; "
        "interval: paired bootstrap over filings, 95 %; chance: how often swapping A and B at random differs as much"
    )
    fields: list[tuple[Cell, ...]] = [
        (row.field, max(row.a.support, row.b.support), row.a.f1, row.b.f1, row.difference)
        for row in comparison.fields
        if row.a != row.b
    ]
    heads = (Column("field", "text"), Column("support", "count"), Column("A f1"), Column("B f1"), Column("B less A"))
    return [
        Table("overall", "A against B", columns, tuple(overall), note),
        Table("fields", "Fields that differ, most first", heads, tuple(fields)),
    ]


def to_json(comparison: Comparison) -> str:
    plain = {
        "schema": "form4ml/comparison/1",
        "filings": comparison.filings,
        "left_out": comparison.left_out,
        "core_exact": {"a": comparison.exact[0], "b": comparison.exact[1]},
        **{table.key: table.as_dicts() for table in comparison_tables(comparison)},
        "only_a_right": [change._asdict() for change in comparison.only_a],
        "only_b_right": [change._asdict() for change in comparison.only_b],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _print_changes(title: str, changes: Sequence[Change], console: Console, most: int) -> None:
    from rich.text import Text

    console.print(Text(f"\n{title} ({len(changes)})", style="bold"))
    for change in changes[:most]:
        console.print(Text(f"  {change.stem}  {change.field}  {change.at}"))
        for side, words in (("gold", change.gold), ("A", change.a), ("B", change.b)):
            console.print(Text(f"    {side:5}{short(words)}"))
    if len(changes) > most:
        console.print(Text(f"  … and {len(changes) - most} more; --json has them all", style="dim"))


def print_comparison(comparison: Comparison, console: Console, *, lines: int, field: str | None = None) -> None:
    """Tables, then values that one side alone got right (or alone did not invent)."""
    if comparison.left_out:
        console.print(f"note: {len(comparison.left_out)} filings are on one side only and left out", style="yellow")
    if lost_support(comparison):
        note = "note: one side was compared with gold values that the other was not (facts given to one only?)"
        console.print(note, style="yellow", highlight=False)
    for table in comparison_tables(comparison):
        if table.rows:
            print_table(table, console)
    if lines:
        wanted = (lambda change: change.field == field) if field else (lambda change: True)
        _print_changes("A right, B not", [c for c in comparison.only_a if wanted(c)], console, lines)
        _print_changes("B right, A not", [c for c in comparison.only_b if wanted(c)], console, lines)
