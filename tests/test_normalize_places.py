import pytest

from form4ml.normalize.places import Place, candidates, name_of, split, state, states_of, zip_code, zip_fits


@pytest.mark.parametrize(
    ("text", "code", "repaired"),
    [
        ("CA", "CA", None),
        ("ca.", "CA", "lower-case"),
        ("California", "CA", None),
        ("GEORGIA", "GA", None),
        ("Ontario", "A6", None),
        ("A6", "A6", None),
        ("United Kingdom", "X0", None),
        ("Hong Kong", "K3", None),
        ("Calif0rnia", "CA", "look-alike"),
        ("0H", "OH", "look-alike"),
        ("N Y", "NY", "spaces"),
    ],
)
def test_state(text: str, code: str, repaired: str | None) -> None:
    assert (state(text).value, state(text).repaired) == (code, repaired)


def test_no_state() -> None:
    assert state("nowhere").value is None
    assert state("").why == "nothing there"
    assert name_of("K3") == "HONG KONG"
    assert name_of("??") is None


def test_zip() -> None:
    assert zip_code("94025").value == "94025"
    assert zip_code("M5V 2T6").value == "M5V 2T6"
    assert zip_code("9402S") == ("94025", None, (), "letters-as-digits", ())
    assert zip_code("CITY").value is None


def test_zip_and_state() -> None:
    assert zip_fits("CA", "94025") is True
    assert zip_fits("CA", "10001") is False
    assert zip_fits("A6", "M5V 2T6") is True
    assert zip_fits("X0", "SW1A 1AA") is None
    assert zip_fits(None, "94025") is None
    assert states_of("53716") == ("WI",)
    assert "CA" in candidates("CN")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("MENLO PARK, CA 94025", Place("MENLO PARK", "CA", "94025")),
        ("St. Louis, MO 63101", Place("St. Louis", "MO", "63101")),
        ("New York, New York 10019-1234", Place("New York", "NY", "10019-1234")),
        ("NEW YORK, NY, 10001", Place("NEW YORK", "NY", "10001")),
        ("TORONTO, A6 M5V 2T6", Place("TORONTO", "A6", "M5V 2T6")),
        ("LONDON X0 SW1A 1AA", Place("LONDON", "X0", "SW1A 1AA")),
        ("HAMILTON D0 HM 11", Place("HAMILTON", "D0", "HM 11")),
        ("HONG KONG K3", Place("HONG KONG", "K3", None)),
        ("NEW YORK", Place("NEW YORK", None, None)),
        ("CA 94025", Place(None, "CA", "94025")),
        ("", Place()),
    ],
)
def test_split(line: str, place: Place) -> None:
    assert split(line) == place


def test_a_foreign_postal_code_fits_no_state() -> None:
    assert zip_fits("VA", "23951") and zip_fits("VA", "23951-0001")
    assert zip_fits("VA", "239517") is False
