"""Which form the words show: Form 3, 5, 144 and schedules are named, a Form 4 never is one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from form4ml.reading import read
from form4ml.reading.other_forms import what_form

SHARED = Path(__file__).parents[2] / "shared" / "filings"

FORM_4 = """FORM 4
Check this box if no
longer subject to
Section 16. Form 4 or
Form 5 obligations
may continue.
UNITED STATES SECURITIES AND EXCHANGE COMMISSION
STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES
3. Date of Earliest Transaction (Month/Day/Year)
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.
"""
OTHERS = {
    "3": """FORM 3
UNITED STATES SECURITIES AND EXCHANGE COMMISSION
INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES
2. Date of Event Requiring Statement (Month/Day/Year)
Table I - Non-Derivative Securities Beneficially Owned
""",
    "5": """FORM 5
[ ] Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue.
[ ] Form 3 Holdings Reported
[ ] Form 4 Transactions Reported
ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP OF SECURITIES
3. Statement for Issuer's Fiscal Year Ended (Month/Day/Year)
""",
    "144": """UNITED STATES SECURITIES AND EXCHANGE COMMISSION
FORM 144
NOTICE OF PROPOSED SALE OF SECURITIES
PURSUANT TO RULE 144 UNDER THE SECURITIES ACT OF 1933
Aggregate Market Value   Approximate Date of Sale
""",
    "13D": """SECURITIES AND EXCHANGE COMMISSION
SCHEDULE 13D
Under the Securities Exchange Act of 1934
CUSIP No. 12345
7 SOLE VOTING POWER  9 SOLE DISPOSITIVE POWER
""",
    "8-K": "FORM 8-K\nCURRENT REPORT\nPursuant to Section 13 or 15(d)\n",
}


@pytest.mark.parametrize("form", OTHERS)
def test_another_form_is_named(form: str) -> None:
    assert what_form(read(OTHERS[form].encode())) == form


@pytest.mark.parametrize(
    ("form", "swaps"),
    [
        ("3", (("INITIAL", "INlTlAL"), ("BENEFICIAL", "BENEF1CIAL"), ("Event", "Evcnt"))),
        ("5", (("ANNUAL", "ANNUA1"), ("FORM 5", "FORM S"), ("OWNERSHIP", "OWNERSHlP"))),
        ("144", (("PROPOSED", "PR0POSED"), ("FORM 144", "FORM l44"))),
    ],
)
def test_misread_letters_do_not_hide_it(form: str, swaps: tuple[tuple[str, str], ...]) -> None:
    text = OTHERS[form]
    for good, bad in swaps:
        text = text.replace(good, bad)
    assert what_form(read(text.encode())) == form


@pytest.mark.parametrize(
    "more",
    [
        "",
        "(1) The reporting person filed a Form 3 and Form 5 for these shares.",
        "(1) See the Schedule 13D filed in respect of the Issuer. CUSIP No. 12345",
        "(1) As reported in the annual statement of changes in beneficial ownership on Form 5.",
        "Form 5 obligations",
        "FORM 3",
    ],
)
def test_a_form_4_is_none_of_them(more: str) -> None:
    assert what_form(read((FORM_4 + more + "\n").encode())) is None


def test_words_that_show_no_form_are_no_other_form() -> None:
    assert what_form(read(b"Dear shareholder, our annual statement is enclosed. Form 5 will follow.\n")) is None


@pytest.mark.parametrize(
    ("stated", "form"), [("4", None), ("4/A", None), ("3", "3"), ("5/A", "5"), ("SC 13D/A", "13D")]
)
def test_what_the_container_states_decides(stated: str, form: str | None) -> None:
    header = f"<SEC-DOCUMENT>\n<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t{stated}\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>{stated}\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>"
    assert what_form(read(header.encode())) == form


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared filings")
def test_no_real_form_4_is_taken_for_another() -> None:
    paths = [*(SHARED / "text").glob("*.txt"), *(SHARED / "other").glob("*.txt")]
    assert paths
    assert {path.name: form for path in paths if (form := what_form(read(path)))} == {}
