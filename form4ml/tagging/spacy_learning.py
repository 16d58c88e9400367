"""One step of learning for spaCy's entity recogniser: the likelihood of the annotated spans, all words at once.

spaCy's own `update` walks the recogniser's steps one after another, word by word. Here every step of the annotated way is known beforehand
and scored in one go: the same weights, fitted to just that distribution which `spacy_spans` reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import set_dropout_rate

from form4ml.tagging.spacy_spans import Floats, Steps, rows_of

Ints = NDArray[np.intp]
_CLOSED = np.float32(-1e9)


class Lesson(NamedTuple):
    """A Doc and its spans: (first word, one past the last, label)."""

    doc: Doc
    spans: list[tuple[int, int, str]]


class _Way(NamedTuple):
    """The annotated way through several Docs: of each word what its step is seen with and which steps are open to it."""

    first: Ints  # first word of the entity that the word goes on, -1 outside
    taken: Ints  # the step taken
    open: NDArray[np.bool_]  # (words, steps)


def learn(recogniser: Any, steps: Steps, lessons: Sequence[Lesson], drop: float, optimizer: Any) -> float:
    """Change the weights by one step of the optimizer; the loss a word before it."""
    docs = [lesson.doc for lesson in lessons if len(lesson.doc)]
    way = _way(steps, [lesson for lesson in lessons if len(lesson.doc)])
    model = recogniser.model
    set_dropout_rate(model, drop)
    embedded, embedded_back = steps.embed.begin_update(docs)
    weights, padding = steps.lower.get_param("W"), steps.lower.get_param("pad")
    feats, hiddens, pieces, _ = weights.shape
    flat = weights.reshape(feats * hiddens * pieces, -1)
    features = np.concatenate([padding, (embedded @ flat.T).reshape(-1, feats, hiddens, pieces)])
    # Row 0 stands for words that are not there.
    here = np.arange(len(way.first)) + 1
    seen = np.stack([here, way.first + 1, np.where(way.first >= 0, here - 1, 0)], axis=1)
    summed = features[seen[:, 0], 0] + features[seen[:, 1], 1] + features[seen[:, 2], 2] + steps.lower.get_param("b")
    which = summed.argmax(axis=-1)
    mask = _mask(which.shape, drop)
    hidden = np.take_along_axis(summed, which[..., None], axis=-1)[..., 0] * mask
    upper = steps.upper
    loss, d_scores = _loss(hidden @ upper.get_param("W").T + upper.get_param("b"), way)
    upper.inc_grad("W", d_scores.T @ hidden)
    upper.inc_grad("b", d_scores.sum(axis=0))
    d_hidden = (d_scores @ upper.get_param("W")) * mask
    d_summed = np.zeros_like(summed)
    np.put_along_axis(d_summed, which[..., None], d_hidden[..., None], axis=-1)
    d_features = np.zeros_like(features)
    for at in range(feats):
        _add_rows(d_features[:, at], seen[:, at], d_summed)
    d_flat = d_features[1:].reshape(len(embedded), -1)
    steps.lower.inc_grad("W", (d_flat.T @ embedded).reshape(weights.shape))
    steps.lower.inc_grad("pad", d_features[:1])
    steps.lower.inc_grad("b", d_summed.sum(axis=0))
    embedded_back(d_flat @ flat)
    model.finish_update(optimizer)
    optimizer.step_schedules()
    return loss


def _loss(scores: Floats, way: _Way) -> tuple[float, Floats]:
    """Mean log loss of the steps taken among those open, and its gradient."""
    scores = np.where(way.open, scores, _CLOSED)
    scores -= scores.max(axis=1, keepdims=True)
    chance = np.exp(scores)
    chance /= chance.sum(axis=1, keepdims=True)
    words = np.arange(len(scores))
    loss = -float(np.log(np.maximum(chance[words, way.taken], 1e-30)).mean())
    chance[words, way.taken] -= 1.0
    chance /= len(scores)
    return loss, chance


def _mask(shape: tuple[int, ...], drop: float) -> Floats:
    """Dropout of the recogniser's hidden layer."""
    if drop <= 0:
        return np.ones(shape, dtype=np.float32)
    out: Floats = (np.random.uniform(size=shape) >= drop).astype(np.float32) / np.float32(1 - drop)
    return out


def _add_rows(to: Floats, rows: Ints, given: Floats) -> None:
    """`to[row] += given` for rows that may repeat."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    firsts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    to[ordered[firsts]] += np.add.reduceat(given[order], firsts, axis=0)


def _way(steps: Steps, lessons: Sequence[Lesson]) -> _Way:
    starts, sizes = rows_of([lesson.doc for lesson in lessons])
    words = int(sizes.sum())
    first = np.full(words, -1)
    taken = np.full(words, steps.out)
    open_ = np.zeros((words, steps.count), dtype=bool)
    open_[:, steps.out] = True
    open_[:, steps.unit] = True
    open_[:, steps.begin] = True
    open_[np.ix_(starts + sizes - 1, steps.begin)] = False
    ends = set((starts + sizes).tolist())
    before = 0
    for lesson in lessons:
        for a, b, name in lesson.spans:
            label = steps.labels.index(name)
            a, b = a + before, b + before
            if b - a == 1:
                taken[a] = steps.unit[label]
                continue
            taken[a] = steps.begin[label]
            taken[a + 1 : b - 1] = steps.inside[label]
            taken[b - 1] = steps.last[label]
            first[a + 1 : b] = a
            open_[a + 1 : b] = False
            open_[a + 1 : b, steps.last[label]] = True
            open_[a + 1 : b - (b in ends), steps.inside[label]] = True
        before += len(lesson.doc)
    return _Way(first, taken, open_)
