"""Rows of Table II: resampled from real joint distributions and perturbed, or paired with the rows of a scene."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from form4ml.synthesis.book import Entry, Note
from form4ml.synthesis.stage import Stage, trim

# Which groups of wording explain a marked cell, by column; then by what kind of security or code it is.
_KINDS = (
    ("unit", re.compile(r"unit|rsu|psu|deferred|dsu|right to receive", re.IGNORECASE)),
    ("phantom", re.compile(r"phantom|deferred comp|stock fund", re.IGNORECASE)),
    ("option", re.compile(r"option|right to (?:buy|purchase)|appreciation|sar", re.IGNORECASE)),
    ("warrant", re.compile(r"warrant|note|debenture|convertible|preferred|series|class b|units?\b", re.IGNORECASE)),
    ("swap", re.compile(r"swap|forward|put|call|futures|obligation", re.IGNORECASE)),
)
_BY_KIND = {
    "unit": ("unit", "unit", "vesting", "grant", "performance"),
    "phantom": ("deferral", "deferral", "purchase-plan"),
    "option": ("vesting", "vesting", "grant"),
    "warrant": ("conversion", "conversion", "conversion", "spac", "offering"),
    "swap": ("swap",),
    "": ("conversion", "balance", "unit"),
}
_BY_CODE = {
    "A": ("grant", "grant", "performance", "deferral"),
    "M": ("unit", "plan-dated", "grant"),
    "D": ("merger", "merger", "price-single"),
    "S": ("plan-dated", "plan-undated", "swap"),
    "P": ("balance", "conversion", "offering"),
    "C": ("conversion",),
    "J": ("distribution", "swap", "merger", "conversion"),
    "G": ("gift",),
    "F": ("tax",),
    "X": ("conversion",),
    "I": ("purchase-plan",),
}
_DATES = ("exercise_date", "expiration_date")


def kind_of(title: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.search(title)), "")


def groups_for(stage: Stage, column: str, code: str, title: str) -> tuple[str, ...]:
    """The group of wording for a note on this cell."""
    kind = kind_of(title)
    rng = stage.rng
    if column in ("direct_or_indirect", "nature_of_ownership"):
        return (rng.choice(("trust", "entity", "fund") if stage.cast.person else ("fund",)),)
    if column in ("shares_owned_following", "value_owned_following"):
        return (rng.choice(("balance", "purchase-plan", "balance", "trust")),)
    if column in ("transaction_code", "transaction_date", "shares", "acquired_disposed") and code in _BY_CODE:
        return (_feasible(stage, rng.choice(_BY_CODE[code])),)
    if column == "price_per_share":
        return (rng.choice(("merger", "conversion") if code in "DJ" else ("price-single", "grant")),)
    if column in _DATES:
        return (
            rng.choice(
                {"option": ("vesting",), "unit": ("vesting", "vesting", "unit"), "phantom": ("deferral",)}.get(
                    kind, ("conversion", "vesting")
                )
            ),
        )
    return (rng.choice(_BY_KIND[kind]),)


def _feasible(stage: Stage, group: str) -> str:
    if group.startswith("plan") and not stage.planned:
        return "unit"
    return group


def parse_day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d-%b-%Y").date()
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    return trim(Decimal(text)) if text else None


def _scaled(stage: Stage, value: Decimal | None, factor: float) -> Decimal | None:
    if value is None or value == 0:
        return value
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    number = Decimal(f"{float(value) * factor:.{min(places, 4)}f}")
    if places == 0 and value % 100 == 0 and number > 1000:
        number = Decimal(round(float(number) / 100) * 100)
    return number if number > 0 else Decimal(1)


_COLUMNS = {
    "SECURITY_TITLE": "security_title",
    "CONV_EXERCISE_PRICE": "conversion_or_exercise_price",
    "TRANS_DATE": "transaction_date",
    "EQUITY_SWAP_TRANS_CD": "transaction_code",
    "TRANS_SHARES": "shares",
    "TRANS_TOTAL_VALUE": "transaction_total_value",
    "TRANS_PRICEPERSHARE": "price_per_share",
    "TRANS_ACQUIRED_DISP_CD": "acquired_disposed",
    "EXCERCISE_DATE": "exercise_date",
    "EXERCISE_DATE": "exercise_date",
    "EXPIRATION_DATE": "expiration_date",
    "UNDLYNG_SEC_TITLE": "underlying_title",
    "UNDLYNG_SEC_SHARES": "underlying_shares",
    "UNDLYNG_SEC_VALUE": "underlying_value",
    "SHRS_OWND_FOLWNG_TRANS": "shares_owned_following",
    "VALU_OWND_FOLWNG_TRANS": "value_owned_following",
    "DIRECT_INDIRECT_OWNERSHIP": "direct_or_indirect",
    "NATURE_OF_OWNERSHIP": "nature_of_ownership",
}
_AMOUNTS = ("TRANS_SHARES", "TRANS_TOTAL_VALUE", "UNDLYNG_SEC_SHARES", "UNDLYNG_SEC_VALUE", "SHRS_OWND_FOLWNG_TRANS", "VALU_OWND_FOLWNG_TRANS")  # fmt: skip


def _shifted(stage: Stage, sample: dict[str, str], column: str) -> str | None:
    day = parse_day(sample.get(column, ""))
    if day is None:
        return None
    base = parse_day(sample.get("TRANS_DATE", "")) or date(2024, 8, 15)
    return (stage.on + (day - base) + timedelta(days=stage.rng.choice((0, 0, 0, 1, -1, 7)))).isoformat()


def from_sample(
    stage: Stage, sample: dict[str, str], notes: dict[str, Note | None], *, alike: Entry | None = None
) -> Entry:
    """A row like a real one: amounts scaled, dates moved to the filing's, marks where it had marks."""
    rng = stage.rng
    holding = "TRANS_CODE" not in sample
    factor = rng.choice((1.0, rng.uniform(0.3, 3.0), rng.uniform(0.8, 1.2)))
    values: dict[str, object] = {
        _COLUMNS[c]: _scaled(stage, _decimal(sample[c]), factor) for c in _AMOUNTS if c in sample
    }
    price = _decimal(sample["CONV_EXERCISE_PRICE"])
    values["conversion_or_exercise_price"] = (
        None if price is None else _scaled(stage, price, rng.choice((1.0, rng.uniform(0.5, 2))))
    )
    values["security_title"] = sample["SECURITY_TITLE"][:60]
    values["underlying_title"] = (stage.title if rng.random() < 0.5 and not alike else sample["UNDLYNG_SEC_TITLE"])[
        :60
    ] or "Common Stock"
    values["direct_or_indirect"] = sample["DIRECT_INDIRECT_OWNERSHIP"] or "D"
    values["nature_of_ownership"] = stage.nature() if values["direct_or_indirect"] == "I" else None
    values["exercise_date"] = _shifted(stage, sample, "EXERCISE_DATE" if holding else "EXCERCISE_DATE")
    values["expiration_date"] = _shifted(stage, sample, "EXPIRATION_DATE")
    if not holding:
        trade_price = _decimal(sample["TRANS_PRICEPERSHARE"])
        values |= {
            "transaction_date": stage.on.isoformat(),
            "transaction_code": sample["TRANS_CODE"],
            "equity_swap": sample["EQUITY_SWAP_INVOLVED"] in ("1", "true"),
            "reported_early": sample["TRANS_TIMELINESS"] == "E",
            "price_per_share": None if trade_price is None else _scaled(stage, trade_price, rng.uniform(0.5, 2)),
            "acquired_disposed": sample["TRANS_ACQUIRED_DISP_CD"] or "A",
        }
        if values["shares"] is not None:
            values["transaction_total_value"] = None
    for shares, value in (
        ("underlying_shares", "underlying_value"),
        ("shares_owned_following", "value_owned_following"),
    ):
        if values.get(shares) is not None:
            values[value] = None
    entry = stage.book.add("derivative_holdings" if holding else "derivative_transactions", **values)
    _mark(stage, entry, sample, notes)
    return entry


