"""Safe pieces of HTML: everything that comes from an input passes through here."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Any

# control characters, halves of surrogate pairs, and marks that turn the direction of what follows
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_TABLES = {
    "non_derivative_transactions": "Table I, transaction",
    "non_derivative_holdings": "Table I, holding",
    "derivative_transactions": "Table II, transaction",
    "derivative_holdings": "Table II, holding",
    "reporting_owners": "Reporting owner",
    "footnotes": "Note",
    "signatures": "Signature",
}


def esc(value: object) -> str:
    """Text for an element or a quoted attribute."""
    return html.escape(_UNFIT.sub("\ufffd", str(value)), quote=True)


def shown(value: Any) -> str:
    """A value as a person writes it: thousands parted, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format(value, ",f") if isinstance(value, Decimal) else str(value)


def attributes(**names: object) -> str:
    """` name="value"` for every name whose value is not None; underscores become hyphens."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{esc(value)}"' for name, value in names.items() if value is not None
    )


def name_of(pointer: str) -> str:
    """A JSON Pointer in words: `/non_derivative_transactions/0/shares` is "Table I, transaction 1: shares"."""
    parts = pointer.strip("/").split("/")
    if len(parts) == 5 and parts[2] == "footnotes":  # a mark in a cell: its own number is of no use to a person
        parts = [*parts[:2], f"note at {parts[3]}"]
    words: list[str] = []
    for part in parts:
        if part.isdigit():
            words[-1:] = [f"{words[-1]} {int(part) + 1}" if words else part]
        else:
            words.append(_TABLES.get(part, part.replace("_", " ")))
    text = ": ".join([words[0], " ".join(words[1:])]) if len(words) > 1 else "".join(words)
    return text[:1].upper() + text[1:]
