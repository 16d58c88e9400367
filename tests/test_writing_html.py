from __future__ import annotations

import io
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from writing_samples import full, reading, seen, told_by_note

from form4ml.document import Box, Document, Line, Page, Word
from form4ml.record import Finding, Piece, Reading
from form4ml.writing import write_many, write_one
from form4ml.writing.html import render
from form4ml.writing.html_text import name_of

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
ASSETS = Path(__file__).parents[1] / "form4ml" / "writing" / "assets"
NASTY = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">'\"&\x00\x1b\u202e"


def _document(lines: list[str], boxes: bool = False, name: str = "sample.txt") -> Document:
    made = []
    for number, text in enumerate(lines):
        words = tuple(
            Word(
                found.group(),
                number,
                found.start(),
                found.end(),
                Box(found.start() * 10, number * 30, found.end() * 10, number * 30 + 20) if boxes else None,
            )
            for found in re.finditer(r"\S+", text)
        )
        made.append(Line(text, 0, words))
    page = Page(1, 800, 1000) if boxes else Page(1)
    return Document(name, "hocr" if boxes else "text", "ab" * 32, (page,), tuple(made))


LINES = [
    "Harbor Light Instruments, Inc. [HLIN]",
    "05/06/2024",
    "sold on 05/06/2024 under a plan",
    "plan adopted 12/04/2023",
]


def _sample(**rest: object) -> Reading:
    filing = {
        "document_type": "4",
        "period_of_report": "2024-05-06",
        "issuer": {"name": "Harbor Light Instruments, Inc.", "trading_symbol": "HLIN"},
        "footnotes": [{"id": "F1", "text": "sold on 05/06/2024 under a plan adopted 12/04/2023"}],
        "plan_adoption_dates": ["2023-12-04"],
    }
    pieces = [Piece(line=2, start=0, end=31, page=1), Piece(line=3, start=5, end=23, page=1)]
    evidence = {
        "/issuer/name": seen(LINES[0][:30], 0.99, 0, 0),
        "/issuer/trading_symbol": seen("HLIN", 0.62, 0, 32, alternatives=["HL1N"]),
        "/period_of_report": seen(LINES[1], 0.97, 1, 0),
        "/footnotes/0/text": seen(" ".join(LINES[2:]), 0.9, 2, 0, pieces=pieces),
        "/plan_adoption_dates/0": seen("12/04/2023", 0.95, 3, 13),
    }
    findings = [Finding(rule="period", severity="warning", pointers=["/period_of_report"], message="not the earliest")]
    return reading(filing, evidence=evidence, findings=findings, **rest)


class _Page(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, *classes: str) -> list[dict[str, str | None]]:
        return [given for _, given in self.elements if set(classes) <= set((given.get("class") or "").split())]


PAGES = {
    "text": lambda: render(_sample(), _document(LINES)),
    "picture": lambda: render(_sample(), _document(LINES, boxes=True), [PIXEL]),
    "no document": lambda: render(full(), None),
    "told by a note": lambda: render(told_by_note(), _document(["34,000"])),
    "empty": lambda: render(reading({}), _document([])),
}


@pytest.mark.parametrize("make", PAGES.values(), ids=list(PAGES))
def test_ids_are_unique_and_every_link_leads_somewhere(make) -> None:  # type: ignore[no-untyped-def]
    page = _Page(make())
    ids = [given["id"] for _, given in page.elements if given.get("id")]
    assert len(ids) == len(set(ids))
    for _, given in page.elements:
        href = given.get("href") or "data:"
        assert href.startswith("data:") or href.removeprefix("#") in ids, href


@pytest.mark.parametrize("make", PAGES.values(), ids=list(PAGES))
def test_the_page_asks_the_network_for_nothing(make) -> None:  # type: ignore[no-untyped-def]
    text = make()
    assert not re.search(r"https?:|//[a-z]|@import|url\(|fetch\(|XMLHttp|import\(", text)
    for tag, given in _Page(text).elements:
        assert tag not in ("link", "iframe", "object", "embed", "base", "form")
        assert not any(name.startswith("on") or name in ("style", "src", "srcset", "action") for name in given)


