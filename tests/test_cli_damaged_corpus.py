"""Verbs that read a corpus tell of a damaged file in a line: which, and an exit code."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from cli_samples import form4ml, told
from training_samples import corpus_in

VERBS = {
    "check-data": lambda folder: ("check-data", folder / "corpus", folder / "annotations"),
    "spans": lambda folder: ("spans", "--corpus", folder / "corpus", "--annotations", folder / "annotations"),
    "bench": lambda folder: (
        "bench", "--count", 1, "--corpus", folder / "corpus", "--annotations", folder / "annotations"
    ),
}  # fmt: skip


def damage(path: Path, how: str) -> Path:
    data = path.read_bytes()
    packed = lzma.compress(data)
    middle = len(packed) // 2
    path.unlink()
    out = path.with_name("hand.jsonl.xz")
    made = {
        "cut": packed[:middle],
        "flipped": packed[:middle] + bytes([packed[middle] ^ 0xFF]) + packed[middle + 1 :],
        "list": lzma.compress(b"[1, 2]\n"),
        "lines": lzma.compress(data.replace(b'"lines":[[', b'"lines":[7,[').replace(b'"spans":[[', b'"spans":[7,[')),
    }
    out.write_bytes(made[how])
    return out


@pytest.mark.parametrize("how", ["cut", "flipped", "list", "lines"])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("kind", ["corpus", "annotations"])
def test_a_damaged_file_is_told_in_a_line(kind: str, verb: str, how: str, tmp_path: Path) -> None:
    corpus_in(tmp_path)
    damage(tmp_path / kind / "hand.jsonl", how)
    result = form4ml(*VERBS[verb](tmp_path))
    assert result.exit_code == 3
    [line] = told(result)
    assert str(tmp_path / kind) in line
    assert result.stdout == ""
