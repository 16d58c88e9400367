"""Records that `predict` wrote and a person corrected, taken back as annotations: the entities are the spans.

A record tells where its values stand, not the page itself, so the input that it was read from has to lie near: beside the
record, in the folder above, or in a folder beside the record's own. It is known by its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from form4ml.corpus import Annotated
from form4ml.document import Document
from form4ml.formats.flat import FormatError
from form4ml.formats.reading import from_reading
from form4ml.reading.errors import ReadError
from form4ml.reading.filings import filings


def is_record(row: Any) -> bool:
    return isinstance(row, Mapping) and "filing" in row and "source" in row


def read_records(path: Path) -> Iterator[Annotated]:
    """Annotated filings of a record (.json) or of records a line (.jsonl). Raises FormatError naming the file."""
    text = path.read_text(encoding="utf-8")
    try:
        rows = [json.loads(text)] if path.suffix == ".json" else [json.loads(x) for x in text.splitlines() if x.strip()]
    except ValueError as error:
        raise FormatError(f"{path}: is not JSON ({error})") from None
    for row in rows:
        if not is_record(row):
            raise FormatError(f"{path}: not a record as `form4ml predict` writes them")
        yield _annotated(path, row)


def _annotated(path: Path, row: Mapping[str, Any]) -> Annotated:
    source = row["source"] if isinstance(row["source"], Mapping) else {}
    name = str(source.get("name") or "")
    if source.get("page_range"):
        raise FormatError(f"{path}: {name} is one of several filings in its input; cut them apart and read them anew")
    document = _document(path, name, str(source.get("sha256") or ""))
    annotation = from_reading(row, len(document.lines))
    lengths = [len(line.text) for line in document.lines]
    for span in annotation.spans:
        if not 0 <= span.start < span.end <= lengths[span.line]:
            raise FormatError(f"{path}: {span.label} at {span.start}-{span.end} is not in line {span.line} of {name}")
    return Annotated(document, annotation)


def _document(path: Path, name: str, sha256: str) -> Document:
    """The input of a record, read again."""
    here = path.resolve().parent
    base = Path(name).name
    places = [here / base, here.parent / base, *sorted(one / base for one in here.parent.iterdir() if one.is_dir())]
    for place in dict.fromkeys(places):
        if base and place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256:
            try:
                found = filings(place)
            except ReadError as error:
                raise FormatError(f"{path}: {error}") from None
            if len(found) == 1:
                return found[0]
    raise FormatError(
        f"{path}: {base or 'the input'}, which it was read from, is not near; put that very file beside it or into a folder beside its own"
    )
