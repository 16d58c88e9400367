"""A tagged document into a Reading: parts of the form one by one, then what the form knows about itself."""

from __future__ import annotations

from form4ml import checks
from form4ml.assembly import (
    cells,
    footnotes,
    header,
    marks,
    old_values,
    older_forms,
    owners,
    pictures,
    plans,
    rows_boxed,
    rows_celled,
    rows_text,
    seams,
    signatures,
    told,
)
from form4ml.assembly.abstaining import abstain
from form4ml.assembly.builder import Builder
from form4ml.assembly.confidence import DEFAULT_MIN_CONFIDENCE, DEFAULT_OF_NOTES, PLAIN, Calibration
from form4ml.assembly.correct import correct
from form4ml.assembly.found import Found, entity_of, fragments_of, merged
from form4ml.assembly.table import RawRow, tables_by_row
from form4ml.assembly.weighing import weighed
from form4ml.record import ModelInfo, Reading, Source
from form4ml.tagged import Tagged

_HEAD_LABELS = frozenset(
    {"FORM_TYPE", "ISSUER", "TICKER", "PERIOD_DATE", "ORIGINAL_DATE", "CHECK_NOT_SUBJECT", "CHECK_PLAN"}
)


_OUR_FACTS = frozenset({"ownership_xml", "line_offset", "page_offset"})  # of use within, no statement of the input
_PRIVATE = frozenset({"OWNER_ID"})  # a social security number is read so that it is never given out
_PRINTED = frozenset({"head", "table1head", "table2head", "ownershead", "boiler"})
# Long words of the form's own print, told from one another by nothing but the form itself.
_OWN_WORDS = frozenset(
    """check longer subject section obligations continue instruction united states securities exchange commission
    washington statement changes beneficial ownership filed pursuant investment company print responses title security
    transaction deemed execution amount owned following reported nature indirect direct acquired disposed table
    derivative conversion exercise price number exercisable expiration underlying shares reporting owner name address
    relationships director officer other reminder report separate class beneficially directly indirectly persons
    respond collection information contained required unless displays currently valid control calls warrants options
    convertible explanation responses filing signature person intentional misstatements omissions facts constitute
    federal criminal violations three copies which manually signed space insufficient procedure potential approval
    average burden hours estimated indicate contract written intended satisfy affirmative defense conditions purchase
    equity issuer transactions month expires under there""".split()
)


def assemble(
    tagged: Tagged,
    model: ModelInfo,
    calibration: Calibration = PLAIN,
    min_confidence: float | None = 0.0,
) -> Reading:
    """The record of one document. Never raises on what was read; what cannot be read is said in `absent`."""
    builder, items = built(tagged)
    return finished(builder, items, model, calibration, min_confidence)


def built(tagged: Tagged) -> tuple[Builder, list[Found]]:
    """The record as put together, before confidences are set."""
    texts = older_forms.lines_of(tagged.view)
    items = old_values.settled(tagged.view, older_forms.settled(tagged.view, fragments_of(tagged), texts))
    builder = Builder(tagged.view)
    builder.quality = _quality(tagged)
    settled = older_forms.related(tagged.view, seams.settle(tagged.view, items), texts)
    header.build(builder, _whole(builder, [i for i in settled if i.label in _HEAD_LABELS]))
    owners.build(builder, _whole(builder, [i for i in settled if i.label not in _HEAD_LABELS]))
    footnotes.build(builder, tagged, items)
    highest = _highest(builder)
    raw = _rows(tagged, items)
    for row in raw:
        cells.fill(builder, row, highest)
    marks.settle(builder)
    if not raw:
        told.build(builder)
        _absent_tables(builder, tagged)
    signatures.build(builder, items)
    pictures.apply(builder)
    correct(builder)
    _fill_gaps(builder)
    return builder, items


