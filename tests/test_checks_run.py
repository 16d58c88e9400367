import time
from decimal import Decimal

from checks_samples import checked, sound, spoilt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4ml.checks import RULES, issuer_symbol, run
from form4ml.record import Address, Filing, Footnote, Issuer, Owner, PriceRange, Row, Signature


def test_nothing_is_found_in_a_sound_record() -> None:
    assert run(Filing.model_validate(sound())) == []


def test_every_rule_is_named_once_and_says_what_it_is_for() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)  # type: ignore[attr-defined]
    assert all(rule.__doc__ for rule in RULES)


def test_an_empty_record_is_answered() -> None:
    assert {one.rule for one in run(Filing())} >= {"issuer-known", "owners-filled", "signed", "tables-filled"}


def test_errors_come_first() -> None:
    severities = [
        one.severity
        for one in run(
            spoilt(
                {"document_type": "5", "joint_filing": True, "non_derivative_transactions/0/price_per_share": "60000"}
            )
        )
    ]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_a_list_of_symbols_of_ones_own() -> None:
    rule = issuer_symbol(lambda name: ["HLIT", "HLIT.W"])
    assert checked(rule, spoilt()) == []
    assert [one.rule for one in checked(rule, spoilt({"issuer/trading_symbol": "HL1T"}))] == ["issuer-symbol"]
    assert issuer_symbol(lambda name: [])(spoilt()) is not None
    assert any(one.rule == "issuer-symbol" for one in run(spoilt({"issuer/trading_symbol": "HL1T"}), [rule]))


WORD = (
    st.none()
    | st.sampled_from(
        ["", "A", "D", "I", "S", "M", "F1", "Quill Ada", "Harbor LLC", "NH", "03801", "4/A", "10b5-1 not"]
    )
    | st.text(max_size=12)
)
DAY = (
    st.none()
    | st.dates().map(str)
    | st.sampled_from(["2024-05", "2024-02-30", "0000-00-00", ""])
    | st.text(max_size=10)
)
AMOUNT = (
    st.none()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.sampled_from([Decimal("0E-9999"), Decimal("1E+9999"), Decimal(-1)])
)
FLAG = st.none() | st.booleans()
NOTES = st.dictionaries(
    st.sampled_from(["shares", "price_per_share", "a/b~"]),
    st.lists(st.sampled_from(["F1", "F2", ""]), max_size=3),
    max_size=2,
)
ROW = st.builds(
    Row, security_title=WORD, conversion_or_exercise_price=AMOUNT, transaction_date=DAY, transaction_code=WORD, shares=AMOUNT,
    transaction_total_value=AMOUNT, price_per_share=AMOUNT, acquired_disposed=WORD, exercise_date=DAY, expiration_date=DAY, underlying_shares=AMOUNT,
    underlying_value=AMOUNT, shares_owned_following=AMOUNT, value_owned_following=AMOUNT, direct_or_indirect=WORD, nature_of_ownership=WORD,
    footnotes=NOTES, reported_early=FLAG, origin=st.sampled_from(["table", "footnote"]),
)  # fmt: skip
RANGE = st.builds(
    PriceRange, low=AMOUNT.filter(lambda one: one is not None), high=AMOUNT.filter(lambda one: one is not None)
)
NOTE = st.builds(Footnote, id=st.sampled_from(["F1", "F2", "", "x"]), text=WORD, price_ranges=st.lists(RANGE, max_size=2),
                 plan_adoption_dates=st.lists(DAY.filter(bool), max_size=2), plan_modification_dates=st.lists(DAY.filter(bool), max_size=1))  # fmt: skip
OWNER = st.builds(Owner, name=WORD, cik=WORD, address=st.builds(Address, state=WORD, zip_code=WORD), is_director=FLAG, is_officer=FLAG, is_other=FLAG,
                  officer_title=WORD, other_text=WORD)  # fmt: skip
SIGNATURE = st.builds(Signature, name=WORD, date=DAY, agent=WORD, principal=WORD, capacity=WORD)
FILING = st.builds(
    Filing, document_type=WORD, period_of_report=DAY, date_of_original_submission=DAY, not_subject_to_section16=FLAG, aff10b5_one=FLAG,
    issuer=st.builds(Issuer, name=WORD, trading_symbol=WORD), reporting_owners=st.lists(OWNER, max_size=3), joint_filing=FLAG,
    non_derivative_transactions=st.lists(ROW, max_size=4), non_derivative_holdings=st.lists(ROW, max_size=1), derivative_transactions=st.lists(ROW, max_size=3),
    derivative_holdings=st.lists(ROW, max_size=1), footnotes=st.lists(NOTE, max_size=3), remarks=WORD, signatures=st.lists(SIGNATURE, max_size=2),
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(FILING)
def test_never_raises(filing: Filing) -> None:
    for rule in RULES:
        checked(rule, filing)
    run(filing)


def test_numbers_that_are_none_are_passed_over() -> None:
    filing = spoilt()
    for value in ("NaN", "sNaN", "Infinity", "-Infinity"):
        for row in (*filing.non_derivative_transactions, *filing.derivative_transactions):
            row.shares = row.price_per_share = row.shares_owned_following = row.underlying_shares = Decimal(value)
        filing.footnotes[0].price_ranges[0].low = Decimal(value)
        run(filing)


def test_fast() -> None:
    filing = spoilt()
    run(filing)
    start = time.process_time()
    for _ in range(50):
        run(filing)
    assert (time.process_time() - start) / 50 < 0.003  # a millisecond, with room for a busy machine
