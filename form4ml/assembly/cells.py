"""A row's cells read into values: each label's fragments normalized, footnote marks parted from what they stand at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from form4ml.assembly.builder import Builder, MarkPlace, signals_of
from form4ml.assembly.found import Found, merged, with_brackets
from form4ml.assembly.sides import side_by_place
from form4ml.assembly.table import RawRow
from form4ml.normalize import amounts, codes, dates
from form4ml.normalize.natures import nature
from form4ml.normalize.values import UNREADABLE_MARK, Normal
from form4ml.record import ROW_FIELDS, Row

Read = Callable[[str, int | None], Normal[Any]]


def _date(text: str, highest: int | None) -> Normal[Any]:
    return dates.date(text)


_READ: dict[str, tuple[str, Read]] = {
    "SECURITY": ("security_title", nature),
    "EXERCISE_PRICE": ("conversion_or_exercise_price", amounts.price),
    "DATE": ("transaction_date", _date),
    "DEEMED_DATE": ("deemed_execution_date", _date),
    "SHARES": ("shares", amounts.shares),
    "PRICE": ("price_per_share", amounts.price),
    "ACQ_DISP": ("acquired_disposed", codes.acquired_disposed),
    "EXERCISE_DATE": ("exercise_date", _date),
    "EXPIRATION_DATE": ("expiration_date", _date),
    "UNDERLYING": ("underlying_title", nature),
    "OWNERSHIP": ("direct_or_indirect", codes.direct_or_indirect),
    "NATURE": ("nature_of_ownership", nature),
}
# A cell that may hold an amount or, with `$`, a value: fields for either.
_EITHER: dict[str, tuple[str, str]] = {
    "OWNED": ("shares_owned_following", "value_owned_following"),
    "UNDERLYING_SHARES": ("underlying_shares", "underlying_value"),
    "SHARES_ACQUIRED": ("shares", "transaction_total_value"),
    "SHARES_DISPOSED": ("shares", "transaction_total_value"),
}
_FIELD_OF: dict[str, str] = {
    **{label: name for label, (name, _) in _READ.items()},
    **{label: names_[0] for label, names_ in _EITHER.items()},
    "CODE": "transaction_code",
    "EARLY": "transaction_code",
}
_REQUIRED = frozenset(
    {
        "security_title", "transaction_date", "transaction_code", "shares", "acquired_disposed",
        "shares_owned_following", "direct_or_indirect", "underlying_title",
    }
)  # fmt: skip


def table_name(raw: RawRow) -> str:
    kind = "transactions" if raw.is_trade else "holdings"
    return ("non_derivative_" if raw.table == 1 else "derivative_") + kind


def fill(builder: Builder, raw: RawRow, highest: int | None) -> None:
    """Read one row into the filing."""
    table = table_name(raw)
    rows: list[Row] = getattr(builder.filing, table)
    row = Row()
    rows.append(row)
    base = f"/{table}/{len(rows) - 1}"
    wanted = ROW_FIELDS[table]
    for label, pieces in raw.cells.items():
        if pieces:
            _cell(builder, base, row, label, pieces, highest, wanted)
    for label, marks in raw.marks.items():
        name = _FIELD_OF.get(label)
        if name is not None:
            field = _used_field(row, label, name)
            builder.mark_places += [MarkPlace(base, row, field, mark, mark.text) for mark in marks]
    _side(builder, base, row, raw)
    for name in wanted:
        if getattr(row, name) is None:
            if name in ("equity_swap", "reported_early"):
                _unmarked(builder, base, row, name)
            else:
                lost = name in _REQUIRED and not row.footnotes.get(name)
                builder.missing(f"{base}/{name}", "unreadable" if lost else "not-on-form")


def _used_field(row: Row, label: str, name: str) -> str:
    if label in _EITHER and getattr(row, _EITHER[label][1]) is not None:
        return _EITHER[label][1]
    return name


def _unmarked(builder: Builder, base: str, row: Row, name: str) -> None:
    """No K after a code that was read, no V beside it: not so."""
    proof = builder.proofs.get(f"{base}/transaction_code")
    if proof is None:
        builder.missing(f"{base}/{name}", "unreadable")
        return
    setattr(row, name, False)
    builder.prove(
        f"{base}/{name}", proof.found, made_by="rule:nothing-beside-the-code", signals=proof.signals.but(inferred=True)
    )


def _cell(
    builder: Builder, base: str, row: Row, label: str, pieces: list[Found], highest: int | None, wanted: tuple[str, ...]
) -> None:
    item = _one(builder, label, pieces, highest)
    marks: tuple[str, ...] = ()
    if label == "CODE":
        read = codes.code(item.text, highest)
        marks = read.marks
        if read.value is not None:
            row.transaction_code, row.equity_swap = read.value.letter, read.value.equity_swap or None
            signals = signals_of(item, repaired=read.repaired is not None)
            others = [a.letter for a in read.alternatives]
            builder.prove(f"{base}/transaction_code", item, signals=signals, alternatives=others)
            if row.equity_swap:
                builder.prove(f"{base}/equity_swap", item, signals=signals)
        else:
            builder.undecide(f"{base}/transaction_code", item, [a.letter for a in read.alternatives])
    elif label == "EARLY":
        if codes.early(item.text).value:
            row.reported_early = True
            builder.prove(f"{base}/reported_early", item)
    elif label in _EITHER:
        either = amounts.either(item.text, highest)
        marks = either.marks
        if either.value is not None:
            name = _EITHER[label][1 if either.value.is_value else 0]
            if name in wanted:
                setattr(row, name, either.value.number)
                _prove(builder, f"{base}/{name}", item, pieces, either, [a.number for a in either.alternatives])
        else:
            name = _EITHER[label][0]
            builder.undecide(f"{base}/{name}", item, [a.number for a in either.alternatives if not a.is_value])
    else:
        name, reader = _READ[label]
        if name not in wanted:
            return
        value = reader(item.text, highest)
        marks = value.marks
        if value.value is not None:
            setattr(row, name, value.value)
            _prove(builder, f"{base}/{name}", item, pieces, value, list(value.alternatives))
        else:
            builder.undecide(f"{base}/{name}", item, value.alternatives)
    field = _used_field(row, label, _FIELD_OF[label])
    parted = (MarkPlace(base, row, field, item, mark[1:], True) for mark in marks if mark != UNREADABLE_MARK)
    builder.mark_places += parted


def _prove(
    builder: Builder, pointer: str, item: Found, pieces: list[Found], value: Normal[Any], others: list[Any]
) -> None:
    builder.prove(
        pointer,
        item,
        made_by="corrected:known-word" if value.repaired == "known-word" else "tagged",
        # Trimming signs off the ends of a text is no mending of it.
        signals=signals_of(item, repaired=value.repaired not in (None, "trimmed"), pieces=len(pieces)),
        alternatives=others,
    )


def _one(builder: Builder, label: str, pieces: list[Found], highest: int | None) -> Found:
    """The cell's text: wrapped text whole; of single values that compete, the likeliest that can be read."""
    if label in ("SECURITY", "NATURE", "UNDERLYING"):
        return with_brackets(builder.view, pieces[0] if len(pieces) == 1 else merged(builder.view, pieces))
    if len(pieces) == 1:
        return pieces[0]
    ordered = sorted(pieces, key=lambda p: p.first)
    if label in ("PRICE", "EXERCISE_PRICE") and ordered[0].text.strip() in ("$", "S"):
        return merged(builder.view, ordered[:2])
    readable = [p for p in ordered if _readable(label, p.text, highest)]
    return max(readable or ordered, key=lambda p: p.probability)


def _readable(label: str, text: str, highest: int | None) -> bool:
    if label in _READ:
        return _READ[label][1](text, highest).value is not None
    if label in _EITHER:
        return amounts.either(text, highest).value is not None
    return codes.code(text, highest).value is not None if label == "CODE" else bool(text.strip())


def _side(builder: Builder, base: str, row: Row, raw: RawRow) -> None:
    """Table II has no A or D: the sub-column that is filled says which."""
    if raw.table != 2 or row.acquired_disposed is not None or not raw.is_trade:
        return
    sides = {
        side: raw.cells[label]
        for label, side in (("SHARES_ACQUIRED", "A"), ("SHARES_DISPOSED", "D"))
        if raw.cells.get(label)
    }
    if len(sides) == 1:
        side, pieces = next(iter(sides.items()))
        seen = side_by_place(builder.view, pieces[0])
        row.acquired_disposed = seen or side
        unread = row.shares is None and row.transaction_total_value is None
        signals = signals_of(pieces[0], agreed=seen == side, disputed=seen not in (None, side), contradicted=unread)
        builder.prove(f"{base}/acquired_disposed", pieces[0], made_by="rule:sub-column", signals=signals)
