"""Spans with their exact probability from spaCy's entity recogniser, without a beam.

The recogniser's score of a step depends on the word at hand, and inside an entity on the entity's first word and the
word before: on nothing earlier. An entity never runs over the end of a row. So within a row the steps' softmaxes make a
small lattice: what comes before a word can be summed over once, and a span's probability is that sum, times the steps
of the span. It is the same distribution that training fits by its log loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.tokens import Doc

Floats = NDArray[np.float32]
_LEAST = 0.001  # spans that begin less probably than this are not followed up
_NEVER = -1e9


class Found(NamedTuple):
    """A span of a Doc: words first to last-1 carry `label`."""

    first: int
    last: int
    label: str
    probability: float


class Steps:
    """The recogniser's weights as arrays, and which of its steps does what for which label."""

    def __init__(self, recogniser: Any) -> None:
        self.embed, self.lower, self.upper = recogniser.model.layers
        names = [recogniser.moves.get_class_name(i) for i in range(recogniser.moves.n_moves)]
        at = {name: i for i, name in enumerate(names)}
        self.labels = sorted(name[2:] for name in names if name.startswith("B-") and len(name) > 2)
        self.count = len(names)
        self.out = at["O"]
        self.begin, self.inside, self.last, self.unit = (
            np.array([at[sort + label] for label in self.labels], dtype=np.intp) for sort in ("B-", "I-", "L-", "U-")
        )

    def words(self, docs: Sequence[Doc]) -> Floats:
        """(words + 1, 3, hidden, pieces): what each word adds as the word at hand, as first, as the one before."""
        features: Floats = self.lower.predict(self.embed.predict(list(docs)))
        features[:, 0] += self.lower.get_param("b")
        return features


