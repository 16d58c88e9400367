"""What a rule of the form decides between: a value with its other readings, and what the rule's word does to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from form4ml.assembly.builder import Builder, Proof, get_at, set_at, signals_of
from form4ml.assembly.found import Found
from form4ml.checks.decide import Choice
from form4ml.checks.values import number
from form4ml.record import Filing

Decide = Callable[[Sequence[Any]], Choice[Any] | None]
_ALIKE = frozenset(
    frozenset(pair) for pair in ("08", "06", "09", "03", "05", "17", "14", "27", "23", "38", "35", "56", "68", "89")
)


class Readings:
    """The values of a builder as rules see them. A value that one rule has borne out, no later rule replaces."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.filing: Filing = builder.filing
        self.undecided: dict[str, tuple[Found, Sequence[Any]]] = getattr(builder, "undecided", {})

    def proof(self, pointer: str) -> Proof | None:
        return self.builder.proofs.get(pointer)

    def of(self, pointer: str, value: Any) -> list[Any]:
        """The readings of a value, the one that stands first; [] where nothing was read."""
        proof = self.builder.proofs.get(pointer)
        if proof is not None:
            if not proof.alternatives or proof.signals.supported:
                return _sound([value])
            return _sound([value, *proof.alternatives])
        if value is None and pointer in self.undecided:
            return _sound(list(self.undecided[pointer][1]))
        return []

    def first(self, pointer: str, value: Any) -> Any:
        """The reading that stands, where it was read and can be reckoned with."""
        if value is None or pointer not in self.builder.proofs:
            return None
        return number(value) if isinstance(value, Decimal) else value

    def is_supported(self, pointer: str) -> bool:
        proof = self.builder.proofs.get(pointer)
        return proof is not None and proof.signals.supported

    def support(self, *pointers: str) -> None:
        for pointer in pointers:
            proof = self.builder.proofs.get(pointer)
            if proof is not None and not proof.signals.supported:
                proof.signals = proof.signals.but(supported=True)

    def agree(self, pointers: Sequence[str]) -> None:
        """Say of values that they were read alike in several places."""
        for pointer in pointers:
            proof = self.builder.proofs.get(pointer)
            if proof is not None and not proof.signals.agreed:
                proof.signals = proof.signals.but(agreed=True)

    def contradict(self, pointer: str) -> None:
        proof = self.builder.proofs.get(pointer)
        if proof is not None and not proof.signals.supported:
            proof.signals = proof.signals.but(contradicted=True)

    def doubt(self, pointer: str) -> None:
        """Contradict a value even where a rule has borne it out."""
        proof = self.builder.proofs.get(pointer)
        if proof is not None:
            proof.signals = proof.signals.but(supported=False, contradicted=True)

    def weigh(self, pointer: str, value: Any, decide: Decide, *, confirms: bool = True) -> bool:
        """Bear out the reading that stands, or put the only other one that fits in its place; whether one fits."""
        readings = self.of(pointer, value)
        stands = value is not None and pointer in self.builder.proofs
        if stands and readings and decide(readings[:1]) is not None:
            if confirms:
                self.support(pointer)
            return True
        choice = decide(readings[1:] if stands else readings)
        return choice is not None and self.take(pointer, choice)

    def take(self, pointer: str, choice: Choice[Any]) -> bool:
        """Put a reading that a rule decided for in its place; whether it stands there now."""
        proof = self.builder.proofs.get(pointer)
        if proof is None:
            return self._fill(pointer, choice)
        value = get_at(self.filing, pointer)
        if value == choice.value:
            self.support(pointer)
            return True
        if proof.signals.supported:
            return False
        for other in self._sharing(pointer, proof):
            set_at(self.filing, other, choice.value)
        proof.alternatives = [value, *(one for one in proof.alternatives if one != choice.value)]
        proof.made_by = f"corrected:{choice.rule}"
        proof.signals = proof.signals.but(repaired=True, supported=True)
        return True

    def take_likely(self, pointer: str, choice: Choice[Any]) -> bool:
        """Put a reading in its place that is no more than likely: it does not count as borne out."""
        taken = self.take(pointer, choice)
        proof = self.builder.proofs.get(pointer)
        if taken and proof is not None:
            proof.signals = proof.signals.but(supported=False)
        return taken

    def take_from(self, pointer: str, choice: Choice[Any]) -> bool:
        """Put a reading that another place shows in full: that place speaks for it, whatever the damaged one was like."""
        taken = self.take(pointer, choice)
        proof = self.builder.proofs.get(pointer)
        if taken and proof is not None:
            proof.signals = proof.signals.but(repaired=False, disputed=False, agreed=True)
        return taken

    def settle(self, pointer: str, value: Any, rule: str, source: str) -> None:
        """Put a value where something was read in its place, else set it as what another value makes certain."""
        if not self.take(pointer, Choice(value, rule)):
            self.infer(pointer, value, rule, source)

    def infer(self, pointer: str, value: Any, rule: str, source: str) -> None:
        """Set a value that nothing was read for and that another value makes certain."""
        if get_at(self.filing, pointer) is None and self.inferred(pointer, rule, source):
            set_at(self.filing, pointer, value)
            self.builder.absent.pop(pointer, None)

    def inferred(self, pointer: str, rule: str, source: str) -> bool:
        """Prove a place by what stands behind another value; whether that is there and the place had no proof yet."""
        proof = self.builder.proofs.get(source)
        if proof is None or pointer in self.builder.proofs:
            return False
        signals = proof.signals.but(inferred=True, supported=False, contradicted=False)
        self.builder.prove(pointer, proof.found, made_by=f"rule:{rule}", signals=signals)
        return True

    def _fill(self, pointer: str, choice: Choice[Any]) -> bool:
        if pointer not in self.undecided:
            return False
        item, others = self.undecided[pointer]
        set_at(self.filing, pointer, choice.value)
        self.builder.prove(
            pointer,
            item,
            made_by=f"corrected:{choice.rule}",
            signals=signals_of(item, repaired=True, supported=True),
            alternatives=[one for one in others if one != choice.value],
        )
        self.builder.absent.pop(pointer, None)
        return True

    def _sharing(self, pointer: str, proof: Proof) -> list[str]:
        """Facts gathered for the whole filing stand on the proof of the note that states them."""
        if not pointer.startswith("/footnotes/"):
            return [pointer]
        return [one for one, other in self.builder.proofs.items() if other is proof]


