from __future__ import annotations

import io
import json
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writing_samples import full, reading, seen, told_by_note

from form4ml.writing import json as record_json
from form4ml.writing import write_many, write_one
from form4ml.writing.files import WriteError


def _row(**fields: object) -> dict[str, object]:
    return {"non_derivative_transactions": [fields]}


@pytest.mark.parametrize("digits", ["1.20", "34000", "0", "0.0000001", "31.4527", "999999999999.9999", "0.00"])
def test_digits_stay_as_filed(digits: str) -> None:
    text = record_json.dumps(reading(_row(shares=Decimal(digits))))
    assert f'"shares": {digits},' in text


def test_no_exponents() -> None:
    assert '"shares": 34000,' in record_json.dumps(reading(_row(shares=Decimal("3.4E+4"))))


@given(st.decimals(min_value=0, allow_nan=False, allow_infinity=False, places=4))
def test_every_decimal_comes_back(number: Decimal) -> None:
    made = reading(_row(shares=number))
    back = record_json.load(record_json.dumps(made))
    assert str(back.filing.non_derivative_transactions[0].shares) == format(number, "f")


@pytest.mark.parametrize("made", [full(), told_by_note(), reading({})])
def test_round_trip(made: object) -> None:
    text = record_json.dumps(made)  # type: ignore[arg-type]
    back = record_json.load(text)
    assert back == made
    assert record_json.dumps(back) == text


@given(st.text())
def test_any_text_comes_back(words: str) -> None:
    made = reading({"remarks": words})
    stream = io.StringIO()
    write_one(made, "jsonl", stream)
    line = stream.getvalue()
    assert line.count("\n") == 1 and line.endswith("\n")
    assert record_json.load(line.encode()).filing.remarks == words


def test_half_a_surrogate_pair_does_not_stop_the_writing() -> None:
    made = reading({"remarks": "a\udc80b"})
    assert record_json.load(record_json.dumps(made).encode("utf-8")).filing.remarks == "a\udc80b"


def test_rows_hold_the_fields_of_their_table() -> None:
    filing = json.loads(record_json.dumps(full()))["filing"]
    assert "exercise_date" not in filing["non_derivative_transactions"][0]
    assert list(filing["non_derivative_holdings"][0]) == [
        "security_title",
        "shares_owned_following",
        "value_owned_following",
        "direct_or_indirect",
        "nature_of_ownership",
        "footnotes",
        "origin",
    ]
    assert filing["derivative_transactions"][0]["underlying_shares"] == 12500


def test_keys_are_those_of_the_contract_in_order() -> None:
    keys = list(json.loads(record_json.dumps(full())))
    assert keys == ["schema", "source", "model", "filing", "evidence", "absent", "findings", "entities"]


def test_what_is_written_fits_the_exported_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(record_json.schema_text())
    for made in (full(), told_by_note(), reading({})):
        jsonschema.validate(json.loads(record_json.dumps(made)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": "form4ml/record/1"}, schema)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": 1}', b"\xff\xfe\x00"])
def test_what_is_no_record_is_told_in_one_line(text: str) -> None:
    with pytest.raises(WriteError, match="not a form4ml record") as caught:
        record_json.load(text)
    assert "\n" not in str(caught.value)


def test_a_number_that_is_none_is_an_error_of_one_line() -> None:
    made = reading({}, evidence={"/remarks": seen("x", math.nan)})
    with pytest.raises(WriteError, match=r"sample\.txt"):
        record_json.dumps(made)


def test_files_take_the_inputs_name(tmp_path) -> None:  # type: ignore[no-untyped-def]
    written = write_many([full("a.b.tsv"), told_by_note()], "json", tmp_path / "out")
    assert [item.path.name for item in written] == ["a.b.json", "told.json"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.b.json", "told.json"]
    assert record_json.load(written[0].path.read_text("utf-8")) == full("a.b.tsv")


def test_two_inputs_of_one_name_do_not_overwrite_each_other(tmp_path) -> None:  # type: ignore[no-untyped-def]
    one = reading({"remarks": "one"}, "x.txt")
    two = reading({"remarks": "two"}, "sub/x.tsv", source={"sha256": "12" * 32})
    names = [item.path.name for item in write_many([one, two, one], "json", tmp_path)]
    assert names == ["x.json", "x.12121212.json", "x.json"]


def test_the_parts_of_one_input_have_names_of_their_own(tmp_path) -> None:  # type: ignore[no-untyped-def]
    parts = [reading({}, "all.pdf", source={"page_range": pages}) for pages in ((1, 2), (3, 5))]
    names = [item.path.name for item in write_many(parts, "json", tmp_path)]
    assert names == ["all.pages-1-2.json", "all.pages-3-5.json"]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "passwd.json"),
        ("..", "reading.json"),
        ("C:\\in\\form.txt", "form.json"),
        ("a\x00b\n.txt", "a_b_.json"),
        ("ünï çode.pdf", "ünï çode.json"),
        ("noext", "noext.json"),
    ],
)
def test_names_stay_in_the_folder(tmp_path, name: str, file: str) -> None:  # type: ignore[no-untyped-def]
    written = write_many([reading({}, name)], "json", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [file] == [written[0].path.name]


def test_lines_read_back(tmp_path) -> None:  # type: ignore[no-untyped-def]
    made = [full(), told_by_note()]
    out = tmp_path / "all.jsonl"
    write_many(made, "jsonl", out)
    with out.open(encoding="utf-8") as lines:
        assert list(record_json.load_lines(lines)) == made
    with pytest.raises(WriteError, match="line 2"):
        list(record_json.load_lines(["\n", "nonsense\n"]))


def test_nothing_half_written_stays(tmp_path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "all.jsonl"
    out.write_text("before")

    def broken():  # type: ignore[no-untyped-def]
        yield full()
        raise RuntimeError("the reader failed")

    with pytest.raises(RuntimeError):
        write_many(broken(), "jsonl", out)
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["all.jsonl"]


def test_unwritable_places_and_unknown_formats_are_told_in_one_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot write") as caught:
        write_many([full()], "json", tmp_path / "file")
    assert "\n" not in str(caught.value)
    with pytest.raises(WriteError, match="choose from json, jsonl"):
        write_one(full(), "yaml", io.StringIO())
    with pytest.raises(WriteError, match="--out"):
        write_one(full(), "parquet", io.StringIO())


def test_pandas_reads_the_lines() -> None:
    pandas = pytest.importorskip("pandas")
    stream = io.StringIO()
    for made in (full(), told_by_note()):
        write_one(made, "jsonl", stream)
    frame = pandas.read_json(io.StringIO(stream.getvalue()), lines=True)
    assert frame["filing"][0]["issuer"]["trading_symbol"] == "HLIN"
