"""The kinds of tagger that [tagger] kind names: how each is trained and loaded, imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from form4ml.tagging.store import ModelError
from form4ml.tagging.tagger import Tagger

if TYPE_CHECKING:  # to read, none of what training takes is loaded
    from form4ml.corpus import Annotated
    from form4ml.tagging.config import Config
    from form4ml.tagging.training import Progress


class Trained(Protocol):
    """What training gives, of whatever kind."""

    @property
    def filings(self) -> int: ...
    @property
    def wordings(self) -> int: ...
    @property
    def corpus(self) -> str: ...

    def tagger(self, config: Config) -> Tagger: ...

    def write(self, folder: Path) -> None:
        """Write what the tagger knows into the model's folder."""


# kind: (module that trains, module that loads); each has `train` or `load_tagger`
MODULES = {
    "crf": ("form4ml.tagging.run", "form4ml.tagging.crf_files"),
    "spacy": ("form4ml.tagging.spacy_training", "form4ml.tagging.spacy_tagger"),
}


def train(
    config: Config, progress: Progress | None, workers: int, *, learnt_from: Sequence[Annotated] | None = None
) -> Trained:
    """Fit a tagger of the config's kind."""
    module = import_module(MODULES[config.tagger.kind][0])
    return cast(Trained, module.train(config, progress, workers, learnt_from=learnt_from))


def load_tagger(folder: Path, manifest: Mapping[str, Any]) -> Tagger:
    """The tagger of a model whose manifest has been checked. Raises ModelError."""
    kind = manifest["kind"]
    if kind not in MODULES:
        raise ModelError(folder, f"its kind of tagger, {kind}, is not one of {', '.join(MODULES)}")
    try:
        load = cast(Callable[[Path, Mapping[str, Any]], Tagger], import_module(MODULES[kind][1]).load_tagger)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("spacy", "thinc"):
            raise
        raise ModelError(
            folder, "its tagger is spaCy's, which is not installed", "run pip install 'form4ml[spacy]'"
        ) from None
    return load(folder, manifest)
