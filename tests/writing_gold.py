"""Readings built from EDGAR's own XML, for tests of the writers; they need the filings beside the repository."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from writing_samples import reading

from form4ml.evaluation.gold import read_gold
from form4ml.record import ROW_FIELDS, Filing, Reading

SHARED = Path(__file__).parents[2] / "shared"
XML = SHARED / "filings" / "xml"
SCHEMAS = SHARED / "sec"


@cache
def gold_paths() -> tuple[Path, ...]:
    return tuple(sorted(XML.glob("*.xml")))


def need_gold() -> tuple[Path, ...]:
    paths = gold_paths()
    if not paths:
        pytest.skip("needs ../shared/filings/xml")
    return paths


@cache
def gold_reading(path: Path) -> Reading:
    """The filing as its XML states it; what the form shows as an empty check box is False, not unknown."""
    plain = read_gold(path)
    boxed = ElementTree.parse(path).getroot().find("aff10b5One") is not None
    plain.pop("schema_version")
    plain["aff10b5_one"] = bool(plain["aff10b5_one"]) if boxed else None
    for table in ROW_FIELDS:
        for row in plain[table]:
            row["reported_early"], row["equity_swap"] = bool(row["reported_early"]), bool(row["equity_swap"])
    return reading(Filing.model_validate(plain), f"{path.stem}.txt")
