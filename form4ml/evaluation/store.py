"""A folder of predictions matched against its gold once, as a value that can be saved, read back and filtered."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final, cast

from form4ml.evaluation.gold import GoldError, era_of, facts_of, read_gold
from form4ml.evaluation.match import RecordMatch, Value, Variant, match_records, parse_variant

SCHEMA: Final = "form4ml/match/1"
_OPENERS: Final[dict[str, Callable[..., Any]]] = {".gz": gzip.open, ".xz": lzma.open}


class EvaluationError(ValueError):
    """What stands in the way of an evaluation, in one line."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every filing's match. `about` says where it comes from: predictions, gold, model; `notes` what went wrong."""

    matches: tuple[RecordMatch, ...]
    about: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def where(self, keep: Callable[[RecordMatch], bool]) -> Evaluation:
        """The same evaluation of the filings that `keep` wants."""
        return replace(self, matches=tuple(match for match in self.matches if keep(match)))

    def values(self) -> Iterator[tuple[RecordMatch, Value]]:
        for match in self.matches:
            for value in match.values:
                yield match, value

    def stems(self) -> tuple[str, ...]:
        return tuple(match.stem for match in self.matches)


def _open(path: Path, mode: str) -> IO[str]:
    return cast(IO[str], _OPENERS.get(path.suffix, open)(path, mode, encoding="utf-8"))


def save(evaluation: Evaluation, path: Path) -> None:
    """Write the match as JSON (`.gz` and `.xz` compressed), beside the target first so that no half file stays."""
    plain = {
        "schema": SCHEMA,
        "about": evaluation.about,
        "notes": list(evaluation.notes),
        "columns": list(Value._fields),
        "filings": [
            {
                "name": match.name,
                "variant": match.variant,
                "facts": match.facts._asdict(),
                "era": match.era,
                "values": [list(value) for value in match.values],
            }
            for match in evaluation.matches
        ],
    }
    beside = path.with_name(f".part-{path.name}")
    with _open(beside, "wt") as stream:
        json.dump(plain, stream, ensure_ascii=False, separators=(",", ":"))
        stream.write("\n")
    beside.replace(path)


def load(path: Path) -> Evaluation:
    """Read what `save` wrote. Raises EvaluationError where it is something else."""
    try:
        with _open(path, "rt") as stream:
            plain = json.load(stream)
        if plain.get("schema") != SCHEMA or plain.get("columns") != list(Value._fields):
            raise EvaluationError(f"{path}: not a saved match of this version ({SCHEMA}); evaluate again with --save")
        matches = tuple(
            RecordMatch(
                values=tuple(Value(*row) for row in filing["values"]),
                name=filing["name"],
                variant=filing["variant"],
                facts=Variant(**filing["facts"]),
                era=filing["era"],
            )
            for filing in plain["filings"]
        )
    except OSError as problem:
        raise EvaluationError(f"{path}: {problem.strerror or problem}") from None
    except (EOFError, lzma.LZMAError, UnicodeDecodeError, json.JSONDecodeError, AttributeError, KeyError, TypeError):
        raise EvaluationError(f"{path}: not a saved match; evaluate again with --save") from None
    return Evaluation(matches, dict(plain["about"]), tuple(plain["notes"]))


def _gold_file(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / f"{name}.xml", folder / f"{name}.json") if path.is_file()), None)


def _split(stem: str, gold: Path) -> tuple[str, str]:
    """NAME and VARIANT of a prediction's stem: all of it where gold goes by that name, else up to the first dot."""
    if _gold_file(gold, stem):
        return stem, ""
    name, _, variant = stem.partition(".")
    return name, variant


def _states_facts(record: Mapping[str, Any]) -> bool:
    """Whether a gold record is a full one, whose notes say which facts they hold; ownership XML does not."""
    return any("price_ranges" in note for note in record.get("footnotes") or [])


def read_prediction(path: Path) -> dict[str, Any]:
    """A prediction file. Raises EvaluationError where it is no JSON object."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise EvaluationError(f"{path}: cannot be read as JSON ({problem}); counted as all missed") from None
    if not isinstance(plain, dict):
        raise EvaluationError(f"{path}: holds no record; counted as all missed")
    return plain


def read_facts(path: Path) -> dict[str, Any]:
    """What the notes of each filing state: {name: {price_ranges: [[low, high]], plan_adoption_dates: [day]}}."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise EvaluationError(f"{path}: cannot be read as JSON ({problem})") from None
    if not isinstance(plain, dict):
        raise EvaluationError(f"{path}: expected an object with a filing's name for each key")
    return plain


def match_folder(
    predictions: Path,
    gold: Path,
    facts: Mapping[str, Any] | None = None,
    need: Iterable[str] | None = None,
) -> Evaluation:
    """Match every NAME.json and NAME.VARIANT.json of `predictions` with NAME.xml or NAME.json of `gold`.

    With `need` (stems) exactly these are compared, and a prediction that is not there counts as all missed.
    The viewer's print shows box 5 once for several owners, so it is compared once there.
    """
    have = {path.stem: path for path in predictions.glob("*.json")}
    stems = sorted(have) if need is None else list(need)
    if not stems:
        raise EvaluationError(f"{predictions}: no predictions (NAME.json or NAME.VARIANT.json) to evaluate")
    notes: list[str] = []
    records: dict[str, dict[str, Any]] = {}
    matches: list[RecordMatch] = []
    for stem in stems:
        name, variant = _split(stem, gold)
        if name not in records:
            found = _gold_file(gold, name)
            if found is None:
                raise EvaluationError(f"{gold}: no gold for {stem} ({name}.xml or {name}.json)")
            try:
                records[name] = read_gold(found)
            except GoldError as problem:
                raise EvaluationError(str(problem)) from None
        predicted: dict[str, Any] = {}
        try:
            predicted = read_prediction(have[stem]) if stem in have else {}
        except EvaluationError as problem:
            notes.append(str(problem))
        if stem not in have:
            notes.append(f"{stem}: no prediction; counted as all missed")
        stated = facts.get(name) if facts else (facts_of(records[name]) if _states_facts(records[name]) else None)
        one = match_records(records[name], predicted, stated, box5_once=variant.startswith("viewer"))
        era = era_of(records[name])
        matches.append(replace(one, name=name, variant=variant, facts=parse_variant(variant), era=era))
    return Evaluation(tuple(matches), {"predictions": str(predictions), "gold": str(gold)}, tuple(notes))
