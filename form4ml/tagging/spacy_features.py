"""What spaCy's tagger is told of a word besides its letters: our own attributes of words and places, as numbers.

The attributes are those that the CRF learns from. Each is a string; its CRC-32 is the number that an embedding table is
looked up by. A key of a place feature, and a word, is spelt and numbered once and then looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from form4ml.features.place import place_keys
from form4ml.features.word import attributes
from form4ml.layout.view import View

Numbers = NDArray[np.uint32]
_MOST = 100_000  # keys kept of one feature


class Attributes(NamedTuple):
    """The attributes of several words: all numbers one after another, and how many are each word's."""

    numbers: Numbers
    sizes: NDArray[np.int32]


def numbered(spelt: Iterable[str]) -> Numbers:
    return np.array([crc32(text.encode()) for text in spelt], dtype=np.uint32)


class Numbering:
    """Attributes of the words of a view; what was numbered once is kept."""

    def __init__(self, word_names: frozenset[str] | None = None, place_names: frozenset[str] | None = None) -> None:
        self.word_names = word_names
        self.place_names = place_names
        self._known: dict[str, dict[Any, Numbers]] = {}

    def __call__(self, view: View, parts: Sequence[str], layers: Sequence[tuple[str, Sequence[int]]]) -> Attributes:
        """Of the tokens of each layer in the view's order; every token has one at least."""
        by_token: dict[int, list[Numbers]] = {}
        for layer, wanted in layers:
            if not wanted:
                continue
            words = self._kept("word", lambda text: attributes(text, 0, self.word_names))
            for i in wanted:
                by_token[i] = [words(view.tokens[i].text)]
            columns, own = place_keys(view, parts, wanted, layer, self.place_names)
            for place, keys in columns:
                # Features of both layers share their spellings; a layer's own name keeps its other ones apart.
                kept = self._kept(place.name, lambda key, spell=place.spell: spell(key))
                found = [kept(key) for key in keys]
                for at, i in enumerate(wanted):
                    by_token[i].append(found[own[at] if place.by_row else at])
        rows = [np.concatenate(by_token[i]) for i in sorted(by_token)]
        if not rows:
            return Attributes(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int32))
        return Attributes(np.concatenate(rows), np.array([len(row) for row in rows], dtype=np.int32))

    def _kept(self, name: str, spell: Any) -> Any:
        known = self._known.setdefault(name, {})
        if len(known) > _MOST:
            known.clear()

        def numbers(key: Any) -> Numbers:
            found = known.get(key)
            if found is None:
                found = known[key] = numbered(spell(key))
            return found

        return numbers
