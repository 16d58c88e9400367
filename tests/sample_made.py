"""A hand-written filing that has something in every place of the form, for the tests of the page half of synthesis."""

from __future__ import annotations

from decimal import Decimal

from form4ml.record import Address, Filing, Footnote, Issuer, Owner, PriceRange, Row, Signature
from form4ml.synthesis.made import Made, NoteSpan

PLAN = (
    "The sales reported in this Form 4 were effected pursuant to a Rule 10b5-1 trading plan adopted by the reporting "
    "person on November 29, 2017 to satisfy tax withholding obligations upon vesting of restricted stock."
)
RANGE = (
    "The price reported in Column 4 is a weighted average price. These shares were sold in multiple transactions at "
    "prices ranging from $1.17 to $1.26, inclusive. The reporting person undertakes to provide full information "
    "regarding the number of shares sold at each separate price upon request."
)
REMARKS = "Exhibit List: Exhibit 24 - Power of Attorney. President, Chief Executive Officer and Director."


def _span(text: str, words: str, label: str) -> NoteSpan:
    start = text.index(words)
    return NoteSpan(start, start + len(words), label)


def sample_made(era: str = "2023", owners: int = 2) -> Made:
    """One issuer, up to three owners, both tables, notes, remarks and two signatures."""
    people = [
        Owner(
            name="VANDERHOEVEN MARCUS J",
            address=Address(
                street1="C/O NORTHLIGHT INSTRUMENTS, INC.",
                street2="4100 HARBOR POINT DRIVE, SUITE 210",
                city="MADISON",
                state="WI",
                zip_code="53716",
            ),
            is_director=True,
            is_officer=True,
            is_ten_percent_owner=False,
            is_other=False,
            officer_title="President and CEO",
        ),
        Owner(
            name="Vanderhoeven Family Trust dated June 1, 2009",
            address=Address(street1="77 BIRCH LANE", city="Verona", state="WI", zip_code="53593-1203"),
            is_director=False,
            is_officer=False,
            is_ten_percent_owner=True,
            is_other=True,
            other_text="Member of 13(d) group",
        ),
        Owner(
            name="Harbor Point Capital Partners IV, L.P.",
            address=Address(street1="1 MAIN STREET", city="BOSTON", state="MA", zip_code="02110"),
            is_ten_percent_owner=True,
            is_director=False,
            is_officer=False,
            is_other=False,
        ),
    ][:owners]
    trades = [
        Row(
            security_title="Common Stock, par value $0.00001",
            transaction_date="2024-03-12",
            deemed_execution_date="2024-03-13",
            transaction_code="S",
            equity_swap=False,
            reported_early=False,
            shares=Decimal("34000"),
            price_per_share=Decimal("1.17"),
            acquired_disposed="D",
            shares_owned_following=Decimal("1240118.5"),
            direct_or_indirect="D",
            footnotes={"transaction_code": ["F1"], "price_per_share": ["F2", "F3"]},
        ),
        Row(
            security_title="Common Stock, par value $0.00001",
            transaction_date="2024-03-11",
            transaction_code="G",
            equity_swap=False,
            reported_early=True,
            shares=Decimal("500"),
            price_per_share=Decimal("0"),
            acquired_disposed="D",
            shares_owned_following=Decimal("80000"),
            direct_or_indirect="I",
            nature_of_ownership="By Vanderhoeven Family Trust, of which the reporting person is a co-trustee",
            footnotes={"nature_of_ownership": ["F3"]},
        ),
        Row(
            security_title="Class B Common Stock",
            transaction_date="2024-03-12",
            transaction_code="M",
            equity_swap=True,
            reported_early=False,
            shares=Decimal("12500.25"),
            acquired_disposed="A",
            shares_owned_following=Decimal("12500.25"),
            direct_or_indirect="D",
            footnotes={"price_per_share": ["F3"]},
        ),
    ]
    holdings = [
        Row(
            security_title="Class A Common Stock",
            value_owned_following=Decimal("15000"),
            direct_or_indirect="I",
            nature_of_ownership="By 401(k) Plan",
        )
    ]
    derivatives = [
        Row(
            security_title="Employee Stock Option (right to buy)",
            conversion_or_exercise_price=Decimal("14.35"),
            transaction_date="2024-03-12",
            transaction_code="M",
            equity_swap=False,
            reported_early=False,
            shares=Decimal("12500.25"),
            acquired_disposed="D",
            price_per_share=Decimal("0"),
            exercise_date="2020-02-01",
            expiration_date="2029-02-01",
            underlying_title="Class B Common Stock",
            underlying_shares=Decimal("12500.25"),
            shares_owned_following=Decimal("37500"),
            direct_or_indirect="D",
            footnotes={"exercise_date": ["F1"], "shares": ["F2"]},
        ),
        Row(
            security_title="Restricted Stock Units",
            transaction_date="2024-03-12",
            transaction_code="A",
            shares=Decimal("9000"),
            acquired_disposed="A",
            price_per_share=Decimal("0"),
            underlying_title="Common Stock",
            underlying_shares=Decimal("9000"),
            shares_owned_following=Decimal("9000"),
            direct_or_indirect="D",
            footnotes={
                "conversion_or_exercise_price": ["F1"],
                "exercise_date": ["F2", "F3"],
                "expiration_date": ["F2", "F3"],
            },
        ),
    ]
    derivative_holdings = [
        Row(
            security_title="Convertible Preferred Stock, Series C",
            underlying_title="Common Stock",
            underlying_shares=Decimal("1000000"),
            shares_owned_following=Decimal("1000000"),
            direct_or_indirect="I",
            nature_of_ownership="By Partnership",
            footnotes={"conversion_or_exercise_price": ["F3"], "exercise_date": ["F3"], "expiration_date": ["F3"]},
        )
    ]
    plain = "Shares held of record by the trust; the reporting person disclaims beneficial ownership."
    filing = Filing(
        document_type="4/A",
        period_of_report="2024-03-11",
        date_of_original_submission="2024-03-14",
        not_subject_to_section16=True,
        aff10b5_one=True if era in ("2023", "2026") else None,
        #
        issuer=Issuer(name="Northlight Instruments, Inc.", trading_symbol="NLTI"),
        reporting_owners=people,
        joint_filing=owners > 1,
        non_derivative_transactions=trades,
        non_derivative_holdings=holdings,
        derivative_transactions=derivatives,
        derivative_holdings=derivative_holdings,
        footnotes=[
            Footnote(id="F1", text=PLAN, plan_adoption_dates=["2017-11-29"]),
            Footnote(id="F2", text=RANGE, price_ranges=[PriceRange(low=Decimal("1.17"), high=Decimal("1.26"))]),
            Footnote(id="F3", text=plain),
        ],
        remarks=REMARKS,
        signatures=[
            Signature(name="Christina Blake, attorney-in-fact for Marcus Vanderhoeven", date="2024-03-18"),
            Signature(name="Marcus Vanderhoeven, Trustee", date="2024-03-18"),
        ][: max(1, owners)],
    )
    return Made(
        name="sample",
        era=era,
        filing=filing,
        note_spans={
            "F1": (_span(PLAN, "November 29, 2017", "PLAN_ADOPTION_DATE"),),
            "F2": (_span(RANGE, "$1.17 to $1.26", "PRICE_RANGE"),),
        },
    )
