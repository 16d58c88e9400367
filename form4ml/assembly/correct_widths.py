"""A rule of the table read as the first figure of an amount: the word is as much too narrow as a stroke is narrower than a figure."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.document import Box
from form4ml.layout.view import Token, View
from form4ml.record import TABLES

_FIELDS = ("shares", "shares_owned_following", "underlying_shares")
# What stands in the same print beside them: days and prices.
_BESIDE = ("transaction_date", "exercise_date", "expiration_date", "price_per_share", "conversion_or_exercise_price")
_FIGURES = re.compile(r"\$?[\d,]+(?:\.\d+)?|\d\d/\d\d/\d{4}")
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?")
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_LIKE_A_RULE = "1479"  # what engines read an upright stroke as
_COMMA = 0.5  # of a figure's width
_MISSING = (0.72, 1.2)  # figures that a word with a rule in it lacks in width
_HEIGHT = (0.8, 1.25)  # of other amounts: smaller print is narrower too
_EVEN = 0.08  # how far most other amounts are off their common width at most
_OTHERS = 2  # words of figures to compare with, at least


class _Printed(NamedTuple):
    pointer: str
    token: int
    text: str
    box: Box

    @property
    def figures(self) -> float:
        return sum(_COMMA if sign in ",./" else 1.0 for sign in self.text)

    @property
    def pitch(self) -> float:
        return (self.box.right - self.box.left) / self.figures


def rule_before_amount(readings: Readings) -> None:
    """Take the first figure off an amount that is too narrow for it."""
    printed = _amounts(readings)
    for one in printed:
        if one.pointer.rsplit("/", 1)[1] not in _FIELDS or not _AMOUNT.fullmatch(one.text):
            continue
        rest = one.text[1:].lstrip(",")
        if one.text[0] not in _LIKE_A_RULE or not _WHOLE.fullmatch(rest) or not _too_narrow(one, printed):
            continue
        readings.take_likely(one.pointer, Choice(Decimal(rest.replace(",", "")), "rule-before-amount"))


def _amounts(readings: Readings) -> list[_Printed]:
    view: View | None = getattr(readings.builder, "view", None)
    if view is None or not view.boxed or getattr(view, "typed", False):
        return []
    out = []
    for table in TABLES:
        for at in range(len(getattr(readings.filing, table))):
            for field in (*_FIELDS, *_BESIDE):
                pointer = f"/{table}/{at}/{field}"
                proof = readings.proof(pointer)
                if proof is None or proof.signals.inferred or len(proof.found.tokens) != 1:
                    continue
                token = view.tokens[proof.found.tokens[0]]
                if token.box is not None and _FIGURES.fullmatch(token.text) and _is_word(view, token):
                    out.append(_Printed(pointer, proof.found.tokens[0], token.text, token.box))
    return out


def _is_word(view: View, token: Token) -> bool:
    """Whether the token is all of a word: of a part the width is but reckoned."""
    line = view.document.lines[token.line].text
    before, behind = line[: token.start], line[token.end :]
    return (not before or before[-1].isspace()) and (not behind or behind[0].isspace())


def _too_narrow(one: _Printed, printed: list[_Printed]) -> bool:
    others = {other.token: other for other in printed if other.token != one.token and len(other.text) > 2}
    if len(others) < _OTHERS:
        return False
    pitches = [other.pitch for other in others.values()]
    usual = median(pitches)
    off = sorted(abs(pitch / usual - 1) for pitch in pitches)
    missing = one.figures - (one.box.right - one.box.left) / usual
    if off[int(0.7 * len(off))] > _EVEN or not _MISSING[0] <= missing <= _MISSING[1]:
        return False
    like = [other for other in others.values() if ("," in other.text) == ("," in one.text)] or list(others.values())
    tall = (one.box.bottom - one.box.top) / median(other.box.bottom - other.box.top for other in like)
    return _HEIGHT[0] <= tall <= _HEIGHT[1]
