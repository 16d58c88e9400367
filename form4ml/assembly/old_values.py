"""Values of old forms as they were typed: prices in eighths, days beside the wrong caption, words that a title was parted by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from form4ml.assembly.found import Found, found, text_of
from form4ml.assembly.table import WRAPPED
from form4ml.layout.view import View
from form4ml.normalize import dates
from form4ml.normalize.names import is_entity
from form4ml.normalize.places import state

_PRICES = frozenset({"PRICE", "EXERCISE_PRICE"})
_EIGHTHS = re.compile(r"(\d{1,2})/(2|4|8|16|32|64)")
_DOLLARS = re.compile(r"\$?\d{1,3}(?:,\d{3})?")
_POINTED = re.compile(r"\.\d{1,4}")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)")
_NO_DAYS = frozenset({"OWNERSHIP", "OWNED", "UNDERLYING", "UNDERLYING_SHARES", "NATURE", "SHARES", "PRICE"})
_TABLES = ("table1", "table2")
_NOUGHT = re.compile(r"-?\s?0\s?-?")  # no price: those have a sign, or a row that says what is owned
_NOTHING = re.compile(r"n/a|none", re.I)
_BETWEEN = re.compile(r"\(|\(?no|par|per|the|of|and|[$]?\.?\d*\.\d+|\$\d{1,2}", re.I)
_APART = 2  # characters between dollars and their fraction
_GAP, _ADDRESS = 3, 4  # characters between two columns; rows from a street to its city
_PAR = re.compile(r"\$\d{0,3}(?:\.\d{1,5})?|\d?\.\d{1,5}")
_FIRST = re.compile(r"New|North|South|West|Rhode|NEW|NORTH|SOUTH|WEST|RHODE")
_SYMBOL = re.compile(r"[A-Z]{2,5}")
_CAPTION = re.compile(r"\(?(?:street|city|last|state|zip|middle|first)\b|^\d{1,2}\.|person|issuer|voluntary", re.I)
_SKIPPED = 2  # words that may be missing in the midst of a title


def settled(view: View, items: Sequence[Found]) -> list[Found]:
    """The fragments with what the tagger parted put together, and days under the captions that they stand in."""
    out = _titles(view, _days(view, _whole_prices(view, list(items))))
    out = [_closed(view, item, out) for item in _par_values(view, out)]
    out = _addressed(view, out)
    return _streets(view, _in_columns(view, out)) if view.typed else out


def _whole_prices(view: View, items: list[Found]) -> list[Found]:
    """`14 3/8` is one price: the fraction goes with the dollars before it, whatever it was taken for alone."""
    items = _decimals(view, items)
    by_token = {token: item for item in items if item.part in _TABLES for token in item.tokens}
    out, gone = list(items), set[int]()
    for at, token in enumerate(view.tokens):
        top = _EIGHTHS.fullmatch(token.text)
        if not at or top is None or int(top[1]) >= int(top[2]):
            continue
        before, fraction = view.tokens[at - 1], by_token.get(at)
        own = by_token.get(at - 1)
        if own is None or own is fraction or not _stands_at(before.text, own, fraction, at):
            continue
        if before.line != token.line or token.start - before.end > _APART:
            continue
        label = own.label if own.label in _PRICES else _price_of(own, items)
        whole = found(view, label, [*(own.tokens if own.label in _PRICES else [at - 1]), at], 0.9, own.part, True)
        out = [whole if item is own else item for item in out]
        gone.update({id(fraction)} if fraction is not None else ())
    return [item for item in out if id(item) not in gone]


def _decimals(view: View, items: list[Found]) -> list[Found]:
    """`$18 .3125` and `$34 . 2188` are prices whose decimals an engine set apart."""
    by_token = {token: item for item in items for token in item.tokens}
    out = list(items)
    for item in items:
        after, end = item.tokens[-1] + 1, view.rows[item.row].last
        if item.label not in _PRICES or item.part not in _TABLES or not _DOLLARS.fullmatch(item.text):
            continue
        for size in (1, 2):
            rest = list(range(after, after + size))
            own = by_token.get(rest[-1])
            free = after + size <= end and (own is None or set(own.tokens) <= set(rest))
            if free and _POINTED.fullmatch("".join(view.tokens[at].text for at in rest)):
                whole = found(view, item.label, [*item.tokens, *rest], item.probability, item.part, item.opens)
                whole.text = whole.text.replace(" ", "")
                out = [whole if one is item else one for one in out if one is not own]
                break
    return out


def _stands_at(dollars: str, own: Found, fraction: Found | None, at: int) -> bool:
    """Whether a word is the dollars of the fraction behind it: nothing else ends there, and the fraction stands alone."""
    alone = fraction is None or fraction.tokens == [at]
    single = own.label in _PRICES or len(own.tokens) == 1
    return _DOLLARS.fullmatch(dollars) is not None and alone and single and own.tokens[-1] == at - 1


def _price_of(own: Found, items: Sequence[Found]) -> str:
    """Which price of its row one is that was taken for something else: in Table II the first is the exercise price."""
    if own.part == "table1":
        return "PRICE"
    dated = any(item.row == own.row and item.label == "DATE" and item.first < own.first for item in items)
    return "PRICE" if dated else "EXERCISE_PRICE"


def _days(view: View, items: list[Found]) -> list[Found]:
    """A whole day under a label that holds none is one of the row's days; one day with nothing behind it is the first of two."""
    rows: dict[int, list[Found]] = {}
    for item in items:
        if item.part in _TABLES:
            rows.setdefault(item.row, []).append(item)
    out = []
    for item in items:
        label = item.label
        here = {one.label for one in rows.get(item.row, ())}
        if item.part == "table2" and label in _NO_DAYS and _DAY.fullmatch(item.text):
            label = "EXERCISE_DATE" if "EXPIRATION_DATE" in here else "EXPIRATION_DATE"
        elif item.part == "table1" and label == "PERIOD_DATE" and "DATE" not in here and dates.date(item.text).value:
            label = "DATE"
        elif label == "EXPIRATION_DATE" and "EXERCISE_DATE" not in here and _goes_on_empty(view, item):
            label = "EXERCISE_DATE"
        elif item.part == "table2" and label == "PRICE" and "OWNED" not in here and _NOUGHT.fullmatch(item.text):
            label = "OWNED" if _next_label(item, rows[item.row]) == "OWNERSHIP" else label
        out.append(item if label == item.label else replace(item, label=label))
    return out


