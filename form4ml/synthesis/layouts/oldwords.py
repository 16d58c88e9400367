"""How filers worded the old form: captions of the boxes, titles and headings, each in the ways that were in use."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

_NUMBERS = ("{n}. ", "{n}. ", "{n}.  ", "({n}) ", "Item {n}. ", "{n}) ", "{n}  ")
_BOXES: dict[int, tuple[str, ...]] = {
    1: ("Name and Address of Reporting Person*", "Name and Address of Reporting Person", "Name and address of reporting person",
        "Reporting Person's Name and Address", "Name & Address of Reporting Person*"),
    2: ("Issuer Name and Ticker or Trading Symbol", "Issuer Name and Ticker Symbol", "Name of Issuer and Ticker or Trading Symbol",
        "Issuer Name and Trading Symbol", "Issuer name and ticker or trading symbol", "Issuer and Ticker Symbol"),
    3: ("IRS or Social Security Number of Reporting Person (Voluntary)", "I.R.S. Identification Number of Reporting Person, if an entity (voluntary)",
        "IRS Number of Reporting Person (Voluntary)", "Social Security Number of Reporting Person (Voluntary)", "IRS/SS Number"),
    4: ("Statement for {when}", "Statement for ({when})", "Statement For {when}", "Statement for: {when}", "Statement for the {when}"),
    5: ("If Amendment, Date of Original ({when})", "If Amendment, Date of Original", "If amendment, give date of original ({when})",
        "If an Amendment, Date of Original ({when})", "Date of Original, if Amendment ({when})"),
    6: ("Relationship of Reporting Person(s) to Issuer", "Relationship of Reporting Person to Issuer", "Relationship to Issuer",
        "Reporting Person's Relationship to Issuer"),
    7: ("Individual or Joint/Group Filing (Check Applicable Line)", "Individual or Joint/Group Filing", "Individual or Joint Filing",
        "Individual, or Joint/Group Filing (check applicable line)"),
}  # fmt: skip
_ROLES: dict[str, tuple[str, ...]] = {
    "CHECK_DIRECTOR": ("Director", "Director", "Director of Issuer"),
    "CHECK_TEN": ("10% Owner", "10% Owner", "Ten Percent Owner", "10% owner", "10 % Owner", "10% Shareholder"),
    "CHECK_OFFICER": ("Officer (give title below)", "Officer", "Officer (give title)", "Officer (title below)", "Officer; title:"),
    "CHECK_OTHER": ("Other (specify below)", "Other", "Other (specify)", "Other (specify title below)"),
    "CHECK_ONE": ("Form filed by One Reporting Person", "Filed by One Reporting Person", "Individual", "Individual Filing",
                  "Form Filed by one Reporting Person"),
    "CHECK_JOINT": ("Form filed by More than One Reporting Person", "Filed by More than One Reporting Person", "Joint/Group",
                    "Joint/Group Filing", "Form Filed by More Than One Reporting Person"),
}  # fmt: skip
_AGENCIES = ("UNITED STATES SECURITIES AND EXCHANGE COMMISSION", "U.S. SECURITIES AND EXCHANGE COMMISSION",
             "SECURITIES AND EXCHANGE COMMISSION", "United States\nSecurities and Exchange Commission")  # fmt: skip
_CITIES = ("Washington, D.C. 20549", "WASHINGTON, D.C. 20549", "Washington, DC 20549")
_TITLES = ("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", "STATEMENT OF CHANGES OF BENEFICIAL OWNERSHIP OF SECURITIES",
           "Statement of Changes in Beneficial Ownership", "STATEMENT OF CHANGES IN\nBENEFICIAL OWNERSHIP")  # fmt: skip
_TABLES = {
    "1": ("Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned", "Non-Derivative Securities Acquired, Disposed of or Beneficially Owned",
          "Non-Derivative Securities"),
    "2": ("Derivative Securities Acquired, Disposed of, or Beneficially Owned", "Derivative Securities Acquired, Disposed of or Beneficially Owned",
          "Derivative Securities"),
}  # fmt: skip
_TABLE_NAMES = (
    "Table {n} - ",
    "TABLE {n} - ",
    "Table {n}. ",
    "TABLE {n}.  ",
    "Table {n} -- ",
    "TABLE {n}\n",
    "Table {n}: ",
)
_EXAMPLES = "(e.g., puts, calls, warrants, options, convertible securities)"
_NOTES = ("Explanation of Responses:", "EXPLANATION OF RESPONSES:", "Explanation of Responses", "Explanations of Responses:",
          "Footnotes:", "Explanation of responses:")  # fmt: skip
_NOT_SUBJECT = ("Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b).",
                "Check this box if no longer subject to Section 16.", "Check box if no longer subject to Section 16. Form 4 or Form 5 "
                "obligations may continue.", "Check this box if no longer subject to Section 16")  # fmt: skip
_SIGNER = ("**Signature of Reporting Person", "Signature of Reporting Person", "** Signature of Reporting Person(s)",
           "SIGNATURE OF REPORTING PERSON", "(Signature)", "Reporting Person")  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The wording of one filing."""

    numbers: str = "{n}. "
    ending: str = ""  # after a caption
    capitals: bool = False
    boxes: dict[int, str] = field(default_factory=lambda: {n: texts[0] for n, texts in _BOXES.items()})
    roles: dict[str, str] = field(default_factory=lambda: {label: texts[0] for label, texts in _ROLES.items()})
    agency: str = _AGENCIES[0]
    city: str = _CITIES[0]
    title: str = _TITLES[0]
    tables: tuple[str, str] = (f"Table I - {_TABLES['1'][0]}", f"Table II - {_TABLES['2'][0]}")
    examples: str = _EXAMPLES
    notes: str = _NOTES[0]
    not_subject: str = _NOT_SUBJECT[0]
    signer: str = _SIGNER[0]

    def caption(self, number: int) -> str:
        text = self.boxes[number]
        return self.numbers.format(n=number) + (text.upper() if self.capitals else text) + self.ending


def own(era: str) -> Words:
    """The words of the SEC's own form of this era."""
    when = "Month/Year" if era == "1996" else "Month/Day/Year"
    boxes = {n: texts[0].format(when=when) for n, texts in _BOXES.items()}
    return Words(boxes=boxes if era == "1996" else {**boxes, 3: _BOXES[3][1]})


def choose(rng: random.Random, era: str) -> Words:
    """The words of a filing of this era."""
    when = (
        rng.choice(("Month/Year", "Month/Year", "Month/Year", "month and year")) if era == "1996" else "Month/Day/Year"
    )
    name = rng.choice(_TABLE_NAMES)
    return Words(
        numbers=rng.choice(_NUMBERS),
        ending=rng.choice(("", "", ":")),
        capitals=rng.random() < 0.25,
        boxes={n: rng.choice(texts).format(when=when) for n, texts in _BOXES.items()},
        roles={label: rng.choice(texts) for label, texts in _ROLES.items()},
        agency=rng.choice(_AGENCIES),
        city=rng.choice(_CITIES),
        title=rng.choice(_TITLES),
        tables=(name.format(n="I") + rng.choice(_TABLES["1"]), name.format(n="II") + rng.choice(_TABLES["2"])),
        examples=rng.choice((_EXAMPLES, _EXAMPLES, "")),
        notes=rng.choice(_NOTES),
        not_subject=rng.choice(_NOT_SUBJECT),
        signer=rng.choice(_SIGNER),
    )
