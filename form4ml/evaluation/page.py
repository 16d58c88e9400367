"""A report as one HTML page that needs nothing else: plots beside the tables they are drawn from, usable by keyboard.

Every plot is named and described, every table has a caption and header cells; without its small script the page
loses only the sorting of tables. No address outside the page is ever fetched, and its policy says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from form4ml.evaluation.intervals import Interval
from form4ml.evaluation.plots import Axis, Bar, Plot, Series, bars, lines
from form4ml.evaluation.render import short, shown
from form4ml.evaluation.report import Filing, Report, Table

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1c2733; --dim: #56616d; --paper: #fff; --band: #f2f5f8; --line: #c9d1d9;
  --one: #1f5f99; --two: #a8480c; --three: #2d6a33; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaee; --dim: #a9b3bd; --paper: #14191f; --band: #1d242c;
  --line: #3b4651; --one: #7db8ee; --two: #f0a267; --three: #8fcf96; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 1.5rem 0 .5rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; display: inline; }
a { color: var(--one); } a:focus-visible, button:focus-visible, summary:focus-visible, .scroll:focus-visible {
  outline: 3px solid var(--two); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dt { color: var(--dim); } dd { margin: 0;
  overflow-wrap: anywhere; }
.note { color: var(--dim); font-size: .9rem; max-width: 60rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { white-space: nowrap; } tbody th { font-weight: 400; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th button { all: unset; cursor: pointer; font-weight: 600; } th button::after { content: " \\2195"; color: var(--dim); }
th[aria-sort=ascending] button::after { content: " \\2191"; } th[aria-sort=descending] button::after { content: " \\2193"; }
td.said { max-width: 26rem; overflow-wrap: anywhere; }
figure { margin: 1rem 0; } figure svg { width: 100%; max-width: 46rem; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg text.axis { font-weight: 600; }
.grid { stroke: var(--line); stroke-width: 1; } .bar { fill: var(--one); opacity: .75; }
.whisker { stroke: var(--ink); stroke-width: 1.5; } .ideal { stroke: var(--dim); stroke-width: 1.5; stroke-dasharray: 5 4; }
.line { fill: none; stroke-width: 2; } .line.s0 { stroke: var(--one); } .line.s1 { stroke: var(--two); }
.dot.s0 { fill: var(--one); } .dot.s1 { fill: var(--two); }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; }
@media print { nav, .skip { display: none; } }
"""

_SCRIPT: Final = """
for (const table of document.querySelectorAll('table[data-sorts]')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, place) => {
    const button = document.createElement('button');
    button.type = 'button'; button.append(...head.childNodes); head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') !== 'descending';
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = row => { const cell = row.cells[place]; const figure = cell.dataset.value;
        return figure === undefined ? cell.textContent : Number(figure); };
      const rows = [...table.tBodies[0].rows].sort((a, b) => {
        const x = key(a), y = key(b); const order = x < y ? -1 : x > y ? 1 : 0; return down ? -order : order; });
      table.tBodies[0].append(...rows);
    });
  });
}
"""


