"""How sure a value is: what is known about its reading, turned into a probability by a curve fitted on held-out filings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

# Nobody sees a probability in a table: a value must be half as likely again right as wrong. Notes and their marks are read
# beside the page, and stay where they are as likely right as wrong. What is left out, `absent` says.
DEFAULT_MIN_CONFIDENCE, DEFAULT_OF_NOTES = 0.6, 0.5

# Fields that go wrong for like reasons share a curve.
KINDS: dict[str, str] = {
    "transaction_date": "date", "deemed_execution_date": "date", "exercise_date": "date", "expiration_date": "date",
    "period_of_report": "date", "date_of_original_submission": "date", "date": "date",
    "shares": "amount", "underlying_shares": "amount", "shares_owned_following": "amount", "underlying_value": "amount",
    "value_owned_following": "amount", "transaction_total_value": "amount",
    "price_per_share": "price", "conversion_or_exercise_price": "price",
    "transaction_code": "code", "acquired_disposed": "letter", "direct_or_indirect": "letter",
    "reported_early": "beside", "equity_swap": "beside",
    "security_title": "wrapped", "underlying_title": "wrapped", "nature_of_ownership": "nature",
    "is_director": "flag", "is_officer": "flag", "is_ten_percent_owner": "flag", "is_other": "flag",
    "joint_filing": "flag", "document_type": "flag", "aff10b5_one": "flag", "not_subject_to_section16": "flag",
    "trading_symbol": "symbol", "name": "name", "officer_title": "title", "other_text": "title",
    "street1": "address", "street2": "address", "city": "address", "state": "address", "zip_code": "address",
    "country": "address", "text": "note", "remarks": "note", "low": "fact", "high": "fact", "fact": "fact",
}  # fmt: skip
SIGNALS: tuple[str, ...] = (
    "bias", "tag", "tag_low", "ocr", "no_ocr", "repaired", "pieces", "agreed", "disputed", "supported", "contradicted", "inferred", "quality",
    "odd", "strange", "repeated", "row_sure", "row_whole", "touched", "usual", "alike", "alike_much", "nought", "company",
    "told", "lines",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known about one value's reading."""

    tag: float = 1.0  # probability of its span
    ocr: float | None = None  # the engine's lowest confidence among its words
    repaired: bool = False  # the normalizer had to mend it
    pieces: int = 1  # fragments put together
    agreed: bool = False  # read alike in another place
    disputed: bool = False  # read otherwise in another place
    supported: bool = False  # a rule of the form bears it out
    contradicted: bool = False  # a rule of the form speaks against it
    inferred: bool = False  # follows from another value
    quality: float = 0.8  # share of the form's own words that the OCR got right on this document
    odd: bool = False  # signs stand in the text that no such value holds
    strange: int = 0  # words that are neither common nor stand elsewhere in the document
    repeated: bool = False  # the same text stands elsewhere in the document
    touched: bool = False  # mended, but for looks alone: points, case, signs at its ends
    usual: bool = False  # a text that many filers use
    alike: int = 0  # other rows with the same value in the same column
    nought: bool = False  # it is 0, which a single sign tells
    company: int = 6  # words in the lines that it was read from
    told: bool = False  # another place of the filing names it too
    lines: float | None = None  # share of sound words in its lines, where no engine says how sure it was
    row_sure: float | None = None  # mean probability of the spans of its row's other values; None outside the tables
    row_whole: float | None = None  # share of the values that every row has which were found in its row

    def vector(self) -> tuple[float, ...]:
        return (
            1.0,
            _log_odds(self.tag) / 4,
            1.0 if self.tag < 0.5 else 0.0,
            0.0 if self.ocr is None else self.ocr,
            1.0 if self.ocr is None else 0.0,
            float(self.repaired),
            min(self.pieces - 1, 4) / 2,
            float(self.agreed),
            float(self.disputed),
            float(self.supported),
            float(self.contradicted),
            float(self.inferred),
            4 * (self.quality - 0.8),
            float(self.odd),
            min(self.strange, 3) / 2,
            float(self.repeated),
            0.0 if self.row_sure is None else _log_odds(self.row_sure, 0.02) / 4,
            0.0 if self.row_whole is None else 2 * (self.row_whole - 0.8),
            float(self.touched),
            float(self.usual),
            float(self.alike > 0),
            float(self.alike > 2),
            float(self.nought),
            math.log1p(self.company) - 2,
            float(self.told),
            0.0 if self.lines is None else _log_odds(self.lines, 0.02) / 3 - 0.5,
        )

    def but(self, **changes: Any) -> Signals:
        return replace(self, **changes)


def _log_odds(probability: float, least: float = 1e-4) -> float:
    bounded = min(max(probability, least), 1 - least)
    return math.log(bounded / (1 - bounded))


def kind_of(pointer: str, inferred: bool = False) -> str:
    """The kind of value that a pointer leads to; what a rule inferred goes wrong for reasons of its own."""
    kind = _kind_of(pointer)
    return "inferred" if inferred and kind not in ("beside", "mark") else kind


def _kind_of(pointer: str) -> str:
    if pointer == "/issuer/name":
        return "issuer"
    if "/footnotes/" in pointer[1:]:
        return "mark"
    for name in reversed(pointer.split("/")):
        if name in KINDS:
            return "signature" if name == "name" and pointer.startswith("/signatures") else KINDS[name]
    return "fact"


def field_curve(kind: str, pointer: str) -> str:
    """The name of the curve of one field of a kind."""
    return f"{kind}: {next((name for name in reversed(pointer.split('/')) if not name.isdigit()), '')}"


def in_text(kind: str) -> str:
    """The curve of a kind of value where there are no confidences of words: in text, values go wrong for other reasons."""
    return f"{kind}, text"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic curves by kind of value, and by field where enough was seen of it; without any fitted, the span's probability stands."""

    curves: Mapping[str, tuple[float, ...]]

    def probability(self, pointer: str, signals: Signals) -> float:
        kind = kind_of(pointer, signals.inferred)
        own = field_curve(kind, pointer)
        names = (in_text(own), in_text(kind), kind, "all") if signals.ocr is None else (own, kind, "all")
        curve = next((self.curves[name] for name in names if name in self.curves), None)
        if curve is None:
            return signals.tag
        z = sum(w * x for w, x in zip(curve, signals.vector(), strict=True))
        return 1 / (1 + math.exp(-min(max(z, -30.0), 30.0)))


PLAIN = Calibration({})
