"""Corrected output of predict is an annotation without conversion."""

from __future__ import annotations

from typing import Any

import pytest

from form4ml.corpus import Span
from form4ml.formats.flat import FormatError
from form4ml.formats.reading import from_reading


def entity(label: str, *pieces: tuple[int, int, int]) -> dict[str, Any]:
    line, start, end = pieces[0]
    whole = [{"line": a, "start": b, "end": c, "page": 1, "box": None} for a, b, c in pieces]
    return {"label": label, "text": "", "line": line, "start": start, "end": end, "confidence": 1.0, "pieces": whole}


def reading(*entities: dict[str, Any]) -> dict[str, Any]:
    return {
        "source": {"name": "in/0001.compact-land.txt", "sha256": "", "kind": "text", "pages": 1},
        "filing": {"document_type": "4"},
        "evidence": {"/derivative_transactions/0/transaction_date": {"line": 9, "start": 0, "end": 10, "pieces": []}},
        "entities": list(entities),
    }


def test_entities_become_spans_with_a_group_each() -> None:
    found = from_reading(reading(entity("ISSUER", (2, 0, 9), (3, 0, 4)), entity("DATE", (9, 0, 10))), lines=12)
    assert found.name == "0001.compact-land"
    assert found.spans == (Span(2, 0, 9, "ISSUER", 0), Span(3, 0, 4, "ISSUER", 0), Span(9, 0, 10, "DATE", 1))
    assert len(found.parts) == 12
    assert (found.parts[2], found.parts[9], found.parts[0]) == ("box", "table2", "")
    assert found.filing == {"document_type": "4"}


def test_an_entity_without_pieces_is_its_own_piece() -> None:
    one = entity("TICKER", (4, 1, 5)) | {"pieces": []}
    assert from_reading(reading(one)).spans == (Span(4, 1, 5, "TICKER", 0),)


def test_readings_without_entities_or_places_are_refused() -> None:
    with pytest.raises(FormatError, match="has no entities"):
        from_reading({"source": {"name": "x.txt"}})
    with pytest.raises(FormatError, match="lacks its place"):
        from_reading(reading({"label": "ISSUER"}))
    with pytest.raises(FormatError, match="line 9, but the input has 5"):
        from_reading(reading(entity("DATE", (9, 0, 10))), lines=5)


def test_a_real_reading_feeds_back() -> None:
    from form4ml.record import Entity, Filing, ModelInfo, Piece, Reading, Source

    piece = Piece(line=1, start=0, end=4, page=1)
    one = Entity(label="TICKER", text="ACME", line=1, start=0, end=4, confidence=0.9, pieces=[piece])
    source = Source(name="a.txt", sha256="", kind="text", pages=1)
    whole = Reading(source=source, model=ModelInfo(name="m", version="1", sha256=""), filing=Filing(), entities=[one])
    assert from_reading(whole.as_dict()).spans == (Span(1, 0, 4, "TICKER", 0),)
