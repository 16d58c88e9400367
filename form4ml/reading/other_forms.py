"""Says when the words show another form than Form 4, so that nobody gets a record of the wrong thing."""

from __future__ import annotations

import re
from typing import NamedTuple

from form4ml.document import Document
from form4ml.reading.phrases import loose


class _Sign(NamedTuple):
    form: str
    weight: int
    pattern: re.Pattern[str]


def _heading(number: str) -> re.Pattern[str]:
    """The form's name as a heading: at a line's start, nothing but the printed heading's words after it."""
    return re.compile(rf"^\W{{0,3}}(?:sec )?form {number}(?:/a)?(?=\W*$|\W+(?:omb|united|check|u\.s|\())", re.MULTILINE)


# A title weighs 2, the caption of a box that only this form has 2, what other forms may mention 1.
_SIGNS: tuple[_Sign, ...] = (
    _Sign("4", 2, re.compile(r"(?<!annual )" + loose("statement of changes in beneficial").pattern)),
    _Sign("4", 2, loose("date of earliest transaction")),
    _Sign("4", 2, loose("statement for month")),
    _Sign("4", 2, _heading("4")),
    _Sign("3", 2, loose("initial statement of beneficial ownership")),
    _Sign("3", 2, loose("date of event requiring statement")),
    _Sign("3", 2, loose("derivative securities beneficially owned")),
    _Sign("3", 1, _heading("3")),
    _Sign("5", 2, loose("annual statement of changes in beneficial")),
    _Sign("5", 2, loose("annual statement of beneficial ownership")),
    _Sign("5", 2, loose("statement for issuer's fiscal year ended")),
    _Sign("5", 2, loose("form 4 transactions reported")),
    _Sign("5", 2, loose("form 3 holdings reported")),
    _Sign("5", 1, _heading("5")),
    _Sign("144", 2, loose("notice of proposed sale of securities")),
    _Sign("144", 2, loose("aggregate market value")),
    _Sign("144", 2, loose("approximate date of sale")),
    _Sign("144", 1, _heading("144")),
    _Sign("13D", 2, re.compile(r"^\W{0,3}schedule 13d\b", re.MULTILINE)),
    _Sign("13D", 1, loose("source of funds")),
    _Sign("13D", 1, loose("sole dispositive power")),
    _Sign("13D", 1, loose("cusip no")),
    _Sign("13G", 2, re.compile(r"^\W{0,3}schedule 13g\b", re.MULTILINE)),
    _Sign("13G", 1, loose("sole dispositive power")),
    _Sign("13G", 1, loose("cusip no")),
    _Sign("8-K", 2, re.compile(r"^\W{0,3}form 8-k\b", re.MULTILINE)),
    _Sign("8-K", 2, loose("current report")),
    _Sign("10-K", 2, re.compile(r"^\W{0,3}form 10-k\b", re.MULTILINE)),
    _Sign("10-K", 2, loose("annual report pursuant to section")),
    _Sign("10-Q", 2, re.compile(r"^\W{0,3}form 10-q\b", re.MULTILINE)),
    _Sign("10-Q", 2, loose("quarterly report pursuant to section")),
)
_ENOUGH = 3
_LEAD = 2  # over Form 4's own signs
# Without one of these a text is no other form: looking for them first costs next to nothing.
_HINTS = (
    "initial st", "event requ", "derivative securities beneficially", "annual st", "fiscal year e", "holdings rep",
    "transactions rep", "proposed sale", "market value", "schedule 13", "cusip", "form 8-k", "form 10-",
    "current report", "form 144", "form 3", "sec form 5",
)  # fmt: skip
_FIRST = 12_000  # characters looked at: a form names itself on its first pages


def what_form(document: Document) -> str | None:
    """ "3", "5", "144", "13D", "13G", "8-K", "10-K" or "10-Q" where the document is clearly that; None for a Form 4
    and wherever it is not clear.
    """
    stated = document.facts.get("form_type", "").upper().removesuffix("/A").strip()
    if stated:
        return None if stated == "4" else stated.removeprefix("SC ").removeprefix("SCHEDULE ")
    text = "\n".join(line.text for line in document.lines[:400])[:_FIRST].lower()
    if not any(hint in text for hint in _HINTS):
        return None
    scores: dict[str, int] = {}
    for sign in _SIGNS:
        if sign.pattern.search(text):
            scores[sign.form] = scores.get(sign.form, 0) + sign.weight
    own = scores.pop("4", 0)
    best = max(scores, key=lambda form: scores[form], default=None)
    return best if best is not None and scores[best] >= max(_ENOUGH, own + _LEAD) else None
