"""Footnote marks of the tables put to their cells: all marks of a filing name their notes together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from form4ml.assembly.builder import Builder, MarkPlace, signals_of
from form4ml.assembly.mark_order import Mark, named
from form4ml.normalize import footnote_marks
from form4ml.normalize.mark_fields import fit
from form4ml.normalize.mark_shapes import parts
from form4ml.record import Footnote

_CLEAN = re.compile(r"\(\d{1,2}\)")
_MOSTLY = 0.9
_MOSTLY_CELLED = 0.75  # marks of ruled cells were read one by one, enlarged
_LEAST = 0.4  # a mark that names no note more surely than that is left out
# Columns from left to right by the record's fields; a cell of shares or of a value is one.
_RANK: dict[str, int] = {
    name: at
    for at, names in enumerate((
        ("security_title",), ("conversion_or_exercise_price",), ("transaction_date",), ("deemed_execution_date",),
        ("transaction_code",), ("shares", "transaction_total_value"), ("acquired_disposed",), ("exercise_date",),
        ("expiration_date",), ("underlying_title",), ("underlying_shares", "underlying_value"), ("price_per_share",),
        ("shares_owned_following", "value_owned_following"), ("direct_or_indirect",), ("nature_of_ownership",),
    ))
    for name in names
}  # fmt: skip


def settle(builder: Builder) -> None:
    """Give every mark that was found in the tables the note that it names."""
    notes = builder.filing.footnotes
    places = list(_single(builder.mark_places))
    rows = {place.base: at for at, place in reversed(list(enumerate(places)))}
    places.sort(key=lambda place: (rows[place.base], _RANK.get(place.field, 0)))
    last = max((_number(note) for note in notes), default=0)  # a note between may be lost
    if not notes or _legible(places, _MOSTLY_CELLED if builder.view.celled else _MOSTLY):
        for place in places:
            _as_read(builder, place, last or None)
        return
    read = named([Mark(rows[p.base], p.field, p.signs) for p in places], last, _fits(notes))
    for place, name in zip(places, read, strict=True):
        if name.probability >= _LEAST:
            for number in name.numbers:
                _put(builder, place, number, name.probability, last)


def _single(places: Sequence[MarkPlace]) -> Iterator[MarkPlace]:
    """Places of one mark each. Of two in the cell of exercise, the last is the empty cell's of expiration."""
    marked = {(place.base, place.field) for place in places}
    for place in places:
        signs = [place.signs] if place.parted else parts(place.signs)
        beyond = (
            place.field == "exercise_date"
            and len(signs) > 1
            and place.row.expiration_date is None
            and (place.base, "expiration_date") not in marked
        )
        for at, one in enumerate(signs):
            moved = beyond and at == len(signs) - 1
            yield place._replace(signs=one, field="expiration_date" if moved else place.field)


def _fits(notes: Sequence[Footnote]) -> dict[tuple[str, int], float]:
    return {(field, _number(note)): score for note in notes for field, score in fit(note.text or "").items()}


def _number(note: Footnote) -> int:
    return int(note.id[1:])


def _legible(places: Sequence[MarkPlace], mostly: float) -> bool:
    """Whether a document's marks can be read, as in type that no engine had to make out: then there is nothing to weigh."""
    signs = [place.signs for place in places if not place.parted]
    return sum(bool(_CLEAN.fullmatch(one)) for one in signs) >= mostly * len(signs)


def _as_read(builder: Builder, place: MarkPlace, highest: int | None) -> None:
    """Only what can be read is taken: there is no order to go by without notes, and no need of one where all is legible."""
    ids = (f"F{place.signs}",) if place.parted else footnote_marks.marks(place.signs, highest).value or ()
    for ident in ids:
        _add(builder, place, ident, 1.0, "rule:split-mark" if place.parted else "tagged", place.parted)


def _put(builder: Builder, place: MarkPlace, number: int, sure: float, notes: int) -> None:
    ident = f"F{number}"
    if place.parted:
        read, made_by = place.signs == str(number), "rule:split-mark"
    else:
        read, made_by = ident in (footnote_marks.marks(place.signs, notes).value or ()), "tagged"
    made_by = made_by if read else "corrected:marks-in-order"
    _add(builder, place, ident, sure, made_by, place.parted or not read)


def _add(builder: Builder, place: MarkPlace, ident: str, sure: float, made_by: str, repaired: bool) -> None:
    ids = place.row.footnotes.setdefault(place.field, [])
    if ident in ids:
        return
    ids.append(ident)
    builder.prove(
        f"{place.base}/footnotes/{place.field}/{len(ids) - 1}",
        place.item,
        made_by=made_by,
        signals=signals_of(place.item, repaired=repaired).but(tag=place.item.probability * sure),
    )
