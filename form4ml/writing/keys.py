"""What names a filing and the parties in it: accession numbers, keys of rows, and CIKs from the input or a map."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from form4ml.record import Owner, Reading
from form4ml.writing.files import WriteError

_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_NAMES = frozenset(("name", "issuer", "issuer_name", "owner", "owner_name", "company", "title", "conformed_name"))
_SYMBOLS = frozenset(("symbol", "ticker", "trading_symbol", "issuer_trading_symbol"))
_CIKS = frozenset(("cik", "cik_str", "issuer_cik", "owner_cik"))


def accession(reading: Reading) -> str:
    """The filing's accession number, where the input states it (or is named by it); else a key made from its name.

    That key is the name without its extension, the pages where an input holds several filings, and the first eight
    digits of the input's SHA-256, so that two inputs of one name stay two.
    """
    source = reading.source
    stated = source.facts.get("accession_number", "").strip()
    if _ACCESSION.fullmatch(stated):
        return stated
    stem = PurePath(source.name.replace("\\", "/")).stem
    pages = "" if source.page_range is None else "-p{}-{}".format(*source.page_range)
    if _ACCESSION.fullmatch(stem) and not pages:
        return stem
    return f"{stem}{pages}-{source.sha256[:8]}"


def row_key(filing: str, table: str, index: int) -> int:
    """A whole number of at most 15 digits for one row: the same in every run, rising in printed order.

    Unique within a filing and, by chance alone, across filings; together with the accession number it always is.
    """
    start = int.from_bytes(hashlib.sha256(f"{table}\0{filing}".encode()).digest()[:8], "big")
    return start % 900_000_000_000 * 1000 + 100_000_000_000_000 + index


class CikMap:
    """CIKs by name and by trading symbol; what stands for two CIKs stands for none."""

    def __init__(self, entries: Iterable[tuple[str, str, str]] = ()) -> None:
        self._found: dict[tuple[str, str], str | None] = {}
        for kind, words, cik in entries:
            key = (kind, _folded(words))
            if key[1]:
                self._found[key] = cik if self._found.get(key, cik) == cik else None

    def __len__(self) -> int:
        return len(self._found)

    def name(self, words: str | None) -> str | None:
        return self._found.get(("name", _folded(words))) if words else None

    def symbol(self, words: str | None) -> str | None:
        return self._found.get(("symbol", _folded(words))) if words else None


NO_CIKS = CikMap()


def issuer_cik(reading: Reading, ciks: CikMap = NO_CIKS) -> str | None:
    """The issuer's CIK, ten digits: from the record, from what the input's container states, or from the map."""
    issuer = reading.filing.issuer
    stated = issuer.cik or reading.source.facts.get("issuer_cik")
    return _padded(stated) or ciks.name(issuer.name) or ciks.symbol(issuer.trading_symbol)


def owner_cik(reading: Reading, owner: Owner, ciks: CikMap = NO_CIKS) -> str | None:
    """A reporting owner's CIK, ten digits: from the record, from the container by the owner's name, or from the map.

    A container that states one owner is taken at its word where the filing has a single owner too, whatever the name.
    """
    facts = reading.source.facts
    stated = facts.get("owner_ciks", "").split("\n")
    names = facts.get("owner_names", "").split("\n")
    by_name = CikMap(
        ("name", name, padded) for name, cik in zip(names, stated, strict=False) if (padded := _padded(cik))
    )
    alone = len(reading.filing.reporting_owners) == len(stated) == 1
    found = _padded(owner.cik) or by_name.name(owner.name) or (_padded(stated[0]) if alone else None)
    return found or ciks.name(owner.name)


def load_cik_map(path: Path) -> CikMap:
    """A map from a CSV or JSON file.

    CSV: a header with `cik` and `name` and/or `symbol`, or two columns without one (name or symbol, CIK).
    JSON: an object of names or symbols to CIKs, a list of objects, or one of the SEC's own company_tickers files.

    Raises:
        WriteError: the file cannot be read, has another shape, or holds something that is no CIK.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = _json_rows(json.loads(text)) if path.suffix.lower() == ".json" else _csv_rows(text)
        entries = [entry for row in rows for entry in _entries(row)]
    except OSError as error:
        raise WriteError(f"cannot read the CIK map {path}: {error.strerror}") from error
    except (ValueError, csv.Error) as error:
        raise WriteError(f"cannot read the CIK map {path}: {error}") from error
    return CikMap(entries)


def _csv_rows(text: str) -> Iterator[Mapping[str, Any]]:
    lines = list(csv.reader(text.splitlines()))
    if not lines:
        return
    heads = [cell.strip().casefold().replace(" ", "_") for cell in lines[0]]
    if not _CIKS.intersection(heads):
        heads = ["both", "cik"]
        lines.insert(0, heads)
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line):
            if len(line) != len(heads):
                raise ValueError(f"row {number} has {len(line)} columns, not {len(heads)}")
            yield dict(zip(heads, line, strict=True))


def _json_rows(plain: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(plain, dict) and isinstance(plain.get("data"), list) and isinstance(plain.get("fields"), list):
        heads = [str(head).casefold() for head in plain["fields"]]
        plain = [dict(zip(heads, line, strict=False)) for line in plain["data"]]
    if isinstance(plain, dict):
        values = plain.values()
        plain = list(values) if all(isinstance(value, dict) for value in values) else _pairs(plain)
    if not isinstance(plain, list) or not all(isinstance(row, dict) for row in plain):
        raise ValueError("it is neither an object of names to CIKs nor a list of objects")
    yield from plain


def _pairs(plain: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"both": words, "cik": cik} for words, cik in plain.items()]


def _entries(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    cik = next((str(row[name]) for name in row if name in _CIKS and row[name] not in (None, "")), None)
    if cik is None:
        return
    padded = _padded(cik)
    if padded is None:
        raise ValueError(f"{cik!r} is no CIK: up to ten digits are")
    for name, words in row.items():
        for kind, names in (("name", _NAMES), ("symbol", _SYMBOLS)):
            if isinstance(words, str) and (name in names or name == "both"):
                yield kind, words, padded


def _padded(cik: str | None) -> str | None:
    digits = (cik or "").strip()
    return digits.zfill(10) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else None


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
