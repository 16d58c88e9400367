from form4ml.normalize.keys import digits, key, typography


def test_readings_of_the_same_words_meet() -> None:
    assert key("Common Stock") == key("Cornmon St0ck") == key("COMMON STOCK.")
    assert key("Issuer") == key("lssuer") == key("1ssuer")
    assert key("Bill") == key("8i1l")
    assert key("Director") != key("Officer")


def test_letters_to_digits() -> None:
    assert digits("l2O5S") == "12055"


def test_typography() -> None:
    assert typography("“Harbor”’s – 10b5‑1") == '"Harbor"\'s - 10b5-1'
