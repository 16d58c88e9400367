import pytest

from form4ml.normalize.signatures import signature

ADA, BEN = "Ada Quill", "Ben Harbor"


@pytest.mark.parametrize(
    ("line", "name", "agent", "principal", "capacity"),
    [
        ("/s/ Ada Quill", ADA, None, None, None),
        ("Ada Quill", ADA, None, None, None),
        ("/S/ Ada Quill", ADA, None, None, None),
        ("Is/ Ada Quill", ADA, None, None, None),
        ("lsl Ada Quill", ADA, None, None, None),
        ("/s/ Ben Harbor, Attorney-in-Fact", "Ben Harbor, Attorney-in-Fact", BEN, None, "Attorney-in-Fact"),
        ("Ben Harbor, attorney-in-fact", "Ben Harbor, attorney-in-fact", BEN, None, "attorney-in-fact"),
        ("/s/ Ben Harbor as Attorney-in-Fact for Ada Quill", "Ben Harbor as Attorney-in-Fact for Ada Quill", BEN, ADA, "Attorney-in-Fact"),
        ("Ben Harbor Attorney-in-fact for Ada Quill", "Ben Harbor Attorney-in-fact for Ada Quill", BEN, ADA, "Attorney-in-fact"),
        ("Ada Quill, by Ben Harbor, Attorney-In-Fact", "Ada Quill, by Ben Harbor, Attorney-In-Fact", BEN, ADA, "Attorney-In-Fact"),
        ("Ben Harbor, as Attorney-in-Fact for ADA QUILL", "Ben Harbor, as Attorney-in-Fact for ADA QUILL", BEN, "ADA QUILL", "Attorney-in-Fact"),
        ("/s/ by Ben Harbor, Attorney-in-Fact", "by Ben Harbor, Attorney-in-Fact", BEN, None, "Attorney-in-Fact"),
        ("Ben Harbor, by Power of Attorney", "Ben Harbor, by Power of Attorney", BEN, None, "Power of Attorney"),
        ("/s/ Ben Harbor, by pow", "Ben Harbor, by pow", BEN, None, "pow"),
        ("Ada Quill\nBy: /s/ Ben Harbor\nAttorney in Fact", "Ada Quill By: /s/ Ben Harbor Attorney in Fact", BEN, ADA, "Attorney in Fact"),
        ("Ben Harbor by Power of Attorney for Ada Quill", "Ben Harbor by Power of Attorney for Ada Quill", BEN, ADA, "Power of Attorney"),
        ("By: Ben Harbor, Attorney-In-Fact For: Ada Quill", "By: Ben Harbor, Attorney-In-Fact For: Ada Quill", BEN, ADA, "Attorney-In-Fact"),
        ("/s/ Ben Harbor on behalf of Ada Quill", "Ben Harbor on behalf of Ada Quill", BEN, ADA, None),
        ("/s/ Ada Quill, President", "Ada Quill, President", None, None, "President"),
        ("Light Fund, L.P., By: Light GP, LLC, its general partner, By: /s/ Ben Harbor, Authorized Signatory",
         "Light Fund, L.P., By: Light GP, LLC, its general partner, By: /s/ Ben Harbor, Authorized Signatory", BEN, "Light Fund, L.P.", "Authorized Signatory"),
        ("Ada Quill, By: /s/ Ada Quill", "Ada Quill, By: /s/ Ada Quill", None, None, None),
    ],
)  # fmt: skip
def test_signature(line: str, name: str, agent: str | None, principal: str | None, capacity: str | None) -> None:
    assert signature(line).value == (name, agent, principal, capacity)


@pytest.mark.parametrize("line", ["", "/s/", "___", "By:", "12345"])
def test_no_name(line: str) -> None:
    assert signature(line).value is None
    assert signature(line).why


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Ann Poole, Attomey-in- fact for Ruth Alden", "Ann Poole, Attorney-in-fact for Ruth Alden"),
        ("Ann Poole, attorney- \\-fact", "Ann Poole, attorney-in-fact"),
        ("Ann Poole, Attorney-in-j Fact", "Ann Poole, Attorney-in-Fact"),
        ("Ann Poole, Attomey- [n-Fact", "Ann Poole, Attorney-in-Fact"),
        ("Ann Poole, by power of attomeyforRuth Alden", "Ann Poole, by power of attorney for Ruth Alden"),
        ("( sLJune Poole", "June Poole"),
        ("‘s/Ruth Alden", "Ruth Alden"),
        ("Todd A: Alden", "Todd A. Alden"),
        ("Ruth Alden oe", "Ruth Alden"),
        ("Max van der Orr", "Max van der Orr"),
        ("Max Orr jr", "Max Orr jr"),
    ],
)
def test_a_signature_s_own_words_are_mended(read: str, name: str) -> None:
    value = signature(read).value
    assert value is not None
    assert value.name == name


@pytest.mark.parametrize("read", ["151 Jane Q. Alder", "(51) Jane Q. Alder", "11 Jane Q. Alder", "I5I Jane Q. Alder"])
def test_the_sign_read_as_figures(read: str) -> None:
    assert signature(read).value.name == "Jane Q. Alder"  # type: ignore[union-attr]


def test_a_year_before_a_name_is_no_sign() -> None:
    assert signature("2010 Alder Trust, by Jane Alder, Trustee").value.name.startswith("2010 Alder")  # type: ignore[union-attr]


@pytest.mark.parametrize("read", ["/sf Ruth Alden", "/s Ruth Alden", "isl Ruth Alden", "1sf Ruth Alden"])
def test_the_sign_read_as_letters(read: str) -> None:
    assert signature(read).value.name == "Ruth Alden"  # type: ignore[union-attr]


def test_an_attorney_to_his_principal() -> None:
    value = signature("Ann Poole, attorney in fact to Ruth Alden").value
    assert value is not None
    assert (value.agent, value.principal) == ("Ann Poole", "Ruth Alden")


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Sital K, Mody", "Sital K. Mody"),
        ("Alden Fund I, By: Ann Poole", "Alden Fund I, By: Ann Poole"),
        ("isi Nicole Miller", "Nicole Miller"),
        ("is. KEVIN WILLIAMS. Manager", "KEVIN WILLIAMS, Manager"),
        ("SUMMIT PEAK GP LLC, Byi Ann Poole", "SUMMIT PEAK GP LLC, By: Ann Poole"),
        ("Ann Poole, attorney-insfact", "Ann Poole, attorney-in-fact"),
        ("Ann Poole, Attorney: fact for Ruth Alden", "Ann Poole, attorney-in-fact for Ruth Alden"),
        ("Ann Poole, Attorney-in-Fact.for Ruth Alden", "Ann Poole, Attorney-in-Fact for Ruth Alden"),
        ("Ann Poole, attorney in fact", "Ann Poole, attorney in fact"),
    ],
)
def test_what_engines_make_of_a_signature(read: str, name: str) -> None:
    got = signature(read).value
    assert got is not None
    assert got.name.casefold() == name.casefold()
