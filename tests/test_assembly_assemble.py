"""The whole record: everything on its place, evidence for all that is said, reasons for what is not."""

from decimal import Decimal

import pytest
from assembly_samples import (
    HEAD,
    HEADINGS,
    HEADINGS2,
    OWNER,
    SIGNED,
    TRADE,
    At,
    filing,
    leaves,
    page,
    reading_of,
    text,
    unproved,
)  # fmt: skip

from form4ml.assembly.builder import get_at, set_at
from form4ml.record import ROW_FIELDS, TABLES, Filing, Row
from form4ml.tagged import Tagged
from form4ml.writing.json import dumps, load

NOTES = (
    ("notes", "{FOOTNOTE_ID:(1)} {FOOTNOTE:Sold under a plan adopted on} {PLAN_ADOPTION_DATE:June 1, 2020}{+FOOTNOTE:.}"),
    ("notes", "{FOOTNOTE_ID:(2)} {FOOTNOTE:Sold at} {PRICE_RANGE:$12.10 to $12.90} {+FOOTNOTE:in several trades.}"),
)  # fmt: skip
MARKED = TRADE.replace("{PRICE:$12.50}", "{PRICE:$12.50} {FOOTNOTE_MARK:(2)}").replace("{CODE:S}", "{CODE:S(1)}")
OPTION = (
    "{SECURITY:Option} {EXERCISE_PRICE:$4.10} {DATE:03/12/2021} {CODE:M} {SHARES_DISPOSED:900} "
    "{EXPIRATION_DATE:01/02/2030} {UNDERLYING:Common Stock} {UNDERLYING_SHARES:900} {OWNED:0} {OWNERSHIP:D}"
)
HOLDING = "{SECURITY:Common Stock} {OWNED:300} {OWNERSHIP:I} {NATURE:By trust}"


def full() -> Tagged:
    return filing(MARKED, HOLDING, notes=NOTES, second=[OPTION])


def boxed() -> Tagged:
    return page(
        At(100, 100, "FORM {FORM_TYPE:4}", "head"),
        At(100, 150, "{OWNER_NAME:ALDEN RUTH B}", "box"),
        At(700, 150, "{ISSUER:Harbor Instruments, Inc.} [{TICKER:HRBR}]", "box"),
        At(1400, 150, "{CHECK_DIRECTOR:X} Director", "box"),
        At(100, 200, "Table I", "table1head"),
        At(100, 250, "{SECURITY:Class A}"),
        At(100, 274, "{+SECURITY:Common Stock}"),
        At(400, 262, "{DATE:03/12/2021}"),
        At(600, 262, "{CODE:S}"),
        At(700, 262, "{SHARES:1,500}"),
        At(790, 258, "{FOOTNOTE_MARK:(1)}"),
        At(900, 262, "{ACQ_DISP:D}"),
        At(1200, 262, "{OWNED:8,500}"),
        At(1400, 262, "{OWNERSHIP:D}"),
        At(100, 500, "{FOOTNOTE_ID:(1)} {FOOTNOTE:Sold by a broker.}", "notes"),
    )


SAMPLES = {
    "full": full(),
    "boxed": boxed(),
    "empty": text(),
    "bare": text(*HEAD, *HEADINGS, *HEADINGS2),
    "told": text(*HEAD, *HEADINGS, ("notes", "{FOOTNOTE:The} {NOTE_SHARES:70} {+FOOTNOTE:sold on} {NOTE_DATE:May 2, 2021}")),
    "amended": text(("head", "FORM {FORM_TYPE:4}"), ("box", "{ORIGINAL_DATE:03/01/2021}"), *OWNER, *SIGNED),
}  # fmt: skip


def test_a_whole_filing() -> None:
    found = reading_of(full()).filing
    assert (found.document_type, found.issuer.trading_symbol, found.period_of_report) == ("4", "HRBR", "2021-03-12")
    [owner], [trade] = found.reporting_owners, found.non_derivative_transactions
    assert (owner.name, owner.is_director, owner.is_officer) == ("ALDEN RUTH B", True, False)
    assert (trade.transaction_code, trade.shares) == ("S", Decimal(1500))
    assert trade.footnotes == {"transaction_code": ["F1"], "price_per_share": ["F2"]}
    [holding], [option] = found.non_derivative_holdings, found.derivative_transactions
    assert (holding.nature_of_ownership, option.acquired_disposed) == ("By trust", "D")
    assert [note.id for note in found.footnotes] == ["F1", "F2"]
    assert found.plan_adoption_dates == ["2020-06-01"]
    assert found.signatures[0].date == "2021-03-14"


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_said_is_proved_by_what_stands_in_the_input(name: str) -> None:
    tagged = SAMPLES[name]
    assert unproved(reading_of(tagged), tagged.view.document) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_empty_place_of_a_row_says_why(name: str) -> None:
    reading = reading_of(SAMPLES[name])
    for table in TABLES:
        for at, row in enumerate(getattr(reading.filing, table)):
            for field in ROW_FIELDS[table]:
                pointer = f"/{table}/{at}/{field}"
                assert (getattr(row, field) is None) == (pointer in reading.absent), pointer


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_both_there_and_absent(name: str) -> None:
    reading = reading_of(SAMPLES[name])
    assert not reading.absent.keys() & reading.evidence.keys()
    assert all(not get_at(reading.filing, pointer) for pointer in reading.absent)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_record_comes_back_from_its_json(name: str) -> None:
    reading = reading_of(SAMPLES[name])
    assert load(dumps(reading)) == reading


def test_an_empty_page_is_no_error() -> None:
    reading = reading_of(text())
    assert leaves(reading.filing.model_dump()) == []
    assert reading.absent["/issuer/name"] == "unreadable"
    assert reading.absent["/reporting_owners"] == "unreadable"