class Lattice:
    """All rows of several Docs side by side: probabilities of being between entities, and the best way there."""

    def __init__(self, steps: Steps, docs: Sequence[Doc]) -> None:
        self.steps = steps
        self.features = steps.words(docs)
        self.starts, self.sizes = rows_of(docs)
        many = len(self.starts)
        # A row of n words has n + 1 places between them.
        self.slots = self.starts + np.arange(many)
        total = int(self.sizes.sum()) + many
        self.between = np.zeros(total)
        self.between[self.slots] = 1.0
        self.best = np.full(total, -np.inf)
        self.best[self.slots] = 0.0
        self.back = np.full(total, -1)  # the place from which the best way comes
        self.label = np.full(total, -1)
        self.worth = np.zeros(total)  # probability of the span that ends here on the best way
        self._outside()
        for at in range(int(self.sizes.max()) if many else 0):
            self._step(at)

    def _outside(self) -> None:
        """Softmax over the steps open to a word outside an entity."""
        steps, features = self.steps, self.features
        hidden = (features[1:, 0] + features[0, 1] + features[0, 2]).max(axis=-1)
        scores = hidden @ steps.upper.get_param("W").T + steps.upper.get_param("b")
        begin = scores[:, steps.begin]
        begin[self.starts + self.sizes - 1] = _NEVER  # the last word of a row begins nothing that goes on
        known = np.concatenate([scores[:, [steps.out]], scores[:, steps.unit], begin], axis=1).astype(np.float64)
        known -= known.max(axis=1, keepdims=True)
        np.exp(known, out=known)
        known /= known.sum(axis=1, keepdims=True)
        size = len(steps.labels)
        self.out, self.unit, self.begin = known[:, 0], known[:, 1 : 1 + size], known[:, 1 + size :]
        self.best_unit = self.unit.argmax(axis=1)
        self.most_unit = self.unit[np.arange(len(known)), self.best_unit]

    def _step(self, at: int) -> None:
        """Everything that leaves the place before the word `at` of each row."""
        rows = np.flatnonzero(self.sizes > at)
        words, places = self.starts[rows] + at, self.slots[rows] + at
        mass, far = self.between[places], self.best[places]
        self.between[places + 1] += mass * (self.out[words] + self.unit[words].sum(axis=1))
        none = np.full(len(rows), -1)
        self._better(places + 1, far + _log(self.out[words]), places, none, mass * self.out[words])
        unit = self.most_unit[words]
        self._better(places + 1, far + _log(unit), places, self.best_unit[words], mass * unit)
        which, label = np.nonzero(mass[:, None] * self.begin[words] > _LEAST)
        if len(which):
            self._spans(rows[which], at, label)

    def _spans(self, rows: NDArray[np.intp], at: int, label: NDArray[np.intp]) -> None:
        """Spans of two words and more that begin at the word `at` of the rows, ending anywhere in them."""
        steps, features = self.steps, self.features
        left = self.sizes[rows] - at - 1
        own = np.repeat(np.arange(len(rows)), left)
        ends = np.cumsum(left)
        offset = np.arange(len(own)) - np.repeat(ends - left, left)
        first = (self.starts[rows] + at)[own]
        word = first + 1 + offset
        hidden = (features[word + 1, 0] + features[first + 1, 1] + features[word, 2]).max(axis=-1)
        kind = label[own]
        weights, bias = steps.upper.get_param("W"), steps.upper.get_param("b")
        ending = weights[steps.last] - weights[steps.inside]
        score = np.einsum("ij,ij->i", hidden, ending[kind]).astype(np.float64)
        score += (bias[steps.last] - bias[steps.inside])[kind]
        to_end, to_go_on = -np.logaddexp(0, -score), -np.logaddexp(0, score)
        final = ends - 1  # a row's last word must end it
        to_end[final], to_go_on[final] = 0.0, 0.0
        summed = np.cumsum(to_go_on) - to_go_on
        steps_in = summed - np.repeat(summed[ends - left], left) + to_end
        places = self.slots[rows] + at
        begun = self.begin[self.starts[rows] + at, label]
        worth = (self.between[places] * begun)[own] * np.exp(steps_in)
        target = places[own] + offset + 2
        np.add.at(self.between, target, worth)
        self._better(target, (self.best[places] + _log(begun))[own] + steps_in, places[own], kind, worth)

    def _better(
        self, target: NDArray[Any], value: NDArray[Any], back: NDArray[Any], label: NDArray[Any], worth: NDArray[Any]
    ) -> None:
        order = np.argsort(value, kind="stable")  # of several ways to one place the best is written last
        order = order[value[order] > self.best[target[order]]]
        target = target[order]
        self.best[target] = value[order]
        self.back[target] = back[order]
        self.label[target] = label[order]
        self.worth[target] = worth[order]

    def found(self) -> list[tuple[int, int, int, float]]:
        """(first, last, label, probability) of the spans on the best way of each row, words counted over all Docs."""
        back, label = self.back.tolist(), self.label.tolist()
        out = []
        for row, (size, slot) in enumerate(zip(self.sizes.tolist(), self.slots.tolist(), strict=True)):
            place, spans = slot + size, []
            while place > slot:
                before = back[place]
                if label[place] >= 0:
                    spans.append((before - row, place - row, label[place], min(float(self.worth[place]), 1.0)))
                place = before
            out += spans[::-1]
        return out

    def opening(self, label: str) -> NDArray[np.float64]:
        """How probably a span of `label` begins at each word."""
        if label not in self.steps.labels:
            return np.zeros(len(self.out))
        at = self.steps.labels.index(label)
        places = np.arange(len(self.out)) + np.repeat(np.arange(len(self.sizes)), self.sizes)
        out: NDArray[np.float64] = self.between[places] * (self.begin[:, at] + self.unit[:, at])
        return out


def _log(value: NDArray[Any]) -> NDArray[Any]:
    out: NDArray[Any] = np.log(np.maximum(value, 1e-300))
    return out


def rows_of(docs: Sequence[Doc]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First word and size of each row, words counted over all Docs."""
    starts: list[NDArray[np.intp]] = []
    total = 0
    for doc in docs:
        if len(doc):
            opens = doc.to_array([SENT_START]).reshape(-1) == 1
            opens[0] = True
            starts.append(np.flatnonzero(opens) + total)
            total += len(doc)
    if not starts:
        none = np.zeros(0, dtype=np.intp)
        return none, none
    first = np.concatenate(starts)
    return first, np.diff(np.append(first, total))


def spans(steps: Steps, docs: Sequence[Doc], opening: str) -> list[tuple[list[Found], NDArray[np.float64]]]:
    """For each Doc its spans in order, and how probably one of label `opening` begins at each of its words."""
    if not any(len(doc) for doc in docs):
        return [([], np.zeros(0)) for _ in docs]
    lattice = Lattice(steps, [doc for doc in docs if len(doc)])
    found, opens = iter([*lattice.found(), None]), lattice.opening(opening)
    out, before, span = [], 0, next(found)
    for doc in docs:
        after = before + len(doc)
        own: list[Found] = []
        while span is not None and span[0] < after:
            own.append(Found(span[0] - before, span[1] - before, steps.labels[span[2]], span[3]))
            span = next(found)
        out.append((own, opens[before:after]))
        before = after
    return out
