"""The wording of footnotes and remarks: families of sentences, built from parts that vary on their own."""

from __future__ import annotations

from form4ml.synthesis.grammar import awards, deals, events, holders, plans, prices
from form4ml.synthesis.grammar.engine import MAX_NOTE, Family, Grammar, Written
from form4ml.synthesis.grammar.slots import NEEDS
from form4ml.synthesis.grammar.tale import Tale, Topic, Voice

_MODULES = (plans, prices, awards, holders, events, deals)

GRAMMAR = Grammar(
    phrases={name: text for module in _MODULES for name, text in module.PHRASES.items()},
    groups={name: wordings for module in _MODULES for name, wordings in module.GROUPS.items()},
    scarce=NEEDS,
)

__all__ = ["GRAMMAR", "MAX_NOTE", "Family", "Grammar", "Tale", "Topic", "Voice", "Written"]
