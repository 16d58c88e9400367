"""An exercise or conversion stands in both tables: its code, sides, amounts and price there decide each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from form4ml.assembly.correct_readings import Readings, cut_short, digit_off
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, number, rows, transactions
from form4ml.normalize.names import fold_loose

EXERCISED = frozenset("MCOX")  # nearly always acquired in Table I, disposed of in Table II
_LOOKS = {"G": "C", "O": "C", "S": "C", "I": "M", "A": "M", "J": "X", "W": "M", "H": "M", "U": "M", "E": "C"}
_ALIKE = "as-the-other-conversions"
# What a derivative security is called tells how it becomes common stock.
_CONVERTED_TITLE = re.compile(r"\b(?:class|series)\s+[A-Z]|\bpreferred\b|\bconvertible\b|\bfounders?\b", re.I)
_EXERCISED_TITLE = re.compile(r"\bunits?\b|\bRSUs?\b|\boptions?\b|\bright to buy\b", re.I)
_PAID_AT_EXERCISE = frozenset("MOX")


def paired_day(readings: Readings) -> None:
    """An exercise is of one day in both tables."""
    exercises = [one for one in transactions(readings.filing) if one.row.transaction_code in EXERCISED]
    for here in exercises:
        if here.row.transaction_date is not None:
            continue
        second = here.table.startswith("derivative")
        amount = number(here.row.underlying_shares if second else here.row.shares)
        others = [
            there
            for there in exercises
            if there.table != here.table and there.row.transaction_code == here.row.transaction_code
            if amount and amount == number(there.row.shares if second else there.row.underlying_shares)
        ]
        if len(others) == 1 and others[0].row.transaction_date:
            source = others[0].at("transaction_date")
            readings.infer(here.at("transaction_date"), others[0].row.transaction_date, "pairs", source)


def paired_code(readings: Readings) -> None:
    """An exercise or conversion carries one code in both tables: where only one of the two can be such a code, it stands."""
    for one, two in _pairs(readings):
        _same_code(readings, one.at("transaction_code"), one.row.transaction_code, two)
    _code_of_the_day(readings)
    for one, two in _pairs(readings):
        _code_of_its_kind(readings, one, two)
    for one, two in _pairs(readings):
        codes = {one.row.transaction_code, two.row.transaction_code}
        if codes <= {None, *EXERCISED} and two.row.acquired_disposed == "D":
            readings.infer(one.at("acquired_disposed"), "A", "pairs", two.at("acquired_disposed"))


def _pairs(readings: Readings) -> Iterator[tuple[Placed, Placed]]:
    """Rows of both tables that agree in day and amount, and can be one exercise."""
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
            yield alike[0], two


def _same_code(readings: Readings, here: str, code: str | None, two: Placed) -> None:
    there, other = two.at("transaction_code"), two.row.transaction_code
    if code == other:
        if code in EXERCISED:
            readings.support(here, there)
    elif other in EXERCISED and code not in EXERCISED:
        _put_code(readings, here, code, str(other), there)
    elif code in EXERCISED and other not in EXERCISED:
        _put_code(readings, there, other, str(code), here)


def _code_of_the_day(readings: Readings) -> None:
    """Exercises of one day have one code: it is that of pairs whose own could not be read, and of Table II's other rows."""
    days: dict[str, list[Placed]] = {}
    for placed in transactions(readings.filing):
        if placed.row.transaction_date:
            days.setdefault(placed.row.transaction_date, []).append(placed)
    pairs = [(one, two) for one, two in _pairs(readings) if two.row.acquired_disposed == "D"]
    for day, those in days.items():
        read = [placed for placed in those if placed.row.transaction_code in EXERCISED]
        if len({placed.row.transaction_code for placed in read}) != 1:
            continue
        code, source = str(read[0].row.transaction_code), read[0].at("transaction_code")
        for pair in pairs:
            if pair[1].row.transaction_date == day and all(_may_be(p.row.transaction_code, code) for p in pair):
                for placed in pair:
                    _put_code(readings, placed.at("transaction_code"), placed.row.transaction_code, code, source)
        _others(readings, those, code)
        _converted(readings, those, code)


def _code_of_its_kind(readings: Readings, one: Placed, two: Placed) -> None:
    """A pair whose code was read in neither table: classes and series are converted, options and units exercised."""
    title = two.row.security_title or ""
    code = "C" if _CONVERTED_TITLE.search(title) else "M" if _EXERCISED_TITLE.search(title) else None
    if code is None or not _is_telling(one) or two.row.acquired_disposed == "A":
        return
    places = [placed.at("transaction_code") for placed in (one, two)]
    read = [placed.row.transaction_code for placed in (one, two)]
    others = [readings.undecided[place][1] if place in readings.undecided else () for place in places]
    if any(read) or not all(not ways or code in ways for ways in others):
        return
    for place in places:
        _put_code(readings, place, None, code, two.at("security_title"))


def _is_telling(placed: Placed) -> bool:
    """Whether a row's amount is no round number that any other may have."""
    shares = number(placed.row.shares)
    return shares is not None and shares >= 100 and shares % 100 != 0


def _may_be(read: str | None, code: str) -> bool:
    return read is None or code in _LOOKS.get(read, "")


