"""The model as a person uses it: `form4ml.load()` gives one, `model.read(path)` gives the record of a filing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from form4ml.assembly.assemble import assemble
from form4ml.assembly.confidence import PLAIN, SIGNALS, Calibration
from form4ml.document import Document
from form4ml.reading.errors import ReadError
from form4ml.record import ModelInfo, Reading
from form4ml.tagging import store
from form4ml.tagging.finding import DEFAULT, find
from form4ml.tagging.kinds import load_tagger
from form4ml.tagging.tagger import Tagger


class Model:
    """A tagger with its calibration: documents in, readings out."""

    def __init__(self, tagger: Tagger, info: ModelInfo, calibration: Calibration) -> None:
        self.tagger = tagger
        self.info = info
        self.calibration = calibration

    def read(self, source: str | Path | bytes, *, min_confidence: float | None = None, **options: Any) -> Reading:
        """The record of one filing: a path, the bytes of a file, or OCR text itself.

        Raises form4ml.reading.ReadError where the input cannot be read, is another form, or holds several filings.
        """
        readings = self.read_filings(source, min_confidence=min_confidence, **options)
        if len(readings) > 1:
            name = options.get("name") or (source.name if isinstance(source, Path) else readings[0].source.name)
            raise ReadError(name, f"it holds {len(readings)} filings", "take them with read_filings")
        return readings[0]

    def read_filings(
        self, source: str | Path | bytes, *, min_confidence: float | None = None, **options: Any
    ) -> list[Reading]:
        """The records of all filings in one input, in its order; `options` are `form4ml.reading.read`'s own."""
        from form4ml.reading.filings import filings

        if isinstance(source, str) and "\n" in source:
            source, options = source.encode("utf-8", "replace"), {"name": "text"} | options
        return self.read_documents(filings(source, **options), min_confidence=min_confidence)

    def read_document(self, document: Document, *, min_confidence: float | None = None) -> Reading:
        """The record of a document already read."""
        return self.read_documents([document], min_confidence=min_confidence)[0]

    def read_documents(self, documents: Sequence[Document], *, min_confidence: float | None = None) -> list[Reading]:
        """A record a document: straight from its own XML where it has one, else as tagged, all together, which is
        faster than one by one. CIKs that the input's header states stand in the record.
        """
        from form4ml.from_xml import reading_of, with_stated_ciks

        stated = [
            reading_of(document, self.info, self._tagged_one) if "ownership_xml" in document.facts else None
            for document in documents
        ]
        left = [document for document, known in zip(documents, stated, strict=True) if known is None]
        tagged = iter(self._tagged(left, min_confidence) if left else [])
        return [with_stated_ciks(known if known is not None else next(tagged)) for known in stated]

    def _tagged(self, documents: Sequence[Document], min_confidence: float | None) -> list[Reading]:
        return [assemble(tagged, self.info, self.calibration, min_confidence) for tagged in self.tagger.tag(documents)]

    def _tagged_one(self, document: Document) -> Reading:
        return self._tagged([document], None)[0]

    def read_all(
        self, documents: Iterable[Document], *, batch: int = 8, min_confidence: float | None = None
    ) -> Iterable[Reading]:
        """Records of any number of documents, in order, a batch at a time."""
        waiting: list[Document] = []
        for document in documents:
            waiting.append(document)
            if len(waiting) == batch:
                yield from self.read_documents(waiting, min_confidence=min_confidence)
                waiting = []
        if waiting:
            yield from self.read_documents(waiting, min_confidence=min_confidence)


def load(name: str | Path = DEFAULT) -> Model:
    """A model by name or folder, checked against its manifest. Raises form4ml.tagging.store.ModelError."""
    folder = find(name)
    manifest = store.manifest_of(folder)
    return Model(
        load_tagger(folder, manifest),
        ModelInfo(name=manifest["name"], version=manifest["version"], sha256=store.digest_of(manifest)),
        _calibration(folder, manifest),
    )


def _calibration(folder: Path, manifest: Mapping[str, Any]) -> Calibration:
    """The fitted curves; a model without any goes by what its tagger says."""
    path = folder / "calibration.json"
    if path.name not in manifest["files"]:
        return PLAIN
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        signals, curves = told.get("signals", list(SIGNALS)), told["curves"]
        fitted = {str(kind): tuple(float(weight) for weight in curve) for kind, curve in curves.items()}
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        raise store.ModelError(path, f"its curves of confidence cannot be read ({error})") from None
    if signals != list(SIGNALS) or any(len(curve) != len(SIGNALS) for curve in fitted.values()):
        raise store.ModelError(path, "its curves of confidence were fitted to other signals than this program's")
    return Calibration(fitted)
