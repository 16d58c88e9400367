"""Readings made by hand for the tests of the writers; every name and number in them is invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from form4ml.record import Evidence, Filing, Finding, ModelInfo, Reading, Source


def reading(filing: dict[str, Any] | Filing, name: str = "sample.txt", **rest: Any) -> Reading:
    source: dict[str, Any] = {"name": name, "sha256": "ab" * 32, "kind": "text", "pages": 1}
    source |= rest.pop("source", {})
    model = ModelInfo(name="crf", version="1.0", sha256="cd" * 32)
    if isinstance(filing, dict):
        filing = Filing.model_validate(filing)
    return Reading(source=Source.model_validate(source), model=model, filing=filing, **rest)


def seen(text: str, confidence: float = 0.99, line: int = 0, start: int = 0, **rest: Any) -> Evidence:
    made_by = rest.pop("made_by", "tagged")
    return Evidence(
        text=text,
        line=line,
        start=start,
        end=start + len(text),
        page=rest.pop("page", 1),
        confidence=confidence,
        made_by=made_by,
        **rest,
    )


FULL: dict[str, Any] = {
    "document_type": "4",
    "period_of_report": "2024-05-06",
    "not_subject_to_section16": False,
    "aff10b5_one": True,
    "issuer": {"name": "Harbor Light Instruments, Inc.", "trading_symbol": "HLIN", "cik": "0001999001"},
    "reporting_owners": [
        {
            "name": "QUILL MARGARET A",
            "cik": "0001999002",
            "address": {
                "street1": "C/O HARBOR LIGHT INSTRUMENTS, INC.",
                "street2": "12 LANTERN ROAD",
                "city": "PORTSMOUTH",
                "state": "NH",
                "zip_code": "03801",
            },
            "is_director": True,
            "is_officer": True,
            "is_ten_percent_owner": False,
            "is_other": False,
            "officer_title": "Chief Executive Officer",
        },
        {
            "name": "Quill Family Trust",
            "cik": "0001999003",
            "address": {"street1": "12 LANTERN ROAD", "city": "PORTSMOUTH", "state": "NH", "zip_code": "03801"},
            "is_director": False,
            "is_officer": False,
            "is_ten_percent_owner": False,
            "is_other": True,
            "other_text": "Member of a group",
        },
    ],
    "joint_filing": True,
    "non_derivative_transactions": [
        {
            "security_title": "Common Stock",
            "transaction_date": "2024-05-06",
            "transaction_code": "M",
            "equity_swap": False,
            "reported_early": False,
            "shares": Decimal("12500"),
            "price_per_share": Decimal("4.10"),
            "acquired_disposed": "A",
            "shares_owned_following": Decimal("112500"),
            "direct_or_indirect": "D",
        },
        {
            "security_title": "Common Stock",
            "transaction_date": "2024-05-06",
            "deemed_execution_date": "2024-05-07",
            "transaction_code": "S",
            "equity_swap": False,
            "reported_early": False,
            "shares": Decimal("12500.5"),
            "price_per_share": Decimal("31.4527"),
            "acquired_disposed": "D",
            "shares_owned_following": Decimal("99999.5"),
            "direct_or_indirect": "D",
            "footnotes": {"transaction_code": ["F1"], "price_per_share": ["F1", "F2"]},
        },
    ],
    "non_derivative_holdings": [
        {
            "security_title": "Common Stock",
            "shares_owned_following": Decimal("3000.0"),
            "direct_or_indirect": "I",
            "nature_of_ownership": "By Trust",
        }
    ],
    "derivative_transactions": [
        {
            "security_title": "Stock Option (right to buy)",
            "conversion_or_exercise_price": Decimal("4.10"),
            "transaction_date": "2024-05-06",
            "transaction_code": "M",
            "equity_swap": False,
            "reported_early": False,
            "shares": Decimal("12500"),
            "price_per_share": Decimal("0"),
            "acquired_disposed": "D",
            "expiration_date": "2029-02-14",
            "underlying_title": "Common Stock",
            "underlying_shares": Decimal("12500"),
            "shares_owned_following": Decimal("0"),
            "direct_or_indirect": "D",
            "footnotes": {"exercise_date": ["F3"]},
        }
    ],
    "derivative_holdings": [
        {
            "security_title": "Restricted Stock Units",
            "exercise_date": "2025-03-01",
            "underlying_title": "Common Stock",
            "underlying_shares": Decimal("800"),
            "shares_owned_following": Decimal("800"),
            "direct_or_indirect": "D",
            "footnotes": {"conversion_or_exercise_price": ["F4"], "expiration_date": ["F4"]},
        }
    ],
    "footnotes": [
        {
            "id": "F1",
            "text": "Sold under a Rule 10b5-1 trading plan adopted by the reporting person on December 4, 2023.",
            "plan_adoption_dates": ["2023-12-04"],
        },
        {
            "id": "F2",
            "text": "Weighted average; sold at prices from $31.10 to $31.90, inclusive.",
            "price_ranges": [{"low": Decimal("31.10"), "high": Decimal("31.90")}],
        },
        {"id": "F3", "text": "The option is fully vested."},
        {"id": "F4", "text": "Each unit stands for one share and vests on March 1, 2025."},
    ],
    "remarks": "Exhibit 24 - Power of Attorney",
    "signatures": [
        {
            "name": "Owen Tarn, Attorney-in-Fact for Margaret A. Quill",
            "date": "2024-05-08",
            "agent": "Owen Tarn",
            "principal": "Margaret A. Quill",
            "capacity": "Attorney-in-Fact",
        }
    ],
    "plan_adoption_dates": ["2023-12-04"],
    "price_ranges": [{"low": Decimal("31.10"), "high": Decimal("31.90")}],
}


def full(name: str = "full.tsv", **rest: Any) -> Reading:
    """Every part of the form, two owners, both tables, notes, a finding, an unsure value and missing ones."""
    rest.setdefault(
        "evidence",
        {
            "/issuer/name": seen("Harbor Light Instruments, Inc."),
            "/non_derivative_transactions/1/shares": seen("12,500.5", 0.61, line=9, page=2),
            "/non_derivative_transactions/1/price_per_share": seen("$31.4527", 0.93, line=9, page=2),
        },
    )
    rest.setdefault(
        "absent",
        {
            "/date_of_original_submission": "not-on-form",
            "/derivative_transactions/0/exercise_date": "not-on-form",
            "/derivative_holdings/0/conversion_or_exercise_price": "unreadable",
            "/derivative_holdings/0/expiration_date": "abstained",
        },
    )
    rest.setdefault(
        "findings",
        [
            Finding(
                rule="running-balance",
                severity="warning",
                pointers=["/non_derivative_transactions/1/shares_owned_following"],
                message="112,500 less 12,500.5 is 99,999.5",
            )
        ],
    )
    return reading(FULL, name, **rest)


def told_by_note() -> Reading:
    """A filing whose Table I could not be read; a note tells the trade."""
    return reading(
        {
            "document_type": "4",
            "period_of_report": "2018-03-12",
            "issuer": {"name": "Tidewater Seed Company", "trading_symbol": "TSEED"},
            "reporting_owners": [{"name": "BRACKEN OTIS", "is_director": True}],
            "non_derivative_transactions": [
                {
                    "transaction_date": "2018-03-12",
                    "shares": Decimal("34000"),
                    "acquired_disposed": "D",
                    "footnotes": {"price_per_share": ["F1"]},
                    "origin": "footnote",
                }
            ],
            "footnotes": [{"id": "F1", "text": "34,000 shares were sold on March 12, 2018."}],
            "signatures": [{"name": "Otis Bracken", "date": "2018-03-14"}],
        },
        "told.txt",
        absent={
            "/non_derivative_transactions/0/security_title": "unreadable",
            "/non_derivative_transactions/0/price_per_share": "unreadable",
            "/derivative_transactions": "not-on-form",
        },
    )
