"""What an OCR engine makes of a raised `(n)`: how often it read which signs for which number, counted on made-up filings."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from form4ml.normalize.keys import squeeze

_NEW_SIGNS = 0.5  # share of what is read for a number that was not counted for it
_RIGHT_DIGITS, _PART_OF_THEM, _WRONG_DIGITS = 100.0, 1.0, 0.12
_NEVER = -40.0
_RUN_TOGETHER = 3.0  # signs that are two marks are rarer than either alone: what that adds to their likelihood
_UNSEEN = 0.4  # as many as a sign that was seen that often
_PARTS = re.compile(r"[^\s)\]}]+[)\]}]*|[)\]}]+")


def parts(text: str) -> list[str]:
    """The marks that a stretch of signs is made of: `(2) @)` are two, `()` is one."""
    return _PARTS.findall(squeeze(text))


@lru_cache(maxsize=1)
def _counts() -> tuple[Mapping[int, Counter[str]], Counter[str]]:
    by_number: dict[int, Counter[str]] = defaultdict(Counter)
    of_all: Counter[str] = Counter()
    for line in (files("form4ml.normalize") / "mark_shapes.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            continue
        number, count, signs = line.split("\t")
        by_number[int(number)][signs] += int(count)
        of_all[signs] += int(count)
    return by_number, of_all


@lru_cache(maxsize=16384)
def likelihood(signs: str, number: int) -> float:
    """The natural logarithm of how likely a mark's number is read as these signs; 0 is the number of what is no mark."""
    by_number, of_all = _counts()
    own = by_number.get(number, Counter())
    counted, total = own.total(), of_all.total()
    usual = (of_all[signs] + _UNSEEN) / (total + 1) * (_digits(signs, number) if number else 1.0)
    known = (1 - _NEW_SIGNS) * counted / (counted + 5)  # of a number that was seldom met less is known
    return math.log(known * own[signs] / max(counted, 1) + (1 - known) * usual)


@lru_cache(maxsize=16384)
def pair_likelihood(signs: str, first: int, second: int) -> float:
    """Likewise where two marks were read as one."""
    bare = signs.strip("()[]{}")
    if len(bare) < 2:
        return _NEVER
    cuts = [likelihood(bare[:at], first) + likelihood(bare[at:], second) for at in range(1, len(bare))]
    cuts += [likelihood(f"{bare[:at]})", first) + likelihood(f"{bare[at:]})", second) for at in range(1, len(bare))]
    return max(cuts) + _RUN_TOGETHER


def _digits(signs: str, number: int) -> float:
    """How much likelier than usual signs are for a number, by the digits in them alone."""
    digits = re.sub(r"\D", "", signs)
    if not digits:
        return 1.0
    if digits == str(number):
        return _RIGHT_DIGITS
    return _PART_OF_THEM if digits in str(number) or str(number) in digits else _WRONG_DIGITS
