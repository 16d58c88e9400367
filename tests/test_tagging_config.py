"""train.cfg: read, overridden, and refused with the name that was meant."""

from pathlib import Path

import pytest

from form4ml.tagging.config import ConfigError, load

CFG = Path(__file__).parent.parent / "train.cfg"


def test_the_projects_own_config_reads() -> None:
    config = load(CFG)
    assert config.tagger.kind == "crf"
    assert config.form.c1 > 0


def test_overrides_win() -> None:
    config = load(CFG, ["form.c1=0.7", "run.name=mine", 'tagger.views=["text"]'])
    assert (config.form.c1, config.run.name, config.tagger.views) == (0.7, "mine", ("text",))
    assert "0.7" in config.text


@pytest.mark.parametrize(
    ("override", "says"),
    [
        ("form.c11=1", "did you mean c1"),
        ("frm.c1=1", "did you mean form"),
        ("form.c1=much", "expected float"),
        ("form.c1", "section.key=value"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(override: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        load(CFG, [override])


def test_a_missing_or_broken_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such config"):
        load(tmp_path / "none.cfg")
    broken = tmp_path / "b.cfg"
    broken.write_text("this is = no\n config [")
    with pytest.raises(ConfigError) as caught:
        load(broken)
    assert "\n" not in str(caught.value)
