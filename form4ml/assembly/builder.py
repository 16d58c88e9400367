"""The record under construction: values put at their pointers, each with where it was read and how sure it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from form4ml.assembly.confidence import Calibration, Signals
from form4ml.assembly.found import Found, evidence_of
from form4ml.layout.view import View
from form4ml.normalize.common_words import common, words_of
from form4ml.record import TABLES, Absence, Evidence, Filing, Finding, Row

_ODD = re.compile(r"[|{}~^<>\\=_\[\]«»®©°]|[A-Za-z][0-9][A-Za-z]|[a-z][A-Z]{2}|[^\x00-\x7f‘’“”–—]")

# What every row of the tables says, and every row that tells a trade.
_EVERY_ROW = ("security_title", "shares_owned_following", "direct_or_indirect")
_EVERY_TRADE = ("transaction_date", "transaction_code", "shares", "acquired_disposed")


@dataclass(slots=True)
class Proof:
    """What stands behind one value."""

    found: Found
    signals: Signals
    made_by: str = "tagged"
    alternatives: list[Any] = field(default_factory=list)  # other readings as values, likeliest first


def signals_of(item: Found, **known: Any) -> Signals:
    return Signals(tag=item.probability, ocr=item.ocr, **known)


class MarkPlace(NamedTuple):
    """A footnote mark in the tables: the row and field it stands at, and the signs read for it, parted from a value or not."""

    base: str  # pointer of the row
    row: Row
    field: str
    item: Found
    signs: str
    parted: bool = False


class Echoes:
    """What of a value's text stands elsewhere in its document: what was read twice alike was hardly misread."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._text: str | None = None
        self._counts: Counter[str] = Counter()
        self._known: dict[str, tuple[int, bool]] = {}

    def of(self, text: str) -> tuple[int, bool]:
        """How many of its words are strange to the document and to filings at large; whether it stands here twice."""
        if self._text is None:
            self._text = " ".join(token.text for token in self._view.tokens).lower()
            self._counts.update(words_of(self._text))
        if text not in self._known:
            usual, counts = common(), self._counts
            strange = sum(1 for word in words_of(text) if counts[word] < 2 and word not in usual)
            folded = text.strip(".,;:|()[] ").lower()
            self._known[text] = (strange, len(folded) > 1 and self._text.count(folded) > 1)
        return self._known[text]


class Builder:
    """Collects a filing, its proofs, what is absent and why, and what was noticed on the way."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.quality = 0.8
        self.echoes = Echoes(view)
        self.filing = Filing()
        self.proofs: dict[str, Proof] = {}
        # Places whose text was read but not as a value, with what it may have been: a rule of the form may tell.
        self.undecided: dict[str, tuple[Found, list[Any]]] = {}
        self.mark_places: list[MarkPlace] = []
        self.absent: dict[str, Absence] = {}
        self.findings: list[Finding] = []

    def prove(
        self,
        pointer: str,
        item: Found,
        *,
        made_by: str = "tagged",
        signals: Signals | None = None,
        alternatives: list[Any] | tuple[Any, ...] = (),
    ) -> None:
        self.proofs[pointer] = Proof(item, signals or signals_of(item), made_by, list(alternatives))

    def undecide(self, pointer: str, item: Found, alternatives: list[Any] | tuple[Any, ...]) -> None:
        self.undecided.setdefault(pointer, (item, list(alternatives)))

    def missing(self, pointer: str, why: Absence) -> None:
        self.absent.setdefault(pointer, why)

    def notice(self, rule: str, severity: str, pointers: list[str], message: str) -> None:
        self.findings.append(Finding(rule=rule, severity=severity, pointers=pointers, message=message))  # type: ignore[arg-type]

    def signals(self, pointer: str, proof: Proof) -> Signals:
        """All that is known of a value's reading, its row's and the document's own quality with it."""
        text = proof.found.text
        strange, repeated = self.echoes.of(text)
        sure, whole = self._beside(pointer)
        return proof.signals.but(
            quality=self.quality, odd=bool(_ODD.search(text)), strange=strange, repeated=repeated,
            row_sure=sure, row_whole=whole,
        )  # fmt: skip

    def _beside(self, pointer: str) -> tuple[float | None, float | None]:
        """How sure the spans of the other values of a table's row are, and how many of those that it must have were found."""
        _, table, *rest = pointer.split("/")
        if table not in TABLES or len(rest) < 2:
            return None, None
        base = f"/{table}/{rest[0]}"
        needed = _EVERY_ROW if table.endswith("holdings") else (*_EVERY_ROW, *_EVERY_TRADE)
        found = {f"{base}/{name}": self.proofs.get(f"{base}/{name}") for name in needed}
        tags = [proof.signals.tag for at, proof in found.items() if proof is not None and at != pointer]
        there = sum(proof is not None for proof in found.values())
        return (sum(tags) / len(tags) if tags else 0.5), there / len(found)

    def evidence(self, calibration: Calibration) -> dict[str, Evidence]:
        out = {}
        for pointer, proof in self.proofs.items():
            confidence = calibration.probability(pointer, self.signals(pointer, proof))
            out[pointer] = evidence_of(
                self.view, proof.found, proof.made_by, round(confidence, 4), [str(a) for a in proof.alternatives]
            )
        return out


def get_at(filing: Filing, pointer: str) -> Any:
    """The value that a JSON Pointer leads to, or None."""
    here: Any = filing
    for name in pointer.split("/")[1:]:
        if isinstance(here, list):
            at = int(name)
            here = here[at] if at < len(here) else None
        elif isinstance(here, dict):
            here = here.get(name)
        else:
            here = getattr(here, name, None)
        if here is None:
            return None
    return here


def set_at(filing: Filing, pointer: str, value: Any) -> None:
    """Put a value at a JSON Pointer whose parent exists."""
    names = pointer.split("/")[1:]
    here: Any = filing
    for name in names[:-1]:
        here = (
            here[int(name)] if isinstance(here, list) else here[name] if isinstance(here, dict) else getattr(here, name)
        )
    if isinstance(here, list):
        here[int(names[-1])] = value
    elif isinstance(here, dict):
        here[names[-1]] = value
    else:
        setattr(here, names[-1], value)
