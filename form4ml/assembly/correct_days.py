"""Dates decide each other: the period is the earliest trade, nothing is signed before it happened, options run for years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import partial

from form4ml.assembly.correct_readings import Readings, one_sign_off
from form4ml.checks import decide
from form4ml.checks.days import TWO_DAYS_SINCE
from form4ml.checks.decide import Choice
from form4ml.checks.values import Placed, before, day, is_of_old, rows, transactions
from form4ml.record import Filing

_PERIOD = "/period_of_report"
_PROMPT, _PROMPT_OF_OLD = 10, 45  # days within which a form is signed, the holidays and a late filer's slack included
_ENOUGH = 2  # rows of one day that tell it without a signature's date beside them
_MONTH = 7  # signs of an ISO month
_MOSTLY = 0.7  # likeness of what was read in box 3 to a date
_PLANS_SINCE = "2000-10-23"  # the day on which Rule 10b5-1 took effect


def dates(readings: Readings) -> None:
    """The dates of the trades, the period and the signatures, which together span a few days on most forms."""
    filing = readings.filing
    trades = [one for one in transactions(filing) if one.row.origin == "table"]
    _signatures(readings, trades)
    _period(readings, trades)
    _unread_trade(readings, trades)
    of_old = is_of_old(filing)
    for placed in trades:
        _trade(readings, placed, trades)
        if not of_old and placed.row.transaction_date and len(placed.row.transaction_date) == _MONTH:
            readings.contradict(placed.at("transaction_date"))  # its day was lost: none prints a month alone
    for placed in rows(filing, "derivative_transactions", "derivative_holdings"):
        _term(readings, placed)
    _original(readings)
    _plans(readings, trades)


def _days(values: Iterable[str | None]) -> list[str]:
    return [one for one in values if one is not None and day(one) is not None]


def _dated(trades: list[Placed], without: Placed | None = None) -> list[str]:
    return _days(one.row.transaction_date for one in trades if one is not without)


def _signed(filing: Filing) -> str | None:
    return max(_days(sign.date for sign in filing.signatures), default=None)


def _between(first: str | None, last: str | None) -> int | None:
    one, two = day(first), day(last)
    return (two - one).days if one and two else None


def _prompt(first: str | None, last: str | None) -> bool:
    """Whether the second date follows the first as closely as a signature does a trade."""
    gap = _between(first, last)
    if gap is None:
        return False
    return 0 <= gap <= (_PROMPT_OF_OLD if before(first, TWO_DAYS_SINCE) else _PROMPT)


# -- signatures and period ---------------------------------------------------------------------------------------------


def _signatures(readings: Readings, trades: list[Placed]) -> None:
    """Signed soon after the last trade, or on the day of another signature."""
    signatures = readings.filing.signatures
    happened = [*_dated(trades), *_days([readings.filing.period_of_report])]
    if not happened:
        return
    last, latest = Counter(happened).most_common(1)[0][0], max(happened)

    def soon(some: Sequence[str]) -> Choice[str] | None:
        return decide.choose(some, lambda one: _prompt(last, one) and not before(one, latest), "date-order")

    for at, sign in enumerate(signatures):
        pointer = f"/signatures/{at}/date"
        if readings.weigh(pointer, sign.date, soon):
            continue
        if not before(sign.date, last):
            _year(readings, pointer, sign.date, last)
            continue
        others = {one.date for one in signatures if one is not sign and _prompt(last, one.date)}
        near = [one for one in others if one and sign.date and one_sign_off(sign.date, one)]
        if len(near) == 1:
            readings.take(pointer, Choice(near[0], "date-order"))
        elif len(happened) > 1 and all(before(sign.date, one) for one in happened):
            readings.contradict(pointer)


def _year(readings: Readings, pointer: str, signed: str | None, last: str) -> None:
    """A year in which nobody signs any more is the trades' own, where month and day follow these at once."""
    read, traded = day(signed), day(last)
    if signed is None or read is None or traded is None or read.year <= traded.year + 1:
        return
    meant = last[:4] + signed[4:]
    off = [one for one, other in zip(signed, meant, strict=True) if one != other]
    if len(off) == 1 and day(meant) and not before(meant, last) and _prompt(last, meant):
        readings.take(pointer, Choice(meant, "date-order"))


