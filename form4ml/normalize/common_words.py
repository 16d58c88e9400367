"""Words that several public filings share: names of people and companies, titles, places.

`common_words.txt` holds what stands in at least two entries of `corpus/facts`, names that validation keeps for itself left
out. A word of no such list that stands only once in a filing is the likelier misread; it is never changed for that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[a-z]+(?:['’&-][a-z]+)*")


def words_of(text: str) -> list[str]:
    """The words of three letters and more, in small letters."""
    return [word for word in _WORD.findall(text.lower()) if len(word) > 2]


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    path = Path(__file__).with_name("common_words.txt")
    return frozenset(path.read_text(encoding="ascii").split())
