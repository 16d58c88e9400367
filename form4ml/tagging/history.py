"""The releases of a model, one row each: what it was trained on, what fits it, and what it was worth on held-out filings."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from form4ml.tagging import store
from form4ml.tagging.finding import DEFAULT, find
from form4ml.tagging.packing import MANIFEST, beside

FILE = Path("models") / "history.csv"
COLUMNS = (
    "name", "version", "date", "kind", "form4ml", "feature_schema", "labels", "corpus", "filings", "wordings",
    "dev_values", "dev_precision", "dev_recall", "dev_f1", "bytes", "sha256",
)  # fmt: skip
_DEV = {"dev_values": "values", "dev_precision": "precision", "dev_recall": "recall", "dev_f1": "f1"}
Row = dict[str, str]


class HistoryError(Exception):
    """A history that cannot be read or added to, in one line."""

    code = 3


def row_of(folder: Path) -> Row:
    """A sound model as a row; what its manifest does not say stays empty. Raises ModelError."""
    manifest = store.manifest_of(folder)
    trained: Mapping[str, Any] = manifest.get("trained_on", {})
    scores: Mapping[str, Any] = manifest.get("scores", {})
    size = sum((folder / name).stat().st_size for name in (MANIFEST, *manifest["files"]))
    said = {
        **{key: manifest.get(key) for key in ("name", "version", "date", "kind", "form4ml", "feature_schema")},
        "labels": labels_of(manifest),
        "corpus": trained.get("sha256"),
        "filings": trained.get("filings"),
        "wordings": trained.get("wordings"),
        **{column: scores.get(name) for column, name in _DEV.items()},
        "bytes": size,
        "sha256": store.digest_of(manifest),
    }
    return {column: "" if said[column] is None else str(said[column]) for column in COLUMNS}


def labels_of(manifest: Mapping[str, Any]) -> str:
    """A SHA-256 of the label set: equal where two models speak of the same labels and parts of the form."""
    return hashlib.sha256("\n".join([*manifest["labels"], "", *manifest["parts"]]).encode()).hexdigest()


def read(path: Path) -> list[Row]:
    """The releases in the order in which they were made. Raises HistoryError."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
    except FileNotFoundError:
        raise HistoryError(f"{path}: no history there; `form4ml models release` begins one") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise HistoryError(f"{path}: cannot be read as CSV ({error})") from None
    if not rows or rows[0] != list(COLUMNS):
        raise HistoryError(f"{path}: not a history of models; its first line should be {','.join(COLUMNS)}")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(COLUMNS):
            raise HistoryError(f"{path}: line {number} has {len(row)} values, {len(COLUMNS)} expected")
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


def release(folder: Path, path: Path) -> tuple[Row, bool]:
    """Add a model's row to a history, and whether it is new there. One name and version is one model: else HistoryError."""
    row = row_of(folder)
    rows = read(path) if path.exists() else []
    for other in rows:
        if (other["name"], other["version"]) == (row["name"], row["version"]):
            if other["sha256"] == row["sha256"]:
                return other, False
            raise HistoryError(
                f"{path}: {row['name']} {row['version']} stands there already and is another model; "
                "give [run] version another number and train again"
            )
    _write(path, [*rows, row])
    return row, True


def place() -> Path:
    """The history here, or that of the models that came with form4ml."""
    return FILE if FILE.is_file() else find(DEFAULT).parent / FILE.name


def _write(path: Path, rows: Sequence[Row]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with beside(path) as temporary:
        temporary.write_text(text.getvalue(), encoding="utf-8", newline="")
