"""Layers of the spaCy tagger that spaCy does not have: words embedded by our own attributes, beside spaCy's own embedding.

They are registered by name, so that `train.cfg` composes them with spaCy's and a saved pipeline finds them again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Maxout, Model, concatenate, with_array
from thinc.api import chain as chained
from thinc.types import Floats2d

# Where a Doc keeps the attributes of its words: their numbers, and how many are each word's.
NUMBERS = "form4ml.attributes"
SIZES = "form4ml.attribute_counts"


def attribute_embed(width: int, rows: int) -> Model[list[Doc], list[Floats2d]]:
    """A word's vector is the sum of its attributes' vectors, which stand in one table of `rows` rows."""
    return Model(
        "attribute_embed",
        _forward,
        init=_init,
        dims={"nO": width, "nV": rows},
        params={"E": None},
    )


def words_and_places(
    width: int,
    pieces: int,
    words: Model[list[Doc], list[Floats2d]],
    places: Model[list[Doc], list[Floats2d]],
) -> Model[list[Doc], list[Floats2d]]:
    """Two embeddings side by side, mixed down to one vector of `width`."""
    mixed: Model[list[Floats2d], list[Floats2d]] = with_array(Maxout(nO=width, nP=pieces, dropout=0.0, normalize=True))
    return chained(concatenate(words, places), mixed)


registry.architectures("form4ml.AttributeEmbed.v1", func=attribute_embed)
registry.architectures("form4ml.WordsAndPlaces.v1", func=words_and_places)


def attributes_of(doc: Doc) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Numbers and sizes as the Doc keeps them; a Doc made elsewhere has one attribute a word that says nothing."""
    numbers, sizes = doc.user_data.get(NUMBERS), doc.user_data.get(SIZES)
    if numbers is None or sizes is None or len(sizes) != len(doc):
        return np.zeros(len(doc), dtype=np.uint32), np.ones(len(doc), dtype=np.int32)
    return numbers, sizes


def _init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    shape = (model.get_dim("nV"), model.get_dim("nO"))
    if not model.has_param("E"):
        model.set_param("E", model.ops.asarray(model.ops.xp.random.uniform(-0.1, 0.1, shape).astype("f")))


def _forward(
    model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
) -> tuple[list[Floats2d], Callable[[list[Floats2d]], list[Any]]]:
    table = model.get_param("E")
    found = [attributes_of(doc) for doc in docs]
    numbers = np.concatenate([n for n, _ in found]) if found else np.zeros(0, dtype=np.uint32)
    sizes = np.concatenate([s for _, s in found]) if found else np.zeros(0, dtype=np.int32)
    rows = (numbers % np.uint32(table.shape[0])).astype(np.int32)
    summed = model.ops.reduce_sum(table[rows], sizes)
    lengths = [len(doc) for doc in docs]

    def backward(given: list[Floats2d]) -> list[Any]:
        flat = model.ops.xp.concatenate(given) if given else model.ops.alloc2f(0, table.shape[1])
        gradient = model.ops.alloc2f(*table.shape)
        model.ops.scatter_add(gradient, rows, model.ops.backprop_reduce_sum(flat, sizes))
        model.inc_grad("E", gradient)
        return []

    return model.ops.unflatten(summed, model.ops.asarray1i(lengths)), backward
