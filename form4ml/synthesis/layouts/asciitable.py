"""Tables drawn with characters: how wide each column is, what its heading says, and a row of wrapped cells."""

from __future__ import annotations

from collections.abc import Sequence

from form4ml.synthesis.flow import Bit
from form4ml.synthesis.layouts.common import Column
from form4ml.synthesis.textgrid import Strip, TextPage, width_of, wrap

_SHORT_1 = ("Title of Security", "Trans. Date", "Deemed Exec. Date", "Code", "V", "Amount", "A/D", "Price",
            "Amount Owned {when}", "D/I", "Nature of Indirect Ownership")  # fmt: skip
_SHORT_2 = ("Title of Derivative Security", "Conv. or Exer. Price", "Trans. Date", "Deemed Exec. Date", "Code", "V",
            "(A)", "(D)", "Date Exer- cisable", "Expir- ation Date", "Title of Underlying", "Number of Shares",
            "Price of Deriv. Sec.", "Number Owned {when}", "D/I", "Nature of Indirect Ownership")  # fmt: skip
_LONG_1 = ("1. Title of Security (Instr. 3)", "2. Trans- action Date (Month/ Day/ Year)", "2A. Deemed Execution Date, if any",
           "3. Trans- action Code (Instr. 8)", "V", "4. Securities Acquired (A) or Disposed of (D) Amount", "(A) or (D)",
           "Price", "5. Amount of Securities Beneficially Owned {when} (Instr. 3 and 4)",
           "6. Owner- ship Form: Direct (D) or Indirect (I) (Instr. 4)",
           "7. Nature of Indirect Beneficial Ownership (Instr. 4)")  # fmt: skip
_LONG_2 = ("1. Title of Derivative Security (Instr. 3)", "2. Conver- sion or Exercise Price of Deriv- ative Security",
           "3. Trans- action Date (Month/ Day/ Year)", "3A. Deemed Execution Date, if any",
           "4. Trans- action Code (Instr. 8)", "V", "5. Number of Derivative Securities Acquired (A)",
           "or Disposed of (D)", "6. Date Exer- cisable", "Expira- tion Date", "7. Title of Underlying Securities",
           "Amount or Number of Shares", "8. Price of Deriv- ative Security (Instr. 5)",
           "9. Number of Derivative Securities Benefi- cially Owned {when} (Instr. 4)",
           "10. Owner- ship Form: Direct (D) or Indirect (I) (Instr. 4)",
           "11. Nature of Indirect Beneficial Ownership (Instr. 4)")  # fmt: skip
_MINIMUM = {"text": 9, "date": 8, "code": 4, "mark": 1, "amount": 7, "price": 6}
_NARROW = {"acquired_disposed": 3, "direct_or_indirect": 3}


def headings(number: str, era: str, short: bool) -> tuple[str, ...]:
    """The words over each column; `short` for the abridged ones that many filers used."""
    texts = {"1": (_LONG_1, _SHORT_1), "2": (_LONG_2, _SHORT_2)}[number][short]
    when = "at End of Month" if era == "1996" else "Following Reported Transaction(s)"
    return tuple(text.format(when=when) for text in texts if era != "1996" or "Deemed" not in text)


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[list[Bit]]], gap: int, page: int) -> list[int]:
    """Each column as wide as its longest unbroken word; then columns of text share what the page leaves."""
    widths: list[int] = []
    wanted: list[int] = []
    for c, column in enumerate(columns):
        head, *values = ["".join(bit.text for bit in row[c]) for row in rows]
        words = [word for text in (*values, head) for word in text.split()]
        least = max([_NARROW.get(column.field, _MINIMUM[column.kind]), *(min(len(word), 14) for word in words)])
        widths.append(least)
        wanted.append(max([least, *(len(text) for text in values)]))
    for _ in range(page - sum(widths) - gap * (len(widths) - 1)):
        widest = max(range(len(widths)), key=lambda c: wanted[c] - widths[c])
        if widths[widest] >= wanted[widest]:
            break
        widths[widest] += 1
    return widths


def set_row(
    page: TextPage, cells: Sequence[list[Bit]], widths: Sequence[int], columns: Sequence[Column], bar: Bit, head: bool
) -> None:
    """One row in as many lines as its tallest cell takes; headings stand at the bottom, amounts at the right."""
    first = len(page.rows)
    wrapped = [wrap(bits, width) if bits else [] for bits, width in zip(cells, widths, strict=True)]
    height = max([1, *(len(lines) for lines in wrapped)])
    for n in range(height):
        strips: list[Strip] = []
        at = 0
        for c, (lines, width) in enumerate(zip(wrapped, widths, strict=True)):
            k = n - (height - len(lines)) if head else n
            line = lines[k] if 0 <= k < len(lines) else []
            right = columns[c].kind in ("amount", "price") and not head
            dx = at + (width - width_of(line) if right else 0)
            strips += [strip._replace(column=strip.column + dx) for strip in line]
            at += width
            if c < len(widths) - 1:
                if bar.text.strip():
                    strips.append(Strip(bar, 0, len(bar.text), at))
                at += len(bar.text)
        page.line(*strips)
    page.keep(first)
