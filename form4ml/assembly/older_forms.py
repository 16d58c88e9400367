"""What forms before mid-2003 and pages of joint filers print their own way: months for days, relationships in words, marks in a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from form4ml.assembly.found import Found, found, text_of
from form4ml.layout.view import View, ViewRow
from form4ml.normalize import dates

_STATEMENT = re.compile(r"statement\s+for\s*\(?\s*mo(?:nth)?\s*/\s*y", re.I)
_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_MONTH = re.compile(rf"(?:{_NAMES})[.,]?\s?(?:19[89]\d|200[0-3])|(?:0?[1-9]|1[0-2])\s?/\s?(?:19[89]\d|200[0-3])", re.I)
_IN_PARTS = re.compile(r"\bstatement\b", re.I), re.compile(r"\bmonth\b", re.I)  # the same caption in a narrow column
# What stands beside the month in its line.
_HOLDERS = frozenset(("STREET", "OWNER_NAME", "ISSUER", "CITY", "TICKER", "TITLE"))
_LONGEST = 3  # tokens of a month and year
_TITLE = re.compile(r"statement\s+of\b|misstatement", re.I)

_RELATION = re.compile(r"\W*relationships?(?:\s+of\s.{0,40})?(?:\s+to\s+(?:the\s+)?issuer)?\s*:", re.I)
_IN_WORDS = 0.9  # probability of what is said in words
_BOX_FIVE = re.compile(r"check\s+all|give\s+title|applicable", re.I)
_RELATIONS = {"director": "CHECK_DIRECTOR", "10%": "CHECK_TEN", "ten": "CHECK_TEN", "officer": "CHECK_OFFICER", "other": "CHECK_OTHER"}  # fmt: skip
_CROSS, _DASH = re.compile(r"[\W_]{0,3}[Xx][\W_]{0,3}"), re.compile(r"[_—–-]+")
_DESIGNATED = re.compile(r"\W*designated\s+filer\b", re.I)

_STUCK = re.compile(r"(?:inc|corp|co|ltd|llc|lp|plc|trust|group|bank|[a-z]{6,})\.?/[A-Z]{1,5}", re.I)
_GLUED = 2  # tokens between a name and its end with the symbol: a comma
_ORIGINAL = re.compile(r"amendment,?\s+date\s+of\s+original(?:\s+filing|\s+filed)?\s*(?:\(\s*mo[^)]*\))?", re.I)
_DAY = re.compile(
    rf"(?:{_NAMES})[.,]?\s(?:\d{{1,2}},?\s)?(?:19|20)\d\d|\d{{1,2}}\s?[/-]\s?\d{{1,2}}\s?[/-]\s?(?:\d{{4}}|\d\d)|(?:0?[1-9]|1[0-2])\s?/\s?(?:19|20)\d\d",
    re.I,
)

_ONE = re.compile(r"\W*(?:form\s+)?filed\s+by\s+one\b", re.I)
_MORE = re.compile(r"\W*(?:form\s+)?filed\s+by\s+more\b", re.I)
_BEHIND = 6  # tokens behind a mark that say what it marks

_CUT_DAY = re.compile(r"\d{1,2}/\d{1,2}/(?:(?:19|20)\d?)?")
_REST = re.compile(r"\d{1,2}|(?:19|20)\d\d")
_NO_LONGER = re.compile(r"\W{0,3}[Xx]\W{0,3}check\s+(?:this\s+)?box\s+if\s+no\s+longer", re.I)
_AMENDMENT = re.compile(r"\bif\s+(?:an?\s+)?amend", re.I)
_CAPTIONED = 4  # rows from a caption to its value
_FORM, _HEAD = re.compile(r"\W*form\s+(4(?:/A)?)(?![\w/])(?!\s*(?:or|and)\b)", re.I), 12  # and rows of the head
_CUT = 2  # tokens of a day without its year
_LINES = 2  # below a day in which the rest of its year may stand


def lines_of(view: View) -> list[str]:
    """The text of each row, as the functions here look at it."""
    return [text_of(view, range(row.first, row.last)) for row in view.rows]


def settled(view: View, items: Sequence[Found], texts: Sequence[str]) -> list[Found]:
    """The fragments with what such forms say otherwise put right."""
    out = [item for item in items if not (item.label == "OWNER_NAME" and _DESIGNATED.match(texts[item.row]))]
    out = [_of_its_words(view, item) for item in out]
    if view.typed:
        out = [_with_its_year(view, item, out) for item in out]
        whole = {token for item in out if len(item.tokens) > 1 for token in item.tokens}
        out = [item for item in out if not (_is_year(item) and item.first in whole)]
    out = _exempted(view, _named(view, _ticked(view, out), texts), texts)
    out = _under_amendment(_of_two(out), texts)
    return _originals(view, _month_apart(view, _slashed(view, out), texts), texts)


def _of_its_words(view: View, item: Found) -> Found:
    """A mark for one or for several persons is what the words right behind it say."""
    if item.label not in ("CHECK_ONE", "CHECK_JOINT"):
        return item
    last = item.tokens[-1] + 1
    behind = text_of(view, range(last, min(last + _BEHIND, view.rows[item.row].last)))
    label = "CHECK_ONE" if _ONE.match(behind) else "CHECK_JOINT" if _MORE.match(behind) else item.label
    return item if label == item.label else replace(item, label=label)


def _with_its_year(view: View, item: Found, items: Sequence[Found]) -> Found:
    """A day whose year goes on in the next line of its column: `10/04/199` and `9`."""
    if not item.label.endswith("DATE") or not _CUT_DAY.fullmatch(item.text.replace(" ", "")):
        return item
    box = view.tokens[item.first].box
    if box is None or len(item.tokens) > _CUT:
        return item
    taken = {token for other in items if not _is_year(other) for token in other.tokens}
    begun = len(item.text.rsplit("/", 1)[1])
    missing = (4 - begun,) if begun else (2, 4)
    for row in view.rows[item.row + 1 : item.row + 1 + _LINES]:
        for at in range(row.first, row.last):
            token = view.tokens[at]
            inside = token.box is not None and box.left - 1 <= token.box.left <= box.right
            if inside and at not in taken and _REST.fullmatch(token.text) and len(token.text) in missing:
                whole = found(view, item.label, [*item.tokens, at], item.probability, item.part, item.opens)
                whole.text = f"{item.text}{token.text}"
                return whole
    return item


def _boxed_rows(view: View, items: Sequence[Found]) -> Sequence[ViewRow]:
    """The rows from the first to the last in which something of the numbered boxes was found."""
    boxed = {item.row for item in items if item.part == "box"}
    return view.rows[min(boxed) : max(boxed) + 1] if boxed else []


def _ticked(view: View, items: list[Found]) -> list[Found]:
    """A cross that the tagger passed over, or took for a symbol, right before the words of box 5 or 6 for a relationship."""
    rows = _boxed_rows(view, items)
    if not rows:
        return items
    by_token = {token: item for item in items for token in item.tokens}
    out = list(items)
    for row in rows:
        for at in range(row.first, row.last - 1):
            own = by_token.get(at)
            if not _CROSS.fullmatch(view.tokens[at].text) or not (own is None or own.label == "TICKER"):
                continue
            behind = at + 1 + (_DASH.fullmatch(view.tokens[at + 1].text) is not None)
            label = _RELATIONS.get(view.tokens[behind].text.lower()) if behind < row.last else None
            if label is not None and (own is None or own.tokens == [at]):
                out = [item for item in out if item is not own]
                out.append(found(view, label, [at], _IN_WORDS, "box"))
    return sorted(out, key=lambda item: item.first)


def _boxed_days(items: Sequence[Found]) -> list[Found]:
    return [item for item in items if item.label in ("PERIOD_DATE", "ORIGINAL_DATE") and item.part == "box"]


def _of_two(items: list[Found]) -> list[Found]:
    """The one date of a form that calls itself no amendment is that of its statement; the later of an amendment is the original's."""
    dated = _boxed_days(items)
    kinds = {item.text.strip() for item in items if item.label == "FORM_TYPE" and item.part == "head"}
    if len(dated) == 1 and dated[0].label == "ORIGINAL_DATE" and kinds == {"4"}:
        return [replace(item, label="PERIOD_DATE") if item is dated[0] else item for item in items]
    if len(dated) == 2 and {one.label for one in dated} == {"PERIOD_DATE"} and kinds == {"4/A"}:
        first, second = (dates.date(one.text).value or "" for one in dated)
        later = dated[0 if first > second else 1]
        if first and second and first != second:
            return [replace(item, label="ORIGINAL_DATE") if item is later else item for item in items]
    return items


