"""Made-up filings: the same for the same seed, true to the form's rules, spans exact, held-out parts apart."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.record import TABLES, Filing, Row
from form4ml.synthesis.book import tidy
from form4ml.synthesis.facts import Facts, is_held_out
from form4ml.synthesis.filings import ERAS, make
from form4ml.synthesis.grammar import GRAMMAR
from form4ml.synthesis.made import Made, NoteSpan

FOLDER = Path(__file__).parent.parent / "corpus" / "facts"
COUNT = 400


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts.load(FOLDER)


@pytest.fixture(scope="module")
def filings(facts: Facts) -> list[Made]:
    return [make(facts, 7, index) for index in range(COUNT)]


@pytest.fixture(scope="module")
def kept(facts: Facts) -> list[Made]:
    return [make(facts, 7, index, held_out=True) for index in range(150)]


def rows(filing: Filing) -> list[tuple[str, Row]]:
    return [(table, row) for table in TABLES for row in getattr(filing, table)]


def test_the_same_arguments_give_the_same_filing(facts: Facts) -> None:
    for era in (None, "1996", "2026"):
        assert make(facts, 3, 14, era=era) == make(Facts.load(FOLDER), 3, 14, era=era)
    assert make(facts, 3, 14) != make(facts, 4, 14)


def test_an_unknown_era_is_refused(facts: Facts) -> None:
    with pytest.raises(ValueError, match="1996, 2002, 2003"):
        make(facts, 1, 1, era="1984")


@pytest.mark.parametrize("era", list(ERAS))
def test_eras_keep_their_days_and_their_plan_box(facts: Facts, era: str) -> None:
    first, last = ERAS[era]
    for index in range(40):
        made = make(facts, 5, index, era=era)
        assert made.era == era
        period = made.filing.period_of_report or ""
        assert len(period) == (7 if era == "1996" else 10)
        assert f"{first.year}" <= period[:4] <= f"{last.year}"
        assert (made.filing.aff10b5_one is None) == (era not in ("2023", "2026"))


def test_spans_lie_exactly_on_what_they_label(filings: list[Made], kept: list[Made]) -> None:
    for made in filings + kept:
        texts = {note.id: note.text or "" for note in made.filing.footnotes} | {"remarks": made.filing.remarks or ""}
        for key, spans in made.note_spans.items():
            for span in spans:
                words = texts[key][span.start : span.end]
                assert words and words == words.strip()
                if span.label == "NOTE_SHARES":
                    assert re.fullmatch(r"[\d,]+(\.\d+)?", words), words
                else:
                    assert re.search(r"\d", words), words
                if span.label == "PRICE_RANGE":
                    assert re.match(r"(US)?\$? ?[\d.,]", words) and words[-1].isdigit(), words


def test_notes_state_what_their_spans_say(filings: list[Made]) -> None:
    for made in filings:
        for note in made.filing.footnotes:
            labels = Counter(span.label for span in made.note_spans[note.id])
            assert bool(note.price_ranges) == bool(labels["PRICE_RANGE"])
            assert bool(note.plan_adoption_dates) == bool(labels["PLAN_ADOPTION_DATE"])
            assert bool(note.plan_modification_dates) == bool(labels["PLAN_MODIFICATION_DATE"])
            assert bool(note.dates) == bool(labels["NOTE_DATE"])
            assert bool(note.shares) == bool(labels["NOTE_SHARES"])
            for day in note.plan_adoption_dates:
                assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", day)
                assert day < (made.filing.period_of_report or "")[:7] + "-32"
            for day in note.plan_adoption_dates:
                assert day in made.filing.plan_adoption_dates


def test_notes_are_numbered_and_referred_to(filings: list[Made]) -> None:
    shuffled = 0
    for made in filings:
        ids = [note.id for note in made.filing.footnotes]
        assert ids == [f"F{n}" for n in range(1, len(ids) + 1)]
        assert len(ids) <= 30
        mentioned = [mark for _, row in rows(made.filing) for marks in row.footnotes.values() for mark in marks]
        assert set(mentioned) <= set(ids)
        first = list(dict.fromkeys(mentioned))
        shuffled += sorted(first, key=lambda i: int(i[1:])) != first
        for note in made.filing.footnotes:
            assert note.text and len(note.text) <= 1000
            assert not re.search(r"[\x00-\x08\x0b-\x1f{}|<>]|  | [.,;]", note.text), note.text
            assert set(made.wording[note.id]) <= {f.name for families in GRAMMAR.groups.values() for f in families}
    assert shuffled / len(filings) < 0.2


def test_rows_keep_the_forms_rules(filings: list[Made]) -> None:
    for made in filings:
        for side in (TABLES[:2], TABLES[2:]):
            assert sum(len(getattr(made.filing, table)) for table in side) <= 30
        for table, row in rows(made.filing):
            assert row.security_title and len(row.security_title) <= 60
            assert row.direct_or_indirect in ("D", "I")
            assert (row.nature_of_ownership is None) == (row.direct_or_indirect == "D"), row
            assert len(row.nature_of_ownership or "") <= 100
            stated = [row.shares_owned_following is not None, row.value_owned_following is not None]
            # The form of 1996 asks for the month's end only.
            assert sum(stated) == 1 or (not any(stated) and made.era == "1996" and row.transaction_code)
            assert (row.shares_owned_following or Decimal(0)) >= 0
            for field, marks in row.footnotes.items():
                assert field in Row.model_fields and len(set(marks)) == len(marks)
            if table.endswith("transactions"):
                assert row.transaction_code and row.acquired_disposed in ("A", "D") and row.transaction_date
                assert row.price_per_share is not None or row.footnotes.get("price_per_share")
                assert (row.shares is None) != (row.transaction_total_value is None)
            if table.startswith("derivative"):
                assert row.underlying_title
                assert row.exercise_date or row.footnotes.get("exercise_date")
                assert row.expiration_date or row.footnotes.get("expiration_date")


def test_averages_lie_in_the_range_of_their_note(filings: list[Made]) -> None:
    seen = 0
    for made in filings:
        ranges = {note.id: note.price_ranges for note in made.filing.footnotes}
        for row in made.filing.non_derivative_transactions:
            stated = [r for mark in row.footnotes.get("price_per_share", []) for r in ranges[mark]]
            if stated and row.price_per_share is not None:
                seen += 1
                inside = min(r.low for r in stated) <= row.price_per_share <= max(r.high for r in stated)
                one_note_for_many = len(made.filing.non_derivative_transactions) > 2
                assert inside or one_note_for_many
    assert seen > 100


def test_balances_mostly_add_up(filings: list[Made]) -> None:
    good = bad = 0
    for made in filings:
        before: dict[tuple[object, ...], Decimal] = {}
        for row in made.filing.non_derivative_transactions:
            key = (row.security_title, row.direct_or_indirect, row.nature_of_ownership)
            after, shares = row.shares_owned_following, row.shares
            if after is None or shares is None:
                continue
            if key in before:
                change = shares if row.acquired_disposed == "A" else -shares
                good, bad = (good + 1, bad) if before[key] + change == after else (good, bad + 1)
            before[key] = after
    assert good > 200 and 0 < bad < good * 0.12


def test_periods_signatures_and_boxes(filings: list[Made]) -> None:
    for made in filings:
        filing = made.filing
        days = [row.transaction_date or "" for table, row in rows(filing) if table.endswith("transactions")]
        if days:
            assert min(days).startswith(filing.period_of_report or "?")
        assert (filing.date_of_original_submission is None) == (filing.document_type == "4")
        assert filing.joint_filing == (len(filing.reporting_owners) > 1)
        assert 1 <= len(filing.signatures) == len(made.signed) <= 10
        for signature, printed in zip(filing.signatures, made.signed, strict=True):
            assert signature.name and "/s/" not in signature.name.lower()
            assert signature.agent is None or signature.agent in printed
            assert signature.principal is None or signature.principal in printed
            assert date.fromisoformat(signature.date or "") >= date.fromisoformat(max(days, default="1990-01-01"))


def test_owners_have_a_relation_and_an_address(filings: list[Made]) -> None:
    for made in filings:
        names = [owner.name for owner in made.filing.reporting_owners]
        assert 1 <= len(names) <= 10 and len(set(names)) == len(names)
        for owner in made.filing.reporting_owners:
            assert owner.is_director or owner.is_officer or owner.is_ten_percent_owner or owner.is_other
            assert (owner.officer_title is None) == (not owner.is_officer)
            assert (owner.other_text is None) == (not owner.is_other)
            assert owner.address.street1 and len(owner.address.street1) <= 40
            assert owner.address.city and owner.address.state and len(owner.address.state) == 2


def test_held_out_filings_share_no_issuer_and_use_kept_wordings(filings: list[Made], kept: list[Made]) -> None:
    held = {family.name for families in GRAMMAR.groups.values() for family in families if family.held_out}
    assert not {f for made in filings for families in made.wording.values() for f in families} & held
    assert (
        sum(any(f in held for families in made.wording.values() for f in families) for made in kept) > len(kept) * 0.6
    )
    assert all(is_held_out(made.filing.issuer.name or "") for made in kept)
    assert not any(is_held_out(made.filing.issuer.name or "") for made in filings)
    assert not {m.filing.reporting_owners[0].name for m in filings} & {m.filing.reporting_owners[0].name for m in kept}
    assert not {m.name for m in filings} & {m.name for m in kept}


def test_the_mix_is_like_the_field(filings: list[Made]) -> None:
    codes = Counter(row.transaction_code for made in filings for row in made.filing.non_derivative_transactions)
    total = sum(codes.values())
    assert 0.25 < codes["S"] / total < 0.48
    assert 0.10 < codes["A"] / total < 0.30
    assert {"S", "A", "M", "F", "P", "G", "C", "J", "D"} <= set(codes)
    counts = [len(rows(made.filing)) for made in filings]
    assert 3 < sum(counts) / len(counts) < 6.5 and max(counts) > 15 and min(counts) == 1
    assert 0.02 < sum(made.filing.document_type == "4/A" for made in filings) / len(filings) < 0.11
    assert sum(bool(made.filing.plan_adoption_dates) for made in filings) / len(filings) > 0.12


@pytest.mark.parametrize(
    ("rough", "smooth"),
    [
        ("held by Acme Fund, L.P. . Then", "held by Acme Fund, L.P. Then"),
        ("held by Acme Fund, L.P..", "held by Acme Fund, L.P."),
        ("under a individual plan", "under an individual plan"),
        ("a one-for-one basis", "a one-for-one basis"),
        ("one Class A option, a class a option", "one Class A option, a class a option"),
        ("Form 4/A is filed", "Form 4/A is filed"),
        ("sold  on 1/2/03 , all ", "sold on 1/2/03, all"),
    ],
)
def test_seams_are_closed(rough: str, smooth: str) -> None:
    assert tidy(rough, ())[0] == smooth


@given(st.text(alphabet="a .,Lone", max_size=60), st.integers(0, 40), st.integers(1, 12))
def test_spans_move_with_their_words(text: str, at: int, length: int) -> None:
    marked = f"{text[:at]} #{'x' * length}# {text[at:]}"
    start = marked.index("#")
    _, spans = tidy(marked, [NoteSpan(start, start + length + 2, "NOTE_DATE")])
    tidied = tidy(marked, ())[0]
    assert tidied[spans[0].start : spans[0].end] == f"#{'x' * length}#"
