"""Annotated documents in, trained chains out: the same views and attributes that reading uses, CRFsuite doing the sums."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from form4ml.corpus import Annotated
from form4ml.features.place import place_attributes
from form4ml.features.row import row_attributes
from form4ml.features.word import AROUND, attributes
from form4ml.layout.view import View, view
from form4ml.tagging.chain import Chain
from form4ml.tagging.spans import token_states
from form4ml.tagging.tagger import RowParts, split

Progress = Callable[[str, int, int], None]  # stage, done, of
ENGINE_SUFFIX = ".crfsuite"
_ROOM = 1 << 16


@dataclass(frozen=True, slots=True)
class CrfSettings:
    """CRFsuite's L-BFGS settings; c1 drives weights to zero, which is what keeps a model small."""

    c1: float = 0.3
    c2: float = 0.05
    max_iterations: int = 120
    minfreq: int = 3
    period: int = 10
    epsilon: float = 1e-4
    delta: float = 1e-4


@dataclass(frozen=True, slots=True)
class Example:
    """One way of looking at an annotated document."""

    annotated: Annotated
    view: View


def examples(annotated: Iterable[Annotated], views: Sequence[str]) -> list[Example]:
    """Each document in each way of looking at it: as text, by its boxes, by its cells."""
    out = []
    for number, item in enumerate(annotated):
        for name in views:
            if name != "text" and not item.document.has_boxes:
                continue
            # Text typed in columns is never met without its columns.
            if name == "text" and item.document.kind == "text" and item.document.has_boxes and len(views) > 1:
                continue
            # Cells are the easiest way of looking: a third of the filings teaches it.
            if name == "cells" and len(views) > 1 and number % 3:
                continue
            out.append(Example(item, view(item.document, boxes=name != "text", cells=name == "cells")))
    return out


def row_parts(example: Example) -> list[str]:
    """The gold part of each row: that of most of its tokens' lines."""
    parts = example.annotated.annotation.parts
    out = []
    for row in example.view.rows:
        votes: dict[str, int] = {}
        for token in example.view.tokens[row.first : row.last]:
            name = parts[token.line] or "other"
            votes[name] = votes.get(name, 0) + (token.end - token.start)
        out.append(max(votes, key=lambda name: votes[name]))
    return out


def train_chain(
    sequences: Iterable[tuple[list[list[str]], list[str]]],
    labels: Sequence[str],
    settings: CrfSettings,
    *,
    word_features: frozenset[str] | None = None,
    progress: Progress | None = None,
    stage: str = "",
) -> Chain:
    """Fit one CRF to (attributes, labels) sequences and take its weights out of the engine."""
    import pycrfsuite

    class Trainer(pycrfsuite.BaseTrainer):  # type: ignore[misc]
        def message(self, text: str) -> None:
            if progress is not None and text.startswith("***** Iteration"):
                progress(stage, int(text.split("#")[1].split()[0]), settings.max_iterations)

    trainer = Trainer(algorithm="lbfgs")
    trainer.set_params(
        {
            "c1": settings.c1,
            "c2": settings.c2,
            "max_iterations": settings.max_iterations,
            "feature.minfreq": settings.minfreq,
            "feature.possible_transitions": True,
            "period": settings.period,
            "epsilon": settings.epsilon,
            "delta": settings.delta,
        }
    )
    for attrs, states in sequences:
        if states:
            trainer.append(pycrfsuite.ItemSequence(attrs), states)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{ENGINE_SUFFIX}"
        trainer.train(str(path))
        check_whole(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
        tagger.close()
    return _chain(info, labels, word_features)


def check_whole(path: Path) -> None:
    """Raise OSError for a file of CRFsuite's that may be cut off: it does not notice a full disk, and goes on or crashes.

    The file begins with a mark of four letters and its own length in four bytes; but both may be right in one that is
    cut off, so it is also tried whether there is room for more.
    """
    with path.open("r+b") as stream:
        mark, size = stream.read(4), int.from_bytes(stream.read(4), "little")
        whole = stream.seek(0, os.SEEK_END)
        try:
            stream.write(bytes(_ROOM))
            stream.flush()
        except OSError as error:
            raise OSError(error.errno, f"{error.strerror}; TMPDIR names another place", str(path)) from None
        stream.truncate(whole)
    if mark != b"lCRF" or size != whole:
        raise OSError(errno.EIO, "the weights were not written whole; TMPDIR names another place", str(path))


def _chain(info: object, labels: Sequence[str], word_features: frozenset[str] | None) -> Chain:
    at = {name: i for i, name in enumerate(labels)}
    state: dict[tuple[str, str], float] = info.state_features  # type: ignore[attr-defined]
    names = sorted({name for name, _ in state})
    index = {name: i for i, name in enumerate(names)}
    weights = np.zeros((len(names) + 1, len(labels)), dtype=np.float32)
    for (name, label), value in state.items():
        if label in at:
            weights[index[name], at[label]] = value
    transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for (one, two), value in info.transitions.items():  # type: ignore[attr-defined]
        if one in at and two in at:
            transitions[at[one], at[two]] = value
    return Chain(labels, names, weights, transitions, word_features)


def row_sequences(
    given: Sequence[Example], names: frozenset[str] | None
) -> Iterable[tuple[list[list[str]], list[str]]]:
    for example in given:
        yield row_attributes(example.view, names), row_parts(example)


def word_sequence(
    example: Example,
    parts: RowParts,
    layer: str,
    word_names: frozenset[str] | None,
    place_names: frozenset[str] | None,
) -> tuple[list[list[str]], list[str]]:
    """Attributes and gold states of the tokens that a layer tags, given the (predicted) parts of the rows."""
    form, note = split(example.view, parts)
    wanted = form if layer == "form" else note
    gold = token_states(example.view, example.annotated.annotation, layer)
    tokens = example.view.tokens
    texts = [tokens[i].text for i in wanted]
    places = place_attributes(example.view, parts.labels, wanted, layer, place_names)
    size = len(texts)
    rows = []
    for at, place in enumerate(places):
        row: list[str] = []
        for distance in AROUND:
            if 0 <= at + distance < size:
                row += attributes(texts[at + distance], distance, word_names)
        row += place
        rows.append(row)
    return rows, [gold[i] for i in wanted]
