"""Codes, sides and letters decide: what a row says against its code, its nature of ownership and its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from form4ml.assembly.correct_pairs import EXERCISED
from form4ml.assembly.correct_readings import Readings
from form4ml.checks import decide
from form4ml.checks.decide import Choice
from form4ml.checks.trades import DIRECTIONS
from form4ml.checks.values import Placed, is_of_old, number, rows, transactions
from form4ml.record import Footnote

_REPEATED = ("security_title", "underlying_title", "nature_of_ownership", "exercise_date", "expiration_date",
             "conversion_or_exercise_price")  # fmt: skip
_BESIDE_LETTER = ("shares_owned_following", "value_owned_following", "security_title")
# Codes that come with one side by what they mean, in (Table I, Table II).
_CERTAIN: dict[str, tuple[str | None, str | None]] = {
    "S": ("D", "D"), "F": ("D", "D"), "D": ("D", "D"), "P": ("A", "A"), "A": ("A", "A"),
}  # fmt: skip
_GIVEN_OUT = re.compile(
    r"\b(?:pro[\s-]?rata|in[\s-]?kind)\b.{0,80}\bdistribut|\bdistribut\w+\b.{0,120}\b(?:partners|members|pro[\s-]?rata|in[\s-]?kind|without\s+(?:additional\s+)?consideration)\b",
    re.I | re.S,
)
_EXPIRED = frozenset("EH")
_GIFT = re.compile(r"\bgift", re.I)
_LIKES = 2  # rows that make a like
_MANY = 3  # and that make a habit of the table


def code_and_side(readings: Readings) -> None:
    """A code bears out its side and the side its code; an unreadable code is the one that the side leaves."""
    for placed in transactions(readings.filing):
        row, second = placed.row, placed.table.startswith("derivative")
        code_at, side_at = placed.at("transaction_code"), placed.at("acquired_disposed")
        side = readings.first(side_at, row.acquired_disposed)

        def decided(codes: Sequence[str], side: str | None = side, second: bool = second) -> Choice[str] | None:
            choice = decide.code(codes, side, second)
            # a code of either side is not borne out by a side
            return choice if choice and DIRECTIONS.get(choice.value, (None, None))[second] == side else None

        if readings.weigh(code_at, row.transaction_code, decided):
            readings.support(side_at)
        sure = _CERTAIN.get(row.transaction_code or "", (None, None))[second]
        if sure is None and row.transaction_code in EXERCISED and row.acquired_disposed is None:
            sure = "D" if second else "A"
        if sure is None:
            continue
        if row.acquired_disposed is None:
            readings.infer(side_at, sure, "side-of-code", code_at)
        elif second and side != sure and _by_column_alone(readings, placed):
            readings.take(side_at, Choice(sure, "side-of-code"))
        elif side is not None and side != sure and not second:
            readings.contradict(code_at)
            readings.contradict(side_at)


def code_of_derivatives(readings: Readings) -> None:
    """Derivatives alone expire: an E in Table I is the F or the C that it looks like, as the side and the price tell."""
    for placed in rows(readings.filing, "non_derivative_transactions"):
        row, pointer = placed.row, placed.at("transaction_code")
        if row.transaction_code not in _EXPIRED or row.acquired_disposed is None:
            continue
        paid = number(row.price_per_share)
        code = (
            "F" if row.acquired_disposed == "D" and paid else "C" if row.acquired_disposed == "A" and not paid else None
        )
        if row.transaction_code == "E" and code is not None:
            readings.take(pointer, Choice(code, "no-derivative"))
        else:
            readings.contradict(pointer)


def gift_or_conversion(readings: Readings) -> None:
    """G and C look alike: a conversion shows in Table II too, and one unpaid row among several is like the others."""
    converted = any(placed.row.transaction_code == "C" for placed in rows(readings.filing, "derivative_transactions"))
    days: dict[tuple[str, str | None, str | None], list[Placed]] = {}
    for placed in transactions(readings.filing):
        row = placed.row
        if row.transaction_code in ("C", "G") and not number(row.price_per_share):
            days.setdefault((placed.table, row.transaction_date, row.acquired_disposed), []).append(placed)
    given = any(placed.row.transaction_code == "G" for group in days.values() for placed in group)
    for (table, _, side), group in days.items():
        first = not table.startswith("derivative")
        gifts = [placed for placed in group if placed.row.transaction_code == "G"]
        conversions = [placed for placed in group if placed.row.transaction_code == "C"]
        if first and given and not converted:
            for placed in conversions:
                readings.take_likely(placed.at("transaction_code"), Choice("G", "gift-or-conversion"))
        elif converted and len(conversions) > len(gifts) > 0 and side == ("A" if first else "D"):
            for placed in gifts:
                readings.take_likely(placed.at("transaction_code"), Choice("C", "gift-or-conversion"))


def _by_column_alone(readings: Readings, placed: Placed) -> bool:
    """Whether a side was told by its sub-column only, while the code was read straight."""
    side, code = readings.proof(placed.at("acquired_disposed")), readings.proof(placed.at("transaction_code"))
    if side is None or code is None:
        return False
    if side.made_by != "rule:sub-column" or code.signals.inferred:
        return False
    # An award is acquired whatever stood beside its letter: of 2,900 rows of Table II 14 say otherwise.
    return placed.row.transaction_code == "A" or (code.made_by == "tagged" and not code.signals.repaired)


def code_of_its_likes(readings: Readings) -> None:
    """A trade of Table I whose code was not read has the one that all its likes have: those of its day and side, paid or not."""
    likes: dict[tuple[str, str, bool], list[Placed]] = {}
    for placed in rows(readings.filing, "non_derivative_transactions"):
        row, price = placed.row, number(placed.row.price_per_share)
        if row.transaction_date and row.acquired_disposed and row.origin == "table":
            likes.setdefault((row.transaction_date, row.acquired_disposed, bool(price)), []).append(placed)
    for group in likes.values():
        read = [placed for placed in group if _was_read(readings, placed)]
        if len(read) < _LIKES or len({placed.row.transaction_code for placed in read}) > 1:
            continue
        code = str(read[0].row.transaction_code)
        for placed in group:
            pointer = placed.at("transaction_code")
            if placed.row.transaction_code is None and _may_be(readings, pointer, code):
                readings.infer(pointer, code, "as-its-likes", read[0].at("transaction_code"))


def code_of_the_table(readings: Readings) -> None:
    """Where three trades of Table I and more have one code and no other was read, whatever their days, it is the others' too."""
    traded = [one for one in rows(readings.filing, "non_derivative_transactions") if one.row.origin == "table"]
    for placed in traded:
        row, pointer = placed.row, placed.at("transaction_code")
        if row.transaction_code is not None or not row.transaction_date or row.acquired_disposed is None:
            continue
        likes = [one for one in traded if _paid_alike(one, placed) and _was_read(readings, one)]
        codes = {str(one.row.transaction_code) for one in likes}
        if len(likes) < _MANY or len(codes) > 1:
            continue
        code = codes.pop()
        if DIRECTIONS.get(code, (None, None))[0] in (None, row.acquired_disposed) and _may_be(readings, pointer, code):
            readings.infer(pointer, code, "as-its-likes", likes[0].at("transaction_code"))


