"""`form4ml tune`: what is searched, that folds share no issuer, that nothing is computed twice, and what is written."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cli_samples import form4ml, told
from training_samples import annotated, corpus_in

pytest.importorskip("sklearn")
pytest.importorskip("pycrfsuite")

from form4ml import tuning
from form4ml.corpus import Annotated
from form4ml.tagging.config import ConfigError, load
from form4ml.tuning import folds_of, issuer_of, sample
from form4ml.tuning_plan import Plan, key_of, own_setting, plan_of, settings_of, space_of


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return corpus_in(tmp_path)


def tune(config: Path, *more: object) -> Any:
    return form4ml(
        "tune", "-c", config, "-o", config.parent / "tuned.cfg", "-w", 1, "--folds", 2, "--iterations", 8, *more
    )


# ---------------------------------------------------------------- what is searched
def test_a_small_grid_is_tried_whole_after_the_config_s_own_setting(config: Path) -> None:
    found = load(config)
    settings = settings_of(found, space_of(found, ["form.c1=0.1,0.5", "note.c1=0.1,0.2,0.3"]), Plan())
    assert settings[0] == {"form.c1": 0.05, "note.c1": 0.05}
    assert len(settings) == 7
    assert len({key_of(setting) for setting in settings}) == 7


def test_of_a_large_space_some_are_drawn_alike_for_a_seed(config: Path) -> None:
    found = load(config)
    space = ["form.c1=0.001..1", "form.max_iterations=10..90"]
    one, again, other = (settings_of(found, space_of(found, space), Plan(settings=5, seed=seed)) for seed in (3, 3, 4))
    assert one == again != other
    assert len(one) == 6
    for setting in one[1:]:
        assert 0.001 <= setting["form.c1"] <= 1
        assert 10 <= setting["form.max_iterations"] <= 90
        assert isinstance(setting["form.max_iterations"], int)


def test_lists_of_names_are_values_too(config: Path) -> None:
    found = load(config)
    settings = settings_of(found, space_of(found, ['tagger.views=["text"],["text","boxes"]']), Plan())
    assert [setting["tagger.views"] for setting in settings] == [["text"], ["text", "boxes"]]


def test_the_config_s_own_section_says_what_to_search(config: Path) -> None:
    config.write_text(config.read_text() + "\n[tune]\nfolds = 2\nseed = 9\n\n[tune.form]\nc1 = [0.1, 0.5]\n")
    found = load(config)
    assert plan_of(found, folds=None, measure=None) == Plan(folds=2, seed=9)
    assert plan_of(found, folds=3).folds == 3
    assert space_of(found) == {"form.c1": [0.1, 0.5]}
    assert space_of(found, ["note.c2=1"]) == {"note.c2": [1]}


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ([], "nothing to search"),
        (["form.c1"], "section.key=value"),
        (["frm.c1=1"], "did you mean form"),
        (["form.c11=1"], "did you mean c1"),
        (["paths.corpus=a,b"], "no section"),
        (["form.c1=2..1"], "0 < LOW < HIGH"),
        (["form.c1=0..1.5"], "0 < LOW < HIGH"),
        (["form.c1=a..b"], "0 < LOW < HIGH"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(config: Path, params: Sequence[str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        space_of(load(config), params)


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("folds = 1", "2 is the least"),
        ("fold = 3", "did you mean folds"),
        ('folds = "three"', "expected int"),
        ('measure = "best"', "choose from strict"),
        ('way = "pictures"', "choose from text"),
    ],
)
def test_a_slip_in_the_config_s_section(config: Path, section: str, says: str) -> None:
    config.write_text(f"{config.read_text()}\n[tune]\n{section}\n")
    with pytest.raises(ConfigError, match=says):
        plan_of(load(config))


# ---------------------------------------------------------------- what is searched on
def _notes(item: Annotated) -> Annotated:
    from dataclasses import replace

    meta = {**item.annotation.meta, "only": "notes"}
    name = f"notes-{item.annotation.name}"
    return Annotated(replace(item.document, name=name), replace(item.annotation, name=name, meta=meta))


def test_no_issuer_is_on_both_sides_of_a_fold() -> None:
    items = annotated()
    items += [_notes(item) for item in items]
    seen: list[str] = []
    for learnt, measured in folds_of(items, 3):
        assert not {issuer_of(item) for item in learnt} & {issuer_of(item) for item in measured}
        assert not any(item.annotation.meta.get("only") for item in measured)
        assert any(item.annotation.meta.get("only") for item in learnt)
        seen += [item.annotation.name for item in measured]
    assert sorted(seen) == sorted(item.annotation.name for item in annotated())


def test_more_folds_than_issuers() -> None:
    with pytest.raises(ConfigError, match="ask for 7 at most"):
        folds_of(annotated(), 8)
    with pytest.raises(ConfigError, match="3 issuers at least"):
        folds_of(annotated()[:2], 2)


def test_a_sample_is_drawn_alike_and_takes_notes_along() -> None:
    items = annotated() + [_notes(item) for item in annotated()]
    one, again, other = (sample(items, 3, seed) for seed in (1, 1, 2))
    names = [item.annotation.name for item in one]
    assert names == [item.annotation.name for item in again]
    assert names != [item.annotation.name for item in other]
    assert sum(name.startswith("notes") for name in names) == 3
    assert sample(items, 0, 1) == items


# ---------------------------------------------------------------- the search
def test_the_winner_is_a_config_that_train_reads(config: Path) -> None:
    result = tune(
        config, "-p", "form.c1=0.01,50.0", "--json", config.parent / "all.json", "--markdown", config.parent / "all.md"
    )
    assert result.exit_code == 0
    out = config.parent / "tuned.cfg"
    rows = json.loads((config.parent / "all.json").read_text())
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert rows[-1]["setting"] == "form.c1=50.0"  # so strong a penalty leaves no weights
    assert rows[0]["mean"] >= rows[1]["mean"] > rows[2]["mean"]
    assert rows[0]["mean"] == pytest.approx((rows[0]["fold 1"] + rows[0]["fold 2"]) / 2, abs=2e-4)
    assert any("as configured" in row["setting"] for row in rows)
    assert "| rank | setting | mean | spread | fold 1 | fold 2 |" in (config.parent / "all.md").read_text()
    best = load(out)
    assert best.form.c1 != 50.0
    assert best.form.max_iterations == 30  # cheaper in the search alone
    assert "chosen by `form4ml tune`" in out.read_text()
    assert f"form4ml train --config {out}" in result.stdout
    trained = form4ml("train", "--config", out, "-w", 1, "-q", "--set", "form.max_iterations=3")
    assert trained.exit_code == 0


def test_what_was_found_is_not_computed_again(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chains are fitted in processes of their own, so they are counted in a file."""
    log, calls, real = config.parent / "fits.txt", [0], tuning.train

    def counted(*args: Any, keep: Any, **more: Any) -> Any:
        def kept(name: str, make: Any) -> Any:
            def made() -> Any:
                with log.open("a") as stream:
                    print(more["learnt_from"][0].annotation.name, name, file=stream)
                return make()

            return keep(name, made)

        calls[0] += 1
        out = real(*args, keep=kept, **more)
        if calls[0] == 3:
            raise KeyboardInterrupt  # its chains are fitted, its figure is not there yet
        return out

    def fits() -> list[str]:
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines

    monkeypatch.setattr(tuning, "train", counted)
    search = ("-q", "-p", "note.c1=0.1,0.2")
    assert tune(config, *search).exit_code == 130
    # Of two folds the five chains each; then, as only the notes' setting differs, one for each further figure.
    first = fits()
    assert len(set(first)) == len(first) == 2 * 5 + 1
    assert tune(config, *search).exit_code == 0
    rest = fits()
    assert len(rest) == 3
    assert not set(rest) & set(first)
    assert calls == [3 + 4]
    written = (config.parent / "tuned.cfg").read_text()
    assert tune(config, *search).exit_code == 0
    assert fits() == []
    assert (config.parent / "tuned.cfg").read_text() == written
    assert tune(config, "-q", "-p", "note.c1=0.1,0.2,0.3").exit_code == 0
    assert len(fits()) == 2 * 5  # of the new setting alone; the other chains went when the search was done
    assert not (config.parent / ".tuned.cfg.chains").exists()


