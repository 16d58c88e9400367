"""Pages that follow the form: joint filers who found no room on it, with their names and addresses."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from form4ml.record import Owner
from form4ml.synthesis.flow import Bit, Block, Gap, PageBreak, Para, Style
from form4ml.synthesis.layouts.common import Ink, place_line, streets, us_date
from form4ml.synthesis.made import Made
from form4ml.synthesis.tables import Cell, Table

_TITLES = ("Joint Filer Information", "JOINT FILER INFORMATION", "Additional Reporting Persons", "JOINT FILERS")
_EXHIBITS = ("", "Exhibit 99", "EXHIBIT 99.1", "Exhibit 99.2", "Attachment to Form 4")


def joint_filers(
    ink: Ink,
    made: Made,
    owners: Sequence[Owner],
    style: Style,
    rng: random.Random,
    date: Callable[[str], str] = us_date,
) -> list[Block]:
    """A page of its own (or several) with a block for each further owner."""
    ink.part, ink.cell = "owners", None
    bold = style._replace(bold=True)
    heading = [ink.bit(text, bold) for text in (rng.choice(_EXHIBITS), rng.choice(_TITLES)) if text]
    blocks: list[Block] = [PageBreak(), *(Para([bit], "center", below=style.size) for bit in heading)]
    ruled, facts = rng.random() < 0.3, rng.random() < 0.7
    names = rng.choice(
        (("Name:", "Address:"), ("Name of Joint Filer:", "Address of Joint Filer:"), ("Name", "Address"))
    )
    for owner in owners:
        rows = _owner_rows(ink, owner, style, names)
        if facts:
            rows += _facts(ink, made, style, date)
        side = 0.75 if ruled else 0.0
        cells = [
            [Cell([Para(left)], pad=(3, 2, 8, 2), valign="top", border=(side,) * 4, share=0.32),
             Cell([Para(bits) for bits in right], pad=(3, 2, 3, 2), border=(side,) * 4)]
            for left, right in rows
        ]  # fmt: skip
        blocks += [Table(cells, 0.8), Gap(style.size * 1.5)]
    return blocks


_Rows = list[tuple[list[Bit], list[list[Bit]]]]


def _owner_rows(ink: Ink, owner: Owner, style: Style, names: tuple[str, str]) -> _Rows:
    address = [[ink.value(street, style, "STREET")] for street in streets(owner)]
    place = place_line(owner)
    if place:
        address.append([ink.mixed(place, style)])
    return [
        ([ink.bit(names[0], style)], [[ink.value(owner.name or "", style, "OWNER_NAME")]]),
        ([ink.bit(names[1], style)], address),
    ]


def _facts(ink: Ink, made: Made, style: Style, date: Callable[[str], str]) -> _Rows:
    """What such a page repeats from the form."""
    filing = made.filing
    issuer = [ink.value(filing.issuer.name or "", style, "ISSUER")]
    if filing.issuer.trading_symbol:
        issuer.append(ink.mixed([(" [", None), (filing.issuer.trading_symbol, "TICKER"), ("]", None)], style))
    rows: _Rows = [
        (
            [ink.bit("Designated Filer:", style)],
            [[ink.value(filing.reporting_owners[0].name or "", style, "OWNER_NAME")]],
        ),
        ([ink.bit("Issuer & Ticker Symbol:", style)], [issuer]),
    ]
    if filing.period_of_report:
        written = [ink.value(date(filing.period_of_report), style, "PERIOD_DATE")]
        rows.append(([ink.bit("Date of Event Requiring Statement:", style)], [written]))
    return rows
