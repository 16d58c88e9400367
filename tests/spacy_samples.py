"""A recogniser small enough to learn from a handful of filings in seconds, and configs for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from training_samples import corpus_in

TRAIN_CFG = Path(__file__).parent.parent / "train.cfg"
SMALL = [
    "tagger.kind=spacy",
    "spacy.width=32",
    "spacy.max_steps=70",
    "spacy.batch_words=300",
    "spacy.evaluate_every=70",
    "spacy.held_back=0.0",
    "spacy.optimizer.learn_rate.initial_rate=0.005",
    "spacy.optimizer.learn_rate.warmup_steps=5",
    "spacy.model.tok2vec.encode.depth=2",
    "spacy.model.tok2vec.embed.words.rows=[200, 100, 100, 100]",
    "spacy.model.tok2vec.embed.places.rows=2000",
    "spacy.model.tok2vec.embed.places.width=16",
]


def spacy_config_in(folder: Path) -> Path:
    """The hand-made corpus on disk, with a config that has the project's own [spacy]."""
    config = corpus_in(folder)
    own = TRAIN_CFG.read_text()
    config.write_text(config.read_text() + "\n" + own[own.index("[spacy]") :])
    return config


def small_recogniser(labels: tuple[str, ...]) -> Any:
    """A pipeline with an untrained recogniser of few labels and random weights."""
    import numpy as np
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    from form4ml.tagging.config import load

    fix_random_seed(5)
    nlp = spacy.blank("en")
    recogniser: Any = nlp.add_pipe("ner", config={"model": load(TRAIN_CFG, SMALL).spacy["model"]})
    for label in labels:
        recogniser.add_label(label)
    doc = nlp.make_doc("a few words")
    nlp.initialize(lambda: [Example(doc, doc.copy())])
    upper = recogniser.model.layers[2]
    upper.set_param("W", np.random.default_rng(1).normal(size=upper.get_param("W").shape).astype("f"))
    return nlp
