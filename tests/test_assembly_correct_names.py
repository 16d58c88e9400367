"""Damaged names mended by other places of the filing, and the many names that stay as read."""

from __future__ import annotations

import pytest
from assembly_samples import reading_of, text
from correct_samples import corrected

from form4ml.assembly.builder import Builder, signals_of
from form4ml.assembly.correct_names import second_ones
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.found import found
from form4ml.record import Filing, Owner, Reading, Signature

TABLE = ("table1head", "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned")


def filing(
    owner: str, signed: str, *more: tuple[str, str], issuer: str = "Harbor Light, Inc.", symbol: str = "HLIT"
) -> Filing:
    found: Reading = reading_of(
        text(
            ("box", f"{{ISSUER:{issuer}}} [ {{TICKER:{symbol}}} ]"),
            ("box", f"{{OWNER_NAME:{owner}}}"),
            ("box", "{STREET:12 LANTERN ROAD}"),
            ("box", "{CITY:MENLO PARK} {STATE:CA} {ZIP:94025}"),
            TABLE,
            *more,
            ("signature", f"{{SIGNATURE:{signed}}} {{SIGNATURE_DATE:03/14/2021}}"),
        )
    )
    return found.filing


@pytest.mark.parametrize(
    ("owner", "signed", "name"),
    [
        ("LDEN RUTH", "Ruth Alden", "ALDEN RUTH"),
        ("Alden Rut", "Ann Poole, attorney-in-fact for Ruth Alden", "Alden Ruth"),
        ("Alden Rut", "Ann Poole, attorney-in-fact for Ruth B. Alden", "Alden Ruth"),
        ("A RUTH", "Ruth Alden", "ALDEN RUTH"),
        ("DEN RUTIH", "Ruth Alden", "ALDEN RUTH"),
        ("HARBCR RUTH", "Ruth Harbor", "HARBOR RUTH"),
        ("STERN RUTH", "Ruth Stem", "STERN RUTH"),
        ("ALDEN PAUL", "Panl Alden", "ALDEN PAUL"),
        ("ORR MAX", "Ruth Alden", "ORR MAX"),
        ("ALDEN RUTH B", "Ruth Alden", "ALDEN RUTH B"),
        ("ALDEN MARY RUTH", "Ruth Alden", "ALDEN MARY RUTH"),
        ("Alden Rut", "Ann Poole, attorney-in-fact", "Alden Rut"),
        ("Alden Fun LP", "Alden Fund LP, By: /s/ Max Orr, Manager", "Alden Fund LP"),
    ],
)
def test_owners_by_signature(owner: str, signed: str, name: str) -> None:
    assert filing(owner, signed).reporting_owners[0].name == name


@pytest.mark.parametrize(
    ("issuer", "street", "name"),
    [
        ("arbor Light, Inc.", "C/O HARBOR LIGHT, INC.", "Harbor Light, Inc."),
        ("Harbor Ligt, Inc.", "C/O HARBOR LIGHT, INC., HARBOR LIGHT CENTER", "Harbor Light, Inc."),
        ("Harbor Ligt, Inc.", "C/O HARBOR LIGHT, INC.", "Harbor Ligt, Inc."),  # one word against another
        ("Harbor Light Fund 11 Inc.", "C/O HARBOR LIGHT FUND II INC.", "Harbor Light Fund II Inc."),
        ("Harbor Bright, Inc.", "C/O HARBOR LIGHT, INC., HARBOR LIGHT CENTER", "Harbor Bright, Inc."),
    ],
)
def test_issuers_by_a_care_of_line(issuer: str, street: str, name: str) -> None:
    found = filing("Alden Ruth", "Ruth Alden", ("notes", street), issuer=issuer)
    assert found.issuer.name == name


