"""The tagger's promise: a document in, its rows' parts and its labelled fragments out; and the CRF that keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from form4ml.document import Document
from form4ml.features.place import place_keys
from form4ml.features.row import row_attributes
from form4ml.labels import NOTE_PARTS, PARTS, SILENT_PARTS
from form4ml.layout.view import View, view
from form4ml.tagged import Fragment, Tagged
from form4ml.tagging.chain import Chain, Decoded
from form4ml.tagging.spans import fragments

_NO_SCORES = np.zeros((0, 1), dtype=np.float32)
SILENT = [i for i, name in enumerate(PARTS) if name in SILENT_PARTS]
_SURE = 0.98  # how sure a row must be of a silent part for its words to be passed over


class RowParts(NamedTuple):
    """The part of each row, and which rows hold nothing but the form's own words."""

    labels: list[str]
    silent: list[bool]

    @classmethod
    def of(cls, decoded: Decoded) -> RowParts:
        if not decoded.labels:
            return cls([], [])
        mass = decoded.posterior[:, SILENT].sum(axis=1)
        return cls(decoded.labels, [bool(m > _SURE) for m in mass])


class Layer(NamedTuple):
    """One chain over the words of several views: which tokens of each it looked at, and what it says of them."""

    name: str
    labels: tuple[str, ...]
    tokens: list[list[int]]
    decoded: list[Decoded]


class Tagger(Protocol):
    """Anything that tags documents; the record does not depend on which make did it."""

    def tag(self, documents: Sequence[Document]) -> list[Tagged]: ...

    def tag_views(self, views: Sequence[View]) -> list[Tagged]: ...


class CrfTagger:
    """Three chains: rows into parts of the form, words of the form into values, words of the notes into texts and facts."""

    def __init__(
        self,
        rows: Chain,
        form: Chain,
        note: Chain,
        row_features: frozenset[str] | None = None,
        place_features: frozenset[str] | None = None,
    ) -> None:
        self.rows = rows
        self.form = form
        self.note = note
        self.row_features = row_features
        self.place_features = place_features

    def tag(self, documents: Sequence[Document]) -> list[Tagged]:
        return self.tag_views([view(document) for document in documents])

    def tag_views(self, views: Sequence[View]) -> list[Tagged]:
        return self.told(views, *self.decoded(views))

    def told(self, views: Sequence[View], parts: Sequence[Decoded], layers: Sequence[Layer]) -> list[Tagged]:
        """Fragments and openings, of what the chains said."""
        found: list[list[Fragment]] = [[] for _ in views]
        openings: list[dict[int, float]] = [{} for _ in views]
        for layer in layers:
            for out, v, w, d in zip(found, views, layer.tokens, layer.decoded, strict=True):
                out += fragments(v, w, d)
            if layer.name == "note":
                opens = layer.labels.index("B-FOOTNOTE")
                for out_openings, w, d in zip(openings, layer.tokens, layer.decoded, strict=True):
                    for at in (d.posterior[:, opens] > 0.01).nonzero()[0]:
                        out_openings[w[at]] = float(d.posterior[at, opens])
        return [
            Tagged(
                v,
                p.labels,
                [float(x) for x in p.posterior.max(axis=1)] if p.labels else [],
                sorted(f, key=lambda g: g.first),
                o,
            )
            for v, p, f, o in zip(views, parts, found, openings, strict=True)
        ]

    def decoded(self, views: Sequence[View]) -> tuple[list[Decoded], list[Layer]]:
        """What the chains say, before spans are made of it: each view's rows, and the words of each layer."""
        parts = self._parts(views)
        wanted = [split(v, RowParts.of(p)) for v, p in zip(views, parts, strict=True)]
        layers = []
        for at, (name, chain) in enumerate((("form", self.form), ("note", self.note))):
            tokens = [w[at] for w in wanted]
            scores = [self._scores(name, chain, v, p.labels, t) for v, p, t in zip(views, parts, tokens, strict=True)]
            layers.append(Layer(name, chain.labels, tokens, chain.decode(scores)))
        return parts, layers

    def _scores(
        self, layer: str, chain: Chain, v: View, parts: Sequence[str], wanted: Sequence[int]
    ) -> NDArray[np.float32]:
        if not wanted:
            return _NO_SCORES
        columns, own = place_keys(v, parts, wanted, layer, self.place_features)
        keys = [(place.name, place.spell, column, own if place.by_row else None) for place, column in columns]
        return chain.keyed_scores([v.tokens[i].text for i in wanted], keys)

    def _parts(self, views: Sequence[View]) -> list[Decoded]:
        scores = [self.rows.scores(row_attributes(v, self.row_features)) if v.rows else _NO_SCORES for v in views]
        return self.rows.decode(scores)


def split(v: View, parts: RowParts) -> tuple[list[int], list[int]]:
    """Token indices of the form's rows and of the notes' rows."""
    form: list[int] = []
    note: list[int] = []
    for row, part, silent in zip(v.rows, parts.labels, parts.silent, strict=True):
        if not silent:
            (note if part in NOTE_PARTS else form).extend(range(row.first, row.last))
    return form, note
