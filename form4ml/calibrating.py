"""Confidence fitted on held-out filings: which values of their records were right, against what was known of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from form4ml.assembly.assemble import built
from form4ml.assembly.builder import get_at
from form4ml.assembly.confidence import SIGNALS, field_curve, in_text, kind_of
from form4ml.assembly.weighing import Weigher
from form4ml.corpus import Annotated, load
from form4ml.tagging.config import Config
from form4ml.tagging.run import split_of
from form4ml.tagging.tagger import Tagger
from form4ml.tagging.training import Progress, examples

_NO_OCR = SIGNALS.index("no_ocr")
_LEAST = 60  # observations for a curve of its own
# How strongly a curve is drawn to nought, a kind's to that of all values, and a field's to its kind's.
_RIDGE, _DRAWN, _DRAWN_FIELD = 1.0, 4.0, 8.0
_MOST = 8  # values of one kind on one document that count in full


class Observation(NamedTuple):
    """A value of a held-out filing's record: its kind, its pointer, what is known of it, and whether it is right."""

    kind: str
    pointer: str
    vector: tuple[float, ...]
    right: bool
    weight: float = 1.0


@dataclass(slots=True)
class Fitted:
    curves: dict[str, list[float]] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)
    signals: list[str] = field(default_factory=lambda: list(SIGNALS))


def held_out(config: Config, further: Sequence[Annotated] = ()) -> list[Annotated]:
    """Annotated filings of split dev whose record is known: the corpus's, then further ones."""
    return usable(load(Path(config.paths.corpus), Path(config.paths.annotations))) + usable(further)


def usable(items: Iterable[Annotated]) -> list[Annotated]:
    """Those of split dev that have a record to compare with: filings annotated by hand need not have one."""
    return [
        item
        for item in items
        if split_of(item) == "dev" and not item.annotation.meta.get("only") and item.annotation.filing
    ]


def calibrate(config: Config, tagger: Tagger, progress: Progress | None, items: Sequence[Annotated]) -> Fitted:
    """Fit the curves on held-out filings, whose issuers, owners and wordings the tagger has not seen."""
    fitted = Fitted()
    seen: list[Observation] = []
    there = 0
    given = examples(items, config.tagger.views)
    for n, example in enumerate(given, 1):
        tagged = tagger.tag_views([example.view])[0]
        found, stated = observations(tagged, example.annotated.annotation.filing)
        seen += _weighed(found)
        there += stated
        if progress is not None:
            progress("calibrating", n, len(given))
    fitted.curves |= _curves(seen)
    fitted.scores |= _scores(seen, there)
    return fitted


def _weighed(found: Sequence[Observation]) -> list[Observation]:
    """Values of one kind on one document go wrong together: many of them count as no more than a few."""
    counts = Counter(one.kind for one in found)
    return [one._replace(weight=min(1.0, _MOST / counts[one.kind])) for one in found]


def _curves(seen: Sequence[Observation]) -> dict[str, list[float]]:
    """From the curve of all values to those of kinds, of text and boxes apart, and of fields: each starts from the one before."""
    curves: dict[str, list[float]] = {}
    if len(seen) < _LEAST:
        return curves
    curves["all"] = _fit(seen)
    for kind, own in _parted(seen, lambda one: one.kind):
        both = curves[kind] = _fit(own, curves["all"], _DRAWN)
        for name, bare in ((kind, False), (in_text(kind), True)):
            some = [one for one in own if bool(one.vector[_NO_OCR]) == bare]
            if len(some) < _LEAST:
                continue
            curves[name] = _fit(some, both, _DRAWN)
            for field_name, few in _parted(some, lambda one: field_curve(one.kind, one.pointer)):
                if len(few) < len(some):
                    curves[in_text(field_name) if bare else field_name] = _fit(few, curves[name], _DRAWN_FIELD)
    return curves


def _parted(seen: Sequence[Observation], by: Callable[[Observation], str]) -> Iterator[tuple[str, list[Observation]]]:
    """The observations by name, those of names with too few of them left out."""
    parts: dict[str, list[Observation]] = {}
    for one in seen:
        parts.setdefault(by(one), []).append(one)
    for name in sorted(parts):
        if len(parts[name]) >= _LEAST:
            yield name, parts[name]


def _scores(seen: Sequence[Observation], there: int) -> dict[str, Any]:
    """Figures over all values read, before any is left out as unsure; `there` of them the filings state."""
    right = sum(one.right for one in seen)
    return {
        "values": len(seen),
        "precision": round(right / max(1, len(seen)), 4),
        "recall": round(right / max(1, there), 4),
        "f1": round(2 * right / max(1, len(seen) + there), 4),
    }


def observations(tagged: Any, gold: dict[str, Any]) -> tuple[list[Observation], int]:
    """What is known of every value that a held-out filing's record holds, and how many the filing states."""
    from form4ml.evaluation.match import match_records

    builder, _ = built(tagged)
    weigher = Weigher(builder)
    filing = builder.filing.model_dump(mode="json")
    facts = {
        "price_ranges": [[r["low"], r["high"]] for n in gold["footnotes"] for r in n.get("price_ranges", [])],
        "plan_adoption_dates": [d for n in gold["footnotes"] for d in n.get("plan_adoption_dates", [])],
    }
    out = []
    stated = 0
    for value in match_records(gold, filing, facts).values:
        pointer = value.predicted_at
        if pointer is None or pointer not in builder.proofs or get_at(builder.filing, pointer) is None:
            # what a record says without having read it, such as a box that is not ticked, is no merit
            stated += value.gold is not None and value.verdict != "right"
            continue
        stated += value.gold is not None
        signals = weigher.signals(pointer, builder.proofs[pointer])
        out.append(Observation(kind_of(pointer, signals.inferred), pointer, signals.vector(), value.verdict == "right"))
    return out, stated


def _fit(rows: Sequence[Observation], prior: Sequence[float] | None = None, drawn: float = _RIDGE) -> list[float]:
    """Logistic regression by Newton's steps, drawn towards `prior` so that few observations move it little."""
    x = np.array([one.vector for one in rows], dtype=np.float64)
    y = np.array([one.right for one in rows], dtype=np.float64)
    weights = np.array([one.weight for one in rows], dtype=np.float64)
    centre = np.zeros(x.shape[1]) if prior is None else np.array(prior)
    w = centre.copy()
    ridge = np.eye(x.shape[1]) * drawn
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weights * (y - p)) - ridge @ (w - centre)
        step = np.linalg.solve((x * (weights * p * (1 - p))[:, None]).T @ x + ridge, gradient)
        w += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return [round(float(v), 5) for v in w]
