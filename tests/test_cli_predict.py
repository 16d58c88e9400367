"""`form4ml predict` as a person calls it: what goes where, what is said, what the exit code is."""

import csv
import json
from pathlib import Path

import pytest
from cli_samples import SAMPLE, TSV, bad_inputs, form4ml, told

SYMBOL = "CLRB"
CODES = {"form3": 4}  # every other bad input is unreadable
WORDS = {
    "empty": "it is empty",
    "binary": "binary",
    "zip": "ZIP",
    "form3": "this reads as a Form 3",
    "blank": "no words were found",
    "headless": "lacks",
    "broken": "broken",
    "xml": "XML",
    "missing": "no such file",
}


def sample_in(folder: Path, name: str = "one.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(SAMPLE.read_bytes())
    return path


def test_one_file_goes_to_the_terminal() -> None:
    result = form4ml("predict", SAMPLE)
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert record["schema"] == "form4ml/record/1"
    assert record["filing"]["issuer"]["trading_symbol"] == SYMBOL
    assert record["source"]["name"] == "cellectar.txt"
    assert result.stderr == ""


def test_standard_input() -> None:
    result = form4ml("predict", "-", stdin=SAMPLE.read_bytes())
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert (record["source"]["name"], record["filing"]["issuer"]["trading_symbol"]) == ("stdin", SYMBOL)


def test_several_files_need_a_folder(tmp_path: Path) -> None:
    one, two = sample_in(tmp_path, "a.txt"), sample_in(tmp_path, "b.txt")
    result = form4ml("predict", one, two)
    assert result.exit_code == 2
    assert "--out" in told(result)[0]
    assert result.stdout == ""


def test_several_files_into_a_folder(tmp_path: Path) -> None:
    one, two = sample_in(tmp_path, "a.txt"), sample_in(tmp_path, "b.txt")
    result = form4ml("predict", one, two, "--out", tmp_path / "out")
    assert result.exit_code == 0
    for name in ("a", "b"):
        record = json.loads((tmp_path / "out" / f"{name}.json").read_text())
        assert record["filing"]["issuer"]["trading_symbol"] == SYMBOL
    assert "2 of 2 read" in told(result)[-1]
    assert not (tmp_path / "out" / "errors.jsonl").exists()


def test_a_folder_and_its_folders(tmp_path: Path) -> None:
    sample_in(tmp_path, "in/a.txt")
    sample_in(tmp_path, "in/deeper/b.txt")
    (tmp_path / "in" / ".hidden").write_text("not an input")
    result = form4ml("predict", tmp_path / "in", "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "out").glob("*.json")} == {"a.json", "b.json"}
    assert result.stderr == ""


def test_an_empty_folder(tmp_path: Path) -> None:
    result = form4ml("predict", tmp_path)
    assert result.exit_code == 2
    assert "no files there" in told(result)[0]


def test_files_of_one_name_do_not_overwrite_one_another(tmp_path: Path) -> None:
    one, two = sample_in(tmp_path, "x/a.txt"), sample_in(tmp_path, "y/a.txt")
    two.write_bytes(SAMPLE.read_bytes() + b"\nanother page\n")
    form4ml("predict", one, two, "--out", tmp_path / "out")
    assert len(list((tmp_path / "out").glob("a*.json"))) == 2


def test_a_table_to_read() -> None:
    result = form4ml("predict", SAMPLE, "--format", "table")
    assert result.exit_code == 0
    assert "Cellectar Biosciences, Inc." in result.stdout
    assert "34,000" in result.stdout


def test_json_lines(tmp_path: Path) -> None:
    one, two = sample_in(tmp_path, "a.txt"), sample_in(tmp_path, "b.txt")
    out = tmp_path / "all.jsonl"
    assert form4ml("predict", one, two, "--out", out).exit_code == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["source"]["name"] for row in rows] == ["a.txt", "b.txt"]
    streamed = form4ml("predict", one, two, "--format", "jsonl", "--quiet")
    assert len(streamed.stdout.splitlines()) == 2


def test_csv_tables(tmp_path: Path) -> None:
    result = form4ml("predict", sample_in(tmp_path), "--format", "csv", "--out", tmp_path / "tables")
    assert result.exit_code == 0
    found = {path.stem.upper(): path for path in (tmp_path / "tables").glob("*.csv")}
    assert {"SUBMISSION", "REPORTINGOWNER", "NONDERIV_TRANS", "FOOTNOTES"} <= found.keys()
    with found["SUBMISSION"].open(newline="") as stream:
        [row] = csv.DictReader(stream)
    assert row["ISSUERTRADINGSYMBOL"] == SYMBOL


def test_a_database(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    result = form4ml("predict", sample_in(tmp_path), "--out", tmp_path / "all.duckdb")
    assert result.exit_code == 0
    with duckdb.connect(str(tmp_path / "all.duckdb"), read_only=True) as base:
        names = {row[0].upper() for row in base.execute("show tables").fetchall()}
    assert {"SUBMISSION", "NONDERIV_TRANS"} <= names


def test_xml_says_what_it_lacks(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    result = form4ml("predict", sample_in(tmp_path), "--format", "xml", "--out", tmp_path / "out")
    assert result.exit_code == 0
    root = ElementTree.parse(tmp_path / "out" / "one.xml").getroot()
    assert root.tag == "ownershipDocument"
    assert root.findtext("issuer/issuerTradingSymbol") == SYMBOL
    assert "incomplete" in told(result)[-1]


def test_an_unknown_format_names_the_known() -> None:
    result = form4ml("predict", SAMPLE, "--format", "yaml")
    assert result.exit_code == 2
    assert "jsonl" in told(result)[0]


def test_unsure_values_are_left_out() -> None:
    record = json.loads(form4ml("predict", SAMPLE, "--min-confidence", "0.97").stdout)
    kept = [proof["confidence"] for pointer, proof in record["evidence"].items() if pointer.startswith("/issuer")]
    assert all(confidence >= 0.97 for confidence in kept)
    assert "abstained" in record["absent"].values()


@pytest.mark.parametrize("wanted", ["1.5", "-0.1", "much"])
def test_a_confidence_that_is_none(wanted: str) -> None:
    assert form4ml("predict", SAMPLE, "--min-confidence", wanted).exit_code == 2


@pytest.mark.parametrize("kind", WORDS)
def test_a_bad_input_is_told_in_one_line(kind: str, tmp_path: Path) -> None:
    result = form4ml("predict", bad_inputs(tmp_path)[kind])
    assert result.exit_code == CODES.get(kind, 3)
    assert result.stdout == ""
    [line] = told(result)
    assert WORDS[kind] in line
    assert line.startswith(f"form4ml: {kind}.")  # which input
    assert ";" in line  # and what to do


def test_bad_inputs_never_harm_the_others(tmp_path: Path) -> None:
    bad = bad_inputs(tmp_path)
    good = [sample_in(tmp_path, f"good/{name}.txt") for name in ("a", "b")]
    out = tmp_path / "out"
    result = form4ml("predict", good[0], *bad.values(), good[1], "--out", out)
    assert result.exit_code == 4  # the worst: another form
    assert {path.name for path in out.glob("*.json")} == {"a.json", "b.json"}
    alone = json.loads(form4ml("predict", good[0]).stdout)
    assert json.loads((out / "a.json").read_text()) == alone
    lines = told(result)
    assert len(lines) == len(bad) + 1
    assert f"2 of {len(bad) + 2} read, {len(bad)} failed" in lines[-1]
    errors = [json.loads(line) for line in (out / "errors.jsonl").read_text().splitlines()]
    assert {error["name"].rpartition(".")[0] for error in errors} == bad.keys()
    assert all(error["message"] and error["code"] in (3, 4) for error in errors)


def test_a_run_in_which_all_fail_writes_no_record(tmp_path: Path) -> None:
    bad = bad_inputs(tmp_path)
    result = form4ml("predict", bad["empty"], bad["binary"], "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert list((tmp_path / "out").glob("*.json")) == []
    assert "0 of 2 read, 2 failed" in told(result)[-1]


def test_a_truncated_tsv_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    words = [f"5\t1\t1\t1\t{n}\t1\t100\t{n * 30}\t90\t20\t95\tword{n}" for n in range(1, 9)]
    path = tmp_path / "cut.tsv"
    path.write_text(TSV + "1\t1\t0\t0\t0\t0\t0\t0\t2000\t2600\t-1\t\n" + "\n".join(words) + "\n5\t1\t1\t1\t9")
    result = form4ml("predict", path)
    assert result.exit_code == 0
    notes = json.loads(result.stdout)["source"]["notes"]
    assert any("cut off" in note for note in notes)


def test_invalid_utf_8_is_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(SAMPLE.read_bytes() + b"\nPres\xeddent \xff\n")
    result = form4ml("predict", path)
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert record["filing"]["issuer"]["trading_symbol"] == SYMBOL
    assert any("UTF-8" in note for note in record["source"]["notes"])


def test_a_huge_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.write(b"FORM 4\n")
        stream.truncate(100_000_000)  # a hole: the file takes no room
    result = form4ml("predict", path)
    assert result.exit_code == 3
    [line] = told(result)
    assert "100 MB" in line


def test_a_huge_file_of_any_kind_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.write(b"%PDF-1.7\n")
        stream.truncate(3_000_000_000)
    result = form4ml("predict", path)
    assert result.exit_code == 3
    assert "MB" in told(result)[0]


def test_a_missing_model() -> None:
    result = form4ml("predict", SAMPLE, "--model", "no/such/model")
    assert result.exit_code == 5
    [line] = told(result)
    assert "no/such/model" in line
    assert result.stdout == ""


@pytest.mark.parametrize("damaged", ["weights.npz", "calibration.json", "manifest.json"])
def test_a_model_with_a_flipped_byte_is_refused(damaged: str, tmp_path: Path) -> None:
    from shutil import copytree

    from form4ml.tagging.finding import find

    folder = tmp_path / "model"
    copytree(find("default"), folder)
    data = bytearray((folder / damaged).read_bytes())
    data[len(data) // 2 if damaged != "manifest.json" else 0] ^= 0x55
    (folder / damaged).write_bytes(bytes(data))
    out = tmp_path / "out"
    result = form4ml("predict", SAMPLE, "--model", folder, "--out", out)
    assert result.exit_code == 5
    assert "model" in " ".join(told(result))
    assert not list(out.glob("*.json")) if out.exists() else True


def test_resuming_reads_only_what_is_left(tmp_path: Path) -> None:
    one, out = sample_in(tmp_path, "in/a.txt"), tmp_path / "out"
    form4ml("predict", one, "--out", out)
    before = (out / "a.json").stat().st_mtime_ns
    sample_in(tmp_path, "in/b.txt")
    result = form4ml("predict", tmp_path / "in", "--out", out, "--resume")
    assert result.exit_code == 0
    assert "1 done before" in told(result)[-1]
    assert (out / "a.json").stat().st_mtime_ns == before
    assert (out / "b.json").is_file()


def test_a_name_with_line_breaks_stays_one_line(tmp_path: Path) -> None:
    path = tmp_path / "bad\nname.txt"
    path.write_bytes(b"")
    result = form4ml("predict", path)
    assert result.exit_code == 3
    assert len(told(result)) == 1


def test_an_unknown_ocr_engine_names_the_known() -> None:
    result = form4ml("predict", SAMPLE, "--ocr", "abbyy")
    assert result.exit_code == 2
    assert "tesseract" in told(result)[0]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = form4ml("predict", SAMPLE, "--out", tmp_path / "file" / "inside")
    assert result.exit_code == 2
    [line] = told(result)
    assert str(tmp_path / "file") in line
    assert "Errno" not in line
