"""Who files: a director, an officer or a holder of ten percent, alone or jointly with funds and partners."""

from __future__ import annotations

import random
from dataclasses import dataclass

from form4ml.record import Owner
from form4ml.synthesis import names
from form4ml.synthesis.addresses import make_address
from form4ml.synthesis.facts import Facts

MAX_TITLE = 30  # characters that EDGAR takes
_LONG_TITLES = (
    "Executive Vice President, General Counsel and Corporate Secretary",
    "Senior Vice President, Chief Accounting Officer and Corporate Controller",
    "President, Chief Executive Officer and Chairman of the Board of Directors",
    "Executive Vice President and Chief Human Resources Officer",
    "Chief Operating Officer and President of North American Operations",
    "Senior Vice President, Research and Development and Chief Scientific Officer",
    "Group President, Engineered Products and Industrial Services",
    "Executive Vice President, Chief Legal Officer, General Counsel & Secretary",
    "Vice President, Strategy, Corporate Development and Investor Relations",
    "Chief Financial Officer, Treasurer and Principal Accounting Officer",
)
_OTHER = ("Former Director", "See Remarks", "Member of 10% owner group", "Former 10% Owner", "See Footnote (1)", "Director by Deputization", "Trustee", "Investment Adviser", "Former officer", "Member of 13D group", "Section 16 Officer", "10% Owner Group Member", "Chairman Emeritus")  # fmt: skip
_ROLES = (("officer", 46), ("director", 34), ("both", 10), ("ten", 5), ("director-ten", 4), ("other", 1.5))


@dataclass(frozen=True)
class Cast:
    """The owners of one filing, their names as in running text, and the first officer's full title."""

    owners: tuple[Owner, ...]
    running: tuple[str, ...]
    long_title: str
    family: tuple[str, ...]  # the house of funds, where there is one

    @property
    def person(self) -> bool:
        return not names.is_entity(self.owners[0].name or "")


def _title(facts: Facts, rng: random.Random) -> tuple[str, str]:
    """(as printed in box 5, in full)"""
    if rng.random() < 0.06:
        full = rng.choice(_LONG_TITLES)
        return rng.choice(
            ("See Remarks", "See Remarks", "See remarks", "See Remarks below", full[:MAX_TITLE].rstrip())
        ), full
    title = facts.officer_titles.draw(rng)
    return title, rng.choice(_LONG_TITLES) if "remark" in title.lower() else title


def _person(facts: Facts, rng: random.Random, held_out: bool) -> str:
    pool = facts.owners.of(held_out)
    while True:
        name = pool.draw(rng)
        if not names.is_entity(name):
            return name.upper() if rng.random() < 0.3 else name


def _entity_name(facts: Facts, rng: random.Random, held_out: bool, made: str) -> str:
    """Mostly a made fund; now and then a real entity of the pool."""
    if rng.random() < 0.8:
        return made.upper() if rng.random() < 0.25 else made
    pool = facts.owners.of(held_out)
    for _ in range(40):
        name = pool.draw(rng)
        if names.is_entity(name):
            return name
    return made


def _owner(name: str, role: str, facts: Facts, rng: random.Random, era: str, care_of: str | None) -> tuple[Owner, str]:
    officer = role in ("officer", "both")
    title, full = _title(facts, rng) if officer else (None, rng.choice(_LONG_TITLES))
    other = role == "other"
    return (
        Owner(
            name=name,
            address=make_address(rng, era, care_of),
            is_director=role in ("director", "both", "director-ten"),
            is_officer=officer,
            is_ten_percent_owner=role in ("ten", "director-ten") or (role == "both" and rng.random() < 0.1),
            is_other=other,
            officer_title=title,
            other_text=rng.choice(_OTHER) if other else None,
        ),
        full,
    )


def _joint(facts: Facts, rng: random.Random, era: str, held_out: bool) -> Cast:
    """Funds with their general partner and partners, each with the house's address."""
    family = names.fund_family(rng)
    count = rng.choice((2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 10))
    role = rng.choice(("ten", "ten", "ten", "director-ten", "other"))
    care_of = rng.choice((None, family[2]))
    chosen = [_entity_name(facts, rng, held_out, family[0])]
    for at in range(1, count):
        entity = at < len(family) and rng.random() < 0.7
        chosen.append(
            family[at].upper()
            if entity and rng.random() < 0.2
            else family[at]
            if entity
            else _person(facts, rng, held_out)
        )
    if rng.random() < 0.25:
        chosen.insert(0, chosen.pop())
    owners: list[Owner] = []
    shared = None
    for name in dict.fromkeys(chosen):
        owner, _ = _owner(name, role, facts, rng, era, care_of)
        if shared is not None and rng.random() < 0.92:
            owner.address = shared.model_copy()
        else:
            shared = owner.address
        owners.append(owner)
    return Cast(tuple(owners), tuple(names.natural(o.name or "") for o in owners), rng.choice(_LONG_TITLES), family)


def make_cast(facts: Facts, rng: random.Random, era: str, held_out: bool, issuer: str, fund: bool) -> Cast:
    """`fund`: the filing tells a fund's trades, by one entity or jointly."""
    family = names.fund_family(rng)
    if fund and rng.random() < 0.62:
        return _joint(facts, rng, era, held_out)
    if fund:
        name = _entity_name(facts, rng, held_out, family[0])
        owner, full = _owner(name, rng.choice(("ten", "ten", "ten", "director-ten", "other")), facts, rng, era, None)
        return Cast((owner,), (names.natural(name),), full, family)
    role = rng.choices([r for r, _ in _ROLES], [w for _, w in _ROLES])[0]
    care_of = issuer if rng.random() < 0.6 else None
    owner, full = _owner(_person(facts, rng, held_out), role, facts, rng, era, care_of)
    if rng.random() < 0.03:  # a spouse or a trust files with the person
        second, _ = _owner(_person(facts, rng, held_out), "ten", facts, rng, era, None)
        second.address = owner.address.model_copy()
        return Cast((owner, second), (names.natural(owner.name or ""), names.natural(second.name or "")), full, family)
    return Cast((owner,), (names.natural(owner.name or ""),), full, family)
