"""Form-aware reading of page pictures: the form's grid found, each cell read by itself and tied to its row and column."""

from form4ml.reading.grid.page import Carry, PageReading, count_notes, read_page, read_pages, settled, settled_line

__all__ = ["Carry", "PageReading", "count_notes", "read_page", "read_pages", "settled", "settled_line"]
