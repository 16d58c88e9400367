"""The right half of the page: the record as the form has it, each value tied to where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from form4ml.record import Footnote, Owner, Reading, Row
from form4ml.writing.html_text import attributes, esc, name_of, shown
from form4ml.writing.html_ties import Ties

_ABSENT = {"not-on-form": "not on the form", "unreadable": "unreadable", "abstained": "too unsure"}
_COLUMNS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("Date", ("transaction_date",), False),
    ("Code", ("transaction_code",), False),
    ("A/D", ("acquired_disposed",), False),
    ("Shares", ("shares", "transaction_total_value"), True),
    ("Price", ("price_per_share",), True),
    ("Owned after", ("shares_owned_following", "value_owned_following"), True),
    ("D/I", ("direct_or_indirect",), False),
)
_MORE = (
    ("Nature of ownership", ("nature_of_ownership",)),
    ("Deemed execution", ("deemed_execution_date",)),
    ("Conversion or exercise price", ("conversion_or_exercise_price",)),
    ("Exercisable", ("exercise_date",)),
    ("Expires", ("expiration_date",)),
    ("Underlying", ("underlying_title",)),
    ("Underlying amount", ("underlying_shares", "underlying_value")),
)
_PARTS = (
    ("Table I: non-derivative securities", ("non_derivative_transactions", "non_derivative_holdings")),
    ("Table II: derivative securities", ("derivative_transactions", "derivative_holdings")),
)
_BOXES = (
    ("is_director", "Director"),
    ("is_officer", "Officer"),
    ("is_ten_percent_owner", "10% owner"),
    ("is_other", "Other"),
)
_ADDRESS = ("street1", "street2", "city", "state", "zip_code", "country")


class Record:
    """Renders one reading's record; keeps account of the evidence it has shown."""

    def __init__(self, reading: Reading, ties: Ties) -> None:
        self.reading, self.ties, self.filing = reading, ties, reading.filing
        self.used: set[str] = set()

    def rendered(self) -> str:
        parts = [
            self._findings(),
            _card("The form", self._head()),
            _card("Reporting owners", self._owners()),
            *(_card(name, self._table(tables)) for name, tables in _PARTS),
            _card("Notes", self._notes()),
            _card("Remarks", self._remarks()),
            _card("Signatures", self._signatures()),
        ]
        return "\n".join([*parts, _card("Also read", self._rest())])

    # ------------------------------------------------------------ values
    def value(self, pointer: str, value: Any, words: str | None = None, marks: str = "") -> str:
        """A value, tied to its mark, with the notes it cites; for none, why there is none."""
        self.used.add(pointer)
        if value is None:
            reason = self.reading.absent.get(pointer)
            return (f'<span class="none">{_ABSENT[reason]}</span>' if reason else "") + marks
        text = esc(words if words is not None else shown(value))
        style = self.ties.style(pointer)
        if pointer not in self.ties.keys:
            return f'<span class="{f"v plain {style}".rstrip()}">{text}</span>{marks}{self._flags(pointer)}'
        anchor = self.ties.anchors.get(self.ties.keys[pointer])
        given = self._told(pointer, f"v {style}".rstrip(), f"#{anchor}" if anchor else None)
        tag = "a" if anchor else "span"
        return f"<{tag}{given}>{text}</{tag}>{marks}{self._flags(pointer)}"

    def _told(self, pointer: str, style: str, href: str | None) -> str:
        """Attributes that tie a value to its mark and say how it was read."""
        key = self.ties.keys[pointer]
        seen = self.reading.evidence[pointer]
        return attributes(
            id=f"v-{key}",
            class_=style,
            href=href,
            tabindex=None if href else 0,
            data_k=key,
            data_name=name_of(pointer),
            data_read=seen.text,
            data_sure=round(seen.confidence * 100),
            data_where=f"page {seen.page}, line {seen.line + 1}",
            data_by=seen.made_by.replace(":", ": "),
            data_alt=" or ".join(seen.alternatives[:3]) or None,
        )

    def _flags(self, pointer: str) -> str:
        """Small labels after a doubtful value: how sure it is, and which finding concerns it."""
        chips = []
        seen = self.reading.evidence.get(pointer)
        if seen is not None and seen.confidence < self.ties.low:
            chips.append(f'<span class="chip low">{seen.confidence:.0%}<span class="vh"> sure</span></span>')
        chips += [
            f'<a class="chip bad" href="#f-{number}"><span class="vh">see finding </span>!{number}</a>'
            for number in self.ties.noticed.get(pointer, ())
        ]
        return "".join(chips)

    def _facts(self, rows: Iterable[tuple[str, str]]) -> str:
        made = "".join(f"<dt>{esc(name)}</dt><dd>{value}</dd>" for name, value in rows if value)
        return f'<dl class="facts">{made}</dl>' if made else ""

    # ------------------------------------------------------------ parts
    def _findings(self) -> str:
        items = []
        for number, finding in enumerate(self.reading.findings, 1):
            where = ", ".join(self._link(pointer) for pointer in finding.pointers)
            at = f'<span class="at">{where}</span>' if where else ""
            kind = f'<span class="kind">{esc(finding.severity)} {number}</span>'
            given = attributes(id=f"f-{number}", class_=finding.severity)
            items.append(f"<li{given}>{kind} {esc(finding.message)}{at}</li>")
        return _card("Findings", f'<ol class="findings">{"".join(items)}</ol>' if items else "")

    def _link(self, pointer: str) -> str:
        key = self.ties.keys.get(pointer)
        name = esc(name_of(pointer))
        return f'<a href="#v-{key}">{name}</a>' if key else name

    def _head(self) -> str:
        filing, value = self.filing, self.value
        checked = {True: "checked", False: "not checked", None: None}
        rows = [
            ("Document type", value("/document_type", filing.document_type)),
            ("Issuer", value("/issuer/name", filing.issuer.name)),
            ("Trading symbol", value("/issuer/trading_symbol", filing.issuer.trading_symbol)),
            ("Foreign symbol", value("/issuer/foreign_trading_symbol", filing.issuer.foreign_trading_symbol)),
            ("Issuer CIK", value("/issuer/cik", filing.issuer.cik)),
            ("Earliest transaction", value("/period_of_report", filing.period_of_report)),
            ("Original filed", value("/date_of_original_submission", filing.date_of_original_submission)),
            ("Joint filing", value("/joint_filing", filing.joint_filing)),
        ]
        for name, field in (
            ("No longer subject to Section 16", "not_subject_to_section16"),
            ("Rule 10b5-1(c) box", "aff10b5_one"),
        ):
            box = getattr(filing, field)
            rows.append((name, value(f"/{field}", box, checked[box])))
        dates = [value(f"/plan_adoption_dates/{i}", day) for i, day in enumerate(filing.plan_adoption_dates)]
        rows.append(("Plan adopted", ", ".join(dates)))
        spans = [self._range(f"/price_ranges/{i}", span.low, span.high) for i, span in enumerate(filing.price_ranges)]
        rows.append(("Price ranges", ", ".join(spans)))
        return self._facts(rows)

    def _range(self, pointer: str, low: Any, high: Any) -> str:
        if pointer in self.ties.keys:
            return self.value(pointer, low, f"{shown(low)} to {shown(high)}")
        return f"{self.value(f'{pointer}/low', low)} to {self.value(f'{pointer}/high', high)}"

    def _owners(self) -> str:
        owners = self.filing.reporting_owners
        if not owners:
            return self._nothing("/reporting_owners")
        return "".join(self._owner(f"/reporting_owners/{index}", owner) for index, owner in enumerate(owners))

    def _owner(self, pointer: str, owner: Owner) -> str:
        boxes = []
        for field, name in _BOXES:
            checked = getattr(owner, field)
            known = self.value(f"{pointer}/{field}", checked, name)
            if checked is None:
                boxes.append(f"<li>{name}: {known}</li>" if known else "")
                continue
            state, said = ("yes", "checked: ") if checked else ("no", "not checked: ")
            boxes.append(f'<li class="box {state}"><span class="vh">{said}</span>{known}</li>')
        address = [self.value(f"{pointer}/address/{name}", getattr(owner.address, name)) for name in _ADDRESS]
        lost = self.value(f"{pointer}/address", None)
        rows = [
            ("Title", self.value(f"{pointer}/officer_title", owner.officer_title)),
            ("Other", self.value(f"{pointer}/other_text", owner.other_text)),
            ("Address", ", ".join(part for part in address if part and 'class="none"' not in part) or lost),
            ("CIK", self.value(f"{pointer}/cik", owner.cik)),
        ]
        name = self.value(f"{pointer}/name", owner.name) or '<span class="none">no name</span>'
        return f'<div class="owner"><h3>{name}</h3><ul class="boxes">{"".join(boxes)}</ul>{self._facts(rows)}</div>'

    def _table(self, tables: Sequence[str]) -> str:
        rows = [(f"/{table}/{index}", row) for table in tables for index, row in enumerate(getattr(self.filing, table))]
        if not rows:
            return self._nothing(*(f"/{table}" for table in tables))
        heads = "".join(
            f'<th scope="col"{attributes(class_="num" if numeric else None)}>{name}</th>'
            for name, _, numeric in _COLUMNS
        )
        bodies = "".join(self._row(pointer, row) for pointer, row in rows)
        lost = [
            f'<p class="none">{"Holdings" if table.endswith("holdings") else "Transactions"}: '
            f"{_ABSENT[self.reading.absent[f'/{table}']]}</p>"
            for table in tables
            if self.reading.absent.get(f"/{table}", "not-on-form") != "not-on-form"
        ]
        table = f"<table><thead><tr>{heads}</tr></thead>{bodies}</table>"
        name = "Table II" if tables[0].startswith("derivative") else "Table I"
        region = f'<div class="wide" tabindex="0" role="region" aria-label="Rows of {name}">'
        return f"{''.join(lost)}{region}{table}</div>"

    def _row(self, pointer: str, row: Row) -> str:
        title = self._cell(pointer, row, ("security_title",)) or '<span class="none">no title</span>'
        told = ' <span class="told">as told by a note</span>' if row.origin == "footnote" else ""
        cells = "".join(
            f"<td{attributes(class_='num' if numeric else None, data_head=name)}>{self._cell(pointer, row, fields)}</td>"
            for name, fields, numeric in _COLUMNS
        )
        more = [(name, self._cell(pointer, row, fields)) for name, fields in _MORE]
        extras = [
            (name, self.value(f"{pointer}/{field}", "yes"))
            for name, field in (("Equity swap (K)", "equity_swap"), ("Reported early (V)", "reported_early"))
            if getattr(row, field)
        ]
        items = "".join(f"<div><dt>{esc(name)}</dt><dd>{value}</dd></div>" for name, value in more + extras if value)
        last = f'<tr class="more"><td colspan="{len(_COLUMNS)}"><dl>{items}</dl></td></tr>' if items else ""
        return (
            f'<tbody><tr class="title"><th scope="rowgroup" colspan="{len(_COLUMNS)}">{title}{told}</th></tr>'
            f'<tr class="{"cells" if last else "cells last"}">{cells}</tr>{last}</tbody>'
        )

    def _cell(self, pointer: str, row: Row, fields: Sequence[str]) -> str:
        field = next((name for name in fields if getattr(row, name) is not None), fields[0])
        marks = "".join(
            self._mark(mark, f"{pointer}/footnotes/{name}/{number}")
            for name in fields
            for number, mark in enumerate(row.footnotes.get(name, ()))
        )
        value = getattr(row, field)
        absent = f"{pointer}/{field}" in self.reading.absent
        if value is None and absent and self.reading.absent[f"{pointer}/{field}"] == "not-on-form":
            return marks
        dollar = "$" if value is not None and field.endswith("value") else ""
        return dollar + self.value(f"{pointer}/{field}", value, marks=marks)

    def _mark(self, mark: str, pointer: str) -> str:
        """A note's mark in a cell: it leads to the note, and is tied to where it was read."""
        self.used.add(pointer)
        number = esc(mark.removeprefix("F"))
        known = any(note.id == mark for note in self.filing.footnotes)
        style = f"v {self.ties.style(pointer)}".rstrip()
        if pointer in self.ties.keys:
            given = self._told(pointer, style, f"#n-{mark}" if known else None)
            return f"<sup><{'a' if known else 'span'}{given}>({number})</{'a' if known else 'span'}></sup>"
        return f'<sup><a href="#n-{esc(mark)}">({number})</a></sup>' if known else f"<sup>({number})</sup>"

    def _notes(self) -> str:
        notes = self.filing.footnotes
        items = "".join(self._note(f"/footnotes/{index}", note) for index, note in enumerate(notes))
        return f'<ol class="notes">{items}</ol>' if items else self._nothing("/footnotes", quiet=True)

    def _note(self, pointer: str, note: Footnote) -> str:
        spans = [
            self._range(f"{pointer}/price_ranges/{i}", span.low, span.high) for i, span in enumerate(note.price_ranges)
        ]
        rows = [("Price range", ", ".join(spans))]
        for name, field in (
            ("Plan adopted", "plan_adoption_dates"),
            ("Plan modified", "plan_modification_dates"),
            ("Dates", "dates"),
            ("Shares", "shares"),
        ):
            values = [self.value(f"{pointer}/{field}/{i}", value) for i, value in enumerate(getattr(note, field))]
            rows.append((name, ", ".join(values)))
        number = self.value(f"{pointer}/id", note.id, note.id.removeprefix("F"))
        first = next(other for other in self.filing.footnotes if other.id == note.id) is note
        text = self.value(f"{pointer}/text", note.text)
        given = attributes(id=f"n-{note.id}" if first else None)
        return f"<li{given}><span>({number})</span><p>{text}</p>{self._facts(rows)}</li>"

    def _remarks(self) -> str:
        return f"<p>{self.value('/remarks', self.filing.remarks)}</p>" if self.filing.remarks is not None else ""

    def _signatures(self) -> str:
        made = []
        for index, sign in enumerate(self.filing.signatures):
            pointer = f"/signatures/{index}"
            names = (("Signed", "name"), ("Date", "date"), ("By", "agent"), ("For", "principal"), ("As", "capacity"))
            rows = [(name, self.value(f"{pointer}/{field}", getattr(sign, field))) for name, field in names]
            made.append(self._facts(rows))
        return "".join(made) or self._nothing("/signatures")

    def _rest(self) -> str:
        """Values with evidence that no part above shows."""
        left = [pointer for pointer in self.ties.keys if pointer not in self.used]
        return self._facts(
            (name_of(pointer), self.value(pointer, self.reading.evidence[pointer].text)) for pointer in left
        )

    def _nothing(self, *pointers: str, quiet: bool = False) -> str:
        reasons = [self.reading.absent[pointer] for pointer in pointers if pointer in self.reading.absent]
        text = _ABSENT[reasons[0]] if reasons else "none"
        return "" if quiet and not reasons else f'<p class="none">{text}</p>'


def _card(name: str, body: str) -> str:
    ident = "s-" + "".join(char for char in name.casefold() if char.isalnum())
    return (
        f'<section class="card" aria-labelledby="{ident}"><h2 id="{ident}">{esc(name)}</h2>{body}</section>'
        if body
        else ""
    )
