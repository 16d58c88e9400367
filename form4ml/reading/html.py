"""Lays HTML out as lines of text, the way a text browser does: the cells of a row side by side, set apart by spaces."""

from __future__ import annotations

from dataclasses import dataclass, field

from form4ml.reading.markup import Tag, tags

_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 hr ul ol dl pre blockquote".split())
_BREAKS = _PARAGRAPHS | frozenset("br div center li dt dd form tr caption body page".split())
_DEEPEST = 20  # tables within tables; deeper ones run on as text
_WIDEST = 80  # characters a column is padded to
_GAP = 2


@dataclass
class _Frame:
    """The page, or one cell: finished lines, and the one at hand."""

    span: int = 1
    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    spaced: bool = False  # white space stands between what is there and what comes

    def add(self, text: str) -> None:
        words = text.split()
        if not words:
            self.spaced = self.spaced or bool(text)
            return
        if self.current and (self.spaced or text[0].isspace()):
            self.current.append(" ")
        self.current.append(" ".join(words))
        self.spaced = text[-1].isspace()

    def end_line(self) -> None:
        if self.current:
            self.lines.append("".join(self.current))
        self.current, self.spaced = [], False

    def blank(self) -> None:
        self.end_line()
        if self.lines and self.lines[-1]:
            self.lines.append("")


@dataclass
class _Table:
    rows: list[list[_Frame]] = field(default_factory=list)
    open: bool = False  # whether a cell is being filled


def html_to_text(text: str) -> str:
    """The text of HTML; `<page>` and form feeds part pages."""
    layout = _Layout()
    for tag in tags(text, raw=("script", "style", "title")):
        layout.take(tag)
    return layout.finish()


class _Layout:
    def __init__(self) -> None:
        self._frames = [_Frame()]
        self._tables: list[_Table] = []
        self._too_deep = 0
        self._pre = 0

    def take(self, tag: Tag) -> None:
        handler = _HANDLERS.get(tag.name)
        if handler is not None:
            handler(self, tag)
        elif tag.name in _BREAKS:
            self._break(tag)
        if self._pre:
            self._verbatim(tag.text)
        else:
            self._frames[-1].add(tag.text)

    def finish(self) -> str:
        while self._tables:
            self._end_table()
        root = self._frames[0]
        root.end_line()
        return "\n".join(root.lines).strip("\n") + "\n"

    def _break(self, tag: Tag) -> None:
        frame = self._frames[-1]
        if tag.name in _PARAGRAPHS:
            frame.blank()
        else:
            frame.end_line()
        if tag.name == "page" and not tag.closing:
            frame.lines.append("\f")
        if tag.name == "pre":
            self._pre = max(0, self._pre + (-1 if tag.closing else 1))

    def _verbatim(self, text: str) -> None:
        first, *rest = text.split("\n")
        frame = self._frames[-1]
        frame.current.append(first)
        for line in rest:
            frame.lines.append("".join(frame.current).rstrip())
            frame.current = [line]

    def _table(self, tag: Tag) -> None:
        if tag.closing:
            if self._too_deep:
                self._too_deep -= 1
            elif self._tables:
                self._end_table()
        elif len(self._tables) >= _DEEPEST:
            self._too_deep += 1
        else:
            self._frames[-1].end_line()
            self._tables.append(_Table())

    def _row(self, tag: Tag) -> None:
        if self._too_deep or not self._tables:
            self._frames[-1].end_line()
            return
        self._end_cell()
        if not tag.closing:
            self._tables[-1].rows.append([])

    def _cell(self, tag: Tag) -> None:
        if self._too_deep or not self._tables:
            self._frames[-1].add(" ")
            return
        self._end_cell()
        table = self._tables[-1]
        if not tag.closing:
            span = tag.attributes().get("colspan", "1")
            frame = _Frame(span=min(max(int(span), 1), 100) if span.isdecimal() and len(span) < 4 else 1)
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(frame)
            table.open = True
            self._frames.append(frame)

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.open:
            self._frames.pop().end_line()
            table.open = False

    def _end_table(self) -> None:
        self._end_cell()
        table = self._tables.pop()
        frame = self._frames[-1]
        frame.end_line()
        frame.lines += _set(table)
        if not self._tables:
            frame.blank()

    def _raised(self, tag: Tag) -> None:
        if not tag.closing:
            self._frames[-1].add(" ")

    def _input(self, tag: Tag) -> None:
        attributes = tag.attributes()
        if attributes.get("type", "").lower() in ("checkbox", "radio"):
            checked = "checked" in tag.inside.lower()
            self._frames[-1].add(" [X] " if checked else " [ ] ")


_HANDLERS = {
    "table": _Layout._table,
    "tr": _Layout._row,
    "td": _Layout._cell,
    "th": _Layout._cell,
    "sup": _Layout._raised,
    "input": _Layout._input,
}


def _set(table: _Table) -> list[str]:
    """The rows of a table as lines: every cell starts where its column does, or two spaces after its neighbour."""
    starts = _starts(table)
    lines: list[str] = []
    for row in table.rows:
        for index in range(max((len(cell.lines) for cell in row), default=0)):
            line = ""
            column = 0
            for cell in row:
                if index < len(cell.lines) and cell.lines[index]:
                    gap = _GAP if line else 0
                    line = line.ljust(max(len(line) + gap, starts[column])) + cell.lines[index]
                column += cell.span
            lines.append(line)
    return lines


def _starts(table: _Table) -> list[int]:
    """Where each column starts, from the widest of its cells that span no other column."""
    count = max((sum(cell.span for cell in row) for row in table.rows), default=0)
    widths = [0] * (count + 1)
    for row in table.rows:
        column = 0
        for cell in row:
            if cell.span == 1 and cell.lines:
                widest = max(len(line.strip()) for line in cell.lines)
                widths[column] = max(widths[column], min(widest, _WIDEST))
            column += cell.span
    starts = [0]
    for width in widths:
        starts.append(starts[-1] + (width + _GAP if width else 0))
    return starts
