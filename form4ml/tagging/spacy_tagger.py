"""The tagger of kind "spacy": rows by the CRF's chain over rows, values by spaCy's entity recogniser."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import spacy
from confection import Config
from spacy.language import Language

from form4ml.document import Document
from form4ml.labels import LABELS
from form4ml.layout.view import View, view
from form4ml.tagged import Fragment, Tagged
from form4ml.tagging.spacy_docs import FormTokenizer, Worded
from form4ml.tagging.spacy_spans import Found, Steps, spans
from form4ml.tagging.store import ModelError
from form4ml.tagging.tagger import RowParts

RECOGNISER = "ner"
FILES = ("config.cfg", "tokenizer", "ner/cfg", "ner/moves", "ner/model")
# A label that may run over several rows has a second one for what follows its first row, as an entity ends with its row.
REST = "-REST"
ENTITIES: tuple[str, ...] = tuple(
    name for label in LABELS for name in ((label.name, label.name + REST) if label.many else (label.name,))
)
_OPENS = 0.01  # notes that open less probably than this are not told


class SpacyTagger:
    """A spaCy pipeline behind the promise that every tagger makes."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self._steps = Steps(nlp.get_pipe(RECOGNISER))

    @property
    def tokenizer(self) -> FormTokenizer:
        made: FormTokenizer = self.nlp.tokenizer
        return made

    @property
    def labels(self) -> list[str]:
        return self._steps.labels

    def tag(self, documents: Sequence[Document]) -> list[Tagged]:
        return self.tag_views([view(document) for document in documents])

    def tag_views(self, views: Sequence[View]) -> list[Tagged]:
        decoded = self.tokenizer.parts(views)
        worded = [self.tokenizer.worded(v, RowParts.of(p)) for v, p in zip(views, decoded, strict=True)]
        found = spans(self._steps, [w.doc for w in worded], "FOOTNOTE")
        return [
            Tagged(
                v,
                p.labels,
                [float(x) for x in p.posterior.max(axis=1)] if p.labels else [],
                [fragment(one, w) for one in own],
                {w.wanted[at]: float(opens[at]) for at in (opens > _OPENS).nonzero()[0]},
            )
            for v, p, w, (own, opens) in zip(views, decoded, worded, found, strict=True)
        ]


def fragment(found: Found, worded: Worded) -> Fragment:
    label = found.label.removesuffix(REST)
    first, last = worded.wanted[found.first], worded.wanted[found.last - 1] + 1
    return Fragment(label, first, last, label == found.label, found.probability)


def blank(model: Mapping[str, Any]) -> Language:
    """A pipeline not yet trained: our tokenizer, and a recogniser of the given architecture with all our labels."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "form4ml.FormTokenizer.v1"}}})
    recogniser: Any = nlp.add_pipe(RECOGNISER, config={"model": dict(model)})
    for name in ENTITIES:
        recogniser.add_label(name)
    return nlp


def load_tagger(folder: Path, manifest: Mapping[str, Any]) -> SpacyTagger:
    """The pipeline of a model whose manifest has been checked. Raises ModelError.

    It is not put together by spaCy from its own config, which may name any function that is registered: only layers are
    made as it says, and only numbers and strings are read into them.
    """
    from form4ml.tagging.config import ConfigError
    from form4ml.tagging.spacy_config import check_layers

    home = folder / "spacy"
    if missing := [name for name in FILES if f"spacy/{name}" not in manifest["files"]]:
        raise ModelError(folder, f"its manifest does not list spacy/{missing[0]}")
    try:
        model = Config().from_disk(home / "config.cfg")["components"][RECOGNISER]["model"]
        check_layers(model)
        nlp = blank(model)
        nlp.tokenizer.from_disk(home / "tokenizer")
        nlp.get_pipe(RECOGNISER).from_disk(home / RECOGNISER, exclude=["vocab"])
        tagger = SpacyTagger(nlp)
    except ConfigError as error:
        raise ModelError(folder, f"its layers are none that form4ml reads ({error})") from None
    except Exception as error:  # whatever msgpack, zip and spaCy raise for bytes that are none of theirs
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise ModelError(folder, f"its spaCy pipeline cannot be read ({told})") from None
    if set(tagger.labels) != set(ENTITIES):
        raise ModelError(folder, "the labels of its recogniser are not this program's")
    return tagger


def write(nlp: Language, folder: Path) -> None:
    """The pipeline as spaCy writes it; words' own strings are not needed to read it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.to_disk(folder, exclude=["vocab"])
