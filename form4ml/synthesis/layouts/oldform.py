"""The form before the XML era: seven boxes, a statement for a month, two-digit years; shared by paper and ASCII prints."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from form4ml.record import Filing, Owner
from form4ml.synthesis.layouts.common import TABLE_1, TABLE_2, Column, Manner
from form4ml.synthesis.layouts.wording import Heads

ERAS = ("1996", "2002")
PURSUANT: dict[str, str] = {
    "1996": "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934, Section 17(a) of the Public Utility "
    "Holding Company Act of 1935 or Section 30(f) of the Investment Company Act of 1940",
    "2002": "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934, Section 17(a) of the Public Utility "
    "Holding Company Act of 1935 or Section 30(h) of the Investment Company Act of 1940",
}
EXPIRES: dict[str, tuple[str, ...]] = {
    "1996": ("September 30, 1998", "December 31, 2001", "February 1, 1994"),
    "2002": ("January 31, 2005",),
}
REVISION: dict[str, tuple[str, ...]] = {
    "1996": ("SEC 1474 (7-96)", "SEC 1474 (7-97)", "SEC 1474 (3-99)", "SEC 1474 (8-92)"),
    "2002": ("SEC 1474 (9-02)", "SEC 1474 (8-02)"),
}
IDENTIFICATION: dict[str, tuple[str, ...]] = {
    "1996": (
        "3. IRS or Social Security Number of Reporting Person (Voluntary)",
        "3. IRS Identification Number of Reporting Person, if an entity (Voluntary)",
    ),
    "2002": ("3. I.R.S. Identification Number of Reporting Person, if an entity (voluntary)",),
}
STATEMENT: dict[str, str] = {"1996": "4. Statement for Month/Year", "2002": "4. Statement for Month/Day/Year"}
AMENDMENT: dict[str, str] = {
    "1996": "5. If Amendment, Date of Original (Month/Year)",
    "2002": "5. If Amendment, Date of Original (Month/Day/Year)",
}
RELATIONSHIP = "6. Relationship of Reporting Person(s) to Issuer"
FILING = "7. Individual or Joint/Group Filing (Check Applicable Line)"

_END_OF_MONTH = "at End of Month"
_FOLLOWING = "Following Reported Transaction(s)"
_HEADS_1: Heads = (
    ("1. Title of Security\n(Instr. 3)", 1, 2),
    ("2. Transaction Date\n(Month/Day/Year)", 1, 2),
    ("2A. Deemed Execution Date, if any (Month/Day/Year)", 1, 2),
    ("3. Transaction Code\n(Instr. 8)", 2, 1),
    ("4. Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4 and 5)", 3, 1),
    ("5. Amount of Securities Beneficially Owned {when}\n(Instr. 3 and 4)", 1, 2),
    ("6. Ownership Form: Direct (D) or Indirect (I)\n(Instr. 4)", 1, 2),
    ("7. Nature of Indirect Beneficial Ownership\n(Instr. 4)", 1, 2),
)
_HEADS_2: Heads = (
    ("1. Title of Derivative Security\n(Instr. 3)", 1, 2),
    ("2. Conversion or Exercise Price of Derivative Security", 1, 2),
    ("3. Transaction Date\n(Month/Day/Year)", 1, 2),
    ("3A. Deemed Execution Date, if any (Month/Day/Year)", 1, 2),
    ("4. Transaction Code\n(Instr. 8)", 2, 1),
    ("5. Number of Derivative Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4 and 5)", 2, 1),
    ("6. Date Exercisable and Expiration Date\n(Month/Day/Year)", 2, 1),
    ("7. Title and Amount of Underlying Securities\n(Instr. 3 and 4)", 2, 1),
    ("8. Price of Derivative Security\n(Instr. 5)", 1, 2),
    ("9. Number of Derivative Securities Beneficially Owned {when}\n(Instr. 4)", 1, 2),
    ("10. Ownership Form of Derivative Security: Direct (D) or Indirect (I)\n(Instr. 4)", 1, 2),
    ("11. Nature of Indirect Beneficial Ownership\n(Instr. 4)", 1, 2),
)


def heads(number: str, era: str) -> Heads:
    """Column headings of Table I or II as the form of that time words them."""
    when = _END_OF_MONTH if era == "1996" else _FOLLOWING
    return tuple(
        (words.format(when=when), columns, rows)
        for words, columns, rows in (_HEADS_1 if number == "1" else _HEADS_2)
        if era != "1996" or "Deemed" not in words
    )


def columns(number: str, era: str) -> tuple[Column, ...]:
    table = TABLE_1 if number == "1" else TABLE_2
    return tuple(column for column in table if era != "1996" or column.field != "deemed_execution_date")


@dataclass(frozen=True)
class Dating:
    """How one typist writes dates."""

    day: str = "{m:02}/{d:02}/{yy:02}"
    month: str = "{m:02}/{yyyy}"

    def date(self, iso: str) -> str:
        """A date, or a month alone, as typed."""
        parts = [int(part) for part in re.findall(r"\d+", iso)]
        if len(parts) == 3:
            year, month, day = parts
            return self.day.format(
                m=month,
                d=day,
                yy=year % 100,
                yyyy=year,
                name=_MONTHS[month - 1],
                capitals=_MONTHS[month - 1].upper(),
                short=_MONTHS[month - 1][:3],
            )
        if len(parts) == 2:
            year, month = parts
            return self.month.format(
                m=month,
                yy=year % 100,
                yyyy=year,
                name=_MONTHS[month - 1],
                capitals=_MONTHS[month - 1].upper(),
                short=_MONTHS[month - 1][:3],
            )
        return iso


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = (
    "{m:02}/{d:02}/{yy:02}", "{m}/{d}/{yy:02}", "{m:02}/{d:02}/{yyyy}", "{m}/{d}/{yyyy}", "{m:02}-{d:02}-{yy:02}",
    "{m}-{d}-{yy:02}", "{m:02}-{d:02}-{yyyy}", "{m}.{d}.{yy:02}", "{d}-{short}-{yy:02}", "{short} {d}, {yyyy}",
)  # fmt: skip
_DAY_WEIGHTS = (6, 8, 6, 5, 3, 2, 2, 0.5, 0.5, 0.5)
_MONTH_ONLY = (
    "{m:02}/{yyyy}", "{m}/{yy:02}", "{m:02}/{yy:02}", "{name} {yyyy}", "{name}, {yyyy}", "{name}/{yyyy}", "{m}/{yyyy}",
    "{short} {yyyy}", "{m:02}-{yyyy}", "{m}-{yy:02}", "{capitals} {yyyy}",
)  # fmt: skip
_MONTH_WEIGHTS = (6, 5, 5, 6, 3, 3, 3, 1, 1, 1, 2)


_RARE_DAYS = ("{name} {d}, {yyyy}", "{m:02}{d:02}{yy:02}", "{capitals} {d}, {yyyy}", "{m}/{d}/{yy:02}")


def by_dating(rng: random.Random, rare: bool = False) -> Dating:
    day, month = rng.choices(_DAYS, _DAY_WEIGHTS)[0], rng.choices(_MONTH_ONLY, _MONTH_WEIGHTS)[0]
    if rare and rng.random() < 0.3:
        day = rng.choice(_RARE_DAYS)
    return Dating(day, month)


def rarer(manner: Manner, rng: random.Random) -> Manner:
    """The manner of a filer with rarer habits: prices in eighths, dates in words or in figures alone."""
    eighths = rng.choice((" ", " ", "-", "")) if rng.random() < 0.8 else ""
    return replace(manner, eighths=eighths, date=by_dating(rng, rare=True).date)


_ENTITY = re.compile(
    r"\b(LLC|L\.?P\.?|INC|CORP|LTD|CO|TRUST|FUND|PARTNERS?|CAPITAL|HOLDINGS?|GROUP|PARTNERSHIP|FOUNDATION|"
    r"ASSOCIATES|MANAGEMENT|INVESTMENTS?|VENTURES?|S\.?A\.?|N\.?V\.?|PLC|GMBH|FAMILY|ESTATE|COMPANY|BANK)\b|[\d&,()]",
    re.IGNORECASE,
)


def name_parts(owner: Owner) -> list[str]:
    """Last, first and middle names of a person conformed LAST FIRST MIDDLE; an entity's name in one part."""
    name = owner.name or ""
    words = name.split()
    if not 2 <= len(words) <= 4 or _ENTITY.search(name):
        return [name] if name else []
    return [words[0], words[1], " ".join(words[2:])] if len(words) > 2 else words


