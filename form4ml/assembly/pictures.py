"""Check boxes seen as pictures put beside the check marks that were tagged in the text."""

from __future__ import annotations

from form4ml.assembly.builder import Builder, get_at, set_at
from form4ml.assembly.confidence import Signals
from form4ml.assembly.found import Found, found
from form4ml.document import Mark

_OF_THE_FORM = ("not_subject_to_section16", "aff10b5_one", "joint_filing")
_OF_THE_OWNER = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
_NEAR = 400.0  # pixels; words further from a square than this say nothing about it


def apply(builder: Builder) -> None:
    """Set what only the picture tells; where text and picture both tell, let them bear each other out or dispute."""
    seen = _surest(builder.view.document.marks)
    for name in _OF_THE_FORM:
        if name in seen:
            _one(builder, f"/{name}", seen[name], alone=True)
    # Box 5 is printed for the first owner; with no box checked at all, the crosses were lost rather than absent.
    checked = any(seen[name].checked for name in _OF_THE_OWNER if name in seen)
    if builder.filing.reporting_owners:
        for name in _OF_THE_OWNER:
            if name in seen:
                _one(builder, f"/reporting_owners/0/{name}", seen[name], alone=checked)


def _surest(marks: tuple[Mark, ...]) -> dict[str, Mark]:
    """One mark a box: the surest of the first page that shows it."""
    best: dict[str, Mark] = {}
    for mark in marks:
        have = best.get(mark.name)
        if have is None or (mark.page == have.page and mark.confidence > have.confidence):
            best[mark.name] = mark
    return best


def _one(builder: Builder, pointer: str, mark: Mark, alone: bool) -> None:
    """`alone`: whether an empty box is to be believed where the text says nothing."""
    have = get_at(builder.filing, pointer)
    proof = builder.proofs.get(pointer)
    if have is None or proof is None:
        place = _place(builder, mark)
        if place is not None and (mark.checked or alone):
            set_at(builder.filing, pointer, mark.checked)
            builder.prove(pointer, place, made_by="picture", signals=Signals(tag=mark.confidence))
    elif have == mark.checked:
        proof.signals = proof.signals.but(agreed=True)
    elif proof.signals.inferred and mark.checked:
        # No cross was tagged, yet the picture shows one.
        place = _place(builder, mark)
        if place is not None:
            set_at(builder.filing, pointer, True)
            builder.prove(pointer, place, made_by="picture", signals=Signals(tag=mark.confidence, disputed=True))
    elif not proof.signals.inferred:
        proof.signals = proof.signals.but(disputed=True)


def _place(builder: Builder, mark: Mark) -> Found | None:
    """The word beside the box, with the box itself as the place; None where no word stands near."""
    view = builder.view
    if mark.box is None:
        return None
    nearest: tuple[float, int] | None = None
    for index, token in enumerate(view.tokens):
        if token.box is None or view.rows[token.row].page != mark.page:
            continue
        apart = abs(token.box.left - mark.box.right) + 3 * abs(token.box.y - mark.box.y)
        if apart < _NEAR and (nearest is None or apart < nearest[0]):
            nearest = (apart, index)
    if nearest is None:
        return None
    item = found(view, "CHECK", [nearest[1]], mark.confidence, "head")
    item.box = mark.box
    return item