def test_the_policy_names_the_style_and_the_script_by_their_hashes() -> None:
    text = render(_sample(), _document(LINES))
    policy = next(given["content"] for tag, given in _Page(text).elements if given.get("http-equiv"))
    assert policy is not None and "default-src 'none'" in policy and "unsafe" not in policy
    for tag in ("style", "script"):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(bodies) == 1
        digest = b64encode(sha256(bodies[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_values_and_marks_are_tied_both_ways() -> None:
    for page in (_Page(PAGES["text"]()), _Page(PAGES["picture"]())):
        values = {given["data-k"]: given for given in page.all("v") if given.get("data-k")}
        marks = [given for _, given in page.elements if (given.get("id") or "").startswith("m-")]
        assert len(values) == 5
        assert {key for mark in marks for key in (mark["data-k"] or "").split()} == set(values)
        for key, given in values.items():
            target = next(mark for mark in marks if f"#{mark['id']}" == given["href"])
            assert key in (target["data-k"] or "").split()


def test_a_value_within_a_note_is_marked_within_the_notes_mark() -> None:
    page = _Page(render(_sample(), _document(LINES)))
    shared = [given for given in page.all("m") if " " in (given["data-k"] or "")]
    assert [given["data-k"] for given in shared] == ["5 4"]


def test_boxes_come_from_the_evidence_or_from_the_words() -> None:
    made = _sample()
    made.evidence["/issuer/trading_symbol"].box = (1, 2, 31, 42)
    text = render(made, _document(LINES, boxes=True), [PIXEL])
    pad = 800 * 0.0015
    assert f'x="{1 - pad:.1f}" y="{2 - pad:.1f}" width="{30 + 2 * pad:.1f}" height="{40 + 2 * pad:.1f}"' in text
    assert f'x="{-pad:.1f}" y="{30 - pad:.1f}" width="{100 + 2 * pad:.1f}"' in text  # the date on line 2
    assert 'viewBox="0 0 800 1000"' in text
    assert '<image href="data:image/png;base64,' in text


def test_values_of_one_box_share_a_mark_and_running_text_lies_under_the_rest() -> None:
    made = _sample()
    box = (0.0, 30.0, 100.0, 50.0)
    made.evidence["/period_of_report"].box = made.evidence["/issuer/trading_symbol"].box = box
    page = _Page(render(made, _document(LINES, boxes=True), [PIXEL]))
    marks = [given for _, given in page.elements if (given.get("id") or "").startswith("m-")]
    assert [given["data-k"] for given in marks] == ["4", "4", "1", "2 3", "5"]
    assert marks[3]["class"] == "low"


@pytest.mark.parametrize("images", [None, [], [b""], [b"II*\0tiff"]])
def test_a_page_without_a_picture_is_shown_as_lines(images: list[bytes] | None) -> None:
    text = render(_sample(), _document(LINES, boxes=True), images)
    assert '<ol class="lines">' in text and "<svg" not in text


def test_doubt_stands_out_in_words_and_not_by_colour_alone() -> None:
    text = render(_sample(), _document(LINES))
    page = _Page(text)
    low = page.all("v", "low")
    assert [given["data-name"] for given in low] == ["Issuer: trading symbol"]
    assert low[0]["data-alt"] == "HL1N"
    assert '<span class="chip low">62%<span class="vh"> sure</span></span>' in text
    assert [given["data-name"] for given in page.all("v", "bad")] == ["Period of report"]
    assert '<a class="chip bad" href="#f-1"><span class="vh">see finding </span>!1</a>' in text
    assert "1 under 80% sure" in text and "1 warning" in text and "Next to check (2)" in text


def test_the_threshold_is_the_callers() -> None:
    assert len(_Page(render(_sample(), _document(LINES), low=0.96)).all("v", "low")) == 3


def test_the_whole_record_is_there() -> None:
    text = " ".join("".join(_Page(render(full(), None)).text).split())
    for fact in (
        "QUILL MARGARET A",
        "Chief Executive Officer",
        "Member of a group",
        "12,500.5",
        "31.4527",
        "99,999.5",
        "By Trust",
        "2029-02-14",
        "Each unit stands for one share",
        "Exhibit 24",
        "Owen Tarn, Attorney-in-Fact for Margaret A. Quill",
        "unreadable",
        "112,500 less 12,500.5 is 99,999.5",
    ):
        assert fact in text, fact


def _leaves(value: object, pointer: str = "") -> list[str]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in _leaves(part, f"{pointer}/{key}")]
    if isinstance(value, list):
        return [leaf for at, part in enumerate(value) for leaf in _leaves(part, f"{pointer}/{at}")]
    return [] if value is None else [pointer]


def test_every_value_with_evidence_is_shown_once_and_marked() -> None:
    made = full()
    filing = made.as_dict()["filing"]
    for table in ("non_derivative", "derivative"):
        for row in filing[f"{table}_transactions"] + filing[f"{table}_holdings"]:
            del row["footnotes"], row["origin"]
    pointers = [
        pointer for pointer in _leaves(filing) if pointer.split("/")[-1] not in ("equity_swap", "reported_early")
    ]
    made.evidence = {pointer: seen("word", 0.9) for pointer in pointers}
    page = _Page(render(made, _document(["word"])))
    assert sorted(given["data-name"] or "" for given in page.all("v")) == sorted(map(name_of, pointers))
    assert len(page.all("m")) == 1
    assert "Also read" not in page.text


def test_values_that_no_part_shows_are_listed() -> None:
    made = reading({}, evidence={"/something/new": seen("odd", 0.9)})
    text = render(made, _document(["odd"]))
    assert "Also read" in text and "Something: new" in text


def test_two_notes_of_one_number_and_boxes_that_could_not_be_read() -> None:
    notes = [{"id": "F1", "text": "one"}, {"id": "F1", "text": "two"}]
    made = reading(
        {"footnotes": notes, "reporting_owners": [{"name": "A"}]},
        absent={"/reporting_owners/0/is_director": "unreadable"},
    )
    text = render(made, None)
    ids = [given["id"] for _, given in _Page(text).elements if given.get("id")]
    assert len(ids) == len(set(ids))
    assert 'Director: <span class="none">unreadable</span>' in text


def test_landmarks_headings_and_labels() -> None:
    text = render(_sample(), _document(LINES, boxes=True), [PIXEL])
    page = _Page(text)
    tags = [tag for tag, _ in page.elements]
    assert tags.count("main") == tags.count("header") == tags.count("h1") == tags.count("footer") == 1
    ids = {given.get("id") for _, given in page.elements}
    for tag, given in page.elements:
        if tag == "section":
            assert given.get("aria-label") or given.get("aria-labelledby") in ids
        if given.get("class") == "sheet":
            assert given["aria-label"] == "Page 1 as scanned, with 6 marks"
    assert '<html lang="en">' in text and 'aria-live="polite"' in text and 'class="skip"' in text
    assert "prefers-reduced-motion" in text and "prefers-color-scheme: dark" in text


def _contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


def test_text_has_the_contrast_that_wcag_aa_asks_for() -> None:
    themes = re.findall(r":root \{(.*?)\}", (ASSETS / "page.css").read_text(encoding="utf-8"), re.DOTALL)
    plain = dict(re.findall(r"--([\w-]+): (#\w{6})", themes[0]))
    dark = plain | dict(re.findall(r"--([\w-]+): (#\w{6})", themes[1]))
    grounds = {
        "ink": "panel ground sunk desk link-wash",
        "soft": "panel ground sunk desk",
        "link": "panel sunk link-wash",
        "low": "panel low-wash",
        "bad": "panel sunk bad-wash",
        "lit-ink": "lit",
    }
    for theme in (plain, dark):
        for text, behind in grounds.items():
            for ground in behind.split():
                assert _contrast(theme[text], theme[ground]) >= 4.5, (text, ground)


def _nasty() -> tuple[Reading, Document]:
    filing = {
        "document_type": "4",
        "issuer": {"name": NASTY, "trading_symbol": NASTY},
        "reporting_owners": [{"name": NASTY, "is_director": True, "officer_title": NASTY, "address": {"city": NASTY}}],
        "footnotes": [{"id": NASTY, "text": NASTY}],
        "remarks": NASTY,
        "signatures": [{"name": NASTY}],
    }
    evidence = {
        "/issuer/name": seen(NASTY, 0.5, alternatives=[NASTY], made_by=NASTY),
        "/" + NASTY: seen(NASTY),
    }
    findings = [Finding(rule=NASTY, severity="error", pointers=["/issuer/name", NASTY], message=NASTY)]
    made = reading(filing, NASTY, evidence=evidence, findings=findings, source={"engine": NASTY, "notes": [NASTY]})
    return made, _document([NASTY], name=NASTY)


def test_what_the_input_holds_stays_text() -> None:
    text = render(*_nasty())
    tags = [tag for tag, _ in _Page(text).elements]
    assert tags.count("script") == 1 and "img" not in tags
    assert not set("\x00\x1b\u202e") & set(text)


@hypothesis.settings(max_examples=50, deadline=None)
@hypothesis.given(st.text(max_size=60), st.integers(-5, 80), st.integers(-5, 80), st.integers(-3, 5))
def test_any_text_and_any_place_give_a_page(words: str, start: int, end: int, line: int) -> None:
    made = reading(
        {"issuer": {"name": words}},
        evidence={
            "/issuer/name": seen(words, 0.9, line, start, pieces=[Piece(line=line, start=start, end=end, page=1)]),
            "/remarks": seen(words, 0.9, 0, 0),
        },
    )
    text = render(made, _document([words.replace("\n", " "), words]))
    text.encode("utf-8")
    assert [tag for tag, _ in _Page(text).elements].count("script") == 1


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs chromium")
def test_a_browser_runs_the_pages_script_and_no_other(tmp_path: Path) -> None:
    made, document = _nasty()
    (tmp_path / "page.html").write_text(render(made, document), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    done = subprocess.run(
        [*command, f"--user-data-dir={tmp_path}/profile", "--dump-dom", f"file://{tmp_path}/page.html"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode or "<html" not in done.stdout:
        pytest.skip("chromium does not run here")
    assert re.search(r"<html[^>]*class=\"split\"", done.stdout)
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title is not None and title.group(1).startswith("Form 4: ")


def test_written_through_the_table_of_formats(tmp_path: Path) -> None:
    stream = io.StringIO()
    write_one(_sample(), "html", stream, document=_document(LINES))
    assert stream.getvalue() == render(_sample(), _document(LINES))
    written = write_many([full()], "html", tmp_path)
    assert written[0].path.read_text(encoding="utf-8") == render(full(), None)


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("/issuer/name", "Issuer: name"),
        ("/period_of_report", "Period of report"),
        ("/non_derivative_transactions/0/price_per_share", "Table I, transaction 1: price per share"),
        ("/reporting_owners/1/address/zip_code", "Reporting owner 2: address zip code"),
        ("/footnotes/0/price_ranges/1/low", "Note 1: price ranges 2 low"),
        ("/plan_adoption_dates/0", "Plan adoption dates 1"),
        ("", ""),
        ("0", "0"),
    ],
)
def test_pointers_in_words(pointer: str, words: str) -> None:
    assert name_of(pointer) == words


def test_a_note_s_mark_in_a_cell_leads_to_its_note_and_is_tied_to_its_place() -> None:
    made = full()
    rows = list(enumerate(made.filing.non_derivative_transactions))
    at, row = next((at, row) for at, row in rows if row.footnotes)
    field = next(iter(row.footnotes))
    pointer = f"/non_derivative_transactions/{at}/footnotes/{field}/0"
    made.evidence[pointer] = replace(made.evidence["/issuer/name"], confidence=0.4)
    page = render(made, None)
    mark = row.footnotes[field][0]
    assert re.search(rf'<sup><a id="v-\d+" class="v low" href="#n-{mark}" data-k="\d+"', page)
    assert "Also read" not in page
