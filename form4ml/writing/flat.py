"""Readings as flat tables: the SEC's own eight of the Form 345 data sets, and one of trades for a spreadsheet.

The SEC's tables have its column names in its order (its misspelt EXCERCISE_DATE too). What a print does not show is
left empty: FILING_DATE unless the input's container states it, the Form 3 and 5 columns, FILE_NUMBER.
Values are typed (text, date, decimal, whole number); `sec_text` gives them the SEC's spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from form4ml.record import Owner, Reading, Row
from form4ml.writing.keys import NO_CIKS, CikMap, accession, issuer_cik, owner_cik, row_key

Kind = Literal["text", "date", "number", "key", "probability"]
Value = str | date | Decimal | int | float | None
Rows = dict[str, list[dict[str, Value]]]

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


class Column(NamedTuple):
    name: str
    kind: Kind = "text"


class _Cell(NamedTuple):
    """A cell of a row: its column, the record field it holds, and the column of the notes that stand in it."""

    column: str
    field: str
    kind: Kind = "text"
    marks: str = ""  # "" means the column's name with _FN, "-" none


_TITLE = _Cell("SECURITY_TITLE", "security_title")
_CONVERSION = _Cell("CONV_EXERCISE_PRICE", "conversion_or_exercise_price", "number")
_HOLDING_TYPE = _Cell("TRANS_FORM_TYPE", "")  # Form 5 only: a holding that a Form 3 should have reported
_WHEN = (
    _Cell("TRANS_DATE", "transaction_date", "date"),
    _Cell("DEEMED_EXECUTION_DATE", "deemed_execution_date", "date"),
    _Cell("TRANS_FORM_TYPE", "form_type", marks="-"),
    _Cell("TRANS_CODE", "transaction_code", marks="-"),
    _Cell("EQUITY_SWAP_INVOLVED", "equity_swap", marks="EQUITY_SWAP_TRANS_CD_FN"),
    _Cell("TRANS_TIMELINESS", "timeliness"),
    _Cell("TRANS_SHARES", "shares", "number"),
)
_TOTAL = _Cell("TRANS_TOTAL_VALUE", "transaction_total_value", "number")
_AMOUNTS = (
    _Cell("TRANS_PRICEPERSHARE", "price_per_share", "number"),
    _Cell("TRANS_ACQUIRED_DISP_CD", "acquired_disposed"),
)
_EXERCISE = _Cell("EXERCISE_DATE", "exercise_date", "date")
_EXERCISE_SIC = _Cell("EXCERCISE_DATE", "exercise_date", "date")
_EXPIRES = _Cell("EXPIRATION_DATE", "expiration_date", "date")
_UNDERLYING = (
    _Cell("UNDLYNG_SEC_TITLE", "underlying_title"),
    _Cell("UNDLYNG_SEC_SHARES", "underlying_shares", "number"),
    _Cell("UNDLYNG_SEC_VALUE", "underlying_value", "number"),
)
_AFTER = (
    _Cell("SHRS_OWND_FOLWNG_TRANS", "shares_owned_following", "number"),
    _Cell("VALU_OWND_FOLWNG_TRANS", "value_owned_following", "number"),
    _Cell("DIRECT_INDIRECT_OWNERSHIP", "direct_or_indirect"),
    _Cell("NATURE_OF_OWNERSHIP", "nature_of_ownership"),
)
_ROW_TABLES: dict[str, tuple[str, tuple[_Cell, ...]]] = {
    "NONDERIV_TRANS": ("non_derivative_transactions", (_TITLE, *_WHEN, *_AMOUNTS, *_AFTER)),
    "NONDERIV_HOLDING": ("non_derivative_holdings", (_TITLE, _HOLDING_TYPE, *_AFTER)),
    "DERIV_TRANS": (
        "derivative_transactions",
        (_TITLE, _CONVERSION, *_WHEN, _TOTAL, *_AMOUNTS, _EXERCISE_SIC, _EXPIRES, *_UNDERLYING, *_AFTER),
    ),
    "DERIV_HOLDING": (
        "derivative_holdings",
        (_TITLE, _CONVERSION, _HOLDING_TYPE, _EXERCISE, _EXPIRES, *_UNDERLYING, *_AFTER),
    ),
}
_RELATIONSHIPS = (
    ("is_director", "Director"),
    ("is_officer", "Officer"),
    ("is_ten_percent_owner", "TenPercentOwner"),
    ("is_other", "Other"),
)
_SUBMISSION = (
    Column("ACCESSION_NUMBER"),
    Column("FILING_DATE", "date"),
    Column("PERIOD_OF_REPORT", "date"),
    Column("DATE_OF_ORIG_SUB", "date"),
    *map(Column, ("NO_SECURITIES_OWNED", "NOT_SUBJECT_SEC16", "FORM3_HOLDINGS_REPORTED", "FORM4_TRANS_REPORTED")),
    *map(Column, ("DOCUMENT_TYPE", "ISSUERCIK", "ISSUERNAME", "ISSUERTRADINGSYMBOL", "REMARKS", "AFF10B5ONE")),
)
_OWNER = tuple(
    map(
        Column,
        (
            *("ACCESSION_NUMBER", "RPTOWNERCIK", "RPTOWNERNAME", "RPTOWNER_RELATIONSHIP", "RPTOWNER_TITLE"),
            *("RPTOWNER_TXT", "RPTOWNER_STREET1", "RPTOWNER_STREET2", "RPTOWNER_CITY", "RPTOWNER_STATE"),
            *("RPTOWNER_ZIPCODE", "RPTOWNER_STATE_DESC", "FILE_NUMBER"),
        ),
    )
)
TRADES = "trades"
_TRADE_COLUMNS = (
    *map(Column, ("accession_number", "issuer", "symbol", "owners", "role", "table", "security")),
    Column("transaction_date", "date"),
    Column("code"),
    *(Column(name, "number") for name in ("shares", "price", "value")),
    Column("acquired_disposed"),
    Column("owned_after", "number"),
    *map(Column, ("direct_or_indirect", "nature_of_ownership")),
    Column("conversion_or_exercise_price", "number"),
    Column("exercise_date", "date"),
    Column("expiration_date", "date"),
    Column("underlying"),
    Column("underlying_shares", "number"),
    *map(Column, ("footnotes", "plan_adoption_dates", "filing_plan_adoption_dates", "origin")),
    Column("confidence", "probability"),
    Column("source"),
    Column("page", "key"),
    Column("findings"),
)


def _columns(table: str, cells: tuple[_Cell, ...]) -> Iterator[Column]:
    yield Column("ACCESSION_NUMBER")
    yield Column(f"{table}_SK", "key")
    for cell in cells:
        yield Column(cell.column, cell.kind)
        if cell.marks != "-":
            yield Column(cell.marks or f"{cell.column}_FN")


COLUMNS: dict[str, tuple[Column, ...]] = {
    "SUBMISSION": _SUBMISSION,
    "REPORTINGOWNER": _OWNER,
    **{table: tuple(_columns(table, cells)) for table, (_, cells) in _ROW_TABLES.items()},
    "FOOTNOTES": tuple(map(Column, ("ACCESSION_NUMBER", "FOOTNOTE_ID", "FOOTNOTE_TXT"))),
    "OWNER_SIGNATURE": (
        Column("ACCESSION_NUMBER"),
        Column("OWNERSIGNATURENAME"),
        Column("OWNERSIGNATUREDATE", "date"),
    ),
    TRADES: _TRADE_COLUMNS,
}


def flat(reading: Reading, ciks: CikMap = NO_CIKS) -> Rows:
    """All nine tables of one reading; every row has every column of its table."""
    key = accession(reading)
    rows: Rows = {
        "SUBMISSION": [_submission(reading, ciks)],
        "REPORTINGOWNER": [_owner(reading, owner, ciks) for owner in reading.filing.reporting_owners],
        **{table: list(_cells(reading, key, table)) for table in _ROW_TABLES},
        "FOOTNOTES": [{"FOOTNOTE_ID": note.id, "FOOTNOTE_TXT": note.text} for note in reading.filing.footnotes],
        "OWNER_SIGNATURE": [
            {"OWNERSIGNATURENAME": sign.name, "OWNERSIGNATUREDATE": _day(sign.date)}
            for sign in reading.filing.signatures
        ],
        TRADES: list(_trades(reading)),
    }
    first = {table: columns[0].name for table, columns in COLUMNS.items()}
    return {
        table: [{column.name: None for column in COLUMNS[table]} | row | {first[table]: key} for row in rows[table]]
        for table in COLUMNS
    }


def sec_text(value: Value) -> str:
    """A value in the SEC's spelling: dates DD-MON-YYYY, numbers with the digits as filed, nothing for nothing."""
    if isinstance(value, date):
        return f"{value.day:02d}-{_MONTHS[value.month - 1]}-{value.year:04d}"
    return plain_text(value)


