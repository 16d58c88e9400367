"""How fast and how large form4ml is on this machine, on one core, beside the usual sklearn-crfsuite path.

Each measure runs in a fresh process, so that none profits from what another has loaded and its peak memory is its own.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from form4ml.corpus import BROKEN, Annotated, annotation_from_plain, document_from_plain, read_jsonl
from form4ml.document import Document

if TYPE_CHECKING:
    from form4ml.layout.view import View

P = ParamSpec("P")
T = TypeVar("T")

LEARN = 12  # filings that the usual path learns from: enough for it to know most labels
ITERATIONS = 15  # of its training; how well it reads is not what is measured
COLD_STARTS = 5
TSV_HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


class BenchmarkError(Exception):
    """A benchmark that cannot be run, in one line."""


class Batch(NamedTuple):
    """A batch run from files to records, the model already loaded."""

    filings: int
    seconds: float
    processor: float  # seconds of processor time: what `seconds` is where nothing else wants the core
    peak_mb: float

    @property
    def a_second(self) -> float:
        return self.filings / self.seconds

    @property
    def a_processor_second(self) -> float:
        return self.filings / self.processor


class ColdStart(NamedTuple):
    """Median seconds of `form4ml predict` on one text, its process started anew."""

    seconds: float
    processor: float


class Usual(NamedTuple):
    """Tagging alone, the same tokens twice: our three chains, and one sklearn-crfsuite model over feature dicts."""

    filings: int
    tokens: int
    ours: float  # seconds of processor time
    usual: float

    @property
    def ratio(self) -> float:
        return self.usual / self.ours


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What was measured and on what; seconds, megabytes and filings."""

    machine: str
    python: str
    one_core: bool
    filings: int
    text: Batch
    tsv: Batch
    cold_start: ColdStart
    usual: Usual | None  # None where sklearn-crfsuite is not installed
    notes: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        plain = asdict(self)
        for name in ("text", "tsv"):
            batch: Batch = getattr(self, name)
            rates = {"a_second": batch.a_second, "a_processor_second": batch.a_processor_second}
            plain[name] = {**batch._asdict(), **rates}
        plain["cold_start"] = self.cold_start._asdict()
        if self.usual is not None:
            plain["usual"] = {**self.usual._asdict(), "ratio": self.usual.ratio}
        return plain


def measure(corpus: Path, annotations: Path, model: str, count: int) -> Benchmark:
    """Run every measure on `count` filings of `corpus`. Raises BenchmarkError, or ModelError for the model."""
    from form4ml.model import load

    load(model)
    try:
        items = chosen(corpus, annotations, count + LEARN)
    except BROKEN as error:
        what = f"not a corpus with annotations ({type(error).__name__}: {error})"
        raise BenchmarkError(f"{corpus}, {annotations}: {what}; look at it with `form4ml check-data`") from None
    if len(items) <= LEARN:
        raise BenchmarkError(
            f"{corpus}: {len(items)} annotated filings with boxes; more than {LEARN} are needed: make them with `form4ml synth`"
        )
    measured = items[LEARN:]
    # What a fresh process starts with it takes from this one: the core too.
    with tempfile.TemporaryDirectory() as folder, OneCore() as core:
        texts, tables = written(measured, Path(folder))
        text, table = fresh(batch, texts, model), fresh(batch, tables, model)
        cold = cold_start(texts[0], model)
        usual = fresh(beside, corpus, annotations, model, count) if has_usual() else None
    notes: tuple[str, ...] = (
        () if core.held else ("this system does not hold a process to one core: figures are of all of them",)
    )
    if usual is None:
        notes += ("sklearn-crfsuite is not installed, so there is nothing beside: pip install 'form4ml[train]'",)
    return Benchmark(_machine(), platform.python_version(), core.held, len(measured), text, table, cold, usual, notes)


class OneCore:
    """Holds this process, and those it starts, to one core for as long as the context lasts, where the system can."""

    held = False

    def __enter__(self) -> OneCore:
        if sys.platform == "linux":
            self._before = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {max(self._before)})
            self.held = True
        return self

    def __exit__(self, *_: object) -> None:
        if sys.platform == "linux":
            os.sched_setaffinity(0, self._before)


