"""Tables drawn with characters: how wide each column is, what its heading says, and a row of wrapped cells."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

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
_STACKED_1 = ("1. Title of Security", "2. Trans- action Date (Mo/ Day/ Yr)", "2A. Deemed Exec. Date", "3. Trans. Code (Inst. 8)", "V",
              "4. Securities Acquired (A) or Disposed of (D)", "(A) or (D)", "Price", "5. Amount of Securities Owned {when}",
              "6. Owner- ship Form: (D) or (I)", "7. Nature of Indirect Owner- ship")  # fmt: skip
_STACKED_2 = ("1. Title of Derivative Security", "2. Exercise Price", "3. Trans. Date", "3A. Deemed Exec. Date", "4. Trans. Code", "V",
              "5. No. of Securities Acquired (A)", "Disposed (D)", "6. Date Exer- cisable", "Exp. Date", "7. Underlying Security: Title",
              "Shares", "8. Price of Deriv. Security", "9. No. of Securities Owned {when}", "10. D or I",
              "11. Nature of Indirect Ownership")  # fmt: skip
_NAMES_1 = {
    "security_title": ("1. Title of Security", "1. Title of Security (Instr. 3)", "Title of Security"),
    "transaction_date": ("2. Transaction Date", "2. Transaction Date (Month/Day/Year)", "Transaction Date"),
    "deemed_execution_date": ("2A. Deemed Execution Date", "2A. Deemed Execution Date, if any", "Deemed Execution Date"),
    "transaction_code": ("3. Transaction Code", "3. Transaction Code (Instr. 8)", "Transaction Code"),
    "reported_early": ("V", "Code V"),
    "shares": ("4. Securities Acquired (A) or Disposed of (D) - Amount", "Amount", "4. Amount of Securities Acquired or Disposed of"),
    "acquired_disposed": ("(A) or (D)", "Acquired (A) or Disposed of (D)"),
    "price_per_share": ("Price", "Price per Share"),
    "shares_owned_following": ("5. Amount of Securities Beneficially Owned {when}", "5. Amount Owned {when}",
                               "Amount of Securities Beneficially Owned {when}"),
    "direct_or_indirect": ("6. Ownership Form: Direct (D) or Indirect (I)", "6. Ownership Form", "Ownership Form (D or I)"),
    "nature_of_ownership": ("7. Nature of Indirect Beneficial Ownership", "7. Nature of Indirect Ownership",
                            "Nature of Indirect Beneficial Ownership"),
}  # fmt: skip
_NAMES_2 = {
    "security_title": ("1. Title of Derivative Security", "1. Title of Derivative Security (Instr. 3)", "Title of Derivative Security"),
    "conversion_or_exercise_price": ("2. Conversion or Exercise Price of Derivative Security", "2. Conversion or Exercise Price",
                                     "Conversion or Exercise Price"),
    "transaction_date": ("3. Transaction Date", "3. Transaction Date (Month/Day/Year)", "Transaction Date"),
    "deemed_execution_date": ("3A. Deemed Execution Date", "3A. Deemed Execution Date, if any", "Deemed Execution Date"),
    "transaction_code": ("4. Transaction Code", "4. Transaction Code (Instr. 8)", "Transaction Code"),
    "reported_early": ("V", "Code V"),
    "shares_acquired": ("5. Number of Derivative Securities Acquired (A)", "Number Acquired (A)", "(A)"),
    "shares_disposed": ("Number of Derivative Securities Disposed of (D)", "Number Disposed of (D)", "(D)"),
    "exercise_date": ("6. Date Exercisable", "Date Exercisable"),
    "expiration_date": ("Expiration Date", "Expiration Date (Month/Day/Year)"),
    "underlying_title": ("7. Title of Underlying Securities", "7. Title and Amount of Underlying Securities - Title", "Title of Underlying Security"),
    "underlying_shares": ("Amount or Number of Shares", "Number of Shares"),
    "shares_owned_following": ("9. Number of Derivative Securities Beneficially Owned {when}", "9. Number Owned {when}",
                               "Number of Derivative Securities Owned {when}"),
    "price_per_share": ("8. Price of Derivative Security", "8. Price of Derivative Security (Instr. 5)", "Price of Derivative Security"),
    "direct_or_indirect": ("10. Ownership Form of Derivative Security: Direct (D) or Indirect (I)", "10. Ownership Form", "Ownership Form"),
    "nature_of_ownership": ("11. Nature of Indirect Beneficial Ownership", "11. Nature of Indirect Ownership", "Nature of Indirect Ownership"),
}  # fmt: skip
_AT_END = ("at End of Month", "at End of Month", "at end of month", "at Month End", "at end of Month")
_AFTER = ("Following Reported Transaction(s)", "Following Reported Transaction(s)", "Following Reported Transactions",
          "After Reported Transaction(s)")  # fmt: skip
_MINIMUM = {"text": 9, "date": 8, "code": 4, "mark": 1, "amount": 7, "price": 6}
_NARROW = {"acquired_disposed": 3, "direct_or_indirect": 3, "line": 3}


def headings(number: str, era: str, short: bool, rng: random.Random) -> tuple[str, ...]:
    """The words over each column; `short` for the abridged ones that many filers used."""
    long_ones, short_ones = {
        "1": ((_LONG_1, _STACKED_1), (_SHORT_1, _STACKED_1)),
        "2": ((_LONG_2, _STACKED_2), (_SHORT_2, _STACKED_2)),
    }[number]
    texts = rng.choice(short_ones if short else long_ones)
    when = rng.choice(_AT_END if era == "1996" else _AFTER)
    return tuple(text.format(when=when) for text in texts if era != "1996" or "Deemed" not in text)


def captions(number: str, era: str, rng: random.Random) -> dict[str, str]:
    """By record field the words before each value, where a row is told box by box."""
    when = rng.choice(_AT_END if era == "1996" else _AFTER)
    way, ending = rng.randrange(3), rng.choice(("", ":"))
    names = _NAMES_1 if number == "1" else _NAMES_2
    return {field: texts[min(way, len(texts) - 1)].format(when=when) + ending for field, texts in names.items()}


class Setting(NamedTuple):
    """How the rows of a table are set."""

    framed: bool = False  # bars at both sides
    right: bool = True  # amounts stand at the right of their column
    low: bool = True  # headings stand at the bottom


def column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[list[Bit]]], gap: int, page: int, spread: int = 0
) -> list[int]:
    """Each column as wide as its longest unbroken word and `spread`; then columns of text share what the page leaves."""
    widths: list[int] = []
    wanted: list[int] = []
    for c, column in enumerate(columns):
        head, *values = ["".join(bit.text for bit in row[c]) for row in rows]
        words = [word for text in (*values, head) for word in text.split()]
        least = spread + max(
            [_NARROW.get(column.field, _MINIMUM[column.kind]), *(min(len(word), 14) for word in words)]
        )
        widths.append(least)
        wanted.append(max([least, *(len(text) for text in values)]))
    for _ in range(page - sum(widths) - gap * (len(widths) - 1)):
        widest = max(range(len(widths)), key=lambda c: wanted[c] - widths[c])
        if widths[widest] >= wanted[widest]:
            break
        widths[widest] += 1
    return widths


def set_row(
    page: TextPage,
    cells: Sequence[list[Bit]],
    widths: Sequence[int],
    columns: Sequence[Column],
    bar: Bit,
    head: bool,
    setting: Setting,
) -> None:
    """One row in as many lines as its tallest cell takes."""
    first = len(page.rows)
    wrapped = [wrap(bits, width) if bits else [] for bits, width in zip(cells, widths, strict=True)]
    height = max([1, *(len(lines) for lines in wrapped)])
    for n in range(height):
        strips: list[Strip] = []
        at = int(setting.framed)
        if setting.framed:
            strips.append(Strip(bar, bar.text.index("|"), bar.text.index("|") + 1, 0))
        for c, (lines, width) in enumerate(zip(wrapped, widths, strict=True)):
            k = n - (height - len(lines)) if head and setting.low else n
            line = lines[k] if 0 <= k < len(lines) else []
            right = setting.right and columns[c].kind in ("amount", "price") and not head
            dx = at + (width - width_of(line) if right else 0)
            strips += [strip._replace(column=strip.column + dx) for strip in line]
            at += width
            if c < len(widths) - 1:
                if bar.text.strip():
                    strips.append(Strip(bar, 0, len(bar.text), at))
                at += len(bar.text)
        if setting.framed:
            strips.append(Strip(bar, bar.text.index("|"), bar.text.index("|") + 1, at))
        page.line(*strips)
    page.keep(first)
