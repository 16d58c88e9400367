"""What the form's tables look like as grids: their columns, their divided headings, and which grid is which table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "code", "flag", "amount", "price", "side", "ownership", "check"]


@dataclass(frozen=True)
class Form:
    """A table of the form. Column names are fields of `record.Row` (or, for owners, of `record.Owner`)."""

    table: str  # as in document.CellRef
    columns: tuple[str, ...]
    kinds: tuple[Kind, ...]
    divided: frozenset[int]  # columns whose left rule starts only half way down the heading


def _form(table: str, divided: set[int], columns: dict[str, Kind]) -> Form:
    return Form(table, tuple(columns), tuple(columns.values()), frozenset(divided))


TABLE_1 = _form(
    "1",
    {4, 6, 7},
    {
        "security_title": "text",
        "transaction_date": "date",
        "deemed_execution_date": "date",
        "transaction_code": "code",
        "reported_early": "flag",
        "shares": "amount",
        "acquired_disposed": "side",
        "price_per_share": "price",
        "shares_owned_following": "amount",
        "direct_or_indirect": "ownership",
        "nature_of_ownership": "text",
    },
)
TABLE_2 = _form(
    "2",
    {5, 7, 9, 11},
    {
        "security_title": "text",
        "conversion_or_exercise_price": "price",
        "transaction_date": "date",
        "deemed_execution_date": "date",
        "transaction_code": "code",
        "reported_early": "flag",
        "shares_acquired": "amount",
        "shares_disposed": "amount",
        "exercise_date": "date",
        "expiration_date": "date",
        "underlying_title": "text",
        "underlying_shares": "amount",
        "price_per_share": "price",
        "shares_owned_following": "amount",
        "direct_or_indirect": "ownership",
        "nature_of_ownership": "text",
    },
)
OWNERS = _form(
    "owners",
    {2, 3, 4},
    {
        "name_address": "text",
        "is_director": "check",
        "is_ten_percent_owner": "check",
        "is_officer": "check",
        "is_other": "check",
    },
)


def _until_2002(form: Form) -> Form:
    """The table as it was before September 2002, without the column of deemed execution dates."""
    gone = form.columns.index("deemed_execution_date")
    kept = [at for at in range(len(form.columns)) if at != gone]
    return Form(
        form.table,
        tuple(form.columns[at] for at in kept),
        tuple(form.kinds[at] for at in kept),
        frozenset(at - 1 for at in form.divided),
    )


FORMS: tuple[Form, ...] = (TABLE_1, TABLE_2, _until_2002(TABLE_1), _until_2002(TABLE_2), OWNERS)
BY_TABLE: dict[str, Form] = {form.table: form for form in (TABLE_1, TABLE_2, OWNERS)}
