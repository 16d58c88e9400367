"""EDGAR's XML of the shared filings as records, for measuring the checks against what was truly filed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

from form4ml.normalize.ranges import price_ranges
from form4ml.normalize.signatures import signature
from form4ml.record import Address, Filing, Footnote, Issuer, Owner, PriceRange, Row, Signature

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "filings" / "xml"
_CELLS = {
    "security_title": "securityTitle",
    "conversion_or_exercise_price": "conversionOrExercisePrice",
    "transaction_date": "transactionDate",
    "deemed_execution_date": "deemedExecutionDate",
    "shares": "transactionAmounts/transactionShares",
    "price_per_share": "transactionAmounts/transactionPricePerShare",
    "transaction_total_value": "transactionAmounts/transactionTotalValue",
    "acquired_disposed": "transactionAmounts/transactionAcquiredDisposedCode",
    "exercise_date": "exerciseDate",
    "expiration_date": "expirationDate",
    "underlying_title": "underlyingSecurity/underlyingSecurityTitle",
    "underlying_shares": "underlyingSecurity/underlyingSecurityShares",
    "underlying_value": "underlyingSecurity/underlyingSecurityValue",
    "shares_owned_following": "postTransactionAmounts/sharesOwnedFollowingTransaction",
    "value_owned_following": "postTransactionAmounts/valueOwnedFollowingTransaction",
    "direct_or_indirect": "ownershipNature/directOrIndirectOwnership",
    "nature_of_ownership": "ownershipNature/natureOfOwnership",
}
_TABLES = {
    "non_derivative_transactions": "nonDerivativeTransaction",
    "non_derivative_holdings": "nonDerivativeHolding",
    "derivative_transactions": "derivativeTransaction",
    "derivative_holdings": "derivativeHolding",
}


def _text(node: ET.Element | None, where: str) -> str | None:
    got = node.findtext(where) if node is not None else None
    return " ".join(got.split()) or None if got else None


def _flag(node: ET.Element | None, where: str) -> bool | None:
    got = _text(node, where)
    return None if got is None else got.lower() in ("1", "true")


def _row(node: ET.Element) -> Row:
    row = Row()
    for field, where in _CELLS.items():
        value = _text(node, where + "/value")
        kind = str(Row.model_fields[field].annotation)
        if value and "date" in field:
            value = value[:10]
        setattr(row, field, Decimal(value) if value and "Decimal" in kind else value)
        ids = [one.get("id") or "" for one in node.findall(where + "/footnoteId")]
        if ids:
            row.footnotes[field] = ids
    row.transaction_code = _text(node, "transactionCoding/transactionCode")
    row.equity_swap = _flag(node, "transactionCoding/equitySwapInvolved")
    row.reported_early = True if _text(node, "transactionCoding/transactionFormType") == "5" else None
    ids = [one.get("id") or "" for one in node.findall("transactionCoding/footnoteId")]
    if ids:
        row.footnotes["transaction_code"] = ids
    return row


def _owner(node: ET.Element) -> Owner:
    place, relation = node.find("reportingOwnerAddress"), node.find("reportingOwnerRelationship")
    return Owner(
        name=_text(node, "reportingOwnerId/rptOwnerName"),
        cik=_text(node, "reportingOwnerId/rptOwnerCik"),
        address=Address(
            street1=_text(place, "rptOwnerStreet1"),
            street2=_text(place, "rptOwnerStreet2"),
            city=_text(place, "rptOwnerCity"),
            state=_text(place, "rptOwnerState"),
            zip_code=_text(place, "rptOwnerZipCode"),
        ),
        is_director=bool(_flag(relation, "isDirector")),
        is_officer=bool(_flag(relation, "isOfficer")),
        is_ten_percent_owner=bool(_flag(relation, "isTenPercentOwner")),
        is_other=bool(_flag(relation, "isOther")),
        officer_title=_text(relation, "officerTitle"),
        other_text=_text(relation, "otherText"),
    )


def _signature(node: ET.Element) -> Signature:
    signed = signature(_text(node, "signatureName") or "").value
    day = (_text(node, "signatureDate") or "")[:10] or None
    if signed is None:
        return Signature(date=day)
    return Signature(
        name=signed.name, date=day, agent=signed.agent, principal=signed.principal, capacity=signed.capacity
    )


def load(path: Path) -> Filing:
    raw = path.read_text(encoding="utf-8", errors="replace")
    root = ET.fromstring(
        raw[raw.index("<ownershipDocument") : raw.index("</ownershipDocument>") + len("</ownershipDocument>")]
    )
    owners = [_owner(node) for node in root.findall("reportingOwner")]
    period, original = _text(root, "periodOfReport"), _text(root, "dateOfOriginalSubmission")
    filing = Filing(
        document_type=_text(root, "documentType"),
        period_of_report=period and period[:10],
        date_of_original_submission=original and original[:10],
        not_subject_to_section16=_flag(root, "notSubjectToSection16"),
        aff10b5_one=_flag(root, "aff10b5One"),
        issuer=Issuer(name=_text(root, "issuer/issuerName"), trading_symbol=_text(root, "issuer/issuerTradingSymbol")),
        reporting_owners=owners,
        joint_filing=len(owners) > 1,
        remarks=_text(root, "remarks"),
        signatures=[_signature(node) for node in root.findall("ownerSignature")],
    )
    for table, tag in _TABLES.items():
        setattr(filing, table, [_row(node) for node in root.iter(tag)])
    for node in root.findall("footnotes/footnote"):
        text = " ".join("".join(node.itertext()).split())
        told = [PriceRange(low=one.low, high=one.high) for one in price_ranges(text)]
        filing.footnotes.append(Footnote(id=node.get("id") or "", text=text, price_ranges=told))
    return filing


def filings() -> list[tuple[str, Filing]]:
    return [(path.stem, load(path)) for path in sorted(FOLDER.glob("*.xml"))]
