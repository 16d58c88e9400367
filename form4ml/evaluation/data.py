"""Whether annotated filings are fit to learn from: one function a rule, each finding names its document, line and words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final, Literal, NamedTuple

from form4ml.corpus import Annotated, Span
from form4ml.evaluation.normal import text as folded
from form4ml.evaluation.spans import CONTAINERS, entities_of
from form4ml.labels import BY_NAME, NAMES, NOTE_ENTITIES, NOTE_PARTS, PARTS

Severity = Literal["error", "warning"]
FEW: Final = 20
_LETTERS_TO_COMPARE: Final = 4  # shorter texts and figures rightly carry several labels
_OFTEN: Final = 5
_MOSTLY: Final = 0.8
# Texts that rightly carry both labels: a share class is owned and underlies, owners sign, companies hold and are held.
_BOTH: Final[frozenset[frozenset[str]]] = frozenset(
    map(
        frozenset,
        (
            ("SECURITY", "UNDERLYING"),
            ("OWNER_NAME", "SIGNATURE"),
            ("OWNER_NAME", "NATURE"),
            ("OWNER_NAME", "STREET"),
            ("ISSUER", "NATURE"),
            ("ISSUER", "STREET"),
            ("ISSUER", "OWNER_NAME"),
            ("FOOTNOTE", "REMARKS"),
            ("CITY", "STATE"),
            ("CITY", "STREET"),
            ("TITLE", "OTHER_TEXT"),
            ("PLAN_ADOPTION_DATE", "NOTE_DATE"),
            ("PLAN_ADOPTION_DATE", "PLAN_MODIFICATION_DATE"),
            ("PLAN_MODIFICATION_DATE", "NOTE_DATE"),
        ),
    )
)

SEVERITIES: Final[dict[str, Severity]] = {
    "no-document": "error",
    "no-annotation": "warning",
    "twice": "error",
    "unknown-label": "error",
    "misplaced": "error",
    "blank-edge": "error",
    "overlap": "error",
    "parts": "error",
    "outside-note": "warning",
    "wrong-layer": "warning",
    "inconsistent": "warning",
    "few": "warning",
    "leak-issuer": "error",
    "leak-owner": "error",
}


class Issue(NamedTuple):
    rule: str
    message: str
    document: str = ""
    line: int | None = None  # 0-based
    words: str = ""  # the line, or the stretch of it that is meant

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.rule]


@dataclass(frozen=True, slots=True)
class DataReport:
    documents: int
    counts: dict[str, int]  # values (pieces of one group once) a label
    splits: dict[str, int]  # documents a split
    issues: tuple[Issue, ...]

    @property
    def errors(self) -> int:
        return sum(issue.severity == "error" for issue in self.issues)

    def as_dict(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "counts": self.counts,
            "splits": self.splits,
            "issues": [{"severity": issue.severity, **issue._asdict()} for issue in self.issues],
        }


def split_of(one: Annotated) -> str | None:
    """The side a filing is on: what its annotation says, None where it says nothing."""
    found = one.annotation.meta.get("split")
    return None if found is None else str(found)


def _lines(one: Annotated) -> list[str]:
    return [line.text for line in one.document.lines]


def _stands(span: Span, lines: list[str]) -> bool:
    return 0 <= span.line < len(lines) and 0 <= span.start < span.end <= len(lines[span.line])


def labels_known(one: Annotated) -> Iterator[Issue]:
    lines, name = _lines(one), one.annotation.name
    for span in one.annotation.spans:
        if span.label not in BY_NAME:
            words = lines[span.line][span.start : span.end] if _stands(span, lines) else ""
            yield Issue("unknown-label", f"no label is called {span.label}", name, span.line, words)


def places_right(one: Annotated) -> Iterator[Issue]:
    lines, name = _lines(one), one.annotation.name
    for span in one.annotation.spans:
        where = f"{span.label} {span.start}-{span.end}"
        if not 0 <= span.line < len(lines):
            message = f"{where} is said to stand in line {span.line} of {len(lines)}"
            yield Issue("misplaced", message, name, span.line)
        elif not _stands(span, lines):
            message = f"{where} does not fit its line of {len(lines[span.line])} characters"
            yield Issue("misplaced", message, name, span.line, lines[span.line])
        else:
            words = lines[span.line][span.start : span.end]
            if words != words.strip():
                yield Issue("blank-edge", f"{where} begins or ends with a blank", name, span.line, words)


def overlaps(one: Annotated) -> Iterator[Issue]:
    """Spans that share characters, but for entities of a note inside it."""
    lines, name = _lines(one), one.annotation.name
    by_line: dict[int, list[Span]] = defaultdict(list)
    for span in one.annotation.spans:
        if _stands(span, lines):
            by_line[span.line].append(span)
    for line, spans in by_line.items():
        for a, b in combinations(sorted(spans), 2):
            inside = {a.label, b.label} & CONTAINERS and {a.label, b.label} & set(NOTE_ENTITIES)
            if b.start < a.end and not inside:
                words = lines[line][min(a.start, b.start) : max(a.end, b.end)]
                message = f"{a.label} {a.start}-{a.end} and {b.label} {b.start}-{b.end} overlap"
                yield Issue("overlap", message, name, line, words)


def parts_right(one: Annotated) -> Iterator[Issue]:
    annotation, lines = one.annotation, _lines(one)
    if len(annotation.parts) != len(lines):
        message = f"{len(annotation.parts)} parts for {len(lines)} lines"
        yield Issue("parts", message, annotation.name)
        return
    for line, part in enumerate(annotation.parts):
        if part and part not in PARTS:
            yield Issue("parts", f"no part of the form is called {part}", annotation.name, line, lines[line])


def layers_right(one: Annotated) -> Iterator[Issue]:
    """Labels of notes in note lines, labels of the form elsewhere; entities of notes inside a note."""
    annotation, lines = one.annotation, _lines(one)
    notes = [span for span in annotation.spans if span.label in CONTAINERS]
    for span in annotation.spans:
        if span.label not in BY_NAME or not _stands(span, lines):
            continue
        words = lines[span.line][span.start : span.end]
        part = annotation.parts[span.line] if span.line < len(annotation.parts) else ""
        if part and (BY_NAME[span.label].layer == "note") != (part in NOTE_PARTS):
            yield Issue("wrong-layer", f"{span.label} in a line of part {part}", annotation.name, span.line, words)
        if span.label in NOTE_ENTITIES and not any(
            n.line == span.line and n.start <= span.start and span.end <= n.end for n in notes
        ):
            yield Issue("outside-note", f"{span.label} stands in no note", annotation.name, span.line, words)


RULES: Final[tuple[Callable[[Annotated], Iterator[Issue]], ...]] = (
    labels_known,
    places_right,
    overlaps,
    parts_right,
    layers_right,
)


class _Seen(NamedTuple):
    document: str
    line: int
    words: str


@dataclass
class _Memory:
    """What is remembered of all filings, to compare them with one another."""

    counts: Counter[str] = field(default_factory=Counter)
    splits: Counter[str] = field(default_factory=Counter)
    texts: dict[str, dict[str, list[_Seen]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    people: dict[tuple[str, str], dict[str, _Seen]] = field(default_factory=lambda: defaultdict(dict))
    names: set[str] = field(default_factory=set)


def _remember(memory: _Memory, one: Annotated) -> Iterator[Issue]:
    name, lines = one.annotation.name, _lines(one)
    if name in memory.names:
        yield Issue("twice", "annotated twice under the same name", name)
    memory.names.add(name)
    side = split_of(one)
    if side is not None:
        memory.splits[side] += 1
    for entity in entities_of(one.annotation.spans):
        memory.counts[entity.label] += 1
        places = [(line, start, end) for line, start, end in entity.pieces if 0 <= line < len(lines)]
        words = " ".join(lines[line][start:end] for line, start, end in places)
        if not places or entity.label in CONTAINERS:
            continue
        seen = _Seen(name, places[0][0], words)
        key = folded(words) or ""
        if sum(map(str.isalpha, key)) >= _LETTERS_TO_COMPARE:
            memory.texts[key][entity.label].append(seen)
    for rule, who in _people(one):
        memory.people[rule, who].setdefault(side or "", _seen_at(one, rule, who))


def _people(one: Annotated) -> Iterator[tuple[str, str]]:
    """Rule and folded name of issuer and owners, from the gold record, else from the metadata."""
    filing, meta = one.annotation.filing, one.annotation.meta
    issuer = (filing.get("issuer") or {}).get("name") or meta.get("issuer")
    owners = [owner.get("name") for owner in filing.get("reporting_owners") or []] or meta.get("owners") or []
    for rule, name in (("leak-issuer", issuer), *(("leak-owner", owner) for owner in owners)):
        key = folded(name)
        if key:
            yield rule, key


def _seen_at(one: Annotated, rule: str, who: str) -> _Seen:
    """Where the form says that name, as near as its spans tell."""
    label = "ISSUER" if rule == "leak-issuer" else "OWNER_NAME"
    lines = _lines(one)
    spans = [span for span in one.annotation.spans if span.label == label and _stands(span, lines)]
    line = min(
        (span.line for span in spans),
        key=lambda place: (folded(lines[place]) or "").find(who.split()[0]) < 0,
        default=-1,
    )
    return _Seen(one.annotation.name, line, lines[line] if line >= 0 else "")


def _inconsistent(memory: _Memory) -> Iterator[Issue]:
    """A text that nearly always carries one label and here carries another."""
    for text, labels in memory.texts.items():
        usual = max(labels, key=lambda label: len(labels[label]))
        times, whole = len(labels[usual]), sum(map(len, labels.values()))
        if times < _OFTEN or times < _MOSTLY * whole:
            continue
        for label, places in labels.items():
            if label == usual or frozenset((label, usual)) in _BOTH:
                continue
            for seen in places:
                message = f"'{text}' is {label} here and {usual} in {times} of {whole} places"
                yield Issue("inconsistent", message, seen.document, seen.line, seen.words)


def _few(memory: _Memory, few: int) -> Iterator[Issue]:
    for label in NAMES:
        if memory.counts[label] < few:
            yield Issue("few", f"{label} has {memory.counts[label]} examples; {few} are the least to learn from")


def _leaks(memory: _Memory) -> Iterator[Issue]:
    for (rule, who), sides in memory.people.items():
        named = {side: seen for side, seen in sides.items() if side}
        if len(named) > 1:
            first, *others = sorted(named)
            for side in others:
                seen, other = named[side], named[first]
                message = f"'{who}' is in split {side} here and in split {first} in {other.document}, line {other.line}"
                yield Issue(rule, message, seen.document, seen.line if seen.line >= 0 else None, seen.words)


def check_data(annotated: Iterable[Annotated], *, few: int = FEW, ignore: Iterable[str] = ()) -> DataReport:
    """Hold every rule against every filing, then the filings against one another; rules of `ignore` are left out."""
    memory = _Memory()
    issues: list[Issue] = []
    documents = 0
    for one in annotated:
        documents += 1
        for rule in RULES:
            issues += rule(one)
        issues += _remember(memory, one)
    issues += _inconsistent(memory)
    issues += _few(memory, few)
    issues += _leaks(memory)
    unwanted = frozenset(ignore)
    kept = sorted((i for i in issues if i.rule not in unwanted), key=lambda i: i.severity != "error")
    counts = {label: memory.counts[label] for label in NAMES} | dict(memory.counts)
    return DataReport(documents, counts, dict(sorted(memory.splits.items())), tuple(kept))
