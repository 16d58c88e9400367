"""Rules on footnotes: numbered through, each once, each referred to, and none missing that is referred to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from form4ml.checks.values import finding, rows
from form4ml.record import Filing, Finding

_ID = re.compile(r"F([1-9]\d?)", re.ASCII)


def note_ids(filing: Filing) -> Iterator[Finding]:
    """Ids run F1, F2, ... without gaps, each once."""
    ids = [note.id for note in filing.footnotes]
    for ident, count in Counter(ids).items():
        pointers = [f"/footnotes/{index}/id" for index, one in enumerate(ids) if one == ident]
        if not _ID.fullmatch(ident):
            yield finding("note-ids", "error", f"{ident!r} is no id of a footnote.", pointers)
        elif count > 1:
            yield finding("note-ids", "error", f"{count} footnotes have the id {ident}.", pointers)
    numbers = {int(found[1]) for ident in ids if (found := _ID.fullmatch(ident))}
    gaps = sorted(set(range(1, max(numbers, default=0))) - numbers)
    if gaps:
        told = ", ".join(f"F{number}" for number in gaps)
        yield finding(
            "note-ids",
            "warning",
            f"The footnotes run to F{max(numbers)}, but {told} {'is' if len(gaps) == 1 else 'are'} missing.",
            ["/footnotes"],
        )


def notes_referenced(filing: Filing) -> Iterator[Finding]:
    """Every note that a cell refers to exists, every note is referred to, and no cell refers to one twice."""
    defined = {note.id for note in filing.footnotes}
    used: set[str] = set()
    for placed in rows(filing):
        for field, ids in placed.row.footnotes.items():
            where = placed.at(f"footnotes/{field.replace('~', '~0').replace('/', '~1')}")
            used.update(ids)
            missing = [ident for ident in dict.fromkeys(ids) if ident not in defined]
            if missing:
                what = field.replace("_", " ")
                yield finding(
                    "notes-referenced",
                    "warning",
                    f"{placed.name} refers at its {what} to {', '.join(missing)}, which is not among the notes.",
                    [where],
                )
            if len(set(ids)) < len(ids):
                yield finding(
                    "notes-referenced",
                    "warning",
                    f"{placed.name} refers to a note twice at its {field.replace('_', ' ')}.",
                    [where],
                )
    unused = [(index, note.id) for index, note in enumerate(filing.footnotes) if note.id not in used]
    if unused:
        told = ", ".join(ident for _, ident in unused)
        yield finding(
            "notes-unused",
            "warning",
            f"No cell refers to {told}; each note should be referred to at least once.",
            [f"/footnotes/{index}" for index, _ in unused],
        )
