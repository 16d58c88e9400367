"""Old paper forms drawn by another hand, as scans: their tables are read cell by cell, with the columns they have."""

from __future__ import annotations

from pathlib import Path

import pytest

import form4ml
from form4ml.evaluation.gold import read_gold
from form4ml.evaluation.match import match_records
from form4ml.evaluation.metrics import count, is_core

pytest.importorskip("cv2")
pytest.importorskip("rapidocr")
SCANS = Path(__file__).parent / "old_scans"
LEAST = {"fax-1997": 0.9, "two-pages-2003": 0.93, "portrait-2001": 0.9}  # core F1


@pytest.mark.parametrize("name", sorted(LEAST))
def test_an_old_scan_is_read_by_its_grid(name: str) -> None:
    reading = form4ml.load().read(SCANS / f"{name}.tif")
    counts = count([match_records(read_gold(SCANS / f"{name}.xml"), reading.model_dump(mode="python"))], is_core)
    assert counts.f1 >= LEAST[name]
    assert counts.invention <= 0.03
    assert all(proof.box is not None for proof in reading.evidence.values())