def _unread_trade(readings: Readings, trades: list[Placed]) -> None:
    """The one trade whose day was not read is of the period, where no other is: the period is the day of one of them."""
    period, known = readings.filing.period_of_report, _dated(trades)
    unread = [one for one in trades if one.row.transaction_date is None]
    if day(period) is None or len(unread) != 1 or unread[0].row.reported_early:
        return
    if len(known) == len(trades) - 1 and all(before(period, one) for one in known):
        pointer = unread[0].at("transaction_date")
        said = readings.of(pointer, None)
        if not said or period in said:
            readings.infer(pointer, period, "period-is-earliest", _PERIOD)


def _period(readings: Readings, trades: list[Placed]) -> None:
    filing = readings.filing
    known = _days(one.row.transaction_date for one in trades if not one.row.reported_early)
    if not known:
        if filing.period_of_report and before(_signed(filing), filing.period_of_report):
            readings.contradict(_PERIOD)
        return
    if readings.weigh(_PERIOD, filing.period_of_report, partial(decide.period, transaction_dates=known)):
        for placed in trades:
            if placed.row.transaction_date == filing.period_of_report:
                readings.support(placed.at("transaction_date"))
        return
    earliest, signed, stands = min(known), _signed(filing), filing.period_of_report
    if stands is None:
        _lost_period(readings, trades)
        return
    if not before(signed, stands):
        return
    # What is signed cannot report a later period.
    if one_sign_off(stands, earliest) and not before(signed, earliest):
        readings.take(_PERIOD, Choice(earliest, "period-is-earliest"))
    else:
        readings.contradict(_PERIOD)


def _lost_period(readings: Readings, trades: list[Placed]) -> None:
    """Box 3 is the date of the earliest transaction: what is lost there, rows of one day, or rows and its rest, tell."""
    days = [one.row.transaction_date for one in trades]
    known = _days(days)
    if not known or len(known) < len(days) or any(one.row.reported_early for one in trades):
        return
    earliest, signed = min(known), _signed(readings.filing)
    if (signed is None and len(trades) < _ENOUGH) or (signed and not _prompt(max(known), signed)):
        return
    left, others = readings.undecided.get(_PERIOD, (None, ()))
    rest = _resembles(left.text, earliest) if left is not None else 0.0
    if (len(set(known)) > 1 and rest < _MOSTLY) or (others and earliest not in others and rest < _MOSTLY):
        return
    source = next(one for one in trades if one.row.transaction_date == earliest)
    readings.infer(_PERIOD, earliest, "earliest-transaction", source.at("transaction_date"))


def _resembles(text: str, iso: str) -> float:
    """How much of a date as printed is still there in what was read."""
    year, month, number = iso.split("-")
    printed = f"{month}/{number}/{year}"
    return SequenceMatcher(None, text.replace(" ", ""), printed, autojunk=False).ratio()


# -- rows --------------------------------------------------------------------------------------------------------------


def _trade(readings: Readings, placed: Placed, trades: list[Placed]) -> None:
    filing, row = readings.filing, placed.row
    pointer = placed.at("transaction_date")
    period, signed = filing.period_of_report, _signed(filing)
    others = _dated(trades, placed)
    if row.transaction_date is not None and row.transaction_date in others:
        readings.support(pointer)
        return
    inside = [one for one in others if not before(one, period) and not before(signed, one)]
    if others and not inside:
        return  # where no row lies between period and signature, these are no measure
    window = [one for one in (*_days([period]), *inside) if not before(signed, one)]
    early = not inside and before(row.transaction_date, period)  # then the period may be what is misread
    if signed is None or early or not window or not _prompt(min(window), signed):
        _like_others(readings, placed, window, bool(inside))
        return
    if not readings.weigh(
        pointer, row.transaction_date, partial(decide.date, not_before=min(window), not_after=signed)
    ):
        _like_others(readings, placed, window, bool(inside))
        if not readings.is_supported(pointer) and before(signed, row.transaction_date):
            readings.contradict(pointer)


