"""Measures form-aware page reading: cells by column, rows, footnote marks, check boxes, notes, seconds and memory.

python benchmarks/cells.py synth --count 6 --layout compact viewer --quality scan200 fax200 low150 --facts corpus/facts
python benchmarks/cells.py scans --filings FOLDER     (FOLDER/pdf-scan/NAME.VARIANT.pdf and FOLDER/xml/NAME.xml)
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import resource
import statistics
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from form4ml.document import Word
from form4ml.reading.grid import PageReading, read_pages
from form4ml.reading.grid.forms import BY_TABLE

Row = dict[str, tuple[str, frozenset[int]]]  # column: its text and the notes marked in it


@dataclass
class Gold:
    """What a filing's pages say."""

    name: str
    tables: dict[str, list[Row]]
    checks: dict[str, bool]
    notes: int
    header: dict[str, list[str]] = field(default_factory=dict)  # box number: the words of its values
    prose: list[str] = field(default_factory=list)  # the words of notes and remarks


@dataclass
class Score:
    rows_right: int = 0
    tables: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    exact: int = 0
    empty: int = 0
    invented: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    header: Counter[str] = field(default_factory=Counter)
    prose: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def canonical(column: str, text: str) -> str:
    """A value as a record would hold it: numbers by value, dates and text by their letters and digits."""
    kinds = {name: kind for form in BY_TABLE.values() for name, kind in zip(form.columns, form.kinds, strict=True)}
    bare = re.sub(r"\s+", "", text)
    if kinds.get(column) in ("amount", "price"):
        try:
            return str(Decimal(bare.replace("$", "").replace(",", "")).normalize())
        except InvalidOperation:
            return bare
    return bare.casefold() if kinds.get(column) != "text" else re.sub(r"[^\w$%&/+-]", "", bare).casefold()


def read_rows(readings: Iterable[PageReading | None]) -> dict[str, list[Row]]:
    words: dict[tuple[str, int, str], list[Word]] = defaultdict(list)
    for reading in readings:
        for line in reading.lines if reading else ():
            for word in line.words:
                if word.cell and word.cell.table != "header":
                    words[tuple(word.cell)].append(word)
    tables: dict[str, dict[int, Row]] = defaultdict(dict)
    for (table, row, column), found in words.items():
        text = " ".join(word.text for word in found if not word.superscript)
        marked = frozenset(int(n) for w in found if w.superscript for n in re.findall(r"\d+", w.text))
        tables[table].setdefault(row, {})[column] = (text, marked)
    return {table: [rows[number] for number in sorted(rows)] for table, rows in tables.items()}


def paired(gold: list[Row], read: list[Row]) -> list[tuple[Row, Row]]:
    """Rows that belong together: in order, as like as can be."""
    if len(gold) == len(read):
        return list(zip(gold, read, strict=True))

    def alike(a: Row, b: Row) -> int:
        return sum(canonical(c, a[c][0]) == canonical(c, b[c][0]) for c in a.keys() & b.keys())

    best = [[0] * (len(read) + 1) for _ in range(len(gold) + 1)]
    for i in range(len(gold) - 1, -1, -1):
        for j in range(len(read) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike(gold[i], read[j]))
    pairs, i, j = [], 0, 0
    while i < len(gold):
        if j < len(read) and best[i][j] == best[i + 1][j + 1] + alike(gold[i], read[j]):
            pairs.append((gold[i], read[j]))
            i, j = i + 1, j + 1
        elif j < len(read) and best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((gold[i], {}))
            i += 1
    return pairs


