"""Measures whole readings of PDFs and scans against their EDGAR XML: by the form, or by plain OCR of either engine.

python benchmarks/scans.py print --xml FOLDER/xml --out /tmp/prints --count 24 --quality scan200 low150 fax200 clean200
python benchmarks/scans.py measure --scans FOLDER/pdf-scan --xml FOLDER/xml --facts FOLDER/facts.json --how form
python benchmarks/scans.py measure --scans /tmp/prints --xml FOLDER/xml --how tesseract

`print` prints filings of the XML in our own layouts and scans them; their notes' facts are not compared unless the
facts are given. One measurement is one process, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

from form4ml.evaluation.gold import era_of, read_gold
from form4ml.evaluation.match import RecordMatch, match_records
from form4ml.evaluation.metrics import boxes, by_field, count, exact, is_core
from form4ml.evaluation.store import read_facts
from form4ml.reading.options import ReadOptions

HOW = {
    "form": {"form_aware": True},
    "tesseract": {"form_aware": False, "ocr": "tesseract"},
    "rapidocr": {"form_aware": False, "ocr": "rapidocr"},
}
RELATIONSHIPS = ("owner.is_director", "owner.is_officer", "owner.is_ten_percent_owner", "owner.is_other")


def measure(options: argparse.Namespace) -> None:
    from form4ml.model import load
    from form4ml.reading.errors import ReadError
    from form4ml.running import documents_of

    model = load(options.model)
    facts = read_facts(options.facts) if options.facts else {}
    how = ReadOptions(**HOW[options.how])
    found = sorted(path for path in options.scans.iterdir() if options.only in path.name)
    matches: list[RecordMatch] = []
    spent: Counter[str] = Counter()
    pages = 0
    for path in found[: options.limit]:
        name, variant = path.stem.split(".", 1)
        start = time.process_time()
        try:
            documents = documents_of(path, how)
        except ReadError as error:
            print(f"  {error}")
            documents = []
        between = time.process_time()
        readings = model.read_documents(documents)
        spent["reading"] += between - start  # type: ignore[assignment]
        spent["records"] += time.process_time() - between  # type: ignore[assignment]
        pages += sum(len(document.pages) for document in documents)
        gold = read_gold(options.xml / f"{name}.xml")
        record = readings[0].as_dict() if readings else {}
        match = match_records(gold, record, facts.get(name), box5_once=variant.startswith("viewer"))
        matches.append(match)
        if options.each:
            wrong = [value for value in match.values if value.verdict != "right" and is_core(value.field)]
            print(
                f"  {path.name}: core F1 {count([match], is_core).f1:.3f}, pages {readings and readings[0].source.pages}"
            )
            for value in wrong[: options.each]:
                print(f"      {value.field}: {value.predicted!r} for {value.gold!r} ({value.verdict})")
    report(options, matches, spent, pages)


def report(options: argparse.Namespace, matches: list[RecordMatch], spent: Counter[str], pages: int) -> None:
    fields = by_field(matches)
    core = count(matches, is_core)
    print(f"== {options.scans} by {options.how}: {len(matches)} filings, {pages} pages")
    print(f"core P {core.precision:.4f} R {core.recall:.4f} F1 {core.f1:.4f} of {core.support} values")
    print(f"all of the core right in {exact(matches, is_core):.0%} of filings; invented {core.invention:.2%}")
    head = boxes(fields)
    print(f"boxes at the head: F1 {head.f1:.3f}, {head.support} checked; ", end="")
    related = count(matches, lambda field: field in RELATIONSHIPS)
    print(f"box 5: F1 {related.f1:.3f}, {related.support} checked")
    for name in ("row.footnotes", "footnote.text", "price_range", "plan_adoption_date"):
        if name in fields:
            print(f"{name}: P {fields[name].precision:.3f} R {fields[name].recall:.3f} F1 {fields[name].f1:.3f}")
    worst = sorted(fields.items(), key=lambda item: -item[1].wrong)[: options.fields]
    print("most wrong: " + ", ".join(f"{name} {one.wrong} of {one.support}" for name, one in worst))
    print(
        f"seconds of one core a page: {spent['reading'] / max(1, pages):.2f} to read, "
        f"{spent['records'] / max(1, pages):.2f} to make the record; "
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
    )


def made_of(path: Path) -> Any:
    """A filing of the XML as something to print."""
    from form4ml.record import ROW_FIELDS, Filing
    from form4ml.synthesis.made import Made

    plain = read_gold(path)
    era = era_of(plain)
    plain.pop("schema_version", None)
    for table in ROW_FIELDS:
        for row in plain[table]:
            row["reported_early"], row["equity_swap"] = bool(row["reported_early"]), bool(row["equity_swap"])
    return Made(path.stem, era, Filing.model_validate(plain))


def print_scans(options: argparse.Namespace) -> None:
    from form4ml.synthesis.layouts import print_filing
    from form4ml.synthesis.scan import QUALITIES, render, scan

    options.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(options.xml.glob("*.xml"))
    rng = random.Random(options.seed)
    rng.shuffle(paths)
    kinds = [(layout, quality) for quality in options.quality for layout in options.layout]
    done = 0
    for path in paths:
        if done == options.count:
            return
        layout, quality = kinds[done % len(kinds)]
        own = random.Random(f"{options.seed}:{path.stem}")
        try:
            printed = print_filing(made_of(path), layout, own)
        except ValueError:  # a layout that its era had not
            continue
        images = [page.image for page in scan(render(printed.pdf, QUALITIES[quality].dpi), quality, own)]
        save(images, QUALITIES[quality].dpi, options.out / f"{path.stem}.{layout}-{quality}.pdf", quality == "fax200")
        done += 1


def save(images: list[Any], dpi: float, path: Path, bilevel: bool) -> None:
    """Pages as a scanner's PDF holds them: one picture each."""
    from PIL import Image

    sheets = [Image.fromarray(image) for image in images]
    if bilevel:
        sheets = [sheet.convert("1") for sheet in sheets]
    stream = BytesIO()
    sheets[0].save(stream, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi)
    path.write_bytes(stream.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    one = verbs.add_parser("measure")
    one.add_argument("--scans", type=Path, required=True)
    one.add_argument("--xml", type=Path, required=True)
    one.add_argument("--facts", type=Path)
    one.add_argument("--how", choices=HOW, default="form")
    one.add_argument("--model", default="default")
    one.add_argument("--only", default="", help="part of the file names to take")
    one.add_argument("--limit", type=int)
    one.add_argument("--each", type=int, default=0, help="wrong values to show of each filing")
    one.add_argument("--fields", type=int, default=12)
    one.set_defaults(run=measure)
    other = verbs.add_parser("print")
    other.add_argument("--xml", type=Path, required=True)
    other.add_argument("--out", type=Path, required=True)
    other.add_argument("--count", type=int, default=24)
    other.add_argument("--seed", type=int, default=5)
    other.add_argument("--layout", nargs="+", default=["compact", "viewer", "agent"])
    other.add_argument("--quality", nargs="+", default=["scan200", "low150", "fax200", "clean200"])
    other.set_defaults(run=print_scans)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