@pytest.mark.parametrize(
    ("issuer", "symbol", "name"),
    [
        ("Margeta, Inc.", "MQ", "Marqeta, Inc."),
        ("HarborD8, Inc.", "HDB", "HarborDB, Inc."),
        ("Alphabet Inc.", "GOOG", "Alphabet Inc."),
        ("Harbor 8, Inc.", "HB", "Harbor 8, Inc."),
        ("Harbor8, Inc.", "HLIT", "Harbor8, Inc."),
    ],
)
def test_issuers_by_their_symbol(issuer: str, symbol: str, name: str) -> None:
    assert filing("Alden Ruth", "Ruth Alden", issuer=issuer, symbol=symbol).issuer.name == name


@pytest.mark.parametrize(
    ("issuer", "read", "symbol"),
    [
        ("Linkedin Corp", "1NKD", "LNKD"),
        ("Zynga Inc", "2NGA", "ZNGA"),
        ("Joby Aviation, Inc.", "JJOBY", "JOBY"),
        ("Harbor Light, Inc.", "JLIT", "JLIT"),  # its rest does not begin as the issuer does
        ("Jjoby Corp", "JJOBY", "JJOBY"),
        ("Meta Platforms, Inc.", "F8", "F8"),  # no letter makes it the issuer's
    ],
)
def test_symbols_by_their_issuer(issuer: str, read: str, symbol: str) -> None:
    assert filing("Alden Ruth", "Ruth Alden", issuer=issuer, symbol=read).issuer.trading_symbol == symbol


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Light Group, Harbor Light Group Inc.", "Harbor Light Group Inc."),
        ("Harbor Light Harbor Light, Inc.", "Harbor Light, Inc."),
        ("Light Light Inc.", "Light Light Inc."),
    ],
)
def test_an_issuer_said_twice(read: str, name: str) -> None:
    assert filing("Alden Ruth", "Ruth Alden", issuer=read).issuer.name == name


def test_a_rule_before_a_name() -> None:
    listed = ("owners", "{OWNER_NAME@0.5:ALDEN RUTH}"), ("owners", "{CITY:MENLO PARK}, {STATE:CA} {ZIP:94025}")
    found = filing("IALDEN RUTH", "Ann Poole, attorney-in-fact", *listed)
    assert [owner.name for owner in found.reporting_owners] == ["ALDEN RUTH"]


@pytest.mark.parametrize(
    ("signed", "doubted"), [("Ruth Alden", False), ("Ruth B. Alden", True), ("Ruth Alden Jr.", True)]
)
def test_what_a_signature_has_more_was_lost_behind_a_word_cut_short(signed: str, doubted: bool) -> None:
    builder = corrected(Filing(reporting_owners=[Owner(name="Alden Rut")], signatures=[Signature(name=signed)]))
    assert builder.filing.reporting_owners[0].name == "Alden Ruth"
    assert builder.proofs["/reporting_owners/0/name"].signals.contradicted == doubted


# -- a Roman two ------------------------------------------------------------------------------------------------------


def signed_as(name: str, elsewhere: str) -> Builder:
    tagged = text(("box", elsewhere), ("signature", name))
    builder = Builder(tagged.view)
    builder.filing.signatures = [Signature(name=name)]
    item = found(tagged.view, "SIGNATURE", list(range(tagged.view.rows[1].first, tagged.view.rows[1].last)), 0.9, "box")
    builder.prove("/signatures/0/name", item, signals=signals_of(item))
    second_ones(Readings(builder))
    return builder


def test_a_two_misread_behind_a_word_that_has_one_elsewhere() -> None:
    for read in ("Alden 11 GP LP", "Alden Il GP LP", "Alden I] GP LP"):
        builder = signed_as(read, "ALDEN II LP and Alden II GP LP")
        assert builder.filing.signatures[0].name in ("Alden II GP LP",), read
        assert builder.proofs["/signatures/0/name"].made_by == "corrected:read-elsewhere"


def test_a_number_that_stands_so_elsewhere_stays() -> None:
    builder = signed_as("Alden 11 GP LP", "Alden 11 LP")
    assert builder.filing.signatures[0].name == "Alden 11 GP LP"
    assert builder.proofs["/signatures/0/name"].made_by == "tagged"
