"""The corpus maker: same seed same corpus, chunks gone on with, failures counted, recipes checked."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("cv2")
pytest.importorskip("reportlab")
pytest.importorskip("tesserocr")

from form4ml.cli.synth import synth
from form4ml.corpus import load, read_jsonl
from form4ml.labels import BY_NAME, PARTS
from form4ml.synthesis import build as building
from form4ml.synthesis.build import BuildError, Config, Filed, Maker, build, told
from form4ml.synthesis.ocr import Tesseract
from form4ml.synthesis.recipe import Choice, Recipe, RecipeError
from tests.synthesis_print import table_print

FACTS = Path(__file__).parent.parent / "corpus" / "facts"


class ToyMaker(Maker):
    """Prints the toy page for every index; index 3 fails."""

    def __init__(self) -> None:
        self.seed, self.recipe, self.engine = 5, Recipe(), Tesseract()
        self.made: list[int] = []

    def make(self, index: int) -> Filed:
        self.made.append(index)
        if index == 3:
            raise ValueError("no such filing")
        printed = table_print(f"toy-{index:03d}")
        return self.read(printed, Choice("toy", "2003", "clean200", 3, False, 0.05 if index == 1 else 0.0), index)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> ToyMaker:
    maker = ToyMaker()
    monkeypatch.setattr(building, "_maker", lambda *_: maker)
    monkeypatch.setattr(building, "CHUNK", 2)
    monkeypatch.setattr(building, "PACK", 3)
    return maker


def test_a_run_packs_its_chunks_and_counts_failures(toy: ToyMaker, tmp_path: Path) -> None:
    told_of: list[tuple[int, int]] = []
    config = Config(tmp_path, 5, seed=5, pages=tmp_path / "pages", shown=1)
    report = build(config, lambda good, bad: told_of.append((good, bad)))
    assert (report.documents, report.failed) == (4, 1)
    assert sorted(told_of) == [(1, 0), (1, 1), (2, 0)]
    assert [path.name for path in sorted((tmp_path / "corpus").glob("*.xz"))] == [
        "made-000.jsonl.xz",
        "made-001.jsonl.xz",
    ]
    assert {path.suffix for path in (tmp_path / "pages").iterdir()} == {".pdf", ".png", ".txt"}
    annotated = list(load(tmp_path / "corpus", tmp_path / "annotations"))
    assert [one.document.name for one in annotated] == ["toy-000", "toy-001", "toy-002", "toy-004"]
    for one in annotated:
        assert len(one.annotation.parts) == len(one.document.lines)
        assert one.annotation.meta["split"] == "train"
        for span in one.annotation.spans:
            assert one.document.lines[span.line].text[span.start : span.end].strip()
    assert "added_noise" in annotated[1].annotation.meta
    assert "added_noise" not in annotated[0].annotation.meta
    note = json.loads((tmp_path / "corpus" / "RECIPE.json").read_text())
    assert note["counts"]["layout"] == {"toy": 4}
    assert note["seed"] == 5 and note["versions"]["tesserocr"]


def test_a_run_goes_on_where_it_stopped(toy: ToyMaker, tmp_path: Path) -> None:
    build(Config(tmp_path, 5, seed=5))
    before = (tmp_path / "corpus" / "made-000.jsonl.xz").read_bytes()
    next((tmp_path / building.CHUNKS).glob("000002-*.xz")).unlink()
    toy.made.clear()
    build(Config(tmp_path, 5, seed=5, only_missing=True))
    assert toy.made == [2, 3]
    assert (tmp_path / "corpus" / "made-000.jsonl.xz").read_bytes() == before


def test_chunks_of_another_run_are_not_mixed_in(toy: ToyMaker, tmp_path: Path) -> None:
    build(Config(tmp_path, 1, seed=5))
    with pytest.raises(BuildError, match="--only-missing"):
        build(Config(tmp_path, 1, seed=5))
    with pytest.raises(BuildError, match="another seed or recipe"):
        build(Config(tmp_path, 1, seed=6, only_missing=True))


def test_lines_are_told_with_their_spans(toy: ToyMaker) -> None:
    lines = list(told(toy.make(0).annotated))
    assert any("TICKER.3=CLRB" in line for line in lines)


def test_the_recipe_is_kept_to() -> None:
    recipe = Recipe()
    chosen = [recipe.choose(random.Random(seed)) for seed in range(4000)]
    layouts = Counter(choice.layout for choice in chosen)
    assert layouts["compact"] / 4000 == pytest.approx(0.45, abs=0.03)
    assert sum(choice.held_out for choice in chosen) / 4000 == pytest.approx(0.12, abs=0.02)
    assert all(choice.era in recipe.eras[choice.layout] for choice in chosen)
    assert all(choice.noise == 0 or recipe.noise[0] <= choice.noise <= recipe.noise[1] for choice in chosen)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"layouts": {"compct": 1}}', "unknown layout: compct"),
        ('{"qualities": {"scan200": 0}}', "no quality with a weight above 0"),
        ('{"modes": {"7": 1}}', "unknown page mode: 7"),
        ('{"eras": {"compact": {"1850": 1}}}', "unknown era of compact: 1850"),
        ('{"colour": 1}', "colour"),
        ("{", "not JSON"),
    ],
)
def test_wrong_recipes_are_told_in_a_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "recipe.json"
    path.write_text(text)
    with pytest.raises(RecipeError) as caught:
        Recipe.load(path)
    assert says in str(caught.value) and str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_recipe_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="No such file"):
        Recipe.load(tmp_path / "none.json")


@pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not here")
def test_the_whole_way_twice_gives_the_same() -> None:
    recipe = Recipe(layouts={"compact": 1}, qualities={"low150": 1})
    first, again = (Maker(FACTS, 3, recipe).make(4).annotated for _ in range(2))
    assert first == again
    labels = {span.label for span in first.annotation.spans}
    assert {"OWNER_NAME", "ISSUER", "TICKER"} <= labels <= set(BY_NAME)
    assert set(first.annotation.parts) <= {*PARTS, ""}
    assert first.annotation.filing["issuer"]["name"] == first.annotation.meta["issuer"]


def test_chunks_hold_what_failed(toy: ToyMaker, tmp_path: Path) -> None:
    build(Config(tmp_path, 4, seed=5))
    rows = [row for path in sorted((tmp_path / building.CHUNKS).glob("*.xz")) for row in read_jsonl(path)]
    assert [row for row in rows if "failed" in row] == [{"failed": 3, "error": "ValueError: no such filing"}]


def test_the_command_tells_a_wrong_recipe_in_a_line(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(synth)
    (tmp_path / "recipe.json").write_text('{"layouts": {"compct": 1}}')
    result = CliRunner().invoke(app, ["--out", str(tmp_path), "--recipe", str(tmp_path / "recipe.json")])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "unknown layout: compct" in result.stderr


def test_the_command_tells_missing_facts(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(synth)
    result = CliRunner().invoke(app, ["--out", str(tmp_path), "--count", "1", "--facts", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "no facts here" in result.stderr


def test_the_command_makes_a_corpus(toy: ToyMaker, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(synth)
    result = CliRunner().invoke(app, ["--out", str(tmp_path), "--count", "1", "--seed", "5"])
    assert result.exit_code == 0
    assert "1 documents, 0 left out" in result.stderr
    assert (tmp_path / "annotations" / "made-000.jsonl.xz").is_file()
