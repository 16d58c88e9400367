"""Footnote marks: counts what an OCR engine makes of them, and measures how many are put to the right note and cell.

python benchmarks/marks.py count
python benchmarks/marks.py measure --xml FOLDER/xml --of FOLDER/tsv

`count` reads split train of the corpus with the shipped model and writes form4ml/normalize/mark_shapes.txt and mark_fields.txt:
what was read for the mark of each note, and which words a note has whose mark stands in each column. `measure` counts marks
that are right, wrong and missed against filings' EDGAR XML, and beside them those that stand in the input with their digits.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from form4ml.assembly.assemble import built
from form4ml.assembly.builder import MarkPlace
from form4ml.corpus import load
from form4ml.evaluation.gold import read_gold
from form4ml.evaluation.pairing import pair_rows
from form4ml.layout.view import View, view
from form4ml.model import load as load_model
from form4ml.normalize.mark_fields import words_of
from form4ml.normalize.mark_shapes import parts
from form4ml.reading import read
from form4ml.record import TABLES
from form4ml.tagging.run import split_of

ROOM = Path("form4ml/normalize")
LEAST_SIGNS, LEAST_WORDS, LEAST_FIELD = 2, 12, 100

Cells = dict[tuple[str, int, str], list[str]]


def _cells(filing: dict[str, Any]) -> Cells:
    """The marks of every cell: table, row and field to note ids."""
    return {
        (table, at, field): list(ids)
        for table in TABLES
        for at, row in enumerate(filing[table])
        for field, ids in (row.get("footnotes") or {}).items()
    }


def _paired(gold: dict[str, Any], filing: dict[str, Any]) -> dict[tuple[str, int], int]:
    """For each row of the record its row of the gold."""
    return {
        (table, theirs): ours
        for table in TABLES
        for ours, theirs in pair_rows(gold[table], filing[table])
        if ours is not None and theirs is not None
    }


def _read_signs(places: list[MarkPlace]) -> Cells:
    out: Cells = defaultdict(list)
    for place in places:
        _, table, at = place.base.split("/")
        if not place.parted:
            out[table, int(at), place.field] += parts(place.signs)
    return out


def count(options: argparse.Namespace) -> None:
    tagger = load_model().tagger
    shapes: Counter[tuple[int, str]] = Counter()
    notes: Counter[str] = Counter()
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for item in load(Path("corpus"), Path("annotations")):
        gold = item.annotation.filing
        if split_of(item) != "train" or item.annotation.meta.get("only") or not gold:
            continue
        _count_words(gold, notes, words)
        for boxes in (True, False):
            builder, _ = built(tagger.tag_views([view(item.document, boxes=boxes)])[0])
            rows = _paired(gold, builder.filing.model_dump(mode="json"))
            named = _cells(gold)
            for (table, at, field), signs in _read_signs(builder.mark_places).items():
                if (table, at) in rows:
                    ids = named.get((table, rows[table, at], field), [])
                    if len(ids) == len(signs):
                        shapes.update((int(ident[1:]), sign) for ident, sign in zip(ids, signs, strict=True))
                    elif not ids:
                        shapes.update((0, sign) for sign in signs)
    _write_shapes(shapes)
    _write_words(notes, words)


def _count_words(gold: dict[str, Any], notes: Counter[str], words: dict[str, Counter[str]]) -> None:
    texts = {note["id"]: note["text"] or "" for note in gold["footnotes"]}
    naming = {(field, ident) for (_, _, field), ids in _cells(gold).items() for ident in ids if ident in texts}
    for field, ident in naming:
        notes[field] += 1
        words[field].update(words_of(texts[ident]))


def _write_shapes(shapes: Counter[tuple[int, str]]) -> None:
    lines = [
        "# Number of a note, how often, and the signs that Tesseract read for its raised mark (0: signs where none is printed).",
        "# Counted on split train of corpus/ by benchmarks/marks.py; signs read once only are left out.",
    ]
    for (number, signs), many in sorted(shapes.items(), key=lambda one: (one[0][0], -one[1], one[0][1])):
        if many >= LEAST_SIGNS:
            lines.append(f"{number}\t{many}\t{signs}")
    (ROOM / "mark_shapes.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _write_words(notes: Counter[str], words: dict[str, Counter[str]]) -> None:
    fields = [field for field, many in notes.most_common() if many >= LEAST_FIELD]
    total: Counter[str] = sum(words.values(), Counter())
    kept = sorted((word for word, many in total.items() if many >= LEAST_WORDS), key=lambda w: (-total[w], w))
    lines = [
        "# In how many notes of a mark in each column a word stands, and first how many notes that are.",
        f"# Counted on split train of corpus/ by benchmarks/marks.py; words of fewer than {LEAST_WORDS} notes are left out.",
        "\t".join(["", *fields]),
        "\t".join(["", *(str(notes[field]) for field in fields)]),
    ]
    lines += ["\t".join([word, *(str(words[field][word]) for field in fields)]) for word in kept]
    (ROOM / "mark_fields.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _inputs(folder: Path) -> Iterator[tuple[str, View]]:
    for path in sorted(folder.iterdir()):
        yield path.stem.split(".", 1)[0], view(read(path))


def measure(options: argparse.Namespace) -> None:
    tagger = load_model().tagger
    counts: Counter[str] = Counter()
    for name, seen in _inputs(options.of):
        gold = read_gold(options.xml / f"{name}.xml")
        tagged = tagger.tag_views([seen])[0]
        builder, items = built(tagged)
        filing = builder.filing.model_dump(mode="json")
        rows, named = _paired(gold, filing), _cells(gold)
        counts["printed"] += sum(map(len, named.values()))
        marks = [item for item in items if item.label == "FOOTNOTE_MARK"]
        counts["tagged"] += sum(len(parts(item.text)) for item in marks)
        counts["tagged with their digits, in brackets"] += sum(
            len(re.findall(r"\(\d{1,2}\)", item.text)) for item in marks
        )
        ours = _cells(filing)
        for place in builder.mark_places:
            clear = re.fullmatch(r"[(\[{]?(\d{1,2})[)\]}]", place.signs.strip())
            table, at = place.base.strip("/").split("/")
            key = (table, int(at), place.field)
            true = named.get((table, rows.get((table, int(at)), -1), place.field), [])
            if clear and f"F{clear[1]}" in true:
                counts["clear, and in their cell"] += 1
                counts["of those named right"] += f"F{clear[1]}" in ours.get(key, [])
        for (table, at, field), ids in ours.items():
            true = named.get((table, rows.get((table, at), -1), field), [])
            counts["right"] += len(set(ids) & set(true))
            counts["wrong"] += len(set(ids) - set(true))
    for what, many in counts.items():
        print(f"{what}: {many}")
    print(f"precision {counts['right'] / max(1, counts['right'] + counts['wrong']):.3f}", end=", ")
    print(f"recall {counts['right'] / max(1, counts['printed']):.3f} of those printed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    verbs.add_parser("count").set_defaults(do=count)
    two = verbs.add_parser("measure")
    two.add_argument("--xml", type=Path, required=True, help="Folder of EDGAR XML, NAME.xml.")
    two.add_argument("--of", type=Path, required=True, help="Folder of inputs, NAME.VARIANT.txt or .tsv.")
    two.set_defaults(do=measure)
    options = parser.parse_args()
    options.do(options)


if __name__ == "__main__":
    main()
