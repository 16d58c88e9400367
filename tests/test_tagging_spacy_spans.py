"""Spans of the spaCy tagger: probabilities are those of all ways through a row, and learning follows their gradient."""

import itertools
import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

pytest.importorskip("spacy")

from spacy.tokens import Doc
from spacy_samples import small_recogniser

from form4ml.tagging import spacy_spans
from form4ml.tagging.spacy_learning import Lesson, learn
from form4ml.tagging.spacy_spans import Steps, spans

LABELS = ("DATE", "ISSUER")
WORDS = ["Pine", "Hollow", "Bancorp", "3", "May"]
Way = tuple[tuple[int, int, str], ...]


@pytest.fixture(scope="module")
def nlp() -> Any:
    return small_recogniser(LABELS)


def ways(size: int, at: int = 0) -> list[Way]:
    """Every way of cutting a row of words into spans and words outside."""
    if at == size:
        return [()]
    out = ways(size, at + 1)
    for end, label in itertools.product(range(at + 1, size + 1), LABELS):
        out = out + [((at, end, label), *rest) for rest in ways(size, end)]
    return out


def chance(nlp: Any, doc: Doc, way: Way) -> float:
    """A way's probability by the scores that spaCy itself gives each step."""
    recogniser = nlp.get_pipe("ner")
    names = [recogniser.moves.get_class_name(i) for i in range(recogniser.moves.n_moves)]
    [state] = recogniser.moves.init_batch([doc])
    stepper = recogniser.model.predict([doc])
    inside = {i: (a, b, label) for a, b, label in way for i in range(a, b)}
    total = 1.0
    for i in range(len(doc)):
        found = inside.get(i)
        taken = "O" if found is None else "U-" + found[2]
        if found is not None and found[1] - found[0] > 1:
            taken = ("B-" if i == found[0] else "L-" if i == found[1] - 1 else "I-") + found[2]
        if found is not None and i > found[0]:
            allowed = ["L-" + found[2]] + (["I-" + found[2]] if i + 1 < len(doc) else [])
        else:
            allowed = ["O", *(f"U-{x}" for x in LABELS), *(f"B-{x}" for x in LABELS if i + 1 < len(doc))]
        scores = dict(zip(names, stepper.predict([state])[0].tolist(), strict=True))
        total *= math.exp(scores[taken]) / sum(math.exp(scores[name]) for name in allowed)
        forced = np.array([[1.0 if name == taken else 0.0 for name in names]], dtype="f")
        recogniser.transition_states([state], forced)
    return total


def test_a_span_is_worth_all_ways_that_hold_it(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_spans, "_LEAST", 0.0)
    doc = Doc(nlp.vocab, words=WORDS)
    chances = {way: chance(nlp, doc, way) for way in ways(len(WORDS))}
    assert sum(chances.values()) == pytest.approx(1.0, abs=1e-4)
    worth: dict[tuple[int, int, str], float] = defaultdict(float)
    for way, value in chances.items():
        for span in way:
            worth[span] += value
    [(found, opens)] = spans(Steps(nlp.get_pipe("ner")), [doc], "ISSUER")
    best = max(chances, key=lambda way: chances[way])
    assert [one[:3] for one in found] == list(best)
    for one in found:
        assert one.probability == pytest.approx(worth[one[:3]], abs=1e-4)
    for at in range(len(WORDS)):
        begun = sum(value for (first, _, label), value in worth.items() if (first, label) == (at, "ISSUER"))
        assert opens[at] == pytest.approx(begun, abs=1e-4)


def test_no_span_leaves_its_row_and_rows_stand_alone(nlp: Any) -> None:
    starts = [True, False, True, False, False]
    apart = Doc(nlp.vocab, words=WORDS, sent_starts=starts)
    steps = Steps(nlp.get_pipe("ner"))
    [(found, _)] = spans(steps, [apart], "")
    assert all(one.last <= 2 or one.first >= 2 for one in found)


def test_docs_without_words_give_nothing(nlp: Any) -> None:
    steps = Steps(nlp.get_pipe("ner"))
    empty, doc = Doc(nlp.vocab, words=[]), Doc(nlp.vocab, words=WORDS)
    [first, second, third] = spans(steps, [empty, doc, empty], "DATE")
    assert (first[0], third[0], len(second[1])) == ([], [], len(WORDS))
    assert spans(steps, [], "DATE") == []
    assert second[0] == spans(steps, [doc], "DATE")[0][0]


class _Watched:
    """In place of an optimizer: keeps gradients, changes nothing."""

    def __init__(self) -> None:
        self.seen: dict[Any, Any] = {}

    def __call__(self, key: Any, weights: Any, gradient: Any, *, lr_scale: float = 1.0) -> tuple[Any, Any]:
        self.seen.setdefault(key[1], []).append((weights, gradient.copy()))
        gradient[...] = 0
        return weights, gradient

    def step_schedules(self) -> None: ...


def test_learning_follows_the_gradient_of_the_likelihood(nlp: Any) -> None:
    recogniser = nlp.get_pipe("ner")
    steps = Steps(recogniser)
    doc = Doc(nlp.vocab, words=WORDS * 2, sent_starts=[True, *[False] * 4] * 2)
    lessons = [Lesson(doc, [(0, 3, "ISSUER"), (3, 5, "DATE"), (8, 9, "DATE")])]
    layers = {"upper": (recogniser.model.layers[2], "W"), "lower": (steps.lower, "W"), "pad": (steps.lower, "pad")}
    for layer, name in layers.values():
        watched = _Watched()
        learn(recogniser, steps, lessons, 0.0, watched)
        weights = layer.get_param(name)
        shape = weights.shape
        gradient = next(g for w, g in watched.seen[name] if w.shape == shape)
        at = np.unravel_index(np.abs(gradient).argmax(), shape)
        told, step = float(gradient[at]), 1e-2
        losses = []
        for change in (step, -step):
            moved = weights.copy()
            moved[at] += change
            layer.set_param(name, moved)
            losses.append(learn(recogniser, steps, lessons, 0.0, _Watched()))
        layer.set_param(name, weights)
        assert (losses[0] - losses[1]) / (2 * step) == pytest.approx(told, rel=0.1)


def test_learning_makes_the_annotated_spans_the_likeliest(nlp: Any) -> None:
    from thinc.api import Adam

    recogniser = small_recogniser(LABELS).get_pipe("ner")
    steps = Steps(recogniser)
    doc = Doc(recogniser.vocab, words=WORDS)
    lesson = Lesson(doc, [(0, 3, "ISSUER"), (3, 5, "DATE")])
    optimizer = Adam(0.01)
    losses = [learn(recogniser, steps, [lesson], 0.0, optimizer) for _ in range(30)]
    assert losses[-1] < 0.1 * losses[0]
    [(found, _)] = spans(steps, [doc], "")
    assert [one[:3] for one in found] == lesson.spans
    assert recogniser(Doc(recogniser.vocab, words=WORDS)).ents[0].text == "Pine Hollow Bancorp"
