"""Signature lines: the name as signed, who signed for whom, and in what capacity."""

from __future__ import annotations

import re
from typing import NamedTuple

from form4ml.normalize.keys import squeeze, typography
from form4ml.normalize.names import fold_loose, is_entity
from form4ml.normalize.values import EMPTY, Normal

_LONGEST = 400


class Signed(NamedTuple):
    """A signature. `agent` and `principal` are set only where one signs for another."""

    name: str  # the whole line as signed, without the leading "/s/"
    agent: str | None = None
    principal: str | None = None
    capacity: str | None = None


# "/s/" and what OCR makes of it, before a name.
_SIGN = (
    r"(?:[/\\]\s?[sS58§]\s?[/\\|lI1!]|[|lI1!'(]\s?[sS]\s?[/\\]|\b[sS]/|/[sS][fijtJ]?(?=\s)|[lI1|i][sS][lI1|f](?=\s))"
)
# The sign `/s/` read as figures and strokes alone: no name begins with them.
_FIGURES = re.compile(
    r"^[\s(\[{'‘’\"]*(?:[1Il|!/\\\[\](]{1,2}[5S$s8][1Il|!/\\\])]{1,2}|[1|!/\\]{2,3})[)\]}.,]?\s+(?=[A-Z][\w.])"
)
_LEADING = re.compile(rf"^[\s|_*'\"~.:;,-]*(?:{_SIGN}[\s_,.:]*)?(?=[\w(])")
_ANYWHERE = re.compile(rf"(?<!\w){_SIGN}[\s_]*(?=[A-Z(,]|$)")
_TRAILING = re.compile(r"[\s|_*'\"~:;,-]+$")

_ATTORNEY = r"att(?:orney|omey|orny|y\.?)s?[\s-]*(?:in|-ln-|ln)[\s-]*fact|attorney[\s-]*infact"
_POWER = r"(?:a\s+|an\s+|the\s+)?(?:limited\s+|durable\s+|general\s+)*(?:pow(?:er)?[\s-]*(?:of[\s-]*)?(?:att?orn(?:e?y)?)?|P\.?O\.?A\b\.?)"
_AGENT = r"(?:duly\s+)?authorized\s+agent|\bagent\b|\bproxy\b|\battorney\b"
_CAPACITY = re.compile(
    rf"[\s,(]*(?<!\w)(?:\(?(?:limited\s+)?POA\)?[\s,]+)?(?:(?:as|his|her|its|their|by|under|pursuant\s+to|through|with|per|via|through)\s+)*"
    rf"(?P<capacity>{_ATTORNEY}|(?<!\w){_POWER}(?!\w)|{_AGENT})\)?",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^[\s,.)]*(?:for(?:\s+and\s+on\s+behalf\s+of)?|on\s+behalf\s+of|of|from|by|to)(?=[\s:])[\s:]*(?P<principal>\S.*)$",
    re.IGNORECASE,
)
_BEHALF = re.compile(
    r"^(?P<agent>.+?)[\s,]+(?:for(?:\s+and\s+on\s+behalf\s+of)?|on\s+behalf\s+of)[\s:]+(?P<principal>\S.*)$",
    re.IGNORECASE,
)
_BY = re.compile(rf"[\s,(]*(?<![\w-])by(?![\w-])\s*[:,]?\s*(?!{_POWER}\b)(?=\S|$)", re.IGNORECASE)
_NAMED = re.compile(r"\s*,?\s*\bName\s*:\s*(?P<name>.*?)\s*,?\s*\bTitle\s*:\s*(?P<title>.*)$", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?P<name>[^,]+(?:,\s*(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?\s?D|Esq|J\.?D)\.?)*)\s*,\s*(?:as\s+|its\s+)?"
    r"(?P<title>.*\b(?:President|CEO|CFO|COO|Chief|Officer|Director|Trustee|Member|Manager|Partner|Secretary|Treasurer|Counsel|"
    r"Signatory|Signer|Person|Representative|Principal|Chairman|Executor|Administrator|Custodian|Guardian|Individually)\b.*)$",
    re.IGNORECASE,
)
# What follows a principal or an agent and is neither.
_AFTER = re.compile(
    r"\s*[,(;]?\s*\b(?:dated|pursuant\s+to|on\s+file|previously\s+filed|filed\s+(?:with|on|as|here)|by\s+(?:virtue|pow)|under\s+(?:a\s+)?pow|attached|see\s+(?:exhibit|attached|power))\b.*$",
    re.IGNORECASE,
)


