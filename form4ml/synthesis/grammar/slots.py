"""The slots of the wording language: each writes one value, and those that state a fact label it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from form4ml.synthesis.grammar.engine import Written
from form4ml.synthesis.grammar.values import ONES, ORDINALS, write_count, write_date, write_money, write_month

if TYPE_CHECKING:
    from form4ml.synthesis.grammar.tale import Tale

OWN_NUMBER = "\x01"  # stands for the note's own number until the notes are numbered
OTHER_NUMBER = "\x02"  # stands for another note's number

Slot = Callable[["Tale", Written], None]


def _labelled_date(label: str, value: date | None, tale: Tale, out: Written, months: bool = False) -> None:
    assert value is not None
    if months:
        out.label(label, write_month(value, tale.rng), f"{value:%Y-%m}")
    else:
        out.label(label, write_date(value, tale.date_form()), value.isoformat())


def _bound(which: str, end: str) -> Slot:
    """One end of a range; both are noted until the range closes."""

    def write(tale: Tale, out: Written) -> None:
        amount: Decimal | None = getattr(tale.topic, which)
        assert amount is not None
        tale.pending[end] = amount
        out.write(write_money(amount, tale.voice.signs[0 if end == "low" else 1]))

    return write


def _date(tale: Tale, value: date) -> str:
    return write_date(value, tale.date_form())


def _count(tale: Tale) -> int:
    size = tale.rng.choice((100, 1_000, 10_000, 10_000, 100_000, 1_000_000))
    value = tale.rng.randint(size // 10 + 1, size)
    return value if tale.rng.random() < 0.7 else max(10, round(value, -1))


def _percent(tale: Tale) -> str:
    return tale.rng.choice(("25%", "33%", "20%", "50%", "33 1/3%", "1/3", "one-third", "one-fourth", "10%", "12.5%", "6.25%", "100%", "30%", "40%", "60%"))  # fmt: skip


def _text(make: Callable[[Tale], str]) -> Slot:
    def write(tale: Tale, out: Written) -> None:
        out.write(make(tale))

    return write


def _possessive(name: str) -> str:
    return name + ("'" if name.endswith("s") and name.startswith("the ") else "'s")


def _person(tale: Tale) -> str:
    """The next of the filing's other people: neighbours in a sentence are not the same."""
    tale.turn += 1
    return tale.voice.people[tale.turn % len(tale.voice.people)]


