"""Scanning: the warp is exact both ways and agrees with the picture; every quality gives a readable grey page."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("cv2")
pytest.importorskip("reportlab")

from form4ml.synthesis.scan import QUALITIES, Image, Warp, render, scan
from tests.synthesis_print import table_print


def blank(dot: tuple[int, int]) -> Image:
    page = np.full((550, 425), 255, np.uint8)
    page[dot[1] - 2 : dot[1] + 3, dot[0] - 2 : dot[0] + 3] = 0
    return page


def darkest(image: Image) -> tuple[float, float]:
    ys, xs = np.nonzero(image < 128)
    return float(xs.mean()), float(ys.mean())


@given(
    skew=st.floats(-3, 3), zoom=st.floats(0.9, 1.1), x=st.floats(-20, 20), y=st.floats(-20, 20), bow=st.floats(-10, 10)
)
def test_warp_goes_there_and_back(skew: float, zoom: float, x: float, y: float, bow: float) -> None:
    warp = Warp(200, 1700, 2200, skew, zoom, (x, y), bow)
    points = np.array([[10.0, 10.0], [300.0, 400.0], [600.0, 780.0]])
    assert np.allclose(warp.back(warp.apply(points.copy())), points, atol=1e-6)


@pytest.mark.parametrize("dot", [(60, 60), (212, 275), (380, 500), (60, 500)])
def test_a_dot_lands_where_the_warp_says(dot: tuple[int, int]) -> None:
    warp = Warp(50, 425, 550, skew=1.4, zoom=0.98, shift=(7.0, -5.0), bow=6.0)
    page = blank(dot)
    said = warp.apply(np.array([dot], dtype=float) * 72 / 50)[0]
    assert darkest(warp.move(page, 255)) == pytest.approx(tuple(said), abs=0.6)


def test_what_comes_from_beyond_the_edge_is_paper() -> None:
    moved = Warp(50, 425, 550, shift=(40.0, 0.0)).move(np.zeros((550, 425), np.uint8), 255)
    assert moved[:, :38].min() == 255
    assert moved[:, 42:].max() == 0


@pytest.mark.parametrize("quality", list(QUALITIES))
def test_each_quality_keeps_the_ink_under_the_runs(quality: str) -> None:
    page = table_print()
    recipe = QUALITIES[quality]
    one = scan(render(page.pdf, recipe.dpi), quality, random.Random(5))[0]
    assert one.image.dtype == np.uint8
    assert one.image.shape == pytest.approx((400 * recipe.dpi / 72, 612 * recipe.dpi / 72), abs=1.5)
    ground = float(np.median(one.image))
    for run in page.sheets[0].runs:
        corners = one.warp.apply(np.array([[run.left, run.top], [run.right, run.bottom]]))
        (left, top), (right, bottom) = corners.round().astype(int).tolist()
        assert one.image[top:bottom, left:right].min() < ground - 50, run.text


def test_the_same_seed_scans_the_same() -> None:
    pages = render(table_print().pdf, 200)
    first, again = (scan(pages, "scan200", random.Random(11))[0] for _ in range(2))
    other = scan(pages, "scan200", random.Random(12))[0]
    assert np.array_equal(first.image, again.image)
    assert first.settings == again.settings != other.settings


def test_fax_is_one_bit() -> None:
    one = scan(render(table_print().pdf, QUALITIES["fax200"].dpi), "fax200", random.Random(1))[0]
    assert set(np.unique(one.image).tolist()) == {0, 255}


def test_clean_pages_lie_still() -> None:
    one = scan(render(table_print().pdf, 200), "clean200", random.Random(1))[0]
    assert one.warp.is_still
    assert "skew" not in one.settings
