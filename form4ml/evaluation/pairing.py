"""Which predicted owner, row or signature answers which gold one: the likest pair first, printed order breaking ties."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from form4ml.evaluation.fields import ROW_KINDS
from form4ml.evaluation.normal import NORMAL, text

Pair = tuple[int | None, int | None]
_STEP: Final = 1e-3  # what a place further apart in printed order costs
_UNLIKE: Final = 0.4  # most that two different values of a row can add


def _likeness(gold: str, predicted: str) -> float:
    return SequenceMatcher(None, gold, predicted).ratio()


def pair_up(table: Sequence[Sequence[float]], width: int, *, leftovers: bool) -> list[Pair]:
    """Pairs (gold, predicted) out of likenesses `table[gold][predicted]`, then everything that found no partner.

    With `leftovers` what is left on both sides is paired in printed order even where nothing is alike.
    """
    ranked = sorted(
        (
            (likeness - _STEP * abs(i - j), i, j)
            for i, likenesses in enumerate(table)
            for j, likeness in enumerate(likenesses)
        ),
        key=lambda row: -row[0],
    )
    gold_left = dict.fromkeys(range(len(table)))
    predicted_left = dict.fromkeys(range(width))
    pairs: list[Pair] = []
    for likeness, i, j in ranked:
        if likeness > 0 and i in gold_left and j in predicted_left:
            pairs.append((i, j))
            del gold_left[i], predicted_left[j]
    if leftovers:
        for i, j in list(zip(gold_left, predicted_left, strict=False)):
            pairs.append((i, j))
            del gold_left[i], predicted_left[j]
    pairs += [(i, None) for i in gold_left]
    pairs += [(None, j) for j in predicted_left]
    return pairs


def pair_named(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """Owners or signatures, by their names."""
    theirs = [text(item.get("name")) or "" for item in predicted]
    table = [[_likeness(text(item.get("name")) or "", other) for other in theirs] for item in gold]
    return pair_up(table, len(predicted), leftovers=True)


def _normal_row(row: Mapping[str, Any]) -> list[Hashable]:
    return [NORMAL[kind](row.get(field)) for field, kind in ROW_KINDS.items()]


def _row_likeness(gold: Sequence[Hashable], predicted: Sequence[Hashable], ratio: Callable[[str, str], float]) -> float:
    total = 0.0
    for ours, theirs in zip(gold, predicted, strict=True):
        if ours is not None and theirs is not None:
            total += 1.0 if ours == theirs else _UNLIKE * ratio(str(ours), str(theirs))
    return total


def pair_rows(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """Table rows, by how many cells agree and how much the others resemble each other."""
    seen: dict[tuple[str, str], float] = {}

    def ratio(ours: str, theirs: str) -> float:
        key = (ours, theirs)
        if key not in seen:
            seen[key] = _likeness(ours, theirs)
        return seen[key]

    normal = [_normal_row(row) for row in predicted]
    table = [[_row_likeness(ours, theirs, ratio) for theirs in normal] for ours in map(_normal_row, gold)]
    return pair_up(table, len(predicted), leftovers=False)
