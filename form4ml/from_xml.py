"""A filing's own ownership XML as a Reading: values straight from its elements, each with the line where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

from pydantic import ValidationError

from form4ml.document import Document, Line, Page
from form4ml.evaluation.gold import GoldError, gold_from_xml
from form4ml.normalize.signatures import signature
from form4ml.record import TABLES, Evidence, Filing, Footnote, ModelInfo, Reading, Source

_FLAGS = {  # record field: its element
    "not_subject_to_section16": "notSubjectToSection16",
    "aff10b5_one": "aff10b5One",
    "is_director": "isDirector",
    "is_officer": "isOfficer",
    "is_ten_percent_owner": "isTenPercentOwner",
    "is_other": "isOther",
    "equity_swap": "equitySwapInvolved",
    "reported_early": "transactionFormType",
}
_NOTE_ID = re.compile(r"/footnotes/(\d+)/id")
_CITED = re.compile(r"(.+/\d+)/footnotes/(\w+)/(\d+)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FACTS = ("price_ranges", "plan_adoption_dates", "plan_modification_dates", "dates", "shares")
NotesReader = Callable[[Document], Reading]


def reading_of(document: Document, model: ModelInfo, read_notes: NotesReader | None = None) -> Reading | None:
    """The record that the document's XML states; None where it holds none that can be used.

    `read_notes` reads what only the notes' wording says (price ranges, plan dates) from a document of the notes.
    """
    xml = document.facts.get("ownership_xml")
    if not xml:
        return None
    try:
        plain = gold_from_xml(xml)
        sheet = _Sheet(xml, document)
        shadow = gold_from_xml(sheet.shadow())
    except (GoldError, expat.ExpatError):
        return None
    plain.pop("schema_version", None)
    evidence: dict[str, Evidence] = {}
    for pointer, value, token in _leaves(plain, shadow):
        if value is not None and pointer != "/joint_filing":
            evidence[pointer] = sheet.evidence(token, value)
    _flags(plain, sheet, evidence)
    _bare_days(plain)
    try:
        filing = Filing.model_validate(plain)
    except ValidationError:  # a cell that holds no number: what was printed is read as any print is
        return None
    _mark_places(evidence, sheet)
    _sign(filing, evidence)
    if filing.reporting_owners:
        evidence["/joint_filing"] = sheet.at("reportingOwner", len(filing.reporting_owners) - 1)
    if read_notes is not None and filing.footnotes:
        _read_facts(filing, evidence, read_notes)
    facts = {name: value for name, value in document.facts.items() if name != "ownership_xml"}
    return Reading.model_construct(
        schema_="form4ml/record/1",
        source=Source(
            name=document.name,
            sha256=document.sha256,
            kind=document.kind,
            pages=len(document.pages),
            facts=facts,
            notes=[*document.notes, "read from the filing's own XML"],
        ),
        model=model,
        filing=filing,
        evidence=evidence,
        absent=dict.fromkeys(_missing(plain), "not-on-form"),
        findings=_checked(filing),
        entities=[],
    )


def with_stated_ciks(reading: Reading) -> Reading:
    """The reading with what the input's own header states, where the record has none: CIKs, kind of form, names."""
    from form4ml.writing.keys import issuer_cik, owner_cik

    issuer = reading.filing.issuer
    if issuer.cik is None and (cik := issuer_cik(reading)):
        issuer.cik = cik
        reading.evidence["/issuer/cik"] = _header(cik)
    for index, owner in enumerate(reading.filing.reporting_owners):
        if owner.cik is None and (cik := owner_cik(reading, owner)):
            owner.cik = cik
            reading.evidence[f"/reporting_owners/{index}/cik"] = _header(cik)
    _fill_names(reading)
    return reading


def _fill_names(reading: Reading) -> None:
    """Names and the kind of form that could not be read from the form itself."""
    filing, facts = reading.filing, reading.source.facts
    names = [name for name in facts.get("owner_names", "").split("\n") if name]
    owners = filing.reporting_owners
    if len(owners) == len(names) == 1 and owners[0].name is None:
        owners[0].name = names[0]
        _state(reading, "/reporting_owners/0/name", names[0])
    if filing.issuer.name is None and (name := facts.get("issuer_name")):
        filing.issuer.name = name
        _state(reading, "/issuer/name", name)
    if filing.document_type is None and (kind := facts.get("form_type", "")) in ("4", "4/A"):
        filing.document_type = kind
        _state(reading, "/document_type", kind)


def _state(reading: Reading, pointer: str, text: str) -> None:
    reading.evidence[pointer] = _header(text)
    reading.absent.pop(pointer, None)


def _header(text: str) -> Evidence:
    # the header stands before the form's first line and is no line of it
    return Evidence(text=text, line=0, start=0, end=0, page=1, confidence=1.0, made_by="header")


class _Place(NamedTuple):
    """Character data of one element, or the element's own tag where it has none."""

    tag: str
    line: int  # of the XML, from 0
    column: int
    text: str


