"""Signatures that lack words, and principals cut short."""

from __future__ import annotations

import pytest
from correct_samples import corrected

from form4ml.assembly.builder import Builder
from form4ml.record import Filing, Owner, Signature


def signed(name: str, principal: str | None = None, owner: str = "Alden Ruth") -> Builder:
    sign = Signature(name=name, principal=principal, date="2021-03-14")
    return corrected(Filing(signatures=[sign], reporting_owners=[Owner(name=owner)]))


@pytest.mark.parametrize(
    "name",
    ["Alden", "Ann Poole, by for Ruth Alden", "Ann Poole, attorney-in-fact for Ruth", "Ann Poole, attorney-in-fact for", "Ann Poole, attorney"],
)  # fmt: skip
def test_one_that_lacks_words_is_doubted(name: str) -> None:
    assert signed(name).proofs["/signatures/0/name"].signals.contradicted


@pytest.mark.parametrize(
    "name",
    ["Ruth Alden", "Ann Poole, attorney-in-fact", "Ann Poole, by power of attorney", "Ann Poole, Power of Attorney for Ruth Alden"],
)  # fmt: skip
def test_a_whole_one_is_not(name: str) -> None:
    assert not signed(name).proofs["/signatures/0/name"].signals.contradicted


def test_a_principal_cut_short_is_the_owner() -> None:
    builder = signed("Ann Poole, Attorney-in-Fact for Rut Alden", "Rut Alden")
    [sign] = builder.filing.signatures
    assert (sign.name, sign.principal) == ("Ann Poole, Attorney-in-Fact for Ruth Alden", "Ruth Alden")
    assert builder.proofs["/signatures/0/name"].made_by == "corrected:same-owner"


def test_another_principal_stays() -> None:
    builder = signed("Ann Poole, Attorney-in-Fact for Max Orr", "Max Orr")
    assert builder.filing.signatures[0].principal == "Max Orr"
