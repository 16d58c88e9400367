"""Days that were not read, and that the period or nothing tells."""

from __future__ import annotations

from typing import Any

from checks_samples import spoilt
from correct_samples import corrected

from form4ml.assembly.builder import get_at

UNREAD = "/non_derivative_transactions/0/transaction_date"


def made(**more: Any) -> Any:
    later = {
        f"{table}/transaction_date": "2024-05-07"
        for table in ("non_derivative_transactions/1", "derivative_transactions/0")
    }
    codes = {"non_derivative_transactions/0/transaction_code": "A"}
    undecided = more.pop("undecided", None)
    return corrected(spoilt({UNREAD[1:]: None} | later | codes | more), undecided=undecided)


def test_the_one_unread_day_is_the_period_that_no_other_trade_is_of() -> None:
    builder = made()
    assert get_at(builder.filing, UNREAD) == "2024-05-06"
    assert builder.proofs[UNREAD].made_by == "rule:period-is-earliest"


def test_an_unread_day_stays_unread_where_another_trade_is_of_the_period_or_of_no_day() -> None:
    for other in ("2024-05-06", "2024-05-03", None):
        builder = made(**{"non_derivative_transactions/1/transaction_date": other})
        assert get_at(builder.filing, UNREAD) is None, other
    early = made(**{"non_derivative_transactions/0/reported_early": True})
    assert get_at(early.filing, UNREAD) is None
    said = made(undecided={UNREAD: ("05/08", ["2024-05-08"])})
    assert get_at(said.filing, UNREAD) == "2024-05-08"  # what was read there goes first


def test_a_month_alone_is_a_day_torn() -> None:
    torn = corrected(spoilt({UNREAD[1:]: "2024-05"}))
    assert torn.proofs[UNREAD].signals.contradicted
    old = spoilt({UNREAD[1:]: "1999-05"})
    for table in ("non_derivative_transactions", "derivative_transactions"):
        for row in getattr(old, table):
            row.transaction_date = "1999-05"
    old.period_of_report, old.signatures[0].date = "1999-05", "1999-06-08"
    assert not corrected(old).proofs[UNREAD].signals.contradicted
