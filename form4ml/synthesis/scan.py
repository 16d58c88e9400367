"""Turns a printed page into what a scanner would have made of it, keeping track of where every point of it came to lie."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Image = NDArray[np.uint8]
POINTS_AN_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Warp:
    """Where a point of the page, in points, lies on the scan, in pixels.

    The page is enlarged, its lines are bowed (as paper that does not lie flat), it is turned about its centre,
    enlarged once more and shifted.
    """

    dpi: float
    width: float  # of the scan, in pixels
    height: float
    skew: float = 0.0  # degrees, clockwise as seen
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    bow: float = 0.0  # how many pixels lower the middle of a line lies than its ends

    @property
    def is_still(self) -> bool:
        return not (self.skew or self.bow or any(self.shift)) and self.zoom == 1.0

    def apply(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the page (an n by 2 array) on the scan."""
        moved = points * (self.dpi / POINTS_AN_INCH)
        if self.is_still:
            return moved
        moved[:, 1] += self._bowed(moved[:, 0])
        return moved @ self._matrix()[:, :2].T + self._matrix()[:, 2]

    def back(self, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels of the scan (an n by 2 array) on the page, in points."""
        if self.is_still:
            return pixels * (POINTS_AN_INCH / self.dpi)
        inverse = cv2.invertAffineTransform(self._matrix())
        moved = pixels @ inverse[:, :2].T + inverse[:, 2]
        moved[:, 1] -= self._bowed(moved[:, 0])
        return np.asarray(moved * (POINTS_AN_INCH / self.dpi))

    def move(self, image: Image, paper: int) -> Image:
        """The image, drawn at `dpi`, as it lies on the scan; what came from beyond its edge is paper."""
        if self.is_still:
            return image
        inverse = cv2.invertAffineTransform(self._matrix()).astype(np.float32)
        across = np.arange(image.shape[1], dtype=np.float32)[None, :]
        down = np.arange(image.shape[0], dtype=np.float32)[:, None]
        from_x = inverse[0, 0] * across + inverse[0, 1] * down + inverse[0, 2]
        from_y = inverse[1, 0] * across + inverse[1, 1] * down + inverse[1, 2]
        if self.bow:
            from_y = from_y - self._bowed(from_x).astype(np.float32)
        moved = cv2.remap(
            image, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(float(paper),)
        )
        return np.asarray(moved, dtype=np.uint8)

    def _bowed(self, x: NDArray[Any]) -> NDArray[Any]:
        half = self.width / 2
        return np.asarray(self.bow * (1 - ((x - half) / half) ** 2))

    def _matrix(self) -> NDArray[np.float64]:
        angle = math.radians(self.skew)
        cos, sin = self.zoom * math.cos(angle), self.zoom * math.sin(angle)
        x, y = self.width / 2, self.height / 2
        return np.array(
            [
                [cos, -sin, x - cos * x + sin * y + self.shift[0]],
                [sin, cos, y - sin * x - cos * y + self.shift[1]],
            ]
        )


@dataclass(frozen=True)
class Scan:
    """A page image, where the printed page lies on it, and what was done to it."""

    image: Image
    warp: Warp
    settings: dict[str, float]


@dataclass(frozen=True, slots=True)
class Span:
    """A range that a setting is drawn from, evenly or, where `bell`, mostly near its middle."""

    low: float
    high: float
    bell: bool = False

    def draw(self, rng: random.Random) -> float:
        if self.bell:
            return rng.triangular(self.low, self.high)
        return rng.uniform(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Quality:
    """How pages of one quality come about: a setting's range, or its absence, for each thing that can befall a page."""

    dpi: float
    skew: Span | None = None
    zoom: Span | None = None
    shift: Span | None = None
    bow: Span | None = None  # befalls one filing in four
    ink: Span | None = None  # how dark the print is, 0 to 255
    paper: Span | None = None  # how bright the paper is
    thicken: Span | None = None  # toner that spread: share of the way to each pixel's darkest neighbour
    blur: Span | None = None  # standard deviation in pixels
    noise: Span | None = None  # standard deviation in grey levels
    edges: Span | None = None  # width of dark edges in inches
    specks: Span | None = None  # a square inch
    threshold: Span | None = None  # one bit: where black begins, as a share of the way from ink to paper
    halve: float = 0.0  # share of filings sent at half the rows an inch
    jpeg: Span | None = None


QUALITIES: dict[str, Quality] = {
    "clean200": Quality(200, blur=Span(0.0, 0.7)),
    "clean300": Quality(300, blur=Span(0.0, 0.9)),
    "scan200": Quality(
        200, skew=Span(-1.5, 1.5, bell=True), zoom=Span(0.985, 1.01), shift=Span(-12, 12), bow=Span(-5, 5),
        ink=Span(0, 60), paper=Span(228, 255), blur=Span(0.4, 0.9), noise=Span(2, 9), jpeg=Span(50, 88),
    ),
    "fax200": Quality(
        204, skew=Span(-0.8, 0.8, bell=True), zoom=Span(0.985, 1.0), shift=Span(-10, 10), blur=Span(0.2, 0.6),
        noise=Span(0, 8), specks=Span(0, 1.2), threshold=Span(0.5, 0.75), halve=0.12,
    ),
    "low150": Quality(150, skew=Span(-0.6, 0.6, bell=True), blur=Span(0.1, 0.5), noise=Span(0, 5), jpeg=Span(65, 92)),
    "jpeg100": Quality(100, skew=Span(-0.3, 0.3, bell=True), blur=Span(0.0, 0.4), jpeg=Span(45, 80)),
    "photocopy": Quality(
        200, skew=Span(-1.2, 1.2, bell=True), zoom=Span(0.97, 1.01), shift=Span(-15, 15), bow=Span(-4, 4),
        thicken=Span(0.1, 0.45), blur=Span(0.4, 0.8), noise=Span(3, 11), edges=Span(0.02, 0.25), specks=Span(0.5, 5),
        threshold=Span(0.5, 0.72),
    ),
    "faded": Quality(
        200, skew=Span(-1.0, 1.0, bell=True), shift=Span(-8, 8), ink=Span(90, 160), paper=Span(215, 248),
        blur=Span(0.4, 0.8), noise=Span(3, 9), jpeg=Span(50, 85),
    ),
}  # fmt: skip


def render(pdf: bytes, dpi: float) -> list[Image]:
    """The pages of a PDF in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_grey(page, dpi) for page in document]
    finally:
        document.close()


def _grey(page: Any, dpi: float) -> Image:
    drawn = page.render(scale=dpi / POINTS_AN_INCH, grayscale=True).to_numpy()
    return np.ascontiguousarray(drawn.reshape(drawn.shape[0], drawn.shape[1]))


def scan(pages: Sequence[Image], quality: str, rng: random.Random) -> list[Scan]:
    """Pages drawn at the quality's resolution as one go at the scanner would give them.

    What the machine does (its ink, blur, threshold) is the same for all pages, how each page lies on the glass is not.
    """
    recipe = QUALITIES[quality]
    machine = {
        name: round(span.draw(rng), 3)
        for name in ("ink", "paper", "thicken", "blur", "noise", "edges", "specks", "threshold", "jpeg")
        if (span := getattr(recipe, name)) is not None
    }
    if recipe.halve and rng.random() < recipe.halve:
        machine["halved"] = 1.0
    bowed = recipe.bow is not None and rng.random() < 0.25
    return [_one(page, recipe, machine, bowed, rng) for page in pages]


def _one(page: Image, recipe: Quality, machine: dict[str, float], bowed: bool, rng: random.Random) -> Scan:
    def drawn(span: Span | None, otherwise: float = 0.0) -> float:
        return round(span.draw(rng), 3) if span is not None else otherwise

    warp = Warp(
        dpi=recipe.dpi,
        width=page.shape[1],
        height=page.shape[0],
        skew=drawn(recipe.skew),
        zoom=drawn(recipe.zoom, 1.0),
        shift=(drawn(recipe.shift), drawn(recipe.shift)),
        bow=drawn(recipe.bow) if bowed else 0.0,
    )
    chance = np.random.default_rng(rng.getrandbits(64))
    image = warp.move(page, 255)
    for name, effect in EFFECTS.items():
        if name in machine:
            image = effect(image, machine[name], chance, recipe, machine)
    where = {"skew": warp.skew, "bow": warp.bow}
    return Scan(image, warp, {**machine, **{name: value for name, value in where.items() if value}})


def _tone(image: Image, paper: float, ink: float) -> Image:
    table = np.clip(ink + (paper - ink) * np.arange(256) / 255, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, table), dtype=np.uint8)


Effect = Callable[[Image, float, np.random.Generator, Quality, dict[str, float]], Image]


def _thicken(image: Image, share: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]) -> Image:
    spread = cv2.erode(image, np.ones((2, 2), np.uint8))
    return np.asarray(cv2.addWeighted(image, 1 - share, spread, share, 0), dtype=np.uint8)


def _blur(image: Image, sigma: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]) -> Image:
    if sigma < 0.15:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)


def _ink_and_paper(
    image: Image, paper: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]
) -> Image:
    return _tone(image, paper, all_.get("ink", 0.0))


def _edges(image: Image, inches: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]) -> Image:
    """Darkness that falls in from two sides, as where a lid stood open."""
    reach = max(inches * recipe.dpi, 1.0)
    height, width = image.shape
    side = np.minimum(np.arange(width), np.inf)[:: -1 if chance.random() < 0.5 else 1]
    end = np.arange(height)[:: -1 if chance.random() < 0.5 else 1]
    light = np.minimum(1 - np.exp(-side / reach)[None, :], (1 - np.exp(-end / reach))[:, None])
    return np.asarray(image * light, dtype=np.uint8)


def _specks(
    image: Image, density: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]
) -> Image:
    height, width = image.shape
    count = int(density * height * width / recipe.dpi**2)
    speckled: Image = image.copy()
    places = chance.integers(0, (width, height), size=(count, 2))
    sizes = chance.integers(1, 3, size=count)
    for (x, y), size in zip(places.tolist(), sizes.tolist(), strict=True):
        speckled[y : y + size, x : x + size] = 0
    return speckled


def _noise(image: Image, sigma: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]) -> Image:
    grain = np.empty(image.shape, np.int16)
    cv2.setRNGSeed(int(chance.integers(0, 2**31 - 1)))
    cv2.randn(grain, (0.0,), (sigma,))
    return np.asarray(np.clip(image + grain, 0, 255), dtype=np.uint8)


def _threshold(
    image: Image, share: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]
) -> Image:
    if all_.get("halved"):
        rows = cv2.resize(image, (image.shape[1], image.shape[0] // 2), interpolation=cv2.INTER_AREA)
        image = cv2.resize(rows, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.where(image > share * 255, 255, 0).astype(np.uint8)


def _jpeg(image: Image, level: float, chance: np.random.Generator, recipe: Quality, all_: dict[str, float]) -> Image:
    _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, round(level)])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


# In the order in which they befall a page: toner, light and lens, sensor, then what is made of the signal.
EFFECTS: dict[str, Effect] = {
    "thicken": _thicken,
    "paper": _ink_and_paper,
    "blur": _blur,
    "edges": _edges,
    "specks": _specks,
    "noise": _noise,
    "threshold": _threshold,
    "jpeg": _jpeg,
}
