"""True records misread as OCR misreads: texts as printed, spoilt, and read again by the normalizers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from correct_samples import builder_of, leaves

from form4ml.assembly.builder import Builder, get_at, set_at
from form4ml.normalize import amounts, codes, dates, places
from form4ml.normalize.values import Normal
from form4ml.record import Filing

_LIKE = {"0": "8669", "1": "7774", "2": "7", "3": "88", "4": "1", "5": "63", "6": "58", "7": "11", "8": "330", "9": "0"}
_CODE = {"S": "58$", "F": "E", "P": "RB", "M": "N", "A": "4", "C": "(€", "X": "Y", "G": "6", "O": "0Q"}
_AMOUNTS = ("shares", "shares_owned_following", "underlying_shares")
_PRICES = ("price_per_share", "conversion_or_exercise_price")
_DATES = ("transaction_date", "period_of_report", "exercise_date", "expiration_date", "date")


def _digit(text: str, rng: random.Random) -> str:
    at = rng.choice([i for i, char in enumerate(text) if char.isdigit()])
    return text[:at] + rng.choice(_LIKE[text[at]]) + text[at + 1 :]


def _printed(value: Decimal) -> str:
    return f"{value:,f}"


def _amount(text: str, rng: random.Random) -> str:
    way = rng.randrange(6)
    if way == 0 and "," in text:
        return text.replace(",", ".", 1)
    if way == 1:
        return text + rng.choice("123456")
    if way == 2:
        return "1" + text if "," not in text[:2] else "1" + text.replace(",", "", 1)
    if way == 3 and "," in text:
        return text.replace(",", "")
    return _digit(text, rng)


def _price(text: str, rng: random.Random) -> str:
    way = rng.randrange(5)
    if way == 0:
        return "$" + text.replace(".", "")
    if way == 1:
        return "$" + text.replace(".", ",")
    if way == 2:
        return "$" + text + rng.choice("123456")
    return "$" + _digit(text, rng)


def _date(text: str, rng: random.Random) -> str:
    year, month, day = text.split("-")
    printed = f"{month}/{day}/{year}"
    way = rng.randrange(4)
    if way == 0:
        return printed.replace("/", rng.choice(["1", "7", ""]), 1)
    if way == 1:
        return "9" + printed[1:]  # a slashed zero
    return _digit(printed, rng)


def _read_amount(text: str) -> Normal[Any]:
    return amounts.shares(text)


def _read_code(text: str) -> Normal[Any]:
    read = codes.code(text)
    value = read.value.letter if read.value else None
    return Normal(value, read.why, (), read.repaired, tuple(one.letter for one in read.alternatives))


def _texts(pointer: str, value: Any, rng: random.Random) -> tuple[str, Callable[[str], Normal[Any]]] | None:
    """The text that OCR makes of a value, and how it is read; None where none is simulated."""
    name = pointer.rsplit("/", 1)[1]
    if name in _AMOUNTS and value:
        return _amount(_printed(value), rng), _read_amount
    if name in _PRICES and value:
        return _price(_printed(value), rng), amounts.price
    if name in _DATES and len(value) == 10:
        return _date(value, rng), dates.date
    if name == "transaction_code" and value in _CODE:
        return rng.choice(_CODE[value]), _read_code
    if name == "zip_code" and value.isdigit():
        return _digit(value, rng), places.zip_code
    if name == "state" and len(value) == 2:
        return value[0] + rng.choice("0IL1BCO"), places.state
    if name == "acquired_disposed" or (name == "direct_or_indirect" and value == "I"):
        return "", codes.acquired_disposed
    return None


def misread(filing: Filing, share: float, rng: random.Random) -> tuple[Builder, set[str]]:
    """A builder of the filing with a share of its values misread, and the pointers of those that are now wrong."""
    spoilt = filing.model_copy(deep=True)
    alternatives: dict[str, list[Any]] = {}
    undecided: dict[str, tuple[str, list[Any]]] = {}
    wrong: set[str] = set()
    for pointer, value in list(leaves(filing)):
        if rng.random() > share or "/footnotes/" in pointer[:11]:
            continue
        if "/footnotes/" in pointer:
            set_at(spoilt, pointer, "F" + _digit(value[1:], rng))
            wrong.add(pointer)
            continue
        made = _texts(pointer, value, rng)
        if made is None:
            continue
        text, read = made
        got = read(text)
        set_at(spoilt, pointer, got.value)
        if got.value is None and text:
            undecided[pointer] = (text, list(got.alternatives))
        elif got.alternatives:
            alternatives[pointer] = list(got.alternatives)
        if got.value != value:
            wrong.add(pointer)
    return builder_of(spoilt, alternatives, undecided), wrong


def outcomes(filing: Filing, builder: Builder, wrong: set[str]) -> Iterator[tuple[str, str, str]]:
    """After the rules: (field, what became of the value, pointer)."""
    for pointer, value in leaves(filing):
        now = get_at(builder.filing, pointer)
        name = "mark" if "/footnotes/" in pointer[1:] and pointer.count("/") == 5 else pointer.rsplit("/", 1)[1]
        proof = builder.proofs.get(pointer)
        if pointer in wrong:
            if now == value:
                yield name, "mended", pointer
            elif proof is not None and proof.made_by != "tagged":
                yield name, "spoilt", pointer
            else:
                yield name, "left", pointer
        elif now != value:
            yield name, "spoilt", pointer
        else:
            yield name, "right", pointer
        if proof is not None:
            for signal in ("supported", "contradicted"):
                if getattr(proof.signals, signal):
                    yield name, f"{signal} {'right' if now == value else 'wrong'}", pointer


def tally(
    filings: list[Filing], share: float, rounds: int, apply: Callable[[Builder], None]
) -> Counter[tuple[str, str]]:
    """Outcomes counted by field and over all ("") in `rounds` misreadings of each filing."""
    rng = random.Random(4)
    counts: Counter[tuple[str, str]] = Counter()
    for _ in range(rounds):
        for filing in filings:
            builder, wrong = misread(filing, share, rng)
            apply(builder)
            for name, outcome, _pointer in outcomes(filing, builder, wrong):
                counts[name, outcome] += 1
                counts["", outcome] += 1
    return counts
