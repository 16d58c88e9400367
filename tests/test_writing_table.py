from __future__ import annotations

import io

import pytest
from writing_samples import full, reading, seen, told_by_note

from form4ml.writing import write_one
from form4ml.writing.table import write


def _shown(made: object, width: int | None = None) -> str:
    stream = io.StringIO()
    write(made, stream, width=width)  # type: ignore[arg-type]
    return stream.getvalue()


class _Terminal(io.StringIO):
    encoding = "utf-8"  # type: ignore[assignment]

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [80, 100, 160])
def test_fits_the_width_and_says_everything(width: int) -> None:
    shown = _shown(full(), width)
    assert all(len(line) <= width for line in shown.splitlines())
    flat = " ".join(shown.split())
    for fact in (
        "Harbor Light Instruments, Inc. [HLIN]",
        "QUILL MARGARET A",
        "Chief Executive Officer",
        "Quill Family Trust",
        "12,500.5?",
        "31.4527(1)(2)",
        "99,999.5",
        "By Trust",
        "2029-02-14",
        "plan adopted 2023-12-04",
        "prices 31.10 to 31.90",
        "Exhibit 24",
        "Owen Tarn, Attorney-in-Fact for Margaret A. Quill 2024-05-08",
        "running-balance",
        "Rule 10b5-1(c) box yes",
        "Original filed not on form",
        "unread(4)",
        "unsure(4)",
    ):
        assert fact in flat, fact


def test_plain_where_there_is_no_terminal() -> None:
    shown = _shown(full())
    assert "\x1b" not in shown and shown.isascii()
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_coloured_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = _Terminal()
    write_one(full(), "table", stream, width=160)
    assert "\x1b[" in stream.getvalue()


def test_a_trade_told_by_a_note_says_so() -> None:
    shown = _shown(told_by_note(), 80)
    assert "as told by a note" in shown and "34,000" in shown
    assert "Table II: derivative securities: not on form" in shown
    assert "unread = could not be read" in shown


def test_an_empty_reading_is_shown() -> None:
    assert "Table I: non-derivative securities: none" in _shown(reading({}), 80)


def test_input_cannot_steer_the_terminal() -> None:
    made = reading({"issuer": {"name": "A\x1b[31mB\x07\u202e [bold]C[/bold]"}}, "x\x1b]0;t\x07.txt")
    shown = _shown(made, 160)
    assert not any(mark in shown for mark in "\x1b\x07\u202e")
    assert "[bold]C[/bold]" in shown


def test_the_threshold_is_the_callers() -> None:
    made = reading({"remarks": "see exhibit"}, evidence={"/remarks": seen("see exhibit", 0.9)})
    assert "exhibit?" not in _shown(made, 80)
    stream = io.StringIO()
    write(made, stream, width=80, low=0.95)
    assert "exhibit?" in stream.getvalue() and "95% confidence" in stream.getvalue()
