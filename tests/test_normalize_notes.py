from form4ml.normalize.notes import joined


def test_a_cut_word_is_made_whole() -> None:
    assert joined(["The sales were effec-", "ted  today."]) == "The sales were effected today."


def test_hyphens_of_the_language_stay() -> None:
    assert joined(["under Rule 10b5-", "1 by her attorney-", "in-fact at a weighted-", "average price"]) == (
        "under Rule 10b5-1 by her attorney-in-fact at a weighted-average price"
    )


def test_white_space() -> None:
    assert joined(["  one ", "", " two\tthree "]) == "one two three"
    assert joined([]) == ""
