"""Annotated documents in, a trained spaCy pipeline out: the same views, rows and attributes that reading uses."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.training import Example as SpacyExample
from spacy.util import fix_random_seed, registry

from form4ml.corpus import Annotated, digest
from form4ml.tagged import Fragment
from form4ml.tagging.config import Config, ConfigError
from form4ml.tagging.run import Groundwork, fold_of, groundwork, names_of
from form4ml.tagging.spacy_config import SpacySettings, settings_of
from form4ml.tagging.spacy_docs import FormTokenizer, Worded
from form4ml.tagging.spacy_learning import Lesson, learn
from form4ml.tagging.spacy_spans import Steps, spans
from form4ml.tagging.spacy_tagger import RECOGNISER, REST, SpacyTagger, blank, write
from form4ml.tagging.spans import gold_fragments, token_states
from form4ml.tagging.tagger import RowParts, split
from form4ml.tagging.training import Example, Progress

_ISSUERS = 1000  # steps in which the share of issuers held back is told
_AT_ONCE = 8  # Docs evaluated together


@dataclass(frozen=True, slots=True)
class TrainedSpacy:
    """A pipeline and what it learnt from."""

    nlp: Language
    filings: int
    wordings: int
    corpus: str

    def tagger(self, config: Config) -> SpacyTagger:
        return SpacyTagger(self.nlp)

    def write(self, folder: Path) -> None:
        write(self.nlp, folder / "spacy")


class _Score(NamedTuple):
    right: int
    found: int
    there: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.there)


def train(
    config: Config,
    progress: Progress | None = None,
    workers: int = 2,
    *,
    learnt_from: Sequence[Annotated] | None = None,
) -> TrainedSpacy:
    """Fit the rows' chain as the CRF tagger does, then spaCy's recogniser on the words. Repeatable for one seed."""
    settings = settings_of(config.spacy)
    ground = groundwork(config, progress, workers, learnt_from=learnt_from)
    fix_random_seed(config.run.seed)
    nlp = blank(config.spacy["model"])
    names = config.features
    nlp.tokenizer = FormTokenizer(nlp.vocab, ground.rows, *map(names_of, (names.row, names.word, names.place)))
    lessons, held = _lessons(nlp.tokenizer, ground, settings.held_back, progress)
    if not lessons:
        raise ConfigError("no word to learn from: every row of these filings is told to be the form's own print")
    optimizer = registry.resolve({"optimizer": config.spacy["optimizer"]})["optimizer"]
    sample = [lesson.doc for lesson in lessons[:_AT_ONCE]]
    nlp.initialize(lambda: [SpacyExample(doc, doc.copy()) for doc in sample], sgd=optimizer)
    _fit(nlp, lessons, held, settings, optimizer, random.Random(config.run.seed), progress)
    return TrainedSpacy(
        nlp,
        len(ground.items),
        len(ground.wordings),
        digest(Path(config.paths.corpus), Path(config.paths.annotations)),
    )


def _fit(
    nlp: Language,
    lessons: Sequence[Lesson],
    held: Sequence[Lesson],
    settings: SpacySettings,
    optimizer: Any,
    chance: random.Random,
    progress: Progress | None,
) -> None:
    """Learn until the steps are done or nothing gets better; the pipeline keeps the weights that read best."""
    recogniser = nlp.get_pipe(RECOGNISER)
    steps = Steps(recogniser)
    best, best_f1, since = recogniser.model.to_bytes(), -1.0, 0
    for step, batch in enumerate(_batches(lessons, settings, chance), 1):
        learn(recogniser, steps, batch, settings.dropout, optimizer)
        if progress is not None:
            progress("words", step, settings.max_steps)
        if held and (step % settings.evaluate_every == 0 or step == settings.max_steps):
            f1 = evaluate(steps, held).f1
            since = 0 if f1 > best_f1 else since + 1
            if since == 0:
                best, best_f1 = recogniser.model.to_bytes(), f1
            if settings.patience and since >= settings.patience:
                break
    if held:
        recogniser.model.from_bytes(best)


def _batches(lessons: Sequence[Lesson], settings: SpacySettings, chance: random.Random) -> Iterator[list[Lesson]]:
    """Batches of about as many words, all lessons in a new order again and again, until the last step."""
    step = 0
    while True:
        batch: list[Lesson] = []
        words = 0
        for lesson in chance.sample(lessons, len(lessons)):
            batch.append(lesson)
            words += len(lesson.doc)
            if words >= settings.batch_words:
                yield batch
                step, batch, words = step + 1, [], 0
                if step == settings.max_steps:
                    return
        if batch:
            yield batch
            step += 1
            if step == settings.max_steps:
                return


def evaluate(steps: Steps, lessons: Sequence[Lesson]) -> _Score:
    """How many spans of some lessons are found exactly."""
    right = found = there = 0
    for at in range(0, len(lessons), _AT_ONCE):
        some = lessons[at : at + _AT_ONCE]
        for lesson, (own, _) in zip(some, spans(steps, [lesson.doc for lesson in some], ""), strict=True):
            told = {(span.first, span.last, span.label) for span in own}
            right, found, there = right + len(told & set(lesson.spans)), found + len(told), there + len(lesson.spans)
    return _Score(right, found, there)


def _lessons(
    tokenizer: FormTokenizer, ground: Groundwork, share: float, progress: Progress | None
) -> tuple[list[Lesson], list[Lesson]]:
    """Lessons to learn from, and those of a share of the issuers, which only tell how well it goes."""
    lessons: list[Lesson] = []
    held: list[Lesson] = []
    pairs = [*zip(ground.given, ground.parts, strict=True), *ground.noted()]
    for number, (example, parts) in enumerate(pairs, 1):
        noted = number > len(ground.given)
        apart = not noted and fold_of(example.annotated, _ISSUERS) < share * _ISSUERS
        made = lesson(tokenizer, example, parts)
        if len(made.doc):
            (held if apart else lessons).append(made)
        if progress is not None:
            progress("lessons", number, len(pairs))
    return (lessons, held) if lessons else (held, [])


def lesson(tokenizer: FormTokenizer, example: Example, parts: RowParts) -> Lesson:
    """A document as the recogniser sees it, with its annotated spans."""
    view, annotation = example.view, example.annotated.annotation
    worded = tokenizer.worded(view, parts)
    form = set(split(view, parts)[0])
    states = {layer: token_states(view, annotation, layer) for layer in ("form", "note")}
    told = [states["form" if i in form else "note"][i] for i in worded.wanted]
    return Lesson(worded.doc, [_entity(one, worded) for one in gold_fragments(view, worded.wanted, told)])


def _entity(fragment: Fragment, worded: Worded) -> tuple[int, int, str]:
    first, last = bisect_left(worded.wanted, fragment.first), bisect_left(worded.wanted, fragment.last - 1) + 1
    return first, last, fragment.label if fragment.opens else fragment.label + REST
