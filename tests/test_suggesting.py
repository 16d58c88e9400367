"""`form4ml suggest`: doubtful filings first, unlike one another, with reasons, ready to be corrected and learnt from."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_samples import SAMPLE, form4ml, told
from hypothesis import given, settings
from hypothesis import strategies as st
from training_samples import annotated, corpus_in

pytest.importorskip("sklearn")

import form4ml as package
from form4ml.corpus import load as load_corpus
from form4ml.layout.view import View, view
from form4ml.model import Model
from form4ml.reading.options import ReadOptions
from form4ml.sources import annotated_in
from form4ml.suggesting import Candidate, candidates, choose, prelabelled, weighed, write_annotations
from form4ml.tagged import Fragment, Tagged
from form4ml.tagging.doubt import Doubt, doubts, entropy


@pytest.fixture(scope="module")
def model() -> Model:
    return package.load()


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven clear filings of one kind, one of them twice, and a garbled one."""
    folder = tmp_path_factory.mktemp("filings")
    texts = ["\n".join(line.text for line in item.document.lines) + "\n" for item in annotated()]
    for number, text in enumerate(texts):
        (folder / f"clear-{number}.txt").write_text(text)
    (folder / "twin.txt").write_text(texts[0])
    garbled = texts[0].translate(str.maketrans("aeiortsnhd1589,$", "oclnfjzrbk7S3g.5"))
    (folder / "garbled.txt").write_text("FORM 4\n" + garbled)
    return folder


def suggest(*arguments: object) -> Any:
    return form4ml("suggest", *arguments)


# ---------------------------------------------------------------- doubt
def test_entropy() -> None:
    import numpy as np

    found = entropy(np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert found[0] == pytest.approx(0, abs=1e-6)
    assert found[1] == pytest.approx(0.6931, abs=1e-4)


def test_doubt_is_a_mean_and_length_alone_is_none(model: Model) -> None:
    """A filing whose every line stands twice is not twice as doubtful."""
    document = annotated()[0].document
    twice = replace(document, lines=tuple(line for line in document.lines for _ in range(2)))
    [(_, once), (_, double)] = doubts(model.tagger, [view(document), view(twice)])
    assert double.nats < 2 * once.nats
    assert 0 <= once.fragments <= 1


def test_lines_are_told_most_doubtful_first(model: Model) -> None:
    [(tagged, doubt)] = doubts(model.tagger, [view(annotated()[0].document)])
    assert len(doubt.rows) == len(tagged.view.rows)
    assert [row.nats for row in doubt.rows] == sorted((row.nats for row in doubt.rows), reverse=True)
    for row in doubt.rows:
        span = tagged.view.rows[row.row]
        assert span.first <= row.token < span.last
        chances = [p for _, p in row.labels]
        assert chances == sorted(chances, reverse=True) or len(chances) == 2
        assert sum(chances) <= 1 + 1e-6


class _Plain:
    """A tagger that tells no label probabilities, but those of its fragments."""

    def tag(self, documents: Any) -> list[Tagged]:
        return self.tag_views([view(document) for document in documents])

    def tag_views(self, views: list[View]) -> list[Tagged]:
        found = [Fragment("ISSUER", 0, 2, True, 0.5), Fragment("TICKER", 2, 3, True, 1.0)]
        return [Tagged(v, ["box"] * len(v.rows), [1.0] * len(v.rows), found, {}) for v in views]


def test_any_tagger_will_do() -> None:
    document = annotated()[0].document
    [(_, doubt)] = doubts(_Plain(), [view(document)])
    assert doubt.fragments == pytest.approx(0.25)
    assert doubt.rows[0].labels[0] == ("ISSUER", 0.5)
    assert doubt.nats > 0


# ---------------------------------------------------------------- choosing
def candidate(name: str, nats: float, words: str) -> Candidate:
    return Candidate(name, name, 10, Doubt(nats, 1 - nats, []), Counter(words.split()), [], b"")


def test_the_doubtful_first_but_not_the_same_twice() -> None:
    found = [
        candidate("a", 0.9, "one two three"),
        candidate("twin", 0.89, "one two three"),
        candidate("b", 0.7, "four five six"),
        candidate("sure", 0.1, "seven eight nine"),
    ]
    assert [s.candidate.name for s in choose(found, 2)] == ["a", "b"]
    assert [s.candidate.name for s in choose(found, 2, diversity=0)] == ["a", "twin"]
    assert [s.candidate.name for s in choose(found, 1, measure="fragments")] == ["sure"]
    twin = choose(found, 4)[-1] if choose(found, 4)[-1].candidate.name == "twin" else choose(found, 4)[-2]
    assert twin.likeness == pytest.approx(1)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.floats(0, 3), st.text("abc ", min_size=1)), min_size=1, max_size=8),
    st.integers(1, 10),
    st.floats(0, 1),
)
def test_any_filings_are_ranked_once_each(rows: list[tuple[float, str]], count: int, diversity: float) -> None:
    found = [candidate(f"f{at}", nats, f"x {words}") for at, (nats, words) in enumerate(rows)]
    chosen = choose(found, count, diversity)
    assert [one.rank for one in chosen] == list(range(1, min(count, len(rows)) + 1))
    assert len({one.candidate.name for one in chosen}) == len(chosen)
    assert chosen[0].doubt == max(nats for nats, _ in rows)


def test_nothing_to_choose_from() -> None:
    assert choose([], 3) == []


