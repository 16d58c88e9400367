"""Reads PDFs page by page: the text layer where there is one, an OCR engine on the rendered page where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from form4ml.document import Document
from form4ml.reading.building import Builder, Piece
from form4ml.reading.errors import ReadError
from form4ml.reading.geometry import blocks_of
from form4ml.reading.options import ReadOptions, check_pages, check_pixels
from form4ml.reading.pdftext import PageWords, words_of_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from form4ml.reading.worker import PictureReader

    Grey = NDArray[np.uint8]

_FEWEST = 12  # words, below which a page with a picture on it is taken for a scan
_OPEN_ERRORS = (  # what pdfium says on opening, and what we say
    ("password", "it is protected by a password", "save a copy without the password"),
    ("security", "it is protected in a way that cannot be opened", "print it to a new PDF"),
)


def read_pdf(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "pdf"; boxes are in pixels at `options.dpi`."""
    build = Builder()
    with _opened(data, name) as document:
        count = len(document)
        if count < 1:
            raise ReadError(name, "the PDF has no page, or is cut off", "get the file again")
        check_pages(count, name, options)
        pages = _Pages(document, name, options, build)
        for index in range(count):
            pages.add(index)
        pages.finish()
    return build.document(name, "pdf", sha256)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        for word, what, hint in _OPEN_ERRORS:
            if word in str(error).lower():
                raise ReadError(name, what, hint) from error
        raise ReadError(
            name, "the PDF is damaged or cut off", "get the file again, or print it to a new PDF"
        ) from error
    with closing(document):
        if document.get_formtype():
            document.init_forms()  # what was typed into a fillable form is part of the page only then
        yield document


class _Pages:
    """The PDF's pages on their way into a document; the OCR engine is loaded for the first page that needs it."""

    def __init__(self, document: Any, name: str, options: ReadOptions, build: Builder) -> None:
        self._document = document
        self._name = name
        self._options = options
        self._build = build
        self._reader: PictureReader | None = None
        self._carry: Any = None  # what the form's tables on the pages before say about the next

    def add(self, index: int) -> None:
        import pypdfium2

        try:
            if self._document.formenv:
                with closing(self._document[index]) as page:
                    page.flatten()  # what was typed in becomes text when the page is loaded again
            with closing(self._document[index]) as page:
                self._add(page, index)
        except pypdfium2.PdfiumError as error:
            self._build.page()
            self._build.notes.append(f"page {index + 1} is damaged and was not read ({error})")

    def finish(self) -> None:
        if self._reader is not None:
            self._reader.finish()

    def _add(self, page: Any, index: int) -> None:
        import pypdfium2

        scale = self._options.dpi / 72
        width, height = page.get_size()
        check_pixels(width * scale, height * scale, f"page {index + 1}", self._name, self._options)
        found = words_of_page(page, scale, f"page {index + 1} of {self._name}")
        if found.width and (len(found.pieces) >= _FEWEST or (found.pieces and not _has_picture(page))):
            self._build.page(found.width, found.height)
            for block in self._placed(page, index, scale, found) or blocks_of(found.pieces):
                self._build.paragraph()
                for line in block:
                    self._build.line(line)
            self._build.engines.append(f"pdf-text (pypdfium2 {pypdfium2.version.PYPDFIUM_INFO})")
            if self._options.keep_pictures:
                from form4ml.reading.keeping import small

                self._build.picture(small(_drawn(page, scale)))
            if found.hidden:
                self._build.notes.append(f"page {index + 1} is a scan with a text layer; that layer was read")
            return
        if found.garbled:
            self._build.notes.append(
                f"the text layer of page {index + 1} has no readable characters; its picture was read"
            )
        self._read_picture(page, index, scale)

    def _placed(self, page: Any, index: int, scale: float, found: PageWords) -> list[list[list[Piece]]] | None:
        """The words in the cells of the form's grid, where one is drawn on the page and OpenCV is there to see it."""
        if not self._options.form_aware or found.hidden:
            return None
        try:
            from form4ml.reading.grid.placing import place
        except ModuleNotFoundError:
            return None
        picture = _drawn(page, scale)
        if max(abs(picture.shape[1] - found.width), abs(picture.shape[0] - found.height)) > 2:
            return None  # the page is shown turned, its words were turned upright
        placed = place(picture, index, found.pieces, self._carry)
        if placed is None:
            return None
        self._carry = placed.carry
        self._build.marks += placed.marks
        return placed.blocks

    def _read_picture(self, page: Any, index: int, scale: float) -> None:
        from form4ml.reading.worker import PictureReader

        if self._reader is None:
            self._reader = PictureReader(self._name, self._options)
        self._reader.add(self._build, _drawn(page, scale), index)


def _drawn(page: Any, scale: float) -> Grey:
    """The page in grey."""
    import numpy as np

    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        picture = np.array(bitmap.to_numpy(), dtype=np.uint8)
    return picture.reshape(picture.shape[0], picture.shape[1])


def _has_picture(page: Any) -> bool:
    """Whether a picture covers a good part of the page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds() if hasattr(image, "get_bounds") else image.get_pos()
        if (right - left) * (top - bottom) > 0.2 * width * height:
            return True
    return False
