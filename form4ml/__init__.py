"""form4ml reads OCR'd, scanned and printed SEC Form 4 filings into records, offline.

>>> import form4ml
>>> model = form4ml.load()                      # doctest: +SKIP
>>> reading = model.read("filing.txt")          # doctest: +SKIP
>>> reading.filing.issuer.name                  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from form4ml.model import Model

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load(name: str | Path = "default") -> Model:
    """The default model, or another by name or folder."""
    from form4ml.model import load as load_model

    return load_model(name)
