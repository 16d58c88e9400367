"""Labels of tokens coded and decoded: annotations become states to learn, states become spans with their probability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from form4ml.corpus import Annotation
from form4ml.labels import BY_NAME, LABELS, NOTE_ENTITIES
from form4ml.layout.view import View
from form4ml.tagged import Fragment
from form4ml.tagging.chain import Decoded

OUTSIDE = "O"


def states(layer: str) -> list[str]:
    """The CRF's states for a layer."""
    out = [OUTSIDE]
    for label in LABELS:
        if label.layer == layer:
            out += [f"B-{label.name}", f"I-{label.name}"] if label.many else [label.name]
    return out


def token_states(view: View, annotation: Annotation, layer: str) -> list[str]:
    """The gold state of every token of a view."""
    by_line: dict[int, list[tuple[int, int, str, int, int]]] = defaultdict(list)
    for span in annotation.spans:
        label = BY_NAME.get(span.label)
        if label is None or label.layer != layer:
            continue
        rank = 1 if label.name in NOTE_ENTITIES else 0
        by_line[span.line].append((span.start, span.end, span.label, span.group, rank))
    labels: list[tuple[str, int] | None] = []
    for token in view.tokens:
        best: tuple[int, int, tuple[str, int]] | None = None
        for start, end, name, group, rank in by_line.get(token.line, ()):
            shared = min(end, token.end) - max(start, token.start)
            if shared * 2 >= token.end - token.start and shared > 0 and (best is None or (rank, shared) > best[:2]):
                best = (rank, shared, (name, group))
        labels.append(best[2] if best else None)
    starts = _note_starts(view, annotation, labels)
    out: list[str] = []
    opened: set[tuple[str, int]] = set(starts)
    for i, found in enumerate(labels):
        if found is None:
            out.append(OUTSIDE)
        elif not BY_NAME[found[0]].many:
            out.append(found[0])
        elif found in starts:
            out.append(("B-" if starts[found] == i else "I-") + found[0])
        elif found in opened:
            out.append("I-" + found[0])
        else:
            opened.add(found)
            out.append("B-" + found[0])
    return out


def _note_starts(
    view: View, annotation: Annotation, labels: Sequence[tuple[str, int] | None]
) -> dict[tuple[str, int], int]:
    """Where notes begin whose first line the engine put after a later one: the token that opens the note as printed."""
    openings: dict[str, list[str]] = {}
    for note in annotation.filing.get("footnotes", []):
        words = (note.get("text") or "").split()
        if words:
            openings.setdefault(words[0], []).append(" ".join(words[:3]))
    members: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, found in enumerate(labels):
        if found is not None and found[0] == "FOOTNOTE":
            members[found].append(i)
    out: dict[tuple[str, int], int] = {}
    for found, tokens in members.items():
        head = view.tokens[tokens[0]].text
        if any(first.startswith(head) for first in openings):
            continue
        for i in tokens[1:]:
            if view.tokens[i].text in openings and view.tokens[i - 1].row != view.tokens[i].row:
                three = " ".join(t.text for t in view.tokens[i : i + 3])
                if any(three[:12] == o[:12] for o in openings[view.tokens[i].text]):
                    out[found] = i
                    break
    return out


def fragments(view: View, wanted: Sequence[int], decoded: Decoded) -> list[Fragment]:
    """Runs of one label in one row, in reading order."""
    return _runs(view, wanted, decoded.labels, decoded.run_probability)


def gold_fragments(view: View, wanted: Sequence[int], states: Sequence[str]) -> list[Fragment]:
    """The same of states as annotated."""
    return _runs(view, wanted, states, lambda first, last: 1.0)


def _runs(
    view: View, wanted: Sequence[int], labels: Sequence[str], probability: Callable[[int, int], float]
) -> list[Fragment]:
    out: list[Fragment] = []
    tokens = view.tokens
    size = len(labels)
    at = 0
    while at < size:
        state = labels[at]
        if state == OUTSIDE:
            at += 1
            continue
        begin = at
        coded = state[:2] in ("B-", "I-")
        name = state[2:] if coded else state
        inside = "I-" + name if coded else name
        row = tokens[wanted[at]].row
        at += 1
        while (
            at < size
            and labels[at] == inside
            and tokens[wanted[at]].row == row
            and wanted[at] == wanted[at - 1] + 1
            and (coded or tokens[wanted[at]].line == tokens[wanted[at - 1]].line)
            and not (name == "FOOTNOTE_MARK" and tokens[wanted[at]].text[0] == "(")
        ):
            at += 1
        out.append(
            Fragment(
                name,
                wanted[begin],
                wanted[at - 1] + 1,
                not coded or state[0] == "B",
                probability(begin, at),
            )
        )
    return out
