"""spaCy's DocBin, out and in: all spans in the span group `form4ml`, those that do not overlap as entities too.

Tokens are words, cut where a span begins or ends inside one, and line feeds. Needs spaCy (`pip install form4ml[spacy]`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from form4ml.corpus import Annotated
from form4ml.formats.flat import FIELD, Flat, FlatSpan, FormatError, flatten, regrouped, unflatten

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PIECES: Final = re.compile(r"\n|[^\S\n]+|\S+")
_CONTAINERS: Final = frozenset({"FOOTNOTE", "REMARKS"})  # they contain entities, which spaCy's doc.ents cannot


def _tokens(text: str, spans: Iterable[FlatSpan]) -> tuple[list[str], list[bool]]:
    """spaCy's words and whether one blank follows each."""
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    cuts: list[str] = []
    at = 0
    for found in _PIECES.finditer(text):
        while at < len(edges) and edges[at] <= found.start():
            at += 1
        start = found.start()
        while at < len(edges) and edges[at] < found.end():
            cuts.append(text[start : edges[at]])
            start = edges[at]
            at += 1
        cuts.append(text[start : found.end()])
    words: list[str] = []
    spaces: list[bool] = []
    for cut in cuts:
        if cut == " " and words and not spaces[-1] and words[-1].strip():
            spaces[-1] = True
        else:
            words.append(cut)
            spaces.append(False)
    return words, spaces


def to_doc(annotated: Annotated, vocab: Vocab) -> Doc:
    """One spaCy Doc."""
    from spacy.tokens import Doc, SpanGroup
    from spacy.util import filter_spans

    flat = flatten(annotated)
    words, spaces = _tokens(flat.text, flat.spans)
    doc = Doc(vocab, words=words, spaces=spaces)
    spans = []
    for span in flat.spans:
        found = doc.char_span(span.start, span.end, label=span.label, span_id=str(span.group))
        if found is None:
            raise FormatError(f"{flat.name}: span {span.label} {span.start}-{span.end} begins or ends in a blank")
        spans.append(found)
    doc.spans[FIELD] = SpanGroup(doc, name=FIELD, spans=spans)
    doc.ents = filter_spans([span for span in spans if span.label_ not in _CONTAINERS])
    doc.user_data[FIELD] = json.dumps({"name": flat.name, **flat.beside})
    return doc


def from_doc(doc: Doc, name: str = "document") -> Annotated:
    """From the span group `form4ml`, or from the entities of a Doc made elsewhere."""
    beside: dict[str, Any] = json.loads(doc.user_data.get(FIELD, "{}"))
    name = beside.pop("name", name)
    if FIELD in doc.spans:
        spans = tuple(
            FlatSpan(span.start_char, span.end_char, span.label_, int(span.id_) if span.id_ else -1)
            for span in doc.spans[FIELD]
        )
        if any(span.group < 0 for span in spans):
            spans = regrouped(((s.start, s.end, s.label) for s in spans), beside.get("groups") or {})
    else:
        spans = regrouped(((e.start_char, e.end_char, e.label_) for e in doc.ents), beside.get("groups") or {})
    return unflatten(Flat(name, doc.text, spans, beside))


def write_docbin(path: Path, annotated: Iterable[Annotated]) -> int:
    """Write a .spacy file that `spacy train` reads."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("en").vocab
    docs = [to_doc(one, vocab) for one in annotated]
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return len(docs)


def read_docbin(path: Path) -> Iterator[Annotated]:
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_disk(path)
    except Exception as problem:  # spaCy raises whatever msgpack and zlib raise
        raise FormatError(f"{path}: is not a DocBin ({type(problem).__name__})") from None
    vocab = spacy.blank("en").vocab
    for place, doc in enumerate(docs.get_docs(vocab), 1):
        yield from_doc(doc, f"{path.stem}-{place}")
