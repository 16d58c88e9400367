"""Which column's mark names a note, by the note's words: a weighted average is a price's, a trust's holdings are a nature's."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"[a-z0-9$]{2,}(?:-\d+)?")
_TRUST = 0.15  # words of a note come together: each counts for so much of a word by itself
_MOST = 4.0  # natural logarithm of the odds


class _Counts(NamedTuple):
    fields: tuple[str, ...]
    notes: tuple[int, ...]
    words: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=1)
def _counts() -> _Counts:
    lines = (files("form4ml.normalize") / "mark_fields.txt").read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("# ")]
    fields, notes, *words = table
    return _Counts(tuple(fields[1:]), tuple(map(int, notes[1:])), {row[0]: tuple(map(int, row[1:])) for row in words})


def words_of(text: str) -> frozenset[str]:
    """A note's words as they are counted: lower case, every digit a 0."""
    return frozenset(_WORD.findall(re.sub(r"\d", "0", text.casefold())))


def fit(text: str) -> dict[str, float]:
    """How much likelier than usual each column's mark names a note of this text, in natural logarithms."""
    fields, notes, words = _counts()
    known = [words[word] for word in sorted(words_of(text)) if word in words]  # sums in one order
    total = sum(notes)
    usual = [math.log(own / total) for own in notes]
    scores = [
        usual[at] + _TRUST * sum(math.log((counts[at] + 0.5) / (notes[at] + 1)) for counts in known)
        for at in range(len(fields))
    ]
    whole = _log_sum(scores)
    return {
        field: min(max(score - whole - before, -_MOST), _MOST)
        for field, score, before in zip(fields, scores, usual, strict=True)
    }


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))
