"""Rules on Rule 10b5-1 plans: the check box against what the notes say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from form4ml.checks.values import before, finding
from form4ml.record import Filing, Finding

BOX_SINCE = "2023-04-01"  # the form has the box from this day on
AMENDED_RULE = "2023-02-27"  # plans adopted before it need no check
# "10b5-1" and what OCR and typing make of it; a bare 10b-5 is another rule.
_RULE = re.compile(r"[1lI|][0Oo]\s?[bB]\s?[5Ss]\s?[-–—‐‑]?\s?[1lI|](?!\d)")
_NOT = re.compile(
    r"(?i)\b(?:not|neither|nor|no longer|without|outside)\b(?:(?!\b(?:but|instead|rather)\b)[^.;]){0,80}$"
)


def tells_plan(text: str) -> bool | None:
    """True where a text says that a trade was made under a Rule 10b5-1 plan, False where it denies it, None where neither."""
    said: bool | None = None
    for found in _RULE.finditer(text):
        if not _NOT.search(text, max(0, found.start() - 120), found.start()):
            return True
        said = False
    return said


def _told(filing: Filing) -> list[tuple[str, bool, bool]]:
    """Pointer, whether the note affirms a plan, and whether it names an adoption date."""
    found: list[tuple[str, bool, bool]] = []
    for index, note in enumerate(filing.footnotes):
        said = tells_plan(note.text or "")
        if said is None and note.plan_adoption_dates:
            said = True
        if said is not None:
            found.append((f"/footnotes/{index}/text", said, bool(note.plan_adoption_dates)))
    said = tells_plan(filing.remarks or "")
    if said is not None:
        found.append(("/remarks", said, False))
    return found


def plan_box(filing: Filing) -> Iterator[Finding]:
    """The box is checked where a note tells of a plan under the amended rule, and a note then names the plan."""
    box = filing.aff10b5_one
    if box is None:
        return
    told = _told(filing)
    affirmed = [pointer for pointer, said, _ in told if said]
    if box and not affirmed:
        denied = [pointer for pointer, said, _ in told if not said]
        if denied:
            yield finding(
                "plan-box",
                "warning",
                "The Rule 10b5-1(c) box is checked, but the notes say that no such plan was used.",
                ["/aff10b5_one", *denied],
            )
        else:
            yield finding(
                "plan-box",
                "info",
                "The Rule 10b5-1(c) box is checked, but no note or remark names a plan.",
                ["/aff10b5_one"],
            )
    if box and affirmed and not any(dated for _, said, dated in told if said):
        yield finding(
            "plan-date",
            "info",
            "The Rule 10b5-1(c) box is checked, but no note gives the date on which the plan was adopted.",
            ["/aff10b5_one", *affirmed],
        )
    if not box and affirmed:
        yield from _unchecked(filing, affirmed)


def _unchecked(filing: Filing, affirmed: list[str]) -> Iterator[Finding]:
    dates = [adopted for note in filing.footnotes for adopted in note.plan_adoption_dates]
    if any(before(AMENDED_RULE, adopted) for adopted in dates):
        told = f"A note names a Rule 10b5-1 plan adopted on {max(dates)}, but the box for such plans is not checked."
        yield finding("plan-box", "info", told, ["/aff10b5_one", *affirmed])
    elif not dates:
        yield finding(
            "plan-box",
            "info",
            "A note speaks of a Rule 10b5-1 plan, but the box for such plans is not checked.",
            ["/aff10b5_one", *affirmed],
        )


def box_on_the_form(filing: Filing) -> Iterator[Finding]:
    """Forms older than April 2023 have no Rule 10b5-1(c) box."""
    signed = [sign.date for sign in filing.signatures if sign.date]
    if filing.aff10b5_one and signed and all(before(date, BOX_SINCE) for date in signed):
        told = f"The Rule 10b5-1(c) box is read as checked, but the form was signed on {max(signed)}, before it had that box."
        yield finding("box-on-the-form", "warning", told, ["/aff10b5_one"])
