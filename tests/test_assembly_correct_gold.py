"""What the deciding rules do to filings as they were truly filed, read without and with misreadings."""

from __future__ import annotations

import gold_filings
import pytest
from correct_misreadings import tally
from correct_samples import corrected

from form4ml.assembly.correct import correct

pytestmark = pytest.mark.skipif(
    not gold_filings.FOLDER.is_dir(), reason="needs ../shared/filings/xml, which is not here"
)


def test_true_filings_are_not_changed() -> None:
    for name, filing in gold_filings.filings():
        builder = corrected(filing.model_copy(deep=True))
        assert builder.filing == filing, name


def test_misreadings_are_mended_and_next_to_nothing_is_spoilt() -> None:
    filings = [filing for _, filing in gold_filings.filings()]
    counts = tally(filings, 0.08, 2, correct)
    assert counts["", "mended"] > 150
    assert counts["", "spoilt"] <= counts["", "mended"] / 100
    assert counts["", "supported wrong"] <= counts["", "supported right"] / 500
    assert counts["", "contradicted wrong"] > counts["", "contradicted right"]