def _next_label(item: Found, row: Sequence[Found]) -> str:
    return next((one.label for one in row if one.first == item.tokens[-1] + 1), "")


def _goes_on_empty(view: View, item: Found) -> bool:
    """Whether what stands behind a day says that the next cell has none."""
    behind = item.tokens[-1] + 1
    return behind < view.rows[item.row].last and _NOTHING.fullmatch(view.tokens[behind].text) is not None


def _par_values(view: View, items: list[Found]) -> list[Found]:
    """`Common Stock, $1` over `par value`: the dollars are the title's, whatever price they were taken for."""
    by_token = {token: item for item in items for token in item.tokens}
    out = list(items)
    for item in items:
        if item.label != "SECURITY":
            continue
        after = item.tokens[-1] + 1
        if after < view.rows[item.row].last and view.tokens[after].text == ",":
            after += 1
        own = by_token.get(after)
        if after >= view.rows[item.row].last or not _PAR.fullmatch(view.tokens[after].text):
            continue
        rows = range(item.row + 1, min(item.row + 2, len(view.rows)))
        below = [token.text.casefold() for row in rows for token in view.row_tokens(row)[:2]]
        if not (below == ["par", "value"] or _ends_in_par(view, item)) or (own is not None and own.tokens != [after]):
            continue
        span = list(range(item.first, after + 1))
        whole = found(view, "SECURITY", span, item.probability, item.part, item.opens)
        out = [whole if one is item else one for one in out if one is not own]
    return out


def _ends_in_par(view: View, item: Found) -> bool:
    """Whether a line of a title ends in `par value`, its first word perhaps at the end of the line above."""
    words = item.text.casefold().split()
    if words[-2:] == ["par", "value"]:
        return True
    above = view.row_tokens(item.row - 1) if words == ["value"] and item.row else []
    return any(token.text.casefold() == "par" for token in above)


def _closed(view: View, item: Found, items: Sequence[Found]) -> Found:
    """A text of a table with the comma that its line ends with, or the bracket that closes it."""
    behind = item.tokens[-1] + 1
    if item.label not in WRAPPED or item.part not in _TABLES or behind >= view.rows[item.row].last:
        return item
    last, sign = view.tokens[item.tokens[-1]], view.tokens[behind]
    if sign.row != last.row or sign.line != last.line or sign.start != last.end:
        return item
    goes_on = any(one.label == item.label and 0 < one.row - item.row <= 1 and not one.opens for one in items)
    open_ = item.text.count("(") > item.text.count(")")
    if (sign.text == "," and goes_on) or (sign.text == ")" and open_):
        return found(view, item.label, [*item.tokens, behind], item.probability, item.part, item.opens)
    return item


