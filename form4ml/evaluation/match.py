"""One gold record held against one predicted record: a row a compared value, from which every figure is later counted.

A value that both sides lack is no row. `right` is a true positive; `wrong` counts against precision, recall or both,
after which sides have a value; `invented` is a value that the form does not have; `missed` one that was not read.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from form4ml.evaluation.fields import (
    ADDRESS_KINDS,
    FILING_KINDS,
    ISSUER_KINDS,
    RELATIONSHIP_KINDS,
    RELATIONSHIPS,
    ROW_KINDS,
    TITLE_KINDS,
    TITLES,
    Kind,
)
from form4ml.evaluation.normal import NORMAL, date, flag, letters, number, same
from form4ml.evaluation.pairing import pair_named, pair_rows
from form4ml.record import TABLES

Verdict = Literal["right", "wrong", "invented", "missed"]
Cause = Literal["lost", "mistagged", "misassembled", "misnormalised", "mark", "invented"]
Standing = Literal["together", "scattered", "absent"]
_SIGNED: Final = re.compile(r"^\s*/s/\s*", re.IGNORECASE)
_GAP: Final = re.compile(r"[\s,]+")


class Value(NamedTuple):
    """One compared value; gold and predicted are as stated, None where that side has none."""

    field: str
    gold: str | None
    predicted: str | None
    verdict: Verdict
    near: bool  # not right, but for punctuation and spaces it would be
    gold_at: str | None  # JSON Pointer into the gold record
    predicted_at: str | None  # JSON Pointer into the predicted record
    confidence: float | None  # of the predicted value's own evidence
    standing: Standing | None = None  # of the gold value in the text as read, where `causes.explain` has looked
    cause: Cause | None = None  # of what is not right, likewise


class Variant(NamedTuple):
    """How a filing was printed and read, as its file name states it; None for what the name leaves out."""

    layout: str | None = None
    orientation: str | None = None
    quality: str | None = None
    engine: str | None = None
    psm: str | None = None


@dataclass(frozen=True, slots=True)
class RecordMatch:
    """Everything that was compared of one filing in one variant."""

    values: tuple[Value, ...]
    name: str = ""
    variant: str = ""  # as in the file name
    facts: Variant = field(default_factory=Variant)
    era: str = "unknown"

    @property
    def stem(self) -> str:
        return f"{self.name}.{self.variant}" if self.variant else self.name


_LAYOUTS: Final = frozenset({"compact", "viewer", "agent", "paper", "ascii"})
_ORIENTATIONS: Final = {"land": "landscape", "port": "portrait"}
_PSM: Final = re.compile(r"psm(\d+)$")


def parse_variant(variant: str) -> Variant:
    """Facts out of layout-orientation-quality-reader (`compact-land-scan200-psm3`), as far as they stand there."""
    found: dict[str, str] = {}
    for part in variant.split("-"):
        mode = _PSM.match(part)
        if part in _LAYOUTS:
            found["layout"] = part
        elif part in _ORIENTATIONS:
            found["orientation"] = _ORIENTATIONS[part]
        elif mode:
            found |= {"engine": "tesseract", "psm": mode.group(1)}
        elif part.startswith("rapid"):
            found["engine"] = "rapidocr"
        elif part:
            found["quality"] = part
    return Variant(**found)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [_mapping(item) for item in value] if isinstance(value, list | tuple) else []


def _at(items: Sequence[Mapping[str, Any]], index: int | None) -> Mapping[str, Any]:
    return items[index] if index is not None else {}


def _under(root: str, index: int | None) -> str | None:
    return None if index is None else f"{root}/{index}"


def _shown(value: Any) -> str:
    return "true" if value is True else str(value)


def _verdict(gold: Hashable, predicted: Hashable, equal: bool) -> Verdict:
    if equal:
        return "right"
    if gold is None:
        return "invented"
    return "missed" if predicted is None else "wrong"


class _Matcher:
    """Collects the rows of one filing in the order of the form."""

    def __init__(self, evidence: Mapping[str, Any]) -> None:
        self.evidence = evidence
        self.values: list[Value] = []

    def confidence(self, pointer: str | None) -> float | None:
        found = _mapping(self.evidence.get(pointer)).get("confidence") if pointer else None
        return None if found is None else float(found)

    def value(
        self, name: str, kind: Kind, gold: Any, predicted: Any, gold_at: str | None, predicted_at: str | None
    ) -> None:
        ours, theirs = NORMAL[kind](gold), NORMAL[kind](predicted)
        if ours is None and theirs is None:
            return
        equal = same(kind, ours, theirs)
        near = not equal and None not in (ours, theirs) and letters(ours) == letters(theirs)
        self.values.append(
            Value(
                field=name,
                gold=None if ours is None else _shown(gold),
                predicted=None if theirs is None else _shown(predicted),
                verdict=_verdict(ours, theirs, equal),
                near=near,
                gold_at=None if ours is None else gold_at,
                predicted_at=None if theirs is None else predicted_at,
                confidence=None if theirs is None else self.confidence(predicted_at),
            )
        )

    def fields(
        self,
        prefix: str,
        kinds: Mapping[str, Kind],
        gold: Mapping[str, Any],
        predicted: Mapping[str, Any],
        gold_at: str | None,
        predicted_at: str | None,
    ) -> None:
        for name, kind in kinds.items():
            ours = None if gold_at is None else f"{gold_at}/{name}"
            theirs = None if predicted_at is None else f"{predicted_at}/{name}"
            self.value(prefix + name, kind, gold.get(name), predicted.get(name), ours, theirs)

    def bag(self, name: str, gold: Iterable[tuple[str, str]], predicted: Iterable[tuple[str, str]]) -> None:
        """Members (value, pointer) without order; each member answers at most one of the other side."""
        left: dict[str, list[str]] = {}
        for member, pointer in predicted:
            left.setdefault(member, []).append(pointer)
        missed: list[Value] = []
        for member, pointer in gold:
            answers = left.get(member)
            if answers:
                there = answers.pop(0)
                confidence = self.confidence(there)
                self.values.append(Value(name, member, member, "right", False, pointer, there, confidence))
            else:
                missed.append(Value(name, member, None, "missed", False, pointer, None, None))
        self.values += missed
        for member, pointers in left.items():
            for there in pointers:
                self.values.append(Value(name, None, member, "wrong", False, None, there, self.confidence(there)))


def _street(owner: Mapping[str, Any]) -> str | None:
    """Both street lines as one: prints join and wrap them at will."""
    address = _mapping(owner.get("address"))
    lines = [str(address[name]) for name in ("street1", "street2") if address.get(name)]
    return _GAP.sub(" ", " ".join(lines)) or None


def _relationship_once(
    matcher: _Matcher, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> None:
    sides = (gold, predicted)
    for name in RELATIONSHIPS:
        checked = [any(flag(owner.get(name)) for owner in owners) for owners in sides]
        matcher.value("owner." + name, "flag", checked[0], checked[1], f"/reporting_owners/*/{name}", None)
    for name in TITLES:
        words = [next((o[name] for o in owners if o.get(name)), None) for owners in sides]
        matcher.value("owner." + name, "text", words[0], words[1], f"/reporting_owners/*/{name}", None)


def _owners(matcher: _Matcher, gold: Mapping[str, Any], predicted: Mapping[str, Any], box5_once: bool) -> None:
    ours, theirs = _mappings(gold.get("reporting_owners")), _mappings(predicted.get("reporting_owners"))
    once = box5_once and len(ours) > 1
    if once:
        _relationship_once(matcher, ours, theirs)
    kinds: dict[str, Kind] = {"name": "text"}
    if not once:
        kinds |= TITLE_KINDS | RELATIONSHIP_KINDS
    for i, j in pair_named(ours, theirs):
        owner, other = _at(ours, i), _at(theirs, j)
        here, there = _under("/reporting_owners", i), _under("/reporting_owners", j)
        matcher.fields("owner.", kinds, owner, other, here, there)
        street_here, street_there = (at and at + "/address/street1" for at in (here, there))
        matcher.value("owner.street", "text", _street(owner), _street(other), street_here, street_there)
        address, other_address = _mapping(owner.get("address")), _mapping(other.get("address"))
        here, there = (at and at + "/address" for at in (here, there))
        matcher.fields("owner.", ADDRESS_KINDS, address, other_address, here, there)


def _mark_members(row: Mapping[str, Any], at: str | None) -> list[tuple[str, str]]:
    return [
        (f"{name}:{mark}", f"{at}/footnotes/{name}/{index}")
        for name, marks in _mapping(row.get("footnotes")).items()
        for index, mark in enumerate(marks or ())
    ]


def _rows(matcher: _Matcher, table: str, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
    ours, theirs = _mappings(gold.get(table)), _mappings(predicted.get(table))
    for i, j in pair_rows(ours, theirs):
        row, other = _at(ours, i), _at(theirs, j)
        here, there = _under(f"/{table}", i), _under(f"/{table}", j)
        matcher.fields("row.", ROW_KINDS, row, other, here, there)
        matcher.bag("row.footnotes", _mark_members(row, here), _mark_members(other, there))


def _footnotes(matcher: _Matcher, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
    theirs = {
        note.get("id"): (note.get("text"), f"/footnotes/{index}/text")
        for index, note in enumerate(_mappings(predicted.get("footnotes")))
    }
    for index, note in enumerate(_mappings(gold.get("footnotes"))):
        words, there = theirs.pop(note.get("id"), (None, None))
        matcher.value("footnote.text", "long", note.get("text"), words, f"/footnotes/{index}/text", there)
    for words, there in theirs.values():
        matcher.value("footnote.text", "long", None, words, None, there)


def _signed(signature: Mapping[str, Any]) -> str | None:
    name = signature.get("name")
    return _SIGNED.sub("", str(name)) if name else None


def _under_name(at: str | None) -> str | None:
    return None if at is None else at + "/name"


def _signatures(matcher: _Matcher, gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
    ours, theirs = _mappings(gold.get("signatures")), _mappings(predicted.get("signatures"))
    for i, j in pair_named(ours, theirs):
        here, there = _under("/signatures", i), _under("/signatures", j)
        sign, other = _at(ours, i), _at(theirs, j)
        matcher.value("signature.name", "text", _signed(sign), _signed(other), _under_name(here), _under_name(there))
        matcher.fields("signature.", {"date": "date"}, sign, other, here, there)


def _range(low: Any, high: Any) -> str:
    return f"{number(low)}-{number(high)}"


def _note_facts(matcher: _Matcher, facts: Mapping[str, Any], predicted: Mapping[str, Any]) -> None:
    notes = list(enumerate(_mappings(predicted.get("footnotes"))))
    ranges = [
        (_range(found.get("low"), found.get("high")), f"/footnotes/{index}/price_ranges/{place}")
        for index, note in notes
        for place, found in enumerate(_mappings(note.get("price_ranges")))
    ]
    days = [
        (date(day) or "", f"/footnotes/{index}/plan_adoption_dates/{place}")
        for index, note in notes
        for place, day in enumerate(note.get("plan_adoption_dates") or ())
    ]
    gold_ranges = [(_range(*pair), f"/price_ranges/{i}") for i, pair in enumerate(facts.get("price_ranges") or ())]
    gold_days = [
        (str(day), f"/plan_adoption_dates/{i}") for i, day in enumerate(facts.get("plan_adoption_dates") or ())
    ]
    matcher.bag("price_range", gold_ranges, ranges)
    matcher.bag("plan_adoption_date", gold_days, days)


def match_records(
    gold: Mapping[str, Any],
    predicted: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    box5_once: bool = False,
) -> RecordMatch:
    """Match a predicted record (a reading with `filing` and `evidence`, or the filing alone) against the gold filing.

    `facts` holds the price ranges ([[low, high]]) and plan adoption dates that the notes state; without it these are
    not compared. `box5_once`: the print shows one relationship box for several owners, so it is compared once.
    """
    evidence = _mapping(predicted.get("evidence"))
    filing = _mapping(predicted.get("filing", predicted))
    matcher = _Matcher(evidence)
    matcher.fields("", FILING_KINDS, gold, filing, "", "")
    matcher.fields(
        "issuer.", ISSUER_KINDS, _mapping(gold.get("issuer")), _mapping(filing.get("issuer")), "/issuer", "/issuer"
    )
    _owners(matcher, gold, filing, box5_once)
    for table in TABLES:
        _rows(matcher, table, gold, filing)
    _footnotes(matcher, gold, filing)
    _signatures(matcher, gold, filing)
    if facts is not None:
        _note_facts(matcher, facts, filing)
    return RecordMatch(tuple(matcher.values))
