import pytest

from form4ml.normalize.symbols import symbol, symbols


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[ ABCD ]", "ABCD"),
        ("ABCD]", "ABCD"),
        ("[ABCD)", "ABCD"),
        ("ABCD |", "ABCD"),
        ("NYSE:ABC", "NYSE:ABC"),
        ("ABC,ABC.B", "ABC,ABC.B"),
        ("XYZ.OB", "XYZ.OB"),
        ("NONE", "NONE"),
        ("A B C D", "ABCD"),
        ("abcd", "abcd"),
    ],
)
def test_symbol(text: str, value: str) -> None:
    assert symbol(text).value == value


def test_alternatives() -> None:
    assert "POOL" in symbol("P0OL").alternatives
    assert symbol("NYSE:ABC").alternatives[0] == "ABC"
    assert symbol("A]BC").value is None
    assert symbol("A]BC").alternatives == ("AJBC",)
    assert symbol("abcd").alternatives[0] == "ABCD"


@pytest.mark.parametrize("text", ["", "[]", "not a symbol at all", "X" * 200])
def test_no_symbol(text: str) -> None:
    assert symbol(text).value is None


def test_each_symbol() -> None:
    assert symbols("[ NYSE: ABC; ABC.B ]") == ("ABC", "ABC.B")
    assert symbols("NONE") == ()
