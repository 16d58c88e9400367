"""Table II prints no A or D: where text shows no sub-columns, a row's own amounts tell whether it acquired or disposed."""

from __future__ import annotations

from difflib import SequenceMatcher

from form4ml.assembly.builder import Proof
from form4ml.assembly.correct_pairs import EXERCISED
from form4ml.assembly.correct_readings import Readings
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, number, rows
from form4ml.normalize.names import fold_loose

# As much owned as traded, in a quarter's filings: 1,025 rows of these codes acquired and 2 disposed; of D none did so in 284.
_FIRST_ACQUIRED = frozenset((None, "A", "P", "J", "G", "D"))
_COMMON = "commonstock"
_SAME_TITLE = 0.8  # how alike the readings of one title are


def acquired_by_exercise(readings: Readings) -> None:
    """An exercise for another derivative security shows it in Table II too: what one row is for, the other acquires."""
    twos = [two for two in _in_text(readings) if two.row.transaction_code in EXERCISED]
    for two in twos:
        pointer, title = two.at("acquired_disposed"), fold_loose(two.row.security_title or "")
        if not title or two.row.acquired_disposed != "D" or _by_column(readings, two) is None:
            continue
        sources = [one for one in twos if one.nth != two.nth and _exercised_for(one, two, title)]
        if len(sources) == 1:
            readings.take(pointer, Choice("A", "acquired-by-exercise"))


def _exercised_for(one: Placed, two: Placed, title: str) -> bool:
    """Whether one row's underlying security, of the same amount and day, is what the other row is of."""
    ours, theirs = fold_loose(one.row.security_title or ""), fold_loose(one.row.underlying_title or "")
    return (
        (_alike(theirs, title) if theirs else _COMMON in title)
        and not _alike(ours, title)
        and not (_COMMON in title and _COMMON in ours)
        and (one.row.transaction_code, one.row.transaction_date) == (two.row.transaction_code, two.row.transaction_date)
        and one.row.underlying_shares == two.row.shares is not None
        and _at_least(two)
    )


def _at_least(two: Placed) -> bool:
    """Whether as much is owned after a trade as was traded, as far as it was read."""
    traded, owned = number(two.row.shares), number(two.row.shares_owned_following)
    return traded is None or owned is None or owned >= traded


def _alike(one: str, two: str) -> bool:
    if one == two or (two and one == two[: len(two) // 2] == two[len(two) // 2 :]):  # a cell read twice
        return True
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _SAME_TITLE


def side_of_amounts(readings: Readings) -> None:
    """What is owned after an acquisition is as much at least; where it is just as much, it was the first."""
    for placed in _in_text(readings):
        row, pointer = placed.row, placed.at("acquired_disposed")
        proof = _by_column(readings, placed)
        traded, owned = number(row.shares), number(row.shares_owned_following)
        if proof is None or not traded or owned is None or not _was_read(readings, placed):
            continue
        if owned < traded and row.transaction_code != "A":
            readings.take(pointer, Choice("D", "less-owned"))
        elif owned == traded and row.transaction_code in _FIRST_ACQUIRED:
            put = readings.take_likely if row.transaction_code is None else readings.take
            if put(pointer, Choice("A", "all-owned")) and row.transaction_code == "D":
                readings.contradict(placed.at("transaction_code"))


def _in_text(readings: Readings) -> list[Placed]:
    """Trades of Table II, where no page shows by its place in which sub-column a number stands."""
    view = getattr(readings.builder, "view", None)
    if view is None or view.boxed:
        return []
    return list(rows(readings.filing, "derivative_transactions"))


def _by_column(readings: Readings, placed: Placed) -> Proof | None:
    """The proof of a side that its sub-column alone tells."""
    proof = readings.proof(placed.at("acquired_disposed"))
    return proof if proof is not None and proof.made_by == "rule:sub-column" else None


def _was_read(readings: Readings, placed: Placed) -> bool:
    proofs = [readings.proof(placed.at(name)) for name in ("shares", "shares_owned_following")]
    return all(proof is not None and not proof.signals.inferred for proof in proofs)