def _under_amendment(items: list[Found], texts: Sequence[str]) -> list[Found]:
    """The second of two dates of the boxes, where the caption for amendments stands between them, is the original's."""
    dated = _boxed_days(items)
    if [one.label for one in dated] != ["PERIOD_DATE", "PERIOD_DATE"] or dated[0].row == dated[1].row:
        return items
    first, second = dated
    captions = range(max(first.row + 1, second.row - _CAPTIONED), second.row + 1)
    told = any(_AMENDMENT.search(texts[at]) for at in captions)
    return [replace(item, label="ORIGINAL_DATE") if told and item is second else item for item in items]


def _named(view: View, items: list[Found], texts: Sequence[str]) -> list[Found]:
    """What form it is, where the tagger passed over the line that says it."""
    if any(item.label == "FORM_TYPE" for item in items):
        return items
    for at, text in enumerate(texts[:_HEAD]):
        said = _FORM.match(text)
        row = view.rows[at]
        if said is not None:
            span = [token for token in range(row.first, row.last) if view.tokens[token].text.upper() == said[1].upper()]
            if span:
                return [found(view, "FORM_TYPE", span[:1], _IN_WORDS, "head"), *items]
    return items


def _exempted(view: View, items: list[Found], texts: Sequence[str]) -> list[Found]:
    """A cross before `Check this box if no longer subject to Section 16` that the tagger passed over."""
    if any(item.label == "CHECK_NOT_SUBJECT" for item in items):
        return items
    for at, text in enumerate(texts[:_HEAD]):
        crossed = _NO_LONGER.match(text)
        if crossed is not None:
            row = view.rows[at]
            words = [view.tokens[token].text.lower() for token in range(row.first, row.last)]
            size = words.index("check") if "check" in words else 0
            if size:
                span = list(range(row.first, row.first + size))
                return [found(view, "CHECK_NOT_SUBJECT", span, _IN_WORDS, "head"), *items]
    return items


