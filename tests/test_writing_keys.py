from __future__ import annotations

import json
from pathlib import Path

import pytest
from writing_samples import full, reading

from form4ml.writing.files import WriteError
from form4ml.writing.keys import CikMap, accession, issuer_cik, load_cik_map, owner_cik, row_key


@pytest.mark.parametrize(
    ("name", "source", "key"),
    [
        ("form.txt", {}, "form-abababab"),
        ("form.txt", {"facts": {"accession_number": "0001999001-24-000017"}}, "0001999001-24-000017"),
        ("form.txt", {"facts": {"accession_number": "unknown"}}, "form-abababab"),
        ("0001999001-24-000017.txt", {}, "0001999001-24-000017"),
        ("0001999001-24-000017.scan.txt", {}, "0001999001-24-000017.scan-abababab"),
        ("all.pdf", {"page_range": (3, 5)}, "all-p3-5-abababab"),
        ("C:\\in\\form.txt", {}, "form-abababab"),
    ],
)
def test_accession(name: str, source: dict[str, object], key: str) -> None:
    assert accession(reading({}, name, source=source)) == key


def test_row_keys_rise_and_differ_by_table() -> None:
    first = row_key("a", "DERIV_TRANS", 0)
    assert row_key("a", "DERIV_TRANS", 29) == first + 29
    assert row_key("a", "DERIV_HOLDING", 0) != first
    assert 10**14 <= first < 10**15


CSVS = {
    "header": "name,symbol,cik\nHarbor Light Instruments Inc,HLIN,1999001\nQUILL MARGARET A,,1999002\n",
    "two columns": "HLIN,1999001\nQuill Margaret A,1999002\n",
    "byte order mark": "\ufeffTicker,CIK\nhlin,0001999001\n",
}


@pytest.mark.parametrize("text", CSVS.values(), ids=list(CSVS))
def test_csv_maps(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.csv").write_text(text, encoding="utf-8")
    ciks = load_cik_map(tmp_path / "map.csv")
    made = full()
    made.filing.issuer.cik = None
    assert issuer_cik(made, ciks) == "0001999001"


JSONS: dict[str, object] = {
    "pairs": {"HLIN": 1999001, "Other Inc": "17"},
    "company tickers": {"0": {"cik_str": 1999001, "ticker": "HLIN", "title": "Harbor Light Instruments Inc"}},
    "fields and data": {
        "fields": ["cik", "name", "ticker", "exchange"],
        "data": [[1999001, "Harbor Light Instruments Inc.", "HLIN", "Nasdaq"], [17, "Other", "OTHR", "Nasdaq"]],
    },
    "list": [{"symbol": "HLIN", "cik": "1999001"}],
}


@pytest.mark.parametrize("plain", JSONS.values(), ids=list(JSONS))
def test_json_maps(tmp_path: Path, plain: object) -> None:
    (tmp_path / "map.json").write_text(json.dumps(plain))
    made = full()
    made.filing.issuer.cik = None
    assert issuer_cik(made, load_cik_map(tmp_path / "map.json")) == "0001999001"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "name,cik\nA,12x\n"),
        ("a.csv", "name,cik\nA,12345678901\n"),
        ("a.csv", "name,cik\nA\n"),
        ("a.json", "[1]"),
        ("a.json", "{"),
        ("none.csv", None),
    ],
)
def test_a_bad_map_is_told_in_one_line(tmp_path: Path, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(WriteError, match=name) as caught:
        load_cik_map(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_what_stands_for_two_ciks_stands_for_none() -> None:
    ciks = CikMap([("name", "Smith John", "0000000001"), ("name", "SMITH, JOHN", "0000000002")])
    assert ciks.name("Smith John") is None


def test_the_containers_owners_are_taken_by_name() -> None:
    facts = {"owner_ciks": "77\n78", "owner_names": "Quill Margaret A\nQuill Family Trust", "issuer_cik": "79"}
    two = reading({"reporting_owners": [{"name": "QUILL FAMILY TRUST"}, {"name": "Other"}]}, source={"facts": facts})
    owners = two.filing.reporting_owners
    assert [owner_cik(two, owner) for owner in owners] == ["0000000078", None]
    assert issuer_cik(two) == "0000000079"


def test_a_single_owner_takes_the_containers_whatever_the_name() -> None:
    facts = {"owner_ciks": "77", "owner_names": "QUILL MARGARET A"}
    alone = reading({"reporting_owners": [{"name": "QUlLL MARGARET A"}]}, source={"facts": facts})
    assert owner_cik(alone, alone.filing.reporting_owners[0]) == "0000000077"
    two = reading({"reporting_owners": [{"name": "A"}, {"name": "B"}]}, source={"facts": facts})
    assert owner_cik(two, two.filing.reporting_owners[0]) is None