class _Sheet:
    """The XML's elements with the lines where they stand."""

    def __init__(self, xml: str, document: Document) -> None:
        self._lines = document.lines
        self._first = next((n for n, line in enumerate(document.lines) if "<ownershipDocument" in line.text), 0)
        self._xml = xml
        self._data: list[tuple[int, int, _Place]] = []  # byte offsets of each stretch of character data
        self.tags: list[tuple[_Place, str]] = []  # every element with its text, in order
        self._read()

    def _read(self) -> None:
        raw = self._xml.encode()
        parser = expat.ParserCreate("utf-8")
        open_: list[list[Any]] = []  # tag, line, column, where its data starts, whether it has elements
        starts = [0]
        for line in self._xml.split("\n"):
            starts.append(starts[-1] + len(line.encode()) + 1)

        def where(byte: int) -> tuple[int, int]:
            line = bisect_right(starts, byte) - 1
            return line, len(raw[starts[line] : byte].decode("utf-8", "replace"))

        def start(tag: str, _: object) -> None:
            if open_:
                open_[-1][2] = True
            at = parser.CurrentByteIndex
            open_.append([tag, at, False, raw.index(b">", at) + 1])

        def end(tag: str) -> None:
            tag, at, branches, data = open_.pop()
            stop = parser.CurrentByteIndex
            text = raw[data:stop].decode("utf-8", "replace") if not branches and stop > data else ""
            skipped = len(text) - len(text.lstrip())
            line, column = where(data + len(text[:skipped].encode()) if text.strip() else at)
            place = _Place(tag, line, column, text.strip() or f"<{tag}")
            if text.strip():
                self._data.append((data, stop, place))
            self.tags.append((place, text.strip()))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.Parse(raw, True)

    def shadow(self) -> str:
        """The same XML with the number of its place for each text."""
        raw = self._xml.encode()
        parts, at = [], 0
        for number, (start, stop, _) in enumerate(self._data):
            parts += [raw[at:start], b"%d" % number]
            at = stop
        return b"".join([*parts, raw[at:]]).decode("utf-8", "replace")

    def evidence(self, token: str | None, value: object) -> Evidence:
        if token is None or not token.isdigit() or int(token) >= len(self._data):
            return self._told(_Place("", 0, 0, str(value)))
        return self._told(self._data[int(token)][2])

    def at(self, tag: str, index: int) -> Evidence:
        """Of the element of that name and number."""
        found = [place for place, _ in self.tags if place.tag == tag]
        return self._told(found[min(index, len(found) - 1)] if found else _Place(tag, 0, 0, "<ownershipDocument"))

    def citation(self, line: int, index: int) -> Evidence | None:
        """The citation of a note at or soon below a line of the document, the first or a later one."""
        for number in range(line, min(line + 8, len(self._lines))):
            found = list(re.finditer(r"<footnoteId\b[^>]*>", self._lines[number].text))
            if index < len(found):
                start, end = found[index].span()
                text, page = self._lines[number].text[start:end], self._lines[number].page + 1
                return Evidence(text=text, line=number, start=start, end=end, page=page, confidence=1.0, made_by="xml")
            index -= len(found)
        return None

    def _told(self, place: _Place) -> Evidence:
        number = min(self._first + place.line, max(0, len(self._lines) - 1))
        line = self._lines[number].text if self._lines else ""
        first = place.text.split("\n")[0].rstrip()
        start = max(line.find(first, place.column if place.line else 0), 0) if first in line else 0
        end = start + len(first) if first in line else len(line)
        page = self._lines[number].page + 1 if self._lines else 1
        return Evidence(
            text=line[start:end], line=number, start=start, end=end, page=page, confidence=1.0, made_by="xml"
        )