def _sound(values: list[Any]) -> list[Any]:
    """Readings of one kind that can be compared and reckoned with, each once. None where the first is none of these."""
    kept: list[Any] = []
    for at, value in enumerate(values):
        if (number(value) is None) if isinstance(value, Decimal) else not isinstance(value, str):
            if at == 0:
                return []
            continue
        if (not kept or isinstance(value, type(kept[0]))) and value not in kept:
            kept.append(value)
    return kept


# -- readings that no normalizer offered -----------------------------------------------------------------------------


def one_sign_off(read: str, other: str) -> bool:
    """Whether two texts differ in one digit that OCR takes for the other."""
    if len(read) != len(other):
        return False
    off = [frozenset(pair) for pair in zip(read, other, strict=True) if pair[0] != pair[1]]
    return len(off) == 1 and off[0] in _ALIKE


def digit_off(read: Decimal, other: Decimal) -> bool:
    """Likewise of amounts; of one digit alone nothing is left to know the other by."""
    return min(abs(read), abs(other)) >= 10 and one_sign_off(f"{read:f}", f"{other:f}")


def cut_short(read: Decimal, other: Decimal) -> bool:
    """Whether `read` is what is left of `other` without its first figures: a rule of the table or a fold took them."""
    return read >= 10 and read != other and f"{other:f}".endswith(f"{read:f}")


def like_a_misreading(read: Decimal, other: Decimal) -> bool:
    """Whether `other` may be what is printed where `read` was read: a digit mistaken, a point lost, a mark or rule glued."""
    if digit_off(read, other):
        return True
    if not other or not read:
        return False
    if any(read == other.scaleb(places) for places in (2, 3, 4)):
        return True
    printed, seen = f"{other:f}", f"{read:f}"
    glued_behind = seen.startswith(printed) and len(seen) - len(printed) in (1, 2) and seen[-1] != "0"
    glued_before = seen[1:] == printed and seen[0] in "147"  # a rule of the table is read as any of these
    return "." not in seen and len(printed) > 1 and (glued_behind or glued_before)
