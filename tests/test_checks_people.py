from typing import Any

import pytest
from checks_samples import found, sound, spoilt

from form4ml.checks import people

OWNER = "reporting_owners/0"
SECOND: dict[str, Any] = {"name": "HARBOR BEN", "is_director": True}


def test_issuer() -> None:
    assert found(people.issuer_known, spoilt({"issuer/trading_symbol": None})) == [("issuer-known", "warning")]


def test_relationship() -> None:
    nothing = {f"{OWNER}/is_director": False, f"{OWNER}/is_officer": None}
    assert found(people.relationship, spoilt(nothing)) == [("relationship", "warning")]
    two = {"reporting_owners": [sound()["reporting_owners"][0], SECOND | {"is_director": None}]}
    assert found(people.relationship, spoilt(two)) == []  # one box for all, its flags with the first


def test_titles() -> None:
    assert found(people.titles, spoilt({f"{OWNER}/officer_title": None})) == [("titles", "warning")]
    assert found(people.titles, spoilt({f"{OWNER}/is_officer": False})) == [("titles", "warning")]
    assert found(people.titles, spoilt({f"{OWNER}/is_other": True})) == [("titles", "warning")]
    assert found(people.titles, spoilt({f"{OWNER}/is_officer": None})) == []


@pytest.mark.parametrize(
    ("state", "zip_code", "rules"),
    [
        ("NH", "03801", []),
        ("New Hampshire", "03801", []),
        ("NH", "94025", ["zip-of-state"]),
        ("New Hampshire", "94025", ["zip-of-state"]),
        ("QQ", "94025", ["state-known"]),
        ("X0", "SW1A 1AA", []),
        ("NH", None, []),
        (None, "94025", []),
    ],
)
def test_addresses(state: str | None, zip_code: str | None, rules: list[str]) -> None:
    filing = spoilt({f"{OWNER}/address/state": state, f"{OWNER}/address/zip_code": zip_code})
    assert [rule for rule, _ in found(people.addresses, filing)] == rules


def test_an_owner_twice() -> None:
    first = sound()["reporting_owners"][0]
    twice = [first | {"cik": "0001"}, SECOND | {"cik": "1"}, {"name": "Quill, Ada B."}]
    assert found(people.owners_differ, spoilt({"reporting_owners": twice})) == [
        ("owners-differ", "error"),
        ("owners-differ", "warning"),
    ]


def test_box_6() -> None:
    assert found(people.joint_filing, spoilt({"joint_filing": True})) == [("joint-filing", "warning")]
    two = {"reporting_owners": [sound()["reporting_owners"][0], SECOND]}
    assert found(people.joint_filing, spoilt(two)) == [("joint-filing", "warning")]
    assert found(people.joint_filing, spoilt(two | {"joint_filing": None})) == []


def test_signed() -> None:
    assert found(people.signed, spoilt({"signatures": []})) == [("signed", "warning")]
    assert found(people.signed, spoilt({"signatures/0/date": None})) == [("signed", "warning")]


@pytest.mark.parametrize(
    ("signature", "count"),
    [
        ({"name": "Ada Quill"}, 0),
        ({"name": "Ada B. Quill, M.D."}, 0),
        ({"name": "Ben Harbor"}, 1),
        ({"name": "Ben Harbor, Attorney-in-Fact", "agent": "Ben Harbor", "capacity": "Attorney-in-Fact"}, 0),
        ({"name": "x", "agent": "Ben Harbor", "principal": "Ada Quill"}, 0),
        ({"name": "x", "agent": "Ben Harbor", "principal": "Cy Lantern"}, 1),
    ],
)
def test_signer(signature: dict[str, str], count: int) -> None:
    assert found(people.signer_is_owner, spoilt({"signatures": [signature]})) == [("signer-is-owner", "info")] * count


def test_entities_are_signed_for_by_anyone() -> None:
    filing = spoilt({f"{OWNER}/name": "Harbor Light Partners, L.P.", "signatures/0/name": "Cy Lantern"})
    assert found(people.signer_is_owner, filing) == []
