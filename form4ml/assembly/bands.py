"""Tables cut into bands: a page of eighty columns holds half of Table II, and its other columns stand below the first.

Each band repeats what its rows are known by, a title or a letter, or nothing. The rows of all bands are put together
again: by their letters where they have some, else in order where every band has as many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from form4ml.assembly.found import Found, found
from form4ml.assembly.table import RawRow, worth_keeping
from form4ml.layout.view import View
from form4ml.normalize.names import fold_loose
from form4ml.tagged import Tagged

_FRONT = frozenset({"DATE", "CODE", "EXERCISE_PRICE"})  # columns of the first band
_BACK = frozenset({"OWNED", "OWNERSHIP", "UNDERLYING_SHARES", "NATURE", "EXERCISE_DATE", "EXPIRATION_DATE"})
_STRAY = 0.5  # values a row that the tagger may have taken for columns of another band
_LETTER = re.compile(r"\(?([A-Za-z]|\d{1,2})[.)]?")
_VALUES = frozenset({"OWNED", "UNDERLYING_SHARES", "EXPIRATION_DATE", "SHARES", "OWNERSHIP"})


class Band(NamedTuple):
    """The values of one band, top to bottom."""

    items: list[Found]

    def share(self, labels: frozenset[str]) -> float:
        """How many values of these columns there are for each row, as far as the fullest column tells rows."""
        counts = Counter(item.label for item in self.items if item.label not in ("SECURITY", "FOOTNOTE_MARK"))
        return sum(counts[label] for label in labels) / max(counts.values(), default=1)


def bands_of(items: Sequence[Found], heads: Sequence[int]) -> list[Band]:
    """The bands of one table's values, by the rows of headings within it; none where it is not cut into bands."""
    ordered = sorted(items, key=lambda item: (item.row, item.first))
    out: list[list[Found]] = [[]]
    for item in ordered:
        if out[-1] and any(out[-1][-1].row < head < item.row for head in heads):
            out.append([])
        out[-1].append(item)
    parts = [Band(own) for own in out if own]
    if len(parts) < 2 or parts[0].share(_FRONT) == 0 or parts[0].share(frozenset({"OWNED", "OWNERSHIP"})) > _STRAY:
        return []
    later = parts[1:]
    if any(band.share(_FRONT) > _STRAY or band.share(_BACK) == 0 for band in later):
        return []
    return parts


def banded_rows(table: int, items: Sequence[Found], tagged: Tagged) -> list[RawRow] | None:
    """The rows of a table that is cut into bands, each of its parts in all bands; None where it is not cut."""
    bands = bands_of(items, [at for at, part in enumerate(tagged.parts) if part.endswith("head")])
    if not bands:
        return None
    parts = [_rows(table, band, tagged.view) for band in bands]
    lettered = all(key for rows in parts for key, _ in rows)
    whole = _by_letter(parts) if lettered else _in_order([[row for _, row in rows] for rows in parts])
    return [row for row in whole if worth_keeping(row)]


def _rows(table: int, band: Band, view: View) -> list[tuple[str, RawRow]]:
    """The rows of one band with their letters: from each line that begins one to the next."""
    starts = _lettered(band, view)
    if not starts:
        titles = [item.row for item in band.items if item.label == "SECURITY" and item.opens]
        lines = titles or sorted({item.row for item in band.items if item.label in _VALUES})
        starts = dict.fromkeys(lines, "")
    out: list[tuple[str, RawRow]] = []
    begun: int | None = None
    for item in band.items:
        if item.row in starts and item.row != begun:
            begun = item.row
            out.append((starts[begun], RawRow(table, page=item.page, y=float(begun))))
        if out:
            _put(out[-1][1], _bare(item, starts, view))
    return out


def _bare(item: Found, starts: dict[int, str], view: View) -> Found:
    """A title without the letter of its row."""
    lettered = bool(starts.get(item.row)) and item.first == view.rows[item.row].first
    if not lettered or item.label != "SECURITY" or len(item.tokens) < 2:
        return item
    return found(view, item.label, item.tokens[1:], item.probability, item.part, item.opens)


def _lettered(band: Band, view: View) -> dict[int, str]:
    """The rows of the page that begin with a letter or number of the table's row."""
    letters: dict[int, str] = {}
    for at in sorted({item.row for item in band.items}):
        letter = _LETTER.fullmatch(view.tokens[view.rows[at].first].text)
        wanted = (chr(ord("a") + len(letters)), str(len(letters) + 1))
        if letter is not None and letter[1].lower() in wanted:
            letters[at] = letter[1].lower()
    return letters if len({key.isdigit() for key in letters.values()}) == 1 else {}


def _put(row: RawRow, item: Found) -> None:
    if item.label == "FOOTNOTE_MARK":
        beside = [one for pieces in row.cells.values() for one in pieces if one.row == item.row]
        if beside:
            row.marks[max(beside, key=lambda one: one.first).label].append(item)
        return
    row.cells[item.label].append(item)


def _by_letter(parts: Sequence[Sequence[tuple[str, RawRow]]]) -> list[RawRow]:
    whole = dict(parts[0])
    for rows in parts[1:]:
        for key, row in rows:
            if key in whole:
                _take_in(whole[key], row)
    return list(whole.values())


def _in_order(parts: Sequence[list[RawRow]]) -> list[RawRow]:
    """Rows in order; of bands that have more or fewer rows than the first, those whose titles tell them."""
    whole = parts[0]
    for rows in parts[1:]:
        if len(rows) == len(whole):
            for one, two in zip(whole, rows, strict=True):
                _take_in(one, two)
            continue
        left = list(whole)
        for row in rows:
            alike = [one for one in left if _title(one) and _title(one) == _title(row)]
            if len(alike) == 1:
                _take_in(alike[0], row)
                left.remove(alike[0])
    return whole


def _title(row: RawRow) -> str:
    return fold_loose(" ".join(piece.text for piece in row.cells.get("SECURITY", ())))


def _take_in(row: RawRow, other: RawRow) -> None:
    """What another band has of the row; its title is there already, and one that is not repeated is the underlying's."""
    for label, pieces in other.cells.items():
        if label == "SECURITY" and row.cells.get(label):
            if row.table == 2 and not other.cells.get("UNDERLYING") and _title(other) != _title(row):
                row.cells["UNDERLYING"] += pieces
        elif not row.cells.get(label):
            row.cells[label] = list(pieces)
    for label, marks in other.marks.items():
        row.marks[label] += marks


def two_lines_each(rows: Sequence[RawRow]) -> list[RawRow]:
    """Rows of Table II typed in two lines: the second of each, without trade or price, completes the first."""
    out: list[RawRow] = []
    for row in rows:
        last = out[-1] if out else None
        if last is not None and last.table == row.table == 2 and _completes(last, row):
            _take_in(last, row)
        else:
            out.append(row)
    return out


def _completes(row: RawRow, rest: RawRow) -> bool:
    here = {label for label, pieces in row.cells.items() if pieces}
    there = {label for label, pieces in rest.cells.items() if pieces}
    front = {"DATE", "CODE"} <= here and not here & {"OWNED", "UNDERLYING", "UNDERLYING_SHARES"}
    back = {"OWNED", "UNDERLYING_SHARES"} <= there and not there & (_FRONT | {"EXPIRATION_DATE"})
    return front and back
