"""One page picture to lines: turned upright, read form-aware where the form's grid stands on it, else by an OCR engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from form4ml.document import Box, Mark
from form4ml.reading.building import Builder, Piece
from form4ml.reading.engines import Blocks, choose
from form4ml.reading.options import ReadOptions
from form4ml.reading.turning import quarter_turns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_LEAST_INK = 0.0003  # share of dark pixels below which a page is blank
_SMALLEST = 40  # pixels
_ENGINE_DPI = (140, 400)  # scans coarser or finer than this are resized before an engine reads them
_ENGINE_READS_AT = 250.0


@dataclass(frozen=True)
class PictureReading:
    """A page picture as read; boxes are in the pixels of the picture turned upright by quarter turns."""

    blocks: Blocks
    width: float
    height: float
    marks: tuple[Mark, ...] = ()
    engine: str | None = None
    notes: tuple[str, ...] = ()
    carry: Any = None  # what the form-aware reader wants to know on the next page
    picture: bytes | None = None  # the page as read, small, where pictures are kept


def read_picture(picture: Grey, index: int, name: str, options: ReadOptions, carry: Any = None) -> PictureReading:
    """Read page `index` (0-based). `carry` is that of the page before."""
    reading, seen = _read_picture(picture, index, name, options, carry)
    if not options.keep_pictures:
        return reading
    from form4ml.reading.keeping import small

    return replace(reading, picture=small(seen))


def _read_picture(
    picture: Grey, index: int, name: str, options: ReadOptions, carry: Any
) -> tuple[PictureReading, Grey]:
    """The reading, and the picture as it was turned for it."""
    import numpy as np

    from form4ml.reading.grid import upright

    page = f"page {index + 1}"
    height, width = picture.shape
    if min(height, width) < _SMALLEST:
        return PictureReading([], width, height, notes=(f"{page} is too small to hold text",), carry=carry), picture
    if float((picture < 128).mean()) < _LEAST_INK and not _has_faint_ink(picture):
        return PictureReading([], width, height, notes=(f"{page} is blank",), carry=carry), picture
    notes: tuple[str, ...] = ()
    turns = quarter_turns(picture)
    if turns:
        picture = np.ascontiguousarray(np.rot90(picture, -turns))
        notes = (f"{page} was turned by {90 * turns} degrees clockwise",)
    height, width = picture.shape
    if options.form_aware:
        form = _form_aware(picture, index, options, carry)
        if form is not None:
            return replace(form, notes=notes + form.notes), picture
    engine = choose(options.ocr, name)
    level = upright.upright(picture)
    blocks = _in_given_pixels(_read(engine, level.image), level)
    if not blocks:
        notes += (f"no words were found on {page}",)
    return PictureReading(blocks, width, height, engine=engine.name, notes=notes, carry=carry), picture


def add_page(build: Builder, reading: PictureReading) -> None:
    build.page(reading.width, reading.height)
    for block in reading.blocks:
        build.paragraph()
        for line in block:
            build.line(line)
    build.picture(reading.picture)
    build.marks += reading.marks
    build.notes += reading.notes
    build.engines += [reading.engine] if reading.engine else []


def _has_faint_ink(picture: Grey) -> bool:
    return float((picture < float(picture.mean()) - 40).mean()) >= _LEAST_INK


def _form_aware(picture: Grey, index: int, options: ReadOptions, carry: Any) -> PictureReading | None:
    from form4ml.reading.grid import read_page

    found = read_page(picture, index, engine=options.ocr, carry=carry)
    if found is None:
        return None
    blocks = []
    for _, lines in groupby(found.lines, key=lambda line: line.block):
        blocks.append(
            [[Piece(w.text, w.box, w.confidence, w.cell, w.superscript) for w in line.words] for line in lines]
        )
    return PictureReading(blocks, found.width, found.height, found.marks, found.engine, found.notes, carry=found.carry)


def _read(engine: Any, page: Grey) -> Blocks:
    """Read at a resolution that the engine knows; boxes in the page's own pixels."""
    import cv2
    import numpy as np

    dpi = max(page.shape) / 11
    if _ENGINE_DPI[0] <= dpi <= _ENGINE_DPI[1]:
        read: Blocks = engine.read(page, dpi)
        return read
    scale = _ENGINE_READS_AT / dpi
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = np.asarray(cv2.resize(page, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    return _mapped(engine.read(resized, _ENGINE_READS_AT), lambda box: Box(*(value / scale for value in box)))


def _in_given_pixels(blocks: Blocks, level: Any) -> Blocks:
    return _mapped(blocks, level.given) if level.angle else blocks


def _mapped(blocks: Blocks, place: Any) -> Blocks:
    return [
        [[piece._replace(box=place(piece.box)) if piece.box else piece for piece in line] for line in block]
        for block in blocks
    ]
