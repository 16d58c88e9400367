"""Rules on the issuer, the owners and the signatures."""

from __future__ import annotations

from collections.abc import Iterator

from form4ml.checks.values import finding
from form4ml.normalize.names import fold_loose, is_entity, same_owner, tokens
from form4ml.normalize.places import name_of, state, zip_fits
from form4ml.record import Filing, Finding, Owner

_FLAGS = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")


def _who(index: int, owner: Owner) -> str:
    return owner.name or f"Owner {index + 1}"


def issuer_known(filing: Filing) -> Iterator[Finding]:
    """Every form names its issuer and a trading symbol, if only NONE."""
    missing = [field for field in ("name", "trading_symbol") if not getattr(filing.issuer, field)]
    if missing:
        told = " and no ".join(field.replace("_", " ") for field in missing)
        yield finding(
            "issuer-known", "warning", f"The issuer has no {told}.", [f"/issuer/{field}" for field in missing]
        )


def relationship(filing: Filing) -> Iterator[Finding]:
    """An owner is a director, an officer, a ten percent owner or something else that is specified."""
    joint = len(filing.reporting_owners) > 1
    for index, owner in enumerate(filing.reporting_owners):
        flags = [getattr(owner, flag) for flag in _FLAGS]
        # Where several owners share one box the flags stand with the first.
        if not any(flags) and not (joint and index):
            pointers = [f"/reporting_owners/{index}/{flag}" for flag in _FLAGS]
            yield finding(
                "relationship", "warning", f"{_who(index, owner)} has no relationship to the issuer checked.", pointers
            )


def titles(filing: Filing) -> Iterator[Finding]:
    """An officer has a title and only an officer; likewise Other and what it specifies."""
    for index, owner in enumerate(filing.reporting_owners):
        for flag, field, what in (("is_officer", "officer_title", "an officer"), ("is_other", "other_text", "Other")):
            checked, text = getattr(owner, flag), getattr(owner, field)
            where = [f"/reporting_owners/{index}/{flag}", f"/reporting_owners/{index}/{field}"]
            if checked and not text:
                yield finding(
                    "titles",
                    "warning",
                    f"{_who(index, owner)} is checked as {what}, but no text stands with it.",
                    where,
                )
            elif text and checked is False:
                yield finding(
                    "titles",
                    "warning",
                    f"{_who(index, owner)} is not checked as {what}, but has the text {text!r}.",
                    where,
                )


def addresses(filing: Filing) -> Iterator[Finding]:
    """The state is on EDGAR's list, and the postal code can be one of its own."""
    for index, owner in enumerate(filing.reporting_owners):
        where, zip_code = owner.address.state, owner.address.zip_code
        base = f"/reporting_owners/{index}/address"
        if not where:
            continue
        code = where if name_of(where) else state(where).value
        if code is None:
            yield finding(
                "state-known",
                "warning",
                f"{_who(index, owner)} has the state {where!r}, which is not on EDGAR's list.",
                [f"{base}/state"],
            )
        elif zip_fits(code, zip_code) is False:
            told = f"{_who(index, owner)} has the postal code {zip_code}, which is none of {where}."
            yield finding("zip-of-state", "warning", told, [f"{base}/state", f"{base}/zip_code"])


def owners_differ(filing: Filing) -> Iterator[Finding]:
    """No owner stands on a form twice."""
    seen: dict[str, int] = {}
    for index, owner in enumerate(filing.reporting_owners):
        for field, key in (("cik", (owner.cik or "").lstrip("0")), ("name", fold_loose(owner.name or ""))):
            if key and seen.setdefault(f"{field}:{key}", index) != index:
                first = seen[f"{field}:{key}"]
                told = f"Owners {first + 1} and {index + 1} have the same {field.replace('cik', 'CIK')}, {getattr(owner, field)}."
                pointers = [f"/reporting_owners/{one}/{field}" for one in (first, index)]
                yield finding("owners-differ", "error" if field == "cik" else "warning", told, pointers)


def joint_filing(filing: Filing) -> Iterator[Finding]:
    """Box 6 says whether one or several persons report."""
    count = len(filing.reporting_owners)
    if filing.joint_filing is True and count == 1:
        yield finding(
            "joint-filing",
            "warning",
            "Box 6 says that several persons report, but one owner was read.",
            ["/joint_filing", "/reporting_owners"],
        )
    elif filing.joint_filing is False and count > 1:
        yield finding(
            "joint-filing",
            "warning",
            f"Box 6 says that one person reports, but {count} owners were read.",
            ["/joint_filing", "/reporting_owners"],
        )


def signed(filing: Filing) -> Iterator[Finding]:
    """A form is signed and dated."""
    if not filing.signatures:
        yield finding("signed", "warning", "No signature was read.", ["/signatures"])
    for index, sign in enumerate(filing.signatures):
        missing = [field for field in ("name", "date") if not getattr(sign, field)]
        if missing:
            yield finding(
                "signed",
                "warning",
                f"Signature {index + 1} has no {' and no '.join(missing)}.",
                [f"/signatures/{index}/{field}" for field in missing],
            )


def _related(name: str, owner: str) -> bool:
    """Whether a signer's words name the owner: as one person, or by a family name or a word of an entity's name."""
    if same_owner(name, owner):
        return True
    left = {word for word in tokens(name) if len(word) > 2}
    return bool(left & {word for word in tokens(owner) if len(word) > 2})


def signer_is_owner(filing: Filing) -> Iterator[Finding]:
    """Who signs for himself, or is signed for, is one of the owners."""
    owners = [owner.name for owner in filing.reporting_owners if owner.name]
    if not owners or any(is_entity(name) for name in owners):
        return  # officers and partners sign for entities under their own names
    for index, sign in enumerate(filing.signatures):
        field = "principal" if sign.principal else "name"
        name = sign.principal or (sign.name if not sign.agent and not sign.capacity else None)
        if name and not any(_related(name, owner) for owner in owners):
            told = f"Signature {index + 1} is {name}'s, who is none of the owners ({'; '.join(owners)})."
            yield finding("signer-is-owner", "info", told, [f"/signatures/{index}/{field}"])
