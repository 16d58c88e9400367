"""Turns a page upright: finds the angle at which its rules and text lines lie level, and rotates by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from form4ml.document import Box

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]

_WIDEST = 6.0  # degrees looked at to either side
_LEVEL = 0.04  # degrees: below this a rotation would blur more than it straightens
_POINTS = 60_000


@dataclass(frozen=True)
class Upright:
    """A page turned level. `unit` is one pixel at 200 dpi, the measure that every length here is given in."""

    image: Grey
    angle: float  # degrees that the page as given was turned by
    back: NDArray[np.float64]  # 2 x 3, from this image's pixels to those of the page as given
    unit: float

    def given(self, box: Box) -> Box:
        """The box in the pixels of the page as given: its centre carried back, its size kept."""
        x, y = self.back @ np.array([box.x, box.y, 1.0])
        half_width, half_height = box.width / 2, box.height / 2
        return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def grey(image: NDArray[Any]) -> Grey:
    """Any page picture as 8-bit grey."""
    if image.ndim == 3:
        image = image[..., 0] if image.shape[2] == 1 else cv2.cvtColor(image[..., :3], cv2.COLOR_RGB2GRAY)
    if image.dtype == np.bool_:
        return image.astype(np.uint8) * np.uint8(255)
    return np.ascontiguousarray(image, dtype=np.uint8)


def contrast(page: Grey) -> Grey:
    """How much darker each pixel is than the paper around it, 0 to 255, the page's black being 255."""
    small = cv2.resize(page, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    # The closing takes the text away and leaves the paper, whose shade may differ from corner to corner.
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), 5)
    paper = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    darker = cv2.subtract(paper, page)
    black = float(np.percentile(darker[darker > 40], 90)) if (darker > 40).any() else 255.0
    scaled: Grey = np.clip(darker.astype(np.float32) * (255.0 / black), 0, 255).astype(np.uint8)
    return scaled


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], degrees: float) -> float:
    levels = np.rint(y - x * np.tan(np.radians(degrees))).astype(np.int64)
    return float(np.square(np.bincount(levels - levels.min()).astype(np.float64)).sum())


def skew(page: Grey) -> float:
    """Degrees that the page's level lines fall from left to right, 0.02 exact."""
    ink = (contrast(page) > 90).astype(np.uint8)
    # Only pixels in longer runs: rules, underlines and strokes along the line, not the noise.
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(9, page.shape[1] // 100)), np.uint8))
    ys, xs = np.nonzero(runs if np.count_nonzero(runs) > 2_000 else ink)
    if len(xs) < 200:
        return 0.0
    step = max(1, len(xs) // _POINTS)
    x, y = xs[::step].astype(np.float64), ys[::step].astype(np.float64)
    best = 0.0
    for reach, pace in ((_WIDEST, 0.2), (0.2, 0.04), (0.04, 0.01)):
        angles = np.arange(best - reach, best + reach + pace / 2, pace)
        best = float(max(angles, key=lambda angle: _sharpness(x, y, angle)))
    return best


def upright(image: NDArray[Any]) -> Upright:
    """The page level, its size kept; corners that turn in from outside get the paper's shade."""
    page = grey(image)
    height, width = page.shape
    unit = max(height, width) / 11 / 200
    angle = skew(page)
    if abs(angle) < _LEVEL:
        return Upright(page, 0.0, np.array([[1.0, 0, 0], [0, 1, 0]]), unit)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = int(np.median(page[::7, ::7]))
    level = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return Upright(
        np.asarray(level, dtype=np.uint8), angle, np.asarray(cv2.invertAffineTransform(turn), np.float64), unit
    )
