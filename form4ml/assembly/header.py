"""The form's head: what kind of filing, which issuer, which period, which of the top boxes are checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from form4ml.assembly.builder import Builder, Proof, signals_of
from form4ml.assembly.echoes import Echoes, explains
from form4ml.assembly.found import Found, found
from form4ml.normalize import dates, names, symbols
from form4ml.normalize.marks import check
from form4ml.normalize.values import Normal

_SLASHED = re.compile(r"(.*\w\.?)\s?/\s?([A-Z]{3,5})")  # shorter ones may be states: `HARBOR LIGHT INC /DE`
_STUCK = re.compile(
    r"([A-Za-z]{6,}|(?i:inc|corp|co|ltd|llc|lp|plc|trust|group|bank)\.?)/([A-Z]{1,5})"
)  # `BRK/B` is a symbol
_NO_SYMBOL = frozenset(
    {"NEW", "OLD", "ADR", "ADS", "FUND", "TRUST", "INC", "CORP", "LLC", "WASH", "MASS", "CAN", "BCC"}
)
_KIND = re.compile(r"4(/a)?\.?", re.I)


def best(
    items: list[Found], read: Callable[[str], Normal[Any]], echoes: Echoes | None = None
) -> tuple[Found, Normal[Any], list[Any], bool, bool] | None:
    """The likeliest readable candidate, its reading, the other readings, whether another place agrees or disagrees.

    With what stands elsewhere in the document, a reading that is but another one misread or cut short speaks for that one.
    """
    read_items = [(item, read(item.text)) for item in items]
    good = [(item, value) for item, value in read_items if value.value is not None]
    if not good:
        return None

    def same(one: Normal[Any], other: Normal[Any]) -> bool:
        return one.value == other.value or (echoes is not None and explains(str(one.value), str(other.value), echoes))

    def worth(pair: tuple[Found, Normal[Any]]) -> float:
        item, value = pair
        alike = sum(1 for _, other in good if same(value, other))
        alike -= sum(1 for _, other in good if other.value != value.value and same(other, value))
        ocr = 1.0 if item.ocr is None else 0.5 + item.ocr / 2
        return item.probability * ocr * (0.7 if value.repaired else 1.0) * alike

    item, value = max(good, key=worth)
    others = [v.value for i, v in good if i is not item and v.value != value.value]
    agreed = any(i is not item and v.value == value.value for i, v in good)
    disputed = any(not same(value, v) for _, v in good)
    return item, value, [*others, *value.alternatives], agreed, disputed


def build(builder: Builder, items: list[Found]) -> None:
    """Fill the filing's own fields from the fragments of the form's head and boxes."""
    by_label: dict[str, list[Found]] = {}
    for item in items:
        by_label.setdefault(item.label, []).append(item)
    filing = builder.filing
    for label, pointer, read in (
        ("ISSUER", "/issuer/name", names.issuer),
        ("TICKER", "/issuer/trading_symbol", symbols.symbol),
        ("PERIOD_DATE", "/period_of_report", period),
        ("ORIGINAL_DATE", "/date_of_original_submission", period),
    ):
        got = best(by_label.get(label, []), read)
        name = pointer.rsplit("/", 1)[1]
        if got is None:
            seen = bool(by_label.get(label))
            for one in sorted(by_label.get(label, []), key=lambda i: -i.probability):
                builder.undecide(pointer, one, read(one.text).alternatives)
            builder.missing(pointer, "not-on-form" if label == "ORIGINAL_DATE" and not seen else "unreadable")
            continue
        item, value, others, agreed, disputed = got
        setattr(filing.issuer if label in ("ISSUER", "TICKER") else filing, name, value.value)
        builder.prove(
            pointer,
            item,
            signals=signals_of(item, repaired=value.repaired is not None, agreed=agreed, disputed=disputed),
            alternatives=others,
        )
    _behind_slash(builder)
    _document_type(builder, by_label.get("FORM_TYPE", []))
    _top_boxes(builder, by_label)


def _behind_slash(builder: Builder) -> None:
    """Some filers wrote `HARBOR LIGHT INC/HLT`, one word with the end of the issuer's name."""
    issuer = builder.filing.issuer
    named = builder.proofs.get("/issuer/name")
    if issuer.trading_symbol is not None and named is not None:
        _stuck_to_symbol(builder, named)
        return
    found_ = _SLASHED.fullmatch(issuer.name or "")
    if named is None or not found_ or found_[2] in _NO_SYMBOL:
        return
    issuer.name, issuer.trading_symbol = found_[1], found_[2]
    builder.prove(
        "/issuer/trading_symbol",
        named.found,
        made_by="rule:symbol-behind-slash",
        signals=named.signals.but(inferred=True),
    )
    builder.absent.pop("/issuer/trading_symbol", None)


