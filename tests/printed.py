"""Reads a print back by its labels, so that tests can hold it against the record it was made from."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from form4ml.record import Filing, Row
from form4ml.synthesis.layouts.common import TABLE_1, TABLE_2, Column, marks
from form4ml.synthesis.made import Print

_MONEY = {
    "shares": "transaction_total_value",
    "underlying_shares": "underlying_value",
    "shares_owned_following": "value_owned_following",
}


@dataclass(frozen=True)
class Value:
    """A labelled value as printed, joined from its runs."""

    label: str
    text: str
    table: str | None
    row: int | None
    column: str | None


def values(printed: Print) -> list[Value]:
    """Every labelled value, in the order of their groups."""
    parts: dict[tuple[int, str], list[str]] = defaultdict(list)
    cells: dict[tuple[int, str], tuple[str, int, str] | None] = {}
    for sheet in printed.sheets:
        for run in sheet.runs:
            for span in run.spans:
                key = (span.group, span.label)
                glue = run.glued and parts[key]
                parts[key].append(("" if glue or not parts[key] else " ") + run.text[span.start : span.end])
                cells.setdefault(key, tuple(run.cell) if run.cell else None)  # type: ignore[arg-type]
    out = []
    for key in sorted(parts):
        table, row, column = cells[key] or (None, None, None)
        out.append(Value(key[1], "".join(parts[key]), table, row, column))
    return out


def squeeze(text: str) -> str:
    """Letters and digits alone: what must survive any way of wrapping."""
    return re.sub(r"\W+", "", text).lower()


def sign(text: str) -> str:
    """The number of a note's sign: `(2)`, `(b)`, `**` and `Note 2:` are all 2."""
    found = re.search(r"\d+", text)
    letter = re.search(r"[a-z]", text)
    return found[0] if found else str(ord(letter[0]) - ord("a") + 1) if letter else str(text.count("*"))


def number(text: str) -> Decimal:
    return Decimal("0") if "-0-" in text else Decimal(re.sub(r"[$,\s]", "", text))


def day(text: str) -> tuple[int, ...]:
    """Month, day and two-digit year of a date in any of the printed ways; month and year where no day is told."""
    months = "january february march april may june july august september october november december".split()
    for i, month in enumerate(months, 1):
        text = re.sub(rf"{month}|\b{month[:3]}\b", f"{i} ", text, flags=re.IGNORECASE)
    found = [int(part) for part in re.findall(r"\d+", text)]
    return (*found[:-1], found[-1] % 100)


def iso_day(iso: str) -> tuple[int, ...]:
    year, *rest = (int(part) for part in iso.split("-"))
    return (*rest, year % 100)


def same(column: Column, wanted: object, text: str) -> bool:
    if isinstance(wanted, Decimal):
        return number(text) == wanted
    if column.kind == "date":
        return day(text) == iso_day(str(wanted))
    return squeeze(text) == squeeze(str(wanted))


def expected(row: Row, columns: tuple[Column, ...], era: str) -> dict[str, tuple[Column, object]]:
    """What each column of the row should say."""
    out: dict[str, tuple[Column, object]] = {}
    for column in columns:
        name = column.field
        if name in ("shares_acquired", "shares_disposed"):
            if (row.acquired_disposed == "A") != (name == "shares_acquired"):
                continue
            name = "shares"
        value = getattr(row, name)
        if value is None and name in _MONEY:
            value = getattr(row, _MONEY[name])
        if column.kind == "mark":
            value = "V" if value else None
        if column.kind == "code" and value and row.equity_swap:
            value = f"{value}/K"
        if value is not None and not (era == "1996" and name == "deemed_execution_date"):
            out[column.field] = (column, value)
    return out


def missing(printed: Print) -> list[str]:
    """What the record holds and the print does not show under its label; empty where all is well."""
    filing = printed.made.filing
    found = values(printed)
    texts: dict[str, list[str]] = defaultdict(list)
    for value in found:
        texts[value.label].append(value.text)
    lost = [*_header(filing, texts, printed), *_notes(printed, texts)]
    for table, columns in (("1", TABLE_1), ("2", TABLE_2)):
        lost += _rows(filing, table, columns, found, printed.made.era)
    return lost


