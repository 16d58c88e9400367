"""Signatures with their dates; who signed, for whom and in what capacity, kept apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from form4ml.assembly.builder import Builder, signals_of
from form4ml.assembly.found import Found, found, merged, text_of
from form4ml.assembly.signature_lines import Block, blocks, is_date
from form4ml.checks.values import is_of_old
from form4ml.normalize import dates
from form4ml.normalize.names import is_entity, tokens
from form4ml.normalize.signatures import signature
from form4ml.record import Signature

_ENOUGH = 2  # signatures of one day that tell the day of another
_OVER = 5  # rows between a body's name and the person who signs for it
_BY, _FOR = re.compile(r"by\s*:", re.I), re.compile(r"\bfor\s+[A-Z]", re.I)


class _Signed(NamedTuple):
    name: Found | None
    day: Found | None
    shared: bool = False  # the date is another signature's too


def build(builder: Builder, items: list[Found]) -> None:
    """One entry a signature, with the date beside it, else with the next in order."""
    parts = blocks(builder.view, items)
    if is_of_old(builder.filing):
        parts = _signed_for(builder, _without_typed(builder, _without_bodies(parts)))
    for one in _paired(parts):
        _add(builder, one)
    if not builder.filing.signatures:
        builder.missing("/signatures", "unreadable")


def _without_bodies(parts: list[Block]) -> list[Block]:
    """The names of a fund and of its general partner, typed over the line that a person signs, are no signatures."""
    return [part for part, below in zip(parts, [*parts, None][1:], strict=True) if not _stands_over(part, below)]


def _without_typed(builder: Builder, parts: list[Block]) -> list[Block]:
    """A name typed under the line that the same person signed, with his title perhaps, is no signature of its own."""
    out: list[Block] = []
    for part in (_once(builder, part) for part in parts):
        last = out[-1] if out else None
        if last is not None and last.name is not None and part.name is not None and last.dates and not part.dates:
            own, typed = set(tokens(last.name.text)), set(tokens(part.name.text))
            if _near(last.name, part.name) and not part.signed and len(own & typed) > 1:
                continue
        out.append(part)
    return out


def _once(builder: Builder, part: Block) -> Block:
    """A signature without the name that is typed under it, where both were taken for one."""
    name, view = part.name, builder.view
    if name is None:
        return part
    above = [token for token in name.tokens if view.tokens[token].row == name.row]
    below = [token for token in name.tokens if view.tokens[token].row != name.row]
    own = set(tokens(text_of(view, above)))
    if not below or len(own) < 2 or not own <= set(tokens(text_of(view, below))):
        return part
    return Block(found(view, name.label, above, name.probability, name.part, name.opens), part.dates, part.signed)


def _signed_for(builder: Builder, parts: list[Block]) -> list[Block]:
    """Under the line that an agent signs stands for whom: `for Elaine M. Dow` goes with the signature above it."""
    out: list[Block] = []
    for part in parts:
        last = out[-1] if out else None
        if last is not None and last.name is not None and part.name is not None and not part.dates:
            names = _FOR.match(part.name.text) and not _FOR.search(last.name.text)
            if names and _near(last.name, part.name):
                whole = merged(builder.view, [last.name, part.name])
                out[-1] = Block(whole, last.dates, last.signed)
                continue
        out.append(part)
    return out


def _stands_over(part: Block, below: Block | None) -> bool:
    if part.name is None or part.dates or part.signed or below is None or below.name is None or not below.signed:
        return False
    return _near(part.name, below.name) and (is_entity(part.name.text) or _BY.match(part.name.text) is not None)


def _near(above: Found, below: Found) -> bool:
    return 0 < below.row - above.row <= _OVER and above.page == below.page


def _add(builder: Builder, one: _Signed) -> None:
    entry = Signature()
    base = f"/signatures/{len(builder.filing.signatures)}"
    if one.name is not None:
        _name(builder, base, entry, one.name)
    if entry.name is None:
        builder.missing(f"{base}/name", "unreadable")
    _date(builder, base, entry, one)
    if entry.name is not None or entry.date is not None:
        builder.filing.signatures.append(entry)


def _name(builder: Builder, base: str, entry: Signature, name: Found) -> None:
    read = signature(name.text)
    if read.value is None:
        return
    entry.name, entry.agent = read.value.name, read.value.agent
    entry.principal, entry.capacity = read.value.principal, read.value.capacity
    for field in ("name", "agent", "principal", "capacity"):
        if getattr(entry, field) is not None:
            signals = signals_of(name, repaired=read.repaired is not None).but(ocr=_sure(builder, name))
            builder.prove(f"{base}/{field}", name, signals=signals)
        elif field != "name":
            builder.missing(f"{base}/{field}", "not-on-form")


def _sure(builder: Builder, name: Found) -> float | None:
    """The engine's lowest confidence among the words of the name; what it made of the sign before it says nothing."""
    tokens = [builder.view.tokens[at] for at in name.tokens]
    first = next((at for at, token in enumerate(tokens) if token.text[:2].isalpha() and token.text[0].isupper()), 0)
    sure = [token.confidence for token in tokens[first:] if token.confidence is not None]
    return min(sure) if sure else name.ocr


