"""Cuts a laid-out strip into pages and sets them: printed words with their places and labels, rules, and the PDF."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from form4ml.synthesis.flow import ASCENT, DESCENT, Bit, Glyphs, Item, Laid, Para, Stroke, Style, Tick, register_fonts
from form4ml.synthesis.made import Rule, Run, RunSpan, Sheet
from form4ml.synthesis.pdf import Drawing, pdf

CSS_POINT = 0.75  # points in a CSS pixel at scale 1


@dataclass(frozen=True)
class Paper:
    """The page, in points: its size, its margins, and how many points one CSS pixel takes."""

    width: float = 612
    height: float = 792
    left: float = 28.8
    top: float = 28.8
    right: float = 28.8
    bottom: float = 28.8
    scale: float = 0.85
    ground: str | None = None  # a tint behind the print

    @property
    def unit(self) -> float:
        return CSS_POINT * self.scale

    @property
    def room(self) -> float:
        """Width for content, in CSS pixels."""
        return (self.width - self.left - self.right) / self.unit

    @property
    def depth(self) -> float:
        return (self.height - self.top - self.bottom) / self.unit


def cuts(laid: Laid, depth: float) -> list[tuple[float, float]]:
    """Top and bottom of every page on the strip; no text line is cut, and no kept stretch that a page can hold."""
    keeps = sorted(keep for keep in laid.keeps if keep[1] - keep[0] <= depth * 0.6)
    pages: list[tuple[float, float]] = []
    start = 0.0
    end = max((_bottom(item) for item in laid.items), default=0.0)
    while start < end - 0.5 or not pages:
        cut = min([start + depth, *(y for y in laid.breaks if y > start + 0.5)])
        moved = True
        while moved and cut < end:
            moved = False
            for top, bottom in keeps:
                if top < cut - 0.01 and bottom > cut + 0.01 and top > start + 1:
                    cut, moved = top, True
        pages.append((start, cut))
        start = cut
    return pages


def _bottom(item: Item) -> float:
    if isinstance(item, Glyphs):
        return item.y + item.bit.style.size * DESCENT
    return item.bottom if isinstance(item, Stroke) else item.y + item.height


def _top(item: Item) -> float:
    return item.y - item.bit.style.size * ASCENT if isinstance(item, Glyphs) else item.y


def deal(items: Sequence[Item], pages: Sequence[tuple[float, float]]) -> list[list[Item]]:
    """The items of each page; strokes that reach over a page's ends are cut."""
    starts = [top for top, _ in pages]
    dealt: list[list[Item]] = [[] for _ in pages]
    for item in items:
        if isinstance(item, Stroke):
            _deal_stroke(item, pages, starts, dealt)
        else:
            middle = (_top(item) + _bottom(item)) / 2
            dealt[max(0, bisect(starts, middle) - 1)].append(item)
    return dealt


def _deal_stroke(
    item: Stroke, pages: Sequence[tuple[float, float]], starts: list[float], dealt: list[list[Item]]
) -> None:
    first = max(0, bisect(starts, item.y + 0.01) - 1)
    last = max(first, bisect(starts, item.bottom - 0.01) - 1)
    if item.y == item.bottom:
        dealt[first].append(item)
        # A line on the cut closes the table above and opens the one below.
        if first and item.y - starts[first] < 0.02:
            dealt[first - 1].append(Stroke(item.x, item.y, item.right, item.y, item.weight, item.colour))
        return
    for page in range(first, last + 1):
        top, bottom = max(item.y, pages[page][0]), min(item.bottom, pages[page][1])
        dealt[page].append(Stroke(item.x, top, item.right, bottom, item.weight, item.colour, item.fill))


@dataclass(frozen=True)
class Furniture:
    """Lines in the margins of every page, which are no part of the form; {page} and {pages} are filled in."""

    head: tuple[str, str, str] = ("", "", "")  # at the left, in the middle, at the right
    foot: tuple[str, str, str] = ("", "", "")
    family: str = "helvetica"
    points: float = 7.0

    def items(self, paper: Paper, top: float, page: int, pages: int) -> list[Item]:
        """The margins' words of one page, in strip pixels."""
        style = Style(self.family, self.points / paper.unit)
        out: list[Item] = []
        height = paper.height - paper.top
        for texts, y in ((self.head, -paper.top * 0.35), (self.foot, height - paper.bottom * 0.3)):
            for i, text in enumerate(texts):
                para = Para([Bit(text.format(page=page, pages=pages), style, "other")], ("left", "center", "right")[i])
                laid = para.layout(paper.room)
                for item in laid.items:
                    item.y = top + y / paper.unit
                out += laid.items
        return out


class Press:
    """Sets strips as sheets and, at the same time, as a PDF."""

    def __init__(self, title: str) -> None:
        register_fonts()
        self._title = title
        self._drawings: list[Drawing] = []
        self.sheets: list[Sheet] = []

    def print(self, laid: Laid, paper: Paper, furniture: Furniture | None = None) -> None:
        """Cut the strip into pages of this paper and set each, with what a browser or fax prints in the margins."""
        spans = cuts(laid, paper.depth)
        parts = zip((top for top, _ in spans), deal(laid.items, spans), strict=True)
        pages = [page for page in parts if any(isinstance(item, Glyphs) for item in page[1])]
        for number, (top, items) in enumerate(pages, 1):
            if furniture is not None:
                items += furniture.items(paper, top, number, len(pages))
            self.page(items, paper, top)

    def page(self, items: Sequence[Item], paper: Paper, top: float) -> None:
        """Set one page of items; `top` is where it begins on the strip."""
        drawing = Drawing(paper.width, paper.height)
        pen = _Pen(drawing, paper, top)
        pen.ground()
        glyphs = [item for item in items if isinstance(item, Glyphs)]
        rules = pen.strokes([item for item in items if isinstance(item, Stroke)])
        rules += [pen.tick(item) for item in items if isinstance(item, Tick)]
        pen.text(glyphs)
        self._drawings.append(drawing)
        self.sheets.append(Sheet(paper.width, paper.height, tuple(map(pen.run, glyphs)), tuple(rules)))

    def pdf(self) -> bytes:
        return pdf(self._drawings, self._title)


