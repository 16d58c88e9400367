"""What a caller may ask of the readers, and the limits that keep a hostile input from taking the machine down."""

from __future__ import annotations

from dataclasses import dataclass

from form4ml.reading.errors import ReadError


@dataclass(frozen=True, slots=True)
class ReadOptions:
    ocr: str = "auto"  # "auto", "rapidocr" or "tesseract": the engine for pages that are pictures
    dpi: int = 200  # at which PDF pages are rendered, and in which the boxes of a PDF's text layer are given
    max_bytes: int = 50_000_000  # of a text input (text, TSV, hOCR, ALTO, XML, EDGAR submission)
    max_binary_bytes: int = 500_000_000  # of a PDF or an image
    max_pages: int = 200  # of one input; more is an error, never a silent cut
    max_words: int = 50_000  # of one filing; the longest that EDGAR takes has half as many
    max_pixels: int = 60_000_000  # of one page picture
    page_timeout: float | None = None  # seconds of OCR a page; None lets it run
    form_aware: bool = True  # read ruled tables and check boxes of page pictures cell by cell
    keep_pictures: bool = False  # hand the pages over as small pictures too, in Document.pictures


DEFAULTS = ReadOptions()


def check_pages(count: int, name: str, options: ReadOptions) -> None:
    if count > options.max_pages:
        raise ReadError(name, f"it has {count} pages, more than the {options.max_pages} allowed", "split it")


def check_words(count: int, name: str, options: ReadOptions) -> None:
    if count > options.max_words:
        what = f"it has {count:,} words, more than the {options.max_words:,} that one filing may have"
        raise ReadError(name, what, "give the Form 4 without what else is in it")


def check_pixels(width: float, height: float, what: str, name: str, options: ReadOptions) -> None:
    """ReadError for a picture with more pixels than allowed, before it takes memory."""
    if width < 1 or height < 1:
        raise ReadError(name, f"{what} has no area", "scan it again")
    if width * height > options.max_pixels:
        allowed = f"the {options.max_pixels / 1e6:.0f} million allowed"
        what = f"{what} has {width:.0f} x {height:.0f} pixels, more than {allowed}"
        raise ReadError(name, what, "scan it at 200 to 300 dpi")
