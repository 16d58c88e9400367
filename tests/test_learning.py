"""`form4ml curve`: sizes that lie within one another, measured on what is kept from training, gone on with after a stop."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_samples import form4ml, told
from training_samples import annotated, corpus_in

pytest.importorskip("pycrfsuite")

from form4ml import learning
from form4ml.evaluation.page import to_html
from form4ml.evaluation.report import Report, read_learning
from form4ml.learning import drawn
from form4ml.tuning import issuer_of


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return corpus_in(tmp_path)


def curve(config: Path, *more: object) -> Any:
    return form4ml("curve", "-c", config, "-o", config.parent / "curve.json", "-w", 1, "--iterations", 5, *more)


def test_a_smaller_drawing_is_part_of_a_larger_one() -> None:
    items = annotated() * 2  # two filings an issuer
    for seed in range(3):
        small, large = drawn(items, 4, seed), drawn(items, 8, seed)
        assert small == large[:4]
        assert len({issuer_of(item) for item in small}) == 2
    assert drawn(items, 4, 0) != drawn(items, 4, 1)


def test_the_curve_is_what_the_html_report_draws(config: Path) -> None:
    result = curve(config, "--sizes", "4,6", "--repeats", 2, "--markdown", config.parent / "curve.md")
    assert result.exit_code == 0
    path = config.parent / "curve.json"
    points = json.loads(path.read_text())
    assert [(point["filings"], point["runs"]) for point in points] == [(4, 2), (6, 2)]
    assert all(0.5 < point["f1"] <= 1 for point in points)
    assert "| filings | f1 | spread |" in (config.parent / "curve.md").read_text()
    assert "1 filings of split dev" in result.stdout
    page = to_html(Report({}, (), (), learning=read_learning(path)))
    assert 'id="plot-learning"' in page or "plot-learning" in page
    assert "filings trained on" in page


def test_all_there_are_is_the_last_size(config: Path) -> None:
    assert learning._sizes(annotated(), ()) == [len(annotated())]
    assert learning._sizes(annotated() * 10, ()) == [25, 50, 70]
    assert curve(config, "-q").exit_code == 0
    assert [point["filings"] for point in json.loads((config.parent / "curve.json").read_text())] == [6]


def test_a_stopped_run_goes_on(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = learning.train

    def counted(*args: Any, learnt_from: Any, **more: Any) -> Any:
        sizes.append(len(learnt_from))
        if stop and len(sizes) == 2:
            raise KeyboardInterrupt
        return real(*args, learnt_from=learnt_from, **more)

    monkeypatch.setattr(learning, "train", counted)
    stop = True
    assert curve(config, "-q", "--sizes", "4,5").exit_code == 130
    stop = False
    assert curve(config, "-q", "--sizes", "4,5").exit_code == 0
    assert sizes == [4, 5, 5]
    assert curve(config, "-q", "--sizes", "4,5,6").exit_code == 0
    assert sizes == [4, 5, 5, 6]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--sizes", "4,x"], "numbers parted by commas"),
        (["--sizes", "4,500"], "between 4 and the 6"),
        (["--sizes", "1"], "between 4 and the 6"),
        (["--way", "pictures"], "choose from text"),
        (["--measure", "best"], "choose from strict"),
        (["--set", "paths.corpus=nowhere"], "no such folder"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(config: Path, more: list[str], says: str) -> None:
    result = curve(config, "-q", *more)
    assert result.exit_code == 2
    [line] = told(result)
    assert says in line


def test_nothing_to_measure_on(config: Path) -> None:
    path = config.parent / "annotations" / "hand.jsonl"
    path.write_text(path.read_text().replace('"split":"dev"', '"split":"train"'))
    result = curve(config, "-q")
    assert result.exit_code == 2
    assert "split dev" in told(result)[0]


def test_figures_of_another_run_are_told(config: Path) -> None:
    (config.parent / "curve.json.results.jsonl").write_text('{"schema":"form4ml/tune/1"}\n')
    result = curve(config, "-q")
    assert result.exit_code == 3
    assert "--anew" in told(result)[0]