def _is_year(item: Found) -> bool:
    """Whether a fragment is a year and nothing else, which is the rest of a day above it."""
    return item.label.endswith("DATE") and len(item.tokens) == 1 and _REST.fullmatch(item.text) is not None


def _month_apart(view: View, items: list[Found], texts: Sequence[str]) -> list[Found]:
    """Where the form asks for a month and none was found, one that ran into a name or an address beside it is taken out."""
    if any(item.label == "PERIOD_DATE" for item in items) or not _asks_for_month(texts):
        return items
    out, taken = [], False
    for item in items:
        span = None if taken or item.label not in _HOLDERS or item.part != "box" else _month_in(view, item)
        if span is None:
            out.append(item)
            continue
        taken = True
        rest = [token for token in item.tokens if token not in span]
        if rest:
            out.append(found(view, item.label, rest, item.probability, item.part, item.opens))
        out.append(found(view, "PERIOD_DATE", span, item.probability, item.part))
    return out if taken else _month_alone(view, out)


def _month_alone(view: View, items: list[Found]) -> list[Found]:
    """The one month and year among the boxes that no fragment holds."""
    taken = {token for item in items for token in item.tokens}
    spans: list[list[int]] = []
    for row in _boxed_rows(view, items):
        for at in range(row.first, row.last):
            span = next((s for n in range(_LONGEST, 0, -1) if (s := _span(view, at, n, row.last, taken))), None)
            if span and not (spans and span[0] in spans[-1]):
                spans.append(span)
    if len(spans) != 1:
        return items
    return sorted([*items, found(view, "PERIOD_DATE", spans[0], _IN_WORDS, "box")], key=lambda item: item.first)


