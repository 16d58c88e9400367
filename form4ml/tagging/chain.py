"""Linear-chain CRF inference: weights held as arrays, words scored once each, posteriors and exact span probabilities.

The weights come from a CRFsuite training run; nothing of CRFsuite is needed to read. Scores of what a word is by itself
are kept for each distinct word, so a word seen before costs one look-up. The forward and backward passes run in the
scaled domain over several sequences at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from form4ml.features.word import AROUND, attributes

Floats = NDArray[np.float64]
_DISTANCES: tuple[int, ...] = tuple(sorted(AROUND))


class Decoded(NamedTuple):
    """The most probable label of every item, what it is worth, and what is needed to weigh runs of labels."""

    labels: list[str]
    ids: NDArray[np.intp]
    posterior: Floats  # (items, labels)
    steps: Floats  # (items,) weight of going from the item before to this one along `labels`
    start: Floats  # (items,) scaled forward value of the chosen label
    end: Floats  # (items,) scaled backward value of the chosen label

    def run_probability(self, first: int, last: int) -> float:
        """Probability that items first to last-1 all carry their chosen labels."""
        value = self.start[first] * self.end[last - 1]
        if last - first > 1:
            value *= float(np.prod(self.steps[first + 1 : last]))
        return float(min(max(value, 0.0), 1.0))


class Chain:
    """One trained CRF. `weights` is (attributes + 1, labels), its last row zero; `transitions` is (labels, labels)."""

    def __init__(
        self,
        labels: Sequence[str],
        attribute_names: Sequence[str],
        weights: NDArray[np.float32],
        transitions: NDArray[np.float32],
        word_features: frozenset[str] | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.index = {name: i for i, name in enumerate(attribute_names)}
        self.weights = weights
        self.transitions = transitions
        self.word_features = word_features
        self._exp_transitions = np.exp(transitions.astype(np.float64))
        self._words: dict[str, NDArray[np.float32]] = {}
        self._keys: dict[str, dict[Any, NDArray[np.float32]]] = {}

    def _summed(self, spelt: Iterable[Iterable[str]]) -> NDArray[np.float32]:
        """(items, labels): the weights of each item's attributes, summed in one go for all."""
        get, zero = self.index.get, len(self.index)
        flat: list[int] = []
        starts: list[int] = []
        for attrs in spelt:
            starts.append(len(flat))
            flat.append(zero)
            flat += [i for a in attrs if (i := get(a)) is not None]
        if not starts:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        out: NDArray[np.float32] = np.add.reduceat(self.weights[flat], starts, axis=0)
        return out

    def _word_scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(words, distances, labels): what each word is worth to words at each distance."""
        if len(self._words) > 60_000:
            self._words.clear()
        known = self._words
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        names = self.word_features
        sums = self._summed(attributes(text, distance, names) for text in fresh for distance in _DISTANCES)
        for at, text in enumerate(fresh):
            known[text] = sums[at * len(_DISTANCES) : (at + 1) * len(_DISTANCES)]
        return np.array([known[text] for text in texts])

    def scores(self, places: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """(items, labels) scores of items given by their attributes."""
        return self._summed(places)

    def keyed_scores(
        self,
        texts: Sequence[str],
        keys: Sequence[tuple[str, Callable[[Any], Iterable[str]], Sequence[Any], Sequence[int] | None]],
    ) -> NDArray[np.float32]:
        """(items, labels) scores of words and of keyed features; each word and each key is summed up once, ever.

        `keys` holds, for each feature, its name, how its keys are spelt as attributes, its keys, and for each item
        which of them is its own (None where they are the items' one by one).
        """
        size = len(texts)
        words = self._word_scores(texts)
        out: NDArray[np.float32] = np.zeros((size, len(self.labels)), dtype=np.float32)
        for at, distance in enumerate(_DISTANCES):
            # An item at i is seen by the item at i - distance.
            if abs(distance) >= size:
                continue
            if distance == 0:
                out += words[:, at]
            elif distance > 0:
                out[: size - distance] += words[distance:, at]
            else:
                out[-distance:] += words[: size + distance, at]
        for name, spell, column, own in keys:
            found = self._keyed(name, spell, column)
            out += found if own is None else found[own]
        return out

    def _keyed(self, name: str, spell: Callable[[Any], Iterable[str]], column: Sequence[Any]) -> NDArray[np.float32]:
        known = self._keys.setdefault(name, {})
        if len(known) > 40_000:
            known.clear()
        fresh = [key for key in dict.fromkeys(column) if key not in known]
        if fresh:
            known.update(zip(fresh, self._summed(spell(key) for key in fresh), strict=True))
        return np.array([known[key] for key in column])

    def decode(self, scores: Sequence[NDArray[np.float32]]) -> list[Decoded]:
        """Posterior decoding of several sequences side by side."""
        sizes = [len(s) for s in scores]
        if not sizes or max(sizes) == 0:
            return [self._empty() for _ in sizes]
        longest, many, width = max(sizes), len(sizes), len(self.labels)
        emit = np.ones((longest, many, width))
        inside = np.zeros((longest, many, 1), dtype=bool)
        for b, s in enumerate(scores):
            wide = s.astype(np.float64)
            emit[: sizes[b], b] = np.exp(wide - wide.max(axis=1, keepdims=True))
            inside[: sizes[b], b] = True
        forward = np.empty_like(emit)
        scale = np.empty((longest, many, 1))
        step = self._exp_transitions
        here = emit[0]
        for t in range(longest):
            if t:
                here = (here @ step) * emit[t]
            total = here.sum(axis=1, keepdims=True)
            here = here / total
            scale[t] = total
            forward[t] = here
        backward = np.empty_like(emit)
        after = np.ones((many, width))
        back = step.T
        one = np.ones((many, width))
        for t in range(longest - 1, -1, -1):
            backward[t] = after
            if t:
                after = np.where(inside[t], ((after * emit[t]) @ back) / scale[t], one)
        out = []
        for b, size in enumerate(sizes):
            if size == 0:
                out.append(self._empty())
                continue
            posterior = forward[:size, b] * backward[:size, b]
            posterior /= posterior.sum(axis=1, keepdims=True)
            ids = posterior.argmax(axis=1)
            rows = np.arange(size)
            steps = np.ones(size)
            steps[1:] = step[ids[:-1], ids[1:]] * emit[rows[1:], b, ids[1:]] / scale[1:size, b, 0]
            out.append(
                Decoded(
                    [self.labels[i] for i in ids],
                    ids,
                    posterior,
                    steps,
                    forward[rows, b, ids],
                    backward[rows, b, ids],
                )
            )
        return out

    def _empty(self) -> Decoded:
        none = np.zeros(0)
        return Decoded([], np.zeros(0, dtype=np.intp), np.zeros((0, len(self.labels))), none, none, none)


def mean(chains: Sequence[Chain]) -> Chain:
    """One chain that weighs as they do on average: an attribute that one of them does not know weighs nothing there."""
    labels = chains[0].labels
    names = sorted({name for chain in chains for name in chain.index})
    index = {name: i for i, name in enumerate(names)}
    weights = np.zeros((len(names) + 1, len(labels)), dtype=np.float32)
    for chain in chains:
        at = np.fromiter((index[name] for name in chain.index), dtype=np.intp, count=len(chain.index))
        weights[at] += chain.weights[np.fromiter(chain.index.values(), dtype=np.intp, count=len(chain.index))]
    weights /= len(chains)
    transitions = np.zeros_like(chains[0].transitions)
    for chain in chains:
        transitions += chain.transitions / len(chains)
    return Chain(labels, names, weights, transitions, chains[0].word_features)
