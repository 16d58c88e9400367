"""A report for the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from form4ml.evaluation.intervals import Interval
from form4ml.evaluation.report import Cell, Column, Filing, Report, Table, span_tables
from form4ml.evaluation.spans import SpanReport

if TYPE_CHECKING:
    from rich.console import Console

LONGEST = 90  # characters of a value that are shown


def shown(cell: Cell, column: Column) -> str:
    """A cell as people read it."""
    if cell is None:
        return "–"
    if isinstance(cell, Interval):
        return f"{cell.low:.3f} to {cell.high:.3f}"
    if column.kind == "share":
        return f"{cell:.4f}"
    return f"{cell:,}" if column.kind == "count" else str(cell)


def short(value: str | None) -> str:
    """A value on one line, cut where it is long."""
    if value is None:
        return "–"
    flat = " ".join(value.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"


def to_json(report: Report) -> str:
    return json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def _markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def markdown_table(table: Table) -> str:
    rule = ["---" if column.kind == "text" else "---:" for column in table.columns]
    body = "".join(
        _markdown_row(_escaped(shown(cell, column)) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )
    note = f"\n{table.note}.\n" if table.note else ""
    head = _markdown_row(column.name for column in table.columns) + _markdown_row(rule)
    return f"## {table.title}\n\n{head}{body}{note}\n"


def _markdown_filing(filing: Filing) -> str:
    head = _markdown_row(("field", "gold", "predicted", "confidence", "cause")) + _markdown_row(["---"] * 5)
    rows = "".join(
        _markdown_row(
            _escaped(cell)
            for cell in (
                line.field,
                short(line.gold),
                short(line.predicted),
                "–" if line.confidence is None else f"{line.confidence:.2f}",
                line.cause or "–",
            )
        )
        for line in filing.lines
    )
    return f"### {_escaped(filing.stem)}: {filing.wrong} wrong, core F1 {filing.core_f1:.4f}\n\n{head}{rows}\n"


def to_markdown(report: Report) -> str:
    parts = ["# Evaluation\n\n"]
    parts += [f"- {name}: {_escaped(value)}\n" for name, value in report.about.items()]
    parts += [f"- note: {_escaped(note)}\n" for note in report.notes]
    parts.append("\n")
    parts += map(markdown_table, report.tables)
    if report.worst:
        parts.append("## Worst filings\n\n")
        parts += map(_markdown_filing, report.worst)
    return "".join(parts).rstrip("\n") + "\n"


def print_table(table: Table, console: Console) -> None:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(title=table.title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    for column in table.columns:
        grid.add_column(column.name, justify="left" if column.kind == "text" else "right")
    for row in table.rows:
        grid.add_row(*(Text(shown(cell, column)) for cell, column in zip(row, table.columns, strict=True)))
    console.print(grid)
    if table.note:
        console.print(Text(table.note + "\n", style="dim"))


def print_filing(filing: Filing, console: Console, most: int = 12) -> None:
    from rich.text import Text

    console.print(Text(f"\n{filing.stem}: {filing.wrong} wrong, core F1 {filing.core_f1:.4f}", style="bold"))
    for line in filing.lines[:most]:
        cause = f"  ({line.cause})" if line.cause else ""
        console.print(
            Text(
                f"  {line.field} {line.at}{cause}\n    gold      {short(line.gold)}\n    predicted {short(line.predicted)}"
            )
        )
    if len(filing.lines) > most:
        console.print(Text(f"  … and {len(filing.lines) - most} more", style="dim"))


def print_spans(spans: SpanReport, console: Console) -> None:
    """Print a span report by itself."""
    for table in span_tables(spans):
        if table.rows:
            print_table(table, console)


def print_report(report: Report, console: Console, *, fields: bool = False) -> None:
    """Print all tables (that of the fields only on demand) and the worst filings."""
    for note in report.notes:
        console.print(f"note: {note}", style="yellow", markup=False, highlight=False)
    for table in report.tables:
        if fields or table.key != "fields":
            print_table(table, console)
    for filing in report.worst:
        print_filing(filing, console)
