"""A user's fifty filings of a kind that the model has never seen: F1 on that kind before and after learning from them.

The small story runs always; the whole one (fifty filings, ten minutes on two cores) where FORM4ML_SLOW is set.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("pycrfsuite")
pytest.importorskip("reportlab")
pytest.importorskip("pypdfium2")
pytest.importorskip("faker")

from cli_samples import form4ml
from unseen_printer import annotated, write

from form4ml.corpus import Annotated
from form4ml.evaluation.spans import span_report
from form4ml.model import load
from form4ml.spanning import predicted_spans

ROOT = Path(__file__).parent.parent
FACTS = ROOT / "corpus" / "facts"
MINUTES = 10


def f1(model: Path | str, held: Sequence[Annotated]) -> float:
    return span_report(*predicted_spans(load(model).tagger, held, "text")).overall["strict"].f1


def retrained(folder: Path, own: Sequence[Annotated], *settings: str) -> Path:
    """As a user does it: the shipped corpus, or some of it, and a folder of one's own."""
    paths = [f'paths.{name}="{ROOT / name}"' for name in ("corpus", "annotations")]
    changes = [part for one in (*paths, *settings) for part in ("--set", one)]
    config, place, out = ROOT / "train.cfg", write(folder / "mine", own), folder / "model"
    result = form4ml("train", "-c", config, "--extra", place, "--out", out, "-w", 2, "-q", *changes)
    assert result.exit_code == 0, result.stderr
    return out


def test_the_printer_s_annotations_are_sound(tmp_path: Path) -> None:
    place = write(tmp_path / "mine", list(annotated(FACTS, 4, 7)))
    assert form4ml("check-data", place / "corpus", place / "annotations", "--ignore", "few").exit_code == 0


def test_a_dozen_filings_already_teach_a_new_kind(tmp_path: Path) -> None:
    held = list(annotated(FACTS, 4, 42, held_out=True))
    cheap = [f"{name}.max_iterations=20" for name in ("rows", "form", "note")]
    out = retrained(tmp_path, list(annotated(FACTS, 12, 41)), "run.limit=4", 'tagger.views=["text"]', *cheap)
    before, after = f1("default", held), f1(out, held)
    assert after > before + 0.1, (before, after)


@pytest.mark.skipif(not os.environ.get("FORM4ML_SLOW"), reason="takes ten minutes; set FORM4ML_SLOW=1")
def test_fifty_filings_teach_a_new_kind_in_ten_minutes(tmp_path: Path) -> None:
    held = list(annotated(FACTS, 25, 42, held_out=True))
    own = list(annotated(FACTS, 50, 41))
    before = f1("default", held)
    began = time.monotonic()
    out = retrained(tmp_path, own, "run.limit=150")
    minutes = (time.monotonic() - began) / 60
    after = f1(out, held)
    print(
        f"strict F1 of spans on {len(held)} held-out filings: {before:.4f} before, {after:.4f} after, {minutes:.1f} min"
    )
    assert after > before + 0.25
    assert minutes < MINUTES