def _surname(name: str) -> str:
    words = [w for w in name.replace(",", "").split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    return words[-1]


def _mr(tale: Tale) -> str:
    """The first owner, or some other person, with a form of address."""
    voice = tale.voice
    if voice.person:
        return f"{'Ms.' if voice.female else 'Mr.'} {_surname(voice.owners[0])}"
    return f"{tale.rng.choice(('Mr.', 'Mr.', 'Ms.', 'Dr.'))} {_surname(_person(tale))}"


def _entity(which: int) -> Callable[[Tale], str]:
    def name(tale: Tale) -> str:
        return tale.voice.entities[which % len(tale.voice.entities)]

    return name


def _pronoun(he: str, she: str, it: str, they: str) -> Callable[[Tale], str]:
    def word(tale: Tale) -> str:
        if tale.voice.joint:
            return they
        if not tale.voice.person:
            return it
        return she if tale.voice.female else he

    return word


def _verb(one: str, several: str) -> Slot:
    """A verb whose subject is the reporting person or persons."""
    return _text(lambda tale: several if tale.voice.plural else one)


def _either(buying: str, selling: str) -> Callable[[Tale], str]:
    return lambda tale: buying if tale.topic.buying else selling


def _stock(tale: Tale) -> str:
    """The security as prose names it: short titles as they are or in lower case, long ones in common words."""
    title = tale.topic.title
    if len(title) > 28 or any(ch in title for ch in "$,0123456789("):
        return tale.rng.choice(("Common Stock", "common stock", "common stock", "Common Shares"))
    return title if tale.rng.random() < 0.6 else title.lower()


def _lower_plural(title: str) -> str:
    low = title if title.isupper() else title.lower()
    return low if low.endswith("s") else low + "s"


SLOTS: dict[str, Slot] = {
    # labelled
    "adopted": lambda t, o: _labelled_date("PLAN_ADOPTION_DATE", t.topic.plan_on, t, o),
    "adopted_month": lambda t, o: _labelled_date("PLAN_ADOPTION_DATE", t.topic.plan_on, t, o, months=True),
    "adopted2": lambda t, o: _labelled_date("PLAN_ADOPTION_DATE", t.topic.plan_on2, t, o),
    "modified": lambda t, o: _labelled_date("PLAN_MODIFICATION_DATE", t.topic.plan_changed_on, t, o),
    "modified_month": lambda t, o: _labelled_date("PLAN_MODIFICATION_DATE", t.topic.plan_changed_on, t, o, months=True),
    "traded_on": lambda t, o: _labelled_date("NOTE_DATE", t.topic.on, t, o),
    "traded": lambda t, o: o.label("NOTE_SHARES", write_count(t.topic.shares or Decimal(0)), t.topic.shares),
    # amounts
    "low": _bound("low", "low"),
    "high": _bound("high", "high"),
    "low2": _bound("low2", "low"),
    "high2": _bound("high2", "high"),
    # nothing is written; they tell which derivative a wording is for
    "option_only": lambda _t, _o: None,
    "unit_only": lambda _t, _o: None,
    "joint_only": lambda _t, _o: None,
    "avg": _text(lambda t: write_money(t.topic.price or Decimal(0))),
    "price": _text(lambda t: write_money(Decimal(t.rng.randint(50, 20_000)).scaleb(-2))),
    "small_price": _text(lambda t: write_money(Decimal(t.rng.randint(1, 250)).scaleb(-2))),
    "n": _text(lambda t: write_count(_count(t))),
    "pct": _text(_percent),
    "few": _text(lambda t: ONES[t.rng.randint(2, 5)]),
    "digit": _text(lambda t: str(t.rng.randint(2, 9))),
    "parts": _text(lambda t: str(t.rng.choice((4, 8, 12, 16, 24, 36, 48, 60)))),
    "nth": _text(lambda t: t.rng.choice(ORDINALS[:4])),
    "line": _text(lambda t: str(t.topic.line)),
    "this": _text(lambda t: OWN_NUMBER),
    "other": _text(lambda t: OTHER_NUMBER),
    # dates that are no trade's and no plan's
    "date": _text(lambda t: _date(t, t.past(40, 1800))),
    "long_ago": _text(lambda t: _date(t, t.past(1500, 9000))),
    "recent": _text(lambda t: _date(t, t.past(3, 60))),
    "soon": _text(lambda t: _date(t, t.future(20, 500))),
    "later": _text(lambda t: _date(t, t.future(300, 1500))),
    "on": _text(lambda t: _date(t, t.topic.on)),
    "past_month": _text(lambda t: write_month(t.past(40, 1200), t.rng)),
    "year": _text(lambda t: str(t.topic.on.year - t.rng.randint(0, 4))),
    "old_year": _text(lambda t: str(t.topic.on.year - t.rng.randint(2, 25))),
    # names
    "rp": _text(lambda t: t.voice.rp),
    "rps": _text(lambda t: _possessive(t.voice.rp)),
    "mr": _text(_mr),
    "name": _text(lambda t: t.voice.owners[0]),
    "someone": _text(_person),
    "issuer": _text(lambda t: t.voice.issuer_word),
    "issuers": _text(lambda t: _possessive(t.voice.issuer_word)),
    "issuer_name": _text(lambda t: t.voice.issuer),
    "entity": _text(_entity(0)),
    "entity2": _text(_entity(1)),
    "entity3": _text(_entity(2)),
    "entity4": _text(_entity(3)),
    "he": _text(_pronoun("he", "she", "it", "they")),
    "his": _text(_pronoun("his", "her", "its", "their")),
    "himself": _text(_pronoun("himself", "herself", "itself", "themselves")),
    "disclaims": _verb("disclaims", "disclaim"),
    "undertakes": _verb("undertakes", "undertake"),
    "has": _verb("has", "have"),
    "is": _verb("is", "are"),
    "was": _verb("was", "were"),
    "reports": _verb("reports", "report"),
    "serves": _verb("serves", "serve"),
    "remains": _verb("remains", "remain"),
    "leaves": _verb("leaves", "leave"),
    "ceases": _verb("ceases", "cease"),
    "controls_it": _verb("controls", "control"),
    "he_is": _text(_pronoun("he is", "she is", "it is", "they are")),
    "he_leaves": _text(_pronoun("he leaves", "she leaves", "it leaves", "they leave")),
    "title": _text(lambda t: t.topic.title),
    "stock": _text(_stock),
    "derivative": _text(lambda t: t.topic.derivative),
    "derivatives": _text(lambda t: _lower_plural(t.topic.derivative)),
    "long_title": _text(lambda t: t.voice.long_title or ""),
    "held_by_short": _text(lambda t: t.rng.choice(("holds", "does not hold any of", "owned"))),
    "10b5-1": _text(lambda t: t.voice.plan_word),
    # the trade in words
    "sold": _text(_either("purchased", "sold")),
    "sale": _text(_either("purchase", "sale")),
    "sales": _text(_either("purchases", "sales")),
    "sales_price": _text(_either("purchase price", "sales price")),
}

# What a topic or voice must have before a wording that uses the slot can be chosen.
NEEDS: dict[str, str] = {
    "adopted": "plan_on",
    "adopted_month": "plan_on",
    "modified": "plan_changed_on",
    "modified_month": "plan_changed_on",
    "traded": "shares",
    "adopted2": "plan_on2",
    "low": "low",
    "high": "high",
    "low2": "low2",
    "high2": "high2",
    "long_title": "long_title",
    "joint_only": "joint",
    "option_only": "option",
    "unit_only": "unit",
    "avg": "price",
}
