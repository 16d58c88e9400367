"""Values less sure than asked for are left out of a record, and said to be."""

from __future__ import annotations

import re
from collections import defaultdict

from form4ml.assembly.builder import Builder, get_at, set_at
from form4ml.record import ROW_FIELDS, TABLES, Evidence

_AMOUNTS = frozenset(
    ("shares", "transaction_total_value", "shares_owned_following", "value_owned_following", "underlying_shares", "underlying_value")
)  # fmt: skip
_MARK = re.compile(r"(?P<marks>/\w+/\d+/footnotes/\w+)/(?P<at>\d+)")


def abstain(builder: Builder, evidence: dict[str, Evidence], least: float, of_notes: float) -> None:
    """Take values below the confidence out of the filing and its evidence, in place; notes and marks below their own."""
    unsure = [
        pointer for pointer, proof in evidence.items() if proof.confidence < (of_notes if _is_note(pointer) else least)
    ]
    marks: dict[str, set[int]] = defaultdict(set)
    for pointer in unsure:
        mark = _MARK.fullmatch(pointer)
        if mark:
            marks[mark["marks"]].add(int(mark["at"]))
        elif not _in_list(pointer):
            set_at(builder.filing, pointer, None)
            builder.absent[pointer] = "abstained"
            del evidence[pointer]
    for pointer, places in marks.items():
        _drop_marks(builder, evidence, pointer, places)
    _empty_hollow_rows(builder, evidence)


def _empty_hollow_rows(builder: Builder, evidence: dict[str, Evidence]) -> None:
    """What is left of a row says nothing without a security, an amount or, of a trade, its code: a scrap of another's."""
    for table in TABLES:
        for at, row in enumerate(getattr(builder.filing, table)):
            left = {name for name in ROW_FIELDS[table] if getattr(row, name)}
            code = evidence.get(f"/{table}/{at}/transaction_code")
            read = code is not None and not code.made_by.startswith("rule:")
            if "security_title" in left or read or (left & _AMOUNTS and not _is_scrap(table, left)):
                continue
            for name in (name for name in ROW_FIELDS[table] if name in left):
                pointer = f"/{table}/{at}/{name}"
                set_at(builder.filing, pointer, None)
                builder.absent[pointer] = "abstained"
                evidence.pop(pointer, None)


def _is_scrap(table: str, left: set[str]) -> bool:
    """Whether a row of trades has lost its day with its code and its security."""
    return table.endswith("transactions") and "transaction_date" not in left


def _is_note(pointer: str) -> bool:
    """Whether it is a note's or the remarks' text, or a mark."""
    return pointer == "/remarks" or "/footnotes/" in pointer


def _in_list(pointer: str) -> bool:
    """Entries of a note's lists stay: without one, the others' places would no longer be theirs."""
    if pointer.startswith("/footnotes/") and not pointer.endswith("/text"):
        return True
    return "/price_ranges/" in pointer or pointer.rsplit("/", 1)[1].isdigit()


def _drop_marks(builder: Builder, evidence: dict[str, Evidence], pointer: str, places: set[int]) -> None:
    """A cell's marks less the unsure ones; what is left moves up, with its evidence."""
    ids: list[str] = get_at(builder.filing, pointer)
    kept = [at for at in range(len(ids)) if at not in places]
    proofs = [evidence.pop(f"{pointer}/{at}", None) for at in range(len(ids))]
    row, _, field = pointer.rpartition("/")
    if kept:
        get_at(builder.filing, row)[field] = [ids[at] for at in kept]
    else:
        del get_at(builder.filing, row)[field]
    for here, at in enumerate(kept):
        proof = proofs[at]
        if proof is not None:
            evidence[f"{pointer}/{here}"] = proof
    count = len(places)
    builder.notice(
        "marks-unsure", "info", [row.removesuffix("/footnotes")],
        f"{count} footnote mark{'s' if count > 1 else ''} at {field} left out: which note is named is not sure enough",
    )  # fmt: skip
