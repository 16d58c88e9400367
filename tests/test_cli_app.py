"""The command itself: fast to start, sparing in what it loads, plain about mistakes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import SAMPLE, form4ml

import form4ml as package
from form4ml.reading.errors import EXIT_CODES

HEAVY = (
    "spacy", "sklearn", "sklearn_crfsuite", "pandas", "cv2", "onnxruntime", "rapidocr", "tesserocr", "torch",
    "pypdfium2", "PIL", "reportlab", "faker", "pyarrow", "duckdb", "scipy",
)  # fmt: skip
VERBS = ("predict", "train", "evaluate", "report", "compare", "check-data", "synth", "models")


def loaded_by(code: str) -> set[str]:
    """Top modules that a fresh interpreter has loaded after running some code."""
    tail = "\nimport sys, json\nprint('\\n' + json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_by("import form4ml") & {*HEAVY, "numpy", "pydantic", "typer"}


def test_help_loads_nothing_heavy() -> None:
    code = "from typer.testing import CliRunner\nfrom form4ml.cli.app import app\nCliRunner().invoke(app, ['--help'])"
    assert not loaded_by(code) & {*HEAVY, "numpy"}


def test_reading_text_loads_no_ocr_and_no_tables() -> None:
    code = (
        "from typer.testing import CliRunner\nfrom form4ml.cli.app import app\n"
        f"done = CliRunner().invoke(app, ['predict', {str(SAMPLE)!r}])\nassert done.exit_code == 0, done.output"
    )
    assert not loaded_by(code) & set(HEAVY)


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "form4ml", "predict", "-", "--format", "jsonl"],
        input=SAMPLE.read_bytes(),
        capture_output=True,
        timeout=120,
        cwd=Path(__file__).parent.parent,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["filing"]["issuer"]["trading_symbol"] == "CLRB"


def test_version() -> None:
    result = form4ml("--version")
    assert result.exit_code == 0
    assert result.stdout.strip() == package.__version__


def test_help_names_every_verb() -> None:
    result = form4ml("--help")
    assert result.exit_code == 0
    assert all(verb in result.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str) -> None:
    result = form4ml(verb, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["predict"], ["predict", "x.txt", "--nonsense"]])
def test_a_wrong_call_is_no_traceback(arguments: list[str]) -> None:
    result = form4ml(*arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_exit_codes_are_told_apart() -> None:
    codes = [row.code for row in EXIT_CODES]
    assert len(set(codes)) == len(codes)
    assert all(row.meaning for row in EXIT_CODES)
