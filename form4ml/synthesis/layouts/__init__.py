"""Prints a made-up filing in one of the layouts in which Form 4 has been filed and printed."""

from __future__ import annotations

import importlib
import random
from dataclasses import replace

from form4ml.synthesis.flow import Stack
from form4ml.synthesis.made import Made, Print
from form4ml.synthesis.typeset import Furniture, Paper, Press

LAYOUTS = ("compact", "viewer", "agent", "paper", "ascii")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_LOOKS = {"compact": "look", "viewer": "viewer", "agent": "agent"}  # the module that chooses a look
_LANDSCAPE = {"compact": 0.55, "viewer": 0.6, "agent": 0.5, "paper": 0.8, "ascii": 0.35}  # how often


def print_filing(made: Made, layout: str, rng: random.Random) -> Print:
    """The filing as pages of labelled words and as a PDF; ValueError where the layout never existed in its era."""
    if layout not in LAYOUTS:
        raise ValueError(f"unknown layout {layout!r}; one of {', '.join(LAYOUTS)}")
    look = importlib.import_module(f"{__name__}.{_LOOKS.get(layout, layout)}").choose(made, rng)
    blocks = importlib.import_module(f"{__name__}.{layout}").build(made, look, rng)
    body = Stack(blocks)
    paper = choose_paper(rng, body.extent()[0], _LANDSCAPE[layout])
    if layout == "compact" and rng.random() < 0.04:
        paper = replace(paper, ground="#dcdcdc")  # one revision of the style sheet prints on grey
    press = Press(made.name)
    press.print(body.layout(paper.room), paper, choose_furniture(rng, made))
    variant = {
        "revision": look.revision,
        "font": look.body,
        "orientation": "land" if paper.width > paper.height else "port",
        "scale": f"{paper.scale:.2f}",
    }
    return Print(made, layout, variant, tuple(press.sheets), press.pdf())


def choose_paper(rng: random.Random, narrowest: float, landscape: float) -> Paper:
    """A sheet for content that cannot be set narrower than `narrowest` pixels; it is scaled down to fit."""
    width, height = (792.0, 612.0) if rng.random() < landscape else (612.0, 792.0)
    margin = rng.choice((21.6, 28.8, 28.8, 28.8, 36.0))
    scale = rng.choice((0.72, 0.78, 0.85, 0.85, 0.9, 1.0))
    room = (width - 2 * margin) / (0.75 * scale)
    if room < narrowest:
        scale = max(0.45, (width - 2 * margin) / (0.75 * narrowest))
    return Paper(width, height, margin, margin, margin, margin, scale)


def choose_furniture(rng: random.Random, made: Made) -> Furniture | None:
    """What a browser, a filing agent or a fax machine prints in the margins; most prints have nothing there."""
    if rng.random() > 0.2:
        return None
    numbered = rng.choice(
        (
            Furniture(foot=("", "Page {page} of {pages}", "")),
            Furniture(foot=("", "{page}", ""), family="times", points=9),
            Furniture(foot=("", "- {page} -", ""), family="courier", points=9),
        )
    )
    if rng.random() < 0.4:
        return numbered
    day, month, clock = rng.randrange(1, 29), rng.randrange(1, 13), f"{rng.randrange(24):02}:{rng.randrange(60):02}"
    if made.era in ("1996", "2002"):
        stamp = f"{_MONTHS[month - 1]}-{day:02}-{rng.randrange(1996, 2004)} {clock}"
        phone = f"{rng.randrange(200, 990)} 555 {rng.randrange(100, 200):04}"
        sender = (made.filing.issuer.name or "")[:22].upper()
        return Furniture((stamp, sender, f"{phone}   P.{{page:02}}/{{pages:02}}"), family="courier", points=8)
    folder = f"{rng.randrange(10**5, 2 * 10**6)}/{rng.randrange(10**17, 10**18)}"
    address = f"https://www.sec.gov/Archives/edgar/data/{folder}/{rng.choice(('xslF345X03/', ''))}form4.xml"
    stamp = f"{month}/{day}/{rng.randrange(2004, 2027)}"
    return rng.choice(
        (
            Furniture((stamp, "", "SEC FORM 4"), (address, "", "{page}/{pages}"), rng.choice(("helvetica", "times"))),
            Furniture((address, "", "Page {page} of {pages}"), ("", "", stamp), "times", 7.5),
        )
    )