def score(gold: Gold, readings: list[PageReading | None], into: Score) -> None:
    read = read_rows(readings)
    for table in ("1", "2", "owners"):
        ours, theirs = gold.tables.get(table, []), read.get(table, [])
        if not ours and not theirs:
            continue
        into.tables += 1
        into.rows_right += len(ours) == len(theirs)
        if len(ours) != len(theirs):
            into.wrong.append(f"{gold.name} table {table}: {len(theirs)} rows for {len(ours)}")
        for a, b in paired(ours, theirs):
            for column in BY_TABLE[table].columns:
                want, want_marks = a.get(column, ("", frozenset()))
                got, got_marks = b.get(column, ("", frozenset()))
                place = f"{table}.{column}"
                if want:
                    into.filled[place] += 1
                    right = canonical(column, want) == canonical(column, got)
                    into.right[place] += right
                    into.exact += re.sub(r"\s", "", want) == re.sub(r"\s", "", got)
                    if not right:
                        into.wrong.append(f"{gold.name} {place}: {got!r} for {want!r}")
                elif not want_marks:
                    into.empty += 1
                    into.invented += bool(got)
                    if got:
                        into.wrong.append(f"{gold.name} {place}: {got!r} for nothing")
                elif got:
                    into.wrong.append(f"{gold.name} {place}: {got!r} for marks {sorted(want_marks)} alone")
                into.marks["hit"] += len(want_marks & got_marks)
                into.marks["gold"] += len(want_marks)
                into.marks["read"] += len(got_marks)
                if want_marks != got_marks:
                    into.wrong.append(f"{gold.name} {place}: marks {sorted(got_marks)} for {sorted(want_marks)}")
    marks = {mark.name: mark for reading in readings if reading for mark in reading.marks}
    for name, checked in gold.checks.items():
        mark = marks.get(name)
        kind = "unknown" if mark is None else "hit" if mark.checked == checked else "miss"
        into.checks[f"{name} {kind}"] += 1
        into.checks["true positive"] += bool(mark and mark.checked and checked)
        into.checks["gold"] += checked
        into.checks["read"] += bool(mark and mark.checked)
        if kind != "hit":
            into.wrong.append(f"{gold.name} check {name}: {kind}, gold {checked}")
    boxes: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for line in reading.lines if reading else ():
            for word in line.words:
                if word.cell and word.cell.table == "header":
                    boxes[word.cell.column][word.text.strip("[]")] += 1
    for box, words in gold.header.items():
        for word in words:
            bare = word.strip("[]")
            into.header["gold"] += 1
            hit = boxes[box][bare] > 0
            into.header["hit"] += hit
            if hit:
                boxes[box][bare] -= 1
            elif bare:
                into.wrong.append(f"{gold.name} box {box}: {word!r} not in {sorted(boxes[box])}")
    if gold.prose:
        said = [w.text for r in readings if r for line in r.lines for w in line.words if w.cell is None]
        same = difflib.SequenceMatcher(None, gold.prose, said, autojunk=False).get_matching_blocks()
        into.prose["gold"] += len(gold.prose)
        into.prose["hit"] += sum(block.size for block in same)


