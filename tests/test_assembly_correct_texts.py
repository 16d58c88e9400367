"""A garbled title or nature yields to what the other rows print."""

from itertools import zip_longest

import pytest
from correct_samples import builder_of
from hypothesis import given, settings
from hypothesis import strategies as st

from form4ml.assembly.builder import Builder
from form4ml.assembly.correct_readings import Readings
from form4ml.assembly.correct_texts import _garbles, repeated_texts
from form4ml.record import Filing, Footnote, Row


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("class common", "class a common stock"),
        ("class b common common stock", "class b common stock"),
        ("by alder technology 1 partners xi, lp", "by alder technology partners xi, lp"),
        ("restricted stoek units", "restricted stock units"),
    ],
)
def test_may_be_the_same(read: str, printed: str) -> None:
    assert _garbles(read, printed)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("class b common stock", "class a common stock"),
        ("by alder fund ii, lp", "by alder fund iii, lp"),
        ("by alder 2010 fund, lp", "by alder 2011 fund, lp"),
        ("by spouse", "by trust"),
        ("stock", "class a common stock"),
    ],
)
def test_is_another(read: str, printed: str) -> None:
    assert not _garbles(read, printed)


def rows(*titles: str, natures: tuple[str | None, ...] = ()) -> Filing:
    found = [
        Row(security_title=title, nature_of_ownership=nature)
        for title, nature in zip_longest(titles, natures, fillvalue=None)
    ]
    return Filing(non_derivative_transactions=found)


def told(filing: Filing, *doubtful: str) -> Builder:
    """The filing's texts decided, those at the pointers having been read in doubt."""
    builder = builder_of(filing)
    for pointer in doubtful:
        proof = builder.proofs[pointer]
        proof.signals = proof.signals.but(tag=0.6, ocr=0.4)
    repeated_texts(Readings(builder))
    return builder


AT = "/non_derivative_transactions/{}/{}"


def test_a_title_garbled_alone_is_the_others() -> None:
    pointer = AT.format(3, "security_title")
    builder = told(
        rows("Class B Common Stock", "Class B Common Stock", "Class B Common Stock", "Ciass B ommon Stak"), pointer
    )
    assert builder.filing.non_derivative_transactions[3].security_title == "Class B Common Stock"
    assert builder.proofs[pointer].made_by == "corrected:as-in-other-rows"
    assert builder.proofs[pointer].alternatives[0] == "Ciass B ommon Stak"


def test_a_title_that_most_filers_use() -> None:
    builder = told(rows("mmon Stock"), AT.format(0, "security_title"))
    assert builder.filing.non_derivative_transactions[0].security_title == "Common Stock"
    assert builder.proofs[AT.format(0, "security_title")].made_by == "corrected:usual-text"


def test_between_two_classes_nothing_is_decided() -> None:
    filing = rows("Class A Common Stock", "Class B Common Stock", "Class Common Stock")
    builder = told(filing, AT.format(2, "security_title"))
    assert builder.filing.non_derivative_transactions[2].security_title == "Class Common Stock"


@pytest.mark.parametrize(
    "title", ["Class B Common Stock", "Restricted Stock", "Series D Preferred Stock", "Alder Units"]
)
def test_another_title_stays_however_often_a_like_one_stands(title: str) -> None:
    others = {"Class B Common Stock": "Class A Common Stock", "Restricted Stock": "Restricted Stock Units",
              "Series D Preferred Stock": "Series C Preferred Stock", "Alder Units": "Alder Shares"}  # fmt: skip
    builder = told(rows(*[others[title]] * 4, title))
    assert builder.filing.non_derivative_transactions[4].security_title == title


def test_a_fund_that_the_notes_name() -> None:
    filing = rows("Common Stock", natures=("By Alder Crowth oe Fund IV, L.P.",))
    filing.footnotes = [
        Footnote(id="F1", text="Shares held by Alder Growth Fund IV, L.P. and Birch Partners III, LLC.")
    ]
    pointer = AT.format(0, "nature_of_ownership")
    builder = told(filing, pointer)
    assert builder.filing.non_derivative_transactions[0].nature_of_ownership == "By Alder Growth Fund IV, L.P."


def test_points_are_put_back_as_the_notes_print_them() -> None:
    filing = rows("Common Stock", natures=("By Alder Growth Fund IV, LP",))
    filing.footnotes = [Footnote(id="F1", text="Shares held by Alder Growth Fund IV, L.P. for its partners.")]
    builder = told(filing, AT.format(0, "nature_of_ownership"))
    assert builder.filing.non_derivative_transactions[0].nature_of_ownership == "By Alder Growth Fund IV, L.P."
    assert told(filing.model_copy(deep=True)).proofs[AT.format(0, "nature_of_ownership")].made_by == "tagged"


