"""Names, places and note marks decide: owners against signers, states against postal codes, marks against the notes."""

from __future__ import annotations

from collections import Counter

from form4ml.assembly.correct_readings import Readings
from form4ml.checks import decide
from form4ml.checks.decide import Choice
from form4ml.checks.values import rows
from form4ml.normalize.common_words import common
from form4ml.normalize.names import same_owner
from form4ml.normalize.places import candidates, zip_fits
from form4ml.record import Owner

_LOOKS_LIKE = {"1": "74", "2": "73", "3": "85", "4": "1", "5": "36", "6": "58", "7": "12", "8": "36", "9": "0"}
_LETTERS = str.maketrans("01", "OI")
_STROKES = "Il1|J/![]"
_NOTES_LOST = 2  # notes at the end that may have been missed


# -- owners ------------------------------------------------------------------------------------------------------------


def owners(readings: Readings) -> None:
    """An owner's name against those who signed or were signed for."""
    filing = readings.filing
    signers: dict[str, str] = {}
    for at, sign in enumerate(filing.signatures):
        field = "principal" if sign.principal else "name"
        name = sign.principal or sign.name
        if name:
            signers[f"/signatures/{at}/{field}"] = name
    if not signers:
        return
    for at, owner in enumerate(filing.reporting_owners):
        pointer = f"/reporting_owners/{at}/name"
        places = _signed_by(owner.name, signers)
        if not places:
            others = [one for one in readings.of(pointer, owner.name) if one != owner.name]
            choice = decide.owner_name(others, list(signers.values())) if others else None
            if choice is None or not readings.take(pointer, choice):
                continue
            places = _signed_by(choice.value, signers)
        readings.support(pointer, *places)


def _signed_by(owner: str | None, signers: dict[str, str]) -> list[str]:
    return [place for place, name in signers.items() if owner and same_owner(owner, name)]


def addresses(readings: Readings) -> None:
    """States and postal codes of each owner; a code that several owners share bears itself out."""
    for at, owner in enumerate(readings.filing.reporting_owners):
        _address(readings, at, owner)
        _city(readings, at, owner)
    zips = [owner.address.zip_code for owner in readings.filing.reporting_owners]
    for at, zip_code in enumerate(zips):
        if zip_code is not None and zips.count(zip_code) > 1:
            readings.support(f"/reporting_owners/{at}/address/zip_code")


def _city(readings: Readings, at: int, owner: Owner) -> None:
    """A stroke before a city is a rule of the form, where another place of the document has the city without it."""
    pointer, city = f"/reporting_owners/{at}/address/city", owner.address.city
    if not city or city[0] not in _STROKES:
        return
    bare = [one for one in readings.of(pointer, city)[1:] if one.casefold() == city[1:].casefold()]
    if not bare:
        return
    if readings.builder.echoes.repeated(bare[0], city) or (_usual(bare[0]) and not _usual(city)):
        readings.take_from(pointer, Choice(bare[0], "rule-before-name"))
    else:
        readings.contradict(pointer)


def _usual(city: str) -> bool:
    """Whether its first word is one of many filings."""
    return city.split()[0].casefold() in common()


def _address(readings: Readings, at: int, owner: Owner) -> None:
    """A postal code lies in its state; where one of the two was not read for sure, the other decides."""
    state_at, zip_at = (f"/reporting_owners/{at}/address/{name}" for name in ("state", "zip_code"))
    state, zip_code = owner.address.state, owner.address.zip_code
    fits = zip_fits(state, zip_code)
    if fits:
        readings.support(state_at)  # of the postal code but the first digits are borne out
        return
    states, zips = readings.of(state_at, state), readings.of(zip_at, zip_code)
    if state is None and state_at in readings.undecided:
        states += candidates(readings.undecided[state_at][0].text)
    elif state is not None and fits is None:
        states += [state.translate(_LETTERS)]  # C0 is a country, and CO where the postal code says so
    choice = decide.state_and_zip(states, zips)
    changed = choice is not None and (choice.value.state != state) + (choice.value.zip_code != zip_code)
    if choice is not None and changed == 1:
        if readings.take(state_at, Choice(choice.value.state, choice.rule)):
            readings.take(zip_at, Choice(choice.value.zip_code, choice.rule))
    elif fits is False:
        readings.contradict(state_at)
        readings.contradict(zip_at)


# -- notes -------------------------------------------------------------------------------------------------------------


def marks(readings: Readings) -> None:
    """A mark without a note is doubted; one far beyond the last note is taken for the note that it can only be."""
    defined = {note.id for note in readings.filing.footnotes}
    if not defined:
        return
    used = Counter(ident for placed in rows(readings.filing) for ids in placed.row.footnotes.values() for ident in ids)
    strange = {ident for ident in used if ident not in defined}
    if not strange:
        return
    for placed in rows(readings.filing):
        for field, ids in placed.row.footnotes.items():
            for at, ident in enumerate(ids):
                if ident in strange:
                    _mark(readings, placed.at(f"footnotes/{field}/{at}"), ident, defined, used)


def _mark(readings: Readings, pointer: str, ident: str, defined: set[str], used: Counter[str]) -> None:
    fitting = [one for one in (*readings.of(pointer, ident), *_alike(ident)) if one in defined]
    # A mark that stands more than once, or close behind the last note, belongs to a note that was not read.
    again = used[ident] > 1
    if fitting and not again and _number(ident) > max(map(_number, defined)) + _NOTES_LOST:
        choice = decide.note_id(fitting, defined)
        if choice is not None and readings.take(pointer, choice):
            return
    readings.contradict(pointer)


def _number(ident: str) -> int:
    return int(ident[1:]) if ident[1:].isdecimal() else 0


def _alike(ident: str) -> list[str]:
    """Ids that one misread digit makes of this one, and those that a bracket taken for a digit does."""
    number = ident[1:]
    found = [
        number[:at] + other + number[at + 1 :]
        for at, digit in enumerate(number)
        for other in _LOOKS_LIKE.get(digit, "")
    ]
    if len(number) == 2:
        found += [number[0], number[1]]
    return [f"F{one}" for one in dict.fromkeys(found) if one not in ("", "0")]
