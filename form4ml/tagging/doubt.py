"""How sure a tagger is of a document: the entropy of each word's label, over the document and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from form4ml.layout.view import View
from form4ml.tagged import Tagged
from form4ml.tagging.chain import Decoded
from form4ml.tagging.tagger import SILENT, CrfTagger, Layer, Tagger

Floats = NDArray[np.float64]
_TOLD = 3  # labels of a word that are told


class RowDoubt(NamedTuple):
    """A row of the view: the sum of its words' entropies, and what its least sure word may be."""

    row: int
    nats: float
    token: int
    labels: tuple[tuple[str, float], ...]  # most probable first; "O" is none


class Doubt(NamedTuple):
    """`nats` is the mean entropy of a word's label, `fragments` the mean chance that a tagged value is wrong.

    Both are means, so that a long filing is no more doubtful than a short one of the same kind.
    """

    nats: float
    fragments: float
    rows: list[RowDoubt]  # most doubtful first


def doubts(tagger: Tagger, views: Sequence[View]) -> list[tuple[Tagged, Doubt]]:
    """Each view as tagged, and its doubt: from the label probabilities where the tagger tells them, else its fragments'."""
    if isinstance(tagger, CrfTagger):
        parts, layers = tagger.decoded(views)
        tagged = tagger.told(views, parts, layers)
        words = _of_chains(views, parts, layers)
    else:
        tagged = tagger.tag_views(views)
        words = [_of_fragments(v, one) for v, one in zip(views, tagged, strict=True)]
    return [(one, _doubt(v, one, told)) for v, one, told in zip(views, tagged, words, strict=True)]


def _doubt(v: View, tagged: Tagged, told: _Told) -> Doubt:
    chances = [1 - fragment.probability for fragment in tagged.fragments]
    mean = float(told.nats.mean()) if len(told.nats) else 0.0
    return Doubt(mean, float(np.mean(chances)) if chances else 1.0, _rows(v, told))


class _Told:
    """What is known of each word of a view."""

    def __init__(self, v: View) -> None:
        self.nats: Floats = np.zeros(len(v.tokens))
        self.labels: dict[int, tuple[tuple[str, float], ...]] = {}

    def either(self, token: int, label: str, probability: float) -> None:
        self.nats[token] = float(entropy(np.array([[probability, 1 - probability]]))[0])
        self.labels[token] = ((label, probability), ("another", 1 - probability))


def _of_fragments(v: View, tagged: Tagged) -> _Told:
    told = _Told(v)
    for label, first, last, _, probability in tagged.fragments:
        for token in range(first, last):
            told.either(token, label, probability)
    return told


def entropy(probabilities: Floats) -> Floats:
    """In nats, of each row of probabilities."""
    safe = np.clip(probabilities, 1e-12, 1.0)
    out: Floats = -(safe * np.log(safe)).sum(axis=1)
    return out


def _of_chains(views: Sequence[View], parts: Sequence[Decoded], layers: Sequence[Layer]) -> list[_Told]:
    told = [_Told(v) for v in views]
    for words, v, p in zip(told, views, parts, strict=True):
        # A word that is passed over, because its row is surely the form's own print, is as sure as that.
        silent = p.posterior[:, SILENT].sum(axis=1) if p.labels else ()
        for row, mass in zip(v.rows, silent, strict=True):
            for token in range(row.first, row.last):
                words.either(token, "the form's own print", min(float(mass), 1.0))
    for layer in layers:
        for words, tokens, decoded in zip(told, layer.tokens, layer.decoded, strict=True):
            if not tokens:
                continue
            words.nats[tokens] = entropy(decoded.posterior)
            best = np.argsort(-decoded.posterior, axis=1)[:, :_TOLD]
            for token, own, columns in zip(tokens, decoded.posterior, best, strict=True):
                words.labels[token] = tuple((layer.labels[at], float(own[at])) for at in columns)
    return told


def _rows(v: View, words: _Told) -> list[RowDoubt]:
    out = []
    for number, row in enumerate(v.rows):
        if row.first == row.last:
            continue
        own = words.nats[row.first : row.last]
        token = row.first + int(own.argmax())
        out.append(RowDoubt(number, float(own.sum()), token, words.labels.get(token, ())))
    return sorted(out, key=lambda one: -one.nats)
