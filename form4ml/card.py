"""A model's card, written from its manifest: what it is, what it learnt from, what it is worth, where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def card(manifest: Mapping[str, Any]) -> str:
    """Markdown for CARD.md."""
    lines = [
        f"# {manifest['name']} {manifest['version']}",
        "",
        "A linear-chain CRF tagger for OCR'd SEC Form 4 filings: rows into parts of the form, words into values.",
        "",
        "| | |",
        "| --- | --- |",
        f"| licence | {manifest['licence']} |",
        f"| learnt from | {manifest['trained_on']['filings']} synthetic filings, printed, scanned and read by real OCR |",
        f"| corpus SHA-256 | `{manifest['trained_on']['sha256']}` |",
        f"| ways of looking | {', '.join(manifest['views'])} |",
        f"| training time | {manifest['seconds']} s |",
    ]
    for name, value in manifest.get("scores", {}).items():
        lines.append(f"| {name} | {value} |")
    lines += [
        "",
        "## Use and limits",
        "",
        "Made for Form 4 only, in English, as US insiders file it. Every value comes with a probability fitted on",
        "held-out synthetic filings; real scans may be worse than the synthetic ones. It learnt from no real filing's",
        "pages: names, symbols, titles and amounts are real facts, put together anew. It must not be the only ground of",
        "a decision about a person.",
        "",
    ]
    return "\n".join(lines)
