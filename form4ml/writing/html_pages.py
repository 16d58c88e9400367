"""The left half of the page: the input's pages as pictures or as lines of text, every value marked where it was read."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from itertools import pairwise

from form4ml.document import Box, Document, Page
from form4ml.writing.html_text import attributes, esc, name_of, shown
from form4ml.writing.html_ties import Place, Ties

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
_MARGIN = 0.0015  # of the page's width, around a mark, so that it does not touch the characters


def pages(document: Document, images: Sequence[bytes] | None, ties: Ties) -> str:
    """All pages; a page without a picture that a browser can show is given as its lines."""
    made = []
    for index, page in enumerate(document.pages):
        images = images or document.pictures
        image = images[index] if index < len(images) else b""
        kind = next((kind for magic, kind in _KINDS if image.startswith(magic)), None)
        size = _size(document, page) if kind else None
        if kind and size:
            body = _sheet(page, image, kind, size, ties) + _plain(document, index)
        else:
            body = _lines(document, index, ties)
        made.append(
            f'<figure class="page"><figcaption>Page {page.number} of {len(document.pages)}</figcaption>{body}</figure>'
        )
    return "\n".join(made)


def _size(document: Document, page: Page) -> tuple[float, float] | None:
    """Width and height in the pixels of the boxes; from the boxes themselves where the page does not say."""
    if page.width and page.height:
        return page.width, page.height
    boxes = [word.box for line in document.lines if line.page == page.number - 1 for word in line.words if word.box]
    return (max(box.right for box in boxes) * 1.05, max(box.bottom for box in boxes) * 1.05) if boxes else None


def _sheet(page: Page, image: bytes, kind: str, size: tuple[float, float], ties: Ties) -> str:
    width, height = size
    href = f"data:{kind};base64,{b64encode(image).decode()}"
    shared: dict[Box, list[int]] = {}
    for place in ties.by_page(page.number):
        if place.box is not None:
            shared.setdefault(place.box, []).append(place.key)
    # larger before smaller where they overlap, so that a date within a note can be pointed at; else reading order
    ranked = sorted(shared.items(), key=lambda item: (not _runs(item[1], ties), item[0].top, item[0].left))
    marks = [_rectangle(box, list(dict.fromkeys(keys)), width, ties) for box, keys in ranked]
    return (
        f'<div class="sheets"><svg class="sheet" viewBox="0 0 {width:g} {height:g}" role="group"'
        f' aria-label="Page {page.number} as scanned, with {len(marks)} marks">'
        f'<image href="{href}" width="{width:g}" height="{height:g}" preserveAspectRatio="none"/>'
        f"{''.join(marks)}</svg></div>"
    )


def _runs(keys: Sequence[int], ties: Ties) -> bool:
    """Whether a mark is of running text alone."""
    return all("long" in ties.style(ties.pointer(key)) for key in keys)


def _style(keys: Sequence[int], ties: Ties) -> str:
    """The style of a mark that several values share: a doubtful one's before the first one's."""
    styles = [ties.style(ties.pointer(key)) for key in keys]
    return next((style for key, style in zip(keys, styles, strict=True) if ties.doubt(ties.pointer(key))), styles[0])


def _rectangle(box: Box, keys: Sequence[int], page_width: float, ties: Ties) -> str:
    left, top, right, bottom = box
    pad = page_width * _MARGIN
    sides = {
        "x": left - pad,
        "y": top - pad,
        "width": max(right - left, 1) + 2 * pad,
        "height": max(bottom - top, 1) + 2 * pad,
    }
    rect = "".join(f' {name}="{value:.1f}"' for name, value in sides.items())
    pointers = [ties.pointer(key) for key in keys]
    named = "; ".join(f"{name_of(pointer)}: {shown(ties.reading.evidence[pointer].text)}" for pointer in pointers)
    given = attributes(
        id=ties.mark(keys),
        class_=_style(keys, ties) or None,
        href=f"#v-{keys[0]}",
        data_k=" ".join(map(str, keys)),
        aria_label=named,
    )
    return f"<a{given}><title>{esc(named)}</title><rect{rect}/></a>"


def _lines(document: Document, page: int, ties: Ties) -> str:
    made = []
    places = ties.by_page(document.pages[page].number)
    for number, line in enumerate(document.lines):
        if line.page == page:
            here = [place for place in places if place.line == number]
            made.append(f'<li data-n="{number + 1 + ties.offset}"><span>{_marked(line.text, here, ties)}</span></li>')
    return f'<ol class="lines">{"".join(made)}</ol>'


def _marked(text: str, places: Sequence[Place], ties: Ties) -> str:
    """A line with its values marked; where several values share characters, the mark belongs to all of them."""
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for place in places for at in (place.start, place.end))})
    made = []
    for start, end in pairwise(cuts):
        inside = [place for place in places if place.start < end and place.end > start]
        part = esc(text[start:end])
        if inside:
            # the shortest stretch is the most telling one: a date inside a note, not the note
            inside.sort(key=lambda place: place.end - place.start)
            keys = list(dict.fromkeys(place.key for place in inside))
            pointers = [ties.pointer(key) for key in keys]
            style = _style(keys, ties)
            given = attributes(
                id=ties.mark(keys),
                class_=f"m {style}".rstrip(),
                href=f"#v-{keys[0]}",
                data_k=" ".join(map(str, keys)),
                title="; ".join(map(name_of, pointers)),
            )
            part = f"<a{given}>{part}</a>"
        made.append(part)
    return "".join(made)


def _plain(document: Document, page: int) -> str:
    text = "\n".join(line.text for line in document.lines if line.page == page)
    if not text.strip():
        return ""
    lines = "".join(
        f'<li data-n="{number + 1}"><span>{esc(line.text)}</span></li>'
        for number, line in enumerate(document.lines)
        if line.page == page
    )
    return f'<details><summary>Text of this page as read</summary><ol class="lines">{lines}</ol></details>'
