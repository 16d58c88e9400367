"""The form's own printed words: headings of the tables, captions and legends, which are public-domain form text."""

from __future__ import annotations

Heads = tuple[tuple[str, int, int], ...]  # words, columns and rows that the heading takes

NOT_SUBJECT = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
PLAN = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan "
    "that is intended to satisfy the affirmative defense conditions of Rule 10b5-1(c). See Instruction 10."
)
VIEWER_PLAN = (
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written plan for "
    "the purchase or sale of equity securities of the issuer that is intended to satisfy the affirmative defense "
    "conditions of Rule 10b5-1(c). See Instruction 10."
)
COMPACT_HEADS_1: Heads = (
    ("1.Title of Security\n(Instr. 3)", 1, 2),
    ("2. Transaction Date\n(Month/Day/Year)", 1, 2),
    ("2A. Deemed Execution Date, if any\n(Month/Day/Year)", 1, 2),
    ("3. Transaction Code\n(Instr. 8)", 2, 1),
    ("4. Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4 and 5)", 3, 1),
    ("5. Amount of Securities Beneficially Owned Following Reported Transaction(s)\n(Instr. 3 and 4)", 1, 2),
    ("6. Ownership Form:\nDirect (D) or Indirect (I)\n(Instr. 4)", 1, 2),
    ("7. Nature of Indirect Beneficial Ownership\n(Instr. 4)", 1, 2),
)
SUBHEADS_1 = ("Code", "V", "Amount", "(A) or (D)", "Price")
COMPACT_HEADS_2: Heads = (
    ("1. Title of Derivative Security\n(Instr. 3)", 1, 2),
    ("2. Conversion or Exercise Price of Derivative Security", 1, 2),
    ("3. Transaction Date\n(Month/Day/Year)", 1, 2),
    ("3A. Deemed Execution Date, if any\n(Month/Day/Year)", 1, 2),
    ("4. Transaction Code\n(Instr. 8)", 2, 1),
    ("5. Number of Derivative Securities Acquired (A) or Disposed of (D)\n(Instr. 3, 4, and 5)", 2, 1),
    ("6. Date Exercisable and Expiration Date\n(Month/Day/Year)", 2, 1),
    ("7. Title and Amount of Underlying Securities\n(Instr. 3 and 4)", 2, 1),
    ("8. Price of Derivative Security\n(Instr. 5)", 1, 2),
    ("9. Number of Derivative Securities Beneficially Owned Following Reported Transaction(s)\n(Instr. 4)", 1, 2),
    ("10. Ownership Form of Derivative Security: Direct (D) or Indirect (I)\n(Instr. 4)", 1, 2),
    ("11. Nature of Indirect Beneficial Ownership\n(Instr. 4)", 1, 2),
)
SUBHEADS_2 = ("Code", "V", "(A)", "(D)", "Date Exercisable", "Expiration Date", "Title", "Amount or Number of Shares")

VIEWER_HEADS_1: Heads = (
    ("1. Title of Security (Instr. 3)", 1, 2),
    ("2. Transaction Date (Month/Day/Year)", 1, 2),
    ("2A. Deemed Execution Date, if any (Month/Day/Year)", 1, 2),
    ("3. Transaction Code (Instr. 8)", 2, 1),
    ("4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)", 3, 1),
    ("5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)", 1, 2),
    ("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)", 1, 2),
    ("7. Nature of Indirect Beneficial Ownership (Instr. 4)", 1, 2),
)
VIEWER_HEADS_2: Heads = (
    ("1. Title of Derivative Security (Instr. 3)", 1, 2),
    ("2. Conversion or Exercise Price of Derivative Security", 1, 2),
    ("3. Transaction Date (Month/Day/Year)", 1, 2),
    ("3A. Deemed Execution Date, if any (Month/Day/Year)", 1, 2),
    ("4. Transaction Code (Instr. 8)", 2, 1),
    ("5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)", 2, 1),
    ("6. Date Exercisable and Expiration Date (Month/Day/Year)", 2, 1),
    ("7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)", 2, 1),
    ("8. Price of Derivative Security (Instr. 5)", 1, 2),
    ("9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)", 1, 2),
    ("10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)", 1, 2),
    ("11. Nature of Indirect Beneficial Ownership (Instr. 4)", 1, 2),
)
REMINDER = "Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly."
PERSONS = (
    "Persons who respond to the collection of information contained in this form are not required to respond "
    "unless the form displays a currently valid OMB control number."
)
POTENTIAL_PERSONS = (
    "Potential persons who are to respond to the collection of information contained in this form are not "
    "required to respond unless the form displays a currently valid OMB number."
)
THREE_COPIES = "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, "
PURSUANT = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of the Investment "
    "Company Act of 1940"
)
COMMISSION = "UNITED STATES SECURITIES AND EXCHANGE COMMISSION"
TABLE_1_TITLE = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"
TABLE_2_TITLE = "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned"
HEADS: dict[str, tuple[Heads, Heads]] = {
    "compact": (COMPACT_HEADS_1, COMPACT_HEADS_2),
    "viewer": (VIEWER_HEADS_1, VIEWER_HEADS_2),
}
