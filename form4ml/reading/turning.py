"""Which way up a page picture is, told from how its letters line up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_FEWEST = 60  # letters, below which a page tells nothing
_STRIPS = 12  # across the page: within one, a skewed line is still level
_CLEAR = 1.15  # by how much an alignment must beat the next to be believed alone
# which edge of the letters is aligned best, and the clockwise quarter turns that bring the page upright then
_TURNS = {"bottom": 0, "right": 1, "top": 2, "left": 3}


def alignments(page: Grey) -> dict[str, float]:
    """How sharply the letters' edges line up on each side, the sum of all being 1; empty for a page with few letters.

    Latin letters stand on a line: their lower edges agree, their upper ones less so. Whichever edge agrees best is
    the page's lower one.
    """
    import cv2
    import numpy as np

    unit = max(page.shape) / 11 / 200
    ink = (page < min(160, int(page.mean()) - 25)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height = (stats[1:, i].astype(np.int64) for i in range(4))
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    letters = (longer >= 7 * unit) & (longer <= 45 * unit) & (shorter >= 2 * unit)
    left, top, width, height = left[letters], top[letters], width[letters], height[letters]
    if len(left) < _FEWEST:
        return {}
    across = (left + width // 2) * _STRIPS // page.shape[1]
    down = (top + height // 2) * _STRIPS // page.shape[0]
    edges = {
        "bottom": (across, top + height),
        "top": (across, top),
        "left": (down, left),
        "right": (down, left + width),
    }
    pace = max(1, round(unit * 1.5))
    sharpness = {}
    for name, (strip, edge) in edges.items():
        counts = np.bincount(strip * (max(page.shape) // pace + 2) + edge // pace).astype(np.float64)
        sharpness[name] = float(np.square(counts).sum())
    total = sum(sharpness.values())
    return {name: value / total for name, value in sharpness.items()}


def quarter_turns(page: Grey) -> int:
    """Clockwise quarter turns, 0 to 3, that bring the page upright; 0 where nothing speaks clearly for another."""
    scores = alignments(page)
    if not scores:
        return 0
    first, second = sorted(scores, key=lambda name: -scores[name])[:2]
    clear = scores[first] > _CLEAR * scores[second]
    if first == "bottom" and clear:
        return 0
    asked = _ask(page)
    if asked is not None:
        return asked
    return _TURNS[first] if clear else 0


def _ask(page: Grey) -> int | None:
    """Tesseract's opinion, where it is installed and has one."""
    try:
        from form4ml.reading.engines.tesseract import orientation

        degrees = orientation(page)
    except ImportError:
        return None
    return None if degrees is None else degrees // 90 % 4
