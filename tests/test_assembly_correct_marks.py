"""Notes that no mark was read for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from checks_samples import spoilt
from correct_samples import corrected

from form4ml.assembly.builder import Builder, get_at
from form4ml.record import PriceRange

ONE = "/non_derivative_transactions"


def value(builder: Builder, pointer: str) -> Any:
    return get_at(builder.filing, pointer)


def test_a_note_without_a_mark_belongs_to_the_prices_inside_its_range() -> None:
    bare = spoilt({"non_derivative_transactions/1/footnotes": {}})
    told = corrected(bare)
    [ident] = value(told, f"{ONE}/1/footnotes/price_per_share")
    assert ident in {note.id for note in told.filing.footnotes if note.price_ranges}
    assert told.proofs[f"{ONE}/1/footnotes/price_per_share/0"].made_by == "rule:price-in-range"
    outside = corrected(
        spoilt(
            {"non_derivative_transactions/1/footnotes": {}, "non_derivative_transactions/1/price_per_share": "80.25"}
        )
    )
    assert "price_per_share" not in value(outside, f"{ONE}/1/footnotes")


def test_a_range_that_cannot_be_reckoned_with_tells_nothing() -> None:
    filing = spoilt({"non_derivative_transactions/1/footnotes": {}})
    for note in filing.footnotes:
        note.price_ranges = [PriceRange.model_construct(low=Decimal("NaN"), high=Decimal(9))]
    assert "price_per_share" not in value(corrected(filing), f"{ONE}/1/footnotes")
