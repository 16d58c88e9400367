"""What is known of a record's values: echoes in the document, likes in other rows, what mending changed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from assembly_samples import text
from correct_samples import builder_of

from form4ml.assembly.builder import Builder
from form4ml.assembly.confidence import SIGNALS, Signals
from form4ml.assembly.weighing import Weigher
from form4ml.normalize.common_words import common, words_of
from form4ml.record import Address, Filing, Footnote, Owner, Row, Signature

TAGGED = text(
    ("box", "Zorbelwick Holdings"), ("table1", "Common Stock 1,500"), ("notes", "Zorbelwick sold 1,500 shares")
)
ROWS = "/non_derivative_holdings"


def test_words_of_several_filings_are_common() -> None:
    assert {"common", "trust", "president"} <= common()
    assert words_of("By O'Neil-Smith LLC, II") == ["o'neil-smith", "llc"]


def test_every_signal_has_its_place_in_the_vector() -> None:
    assert len(Signals().vector()) == len(SIGNALS)
    plain, strange = Signals().vector(), Signals(strange=2, repeated=True).vector()
    assert [name for name, a, b in zip(SIGNALS, plain, strange, strict=True) if a != b] == ["strange", "repeated"]


def holdings(*natures: str, **more: str) -> Builder:
    rows = [Row(security_title="Common Stock", nature_of_ownership=nature) for nature in natures]
    return builder_of(Filing(non_derivative_holdings=rows, **more))


def known(builder: Builder, pointer: str) -> Signals:
    builder.view = TAGGED.view
    return Weigher(builder).signals(pointer, builder.proofs[pointer])


def test_rows_that_say_the_same_are_counted_column_by_column() -> None:
    builder = holdings("By Alder Fund, LP", "By Alder Fund, L.P.", "BY ALDER FUND, LP", "By Trust")
    assert known(builder, f"{ROWS}/0/{'nature_of_ownership'}").alike == 1  # case does not part them, points do
    assert known(builder, f"{ROWS}/3/nature_of_ownership").alike == 0
    assert known(builder, f"{ROWS}/0/security_title").alike == 3
    assert Signals(alike=3).vector() != Signals(alike=1).vector() != Signals().vector()


def test_what_filers_often_write_is_usual() -> None:
    builder = holdings("By Trust", "By Zorbelwick")
    assert known(builder, f"{ROWS}/0/nature_of_ownership").usual
    assert not known(builder, f"{ROWS}/1/nature_of_ownership").usual


@pytest.mark.parametrize(
    ("read", "value", "touched"),
    [
        ("By Alder Fund, LP.", "By Alder Fund, L.P.", True),
        ("By Aldor Fund, L.P.", "By Alder Fund, L.P.", False),
    ],
)
def test_mending_for_looks_is_told_from_mending_of_letters(read: str, value: str, touched: bool) -> None:
    builder = holdings(value)
    pointer = f"{ROWS}/0/nature_of_ownership"
    proof = builder.proofs[pointer]
    proof.found, proof.signals = replace(proof.found, text=read), proof.signals.but(repaired=True)
    signals = known(builder, pointer)
    assert (signals.touched, signals.repaired) == (touched, not touched)


@pytest.mark.parametrize(
    ("read", "value", "touched"),
    [
        ("/s/ Ann Ro, Attomey-in-Fact", "Ann Ro, Attorney-in-Fact", True),
        ("sLAnn Ro, Attorney-[n-Fact", "Ann Ro, Attorney-in-Fact", True),
        ("151 Ann Ro", "Ann Ro", True),
        ("11 Ann Ro", "Ann Ro", True),
        ("Ann R0, Attomey-in-Fact", "Ann Ro, Attorney-in-Fact", False),
    ],
)
def test_a_signer_s_title_is_mended_for_looks(read: str, value: str, touched: bool) -> None:
    builder = holdings("By Trust", signatures=[Signature(name=value)])  # type: ignore[arg-type]
    pointer = "/signatures/0/name"
    proof = builder.proofs[pointer]
    proof.found, proof.signals = replace(proof.found, text=read), proof.signals.but(repaired=True)
    assert known(builder, pointer).touched is touched


def test_a_nought_is_told_by_one_sign() -> None:
    builder = builder_of(Filing(non_derivative_holdings=[Row(shares_owned_following="0", direct_or_indirect="D")]))  # type: ignore[arg-type]
    assert known(builder, f"{ROWS}/0/shares_owned_following").nought
    assert not known(builder, f"{ROWS}/0/direct_or_indirect").nought


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("By Zorbelwick Holdings", True),
        ("Held by ZORBELWICK HOLDINGS", True),
        ("By Zorbelwick Partners", False),
        ("By Sold", False),  # four letters stand anywhere
    ],
)
def test_the_notes_bear_out_a_name(value: str, told: bool) -> None:
    builder = holdings(value)
    builder.filing.footnotes = [Footnote(id="F1", text="Zorbelwick Holdings sold 1,500 shares")]
    assert known(builder, f"{ROWS}/0/nature_of_ownership").told is told


def test_lines_of_scraps_are_told_from_sound_ones() -> None:
    def share(line: str) -> float | None:
        builder = holdings("By Trust")
        builder.view = text(("table1", line)).view
        pointer = f"{ROWS}/0/nature_of_ownership"
        builder.proofs[pointer].found.tokens = [0]
        builder.proofs[pointer].found.ocr = None
        return Weigher(builder).signals(pointer, builder.proofs[pointer]).lines

    sound, torn = share("Common Stock 03/12/2021 1,500 $12.50 by trust"), share("Comm0n St0ck l,5OO «~ tru5t")
    assert sound == 1.0
    assert torn is not None and torn < 0.4


def test_where_the_engine_says_how_sure_it_was_its_lines_need_not() -> None:
    builder = holdings("By Trust")
    pointer = f"{ROWS}/0/nature_of_ownership"
    proof = builder.proofs[pointer]
    proof.signals = proof.signals.but(ocr=0.9)
    assert known(builder, pointer).lines is None


@pytest.mark.parametrize(
    ("value", "usual"),
    [
        ("12 QUAY STREET", True),
        ("C/O Harbor Light, Inc.", True),
        ("155 5TH STREET, FLOOR 7", True),
        ("P.O. BOX 227", True),
        ("QUAY STR", False),
        ("C/O HARBOR", False),
    ],
)
def test_a_line_of_an_address_has_a_shape(value: str, usual: bool) -> None:
    filing = Filing(reporting_owners=[Owner(address=Address(street1=value))])
    assert known(builder_of(filing), "/reporting_owners/0/address/street1").usual == usual


@pytest.mark.parametrize(("text_", "odd"), [("18399", True), ("62.6761", True), ("1,839", False), ("839", False)])
def test_thousands_that_nothing_parts_are_odd(text_: str, odd: bool) -> None:
    builder = builder_of(Filing(non_derivative_holdings=[Row(shares_owned_following=Decimal(7))]))
    builder.proofs[f"{ROWS}/0/shares_owned_following"].found.text = text_
    assert known(builder, f"{ROWS}/0/shares_owned_following").odd == odd
