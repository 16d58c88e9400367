"""Own annotated filings: folders and tools' files are learnt from as they are, with what people leave out filled in."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cli_samples import form4ml, told
from training_samples import annotated, corpus_in

pytest.importorskip("pycrfsuite")

from form4ml.corpus import Annotated, annotation_to_plain, document_to_plain, write_jsonl
from form4ml.formats.conll import write_conll
from form4ml.formats.rows import write_rows
from form4ml.sources import annotated_in, further, to_learn_from
from form4ml.tagging.config import ConfigError, load

FAST = [part for name in ("rows", "form", "note") for part in ("--set", f"{name}.max_iterations=4")]


def own(count: int = 2) -> list[Annotated]:
    """Filings under names of their own."""
    return [
        Annotated(replace(i.document, name=f"own-{n}"), replace(i.annotation, name=f"own-{n}"))
        for n, i in enumerate(annotated()[:count])
    ]


def folder(place: Path, items: list[Annotated]) -> Path:
    for name, rows in (
        ("corpus", [document_to_plain(item.document) for item in items]),
        ("annotations", [annotation_to_plain(item.annotation) for item in items]),
    ):
        (place / name).mkdir(parents=True)
        write_jsonl(place / name / "own.jsonl", rows)
    return place


@pytest.mark.parametrize("kind", ["doccano", "prodigy", "label-studio", "conll"])
def test_a_tool_s_file_gives_what_was_written(tmp_path: Path, kind: str) -> None:
    path = tmp_path / {"label-studio": "own.json", "conll": "own.conll"}.get(kind, "own.jsonl")
    if kind == "conll":
        write_conll(path, own())
    else:
        write_rows(path, kind, own())
    for place in (path, tmp_path):  # the file, or the folder that it lies in
        found = list(annotated_in(place))
        assert [item.annotation.name for item in found] == ["own-0", "own-1"]
        for item, given in zip(found, own(), strict=True):
            assert sorted(s[:4] for s in item.annotation.spans) == sorted(s[:4] for s in given.annotation.spans)
            assert item.annotation.parts == given.annotation.parts


def test_a_folder_as_synth_writes_it(tmp_path: Path) -> None:
    assert [i.annotation.name for i in annotated_in(folder(tmp_path / "x", own()))] == ["own-0", "own-1"]


def test_names_that_are_taken_are_told_apart(tmp_path: Path) -> None:
    config = load(corpus_in(tmp_path), [f'paths.extra=["{folder(tmp_path / "x", annotated()[:2])}"]'])
    names = [item.annotation.name for item in to_learn_from(config, further(config))]
    assert len(names) == 8 == len(set(names))


def test_only_those_of_split_train_are_learnt_from(tmp_path: Path) -> None:
    items = own(3)
    held = replace(items[0].annotation, meta={**items[0].annotation.meta, "split": "dev"})
    place = folder(tmp_path / "x", [replace(items[0], annotation=held), *items[1:]])
    config = load(corpus_in(tmp_path), [f'paths.extra=["{place}"]'])
    extra = further(config)
    assert len(extra) == 3
    assert len(to_learn_from(config, extra)) == 6 + 2


def test_parts_that_nobody_gave_are_filled_in(tmp_path: Path) -> None:
    """As a person leaves them who annotated plain text in doccano: spans alone, and whose filing it is in none."""
    [item] = own(1)
    bare = replace(
        item, annotation=replace(item.annotation, parts=("",) * len(item.document.lines), meta={}, filing={})
    )
    path = tmp_path / "own.jsonl"
    write_rows(path, "doccano", [bare])
    config = load(corpus_in(tmp_path), [f'paths.extra=["{path}"]'])
    [found] = further(config)
    assert found.annotation.meta["issuer"] == "Harbor Instruments, Inc."
    told_, true = found.annotation.parts, item.annotation.parts
    assert all(told_)
    assert sum(one == other for one, other in zip(told_, true, strict=True)) >= len(true) - 3
    lines = {span.line: span.label for span in item.annotation.spans}
    assert {told_[line] for line, label in lines.items() if label == "SHARES"} <= {"table1", "table2"}


def test_train_learns_from_them_and_says_so(tmp_path: Path) -> None:
    config, place = corpus_in(tmp_path), folder(tmp_path / "x", own(3))
    out = tmp_path / "model"
    result = form4ml("train", "-c", config, "--extra", place, "--out", out, "-w", 1, "-q", *FAST)
    assert result.exit_code == 0
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["trained_on"]["filings"] == 6 + 3
    assert manifest["trained_on"]["extra"][0]["path"] == "x"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("own.jsonl", "{not json\n", "is not JSON"),
        ("own.jsonl", '{"filing": {}, "entities": []}\n', "a record of predict"),
        ("own.jsonl", "[]", "no annotated filing"),
        ("own.jsonl", "", "not a file of an annotation tool"),
        ("own.jsonl", '{"text": "FORM 4", "label": [[0, 99, "ISSUER"]]}\n', "does not stand in a text"),
        ("own.json", '[{"annotations": [{"result": []}]}]', "not a label-studio row"),
    ],
)
def test_a_file_that_is_none_of_these(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(ConfigError, match=says) as caught:
        further(load(corpus_in(tmp_path), [f'paths.extra=["{path}"]']))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_with_nothing_in_it_or_none(tmp_path: Path) -> None:
    config, empty = corpus_in(tmp_path), tmp_path / "empty"
    empty.mkdir()
    for place, says in ((empty, "no annotated filing"), (tmp_path / "none", "no such folder or file")):
        result = form4ml("train", "-c", config, "--extra", place, "-w", 1, "-q")
        assert result.exit_code == 2
        [line] = told(result)
        assert says in line


def test_a_model_is_measured_on_them(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    write_rows(path, "doccano", own(2))
    result = form4ml("spans", "--own", path, "--json", tmp_path / "figures.json")
    assert result.exit_code == 0
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["documents"] == 2
    assert figures["overall"]["strict"]["f1"] > 0.5
    for place, says in ((tmp_path / "none", "no such folder or file"), (tmp_path / "figures.json", "annotation tool")):
        result = form4ml("spans", "--own", place)
        assert result.exit_code == 3
        [line] = told(result)
        assert says in line
