"""Check marks: `X`, `_X_`, `[X]`, a ticked box are checked; `_____`, `[ ]`, an empty box are not."""

from __future__ import annotations

import re

from form4ml.normalize.values import EMPTY, Normal

_AROUND = r"[\s_|\[\](){}./—–~\"“”'‘’-]*"  # underlines, frames, and what engines make of them
_CHECKED = re.compile(rf"{_AROUND}(?:[Xx×✕✖✗✘✓✔√☒☑⊠🗵🗹]{_AROUND})+")
_BLANK = re.compile(r"[\s_.-]{2,}|_|\[[\s_]*\]|\([\s_]*\)|\|[\s_]*\||/[\s_]*/|[☐□◻▢⬜❏❑o○]")
# Signs that engines print for an X between underlines, and for an empty square.
_LIKE_X = re.compile(r"_+[\s]*(?:[KkYy%*]|>\s?<)[\s]*_+|[\[(]\s*(?:[KkYy%*]|>\s?<)\s*[\])]")
_LIKE_BLANK = re.compile(r"\[_?\]?|_?\]|[\[|][_\s]*[Jj1Il]|C\]|\[J|LJ|[O0]")


def check(text: str) -> Normal[bool]:
    """True for a check mark, False for a blank made to be checked, no value for anything else."""
    text = text.strip()
    if not text:
        return Normal(why=EMPTY)
    if len(text) > 24:
        return Normal(why="not a check mark")
    if _CHECKED.fullmatch(text):
        return Normal(True)
    if _BLANK.fullmatch(text):
        return Normal(False)
    if _LIKE_X.fullmatch(text):
        return Normal(True, repaired="like-an-X")
    if _LIKE_BLANK.fullmatch(text):
        return Normal(why="not a check mark", alternatives=(False,))
    return Normal(why="not a check mark")
