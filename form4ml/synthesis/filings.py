"""From facts to a made-up filing: a cast, a stage, one or two scenes, notes, remarks and signatures."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from form4ml.record import Filing, Issuer
from form4ml.synthesis import names
from form4ml.synthesis.book import Book, Numbered, footnote, unique
from form4ml.synthesis.facts import Facts
from form4ml.synthesis.grammar import Tale, Topic, Voice
from form4ml.synthesis.grammar.values import date_form
from form4ml.synthesis.holdings import derivative_holding_rows, holding_rows, holdings_only
from form4ml.synthesis.houses import house_trades
from form4ml.synthesis.made import Made, NoteSpan
from form4ml.synthesis.owners import Cast, make_cast
from form4ml.synthesis.scenes import PERSONAL, fund_trades
from form4ml.synthesis.signatures import make_signatures
from form4ml.synthesis.stage import Stage, trim

T = TypeVar("T")

ERAS: dict[str, tuple[date, date]] = {
    "1996": (date(1996, 5, 1), date(2002, 8, 28)),
    "2002": (date(2002, 9, 3), date(2003, 6, 27)),
    "2003": (date(2003, 7, 1), date(2023, 3, 31)),
    "2023": (date(2023, 4, 3), date(2025, 12, 31)),
    "2026": (date(2026, 1, 2), date(2026, 12, 30)),
}
_ERA_WEIGHTS = {"1996": 4, "2002": 4, "2003": 44, "2023": 32, "2026": 16}
_PLAN_COLUMNS = ("transaction_code", "transaction_code", "transaction_code", "shares", "transaction_date", "security_title")  # fmt: skip
_PLANNED = {"1996": 0.2, "2002": 0.35, "2003": 0.58}  # share of filings with a plan to tell of, where they sell
PLANS_SINCE = date(2000, 10, 23)  # Rule 10b5-1 took effect

_RP = (("the Reporting Person", 52), ("the reporting person", 20), ("mr", 14), ("the Reporting Owner", 3), ("the filer", 1), ("the insider", 0.5), ("the undersigned", 1))  # fmt: skip
_RP_JOINT = (("the Reporting Persons", 70), ("the reporting persons", 20), ("each Reporting Person", 10))
_ISSUER = (("the Issuer", 46), ("the Company", 20), ("the issuer", 14), ("name", 14), ("the company", 3), ("the Registrant", 2), ("the Corporation", 2))  # fmt: skip
_PLAN_WORDS = (("10b5-1", 88), ("10b-5-1", 2), ("10b5 - 1", 1.5), ("10B5-1", 2), ("10b5-(1)", 1), ("10(b)5-1", 2), ("10b5-1", 3))  # fmt: skip
_SIGNS = ((("$", "$"), 88), (("$", ""), 6), (("", ""), 2), (("US$", "US$"), 2), (("$ ", "$ "), 1))
_TITLES = (("Common Stock", 60), ("Class A Common Stock", 13), ("draw", 27))
_SYMBOLS = (("NONE", 1.0), ("N/A", 0.6), ("NYSE:{s}", 1.2), ("NASDAQ: {s}", 0.8), ("{s}, {s}.B", 1.0), ("{s}.A", 0.8), ("{s}.OB", 0.5), ("[{s}]", 0.4), ("{s};{s}W", 0.4), ("{l}", 0.5))  # fmt: skip


def _pick(rng: random.Random, table: tuple[tuple[T, float], ...]) -> T:
    return rng.choices([item for item, _ in table], [weight for _, weight in table])[0]


def _day(rng: random.Random, era: str) -> date:
    first, last = ERAS[era]
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    return day - timedelta(days=day.weekday() - 4) if day.weekday() >= 5 else day


def _symbol(rng: random.Random, symbol: str) -> str:
    if rng.random() > 0.05:
        return symbol
    return _pick(rng, _SYMBOLS).format(s=symbol, l=symbol.lower())[:12]


def _voice(facts: Facts, rng: random.Random, cast: Cast, issuer: str, held_out: bool) -> Voice:
    first = cast.running[0]
    female = cast.person and names.is_female(first, rng)
    joint = len(cast.running) > 1
    rp = _pick(rng, _RP_JOINT if joint else _RP)
    if rp == "mr":
        rp = f"{'Ms.' if female else 'Mr.'} {names.surname(first)}" if cast.person else first
    word = _pick(rng, _ISSUER)
    own = [name for name in cast.running[1:] if not names.is_entity(name)]
    people = tuple(dict.fromkeys(own + [facts.signers.of(held_out).draw(rng) for _ in range(5)]))[:5]
    return Voice(
        issuer=issuer,
        owners=cast.running,
        person=cast.person and not joint,
        female=female,
        people=people,
        entities=_entities(rng, cast),
        rp=rp,
        issuer_word=issuer if word == "name" else word,
        date_form=date_form(rng),
        decimals=rng.choices((2, 3, 4, 1), (82, 5, 12, 1))[0],
        signs=_pick(rng, _SIGNS),
        plan_word=_pick(rng, _PLAN_WORDS),
        long_title=cast.long_title if any(owner.is_officer for owner in cast.owners) else None,
    )


def _entities(rng: random.Random, cast: Cast) -> tuple[str, ...]:
    """Names to tell of: the filing's own entities first, then the rest of the house."""
    own = [name for name in cast.running if names.is_entity(name)]
    house = list(dict.fromkeys(own + list(cast.family)))
    return tuple(house[:6]) if len(own) > 1 else tuple(cast.family)


