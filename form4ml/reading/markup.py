"""Safe reading of markup: XML without any DTD or entity, and tags of HTML and SGML in time linear in their length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from form4ml.reading.errors import ReadError

_ATTRIBUTE = re.compile(r"""([\w:.-]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LONGEST_TAG = 20_000  # characters of a tag's attributes that are looked at
_DEEPEST = 200


class Tag(NamedTuple):
    """A tag and the text up to the next one. The name is in lower case; "" for the text before the first tag."""

    name: str
    closing: bool
    inside: str  # what stands between the name and ">"
    text: str  # entities resolved

    def attributes(self) -> dict[str, str]:
        found = _ATTRIBUTE.findall(self.inside[:_LONGEST_TAG])
        return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


def tags(text: str, raw: tuple[str, ...] = ("script", "style")) -> Iterator[Tag]:
    """Every tag of `text`, in order; comments and the contents of `raw` elements are left out.

    An angle bracket that starts no tag ("<" before a digit or a space) is text.
    """
    first, *pieces = _without(text, "<!--", "-->").split("<")
    if first:
        yield Tag("", False, "", unescape(first))
    until = ""
    for piece in pieces:
        inner, found, after = piece.partition(">")
        name = _name(inner) if found else ""
        closing = inner.startswith("/")
        if until:
            if name == until and closing:
                until = ""
                yield Tag(name, True, "", unescape(after))
        elif not name:
            yield Tag("", False, "", unescape("<" + piece))
        elif name in raw and not closing and not inner.endswith("/"):
            until = name
            yield Tag(name, False, inner, "")
        else:
            yield Tag(name, closing, inner, unescape(after))


def _name(inner: str) -> str:
    match = re.match(r"/?([A-Za-z!?][\w:.-]{0,63})", inner)
    return match[1].lower() if match else ""


def _without(text: str, start: str, end: str) -> str:
    """`text` less everything from each `start` to the next `end`, or to the text's end."""
    parts = []
    at = 0
    while (found := text.find(start, at)) >= 0:
        parts.append(text[at:found])
        at = text.find(end, found + len(start))
        if at < 0:
            return "".join(parts)
        at += len(end)
    parts.append(text[at:])
    return "".join(parts)


class _Refused(Exception):
    pass


def parse_xml(data: bytes, name: str) -> Element:
    """The root element, names without namespace. A DTD, an entity of its own or broken XML is a ReadError."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _Refused(f"its elements are nested more than {_DEEPEST} deep")
        builder.start(_local(tag), attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def refuse(*_: object) -> None:
        raise _Refused("it declares a DTD or entities, which are not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    for handler in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
        setattr(parser, handler, refuse)
    return _run(lambda: parser.Parse(data, True), builder, name)


def _run(parse: Callable[[], object], builder: TreeBuilder, name: str) -> Element:
    hint = "export it again as plain, well-formed XML"
    try:
        parse()
        return builder.close()
    except _Refused as error:
        raise ReadError(name, str(error), hint) from error
    except expat.ExpatError as error:
        what = f"its XML is broken or cut off (line {error.lineno}: {expat.ErrorString(error.code)})"
        raise ReadError(name, what, hint) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise ReadError(name, f"its XML cannot be decoded ({error})", hint) from error


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