def _in_columns(view: View, items: Sequence[Found]) -> list[Found]:
    """Values of the boxes cut where typed columns part them; what is left of a symbol in the next column is the symbol."""
    out: list[Found] = []
    symbol = any(item.label == "TICKER" for item in items)
    for item in items:
        cut = next((n for n in range(1, len(item.tokens)) if _is_gap(view, item.tokens[n - 1], item.tokens[n])), None)
        if item.part != "box" or cut is None or item.label not in ("STREET", "CITY", "ISSUER"):
            out.append(item)
            continue
        out.append(found(view, item.label, item.tokens[:cut], item.probability, item.part, item.opens))
        rest = item.tokens[cut:]
        if not symbol and len(rest) == 1 and _SYMBOL.fullmatch(view.tokens[rest[0]].text):
            out.append(found(view, "TICKER", rest, item.probability, item.part))
    return out


def _is_gap(view: View, one: int, two: int) -> bool:
    first, second = view.tokens[one], view.tokens[two]
    return first.line == second.line and second.start - first.end > _GAP


def _addressed(view: View, items: list[Found]) -> list[Found]:
    """A company in the line between a person's name and his street is where he is reached, one before a symbol the issuer."""
    out: list[Found] = []
    for at, item in enumerate(items):
        last = out[-1] if out else None
        if item.label == "OWNER_NAME" and last is not None and _is_reached_at(last, item, items[at + 1 :]):
            item = replace(item, label="STREET")
        elif item.label == "STREET" and _before_symbol(item, items[at + 1 :]):
            item = replace(item, label="ISSUER")
        elif item.label == "STATE" and item.first > view.rows[item.row].first:
            before = view.tokens[item.first - 1].text
            free = last is None or item.first - 1 not in last.tokens
            if free and _FIRST.fullmatch(before) and state(f"{before} {item.text}").value:
                item = found(view, "STATE", [item.first - 1, *item.tokens], item.probability, item.part, item.opens)
        out.append(item)
    return out


def _before_symbol(item: Found, rest: Sequence[Found]) -> bool:
    """Whether a company stands right before a symbol, whatever line of an address its line looked like."""
    follows = rest[0] if rest else None
    beside = follows is not None and follows.row == item.row and 0 < follows.first - item.tokens[-1] <= _SKIPPED
    return beside and follows is not None and follows.label == "TICKER" and is_entity(item.text)


def _is_reached_at(owner: Found, item: Found, rest: Sequence[Found]) -> bool:
    person = owner.label == "OWNER_NAME" and not is_entity(owner.text) and len(owner.text.split()) > 1
    near = item.row - owner.row == 1 and item.part == owner.part
    below = bool(rest) and rest[0].label == "STREET" and rest[0].row - item.row == 1
    return person and near and below and is_entity(item.text)


def _streets(view: View, items: list[Found]) -> list[Found]:
    """A line of an address that the tagger passed over, between the street and the city and right under the street."""
    taken = {token for item in items for token in item.tokens}
    out = list(items)
    for item in items:
        if item.label != "STREET" or item.row + 1 >= len(view.rows):
            continue
        last = next((one.row for one in items if one.label == "CITY" and 0 < one.row - item.row <= _ADDRESS), 0)
        if last - item.row < 2:
            continue
        start = view.tokens[item.first].start
        span = _line_under(view, item.row + 1, start, taken)
        if span and not _CAPTION.search(text_of(view, span)):
            out.append(found(view, "STREET", span, item.probability * 0.8, item.part))
    return sorted(out, key=lambda item: item.first)


def _line_under(view: View, row: int, start: int, taken: set[int]) -> list[int]:
    """The words of a row from a column on, up to the next column; none where a value holds one of them."""
    span: list[int] = []
    for at in range(view.rows[row].first, view.rows[row].last):
        if (not span and abs(view.tokens[at].start - start) <= 1) or (span and not _is_gap(view, span[-1], at)):
            span.append(at)
    return [] if taken.intersection(span) else span


def _titles(view: View, items: list[Found]) -> list[Found]:
    """A title in two pieces of one line with no more than `no`, a bracket or a par value between is one title."""
    taken = {token for item in items for token in item.tokens}
    out: list[Found] = []
    for item in items:
        last = out[-1] if out else None
        if last is not None and item.label == last.label == "SECURITY" and item.row == last.row:
            between = range(last.tokens[-1] + 1, item.first)
            if len(between) <= _SKIPPED and all(
                at not in taken and _BETWEEN.fullmatch(view.tokens[at].text) for at in between
            ):
                span = [*last.tokens, *between, *item.tokens]
                out[-1] = found(view, "SECURITY", span, last.probability * item.probability, last.part, last.opens)
                continue
        out.append(item)
    return out
