"""What is known of every value of a finished record, and how sure each is by it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from form4ml.assembly.builder import Builder, Proof, get_at
from form4ml.assembly.confidence import Calibration, Signals
from form4ml.assembly.found import evidence_of
from form4ml.assembly.misreadings import is_used, key, without_opening
from form4ml.normalize.names import fold
from form4ml.normalize.usual_texts import USUAL, WORDS
from form4ml.record import TABLES, Evidence, Filing

_ODD = re.compile(r"[|{}~^<>\\=_\[\]«»®©°]|[A-Za-z][0-9][A-Za-z]|[a-z][A-Z]{2}|[^\x00-\x7f‘’“”–—]")

# What every row of the tables says, and every row that tells a trade.
_EVERY_ROW = ("security_title", "shares_owned_following", "direct_or_indirect")
_EVERY_TRADE = ("transaction_date", "transaction_code", "shares", "acquired_disposed")

# Fields of words: mending them for looks alone leaves every letter of them where it was.
_WORDED = frozenset(
    ("name", "officer_title", "other_text", "street1", "street2", "city",
     "security_title", "underlying_title", "nature_of_ownership")
)  # fmt: skip
_AMOUNTS = frozenset(("shares", "shares_owned_following", "underlying_shares"))
_UNPARTED = re.compile(r"\d{4,}|\d{1,3}\.\d{4}")
# Figures as forms print them: dates, amounts, prices, note marks, zips, phone and rule numbers.
_FIGURES = re.compile(
    r"\(?\$?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?[).,;:]*|\d{1,2}/\d{1,2}/\d{2,4}[,.]?|\(?\d+[a-z]?\)|\d{4,5}(?:-\d{4})?[,.;]?"
)
_NAME = re.compile(r"[A-Z][a-z'’-]+[A-Za-z'’.-]*[,.;:]?|[A-Z]{2,}[,.;:]?|[A-Z]\.")
_NAMED = 7  # letters from which on a text in the notes is no chance
_NAMED_ISSUER = 4  # and an issuer's name without its legal form
_LEGAL = frozenset(("lp", "llc", "inc", "ltd", "us"))
_FORMS = _LEGAL | {"corp", "co", "company", "corporation", "plc", "nv", "sa", "holdings"}
_USUAL = frozenset(fold(text) for texts in USUAL.values() for text in texts)
_ONE_POOL = {"underlying_title": "security_title"}  # the two columns hold the same securities


# What stands before and behind a signer's name is mended safely, for it is the same on every form.
_SIGNED = re.compile(
    r"^[/1lI|\\(\[]{1,2}\s?[sS5§8]?\s?[/1lI|\\fF)\]]{0,2}\s+(?=[A-Z])|"
    r"^\W*[s5§]?\W*[/\\|][\s/]?[sf5]?[/\s]|^\W*s[L/](?=[A-Z])|\b[aA][tlf]{2}o[rmn]{1,2}[a-z]{1,3}\b(?:[\s-]*\S{1,4}[\s-]*\S{0,2}\s?[fF]act\b)?"
)

_LONE_NOUGHT = re.compile(r"(?<=[^\W\d_]\s)0(?=\s|$)")  # an initial

# A name of two to four words and, behind it, for whom or as what it stands.
_SIGNER = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}(?:,? (?:as |by |under )?(?:attorney[- ]in[- ]fact|power of attorney|poa|"
    r"authorized (?:signatory|person|agent)|managing member|general partner|trustee|president|director|chief [\w ]+)"
    r"(?: (?:for|of|to) .+)?)?[.,]?$",
    re.I,
)


# A house and its street, a suite or a floor behind it; a box; whose care it is in.
_ADDRESS = re.compile(
    r"(?:\d[\w-]*|one|two|three|four|five)(?:\s[\w.'&-]+){0,4}\s"
    r"(?:street|st|road|rd|avenue|ave|drive|dr|court|ct|lane|ln|way|boulevard|blvd|plaza|place|pl|parkway|pkwy|square|circle|"
    r"center|centre|highway|hwy|broadway|row|terrace|pike|loop|trail|pass|park)\b\.?(?:\s(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\b\.?)?"
    r"(?:,?\s(?:suite|ste|floor|fl|unit|room|rm|apt|building|bldg|\d+(?:st|nd|rd|th))\b\.?(?:\s[\w-]+){0,4})*|"
    r"(?:suite|ste|floor|unit|room)\.?\s[\w-]+|\d+(?:st|nd|rd|th)\sfloor|p\.?\s?o\.?\sbox\s\d+|"
    r"c/o\s.+\b(?:inc|corp|corporation|company|co|ltd|llc|l\.?p|partners|holdings?|group|capital|trust|bank|plc)\b[.,]?",
    re.I,
)


def _may_stand(text: str) -> bool | None:
    """Whether a word, figure or date is sound as read; None where a name could look so."""
    bare = key(text)
    if not bare:
        return None if len(text) == 1 and text in ",.;:-()|" else False
    if any(c.isdigit() for c in bare):
        return bool(_FIGURES.fullmatch(text))
    if is_used(bare):
        return True
    return None if _NAME.fullmatch(text) else False


def _is_odd(name: str, text: str) -> bool:
    """Whether signs stand in a text that no such value holds, or an amount has thousands that nothing parts."""
    return bool(_ODD.search(text)) or (name in _AMOUNTS and bool(_UNPARTED.fullmatch(text.strip())))


def _letters(text: str) -> str:
    """A text's letters and figures, without the signs and titles of a signature; a lone nought is a letter."""
    return key(_LONE_NOUGHT.sub("O", _SIGNED.sub("", text)))


