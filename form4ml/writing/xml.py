"""EDGAR ownership XML of a reading: valid by the SEC's schema wherever the record has what the schema demands.

Schema X0609 (with aff10b5One) for forms that have the Rule 10b5-1(c) check box, X0306 before. What the schema demands
and the record lacks is left out, never made up; the document then says in a comment what is missing and is not
`complete`. The groups of a row stand even where they are empty: readers that look for them then keep the row. A value of another kind than the schema's (a date that is only a month) is left out and told in the same
way; a text that is merely too long is kept and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TextIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from form4ml.checks.plan import BOX_SINCE
from form4ml.checks.values import before
from form4ml.record import TABLES, Owner, Reading, Row
from form4ml.writing.keys import NO_CIKS, CikMap, issuer_cik, owner_cik
from form4ml.writing.xml_values import (
    COUNTRIES,
    NOTE,
    SIGNED,
    STATES,
    TITLED,
    Check,
    clean,
    code,
    day,
    number,
    texted,
)


class OwnershipXml(NamedTuple):
    """One document, whether it has all that EDGAR demands, and if not, what is missing: pointers and reasons."""

    text: str
    complete: bool
    missing: list[str]


class _Leaf(NamedTuple):
    """A cell of a row: its element, its record field, what fits it, and whether it must have a value.

    `needs`: "value", "either" (a value or a note), "" (nothing), or "nature" (a value where ownership is indirect).
    """

    path: str
    field: str
    check: Check
    needs: str = ""
    notes: bool = True


_TITLE = (_Leaf("securityTitle", "security_title", TITLED, "value"),)
_CONVERSION = (_Leaf("conversionOrExercisePrice", "conversion_or_exercise_price", number, "either"),)
_DATES = (
    (_Leaf("transactionDate", "transaction_date", day, "value"),),
    (_Leaf("deemedExecutionDate", "deemed_execution_date", day),),
)
_CODING = "transactionCoding"  # stands in the sequence for the coding and timeliness elements, which are no cells
_SHARES = _Leaf("transactionAmounts/transactionShares", "shares", number, "value")
_TOTAL = _Leaf("transactionAmounts/transactionTotalValue", "transaction_total_value", number, "value")
_PRICE = (_Leaf("transactionAmounts/transactionPricePerShare", "price_per_share", number, "either"),)
_SIDE = _Leaf("transactionAmounts/transactionAcquiredDisposedCode", "acquired_disposed", code("AD"), "value")
_DERIVATIVE_AMOUNTS = ((_SHARES, _TOTAL), _PRICE, (_SIDE._replace(notes=False),))
_LIFE = (
    (_Leaf("exerciseDate", "exercise_date", day, "either"),),
    (_Leaf("expirationDate", "expiration_date", day, "either"),),
)
_UNDERLYING = (
    (_Leaf("underlyingSecurity/underlyingSecurityTitle", "underlying_title", TITLED, "value"),),
    (
        _Leaf("underlyingSecurity/underlyingSecurityShares", "underlying_shares", number, "either"),
        _Leaf("underlyingSecurity/underlyingSecurityValue", "underlying_value", number, "either"),
    ),
)
_AFTER = (
    (
        _Leaf("postTransactionAmounts/sharesOwnedFollowingTransaction", "shares_owned_following", number, "value"),
        _Leaf("postTransactionAmounts/valueOwnedFollowingTransaction", "value_owned_following", number, "value"),
    ),
    (_Leaf("ownershipNature/directOrIndirectOwnership", "direct_or_indirect", code("DI"), "value"),),
    (_Leaf("ownershipNature/natureOfOwnership", "nature_of_ownership", texted(100), "nature"),),
)
# Each step of a row is one element, or two of which only one may stand; the schema fixes their order.
_Step = tuple[_Leaf, ...] | str
_SEQUENCES: dict[str, tuple[str, tuple[_Step, ...]]] = {
    "non_derivative_transactions": (
        "nonDerivativeTransaction",
        (_TITLE, *_DATES, _CODING, (_SHARES,), _PRICE, (_SIDE,), *_AFTER),
    ),
    "non_derivative_holdings": ("nonDerivativeHolding", (_TITLE, *_AFTER)),
    "derivative_transactions": (
        "derivativeTransaction",
        (_TITLE, _CONVERSION, *_DATES, _CODING, *_DERIVATIVE_AMOUNTS, *_LIFE, *_UNDERLYING, *_AFTER),
    ),
    "derivative_holdings": ("derivativeHolding", (_TITLE, _CONVERSION, *_LIFE, *_UNDERLYING, *_AFTER)),
}
_TABLES = (("nonDerivativeTable", TABLES[:2]), ("derivativeTable", TABLES[2:]))
_ADDRESS = (
    ("rptOwnerStreet1", "street1", texted(40)),
    ("rptOwnerStreet2", "street2", texted(40)),
    ("rptOwnerCity", "city", texted(30)),
)
_FLAGS = (
    ("isDirector", "is_director"),
    ("isOfficer", "is_officer"),
    ("isTenPercentOwner", "is_ten_percent_owner"),
    ("isOther", "is_other"),
)
_MOST_ROWS, _MOST_OWNERS, _MOST_SIGNATURES = 30, 10, 10


def render(reading: Reading, ciks: CikMap = NO_CIKS) -> OwnershipXml:
    """The reading as ownership XML; CIKs from the record, the input's container or `ciks`."""
    return _Document(reading, ciks).finished()


