"""The check box for Rule 10b5-1 plans, where its cross cannot be read and the notes say what it stands for."""

from __future__ import annotations

from form4ml.assembly.correct_readings import Readings
from form4ml.checks.plan import AMENDED_RULE, BOX_SINCE, tells_plan

_BOX = "/aff10b5_one"


def plan_box(readings: Readings) -> None:
    """The box says that a trade was made under a plan: so does a note that affirms one adopted under the amended rule."""
    filing = readings.filing
    if filing.aff10b5_one is not None or readings.builder.absent.get(_BOX) == "not-on-form":
        return
    trades = [*filing.non_derivative_transactions, *filing.derivative_transactions]
    days = [filing.period_of_report, *(row.transaction_date for row in trades)]
    if not trades or max((day for day in days if day), default="") < BOX_SINCE:
        return  # older trades printed on a newer form have no such box
    adopted = [day for note in filing.footnotes for day in note.plan_adoption_dates]
    if adopted and max(adopted) < AMENDED_RULE:
        return
    for at, note in enumerate(filing.footnotes):
        if tells_plan(note.text or ""):
            readings.infer(_BOX, True, "plan-in-notes", f"/footnotes/{at}/text")
            return
