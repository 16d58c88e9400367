"""Rules on dates: what must come before what, and the period that the form reports against its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from form4ml.checks.values import before, day, finding, is_date, rows, transactions
from form4ml.record import Filing, Finding, Severity

_ROW_DATES = ("transaction_date", "deemed_execution_date", "exercise_date", "expiration_date")
TWO_DAYS_SINCE = "2002-08-29"  # from this day on a form 4 is due on the second business day
_SLACK = 1  # business days left to holidays


def _signed(filing: Filing) -> str | None:
    """The latest day on which the form was signed."""
    dates = [sign.date for sign in filing.signatures if sign.date and day(sign.date)]
    return max(dates, default=None)


def _order(
    rule: str, severity: Severity, first: tuple[str, str | None, str], second: tuple[str, str | None, str]
) -> Iterator[Finding]:
    """A finding where the second date lies before the first; each is (what it is, date, pointer)."""
    if before(second[1], first[1]):
        yield finding(
            rule, severity, f"{second[0]} is {second[1]}, before {first[0]}, {first[1]}.", [first[2], second[2]]
        )


def dates_valid(filing: Filing) -> Iterator[Finding]:
    """Every date is a calendar day, or a month."""
    dates: list[tuple[str, str | None]] = [
        ("/period_of_report", filing.period_of_report),
        ("/date_of_original_submission", filing.date_of_original_submission),
        *((f"/signatures/{index}/date", sign.date) for index, sign in enumerate(filing.signatures)),
        *((placed.at(field), getattr(placed.row, field)) for placed in rows(filing) for field in _ROW_DATES),
    ]
    for pointer, value in dates:
        if value is not None and not is_date(value):
            yield finding("dates-valid", "error", f"{value!r} is no calendar day.", [pointer])


def signed_after_trades(filing: Filing) -> Iterator[Finding]:
    """Nothing is signed before it happened."""
    signed = _signed(filing)
    if not signed:
        return
    signature = (
        "the latest signature",
        signed,
        f"/signatures/{[sign.date for sign in filing.signatures].index(signed)}/date",
    )
    last = ("The latest signature", *signature[1:])
    for placed in transactions(filing):
        yield from _order(
            "date-order",
            "warning",
            (f"the transaction of {placed.name}", placed.row.transaction_date, placed.at("transaction_date")),
            last,
        )
    yield from _order(
        "date-order", "warning", ("the period of report", filing.period_of_report, "/period_of_report"), last
    )
    original = ("the original filing", filing.date_of_original_submission, "/date_of_original_submission")
    yield from _order("date-order", "warning", original, last)


def original_after_period(filing: Filing) -> Iterator[Finding]:
    """A filing is made after the transactions that it reports."""
    period = ("the period of report", filing.period_of_report, "/period_of_report")
    original = ("The date of the original filing", filing.date_of_original_submission, "/date_of_original_submission")
    yield from _order("date-order", "warning", period, original)


def expiration_after(filing: Filing) -> Iterator[Finding]:
    """A derivative security is exercisable, and traded, before it expires."""
    for placed in rows(filing, "derivative_transactions", "derivative_holdings"):
        row = placed.row
        end = (f"The expiration date of {placed.name}", row.expiration_date, placed.at("expiration_date"))
        yield from _order(
            "date-order", "warning", ("its date exercisable", row.exercise_date, placed.at("exercise_date")), end
        )
        yield from _order(
            "date-order", "warning", ("its transaction", row.transaction_date, placed.at("transaction_date")), end
        )


def plan_before_trade(filing: Filing) -> Iterator[Finding]:
    """A plan is adopted before it is traded under, and modified after it was adopted."""
    dates = [placed.row.transaction_date or "" for placed in transactions(filing) if day(placed.row.transaction_date)]
    last = max(dates) if dates else filing.period_of_report
    for index, note in enumerate(filing.footnotes):
        for at, adopted in enumerate(note.plan_adoption_dates):
            where = f"/footnotes/{index}/plan_adoption_dates/{at}"
            plan = (f"the adoption of the plan in note {note.id}", adopted, where)
            yield from _order("date-order", "warning", plan, ("The last transaction", last, "/period_of_report"))
            for nth, changed in enumerate(note.plan_modification_dates):
                change = (
                    f"The modification of the plan in note {note.id}",
                    changed,
                    f"/footnotes/{index}/plan_modification_dates/{nth}",
                )
                yield from _order("date-order", "info", plan, change)


def period_is_earliest(filing: Filing) -> Iterator[Finding]:
    """Box 3 is the earliest transaction date of the rows that are reported on time."""
    if not day(filing.period_of_report):
        return
    dated = [
        placed for placed in transactions(filing) if day(placed.row.transaction_date) and not placed.row.reported_early
    ]
    if not dated or filing.period_of_report is None:
        return
    first = min(dated, key=lambda placed: placed.row.transaction_date or "")
    when = first.row.transaction_date or ""
    if when == filing.period_of_report:
        return
    severity: Severity = "warning" if before(filing.period_of_report, when) else "info"
    told = f"The period of report is {filing.period_of_report}, but the earliest transaction is of {when}."
    yield finding("period-is-earliest", severity, told, ["/period_of_report", first.at("transaction_date")])


def dates_near(filing: Filing) -> Iterator[Finding]:
    """A transaction years away from the period of report is a misread year, unless the report is very late."""
    period = day(filing.period_of_report)
    if not period:
        return
    for placed in transactions(filing):
        when = day(placed.row.transaction_date)
        if when and abs((when - period).days) > 366:
            told = f"{placed.name} is dated {placed.row.transaction_date}, more than a year from the period of report, {filing.period_of_report}."
            yield finding("dates-near", "warning", told, [placed.at("transaction_date"), "/period_of_report"])


def market_day(filing: Filing) -> Iterator[Finding]:
    """Markets are closed at weekends."""
    for placed in rows(filing, "non_derivative_transactions"):
        when = day(placed.row.transaction_date)
        if when and when.weekday() >= 5 and placed.row.transaction_code in ("P", "S"):
            told = f"{placed.name} is a purchase or sale on a {when:%A}, {placed.row.transaction_date}."
            yield finding("market-day", "info", told, [placed.at("transaction_date")])


def _business_days(first: datetime.date, last: datetime.date) -> int:
    weeks, rest = divmod((last - first).days, 7)
    return weeks * 5 + sum((first + datetime.timedelta(days=step)).weekday() < 5 for step in range(1, rest + 1))


def on_time(filing: Filing) -> Iterator[Finding]:
    """A form 4 is due on the second business day after the transaction."""
    period, signed = day(filing.period_of_report), day(_signed(filing))
    if (
        not period
        or not signed
        or filing.document_type != "4"
        or before(filing.period_of_report, TWO_DAYS_SINCE)
        or signed < period
    ):
        return
    late = _business_days(period, signed)
    if late > 2 + _SLACK:
        told = f"The form was signed on {signed.isoformat()}, {late} business days after the period of report; it is due within two."
        yield finding("on-time", "info", told, ["/period_of_report"])