def _quality(tagged: Tagged) -> float:
    """Share of the long words in the form's own printed rows that are words of the form."""
    view = tagged.view
    right = total = 0
    for row, part in zip(view.rows, tagged.parts, strict=True):
        if part in _PRINTED:
            for token in view.tokens[row.first : row.last]:
                if len(token.text) >= 5 and token.text.isalpha():
                    total += 1
                    right += token.text.lower() in _OWN_WORDS
    return (right + 4) / (total + 5)


def _fill_gaps(builder: Builder) -> None:
    """A value that a rule of the form supplied is no longer absent."""
    for pointer in [p for p in builder.absent if p in builder.proofs]:
        del builder.absent[pointer]


def finished(
    builder: Builder, items: list[Found], model: ModelInfo, calibration: Calibration, min_confidence: float | None
) -> Reading:
    view = builder.view
    document = view.document
    evidence = weighed(builder, calibration)
    if min_confidence is None:
        abstain(builder, evidence, DEFAULT_MIN_CONFIDENCE, DEFAULT_OF_NOTES)
    elif min_confidence > 0:
        abstain(builder, evidence, min_confidence, min_confidence)
    findings = [*builder.findings, *checks.run(builder.filing)]
    return Reading.model_construct(
        schema_="form4ml/record/1",
        source=Source(
            name=document.name,
            sha256=document.sha256,
            kind=document.kind,
            pages=len(document.pages),
            engine=document.engine,
            facts={k: v for k, v in document.facts.items() if k not in _OUR_FACTS},
            notes=list(document.notes),
            page_range=document.page_range,
        ),
        model=model,
        filing=builder.filing,
        evidence=evidence,
        absent=builder.absent,
        findings=findings,
        entities=[entity_of(view, item) for item in items if item.label not in _PRIVATE],
    )


def _whole(builder: Builder, items: list[Found]) -> list[Found]:
    """Values that run over lines of the boxes, made whole: a continuing fragment joins the last of its label."""
    out: list[Found] = []
    last: dict[str, int] = {}
    for item in items:
        at = last.get(item.label)
        if not item.opens and at is not None and item.row - out[at].row <= 4 and out[at].part == item.part:
            out[at] = merged(builder.view, [out[at], item])
            continue
        last[item.label] = len(out)
        out.append(item)
    return out


def _highest(builder: Builder) -> int | None:
    """The number of the last note, where it can be told."""
    numbers = [int(note.id[1:]) for note in builder.filing.footnotes]
    return max(numbers) if numbers else None


def _rows(tagged: Tagged, items: list[Found]) -> list[RawRow]:
    view = tagged.view
    own = plans.named(view, [item for item in items if item.part not in ("notes", "remarks", "signature")])
    if view.celled:
        return _of_all_pages(rows_celled.rows(own, view), own, tagged)
    if view.boxed:
        return rows_boxed.rows(own, tagged)
    return rows_text.rows(own, tables_by_row(tagged), tagged)


def _of_all_pages(celled: list[RawRow], items: list[Found], tagged: Tagged) -> list[RawRow]:
    """With the rows of pages whose grid was not seen, in printed order: those are found as on any page with boxes."""
    view = tagged.view
    seen = {
        view.rows[token.row].page for token in view.tokens if token.cell is not None and token.cell.table in ("1", "2")
    }
    rest = [item for item in items if item.page not in seen and item.part in ("table1", "table2")]
    if not rest:
        return celled
    return sorted([*celled, *rows_boxed.rows(rest, tagged)], key=lambda row: (row.table, row.page))


def _absent_tables(builder: Builder, tagged: Tagged) -> None:
    """A form whose tables' headings were read and whose rows were not has lost them."""
    for table, parts in (("1", "non_derivative"), ("2", "derivative")):
        headed = any(part == f"table{table}head" for part in tagged.parts)
        for kind in ("transactions", "holdings"):
            if not getattr(builder.filing, f"{parts}_{kind}"):
                builder.missing(f"/{parts}_{kind}", "unreadable" if headed and table == "1" else "not-on-form")
