"""Fragments of one value put together: what the tagger found, with its text, its place and its probability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from form4ml.document import Box
from form4ml.labels import BY_NAME
from form4ml.layout.view import View
from form4ml.record import Entity, Evidence, Piece
from form4ml.tagged import Tagged

_OPENING, _CLOSING, _QUOTES = "(", ")", '"“”'


@dataclass(slots=True)
class Found:
    """One tagged value: its tokens in reading order (indices into the view), which may be scattered over rows."""

    label: str
    tokens: list[int]
    probability: float
    part: str
    text: str = ""
    opens: bool = True
    page: int = 0
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0  # centre of its first row
    bottom: float = 0.0  # centre of its last row
    row: int = 0  # its first row in reading order
    ocr: float | None = None  # the OCR engine's lowest confidence among its words
    box: Box | None = None  # of a check box seen as a picture, which is no word
    pieces: list[Piece] | None = field(default=None, compare=False)  # worked out once, when first asked for

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def first(self) -> int:
        return self.tokens[0]


def text_of(view: View, tokens: Iterable[int]) -> str:
    """The tokens' text with the spaces that the input has between them; rows are joined by a space."""
    out: list[str] = []
    previous = None
    for i in tokens:
        token = view.tokens[i]
        if previous is not None:
            if token.line == previous.line and 0 <= token.start - previous.end <= 1:
                out.append(" " * (token.start - previous.end))
            else:
                out.append(" ")
        out.append(token.text)
        previous = token
    return "".join(out)


def found(view: View, label: str, tokens: list[int], probability: float, part: str, opens: bool = True) -> Found:
    """A Found with its geometry filled in."""
    first, last = view.tokens[tokens[0]], view.tokens[tokens[-1]]
    boxes = [view.tokens[i].box for i in tokens]
    placed = [box for box in boxes if box is not None]
    sure = [c for i in tokens if (c := view.tokens[i].confidence) is not None]
    return Found(
        label,
        tokens,
        probability,
        part,
        text_of(view, tokens),
        opens,
        view.rows[first.row].page,
        min((b.left for b in placed), default=0.0),
        max((b.right for b in placed), default=0.0),
        view.rows[first.row].y if view.boxed else float(first.row),
        view.rows[last.row].y if view.boxed else float(last.row),
        first.row,
        min(sure) if sure else None,
    )


def fragments_of(tagged: Tagged) -> list[Found]:
    """Every fragment as a Found of its own, in reading order."""
    view, parts = tagged.view, tagged.parts
    out = []
    for f in tagged.fragments:
        part = parts[view.tokens[f.first].row]
        out.append(found(view, f.label, list(range(f.first, f.last)), f.probability, part, f.opens))
    return out


def merged(view: View, pieces: list[Found]) -> Found:
    """Several fragments as one value, in the order given."""
    tokens = [i for piece in pieces for i in piece.tokens]
    probability = 1.0
    for piece in pieces:
        probability *= piece.probability
    return found(view, pieces[0].label, tokens, probability, pieces[0].part, pieces[0].opens)


def with_brackets(view: View, item: Found) -> Found:
    """A text with the brackets that stand right about some of its words, and the quotes within them.

    A bracketed number is a footnote's mark; both brackets must be there.
    """
    tokens = item.tokens
    for at, first in enumerate(tokens):
        opening = _beside(view, first, -1, _OPENING)
        if not opening or opening[0] in tokens:
            continue
        for until in range(at, len(tokens)):
            closing = _beside(view, tokens[until], 1, _CLOSING)
            if (
                closing
                and closing[-1] not in tokens
                and any(c.isalpha() for c in text_of(view, tokens[at : until + 1]))
            ):
                whole = [*tokens[:at], *opening, *tokens[at : until + 1], *closing, *tokens[until + 1 :]]
                return found(view, item.label, whole, item.probability, item.part, item.opens)
        return item
    return item


def _beside(view: View, token: int, step: int, bracket: str) -> list[int]:
    """The bracket right before or behind a token, with a quote between perhaps, in reading order; [] where there is none."""
    out: list[int] = []
    for at in (token + step, token + 2 * step):
        if not 0 <= at < len(view.tokens):
            return []
        here, last = view.tokens[at], view.tokens[at - step]
        apart = here.start - last.end if step > 0 else last.start - here.end
        if here.line != last.line or apart > 0:
            return []
        out.append(at)
        if here.text == bracket:
            return sorted(out)
        if here.text not in _QUOTES:
            return []
    return []


def pieces_of(view: View, tokens: list[int]) -> list[Piece]:
    """Stretches of the document's lines that the tokens cover."""
    out: list[Piece] = []
    run: list[int] = []
    document = view.document
    offset = int(document.facts.get("line_offset", 0))  # where this filing begins in an input of several

    def close() -> None:
        if not run:
            return
        first, last = view.tokens[run[0]], view.tokens[run[-1]]
        boxes = [box for i in run if not view.typed and (box := view.tokens[i].box) is not None]
        whole: tuple[float, float, float, float] | None = None
        if boxes:
            whole = (
                min(b.left for b in boxes),
                min(b.top for b in boxes),
                max(b.right for b in boxes),
                max(b.bottom for b in boxes),
            )
        page = document.pages[document.lines[first.line].page].number
        out.append(Piece(line=first.line + offset, start=first.start, end=last.end, page=page, box=whole))

    for i in tokens:
        if run:
            before, here = view.tokens[run[-1]], view.tokens[i]
            if here.line != before.line or not 0 <= here.start - before.end <= 1:
                close()
                run = []
        run.append(i)
    close()
    return out


def _pieces(view: View, item: Found) -> list[Piece]:
    if item.pieces is None:
        item.pieces = pieces_of(view, item.tokens)
    return item.pieces


def evidence_of(view: View, item: Found, made_by: str, confidence: float, alternatives: list[str]) -> Evidence:
    pieces = _pieces(view, item)
    head = pieces[0]
    return Evidence(
        text=item.text,
        line=head.line,
        start=head.start,
        end=head.end,
        page=head.page,
        box=head.box if item.box is None else (item.box.left, item.box.top, item.box.right, item.box.bottom),
        confidence=confidence,
        made_by=made_by,
        pieces=pieces if len(pieces) > 1 else [],
        alternatives=alternatives,
    )


def entity_of(view: View, item: Found) -> Entity:
    pieces = _pieces(view, item)
    head = pieces[0]
    return Entity(
        label=item.label,
        text=item.text,
        line=head.line,
        start=head.start,
        end=head.end,
        confidence=round(item.probability, 4),
        pieces=pieces if len(pieces) > 1 else [],
    )


def is_many(label: str) -> bool:
    return BY_NAME[label].many
