"""Houses of funds: a person or a partnership tells the trades of many vehicles, each on rows of its own, fund after fund."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from form4ml.synthesis import names
from form4ml.synthesis.book import Entry, Note
from form4ml.synthesis.derivatives import explain_gaps, paired
from form4ml.synthesis.market import range_around
from form4ml.synthesis.pay import ZERO
from form4ml.synthesis.stage import Stage

MOST = 9  # vehicles of a house that one filing tells of
_STRATEGIES = ("Growth", "Venture", "Early Stage", "Opportunity", "Expansion", "Select", "Global Growth", "Seed", "Life Sciences", "Buyout", "Technology", "Digital", "Infrastructure", "Small Cap", "Special Situations")  # fmt: skip
_REGIONS = ("U.S.", "Global", "Europe", "Asia", "International", "North America", "India", "Israel", "US/E", "Pacific")
_SIBLINGS = ("Principals Fund", "Partners Fund", "Partners Fund (Q)", "Entrepreneurs Fund", "Affiliates Fund", "Executives Fund", "Parallel Fund", "Co-Invest", "Annex Fund", "Side Fund", "Advisers Fund", "Strategic Partners", "Associates")  # fmt: skip
_OWN = ("By Estate Planning Vehicle", "By Estate Planning Vehicles", "By Family Trust", "By Trust", "By Family LLC", "By Spouse", "By Limited Partnership", "By Revocable Trust", "By Family Limited Partnership")  # fmt: skip
_BEFORE = (("By ", 50), ("", 30), ("by ", 7), ("Held by ", 6), ("By: ", 3), ("Owned by ", 2), ("Through ", 2))
_HOUSES = ("Capital", "Capital", "Ventures", "Partners", "", "Technology Partners")
_FOUNDERS = (*_HOUSES, "Equity", "Associates")
_NUMBERS = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XV", "2010", "2014", "2018", "2021", "I", "1", "2", "3")  # fmt: skip
_CLASSES = (("Class B Common Stock", "Class A Common Stock"), ("Class B Common Stock", "Common Stock"), ("Class B Common Units", "Class A Common Stock"), ("Class C Common Stock", "Class A Common Stock"), ("LLC Units", "Class A Common Stock"))  # fmt: skip
_SERIES = ("Series A Preferred Stock", "Series A-1 Preferred Stock", "Series B Preferred Stock", "Series B Convertible Preferred Stock", "Series C Preferred Stock", "Series C-2 Preferred Stock", "Series D Preferred Stock", "Series E Redeemable Convertible Preferred Stock", "Series Seed Preferred Stock", "Convertible Preferred Shares")  # fmt: skip


class Vehicle(NamedTuple):
    """One of a house: how its rows name it, the note that tells who it is, and what it owns before the trade."""

    nature: str | None  # None: owned directly
    note: Note | None
    owned: Decimal

    @property
    def letter(self) -> str:
        return "D" if self.nature is None else "I"

    def sign(self, entry: Entry) -> None:
        """The note that tells who it is, where its row names it."""
        entry.mark("direct_or_indirect" if self.nature is None else "nature_of_ownership", self.note)


def _stem(rng: random.Random, name: str, words: tuple[str, ...]) -> str:
    return f"{name} {rng.choice(words)}".rstrip()


def house(rng: random.Random, stem: str | None = None) -> tuple[str, ...]:
    """Names of a house's funds, as alike as they are on real filings: a strategy, a number, and siblings of both."""
    stem = stem or _stem(rng, rng.choice(names.STEMS), _HOUSES)
    partnership = rng.choice(("L.P.", "L.P.", "LP", "LP"))
    company = rng.choice(("LLC", "LLC", "L.L.C."))
    comma = rng.choice((", ", ", ", ", ", " "))
    found: dict[str, None] = {}
    while len(found) < MOST:
        region = f"{rng.choice(_REGIONS)} " if rng.random() < 0.45 else ""
        strategy = f"{rng.choice(_STRATEGIES)} " if rng.random() < 0.75 else ""
        number = f" {rng.choice(_NUMBERS)}" if rng.random() < 0.85 else ""
        fund = f"{stem} {region}{strategy}Fund{number}"
        if number.strip().isdigit() and len(number) > 3 and rng.random() < 0.6:
            fund = f"{stem} {region}{strategy.strip()}{number} Fund" if strategy else f"{stem}{number} Fund"
        end = f"{comma}{company if rng.random() < 0.12 else partnership}"
        found[f"{fund}{end}"] = None
        for sibling in rng.sample(_SIBLINGS, rng.choice((0, 0, 1, 2))):
            base = fund.replace(" Fund", "")
            name = rng.choice((f"{base} {sibling}", f"{stem} {region}{strategy}{sibling}{number}", f"{fund} {sibling}"))
            found[f"{name}{end if rng.random() < 0.85 else f'{comma}{company}'}"] = None
        if rng.random() < 0.1:
            found[
                f"{stem.split()[0]} {rng.choice(('Grove', 'Holdings', 'Point', 'Hill', 'SPV', 'Aggregator'))}{number}{comma}{company}"
            ] = None
    return tuple(found)[:MOST]


