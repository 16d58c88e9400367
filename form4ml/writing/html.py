"""One self-contained page a filing: where each value was read on the left, the record on the right, the two tied.

The page asks the network for nothing and says so in its Content-Security-Policy: one style sheet and one script, both
inline and named by their hashes, pictures as data. Whatever the input holds is escaped and stays text.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TextIO

from form4ml.document import Document
from form4ml.record import Reading
from form4ml.writing.html_pages import pages
from form4ml.writing.html_record import Record
from form4ml.writing.html_text import esc
from form4ml.writing.html_ties import LOW, Ties


def render(
    reading: Reading, document: Document | None, page_images: Sequence[bytes] | None = None, low: float = LOW
) -> str:
    """The page as HTML.

    Args:
        document: what the reading was made from; without it the page holds the record alone.
        page_images: one picture a page (PNG, JPEG, GIF or WebP) of the same proportions as the page; a page without
            one is shown as its lines of text.
        low: values less probable than this stand out.
    """
    ties = Ties(reading, document, low)
    left = pages(document, page_images, ties) if document is not None else ""
    record = Record(reading, ties).rendered()
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{esc(_title(reading))}</title>",
            f"<style>{style}</style></head>",
            "<body>",
            _top(reading, ties, bool(left)),
            "<main>",
            f'<section class="record" id="record" aria-label="The record">{record}{_LOOK}</section>',
            f'<section class="pages" id="pages" aria-labelledby="pages-name">{_desk(left)}</section>' if left else "",
            "</main>",
            _foot(reading),
            f"<script>{script}</script>",
            "</body></html>",
            "",
        ]
    )


def write(
    reading: Reading, stream: TextIO, document: Document | None = None, page_images: Sequence[bytes] | None = None
) -> None:
    stream.write(render(reading, document, page_images))


_LOOK = (
    '<p class="look" role="status" aria-live="polite">'
    "Point at a value, or move to it with Tab, to see where it was read.</p>"
)


def _desk(left: str) -> str:
    zoom = (
        '<div id="zoom" role="group" aria-label="Size of the pages" hidden><button type="button" data-step="-25" '
        'aria-label="Smaller">&minus;</button> <output>100 %</output> <button type="button" data-step="25" '
        'aria-label="Larger">+</button> <button type="button" data-step="0">Fit</button></div>'
    )
    return f'<div class="desk"><div class="bar"><h2 id="pages-name">As it was read</h2>{zoom}</div>{left}</div>'


def _title(reading: Reading) -> str:
    issuer = reading.filing.issuer
    symbol = f" [{issuer.trading_symbol}]" if issuer.trading_symbol else ""
    return f"Form {reading.filing.document_type or '4'}: {issuer.name or reading.source.name}{symbol}"


def _top(reading: Reading, ties: Ties, has_pages: bool) -> str:
    source, issuer = reading.source, reading.filing.issuer
    symbol = f" [{esc(issuer.trading_symbol)}]" if issuer.trading_symbol else ""
    name = esc(issuer.name) if issuer.name else '<span class="none">issuer not read</span>'
    owners = ", ".join(owner.name for owner in reading.filing.reporting_owners if owner.name)
    made = [source.name, source.kind, f"{source.pages} page{'s' * (source.pages != 1)}", source.engine]
    skips = '<a class="skip" href="#record">To the record</a>'
    if has_pages:
        skips += '<a class="skip" href="#pages">To the pages</a>'
    form = f'<span class="form">Form {esc(reading.filing.document_type or "4")}</span>'
    parts = " &middot; ".join(esc(part) for part in (owners, *made) if part)
    heading = f'<h1>{form} {name}{symbol}</h1><p class="from">{parts}</p>'
    return f'{skips}<header class="top">{heading}{_tally(reading, ties)}</header>'


def _tally(reading: Reading, ties: Ties) -> str:
    low = sum(1 for seen in reading.evidence.values() if seen.confidence < ties.low)
    absent = Counter(reading.absent.values())
    severity = Counter(finding.severity for finding in reading.findings)
    counts = [
        ("", len(reading.evidence), "value read", "values read"),
        ("low", low, f"under {ties.low:.0%} sure", f"under {ties.low:.0%} sure"),
        ("error", severity["error"], "error", "errors"),
        ("warning", severity["warning"], "warning", "warnings"),
        ("", absent["unreadable"], "unreadable", "unreadable"),
        ("", absent["abstained"], "kept back", "kept back"),
    ]
    items = "".join(
        f"<li{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{count} {one if count == 1 else many}</li>"
        for kind, count, one, many in counts
        if count or many == "values read"
    )
    doubtful = ties.doubtful()
    button = (
        f'<li class="act"><button type="button" id="next" hidden>Next to check ({doubtful})</button></li>'
        if doubtful
        else ""
    )
    return f'<ul class="tally">{items}{button}</ul>'


def _foot(reading: Reading) -> str:
    model, source = reading.model, reading.source
    notes = "".join(f"<br>{esc(note)}" for note in source.notes)
    made = f"Read with the model {esc(model.name)} {esc(model.version)}"
    return f"<footer>{made}; input SHA-256 {esc(source.sha256)}{notes}</footer>"


@cache
def _asset(name: str) -> str:
    return (files("form4ml.writing") / "assets" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