def _span(view: View, at: int, size: int, end: int, taken: set[int]) -> list[int] | None:
    span = list(range(at, at + size))
    free = at + size <= end and not taken.intersection(span)
    return span if free and _MONTH.fullmatch(text_of(view, span)) else None


def _asks_for_month(texts: Sequence[str]) -> bool:
    """Whether the caption of the box for the month was read, in one line or in the lines of a narrow column."""
    if any(_STATEMENT.search(text) for text in texts):
        return True
    said, asked = _IN_PARTS
    heads = [at for at, text in enumerate(texts) if said.search(text) and not _TITLE.search(text)]
    return any(asked.search(text) for at in heads for text in texts[at : at + _LINES + 1])


def _month_in(view: View, item: Found) -> list[int] | None:
    """The tokens of a month and year in a fragment, at an end of one of its lines."""
    for size in range(_LONGEST, 0, -1):
        for at in range(len(item.tokens) - size + 1):
            span = item.tokens[at : at + size]
            same = len({view.tokens[token].row for token in span}) == 1
            if same and _MONTH.fullmatch(text_of(view, span)):
                return span
    return None


def _slashed(view: View, items: list[Found]) -> list[Found]:
    """A symbol behind a stroke, grown together with the end of the issuer's name: `Alder Foods, Inc./ALDR`."""
    out = []
    for item in items:
        out.append(item)
        if item.label != "ISSUER" or any(other.label == "TICKER" for other in items):
            continue
        behind = range(item.tokens[-1] + 1, min(item.tokens[-1] + _GLUED + 1, view.rows[item.row].last))
        stuck = next((at for at in behind if _STUCK.fullmatch(view.tokens[at].text)), None)
        if stuck is not None:
            symbol = found(view, "TICKER", [stuck], item.probability, item.part)
            symbol.text = symbol.text.rsplit("/", 1)[1]
            out.append(symbol)
    return out


def _originals(view: View, items: list[Found], texts: Sequence[str]) -> list[Found]:
    """The date that stands behind the words of its box, or alone in the line below them, is that of the original filing."""
    if any(item.label == "ORIGINAL_DATE" for item in items):
        return items
    for at, text in enumerate(texts):
        head = _ORIGINAL.search(text)
        if head is None:
            continue
        rest = text[head.end() :].strip(" :_")
        here = (
            at
            if _DAY.fullmatch(rest)
            else at + 1
            if not rest and at + 1 < len(texts) and _DAY.fullmatch(texts[at + 1].strip())
            else None
        )
        if here is None:
            return items
        row = view.rows[here]
        start = len(text) - len(text[head.end() :].lstrip(" :_")) if here == at else 0
        span = [
            token for token in range(row.first, row.last) if len(text_of(view, range(row.first, token))) >= start - 1
        ]
        kept = [item for item in items if not set(item.tokens) & set(span)]
        return sorted([*kept, found(view, "ORIGINAL_DATE", span, _IN_WORDS, "box")], key=lambda item: item.first)
    return items


def related(view: View, items: Sequence[Found], texts: Sequence[str]) -> list[Found]:
    """The fragments, and as marks what a page of joint filers says in words: `Relationship to Issuer: Director, 10% Owner`."""
    told = {(item.row, item.label) for item in items}
    out = list(items)
    for at, (row, text) in enumerate(zip(view.rows, texts, strict=True)):
        head = _RELATION.match(text)
        if head is None or _BOX_FIVE.search(text):
            continue
        for token in range(row.first, row.last):
            word = view.tokens[token]
            label = _RELATIONS.get(word.text.strip(".,;").lower())
            behind = len(text_of(view, range(row.first, token))) >= head.end() - 1
            if label is not None and behind and (at, label) not in told:
                out.append(found(view, label, [token], _IN_WORDS, "owners"))
    return sorted(out, key=lambda item: item.first)
