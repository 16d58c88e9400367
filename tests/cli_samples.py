"""Inputs for the command line, good and bad, and what a person sees of a run."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from form4ml.cli.app import app

SAMPLE = Path(__file__).parent.parent / "examples" / "cellectar.txt"
TSV = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
FORM_3 = """FORM 3 UNITED STATES SECURITIES AND EXCHANGE COMMISSION
INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES
1. Name and Address of Reporting Person 2. Date of Event Requiring Statement 3. Issuer Name and Ticker
ALDEN RUTH B 01/02/2021 Harbor Instruments, Inc. [HRBR]
Table II - Derivative Securities Beneficially Owned
"""


def form4ml(*arguments: object, stdin: bytes | None = None) -> Result:
    """One call of the command, in this process."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception  # a traceback is never what a person should see
    assert "Traceback" not in result.stdout + result.stderr
    return result


def told(result: Result) -> list[str]:
    """Lines on standard error, each of which names the program."""
    lines = result.stderr.splitlines()
    assert all(line.startswith("form4ml: ") for line in lines), lines
    return lines


def bad_inputs(folder: Path) -> dict[str, Path]:
    """Files that give no record, by what is wrong with them."""
    made = {
        "empty": b"",
        "binary": bytes(range(256)) * 20,
        "zip": b"PK\x03\x04" + b"\0" * 60,
        "form3": FORM_3.encode(),
        "blank": b"\n\n  \n\f\n",
        "headless": b"level\tpage_num\tblock_num\tword_num\n5\t1\t1\t1\n",
        "broken": (TSV + "5\t1\t1\n" * 9).encode(),
        "xml": b"<?xml version='1.0'?><note/>",
    }
    out = {}
    for name, data in made.items():
        out[name] = folder / f"{name}.dat"
        out[name].write_bytes(data)
    out["missing"] = folder / "missing.txt"
    return out
