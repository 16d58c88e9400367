import pytest

from form4ml.normalize.names import fold, fold_loose, is_entity, issuer, owner, same_owner, text, title


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("| Harbor Light, Inc. ", "Harbor Light, Inc."),
        ("__Ada B. Quill__", "Ada B. Quill"),
        ("'Quill, Ada'", "Quill, Ada"),
        ("President  &\n CEO |", "President & CEO"),
        ("(President) and CEO", "(President) and CEO"),
        ("Harbor (Light)", "Harbor (Light)"),
        ("Harbor)", "Harbor"),
        ('"Harbor" Inc', '"Harbor" Inc'),
        ('"Harbor"', "Harbor"),
        ('Trust U/A/D "Ada"', 'Trust U/A/D "Ada"'),
        ("O'Quill", "O'Quill"),
        ("Yahoo!", "Yahoo!"),
    ],
)
def test_text(raw: str, value: str) -> None:
    assert text(raw).value == value


def test_a_comma_behind_the_last_name_is_left_out() -> None:
    assert owner("Quill, Ada B.").value == "Quill Ada B."
    assert owner("DE QUILL, ADA").value == "DE QUILL ADA"
    assert owner("Quill, Jr. Ada").value == "Quill, Jr. Ada"
    assert owner("Harbor Light, LLC").value == "Harbor Light, LLC"


def test_legends_are_left_out() -> None:
    assert issuer("Harbor Light, Inc. [ HLIT ]").value == "Harbor Light, Inc."
    assert owner("QUILL (Last) ADA (First) (Middle)").value == "QUILL ADA"
    assert title("EVP & CFO (give title below)").value == "EVP & CFO"


@pytest.mark.parametrize("raw", ["", "___", "|", "  "])
def test_nothing(raw: str) -> None:
    assert text(raw).value is None
    assert text(raw).why


def test_folding() -> None:
    assert fold(" Harbor’s  LIGHT ") == "harbor's light"
    assert fold_loose("L.L.C., Harbor") == "llcharbor"


@pytest.mark.parametrize(
    "raw", ["Harbor Partners, L.P.", "Quill Family Trust", "HARBOR LLC", "Harbor Holdings Ltd.", "Estate of Ada Quill"]
)
def test_entities(raw: str) -> None:
    assert is_entity(raw)


@pytest.mark.parametrize("raw", ["QUILL ADA B", "Ada B. Quill III", "Corey Fundar"])
def test_persons(raw: str) -> None:
    assert not is_entity(raw)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("QUILL ADA B", "Ada Quill", True),
        ("Quill Ada B Jr.", "Ada B. Quill", True),
        ("A. Quill", "QUILL ADA", True),
        ("O'Quill Pat", "PAT OQUILL", True),
        ("HARBOR LLC", "Harbor, L.L.C.", True),
        ("Quill Ada", "John Quill", False),
        ("HARBOR LLC", "HARBOR II LLC", False),
        ("Quill", "Quill Ada", False),
        ("", "", False),
    ],
)
def test_same_owner(left: str, right: str, same: bool) -> None:
    assert same_owner(left, right) is same
