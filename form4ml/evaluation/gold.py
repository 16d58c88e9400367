"""Gold records: EDGAR's ownership XML read into the plain shape of record.Filing, nothing but the standard library.

Element names follow the SEC's EDGAR Ownership XML Technical Specification; a leaf is `<x><value>…</value></x>` with
`<footnoteId id="F1"/>` beside it, and any of the two may be missing. Flags are True or None as compared, never False.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree
from xml.parsers import expat

from form4ml.evaluation.normal import flag
from form4ml.record import TABLES

_DOCUMENT: Final = re.compile(r"<ownershipDocument.*?</ownershipDocument>", re.DOTALL)
_TABLE_TAGS: Final[dict[str, str]] = {
    "non_derivative_transactions": "nonDerivativeTransaction",
    "non_derivative_holdings": "nonDerivativeHolding",
    "derivative_transactions": "derivativeTransaction",
    "derivative_holdings": "derivativeHolding",
}
_CELLS: Final[dict[str, str]] = {
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
_FILING_LEAVES: Final[dict[str, str]] = {
    "document_type": "documentType",
    "period_of_report": "periodOfReport",
    "date_of_original_submission": "dateOfOriginalSubmission",
    "remarks": "remarks",
}
_FILING_FLAGS: Final[dict[str, str]] = {
    "not_subject_to_section16": "notSubjectToSection16",
    "aff10b5_one": "aff10b5One",
}
_ISSUER: Final[dict[str, str]] = {
    "name": "issuerName",
    "trading_symbol": "issuerTradingSymbol",
    "cik": "issuerCik",
    "foreign_trading_symbol": "issuerForeignTradingSymbol",
}
_ADDRESS: Final[dict[str, str]] = {
    "street1": "rptOwnerStreet1",
    "street2": "rptOwnerStreet2",
    "city": "rptOwnerCity",
    "state": "rptOwnerState",
    "zip_code": "rptOwnerZipCode",
    "country": "rptOwnerCountry",
}
_RELATIONSHIP_FLAGS: Final[dict[str, str]] = {
    "is_director": "isDirector",
    "is_officer": "isOfficer",
    "is_ten_percent_owner": "isTenPercentOwner",
    "is_other": "isOther",
}
_RELATIONSHIP_TEXTS: Final[dict[str, str]] = {"officer_title": "officerTitle", "other_text": "otherText"}
# First day on which a revision of the form was in use; the schema says it where the days overlap.
_ERAS: Final = (("2002-09-01", "1996"), ("2003-06-30", "2002"), ("2023-04-01", "2003"))
_NEWEST_SCHEMA: Final = "X0609"


class GoldError(ValueError):
    """A gold file that cannot be used: the message says which and why."""


def _refuse_entities(*_: object) -> None:
    raise GoldError("declares entities, which a filing never does")


def parse(body: str) -> ElementTree.Element:
    """XML without entity declarations, so that no file can unfold beyond its own size or reach outside itself."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entities
    parser.UnparsedEntityDeclHandler = _refuse_entities
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(body, True)
    except expat.ExpatError as problem:
        raise GoldError(f"is not well-formed XML ({problem})") from None
    return builder.close()


def _words(found: str | None) -> str | None:
    return " ".join(found.split()) or None if found else None


def _leaf(node: ElementTree.Element | None, path: str) -> str | None:
    return None if node is None else _words(node.findtext(path))


def _leaves(node: ElementTree.Element | None, names: dict[str, str]) -> dict[str, Any]:
    return {name: _leaf(node, path) for name, path in names.items()}


def _flags(node: ElementTree.Element | None, names: dict[str, str]) -> dict[str, Any]:
    return {name: flag(_leaf(node, path)) for name, path in names.items()}


def _marks(node: ElementTree.Element, path: str) -> list[str]:
    return [mark.get("id", "") for mark in node.findall(path + "/footnoteId")]


