"""Reads the picture of one text line with PP-OCR's recogniser alone, its characters held to those of the form."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from form4ml.reading.grid.upright import Grey

_HEIGHT = 48  # of the network's input
_NARROWEST = 64  # narrower pictures are padded: the network was taught on longer ones
_WIDEST = 1_600

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
PRINTED = LETTERS + LETTERS.lower() + DIGITS + " !\"#$%&'()*+,-./:;=?@[]_|~<>{}\\^£€§®©°–—‘’“”•½¼¾"


@dataclass(frozen=True)
class Read:
    """What stands in a picture. `places` has a character's centre as pixels from the picture's left edge."""

    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


NOTHING = Read("", (), ())


class Recogniser:
    """The network and its alphabet, one thread. Raises LookupError where the packages or the model are not there."""

    def __init__(self) -> None:
        try:
            import onnxruntime
            import rapidocr
        except ImportError as error:
            raise LookupError("reading cells needs rapidocr and onnxruntime: install form4ml[ocr]") from error
        folder = Path(rapidocr.__file__).parent / "models"
        models = sorted(folder.glob("*rec*.onnx"))
        if not models:
            raise LookupError(f"no recogniser model in {folder}: reinstall rapidocr")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the memory of the widest line for good
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(models[-1]), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        known = self._session.get_modelmeta().custom_metadata_map["character"].split("\n")
        # The network's classes: a blank, the listed characters, a space.
        self._class = {character: index for index, character in enumerate(known, 1)} | {" ": len(known) + 1}
        self.name = models[-1].stem

    @cache  # noqa: B019 - one recogniser lives as long as the process
    def _alphabet(self, characters: str) -> tuple[str, NDArray[np.int64]]:
        kept = "".join(c for c in dict.fromkeys(characters) if c in self._class)
        return kept, np.array([0, *(self._class[c] for c in kept)])

    def probabilities(self, picture: Grey) -> tuple[NDArray[np.float32], float]:
        """Class probabilities step by step, and the picture's pixels per step."""
        height, width = picture.shape
        scale = _HEIGHT / height
        across = min(_WIDEST, max(8, math.ceil(width * scale)))
        sized = cv2.resize(picture, (across, _HEIGHT), interpolation=cv2.INTER_LINEAR).astype(np.float32)
        whole = np.zeros((1, 3, _HEIGHT, max(_NARROWEST, across)), np.float32)
        whole[0, :, :, :across] = sized / 127.5 - 1.0
        steps: NDArray[np.float32] = self._session.run(None, {self._input: whole})[0][0]
        return steps, whole.shape[3] / len(steps) * width / across

    def decode(self, steps: NDArray[np.float32], pace: float, characters: str = PRINTED) -> Read:
        """The best path through the given characters: repeats joined, blanks left out."""
        alphabet, classes = self._alphabet(characters)
        some = steps[:, classes]
        best = some.argmax(axis=1)
        text, places, confidences = [], [], []
        before = 0
        for index, choice in enumerate(best):
            if choice and choice != before:
                text.append(alphabet[choice - 1])
                places.append((index + 0.5) * pace)
                confidences.append(float(some[index, choice]))
            elif choice:
                confidences[-1] = max(confidences[-1], float(some[index, choice]))
            before = choice
        return Read("".join(text), tuple(places), tuple(confidences))

    def read(self, picture: Grey, characters: str = PRINTED) -> Read:
        steps, pace = self.probabilities(picture)
        return self.decode(steps, pace, characters)


@cache
def recogniser() -> Recogniser:
    """The process's one recogniser."""
    return Recogniser()


def available() -> bool:
    """Whether cells can be read here."""
    try:
        recogniser()
    except LookupError:
        return False
    return True


def engine_name() -> str:
    from importlib.metadata import version

    return f"rapidocr {version('rapidocr')} {recogniser().name}"
