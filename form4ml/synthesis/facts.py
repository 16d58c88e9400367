"""Pools of facts from public filings, drawn from with tempered counts and parted into open and held-out halves."""

from __future__ import annotations

import csv
import lzma
import math
import random
import re
import zlib
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_COMMON = re.compile(r"stock|shares?\b|units?\b|interests?", re.IGNORECASE)
_RIGHT = re.compile(
    r"option|right|warrant|restricted|phantom|deferred|convertible|swap|award|performance|appreciation|note",
    re.IGNORECASE,
)

TEMPER = 0.3  # a fact seen 1,000 times is drawn 8 times as often as one seen once
HELD_OUT_IN = 5  # one name in five is kept for held-out filings


def is_held_out(name: str) -> bool:
    """Whether an issuer or person belongs to the held-out part: the same answer on every machine and release."""
    return zlib.crc32(" ".join(name.lower().split()).encode()) % HELD_OUT_IN == 0


class Issuer(NamedTuple):
    name: str
    symbol: str


class Place(NamedTuple):
    code: str
    name: str
    kind: str  # "US", "CANADIAN", "FOREIGN"


class Pool(Generic[T]):
    """Things with weights; `draw` takes one in constant memory and logarithmic time."""

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = list(weighted)
        self.items: tuple[T, ...] = tuple(item for item, _ in pairs)
        self._bounds = list(accumulate(weight for _, weight in pairs))

    def __len__(self) -> int:
        return len(self.items)

    def draw(self, rng: random.Random) -> T:
        return self.items[min(bisect(self._bounds, rng.random() * self._bounds[-1]), len(self.items) - 1)]


@dataclass(frozen=True)
class Split(Generic[T]):
    """A pool in two halves that share no name."""

    open: Pool[T]
    held_out: Pool[T]

    def of(self, held_out: bool) -> Pool[T]:
        return self.held_out if held_out else self.open


def _tempered(count: str) -> float:
    return math.pow(max(1.0, float(count)), TEMPER)


def _split(rows: Sequence[dict[str, str]], make: Callable[[dict[str, str]], T]) -> Split[T]:
    halves: dict[bool, list[tuple[T, float]]] = {False: [], True: []}
    for row in rows:
        if row["name"]:
            halves[is_held_out(row["name"])].append((make(row), _tempered(row["count"])))
    return Split(Pool(halves[False]), Pool(halves[True]))


class Facts:
    """The fact files of one folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def load(cls, path: Path) -> Facts:
        """Raises FileNotFoundError where the folder holds no facts."""
        if not (path / "issuers.tsv.xz").is_file():
            raise FileNotFoundError(f"{path}: no facts here (issuers.tsv.xz is missing); give the folder corpus/facts")
        return cls(path)

    def _rows(self, name: str) -> list[dict[str, str]]:
        with lzma.open(self.folder / f"{name}.tsv.xz", "rt", encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            return [{key: " ".join(value.split()) for key, value in row.items()} for row in rows]

    def _texts(self, name: str, column: str) -> Pool[str]:
        return Pool((row[column], _tempered(row["count"])) for row in self._rows(name) if row[column])

    @cached_property
    def issuers(self) -> Split[Issuer]:
        return _split(self._rows("issuers"), lambda row: Issuer(row["name"], row["trading_symbol"]))

    @cached_property
    def owners(self) -> Split[str]:
        """Owners as EDGAR conforms them: LAST FIRST MIDDLE, or an entity's name."""
        return _split(self._rows("owners"), lambda row: row["name"])

    @cached_property
    def signers(self) -> Split[str]:
        """People as they sign: First M. Last."""
        return _split(self._rows("signers"), lambda row: row["name"])

    @cached_property
    def officer_titles(self) -> Pool[str]:
        return self._texts("officer_titles", "title")

    @cached_property
    def security_titles(self) -> Pool[str]:
        return self._texts("security_titles", "title")

    @cached_property
    def common_titles(self) -> Pool[str]:
        """Titles of stock as Table I names it: shares and units of ownership, no rights to them."""
        return Pool(
            (row["title"], _tempered(row["count"]))
            for name in ("security_titles", "underlying_titles")
            for row in self._rows(name)
            if _COMMON.search(row["title"]) and not _RIGHT.search(row["title"])
        )

    @cached_property
    def underlying_titles(self) -> Pool[str]:
        return self._texts("underlying_titles", "title")

    @cached_property
    def natures(self) -> Pool[str]:
        return self._texts("natures", "nature")

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(Place(row["Code"], row["Place"], row["Type"]) for row in self._rows("places"))

    @cached_property
    def derivative_transactions(self) -> list[dict[str, str]]:
        return self._rows("derivative_transactions")

    @cached_property
    def derivative_holdings(self) -> list[dict[str, str]]:
        return self._rows("derivative_holdings")

    @cached_property
    def holdings(self) -> list[dict[str, str]]:
        return self._rows("holdings")

    @cached_property
    def purchases(self) -> list[dict[str, str]]:
        return self._rows("purchases")
