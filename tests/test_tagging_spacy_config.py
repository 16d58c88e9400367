"""[spacy] of train.cfg: overrides reach every block and what refers to it; a slip is told with what was meant."""

import pytest
from spacy_samples import TRAIN_CFG

from form4ml.tagging.config import ConfigError, load

pytest.importorskip("spacy")

KIND = "tagger.kind=spacy"


def test_overrides_reach_deep_and_are_followed() -> None:
    config = load(TRAIN_CFG, [KIND, "spacy.width=64", "spacy.max_steps=10", "spacy.model.tok2vec.encode.depth=2"])
    layers = config.spacy["model"]["tok2vec"]
    assert (layers["encode"]["width"], layers["embed"]["words"]["width"], layers["encode"]["depth"]) == (64, 64, 2)
    assert config.spacy["optimizer"]["learn_rate"]["total_steps"] == 10


def test_the_layers_are_made_as_told() -> None:
    from form4ml.tagging.spacy_tagger import ENTITIES, blank

    nlp = blank(load(TRAIN_CFG, [KIND]).spacy["model"])
    assert set(nlp.get_pipe("ner").labels) == set(ENTITIES)


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("spacy.max_stepps=1", "did you mean max_steps"),
        ("spacy.max_steps=0", "a number from 1"),
        ("spacy.max_steps=many", "expected int"),
        ("spacy.dropout=1", "a share"),
        ("spacy.model.tok2vex.encode.depth=2", "did you mean tok2vec"),
        ("spacy.model.tok2vec.encode.dept=2", "did you mean depth"),
        ("spacy.model.tok2vec.encode.@architectures=spacy.MaxoutWindowEncode.v2", "did you mean spacy.MaxoutWindow"),
        ("spacy.model.tok2vec.embed.@architectures=form4ml.WordAndPlace.v1", "did you mean form4ml.WordsAndPlaces.v1"),
        ("spacy.model.extra_state_tokens=true", "reads recognisers with False only"),
        ("spacy.model.@architectures=spacy.TextCatBOW.v3", "TransitionBasedParser"),
        ("spacy.optimizer.grad_clib=0.1", "did you mean grad_clip"),
        ("spacy.optimizer.learn_rate.@schedules=warmup_linea.v1", "did you mean warmup_linear.v1"),
        ("form.c1.deep=1", "section.key=value"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(override: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as told:
        load(TRAIN_CFG, [KIND, override])
    assert "\n" not in str(told.value)


def test_every_kind_of_the_config_can_be_trained_and_loaded() -> None:
    from form4ml.tagging.config import KINDS
    from form4ml.tagging.kinds import MODULES

    assert tuple(MODULES) == KINDS


def test_layers_matter_only_to_spacy() -> None:
    assert load(TRAIN_CFG, ["spacy.model.tok2vec.encode.dept=2"]).tagger.kind == "crf"
    with pytest.raises(ConfigError, match="did you mean dropout"):
        load(TRAIN_CFG, ["spacy.dropot=0.2"])


def test_without_layers_it_says_where_to_take_them(tmp_path: object) -> None:
    from pathlib import Path

    bare = Path(str(tmp_path)) / "bare.cfg"
    bare.write_text('[tagger]\nkind = "spacy"\n')
    with pytest.raises(ConfigError, match=r"\[spacy.model\] is missing"):
        load(bare)
