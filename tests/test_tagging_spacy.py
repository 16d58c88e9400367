"""The spaCy kind of tagger: the same promise as the CRF's, its model as safe on disk, and an ordinary pipeline to spaCy."""

import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from training_samples import annotated

pytest.importorskip("spacy")
pytest.importorskip("pycrfsuite")

import spacy
from spacy_samples import SMALL, spacy_config_in

from form4ml.layout.view import view
from form4ml.model import Model, load
from form4ml.tagging.config import ConfigError
from form4ml.tagging.config import load as load_config
from form4ml.tagging.spacy_tagger import SpacyTagger
from form4ml.tagging.store import ModelError
from form4ml.training import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = spacy_config_in(tmp_path_factory.mktemp("tiny"))
    return run(load_config(config, SMALL), config.parent / "model", workers=1, quiet=True)


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return load(folder)


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def test_it_reads_a_filing_not_seen(model: Model) -> None:
    filing = model.read_document(annotated()[-1].document, min_confidence=0.0).filing
    assert filing.plan_adoption_dates == ["2019-03-03"]
    assert [str(r.high) for r in filing.price_ranges] == ["12.90"]
    assert filing.non_derivative_transactions[0].transaction_code == "S"


def test_tagged_keeps_the_promise_of_every_tagger(model: Model) -> None:
    views = [view(item.document) for item in annotated()]
    for v, tagged in zip(views, model.tagger.tag_views(views), strict=True):
        assert tagged.view is v
        assert len(tagged.parts) == len(tagged.part_probabilities) == len(v.rows)
        assert tagged.fragments
        assert [f.first for f in tagged.fragments] == sorted(f.first for f in tagged.fragments)
        for one in tagged.fragments:
            assert 0.0 < one.probability <= 1.0
            assert v.tokens[one.first].row == v.tokens[one.last - 1].row
        assert all(0.0 <= chance <= 1.0 for chance in tagged.openings.values())
        opened = [f.first for f in tagged.fragments if f.label == "FOOTNOTE" and f.opens]
        assert opened
        assert set(opened) <= set(tagged.openings)


def test_documents_together_are_tagged_as_alone(model: Model) -> None:
    documents = [item.document for item in annotated()]
    together = model.tagger.tag(documents)
    for document, one in zip(documents, together, strict=True):
        [alone] = model.tagger.tag([document])
        assert [f[:4] for f in alone.fragments] == [f[:4] for f in one.fragments]
        for a, b in zip(alone.fragments, one.fragments, strict=True):
            assert a.probability == pytest.approx(b.probability, abs=1e-4)


def test_nothing_to_read_is_no_fault(model: Model) -> None:
    from form4ml.reading.text import document_from_text

    for text in ("", "\n\n", "x"):
        [tagged] = model.tagger.tag([document_from_text(text, "t", "")])
        assert isinstance(tagged.fragments, list)
    assert model.tagger.tag([]) == []


def test_spacy_itself_loads_it_and_finds_much_the_same(folder: Path, model: Model) -> None:
    nlp = spacy.load(folder / "spacy")
    document = annotated()[-1].document
    doc = nlp(document.text())
    theirs = {(ent.label_, ent.text) for ent in doc.ents}
    assert ("PLAN_ADOPTION_DATE", "March 3, 2019") in theirs
    [tagged] = model.tagger.tag([document])
    assert isinstance(model.tagger, SpacyTagger)
    own = {(f.label, f.last - f.first) for f in tagged.fragments}
    assert len({(ent.label_.removesuffix("-REST"), len(ent)) for ent in doc.ents} & own) > 0.8 * len(own)


def test_what_it_is_stands_in_its_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["kind"] == "spacy"
    assert manifest["trained_on"]["filings"] == 6
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(manifest["files"]) | {"manifest.json"} == on_disk


@pytest.mark.parametrize("name", ["spacy/ner/model", "spacy/tokenizer", "spacy/config.cfg", "spacy/ner/moves"])
def test_a_flipped_byte_is_refused(copied: Path, name: str) -> None:
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(bytes(data))
    with pytest.raises(ModelError, match=name):
        load(copied)


def _rehash(folder: Path, name: str) -> None:
    from form4ml.tagging.store import sha256_of

    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = sha256_of(folder / name)
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"spacy.Tok2Vec.v2"', '"spacy.Tok2Vec.v22"', "did you mean spacy.Tok2Vec.v2"),
        ('@architectures = "spacy.Tok2Vec.v2"', '@readers = "srsly.read_json.v1"', "expected @architectures"),
        ("hidden_width = 64", "hidden_width = 32", "pipeline cannot be read"),
    ],
)
def test_a_pipeline_of_other_functions_is_refused(copied: Path, before: str, after: str, says: str) -> None:
    path = copied / "spacy" / "config.cfg"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    _rehash(copied, "spacy/config.cfg")
    with pytest.raises(ModelError, match=says):
        load(copied)


@pytest.mark.parametrize("name", ["spacy/ner/model", "spacy/tokenizer", "spacy/ner/moves"])
@pytest.mark.parametrize("data", [b"", b"nothing of the kind", pickle.dumps(print)])
def test_bytes_that_are_none_of_its_own_are_told_in_a_line(copied: Path, name: str, data: bytes) -> None:
    (copied / name).write_bytes(data)
    _rehash(copied, name)
    with pytest.raises(ModelError) as told:
        load(copied)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["../elsewhere", "/etc/hostname", "spacy/../../x", "spacy\\x", "."])
def test_a_manifest_cannot_reach_out_of_its_folder(copied: Path, name: str) -> None:
    (copied.parent / "elsewhere").write_text("")
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["files"][name] = "0"
    (copied / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="missing"):
        load(copied)


def test_an_unknown_kind_is_named(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    (copied / "manifest.json").write_text(json.dumps(manifest | {"kind": "oracle"}))
    with pytest.raises(ModelError, match="oracle, is not one of crf, spacy"):
        load(copied)


def test_without_spacy_it_says_what_to_install(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = spacy_config_in(tmp_path)
    for name in [name for name in sys.modules if name.startswith("form4ml.tagging.spacy_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match=r"pip install 'form4ml\[spacy\]'"):
        load(folder)
    with pytest.raises(ConfigError, match=r"pip install 'form4ml\[spacy\]'"):
        load_config(config, SMALL)


def test_loading_unpickles_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("something was unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, never)
    assert load(folder).info.name == "tiny"


def test_two_runs_give_the_same_weights(folder: Path, tmp_path: Path) -> None:
    again = run(load_config(spacy_config_in(tmp_path), SMALL), tmp_path / "again", workers=1, quiet=True)
    for name in ("spacy/ner/model", "spacy/tokenizer", "calibration.json"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_a_run_that_is_stopped_leaves_the_model_that_was_there(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from form4ml.tagging import spacy_training

    def stopped(*_: object) -> float:
        raise KeyboardInterrupt

    before = load(copied).info.sha256
    monkeypatch.setattr(spacy_training, "learn", stopped)
    home = copied.parent / "corpus_here"
    home.mkdir()
    with pytest.raises(KeyboardInterrupt):
        run(load_config(spacy_config_in(home), SMALL), copied, workers=1, quiet=True)
    assert load(copied).info.sha256 == before


def test_the_crf_needs_no_spacy(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("\n".join(line.text for line in annotated()[0].document.lines))
    program = (
        "import sys\nfrom form4ml.cli import main\n"
        f"sys.argv = ['form4ml', 'predict', {str(page)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('spacy', 'thinc') if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