def _header(filing: Filing, texts: dict[str, list[str]], printed: Print) -> list[str]:
    wanted: list[tuple[str, str | None]] = [
        ("ISSUER", filing.issuer.name),
        ("TICKER", filing.issuer.trading_symbol),
        ("CHECK_JOINT" if filing.joint_filing else "CHECK_ONE", ""),
    ]
    for i, owner in enumerate(filing.reporting_owners):
        address = owner.address
        wanted += [("OWNER_NAME", owner.name), ("CITY", address.city), ("ZIP", address.zip_code)]
        if printed.variant["revision"] != "foreign":  # that print spells states out
            wanted.append(("STATE", address.state))
        streets = "".join(squeeze(text) for text in texts["STREET"])
        wanted += [("STREET", s) for s in (address.street1, address.street2) if s and squeeze(s) not in streets]
        if i == 0:
            wanted += [("TITLE", owner.officer_title), ("OTHER_TEXT", owner.other_text)]
            wanted += [("CHECK_DIRECTOR", "")] if owner.is_director else []
            wanted += [("CHECK_OFFICER", "")] if owner.is_officer else []
            wanted += [("CHECK_TEN", "")] if owner.is_ten_percent_owner else []
            wanted += [("CHECK_OTHER", "")] if owner.is_other else []
    for signature in filing.signatures:
        wanted.append(("SIGNATURE", signature.name))
    lost = [
        f"{label} {text}"
        for label, text in wanted
        if text is not None
        and (not texts[label] if text == "" else squeeze(text) not in [squeeze(t) for t in texts[label]])
    ]
    dates = [("PERIOD_DATE", filing.period_of_report), ("ORIGINAL_DATE", filing.date_of_original_submission)]
    dates += [("SIGNATURE_DATE", signature.date) for signature in filing.signatures]
    lost += [f"{label} {iso}" for label, iso in dates if iso and iso_day(iso) not in [day(t) for t in texts[label]]]
    checks = {rule.name: rule.checked for sheet in printed.sheets for rule in sheet.rules if rule.checked is not None}
    for name, label in (("not_subject_to_section16", "CHECK_NOT_SUBJECT"), ("aff10b5_one", "CHECK_PLAN")):
        if getattr(filing, name) and not (texts[label] or checks.get(name)):
            lost.append(name)
        if not getattr(filing, name) and (texts[label] or checks.get(name)):
            lost.append(f"no {name}")
    return lost


def _notes(printed: Print, texts: dict[str, list[str]]) -> list[str]:
    filing, made = printed.made.filing, printed.made
    lost = []
    shown = [squeeze(text) for text in texts["FOOTNOTE"]]
    ids = [sign(text) for text in texts["FOOTNOTE_ID"]]
    if ids != [note.id.lstrip("F") for note in filing.footnotes]:
        lost.append(f"note ids {ids}")
    lost += [f"FOOTNOTE {note.id}" for note in filing.footnotes if squeeze(note.text or "") not in shown]
    for key, spans in made.note_spans.items():
        text = filing.remarks if key == "remarks" else next(n.text for n in filing.footnotes if n.id == key)
        lost += [
            f"{span.label} {key}"
            for span in spans
            if squeeze((text or "")[span.start : span.end]) not in [squeeze(t) for t in texts[span.label]]
        ]
    if filing.remarks and squeeze(filing.remarks) not in [squeeze(t) for t in texts["REMARKS"]]:
        lost.append("REMARKS")
    return lost


def _rows(filing: Filing, table: str, columns: tuple[Column, ...], found: list[Value], era: str) -> list[str]:
    kind = "non_derivative" if table == "1" else "derivative"
    rows: list[Row] = [*getattr(filing, f"{kind}_transactions"), *getattr(filing, f"{kind}_holdings")]
    rows = [row for row in rows if row.origin == "table"]
    printed: dict[int, dict[str, str]] = defaultdict(dict)
    noted: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    labels = {column.field: column.label for column in columns}
    for value in found:
        if value.table != table or value.row is None or value.column is None:
            continue
        if value.label == "FOOTNOTE_MARK":
            noted[value.row][value.column].append(sign(value.text))
        elif value.label == labels[value.column]:
            printed[value.row][value.column] = value.text
    lost = (
        [] if len(set(printed) | set(noted)) == len(rows) else [f"table {table}: {len(printed)} rows for {len(rows)}"]
    )
    for row in rows:
        wanted = expected(row, columns, era)
        wanted_marks = {c.field: marks(row, c) for c in columns if marks(row, c)}
        if era == "1996":
            wanted_marks.pop("deemed_execution_date", None)
        if not any(
            shown.keys() == wanted.keys()
            and all(same(*wanted[field], text) for field, text in shown.items())
            and noted[r] == wanted_marks
            for r, shown in [(r, printed[r]) for r in set(printed) | set(noted)]
        ):
            lost.append(f"table {table}: row {row.security_title} {row.transaction_date}")
    return lost
