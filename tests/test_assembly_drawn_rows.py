"""Rows that a typist ruled off from one another are what stands between the rules."""

from __future__ import annotations

import re

from assembly_samples import parsed, tag

from form4ml.assembly.assemble import built
from form4ml.document import Document, Line, Page, Word
from form4ml.record import Filing

HEAD = (
    ("table2head", "TABLE II -- Derivative Securities Acquired, Disposed of, or Beneficially Owned"),
    (
        "table2head",
        "|1. Title      |2. Price |3. Date |4. Code |5. (A) |6. Exer. |Exp.    |7. Title |Shares |9. Owned |10. |",
    ),
)
RULE = (
    "table2",
    "|--------------+---------+--------+--------+-------+---------+--------+---------+-------+---------+----|",
)
ONE = (
    ("table2", "|{SECURITY:Phantom Stock} |(c)      |{DATE:01/15/}  |{CODE:A}       |{SHARES_ACQUIRED:412.6}  |(d)      |(d)     |{UNDERLYING:Common}   |{UNDERLYING_SHARES:412.6}  |{OWNED:3,807.22} |{OWNERSHIP:D}   |"),
    ("table2", "|{+SECURITY:Units}         |         |{DATE:2003}    |        |       |         |        |{+UNDERLYING:Stock}    |       |         |    |"),
)  # fmt: skip
TWO = (
    ("table2", "|{SECURITY:Director}      |         |        |        |       |         |        |{UNDERLYING:Common}   |       |         |    |"),
    ("table2", "|{+SECURITY:Stock}         |{EXERCISE_PRICE:$14.54}   |{DATE:01/16/2003}|{CODE:A}       |{SHARES_ACQUIRED:2,000}  |         |        |{+UNDERLYING:Stock}    |{UNDERLYING_SHARES:2,000}  |{OWNED:8,000}    |{OWNERSHIP:D}   |"),
    ("table2", "|{+SECURITY:Option}        |         |        |        |       |         |        |         |       |         |    |"),
)  # fmt: skip


def read(*lines: tuple[str, str]) -> Filing:
    """A text typed in columns; bars are no words of it."""
    out, spans = [], []
    for at, (_, markup) in enumerate(lines):
        plain, own = parsed(markup, at)
        words = tuple(Word(m[0], at, m.start(), m.end()) for m in re.finditer(r"[^\s|]+", plain) if "--" not in m[0])
        out.append(Line(plain, 0, words))
        spans += own
    document = Document("typed", "text", "", (Page(1),), tuple(out))
    tagged = tag(document, [part for part, _ in lines], spans)
    assert tagged.view.typed
    return built(tagged)[0].filing


def test_cells_of_several_lines_between_two_rules_are_one_row() -> None:
    one, two = read(*HEAD, RULE, *ONE, RULE, *TWO, RULE).derivative_transactions
    assert (one.security_title, one.underlying_title, one.transaction_date) == (
        "Phantom Stock Units",
        "Common Stock",
        "2003-01-15",
    )
    assert (two.security_title, two.underlying_title, two.transaction_date) == (
        "Director Stock Option",
        "Common Stock",
        "2003-01-16",
    )


def test_rows_without_rules_between_them_are_found_as_on_a_page() -> None:
    rows = read(*HEAD, RULE, *ONE, *TWO, RULE).derivative_transactions
    assert [row.shares_owned_following for row in rows if row.shares_owned_following] != []
    assert len(rows) >= 2


def test_a_table_told_caption_by_caption_is_read_as_a_text() -> None:
    told = (
        "Entry No. 1",
        "1. Title of Derivative Security:                  {SECURITY:Option}",
        "2. Exercise Price of the Derivative Security:     {EXERCISE_PRICE:$11.34}",
        "3. Transaction Date:      (Month/Day/Year)        {DATE:03/16/1998}",
        "4. Transaction Code:                              {CODE:M}",
        "5. Number Disposed of:                            {SHARES_DISPOSED:4,410}",
        "6. Date Exercisable:                              {EXERCISE_DATE:04/20/1995}",
        "   Expiration Date:                               {EXPIRATION_DATE:04/20/2004}",
        "7. Title:                                         {UNDERLYING:Common Stock}",
        "   Amount:                                        {UNDERLYING_SHARES:4,410}",
        "9. Number Owned:                                  {OWNED:0}",
        "10. Ownership Form:                               {OWNERSHIP:D}",
    )
    head = [("table2head", "TABLE II      Derivative      Securities      Acquired")] * 4
    [row] = read(*head, *(("table2", line) for line in told)).derivative_transactions
    assert (row.security_title, row.transaction_code, row.acquired_disposed) == ("Option", "M", "D")
    assert (row.exercise_date, row.expiration_date) == ("1995-04-20", "2004-04-20")
    assert (row.shares, row.underlying_shares, row.shares_owned_following) == (4410, 4410, 0)
