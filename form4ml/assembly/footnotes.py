"""Footnotes: their lines put back into texts, their numbers told from marks that OCR drops into any line, their facts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from itertools import pairwise

from form4ml.assembly.builder import Builder, Proof, signals_of
from form4ml.assembly.found import Found, found, text_of
from form4ml.labels import NOTE_ENTITIES
from form4ml.normalize import dates, footnote_marks, notes, ranges
from form4ml.normalize.amounts import shares
from form4ml.normalize.known_words import mended
from form4ml.normalize.values import Normal
from form4ml.record import Footnote, PriceRange
from form4ml.tagged import Tagged

_ENDED = re.compile(r"[.!?)\"”']\s*$")
_CONTINUED = re.compile(r"\bfootnote\s*\(?\d{1,2}\W*$", re.I)
_SHORT = 12  # words of a remark
_AMID = 1.5  # log odds against a note that opens in the middle of a sentence
_MATCHED, _MISMATCHED = 2.5, 2.0  # log odds that a mark stands in its own note, in another


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
    remark_items += _remark_facts(text_items, remark_items)
    text_items = [i for i in text_items if i not in remark_items]
    cut = _cut(tagged, text_items, marks)
    _settle_order(builder, cut)
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


def _remark_facts(texts: list[Found], remarks: list[Found]) -> list[Found]:
    """Facts tagged inside the remarks are part of their text."""
    rows = {r.row for r in remarks}
    return [t for t in texts if t.label in NOTE_ENTITIES and t.part == "remarks" and t.row in rows]


def _cut(tagged: Tagged, texts: list[Found], marks: list[Found]) -> list[Note]:
    """Where notes begin: tagged openings, the numbers that stand among them and their order, weighed together."""
    tokens = sorted({i for item in texts for i in item.tokens})
    if not tokens:
        return []
    probability = {i: item.probability for item in texts for i in item.tokens}
    candidates = [i for i in tokens if tagged.openings.get(i, 0.0) > 0.01 or i == tokens[0]]
    numbered = _numbers(marks)
    highest = max((n for _, n in numbered), default=0)
    openings = {i: _weighed(tagged, tokens, at, i) for at, i in enumerate(tokens) if i in tagged.openings}
    starts = _choose(candidates, openings, numbered, tokens[0], max(highest, 1) + 12)
    out: list[Note] = []
    bounds = [*starts, tokens[-1] + 1]
    for number, (first, last) in enumerate(pairwise(bounds), 1):
        own = [i for i in tokens if first <= i < last]
        if own:
            sure = sum(probability[i] for i in own) / len(own)
            out.append(Note(own, number, tagged.openings.get(first, 0.5), sure))
    return out


def _weighed(tagged: Tagged, tokens: list[int], at: int, token: int) -> float:
    """How probably a note opens at a token, by the tagger and by the sentence that would end and the one that would begin."""
    p = min(max(tagged.openings[token], 1e-4), 1 - 1e-4)
    odds = math.log(p / (1 - p))
    view = tagged.view
    before = text_of(view, tokens[max(0, at - 4) : at])
    if before and not _ENDED.search(before):
        odds -= _AMID
    if _CONTINUED.search(before):
        odds -= 2 * _AMID  # what is continued goes on behind its bracket
    if view.tokens[token].text[:1].islower():
        odds -= _AMID
    return 1 / (1 + math.exp(-odds))


def _numbers(marks: list[Found]) -> list[tuple[int, int]]:
    """(token, number) of every readable note number, in reading order."""
    out = []
    for mark in marks:
        digits = re.sub(r"\D", "", mark.text)
        read = footnote_marks.marks(mark.text).value
        if read:
            out.append((mark.first, int(read[0][1:])))
        elif digits and len(digits) <= 2 and int(digits):
            out.append((mark.first, int(digits)))
    return out


def _choose(
    candidates: list[int], openings: dict[int, float], numbered: list[tuple[int, int]], head: int, most: int
) -> list[int]:
    """The likeliest openings: Viterbi over candidates, the state being how many notes have begun."""
    size = len(candidates)
    spans = [*candidates, 1 << 60]
    inside = [[n for token, n in numbered if spans[at] - 3 <= token < spans[at + 1] - 3] for at in range(size)]
    score: dict[int, float] = {0: 0.0}
    back: list[dict[int, int]] = []
    for at, token in enumerate(candidates):
        p = min(max(openings.get(token, 0.02), 0.005), 0.995)
        opened, kept = math.log(p), math.log(1 - p)
        fresh: dict[int, float] = {}
        came: dict[int, int] = {}
        for state, value in score.items():
            for step, cost in ((1, opened), (0, kept)):
                if (token == head and step == 0) or state + step == 0 or state + step > most:
                    continue
                here = state + step
                total = value + cost + sum(_MATCHED if n == here else -_MISMATCHED for n in inside[at])
                if here not in fresh or total > fresh[here]:
                    fresh[here], came[here] = total, step
        score = fresh
        back.append(came)
    if not score:
        return [head]
    state = max(score, key=lambda s: score[s])
    starts = []
    for at in range(size - 1, -1, -1):
        step = back[at][state]
        if step:
            starts.append(candidates[at])
        state -= step
    return starts[::-1]


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


def _settle_order(builder: Builder, cut: list[Note]) -> None:
    """A line that OCR put before its note's opening ends the note before as a loose tail: move it where it is missed."""
    if builder.view.boxed:
        return
    view = builder.view
    for one, two in pairwise(cut):
        rows = _rows_of(builder, one)
        if len(rows) < 2:
            continue
        before, tail = text_of(view, rows[-2]), text_of(view, rows[-1])
        own_end = text_of(view, two.tokens)
        if (
            _ENDED.search(before)
            and tail[:1].islower()
            and _ENDED.search(tail)
            and not re.search(r"[.!?]\s*$", own_end)
        ):
            one.tokens = [i for row in rows[:-1] for i in row]
            two.tokens = two.tokens + rows[-1]
    if cut:
        first = cut[0]
        rows = _rows_of(builder, first)
        # The very first note has no note before it: its tail stands at its own head.
        if len(rows) >= 2:
            head = text_of(view, rows[0])
            rest = text_of(view, [i for row in rows[1:] for i in row])
            if _displaced(head, rest):
                first.tokens = [i for row in rows[1:] for i in row] + rows[0]
    if len(cut) >= 2 and _displaced(text_of(view, cut[0].tokens), text_of(view, cut[1].tokens)):
        # Or it was taken for a note of its own, for something must begin where the notes begin.
        stray = cut.pop(0)
        cut[0].tokens = cut[0].tokens + stray.tokens
        for number, note in enumerate(cut, 1):
            note.number = number


def _displaced(head: str, rest: str) -> bool:
    """Whether a text ends a sentence that it does not begin, and the one after it begins one that it does not end."""
    return bool(head[:1].islower() and _ENDED.search(head) and rest[:1].isupper() and not re.search(r"[.!?]\s*$", rest))


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
