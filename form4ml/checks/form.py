"""Rules on the form as a whole: how much fits on it, what an amendment states, when its tables may be empty."""

from __future__ import annotations

from collections.abc import Iterator

from form4ml.checks.values import finding
from form4ml.record import Filing, Finding

# What EDGAR accepts at most: (record lists counted together, the most, what they are).
LIMITS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("reporting_owners",), 10, "owners"),
    (("non_derivative_transactions", "non_derivative_holdings"), 30, "rows in Table I"),
    (("derivative_transactions", "derivative_holdings"), 30, "rows in Table II"),
    (("footnotes",), 99, "footnotes"),
    (("signatures",), 10, "signatures"),
)


def limits(filing: Filing) -> Iterator[Finding]:
    """No list is longer than EDGAR accepts."""
    for names, most, what in LIMITS:
        count = sum(len(getattr(filing, name)) for name in names)
        if count > most:
            yield finding(
                "limits",
                "error",
                f"{count} {what} were read; a form has at most {most}.",
                [f"/{name}" for name in names],
            )


def document_type(filing: Filing) -> Iterator[Finding]:
    """The form is a 4 or a 4/A."""
    if filing.document_type is not None and filing.document_type not in ("4", "4/A"):
        yield finding(
            "document-type",
            "error",
            f"The document type is {filing.document_type!r}, neither 4 nor 4/A.",
            ["/document_type"],
        )


def amendment(filing: Filing) -> Iterator[Finding]:
    """An amendment gives the date of the original filing, and only an amendment does."""
    where = ["/document_type", "/date_of_original_submission"]
    if filing.document_type == "4/A" and not filing.date_of_original_submission:
        yield finding(
            "amendment", "warning", "The form is an amendment, but gives no date of the original filing.", where
        )
    elif filing.document_type == "4" and filing.date_of_original_submission:
        told = f"The form is no amendment, but gives {filing.date_of_original_submission} as the date of an original filing."
        yield finding("amendment", "warning", told, where)


def tables_filled(filing: Filing) -> Iterator[Finding]:
    """Both tables may be empty only where the owner is no longer subject to Section 16."""
    empty = not any(getattr(filing, name) for names, _, _ in LIMITS[1:3] for name in names)
    if empty and filing.not_subject_to_section16 is not True:
        yield finding(
            "tables-filled",
            "warning",
            "Neither table has a row.",
            ["/non_derivative_transactions", "/derivative_transactions"],
        )


def owners_filled(filing: Filing) -> Iterator[Finding]:
    """A form has an owner."""
    if not any(owner.name for owner in filing.reporting_owners):
        yield finding("owners-filled", "warning", "No reporting owner was read.", ["/reporting_owners"])
