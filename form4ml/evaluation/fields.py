"""What is compared: every field of the record with the kind of value it holds and the group of figures it counts in."""

from __future__ import annotations

from typing import Final, Literal

from form4ml.labels import LABELS, Label

Kind = Literal["text", "long", "number", "date", "state", "flag"]

FILING_KINDS: Final[dict[str, Kind]] = {
    "document_type": "text",
    "period_of_report": "date",
    "date_of_original_submission": "date",
    "not_subject_to_section16": "flag",
    "aff10b5_one": "flag",
    "joint_filing": "flag",
    "remarks": "long",
}
ISSUER_KINDS: Final[dict[str, Kind]] = {"name": "text", "trading_symbol": "text"}
RELATIONSHIPS: Final[tuple[str, ...]] = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
TITLES: Final[tuple[str, ...]] = ("officer_title", "other_text")
RELATIONSHIP_KINDS: Final[dict[str, Kind]] = dict.fromkeys(RELATIONSHIPS, "flag")
TITLE_KINDS: Final[dict[str, Kind]] = dict.fromkeys(TITLES, "text")
ADDRESS_KINDS: Final[dict[str, Kind]] = {"city": "text", "state": "state", "zip_code": "text"}
ROW_KINDS: Final[dict[str, Kind]] = {
    "security_title": "text",
    "conversion_or_exercise_price": "number",
    "transaction_date": "date",
    "deemed_execution_date": "date",
    "transaction_code": "text",
    "reported_early": "flag",
    "equity_swap": "flag",
    "shares": "number",
    "price_per_share": "number",
    "transaction_total_value": "number",
    "acquired_disposed": "text",
    "exercise_date": "date",
    "expiration_date": "date",
    "underlying_title": "text",
    "underlying_shares": "number",
    "underlying_value": "number",
    "shares_owned_following": "number",
    "value_owned_following": "number",
    "direct_or_indirect": "text",
    "nature_of_ownership": "text",
}

# Compared as bags of members: a member too many is wrong, not invented, for the form does have the list.
BAGS: Final[frozenset[str]] = frozenset({"row.footnotes", "price_range", "plan_adoption_date"})
# Pale squares at the head of the form that leave no trace in OCR text.
BOXES: Final[tuple[str, ...]] = ("aff10b5_one", "not_subject_to_section16")
# Everything but these is the core: what the form states in its own boxes and cells.
LOOSE: Final[frozenset[str]] = frozenset({"footnote.text", "remarks", "row.footnotes", *BOXES})
# Joined from several places or cut before comparison, so no single evidence speaks for the value compared.
WITHOUT_ONE_EVIDENCE: Final[frozenset[str]] = BAGS | {"owner.street", "footnote.text", "signature.name"}

# The entities that the project is named for, as compared fields (labels.MISSION gives their order).
KEY_GROUPS: Final[dict[str, frozenset[str]]] = {
    "ISSUER": frozenset({"issuer.name"}),
    "TICKER": frozenset({"issuer.trading_symbol"}),
    "OWNER_NAME": frozenset({"owner.name"}),
    "TITLE": frozenset({"owner.officer_title"}),
    "DATE": frozenset(
        {
            "period_of_report",
            "date_of_original_submission",
            "row.transaction_date",
            "row.deemed_execution_date",
            "row.exercise_date",
            "row.expiration_date",
            "signature.date",
        }
    ),
    "PRICE_RANGE": frozenset({"price_range"}),
    "PLAN_ADOPTION_DATE": frozenset({"plan_adoption_date"}),
}

KIND_OF: Final[dict[str, Kind]] = {
    **FILING_KINDS,
    **{f"issuer.{name}": kind for name, kind in ISSUER_KINDS.items()},
    "owner.name": "text",
    "owner.street": "text",
    **{f"owner.{name}": kind for name, kind in (RELATIONSHIP_KINDS | TITLE_KINDS | ADDRESS_KINDS).items()},
    **{f"row.{name}": kind for name, kind in ROW_KINDS.items()},
    "footnote.text": "long",
    "signature.name": "text",
    "signature.date": "date",
    "plan_adoption_date": "date",
}

_CODED_IN: Final[dict[str, tuple[str, ...]]] = {
    "row.acquired_disposed": ("ACQ_DISP", "SHARES_ACQUIRED", "SHARES_DISPOSED"),
    "row.equity_swap": ("CODE",),
    "row.transaction_total_value": ("SHARES_ACQUIRED", "SHARES_DISPOSED"),
    "row.underlying_value": ("UNDERLYING_SHARES",),
    "row.value_owned_following": ("OWNED",),
}
_RENAMED: Final[dict[str, str]] = {
    "reporting_owners.address.street": "owner.street",
    "footnotes": "row.footnotes",
    "footnotes.text": "footnote.text",
    "footnotes.price_ranges": "price_range",
    "footnotes.plan_adoption_dates": "plan_adoption_date",
    "signatures.name": "signature.name",
    "signatures.date": "signature.date",
}


def _compared(label: Label) -> str:
    """The compared field that a label's record field counts as."""
    if label.field in _RENAMED:
        return _RENAMED[label.field]
    if label.field in ROW_KINDS:
        return f"row.{label.field}"
    return label.field.replace("reporting_owners.address.", "owner.").replace("reporting_owners.", "owner.")


def _labels_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for label in LABELS:
        field = _compared(label)
        found[field] = (*found.get(field, ()), label.name)
    return {field: _CODED_IN.get(field, found.get(field, ())) for field in {**found, **_CODED_IN}}


# Which labels' spans may carry a compared field's value.
LABELS_OF: Final[dict[str, tuple[str, ...]]] = _labels_of()