def test_a_box_is_given_where_the_input_has_boxes() -> None:
    reading = reading_of(boxed())
    proof = reading.evidence["/non_derivative_transactions/0/security_title"]
    assert proof.box == (100.0, 240.0, 170.0, 260.0) or proof.box is not None
    assert [piece.line for piece in proof.pieces] == [5, 6]
    assert reading.evidence["/non_derivative_transactions/0/shares"].box == (700.0, 252.0, 750.0, 272.0)


def test_text_has_no_boxes() -> None:
    assert all(proof.box is None for proof in reading_of(full()).evidence.values())


def test_unsure_values_are_left_out_when_asked() -> None:
    tagged = filing(TRADE.replace("{SHARES:1,500}", "{SHARES@0.3:1,500}"))
    pointer = "/non_derivative_transactions/0/shares"
    assert reading_of(tagged).filing.non_derivative_transactions[0].shares == Decimal(1500)
    careful = reading_of(tagged, min_confidence=0.5)
    assert careful.filing.non_derivative_transactions[0].shares is None
    assert careful.absent[pointer] == "abstained"
    assert pointer not in careful.evidence
    assert careful.filing.issuer.trading_symbol == "HRBR"
    assert unproved(careful, tagged.view.document) == []


def test_asking_for_certainty_leaves_a_sound_record() -> None:
    tagged = full()
    reading = reading_of(tagged, min_confidence=1.0)
    assert "abstained" in reading.absent.values()
    assert unproved(reading, tagged.view.document) == []
    assert load(dumps(reading)) == reading


def test_tagged_spans_are_handed_on() -> None:
    labels = [entity.label for entity in reading_of(full()).entities]
    assert labels.count("SECURITY") == 3
    assert "PRICE_RANGE" in labels


def test_where_it_came_from() -> None:
    reading = reading_of(full())
    assert (reading.source.name, reading.source.kind, reading.source.pages) == ("by-hand.txt", "text", 1)
    assert reading.model.name == "by-hand"


def test_reading_twice_gives_the_same() -> None:
    assert dumps(reading_of(full())) == dumps(reading_of(full()))


def test_pointers_lead_to_values_and_back() -> None:
    record = Filing(non_derivative_holdings=[Row(footnotes={"shares": ["F1"]})])
    assert get_at(record, "/non_derivative_holdings/0/footnotes/shares/0") == "F1"
    assert get_at(record, "/non_derivative_holdings/7/shares") is None
    assert get_at(record, "/nowhere/at/all") is None
    set_at(record, "/non_derivative_holdings/0/shares", Decimal(5))
    set_at(record, "/non_derivative_holdings/0/footnotes/shares/0", "F2")
    set_at(record, "/issuer/name", "Harbor")
    assert record.non_derivative_holdings[0].shares == Decimal(5)
    assert record.non_derivative_holdings[0].footnotes == {"shares": ["F2"]}
    assert record.issuer.name == "Harbor"


def test_letters_that_are_all_that_is_left_of_a_row_say_nothing() -> None:
    scrap = "{SECURITY@0.01:Stoek} {OWNED@0.01:300} {OWNERSHIP:I} {NATURE:By trust}"
    careful, whole = (reading_of(filing(MARKED, scrap), min_confidence=least) for least in (0.5, 0.0))
    [row] = careful.filing.non_derivative_holdings
    assert (row.direct_or_indirect, row.nature_of_ownership) == (None, None)
    assert careful.absent["/non_derivative_holdings/0/direct_or_indirect"] == "abstained"
    assert whole.filing.non_derivative_holdings[0].direct_or_indirect == "I"


TORN = (
    "{SECURITY@0.01:Stoek} {DATE@0.01:03/12/2021} {CODE@0.01:S} {SHARES:1,500} {ACQ_DISP:D} {OWNED:8,500} {OWNERSHIP:D}"
)


def test_a_trade_without_security_code_and_day_is_a_scrap() -> None:
    careful = reading_of(filing(MARKED, TORN), min_confidence=0.5)
    row = careful.filing.non_derivative_transactions[1]
    assert all(getattr(row, name) is None for name in ("shares", "acquired_disposed", "shares_owned_following"))
    dated = reading_of(filing(MARKED, TORN.replace("{DATE@0.01:", "{DATE:")), min_confidence=0.5)
    assert dated.filing.non_derivative_transactions[1].shares == Decimal(1500)


def test_what_is_emptied_of_a_scrap_is_listed_in_the_order_of_the_form() -> None:
    base = "/non_derivative_transactions/1/"
    absent = reading_of(filing(MARKED, TORN), min_confidence=0.5).absent
    places = [pointer.removeprefix(base) for pointer in absent if pointer.startswith(base)]
    emptied = ["shares", "acquired_disposed", "shares_owned_following", "direct_or_indirect"]
    assert sorted(emptied) == sorted(places[-4:])
    assert places[-4:] == [name for name in ROW_FIELDS["non_derivative_transactions"] if name in emptied]


def test_the_bound_of_notes_is_lower_by_default() -> None:
    tagged, all_alike = full(), {}
    for least in (None, 0.0):
        reading = reading_of(tagged, min_confidence=least)
        all_alike[least] = {p: e.confidence for p, e in reading.evidence.items()}
    left_out = {p: c for p, c in all_alike[0.0].items() if p not in all_alike[None]}
    assert all(c < (0.5 if "/footnotes/" in p or p == "/remarks" else 0.6) for p, c in left_out.items())
    kept = all_alike[None]
    assert all(
        c >= (0.5 if "/footnotes/" in p or p == "/remarks" else 0.6) or "/price_ranges/" in p for p, c in kept.items()
    )
