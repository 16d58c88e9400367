"""Corrected records of predict as annotations, without conversion."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from form4ml.cli.app import app
from form4ml.formats.flat import FormatError
from form4ml.formats.records import read_records
from form4ml.sources import annotated_in, whole

EXAMPLE = Path(__file__).parent.parent / "examples" / "cellectar.txt"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    (tmp_path / "inputs").mkdir()
    shutil.copy(EXAMPLE, tmp_path / "inputs" / "cellectar.txt")
    done = CliRunner().invoke(app, ["predict", str(tmp_path / "inputs"), "--out", str(tmp_path / "records")])
    assert done.exit_code == 0, done.output
    return tmp_path / "records"


def test_a_corrected_record_is_an_annotation(records: Path) -> None:
    path = records / "cellectar.json"
    plain = json.loads(path.read_text())
    owner = next(one for one in plain["entities"] if one["label"] == "OWNER_NAME")
    owner["end"] -= 2  # the middle initial is cut off by the person who corrects
    path.write_text(json.dumps(plain))
    [item] = whole(list(annotated_in(records)))
    span = next(one for one in item.annotation.spans if one.label == "OWNER_NAME")
    assert item.document.lines[span.line].text[span.start : span.end] == "CARUSO JAMES"
    assert item.annotation.meta["issuer"] == "Cellectar Biosciences, Inc."
    assert len(item.annotation.parts) == len(item.document.lines)


def test_the_very_input_has_to_be_near(records: Path) -> None:
    (records.parent / "inputs" / "cellectar.txt").write_text("something else")
    with pytest.raises(FormatError, match="put that very file beside it"):
        list(read_records(records / "cellectar.json"))


def test_an_entity_beyond_its_line_is_refused(records: Path) -> None:
    path = records / "cellectar.json"
    plain = json.loads(path.read_text())
    plain["entities"][0]["end"] = 5000
    path.write_text(json.dumps(plain))
    with pytest.raises(FormatError, match="is not in line"):
        list(read_records(path))
