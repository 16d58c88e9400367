import pytest

from form4ml.normalize.footnote_marks import marks, numbers, split


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("(1)", ("F1",)),
        ("(1)(2)", ("F1", "F2")),
        ("(1) (2)", ("F1", "F2")),
        ("(1,2)", ("F1", "F2")),
        ("(3, 4)", ("F3", "F4")),
        ("1)", ("F1",)),
        ("(1", ("F1",)),
        ("(l)", ("F1",)),
        ("(1X2)", ("F1", "F2")),
        ("①", ("F1",)),
        ("⑴", ("F1",)),
        ("❸", ("F3",)),
        ("¹", ("F1",)),
        ("F2", ("F2",)),
        ("(36)", ("F3", "F6")),
    ],
)
def test_readable(text: str, ids: tuple[str, ...]) -> None:
    assert marks(text, highest=6).value == ids


@pytest.mark.parametrize("text", ["@", "®", "©", "°", "()", "(@)", "(99)"])
def test_unreadable(text: str) -> None:
    got = marks(text, highest=6)
    assert (got.value, got.why, got.marks) == (None, "unreadable mark", ("?",))


@pytest.mark.parametrize("text", ["hello", "12/01/2020", "$5", ""])
def test_not_a_mark(text: str) -> None:
    assert marks(text).value is None
    assert marks(text).marks == ()


def test_runs_of_digits() -> None:
    assert numbers("36", highest=40).value == (36,)
    assert numbers("36", highest=6).value == (3, 6)
    assert numbers("112").value == (1, 12)
    assert numbers("11", highest=6).value is None
    assert numbers("7", highest=6).value is None
    assert numbers("7", highest=0).value is None
    assert numbers("1" * 50).value is None


@pytest.mark.parametrize(
    ("text", "body", "ids"),
    [
        ("1,500(3)", "1,500", ("F3",)),
        ("Common Stock (1) (2)", "Common Stock", ("F1", "F2")),
        ("1,234()", "1,234", ("?",)),
        ("A°", "A", ("?",)),
        ("1,234 (2", "1,234", ("F2",)),
        ("Bonds (Bills)", "Bonds (Bills)", ()),
        ("Class (B)", "Class (B)", ()),
        ("By Trust", "By Trust", ()),
        ("14,2761", "14,2761", ()),
    ],
)
def test_split(text: str, body: str, ids: tuple[str, ...]) -> None:
    assert split(text) == (body, ids)
