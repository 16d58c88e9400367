"""Rules on transaction rows: what a code says about direction, pairs across the tables, cells that must be filled."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from form4ml.checks.values import finding, number, rows, shown, transactions
from form4ml.record import Filing, Finding, Severity

CODES = frozenset("PSADFIMCEHOXGLWZJU")
# Direction that a code has by its meaning, in (Table I, Table II); None where either is usual.
DIRECTIONS: dict[str, tuple[str | None, str | None]] = {
    "P": ("A", "A"), "S": ("D", "D"), "A": ("A", "A"), "D": ("D", "D"), "F": ("D", None), "L": ("A", "A"), "U": ("D", "D"),
    "H": (None, "D"), "M": ("A", "D"), "C": ("A", "D"), "O": ("A", "D"), "X": ("A", "D"),
}  # fmt: skip
_PAIRED = frozenset("MCOX")  # one row in each table; exceptions are frequent enough to be no more than noted
_NEEDED = ("security_title", "direct_or_indirect")
_NEEDED_OF_TRADE = ("transaction_date", "transaction_code", "acquired_disposed")
# Cells that may hold a footnote instead of a value, and what to call them.
_OR_NOTE: dict[str, dict[str, str]] = {
    "non_derivative_transactions": {"price_per_share": "a price"},
    "non_derivative_holdings": {},
    "derivative_transactions": {
        "conversion_or_exercise_price": "a conversion or exercise price",
        "exercise_date": "a date exercisable",
        "expiration_date": "an expiration date",
    },
    "derivative_holdings": {
        "conversion_or_exercise_price": "a conversion or exercise price",
        "exercise_date": "a date exercisable",
        "expiration_date": "an expiration date",
    },
}


def code_known(filing: Filing) -> Iterator[Finding]:
    """A code is one of the letters that the form knows."""
    for placed in transactions(filing):
        code = placed.row.transaction_code
        if code and code not in CODES:
            yield finding(
                "code-known",
                "error",
                f"{placed.name} has the code {code}, which the form does not know.",
                [placed.at("transaction_code")],
            )


def code_direction(filing: Filing) -> Iterator[Finding]:
    """Purchases, grants and the like acquire; sales, withholdings and the like dispose."""
    for placed in transactions(filing):
        code, side = placed.row.transaction_code, placed.row.acquired_disposed
        usual = DIRECTIONS.get(code or "", (None, None))[placed.table.startswith("derivative")]
        if usual and side and side != usual:
            severity: Severity = "info" if code in _PAIRED or placed.table.startswith("derivative") else "warning"
            yield finding(
                "code-direction",
                severity,
                f"{placed.name} has code {code}, which usually comes with ({usual}), but is marked ({side}).",
                [placed.at("transaction_code"), placed.at("acquired_disposed")],
            )


def sides(filing: Filing) -> Iterator[Finding]:
    """A or D, and D or I: nothing else can stand there."""
    for placed in rows(filing):
        for field, allowed in (("acquired_disposed", "AD"), ("direct_or_indirect", "DI")):
            value = getattr(placed.row, field)
            if value is not None and (len(value) != 1 or value not in allowed):
                yield finding(
                    "sides",
                    "error",
                    f"{placed.name} has {value!r} where only {' or '.join(allowed)} can stand.",
                    [placed.at(field)],
                )


def pairs(filing: Filing) -> Iterator[Finding]:
    """An exercise or conversion shows in both tables on the same day, with as many shares."""
    sums: dict[tuple[str, str], list[Decimal]] = {}
    places: dict[tuple[str, str], list[str]] = {}
    unsure: set[tuple[str, str]] = set()
    for placed in transactions(filing):
        row = placed.row
        if row.transaction_code not in _PAIRED or not row.transaction_date:
            continue
        second = placed.table == "derivative_transactions"
        if (row.acquired_disposed == "A") == second:
            continue
        key = (row.transaction_code, row.transaction_date)
        field = "underlying_shares" if second else "shares"
        amount = number(getattr(row, field))
        sums.setdefault(key, [Decimal(-1), Decimal(-1)])
        places.setdefault(key, []).append(placed.at(field))
        if amount is None:
            unsure.add(key)
            continue
        sums[key][second] = max(sums[key][second], Decimal(0)) + amount
    for (code, when), (first, underlying) in sums.items():
        if (code, when) in unsure:
            continue
        where = places[code, when]
        if first < 0 or underlying < 0:
            lacking = "Table I" if first < 0 else "Table II"
            yield finding(
                "pairs", "info", f"The rows of code {code} on {when} have no counterpart in {lacking}.", where
            )
        elif abs(first - underlying) > 1:
            told = f"{shown(first)} shares in Table I and {shown(underlying)} underlying shares in Table II"
            yield finding("pairs", "info", f"The rows of code {code} on {when} name {told}.", where)


def needed_cells(filing: Filing) -> Iterator[Finding]:
    """Cells that no filing leaves empty."""
    for placed in rows(filing):
        row = placed.row
        if row.origin == "footnote":
            continue
        fields = [*_NEEDED, *(_NEEDED_OF_TRADE if placed.table.endswith("transactions") else ())]
        missing = [field for field in fields if getattr(row, field) is None]
        # One derivative holding in four has no amount there: the underlying amount says it already.
        if (
            row.shares_owned_following is None
            and row.value_owned_following is None
            and placed.table != "derivative_holdings"
        ):
            missing.append("shares_owned_following")
        if placed.table.endswith("transactions") and row.shares is None and row.transaction_total_value is None:
            missing.append("shares")
        missing = [field for field in missing if not row.footnotes.get(field)]
        if missing:
            told = ", ".join(field.replace("_", " ") for field in missing)
            yield finding(
                "needed-cells",
                "warning",
                f"{placed.name} lacks what every such row has: {told}.",
                map(placed.at, missing),
            )


def value_or_note(filing: Filing) -> Iterator[Finding]:
    """A price, exercise price or date cell without a value has a footnote."""
    for placed in rows(filing):
        row = placed.row
        if row.origin == "footnote":
            continue
        bare = [
            field for field in _OR_NOTE[placed.table] if getattr(row, field) is None and not row.footnotes.get(field)
        ]
        if bare:
            told = " and ".join(_OR_NOTE[placed.table][field] for field in bare)
            yield finding(
                "value-or-note",
                "warning",
                f"{placed.name} has neither {told} nor a footnote in its place.",
                map(placed.at, bare),
            )


def shares_or_value(filing: Filing) -> Iterator[Finding]:
    """A cell holds a number of shares or a value, not both."""
    pairs_of_fields = (
        ("shares_owned_following", "value_owned_following"),
        ("underlying_shares", "underlying_value"),
        ("shares", "transaction_total_value"),
    )
    for placed in rows(filing):
        for one, other in pairs_of_fields:
            if getattr(placed.row, one) is not None and getattr(placed.row, other) is not None:
                told = f"{placed.name} has both {one.replace('_', ' ')} and {other.replace('_', ' ')}; only one can stand there."
                yield finding("shares-or-value", "warning", told, [placed.at(one), placed.at(other)])


def nature(filing: Filing) -> Iterator[Finding]:
    """Indirect ownership names its nature, direct ownership has none; filers heed neither strictly (a holding in eight)."""
    for placed in rows(filing):
        row = placed.row
        where = [placed.at("direct_or_indirect"), placed.at("nature_of_ownership")]
        if row.direct_or_indirect == "D" and row.nature_of_ownership:
            yield finding(
                "nature",
                "info",
                f"{placed.name} is direct (D) but names a nature of indirect ownership: {row.nature_of_ownership}.",
                where,
            )
        elif (
            row.direct_or_indirect == "I"
            and not row.nature_of_ownership
            and not row.footnotes.get("nature_of_ownership")
        ):
            yield finding("nature", "info", f"{placed.name} is indirect (I) but names no nature of ownership.", where)


def no_sign(filing: Filing) -> Iterator[Finding]:
    """Amounts are never negative."""
    fields = ("shares", "price_per_share", "shares_owned_following", "value_owned_following", "underlying_shares",
              "underlying_value", "transaction_total_value", "conversion_or_exercise_price")  # fmt: skip
    for placed in rows(filing):
        for field in fields:
            value = number(getattr(placed.row, field))
            if value is not None and value < 0:
                yield finding(
                    "no-sign", "error", f"{placed.name} has a negative amount, {shown(value)}.", [placed.at(field)]
                )
