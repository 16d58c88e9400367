"""What the rules share: rows with their place in the record, numbers and days that can be relied on, findings."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from form4ml.record import TABLES, Filing, Finding, Row, Severity

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
XML_ERA = "2003-06-30"  # filings are electronic since then
_NAMES = {
    "non_derivative_transactions": "Table I, transaction",
    "non_derivative_holdings": "Table I, holding",
    "derivative_transactions": "Table II, transaction",
    "derivative_holdings": "Table II, holding",
}


class Placed(NamedTuple):
    """A row and where it stands in the record."""

    table: str
    nth: int  # 0-based among the rows of its table
    row: Row

    def at(self, field: str) -> str:
        """JSON Pointer of one of the row's fields."""
        return f"/{self.table}/{self.nth}/{field}"

    @property
    def name(self) -> str:
        """The row as a person counts: `Table I, transaction 2`."""
        return f"{_NAMES[self.table]} {self.nth + 1}"


def rows(filing: Filing, *tables: str) -> Iterator[Placed]:
    """The rows of the given tables, of all four where none is given, in printed order."""
    for table in tables or TABLES:
        for index, row in enumerate(getattr(filing, table)):
            yield Placed(table, index, row)


def transactions(filing: Filing) -> Iterator[Placed]:
    return rows(filing, "non_derivative_transactions", "derivative_transactions")


def days_told(filing: Filing) -> list[str]:
    """The days and months that tell when a form was filed: of its period, its trades and its signatures."""
    days = [filing.period_of_report, *(one.date for one in filing.signatures)]
    return [day for day in (*days, *(placed.row.transaction_date for placed in transactions(filing))) if day]


def is_of_old(filing: Filing) -> bool:
    """Whether most of what was read of its days says that a form is older than the XML: one may be misread."""
    known = days_told(filing)
    return sum(day < XML_ERA for day in known) * 2 > len(known)


def number(value: Decimal | None) -> Decimal | None:
    """A number that can be counted with; None for what is not finite or beyond any filing."""
    if value is None or not value.is_finite():
        return None
    if not value:
        return Decimal(0)
    return value if -20 < value.adjusted() < 20 else None


@lru_cache(maxsize=4096)
def day(text: str | None) -> datetime.date | None:
    """An ISO day; None for months and for what is no calendar day."""
    found = _DAY.fullmatch(text) if text else None
    if not found:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Whether the text is an ISO day or month."""
    return day(text) is not None or bool(_MONTH.fullmatch(text))


def before(left: str | None, right: str | None) -> bool:
    """Whether one date surely lies before another. A month lies before a day only when it is an earlier month."""
    if not left or not right or not is_date(left) or not is_date(right):
        return False
    width = min(len(left), len(right))
    return left[:width] < right[:width]


def shown(value: Decimal) -> str:
    """A number as a person writes it: `34,000`, `1.17`."""
    return f"{value:,f}"


def finding(rule: str, severity: Severity, message: str, pointers: Iterable[str]) -> Finding:
    # The parts are made here and of the right types: validating them again is most of a check's cost.
    return Finding.model_construct(rule=rule, severity=severity, pointers=list(pointers), message=message)
