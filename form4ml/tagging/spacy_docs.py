"""Views of documents as spaCy Docs: our tokens in reading order, rows as sentences, our attributes beside them.

A Doc holds the words that may carry values: rows of which the rows' tagger is sure that they are only the form's own
print are passed over. As a pipeline's tokenizer it makes such a Doc of the OCR text of a filing.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from form4ml.features.row import row_attributes
from form4ml.layout.view import View, view
from form4ml.reading.text import document_from_text
from form4ml.tagging.chain import Chain, Decoded
from form4ml.tagging.spacy_features import Numbering
from form4ml.tagging.spacy_layers import NUMBERS, SIZES
from form4ml.tagging.store import pack_chain, unpack_chain
from form4ml.tagging.tagger import RowParts, split

_NO_SCORES = np.zeros((0, 1), dtype=np.float32)
Names = frozenset[str] | None


class Worded(NamedTuple):
    """A Doc and where its words stand: of each, the index of its token in the view."""

    doc: Doc
    wanted: list[int]


class FormTokenizer:
    """Tells rows apart with a chain over rows, and makes Docs of the words in rows that may hold values."""

    def __init__(
        self, vocab: Vocab, rows: Chain | None = None, row: Names = None, word: Names = None, place: Names = None
    ) -> None:
        self.vocab = vocab
        self.rows = rows
        self.names = {"row": row, "word": word, "place": place}
        self._numbering = Numbering(word, place)

    def __call__(self, text: str) -> Doc:
        looked_at = view(document_from_text(text, "text", ""))
        [parts] = self.parts([looked_at])
        return self.worded(looked_at, RowParts.of(parts)).doc

    def pipe(self, texts: Iterable[str], batch_size: int = 8) -> Iterable[Doc]:
        yield from map(self, texts)

    def parts(self, views: Sequence[View]) -> list[Decoded]:
        """The part of the form that each row of each view belongs to."""
        if self.rows is None:
            raise ValueError("this tokenizer holds no rows' tagger: it comes with a trained pipeline")
        names = self.names["row"]
        return self.rows.decode([self.rows.scores(row_attributes(v, names)) if v.rows else _NO_SCORES for v in views])

    def worded(self, v: View, parts: RowParts) -> Worded:
        form, note = split(v, parts)
        wanted = sorted(form + note)
        tokens = [v.tokens[i] for i in wanted]
        doc = Doc(
            self.vocab,
            words=[token.text for token in tokens],
            spaces=[after.first for after in tokens[1:]] + [False] * bool(tokens),
            sent_starts=[at == 0 or token.row != tokens[at - 1].row for at, token in enumerate(tokens)],
        )
        attributes = self._numbering(v, parts.labels, (("form", form), ("note", note)))
        doc.user_data[NUMBERS], doc.user_data[SIZES] = attributes
        return Worded(doc, wanted)

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """Arrays only, as numpy writes them; the names of features as text."""
        told = json.dumps({kind: None if names is None else sorted(names) for kind, names in self.names.items()})
        arrays = {"features": np.frombuffer(told.encode(), dtype=np.uint8)}
        if self.rows is not None:
            arrays |= pack_chain(self.rows)
        stream = io.BytesIO()
        np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
        return stream.getvalue()

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> FormTokenizer:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            arrays: dict[str, Any] = {key: stored[key] for key in stored.files}
        named = json.loads(arrays.pop("features").tobytes().decode())
        names = {kind: None if given is None else frozenset(given) for kind, given in named.items()}
        rows = unpack_chain(arrays, None) if arrays else None
        FormTokenizer.__init__(self, self.vocab, rows, **names)
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> FormTokenizer:
        return self.from_bytes(Path(path).read_bytes())


def make_tokenizer() -> Callable[[Language], FormTokenizer]:
    return lambda nlp: FormTokenizer(nlp.vocab)


registry.tokenizers("form4ml.FormTokenizer.v1", func=make_tokenizer)
