"""A sound record for the tests of the checks, to be spoilt one value at a time; every name and number is invented."""

from __future__ import annotations

from typing import Any

from form4ml.checks import Rule
from form4ml.record import Filing, Finding


def sound() -> dict[str, Any]:
    return {
        "document_type": "4",
        "period_of_report": "2024-05-06",
        "not_subject_to_section16": False,
        "aff10b5_one": True,
        "issuer": {"name": "Harbor Light, Inc.", "trading_symbol": "HLIT"},
        "reporting_owners": [
            {
                "name": "QUILL ADA B",
                "address": {"street1": "12 LANTERN ROAD", "city": "PORTSMOUTH", "state": "NH", "zip_code": "03801"},
                "is_director": True,
                "is_officer": True,
                "is_ten_percent_owner": False,
                "is_other": False,
                "officer_title": "Chief Executive Officer",
            }
        ],
        "joint_filing": False,
        "non_derivative_transactions": [
            trade(code="M", side="A", shares="1000", price="5.00", after="11000"),
            trade(code="S", side="D", shares="400", price="50.25", after="10600", notes={"price_per_share": ["F1"], "transaction_code": ["F2"]}),
            trade(code="S", side="D", shares="600", price="51", after="10000", date="2024-05-07"),
        ],
        "non_derivative_holdings": [
            {"security_title": "Common Stock", "shares_owned_following": "500", "direct_or_indirect": "I", "nature_of_ownership": "By Trust"}
        ],
        "derivative_transactions": [
            trade(title="Option", code="M", side="D", shares="1000", price="0", after="4000")
            | {
                "conversion_or_exercise_price": "5.00",
                "exercise_date": "2020-01-01",
                "expiration_date": "2029-01-01",
                "underlying_title": "Common Stock",
                "underlying_shares": "1000",
            }
        ],
        "footnotes": [
            {"id": "F1", "text": "Sold at $50.00 to $50.50.", "price_ranges": [{"low": "50.00", "high": "50.50"}]},
            {
                "id": "F2",
                "text": "Sold under a Rule 10b5-1 trading plan adopted on November 29, 2023.",
                "plan_adoption_dates": ["2023-11-29"],
            },
        ],
        "signatures": [{"name": "Ada B. Quill", "date": "2024-05-08"}],
    }  # fmt: skip


def trade(
    code: str = "S",
    side: str = "D",
    shares: str | None = "100",
    price: str | None = "10",
    after: str | None = "900",
    date: str = "2024-05-06",
    title: str = "Common Stock",
    notes: dict[str, list[str]] | None = None,
) -> dict[str, Any]:
    return {
        "security_title": title,
        "transaction_date": date,
        "transaction_code": code,
        "shares": shares,
        "acquired_disposed": side,
        "price_per_share": price,
        "shares_owned_following": after,
        "direct_or_indirect": "D",
        "footnotes": notes or {},
    }


def spoilt(changes: dict[str, Any] | None = None, **more: Any) -> Filing:
    """The sound record with values replaced; keys are paths such as `non_derivative_transactions/0/shares`."""
    record = sound()
    for path, value in {**(changes or {}), **more}.items():
        *way, last = path.split("/")
        node: Any = record
        for step in way:
            node = node[int(step)] if isinstance(node, list) else node[step]
        if isinstance(node, list):
            node[int(last)] = value
        else:
            node[last] = value
    return Filing.model_validate(record)


def found(rule: Rule, filing: Filing) -> list[tuple[str, str]]:
    """What a rule finds, as (rule, severity)."""
    return [(one.rule, one.severity) for one in checked(rule, filing)]


def checked(rule: Rule, filing: Filing) -> list[Finding]:
    findings = list(rule(filing))
    for one in findings:
        assert one.message.endswith("."), one.message
        assert one.pointers and all(pointer.startswith("/") for pointer in one.pointers)
        Finding.model_validate(one.model_dump())
    return findings