def _plan_dates(rng: random.Random, on: date) -> tuple[date, date | None]:
    adopted = on - timedelta(
        days=rng.choice((rng.randint(30, 120), rng.randint(91, 300), rng.randint(91, 300), rng.randint(200, 720)))
    )
    if rng.random() < 0.17 and (on - adopted).days > 40:
        return adopted, adopted + timedelta(days=rng.randint(15, (on - adopted).days - 10))
    return adopted, None


def _box(rng: random.Random, era: str, numbered: Numbered) -> bool | None:
    """The plan check box: mostly checked where a note tells of a plan, not always."""
    if era not in ("2023", "2026"):
        return None
    told = any(
        family.startswith(("plan-dated", "plan-modified", "plan-undated"))
        for families in numbered.wording.values()
        for family in families
    )
    return rng.random() < (0.88 if told else 0.02)


def _play(stage: Stage, fund: bool, house: bool) -> None:
    """One scene, at times two, and the holdings that stand after them."""
    rng = stage.rng
    if house:
        house_trades(stage)
    elif fund:
        fund_trades(stage)
    else:
        scenes = [scene for scene, _ in PERSONAL]
        weights = [weight for _, weight in PERSONAL]
        for _ in range(2 if rng.random() < 0.16 else 1):
            rng.choices(scenes, weights)[0](stage)
        if rng.random() < 0.30:
            holding_rows(stage, rng.choice((1, 1, 1, 2, 2, 3, 4, 6)))
        if rng.random() < 0.035:
            derivative_holding_rows(stage, rng.choice((1, 1, 2, 3)))
    if not stage.book.entries:
        holdings_only(stage)


def _extra_notes(stage: Stage, amended: bool) -> None:
    """Notes that any filing may have: a correction, a denial, a balance explained."""
    rng, entries = stage.rng, stage.book.entries
    first = rng.choice(entries)
    column = "shares" if first.table.endswith("transactions") else "shares_owned_following"
    if amended and rng.random() < 0.7:
        first.mark(column, stage.book.note("correction"))
    if rng.random() < 0.16:
        first.mark(
            "shares_owned_following",
            stage.book.note(rng.choice(("balance", "balance", "purchase-plan", "transfer", "transfer", "spinoff"))),
        )
    if rng.random() < 0.012:
        first.mark(column, stage.book.note("short-swing"))
    if rng.random() < 0.025 and not stage.planned and stage.on > PLANS_SINCE:
        first.mark(column, stage.book.note("plan-negated"))
    if stage.era != "1996":
        _deem(stage)
    if rng.random() < 0.012:
        _value_instead(stage)


