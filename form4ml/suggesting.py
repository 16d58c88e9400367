"""Which filings to annotate next: those that the model is least sure of, and that are unlike one another.

Doubt is the mean entropy of a word's label, or the mean chance that a tagged value is wrong (`tagging/doubt.py`). Filings
are chosen one by one by maximal marginal relevance: doubt weighed against the greatest likeness to one chosen before, by
words and where they stand (tf-idf, cosine).
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from form4ml.corpus import (
    Annotated,
    Annotation,
    annotation_to_plain,
    document_from_plain,
    document_to_plain,
    write_jsonl,
)
from form4ml.document import Document
from form4ml.labels import NOTE_PARTS
from form4ml.layout.view import View, view
from form4ml.reading.errors import ReadError
from form4ml.reading.filings import filings
from form4ml.reading.options import ReadOptions
from form4ml.sources import issuer_as_tagged, parts_as_tagged
from form4ml.spanning import spans_of
from form4ml.tagging.doubt import Doubt, RowDoubt, doubts
from form4ml.tagging.tagger import Tagger

MEASURES: Final = ("entropy", "fragments")
DIVERSITY: Final = 0.3
_REASONS: Final = 3  # doubtful lines that are told of a filing
_COLUMNS: Final = 12  # across a page, for where words stand
_DIGIT: Final = re.compile(r"\d")


class Candidate(NamedTuple):
    """A filing that was read and weighed."""

    path: str
    name: str
    words: int
    doubt: Doubt
    features: Counter[str]
    reasons: list[dict[str, Any]]
    packed: bytes  # the document, where it is kept

    def document(self) -> Document:
        return document_from_plain(json.loads(zlib.decompress(self.packed)))


class Suggestion(NamedTuple):
    """A filing to annotate. `doubt` is in the measure's own unit, `likeness` that to the nearest one chosen before."""

    rank: int
    candidate: Candidate
    doubt: float
    likeness: float
    score: float

    def as_dict(self) -> dict[str, Any]:
        one = self.candidate
        return {
            "rank": self.rank,
            "path": one.path,
            "name": one.name,
            "score": round(self.score, 4),
            "doubt": round(self.doubt, 5),
            "entropy": round(one.doubt.nats, 5),
            "fragments": round(one.doubt.fragments, 5),
            "likeness": round(self.likeness, 4),
            "words": one.words,
            "reasons": one.reasons,
        }


# ---------------------------------------------------------------- weighing
def candidates(
    paths: Iterable[Path],
    tagger: Tagger,
    options: ReadOptions,
    *,
    keep: bool = False,
    failed: Callable[[Path, str], None] = lambda _path, _why: None,
    done: Callable[[], None] = lambda: None,
) -> Iterator[Candidate]:
    """Every filing of the inputs, weighed; `failed` is told of those that cannot be read or need no reading."""
    for path in paths:
        try:
            documents = filings(path, options=options)
        except ReadError as error:
            failed(path, f"{error.what}; {error.hint}")
            documents = []
        except Exception as error:  # one input never stops the others
            failed(path, " ".join(f"it could not be read ({type(error).__name__}: {error})".split())[:200])
            documents = []
        for document in documents:
            if "ownership_xml" in document.facts:
                failed(path, "holds its own XML: nothing is to be learnt from reading it")
            else:
                yield weighed(document, str(path), tagger, keep)
        done()


def weighed(document: Document, path: str, tagger: Tagger, keep: bool = False) -> Candidate:
    """How much there is to learn from one document."""
    plain = document_to_plain(document)
    seen = view(document)
    [(tagged, doubt)] = doubts(tagger, [seen])
    return Candidate(
        path,
        document.name,
        len(seen.tokens),
        doubt._replace(rows=[]),
        _features(seen, tagged.parts),
        [_reason(seen, row) for row in doubt.rows[:_REASONS]],
        zlib.compress(json.dumps(plain).encode(), 6) if keep else b"",
    )


