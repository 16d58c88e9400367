"""Figures kept as they come: gone on with after a kill, never mixed with those of another run, never lost to one."""

import json
from pathlib import Path

import pytest

from form4ml.results import Results, ResultsError

ABOUT = {"schema": "form4ml/toy/1", "seed": 1}


def test_what_was_found_is_known_again(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with Results(path, ABOUT) as first:
        first.add("a", [1, 2])
        first.add("b", 0.5)
    with Results(path, ABOUT) as second:
        assert second.known == {"a": [1, 2], "b": 0.5}
        second.add("c", None)
    with Results(path, ABOUT) as third:
        assert list(third.known) == ["a", "b", "c"]


def test_a_line_cut_short_is_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with Results(path, ABOUT) as first:
        first.add("a", 1)
        first.add("b", 2)
    path.write_bytes(path.read_bytes()[:-4])
    with Results(path, ABOUT) as second:
        assert second.known == {"a": 1}
        second.add("b", 3)
    assert [json.loads(line)["value"] for line in path.read_text().splitlines()[1:]] == [1, 3]


@pytest.mark.parametrize("content", [b"", b'{"schema": "form4'])
def test_a_run_killed_at_its_first_line_starts_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    with Results(path, ABOUT) as results:
        assert results.known == {}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not json\n", "line 1 cannot be read"),
        (b"\xff\xfe\x00\n", "line 1 cannot be read"),
        (b"[1]\n", "no results of this kind"),
        (b'{"schema": "another"}\n', "no results of this kind"),
        (b'{"schema": "form4ml/toy/1", "seed": 2}\n', "seed differ"),
        (b'{"schema": "form4ml/toy/1", "seed": 1}\n{"no key": 1}\n', "line 2 cannot be read"),
    ],
)
def test_a_file_that_is_not_ours_is_left_as_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    with pytest.raises(ResultsError, match=says) as caught:
        Results(path, ABOUT)
    assert "--anew" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content
    with Results(path, ABOUT, anew=True) as results:
        assert results.known == {}


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="name another"):
        Results(tmp_path, ABOUT)
