"""Lines of an address: what engines make of `C/O`, of ordinal numbers and of `P.O. BOX` put right."""

from __future__ import annotations

import re

from form4ml.normalize import names
from form4ml.normalize.values import EMPTY, Normal

_CARE_OF = re.compile(r"^(?:[CG]/[0QD]|[CG][0Il1|\\][0O]|[CG]0|C\\O|C[’'‘]O|/O)\s+(?=\w)|^CO\s+(?=[A-Z][a-z])", re.I)
_BOX = re.compile(r"\bP(?:[.,]\s?[O0][.,]?|\s?[O0][.,])\s*(?=Box\b)", re.I)
_WITHIN = (
    (re.compile(r"\b[sS](?=th\b|TH\b)"), "5"),  # 5th
    (re.compile(r"\b[lI|](?=st\b|ST\s+(?:ave|fl|street))", re.I), "1"),  # 1st
    (re.compile(r"^[Il|JT](?=ONE\b)"), ""),  # a rule of the form before the line
    (re.compile(r"(?<=^\d)[\]|!](?=\s)|(?<=^\d\d)[\]|!](?=\s)|(?<=^\d\d\d)[\]|!](?=\s)"), "1"),  # 16] Mill Avenue
    (re.compile(r"(?<=[A-Z]{2})5(?=[A-Z]{2})"), "S"),
    (re.compile(r"(?<=[A-Z]{2})0(?=[A-Z]{2})"), "O"),
    (re.compile(r"(?<=\w)\.\.(?=\s|$)"), "."),
)
# A speck or a rule of the form behind a company's legal form, which ends its line.
_STRAY = re.compile(r"(\b(?:inc|corp|ltd|llc|l\.p)\b\.?),?\s?[&|!a-z\d]$", re.I)
_SPECK = re.compile(r"(?<=[a-z]{2})\.\s?(?=\d)", re.I)  # before a number: `Floor.11`
_SHORT = re.compile(r"\b(?:st|no|ste|apt|bldg|fl|rm|ave|rd|blvd|dr|hwy|pl|sq|pkwy|ln|ct)\.\s?(?=\d)", re.I)


def street(text: str) -> Normal[str]:
    """One line of a street address; every other sign stays as it was read."""
    read = names.text(text)
    whole = (read.value or "").rstrip(" ,")
    line = _STRAY.sub(r"\1", whole)
    if not line:
        return Normal(why=read.why or EMPTY)
    better = _CARE_OF.sub("c/o " if line[0].islower() else "C/O ", line)
    better = _BOX.sub("P.O. ", better)
    for pattern, printed in _WITHIN:
        better = pattern.sub(printed, better)
    if not _SHORT.search(better):
        better = _SPECK.sub(" ", better)
    if better == line:
        return Normal(line, repaired="trimmed" if line != whole else None)
    return Normal(better, repaired="looks", alternatives=(line,))