def _others(readings: Readings, those: Sequence[Placed], code: str) -> None:
    """Rows of Table II whose code was not read, among two or more that give up a derivative by one code alone."""
    twos = [one for one in those if one.table.startswith("derivative") and one.row.acquired_disposed == "D"]
    read = [one for one in twos if one.row.transaction_code == code]
    left = [one for one in twos if one.row.transaction_code != code]
    if len(read) < 2 or not all(_may_be(one.row.transaction_code, code) for one in left):
        return
    for two in left:
        pointer = two.at("transaction_code")
        if not (two.row.underlying_title or two.row.underlying_shares):
            continue
        if two.row.transaction_code is None:
            readings.infer(pointer, code, _ALIKE, read[0].at("transaction_code"))
        else:
            readings.take(pointer, Choice(code, _ALIKE))


def _converted(readings: Readings, those: Sequence[Placed], code: str) -> None:
    """A row of Table I that acquires what some holder's rows of Table II come to."""
    sums: dict[tuple[str | None, str], Decimal | None] = {}
    sources: dict[tuple[str | None, str], str] = {}
    for two in those:
        if two.table.startswith("derivative") and two.row.transaction_code == code and two.row.acquired_disposed != "A":
            shares = number(two.row.underlying_shares)
            key = (two.row.direct_or_indirect, fold_loose(two.row.nature_of_ownership or ""))
            so_far = sums.get(key, Decimal(0))
            sums[key] = None if shares is None or so_far is None else so_far + shares
            sources[key] = two.at("transaction_code")
    ones = [one for one in those if not one.table.startswith("derivative") and one.row.acquired_disposed in (None, "A")]
    for key, total in sums.items():
        equal = [one for one in ones if total and number(one.row.shares) == total]
        if len(equal) == 1 and _may_be(equal[0].row.transaction_code, code):
            _put_code(readings, equal[0].at("transaction_code"), equal[0].row.transaction_code, code, sources[key])


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
        if row.transaction_code not in EXERCISED or not row.transaction_date:
            continue
        if row.acquired_disposed in (None, "D" if second else "A"):
            pair = groups.setdefault((row.transaction_code, row.transaction_date), ([], []))
            pair[second].append(placed)
    for ones, twos in groups.values():
        _cancel(readings, ones, twos)
    for placed in rows(readings.filing, "derivative_transactions"):
        _within(readings, placed)
        _as_many(readings, placed)


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
    if not left or not right or _sums(readings, left, right) or _left_over(readings, left, right):
        return
    ways = [(one, two, amount) for one, two in product(left, right) if (amount := _common(readings, one, two))]
    for one, two, amount in ways:
        if sum(one is other for other, _, _ in ways) == 1 == sum(two is other for _, other, _ in ways):
            choice = Choice(amount, "pairs")
            if readings.take(one.at("shares"), choice) and readings.take(two.at("underlying_shares"), choice):
                _matched(readings, one, two)


def _as_many(readings: Readings, placed: Placed) -> None:
    """A derivative security exercised is nearly always for one share: one of a row's two amounts tells the other."""
    row = placed.row
    here, there = placed.at("shares"), placed.at("underlying_shares")
    if row.transaction_code != "M" and not _for_one(readings, placed):
        return
    shares, underlying = number(row.shares), number(row.underlying_shares)
    if row.shares is None and row.transaction_total_value is None and underlying:
        _fill(readings, here, underlying, there, "same-row")
    elif row.underlying_shares is None and row.underlying_value is None and shares:
        _fill(readings, there, shares, here, "same-row")


def _for_one(readings: Readings, placed: Placed) -> bool:
    """Whether all other rows of the code, two or more, are of one share for one."""
    others = [
        number(two.row.shares) == number(two.row.underlying_shares)
        for two in rows(readings.filing, "derivative_transactions")
        if two.nth != placed.nth and two.row.transaction_code == placed.row.transaction_code in EXERCISED
        if two.row.shares is not None and two.row.underlying_shares is not None
    ]
    return len(others) > 1 and all(others)


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


def _left_over(readings: Readings, left: list[Placed], right: list[Placed]) -> bool:
    """Of two rows that are left over, one without its amount: it is the other's."""
    if len(left) != 1 or len(right) != 1:
        return False
    one, two = left[0], right[0]
    here, there = one.at("shares"), two.at("underlying_shares")
    shares, underlying = number(one.row.shares), number(two.row.underlying_shares)
    if one.row.shares is None and underlying and one.row.acquired_disposed == "A":
        filled = _fill(readings, here, underlying, there)
    elif two.row.underlying_shares is None and two.row.underlying_value is None and shares:
        filled = _fill(readings, there, shares, here)
    else:
        return False
    if filled:
        _matched(readings, one, two)
    return filled


def _fill(readings: Readings, pointer: str, amount: Decimal, source: str, rule: str = "pairs") -> bool:
    """An amount that was not read; what was read there must not speak against it."""
    others = readings.of(pointer, None)
    if others and amount not in others:
        return False
    if not others or not readings.take(pointer, Choice(amount, rule)):
        readings.infer(pointer, amount, rule, source)
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
    # Two of the three places where the amount stands outvote the third, where that is but one digit off or short of some.
    read = second if third == first else first
    return third if digit_off(read, third) or cut_short(read, third) else None


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