def _vehicles(stage: Stage, count: int, typical: float) -> list[Vehicle]:
    rng = stage.rng
    people = stage.book.tale.voice.people
    founder = names.surname(rng.choice(people)) if people and stage.chance(0.45) else None
    funds = house(rng, _stem(rng, founder, _FOUNDERS) if founder else None)
    before = rng.choices([word for word, _ in _BEFORE], [weight for _, weight in _BEFORE])[0]
    seen = rng.random() < 0.3  # every row says "See footnote", and its mark which
    word = rng.choice(("See footnote", "See Footnote", "See footnotes", "See Footnotes", "See note"))
    noted = seen or stage.chance(0.75)
    named = stage.chance(0.75)  # the notes tell of the very funds that the rows name

    def told(at: int) -> Note | None:
        if not named:
            return stage.book.note("fund")
        tale = stage.book.tale
        voice = tale.voice
        tale.voice = replace(voice, entities=(*funds[at:], *funds[:at], *voice.entities))
        note = stage.book.note("fund")
        tale.voice = voice
        return note

    shared = [told(0) for _ in range(rng.choice((1, 1, 2)))]
    out = []
    for at in range(count):
        note = told(at % len(funds)) if seen or (noted and stage.chance(0.3)) else rng.choice(shared)
        nature = word if seen else f"{before}{funds[at % len(funds)]}"[:100]
        out.append(Vehicle(nature, note if noted else None, stage.count(typical)))
    return out


def _own(stage: Stage) -> Vehicle:
    """The person's own account, or a family's."""
    if stage.chance(0.5):
        return Vehicle(None, None, stage.count(20_000))
    nature = stage.rng.choice(_OWN)
    return Vehicle(nature, stage.book.note("trust") if stage.chance(0.4) else None, stage.count(20_000))


def _row(
    stage: Stage, vehicle: Vehicle, code: str, side: str, shares: Decimal, after: Decimal, price: Decimal | None
) -> Entry:
    holding = (stage.title, vehicle.letter, vehicle.nature or "")
    entry = stage.row(holding, code, side, shares, price, after)
    vehicle.sign(entry)
    return entry


def _converted(stage: Stage, vehicle: Vehicle, title: str, shares: Decimal, after: Decimal, note: Note | None) -> Entry:
    """The row of Table II of what became common stock."""
    other = paired(
        stage, title, "C", "D", shares, exercise=ZERO if stage.chance(0.2) else None,
        price=ZERO if stage.chance(0.7) else None, dates=(None, None), after=after,
    )  # fmt: skip
    other.values |= {
        "direct_or_indirect": vehicle.letter,
        "nature_of_ownership": vehicle.nature,
    }
    vehicle.sign(other)
    for name in ("conversion_or_exercise_price", "exercise_date", "expiration_date"):
        if other.values.get(name) is None:
            other.mark(name, note)
    if other.values["price_per_share"] is None:
        other.mark("price_per_share", note)
    explain_gaps(stage, other)
    return other