def _row(node: ElementTree.Element) -> dict[str, Any]:
    coding = "transactionCoding"
    row: dict[str, Any] = {name: _leaf(node, path + "/value") for name, path in _CELLS.items()}
    row["transaction_code"] = _leaf(node, coding + "/transactionCode")
    # A form type of 5 on a Form 4 is what the print shows as V.
    row["reported_early"] = True if _leaf(node, coding + "/transactionFormType") == "5" else None
    row["equity_swap"] = flag(_leaf(node, coding + "/equitySwapInvolved"))
    marks = {name: _marks(node, path) for name, path in {**_CELLS, "transaction_code": coding}.items()}
    row["footnotes"] = {name: ids for name, ids in marks.items() if ids}
    row["origin"] = "table"
    return row


def _owner(node: ElementTree.Element) -> dict[str, Any]:
    relationship = node.find("reportingOwnerRelationship")
    return {
        "name": _leaf(node, "reportingOwnerId/rptOwnerName"),
        "cik": _leaf(node, "reportingOwnerId/rptOwnerCik"),
        "address": _leaves(node.find("reportingOwnerAddress"), _ADDRESS),
        **_flags(relationship, _RELATIONSHIP_FLAGS),
        **_leaves(relationship, _RELATIONSHIP_TEXTS),
    }


def gold_from_xml(content: str) -> dict[str, Any]:
    """The filing that ownership XML states, plain values; an EDGAR submission around it does no harm.

    Raises GoldError where there is no well-formed ownership document. Facts that only the notes' wording states
    (price ranges, plan dates) are not in the XML and stay empty.
    """
    found = _DOCUMENT.search(content)
    root = parse(found.group(0) if found else content)
    filing: dict[str, Any] = {**_leaves(root, _FILING_LEAVES), **_flags(root, _FILING_FLAGS)}
    filing["issuer"] = _leaves(root.find("issuer"), _ISSUER)
    filing["reporting_owners"] = [_owner(node) for node in root.findall("reportingOwner")]
    filing["joint_filing"] = len(filing["reporting_owners"]) > 1
    for table in TABLES:
        filing[table] = [_row(node) for node in root.iter(_TABLE_TAGS[table])]
    filing["footnotes"] = [
        {"id": note.get("id"), "text": " ".join("".join(note.itertext()).split())}
        for note in root.findall("footnotes/footnote")
    ]
    filing["signatures"] = [
        _leaves(node, {"name": "signatureName", "date": "signatureDate"}) for node in root.findall("ownerSignature")
    ]
    filing["schema_version"] = _leaf(root, "schemaVersion")
    return filing


def read_gold(path: Path) -> dict[str, Any]:
    """A gold record from NAME.xml (ownership XML) or NAME.json (a record, or a reading that holds one)."""
    try:
        content = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix.lower() != ".json":
            return gold_from_xml(content)
        plain = json.loads(content, parse_float=Decimal)
    except OSError as problem:
        raise GoldError(f"{path}: {problem.strerror}") from None
    except json.JSONDecodeError as problem:
        raise GoldError(f"{path}: is not JSON ({problem.msg}, line {problem.lineno})") from None
    except GoldError as problem:
        raise GoldError(f"{path}: {problem}") from None
    record = plain.get("filing", plain) if isinstance(plain, dict) else None
    if not isinstance(record, dict):
        raise GoldError(f"{path}: holds no record")
    return record


def era_of(filing: dict[str, Any]) -> str:
    """Which revision of the form a filing was made on, after its dates: 1996, 2002, 2003, 2023 or 2026."""
    if filing.get("schema_version") == _NEWEST_SCHEMA:
        return "2026"
    signed = [str(sign.get("date")) for sign in filing.get("signatures") or [] if sign.get("date")]
    day = max(signed, default=None) or filing.get("period_of_report")
    if not day:
        return "unknown"
    return next((era for first_day, era in _ERAS if str(day) < first_day), "2023")


def facts_of(filing: dict[str, Any]) -> dict[str, Any]:
    """What the notes of a gold record state: its price ranges and plan adoption dates, as `facts` for match_records."""
    notes = filing.get("footnotes") or []
    return {
        "price_ranges": [[r["low"], r["high"]] for note in notes for r in note.get("price_ranges") or []],
        "plan_adoption_dates": [day for note in notes for day in note.get("plan_adoption_dates") or []],
    }
