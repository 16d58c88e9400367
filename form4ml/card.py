"""A model's card, written from its manifest: what it is, what it learnt from, what it is worth, where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KINDS = {
    "crf": "A linear-chain CRF tagger for OCR'd SEC Form 4 filings: rows into parts of the form, words into values.",
    "spacy": "A spaCy tagger for OCR'd SEC Form 4 filings: words into values.",
}
_FIGURES = {  # as form4ml.calibrating names them
    "values": "values read on held-out filings",
    "precision": "their precision, before any is left out as unsure",
    "recall": "their recall",
    "f1": "their F1",
}
_USE = """## Use and limits

Made for Form 4 only, in English, as US insiders file it. Every value comes with a probability fitted on held-out
filings; real scans may be worse than those. It must not be the only ground of a decision about a person.
"""
_MADE_UP = """
It learnt from no real filing's pages: names, symbols, titles and amounts are real facts, put together anew.
"""


def card(manifest: Mapping[str, Any]) -> str:
    """Markdown for CARD.md: what follows from the config and the data alone, so that the same run gives the same card."""
    trained = manifest["trained_on"]
    rows = {
        "kind": manifest.get("kind", "crf"),
        "licence": manifest["licence"],
        "licence of the data": manifest.get("data_licence", "not stated"),
        "learnt from": _learnt_from(trained),
        "corpus SHA-256": f"`{trained['sha256']}`",
        **({"recipe SHA-256": f"`{trained['recipe']['sha256']}`"} if trained.get("recipe") else {}),
        "ways of looking": ", ".join(manifest["views"]),
    }
    rows |= {_FIGURES.get(name, name): value for name, value in manifest.get("scores", {}).items()}
    lines = [
        f"# {manifest['name']} {manifest['version']}",
        "",
        _KINDS.get(rows["kind"], ""),
        "",
        "| | |",
        "| --- | --- |",
    ]
    lines += [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(lines) + f"\n\n{_USE}{_MADE_UP if _all_made_up(trained) else ''}"


def _all_made_up(trained: Mapping[str, Any]) -> bool:
    return bool(trained.get("recipe")) and not trained.get("extra")


def _learnt_from(trained: Mapping[str, Any]) -> str:
    told = f"{trained['filings']} annotated filings"
    if _all_made_up(trained):
        told = f"{trained['filings']} made-up filings, printed, scanned and read by OCR"
    return told + (f", and {trained['wordings']} documents of notes" if trained.get("wordings") else "")


def run_facts(manifest: Mapping[str, Any]) -> dict[str, str]:
    """What the manifest says of the run itself and the card leaves out, as it differs from run to run."""
    programs = manifest.get("programs", {})
    facts = {
        "trained on": manifest.get("date"),
        "confidence fitted anew on": manifest.get("calibrated"),
        "in seconds": manifest.get("seconds"),
        "by form4ml": manifest.get("form4ml"),
        "with": ", ".join(f"{name} {version}" for name, version in programs.items()),
        "feature schema": manifest.get("feature_schema"),
    }
    return {name: str(value) for name, value in facts.items() if value}
