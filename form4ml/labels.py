"""The label scheme: one row a label, with what it means, where on the form it stands and which record field it fills.

Two layers are tagged. Every line gets a part of the form (`PARTS`). Every token of a form line gets a label of layer
"form"; every token of a note or remark line one of layer "note". A label whose `many` is true may run over several
tokens and lines and is coded B-/I-; the others are one token, or neighbouring tokens of one line, and are coded plain.
"""

from __future__ import annotations

from typing import NamedTuple


class Label(NamedTuple):
    name: str
    layer: str  # "form" or "note"
    many: bool  # spans several words, coded with B- and I-
    part: str  # where it usually stands
    field: str  # the record field it fills
    meaning: str


LABELS: tuple[Label, ...] = (
    Label("FORM_TYPE", "form", False, "head", "document_type", "the 4 or 4/A that names the form"),
    Label(
        "OWNER_NAME",
        "form",
        True,
        "box",
        "reporting_owners.name",
        "a reporting owner's name, in box 1 or the owners' table",
    ),
    Label(
        "STREET",
        "form",
        True,
        "box",
        "reporting_owners.address.street",
        "a street line of an owner's address, care-of included",
    ),
    Label("CITY", "form", True, "box", "reporting_owners.address.city", "the city of an owner's address"),
    Label("STATE", "form", True, "box", "reporting_owners.address.state", "the state or country of an owner's address"),
    Label("ZIP", "form", False, "box", "reporting_owners.address.zip_code", "the postal code of an owner's address"),
    Label("ISSUER", "form", True, "box", "issuer.name", "the issuer's name in box 2"),
    Label("TICKER", "form", True, "box", "issuer.trading_symbol", "the trading symbol in box 2, without brackets"),
    Label(
        "OWNER_ID",
        "form",
        False,
        "box",
        "",
        "the IRS or social security number of the older form; tagged so that it is never exported",
    ),
    Label(
        "PERIOD_DATE",
        "form",
        True,
        "box",
        "period_of_report",
        "date of earliest transaction; on the older form the statement's month and year",
    ),
    Label(
        "ORIGINAL_DATE",
        "form",
        True,
        "box",
        "date_of_original_submission",
        "box 4: the date of the original filing that this one amends",
    ),
    Label("CHECK_DIRECTOR", "form", False, "box", "reporting_owners.is_director", "the check mark of Director"),
    Label("CHECK_OFFICER", "form", False, "box", "reporting_owners.is_officer", "the check mark of Officer"),
    Label("CHECK_TEN", "form", False, "box", "reporting_owners.is_ten_percent_owner", "the check mark of 10% Owner"),
    Label("CHECK_OTHER", "form", False, "box", "reporting_owners.is_other", "the check mark of Other"),
    Label("CHECK_ONE", "form", False, "box", "joint_filing", "the check mark of Form filed by One Reporting Person"),
    Label(
        "CHECK_JOINT",
        "form",
        False,
        "box",
        "joint_filing",
        "the check mark of Form filed by More than One Reporting Person",
    ),
    Label(
        "CHECK_NOT_SUBJECT",
        "form",
        False,
        "head",
        "not_subject_to_section16",
        "the check mark of no longer subject to Section 16",
    ),
    Label("CHECK_PLAN", "form", False, "head", "aff10b5_one", "the check mark of the Rule 10b5-1(c) box"),
    Label(
        "TITLE",
        "form",
        True,
        "box",
        "reporting_owners.officer_title",
        "an officer's title, in box 5 or the owners' table",
    ),
    Label("OTHER_TEXT", "form", True, "box", "reporting_owners.other_text", "what is specified for Other"),
    Label("SECURITY", "form", True, "table", "security_title", "the title of a security, column 1 of either table"),
    Label("EXERCISE_PRICE", "form", False, "table", "conversion_or_exercise_price", "Table II column 2"),
    Label("DATE", "form", False, "table", "transaction_date", "a transaction's date"),
    Label("DEEMED_DATE", "form", False, "table", "deemed_execution_date", "a deemed execution date, column 2A or 3A"),
    Label("CODE", "form", False, "table", "transaction_code", "the transaction code, a /K included"),
    Label("EARLY", "form", False, "table", "reported_early", "the V of the cell beside the code"),
    Label("SHARES", "form", False, "table", "shares", "Table I: the amount acquired or disposed of"),
    Label("SHARES_ACQUIRED", "form", False, "table", "shares", "Table II column 5, sub-column (A)"),
    Label("SHARES_DISPOSED", "form", False, "table", "shares", "Table II column 5, sub-column (D)"),
    Label("ACQ_DISP", "form", False, "table", "acquired_disposed", "Table I: the A or D of column 4"),
    Label("PRICE", "form", False, "table", "price_per_share", "Table I column 4 or Table II column 8"),
    Label("EXERCISE_DATE", "form", False, "table", "exercise_date", "Table II: date exercisable"),
    Label("EXPIRATION_DATE", "form", False, "table", "expiration_date", "Table II: expiration date"),
    Label("UNDERLYING", "form", True, "table", "underlying_title", "Table II: the title of the underlying security"),
    Label(
        "UNDERLYING_SHARES",
        "form",
        False,
        "table",
        "underlying_shares",
        "Table II: the amount or value of the underlying security",
    ),
    Label(
        "OWNED", "form", False, "table", "shares_owned_following", "the amount or value owned following the transaction"
    ),
    Label("OWNERSHIP", "form", False, "table", "direct_or_indirect", "the D or I of the form of ownership"),
    Label("NATURE", "form", True, "table", "nature_of_ownership", "the nature of indirect ownership"),
    Label("FOOTNOTE_MARK", "form", False, "table", "footnotes", "a footnote mark beside a value"),
    Label(
        "SIGNATURE",
        "form",
        True,
        "signature",
        "signatures.name",
        "a signature line as signed, agent and capacity included",
    ),
    Label("SIGNATURE_DATE", "form", True, "signature", "signatures.date", "the date beside a signature"),
    Label("FOOTNOTE_ID", "note", False, "notes", "footnotes.id", "the (1) or 1. that opens or stands beside a note"),
    Label("FOOTNOTE", "note", True, "notes", "footnotes.text", "the text of a note"),
    Label("REMARKS", "note", True, "remarks", "remarks", "the text of the remarks"),
    Label(
        "PLAN_ADOPTION_DATE",
        "note",
        True,
        "notes",
        "footnotes.plan_adoption_dates",
        "the date on which a Rule 10b5-1 plan was adopted",
    ),
    Label(
        "PLAN_MODIFICATION_DATE",
        "note",
        True,
        "notes",
        "footnotes.plan_modification_dates",
        "the date on which such a plan was amended, modified or terminated",
    ),
    Label(
        "PRICE_RANGE",
        "note",
        True,
        "notes",
        "footnotes.price_ranges",
        "a range of prices, from its low to its high amount",
    ),
    Label("NOTE_DATE", "note", True, "notes", "footnotes.dates", "the date on which a trade told in a note was made"),
    Label("NOTE_SHARES", "note", False, "notes", "footnotes.shares", "a number of shares that a note says were traded"),
)