def plain_text(value: Value) -> str:
    """A value as text: dates ISO, numbers with the digits as filed, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _submission(reading: Reading, ciks: CikMap) -> dict[str, Value]:
    filing = reading.filing
    return {
        "FILING_DATE": _day(reading.source.facts.get("filing_date")),
        "PERIOD_OF_REPORT": _day(filing.period_of_report),
        "DATE_OF_ORIG_SUB": _day(filing.date_of_original_submission),
        "NOT_SUBJECT_SEC16": _flag(filing.not_subject_to_section16),
        "DOCUMENT_TYPE": filing.document_type,
        "ISSUERCIK": issuer_cik(reading, ciks),
        "ISSUERNAME": filing.issuer.name,
        "ISSUERTRADINGSYMBOL": filing.issuer.trading_symbol,
        "REMARKS": filing.remarks,
        "AFF10B5ONE": _flag(filing.aff10b5_one),
    }


def _owner(reading: Reading, owner: Owner, ciks: CikMap) -> dict[str, Value]:
    return {
        "RPTOWNERCIK": owner_cik(reading, owner, ciks),
        "RPTOWNERNAME": owner.name,
        "RPTOWNER_RELATIONSHIP": ",".join(name for flag, name in _RELATIONSHIPS if getattr(owner, flag)) or None,
        "RPTOWNER_TITLE": owner.officer_title,
        "RPTOWNER_TXT": owner.other_text,
        "RPTOWNER_STREET1": owner.address.street1,
        "RPTOWNER_STREET2": owner.address.street2,
        "RPTOWNER_CITY": owner.address.city,
        "RPTOWNER_STATE": owner.address.state,
        "RPTOWNER_ZIPCODE": owner.address.zip_code,
        "RPTOWNER_STATE_DESC": owner.address.country,
    }


def _cells(reading: Reading, key: str, table: str) -> Iterator[dict[str, Value]]:
    source, cells = _ROW_TABLES[table]
    for index, row in enumerate(getattr(reading.filing, source)):
        values: dict[str, Value] = {f"{table}_SK": row_key(key, table, index)}
        for cell in cells:
            values[cell.column] = _value(row, cell)
            if cell.marks != "-":
                values[cell.marks or f"{cell.column}_FN"] = _marks(row, cell)
        yield values


def _value(row: Row, cell: _Cell) -> Value:
    if cell.field == "form_type":  # V, reported early, is what EDGAR files as a Form 5 transaction on a Form 4
        return "5" if row.reported_early else "4"
    if cell.field == "timeliness":
        return "E" if row.reported_early else None
    value: Any = getattr(row, cell.field) if cell.field else None
    if isinstance(value, bool):
        return _flag(value)
    return _day(value) if cell.kind == "date" else value


def _marks(row: Row, cell: _Cell) -> str | None:
    fields = {"equity_swap": ("transaction_code", "equity_swap"), "timeliness": ("reported_early",)}
    marks = [mark for field in fields.get(cell.field, (cell.field,)) for mark in row.footnotes.get(field, ())]
    return ", ".join(dict.fromkeys(marks)) or None


def _trades(reading: Reading) -> Iterator[dict[str, Value]]:
    filing = reading.filing
    common: dict[str, Value] = {
        "issuer": filing.issuer.name,
        "symbol": filing.issuer.trading_symbol,
        "owners": "; ".join(owner.name for owner in filing.reporting_owners if owner.name) or None,
        "role": "; ".join(dict.fromkeys(filter(None, map(_role, filing.reporting_owners)))) or None,
        "filing_plan_adoption_dates": "; ".join(filing.plan_adoption_dates) or None,
        "source": reading.source.name,
    }
    for number, table in (("I", "non_derivative_transactions"), ("II", "derivative_transactions")):
        for index, row in enumerate(getattr(filing, table)):
            yield {**common, "table": number, **_trade(reading, row), **_standing(reading, f"/{table}/{index}")}


def _trade(reading: Reading, row: Row) -> dict[str, Value]:
    marks = {mark for marks in row.footnotes.values() for mark in marks}
    notes = [note for note in reading.filing.footnotes if note.id in marks]
    value = row.transaction_total_value
    if value is None and row.shares is not None and row.price_per_share is not None:
        value = row.shares * row.price_per_share
    return {
        "security": row.security_title,
        "transaction_date": _day(row.transaction_date),
        "code": row.transaction_code,
        "shares": row.shares,
        "price": row.price_per_share,
        "value": value,
        "acquired_disposed": row.acquired_disposed,
        "owned_after": row.value_owned_following if row.shares_owned_following is None else row.shares_owned_following,
        "direct_or_indirect": row.direct_or_indirect,
        "nature_of_ownership": row.nature_of_ownership,
        "conversion_or_exercise_price": row.conversion_or_exercise_price,
        "exercise_date": _day(row.exercise_date),
        "expiration_date": _day(row.expiration_date),
        "underlying": row.underlying_title,
        "underlying_shares": row.underlying_shares,
        "footnotes": " ".join(f"({note.id}) {note.text or ''}".rstrip() for note in notes) or None,
        "plan_adoption_dates": "; ".join(dict.fromkeys(d for note in notes for d in note.plan_adoption_dates)) or None,
        "origin": row.origin,
    }


def _standing(reading: Reading, pointer: str) -> dict[str, Value]:
    """How sure a row is and what was noticed about it: its least sure value, its first page, its findings."""
    seen = [found for where, found in reading.evidence.items() if where.startswith(pointer + "/")]
    noticed = [
        finding
        for finding in reading.findings
        if any(f"{where}/".startswith(pointer + "/") for where in finding.pointers)
    ]
    return {
        "confidence": min((found.confidence for found in seen), default=None),
        "page": min((found.page for found in seen), default=None),
        "findings": "; ".join(f"{finding.severity}: {finding.message}" for finding in noticed) or None,
    }


def _role(owner: Owner) -> str:
    names = {"is_officer": owner.officer_title, "is_other": owner.other_text, "is_ten_percent_owner": "10% Owner"}
    return ", ".join(names.get(flag) or name for flag, name in _RELATIONSHIPS if getattr(owner, flag))


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(int(value))


def _day(value: str | None) -> date | str | None:
    """A whole day as a date; what is less (a month alone) stays text."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return value