def _date(builder: Builder, base: str, entry: Signature, one: _Signed) -> None:
    day = one.day
    value = dates.date(day.text) if day is not None else None
    # A month without its day is what is left of a date that was cut off.
    if day is not None and value is not None and value.value is not None and len(value.value) == 10:
        entry.date = value.value
        builder.prove(
            f"{base}/date",
            day,
            made_by="rule:one-date-for-all" if one.shared else "tagged",
            signals=signals_of(day, repaired=value.repaired is not None, inferred=one.shared),
            alternatives=value.alternatives,
        )
        return
    if day is not None and value is not None and entry.name is not None:
        builder.undecide(f"{base}/date", day, value.alternatives or _cut_off(value.value))
    builder.missing(f"{base}/date", "unreadable")


def _cut_off(month: str | None) -> list[str]:
    """The dates of which `10/2022` is the end: day and year with the month before them lost."""
    if month is None:
        return []
    year, day = month.split("-")[:2]
    return [f"{year}-{number:02}-{day}" for number in range(1, 13)]


def _paired(parts: list[Block]) -> list[_Signed]:
    """Each signature with its date; dates that stand apart go to the signatures that lack one, in order."""
    out: list[_Signed] = []
    spare: list[Found] = []
    for part in parts:
        days = sorted(part.dates, key=lambda day: not is_date(day.text))
        if part.name is None:
            spare += days
        else:
            out.append(_Signed(part.name, days[0] if days else None))
            spare += [day for day in days[1:] if is_date(day.text)]
    whole = [one.day for one in out if one.day is not None and is_date(one.day.text)] + [
        day for day in spare if is_date(day.text)
    ]
    if len(whole) == 1 and len(out) > 1:
        # One date printed for several signers stands for all of them.
        return [_Signed(one.name, whole[0], one.day is not whole[0]) for one in out]
    lacking = [at for at, one in enumerate(out) if one.day is None]
    if not spare:
        return _as_the_others(out)
    if len(lacking) == len(spare) or len(out) == 1:
        for at, day in zip(lacking, list(spare), strict=False):
            out[at] = _Signed(out[at].name, day)
            spare.remove(day)
    return _as_the_others(out) + [_Signed(None, day) for day in spare if _may_be_signed(day, out)]


def _may_be_signed(day: Found, signed: list[_Signed]) -> bool:
    """Whether a date without a name may be a signature's: where others are dated, it is of one of their days."""
    known = {dates.date(one.day.text).value for one in signed if one.day is not None} - {None}
    return not known or dates.date(day.text).value in known


def _as_the_others(signed: list[_Signed]) -> list[_Signed]:
    """Signers of one form sign on one day: where several dates were read alike and no other, it is that of all."""
    read = [(one.day, dates.date(one.day.text).value) for one in signed if one.day is not None]
    known = [(day, value) for day, value in read if value is not None and len(value) == 10]
    if len(known) < _ENOUGH or len({value for _, value in known}) > 1:
        return signed
    unread = {id(day) for day, value in read if value is None or len(value) < 10}
    return [
        _Signed(one.name, known[0][0], True)
        if one.name is not None and (one.day is None or id(one.day) in unread)
        else one
        for one in signed
    ]