# ---------------------------------------------------------------- the command
def test_the_garbled_one_is_suggested_with_its_reasons(filings: Path, tmp_path: Path) -> None:
    out = tmp_path / "suggested.jsonl"
    result = suggest(filings, "-n", 3, "-o", out)
    assert result.exit_code == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert rows[0]["name"] == "garbled.txt"
    assert rows[0]["path"] == str(filings / "garbled.txt")
    reason = rows[0]["reasons"][0]
    text = (filings / "garbled.txt").read_text().splitlines()[reason["line"] - 1]
    assert " ".join(text.split()).replace(" ", "") == reason["text"].replace(" ", "")
    assert reason["word"] in reason["text"]
    assert "garbled.txt" in result.stdout


def test_suggested_corrected_and_learnt_from_without_conversion(filings: Path, tmp_path: Path) -> None:
    place = tmp_path / "mine"
    result = suggest(filings, "-n", 2, "--annotate", place, "-q", "-o", tmp_path / "s.jsonl")
    assert result.exit_code == 0
    assert f"form4ml train --extra {place}" in " ".join(result.stderr.split())
    assert form4ml("check-data", place / "corpus", place / "annotations", "--ignore", "few").exit_code == 0
    items = list(load_corpus(place / "corpus", place / "annotations"))
    assert len(items) == 2
    for item in items:
        assert len(item.annotation.parts) == len(item.document.lines)
        assert item.annotation.filing == {}  # what a model read is no gold
        assert item.annotation.meta["split"] == "train"
        assert item.annotation.spans
    config = corpus_in(tmp_path)
    fast = [part for name in ("rows", "form", "note") for part in ("--set", f"{name}.max_iterations=3")]
    trained = form4ml("train", "-c", config, "--extra", place, "-w", 1, "-q", "--out", tmp_path / "m", *fast)
    assert trained.exit_code == 0
    manifest = json.loads((tmp_path / "m" / "manifest.json").read_text())
    assert manifest["trained_on"]["filings"] == 6 + 2


@pytest.mark.parametrize("kind", ["native", "doccano", "label-studio", "prodigy"])
def test_every_tool_s_file_is_what_training_reads(model: Model, tmp_path: Path, kind: str) -> None:
    one = weighed(annotated()[1].document, "x.txt", model.tagger, keep=True)
    items = prelabelled(choose([one], 1), model.tagger, "m 1")
    path = write_annotations(tmp_path / "out", items, kind)
    [found] = annotated_in(tmp_path / "out" if kind == "native" else path)
    assert sorted(found.annotation.spans) == sorted(items[0].annotation.spans)
    assert found.annotation.parts == items[0].annotation.parts
    assert "ISSUER" in {span.label for span in found.annotation.spans}
    assert found.annotation.meta["issuer"].endswith("Pine Hollow Bancorp")


def test_notes_are_one_stretch_with_the_facts_inside(model: Model) -> None:
    [item] = prelabelled(choose([weighed(annotated()[0].document, "x", model.tagger, keep=True)], 1), model.tagger, "m")
    spans = item.annotation.spans
    facts = [span for span in spans if span.label in ("PRICE_RANGE", "PLAN_ADOPTION_DATE")]
    notes = [span for span in spans if span.label == "FOOTNOTE"]
    assert facts
    for fact in facts:
        assert any(n.line == fact.line and n.start <= fact.start and fact.end <= n.end for n in notes)


def test_two_of_one_name_are_told_apart(model: Model) -> None:
    found = [weighed(annotated()[n].document, f"{n}/hand.txt", model.tagger, keep=True) for n in (0, 1)]
    same = [one._replace(packed=found[at].packed) for at, one in enumerate(found)]
    documents = [one.document() for one in same]
    import zlib

    from form4ml.corpus import document_to_plain

    packed = [zlib.compress(json.dumps(document_to_plain(replace(d, name="hand.txt"))).encode()) for d in documents]
    items = prelabelled(
        choose([one._replace(packed=p) for one, p in zip(same, packed, strict=True)], 2), model.tagger, "m"
    )
    assert sorted(item.annotation.name for item in items) == ["hand", "hand-2"]


def test_what_cannot_be_read_is_told_and_passed_over(filings: Path, tmp_path: Path, model: Model) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)))
    why: list[str] = []
    found = list(
        candidates(
            [bad, SAMPLE], model.tagger, ReadOptions(), failed=lambda path, told_: why.append(f"{path.name}: {told_}")
        )
    )
    assert [one.name for one in found] == [SAMPLE.name]
    assert len(why) == 1
    assert "bad.bin" in why[0]


def test_bad_arguments_are_told_in_a_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"\x00" * 9)
    for arguments, code, says in (
        ([empty], 2, "no files there"),
        ([tmp_path / "nowhere.txt", "-q"], 3, "none of 1 files"),
        ([bad, "-q"], 3, "none of 1 files"),
        (["-"], 2, "standard input"),
        ([SAMPLE, "--by", "length"], 2, "choose from entropy"),
        ([SAMPLE, "--as", "word"], 2, "choose from native"),
        ([SAMPLE, "--model", "no-such-model"], 5, "no-such-model"),
    ):
        result = suggest(*arguments)
        assert result.exit_code == code, arguments
        assert says in told(result)[-1]


def test_what_it_wrote_is_not_read_again(filings: Path, tmp_path: Path) -> None:
    place = tmp_path / "all"
    place.mkdir()
    (place / "one.txt").write_text((filings / "clear-0.txt").read_text())
    for _ in range(2):
        result = suggest(place, "-n", 5, "-o", place / "s.jsonl", "--annotate", place / "mine", "-q")
        assert result.exit_code == 0
        assert [json.loads(row)["name"] for row in (place / "s.jsonl").read_text().splitlines()] == ["one.txt"]
