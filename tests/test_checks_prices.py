from checks_samples import checked, found, spoilt

from form4ml.checks import prices

PRICE = "non_derivative_transactions/1/price_per_share"


def test_inside_the_range() -> None:
    assert found(prices.price_in_range, spoilt({PRICE: "50.00"})) == []
    assert found(prices.price_in_range, spoilt({PRICE: "50.504"})) == []


def test_outside_the_range() -> None:
    (one,) = checked(prices.price_in_range, spoilt({PRICE: "5025"}))
    assert one.message == "Table I, transaction 2 has the price 5,025, outside the range 50.00 to 50.50 of note F1."
    assert one.pointers == [f"/{PRICE}", "/footnotes/0/price_ranges"]


def test_order_of_a_range() -> None:
    assert found(prices.range_order, spoilt({"footnotes/0/price_ranges": [{"low": "51", "high": "50"}]})) == [
        ("range-order", "error")
    ]
    assert found(prices.range_order, spoilt({"footnotes/0/price_ranges": [{"low": "50", "high": "5050"}]})) == [
        ("range-order", "warning")
    ]


def test_a_sale_for_nothing() -> None:
    assert found(prices.price_above_zero, spoilt({"non_derivative_transactions/2/price_per_share": "0"})) == [
        ("price-above-zero", "warning")
    ]
    assert found(prices.price_above_zero, spoilt({PRICE: "0"})) == [("price-above-zero", "info")]  # a note explains it
    assert (
        found(prices.price_above_zero, spoilt({"non_derivative_transactions/0/price_per_share": "0"})) == []
    )  # an exercise


def test_a_lost_point_shows_beside_other_prices() -> None:
    (one,) = checked(prices.price_scale, spoilt({PRICE: "5025"}))
    assert one.message == "Table I, transaction 2 has the price 5,025, while others of the same security are near 51."
