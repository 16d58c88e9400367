"""The Python API reads as the command does: own XML straight, other forms refused, several filings told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_samples import FORM_3, SAMPLE, form4ml
from test_from_xml import FOOTER, HEADER, XML

from form4ml.model import load
from form4ml.reading import ReadError
from form4ml.writing.json import dumps


@pytest.mark.parametrize("text", [XML, f"{HEADER}<XML>\n{XML}</XML>\n{FOOTER}", SAMPLE.read_text()])
def test_a_path_gives_what_predict_gives(tmp_path: Path, text: str) -> None:
    path = tmp_path / "filing.txt"
    path.write_text(text)
    assert json.loads(dumps(load().read(path))) == json.loads(form4ml("predict", path).stdout)


def test_bytes_and_text_are_read_as_well_as_paths() -> None:
    model = load()
    from_bytes, from_text = model.read(XML.encode()), model.read(XML)
    assert from_bytes.filing == from_text.filing
    assert from_bytes.evidence["/issuer/name"].made_by == "xml"
    assert (from_bytes.source.name, from_text.source.name) == ("input", "text")
    assert model.read(XML.encode(), name="mine.xml").source.name == "mine.xml"


def test_documents_with_and_without_xml_keep_their_order() -> None:
    from form4ml import reading

    documents = [reading.read(data.encode()) for data in (SAMPLE.read_text(), XML, SAMPLE.read_text())]
    made = list(load().read_all(documents))
    assert [one.source.kind for one in made] == ["text", "xml", "text"]
    assert made[0].filing == made[2].filing


def test_another_form_is_refused() -> None:
    with pytest.raises(ReadError, match="Form 3"):
        load().read(FORM_3)


def test_several_filings_are_not_taken_for_one() -> None:
    page = "FORM 4\n" + SAMPLE.read_text()
    model = load()
    with pytest.raises(ReadError, match="2 filings"):
        model.read(f"{page}\f{page}")
    first, second = model.read_filings(f"{page}\f{page}", name="both.txt")
    assert (first.source.name, second.source.name) == ("both-1.txt", "both-2.txt")
    assert first.filing == second.filing
