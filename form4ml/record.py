"""The record: what form4ml says of one filing, typed. The names are those of EDGAR's ownership XML in snake case.

A value that is not there is None, a list that is empty is []; nothing is guessed to fill a gap. Amounts are decimals
that keep the digits as filed. Dates are ISO strings ("2018-03-12"; "2021-03" where only the month was given).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "form4ml/record/1"

Absence = Literal["not-on-form", "unreadable", "abstained"]
Severity = Literal["error", "warning", "info"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=False)


class Issuer(_Part):
    name: str | None = None
    trading_symbol: str | None = None
    cik: str | None = None
    foreign_trading_symbol: str | None = None


class Address(_Part):
    street1: str | None = None
    street2: str | None = None
    city: str | None = None
    state: str | None = None
    zip_code: str | None = None
    country: str | None = None


class Owner(_Part):
    name: str | None = None
    cik: str | None = None
    address: Address = Field(default_factory=Address)
    is_director: bool | None = None
    is_officer: bool | None = None
    is_ten_percent_owner: bool | None = None
    is_other: bool | None = None
    officer_title: str | None = None
    other_text: str | None = None


class Row(_Part):
    """A row of one of the four tables; fields that its table lacks stay None and are left out when written."""

    security_title: str | None = None
    conversion_or_exercise_price: Decimal | None = None
    transaction_date: str | None = None
    deemed_execution_date: str | None = None
    transaction_code: str | None = None
    equity_swap: bool | None = None
    reported_early: bool | None = None
    shares: Decimal | None = None
    transaction_total_value: Decimal | None = None
    price_per_share: Decimal | None = None
    acquired_disposed: str | None = None
    exercise_date: str | None = None
    expiration_date: str | None = None
    underlying_title: str | None = None
    underlying_shares: Decimal | None = None
    underlying_value: Decimal | None = None
    shares_owned_following: Decimal | None = None
    value_owned_following: Decimal | None = None
    direct_or_indirect: str | None = None
    nature_of_ownership: str | None = None
    footnotes: dict[str, list[str]] = Field(default_factory=dict)
    origin: Literal["table", "footnote"] = "table"


TABLES: tuple[str, ...] = (
    "non_derivative_transactions",
    "non_derivative_holdings",
    "derivative_transactions",
    "derivative_holdings",
)
_COMMON = (
    "security_title",
    "shares_owned_following",
    "value_owned_following",
    "direct_or_indirect",
    "nature_of_ownership",
)
_TRADE = (
    "transaction_date", "deemed_execution_date", "transaction_code", "equity_swap", "reported_early",
    "shares", "price_per_share", "acquired_disposed",
)  # fmt: skip
_DERIVATIVE = (
    "conversion_or_exercise_price", "exercise_date", "expiration_date",
    "underlying_title", "underlying_shares", "underlying_value",
)  # fmt: skip
ROW_FIELDS: dict[str, tuple[str, ...]] = {
    table: tuple(
        name
        for name in Row.model_fields
        if name in _COMMON
        or (name in _TRADE and table.endswith("transactions"))
        or (name in _DERIVATIVE and table.startswith("derivative"))
        or (name == "transaction_total_value" and table == "derivative_transactions")
    )
    for table in TABLES
}


class PriceRange(_Part):
    low: Decimal
    high: Decimal


class Footnote(_Part):
    id: str
    text: str | None = None
    price_ranges: list[PriceRange] = Field(default_factory=list)
    plan_adoption_dates: list[str] = Field(default_factory=list)
    plan_modification_dates: list[str] = Field(default_factory=list)
    dates: list[str] = Field(default_factory=list)
    shares: list[Decimal] = Field(default_factory=list)


class Signature(_Part):
    name: str | None = None  # as signed, without "/s/"
    date: str | None = None
    agent: str | None = None
    principal: str | None = None
    capacity: str | None = None


class Filing(_Part):
    document_type: str | None = None
    period_of_report: str | None = None
    date_of_original_submission: str | None = None
    not_subject_to_section16: bool | None = None
    aff10b5_one: bool | None = None
    issuer: Issuer = Field(default_factory=Issuer)
    reporting_owners: list[Owner] = Field(default_factory=list)
    joint_filing: bool | None = None
    non_derivative_transactions: list[Row] = Field(default_factory=list)
    non_derivative_holdings: list[Row] = Field(default_factory=list)
    derivative_transactions: list[Row] = Field(default_factory=list)
    derivative_holdings: list[Row] = Field(default_factory=list)
    footnotes: list[Footnote] = Field(default_factory=list)
    remarks: str | None = None
    signatures: list[Signature] = Field(default_factory=list)
    plan_adoption_dates: list[str] = Field(default_factory=list)
    price_ranges: list[PriceRange] = Field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Piece:
    """A stretch of one line that a value was read from."""

    line: int  # 0-based index into the input's lines
    start: int
    end: int
    page: int  # 1-based
    box: tuple[float, float, float, float] | None = None  # left, top, right, bottom in page pixels


@dataclass(slots=True, kw_only=True)
class Evidence:
    text: str  # as read
    line: int
    start: int
    end: int
    page: int
    box: tuple[float, float, float, float] | None = None
    confidence: float  # calibrated probability that the value is right
    made_by: str  # tagged, footnote, rule:NAME, corrected:NAME
    pieces: list[Piece] = field(default_factory=list)  # every stretch, where there are several
    alternatives: list[str] = field(default_factory=list)  # other readings, best first


class Finding(_Part):
    rule: str
    severity: Severity
    pointers: list[str] = Field(default_factory=list)
    message: str


@dataclass(slots=True, kw_only=True)
class Entity:
    label: str
    text: str
    line: int
    start: int
    end: int
    confidence: float
    pieces: list[Piece] = field(default_factory=list)


class Source(_Part):
    name: str
    sha256: str
    kind: str
    pages: int
    engine: str | None = None
    facts: dict[str, str] = Field(default_factory=dict)
    notes: list[str] = Field(default_factory=list)
    page_range: tuple[int, int] | None = None  # where the input held several filings: first and last page of this one


class ModelInfo(_Part):
    name: str
    version: str
    sha256: str


class Reading(_Part):
    """One filing as read: the record, where each value stood, why others are missing, what the checks noticed."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    source: Source
    model: ModelInfo
    filing: Filing
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    absent: dict[str, Absence] = Field(default_factory=dict)
    findings: list[Finding] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON (decimals stay Decimal); each row holds only the fields that its table has."""
        plain = self.model_dump(by_alias=True)
        for table, fields in ROW_FIELDS.items():
            plain["filing"][table] = [
                {name: row[name] for name in (*fields, "footnotes", "origin")} for row in plain["filing"][table]
            ]
        return plain


def json_schema() -> dict[str, Any]:
    """The contract as JSON Schema."""
    return Reading.model_json_schema(by_alias=True)
