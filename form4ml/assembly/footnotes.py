"""Footnotes: their lines put back into texts, their numbers told from marks that OCR drops into any line, their facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from form4ml.assembly import note_lines
from form4ml.assembly.builder import Builder, Proof, signals_of
from form4ml.assembly.found import Found, found, text_of
from form4ml.labels import NOTE_ENTITIES
from form4ml.normalize import dates, footnote_marks, notes, ranges
from form4ml.normalize.amounts import shares
from form4ml.normalize.known_words import mended
from form4ml.normalize.values import Normal
from form4ml.record import Footnote, PriceRange
from form4ml.tagged import Tagged

_SHORT = 12  # words of a remark


@dataclass(slots=True)
class Note:
    """One note's tokens in reading order, those of its number left out."""

    tokens: list[int] = field(default_factory=list)
    number: int = 0
    opening: float = 1.0  # how probably it opens where it is cut
    probability: float = 1.0


def build(builder: Builder, tagged: Tagged, items: list[Found]) -> None:
    """Fill footnotes and remarks, with the facts that they state."""
    text_items = [i for i in items if i.label in ("FOOTNOTE", *NOTE_ENTITIES) and i.part in ("notes", "remarks")]
    remark_items = [i for i in items if i.label == "REMARKS"]
    marks = [i for i in items if i.label == "FOOTNOTE_ID"]
    remark_items += _amid_remarks(text_items, remark_items, marks)
    text_items = [i for i in text_items if i not in remark_items]
    cut = _cut(tagged, text_items, marks)
    facts = [i for i in text_items if i.label in NOTE_ENTITIES]
    for at, note in enumerate(cut):
        _note(builder, at, note, facts)
    _remarks(builder, remark_items)
    builder.filing.plan_adoption_dates = _gathered([d for n in builder.filing.footnotes for d in n.plan_adoption_dates])
    kept: list[PriceRange] = []
    for one in (r for n in builder.filing.footnotes for r in n.price_ranges):
        if one not in kept:
            kept.append(one)
    builder.filing.price_ranges = kept
    _whole_filing_proofs(builder)


