import pytest

from form4ml.normalize.marks import check


@pytest.mark.parametrize("text", ["X", "x", "_X_", "__X__", "[X]", "☒", "✓", "☑", "( X )", "—X __", 'X "'])
def test_checked(text: str) -> None:
    assert check(text).value is True


@pytest.mark.parametrize("text", ["_____", "[ ]", "[]", "☐", "__"])
def test_blank(text: str) -> None:
    assert check(text).value is False


@pytest.mark.parametrize("text", ["junk", "", "Xerox", "10%", "[J", "X" * 80])
def test_neither(text: str) -> None:
    assert check(text).value is None
    assert check(text).why
