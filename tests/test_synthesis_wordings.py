"""Documents of notes without pages: spans stand on the words they name, the held-out share stays out."""

from pathlib import Path

from form4ml.labels import NOTE_ENTITIES
from form4ml.synthesis.facts import Facts
from form4ml.synthesis.wordings import wordings

FACTS = Path(__file__).parent.parent / "corpus" / "facts"


def test_spans_lie_in_their_lines_and_notes_come_back_whole() -> None:
    for item in wordings(Facts.load(FACTS), 5, 12):
        lines = item.document.lines
        assert len(item.annotation.parts) == len(lines)
        assert item.annotation.meta["only"] == "notes"
        assert item.annotation.meta["split"] == "train"
        for span in item.annotation.spans:
            assert 0 <= span.start < span.end <= len(lines[span.line].text)
        if "added_noise" in item.annotation.meta:
            continue
        texts: dict[int, list[str]] = {}
        for span in item.annotation.spans:
            if span.label == "FOOTNOTE":
                texts.setdefault(span.group, []).append(lines[span.line].text[span.start : span.end])
        told = [note["text"] for note in item.annotation.filing["footnotes"] if note["text"]]
        assert [" ".join(pieces) for pieces in texts.values()] == told


def test_the_same_seed_makes_the_same_documents() -> None:
    facts = Facts.load(FACTS)
    one, two = list(wordings(facts, 7, 5)), list(wordings(facts, 7, 5))
    assert [item.annotation for item in one] == [item.annotation for item in two]
    assert any(span.label in NOTE_ENTITIES for item in one for span in item.annotation.spans)
