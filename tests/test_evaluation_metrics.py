"""Counts add up to the figures they should; confidences, intervals and tests say what they claim."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from evaluation_samples import FACTS, gold, perfect

from form4ml.evaluation.calibration import calibrate, coverage_at, curve, reliability
from form4ml.evaluation.compare import compare, lost_support
from form4ml.evaluation.intervals import draws, interval, paired
from form4ml.evaluation.match import RecordMatch, match_records, parse_variant
from form4ml.evaluation.metrics import Counts, averages, by_field, count, entities, exact, groups, is_core, worst
from form4ml.evaluation.store import Evaluation, EvaluationError
from form4ml.labels import MISSION


def one(name: str, variant: str = "", **changes: object) -> RecordMatch:
    match = match_records(gold(), {**perfect(), **changes}, FACTS)
    return replace(match, name=name, variant=variant, facts=parse_variant(variant))


def test_counts() -> None:
    matches = [one("a"), one("b", document_type=None, date_of_original_submission="2020-01-01")]
    fields = by_field(matches)
    assert fields["document_type"] == Counts(right=1, absent=1)
    assert fields["date_of_original_submission"] == Counts(false=1, invented=1)
    whole = count(matches)
    assert (whole.false, whole.absent) == (1, 1)
    assert exact(matches) == 0.5
    assert Counts().precision == Counts().recall == 1.0


def test_lenient_counts_near_misses_as_right() -> None:
    issuer = {"name": "ACME CORP", "trading_symbol": "ACME"}
    fields = by_field([one("a", issuer=issuer)])
    assert fields["issuer.name"].near == 1
    assert fields["issuer.name"].lenient == Counts(right=1)


def test_core_leaves_out_notes_and_the_two_boxes() -> None:
    matches = [one("a", aff10b5_one=None, footnotes=[])]
    assert exact(matches, is_core) == 0.0  # the notes' facts are core
    assert exact([one("a", aff10b5_one=None)], is_core) == 1.0


def test_averages() -> None:
    found = averages([one("a"), one("b", document_type=None)])
    assert found.micro < 1 and found.macro < 1 and found.weighted < 1
    assert found.filings == pytest.approx((1 + count([one("b", document_type=None)], is_core).f1) / 2)


def test_entities_in_the_missions_order() -> None:
    found = entities([one("a")])
    assert tuple(found) == MISSION
    assert found["DATE"].support == 3


def test_groups_and_worst() -> None:
    whole = Evaluation(
        (one("a", "compact-land-clean200-psm3"), one("b", "viewer-port-fax200-rapid", remarks="made up"))
    )
    assert set(groups(whole, "engine")) == {"tesseract", "rapidocr"}
    ((match, values),) = worst(whole, 5)
    assert match.name == "b" and values[0].verdict == "invented"


def test_calibration_of_known_confidences() -> None:
    sure = [(0.9, True)] * 9 + [(0.9, False)] + [(0.2, False)] * 4
    bins = reliability(sure)
    assert [(b.values, b.right) for b in bins] == [(4, 0.0), (10, 0.9)]
    assert coverage_at(sure, 0.9) == pytest.approx(10 / 14)
    assert [(p.coverage, p.precision) for p in curve(sure)] == [(10 / 14, 0.9), (1.0, 9 / 14)]
    assert calibrate([one("a")]) is None


def test_a_calibrated_predictor_has_a_small_error() -> None:
    chance = random.Random(1)
    matches = []
    for place in range(40):
        match = one(str(place))
        values = []
        for value in match.values:
            confidence = chance.choice((0.6, 0.8, 0.97))
            verdict = "right" if chance.random() < confidence else "wrong"
            values.append(value._replace(confidence=confidence, verdict=verdict))
        matches.append(replace(match, values=tuple(values)))
    found = calibrate(matches)
    assert found is not None and found.error < 0.04


def test_intervals_hold_the_figure_and_narrow_with_more_filings() -> None:
    chance = random.Random(2)

    def filings(many: int) -> list[Counts]:
        rights = [chance.randint(5, 10) for _ in range(many)]
        return [Counts(right, 10 - right, 10 - right) for right in rights]

    few, many = interval(filings(10)), interval(filings(160))
    assert few and many
    assert few.low < 0.75 < few.high
    assert many.high - many.low < few.high - few.low
    assert interval(filings(1)) is None
    assert draws(5, 3) == draws(5, 3)


def test_paired_test_tells_chance_from_difference() -> None:
    weak = [Counts(5, 5, 5)] * 30
    strong = [Counts(8, 2, 2)] * 30
    clear = paired(weak, strong, many=300)
    assert clear.difference == pytest.approx(0.3)
    assert clear.chance < 0.01
    same = paired(weak, weak, many=300)
    assert (same.difference, same.chance) == (0.0, 1.0)
    mixed = paired(weak[:15] + strong[:15], strong[:15] + weak[:15], many=300)
    assert mixed.chance > 0.5


def test_compare_names_what_one_side_alone_got() -> None:
    a = Evaluation((one("a"), one("b", document_type=None), one("only-a")))
    b = Evaluation((one("a", remarks="made up"), one("b", period_of_report="1999-01-01")))
    found = compare(a, b, many=50)
    assert found.filings == 2 and found.left_out == ("only-a",)
    assert [(c.stem, c.field, c.b) for c in found.only_a] == [
        ("a", "remarks", "made up"),
        ("b", "period_of_report", "1999-01-01"),
    ]
    assert [(c.field, c.gold, c.a, c.b) for c in found.only_b] == [("document_type", "4", None, "4")]
    assert not lost_support(found)
    with pytest.raises(EvaluationError, match="no filing in common"):
        compare(a, Evaluation((one("z"),)))
