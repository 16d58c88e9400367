"""What tagging hands to assembly: a document's reading order, the part of each row, and the labelled fragments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from form4ml.layout.view import View


class Fragment(NamedTuple):
    """Neighbouring tokens of one row under one label; `opens` is false where it continues a value begun elsewhere."""

    label: str
    first: int  # index into View.tokens
    last: int  # one past its last
    opens: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """A document as tagged: reading order, the part of each row, and the fragments found, in reading order."""

    view: View
    parts: list[str]
    part_probabilities: list[float]
    fragments: list[Fragment]
    openings: dict[int, float]  # by token: how probably a note opens there, where that is not negligible
