"""Why an input could not be read: one error type, and the table of exit codes that every command uses."""

from __future__ import annotations

from typing import NamedTuple


class ExitCode(NamedTuple):
    code: int
    name: str
    meaning: str


EXIT_CODES: tuple[ExitCode, ...] = (
    ExitCode(0, "ok", "everything asked for was done"),
    ExitCode(2, "usage", "the command was called wrongly: an unknown option, a missing argument"),
    ExitCode(3, "unreadable", "an input was not found, or could not be read"),
    ExitCode(4, "not-form-4", "an input was read, and it is not a Form 4"),
    ExitCode(5, "model", "the model is missing, damaged or made for another version"),
    ExitCode(6, "missing-extra", "an optional part is not installed"),
)

USAGE = 2
UNREADABLE = 3
NOT_FORM_4 = 4
MODEL = 5
MISSING_EXTRA = 6


class ReadError(Exception):
    """An input that could not be read. As a string it is one line: "NAME: what; what to do"."""

    def __init__(self, name: str, what: str, hint: str, code: int = UNREADABLE) -> None:
        self.name = _one_line(name)
        self.what = _one_line(what)
        self.hint = _one_line(hint)
        self.code = code
        super().__init__(f"{self.name}: {self.what}; {self.hint}")

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, str, int]]:
        return ReadError, (self.name, self.what, self.hint, self.code)


_EXTRAS = {  # module: (what it is called, the extra that brings it)
    "pypdfium2": ("pypdfium2", "pdf"),
    "PIL": ("Pillow", "ocr"),
    "cv2": ("OpenCV", "ocr"),
    "tesserocr": ("tesserocr", "ocr"),
    "rapidocr": ("RapidOCR", "ocr"),
    "onnxruntime": ("ONNX Runtime", "ocr"),
}


def missing_extra(name: str, module: str) -> ReadError | None:
    """The error for an optional part that is not installed, with the command that installs it; None for another module."""
    known = _EXTRAS.get(module.partition(".")[0])
    if known is None:
        return None
    what, extra = known
    return ReadError(name, f"reading it needs {what}", f'run: pip install "form4ml[{extra}]"', MISSING_EXTRA)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
