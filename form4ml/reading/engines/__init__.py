"""OCR engines: each takes a page picture and gives blocks of lines of words with boxes and confidences."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from form4ml.reading.building import Piece
from form4ml.reading.errors import MISSING_EXTRA, USAGE, ReadError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

Blocks = list[list[list[Piece]]]  # blocks (paragraphs) of lines of words


class Engine(Protocol):
    """One OCR engine, loaded once and kept. `name` is its name and version."""

    name: str

    def read(self, page: Grey, dpi: float) -> Blocks:
        """The words of an upright page, height x width, 8 bit grey; boxes in its pixels."""
        ...


# In the order in which "auto" takes them: Tesseract needs about a second a page, RapidOCR some twenty. What RapidOCR
# reads better, the cells of the form, its recogniser reads in any case where a page is read form-aware.
_ENGINES: dict[str, tuple[str, ...]] = {
    "tesseract": ("tesserocr",),
    "rapidocr": ("rapidocr", "onnxruntime"),
}
_INSTALL = 'run: pip install "form4ml[ocr]"'
ENGINES: tuple[str, ...] = tuple(_ENGINES)


def installed(engine: str) -> bool:
    return all(find_spec(module) is not None for module in _ENGINES[engine])


def choose(engine: str, name: str) -> Engine:
    """The engine asked for, or the first that is installed; ReadError with the command that installs it if none is."""
    if engine not in (*_ENGINES, "auto"):
        raise ReadError(name, f"there is no OCR engine {engine!r}", f"choose auto, {' or '.join(_ENGINES)}", USAGE)
    wanted = [engine] if engine != "auto" else [known for known in _ENGINES if installed(known)]
    if not wanted or not installed(wanted[0]):
        what = "an OCR engine" if engine == "auto" else engine
        raise ReadError(name, f"its pages are pictures: reading them needs {what}", _INSTALL, MISSING_EXTRA)
    try:
        return _load(wanted[0])
    except LookupError as error:
        raise ReadError(name, str(error), _INSTALL, MISSING_EXTRA) from error


@cache
def _load(engine: str) -> Engine:
    make = cast(Callable[[], Engine], import_module(f"form4ml.reading.engines.{engine}").load)
    return make()
