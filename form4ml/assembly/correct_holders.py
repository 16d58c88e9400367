"""Whose shares: rows that their amounts tie together are one holder's, and tell each other its nature and what is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from form4ml.assembly.correct_pairs import EXERCISED
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.misreadings import key, tells, within
from form4ml.assembly.text_places import doubtful, is_sound, names_in, take, words_of_value
from form4ml.checks.values import Placed, number, rows
from form4ml.normalize.names import fold, fold_loose
from form4ml.normalize.usual_texts import WORDS

RULE = "same-holder"
# Amounts below are of too many rows by chance.
_TELLING = 1000
_NATURE = "nature_of_ownership"


def same_holder(readings: Readings) -> None:
    """What one row of a holder lost of its nature, another tells; what was disposed of whole leaves nothing."""
    ones = list(rows(readings.filing, "non_derivative_transactions"))
    twos = list(rows(readings.filing, "derivative_transactions"))
    if len(ones) + len(twos) < 2:
        return
    ties = [*_exercised(ones, twos), *_carried(ones), *_given_out(ones)]
    for one, two in ties:
        _nothing_left(readings, one, two)
    known = _known(readings)
    for group in _joined(ties):
        _tell(readings, group, known)


def _tells(amount: Decimal | None) -> bool:
    return amount is not None and amount >= _TELLING


def _alone(ones: list[Placed], amounts: list[Decimal | None]) -> dict[Decimal, Placed]:
    """Rows by their amount, where no other row has it."""
    counts = Counter(amounts)
    return {
        amount: one for one, amount in zip(ones, amounts, strict=True) if amount is not None and counts[amount] == 1
    }


def _exercised(ones: list[Placed], twos: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """The two rows of an exercise or conversion."""
    acquired = [one for one in ones if one.row.acquired_disposed != "D"]
    left = _alone(acquired, [number(one.row.shares) for one in acquired])
    right = _alone(twos, [number(two.row.underlying_shares) or number(two.row.shares) for two in twos])
    for amount, two in right.items():
        one = left.get(amount)
        if one is None or not _tells(amount) or two.row.acquired_disposed == "A":
            continue
        codes = {one.row.transaction_code, two.row.transaction_code} - {None}
        if len(codes) <= 1 and codes <= EXERCISED and _same_day(one, two):
            yield one, two


def _same_day(one: Placed, two: Placed) -> bool:
    days = {one.row.transaction_date, two.row.transaction_date} - {None}
    return len(days) <= 1


def _carried(ones: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Rows of one running balance: what one leaves, the other starts from."""
    before: list[Decimal | None] = []
    for one in ones:
        after, shares = number(one.row.shares_owned_following), number(one.row.shares)
        if after is None or shares is None or one.row.acquired_disposed not in ("A", "D"):
            before.append(None)
        else:
            before.append(after + shares if one.row.acquired_disposed == "D" else after - shares)
    starts = _alone(ones, before)
    ends = _alone(ones, [number(one.row.shares_owned_following) for one in ones])
    for amount, one in ends.items():
        two = starts.get(amount)
        if two is not None and two.nth != one.nth and _tells(amount):
            yield one, two


