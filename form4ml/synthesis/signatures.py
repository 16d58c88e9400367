"""Signatures in the many ways people sign: in person, by an attorney-in-fact, for an entity, in several lines."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

from form4ml.record import Signature
from form4ml.synthesis import names

_ATTORNEY = ("Attorney-in-Fact", "Attorney-in-Fact", "attorney-in-fact", "attorney-in-fact", "Attorney-In-Fact", "Attorney in Fact", "attorney in fact", "Attorney-in-fact")  # fmt: skip
_POWER = ("by Power of Attorney", "by power of attorney", "by POA", "POA", "Power of Attorney", "pursuant to a power of attorney", "under power of attorney")  # fmt: skip
_OFFICES = ("President", "Managing Member", "Manager", "Authorized Signatory", "General Partner", "Trustee", "Chief Financial Officer", "Managing Director", "Authorized Person", "General Counsel", "Partner", "Director", "Chief Compliance Officer")  # fmt: skip
_SLASH = ("/s/ ", "/s/ ", "/s/ ", "/s/ ", "/s/ ", "/s/ ", "/S/ ", "/s/", "", "", "", "")


class Signed(NamedTuple):
    """A signature and the line as printed; several lines are parted by newlines."""

    signature: Signature
    printed: str


def _sign(
    printed: str, when: date, agent: str | None = None, principal: str | None = None, capacity: str | None = None
) -> Signed:
    name = " ".join(printed.replace("/s/", " ").replace("/S/", " ").split())
    return Signed(
        Signature(name=name, date=when.isoformat(), agent=agent, principal=principal, capacity=capacity), printed
    )


def _in_person(name: str, when: date, rng: random.Random) -> Signed:
    shown = name.upper() if rng.random() < 0.05 else name
    return _sign(rng.choice(_SLASH) + shown, when)


_BY_AGENT = (
    ("{s}{a}, {c}", 10, False),
    ("{s}{a}, as {c}", 3, False),
    ("{s}by {a}, {c}", 1, False),
    ("By: {s}{a}, {c}", 1.5, False),
    ("{s}{a} {c}", 1, False),
    ("{s}{a}, {p}", 2, False),
    ("{s}{a}, {c} for {n}", 8, True),
    ("{s}{a}, as {c} for {n}", 4, True),
    ("{s}{a} as {c} for {n}", 3, True),
    ("{s}{a}, {p} for {n}", 2, True),
    ("{s}{a} for {n}, {p}", 1, True),
    ("{n}, by {a}, {c}", 2, True),
    ("{n} by {a}, {c}", 1, True),
    ("{s}{n}, by {a}, {c}", 1.5, True),
    ("{n}, By: {s}{a}, {c}", 2, True),
    ("{n} By: {s}{a}, as {c}", 1, True),
    ("{n}\nBy: {s}{a}\n{c}", 1.5, True),
    ("{s}{a} on behalf of {n}", 1.5, True),
    ("By {a} for {n}", 0.7, True),
)  # fmt: skip
_FOR_ENTITY = (
    ("{n}, By: {s}{a}, {c}", 5),
    ("{s}{a}, {c} of {n}", 4),
    ("{n} By: {s}{a}, {c}", 3),
    ("{n}, by {s}{a}, its {c}", 2),
    ("{s}{a}, {c}", 3),
    ("{n}, By: {g}, its General Partner, By: {s}{a}, {c}", 2),
    ("{n}\nBy: {s}{a}\nName: {a}\nTitle: {c}", 1.5),
    ("{n}, By: {s}{a}, Name: {a}, Title: {c}", 1.5),
    ("{s}{a}", 2),
)  # fmt: skip


def _by_agent(name: str, agent: str, when: date, rng: random.Random) -> Signed:
    pattern, _, named = rng.choices(_BY_AGENT, [w for _, w, _ in _BY_AGENT])[0]
    attorney, power = rng.choice(_ATTORNEY), rng.choice(_POWER)
    principal = name.upper() if rng.random() < 0.08 else name
    printed = pattern.format(s=rng.choice(_SLASH), a=agent, c=attorney, p=power, n=principal)
    capacity = attorney if "{c}" in pattern else power if "{p}" in pattern else None
    return _sign(printed, when, agent, principal if named else None, capacity)


def _for_entity(name: str, signer: str, parent: str, when: date, rng: random.Random) -> Signed:
    pattern = rng.choices([p for p, _ in _FOR_ENTITY], [w for _, w in _FOR_ENTITY])[0]
    office = rng.choice(_OFFICES)
    printed = pattern.format(s=rng.choice(_SLASH), a=signer, c=office, n=name, g=parent)
    return _sign(printed, when, signer, name if "{n}" in pattern else None, office if "{c}" in pattern else None)


def make_signatures(
    owners: tuple[str, ...], agent: str, parent: str, traded: date, era: str, rng: random.Random
) -> tuple[Signed, ...]:
    """One signature for one owner; for joint filers mostly one each, all on one day."""
    days = rng.choice((0, 1, 2, 2, 2, 2, 3, 3)) if era != "1996" else rng.randint(3, 40)
    when = traded + timedelta(days=days)
    if era != "1996" and when.weekday() >= 5:
        when += timedelta(days=7 - when.weekday())
    if rng.random() < 0.02:
        when += timedelta(days=rng.randint(5, 200))
    signing = owners if len(owners) == 1 or rng.random() < 0.8 else owners[:1]
    by_agent = rng.random() < 0.62
    signed = []
    for name in signing:
        if names.is_entity(name):
            signed.append(_for_entity(name, agent, parent, when, rng))
        elif by_agent:
            signed.append(_by_agent(name, agent, when, rng))
        else:
            signed.append(_in_person(name, when, rng))
    return tuple(signed[:10])
