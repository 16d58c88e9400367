"""A committee of chains: each fitted without some of the issuers, their weights averaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_samples import corpus_in

pytest.importorskip("pycrfsuite")

from form4ml.tagging import run
from form4ml.tagging.chain import Chain, mean
from form4ml.tagging.config import load
from form4ml.tagging.training import Progress

FAST = [f"{name}.{setting}" for name in ("rows", "form", "note") for setting in ("max_iterations=5", "minfreq=0")]
Fitted = tuple[dict[str, Chain], dict[str, Chain]]


@pytest.fixture
def fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Fitted]:
    """Trains so many members; gives the chains of the run and all that were fitted on the way."""
    made: dict[str, Chain] = {}

    def in_turn(jobs: Mapping[str, Callable[[Progress | None], Chain]], *_: object) -> dict[str, Chain]:
        done = {name: job(None) for name, job in jobs.items()}
        made.update(done)
        return done

    monkeypatch.setattr(run, "together", in_turn)
    config = load(corpus_in(tmp_path), FAST)

    def of(members: int) -> Fitted:
        return run.train(replace(config, run=replace(config.run, members=members))).chains, made

    return of


def test_the_model_has_the_mean_of_its_members(fitted: Callable[[int], Fitted]) -> None:
    chains, made = fitted(2)
    for layer in ("form", "note"):
        members = [made[f"{layer} {number}"] for number in range(2)]
        assert np.allclose(chains[layer].weights, mean(members).weights)
    assert set(made["form 0"].index) != set(made["form 1"].index)  # they learnt from different issuers
    assert np.array_equal(chains["rows"].weights, made["all"].weights)


def test_one_member_is_the_model(fitted: Callable[[int], Fitted]) -> None:
    chains, made = fitted(1)
    assert {name for name in made if name.split()[0] in ("form", "note")} == {"form 0", "note 0"}
    assert np.array_equal(chains["form"].weights, made["form 0"].weights)