def _offering(stage: Stage, vehicles: list[Vehicle]) -> None:
    """Every series of every vehicle becomes common stock."""
    series = stage.rng.sample(_SERIES, stage.rng.choice((1, 2, 3, 4)))
    note = stage.book.note("conversion")
    owned = {vehicle: vehicle.owned if stage.chance(0.2) else ZERO for vehicle in vehicles}
    lots = []
    for title in series:
        for vehicle in vehicles:
            shares = stage.count(500_000)
            lots.append((title, vehicle, shares))
    for _, vehicle, shares in lots:
        owned[vehicle] += shares
        entry = _row(stage, vehicle, "C", "A", shares, owned[vehicle], ZERO if stage.chance(0.5) else None)
        entry.mark("price_per_share" if entry.values["price_per_share"] is None else "transaction_code", note)
    for title, vehicle, shares in lots:
        _converted(stage, vehicle, title, shares, ZERO, note)


def _distribution(stage: Stage, vehicles: list[Vehicle]) -> None:
    """Class B of each vehicle becomes Class A and is given out to partners, some of it to the person who files."""
    converts = stage.chance(0.6)
    old, new = stage.rng.choice(_CLASSES)
    if converts:
        stage.title = new
    note = stage.book.note("conversion") if converts else None
    told = stage.book.note("distribution")
    whole = stage.chance(0.6)
    lots = [(vehicle, max(vehicle.owned // stage.rng.choice((1, 2, 3, 5)), Decimal(1))) for vehicle in vehicles]
    if converts:
        for vehicle, shares in lots:
            _row(stage, vehicle, "C", "A", shares, shares, ZERO).mark("transaction_code", note)
            _converted(stage, vehicle, old, shares, ZERO if whole else vehicle.owned, note)
    for vehicle, shares in lots:
        after = ZERO if converts or whole else vehicle.owned
        entry = _row(stage, vehicle, "J", "D", shares, after, ZERO)
        entry.mark("transaction_code", told)
    for _ in range(stage.rng.choice((0, 1, 1, 2))):
        own = _own(stage)
        shares = stage.count(4000)
        entry = _row(stage, own, "J", "A", shares, own.owned + shares, ZERO)
        entry.mark("transaction_code", stage.book.note("distribution"))


def _market(stage: Stage, vehicles: list[Vehicle]) -> None:
    """All vehicles sell or buy side by side, on one day or a few."""
    code = stage.rng.choice("SSP")
    ranged = stage.chance(0.5)
    for _ in range(stage.rng.choice((1, 1, 2, 3))):
        low, high, average = range_around(stage, stage.price)
        price = average if ranged else stage.money(stage.price, 2)
        told = {"on": stage.on, "low": low, "high": high, "price": price, "buying": code == "P"}
        note = stage.book.note("range", **told) if ranged else None
        for at, vehicle in enumerate(vehicles):
            shares = min(stage.count(20_000), vehicle.owned) if code == "S" else stage.count(20_000)
            if shares <= 0:
                continue
            after = vehicle.owned - shares if code == "S" else vehicle.owned + shares
            vehicles[at] = vehicle._replace(owned=after)
            entry = _row(stage, vehicle, code, "D" if code == "S" else "A", shares, after, price)
            entry.mark("price_per_share", note)
        stage.on = stage.day_after(stage.on)
        stage.price *= stage.rng.uniform(0.97, 1.03)


_EVENTS: tuple[tuple[Callable[[Stage, list[Vehicle]], None], float], ...] = (
    (_offering, 30), (_distribution, 45), (_market, 25),
)  # fmt: skip


def house_trades(stage: Stage) -> None:
    """A house's filing: one event over all of its vehicles, then what else they hold."""
    rng = stage.rng
    vehicles = _vehicles(stage, rng.choice((2, 3, 3, 4, 4, 5, 6, 8)), 300_000)
    rng.choices([event for event, _ in _EVENTS], [weight for _, weight in _EVENTS])[0](stage, vehicles)
    rest = [_own(stage) for _ in range(rng.choice((0, 1, 1, 2)))]
    if stage.chance(0.5):
        rest += _vehicles(stage, rng.choice((1, 2, 3, 5)), 100_000)
    for vehicle in rest:
        entry = stage.book.add(
            "non_derivative_holdings",
            security_title=stage.title,
            shares_owned_following=vehicle.owned,
            direct_or_indirect=vehicle.letter,
            nature_of_ownership=vehicle.nature,
        )
        vehicle.sign(entry)
