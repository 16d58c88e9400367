"""A summary of one reading for the terminal: what the filing says, how sure each value is, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from form4ml.record import Owner, Reading, Row, Signature

LOW = 0.8  # below this a value is marked as unsure
_ABSENT = {"not-on-form": "-", "unreadable": "unread", "abstained": "unsure"}
_SEVERITY = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class _Column(NamedTuple):
    heading: str
    fields: tuple[str, ...]  # the first that has a value is shown
    numeric: bool = False
    wide: bool = False  # a column of its own only where there is room; else told under the row


_COLUMNS = (
    _Column("Title", ("security_title",)),
    _Column("Conv. price", ("conversion_or_exercise_price",), numeric=True, wide=True),
    _Column("Date", ("transaction_date",)),
    _Column("Deemed", ("deemed_execution_date",), wide=True),
    _Column("Code", ("transaction_code",)),
    _Column("A/D", ("acquired_disposed",)),
    _Column("Shares", ("shares", "transaction_total_value"), numeric=True),
    _Column("Price", ("price_per_share",), numeric=True),
    _Column("Exercisable", ("exercise_date",), wide=True),
    _Column("Expires", ("expiration_date",), wide=True),
    _Column("Underlying", ("underlying_title",), wide=True),
    _Column("Amount", ("underlying_shares", "underlying_value"), numeric=True, wide=True),
    _Column("Owned after", ("shares_owned_following", "value_owned_following"), numeric=True),
    _Column("D/I", ("direct_or_indirect",)),
    _Column("Nature", ("nature_of_ownership",), wide=True),
)
_PARTS = (
    ("Table I", ("non_derivative_transactions", "non_derivative_holdings")),
    ("Table II", ("derivative_transactions", "derivative_holdings")),
)
_ROLES = (
    ("is_director", "Director", None),
    ("is_officer", "Officer", "officer_title"),
    ("is_ten_percent_owner", "10% owner", None),
    ("is_other", "Other", "other_text"),
)
_FLEXIBLE = ("Title", "Nature", "Underlying")
_TOLD = "as told by a note"
_WIDE = 130
_Rows = Sequence[tuple[str, Row]]


def write(reading: Reading, stream: TextIO, width: int | None = None, low: float = LOW) -> None:
    """Print the summary; colours and rules only where `stream` is a terminal.

    Args:
        width: columns to fill; by default those of the terminal, 120 where there is none.
        low: values less probable than this are marked with a question mark.
    """
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    if width is not None or not console.is_terminal:
        console.width = width or 120
    summary = _Summary(reading, low, plain=not console.is_terminal, room=console.width)
    with console.capture() as caught:
        for part in summary.parts():
            console.print(part)
        console.print()
    lines = caught.get().splitlines()
    stream.write("".join((line if console.is_terminal else line.rstrip()) + "\n" for line in lines))


class _Summary:
    """The parts of one reading's summary, in the order in which they are printed."""

    def __init__(self, reading: Reading, low: float, plain: bool, room: int) -> None:
        self.reading, self.low, self.plain, self.room = reading, low, plain, room
        self._used: set[str] = set()

    def parts(self) -> Iterator[RenderableType]:
        steps: tuple[Callable[[], Iterable[RenderableType]], ...] = (
            self._head,
            self._owners,
            self._tables,
            self._notes,
            self._signatures,
            self._findings,
            self._legend,
        )
        for step in steps:
            yield from step()

    # ------------------------------------------------------------ values
    def value(self, pointer: str, value: Any, short: bool = False) -> Text:
        """One value as text: marked where it is unsure, its reason where it is missing."""
        if value is None:
            reason = self.reading.absent.get(pointer)
            if reason is None:
                return Text("")
            self._used.add(reason)
            return Text(_ABSENT[reason] if short else reason.replace("-", " "), style="dim italic")
        text = Text(_shown(value))
        seen = self.reading.evidence.get(pointer)
        if seen is not None and seen.confidence < self.low:
            self._used.add("low")
            text.append("?")
            text.stylize("yellow")
        return text

    def cell(self, pointer: str, row: Row, fields: Sequence[str]) -> Text:
        """A table cell: the first of `fields` with a value, and the marks of the notes that stand in it."""
        field = next((name for name in fields if getattr(row, name) is not None), fields[0])
        marks = "".join(f"({mark.removeprefix('F')})" for name in fields for mark in row.footnotes.get(name, ()))
        value = getattr(row, field)
        if value is None and marks and self.reading.absent.get(f"{pointer}/{field}") in (None, "not-on-form"):
            return Text(marks, style="cyan")
        text = self.value(f"{pointer}/{field}", value, short=True)
        if field.endswith("value") and value is not None:
            text = Text("$") + text
        if field == "transaction_code" and value is not None:
            text.append("/K" if row.equity_swap else "").append(" V" if row.reported_early else "")
        return text.append(marks, style="cyan") if marks else text

    # ------------------------------------------------------------ parts
    def _head(self) -> Iterator[RenderableType]:
        filing, source = self.reading.filing, self.reading.source
        title = Text("Form ").append_text(self.value("/document_type", filing.document_type)).append("  ")
        title.append_text(self.value("/issuer/name", filing.issuer.name))
        if filing.issuer.trading_symbol is not None:
            title.append(" [").append_text(self.value("/issuer/trading_symbol", filing.issuer.trading_symbol)).append(
                "]"
            )
        title.stylize("bold")
        yield Text()
        yield title
        pages = f"{source.pages} page{'s' * (source.pages != 1)}"
        engine = f", {_shown(source.engine)}" if source.engine else ""
        yield Text(f"{_shown(source.name)} ({source.kind}, {pages}{engine})", style="dim")
        facts: list[tuple[str, str, Any]] = [
            ("Issuer", "/issuer/name", filing.issuer.name),
            ("Symbol", "/issuer/trading_symbol", filing.issuer.trading_symbol),
            ("CIK", "/issuer/cik", filing.issuer.cik),
            ("Earliest transaction", "/period_of_report", filing.period_of_report),
            ("Original filed", "/date_of_original_submission", filing.date_of_original_submission),
            ("No longer subject to Section 16", "/not_subject_to_section16", filing.not_subject_to_section16),
            ("Rule 10b5-1(c) box", "/aff10b5_one", filing.aff10b5_one),
            ("Joint filing", "/joint_filing", filing.joint_filing),
        ]
        yield self._grid((name, self.value(pointer, value)) for name, pointer, value in facts)

    def _owners(self) -> Iterator[RenderableType]:
        owners = self.reading.filing.reporting_owners
        yield from self._heading("Reporting owners", "/reporting_owners", bool(owners))
        for index, owner in enumerate(owners):
            pointer = f"/reporting_owners/{index}"
            yield Padding(Group(*self._owner(pointer, owner)), (0, 0, 0, 2))

    def _owner(self, pointer: str, owner: Owner) -> Iterator[Text]:
        line = Text(style="bold").append_text(self.value(f"{pointer}/name", owner.name, short=True))
        roles = []
        for flag, name, text in _ROLES:
            if getattr(owner, flag):
                role = self.value(f"{pointer}/{flag}", name)
                if text and getattr(owner, text) is not None:
                    role.append(": ").append_text(self.value(f"{pointer}/{text}", getattr(owner, text)))
                roles.append(role)
        yield line
        if roles:
            yield Text(", ").join(roles)
        address = owner.address.model_dump()
        parts = [self.value(f"{pointer}/address/{name}", value) for name, value in address.items()]
        parts = [part for part in parts if part.plain]
        if parts:
            yield Text(", ").join(parts)

    def _tables(self) -> Iterator[RenderableType]:
        for name, tables in _PARTS:
            rows = [
                (f"/{table}/{index}", row)
                for table in tables
                for index, row in enumerate(getattr(self.reading.filing, table))
            ]
            kind = "derivative securities" if name == "Table II" else "non-derivative securities"
            missing = next((f"/{table}" for table in tables if f"/{table}" in self.reading.absent), f"/{tables[0]}")
            yield from self._heading(f"{name}: {kind}", missing, bool(rows))
            if rows:
                columns = [column for column in _COLUMNS if any(_has(row, column) for _, row in rows)]
                yield self._ruled(rows, columns) if self.room >= _WIDE else self._stacked(rows, columns)

    def _ruled(self, rows: _Rows, columns: Sequence[_Column]) -> RenderableType:
        """A table with a column for everything, where there is room for it."""
        table = Table(box=None if self.plain else SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
        for column in columns:
            table.add_column(
                column.heading,
                justify="right" if column.numeric else "left",
                no_wrap=column.heading not in _FLEXIBLE,
                overflow="fold",
            )
        for pointer, row in rows:
            cells = [self.cell(pointer, row, column.fields) for column in columns]
            if row.origin == "footnote":
                cells[0] += Text(f"\n{_TOLD}", style="dim italic")
            table.add_row(*cells)
        return Padding(table, (0, 0, 0, 2))

    def _stacked(self, rows: _Rows, columns: Sequence[_Column]) -> RenderableType:
        """The title on a line of its own, the short columns under it, the rest told in words: for narrow screens."""
        own = [column for column in columns if not column.wide and column.heading != "Title"]
        grid = [[self.cell(pointer, row, column.fields) for column in own] for pointer, row in rows]
        widths = [max(len(column.heading), *(line[at].cell_len for line in grid)) for at, column in enumerate(own)]
        heads = (_fit(Text(c.heading, style="dim"), c, w) for c, w in zip(own, widths, strict=True))
        parts: list[RenderableType] = [Text("  ") + Text("  ").join(heads)]
        for (pointer, row), line in zip(rows, grid, strict=True):
            title = self.cell(pointer, row, ("security_title",))
            title.stylize("bold")
            if row.origin == "footnote":
                title += Text(f"  {_TOLD}", style="dim italic")
            parts.append(title)
            parts.append(Text("  ") + Text("  ").join(_fit(*cell) for cell in zip(line, own, widths, strict=True)))
            more = [
                Text(f"{column.heading} ", style="dim") + self.cell(pointer, row, column.fields)
                for column in columns
                if column.wide and _has(row, column)
            ]
            if more:
                parts.append(Padding(Text("; ").join(more), (0, 0, 0, 2)))
        return Padding(Group(*parts), (0, 0, 0, 2))

    def _notes(self) -> Iterator[RenderableType]:
        filing = self.reading.filing
        if filing.footnotes or "/footnotes" in self.reading.absent:
            yield from self._heading("Notes", "/footnotes", bool(filing.footnotes))
            pairs = []
            for index, note in enumerate(filing.footnotes):
                text = self.value(f"/footnotes/{index}/text", note.text)
                facts = [f"prices {_shown(span.low)} to {_shown(span.high)}" for span in note.price_ranges]
                facts += [f"plan adopted {day}" for day in note.plan_adoption_dates]
                facts += [f"plan modified {day}" for day in note.plan_modification_dates]
                if facts:
                    text += Text("\n-> " + "; ".join(facts), style="green")
                pairs.append((f"({note.id.removeprefix('F')})", text))
            yield self._grid(pairs)
        if filing.remarks is not None:
            yield from self._heading("Remarks", "/remarks", True)
            yield Padding(self.value("/remarks", filing.remarks), (0, 0, 0, 2))

    def _signatures(self) -> Iterator[RenderableType]:
        signatures = self.reading.filing.signatures
        yield from self._heading("Signatures", "/signatures", bool(signatures))
        for index, signature in enumerate(signatures):
            yield Padding(self._signature(f"/signatures/{index}", signature), (0, 0, 0, 2))

    def _signature(self, pointer: str, signature: Signature) -> Text:
        line = self.value(f"{pointer}/name", signature.name, short=True).append("  ")
        line.append_text(self.value(f"{pointer}/date", signature.date, short=True))
        told = [
            f"{name} {_shown(value)}"
            for name, value in (("by", signature.agent), ("for", signature.principal))
            if value
        ]
        if signature.capacity:
            told.append(_shown(signature.capacity))
        return line.append(f"  ({', '.join(told)})" if told else "", style="dim")

    def _findings(self) -> Iterator[RenderableType]:
        if not self.reading.findings:
            return
        yield from self._heading("Findings", "", True)
        pairs = []
        for finding in self.reading.findings:
            text = Text(_shown(finding.message))
            where = ", ".join([finding.rule, *finding.pointers])
            pairs.append((finding.severity, text.append(f"  [{_shown(where)}]", style="dim")))
        yield self._grid(pairs, styles=_SEVERITY)

    def _legend(self) -> Iterator[RenderableType]:
        words = {
            "low": f"? = read with less than {self.low:.0%} confidence",
            "unreadable": "unread = could not be read",
            "abstained": "unsure = kept back below the asked-for confidence",
        }
        told = [text for key, text in words.items() if key in self._used]
        if told:
            yield Text()
            yield Text("; ".join(told), style="dim")

    # ------------------------------------------------------------ shapes
    def _heading(self, name: str, pointer: str, filled: bool) -> Iterator[RenderableType]:
        yield Text()
        line = Text(name, style="bold underline" if not self.plain else "")
        if not filled:
            reason = self.reading.absent.get(pointer)
            line = line + Text(f": {(reason or 'none').replace('-', ' ')}", style="not bold not underline dim italic")
        yield line

    def _grid(self, pairs: Iterable[tuple[str, Text]], styles: dict[str, str] | None = None) -> RenderableType:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for name, text in pairs:
            if text.plain:
                grid.add_row(
                    Text(name, style=(styles or {}).get(name, "cyan" if name.startswith("(") else "dim")), text
                )
        return Padding(grid, (0, 0, 0, 2))


def _has(row: Row, column: _Column) -> bool:
    return column.heading == "Title" or any(
        getattr(row, field) is not None or row.footnotes.get(field) for field in column.fields
    )


def _fit(cell: Text, column: _Column, width: int) -> Text:
    cell = cell.copy()
    (cell.pad_left if column.numeric else cell.pad_right)(width - cell.cell_len)
    return cell


def _shown(value: Any) -> str:
    """A value as a person writes it; control characters and direction marks of the input never reach the terminal."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, ",f")
    return _CONTROL.sub(" ", str(value))