def _is_usual_text(pointer: str, value: str) -> bool:
    """Whether many filers use it: of a signature and of a line of an address, whether it has the shape of one."""
    if pointer.startswith("/signatures/"):
        return bool(_SIGNER.match(value))
    if pointer.endswith(("/street1", "/street2")):
        return bool(_ADDRESS.fullmatch(value))
    return fold(value) in _USUAL


def _is_usual(name: str) -> bool:
    return not name or name in _LEGAL or is_used(name)


class Told:
    """What other places of the filing name: the notes and remarks, the address, who signs and who owns."""

    def __init__(self, filing: Filing) -> None:
        notes = " ".join([*(note.text for note in filing.footnotes if note.text), filing.remarks or ""])
        signed = " ".join(sign.name for sign in filing.signatures if sign.name)
        owned = " ".join(owner.name for owner in filing.reporting_owners if owner.name)
        lines = [
            line
            for owner in filing.reporting_owners
            if owner.address is not None
            for line in (owner.address.street1, owner.address.street2)
        ]
        care = " ".join(line for line in lines if line)
        self._notes = key(notes)
        self._of_issuer = key(f"{notes} {care} {signed}")
        self._of_owners = {key(word) for word in f"{notes} {signed}".split()}
        self._of_signers = {key(word) for word in f"{notes} {owned}".split()}

    def names(self, pointer: str, value: str) -> bool:
        """Whether another place holds the value: its letters, without `By` before them, or a person's names in any order."""
        if pointer.startswith("/reporting_owners/") and pointer.endswith("/name"):
            return _all_in(value, self._of_owners)
        if pointer.startswith("/signatures/"):
            return _all_in(_SIGNED.sub(" ", value), self._of_signers)
        if pointer == "/issuer/name":
            letters = key(without_opening(" ".join(word for word in value.split() if key(word) not in _FORMS)))
            return len(letters) >= _NAMED_ISSUER and letters in self._of_issuer
        letters = key(without_opening(value))
        return len(letters) >= _NAMED and letters in self._notes


def _all_in(value: str, words: set[str]) -> bool:
    """Whether all longer words of a name stand among these, and two at least."""
    names = [
        name
        for word in value.split()
        if len(name := key(word)) > 2 and name not in _LEGAL and not _is_word_of_signing(name)
    ]
    return len(names) > 1 and all(name in words for name in names)


def _is_word_of_signing(name: str) -> bool:
    return name in WORDS or name in ("attorneyinfact", "attorney", "fact", "for", "the", "authorized", "power")


class Likes:
    """How many rows of the tables hold the same value in the same column."""

    def __init__(self, filing: Filing) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        for table in TABLES:
            for row in getattr(filing, table):
                for name in type(row).model_fields:
                    value = getattr(row, name)
                    if isinstance(value, dict) or value is None:
                        continue
                    self._counts[self._at(name, value)] += 1

    @staticmethod
    def _at(name: str, value: Any) -> tuple[str, str]:
        return _ONE_POOL.get(name, name), fold(str(value))

    def others(self, name: str, value: Any) -> int:
        return max(self._counts[self._at(name, value)] - 1, 0)