def chosen(corpus: Path, annotations: Path, count: int) -> list[Annotated]:
    """`count` filings from all over the corpus, always the same ones; documents of notes alone are no filings."""
    gold = {row["name"]: row for path in sorted(annotations.glob("*.jsonl*")) for row in read_jsonl(path)}
    rows = [
        row
        for path in sorted(corpus.glob("*.jsonl*"))
        for row in read_jsonl(path)
        if row["name"] in gold and not gold[row["name"]].get("meta", {}).get("only")
    ]
    step = max(1, len(rows) // count)
    return [
        Annotated(document_from_plain(row), annotation_from_plain(gold[row["name"]])) for row in rows[::step][:count]
    ]


def written(items: Sequence[Annotated], folder: Path) -> tuple[list[Path], list[Path]]:
    """The documents as OCR text and as Tesseract TSV, a file each."""
    texts, tables = [], []
    for number, item in enumerate(items):
        texts.append(folder / f"{number:04}.txt")
        texts[-1].write_text(item.document.text(), encoding="utf-8")
        tables.append(folder / f"{number:04}.tsv")
        tables[-1].write_text(as_tsv(item.document), encoding="utf-8")
    return texts, tables


def as_tsv(document: Document) -> str:
    """A document with boxes as Tesseract's TSV: its page rows and its word rows."""
    rows = [TSV_HEADER]
    page = -1
    for number, line in enumerate(document.lines, 1):
        if line.page != page:
            page = line.page
            sheet = document.pages[page]
            rows.append(f"1\t{page + 1}\t0\t0\t0\t0\t0\t0\t{sheet.width or 0:.0f}\t{sheet.height or 0:.0f}\t-1\t")
        for at, word in enumerate(line.words, 1):
            if word.box is not None:
                box = word.box
                place = f"{box.left:.0f}\t{box.top:.0f}\t{box.width:.0f}\t{box.height:.0f}"
                sure = 100 * (word.confidence or 0)
                rows.append(f"5\t{page + 1}\t{line.block}\t1\t{number}\t{at}\t{place}\t{sure:.0f}\t{word.text}")
    return "\n".join(rows) + "\n"


def fresh(function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `function` gives in a process of its own."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *args, **named).result()


def batch(paths: Sequence[Path], model: str) -> Batch:
    """Files to records, eight tagged at a time as `predict` does; nothing is written."""
    from form4ml import reading
    from form4ml.model import load

    loaded = load(model)
    begun, busy = time.perf_counter(), time.process_time()
    made = sum(1 for _ in loaded.read_all(reading.read(path) for path in paths))
    return Batch(made, time.perf_counter() - begun, time.process_time() - busy, peak_mb())


def cold_start(path: Path, model: str, times: int = COLD_STARTS) -> ColdStart:
    """From the start of `form4ml predict PATH` to its end, modules compiled before, as an installation leaves them."""
    command = [sys.executable, "-m", "form4ml", "predict", str(path), "--model", model]
    took, busy = [], []
    with tempfile.TemporaryDirectory() as compiled:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = compiled
        for number in range(times + 1):
            before = os.times()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=env)
            after = os.times()
            if number:  # the first start compiles
                took.append(after.elapsed - before.elapsed)
                busy.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return ColdStart(statistics.median(took), statistics.median(busy))


def peak_mb() -> float:
    """The most memory this process has held so far; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if status.is_file():  # getrusage would count what the process that started this one held
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def has_usual() -> bool:
    from importlib.util import find_spec

    return find_spec("sklearn_crfsuite") is not None


def beside(corpus: Path, annotations: Path, model: str, count: int) -> Usual:
    """Time both ways of tagging on the same tokens; making tokens of documents is in neither time."""
    import sklearn_crfsuite

    from form4ml.layout.view import view
    from form4ml.model import load
    from form4ml.tagging.tagger import CrfTagger

    tagger = load(model).tagger
    if not isinstance(tagger, CrfTagger):
        raise BenchmarkError(f"{model}: is no CRF tagger; only one is held against sklearn-crfsuite")
    items = chosen(corpus, annotations, count + LEARN)
    learnt = [(view(item.document, boxes=False), item) for item in items[:LEARN]]
    views = [view(item.document, boxes=False) for item in items[LEARN:]]
    crf = sklearn_crfsuite.CRF(algorithm="lbfgs", c1=0.1, c2=0.1, max_iterations=ITERATIONS)
    crf.fit([dicts(v) for v, _ in learnt], [_gold(v, item) for v, item in learnt])

    begun = time.process_time()
    for v in views:
        crf.predict_single(dicts(v))
    usual = time.process_time() - begun

    begun = time.process_time()
    for first in range(0, len(views), 8):
        tagger.tag_views(views[first : first + 8])
    ours = time.process_time() - begun
    return Usual(len(views), sum(len(v.tokens) for v in views), ours, usual)


def _gold(v: View, item: Annotated) -> list[str]:
    from form4ml.tagging.spans import OUTSIDE, token_states

    form, note = (token_states(v, item.annotation, layer) for layer in ("form", "note"))
    return [one if one != OUTSIDE else two for one, two in zip(form, note, strict=True)]


def dicts(v: View) -> list[dict[str, Any]]:
    """Features as sklearn-crfsuite's users write them: a dict a token, with two neighbours to either side."""
    texts = [token.text for token in v.tokens]
    return [_features(texts, at) for at in range(len(texts))]


def _features(texts: Sequence[str], at: int) -> dict[str, Any]:
    word = texts[at]
    out: dict[str, Any] = {
        "bias": 1.0,
        "word.lower()": word.lower(),
        "word[-3:]": word[-3:],
        "word[-2:]": word[-2:],
        "word[:3]": word[:3],
        "word.isupper()": word.isupper(),
        "word.istitle()": word.istitle(),
        "word.isdigit()": word.isdigit(),
        "word.length": min(len(word), 12),
        "word.has_digit": any(c.isdigit() for c in word),
        "word.shape": "".join("x" if c.islower() else "X" if c.isupper() else "0" if c.isdigit() else c for c in word),
    }
    for step in (-2, -1, 1, 2):
        if 0 <= at + step < len(texts):
            near = texts[at + step]
            out[f"{step:+}:word.lower()"] = near.lower()
            out[f"{step:+}:word.isupper()"] = near.isupper()
            out[f"{step:+}:word.istitle()"] = near.istitle()
            out[f"{step:+}:word.isdigit()"] = near.isdigit()
        else:
            out[f"{step:+}:edge"] = True
    return out


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