_SIGNED = (
    "{name} {d}, {yyyy}",
    "{name} {d}, {yyyy}",
    "{name} {d}, {yyyy}",
    "{capitals} {d}, {yyyy}",
    "{short}. {d}, {yyyy}",
)


def by_signing(rng: random.Random) -> Dating | None:
    """How a signature is dated where that is not the way of the rest of the form: mostly with the month's name."""
    return Dating(rng.choice(_SIGNED)) if rng.random() < 0.45 else None


_SYMBOLS = (  # between an issuer's name and its symbol, and behind that
    (" [", "]"), (" [", "]"), (" (", ")"), (" (", ")"), (" - ", ""), (" -- ", ""), (", ", ""), (" / ", ""), ("/", ""),
    ("   ", ""), ("\n", ""), ("\n", ""), ("\n(", ")"), ("\n[", "]"), (" (Symbol: ", ")"), (" (NYSE: ", ")"), (" (Nasdaq: ", ")"),
    ("; ", ""), (" Symbol: ", ""), ("\nTicker: ", ""), (' ("', '")'),
)  # fmt: skip


def issuer_pieces(filing: Filing, rng: random.Random) -> list[tuple[str, str | None]]:
    """The issuer's name and its symbol as labelled pieces, parted in one of the ways that filers found."""
    issuer = filing.issuer
    opening, closing = rng.choice(_SYMBOLS)
    pieces: list[tuple[str, str | None]] = [(issuer.name, "ISSUER")] if issuer.name else []
    if issuer.trading_symbol:
        pieces += [(opening if pieces else "", None), (issuer.trading_symbol, "TICKER"), (closing, None)]
    return [piece for piece in pieces if piece[0]]


def name_typed(owner: Owner, rng: random.Random) -> str:
    """A name in one piece: as EDGAR conforms it, or with a comma behind a person's last name."""
    name = owner.name or ""
    if len(name_parts(owner)) > 1 and rng.random() < 0.45:
        last, rest = name.split(" ", 1)
        name = f"{last}, {rest}"
    return name.upper() if rng.random() < 0.15 else name


def identification(filing: Filing, rng: random.Random) -> str:
    """What stands in box 3: mostly nothing, sometimes a number (never one that is given to anyone)."""
    entity = bool(filing.reporting_owners and len(name_parts(filing.reporting_owners[0])) == 1)
    if rng.random() > (0.5 if entity else 0.15):
        return ""
    if entity:
        return f"00-{rng.randrange(10**6, 10**7)}"
    return f"9{rng.randrange(10, 100)}-{rng.randrange(10, 100)}-{rng.randrange(1000, 10000)}"
