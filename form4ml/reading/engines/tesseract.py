"""Tesseract through tesserocr, with the English model that pip installs."""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4ml.reading.building import Piece
from form4ml.reading.engines import Blocks
from form4ml.reading.options import DEFAULTS
from form4ml.reading.tsv import HEADER, read_tsv

if TYPE_CHECKING:
    from form4ml.reading.engines import Grey

_PAGE_MODE = 3  # automatic layout, no orientation detection
_ORIENTATION_MODE = 0
_LEAST_SURE = 1.0  # of Tesseract's orientation confidence


def folder(language: str) -> Path:
    """The folder that holds a language's model; LookupError when none does."""
    stated = os.environ.get("TESSDATA_PREFIX")
    places = [Path(stated)] if stated else []
    places += [Path(base) / "share" / "tessdata" for base in (sys.prefix, site.getuserbase(), sys.base_prefix)]
    places += [Path(p) for p in ("/usr/share/tessdata", *map(str, Path("/usr/share/tesseract-ocr").glob("*/tessdata")))]
    for place in places:
        if (place / f"{language}.traineddata").is_file():
            return place
    raise LookupError(f"Tesseract's model {language}.traineddata was not found")


class Tesseract:
    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they bring
        import tesserocr

        self.name = f"tesseract {tesserocr.tesseract_version().split()[1]}"
        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder("eng")), lang="eng", psm=_PAGE_MODE)

    def read(self, page: Grey, dpi: float) -> Blocks:
        """Blocks are Tesseract's paragraphs."""
        height, width = page.shape
        self._api.SetImageBytes(page.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(min(max(dpi, 70), 600)))
        try:
            self._api.Recognize()
            rows = self._api.GetTSVText(0)
        except RuntimeError:  # what it raises for a page without any text
            return []
        finally:
            self._api.Clear()
        blocks: Blocks = []
        number = -1
        for line in read_tsv(f"{HEADER}\n{rows}".encode(), self.name, "", DEFAULTS).lines:
            if line.words:
                if line.block != number:
                    blocks.append([])
                    number = line.block
                blocks[-1].append([Piece(word.text, word.box, word.confidence) for word in line.words])
        return blocks


def load() -> Tesseract:
    return Tesseract()


def orientation(page: Grey) -> int | None:
    """Degrees, clockwise, by which the page must be turned to stand upright; None where Tesseract cannot tell."""
    import tesserocr

    height, width = page.shape
    try:
        with tesserocr.PyTessBaseAPI(path=str(folder("osd")), lang="osd", psm=_ORIENTATION_MODE) as api:
            api.SetImageBytes(page.tobytes(), width, height, 1, width)
            found = api.DetectOrientationScript()
    except (LookupError, RuntimeError):
        return None
    if not found or found["orient_conf"] < _LEAST_SURE:
        return None
    return int(-found["orient_deg"] % 360)