def report(total: Score, worst: int) -> None:
    filled, right = sum(total.filled.values()), sum(total.right.values())

    def share(part: float, whole: float) -> str:
        return f"{100 * part / whole:.1f} %" if whole else "-"

    print(f"tables with the right number of rows {total.rows_right} of {total.tables}")
    print(
        f"filled cells right {right} of {filled} ({share(right, filled)}), to the character {share(total.exact, filled)}"
    )
    for place in sorted(total.filled):
        print(
            f"    {place:34} {total.right[place]:5} of {total.filled[place]:5}  {share(total.right[place], total.filled[place])}"
        )
    print(f"empty cells empty {total.empty - total.invented} of {total.empty}")
    hit, gold, read = total.marks["hit"], total.marks["gold"], total.marks["read"]
    print(f"footnote marks: P {share(hit, read)} R {share(hit, gold)} F1 {share(2 * hit, read + gold)} of {gold}")
    checks = total.checks
    print(
        f"check boxes: F1 {share(2 * checks['true positive'], checks['gold'] + checks['read'])} of {checks['gold']} checked"
    )
    for name in sorted({key.rsplit(" ", 1)[0] for key in checks if key.endswith((" hit", " miss", " unknown"))}):
        print(
            f"    {name:34} right {checks[name + ' hit']}, wrong {checks[name + ' miss']}, unknown {checks[name + ' unknown']}"
        )
    if total.header["gold"]:
        print(
            f"words of values in the numbered boxes {share(total.header['hit'], total.header['gold'])} of {total.header['gold']}"
        )
    if total.prose["gold"]:
        print(f"words of notes in order {share(total.prose['hit'], total.prose['gold'])} of {total.prose['gold']}")
    if total.seconds:
        print(
            f"seconds of one core a page: median {statistics.median(total.seconds):.2f}, most {max(total.seconds):.2f}, pages {len(total.seconds)}"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    for line in total.wrong[:worst]:
        print("  -", line)


def timed(images: list[Any], total: Score) -> list[PageReading | None]:
    start = time.process_time()
    readings = read_pages(images)
    spent = time.process_time() - start
    total.seconds += [spent / len(images)] * len(images)
    return readings


def made(count: int, seed: int, layouts: list[str], eras: list[str], facts: Path) -> Iterator[tuple[Gold, bytes, str]]:
    """Filings made up and printed, with what each cell says."""
    from form4ml.synthesis.facts import Facts
    from form4ml.synthesis.filings import make
    from form4ml.synthesis.layouts import print_filing

    pool = Facts.load(facts)
    for index in range(count):
        layout, era = layouts[index % len(layouts)], eras[index // len(layouts) % len(eras)]
        filing = make(pool, seed, index, era=era)
        printed = print_filing(filing, layout, random.Random(f"{seed}:{index}"))
        words: dict[tuple[str, int, str], list[str]] = defaultdict(list)
        marks: dict[tuple[str, int, str], set[int]] = defaultdict(set)
        header: dict[str, list[str]] = defaultdict(list)
        prose: list[str] = []
        for sheet in printed.sheets:
            for run in sheet.runs:
                if run.cell is not None and run.cell.table == "header":
                    if run.spans and not any(span.label.startswith("CHECK") for span in run.spans):
                        header[run.cell.column].append(run.text)
                elif run.cell is not None:
                    numbers = re.findall(r"\((\d+)\)", run.text) if run.superscript else []
                    if numbers:
                        marks[tuple(run.cell)].update(map(int, numbers))
                    else:
                        words[tuple(run.cell)].append(run.text)
                elif run.part in ("notes", "remarks"):
                    prose.append(run.text)
        tables: dict[str, dict[int, Row]] = defaultdict(dict)
        for key in words.keys() | marks.keys():
            table, row, column = key
            tables[table].setdefault(row, {})[column] = (" ".join(words[key]), frozenset(marks[key]))
        yield (
            Gold(
                f"{index}.{layout}",
                {table: [rows[n] for n in sorted(rows)] for table, rows in tables.items()},
                {rule.name: rule.checked for s in printed.sheets for rule in s.rules if rule.checked is not None},
                len(filing.filing.footnotes),
                dict(header),
                prose,
            ),
            printed.pdf,
            layout,
        )


def synth(options: argparse.Namespace) -> None:
    from form4ml.synthesis.scan import QUALITIES, render, scan

    for quality in options.quality:
        total = Score()
        for gold, pdf, _ in made(options.count, options.seed, options.layout, options.era, options.facts):
            if options.only and options.only != gold.name:
                continue
            scans = scan(render(pdf, QUALITIES[quality].dpi), quality, random.Random(f"{options.seed}:{gold.name}"))
            if options.save:
                import cv2

                for number, page in enumerate(scans):
                    cv2.imwrite(str(options.save / f"{gold.name}.{quality}.{number}.png"), page.image)
            score(gold, timed([page.image for page in scans], total), total)
        print(f"== made up, {' and '.join(options.layout)}, {quality}, {options.count} filings")
        report(total, options.worst)


_XML = {
    "security_title": "securityTitle", "conversion_or_exercise_price": "conversionOrExercisePrice",
    "transaction_date": "transactionDate", "deemed_execution_date": "deemedExecutionDate",
    "transaction_code": "transactionCoding", "price_per_share": "transactionAmounts/transactionPricePerShare",
    "acquired_disposed": "transactionAmounts/transactionAcquiredDisposedCode",
    "shares": "transactionAmounts/transactionShares", "exercise_date": "exerciseDate",
    "expiration_date": "expirationDate", "underlying_title": "underlyingSecurity/underlyingSecurityTitle",
    "underlying_shares": "underlyingSecurity/underlyingSecurityShares",
    "shares_owned_following": "postTransactionAmounts/sharesOwnedFollowingTransaction",
    "direct_or_indirect": "ownershipNature/directOrIndirectOwnership",
    "nature_of_ownership": "ownershipNature/natureOfOwnership",
}  # fmt: skip


def from_xml(path: Path) -> Gold:
    """A filing's rows, marks and check boxes from its EDGAR XML."""
    root = ET.parse(path).getroot()

    def row(element: ET.Element) -> Row:
        found: Row = {}
        for column, where in _XML.items():
            node = element.find(where)
            if node is None:
                continue
            value = node.findtext("value") or ""
            if column == "transaction_code":
                value = node.findtext("transactionCode") or ""
                if (node.findtext("equitySwapInvolved") or "").strip().lower() in ("1", "true"):
                    value += "/K"
            if match := re.match(r"(\d{4})-(\d\d)-(\d\d)", value):
                value = f"{match.group(2)}/{match.group(3)}/{match.group(1)}"
            marked = frozenset(int(note.get("id", "F0")[1:]) for note in node.iter("footnoteId"))
            if value.strip() or marked:
                found[column] = (value.strip(), marked)
        if found.get("direct_or_indirect", ("", frozenset()))[0] == "D" and element.tag.startswith("nonDerivative"):
            found.pop("nature_of_ownership", None)
        if "derivative" in element.tag and "shares" in found:
            side = element.findtext("transactionAmounts/transactionAcquiredDisposedCode/value")
            found["shares_acquired" if side == "A" else "shares_disposed"] = found.pop("shares")
        return found

    def flag(name: str, element: ET.Element = root) -> bool:
        return (element.findtext(name) or "").strip().lower() in ("1", "true")

    owner = root.find("reportingOwner/reportingOwnerRelationship")
    checks = {"not_subject_to_section16": flag("notSubjectToSection16")}
    if root.find("aff10b5One") is not None:
        checks["aff10b5_one"] = flag("aff10b5One")
    if owner is not None:
        names = (("is_director", "isDirector"), ("is_officer", "isOfficer"), ("is_ten_percent_owner", "isTenPercentOwner"), ("is_other", "isOther"))  # fmt: skip
        checks |= {ours: flag(theirs, owner) for ours, theirs in names}
    checks["joint_filing"] = len(root.findall("reportingOwner")) > 1
    tables = {
        "1": [row(e) for e in root.findall("nonDerivativeTable/*") if len(e)],
        "2": [row(e) for e in root.findall("derivativeTable/*") if len(e)],
    }
    return Gold(path.stem, tables, checks, len(root.findall("footnotes/footnote")))


def scans(options: argparse.Namespace) -> None:
    import pypdfium2

    total = Score()
    for path in sorted((options.filings / "pdf-scan").glob("*.pdf")):
        gold = from_xml(options.filings / "xml" / f"{path.name.split('.')[0]}.xml")
        gold.name = path.stem
        document = pypdfium2.PdfDocument(path)
        images = []
        for page in document:
            pictures = [obj for obj in page.get_objects() if obj.type == 3]
            dpi = pictures[0].get_px_size()[0] / (page.get_width() / 72) if pictures else 200
            images.append(page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze())
        readings = timed(images, total)
        if "owners" not in gold.tables:  # the XML does not say how the owners' table was printed
            readings = [r and _without_owners(r) for r in readings]
        score(gold, readings, total)
    print("== scans with their EDGAR XML")
    report(total, options.worst)


def _without_owners(reading: PageReading) -> PageReading:
    from dataclasses import replace

    kept = tuple(
        line
        for line in reading.lines
        if not (line.words and line.words[0].cell and line.words[0].cell.table == "owners")
    )
    return replace(reading, lines=kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    synthetic = verbs.add_parser("synth")
    synthetic.add_argument("--count", type=int, default=6)
    synthetic.add_argument("--seed", type=int, default=77)
    synthetic.add_argument("--layout", nargs="+", default=["compact", "viewer"])
    synthetic.add_argument("--era", nargs="+", default=["2003", "2023", "2026"])
    synthetic.add_argument("--quality", nargs="+", default=["scan200"])
    synthetic.add_argument("--facts", type=Path, default=Path("corpus/facts"))
    synthetic.add_argument("--only", default="")
    synthetic.add_argument("--save", type=Path)
    synthetic.set_defaults(run=synth)
    real = verbs.add_parser("scans")
    real.add_argument("--filings", type=Path, required=True)
    real.set_defaults(run=scans)
    for verb in (synthetic, real):
        verb.add_argument("--worst", type=int, default=40)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
