"""Signatures decide: a name of which words were lost is doubted, one whose principal was cut short is the owner's."""

from __future__ import annotations

import re

from form4ml.assembly.correct_names import Words, completed
from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.normalize.names import is_entity

# Of 16,852 real signatures four are one word, none names a principal by one, and one breaks off behind such a word.
_TORN = re.compile(
    r"^\S+$|\bfor\s+[^\W\d_]+\W*$|\bby\s+for\b|\b(?:for|of|by|and|the|as)\W*$|(?<!power of)(?<!power-of)[\s,-]+attorney\W*$", re.I
)  # fmt: skip


def signed_names(readings: Readings) -> None:
    """Mend a principal's damaged word by the owner's name; doubt a signature that lacks words."""
    filing = readings.filing
    words: Words | None = None
    owners = [owner.name for owner in filing.reporting_owners if owner.name and not is_entity(owner.name)]
    for at, sign in enumerate(filing.signatures):
        pointer = f"/signatures/{at}/name"
        if not sign.name or readings.proof(pointer) is None:
            continue
        if _TORN.search(sign.name) and not is_entity(sign.name):
            readings.contradict(pointer)
            continue
        principal = sign.principal
        if not principal or not sign.name.endswith(principal) or not owners:
            continue
        words = words or Words(readings.builder.view)
        mended = {one for owner in owners if (one := completed(principal, owner, words))} - {principal}
        if len(mended) == 1:
            whole = mended.pop()
            if readings.take_from(pointer, Choice(f"{sign.name[: -len(principal)]}{whole}", "same-owner")):
                readings.take_from(f"/signatures/{at}/principal", Choice(whole, "same-owner"))