class Weigher:
    """Gathers the signals of a record's values once the record is put together."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._echoes = builder.echoes
        self._likes = Likes(builder.filing)
        self._told = Told(builder.filing)
        self._sound: dict[int, tuple[int, int]] = {}  # of each line asked for: its sound words, and those that tell
        self._sizes = Counter(token.row for token in builder.view.tokens)

    def signals(self, pointer: str, proof: Proof) -> Signals:
        """All that is known of a value's reading, its row's and the document's own quality with it."""
        sure, whole = self._beside(pointer)
        text = proof.found.text
        name = pointer.rsplit("/", 1)[1]
        value = get_at(self._builder.filing, pointer)
        worded = name in _WORDED and isinstance(value, str)
        known = proof.signals.but(
            quality=self._builder.quality, odd=_is_odd(name, text),
            strange=self._echoes.strange(value if worded else text), repeated=self._echoes.repeated(value if worded else text, text),
            row_sure=sure, row_whole=whole, company=self._company(proof),
            lines=None if proof.signals.ocr is not None else self._lines(proof),
        )  # fmt: skip
        if worded:
            touched = known.repaired and _letters(value) == _letters(text)
            known = known.but(
                repaired=known.repaired and not touched, touched=touched, told=self._told.names(pointer, value),
                usual=_is_usual_text(pointer, value), ocr=self._engine_on_names(known.ocr, proof, value),
            )  # fmt: skip
        in_table = pointer.split("/")[1] in TABLES and not isinstance(value, list)
        return known.but(alike=self._likes.others(name, value), nought=value == 0) if in_table else known

    def _engine_on_names(self, lowest: float | None, proof: Proof, value: str) -> float | None:
        """The engine's lowest confidence among the words that it could have misread unseen: a usual word was hardly.

        What was trimmed off the ends, such as the sign before a signer's name, does not count.
        """
        if lowest is None:
            return None
        tokens = [self._builder.view.tokens[at] for at in proof.found.tokens]
        kept = {key(word) for word in value.split()}
        there = [at for at, token in enumerate(tokens) if key(token.text) in kept]
        if there:
            tokens = tokens[there[0] : there[-1] + 1]
        names = [
            token.confidence for token in tokens if token.confidence is not None and not _is_usual(key(token.text))
        ]
        return min(names, default=1.0)

    def _company(self, proof: Proof) -> int:
        """How many words the lines hold that it was read from: a line of its own is often a piece of a torn one."""
        tokens = self._builder.view.tokens
        return sum(self._sizes[row] for row in {tokens[at].row for at in proof.found.tokens})

    def _lines(self, proof: Proof) -> float:
        """The share of sound words in the lines that it was read from."""
        rows = {self._builder.view.tokens[at].row for at in proof.found.tokens}
        counts = [self._sound_words(row) for row in rows]
        many = sum(count for _, count in counts)
        return sum(good for good, _ in counts) / many if many else 1.0

    def _sound_words(self, row: int) -> tuple[int, int]:
        if row not in self._sound:
            told = [
                stands for token in self._builder.view.row_tokens(row) if (stands := _may_stand(token.text)) is not None
            ]
            self._sound[row] = sum(told), len(told)
        return self._sound[row]

    def _beside(self, pointer: str) -> tuple[float | None, float | None]:
        """How sure the spans of the other values of a table's row are, and how many of those that it must have were found."""
        _, table, *rest = pointer.split("/")
        if table not in TABLES or len(rest) < 2:
            return None, None
        base = f"/{table}/{rest[0]}"
        needed = _EVERY_ROW if table.endswith("holdings") else (*_EVERY_ROW, *_EVERY_TRADE)
        found = {f"{base}/{name}": self._builder.proofs.get(f"{base}/{name}") for name in needed}
        tags = [proof.signals.tag for at, proof in found.items() if proof is not None and at != pointer]
        there = sum(proof is not None for proof in found.values())
        return (sum(tags) / len(tags) if tags else 0.5), there / len(found)


def weighed(builder: Builder, calibration: Calibration) -> dict[str, Evidence]:
    """The evidence of every value of a record, with its probability."""
    weigher = Weigher(builder)
    out = {}
    for pointer, proof in builder.proofs.items():
        confidence = calibration.probability(pointer, weigher.signals(pointer, proof))
        out[pointer] = evidence_of(
            builder.view, proof.found, proof.made_by, round(confidence, 4), [str(a) for a in proof.alternatives]
        )
    return out