def _like_others(readings: Readings, placed: Placed, window: list[str], measured: bool) -> None:
    """The day of the other rows, or the period, where the row's own is one digit off it and cannot be."""
    stands, pointer = placed.row.transaction_date, placed.at("transaction_date")
    choice = decide.choose(readings.of(pointer, stands), lambda one: one in window, "same-day")
    if choice is not None:
        readings.take(pointer, choice)
        return
    signed, period = _signed(readings.filing), readings.filing.period_of_report
    impossible = day(stands) is None or before(signed, stands) or (measured and before(stands, period))
    near = {one for one in window if stands and one_sign_off(stands, one)}
    if stands and impossible and len(near) == 1:
        readings.take(pointer, Choice(near.pop(), "same-day"))


def _term(readings: Readings, placed: Placed) -> None:
    """An option is exercisable and traded before it expires; it mostly runs for whole years from either day."""
    row = placed.row
    end_at, start_at = placed.at("expiration_date"), placed.at("exercise_date")
    end, start = row.expiration_date, row.exercise_date
    floor = max(_days([start, row.transaction_date]), default=None)
    if floor is None:
        return
    if end is None or before(end, floor):
        later = [one for one in readings.of(end_at, end) if one != end]
        choice = decide.date(later, not_before=floor)
        if choice is not None and readings.take(end_at, choice):
            return
        readings.contradict(end_at)
        if before(end, start):
            readings.contradict(start_at)
    elif any(_whole_years(one, end) for one in (start, row.transaction_date)):
        readings.support(end_at)
        if _whole_years(start, end):
            readings.support(start_at)
    if start is not None and start == row.transaction_date:
        readings.support(start_at)


def _whole_years(first: str | None, last: str | None) -> bool:
    """Whether the second day is an anniversary of the first, or the day before one."""
    one, two = day(first), day(last)
    if not one or not two or two.year - one.year < 1:
        return False
    return one.month == two.month and one.day - two.day in (0, 1)


# -- single dates ------------------------------------------------------------------------------------------------------


def _original(readings: Readings) -> None:
    """The original was filed after its trades and before its amendment was signed."""
    filing = readings.filing
    pointer, value = "/date_of_original_submission", filing.date_of_original_submission
    period, signed = filing.period_of_report, _signed(filing)
    if not period or not signed:
        return
    if value is not None and _prompt(period, value) and not before(signed, value):
        readings.support(pointer)
    elif value is None or before(value, period) or before(signed, value):
        others = [one for one in readings.of(pointer, value) if one != value]
        choice = decide.date(others, not_before=period, not_after=signed)
        if choice is None or not readings.take(pointer, choice):
            readings.contradict(pointer)


def _plans(readings: Readings, trades: list[Placed]) -> None:
    """A plan is adopted before it is traded under and after its rule took effect."""
    last = max(_dated(trades), default=readings.filing.period_of_report)
    if not last:
        return
    for at, note in enumerate(readings.filing.footnotes):
        for nth, adopted in enumerate(note.plan_adoption_dates):
            if not before(last, adopted) and not before(adopted, _PLANS_SINCE):
                continue
            pointer = f"/footnotes/{at}/plan_adoption_dates/{nth}"
            others = [one for one in readings.of(pointer, adopted) if one != adopted]
            choice = decide.date(others, not_before=_PLANS_SINCE, not_after=last)
            known = (*note.plan_adoption_dates, *readings.filing.plan_adoption_dates)
            if choice is None or choice.value in known or not readings.take(pointer, choice):
                readings.contradict(pointer)
