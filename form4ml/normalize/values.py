"""What every normalizer gives back: a value, or why there is none, with whatever stood glued to it."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

UNREADABLE_MARK = "?"  # stands in `marks` for a footnote mark that is there but whose number cannot be read

EMPTY = "nothing there"
FOOTNOTE_ONLY = "footnote only"


class Normal(NamedTuple, Generic[T]):
    """One text, normalized. `why` is set exactly where `value` is None, unless a function says otherwise."""

    value: T | None = None
    why: str | None = None  # why there is no value
    marks: tuple[str, ...] = ()  # footnote ids found glued to it ("F3"), UNREADABLE_MARK where the number is lost
    repaired: str | None = None  # name of the repair used; None when the text was read straight
    alternatives: tuple[T, ...] = ()  # other readings, likeliest first

    @property
    def straight(self) -> bool:
        """A value is there and nothing had to be mended to read it."""
        return self.value is not None and self.repaired is None


def unique(values: list[T], without: T | None = None) -> tuple[T, ...]:
    """The values in order, each once, `without` left out."""
    kept: list[T] = []
    for value in values:
        if value not in kept and value != without:
            kept.append(value)
    return tuple(kept)
