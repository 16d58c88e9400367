from decimal import Decimal

import pytest

from form4ml.normalize.ranges import Range, price_range, price_ranges


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$1.17 to $1.26", "1.17", "1.26"),
        ("prices between $10.00 and $10.50", "10.00", "10.50"),
        ("from a low of $3.00 to a high of $4.00", "3.00", "4.00"),
        ("The low was $3.10 and the high was $3.40", "3.10", "3.40"),
        ("ranging from $1,031.00 to $1,031.99, inclusive", "1031.00", "1031.99"),
        ("$66.8350 to $66.9800 inclusive.", "66.8350", "66.9800"),
        ("$12.00 per share to $12.50 per share", "12.00", "12.50"),
        ("from $5.00 up to and including $5.10", "5.00", "5.10"),
        ("$10.5-$11", "10.5", "11"),
        ("$2.10 through $2.20", "2.10", "2.20"),
        ("S1.17 to S1.26", "1.17", "1.26"),
        ("$5031 to $50.99", "50.31", "50.99"),
        ("$10,00 and $10.50", "10.00", "10.50"),
    ],
)
def test_range(text: str, low: str, high: str) -> None:
    assert price_range(text).value == Range(Decimal(low), Decimal(high))


def test_doubt_is_offered() -> None:
    assert price_range("$1.26 to $1.17").value is None
    assert Range(Decimal("1.17"), Decimal("1.26")) in price_range("$1.26 to $1.17").alternatives
    assert Range(Decimal("1.17"), Decimal("1.26")) in price_range("$1.17 to $126").alternatives
    assert price_range("$1.00 to $2.00 and $3.00 to $4.00").why == "several ranges"
    assert price_range("no prices here").why == "no price range"


def test_all_ranges_of_a_note() -> None:
    note = "Sold on 2 to 3 days at $1.00 to $1.50; others ranged from $2.00 to $2.25 per share."
    assert price_ranges(note) == (Range(Decimal("1.00"), Decimal("1.50")), Range(Decimal("2.00"), Decimal("2.25")))