def _cells(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            words = escape(shown(cell, column))
            if place == 0:
                cells.append(f'<th scope="row">{words}</th>')
            elif column.kind == "text":
                cells.append(f"<td>{words}</td>")
            else:
                figure = cell.low if isinstance(cell, Interval) else cell
                value = "" if figure is None else f' data-value="{figure}"'
                cells.append(f'<td class="figure"{value}>{words}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join(rows)


def _table(table: Table) -> str:
    heads = "".join(
        f'<th scope="col"{"" if column.kind == "text" else " class=figure"}>{escape(column.name)}</th>'
        for column in table.columns
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table data-sorts><caption>{escape(table.title)}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{_cells(table)}\n</tbody></table></div>"
    )


def _plot(plot: Plot) -> str:
    return f"<figure>{plot.svg}<figcaption class=note>{escape(plot.title)}</figcaption></figure>"


def _column(table: Table, name: str) -> int:
    return next(place for place, column in enumerate(table.columns) if column.name == name)


def _bars_of(table: Table, figure: str, title: str) -> Plot:
    at = _column(table, figure)
    spread_at = next((place for place, column in enumerate(table.columns) if column.kind == "interval"), None)
    rows = []
    for row in table.rows:
        value, spread = row[at], None if spread_at is None else row[spread_at]
        if isinstance(value, float | int):
            rows.append(Bar(str(row[0]), float(value), spread if isinstance(spread, Interval) else None))
    return bars(f"plot-{table.key}", title, rows)


_BAR_PLOTS: Final[dict[str, tuple[str, str]]] = {
    "entities": ("f1", "F1 of each entity, with its interval"),
    "by_layout": ("f1", "Core F1 by layout, with its interval"),
    "by_quality": ("f1", "Core F1 against the quality of the scan, with its interval"),
    "by_engine": ("f1", "Core F1 by OCR engine, with its interval"),
    "fields": ("f1", "F1 of each field, worst first, with its interval"),
    "labels": ("strict f1", "Strict F1 of each label, worst first"),
    "ceiling": ("scattered counted in", "Share of gold values whose words stand in the text"),
}


def _reliability(report: Report) -> list[Plot]:
    plots = []
    if report.bins:
        series = Series("share right", tuple((one.confidence, one.right) for one in report.bins))
        title = "Reliability: share right against stated confidence; the dashed line is perfect calibration"
        across, up = Axis("stated confidence"), Axis("share right")
        plots.append(lines("plot-reliability", title, across, up, (series,), diagonal=True))
    if report.coverage:
        points = tuple((point.coverage, point.precision) for point in report.coverage)
        low = min(0.9, int(min(y for _, y in points) * 10) / 10)
        up = Axis("precision", low, 1.0, tuple(round(low + (1 - low) * step / 5, 3) for step in range(6)))
        title = "Precision of the values kept, surest first, against the share kept"
        series = Series("precision", points, dots=len(points) <= 40)
        plots.append(lines("plot-coverage", title, Axis("share of values kept"), up, (series,)))
    return plots


def _learning(report: Report) -> list[Plot]:
    if not report.learning:
        return []
    most = max(point.filings for point in report.learning)
    ticks = tuple(most * step / 4 for step in range(5))
    series = Series("F1", tuple((float(point.filings), point.f1) for point in report.learning))
    across = Axis("filings trained on", 0.0, float(most), ticks)
    return [lines("plot-learning", "Learning curve", across, Axis("F1"), (series,))]


def _filing(filing: Filing) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(line.field)}</th><td class=said>{escape(short(line.gold))}</td>'
        f"<td class=said>{escape(short(line.predicted))}</td>"
        f"<td class=figure>{'–' if line.confidence is None else f'{line.confidence:.2f}'}</td>"
        f"<td>{escape(line.cause or '–')}</td></tr>"
        for line in filing.lines
    )
    title = f"{escape(filing.stem)}: {filing.wrong} wrong, core F1 {filing.core_f1:.4f}"
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("field", "gold", "predicted", "confidence", "cause"))
    return (
        f"<details><summary><h3>{title}</h3></summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _section(key: str, title: str, parts: Sequence[str]) -> str:
    return f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{escape(title)}</h2>\n{"".join(parts)}</section>'


def _sections(report: Report) -> list[tuple[str, str, str]]:
    """Key, title and body of every section."""
    found: list[tuple[str, str, str]] = []
    for table in report.tables:
        if not table.rows:
            continue
        parts = [f'<p class="note">{escape(table.note)}.</p>' if table.note else ""]
        if table.key in _BAR_PLOTS:
            parts.append(_plot(_bars_of(table, *_BAR_PLOTS[table.key])))
        if table.key == "calibration":
            parts += map(_plot, _reliability(report))
        parts.append(_table(table))
        found.append((table.key, table.title, _section(table.key, table.title, parts)))
    found += [("learning", plot.title, _section("learning", plot.title, [_plot(plot)])) for plot in _learning(report)]
    if report.worst:
        body = _section("worst", "Worst filings", [_filing(filing) for filing in report.worst])
        found.append(("worst", "Worst filings", body))
    return found


def to_html(report: Report, title: str = "form4ml evaluation") -> str:
    """The whole page."""
    sections = _sections(report)
    about = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in report.about.items())
    about += "".join(f"<dt>note</dt><dd>{escape(note)}</dd>" for note in report.notes)
    links = "".join(f'<li><a href="#{key}">{escape(name)}</a></li>' for key, name, _ in sections)
    body = "\n".join(section for _, _, section in sections)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>"
        '<a class="skip" href="#main">Skip to the figures</a>'
        f"<header><h1>{escape(title)}</h1><dl>{about}</dl></header>"
        f'<nav aria-label="Sections"><ul>{links}</ul></nav>\n'
        f'<main id="main">{body}</main>\n<script>{_SCRIPT}</script></body></html>\n'
    )