def test_kept_or_fitted_anew_the_figures_are_the_same(config: Path) -> None:
    figures = []
    for _ in range(2):
        assert tune(config, "-q", "-p", "form.c1=0.2", "--anew", "--json", config.parent / "all.json").exit_code == 0
        rows = json.loads((config.parent / "all.json").read_text())
        figures.append([{key: value for key, value in row.items() if key != "seconds"} for row in rows])
    assert figures[0] == figures[1]


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (["-p", "form.c11=1"], 2, "did you mean c1"),
        (["-p", "form.c1=much"], 2, "expected float"),
        (["-p", "form.c1=1", "--folds", 7], 2, "ask for 6 at most"),
        (["-p", "form.c1=1", "--filings", 2], 2, "3 issuers at least"),
        (["-p", "form.c1=1", "--measure", "best"], 2, "choose from"),
        (["-p", "form.c1=1", "--set", "paths.corpus=nowhere"], 2, "no such folder"),
        (["-p", "form.c1=1", "--extra", "nowhere"], 2, "no such folder or file"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(config: Path, more: list[object], code: int, says: str) -> None:
    result = tune(config, "-q", *more)
    assert result.exit_code == code
    [line] = told(result)
    assert says in line
    assert not (config.parent / "tuned.cfg").exists()


def test_results_that_cannot_be_read_are_told_and_kept(config: Path) -> None:
    path = config.parent / "tuned.cfg.results.jsonl"
    path.write_text("what a disk made of it\n")
    result = tune(config, "-q", "-p", "form.c1=1")
    assert result.exit_code == 3
    assert "line 1 cannot be read" in told(result)[0]
    assert path.read_text() == "what a disk made of it\n"


def test_no_filing_of_split_train(config: Path) -> None:
    for name in ("corpus", "annotations"):
        (config.parent / name / "hand.jsonl").write_text("")
    result = tune(config, "-q", "-p", "form.c1=1")
    assert result.exit_code == 2
    assert "split train" in told(result)[0]


def test_the_config_itself_is_never_written_over(config: Path) -> None:
    before = config.read_text()
    result = form4ml("tune", "-c", config, "-o", config, "-p", "form.c1=1")
    assert result.exit_code == 2
    assert config.read_text() == before


def test_own_setting_of_lists(config: Path) -> None:
    assert own_setting(load(config), ["tagger.views", "form.c1"]) == {"tagger.views": ["text"], "form.c1": 0.05}