class _Pen:
    """Draws items of one page, turning strip pixels into points."""

    def __init__(self, drawing: Drawing, paper: Paper, top: float) -> None:
        self._drawing = drawing
        self._paper, self._top, self._unit = paper, top, paper.unit

    def x(self, x: float) -> float:
        return self._paper.left + x * self._unit

    def y(self, y: float) -> float:
        """Points from the page's upper edge."""
        return self._paper.top + (y - self._top) * self._unit

    def ground(self) -> None:
        paper = self._paper
        if paper.ground:
            right, bottom = paper.width - paper.right, paper.height - paper.bottom
            self._drawing.fill(paper.left, paper.top, right, bottom, paper.ground)

    def strokes(self, items: Sequence[Stroke]) -> list[Rule]:
        """Fills first, then lines, coinciding ones once."""
        lines: dict[tuple[float, float, float, float], tuple[float, str]] = {}
        for item in items:
            place = (
                round(self.x(item.x), 2),
                round(self.y(item.y), 2),
                round(self.x(item.right), 2),
                round(self.y(item.bottom), 2),
            )
            if item.fill:
                self._drawing.fill(*place, item.colour)
            else:
                lines[place] = (item.weight * self._unit, item.colour)
        for place, (weight, colour) in lines.items():
            self._drawing.line(*place, weight, colour)
        return [Rule(*place, round(weight, 2)) for place, (weight, _) in lines.items()]

    def tick(self, item: Tick) -> Rule:
        left, top = round(self.x(item.x), 2), round(self.y(item.y), 2)
        right, bottom = round(self.x(item.x + item.width), 2), round(self.y(item.y + item.height), 2)
        draw_tick(self._drawing, item, left, top, right, bottom)
        return Rule(left, top, right, bottom, 0.75, item.checked, item.name)

    def text(self, glyphs: Sequence[Glyphs]) -> None:
        for item in glyphs:
            style = item.bit.style
            text = item.text + " " if item.spaced else item.text
            self._drawing.text(self.x(item.x), self.y(item.y), text, style.font, style.size * self._unit, style.colour)
        self._underlines([item for item in glyphs if item.bit.style.underline])

    def _underlines(self, glyphs: Sequence[Glyphs]) -> None:
        for i, item in enumerate(glyphs):
            size = item.bit.style.size * self._unit
            y = self.y(item.y) + size * 0.12
            follows = i + 1 < len(glyphs) and glyphs[i + 1].bit is item.bit and glyphs[i + 1].y == item.y
            right = glyphs[i + 1].x if follows else item.x + item.width
            self._drawing.line(self.x(item.x), y, self.x(right), y, max(0.4, size * 0.06), item.bit.style.colour)

    def run(self, item: Glyphs) -> Run:
        bit = item.bit
        end = item.start + len(item.text)
        spans = tuple(
            RunSpan(max(span.start, item.start) - item.start, min(span.end, end) - item.start, span.label, span.group)
            for span in bit.spans
            if span.start < end and span.end > item.start
        )
        return Run(
            text=item.text,
            left=round(self.x(item.x), 2),
            top=round(self.y(item.y - bit.style.size * 0.72), 2),
            right=round(self.x(item.x + item.width), 2),
            bottom=round(self.y(item.y + bit.style.size * DESCENT), 2),
            part=bit.part,
            spans=spans,
            cell=bit.cell,
            superscript=bit.style.superscript,
            glued=item.glued,
        )


def draw_tick(drawing: Drawing, item: Tick, left: float, top: float, right: float, bottom: float) -> None:
    """A check box in one of its looks."""
    width, height = right - left, bottom - top
    if item.look == "pale":
        drawing.fill(left, top, right, bottom, "#c9c9c9" if item.checked else "#f3f3f3")
        drawing.box(left, top, right, bottom, 0.75, "#c6c6c6")
        if item.checked:
            low = (left + width * 0.42, top + height * 0.75)
            drawing.line(left + width * 0.2, top + height * 0.5, *low, width * 0.16, "#ffffff")
            drawing.line(*low, left + width * 0.82, top + height * 0.25, width * 0.16, "#ffffff")
        return
    drawing.box(left, top, right, bottom, 0.75, "#808080" if item.look == "double" else "#000000")
    if item.look == "double":
        drawing.box(left + 1.4, top + 1.4, right - 1.4, bottom - 1.4, 0.75, "#808080")
    if item.checked and item.look == "cross":
        inset = width * 0.2
        drawing.line(left + inset, top + inset, right - inset, bottom - inset, 1, "#000000")
        drawing.line(left + inset, bottom - inset, right - inset, top + inset, 1, "#000000")


def choice(rng: random.Random, weighted: dict[str, float]) -> str:
    """One of the names, by weight."""
    return rng.choices(list(weighted), list(weighted.values()))[0]