def _clean(text: str | None) -> str | None:
    """A name out of a signature line: its connecting words, brackets and commas taken off."""
    if not text:
        return None
    plain = _AFTER.sub("", squeeze(text))
    plain = re.sub(r"^[\s,:;()/.-]+|[\s,:;(/-]+$", "", plain)
    plain = re.sub(r"^(?:by|for|name)\s*:\s*|^by\s+(?=[A-Z])", "", plain, flags=re.IGNORECASE)
    if re.fullmatch(
        r"(?:the\s+)?(?:reporting|filing)\s+(?:person|owner)s?|(?:the\s+)?(?:undersigned|issuer)", plain, re.IGNORECASE
    ):
        return None
    while plain.endswith(")") and plain.count(")") > plain.count("("):
        plain = plain[:-1].rstrip(" ,")
    return plain if re.search(r"\w\w", plain) else None


def _signer(clause: str) -> tuple[str | None, str | None, str | None]:
    """Agent, capacity and principal of the last clause of a signature line."""
    found = _CAPACITY.search(clause)
    if found and re.search(r"\w\w", clause[: found.start()]):
        rest = clause[found.end() :]
        again = _CAPACITY.match(rest)  # `Limited POA, Attorney-in-Fact`
        if again:
            found, rest = again, rest[again.end() :]
            head = clause[: _start(clause)]
        else:
            head = clause[: found.start()]
        behalf = _FOR.match(rest)
        inner = _BEHALF.match(head)  # `A for B, by power of attorney`
        if inner and not behalf:
            return inner["agent"], found["capacity"], inner["principal"]
        return head, found["capacity"], behalf["principal"] if behalf else None
    behalf = _BEHALF.match(clause)
    if behalf:
        titled = _TITLE.match(behalf["agent"])
        return (
            (titled["name"], titled["title"], behalf["principal"])
            if titled
            else (behalf["agent"], None, behalf["principal"])
        )
    titled = _TITLE.match(clause)
    return (titled["name"], titled["title"], None) if titled else (clause, None, None)


def _start(clause: str) -> int:
    found = _CAPACITY.search(clause)
    return found.start() if found else len(clause)


def _parts(name: str) -> tuple[str | None, str | None, str | None]:
    """Agent, principal and capacity."""
    core = _ANYWHERE.sub(lambda sign: " By: " if is_entity(name[: sign.start()]) else " ", name)
    core = squeeze(re.sub(r"(?i)\bby[:\s]+By:", "By:", core))
    named = _NAMED.search(core)
    if named:
        head = core[: named.start()].rstrip(" ,")
        body = head if fold_loose(named["name"]) in fold_loose(head) else f"{head} {named['name']}"
        core = f"{body}, {named['title']}"
    clauses = _BY.split(core)
    agent, capacity, principal = _signer(clauses[-1])
    if len(clauses) > 1:
        principal = principal or _clean(clauses[0])
    agent, principal = _clean(agent), _clean(principal)
    capacity = _AFTER.sub("", squeeze(capacity)).strip(" ,()") if capacity else None
    if agent and principal and fold_loose(agent) == fold_loose(principal):
        return None, None, capacity or None  # signed by the person named
    if principal is None and not (capacity and _CAPACITY.fullmatch(f" {capacity}")):
        agent = None  # an officer of the owner, or the owner: nobody signs for another
    return agent, principal, capacity or None


def signature(text: str) -> Normal[Signed]:
    """A signature line: `/s/ A. Agent, Attorney-in-Fact for P. Principal` gives agent, principal and capacity apart."""
    mended = _mended(text[: _LONGEST * 4])
    repaired = "own-words" if mended != text[: _LONGEST * 4] else None
    text = mended
    plain = squeeze(typography(text))
    if not plain:
        return Normal(why=EMPTY)
    if len(plain) > _LONGEST:
        return Normal(why="too long for a signature")
    name = _TRAILING.sub("", _LEADING.sub("", _FIGURES.sub("", plain, count=1), count=1))
    if not re.search(r"[^\W\d_]{2}|[^\W\d_]\.", name):
        return Normal(why="no name")
    if re.fullmatch(r"by\s*:?", name, re.IGNORECASE):
        return Normal(why="no name")
    shown = squeeze(text)
    kept = name if typography(shown) == shown else _as_printed(shown, name)
    agent, principal, capacity = _parts(name)
    return Normal(Signed(kept, agent, principal, capacity), repaired=repaired)


