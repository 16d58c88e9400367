"""What of a value stands elsewhere in its document."""

import pytest
from assembly_samples import text

from form4ml.assembly.builder import Echoes
from form4ml.assembly.confidence import SIGNALS, Signals
from form4ml.normalize.common_words import common, words_of

TAGGED = text(
    ("box", "Zorbelwick Holdings"), ("table1", "Common Stock 1,500"), ("notes", "Zorbelwick sold 1,500 shares")
)


@pytest.mark.parametrize(
    ("value", "strange", "repeated"),
    [
        ("Zorbelwick", 0, True),  # in box and note
        ("Common Stock", 0, False),
        ("Zorbelwlck", 1, False),
        ("1,500", 0, True),
        ("2", 0, False),
    ],
)
def test_echoes(value: str, strange: int, repeated: bool) -> None:
    assert Echoes(TAGGED.view).of(value) == (strange, repeated)


def test_words_of_several_filings_are_common() -> None:
    assert {"common", "trust", "president"} <= common()
    assert words_of("By O'Neil-Smith LLC, II") == ["o'neil-smith", "llc"]


def test_every_signal_has_its_place_in_the_vector() -> None:
    assert len(Signals().vector()) == len(SIGNALS)
    plain, strange = Signals().vector(), Signals(strange=2, repeated=True).vector()
    assert [name for name, a, b in zip(SIGNALS, plain, strange, strict=True) if a != b] == ["strange", "repeated"]
