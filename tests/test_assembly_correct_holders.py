"""Rows that their amounts tie together: natures told across, nothing left, and rows that only look alike."""

from __future__ import annotations

from typing import Any

from checks_samples import spoilt, trade
from correct_samples import builder_of

from form4ml.assembly.builder import Builder, get_at
from form4ml.assembly.correct_holders import same_holder
from form4ml.assembly.correct_readings import Readings

ONE, TWO = "/non_derivative_transactions", "/derivative_transactions"
FUND = "By Alder Growth Fund IV, L.P."


def gained(nature: str | None, shares: str = "348478", **known: Any) -> dict[str, Any]:
    row = trade(code="C", side="A", shares=shares, price="0", after=shares)
    return row | {"direct_or_indirect": "I", "nature_of_ownership": nature} | known


def lost(nature: str | None, shares: str = "348478", after: str | None = "0", **known: Any) -> dict[str, Any]:
    row = trade(code="J", side="D", shares=shares, price="0", after=after)
    return row | {"direct_or_indirect": "I", "nature_of_ownership": nature} | known


def given_up(nature: str | None, shares: str = "348478", **known: Any) -> dict[str, Any]:
    row = trade(title="Series A Preferred Stock", code="C", side="D", shares=shares, price="0", after="0")
    owned = {"direct_or_indirect": "I", "nature_of_ownership": nature}
    return row | {"underlying_title": "Common Stock", "underlying_shares": shares} | owned | known


def told(
    ones: list[dict[str, Any]], twos: list[dict[str, Any]] | None = None, doubtful: tuple[str, ...] = ()
) -> Builder:
    told_of = {"id": "F1", "text": f"Held by {FUND[3:]}, Alder Growth Fund V, L.P. and Birch Fund, LP."}
    tables = {"non_derivative_transactions": ones, "derivative_transactions": twos or [], "footnotes": [told_of]}
    builder = builder_of(spoilt(tables))
    for pointer in doubtful:
        proof = builder.proofs[pointer]
        proof.signals = proof.signals.but(tag=0.5, ocr=0.3)
    same_holder(Readings(builder))
    return builder


def nature(builder: Builder, row: str) -> Any:
    return get_at(builder.filing, f"{row}/nature_of_ownership")


def test_a_conversion_names_one_holder_in_both_tables() -> None:
    others = [gained("By Birch Fund, LP", shares="77068")], [given_up("By Birch Fund, LP", shares="77068")]
    builder = told([gained(FUND), *others[0]], [given_up(None), *others[1]])
    assert nature(builder, f"{TWO}/0") == FUND
    assert builder.proofs[f"{TWO}/0/nature_of_ownership"].made_by == "rule:same-holder"


def test_a_garbled_name_yields_to_a_sound_one() -> None:
    pointer = f"{TWO}/0/nature_of_ownership"
    builder = told([gained(FUND)], [given_up("By A1der Grwth|IV")], (pointer,))
    assert nature(builder, f"{TWO}/0") == FUND
    assert builder.proofs[pointer].made_by == "corrected:same-holder"
    assert not builder.proofs[pointer].signals.supported  # one row alone does not bear it out


def test_no_name_yields_to_a_piece_of_another_or_to_its_sibling() -> None:
    for shorter in ("Fund IV", "By Alder Growth Fund V, L.P."):
        pointer = f"{TWO}/0/nature_of_ownership"
        builder = told([gained(shorter)], [given_up(FUND)], (pointer,))
        assert nature(builder, f"{TWO}/0") == FUND


def test_amounts_that_several_rows_have_tie_nothing() -> None:
    builder = told([gained(FUND), gained("By Trust")], [given_up(None)])
    assert nature(builder, f"{TWO}/0") is None
    small = told([gained(FUND, shares="300")], [given_up(None, shares="300")])
    assert nature(small, f"{TWO}/0") is None


def test_direct_ownership_has_no_nature() -> None:
    builder = told([gained(FUND)], [given_up(None, direct_or_indirect="D")])
    assert nature(builder, f"{TWO}/0") is None


def test_what_is_given_out_whole_leaves_nothing() -> None:
    builder = told([gained(FUND), lost(None, after=None)])
    assert get_at(builder.filing, f"{ONE}/1/shares_owned_following") == 0
    assert builder.proofs[f"{ONE}/1/shares_owned_following"].made_by == "rule:nothing-left"
    assert nature(builder, f"{ONE}/1") == FUND
    more = told([gained(FUND), lost(FUND, shares="348000", after=None)])
    assert get_at(more.filing, f"{ONE}/1/shares_owned_following") is None


def test_a_running_balance_is_one_holder_s() -> None:
    builder = told([gained(FUND, shares_owned_following="400000"), lost(None, shares="12345", after="387655")])
    assert nature(builder, f"{ONE}/1") == FUND
