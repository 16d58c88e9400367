"""Filings to learn from besides the corpus: folders that `form4ml synth` or `suggest` wrote, files of annotation tools."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from form4ml.corpus import Annotated, load
from form4ml.formats.flat import FormatError
from form4ml.labels import BY_NAME, PARTS
from form4ml.tagged import Tagged
from form4ml.tagging.config import Config, ConfigError
from form4ml.tagging.run import learnable, split_of
from form4ml.tagging.tagger import Tagger

_RUN: Final = frozenset({"errors.jsonl"})  # what a run leaves beside its records
TOOLS: Final = (".jsonl", ".json", ".conll", ".iob", ".spacy")


def further(config: Config) -> list[Annotated]:
    """Every annotated filing of the config's `[paths] extra`, of any split, under names that are its own."""
    known: set[str] = set()
    found: list[Annotated] = []
    for given in config.paths.extra:
        place = Path(given)
        items = [_own_name(item, place, known) for item in annotated_in(place)]
        if not items:
            raise ConfigError(f"{place}: no annotated filing in it; {_WANTED}")
        found += whole(items)
    return found


def to_learn_from(config: Config, extra: Sequence[Annotated]) -> list[Annotated]:
    """The corpus's filings, then the further ones, of split train."""
    own = learnable(config)
    names = {item.annotation.name for item in own}
    return own + [_renamed(item, names) for item in extra if split_of(item) == "train"]


def described(config: Config, extra: Sequence[Annotated]) -> list[dict[str, Any]]:
    """What a model's manifest says of the further filings."""
    places = [Path(given) for given in config.paths.extra]
    return [{"path": place.name, "sha256": sha256_of(place)} for place in places] + (
        [{"filings": len(extra)}] if extra else []
    )


