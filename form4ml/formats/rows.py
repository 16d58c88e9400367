"""Annotation tools that exchange JSON rows: doccano, Prodigy and Label Studio, out and in.

doccano: one object a line, `label` holds [start, end, label], https://doccano.github.io/doccano/.
Prodigy: one task a line with `tokens` and `spans`, https://prodi.gy/docs/api-interfaces.
Label Studio: a list of tasks, regions under `annotations[].result`, https://labelstud.io/guide/task_format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from form4ml.corpus import Annotated
from form4ml.formats.flat import FIELD, Flat, FlatSpan, FormatError, flatten, regrouped, unflatten
from form4ml.labels import LABELS

_TOKEN: Final = re.compile(r"\S+")
_REGION: Final = {"from_name": "label", "to_name": "text", "type": "labels"}


# ---------------------------------------------------------------- doccano
def to_doccano(annotated: Annotated) -> dict[str, Any]:
    flat = flatten(annotated)
    label = [[span.start, span.end, span.label] for span in flat.spans]
    return {"text": flat.text, "label": label, "name": flat.name, FIELD: flat.beside}


def _doccano_spans(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    if "entities" in row:  # exported from a project with relations
        return [(int(e["start_offset"]), int(e["end_offset"]), str(e["label"])) for e in row["entities"]]
    return [(int(start), int(end), str(label)) for start, end, label in row.get("label") or row.get("labels") or []]


def from_doccano(row: dict[str, Any], name: str = "") -> Annotated:
    beside = row.get(FIELD) or {}
    spans = regrouped(_doccano_spans(row), beside.get("groups") or {})
    return unflatten(Flat(str(row.get("name") or name), row["text"], spans, beside))


# ---------------------------------------------------------------- Prodigy
def _tokens(text: str) -> list[dict[str, Any]]:
    return [
        {
            "text": found.group(),
            "start": found.start(),
            "end": found.end(),
            "id": place,
            "ws": text[found.end() : found.end() + 1] == " ",
        }
        for place, found in enumerate(_TOKEN.finditer(text))
    ]


def to_prodigy(annotated: Annotated) -> dict[str, Any]:
    """A task for spans.manual; token numbers are those of the tokens that a span touches."""
    flat = flatten(annotated)
    tokens = _tokens(flat.text)
    at = {place: token["id"] for token in tokens for place in range(token["start"], token["end"])}
    spans = [
        {
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "token_start": at.get(span.start),
            "token_end": at.get(span.end - 1),
        }
        for span in flat.spans
    ]
    return {
        "text": flat.text,
        "tokens": tokens,
        "spans": spans,
        "meta": {"name": flat.name},
        "answer": "accept",
        FIELD: flat.beside,
    }


def from_prodigy(row: dict[str, Any], name: str = "") -> Annotated | None:
    """The annotation, or None of a task that was rejected or ignored."""
    if row.get("answer", "accept") != "accept":
        return None
    beside = row.get(FIELD) or {}
    found = [(int(s["start"]), int(s["end"]), str(s["label"])) for s in row.get("spans") or []]
    spans = regrouped(found, beside.get("groups") or {})
    return unflatten(Flat(str((row.get("meta") or {}).get("name") or name), row["text"], spans, beside))


# ---------------------------------------------------------------- Label Studio
def label_config() -> str:
    """The labelling interface to paste into a Label Studio project."""
    labels = "".join(f'<Label value="{label.name}" hint="{label.meaning}"/>' for label in LABELS)
    return f'<View><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text" granularity="word"/></View>'


def to_label_studio(annotated: Annotated) -> dict[str, Any]:
    """A task; pieces of one value are joined by relations, which people see as arrows."""
    flat = flatten(annotated)
    result: list[dict[str, Any]] = []
    last: dict[tuple[str, int], str] = {}
    for place, span in enumerate(flat.spans):
        ident = f"r{place}"
        value = {"start": span.start, "end": span.end, "text": flat.text[span.start : span.end], "labels": [span.label]}
        result.append({"id": ident, **_REGION, "value": value, "meta": {"group": span.group}})
        if before := last.get((span.label, span.group)):
            result.append({"from_id": before, "to_id": ident, "type": "relation", "direction": "right"})
        last[span.label, span.group] = ident
    data = {"text": flat.text, "name": flat.name, FIELD: flat.beside}
    return {"data": data, "annotations": [{"result": result}]}


def _joined(result: list[dict[str, Any]], regions: list[dict[str, Any]]) -> tuple[FlatSpan, ...]:
    """Regions with their groups: the one noted, else that of the region that a relation leads from, else a new one."""
    noted = {r["id"]: (r.get("meta") or {}).get("group") for r in regions}
    before = {r["to_id"]: r["from_id"] for r in result if r.get("type") == "relation"}
    fresh = max((int(group) for group in noted.values() if isinstance(group, int)), default=-1) + 1
    groups: dict[str, int] = {}
    for region in sorted(regions, key=lambda r: int(r["value"]["start"])):
        ident = region["id"]
        group = noted[ident] if isinstance(noted[ident], int) else groups.get(before.get(ident, ""))
        if group is None:
            group, fresh = fresh, fresh + 1
        groups[ident] = group
    return tuple(
        FlatSpan(int(r["value"]["start"]), int(r["value"]["end"]), str(r["value"]["labels"][0]), groups[r["id"]])
        for r in regions
    )


def from_label_studio(task: dict[str, Any], name: str = "") -> Annotated | None:
    """The last annotation that was not cancelled, else the last prediction; None of a task that has neither."""
    done = [a for a in task.get("annotations") or [] if not a.get("was_cancelled")]
    done = done or list(task.get("predictions") or [])
    if not done:
        return None
    result = done[-1].get("result") or []
    regions = [
        {**region, "id": region.get("id") or f"place{place}"}
        for place, region in enumerate(result)
        if region.get("type") == "labels" and (region.get("value") or {}).get("labels")
    ]
    data = task["data"]
    spans = _joined(result, regions)
    return unflatten(Flat(str(data.get("name") or name), data["text"], spans, data.get(FIELD) or {}))


# ---------------------------------------------------------------- files
_FROM: Final = {"doccano": from_doccano, "prodigy": from_prodigy, "label-studio": from_label_studio}
_TO: Final = {"doccano": to_doccano, "prodigy": to_prodigy, "label-studio": to_label_studio}


def _rows(path: Path, kind: str) -> Iterator[tuple[int, Any]]:
    content = path.read_text(encoding="utf-8")
    try:
        if kind == "label-studio":
            tasks = json.loads(content)
            yield from enumerate(tasks if isinstance(tasks, list) else [tasks], 1)
            return
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip():
                yield number, json.loads(line)
    except json.JSONDecodeError as problem:
        raise FormatError(f"{path}: is not JSON ({problem.msg}, line {problem.lineno})") from None


def read_rows(path: Path, kind: str) -> Iterator[Annotated]:
    """Annotations of a doccano, prodigy or label-studio file. Raises FormatError naming file and row."""
    for number, row in _rows(path, kind):
        try:
            found = _FROM[kind](row, f"{path.stem}-{number}")
        except FormatError as problem:
            raise FormatError(f"{path}, row {number}: {problem}") from None
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise FormatError(f"{path}, row {number}: not a {kind} row ({problem})") from None
        if found is not None:
            yield found


def write_rows(path: Path, kind: str, annotated: Iterable[Annotated]) -> int:
    """Write annotations to a doccano, prodigy or label-studio file; the number written."""
    rows = [_TO[kind](one) for one in annotated]
    if kind == "label-studio":
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return len(rows)