BY_NAME: dict[str, Label] = {label.name: label for label in LABELS}
NAMES: tuple[str, ...] = tuple(label.name for label in LABELS)
MISSION: tuple[str, ...] = ("ISSUER", "TICKER", "OWNER_NAME", "TITLE", "DATE", "PRICE_RANGE", "PLAN_ADOPTION_DATE")
# Entity labels of the note layer stand inside a FOOTNOTE or REMARKS span.
NOTE_ENTITIES: tuple[str, ...] = (
    "PLAN_ADOPTION_DATE",
    "PLAN_MODIFICATION_DATE",
    "PRICE_RANGE",
    "NOTE_DATE",
    "NOTE_SHARES",
)

PARTS: dict[str, str] = {
    "head": "the form's title, its top check boxes, the OMB box",
    "box": "the numbered boxes 1 to 6 (7 on the older form), captions and values",
    "table1head": "Table I's title and column headings",
    "table1": "Table I's rows",
    "table2head": "Table II's title and column headings",
    "table2": "Table II's rows",
    "ownershead": "the headings of the Reporting Owners table",
    "owners": "rows of the Reporting Owners table and joint filers' blocks",
    "signature": "signatures, their dates and captions",
    "notes": "footnotes",
    "remarks": "remarks",
    "boiler": "the form's own printed words anywhere else: reminders, instructions, legends",
    "other": "anything that is not the form: letters, exhibits, page numbers",
}
NOTE_PARTS: frozenset[str] = frozenset({"notes", "remarks"})
# Rows that hold only the form's own printed words: where the rows' tagger is sure of one, its words need no tagging.
SILENT_PARTS: frozenset[str] = frozenset({"table1head", "table2head", "ownershead", "boiler", "other"})
