"""Reads ALTO XML, versions 2 to 4: strings, spaces and hyphens with their places, in any of its units."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from form4ml.document import Box, Document
from form4ml.reading.building import Builder, Piece
from form4ml.reading.errors import ReadError
from form4ml.reading.markup import parse_xml
from form4ml.reading.options import ReadOptions

_UNITS_AN_INCH = {"mm10": 254.0, "inch1200": 1200.0}


def read_alto(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "alto"; places in millimetres or inches become pixels at `options.dpi`."""
    root = parse_xml(data, name)
    if root.tag.lower() != "alto":
        raise ReadError(name, f"its root element is <{root.tag}>, not <alto>", "export it again as ALTO")
    unit = (root.findtext("Description/MeasurementUnit") or "pixel").strip().lower()
    scale = options.dpi / _UNITS_AN_INCH[unit] if unit in _UNITS_AN_INCH else 1.0
    build = Builder()
    pages = list(root.iter("Page"))
    if not pages:
        raise ReadError(name, "the ALTO has no page", "export it again")
    for page in pages:
        build.page(_number(page, "WIDTH", scale), _number(page, "HEIGHT", scale))
        for block in page.iter("TextBlock"):
            build.paragraph()
            for line in block.iter("TextLine"):
                build.line(_pieces(line, scale))
    build.engines += _engines(root)
    return build.document(name, "alto", sha256)


def _pieces(line: Element, scale: float) -> Iterator[Piece]:
    """The line's strings; a hyphen at its end belongs to the word before it."""
    last: Piece | None = None
    for element in line:
        content = element.get("CONTENT", "")
        if element.tag == "HYP" and last is not None:
            last = last._replace(text=last.text + (content.strip() or "-"))
        elif element.tag == "String" and content:
            if last is not None:
                yield last
            last = Piece(content, _box(element, scale), _confidence(element), None, _superscript(element))
    if last is not None:
        yield last


def _box(element: Element, scale: float) -> Box | None:
    left, top, width, height = (_number(element, key, scale) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if left is None or top is None or width is None or height is None:
        return None
    return Box(left, top, left + width, top + height)


def _number(element: Element, key: str, scale: float) -> float | None:
    try:
        value = float(element.get(key, "")) * scale
    except ValueError:
        return None
    return value if abs(value) < 1e7 else None  # false for NaN too


def _confidence(element: Element) -> float | None:
    value = _number(element, "WC", 1.0)
    return None if value is None else min(max(value, 0.0), 1.0)


def _superscript(element: Element) -> bool | None:
    style = element.get("STYLE")
    return None if style is None else "superscript" in style


def _engines(root: Element) -> Iterator[str]:
    for software in root.iter("processingSoftware"):
        parts = (software.findtext("softwareName"), software.findtext("softwareVersion"))
        stated = " ".join(part.strip() for part in parts if part and part.strip())
        if stated:
            yield stated
