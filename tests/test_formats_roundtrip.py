"""What is written for another tool reads back the same: spans, groups, parts, record, words and their boxes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.corpus import Annotated, Annotation, Span
from form4ml.document import Box, CellRef, Document, Line, Page, Word
from form4ml.formats.conll import from_conll, read_conll, to_conll, write_conll
from form4ml.formats.flat import FormatError
from form4ml.formats.rows import (
    from_doccano,
    from_label_studio,
    from_prodigy,
    label_config,
    read_rows,
    to_doccano,
    to_label_studio,
    to_prodigy,
    write_rows,
)

WORDS = ("Acme", "Corp.", "[ACME]", "1,500(3)", "03/12/2018", "é", "X", "Director", "“range”", "𝒳")


def make(chance: random.Random, name: str = "a.compact-land-scan200-psm3") -> Annotated:
    lines: list[Line] = []
    spans: list[Span] = []
    group = 0
    for index in range(chance.randint(1, 8)):
        at, words = 0, []
        for place in range(chance.randint(0, 6)):
            text = chance.choice(WORDS)
            cell = CellRef("1", 2, "shares") if chance.random() < 0.2 else None
            words.append(
                Word(text, index, at, at + len(text), Box(place, index, place + 1, index + 1), 0.93, cell, None)
            )
            at += len(text) + 1
        line = Line(" ".join(w.text for w in words), int(index > 4), tuple(words), index // 3)
        lines.append(line)
        if words and chance.random() < 0.8:
            first = chance.randrange(len(words))
            start, end = words[first].start, words[chance.randrange(first, len(words))].end
            if end - start > 3 and chance.random() < 0.5:
                start += 1
            if line.text[start] != " " and line.text[end - 1] != " ":
                group += chance.random() < 0.6
                spans.append(Span(index, start, end, "FOOTNOTE", group))
                if chance.random() < 0.5:
                    spans.append(Span(index, start, end, "PRICE_RANGE", 50 + index))
    document = Document(name, "tsv", "", (Page(1, 100, 200), Page(2, 100, 200)), tuple(lines), "tesseract 5")
    parts = tuple("notes" if line.words else "" for line in lines)
    filing = {"document_type": "4", "issuer": {"name": "Acme"}, "price_ranges": [{"low": "1.10", "high": "1.20"}]}
    return Annotated(document, Annotation(name, tuple(sorted(spans)), parts, filing, {"layout": "compact"}))


def same(one: Annotated | None, other: Annotated) -> None:
    assert one is not None
    assert sorted(one.annotation.spans) == sorted(other.annotation.spans)
    assert replace(one.annotation, spans=()) == replace(other.annotation, spans=())
    assert one.document == other.document


def through_doccano(one: Annotated) -> Annotated | None:
    return from_doccano(json.loads(json.dumps(to_doccano(one))))


def through_prodigy(one: Annotated) -> Annotated | None:
    return from_prodigy(json.loads(json.dumps(to_prodigy(one))))


def through_label_studio(one: Annotated) -> Annotated | None:
    return from_label_studio(json.loads(json.dumps(to_label_studio(one))))


def through_conll(one: Annotated) -> Annotated | None:
    (found,) = from_conll(to_conll(one))
    return found


WAYS = [through_doccano, through_prodigy, through_label_studio, through_conll]


@pytest.mark.parametrize("way", WAYS)
def test_reads_back_the_same(way: Callable[[Annotated], Annotated | None]) -> None:
    for seed in range(60):
        one = make(random.Random(seed))
        same(way(one), one)


@pytest.mark.parametrize("way", WAYS)
@settings(deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab \t(é$\u00a0"), max_size=20).filter(lambda t: t.strip()))
def test_text_with_odd_blanks_keeps_its_places(way: Callable[[Annotated], Annotated | None], text: str) -> None:
    from form4ml.formats.flat import read_document

    document = read_document("odd", text)
    word = document.lines[0].words[0]
    one = Annotated(document, Annotation("odd", (Span(0, word.start, word.end, "ISSUER", 4),), ("box",)))
    found = way(one)
    assert found is not None
    assert found.annotation == one.annotation
    assert found.document.lines[0].text == text


@pytest.mark.parametrize("kind", ["doccano", "prodigy", "label-studio"])
def test_files(kind: str, tmp_path: Path) -> None:
    many = [make(random.Random(seed), f"n{seed}") for seed in range(3)]
    path = tmp_path / "out.jsonl"
    assert write_rows(path, kind, many) == 3
    for one, other in zip(read_rows(path, kind), many, strict=True):
        same(one, other)


def test_several_documents_in_one_conll_file(tmp_path: Path) -> None:
    many = [make(random.Random(seed), f"n{seed}") for seed in range(3)]
    assert write_conll(tmp_path / "x.conll", many) == 3
    for one, other in zip(read_conll(tmp_path / "x.conll"), many, strict=True):
        same(one, other)


def test_conll_tag_is_last_and_iob2() -> None:
    one = make(random.Random(1))
    rows = [line.split("\t") for line in to_conll(one).split("\n") if line and not line.startswith("# ")]
    assert {row[-1].partition("-")[0] for row in rows} <= {"B", "I", "O"}
    assert all(len(row) == 6 for row in rows)


def test_plain_iob2_from_elsewhere() -> None:
    (one,) = from_conll(
        "-DOCSTART- O\n\nAcme B-ISSUER\nCorp I-ISSUER\nsold O\n\nDoe B-OWNER_NAME\nRoe B-OWNER_NAME\n", "w"
    )
    assert [line.text for line in one.document.lines] == ["Acme Corp sold", "Doe Roe"]
    assert one.annotation.spans == (
        Span(0, 0, 9, "ISSUER", 0),
        Span(1, 0, 3, "OWNER_NAME", 1),
        Span(1, 4, 7, "OWNER_NAME", 2),
    )


def test_conll_says_which_line_is_wrong() -> None:
    with pytest.raises(FormatError, match=r"w, line 2: expected a token"):
        list(from_conll("Acme B-ISSUER\nCorp ISSUER\n", "w"))


def test_conll_refuses_overlaps_within_a_layer() -> None:
    one = make(random.Random(3))
    word = next(w for line in one.document.lines for w in line.words)
    spans = tuple(Span(word.line, word.start, word.end, label, n) for n, label in enumerate(("ISSUER", "TICKER")))
    with pytest.raises(FormatError, match="overlaps ISSUER"):
        to_conll(Annotated(one.document, replace(one.annotation, spans=spans)))


def edited(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "label": [*row["label"], [0, 4, "ISSUER"]]}


def test_spans_added_elsewhere_get_groups_of_their_own() -> None:
    one = make(random.Random(8))
    found = from_doccano(edited(to_doccano(one)))
    (new,) = set(found.annotation.spans) - set(one.annotation.spans)
    assert new.label == "ISSUER"
    assert new.group not in {span.group for span in one.annotation.spans}


def test_a_span_over_a_line_end_is_cut_in_two_of_one_group() -> None:
    found = from_doccano({"text": "Acme\nCorp. here", "label": [[0, 10, "ISSUER"]]}, "x")
    assert found.annotation.spans == (Span(0, 0, 4, "ISSUER", 0), Span(1, 0, 5, "ISSUER", 0))


def test_doccano_exports_with_relations_are_read() -> None:
    row = {
        "text": "Acme",
        "entities": [{"id": 1, "label": "ISSUER", "start_offset": 0, "end_offset": 4}],
        "relations": [],
    }
    assert from_doccano(row, "x").annotation.spans == (Span(0, 0, 4, "ISSUER", 0),)


def test_label_studio_relations_join_new_regions() -> None:
    def region(ident: str, start: int, end: int) -> dict[str, Any]:
        return {"id": ident, "type": "labels", "value": {"start": start, "end": end, "labels": ["ISSUER"]}}

    result = [region("b", 5, 10), region("a", 0, 4), {"type": "relation", "from_id": "a", "to_id": "b"}]
    found = from_label_studio({"data": {"text": "Acme\nCorp."}, "annotations": [{"result": result}]}, "x")
    assert found is not None
    assert {span.group for span in found.annotation.spans} == {0}


def test_tasks_without_a_verdict_are_left_out() -> None:
    assert from_prodigy({"text": "x", "answer": "reject"}) is None
    assert from_label_studio({"data": {"text": "x"}, "annotations": [{"was_cancelled": True, "result": []}]}) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "is not JSON"),
        ('{"label": []}', "row 1: not a doccano row"),
        ('{"text": "x", "label": [[0, 9, "A"]]}', "does not stand"),
    ],
)
def test_bad_rows_are_named(row: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(row)
    with pytest.raises(FormatError, match=said):
        list(read_rows(path, "doccano"))


def test_the_label_studio_interface_is_xml_with_every_label() -> None:
    from xml.etree import ElementTree

    from form4ml.labels import NAMES

    root = ElementTree.fromstring(label_config())
    assert [label.get("value") for label in root.iter("Label")] == list(NAMES)
