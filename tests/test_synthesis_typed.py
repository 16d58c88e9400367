"""Text forms taken as filed: every value labelled in the characters that hold it."""

import random
from pathlib import Path

import pytest

from form4ml.corpus import document_from_plain, document_to_plain, load, read_jsonl
from form4ml.layout.view import view
from form4ml.synthesis.build import Config, Maker, build
from form4ml.synthesis.facts import Facts
from form4ml.synthesis.filings import make
from form4ml.synthesis.layouts import print_filing
from form4ml.synthesis.recipe import Recipe
from form4ml.synthesis.typed import typed

FACTS = Path(__file__).parent.parent / "corpus" / "facts"


@pytest.mark.parametrize(("index", "era"), [(0, "1996"), (1, "2002"), (4, "1996")])
def test_labelled_characters_are_the_values(index: int, era: str) -> None:
    made = make(Facts.load(FACTS), 77, index, era=era, held_out=False)
    carried = typed(print_filing(made, "ascii", random.Random(index)))
    document, filing = carried.document, made.filing
    said: dict[str, list[str]] = {}
    for span in carried.spans:
        said.setdefault(span.label, []).append(document.lines[span.line].text[span.start : span.end])
    assert len(carried.parts) == len(document.lines)
    assert filing.issuer.trading_symbol in said["TICKER"]
    rows = [*filing.non_derivative_transactions, *filing.derivative_transactions]
    assert sorted(code for code in said.get("CODE", [])) == sorted(row.transaction_code or "" for row in rows)
    assert not any("|" in word.text for line in document.lines for word in line.words)


def test_the_corpus_keeps_it_and_its_columns() -> None:
    made = make(Facts.load(FACTS), 77, 0, era="1996", held_out=False)
    document = typed(print_filing(made, "ascii", random.Random(0))).document
    again = document_from_plain(document_to_plain(document))
    assert [line.text for line in again.lines] == [line.text for line in document.lines]
    assert view(again).boxed


def test_only_text_forms_are_taken_as_filed() -> None:
    maker = Maker(FACTS, 5, Recipe(layouts={"ascii": 1.0}, typed=1.0))
    filed = maker.make(0)
    assert filed.annotated.annotation.meta["quality"] == "typed"
    assert filed.images == []
    assert not any(Recipe(typed=1.0, layouts={"paper": 1.0}).choose(random.Random(n)).typed for n in range(5))


def test_parts_of_a_corpus_lie_side_by_side(tmp_path: Path) -> None:
    recipe = Recipe(layouts={"ascii": 1.0}, typed=1.0, held_out=0.0)
    for part in ("made", "typed"):
        build(Config(tmp_path, count=2, seed=3, recipe=recipe, facts=FACTS, part=part, only_missing=True))
        for left in (tmp_path / ".synth").iterdir():
            left.unlink()
    names = [row["name"] for path in sorted((tmp_path / "corpus").glob("*.xz")) for row in read_jsonl(path)]
    assert names == ["syn-000000", "syn-000001", "typed-000000", "typed-000001"]
    assert {path.name for path in (tmp_path / "corpus").glob("*.json")} == {"RECIPE.json", "RECIPE-typed.json"}
    assert len(list(load(tmp_path / "corpus", tmp_path / "annotations"))) == 4