def _was_read(readings: Readings, placed: Placed) -> bool:
    proof = readings.proof(placed.at("transaction_code"))
    return placed.row.transaction_code is not None and proof is not None and not proof.signals.inferred


def _paid_alike(one: Placed, other: Placed) -> bool:
    """Whether both were paid for or neither was, as far as their prices were read."""
    first, second = number(one.row.price_per_share), number(other.row.price_per_share)
    return first is None or second is None or bool(first) == bool(second)


def distributed(readings: Readings) -> None:
    """What a fund gives out to its partners, unpaid, is an other disposition: a note says so where the code J was not read."""
    notes = {
        note.id: at for at, note in enumerate(readings.filing.footnotes) if note.text and _GIVEN_OUT.search(note.text)
    }
    if not notes:
        return
    told_of_gifts = any(_GIFT.search(note.text or "") for note in readings.filing.footnotes)
    traded = list(rows(readings.filing, "non_derivative_transactions"))
    unpaid = [one for one in traded if not number(one.row.price_per_share)]
    codes = {
        one.row.transaction_code for one in unpaid if one.row.acquired_disposed == "D" and _was_read(readings, one)
    }
    for placed in unpaid:
        row, pointer = placed.row, placed.at("transaction_code")
        if row.transaction_code is not None or row.origin != "table" or not row.transaction_date:
            continue
        marked = [name for name in row.footnotes.get("transaction_code", ()) if name in notes]
        at_nothing = row.acquired_disposed == "D" and row.price_per_share is not None
        alone = at_nothing and not told_of_gifts and codes <= {"J"}
        if (marked or alone) and _may_be(readings, pointer, "J"):
            at = notes[marked[0]] if marked else next(iter(notes.values()))
            readings.infer(pointer, "J", "distribution-told", f"/footnotes/{at}/text")


