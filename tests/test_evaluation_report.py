"""A report says the same in every form, and its page is sound, self-contained and readable without eyes or mouse."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from evaluation_samples import FACTS, TEXT, gold, perfect

from form4ml.corpus import Annotation, Span
from form4ml.evaluation.causes import explain, material_of
from form4ml.evaluation.match import match_records, parse_variant
from form4ml.evaluation.page import to_html
from form4ml.evaluation.plots import Axis, Bar, Series, bars, lines
from form4ml.evaluation.render import print_report, to_json, to_markdown
from form4ml.evaluation.report import LearningPoint, Report, build_report
from form4ml.evaluation.spans import span_report
from form4ml.evaluation.store import Evaluation

HOSTILE = "</td><script>alert(1)</script> | a_b"


@pytest.fixture(scope="module")
def report() -> Report:
    matches = []
    for place, variant in enumerate(
        ("compact-land-clean200-psm3", "viewer-port-fax200-rapid", "compact-port-low150-psm6")
    ):
        filing = {**perfect(), "remarks": HOSTILE} if place else perfect()
        evidence = {
            "/issuer/name": {"confidence": 0.9, "text": "Acme Corp."},
            "/document_type": {"confidence": 0.5, "text": "4"},
        }
        match = match_records(gold(), {"filing": filing, "evidence": evidence}, FACTS)
        match = replace(match, name=f"n{place}", variant=variant, facts=parse_variant(variant), era="2023")
        matches.append(explain(match, material_of({}, TEXT.split("\n"))))
    spans = span_report([Annotation("n0", (Span(0, 0, 4, "ISSUER", 1),), ())], {"n0": [Span(0, 0, 4, "CITY", 1)]})
    about = {"predictions": "out & in", "gold": "gold"}
    learning = (LearningPoint(10, 0.5), LearningPoint(100, 0.9))
    return build_report(Evaluation(tuple(matches), about, ("a note",)), spans=spans, learning=learning)


class Page(HTMLParser):
    """Collects what the page is made of and sees that every tag is closed."""

    VOID = frozenset({"meta", "line", "rect", "circle", "polyline"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID or tag in ("rect", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_is_well_formed_and_fetches_nothing(report: Report) -> None:
    page = Page()
    html = to_html(report)
    page.feed(html)
    assert page.open == []
    assert "<script>alert" not in html
    assert not re.search(r"""(src|href)=["'](?!#)""", html)
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_page_is_usable_without_eyes_or_mouse(report: Report) -> None:
    page = Page()
    page.feed(to_html(report))
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    named = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert len(named) >= 7
    for attrs in named:
        assert attrs["role"] == "img"
        assert set(str(attrs["aria-labelledby"]).split()) <= set(ids)
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    tags = [tag for tag, _ in page.tags]
    assert (
        tags.count("h1")
        == tags.count("main")
        == tags.count("title") - len([1 for tag, _ in page.tags if tag in ("svg", "rect", "circle")])
    )
    links = [str(attrs["href"])[1:] for tag, attrs in page.tags if tag == "a"]
    assert set(links) <= set(ids)
    scrolls = [attrs for _, attrs in page.tags if attrs.get("class") == "scroll"]
    assert all(attrs.get("tabindex") == "0" and attrs.get("aria-label") for attrs in scrolls)


def test_json_holds_every_table(report: Report) -> None:
    plain = json.loads(to_json(report))
    assert plain["schema"] == "form4ml/evaluation-report/1"
    for table in report.tables:
        assert len(plain[table.key]) == len(table.rows)
    assert plain["overview"][0]["f1"] == pytest.approx(1.0)
    assert plain["worst"][0]["lines"][0]["cause"] == "invented"


def test_markdown_escapes_and_keeps_its_columns(report: Report) -> None:
    text = to_markdown(report)
    rows = [line for line in text.split("\n") if line.startswith("| remarks") and "alert" in line]
    assert rows and all("&lt;script>" in row and "\\| a\\_b" in row for row in rows)
    assert "## Where errors come from" in text


def test_terminal_tells_fields_on_demand(report: Report) -> None:
    from rich.console import Console

    def printed(fields: bool) -> str:
        stream = io.StringIO()
        print_report(report, Console(file=stream, width=160), fields=fields)
        return stream.getvalue()

    assert "Fields, worst first" not in printed(False)
    assert "row.shares_owned_following" in printed(True)
    assert "note: a note" in printed(False)


def test_plots_say_in_words_what_they_show() -> None:
    plot = bars("k", "Title & more", [Bar("a<b", 0.5), Bar("c", 1.5)])
    assert "a&lt;b 0.500" in plot.svg and "Title &amp; more" in plot.svg
    drawn = lines("k", "t", Axis("x"), Axis("y"), [Series("s", ((0.0, 0.1), (1.0, 0.9)))], diagonal=True)
    assert "y against x: s from 0.100 at 0 to 0.900 at 1." in drawn.svg
    assert 'class="ideal"' in drawn.svg
