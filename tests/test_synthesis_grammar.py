"""The language of wordings and the wordings themselves: spans are exact, families parted, traps carry no label."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.record import PriceRange
from form4ml.synthesis.grammar import GRAMMAR, Grammar, Tale, Topic, Voice, Written
from form4ml.synthesis.grammar.values import DATE_FORMS, write_count, write_date, write_money

VOICE = Voice(
    issuer="Acme Corp",
    owners=("James V. Caruso",),
    person=True,
    female=False,
    people=("Ann Low", "Bo High", "Cy Mid"),
    entities=("Acme Fund I, L.P.", "Acme GP I, LLC", "Acme Management, LLC", "Acme Parallel, L.P."),
    rp="the Reporting Person",
    issuer_word="the Issuer",
    date_form="long",
    decimals=2,
    signs=("$", "$"),
    plan_word="10b5-1",
    long_title="Executive Vice President and General Counsel",
)
TOPIC = Topic(
    on=date(2018, 3, 12),
    shares=Decimal(34000),
    price=Decimal("1.21"),
    low=Decimal("1.17"),
    high=Decimal("1.26"),
    low2=Decimal("1.30"),
    high2=Decimal("1.35"),
    plan_on=date(2017, 11, 29),
    plan_on2=date(2017, 12, 15),
    plan_changed_on=date(2018, 1, 2),
)


def tell(group: str, seed: int, topic: Topic = TOPIC, held_out: bool = False) -> Written:
    out = Written()
    GRAMMAR.write(group, Tale(random.Random(seed), held_out, VOICE, topic), out)
    return out


def labelled(out: Written) -> list[tuple[str, str]]:
    return [(span.label, out.text[span.start : span.end]) for span in out.spans]


def test_choices_slots_and_capitals() -> None:
    grammar = Grammar({"who": "[the owner|the owner]"}, {"g": {"a": "{^who} sold[ all| all]."}})
    out = Written()
    grammar.write("g", Tale(random.Random(1), False, VOICE, TOPIC), out)
    assert out.text == "The owner sold all."
    assert out.families == ["g/a"]


def test_an_unbalanced_wording_is_refused() -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        Grammar({}, {"g": {"a": "sold] all"}})


def test_a_wording_is_only_used_where_its_facts_are_known() -> None:
    grammar = Grammar({}, {"g": {"dated": "adopted {adopted}", "plain": "[by plan|on {adopted}]"}}, scarce=("adopted",))
    bare = Topic(on=date(2020, 1, 2))
    for seed in range(20):
        out = Written()
        grammar.write("g", Tale(random.Random(seed), False, VOICE, bare), out)
        assert out.text == "by plan"


def test_no_fitting_wording_is_an_error() -> None:
    grammar = Grammar({}, {"g": {"dated": "adopted {adopted}"}}, scarce=("adopted",))
    with pytest.raises(LookupError, match="'g'"):
        grammar.pick("g", Tale(random.Random(1), False, VOICE, Topic(on=date(2020, 1, 2))))


@pytest.mark.parametrize("group", sorted(GRAMMAR.groups))
def test_at_least_a_fifth_of_the_families_is_held_out(group: str) -> None:
    families = GRAMMAR.groups[group]
    kept = sum(family.held_out for family in families)
    assert kept / len(families) >= 0.19
    assert kept < len(families)


@pytest.mark.parametrize("group", sorted(GRAMMAR.groups))
def test_every_wording_can_be_told(group: str) -> None:
    held = {family.name for family in GRAMMAR.groups[group] if family.held_out}
    for seed in range(120):
        out = tell(group, seed, held_out=seed % 2 == 1)
        text = out.text
        assert text.strip()
        assert not set("{}[]<>|") & set(text), text
        for span in out.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip() == text[span.start : span.end]
        if seed % 2 == 0:
            assert not held & set(out.families)


def test_dated_plans_carry_their_date() -> None:
    for seed in range(300):
        out = tell("plan-dated", seed, held_out=seed % 3 == 0)
        adopted = [text for label, text in labelled(out) if label == "PLAN_ADOPTION_DATE"]
        assert adopted, out.text
        assert all("17" in text for text in adopted), adopted
        assert {value for label, value in out.values if label == "PLAN_ADOPTION_DATE"} <= {
            "2017-11-29",
            "2017-12-15",
            "2017-11",
        }


def test_modified_plans_carry_both_dates_mostly() -> None:
    for seed in range(100):
        labels = [label for label, _ in labelled(tell("plan-modified", seed))]
        assert "PLAN_ADOPTION_DATE" in labels and "PLAN_MODIFICATION_DATE" in labels


@pytest.mark.parametrize(
    "group", ["plan-undated", "plan-negated", "merger", "grant", "vesting", "trust", "price-single"]
)
def test_traps_carry_no_plan_date_and_no_range(group: str) -> None:
    for seed in range(200):
        labels = {label for label, _ in labelled(tell(group, seed, held_out=seed % 2 == 0))}
        assert not labels & {"PLAN_ADOPTION_DATE", "PLAN_MODIFICATION_DATE", "PRICE_RANGE"}


@pytest.mark.parametrize("group", ["range", "range-seed"])
def test_ranges_run_from_low_to_high(group: str) -> None:
    for seed in range(300):
        out = tell(group, seed, held_out=seed % 2 == 0)
        ranges = [text for label, text in labelled(out) if label == "PRICE_RANGE"]
        assert len(ranges) == 1, out.text
        assert ranges[0].startswith("$1.17") and ranges[0].endswith("$1.26")
        assert [v for label, v in out.values if label == "PRICE_RANGE"] == [
            PriceRange(low=Decimal("1.17"), high=Decimal("1.26"))
        ]


def test_two_ranges_in_one_note() -> None:
    for seed in range(60):
        values = [v for label, v in tell("range-several", seed).values if label == "PRICE_RANGE"]
        assert values == [
            PriceRange(low=Decimal("1.17"), high=Decimal("1.26")),
            PriceRange(low=Decimal("1.30"), high=Decimal("1.35")),
        ]


def test_wordings_multiply() -> None:
    assert len({tell("plan-dated", seed).text for seed in range(1500)}) > 1200
    assert len({tell("range", seed).text for seed in range(1500)}) > 1300
    assert len({tell("fund", seed).text for seed in range(500)}) > 480


@given(st.dates(date(1995, 1, 1), date(2030, 12, 31)))
def test_dates_in_every_form_name_their_day(day: date) -> None:
    for form in DATE_FORMS:
        text = write_date(day, form)
        assert str(day.day) in text
        assert str(day.year % 100).zfill(2) in text


def test_counts_and_money() -> None:
    assert write_count(Decimal("34000")) == "34,000"
    assert write_count(Decimal("1234.5678")) == "1,234.5678"
    assert write_money(Decimal("1031.00")) == "$1,031.00"
