"""Whatever was tagged, however badly: a sound record and never an error."""

from assembly_samples import At, Span, page, reading_of, tag, text, unproved
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4ml.document import CellRef
from form4ml.labels import NAMES, PARTS
from form4ml.tagged import Tagged
from form4ml.writing.json import dumps, load

WORDS = st.sampled_from(
    "X ( ) (1) (2) (12) $ $1.2 1,500 1,500(3) 0 D I A S/K V P 4 4/A Common Stock By trust | — ~ 03/12/2021 13/45/20 "
    "March 2018 12, 3/2001 $1.17 to $1.26 /s/ Ruth Alden, attorney-in-fact for MADISON, WI 53716 [CLRB] ® ½ １２ ٣ … "
    "this Form 4 ENDED. ends. 99999999999999999999 1e9 -5 Inc.1 N/A (F1) \u200b \ufeffx 10%".split(" ")
)
LINES = st.lists(WORDS.filter(str.strip), min_size=0, max_size=9)
PROBABILITY = st.floats(0, 1).map(lambda p: round(p, 3))
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def spans(draw: st.DrawFn, lines: list[str]) -> list[Span]:
    """Fragments that do not overlap, of any label, wherever."""
    out = []
    for number, line in enumerate(lines):
        starts = [i for i in range(len(line)) if line[i] != " " and (i == 0 or line[i - 1] == " ")]
        last = 0
        for start in starts:
            if start < last or not draw(st.booleans()):
                continue
            ends = [i for i in range(start + 1, len(line) + 1) if i == len(line) or line[i] == " "]
            last = draw(st.sampled_from(ends[:3]))
            out.append(Span(number, start, last, draw(st.sampled_from(NAMES)), draw(st.booleans()), draw(PROBABILITY)))
    return out


@st.composite
def sheets(draw: st.DrawFn) -> Tagged:
    lines = [" ".join(words) for words in draw(st.lists(LINES, max_size=14))]
    parts = [draw(st.sampled_from(list(PARTS))) for _ in lines]
    plain = text(*zip(parts, lines, strict=True))
    return tag(plain.view.document, parts, draw(spans(lines)))


@st.composite
def pages(draw: st.DrawFn) -> Tagged:
    cells = st.none() | st.builds(
        CellRef,
        st.sampled_from(["1", "2", "owners", "header"]),
        st.integers(0, 3),
        st.sampled_from(["security_title", "shares", "price_per_share", "transaction_date", "unknown", "3"]),
    )
    celled = draw(st.booleans())
    pieces = [
        At(
            draw(st.integers(0, 1800)),
            draw(st.integers(10, 900)),
            " ".join(words),
            draw(st.sampled_from(list(PARTS))),
            draw(st.integers(0, 1)),
            draw(cells) if celled else None,
            draw(PROBABILITY),
        )
        for words in draw(st.lists(LINES.filter(bool), min_size=1, max_size=14))
    ]
    pieces.sort(key=lambda piece: piece.page)
    plain = page(*pieces)
    return tag(plain.view.document, [p.part for p in pieces], draw(spans([p.markup for p in pieces])))


def held(tagged: Tagged, least: float) -> None:
    reading = reading_of(tagged, min_confidence=least)
    assert unproved(reading, tagged.view.document) == []
    assert not reading.absent.keys() & reading.evidence.keys()
    assert load(dumps(reading)) == reading


@given(sheets(), st.sampled_from([0.0, 0.0, 0.5]))
@SETTINGS
def test_any_text(tagged: Tagged, least: float) -> None:
    held(tagged, least)


@given(pages(), st.sampled_from([0.0, 0.0, 0.5]))
@SETTINGS
def test_any_page_with_boxes(tagged: Tagged, least: float) -> None:
    held(tagged, least)