def _leaves(plain: Any, shadow: Any, pointer: str = "") -> Iterator[tuple[str, Any, str | None]]:
    """Every value that has evidence, with the number of its place."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            if name != "origin":
                yield from _leaves(value, shadow.get(name) if isinstance(shadow, dict) else None, f"{pointer}/{name}")
    elif isinstance(plain, list):
        for index, value in enumerate(plain):
            inner = shadow[index] if isinstance(shadow, list) and index < len(shadow) else None
            yield from _leaves(value, inner, f"{pointer}/{index}")
    elif not isinstance(plain, bool):
        yield pointer, plain, shadow if isinstance(shadow, str) else None


def _flags(plain: dict[str, Any], sheet: _Sheet, evidence: dict[str, Evidence]) -> None:
    """Boxes that the XML leaves out are empty boxes, save one that the form of its time had not."""
    boxed = any(place.tag == _FLAGS["aff10b5_one"] for place, _ in sheet.tags)
    for name in ("not_subject_to_section16", "aff10b5_one"):
        if name == "aff10b5_one" and not boxed:
            plain[name] = None
            continue
        plain[name] = bool(plain[name])
        evidence[f"/{name}"] = sheet.at(_FLAGS[name], 0)
    for index, owner in enumerate(plain["reporting_owners"]):
        for name in ("is_director", "is_officer", "is_ten_percent_owner", "is_other"):
            owner[name] = bool(owner[name])
            evidence[f"/reporting_owners/{index}/{name}"] = sheet.at("reportingOwnerRelationship", index)
    for table in TABLES:
        if not table.endswith("transactions"):
            continue
        tag = "nonDerivativeTransaction" if table.startswith("non") else "derivativeTransaction"
        for index, row in enumerate(plain[table]):
            for name in ("equity_swap", "reported_early"):
                row[name] = bool(row[name])
                evidence[f"/{table}/{index}/{name}"] = sheet.at(tag, index)


def _mark_places(evidence: dict[str, Evidence], sheet: _Sheet) -> None:
    """Notes are named in attributes: in that of the note, and in one below the value that cites it."""
    for pointer in evidence:
        note = _NOTE_ID.fullmatch(pointer)
        if note:
            evidence[pointer] = sheet.at("footnote", int(note[1]))
            continue
        cited = _CITED.fullmatch(pointer)
        if cited:
            home = evidence.get(f"{cited[1]}/{cited[2]}") or evidence.get(f"{cited[1]}/security_title")
            evidence[pointer] = sheet.citation(home.line if home else 0, int(cited[3])) or evidence[pointer]


def _sign(filing: Filing, evidence: dict[str, Evidence]) -> None:
    """Signatures without their sign; agent and principal apart."""
    for index, signed in enumerate(filing.signatures):
        read = signature(signed.name or "").value
        if read is None:
            continue
        signed.name, signed.agent, signed.principal, signed.capacity = read
        for name in ("agent", "principal", "capacity"):
            if getattr(signed, name) is not None:
                evidence[f"/signatures/{index}/{name}"] = evidence[f"/signatures/{index}/name"]


def _bare_days(plain: Any) -> None:
    """Days without the time zone that some software adds, in place."""
    for name, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        if isinstance(value, dict | list):
            _bare_days(value)
        elif isinstance(value, str) and ("date" in str(name) or name == "period_of_report"):
            plain[name] = value[:10] if _DAY.match(value) else value


def _missing(plain: dict[str, Any]) -> list[str]:
    """Pointers of the form's places that are empty."""
    left = [f"/{name}" for name in ("date_of_original_submission", "aff10b5_one", "remarks") if plain[name] is None]
    left += [f"/issuer/{name}" for name in ("name", "trading_symbol") if plain["issuer"][name] is None]
    for index, owner in enumerate(plain["reporting_owners"]):
        left += [f"/reporting_owners/{index}/{name}" for name in ("officer_title", "other_text") if owner[name] is None]
    return left + [f"/{table}" for table in TABLES if not plain[table]]


def _read_facts(filing: Filing, evidence: dict[str, Evidence], read_notes: NotesReader) -> None:
    read = read_notes(_notes(filing.footnotes))
    by_id = {note.id: (index, note) for index, note in enumerate(read.filing.footnotes)}
    days: dict[str, None] = {}
    for number, note in enumerate(filing.footnotes):
        index, found = by_id.get(note.id, (0, None))
        if found is None:
            continue
        home = evidence.get(f"/footnotes/{number}/text")
        for name in _FACTS:
            setattr(note, name, list(getattr(found, name)))
        for pointer, seen in read.evidence.items():
            prefix, _, rest = pointer.partition(f"/footnotes/{index}/")
            if not prefix and rest not in ("", "id", "text") and home is not None:
                start = home.text.find(seen.text)
                evidence[f"/footnotes/{number}/{rest}"] = Evidence(
                    text=seen.text if start >= 0 else home.text,
                    line=home.line,
                    start=home.start + max(start, 0),
                    end=home.start + start + len(seen.text) if start >= 0 else home.end,
                    page=home.page,
                    confidence=seen.confidence,
                    made_by=seen.made_by,
                )
        days |= dict.fromkeys(note.plan_adoption_dates)
    filing.plan_adoption_dates = list(days)
    filing.price_ranges = list(read.filing.price_ranges)
    for name in ("plan_adoption_dates", "price_ranges"):
        for at, value in enumerate(getattr(filing, name)):
            for number, note in enumerate(filing.footnotes):
                if value in getattr(note, name):
                    place = f"/footnotes/{number}/{name}/{getattr(note, name).index(value)}"
                    evidence |= {
                        f"/{name}/{at}{pointer.removeprefix(place)}": seen
                        for pointer, seen in list(evidence.items())
                        if pointer == place or pointer.startswith(place + "/")
                    }
                    break


def _notes(notes: Sequence[Footnote]) -> Document:
    """The notes as the form prints them."""
    from form4ml.reading.text import words_of

    texts = ["Explanation of Responses:", *(f"({note.id.removeprefix('F')}) {note.text or ''}" for note in notes)]
    lines = tuple(Line(text, 0, words_of(text, number), number) for number, text in enumerate(texts))
    return Document(name="notes", kind="text", sha256="", pages=(Page(1),), lines=lines)


def _checked(filing: Filing) -> list[Any]:
    from form4ml import checks

    return list(checks.run(filing))
