"""What each group of features, each layout and scan quality of the corpus and each correction is worth: one left out at a time.

python benchmarks/ablate.py run --out ablation.jsonl [--filings 150] [--iterations 40] [--also FOLDER]
python benchmarks/ablate.py table ablation.jsonl > docs/ablation.md

Each arm trains the chains of rows and of the form anew on the same filings, less what it leaves out, and reads split dev,
as text and by its boxes, into records; the chain of notes is the shipped model's. No value is left out as unsure. `--also`
reads a folder of filings with their EDGAR XML (xml/, text/, tsv/) too. An arm that stands in the file already is not run again.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from form4ml.assembly import correct
from form4ml.assembly.assemble import built
from form4ml.corpus import Annotated, load
from form4ml.evaluation.match import RecordMatch, match_records
from form4ml.evaluation.metrics import count, is_core
from form4ml.features.place import PLACE
from form4ml.features.row import ROW
from form4ml.features.word import WORD
from form4ml.labels import PARTS
from form4ml.layout.view import View
from form4ml.tagging import store
from form4ml.tagging.config import Config
from form4ml.tagging.config import load as load_config
from form4ml.tagging.run import fold_of, predicted_parts, split_of
from form4ml.tagging.spans import states
from form4ml.tagging.tagger import CrfTagger
from form4ml.tagging.training import Example, examples, row_sequences, train_chain, word_sequence

WAYS = ("text", "boxes")
# Word features that say one thing in different degrees go together.
WORD_GROUPS = {
    "the word itself": ("form", "exact", "folded"),
    "kind and shape": ("kind", "shape"),
    "beginnings and ends": ("prefix", "suffix"),
    "digits": ("groups", "digits", "postal", "size"),
}


class Arm(NamedTuple):
    group: str
    left_out: str
    row: frozenset[str] | None = None
    word: frozenset[str] | None = None
    place: frozenset[str] | None = None
    keeps: Callable[[Annotated], bool] = lambda item: True
    rule: str = ""  # a correction that is not run

    @property
    def trains(self) -> bool:
        return not self.rule


def arms(items: Sequence[Annotated]) -> Iterator[Arm]:
    yield Arm("all", "nothing")
    rows, words = [name for name, _ in ROW], [name for name, _ in WORD]
    places = [feature.name for feature in PLACE]
    for name in rows:
        yield Arm("row feature", name, row=frozenset(rows) - {name})
    for name, members in WORD_GROUPS.items():
        yield Arm("word features", name, word=frozenset(words) - set(members))
    for name in places:
        if name not in ("cues", "cell"):  # seen by the notes' chain and in cells only
            yield Arm("place feature", name, place=frozenset(places) - {name})
    for what in ("layout", "quality"):
        for name in sorted({str(item.annotation.meta[what]) for item in items}):
            yield Arm(what, name, keeps=lambda item, what=what, name=name: item.annotation.meta[what] != name)  # type: ignore[misc]
    for rule in correct.RULES:
        yield Arm("correction", rule.__name__, rule=rule.__name__)


class Bench:
    def __init__(self, options: argparse.Namespace) -> None:
        self.config: Config = load_config(
            Path("train.cfg"),
            [f"form.max_iterations={options.iterations}", f"rows.max_iterations={min(40, options.iterations)}"],
        )
        paths = self.config.paths
        everything = [i for i in load(Path(paths.corpus), Path(paths.annotations)) if not i.annotation.meta.get("only")]
        self.train = [item for item in everything if split_of(item) == "train"]
        random.Random(5).shuffle(self.train)
        self.filings: int = options.filings
        self.dev = examples([item for item in everything if split_of(item) == "dev"], WAYS)
        folder = Path("models/default")
        self.note = store.load_chains(folder, store.manifest_of(folder))["note"]
        self.also: Path | None = options.also
        self.tagger: CrfTagger | None = None

    def run(self, arm: Arm) -> dict[str, Any]:
        start = time.process_time()
        if arm.trains or self.tagger is None:
            self.tagger = self.fit(arm)
        trained = time.process_time()
        rules = correct.RULES
        try:
            correct.RULES = tuple(rule for rule in rules if rule.__name__ != arm.rule)
            matches = {way: self.read(self.tagger, way) for way in WAYS}
            real = {} if self.also is None else self.real(self.tagger, self.also)
        finally:
            correct.RULES = rules
        figures: dict[str, Any] = {way: _figures([m for _, m in found]) for way, found in matches.items()}
        for way, found in matches.items():
            for what in ("layout", "quality"):
                for name in sorted({str(item.annotation.meta[what]) for item, _ in found}):
                    own = [match for item, match in found if item.annotation.meta[what] == name]
                    figures[f"{way} {what} {name}"] = _figures(own)
        return {
            "group": arm.group,
            "left_out": arm.left_out,
            "filings": len(self.learnt_from(arm)),
            "figures": figures | real,
            "cpu_seconds": {"training": round(trained - start), "reading": round(time.process_time() - trained)},
        }

    def learnt_from(self, arm: Arm) -> list[Annotated]:
        """As many filings whatever is left out: others take its place."""
        return [item for item in self.train if arm.keeps(item)][: self.filings]

    def fit(self, arm: Arm) -> CrfTagger:
        given = examples(self.learnt_from(arm), WAYS)
        fold = [fold_of(example.annotated, 2) for example in given]

        def rows(held: int | None) -> Any:
            chosen = [example for example, own in zip(given, fold, strict=True) if own != held]
            return train_chain(row_sequences(chosen, arm.row), list(PARTS), self.config.rows)

        parts = predicted_parts(given, fold, [rows(0), rows(1)], arm.row)
        pairs = zip(given, parts, strict=True)
        form = train_chain(
            (word_sequence(example, part, "form", arm.word, arm.place) for example, part in pairs),
            states("form"),
            self.config.form,
            word_features=arm.word,
        )
        return CrfTagger(rows(None), form, self.note, arm.row, arm.place)

    def read(self, tagger: CrfTagger, way: str) -> list[tuple[Annotated, RecordMatch]]:
        return [
            (example.annotated, _match(tagger, example))
            for example in self.dev
            if example.view.boxed == (way == "boxes")
        ]

    def real(self, tagger: CrfTagger, folder: Path) -> dict[str, Any]:
        from form4ml.evaluation.gold import read_gold
        from form4ml.layout.view import view
        from form4ml.reading import read

        out: dict[str, Any] = {}
        for kind in ("text", "tsv"):
            matches = []
            for path in sorted((folder / kind).iterdir()):
                gold = read_gold(folder / "xml" / f"{path.stem.split('.', 1)[0]}.xml")
                matches.append(_match_view(tagger, view(read(path)), gold))
            out[f"real {kind}"] = _figures(matches)
        return out


def _match(tagger: CrfTagger, example: Example) -> RecordMatch:
    return _match_view(tagger, example.view, example.annotated.annotation.filing)


def _match_view(tagger: CrfTagger, view: View, gold: dict[str, Any]) -> RecordMatch:
    builder, _ = built(tagger.tag_views([view])[0])
    return match_records(gold, builder.filing.model_dump(mode="json"), None)


def _figures(matches: Sequence[RecordMatch]) -> dict[str, float]:
    counted = count(matches, is_core)
    return {"filings": len(matches), "precision": counted.precision, "recall": counted.recall, "f1": counted.f1}


def run(options: argparse.Namespace) -> None:
    done: set[tuple[str, str]] = set()
    if options.out.exists():
        done = {(row["group"], row["left_out"]) for row in map(json.loads, options.out.read_text().splitlines())}
    bench = Bench(options)
    wanted = options.groups and ("all", *options.groups)
    named = options.names and ("nothing", *options.names)
    left = [
        arm
        for arm in arms(bench.train)
        if (arm.group, arm.left_out) not in done
        and (not wanted or arm.group in wanted)
        and (not named or arm.left_out in named)
    ]
    # corrections need no training but the tagger that nothing was left out of
    for arm in sorted(left, key=lambda one: (one.group != "all", one.group != "correction")):
        row = bench.run(arm)
        with options.out.open("a") as stream:
            stream.write(json.dumps(row) + "\n")
        figures = {name: round(f["f1"], 4) for name, f in row["figures"].items() if " " not in name or "real" in name}
        print(arm.group, arm.left_out, figures, row["cpu_seconds"], flush=True)


def table(options: argparse.Namespace) -> None:
    rows = [json.loads(line) for line in options.file.read_text().splitlines()]
    whole = next(row for row in rows if row["group"] == "all")
    names = [name for name in whole["figures"] if name in WAYS or name.startswith("real")]
    print(f"Left out of training on {whole['filings']} filings | " + " | ".join(names))
    print("--- |" + " ---: |" * len(names))
    print("nothing: core F1 | " + " | ".join(f"{whole['figures'][name]['f1']:.4f}" for name in names))
    for row in rows[1:]:
        changes = [row["figures"][name]["f1"] - whole["figures"][name]["f1"] for name in names]
        print(f"{row['group']}: {row['left_out']} | " + " | ".join(f"{100 * change:+.2f}" for change in changes))
    print(
        "\nA layout or quality left out | its filings in dev | F1 on them, as text | by boxes | with it, text | boxes"
    )
    print("--- | ---: | ---: | ---: | ---: | ---:")
    for row in rows:
        if row["group"] not in ("layout", "quality"):
            continue
        keys = [f"{way} {row['group']} {row['left_out']}" for way in WAYS]
        if all(key in row["figures"] for key in keys):
            figures = [row["figures"][key]["f1"] for key in keys] + [whole["figures"][key]["f1"] for key in keys]
            count_ = row["figures"][keys[0]]["filings"]
            print(f"{row['left_out']} | {count_} | " + " | ".join(f"{figure:.3f}" for figure in figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    one = verbs.add_parser("run")
    one.add_argument("--out", type=Path, default=Path("ablation.jsonl"))
    one.add_argument("--filings", type=int, default=150)
    one.add_argument("--iterations", type=int, default=40)
    one.add_argument("--also", type=Path)
    one.add_argument("--groups", nargs="*", help="only these: 'row feature', layout, quality, correction, ...")
    one.add_argument("--names", nargs="*", help="only these of them")
    one.set_defaults(do=run)
    two = verbs.add_parser("table")
    two.add_argument("file", type=Path)
    two.set_defaults(do=table)
    options = parser.parse_args()
    options.do(options)


if __name__ == "__main__":
    main()