def _stuck_to_symbol(builder: Builder, named: Proof) -> None:
    """The same word read as the symbol: its first half, and what stands between, is the rest of the name."""
    view, symbol = builder.view, builder.proofs["/issuer/trading_symbol"]
    ends, word = named.found.tokens[-1], symbol.found.tokens[0]
    halves = _STUCK.fullmatch(view.tokens[word].text)
    if not halves or not 0 < word - ends <= 3 or view.tokens[word].row != view.tokens[ends].row:
        return
    between = [view.tokens[at].text for at in range(ends + 1, word)]
    builder.filing.issuer.name = " ".join([str(builder.filing.issuer.name), *between, halves[1]]).replace(" ,", ",")
    builder.filing.issuer.trading_symbol = halves[2]
    named.found = found(view, "ISSUER", [*named.found.tokens, *range(ends + 1, word + 1)], named.signals.tag, "box")
    for proof in (named, symbol):
        proof.made_by = "rule:symbol-behind-slash"
        proof.signals = proof.signals.but(repaired=True)


def period(text: str) -> Normal[str]:
    """A whole date, or the month and year of the older form."""
    whole = dates.date(text)
    return whole if whole.value is not None else dates.month(text)


def _document_type(builder: Builder, items: list[Found]) -> None:
    filing = builder.filing
    original = builder.proofs.get("/date_of_original_submission")
    read = max(items, key=lambda i: i.probability) if items else None
    if read is not None:
        amended = bool(re.search(r"/\s*[A4]|A", read.text[1:]))
        filing.document_type = "4/A" if amended else "4"
        builder.prove("/document_type", read)
    if original is not None and filing.document_type != "4/A":
        # Box 4 is filled on amendments only, and most prints name the form "FORM 4" all the same.
        filing.document_type = "4/A"
        builder.prove(
            "/document_type",
            original.found,
            made_by="rule:original-date-means-amendment",
            signals=original.signals.but(inferred=True),
        )
    if filing.document_type is None:
        _own_words(builder)
    if filing.document_type is None:
        builder.missing("/document_type", "unreadable")


def _own_words(builder: Builder) -> None:
    """Where the heading is lost, a note that speaks of "this Form 4" names it."""
    tokens = builder.view.tokens
    for at in range(2, len(tokens)):
        before, form, kind = (token.text.lower() for token in tokens[at - 2 : at + 1])
        named = _KIND.fullmatch(kind)
        if before == "this" and form == "form" and named:
            builder.filing.document_type = "4/A" if named[1] else "4"
            item = found(builder.view, "FORM_TYPE", [at], 0.9, "notes")
            builder.prove(
                "/document_type", item, made_by="rule:form-named-in-its-notes", signals=signals_of(item, inferred=True)
            )
            return


def _top_boxes(builder: Builder, by_label: dict[str, list[Found]]) -> None:
    view = builder.view
    seen = {mark.name: mark for mark in view.document.marks}
    for label, name in (("CHECK_NOT_SUBJECT", "not_subject_to_section16"), ("CHECK_PLAN", "aff10b5_one")):
        marked = [item for item in by_label.get(label, []) if check(item.text).value]
        if name in seen:
            continue  # pictures of boxes are set by the caller, who knows their confidence
        if marked:
            item = max(marked, key=lambda i: i.probability)
            setattr(builder.filing, name, True)
            builder.prove(f"/{name}", item)
        elif name == "aff10b5_one" and not _has_plan_box(builder):
            builder.missing(f"/{name}", "not-on-form")
        else:
            builder.missing(f"/{name}", "unreadable")


def _has_plan_box(builder: Builder) -> bool:
    """Whether the print shows the Rule 10b5-1(c) box: its words stand above the numbered boxes."""
    view = builder.view
    words = " ".join(t.text for t in view.tokens[: view.rows[min(45, len(view.rows)) - 1].last]) if view.rows else ""
    return bool(re.search(r"affirmative|1[0O]b5|intended to|contract,? instruction", words, re.I))