def _value_instead(stage: Stage) -> None:
    """An amount in dollars where most filings give a number of securities."""
    values = stage.rng.choice(stage.book.entries).values
    if "underlying_title" in values and values.get("shares") is not None and stage.chance(0.6):
        values["transaction_total_value"], values["shares"] = stage.money(float(stage.count(90_000)), 2), None
    elif values.get("shares_owned_following") is not None:
        values["value_owned_following"] = stage.money(float(stage.count(90_000)), 2)
        values["shares_owned_following"] = None


def _deem(stage: Stage) -> None:
    """Deemed execution dates: a habit of some filers, on every row; else an oddity."""
    rng = stage.rng
    habit = rng.random() < 0.02
    for entry in stage.book.entries:
        if not entry.table.endswith("transactions") or rng.random() > (0.97 if habit else 0.003):
            continue
        day = date.fromisoformat(str(entry.values["transaction_date"]))
        deemed = day if habit or rng.random() < 0.5 else day + timedelta(days=rng.randint(1, 3))
        entry.values["deemed_execution_date"] = deemed.isoformat()


def _remarks(
    stage: Stage, see_remarks: bool
) -> tuple[str | None, tuple[NoteSpan, ...], tuple[tuple[str, object], ...]]:
    if see_remarks:
        return stage.cast.long_title + stage.rng.choice(("", ".", "")), (), ()
    if stage.chance(0.13):
        group = "plan-dated" if stage.planned and stage.chance(0.06) else "remarks"
        note = stage.book.compose([group])
        text, spans = stage.book.settled(note)
        return text, spans, note.values
    return None, (), ()


def make(
    facts: Facts,
    seed: int,
    index: int,
    *,
    era: str | None = None,
    held_out: bool = False,
    houses: float = 0.0,
    rare: float = 0.0,
) -> Made:
    """The filing number `index` of the run `seed`: the same every time for the same arguments.

    `houses` is the share of filings that tell the trades of a house of funds, `rare` that of old forms typed in rarer ways.

    Raises ValueError for an unknown era.
    """
    if era is not None and era not in ERAS:
        raise ValueError(f"era {era!r} is unknown: give one of {', '.join(ERAS)}")
    rng = random.Random(f"{seed}/{index}/{era}/{held_out}")
    era = era or rng.choices(list(ERAS), list(_ERA_WEIGHTS.values()))[0]
    issuer = facts.issuers.of(held_out).draw(rng)
    house = houses > 0 and rng.random() < houses
    fund = rng.random() < (0.4 if house else 0.12)
    cast = make_cast(facts, rng, era, held_out, issuer.name, fund)
    voice = _voice(facts, rng, cast, issuer.name, held_out)
    on = _day(rng, era)
    stage = _stage(facts, rng, era, held_out, cast, voice, on)
    _play(stage, fund, house)
    amended = rng.random() < 0.06
    stage.settle()
    _extra_notes(stage, amended)
    see_remarks = any("remarks" in (owner.officer_title or "").lower() for owner in cast.owners)
    remarks, remark_spans, remark_values = _remarks(stage, see_remarks)
    numbered = stage.book.number()
    if era == "1996" and rng.random() < 0.5:
        _at_month_end(numbered)
    chance = random.Random(f"{seed}/{index}/rare")  # of its own, so that filings made without it stay as they are
    rarely = era in ("1996", "2002") and chance.random() < rare
    if rarely and era == "1996":
        _in_eighths(numbered, chance)
    signed = make_signatures(
        cast.running,
        facts.signers.of(held_out).draw(rng),
        voice.entities[1 % len(voice.entities)],
        _last_day(numbered, on),
        era,
        rng,
    )
    stated = [*numbered.footnotes, footnote("", remarks or "", remark_values)]
    period = _period(numbered, on)
    filing = Filing(
        document_type="4/A" if amended else "4",
        period_of_report=period.strftime("%Y-%m") if era == "1996" else period.isoformat(),
        date_of_original_submission=_original(rng, period, era) if amended else None,
        not_subject_to_section16=rng.random() < 0.04,
        aff10b5_one=_box(rng, era, numbered),
        issuer=Issuer(name=issuer.name, trading_symbol=_symbol(rng, issuer.symbol)),
        reporting_owners=list(cast.owners),
        joint_filing=len(cast.owners) > 1,
        **numbered.rows,
        footnotes=numbered.footnotes,
        remarks=remarks,
        signatures=[s.signature for s in signed],
        plan_adoption_dates=unique(day for note in stated for day in note.plan_adoption_dates),
        price_ranges=unique(r for note in stated for r in note.price_ranges),
    )
    if era == "2026" and rng.random() < 0.06:
        filing.issuer.foreign_trading_symbol = issuer.symbol[:3] + rng.choice((".TO", ".L", ".AX", "-T", ".HK"))
    spans = {**numbered.spans, "remarks": remark_spans} if remark_spans else numbered.spans
    return Made(
        name=f"syn-{'v' if held_out else ''}{index:06}",
        era=era,
        filing=filing,
        note_spans=spans,
        wording=numbered.wording,
        held_out=held_out,
        rare=rarely,
        signed=tuple(s.printed for s in signed),
    )


