"""A handful of annotated filings in plain text, written by hand, small enough to learn from in seconds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from assembly_samples import parsed

from form4ml.corpus import Annotated, Annotation, Span, annotation_to_plain, document_to_plain, write_jsonl
from form4ml.document import Document, Line, Page, Word

_PEOPLE = (
    ("ALDEN RUTH B", "Harbor Instruments, Inc.", "HRBR", "Treasurer", "PORTLAND", "1,500", "8,500", "03/12/2021"),
    ("ORR MAX", "Pine Hollow Bancorp", "PHBC", "Director of Sales", "BATH", "700", "9,200", "04/02/2021"),
    ("WYNN IDA K", "Lantern Foods Corp", "LNTN", "Chief Executive Officer", "SALEM", "2,000", "12,000", "05/20/2020"),
    ("POOLE ANN", "Granite Rail Co", "GRRL", "Secretary", "KEENE", "350", "4,410", "06/30/2019"),
    ("STARK LEO J", "Tidewater Labs, Inc.", "TDWL", "Chief Financial Officer", "DOVER", "90", "1,090", "01/15/2022"),
    ("MARSH EVE", "Cedar Point Energy", "CDPE", "Vice President", "NASHUA", "4,400", "71,300", "02/28/2020"),
    ("HOLT SAM D", "Birch Street Media", "BRCH", "General Counsel", "CONCORD", "620", "5,620", "09/09/2021"),
)
_PAGE = """head|FORM {FORM_TYPE:4} UNITED STATES SECURITIES AND EXCHANGE COMMISSION
head|STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
box|1. Name and Address of Reporting Person 2. Issuer Name and Ticker or Trading Symbol
box|{OWNER_NAME:%(owner)s} {ISSUER:%(issuer)s} [{TICKER:%(ticker)s}]
box|(Last) (First) (Middle) 3. Date of Earliest Transaction (Month/Day/Year)
box|{STREET:12 QUAY STREET} {PERIOD_DATE:%(day)s}
box|{CHECK_OFFICER:X} Officer (give title below) {TITLE:%(title)s}
box|{CITY:%(city)s} {STATE:ME} {ZIP:04101}
table1head|Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
table1|{SECURITY:Common Stock} {DATE:%(day)s} {CODE:S} {SHARES:%(shares)s} {ACQ_DISP:D} {PRICE:$12.50} {OWNED:%(owned)s} {OWNERSHIP:D}
boiler|Explanation of Responses:
notes|{FOOTNOTE_ID:(1)} {FOOTNOTE:The sales were made under a plan adopted on March 3, 2019 by the person.}
notes|{FOOTNOTE_ID:(2)} {FOOTNOTE:Sold at prices ranging from $12.10 to $12.90 on that day.}
signature|{SIGNATURE:/s/ %(owner)s} {SIGNATURE_DATE:%(day)s}
signature|** Signature of Reporting Person Date
"""
_FACTS = {"PLAN_ADOPTION_DATE": "March 3, 2019", "PRICE_RANGE": "$12.10 to $12.90"}


def _annotated(number: int, split: str) -> Annotated:
    names = ("owner", "issuer", "ticker", "title", "city", "shares", "owned", "day")
    person = dict(zip(names, _PEOPLE[number], strict=True))
    lines, parts, spans = [], [], []
    for at, row in enumerate((_PAGE % person).splitlines()):
        part, markup = row.split("|", 1)
        plain, own = parsed(markup, at)
        words = tuple(Word(m[0], at, m.start(), m.end()) for m in re.finditer(r"\S+", plain))
        lines.append(Line(plain, 0, words))
        parts.append(part)
        spans += [Span(at, span.start, span.end, span.label, len(spans) + n) for n, span in enumerate(own)]
        for label, words_of in _FACTS.items():
            if words_of in plain:
                start = plain.index(words_of)
                spans.append(Span(at, start, start + len(words_of), label, len(spans)))
    document = Document(f"hand-{number}", "text", "", (Page(1),), tuple(lines))
    gold = _gold(person)
    meta = {"split": split, "issuer": person["issuer"]}
    return Annotated(document, Annotation(document.name, tuple(spans), tuple(parts), gold, meta))


def _gold(person: dict[str, str]) -> dict[str, Any]:
    from form4ml.record import Filing, Footnote, Issuer, Owner, PriceRange, Row

    month, day, year = person["day"].split("/")
    date = f"{year}-{month}-{day}"
    filing = Filing(
        document_type="4",
        period_of_report=date,
        issuer=Issuer(name=person["issuer"], trading_symbol=person["ticker"]),
        reporting_owners=[Owner(name=person["owner"], is_officer=True, officer_title=person["title"])],
        non_derivative_transactions=[
            Row(security_title="Common Stock", transaction_date=date, transaction_code="S", acquired_disposed="D",
                shares=person["shares"].replace(",", ""), price_per_share="12.50",
                shares_owned_following=person["owned"].replace(",", ""), direct_or_indirect="D")  # type: ignore[arg-type]
        ],
        footnotes=[
            Footnote(id="F1", text="The sales were made under a plan adopted on March 3, 2019 by the person.",
                     plan_adoption_dates=["2019-03-03"]),
            Footnote(id="F2", text="Sold at prices ranging from $12.10 to $12.90 on that day.",
                     price_ranges=[PriceRange(low="12.10", high="12.90")]),  # type: ignore[arg-type]
        ],
    )  # fmt: skip
    return filing.model_dump(mode="json")


def annotated() -> list[Annotated]:
    """Six filings to learn from and one held out."""
    last = len(_PEOPLE) - 1
    return [_annotated(number, "dev" if number == last else "train") for number in range(len(_PEOPLE))]


def corpus_in(folder: Path) -> Path:
    """The same on disk, with a config that learns from it in a few steps; the config's path."""
    items = annotated()
    (folder / "corpus").mkdir()
    (folder / "annotations").mkdir()
    write_jsonl(folder / "corpus" / "hand.jsonl", [document_to_plain(item.document) for item in items])
    write_jsonl(folder / "annotations" / "hand.jsonl", [annotation_to_plain(item.annotation) for item in items])
    chains = "\n".join(f"[{name}]\nc1 = 0.05\nmax_iterations = 30\nminfreq = 1\n" for name in ("rows", "form", "note"))
    config = folder / "tiny.cfg"
    config.write_text(
        f'[paths]\ncorpus = "{folder / "corpus"}"\nannotations = "{folder / "annotations"}"\n'
        f'model = "{folder / "model"}"\n\n[run]\nname = "tiny"\nfolds = 2\n\n[tagger]\nviews = ["text"]\n\n{chains}'
    )
    return config
