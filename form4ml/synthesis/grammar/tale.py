"""What a note knows while it is written: the filing's own manner of speaking, and the trade or holding it explains."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from form4ml.record import PriceRange
from form4ml.synthesis.grammar import slots
from form4ml.synthesis.grammar.engine import Written
from form4ml.synthesis.grammar.values import date_form

_OPTION = re.compile(r"option|right to (?:buy|purchase)|warrant|appreciation", re.IGNORECASE)


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
    long_title: str | None  # an officer's title in full

    @property
    def joint(self) -> bool:
        return len(self.owners) > 1

    @property
    def plural(self) -> bool:
        """Whether what the filing calls its owners takes a plural verb."""
        return self.rp.lower().endswith("persons")


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
    low2: Decimal | None = None
    high2: Decimal | None = None
    plan_on2: date | None = None

    @property
    def option(self) -> bool | None:
        """True where the derivative is an option; None otherwise, as for anything a topic lacks."""
        return bool(_OPTION.search(self.derivative)) or None

    @property
    def unit(self) -> bool | None:
        return None if self.option else True


@dataclass
class Tale:
    """A teller for the grammar."""

    rng: random.Random
    held_out: bool
    voice: Voice
    topic: Topic
    pending: dict[str, Decimal] = field(default_factory=dict)  # the amounts of a range under way
    turn: int = 0  # whose name comes next
    clock: date | None = None  # the last day to come that the note named

    def about(self, **changes: object) -> Tale:
        return replace(self, topic=replace(self.topic, **changes), pending={}, clock=None)  # type: ignore[arg-type]

    def say(self, slot: str, out: Written) -> None:
        slots.SLOTS[slot](self, out)

    def knows(self, slot: str) -> bool:
        needed = slots.NEEDS.get(slot)
        if needed is None:
            return True
        return getattr(self.topic if hasattr(self.topic, needed) else self.voice, needed) not in (None, False)

    def close_range(self, out: Written) -> None:
        out.values.append(("PRICE_RANGE", PriceRange(low=self.pending["low"], high=self.pending["high"])))

    def date_form(self) -> str:
        """Mostly the filing's own form; now and then another one, as when notes are pasted from elsewhere."""
        return self.voice.date_form if self.rng.random() < 0.93 else date_form(self.rng)

    def past(self, least: int, most: int) -> date:
        return self.topic.on - timedelta(days=self.rng.randint(least, most))

    def future(self, least: int, most: int) -> date:
        """A day to come; the days of a schedule follow one another."""
        self.clock = (self.clock or self.topic.on) + timedelta(days=self.rng.randint(least, most))
        return self.clock