def _given_out(ones: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """What is acquired on one row and disposed of whole on another, to the last share."""
    gained = [one for one in ones if one.row.acquired_disposed == "A"]
    lost = [one for one in ones if one.row.acquired_disposed == "D"]
    left = _alone(gained, [number(one.row.shares) for one in gained])
    right = _alone(lost, [number(one.row.shares) for one in lost])
    for amount, two in right.items():
        one = left.get(amount)
        if one is not None and _tells(amount) and amount % 1000 and one.row.transaction_code in EXERCISED:
            yield one, two


def _nothing_left(readings: Readings, one: Placed, two: Placed) -> None:
    """An amount owned after a row that disposes of all that the row before came to."""
    shares, before = number(two.row.shares), number(one.row.shares_owned_following)
    unread = two.row.shares_owned_following is None and two.row.value_owned_following is None
    if not unread or two.table.startswith("derivative") or two.row.acquired_disposed != "D":
        return
    if shares and shares == before:
        readings.settle(two.at("shares_owned_following"), Decimal(0), "nothing-left", two.at("shares"))


def _joined(ties: list[tuple[Placed, Placed]]) -> list[list[Placed]]:
    """Rows that are tied to one another, straight or over others."""
    groups: dict[tuple[str, int], list[Placed]] = {}
    for pair in ties:
        merged: list[Placed] = []
        for placed in pair:
            for member in groups.get((placed.table, placed.nth), [placed]):
                if member not in merged:
                    merged.append(member)
        for member in merged:
            groups[member.table, member.nth] = merged
    return list({id(group): group for group in groups.values()}.values())


def _known(readings: Readings) -> frozenset[str]:
    """Words that natures are made of: usual ones, those of names told elsewhere, and those that two holders share."""
    counts: Counter[str] = Counter()
    for text in {fold(one.row.nature_of_ownership) for one in rows(readings.filing) if one.row.nature_of_ownership}:
        counts.update({key(word) for word in text.split()})
    told = {key(word) for name in names_in(readings) for word in name.split()}
    return WORDS | told | {word for word, many in counts.items() if many > 1}


def _tell(readings: Readings, group: list[Placed], known: frozenset[str]) -> None:
    """The reading of a holder's nature that can stand, told to the rows where none can."""
    read = [one for one in group if one.row.nature_of_ownership and readings.proof(one.at(_NATURE)) is not None]
    by: dict[str, list[Placed]] = defaultdict(list)
    for one in read:
        by[fold_loose(str(one.row.nature_of_ownership))].append(one)
    for alike in by.values():
        if len(alike) > 1:
            readings.agree([one.at(_NATURE) for one in alike])
    sound = {name: alike for name, alike in by.items() if all(_stands(readings, one, known) for one in alike)}
    if not sound:
        return
    best = max(sound, key=lambda name: (len(sound[name]), len(name)))
    if any(
        name != best and len(sound[name]) >= len(sound[best]) and not within(name.split(), best.split())
        for name in sound
    ):
        return
    source = min(sound[best], key=lambda one: doubtful(readings, one.at(_NATURE)))
    value = str(source.row.nature_of_ownership)
    sure = len(sound[best]) > 1  # a reading that stands on a single row is no more than likely
    for one in group:
        pointer = one.at(_NATURE)
        if one.row.nature_of_ownership is None:
            if one.row.direct_or_indirect == "D":
                continue
            if pointer not in readings.undecided:
                readings.infer(pointer, value, RULE, source.at(_NATURE))
            else:
                take(readings, pointer, value, RULE, sure)
        elif _yields(readings, one, value, known) and len(sound[best]) >= len(
            by[fold_loose(str(one.row.nature_of_ownership))]
        ):
            take(readings, pointer, value, RULE, sure)


def _yields(readings: Readings, placed: Placed, value: str, known: frozenset[str]) -> bool:
    """Whether a reading may be the other one garbled: it is not longer, and what tells one fund from its sibling is not lost."""
    pointer, own = placed.at(_NATURE), str(placed.row.nature_of_ownership)
    if fold_loose(own) == fold_loose(value):
        return False
    ours = [word for word in words_of_value(readings, pointer, own, 0.0) if is_sound(word, known)]
    theirs = {key(word) for word in value.split()}
    if sum(len(key(word.text)) for word in ours) > sum(map(len, theirs)):
        return False
    return all(key(word.text) in theirs for word in ours if tells(word.text))


def _stands(readings: Readings, placed: Placed, known: frozenset[str]) -> bool:
    pointer, value = placed.at(_NATURE), str(placed.row.nature_of_ownership)
    return len(value) > 2 and all(is_sound(word, known) for word in words_of_value(readings, pointer, value, 0.0))
