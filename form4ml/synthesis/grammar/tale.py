"""What a note knows while it is written: the filing's own manner of speaking, and the trade or holding it explains."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from form4ml.record import PriceRange
from form4ml.synthesis.grammar import slots
from form4ml.synthesis.grammar.engine import Written
from form4ml.synthesis.grammar.values import date_form


@dataclass(frozen=True)
class Voice:
    """The manner of one filing: what it calls people and things, and how it writes dates and prices."""

    issuer: str
    owners: tuple[str, ...]  # as in running text: "James V. Caruso", "Acme Capital, L.P."
    person: bool  # whether the first owner is a person
    female: bool
    people: tuple[str, ...]  # other names to tell of: trustees, managing members
    entities: tuple[str, ...]  # funds and trusts by name
    rp: str
    issuer_word: str
    date_form: str
    decimals: int
    signs: tuple[str, str]  # before the low and the high amount of a range
    plan_word: str  # "10b5-1" as this filer spells it
    long_title: str  # an officer's title in full

    @property
    def joint(self) -> bool:
        return len(self.owners) > 1


@dataclass(frozen=True)
class Topic:
    """What one note explains."""

    on: date
    shares: Decimal | None = None
    price: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    buying: bool = False
    title: str = "Common Stock"
    derivative: str = "Restricted Stock Unit"
    line: int = 1
    plan_on: date | None = None
    plan_changed_on: date | None = None
    vests: date | None = None
    ratio: int = 1


@dataclass
class Tale:
    """A teller for the grammar."""

    rng: random.Random
    held_out: bool
    voice: Voice
    topic: Topic
    lows: list[PriceRange] = field(default_factory=list)

    def about(self, **changes: object) -> Tale:
        return replace(self, topic=replace(self.topic, **changes), lows=[])  # type: ignore[arg-type]

    def say(self, slot: str, out: Written) -> None:
        slots.SLOTS[slot](self, out)

    def knows(self, slot: str) -> bool:
        needed = slots.NEEDS.get(slot)
        return needed is None or getattr(self.topic, needed) is not None

    def close_range(self, out: Written) -> None:
        if self.topic.low is not None and self.topic.high is not None:
            out.values.append(("PRICE_RANGE", PriceRange(low=self.topic.low, high=self.topic.high)))

    def date_form(self) -> str:
        """Mostly the filing's own form; now and then another one, as when notes are pasted from elsewhere."""
        return self.voice.date_form if self.rng.random() < 0.93 else date_form(self.rng)

    def past(self, least: int, most: int) -> date:
        return self.topic.on - timedelta(days=self.rng.randint(least, most))

    def future(self, least: int, most: int) -> date:
        return self.topic.on + timedelta(days=self.rng.randint(least, most))
