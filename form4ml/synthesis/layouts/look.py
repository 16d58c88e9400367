"""How one compact print looks: which revision of the style sheet, which type, which rules, which small habits."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from form4ml.synthesis.flow import Style
from form4ml.synthesis.layouts.common import Manner, by_manner
from form4ml.synthesis.made import Made
from form4ml.synthesis.typeset import choice

REVISIONS = ("plain", "indication", "boxes", "foreign")
# Old filings are printed with whatever style sheet stood when they were printed.
_REVISION_BY_ERA: dict[str, dict[str, float]] = {
    "2003": {"plain": 0.55, "indication": 0.15, "boxes": 0.25, "foreign": 0.05},
    "2023": {"boxes": 0.8, "indication": 0.08, "foreign": 0.12},
    "2026": {"foreign": 0.75, "boxes": 0.25},
}


@dataclass(frozen=True)
class Look:
    """Type and rules of one compact print."""

    revision: str = "boxes"
    body: str = "times"
    sans: str = "helvetica"
    data: float = 16
    caption: float = 13
    small: float = 10
    leading: float = 1.25  # of the captions
    rule: float = 1
    link: str = "#0000ee"
    manner: Manner = field(default_factory=Manner)
    states_in_full: bool = False
    prefix: str = "/s/ "  # before a signature
    # What the SEC's style sheet never varies, but filing agents do:
    checked: tuple[str, str] = ("__X__", "_X_")  # in box 5, in box 6
    unchecked: tuple[str, str] = ("_____", "___")
    raised: bool = True  # footnote marks are superscripts
    tint: str | None = None  # behind headings
    note_mark: str = "({})"
    bold_heads: bool = False
    heads: str = "compact"  # whose wording
    numbers: str = "left"  # alignment of amounts
    typed: str | None = None  # the typewriter's face, where values were typed on a printed form

    def style(self, size: float, bold: bool = False, italic: bool = False) -> Style:
        return Style(self.body, size, bold, italic)

    @property
    def value(self) -> Style:
        return Style(self.typed or self.body, self.data)

    @property
    def mark(self) -> Style:
        if not self.raised:
            return self.value
        size = round(self.data * 0.83, 1)
        return Style(self.body, size, underline=self.link != "", superscript=True, colour=self.link or "#000000")


def choose(made: Made, rng: random.Random) -> Look:
    """A look for this filing; only revisions that prints of its era can have."""
    if made.era not in _REVISION_BY_ERA:
        raise ValueError(f"the compact print exists for eras {', '.join(_REVISION_BY_ERA)}, not {made.era}")
    revision = choice(rng, _REVISION_BY_ERA[made.era])
    return Look(
        revision=revision,
        body="times",
        leading=rng.choice((1.15, 1.25, 1.25, 1.3)),
        rule=rng.choice((1, 1, 1.5, 2)) if revision != "foreign" else rng.choice((1, 2, 2.5)),
        link=rng.choice(("#0000ee", "#0000ee", "#000000")),
        manner=by_manner(rng),
        states_in_full=revision == "foreign",
        prefix=rng.choice(("/s/ ", "/s/ ", "")),
    )