def _gathered(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _amid_remarks(texts: list[Found], remarks: list[Found], marks: list[Found]) -> list[Found]:
    """What was taken for notes or their facts amid the remarks, and where they go on: they stand last, and bear no number."""
    sizes: dict[int, int] = {}
    for remark in remarks:
        sizes[remark.row] = sizes.get(remark.row, 0) + len(remark.tokens)
    numbered = {mark.row for mark in marks}
    last = max((row for row in sizes if row not in numbered), default=None)
    out: list[Found] = []
    for text in texts:
        inside = text.row in sizes and (len(text.tokens) < sizes[text.row] or text.part == "remarks")
        if last is not None and last <= text.row <= last + 1 and not any(row > last for row in numbered):
            inside, last = True, text.row
        if inside:
            out.append(text)
    return out


def _cut(tagged: Tagged, texts: list[Found], marks: list[Found]) -> list[Note]:
    """The notes with their numbers, in the order of these."""
    tokens = sorted({i for item in texts for i in item.tokens})
    if not tokens:
        return []
    probability = {i: item.probability for item in texts for i in item.tokens}
    return [
        Note(own, number, tagged.openings.get(own[0], 0.5), sum(probability[i] for i in own) / len(own))
        for number, own in note_lines.cut(tagged.view, tokens, tagged.openings, _numbers(marks))
    ]


def _numbers(marks: list[Found]) -> list[tuple[int, int]]:
    """(token, number) of every readable note number, in reading order; letters count only where no figures do."""
    out = []
    figured = any(char.isdigit() for mark in marks for char in mark.text)
    for mark in marks:
        if figured and re.search(r"[a-f]", mark.text):
            continue
        digits = re.sub(r"\D", "", mark.text)
        read = footnote_marks.marks(mark.text).value
        if read:
            out.append((mark.first, int(read[0][1:])))
        elif digits and len(digits) <= 2 and int(digits):
            out.append((mark.first, int(digits)))
    return out


def _rows_of(builder: Builder, note: Note) -> list[list[int]]:
    rows: list[list[int]] = []
    last = None
    for i in note.tokens:
        row = builder.view.tokens[i].row
        if row != last:
            rows.append([])
            last = row
        rows[-1].append(i)
    return rows


def _note(builder: Builder, at: int, note: Note, facts: list[Found]) -> None:
    view = builder.view
    lines = [text_of(view, row) for row in _rows_of(builder, note)]
    entry = Footnote(id=f"F{note.number}", text=notes.joined(lines) or None)
    builder.filing.footnotes.append(entry)
    base = f"/footnotes/{at}"
    item = found(view, "FOOTNOTE", note.tokens, note.probability, "notes")
    builder.prove(f"{base}/id", item, signals=signals_of(item).but(tag=note.opening))
    if entry.text:
        builder.prove(f"{base}/text", item)
    own = set(note.tokens)
    pieces = [f for f in facts if f.first in own]
    joined = _whole(builder, pieces)
    for fact in joined:
        _fact(builder, base, entry, fact)


def _whole(builder: Builder, pieces: list[Found]) -> list[Found]:
    """A date or range that runs over a line's end comes in two fragments."""
    out: list[Found] = []
    for piece in pieces:
        if out and not piece.opens and out[-1].label == piece.label and piece.row - out[-1].row <= 3:
            tokens = out[-1].tokens + piece.tokens
            out[-1] = found(
                builder.view, piece.label, tokens, out[-1].probability * piece.probability, piece.part, True
            )
        else:
            out.append(piece)
    return out


def _fact(builder: Builder, base: str, entry: Footnote, item: Found) -> None:
    if item.label == "PRICE_RANGE":
        read = ranges.price_range(item.text)
        if read.value is not None:
            low, high = read.value
            entry.price_ranges.append(PriceRange(low=low, high=high))
            at = len(entry.price_ranges) - 1
            signals = signals_of(item, repaired=read.repaired is not None)
            for end in ("low", "high"):
                builder.prove(f"{base}/price_ranges/{at}/{end}", item, made_by="footnote", signals=signals)
    elif item.label == "NOTE_SHARES":
        number = shares(item.text)
        if number.value is not None:
            entry.shares.append(number.value)
            builder.prove(f"{base}/shares/{len(entry.shares) - 1}", item, made_by="footnote")
    else:
        day = dates.date(item.text)
        if day.value is None:
            day = dates.month(item.text)
        if day.value is None:
            return
        name = {
            "PLAN_ADOPTION_DATE": "plan_adoption_dates",
            "PLAN_MODIFICATION_DATE": "plan_modification_dates",
            "NOTE_DATE": "dates",
        }[item.label]
        values: list[str] = getattr(entry, name)
        if day.value in values:
            return
        values.append(day.value)
        builder.prove(
            f"{base}/{name}/{len(values) - 1}",
            item,
            made_by="footnote",
            signals=signals_of(item, repaired=day.repaired is not None),
            alternatives=day.alternatives,
        )


def _remarks(builder: Builder, items: list[Found]) -> None:
    tokens = sorted({i for item in items for i in item.tokens})
    if not tokens:
        builder.missing("/remarks", "not-on-form")
        return
    view = builder.view
    rows: dict[int, list[int]] = {}
    for i in tokens:
        rows.setdefault(view.tokens[i].row, []).append(i)
    text = notes.joined([text_of(view, row) for row in rows.values()])
    sure = sum(i.probability * len(i.tokens) for i in items) / sum(len(i.tokens) for i in items)
    # A short remark names an exhibit, most often a power of attorney; what tells a tale stays as read.
    short = mended(text) if len(text.split()) <= _SHORT else Normal(text)
    builder.filing.remarks = short.value
    item = found(view, "REMARKS", tokens, sure, "remarks")
    made_by = f"corrected:{short.repaired}" if short.repaired else "tagged"
    builder.prove("/remarks", item, made_by=made_by, signals=signals_of(item, repaired=short.repaired is not None))


def _whole_filing_proofs(builder: Builder) -> None:
    """The facts gathered for the filing stand on the notes that state them."""
    filing = builder.filing
    for at, day in enumerate(filing.plan_adoption_dates):
        proof = _first_proof(builder, "plan_adoption_dates", day)
        if proof is not None:
            builder.proofs[f"/plan_adoption_dates/{at}"] = proof
    for at, one in enumerate(filing.price_ranges):
        proof = _first_proof(builder, "price_ranges", one)
        if proof is not None:
            for end in ("low", "high"):
                builder.proofs[f"/price_ranges/{at}/{end}"] = proof


def _first_proof(builder: Builder, name: str, value: object) -> Proof | None:
    for n, note in enumerate(builder.filing.footnotes):
        for k, other in enumerate(getattr(note, name)):
            if other == value:
                end = "/low" if name == "price_ranges" else ""
                return builder.proofs.get(f"/footnotes/{n}/{name}/{k}{end}")
    return None
