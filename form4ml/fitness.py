"""Whether annotated filings can be learnt from at all: what would teach a model nonsense stops a run before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from form4ml.corpus import Annotated, CorpusError
from form4ml.evaluation.data import Issue, labels_known, parts_right, places_right

_RULES: Final = (labels_known, places_right, parts_right)
_STOPS: Final = frozenset({"unknown-label", "misplaced", "parts"})  # other findings of check-data cost little


class AnnotationError(CorpusError):
    """An annotation that does not fit its filing: which, where, and how many more there are."""

    def __init__(self, where: Path, issue: Issue, more: int) -> None:
        line = "" if issue.line is None else f", line {issue.line + 1}"
        others = f", and {more} more like it" if more else ""
        ValueError.__init__(
            self, f"{where}: {issue.document}{line}: {issue.message}{others}; `form4ml check-data` lists all"
        )


def refuse_unfit(items: Iterable[Annotated], where: Path) -> None:
    """Raise AnnotationError where a label or a part is unknown, or a span stands outside its line."""
    issues = list(_issues(items))
    if issues:
        raise AnnotationError(where, issues[0], len(issues) - 1)


def _issues(items: Iterable[Annotated]) -> Iterator[Issue]:
    for item in items:
        for rule in _RULES:
            yield from (issue for issue in rule(item) if issue.rule in _STOPS)
