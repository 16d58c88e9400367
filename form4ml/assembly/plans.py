"""The numbers of pension plans are no amounts: `401(k)`, `403(b)`, `457(b)` begin a nature of ownership."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from form4ml.assembly.found import Found, found
from form4ml.layout.view import View

_NUMBER = re.compile(r"4[0O][1lI3]|457")
_LETTER = re.compile(r"\(\s?[kKbB]\s?\)?|[kKbB]\)")
_AMOUNTS = frozenset(("SHARES", "SHARES_ACQUIRED", "SHARES_DISPOSED", "OWNED", "UNDERLYING_SHARES", "PRICE"))


def named(view: View, items: Sequence[Found]) -> list[Found]:
    """The fragments with such numbers taken for what they are, the letter behind them with them."""
    taken = {token for item in items for token in item.tokens if item.label != "FOOTNOTE_MARK"}
    out: list[Found] = []
    letters: set[int] = set()
    for item in items:
        after = item.tokens[-1] + 1
        if item.label not in _AMOUNTS or not _NUMBER.fullmatch(item.text) or not _is_letter(view, item, after):
            out.append(item)
        elif after in taken:
            out.append(replace(item, label="NATURE"))
        else:
            letters.add(after)
            out.append(found(view, "NATURE", [*item.tokens, after], item.probability, item.part, True))
    return [item for item in out if item.label != "FOOTNOTE_MARK" or not letters & set(item.tokens)]


def _is_letter(view: View, item: Found, at: int) -> bool:
    if at >= len(view.tokens) or view.tokens[at].row != view.tokens[item.tokens[-1]].row:
        return False
    return _LETTER.fullmatch(view.tokens[at].text) is not None
