"""Where the scenes of a filing play: who, which stock, on which days, at which prices, and what is owned after each trade."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from form4ml.synthesis.book import Book, Entry, Note
from form4ml.synthesis.facts import Facts
from form4ml.synthesis.grammar.slots import OWN_NUMBER
from form4ml.synthesis.owners import Cast

Holding = tuple[str, str, str]  # security title, "D" or "I", nature of ownership

_SEE = ("See footnote", "See Footnote", "See Footnotes", "See Note", "See footnote.", f"See footnote ({OWN_NUMBER})", f"See Footnote {OWN_NUMBER}", f"See Footnote ({OWN_NUMBER})", f"See note {OWN_NUMBER}", f"Footnote {OWN_NUMBER}", f"See FN ({OWN_NUMBER})")  # fmt: skip


def quantize(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")


def trim(value: Decimal) -> Decimal:
    """Without closing zeros after the point: 12.50 -> 12.5, 100.00 -> 100."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def _following(entry: Entry) -> Decimal:
    value = entry.values["shares_owned_following"]
    assert isinstance(value, Decimal)
    return value


@dataclass
class Stage:
    facts: Facts
    rng: random.Random
    era: str
    cast: Cast
    book: Book
    on: date
    title: str
    price: float
    planned: bool
    plan_column: str  # where the filing marks the note about its plan
    owned: dict[Holding, Decimal] = field(default_factory=dict)
    plan_note: Note | None = None
    _nature_notes: dict[str, Note | None] = field(default_factory=dict)
    _chains: dict[Holding, list[Entry]] = field(default_factory=dict)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def count(self, typical: float = 4000) -> Decimal:
        """A number of shares: often round, at times a fraction."""
        value = max(1.0, math.exp(self.rng.gauss(math.log(typical), 1.5)))
        shape = self.rng.random()
        if shape < 0.22 and value > 200:
            return Decimal(round(value / 100) * 100)
        if shape < 0.32 and value > 2000:
            return Decimal(round(value / 1000) * 1000)
        if shape > 0.96:
            return trim(quantize(value, self.rng.choice((1, 2, 3, 3, 4))))
        return Decimal(round(value))

    def money(self, value: float, places: int | None = None) -> Decimal:
        if places is None:
            places = self.rng.choices((2, 3, 4, 1, 0), (62, 6, 25, 4, 3))[0]
        amount = quantize(max(value, 0.0001), places)
        if amount <= 0:
            amount = Decimal(1).scaleb(-places) if places else Decimal(1)
        return trim(amount) if self.chance(0.6) else amount

    def day_after(self, day: date) -> date:
        day += timedelta(days=1)
        return day + timedelta(days=7 - day.weekday()) if day.weekday() >= 5 else day

    def direct(self) -> Holding:
        return (self.title, "D", "")

    def holding(self, indirect: float = 0.15) -> Holding:
        """The account a trade is made from: direct, or by someone else."""
        if not self.chance(indirect):
            return self.direct()
        return (self.title, "I", self.nature())

    def nature(self) -> str:
        kind = self.rng.random()
        see, fund = (0.28, 0.40) if self.cast.person else (0.55, 0.95)
        if kind < see:
            return self.rng.choice(_SEE)
        if kind < fund:
            return f"{self.rng.choice(('By ', 'By ', 'by ', ''))}{self.rng.choice(self.book.tale.voice.entities)}"[:100]
        return self.facts.natures.draw(self.rng)

    def balance(self, holding: Holding) -> Decimal:
        if holding not in self.owned:
            self.owned[holding] = self.count(40_000) if self.chance(0.92) else Decimal(0)
        return self.owned[holding]

    def moved(self, holding: Holding, acquired: str, shares: Decimal) -> Decimal:
        """What is owned after the trade; below zero until `settle` raises the opening balance."""
        after = self.balance(holding) + (shares if acquired == "A" else -shares)
        self.owned[holding] = after
        return after

    def settle(self) -> None:
        """Raise opening balances so that none ends below zero, then break a few as real filers do."""
        for rows in self._chains.values():
            least = min(_following(entry) for entry in rows)
            if least < 0:
                raised = -least + (Decimal(0) if self.chance(0.35) else self.count(30_000))
                for entry in rows:
                    entry.values["shares_owned_following"] = _following(entry) + raised
            kind = self.rng.random()
            if len(rows) > 1 and kind < 0.04:  # every row shows the final total
                for entry in rows:
                    entry.values["shares_owned_following"] = _following(rows[-1])
            elif kind < 0.06:  # exempt acquisitions came between
                rows[-1].values["shares_owned_following"] = _following(rows[-1]) + self.count(40)

    def trade(
        self,
        code: str,
        acquired: str,
        shares: Decimal,
        price: Decimal | None,
        *,
        holding: Holding | None = None,
        on: date | None = None,
    ) -> Entry:
        """A row of Table I, its balance kept up."""
        holding = holding or self.direct()
        following = self.moved(holding, acquired, shares)
        early = self.chance(0.012)
        entry = self.row(holding, code, acquired, shares, price, following, on=on, early=early)
        self._chains.setdefault(holding, []).append(entry)
        self.explain_nature(entry)
        return entry

    def row(
        self,
        holding: Holding,
        code: str,
        acquired: str,
        shares: Decimal,
        price: Decimal | None,
        following: Decimal,
        *,
        on: date | None = None,
        early: bool = False,
    ) -> Entry:
        """A row of Table I as it is given."""
        return self.book.add(
            "non_derivative_transactions",
            security_title=holding[0],
            transaction_date=(on or self.on).isoformat(),
            transaction_code=code,
            equity_swap=False,
            reported_early=early,
            shares=shares,
            price_per_share=price,
            acquired_disposed=acquired,
            shares_owned_following=following,
            direct_or_indirect=holding[1],
            nature_of_ownership=holding[2] or None,
        )

    def explain_nature(self, entry: Entry) -> None:
        """Indirect ownership often has a note; "See footnote" always has one, and it is the same one for the same holder."""
        nature = entry.values.get("nature_of_ownership")
        if entry.values.get("direct_or_indirect") != "I" or not isinstance(nature, str):
            return
        known = self._nature_notes.get(nature)
        if known is None and nature not in self._nature_notes:
            low = nature.lower()
            if "foot" in low or "note" in low or "fn" in low or OWN_NUMBER in low:
                group: str | None = self.rng.choice(("trust", "entity", "fund")) if self.cast.person else "fund"
            elif not self.chance(0.5):
                group = None
            elif any(word in low for word in ("401", "esop", "plan", "ira")):
                group = "purchase-plan"
            elif any(word in low for word in ("trust", "spouse", "wife", "son", "daughter", "child", "family", "grat")):
                group = "trust"
            else:
                group = "entity" if self.cast.person else "fund"
            known = self.book.note(group) if group else None
            self._nature_notes[nature] = known
        if known is not None:
            entry.mark(
                self.rng.choice(
                    ("nature_of_ownership", "nature_of_ownership", "nature_of_ownership", "direct_or_indirect")
                )
                if OWN_NUMBER not in nature
                else "nature_of_ownership",
                known,
            )