def write(reading: Reading, stream: TextIO, ciks: CikMap = NO_CIKS) -> list[str]:
    """Write the XML; what was missing."""
    made = render(reading, ciks)
    stream.write(made.text)
    return made.missing


class _Document:
    """One document being built, with the list of what it lacks."""

    def __init__(self, reading: Reading, ciks: CikMap) -> None:
        self.reading, self.ciks, self.filing = reading, ciks, reading.filing
        self.missing: list[str] = []
        self.cited: dict[str, None] = {}
        self.boxed = _is_boxed(reading)

    def finished(self) -> OwnershipXml:
        root = Element("ownershipDocument")
        self._head(root)
        for index, owner in enumerate(self.filing.reporting_owners):
            self._owner(SubElement(root, "reportingOwner"), f"/reporting_owners/{index}", owner)
        self._count("/reporting_owners", len(self.filing.reporting_owners), _MOST_OWNERS)
        if self.filing.aff10b5_one is not None:
            SubElement(root, "aff10b5One").text = _flag(self.filing.aff10b5_one)
        elif self.boxed:
            self.lacks("/aff10b5_one")
        self._tables(root)
        self._notes(root)
        self._texts(root, "", (("remarks", self.filing.remarks, "remarks", texted(2000)),))
        self._signatures(root)
        indent(root, "    ")
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', *self._comment(), tostring(root, encoding="unicode")]
        return OwnershipXml("\n".join(lines) + "\n", not self.missing, self.missing)

    # ------------------------------------------------------------ what is missing
    def lacks(self, pointer: str, why: str = "") -> None:
        reason = why or self.reading.absent.get(pointer, "").replace("-", " ")
        self.missing.append(f"{pointer}: {reason}" if reason else pointer)

    def _count(self, pointer: str, count: int, most: int, least: int = 1) -> None:
        if count < least:
            self.lacks(pointer)
        if count > most:
            self.lacks(pointer, f"{count} of them, EDGAR takes {most}")

    def _comment(self) -> list[str]:
        if not self.missing:
            return []
        told = [clean(line).replace("--", "- -").rstrip("-") for line in self.missing]
        return ["<!-- Incomplete. What EDGAR demands and the reading lacks:", *(f"  {line}" for line in told), "-->"]

    def fitting(self, pointer: str, value: object, check: Check) -> str | None:
        """The value as the schema spells it; None, and told, where it is of another kind."""
        if value is None:
            return None
        text, complaint = check(value)
        if complaint:
            self.lacks(pointer, complaint)
        return text

    # ------------------------------------------------------------ parts
    def _head(self, root: Element) -> None:
        filing = self.filing
        amended = filing.document_type == "4/A"
        SubElement(root, "schemaVersion").text = "X0609" if self.boxed else "X0306"
        self._demanded(root, "documentType", "/document_type", filing.document_type, code("4", "4/A"))
        self._demanded(root, "periodOfReport", "/period_of_report", filing.period_of_report, day)
        original = "/date_of_original_submission"
        if amended:
            self._demanded(root, "dateOfOriginalSubmission", original, filing.date_of_original_submission, day)
        elif filing.date_of_original_submission is not None:
            self.lacks(original, f"{filing.date_of_original_submission} stands on the form, but only a 4/A has one")
        if filing.not_subject_to_section16 is not None:
            SubElement(root, "notSubjectToSection16").text = _flag(filing.not_subject_to_section16)
        issuer = SubElement(root, "issuer")
        cik = issuer_cik(self.reading, self.ciks)
        self._demanded(issuer, "issuerCik", "/issuer/cik", cik, texted(10))
        self._texts(issuer, "/issuer", (("issuerName", filing.issuer.name, "name", texted(150)),))
        symbol = filing.issuer.trading_symbol
        self._demanded(issuer, "issuerTradingSymbol", "/issuer/trading_symbol", symbol, texted(10))
        foreign = ("issuerForeignTradingSymbol", filing.issuer.foreign_trading_symbol, "foreign_trading_symbol")
        if self.boxed:
            self._texts(issuer, "/issuer", ((*foreign, texted(14)),))

    def _demanded(self, parent: Element, tag: str, pointer: str, value: object, check: Check) -> None:
        if value is None or value == "":
            self.lacks(pointer)
            return
        text = self.fitting(pointer, value, check)
        if text is not None:
            SubElement(parent, tag).text = text

    def _texts(self, parent: Element, pointer: str, parts: Iterable[tuple[str, object, str, Check]]) -> None:
        for tag, value, field, check in parts:
            text = self.fitting(f"{pointer}/{field}", value, check)
            if text:
                SubElement(parent, tag).text = text

    def _owner(self, node: Element, pointer: str, owner: Owner) -> None:
        ident = SubElement(node, "reportingOwnerId")
        cik = owner_cik(self.reading, owner, self.ciks)
        self._demanded(ident, "rptOwnerCik", f"{pointer}/cik", cik, texted(10))
        self._texts(ident, pointer, (("rptOwnerName", owner.name, "name", texted(150)),))
        self._address(node, f"{pointer}/address", owner)
        relationship = SubElement(node, "reportingOwnerRelationship")
        for tag, field in _FLAGS:
            if getattr(owner, field) is not None:
                SubElement(relationship, tag).text = _flag(getattr(owner, field))
        if not any(getattr(owner, field) for _, field in _FLAGS):
            self.lacks(pointer, "no relationship to the issuer")
        for tag, flag, field in (
            ("officerTitle", "is_officer", "officer_title"),
            ("otherText", "is_other", "other_text"),
        ):
            if getattr(owner, flag) and not getattr(owner, field):
                self.lacks(f"{pointer}/{field}")
            self._texts(relationship, pointer, ((tag, getattr(owner, field), field, texted(30)),))

    def _address(self, node: Element, pointer: str, owner: Owner) -> None:
        address = owner.address
        state, country = (clean(part or "").upper() for part in (address.state, address.country))
        if state in COUNTRIES and not country and self.boxed:
            state, country = "", state  # X0609 has a country element of its own for these codes
        known = state in STATES or (state in COUNTRIES and not self.boxed)
        made = Element("reportingOwnerAddress")
        if self.boxed and country in COUNTRIES:
            SubElement(made, "rptOwnerNonUSAddressFlag").text = "1"
        self._texts(made, pointer, ((tag, getattr(address, field), field, check) for tag, field, check in _ADDRESS))
        if known:
            SubElement(made, "rptOwnerState").text = state
        if self.boxed and country in COUNTRIES:
            SubElement(made, "rptOwnerCountry").text = country
        self._texts(made, pointer, (("rptOwnerZipCode", address.zip_code, "zip_code", _zip),))
        # a place in words has its element too: the description beside the code
        worded = [
            part
            for part, coded in ((address.state, known or not state), (address.country, country in COUNTRIES))
            if part and not coded
        ]
        self._texts(made, pointer, (("rptOwnerStateDescription", ", ".join(worded) or None, "state", texted(50)),))
        if len(made):
            node.append(made)

    def _tables(self, root: Element) -> None:
        rows = {table: getattr(self.filing, table) for table in TABLES}
        if not any(rows.values()) and not self.filing.not_subject_to_section16:
            self.lacks("/non_derivative_transactions")
        for tag, tables in _TABLES:
            count = sum(len(rows[table]) for table in tables)
            if count:
                self._count(f"/{tables[0]}", count, _MOST_ROWS)
                node = SubElement(root, tag)
                for table in tables:
                    row_tag, steps = _SEQUENCES[table]
                    for index, row in enumerate(rows[table]):
                        self._row(SubElement(node, row_tag), f"/{table}/{index}", row, steps)

    def _row(self, node: Element, pointer: str, row: Row, steps: Sequence[_Step]) -> None:
        for step in steps:
            if isinstance(step, str):
                self._coding(node, pointer, row)
                continue
            filled = [leaf for leaf in step if getattr(row, leaf.field) is not None]
            noted = [leaf for leaf in step if row.footnotes.get(leaf.field)]
            for leaf in filled[1:]:
                self.lacks(f"{pointer}/{leaf.field}", f"{getattr(row, leaf.field)} stands beside {filled[0].field}")
            self._cell(node, pointer, row, (filled or noted or list(step))[0])

    def _cell(self, node: Element, pointer: str, row: Row, leaf: _Leaf) -> None:
        where = f"{pointer}/{leaf.field}"
        value = self.fitting(where, getattr(row, leaf.field), leaf.check)
        marks = self._marks(where, row.footnotes.get(leaf.field, ()))
        if marks and not leaf.notes:
            self.lacks(where, f"the note {', '.join(marks)} stands here, where EDGAR takes none")
            marks = []
        told = getattr(row, leaf.field) is not None and value is None
        indirect = leaf.needs == "nature" and row.direct_or_indirect == "I"
        if not value and not told and (leaf.needs == "value" or indirect or (leaf.needs == "either" and not marks)):
            self.lacks(where)
        if leaf.needs == "value" and not value:
            _group(node, leaf.path)
            return
        if value or marks:
            cell = _at(node, leaf.path)
            if value or leaf.needs == "nature":
                SubElement(cell, "value").text = value
            _cite(cell, marks)

    def _coding(self, node: Element, pointer: str, row: Row) -> None:
        where = f"{pointer}/transaction_code"
        letter = self.fitting(where, row.transaction_code, code("ACDEFGHIJLMOPSUWXZ"))
        marks = self._marks(where, [*row.footnotes.get("transaction_code", ()), *row.footnotes.get("equity_swap", ())])
        if row.transaction_code is None:
            self.lacks(where)
        if letter:
            coding = SubElement(node, "transactionCoding")
            # V is printed for what is filed as a Form 5 transaction; no K beside the code means no equity swap
            SubElement(coding, "transactionFormType").text = "5" if row.reported_early else "4"
            SubElement(coding, "transactionCode").text = letter
            SubElement(coding, "equitySwapInvolved").text = _flag(row.equity_swap)
            _cite(coding, marks)
        early = self._marks(f"{pointer}/reported_early", row.footnotes.get("reported_early", ()))
        if row.reported_early or early:
            timeliness = SubElement(node, "transactionTimeliness")
            SubElement(timeliness, "value").text = "E" if row.reported_early else ""
            _cite(timeliness, early)

    def _marks(self, pointer: str, marks: Iterable[str]) -> list[str]:
        good = []
        for mark in dict.fromkeys(marks):
            if NOTE.fullmatch(mark):
                good.append(mark)
                self.cited[mark] = None
            else:
                self.lacks(pointer, f"the note mark {mark} is none of F1 to F99")
        return good

    def _notes(self, root: Element) -> None:
        known = {note.id: note.text for note in self.filing.footnotes if NOTE.fullmatch(note.id)}
        for index, note in enumerate(self.filing.footnotes):
            if note.id not in known:
                self.lacks(f"/footnotes/{index}/id", f"{note.id} is none of F1 to F99")
        # a note that is cited but was not read stands as an empty element, so that its citations hold
        every = {
            **known,
            **{mark: None for mark in sorted(self.cited, key=lambda mark: int(mark[1:])) if mark not in known},
        }
        if not every:
            return
        parent = SubElement(root, "footnotes")
        for ident, text in every.items():
            if not text:
                self.lacks("/footnotes", f"the text of {ident}")
            SubElement(parent, "footnote", id=ident).text = clean(text or "")

    def _signatures(self, root: Element) -> None:
        for index, signature in enumerate(self.filing.signatures):
            node = SubElement(root, "ownerSignature")
            self._demanded(node, "signatureName", f"/signatures/{index}/name", signature.name, SIGNED)
            self._demanded(node, "signatureDate", f"/signatures/{index}/date", signature.date, day)
        self._count("/signatures", len(self.filing.signatures), _MOST_SIGNATURES)


