"""A table's rows where words have boxes: single-line cells mark the rows, wrapped cells are laid out among them."""

from __future__ import annotations

from statistics import median

from form4ml.assembly.found import Found
from form4ml.assembly.table import LABELS, ONLY_SECOND, ORDER, WRAPPED, RawRow, worth_keeping

_ANCHORS = LABELS - WRAPPED
_FAR = 1e9


def rows(items: list[Found], tables: list[int], heights: dict[int, float]) -> list[RawRow]:
    """Rows of both tables, top to bottom. `tables` gives each row's table, `heights` gives each page's height of a line of text."""
    by_place: dict[tuple[int, int], list[Found]] = {}
    for item in items:
        if item.label in LABELS or item.label == "FOOTNOTE_MARK":
            table = 2 if item.label in ONLY_SECOND else tables[item.row]
            by_place.setdefault((table, item.page), []).append(item)
    out: list[RawRow] = []
    for table, page in sorted(by_place):
        out += _page_rows(table, page, by_place[table, page], max(heights.get(page, 1.0), 1.0))
    return out


def _page_rows(table: int, page: int, items: list[Found], height: float) -> list[RawRow]:
    values = [item for item in items if item.label in LABELS]
    found = _anchored(table, page, [v for v in values if v.label in _ANCHORS], height)
    if not found:
        return []
    for label in sorted(WRAPPED):
        _lay_out([v for v in values if v.label == label], found, height)
    kept = [row for row in found if worth_keeping(row)]
    _attach_marks([item for item in items if item.label == "FOOTNOTE_MARK"], kept, values, height)
    return kept


def _anchored(table: int, page: int, anchors: list[Found], height: float) -> list[RawRow]:
    """Rows from cells of one line: those at one height are one row."""
    order = sorted(anchors, key=lambda a: a.y)
    bands: list[list[Found]] = []
    for item in order:
        if bands and item.y - sum(a.y for a in bands[-1]) / len(bands[-1]) <= 0.55 * height:
            bands[-1].append(item)
        else:
            bands.append([item])
    out: list[RawRow] = []
    for band in bands:
        row = RawRow(table, page=page, y=median(a.y for a in band))
        for item in sorted(band, key=lambda a: a.left):
            row.cells[item.label].append(item)
        out.append(row)
    return _joined(out, height)


def _strong(row: RawRow) -> bool:
    names = {name for name, pieces in row.cells.items() if pieces}
    return len(names & {"OWNED", "OWNERSHIP", "DATE", "CODE", "SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED"}) >= 2


def _joined(found: list[RawRow], height: float) -> list[RawRow]:
    """Weak bands (a wrapped price, a date of two lines) join the nearest strong one."""
    strong = [row for row in found if _strong(row)]
    if not strong:
        return found
    for row in found:
        if _strong(row):
            continue
        nearest = min(strong, key=lambda s: abs(s.y - row.y))
        clash = any(nearest.cells.get(name) for name, pieces in row.cells.items() if pieces and name != "PRICE")
        if abs(nearest.y - row.y) <= 2.2 * height and not clash:
            for name, pieces in row.cells.items():
                nearest.cells[name] = sorted([*nearest.cells[name], *pieces], key=lambda p: (p.top, p.left))
        elif row.weight >= 2:
            strong.append(row)
    return sorted(strong, key=lambda r: r.y)


def _lay_out(lines: list[Found], found: list[RawRow], height: float) -> None:
    """Put the lines of a wrapped column into rows: each row takes a run of lines whose middle is at its height."""
    if not lines:
        return
    lines = sorted(lines, key=lambda item: (item.top, item.left))
    label = lines[0].label
    centred = _fit(lines, found, height, top=False)
    topped = _fit(lines, found, height, top=True)
    cost, cuts = min(centred, topped, key=lambda fit: fit[0])
    if cost >= _FAR:
        return
    for row, (first, last) in zip(found, cuts, strict=True):
        row.cells[label] += lines[first:last]


