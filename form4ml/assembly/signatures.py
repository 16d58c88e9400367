"""Signatures with their dates; who signed, for whom and in what capacity, kept apart."""

from __future__ import annotations

from form4ml.assembly.builder import Builder, signals_of
from form4ml.assembly.found import Found, merged
from form4ml.normalize import dates
from form4ml.normalize.signatures import signature
from form4ml.record import Signature


def build(builder: Builder, items: list[Found]) -> None:
    """Pair each signature with the date beside it, else with the next in order."""
    signed = _whole(builder, [i for i in items if i.label == "SIGNATURE"])
    dated = _whole(builder, [i for i in items if i.label == "SIGNATURE_DATE"])
    pairs = _pairs(signed, dated)
    for name, day, shared in pairs:
        at = len(builder.filing.signatures)
        entry = Signature()
        base = f"/signatures/{at}"
        if name is not None:
            read = signature(name.text)
            if read.value is not None:
                entry.name, entry.agent = read.value.name, read.value.agent
                entry.principal, entry.capacity = read.value.principal, read.value.capacity
                for field in ("name", "agent", "principal", "capacity"):
                    if getattr(entry, field) is not None:
                        builder.prove(
                            f"{base}/{field}", name, signals=signals_of(name, repaired=read.repaired is not None)
                        )
                    elif field != "name":
                        builder.missing(f"{base}/{field}", "not-on-form")
        if entry.name is None:
            builder.missing(f"{base}/name", "unreadable")
        value = dates.date(day.text) if day is not None else None
        if day is not None and value is not None and value.value is not None:
            entry.date = value.value
            builder.prove(
                f"{base}/date",
                day,
                made_by="rule:one-date-for-all" if shared else "tagged",
                signals=signals_of(day, repaired=value.repaired is not None, inferred=shared),
                alternatives=value.alternatives,
            )
        else:
            if day is not None and value is not None and entry.name is not None:
                builder.undecide(f"{base}/date", day, value.alternatives)
            builder.missing(f"{base}/date", "unreadable")
        if entry.name is not None or entry.date is not None:
            builder.filing.signatures.append(entry)
    if not builder.filing.signatures:
        builder.missing("/signatures", "unreadable")


def _whole(builder: Builder, pieces: list[Found]) -> list[Found]:
    """A signature that runs over lines comes in several fragments."""
    out: list[Found] = []
    for piece in pieces:
        if out and not piece.opens and piece.row - out[-1].row <= 4 and piece.page == out[-1].page:
            out[-1] = merged(builder.view, [out[-1], piece])
        else:
            out.append(piece)
    return out


def _pairs(signed: list[Found], dated: list[Found]) -> list[tuple[Found | None, Found | None, bool]]:
    """Each signature with its date, and whether that date is another's too."""
    if len(signed) == len(dated):
        return [(name, day, False) for name, day in zip(signed, dated, strict=True)]
    # The nearest pairs first, so that no signature takes the date that stands beside another.
    near = sorted(
        (abs(day.row - name.row), abs(day.first - name.tokens[-1]), n, d)
        for n, name in enumerate(signed)
        for d, day in enumerate(dated)
        if abs(day.row - name.row) <= 3
    )
    own: dict[int, int] = {}
    for _, _, n, d in near:
        if n not in own and d not in own.values():
            own[n] = d
    if signed and len(dated) == 1:
        # One date printed for several signers stands for all of them.
        return [(name, dated[0], own.get(n) is None) for n, name in enumerate(signed)]
    out: list[tuple[Found | None, Found | None, bool]] = [
        (name, dated[own[n]] if n in own else None, False) for n, name in enumerate(signed)
    ]
    return out + [(None, day, False) for d, day in enumerate(dated) if d not in own.values()]
