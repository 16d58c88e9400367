"""RapidOCR (PP-OCR models on ONNX Runtime, CPU), with the models that come in its package: nothing is downloaded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4ml.document import Box
from form4ml.reading.building import Piece, split
from form4ml.reading.engines import Blocks
from form4ml.reading.geometry import blocks_of

if TYPE_CHECKING:
    from form4ml.reading.engines import Grey

_LONGEST_SIDE = 2_200  # pixels looked at: letter paper at 200 dpi; finer scans are read at this size
_LEAST_SURE = 0.3


class RapidOcr:
    def __init__(self) -> None:
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        settings: dict[str, Any] = {
            "Global.log_level": "error",
            "Global.use_cls": False,  # the page is upright before it comes here
            "Global.max_side_len": _LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,  # small pictures are not blown up
            "Global.text_score": _LEAST_SURE,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": max(1, (os.cpu_count() or 2) // 2),
            "Det.model_path": _model(models, "det"),  # given a path, RapidOCR looks no model up on the network
            "Rec.model_path": _model(models, "rec"),
        }
        self.name = f"rapidocr {_version()} ({Path(settings['Rec.model_path']).stem})"
        self._engine = rapidocr.RapidOCR(params=settings)

    def read(self, page: Grey, dpi: float) -> Blocks:
        """Lines are rows by geometry: RapidOCR gives stretches of text, not lines."""
        import numpy as np

        found = self._engine(np.repeat(page[:, :, None], 3, axis=2))
        if not found or found.txts is None or found.boxes is None:
            return []
        words = found.word_results
        rows = words if words is not None and len(words) == len(found.txts) else [None] * len(found.txts)
        pieces: list[Piece] = []
        for corners, text, score, row in zip(found.boxes, found.txts, found.scores, rows, strict=True):
            pieces += _words(text, _box(corners), float(score), row)
        return blocks_of(pieces)


def load() -> RapidOcr:
    return RapidOcr()


def _model(folder: Path, task: str) -> str:
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        raise LookupError(f"RapidOCR's {task} model is not in its package")
    return str(found[-1])


def _version() -> str:
    from importlib.metadata import version

    return version("rapidocr")


def _box(corners: Any) -> Box:
    xs, ys = [float(c[0]) for c in corners], [float(c[1]) for c in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _words(text: str, box: Box, score: float, row: Any) -> list[Piece]:
    """The stretch's words, each with the box that the engine gave it where its words are those of the text."""
    texts = text.split()
    if row and [str(word[0]) for word in row] == texts:
        return [Piece(str(word), _box(place), min(float(sure), 1.0)) for word, sure, place in row]
    return split(Piece(text, box, score))