def _fit(lines: list[Found], found: list[RawRow], height: float, top: bool) -> tuple[float, list[tuple[int, int]]]:
    """Cheapest cutting of lines into one run a row (runs may be empty), by dynamic programming."""
    size, many = len(lines), len(found)
    # best[r][k]: cost of giving the first k lines to the first r rows.
    best = [[_FAR] * (size + 1) for _ in range(many + 1)]
    back = [[0] * (size + 1) for _ in range(many + 1)]
    best[0][0] = 0.0
    for r in range(1, many + 1):
        y = found[r - 1].y
        for k in range(size + 1):
            for j in range(k, max(-1, k - 13), -1):
                if best[r - 1][j] >= _FAR:
                    continue
                cost = best[r - 1][j] + _run_cost(lines, j, k, y, height, top)
                if cost < best[r][k]:
                    best[r][k], back[r][k] = cost, j
    cuts: list[tuple[int, int]] = []
    k = size
    for r in range(many, 0, -1):
        j = back[r][k]
        cuts.append((j, k))
        k = j
    return best[many][size], cuts[::-1]


def _run_cost(lines: list[Found], first: int, last: int, y: float, height: float, top: bool) -> float:
    if first == last:
        return 1.5
    head, tail = lines[first], lines[last - 1]
    middle = head.top if top else (head.top + tail.bottom) / 2
    cost: float = min(abs(middle - y) / height, 12.0) ** 1.5
    if not head.opens:
        cost += 1.0
    # A line that opens a value begins a run; one on the same row as the line before it may not.
    cost += sum(
        1.2 for n in range(first + 1, last) if lines[n].opens and lines[n].top - lines[n - 1].bottom > 0.3 * height
    )
    return cost


def _attach_marks(marks: list[Found], found: list[RawRow], values: list[Found], height: float) -> None:
    """Give each footnote mark to the value it stands at: the nearest on its left, else the one it hangs under."""
    if not found:
        return
    columns = _columns(found)
    for mark in marks:
        best: tuple[float, RawRow, str] | None = None
        for row in found:
            if abs(row.y - mark.y) > 8 * height:
                continue
            for label, pieces in row.cells.items():
                for piece in pieces:
                    away = _distance(mark, piece, height)
                    if best is None or away < best[0]:
                        best = (away, row, label)
        if best is not None and best[0] <= 2.6:
            best[1].marks[best[2]].append(mark)
            continue
        label_here = _column_at(columns, (mark.left + mark.right) / 2)
        row = min(found, key=lambda r: abs(r.y - mark.y))
        if label_here is not None and abs(row.y - mark.y) <= 1.2 * height and not row.cells.get(label_here):
            row.marks[label_here].append(mark)


def _distance(mark: Found, piece: Found, height: float) -> float:
    """In line heights; small where a mark stands right after the value or under its end."""
    drop = (mark.y - piece.bottom) / height
    if -0.9 <= drop <= 0.6:
        gap = (mark.left - piece.right) / height
        if gap >= -0.6:
            return max(gap, 0.0) + 0.5 * abs(drop)
    if -0.9 <= drop <= 1.9 and piece.left - height <= (mark.left + mark.right) / 2 <= piece.right + 1.5 * height:
        return 0.8 + abs(drop) / 2
    return _FAR


def _columns(found: list[RawRow]) -> dict[str, tuple[float, float]]:
    spans: dict[str, list[tuple[float, float]]] = {}
    for row in found:
        for label, pieces in row.cells.items():
            for piece in pieces:
                spans.setdefault(label, []).append((piece.left, piece.right))
    return {label: (median(a for a, _ in s), median(b for _, b in s)) for label, s in spans.items()}


def _column_at(columns: dict[str, tuple[float, float]], x: float) -> str | None:
    for label, (left, right) in columns.items():
        if left <= x <= right:
            return label
    return None


__all__ = ["ORDER", "rows"]