def _mark(stage: Stage, entry: Entry, sample: dict[str, str], notes: dict[str, Note | None]) -> None:
    """Notes where the sample had them; a cell without a value gets one."""
    code = str(entry.values.get("transaction_code") or "")
    title = str(entry.values["security_title"])
    for column, name in _COLUMNS.items():
        for key in (k.strip() for k in sample.get(column + "_FN", "").split(",") if k.strip()):
            if key not in notes:
                notes[key] = stage.book.note(
                    *groups_for(stage, name, code, title), derivative=title, shares=entry.values.get("shares")
                )
            entry.mark(name, notes[key])
    explain_gaps(stage, entry)


def explain_gaps(stage: Stage, entry: Entry) -> None:
    """A cell that must hold a value or a note, and holds neither, gets a note."""
    code = str(entry.values.get("transaction_code") or "")
    title = str(entry.values["security_title"])
    needed = ["conversion_or_exercise_price", "exercise_date", "expiration_date"]
    if entry.table.endswith("transactions"):
        needed.append("price_per_share")
    for name in needed:
        if entry.values.get(name) is None and not entry.marks.get(name):
            shared = next((entry.marks[n][0] for n in _DATES if name in _DATES and entry.marks.get(n)), None)
            entry.mark(name, shared or stage.book.note(*groups_for(stage, name, code, title), derivative=title))
    for shares, value in (
        ("underlying_shares", "underlying_value"),
        ("shares_owned_following", "value_owned_following"),
    ):
        if entry.values.get(shares) is None and entry.values.get(value) is None:
            if shares == "shares_owned_following":
                entry.values[shares] = entry.values.get("underlying_shares") or stage.count()
            else:
                entry.values[shares] = entry.values.get("shares") or stage.count()
    if (
        entry.table.endswith("transactions")
        and entry.values.get("shares") is None
        and entry.values.get("transaction_total_value") is None
    ):
        entry.values["shares"] = entry.values["underlying_shares"]


def paired(
    stage: Stage,
    title: str,
    code: str,
    acquired: str,
    shares: Decimal,
    *,
    exercise: Decimal | None,
    price: Decimal | None,
    dates: tuple[str | None, str | None],
    after: Decimal,
    on: date | None = None,
    under: str | None = None,
) -> Entry:
    """A row of Table II that belongs to a scene."""
    return stage.book.add(
        "derivative_transactions",
        security_title=title[:60],
        conversion_or_exercise_price=exercise,
        transaction_date=(on or stage.on).isoformat(),
        transaction_code=code,
        equity_swap=False,
        reported_early=False,
        shares=shares,
        price_per_share=price,
        acquired_disposed=acquired,
        exercise_date=dates[0],
        expiration_date=dates[1],
        underlying_title=(under or stage.title)[:60],
        underlying_shares=shares,
        shares_owned_following=after,
        direct_or_indirect="D",
        nature_of_ownership=None,
    )
