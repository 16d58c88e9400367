"""A garbled title or nature yields to what the other rows print."""

import pytest

from form4ml.assembly.correct_texts import _garbles


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("class common", "class a common stock"),
        ("class b common common stock", "class b common stock"),
        ("by alder technology 1 partners xi, lp", "by alder technology partners xi, lp"),
        ("restricted stoek units", "restricted stock units"),
    ],
)
def test_may_be_the_same(read: str, printed: str) -> None:
    assert _garbles(read, printed)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("class b common stock", "class a common stock"),
        ("by alder fund ii, lp", "by alder fund iii, lp"),
        ("by alder 2010 fund, lp", "by alder 2011 fund, lp"),
        ("by spouse", "by trust"),
        ("stock", "class a common stock"),
    ],
)
def test_is_another(read: str, printed: str) -> None:
    assert not _garbles(read, printed)