def sha256_of(place: Path) -> str:
    """Over the files of a folder, names included, or of one file."""
    sha = hashlib.sha256()
    for path in [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file()):
        sha.update(path.name.encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()


# ---------------------------------------------------------------- reading
_WANTED: Final = (
    "name a folder with the folders corpus and annotations, a record of predict (.json, .jsonl) with its input near, or a "
    "file of doccano, Label Studio, Prodigy (.json, .jsonl), CoNLL (.conll) or spaCy (.spacy)"
)


def annotated_in(place: Path) -> Iterator[Annotated]:
    """Annotated filings of a folder or a tool's file. Raises ConfigError or CorpusError in a line."""
    if not place.exists():
        raise ConfigError(f"{place}: no such folder or file; {_WANTED}")
    if (place / "corpus").is_dir() and (place / "annotations").is_dir():
        yield from load(place / "corpus", place / "annotations")
        return
    files = (
        [place] if place.is_file() else [p for p in sorted(place.iterdir()) if p.suffix in TOOLS and p.name not in _RUN]
    )
    for path in files:
        try:
            yield from _reader(path)(path)
        except (FormatError, UnicodeDecodeError) as error:
            told = str(error) if str(path) in str(error) else f"{path}: {error}"
            raise ConfigError(told) from None


def _reader(path: Path) -> Callable[[Path], Iterable[Annotated]]:
    if path.suffix in (".conll", ".iob"):
        from form4ml.formats.conll import read_conll

        return read_conll
    if path.suffix == ".spacy":
        from form4ml.formats.docbin import read_docbin

        return read_docbin
    kind = _tool_of(path)
    if kind == "form4ml":
        from form4ml.formats.records import read_records

        return read_records
    from form4ml.formats.rows import read_rows

    return lambda file: read_rows(file, kind)


def _tool_of(path: Path) -> str:
    """Which tool wrote a file of JSON, by what its first row holds."""
    text = path.read_text(encoding="utf-8").lstrip()
    if text.startswith("["):
        return "label-studio"
    try:
        row = json.JSONDecoder().raw_decode(text)[0] if text else {}
    except ValueError as error:
        raise ConfigError(f"{path}: is not JSON ({error}); {_WANTED}") from None
    for tool, field in (("label-studio", "data"), ("prodigy", "tokens"), ("prodigy", "spans"), ("doccano", "text")):
        if isinstance(row, dict) and field in row:
            return tool
    if isinstance(row, dict) and "filing" in row and "source" in row:
        return "form4ml"
    raise ConfigError(f"{path}: not a file of an annotation tool; {_WANTED}")


def _own_name(item: Annotated, place: Path, known: set[str]) -> Annotated:
    item = _renamed(item, known, place.stem)
    known.add(item.annotation.name)
    return item


def _renamed(item: Annotated, taken: set[str], place: str = "extra") -> Annotated:
    """The filing under a name that no other has."""
    name, number = item.annotation.name, 1
    while name in taken:
        name = f"{place}-{number}/{item.annotation.name}"
        number += 1
    if name == item.annotation.name:
        return item
    return Annotated(replace(item.document, name=name), replace(item.annotation, name=name))


# ---------------------------------------------------------------- what a person leaves out
def whole(items: Sequence[Annotated]) -> list[Annotated]:
    """Filings with what people who annotate leave out: the part of every line, and whose form it is.

    Parts that nobody gave are those that the shipped model tells, spans of a line going before it. Raises ConfigError.
    """
    lacking = [_lacks_parts(item) for item in items]
    tagger = _tagger() if any(lacking) else None
    out = []
    for item, lacks in zip(items, lacking, strict=True):
        if lacks and tagger is not None:
            parts = parts_as_tagged(item, tagger.tag([item.document])[0])
            item = replace(item, annotation=replace(item.annotation, parts=parts))
        out.append(issuer_as_tagged(item))
    return out


def _lacks_parts(item: Annotated) -> bool:
    parts, lines = item.annotation.parts, item.document.lines
    return len(parts) != len(lines) or any(line.words and not part for line, part in zip(lines, parts, strict=True))


def _tagger() -> Tagger:
    from form4ml.model import load as load_model
    from form4ml.tagging.store import ModelError

    try:
        return load_model().tagger
    except ModelError as error:
        raise ConfigError(f"annotations without the part of each line need the shipped model: {error}") from None


def parts_as_tagged(item: Annotated, tagged: Tagged) -> tuple[str, ...]:
    """The part of each line: the one given, else that of its spans, else the one that was tagged."""
    votes: list[Counter[str]] = [Counter() for _ in item.document.lines]
    for row, part in zip(tagged.view.rows, tagged.parts, strict=True):
        for token in tagged.view.tokens[row.first : row.last]:
            votes[token.line][part] += token.end - token.start
    told = [vote.most_common(1)[0][0] if vote else "" for vote in votes]
    given = item.annotation.parts if len(item.annotation.parts) == len(told) else ("",) * len(told)
    by_span = {span.line: BY_NAME[span.label].part for span in item.annotation.spans if span.label in BY_NAME}
    out = []
    for line, (own, guess) in enumerate(zip(given, told, strict=True)):
        label = by_span.get(line, "")
        if label and label not in PARTS:  # "table": of either table
            label = guess if guess in ("table1", "table2") else "table1"
        out.append(own or label or guess)
    return tuple(out)


def issuer_as_tagged(item: Annotated) -> Annotated:
    """The issuer's name in the metadata, from the record or as tagged: folds part filings by it."""
    annotation = item.annotation
    if annotation.meta.get("issuer"):
        return item
    name = (annotation.filing.get("issuer") or {}).get("name")
    spans = [span for span in annotation.spans if span.label == "ISSUER"]
    if not name and spans:
        first = spans[0].group
        name = " ".join(
            item.document.lines[span.line].text[span.start : span.end] for span in spans if span.group == first
        )
    return replace(item, annotation=replace(annotation, meta={**annotation.meta, "issuer": name})) if name else item
