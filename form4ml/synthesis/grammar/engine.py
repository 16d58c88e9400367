"""A small language of wordings: text with choices, slots and labelled stretches, written out with exact offsets.

In a wording, `[a|b|]` is a choice (the empty alternative leaves it out), `{name}` a slot or a phrase, `{^name}` the same
with its first letter capitalised, and `<...>` a stretch that carries the label PRICE_RANGE. Slots that carry a label of
their own, such as `{adopted}`, are listed in grammar/slots.py.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from form4ml.synthesis.made import NoteSpan

MAX_NOTE = 1000  # characters that EDGAR takes in one note


class Teller(Protocol):
    """What a wording asks of the filing it is written for."""

    rng: random.Random
    held_out: bool

    def say(self, slot: str, out: Written) -> None: ...

    def knows(self, slot: str) -> bool: ...

    def close_range(self, out: Written) -> None: ...


@dataclass
class Written:
    """Text under way, its labelled stretches, and the values that they state."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[NoteSpan] = field(default_factory=list)
    values: list[tuple[str, object]] = field(default_factory=list)
    families: list[str] = field(default_factory=list)

    def write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def label(self, name: str, text: str, value: object) -> None:
        """Write `text` as a stretch labelled `name` that states `value`."""
        start = self.length
        self.write(text)
        self.spans.append(NoteSpan(start, self.length, name))
        self.values.append((name, value))

    @property
    def text(self) -> str:
        return "".join(self.parts)


Node = Callable[[Teller, Written], None]


class Family(NamedTuple):
    """One whole pattern of wording; where `held_out`, only filings kept for validation use it."""

    name: str
    weight: float
    held_out: bool
    write: Node
    needs: frozenset[str]


_TOKEN = re.compile(r"[\[\]|<>]|\{\^?[\w-]+\}|[^\[\]|<>{}]+")


class Part(NamedTuple):
    """A compiled stretch of wording and the slots that it cannot be written without."""

    write: Node
    needs: frozenset[str]


NOTHING: frozenset[str] = frozenset()


class Grammar:
    """Phrases by name and groups of families by name, compiled once.

    `scarce` names the slots that a teller may not know; a wording, or an alternative in one, is only chosen where it does.
    """

    def __init__(
        self, phrases: Mapping[str, str], groups: Mapping[str, Mapping[str, str]], scarce: Collection[str] = ()
    ) -> None:
        self._sources = dict(phrases)
        self._scarce = frozenset(scarce)
        self._phrases: dict[str, Part] = {}
        self.groups: dict[str, tuple[Family, ...]] = {
            group: tuple(self._family(group, name, text) for name, text in wordings.items())
            for group, wordings in groups.items()
        }
        self._open = {group: tuple(f for f in families if not f.held_out) for group, families in self.groups.items()}

    def _family(self, group: str, name: str, text: str) -> Family:
        """A name that ends in ! is held out; *N at its end is its weight."""
        bare, _, weight = name.partition("*")
        part = self._compile(text)
        return Family(f"{group}/{bare.rstrip('!')}", float(weight or 1), bare.endswith("!"), part.write, part.needs)

    def _compile(self, text: str) -> Part:
        part, ended_by = self._alternatives(iter(_TOKEN.findall(text)))
        if ended_by:
            raise ValueError(f"unbalanced {ended_by!r} in wording: {text[:60]}")
        return part

    def _alternatives(self, tokens: Iterator[str]) -> tuple[Part, str]:
        """Parse up to a closing bracket or the end: a choice where there are several alternatives."""
        alternatives: list[Part] = []
        sequence: list[Part] = []
        ended_by = ""
        for token in tokens:
            if token in "]>":
                ended_by = token
                break
            if token == "|":
                alternatives.append(_sequence(sequence))
                sequence = []
            elif token in "[<":
                inner, _ = self._alternatives(tokens)
                sequence.append(inner if token == "[" else Part(_ranged(inner.write), inner.needs))
            elif token[0] == "{":
                sequence.append(self._slot(token))
            else:
                sequence.append(Part(_literal(token), NOTHING))
        alternatives.append(_sequence(sequence))
        return (alternatives[0] if len(alternatives) == 1 else _choice(alternatives)), ended_by

    def _slot(self, token: str) -> Part:
        name = token.strip("{^}")
        if name in self._sources:
            if name not in self._phrases:
                self._phrases[name] = self._compile(self._sources[name])
            part = self._phrases[name]
        else:
            part = Part(_asked(name), frozenset((name,)) & self._scarce)
        return Part(_capitalised(part.write), part.needs) if token[1] == "^" else part

    def pick(self, group: str, teller: Teller) -> Family:
        """A family of the group that `teller` knows all slots of; held-out families only for held-out filings."""
        families = self.groups[group] if teller.held_out else self._open[group]
        able = [f for f in families if all(teller.knows(slot) for slot in f.needs)]
        if not able:
            raise LookupError(f"no wording of group {group!r} fits")
        if teller.held_out:
            kept = [f for f in able if f.held_out]
            if kept and teller.rng.random() < 0.6:
                able = kept
        return teller.rng.choices(able, [f.weight for f in able])[0]

    def write(self, group: str, teller: Teller, out: Written) -> None:
        family = self.pick(group, teller)
        out.families.append(family.name)
        family.write(teller, out)


def _literal(text: str) -> Node:
    def write(_: Teller, out: Written) -> None:
        out.write(text)

    return write


def _sequence(parts: list[Part]) -> Part:
    if len(parts) == 1:
        return parts[0]
    nodes = tuple(part.write for part in parts)

    def write(teller: Teller, out: Written) -> None:
        for node in nodes:
            node(teller, out)

    return Part(write, NOTHING.union(*(part.needs for part in parts)))


def _choice(parts: list[Part]) -> Part:
    nodes = tuple(part.write for part in parts)

    def write(teller: Teller, out: Written) -> None:
        nodes[int(teller.rng.random() * len(nodes))](teller, out)

    def write_able(teller: Teller, out: Written) -> None:
        able = [part.write for part in parts if all(teller.knows(slot) for slot in part.needs)]
        able[int(teller.rng.random() * len(able))](teller, out)

    needs = frozenset.intersection(*(part.needs for part in parts))
    return Part(write_able if any(part.needs for part in parts) else write, needs)


def _asked(name: str) -> Node:
    def write(teller: Teller, out: Written) -> None:
        teller.say(name, out)

    return write


def _ranged(node: Node) -> Node:
    def write(teller: Teller, out: Written) -> None:
        start = out.length
        node(teller, out)
        out.spans.append(NoteSpan(start, out.length, "PRICE_RANGE"))
        teller.close_range(out)

    return write


def _capitalised(node: Node) -> Node:
    def write(teller: Teller, out: Written) -> None:
        first = len(out.parts)
        node(teller, out)
        if len(out.parts) > first:
            part = out.parts[first]
            out.parts[first] = part[0].upper() + part[1:]

    return write
