"""A rule of the table read as an amount's first figure: told by the width of the word."""

from __future__ import annotations

import pytest
from assembly_samples import At, page

from form4ml.assembly.assemble import built
from form4ml.record import Filing

HEAD = At(100, 50, "Table I - Non-Derivative Securities Acquired", "table1head")


def row(y: float, owned: str) -> list[At]:
    return [
        At(100, y, "{SECURITY:Common Stock}"), At(400, y, "{DATE:03/12/2021}"), At(560, y, "{CODE:S}"),
        At(620, y, "{SHARES:1,500}"), At(720, y, "{ACQ_DISP:D}"), At(780, y, "{PRICE:$12.50}"),
        At(900, y, f"{{OWNED:{owned}}}"), At(1100, y, "{OWNERSHIP:D}"),
    ]  # fmt: skip


def owned(width: float, height: float = 1.0, text: str = "42,614") -> tuple[str, str | None]:
    """What the second row owns where its amount's box is so wide and high, beside what it would be, and how it was made."""
    tagged = page(HEAD, *row(100, "8,500"), *row(140, text))
    view = tagged.view
    at = next(n for n, token in enumerate(view.tokens) if token.text == text)
    box = view.tokens[at].box
    assert box is not None
    scaled = box._replace(
        right=box.left + width * (box.right - box.left), bottom=box.top + height * (box.bottom - box.top)
    )
    view.tokens[at] = view.tokens[at]._replace(box=scaled)
    builder, _ = built(tagged)
    filing: Filing = builder.filing
    pointer = "/non_derivative_transactions/1/shares_owned_following"
    value = filing.non_derivative_transactions[1].shares_owned_following
    return f"{value}", builder.proofs[pointer].made_by


def test_a_word_too_narrow_for_its_figures_lost_one_to_a_rule() -> None:
    value, made_by = owned(4.6 / 5.5)
    assert value == "2614"
    assert made_by == "corrected:rule-before-amount"


@pytest.mark.parametrize(
    ("width", "height", "text"),
    [
        (1.0, 1.0, "42,614"),  # as wide as its figures
        (4.6 / 5.5, 0.7, "42,614"),  # smaller print
        (4.6 / 5.5, 1.0, "32,614"),  # a stroke is not read as a three
        (0.4, 1.0, "42,614"),  # far too narrow: something else happened
    ],
)
def test_else_an_amount_stays(width: float, height: float, text: str) -> None:
    value, made_by = owned(width, height, text)
    assert value == text.replace(",", "")
    assert made_by == "tagged"
