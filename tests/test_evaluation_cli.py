"""The commands evaluate, report, compare and check-data: what they write, what they exit with, one line for bad input."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from evaluation_samples import FACTS, TEXT, XML, perfect
from typer.testing import CliRunner

from form4ml.cli.check_data import check_data
from form4ml.cli.compare import compare
from form4ml.cli.evaluate import evaluate
from form4ml.cli.report import report
from form4ml.corpus import Annotation, Span, annotation_to_plain, document_to_plain, write_jsonl
from form4ml.formats.flat import read_document

app = typer.Typer()
for verb in (evaluate, report, compare):
    app.command()(verb)
app.command("check-data")(check_data)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("gold", "a", "b", "text"):
        (tmp_path / name).mkdir()
    (tmp_path / "facts.json").write_text(json.dumps({"x": FACTS}))
    for place in range(3):
        stem = f"x.compact-land-clean{place}00-psm3"
        (tmp_path / f"text/{stem}.txt").write_text(TEXT)
        (tmp_path / f"a/{stem}.json").write_text(json.dumps({"filing": perfect()}))
        (tmp_path / f"b/{stem}.json").write_text(json.dumps({"filing": {**perfect(), "document_type": None}}))
    (tmp_path / "gold/x.xml").write_text(XML)
    return tmp_path


def matched(folder: Path, side: str) -> Path:
    saved = folder / f"{side}.json.xz"
    code, out = run(
        "evaluate",
        folder / side,
        "--gold",
        folder / "gold",
        "--facts",
        folder / "facts.json",
        "--save",
        saved,
        "--quiet",
    )
    assert (code, out) == (0, "")
    return saved


def test_evaluate_writes_what_it_is_asked_for(folder: Path) -> None:
    files = [folder / name for name in ("r.json", "r.md", "r.html")]
    code, out = run(
        "evaluate", folder / "b", "--gold", folder / "gold", "--text", folder / "text", "--by-field", "--worst", 1,
        "--json", files[0], "--markdown", files[1], "--html", files[2],
    )  # fmt: skip
    assert code == 0
    assert "Where errors come from" in out and "document_type" in out
    figures = json.loads(files[0].read_text())
    assert next(row for row in figures["causes"] if row["field"] == "document_type")["mistagged"] == 3
    assert all(file.stat().st_size > 1000 for file in files)


def test_gold_spans_tell_causes_by_place(folder: Path) -> None:
    spans = folder / "spans"
    spans.mkdir()
    stems = [path.stem for path in (folder / "b").iterdir()]
    write_jsonl(spans / "s.jsonl.xz", [annotation_to_plain(Annotation(stem, (), ())) for stem in stems])
    code, _ = run(
        "evaluate", folder / "b", "--gold", folder / "gold", "--text", folder / "text", "--annotations", spans,
        "--json", folder / "r.json",
    )  # fmt: skip
    assert code == 0
    rows = json.loads((folder / "r.json").read_text())["causes"]
    assert next(row for row in rows if row["field"] == "document_type")["lost"] == 3


@pytest.mark.parametrize("form", ["json", "markdown", "html", "terminal"])
def test_report_tells_a_saved_match(folder: Path, form: str) -> None:
    saved = matched(folder, "b")
    code, out = run("report", saved, "--format", form)
    assert code == 0 and "document_type" in out.replace("\\", "")
    code, _ = run("report", saved, "--format", form, "--out", folder / "out.txt")
    assert code == 0
    assert "overview" in (folder / "out.txt").read_text().lower()


def test_report_on_some_filings_only(folder: Path) -> None:
    saved = matched(folder, "a")
    code, out = run("report", saved, "--only", "quality=clean200", "--format", "json")
    assert code == 0 and json.loads(out)["overview"][0]["filings"] == 1
    assert run("report", saved, "--only", "colour=red")[0] == 2
    assert run("report", saved, "--only", "quality=none")[0] == 3


def test_compare_tells_what_changed(folder: Path) -> None:
    code, out = run("compare", matched(folder, "a"), matched(folder, "b"), "--json", folder / "c.json")
    assert code == 0
    assert "A right, B not (3)" in out and "B right, A not (0)" in out
    assert len(json.loads((folder / "c.json").read_text())["only_a_right"]) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("evaluate", "none", "--gold", "gold"),
        ("evaluate", "a", "--gold", "text"),
        ("evaluate", "a", "--gold", "gold", "--facts", "none.json"),
        ("report", "none"),
        ("report", "facts.json"),
        ("compare", "facts.json", "facts.json"),
        ("check-data", "none", "none"),
        ("check-data", "text", "text"),
    ],
)
def test_bad_input_is_one_line_and_exit_3(
    folder: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    code, out = run(*arguments)
    assert code == 3
    assert out.startswith("form4ml: ") and out.count("\n") == 1


def corpus(folder: Path, *spans: Span) -> tuple[Path, Path]:
    (folder / "corpus").mkdir()
    (folder / "annotations").mkdir()
    document = read_document("d", "Acme Corp.\nDOE JANE")
    write_jsonl(folder / "corpus/c.jsonl.xz", [document_to_plain(document)])
    gold = Annotation("d", spans, ("box", "box"))
    write_jsonl(folder / "annotations/c.jsonl.xz", [annotation_to_plain(gold)])
    return folder / "corpus", folder / "annotations"


def test_check_data_passes_sound_data_with_its_warnings(folder: Path) -> None:
    code, out = run("check-data", *corpus(folder, Span(0, 0, 10, "ISSUER", 1)))
    assert code == 0
    assert "warning: few" in out and "0 errors" in out


def test_check_data_fails_on_errors_and_shows_lines(folder: Path) -> None:
    places = corpus(folder, Span(1, 0, 4, "OWNER_NAME", 1), Span(1, 0, 99, "NAME", 2))
    code, out = run("check-data", *places, "--json", folder / "d.json")
    assert code == 1
    assert "d, line 1: OWNER_NAME 0-4 begins or ends with a blank" in out
    assert {"blank-edge", "misplaced", "unknown-label"} <= {
        i["rule"] for i in json.loads((folder / "d.json").read_text())["issues"]
    }
    assert (
        run("check-data", *places, *(x for r in ("blank-edge", "misplaced", "unknown-label") for x in ("--ignore", r)))[
            0
        ]
        == 0
    )
    assert run("check-data", *places, "--ignore", "nonsense")[0] == 2


def test_check_data_finds_documents_and_annotations_without_partner(folder: Path) -> None:
    places = corpus(folder, Span(0, 0, 10, "ISSUER", 1))
    with lzma.open(places[1] / "more.jsonl.xz", "wt") as stream:
        stream.write(json.dumps(annotation_to_plain(Annotation("ghost", (), ()))) + "\n")
    code, out = run("check-data", *places)
    assert code == 1 and "ghost: annotated, and no document" in out


def test_the_room_imports_nothing_heavy() -> None:
    program = (
        "import sys; import form4ml.cli.evaluate, form4ml.cli.report, form4ml.cli.compare, form4ml.cli.check_data;"
        "import form4ml.evaluation.store, form4ml.evaluation.report, form4ml.evaluation.page, form4ml.formats.rows;"
        "print([m for m in ('numpy', 'scipy', 'sklearn', 'spacy', 'pandas', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
