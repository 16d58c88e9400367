"""The benchmark: inputs written as they are read, a measure of every kind, one clear line where it cannot run."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from form4ml import benchmark, corpus
from form4ml.benchmark import Batch, Benchmark, ColdStart, Usual
from form4ml.cli.bench import bench
from form4ml.document import Box, Document, Line, Page, Word
from form4ml.reading import read

ROOT = Path(__file__).parent.parent
has_corpus = pytest.mark.skipif(not list((ROOT / "corpus").glob("*.jsonl*")), reason="needs the corpus")


def app() -> typer.Typer:
    made = typer.Typer()
    made.command()(bench)
    return made


def document() -> Document:
    lines = []
    for at, (page, text) in enumerate([(0, "FORM 4"), (0, "1. Name"), (1, "Remarks:")]):
        words, start = [], 0
        for word in text.split():
            box = Box(10 + 10 * start, 20 + 30 * at, 10 + 10 * (start + len(word)), 40 + 30 * at)
            words.append(Word(word, at, start, start + len(word), box, 0.9))
            start += len(word) + 1
        lines.append(Line(text, page, tuple(words), at))
    return Document("a", "tsv", "", (Page(1, 600, 800), Page(2, 600, 800)), tuple(lines))


def test_a_document_written_as_tsv_reads_back_with_its_boxes() -> None:
    one = document()
    again = read(benchmark.as_tsv(one).encode(), name="a.tsv")
    assert again.kind == "tsv"
    assert [(p.width, p.height) for p in again.pages] == [(600, 800), (600, 800)]
    assert [(w.text, w.box) for line in again.lines for w in line.words] == [
        (w.text, w.box) for line in one.lines for w in line.words
    ]


def test_documents_of_notes_alone_are_not_chosen(tmp_path: Path) -> None:
    plain = corpus.document_to_plain(document())
    rows = [{**plain, "name": name} for name in ("a", "b", "c")]
    gold = [
        {"name": "a", "spans": [], "parts": ["head"] * 3},
        {"name": "b", "spans": [], "parts": ["notes"] * 3, "meta": {"only": "notes"}},
    ]
    for folder, what in (("corpus", rows), ("annotations", gold)):
        (tmp_path / folder).mkdir()
        corpus.write_jsonl(tmp_path / folder / "x.jsonl", what)
    found = benchmark.chosen(tmp_path / "corpus", tmp_path / "annotations", 5)
    assert [item.document.name for item in found] == ["a"]


def test_figures_as_json_hold_the_rates() -> None:
    text, tsv = Batch(4, 2.0, 1.0, 90.0), Batch(4, 1.0, 1.0, 95.0)
    made = Benchmark("m", "3.11", True, 4, text, tsv, ColdStart(0.3, 0.2), Usual(4, 40, 1.0, 3.0))
    plain = json.loads(json.dumps(made.as_dict()))
    assert plain["text"]["a_second"] == 2
    assert plain["text"]["a_processor_second"] == 4
    assert plain["tsv"]["a_second"] == 4
    assert plain["usual"]["ratio"] == 3


def test_features_look_two_words_to_either_side() -> None:
    features = benchmark._features(["FORM", "4", "OF"], 0)
    assert features["word.lower()"] == "form"
    assert features["+1:word.isdigit()"] is True
    assert features["-1:edge"] is True


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app(), ["--corpus", str(tmp_path / "none")])
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "no such folder" in result.stderr


def test_a_corpus_that_is_too_small_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4ml.model.load", lambda name: None)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "annotations").mkdir()
    result = CliRunner().invoke(
        app(), ["--corpus", str(tmp_path / "corpus"), "--annotations", str(tmp_path / "annotations")]
    )
    assert result.exit_code == 3
    assert "0 annotated filings" in result.stderr


@has_corpus
@pytest.mark.skipif(not (ROOT / "models/default/manifest.json").is_file(), reason="needs the default model")
def test_a_batch_and_a_cold_start_are_timed(tmp_path: Path) -> None:
    items = benchmark.chosen(ROOT / "corpus", ROOT / "annotations", 2)
    texts, tables = benchmark.written(items, tmp_path)
    for paths in (texts, tables):
        found = benchmark.batch(paths, "default")
        assert found.filings == 2
        assert found.seconds > 0
        assert found.peak_mb > 10
    assert benchmark.cold_start(texts[0], "default", times=1).seconds > 0
