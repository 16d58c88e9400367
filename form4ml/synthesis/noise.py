"""Adds the single-character mistakes of older OCR engines, which today's engine does not make, on top of what was read.

Documents treated so are marked in their annotation's meta: these mistakes were added, no engine made them.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence

from form4ml.corpus import Span
from form4ml.document import Document, Line, Word

# What stands on the page, what an older engine may make of it, and how often beside the others.
SWAPS: tuple[tuple[str, str, float], ...] = (
    ("I", "T", 2.0), ("I", "l", 2.0), ("I", "1", 1.5), ("I", "|", 1.0), ("l", "1", 2.0), ("l", "I", 2.0), ("l", "]", 2.0),
    ("1", "l", 2.0), ("1", "I", 1.0), ("1", "!", 0.5), ("i", "l", 0.7), ("i", "j", 0.5), ("t", "l", 0.4), ("f", "t", 0.4),
    ("O", "0", 2.0), ("0", "O", 2.0), ("o", "0", 0.5), ("0", "o", 0.5), ("Q", "O", 0.5), ("D", "0", 0.4),
    ("S", "5", 1.5), ("5", "S", 1.5), ("B", "8", 1.0), ("8", "B", 1.0), ("Z", "2", 0.7), ("2", "Z", 0.7), ("G", "6", 0.5),
    ("6", "G", 0.4), ("g", "9", 0.4), ("q", "9", 0.3), ("b", "h", 0.5), ("h", "b", 0.4), ("c", "e", 0.7), ("e", "c", 0.7),
    ("a", "o", 0.3), ("u", "n", 0.3), ("n", "u", 0.3), ("v", "y", 0.3), ("3", "8", 0.3), ("7", "1", 0.2), ("9", "g", 0.2),
    (")", "}", 1.5), (")", "?", 1.0), (")", "]", 0.7), ("(", "{", 1.0), ("(", "[", 0.5), ("[", "(", 0.5), ("]", ")", 0.5),
    (",", ".", 1.0), (".", ",", 1.0), ("$", "S", 1.0), ("$", "8", 0.5), ("/", "l", 0.5), ("/", "7", 0.2), ("-", "~", 0.5),
    ("'", "`", 0.5), (":", ";", 0.5), ("&", "8", 0.3),
    ("rn", "m", 2.0), ("m", "rn", 1.0), ("cl", "d", 1.0), ("d", "cl", 0.3), ("vv", "w", 0.5), ("w", "vv", 0.3), ("ri", "n", 0.3),
    ("li", "h", 0.3), ("fi", "h", 0.2), ("nn", "rm", 0.2),
)  # fmt: skip

_FROM: dict[str, list[tuple[str, float]]] = {}
for _was, _becomes, _weight in SWAPS:
    _FROM.setdefault(_was, []).append((_becomes, _weight))
_USUAL = 2.0  # the weight at which a character is swapped at the full rate


def add_noise(
    document: Document, spans: Sequence[Span], rate: float, rng: random.Random
) -> tuple[Document, tuple[Span, ...], int]:
    """The document with characters swapped, its spans on the same values, and how many swaps there were.

    `rate` is the chance that one of the likeliest characters is swapped.
    """
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        by_line.setdefault(span.line, []).append(span)
    lines: list[Line] = []
    moved: list[Span] = []
    count = 0
    for index, line in enumerate(document.lines):
        own = by_line.get(index, [])
        line, where, swaps = swap_line(line, {at for span in own for at in (span.start, span.end)}, rate, rng)
        lines.append(line)
        moved += [span._replace(start=where[span.start], end=where[span.end]) for span in own]
        count += swaps
    noisy = Document(
        name=document.name,
        kind=document.kind,
        sha256=document.sha256,
        pages=document.pages,
        lines=tuple(lines),
        engine=document.engine,
    )
    return noisy, tuple(moved), count


def swap_line(line: Line, edges: Collection[int], rate: float, rng: random.Random) -> tuple[Line, list[int], int]:
    """A line with characters swapped; for each old place, and the end, its new one; the number of swaps.

    Two characters that become one are never parted by an edge, so places at edges stay exact.
    """
    where = list(range(len(line.text) + 1))
    words: list[Word] = []
    at = count = 0
    for word in line.words:
        text = ""
        i = word.start
        while i < word.end:
            was, becomes = _drawn(line.text, i, word.end, edges, rate, rng)
            for step in range(len(was)):
                where[i + step] = at + len(text) + min(step, len(becomes))
            text += becomes
            count += was != becomes
            i += len(was)
        where[word.end] = at + len(text)
        words.append(word._replace(text=text, start=at, end=at + len(text)))
        at += len(text) + 1
    return line._replace(text=" ".join(word.text for word in words), words=tuple(words)), where, count


def _drawn(text: str, at: int, end: int, edges: Collection[int], rate: float, rng: random.Random) -> tuple[str, str]:
    """The one or two characters at a place and what becomes of them, mostly nothing."""
    for length in (2, 1):
        was = text[at : at + length]
        choices = _FROM.get(was)
        if not choices or at + length > end or (length == 2 and at + 1 in edges):
            continue
        weight = sum(weight for _, weight in choices)
        if rng.random() < rate * min(weight / _USUAL, 1.0):
            becomes = rng.choices([to for to, _ in choices], [weight for _, weight in choices])[0]
            return was, becomes
    return text[at], text[at]
