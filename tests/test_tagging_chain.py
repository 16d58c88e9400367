"""Inference with our own arrays against CRFsuite's own, and spans' exact probabilities against counting every path."""

import itertools
import random

import numpy as np
import pytest

from form4ml.features.word import AROUND, attributes
from form4ml.tagging.chain import Chain, mean
from form4ml.tagging.training import CrfSettings, train_chain

pycrfsuite = pytest.importorskip("pycrfsuite")


def toy(seed: int = 1) -> tuple[list[list[list[str]]], list[list[str]]]:
    rng = random.Random(seed)
    xs, ys = [], []
    for _ in range(60):
        size = rng.randint(1, 9)
        labels = [rng.choice(["A", "B", "C"]) for _ in range(size)]
        xs.append([[f"w={rng.choice([y, y, 'x'])}", f"n={i % 2}"] for i, y in enumerate(labels)])
        ys.append(labels)
    return xs, ys


def test_posteriors_are_crfsuites(tmp_path) -> None:  # type: ignore[no-untyped-def]
    xs, ys = toy()
    trainer = pycrfsuite.Trainer(verbose=False)
    for x, y in zip(xs, ys, strict=True):
        trainer.append(x, y)
    trainer.set_params(
        {
            "c1": 0.0,
            "c2": 0.1,
            "max_iterations": 40,
            "feature.possible_transitions": True,
            "epsilon": 1e-4,
            "delta": 1e-4,
            "period": 10,
        }
    )
    trainer.train(str(tmp_path / "m"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "m"))
    chain = train_chain(
        zip(xs, ys, strict=True), ["A", "B", "C"], CrfSettings(c1=0.0, c2=0.1, max_iterations=40, minfreq=0)
    )
    given = xs[:12]
    decoded = chain.decode([chain.scores(x) for x in given])
    for x, d in zip(given, decoded, strict=True):
        tagger.set(x)
        for t in range(len(x)):
            for k, label in enumerate(chain.labels):
                assert d.posterior[t, k] == pytest.approx(tagger.marginal(label, t), abs=2e-3)


def test_run_probability_counts_every_path() -> None:
    rng = np.random.default_rng(3)
    labels = ["A", "B", "C"]
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    chain = Chain(labels, ["x"], np.zeros((2, 3), dtype=np.float32), transitions)
    scores = rng.normal(size=(5, 3)).astype(np.float32)
    decoded = chain.decode([scores, scores[:2]])[0]
    weights = {}
    for path in itertools.product(range(3), repeat=5):
        value = sum(float(scores[t, k]) for t, k in enumerate(path))
        value += sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))
        weights[path] = np.exp(value)
    total = sum(weights.values())
    for first, last in ((0, 1), (1, 4), (0, 5), (2, 3)):
        wanted = tuple(decoded.ids[first:last])
        exact = sum(w for p, w in weights.items() if p[first:last] == wanted) / total
        assert decoded.run_probability(first, last) == pytest.approx(exact, rel=1e-6)


def test_words_scored_once_give_what_all_their_attributes_give() -> None:
    texts = ["Common", "Stock", "03/12/2018", "$1.17", "D"]
    names = sorted({a for text in texts for d in AROUND for a in attributes(text, d)})
    rng = np.random.default_rng(5)
    weights = np.vstack([rng.normal(size=(len(names), 4)), np.zeros((1, 4))]).astype(np.float32)
    chain = Chain(list("WXYZ"), names, weights, np.zeros((4, 4), dtype=np.float32))
    quick = chain.keyed_scores(texts, [("place", lambda key: (key[0],), [("nowhere",)] * len(texts), None)])
    slow = []
    for i in range(len(texts)):
        attrs = [a for d in AROUND if 0 <= i + d < len(texts) for a in attributes(texts[i + d], d)]
        slow.append(attrs)
    assert np.allclose(quick, chain.scores(slow), atol=1e-4)


def test_sequences_side_by_side_are_as_alone() -> None:
    rng = np.random.default_rng(9)
    chain = Chain(["A", "B"], ["x"], np.zeros((2, 2), dtype=np.float32), rng.normal(size=(2, 2)).astype(np.float32))
    scores = [rng.normal(size=(n, 2)).astype(np.float32) for n in (1, 7, 3, 0, 12)]
    together = chain.decode(scores)
    for one, s in zip(together, scores, strict=True):
        alone = chain.decode([s])[0]
        assert np.allclose(one.posterior, alone.posterior)
        assert one.labels == alone.labels


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_sequences_shorter_than_the_window_have_scores(size: int) -> None:
    names = sorted({a for d in AROUND for w in ("Alder", "Fund") for a in attributes(w, d)})
    weights = np.arange(len(names) + 1, dtype=np.float32).reshape(-1, 1)
    weights[-1] = 0
    chain = Chain(["A"], names, weights, np.zeros((1, 1), dtype=np.float32))
    texts = ["Alder", "Fund", "Alder", "Fund", "Alder"][:size]
    rows = [[a for d in AROUND if 0 <= i + d < size for a in attributes(texts[i + d], d)] for i in range(size)]
    assert np.allclose(chain.keyed_scores(texts, []), chain.scores(rows))


def test_the_mean_of_chains_weighs_as_they_do_on_average() -> None:
    labels = ("A", "B")
    rng = np.random.default_rng(5)

    def chain(*names: str) -> Chain:
        weights = np.vstack([rng.normal(size=(len(names), 2)), np.zeros((1, 2))]).astype(np.float32)
        return Chain(labels, names, weights, rng.normal(size=(2, 2)).astype(np.float32))

    one, two = chain("w=x", "w=y"), chain("w=y", "w=z")
    both = mean([one, two])
    items = [["w=x"], ["w=y", "w=z"], ["w=y"]]
    assert np.allclose(both.scores(items), (one.scores(items) + two.scores(items)) / 2, atol=1e-6)
    assert np.allclose(both.transitions, (one.transitions + two.transitions) / 2)
    assert np.allclose(mean([one]).scores(items), one.scores(items))