def _stage(facts: Facts, rng: random.Random, era: str, held_out: bool, cast: Cast, voice: Voice, on: date) -> Stage:
    title = _pick(rng, _TITLES)
    if title == "draw":
        title = facts.common_titles.draw(rng)
    planned = on > PLANS_SINCE and rng.random() < _PLANNED.get(era, 0.72)
    adopted, changed = _plan_dates(rng, on)
    topic = Topic(
        on=on,
        title=title[:60],
        plan_on=max(adopted, PLANS_SINCE) if planned else None,
        plan_changed_on=changed if planned else None,
        plan_on2=adopted + timedelta(days=rng.randint(8, 25)) if planned and rng.random() < 0.12 else None,
    )
    book = Book(Tale(rng, held_out, voice, topic))
    price = min(max(math.exp(rng.gauss(3.2, 1.25)), 0.04), 2500.0)
    return Stage(facts, rng, era, cast, book, on, title[:60], price, planned, rng.choice(_PLAN_COLUMNS))


def _days(numbered: Numbered) -> list[date]:
    rows = [*numbered.rows["non_derivative_transactions"], *numbered.rows["derivative_transactions"]]
    return [date.fromisoformat(row.transaction_date) for row in rows if row.transaction_date]


def _period(numbered: Numbered, on: date) -> date:
    return min(_days(numbered), default=on)


def _in_eighths(numbered: Numbered, rng: random.Random) -> None:
    """Exchanges quoted in eighths and sixteenths until 2001, and the letter D was typed but where an amount owned was."""
    bare = rng.random() < 0.35
    for rows in numbered.rows.values():
        for row in rows:
            for name in ("price_per_share", "conversion_or_exercise_price"):
                value = getattr(row, name, None)
                if value and value > 1 and rng.random() < 0.8:
                    setattr(row, name, trim(Decimal(round(value * 16)) / 16))
            unsaid = row.shares_owned_following is None and row.value_owned_following is None
            if bare and unsaid and row.direct_or_indirect == "D" and not row.footnotes.get("direct_or_indirect"):
                row.direct_or_indirect = None


def _at_month_end(numbered: Numbered) -> None:
    """The form of that time asks what is owned at the month's end: only the last trade of a holding says it."""
    for table in ("non_derivative_transactions", "derivative_transactions"):
        said = set()
        for row in reversed(numbered.rows[table]):
            holding = (row.security_title, row.direct_or_indirect, row.nature_of_ownership)
            if holding in said and not row.footnotes.get("shares_owned_following"):
                row.shares_owned_following = None
            said.add(holding)


def _last_day(numbered: Numbered, on: date) -> date:
    return max(_days(numbered), default=on)


def _original(rng: random.Random, period: date, era: str) -> str:
    day = period + timedelta(days=rng.randint(1, 4))
    return day.strftime("%Y-%m") if era == "1996" else day.isoformat()


__all__ = ["ERAS", "make"]
