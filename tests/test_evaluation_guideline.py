"""Every label has its page in the guideline, and the page says of it what the scheme says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from form4ml.labels import LABELS, Label

FOLDER = Path(__file__).resolve().parents[1] / "annotations/guideline"


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.name)
def test_page(label: Label) -> None:
    page = (FOLDER / f"{label.name}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {label.name}\n")
    row = page.split("\n")[4].strip("| ").split(" | ")
    assert row[:2] == [label.layer, label.part]
    assert row[2].startswith("several" if label.many else "one word")
    assert row[3] == (f"`{label.field}`" if label.field else "none: it is never exported")
    sections = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert sections == ["Meaning", "Examples", "Borderline cases"]
    assert re.search("⟦.+⟧", page)
    assert page.count("⟦") == page.count("⟧")
    assert page.split("## Borderline cases")[1].count("\n- ") >= 2


def test_index_lists_every_label_once() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[(\w+)\]\((\w+)\.md\): ", index, re.MULTILINE)
    assert all(name == file for name, file in listed)
    assert sorted(name for name, _ in listed) == sorted(label.name for label in LABELS)
    assert {path.stem for path in FOLDER.glob("*.md")} == {label.name for label in LABELS} | {"README"}
