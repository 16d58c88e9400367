import pytest

from form4ml.normalize.codes import CODES, Code, acquired_disposed, code, direct_or_indirect, early


@pytest.mark.parametrize("letter", CODES)
def test_every_code(letter: str) -> None:
    assert code(letter).value == Code(letter)
    assert code(letter + "/K").value == Code(letter, equity_swap=True)


def test_repairs_and_marks() -> None:
    assert code("m").value == Code("M")
    assert code("m").repaired == "lower-case"
    assert code("M |").value == Code("M")
    assert code("J(2)").marks == ("F2",)
    assert code("F1)") == (Code("F"), None, ("F1",), "split-mark", ())


def test_look_alikes_are_only_offered() -> None:
    assert code("5").value is None
    assert code("5").alternatives == (Code("S"),)
    assert Code("O") in code("0").alternatives
    assert Code("G") in code("0").alternatives
    assert code("K").value is None
    assert code("Code").why == "not one letter"


@pytest.mark.parametrize("text", ["1", "l", "|", "I", "]", "I(1)"])
def test_indirect(text: str) -> None:
    assert direct_or_indirect(text).value == "I"


def test_the_other_cells() -> None:
    assert direct_or_indirect("D").repaired is None
    assert direct_or_indirect("0") == ("D", None, (), "look-alike", ())
    assert direct_or_indirect("X").value is None
    assert acquired_disposed("A").value == "A"
    assert acquired_disposed("d").value == "D"
    assert acquired_disposed("4").repaired == "look-alike"
    assert acquired_disposed("I").value is None
    assert acquired_disposed("p").value == "D"
    assert direct_or_indirect("p") == ("D", None, (), "look-alike", ())
    assert [direct_or_indirect(text).value for text in ("Dp", "DY", "po", "Db")] == ["D"] * 4
    assert [direct_or_indirect(text).value for text in ("Di", "DI", "Stock", "xp", "pS")] == [None] * 5
    assert early("V").value is True
    assert early("x").value is None
    assert early("").why == "nothing there"


@pytest.mark.parametrize("text", ["po", "ro", "ri)"])
def test_a_small_letter_run_together_with_a_mark_may_be_a_j(text: str) -> None:
    read = code(text)
    assert read.value is None
    assert "J" in {other.letter for other in read.alternatives}