def _may_be(readings: Readings, pointer: str, code: str) -> bool:
    """Whether what was read in a code's cell, if anything, can be that code."""
    return pointer not in readings.undecided or not (others := readings.undecided[pointer][1]) or code in others


def indirect(readings: Readings) -> None:
    """Where a nature of indirect ownership stands and no letter was read, the letter is I."""
    for placed in rows(readings.filing):
        if placed.row.direct_or_indirect is None and placed.row.nature_of_ownership:
            readings.infer(placed.at("direct_or_indirect"), "I", "nature-printed", placed.at("nature_of_ownership"))


def direct(readings: Readings) -> None:
    """Indirect ownership names its nature: where nothing at all stands in that cell and no letter was read, the letter is D."""
    letters = {row.direct_or_indirect for _, _, row in rows(readings.filing)} - {None}
    if letters == {"I"}:
        return
    of_old = is_of_old(readings.filing)
    for placed in rows(readings.filing):
        row, nature = placed.row, placed.at("nature_of_ownership")
        if row.direct_or_indirect is not None or row.nature_of_ownership or nature in readings.undecided:
            continue
        if of_old and row.shares_owned_following is None:
            continue  # until 2003 the letter was typed beside what is owned, once for all trades of a month
        if not row.footnotes.get("nature_of_ownership") and row.origin != "footnote":
            for field in _BESIDE_LETTER:
                readings.infer(placed.at("direct_or_indirect"), "D", "no-nature", placed.at(field))


def repeated(readings: Readings) -> None:
    """A column's cells that were read alike row after row agree with each other."""
    for field in _REPEATED:
        cells: dict[str, list[str]] = {}
        for placed in rows(readings.filing):
            value = getattr(placed.row, field)
            if value is not None:
                cells.setdefault(str(value), []).append(placed.at(field))
        for pointers in cells.values():
            if len(pointers) > 1:
                readings.agree(pointers)


def told_in_notes(readings: Readings) -> None:
    """A number of shares that a row's own note tells."""
    told = {note.id: note for note in readings.filing.footnotes if note.shares}
    if not told:
        return
    for placed in rows(readings.filing):
        for field in ("shares", "shares_owned_following"):
            known = _told(placed, told)
            if known:
                value = getattr(placed.row, field)
                readings.weigh(placed.at(field), value, partial(decide.equal, others=known, rule="told-in-note"))


def _told(placed: Placed, told: dict[str, Footnote]) -> set[Decimal]:
    if placed.row.origin == "footnote":
        return set()
    ids = {ident for ids in placed.row.footnotes.values() for ident in ids}
    return {n for ident in ids if ident in told for n in told[ident].shares if number(n)}