@pytest.mark.parametrize("nature", ["By Alder Fund II, L.P.", "By Trust", "By Daughter", "By Alder Growth Fund, L.P."])
def test_another_nature_stays(nature: str) -> None:
    others = ("By Alder Fund III, L.P.", "By Family Trust", "By Spouse", "By Alder Growth Partners Fund, L.P.")
    builder = told(rows(*["Common Stock"] * 9, natures=(*others, *others, nature)), AT.format(8, "nature_of_ownership"))
    assert builder.filing.non_derivative_transactions[8].nature_of_ownership == nature


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=6), st.booleans())
def test_never_raises(texts: list[str], doubtful: bool) -> None:
    filing = rows(*texts, natures=tuple(reversed(texts)))
    pointers = [
        AT.format(at, name)
        for at, row in enumerate(filing.non_derivative_transactions)
        for name in ("security_title", "nature_of_ownership")
        if getattr(row, name) is not None
    ]
    told(filing, *(pointers if doubtful else []))


def test_a_title_that_breaks_off_is_the_whole_one() -> None:
    second = "/non_derivative_transactions/1/security_title"
    builder = told(rows("Class B Common Stock", "Class B Common", "Class B Common Stock"), second)
    assert [row.security_title for row in builder.filing.non_derivative_transactions] == ["Class B Common Stock"] * 3
    assert builder.proofs[second].made_by == "corrected:as-in-other-rows"
    assert told(rows("Common Stock", "Common")).filing == rows("Common Stock", "Common")  # both were surely read
    builder = told(rows("Class B Common Stock", "Class A Common"), second)
    assert builder.filing.non_derivative_transactions[1].security_title != "Class B Common Stock"


def test_a_title_that_ran_into_the_next_cell_is_cut_where_it_is_whole() -> None:
    run = "Class B Common Stock Common Stock"
    at = "/non_derivative_transactions/0/security_title"
    builder = told(rows(run), at)
    assert builder.filing.non_derivative_transactions[0].security_title == "Class B Common Stock"
    assert not builder.proofs[at].signals.supported
    assert told(rows(run)).filing.non_derivative_transactions[0].security_title == run  # read for sure


@pytest.mark.parametrize("title", ["Class A Common Stock", "Class B Common", "Common Stock Warrants"])
def test_a_title_that_is_whole_or_breaks_off_is_not_cut(title: str) -> None:
    builder = told(rows(title), "/non_derivative_transactions/0/security_title")
    stands = builder.filing.non_derivative_transactions[0].security_title
    assert stands is not None and stands.startswith(title)


def seen_throughout(*rest: Row) -> list[str | None]:
    noted = [Row(direct_or_indirect="I", nature_of_ownership="See footnote") for _ in range(3)]
    filing = Filing(non_derivative_transactions=[*noted, *rest])
    at = [f"/non_derivative_transactions/{n}/nature_of_ownership" for n in range(3, 3 + len(rest))]
    builder = builder_of(filing, undecided={pointer: ("fe ore", []) for pointer, row in zip(at, rest, strict=True) if not row.nature_of_ownership})  # fmt: skip
    repeated_texts(Readings(builder))
    return [row.nature_of_ownership for row in builder.filing.non_derivative_transactions[3:]]


def test_a_cell_that_cannot_be_read_says_what_all_others_say() -> None:
    assert seen_throughout(Row(direct_or_indirect="I")) == ["See footnote"]


def test_a_cell_of_direct_ownership_or_beside_other_natures_stays_unread() -> None:
    assert seen_throughout(Row(direct_or_indirect="D"), Row()) == [None, None]
    assert seen_throughout(Row(direct_or_indirect="I"), Row(direct_or_indirect="I", nature_of_ownership="By Trust"))[0] is None  # fmt: skip


def test_a_strange_word_is_what_the_other_rows_have() -> None:
    at = "/non_derivative_transactions/2/nature_of_ownership"
    fund, other = "By Brillmont Growth Fund IV, L.P.", "By Brillmont Seed Fund II, L.P."
    garbled = "By Brilmont Early Fund V, L.P."
    builder = told(rows(*[None] * 3, natures=(fund, other, garbled)), at)  # type: ignore[arg-type]
    assert builder.filing.non_derivative_transactions[2].nature_of_ownership == "By Brillmont Early Fund V, L.P."


def test_an_end_that_was_garbled_is_that_of_all_others() -> None:
    at = "/non_derivative_transactions/3/nature_of_ownership"
    natures = tuple(f"By Brillmont Fund {n}, L.P." for n in ("II", "III", "IV"))
    builder = told(rows(*[None] * 4, natures=(*natures, "By Brillmont Fund VI, Lew")), at)  # type: ignore[arg-type]
    assert builder.filing.non_derivative_transactions[3].nature_of_ownership == "By Brillmont Fund VI, L.P."