def _is_boxed(reading: Reading) -> bool:
    """Whether this is the form with the Rule 10b5-1(c) check box: it was read, or the day of filing says so."""
    filing = reading.filing
    if filing.aff10b5_one is not None:
        return True
    signed = (signature.date for signature in filing.signatures)
    filed = reading.source.facts.get("filing_date") or min(filter(None, signed), default=filing.period_of_report)
    return filed == BOX_SINCE or before(BOX_SINCE, filed)


def _group(node: Element, path: str) -> Element:
    """The element that holds the last tag of a path below `node`; groups that were opened last are used again."""
    for group in path.split("/")[:-1]:
        last = node[-1] if len(node) else None
        node = last if last is not None and last.tag == group else SubElement(node, group)
    return node


def _at(node: Element, path: str) -> Element:
    return SubElement(_group(node, path), path.rpartition("/")[2])


def _cite(node: Element, marks: Iterable[str]) -> None:
    for mark in marks:
        SubElement(node, "footnoteId", id=mark)


def _flag(value: bool | None) -> str:
    return "1" if value else "0"


def _zip(value: object) -> tuple[str | None, str]:
    text, complaint = texted(10)(value)
    odd = any(not (char.isascii() and (char.isalnum() or char in " #-")) for char in text or "")
    return text, complaint or (f"{text} has characters that no postal code has" if odd else "")
