"""An exercise or conversion stands in both tables: its code, sides, amounts and price there decide each other."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from form4ml.assembly.correct_readings import Readings, digit_off
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, number, rows, transactions

_EXERCISED = frozenset("MCOX")
_LOOKS = {"G": "C", "O": "C", "S": "C", "I": "M", "A": "M", "J": "X", "W": "M", "H": "M", "U": "M", "E": "C"}
_PAID_AT_EXERCISE = frozenset("MOX")


def paired_code(readings: Readings) -> None:
    """An exercise or conversion carries one code in both tables: where only one of the two can be such a code, it stands."""
    ones = [p for p in transactions(readings.filing) if not p.table.startswith("derivative")]
    for two in rows(readings.filing, "derivative_transactions"):
        if not number(two.row.underlying_shares) or not two.row.transaction_date:
            continue
        alike = [
            one
            for one in ones
            if number(one.row.shares) == number(two.row.underlying_shares)
            and one.row.transaction_date == two.row.transaction_date
            and one.row.acquired_disposed in (None, "A")
        ]
        if len(alike) == 1:
            _same_code(readings, alike[0].at("transaction_code"), alike[0].row.transaction_code, two)


def _same_code(readings: Readings, here: str, code: str | None, two: Placed) -> None:
    there, other = two.at("transaction_code"), two.row.transaction_code
    if code == other:
        if code in _EXERCISED:
            readings.support(here, there)
    elif other in _EXERCISED and code not in _EXERCISED:
        _put_code(readings, here, code, str(other), there)
    elif code in _EXERCISED and other not in _EXERCISED:
        _put_code(readings, there, other, str(code), here)


def _put_code(readings: Readings, pointer: str, read: str | None, code: str, source: str) -> None:
    """A code that was read is replaced where it looks like the other; one that was not is inferred."""
    if read is None and pointer not in readings.undecided:
        readings.infer(pointer, code, "pairs", source)
    elif read is None or code in _LOOKS.get(read, ""):
        if read is None:
            readings.undecided[pointer] = (readings.undecided[pointer][0], [code])
        readings.take(pointer, Choice(code, "pairs"))
    else:
        readings.contradict(pointer)


# -- amounts -----------------------------------------------------------------------------------------------------------


def exercised(readings: Readings) -> None:
    """An exercise or conversion shows the same amount in both tables, and within Table II's row twice."""
    groups: dict[tuple[str, str], tuple[list[Placed], list[Placed]]] = {}
    for placed in transactions(readings.filing):
        row, second = placed.row, placed.table.startswith("derivative")
        if row.transaction_code not in _EXERCISED or not row.transaction_date:
            continue
        if row.acquired_disposed in (None, "D" if second else "A"):
            pair = groups.setdefault((row.transaction_code, row.transaction_date), ([], []))
            pair[second].append(placed)
    for ones, twos in groups.values():
        _cancel(readings, ones, twos)
    for placed in rows(readings.filing, "derivative_transactions"):
        _within(readings, placed)


def _cancel(readings: Readings, ones: list[Placed], twos: list[Placed]) -> None:
    """Equal amounts bear each other out; those left over are weighed against the one counterpart that they can have."""
    left, right = list(ones), list(twos)
    for two in twos:
        one = next((one for one in left if one.row.shares and one.row.shares == two.row.underlying_shares), None)
        if one is not None:
            readings.support(one.at("shares"), two.at("underlying_shares"))
            _matched(readings, one, two)
            left.remove(one)
            right.remove(two)
    if not left or not right or _sums(readings, left, right):
        return
    ways = [(one, two, amount) for one, two in product(left, right) if (amount := _common(readings, one, two))]
    for one, two, amount in ways:
        if sum(one is other for other, _, _ in ways) == 1 == sum(two is other for _, other, _ in ways):
            choice = Choice(amount, "pairs")
            if readings.take(one.at("shares"), choice) and readings.take(two.at("underlying_shares"), choice):
                _matched(readings, one, two)


def _matched(readings: Readings, one: Placed, two: Placed) -> None:
    """What an exercise acquires in Table I is disposed of in Table II, and paid for at Table II's exercise price."""
    if two.row.acquired_disposed is None and one.row.acquired_disposed == "A":
        readings.infer(two.at("acquired_disposed"), "D", "pairs", one.at("acquired_disposed"))
    elif one.row.acquired_disposed is None and two.row.acquired_disposed == "D":
        readings.infer(one.at("acquired_disposed"), "A", "pairs", two.at("acquired_disposed"))
    if one.row.transaction_code not in _PAID_AT_EXERCISE:
        return
    here, there = one.at("price_per_share"), two.at("conversion_or_exercise_price")
    paid, fixed = readings.of(here, one.row.price_per_share), readings.of(there, two.row.conversion_or_exercise_price)
    ways = {left for left in paid if left in fixed}
    if len(ways) == 1 and (same := ways.pop()):
        readings.take(here, Choice(same, "exercise-price"))
        readings.take(there, Choice(same, "exercise-price"))


def _sums(readings: Readings, left: list[Placed], right: list[Placed]) -> bool:
    """One exercise in one table may be several rows of the other."""
    ones, twos = [number(one.row.shares) for one in left], [number(two.row.underlying_shares) for two in right]
    known = [one for one in (*ones, *twos) if one is not None]
    if len(known) < len(left) + len(right) or sum(known[: len(ones)]) != sum(known[len(ones) :]):
        return False
    readings.support(*(one.at("shares") for one in left), *(two.at("underlying_shares") for two in right))
    return True


def _common(readings: Readings, one: Placed, two: Placed) -> Decimal | None:
    """The one amount that both rows of an exercise can have been printed with."""
    theirs = readings.of(two.at("underlying_shares"), two.row.underlying_shares)
    ways = [amount for amount in readings.of(one.at("shares"), one.row.shares) if amount in theirs]
    if ways:
        return ways[0] if len(ways) == 1 else None
    first, second, third = (number(n) for n in (one.row.shares, two.row.underlying_shares, two.row.shares))
    if first is None or second is None or third not in (first, second):
        return None
    # Two of the three places where the amount stands outvote the third, where that is but one digit off.
    return third if digit_off(*((second, first) if third == first else (first, second))) else None


def _within(readings: Readings, placed: Placed) -> None:
    """Table II's row names its amount twice: as derivative securities and as securities underlying them."""
    row = placed.row
    here, there = placed.at("shares"), placed.at("underlying_shares")
    underlying = readings.of(there, row.underlying_shares)
    ways = [amount for amount in readings.of(here, row.shares) if amount in underlying]
    if len(ways) == 1 and ways[0]:
        readings.take(here, Choice(ways[0], "same-row"))
        readings.take(there, Choice(ways[0], "same-row"))
        return
    one, two = number(row.shares), number(row.underlying_shares)
    if ways or one is None or two is None or not digit_off(one, two):
        return
    if readings.is_supported(there):
        readings.take(here, Choice(two, "same-row"))
    elif readings.is_supported(here):
        readings.take(there, Choice(one, "same-row"))
    else:
        readings.contradict(here)
        readings.contradict(there)
