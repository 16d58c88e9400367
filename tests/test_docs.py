"""The documentation against what it speaks of: links lead somewhere, verbs are told, the layers are those that are checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path.relative_to(ROOT)
    for folder, pattern in (("", "*.md"), ("docs", "**/*.md"), ("corpus", "**/*.md"), ("annotations", "**/*.md"))
    for path in (ROOT / folder).glob(pattern)
)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
_BLOCK = re.compile(r"```\n(cli\n.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    lost = [link for link in _LINK.findall(text) if not (ROOT / page.parent / link).exists()]
    assert lost == []


def test_the_layers_told_are_those_that_are_checked() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = config["tool"]["importlinter"]["contracts"]
    told = _BLOCK.search((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert told is not None
    assert told.group(1).splitlines() == contract["layers"]


def test_every_verb_and_extra_is_told() -> None:
    from typer.main import get_command

    from form4ml.cli.app import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = get_command(app).commands  # type: ignore[attr-defined]
    assert [verb for verb in verbs if f"form4ml {verb}" not in readme] == []
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = set(config["project"]["optional-dependencies"]) - {"test", "dev"}
    assert {extra for extra in extras if f"`form4ml[{extra}]`" not in readme} == set()


def test_indexes_list_every_page() -> None:
    for index in (ROOT / "docs" / "README.md", ROOT / "docs" / "decisions" / "README.md"):
        text = index.read_text(encoding="utf-8")
        pages = {path.name for path in index.parent.glob("*.md")} - {"README.md"}
        assert {page for page in pages if f"({page})" not in text} == set()


def test_modules_told_in_the_architecture_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = set(re.findall(r"`([\w/]+\.py)`", text))
    files = {str(path.relative_to(ROOT / "form4ml")) for path in (ROOT / "form4ml").rglob("*.py")}
    lost = [name for name in names if not any(file == name or file.endswith(f"/{name}") for file in files)]
    assert lost == []
