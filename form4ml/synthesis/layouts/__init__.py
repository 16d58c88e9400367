"""Prints a made-up filing in one of the layouts in which Form 4 has been filed and printed."""

from __future__ import annotations

import random

from form4ml.synthesis.flow import Stack
from form4ml.synthesis.made import Made, Print
from form4ml.synthesis.typeset import Paper, Press, choice

LAYOUTS = ("compact", "viewer", "agent", "paper", "ascii")


def print_filing(made: Made, layout: str, rng: random.Random) -> Print:
    """The filing as pages of labelled words and as a PDF; ValueError where the layout never existed in its era."""
    if layout == "compact":
        from form4ml.synthesis.layouts import compact

        look = compact.choose(made, rng)
        blocks = compact.build(made, look, rng)
        variant = {"revision": look.revision}
    elif layout == "viewer":
        from form4ml.synthesis.layouts import viewer

        view = viewer.choose(made, rng)
        blocks = viewer.build(made, view, rng)
        variant = {"revision": "2023" if view.plan_box else "2003"}
    else:
        raise ValueError(f"unknown layout {layout}")
    body = Stack(blocks)
    paper = choose_paper(rng, body.extent()[0])
    press = Press(made.name)
    press.print(body.layout(paper.room), paper)
    variant |= {"orientation": "land" if paper.width > paper.height else "port", "scale": f"{paper.scale:.2f}"}
    return Print(made, layout, variant, tuple(press.sheets), press.pdf())


def choose_paper(rng: random.Random, narrowest: float) -> Paper:
    """A sheet for content that cannot be set narrower than `narrowest` pixels; it is scaled down to fit."""
    width, height = (792.0, 612.0) if choice(rng, {"land": 0.6, "port": 0.4}) == "land" else (612.0, 792.0)
    margin = rng.choice((21.6, 28.8, 28.8, 28.8, 36.0))
    scale = rng.choice((0.72, 0.78, 0.85, 0.85, 0.9, 1.0))
    room = (width - 2 * margin) / (0.75 * scale)
    if room < narrowest:
        scale = max(0.45, (width - 2 * margin) / (0.75 * narrowest))
    return Paper(width, height, margin, margin, margin, margin, scale)