def _reason(seen: View, row: RowDoubt) -> dict[str, Any]:
    tokens = seen.row_tokens(row.row)
    token = seen.tokens[row.token]
    return {
        "page": seen.rows[row.row].page + 1,
        "line": tokens[0].line + 1,
        "text": " ".join(t.text for t in tokens)[:200],
        "nats": round(row.nats, 3),
        "word": token.text,
        "labels": {_label(name): round(p, 3) for name, p in row.labels if p >= 0.005},
    }


def _label(state: str) -> str:
    return "no label" if state == "O" else state.removeprefix("B-").removeprefix("I-")


def _features(seen: View, parts: Sequence[str]) -> Counter[str]:
    """The words of the form, figures alike, and where on the page they stand; notes' words would drown a layout."""
    found: Counter[str] = Counter()
    pages = seen.document.pages
    for row, part in zip(seen.rows, parts, strict=True):
        if part in NOTE_PARTS:
            found[f"part {part}"] += 1
            continue
        width = pages[row.page].width if row.page < len(pages) else 0
        for token in seen.tokens[row.first : row.last]:
            shape = _DIGIT.sub("0", token.text.lower())
            if token.box is not None and width:
                column = int((token.box.left + token.box.right) / 2 / width * _COLUMNS)
            else:
                column = token.start * _COLUMNS // 140  # characters of a wide line of text
            found[shape] += 1
            found[f"{part} {column} {shape[:6]}"] += 1
    return found


# ---------------------------------------------------------------- choosing
def choose(
    found: Sequence[Candidate], count: int, diversity: float = DIVERSITY, measure: str = "entropy"
) -> list[Suggestion]:
    """The `count` best to annotate; `diversity` 0 goes by doubt alone, 1 by unlikeness alone after the first."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not found:
        return []
    doubt = np.array([one.doubt.nats if measure == "entropy" else one.doubt.fragments for one in found])
    share = doubt / max(float(doubt.max()), 1e-12)
    table = TfidfVectorizer(analyzer=lambda one: list(one.features.elements()), sublinear_tf=True).fit_transform(found)
    likeness = np.zeros(len(found))
    left = np.ones(len(found), dtype=bool)
    out: list[Suggestion] = []
    for rank in range(1, min(count, len(found)) + 1):
        score = (1 - diversity) * share - diversity * likeness if out else share
        at = int(np.where(left, score, -np.inf).argmax())
        out.append(Suggestion(rank, found[at], float(doubt[at]), float(likeness[at]), float(score[at])))
        left[at] = False
        likeness = np.maximum(likeness, np.asarray((table @ table[at].T).todense()).ravel())
    return out


# ---------------------------------------------------------------- annotating
def prelabelled(chosen: Sequence[Suggestion], tagger: Tagger, model: str) -> list[Annotated]:
    """The chosen filings as the model reads them, to be corrected; their names are their own.

    Without a record: what a model read is no gold to compare with.
    """
    out: list[Annotated] = []
    taken: Counter[str] = Counter()
    for one in chosen:
        document = one.candidate.document()
        stem = document.name.rpartition(".")[0] or document.name or "filing"
        taken[stem] += 1
        name = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        document = replace(document, name=name)
        [tagged] = tagger.tag([document])
        meta = {"from": "suggest", "source": one.candidate.path, "model": model, "split": "train"}
        item = Annotated(document, Annotation(name, tuple(spans_of(tagged)), (), {}, meta))
        parts = parts_as_tagged(item, tagged)
        out.append(issuer_as_tagged(replace(item, annotation=replace(item.annotation, parts=parts))))
    return out


def write_annotations(folder: Path, items: Sequence[Annotated], kind: str) -> Path:
    """As a corpus (`native`) or as an annotation tool's file; either is what `train --extra` reads. The path to correct."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind != "native":
        from form4ml.formats.rows import write_rows

        path = folder / f"suggested.{'json' if kind == 'label-studio' else 'jsonl'}"
        write_rows(path, kind, items)
        return path
    for name in ("corpus", "annotations"):
        (folder / name).mkdir(exist_ok=True)
    write_jsonl(folder / "corpus" / "suggested.jsonl", (document_to_plain(item.document) for item in items))
    path = folder / "annotations" / "suggested.jsonl"
    write_jsonl(path, (annotation_to_plain(item.annotation) for item in items))
    return path
