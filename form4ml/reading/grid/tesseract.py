"""Tesseract on parts of a page: a single line, or a region of running text as one block."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, Literal

from form4ml.document import Box
from form4ml.reading.grid.cells import Token
from form4ml.reading.grid.upright import Grey

Mode = Literal["line", "block"]
_DPI = 200  # of a unit


@cache
def _api() -> Any | None:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they bring
    try:
        import tesserocr
    except ImportError:
        return None
    from form4ml.reading.engines.tesseract import folder

    try:
        return tesserocr.PyTessBaseAPI(path=str(folder("eng")), lang="eng")
    except (LookupError, RuntimeError):
        return None


def available() -> bool:
    return _api() is not None


def engine_name() -> str | None:
    """Tesseract's name and version, None where it is not installed."""
    if _api() is None:
        return None
    import tesserocr

    return f"tesseract {tesserocr.tesseract_version().split()[1]}"


class Tesseract:
    """Reads parts of one page; of several such readers only one holds its picture in the engine at a time."""

    _current: Grey | None = None

    def __init__(self, unit: float) -> None:
        self._dpi = round(min(max(_DPI * unit, 70), 600))

    def lines(self, page: Grey, box: Box, mode: Mode, pad: float = 0.0) -> list[list[Token]]:
        """The words in a box of a page, line by line as Tesseract finds them."""
        import tesserocr

        api = _api()
        height, width = page.shape
        left, top = max(0, round(box.left - pad)), max(0, round(box.top - pad))
        right, bottom = min(width, round(box.right + pad)), min(height, round(box.bottom + pad))
        if api is None or right - left < 4 or bottom - top < 4:
            return []
        api.SetPageSegMode(tesserocr.PSM.SINGLE_LINE if mode == "line" else tesserocr.PSM.SINGLE_BLOCK)
        if Tesseract._current is not page:
            api.SetImageBytes(page.tobytes(), width, height, 1, width)
            Tesseract._current = page
        api.SetSourceResolution(self._dpi)
        api.SetRectangle(left, top, right - left, bottom - top)
        try:
            api.Recognize()
            return _lines(api.GetIterator())
        except RuntimeError:  # what it raises where there is no text at all
            return []


def _lines(iterator: Any) -> list[list[Token]]:
    import tesserocr

    level, line = tesserocr.RIL.WORD, tesserocr.RIL.TEXTLINE
    found: list[list[Token]] = []
    for word in tesserocr.iterate_level(iterator, level) if iterator is not None else ():
        if word.IsAtBeginningOf(line) or not found:
            found.append([])
        place = word.BoundingBox(level)
        try:
            text = word.GetUTF8Text(level)
        except RuntimeError:  # an empty word
            continue
        if text and text.strip() and place:
            found[-1].append(Token(text.strip(), Box(*map(float, place)), word.Confidence(level) / 100))
    return [words for words in found if words]