# What OCR makes of the words "attorney-in-fact", which it garbles most of all and which can stand for nothing else.
_ATTORNEY_WORD = re.compile(
    r"\b([Aa])(?:tt(?:o?mey|ormey|omcy|orncy|orey|arney|omney|ornev|orn ey|ormcy)|(?:tl|it|lt)o(?:rn|m)ey)(?=\W|$|for[A-Z])"
)
_GLUED_FOR = re.compile(r"(?<=[Aa]ttorney)for(?=[A-Z])")
_IN_FACT = re.compile(r"(?<=[Aa]ttorney)([-\s]*)[\[(Iil1|!\\]{1,2}n?([-\s]*)([FfPt])act\b")
_SPECK_IN_FACT = re.compile(r"(?<=[Aa]ttorney-)([Ii]n-)(?:[\w\\|]\s)?\s*(?=[Ff]act\b)")
_STUCK_SIGN = re.compile(r"^[\s({\[‘'’/\\|]*s[/LJIl1|]?(?=[A-Z][a-z])")
_INITIAL_COLON = re.compile(r"(?<![^\W_])([A-Z])\s?[:;](?=\s[A-Z][a-z])|(?<=[a-z]\s)([A-HJ-UWYZ]),(?=\s[A-Z][a-z])")
# The sign `/s/` read as letters, right before a name; and `By:` with its colon read as a letter.
_LETTERED_SIGN = re.compile(r"^(?:[ijlI/][sS][iIlf.,!/]\.?|[sS][!|])\s+(?=[A-Z][\w.])")
_BY_COLON = re.compile(r"(?<![^\W_])([Bb]y)[i;l!1](?=\s[A-Z])")
# A point for the comma before what a signer is.
_BEFORE_CAPACITY = re.compile(
    r"(?<=[^\W\d_]{3})\.(?=\s(?:Manager|Managing|Partner|Trustee|Director|President|Authorized|Attorney|Member|Secretary|General|its|as|Name:|Title:))"
)
_GARBLED_FACT = re.compile(r"\b([Aa])ttorney[\s:;.,~=_-]{0,2}(?:[iIl1][nm][sz.,:;_~=]?)?[\s:;.,~=_-]{0,2}([Ff])act\b")
_PROPER_FACT = re.compile(r"[Aa]ttorney[\s-]+[Ii]n[\s-]+[Ff]act|[Aa]ttorneyinfact")
_FACT_FOR = re.compile(r"(?<=[Ff]act)[.,:;](?=for\s)")
_SMALL_END = re.compile(r"(?<=[\w.])\s+(?!jr|sr|md|esq|inc|llc|llp|ltd|lp|co|poa|fact|cpa|phd|for|of|by)[a-z]{1,2}$")


def _mended(text: str) -> str:
    """The signature's own words as they are printed, and what OCR sticks to a name taken off."""
    text = _STUCK_SIGN.sub("", text)
    text = _LETTERED_SIGN.sub("", text)
    text = _INITIAL_COLON.sub(lambda m: f"{m[1] or m[2]}.", text)
    text = _BY_COLON.sub(r"\1:", text)
    text = _BEFORE_CAPACITY.sub(",", text)
    text = re.sub(r"(?<=[a-z])-and\s", " and ", text)
    text = _SMALL_END.sub("", text)
    text = _ATTORNEY_WORD.sub(r"\1ttorney", text)
    text = _GLUED_FOR.sub(" for ", text)
    text = _SPECK_IN_FACT.sub(r"\1", text)
    text = _GARBLED_FACT.sub(_fact, text)
    text = _FACT_FOR.sub(" ", text)
    return _IN_FACT.sub(
        lambda m: (
            f"{'-' if '-' in m[1] else m[1]}{'I' if 'I' in m[0] else 'i'}n{m[2] or '-'}{m[3] if m[3] in 'Ff' else 'f'}act"
        ),
        text,
    )


def _fact(found: re.Match[str]) -> str:
    """The words, garbled but for their ends, as they are printed most."""
    if _PROPER_FACT.fullmatch(found[0]):
        return found[0]
    return f"{found[1]}ttorney-{'I' if found[2] == 'F' else 'i'}n-{found[2]}act"


def _as_printed(shown: str, name: str) -> str:
    """The name with the quotes and dashes of the print, where folding them changed nothing else."""
    tail = shown[len(shown) - len(name) :] if len(typography(shown)) == len(shown) else ""
    return tail if tail and typography(tail) == name else name
