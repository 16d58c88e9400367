"""Reporting owners: box 1 and box 5, the Reporting Owners table, joint filers' blocks; one entry an owner."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from form4ml.assembly.builder import Builder, signals_of
from form4ml.assembly.found import Found
from form4ml.assembly.header import best
from form4ml.normalize import names, places
from form4ml.normalize.marks import check
from form4ml.normalize.streets import street
from form4ml.normalize.values import Normal
from form4ml.record import Owner

_FLAGS = {
    "CHECK_DIRECTOR": "is_director",
    "CHECK_OFFICER": "is_officer",
    "CHECK_TEN": "is_ten_percent_owner",
    "CHECK_OTHER": "is_other",
}
_MARKED = ("is_director", "is_ten_percent_owner")  # officers and others are told by their titles in the table
_ONE_BOX = 3  # rows that a name in box 1 may run over
_IN_WORDS = re.compile(r"\W*(?:director|officer|10%|ten|other)\W*", re.I)
_NUMBERED = re.compile(r"(?<=[A-Za-z]{4})(?=\d{1,2}$)")  # Dublin 2
_CARE_OF = re.compile(r"c/o\s|care\s+of\s|%\s", re.I)
_ADDRESS = ("STREET", "CITY", "STATE", "ZIP")
# What heads the table of owners, and what heads Table I.
_TABLE_HEAD = re.compile(r"reporting\s*owner\s*name|^\W*reporting\s*owners\W*$|relationships\b", re.I)
# What heads a page of the other filers, who are listed without the one of box 1.
_JOINT_PAGE = re.compile(
    r"^\W*(?:joint\s+filers?\b|additional\s+(?:reporting|filing)\s+persons?|other\s+reporting\s+persons?)", re.I
)
_FIRST_TABLE = re.compile(r"tab\w*\s+\W{0,2}[I1l|]\b.*derivative|non-?\s?derivative\s+securities", re.I)
_OWN = frozenset({*_FLAGS, *_ADDRESS, "OWNER_NAME", "TITLE", "OTHER_TEXT"})


@dataclass(slots=True)
class Block:
    """One owner as one place of the form shows him."""

    values: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))

    @property
    def name(self) -> str:
        return self.values["OWNER_NAME"][0].text if self.values.get("OWNER_NAME") else ""

    @property
    def placed(self) -> bool:
        return any(self.values.get(label) for label in _ADDRESS)


def build(builder: Builder, items: list[Found]) -> None:
    """Owners in printed order, each with his best readings of all places that show him."""
    own = _whole_address([item for item in items if item.label in _OWN and item.part != "signature"])
    boxed = _blocks([item for item in own if item.part != "owners"], first_open=True)
    tabled = _blocks([item for item in own if item.part == "owners"], first_open=False)
    blocks = _once(_paired(boxed, tabled, _lists_all(builder, tabled)))
    if not tabled and _says_one(items):
        blocks = _alone(blocks)
    for at, group in enumerate(blocks):
        builder.filing.reporting_owners.append(Owner())
        _owner(builder, at, group, alone=len(blocks) == 1)
    if not blocks:
        builder.missing("/reporting_owners", "unreadable")
    _joint(builder, items)


def _whole_address(items: list[Found]) -> list[Found]:
    """The rest of an address that began in box 1 is of box 1, though its lines look like those of the table of owners."""
    named = next((at for at, item in enumerate(items) if item.label == "OWNER_NAME" and item.part == "owners"), None)
    out = list(items)
    for at, item in enumerate(items[:named]):
        before = out[at - 1] if at else None
        if before is None or item.part != "owners" or before.part != "box":
            continue
        if {item.label, before.label} <= set(_ADDRESS) and 0 <= item.row - before.row <= _ONE_BOX:
            out[at] = replace(item, part="box")
    return out


def _says_one(items: list[Found]) -> bool:
    """Whether the box for one person is ticked and that for several is not."""
    ticked = {item.label for item in items if item.label in ("CHECK_ONE", "CHECK_JOINT") and check(item.text).value}
    return ticked == {"CHECK_ONE"}


def _alone(groups: list[list[Block]]) -> list[list[Block]]:
    """On a form of one person the name with an address is his; another name is the issuer's, or a scrap."""
    placed = [group for group in groups if any(block.placed for block in group)]
    if len(placed) != 1 or not any(block.name for block in placed[0]):
        return groups
    owner = placed[0]
    for group in groups:
        for block in group:
            if group is not owner:
                block.values.pop("OWNER_NAME", None)
                owner.append(block)
    return [owner]


def _blocks(items: list[Found], first_open: bool) -> list[Block]:
    """Cut at each owner's name; what stands before the first name belongs to it."""
    out: list[Block] = []
    for item in items:
        if item.label == "OWNER_NAME" and (not out or out[-1].values.get("OWNER_NAME")):
            if out and _again(out[-1], item):
                out[-1].values["OWNER_NAME"].append(item)
                continue
            out.append(Block())
        elif not out:
            out.append(Block())
        out[-1].values[item.label].append(item)
    if first_open and len(out) > 1:
        # Box 5 belongs to the first owner, wherever the engine put it.
        for block in out[1:]:
            if not block.values.get("OWNER_NAME"):
                for label, found in block.values.items():
                    out[0].values[label] += found
    if not first_open and any(block.placed for block in out):
        # Each owner of the table has an address; a name without one is a scrap of the rows above.
        out = [block for block in out if block.placed]
    return [block for block in out if block.values.get("OWNER_NAME") or (first_open and block is out[0])]


def _again(block: Block, item: Found) -> bool:
    """Whether a second name, before any address, is another reading of the first: box 1 holds one name."""
    if block.values.get("ZIP"):
        return False
    last = block.values["OWNER_NAME"][-1]
    return _same(block.name, item.text) or (item.part == "box" and not block.placed and item.row - last.row <= _ONE_BOX)


def _same(one: str, two: str) -> bool:
    return names.same_owner(one, two) or names.fold_loose(one) == names.fold_loose(two)


def _lists_all(builder: Builder, tabled: list[Block]) -> bool:
    """Whether the blocks are the table of all owners; the other print repeats box 1 for each owner but the first."""
    rows = [item.row for block in tabled for items in block.values.values() for item in items]
    if not rows:
        return True
    above = range(min(rows))
    if any(_JOINT_PAGE.search(_row_text(builder, row)) for row in range(min(rows) + 1)):
        return False
    headed = any(_TABLE_HEAD.search(_row_text(builder, row)) for row in above)
    return headed or not any(_FIRST_TABLE.search(_row_text(builder, row)) for row in range(min(rows), _last(builder)))


def _last(builder: Builder) -> int:
    return len(builder.view.rows)


def _row_text(builder: Builder, row: int) -> str:
    return " ".join(token.text for token in builder.view.row_tokens(row))


def _paired(boxed: list[Block], tabled: list[Block], all_listed: bool) -> list[list[Block]]:
    """Blocks that show one owner, put together; where the table lists all owners, box 1 shows the first of them."""
    if not tabled:
        return [[block] for block in boxed]
    groups = [[block] for block in tabled]
    if not all_listed:
        own = [block for block in boxed if block.name]
        known = [g for g in groups if not any(_same(g[0].name, block.name) for block in own)]
        return [[block] for block in boxed] + known
    for number, block in enumerate(boxed):
        home = next((g for g in groups if block.name and _same(g[0].name, block.name)), None)
        if home is None and number == 0:
            home = groups[0]
        if home is not None:
            home.append(block)
        elif block.name and block.values.get("ZIP"):
            groups.append([block])
    return groups


def _once(groups: list[list[Block]]) -> list[list[Block]]:
    """No filing names one owner twice: what two places show of one is put together."""
    out: list[list[Block]] = []
    for group in groups:
        known = next((other for other in out if group[0].name and _same(other[0].name, group[0].name)), None)
        if known is None:
            out.append(group)
        else:
            known += group
    return out


def _owner(builder: Builder, at: int, group: list[Block], alone: bool) -> None:
    owner = builder.filing.reporting_owners[at]
    base = f"/reporting_owners/{at}"
    _specified(group)

    def items(label: str) -> list[Found]:
        return [item for block in group for item in block.values.get(label, [])]

    for label, target, name, read in (
        ("OWNER_NAME", owner, "name", names.owner),
        ("TITLE", owner, "officer_title", names.title),
        ("OTHER_TEXT", owner, "other_text", names.title),
        ("CITY", owner.address, "city", _city),
        ("STATE", owner.address, "state", places.state),
        ("ZIP", owner.address, "zip_code", places.zip_code),
    ):
        pointer = f"{base}/address/{name}" if target is owner.address else f"{base}/{name}"
        worded = label in ("OWNER_NAME", "TITLE") and len(items(label)) > 1
        got = best(items(label), read, builder.echoes if worded else None)
        if got is None:
            optional = label in ("TITLE", "OTHER_TEXT")
            for one in items(label):
                builder.undecide(pointer, one, read(one.text).alternatives)
            builder.missing(pointer, "unreadable" if items(label) or not optional else "not-on-form")
            continue
        item, value, others, agreed, disputed = got
        setattr(target, name, value.value)
        builder.prove(
            pointer,
            item,
            signals=signals_of(item, repaired=value.repaired is not None, agreed=agreed, disputed=disputed),
            alternatives=others,
        )
    _streets(builder, base, owner, group)
    _flags(builder, base, owner, group, alone or at == 0)


def _specified(group: list[Block]) -> None:
    """What is written under the two last checks of box 5 belongs to the one that is checked."""
    values = [block.values for block in group]
    ticked = {
        label
        for own in values
        for label in ("CHECK_OFFICER", "CHECK_OTHER")
        if any(item.part == "box" and check(item.text).value for item in own.get(label, []))
    }
    if ticked == {"CHECK_OTHER"} and not any(own.get("OTHER_TEXT") for own in values):
        for own in values:
            own["OTHER_TEXT"] = [item for item in own.get("TITLE", []) if item.part == "box"]
            own["TITLE"] = [item for item in own.get("TITLE", []) if item.part != "box"]


def _city(text: str) -> Normal[str]:
    read = names.text(text)
    value = _NUMBERED.sub(" ", read.value.rstrip(" ,.")) if read.value else None
    return Normal(value or None, None if value else "nothing there")


def _streets(builder: Builder, base: str, owner: Owner, group: list[Block]) -> None:
    """The table prints a street a line; box 1 runs both together."""
    for block in group:
        lines = block.values.get("STREET", [])
        read = _in_order([(item, line) for item in lines if (line := street(item.text)).value])
        if not read:
            continue
        for name, (item, line) in zip(("street1", "street2"), read, strict=False):
            setattr(owner.address, name, line.value)
            signals = signals_of(item, repaired=line.repaired not in (None, "trimmed"))
            builder.prove(f"{base}/address/{name}", item, signals=signals, alternatives=line.alternatives)
        if len(read) == 1:
            builder.missing(f"{base}/address/street2", "not-on-form")
        return
    builder.missing(f"{base}/address/street1", "unreadable")
    builder.missing(f"{base}/address/street2", "unreadable")


def _in_order(lines: list[tuple[Found, Normal[str]]]) -> list[tuple[Found, Normal[str]]]:
    """Lines of an address, each once, the one of whose care it is in before the others."""
    once: dict[str, tuple[Found, Normal[str]]] = {}
    for item, line in lines:
        once.setdefault(names.fold_loose(line.value or ""), (item, line))
    return sorted(once.values(), key=lambda pair: not _CARE_OF.match(pair[1].value or ""))


def _flags(builder: Builder, base: str, owner: Owner, group: list[Block], shared: bool) -> None:
    """Check marks; a title printed for an officer says that he is one."""
    seen = False
    for name, checked in _checked(builder, owner, group).items():
        item = max(checked, key=lambda i: i.probability)
        setattr(owner, name, True)
        builder.prove(f"{base}/{name}", item, signals=signals_of(item, agreed=len(checked) > 1))
        seen = True
    for name, told in (("is_officer", "officer_title"), ("is_other", "other_text")):
        proof = builder.proofs.get(f"{base}/{told}")
        if getattr(owner, name) is None and proof is not None:
            setattr(owner, name, True)
            builder.prove(
                f"{base}/{name}",
                proof.found,
                made_by=f"rule:{told.replace('_', '-')}-printed",
                signals=proof.signals.but(inferred=True),
            )
            seen = True
    for name in _FLAGS.values():
        if getattr(owner, name) is None:
            if seen:
                setattr(owner, name, False)
                anchor = next(p for n in _FLAGS.values() if (p := builder.proofs.get(f"{base}/{n}")) is not None)
                builder.prove(
                    f"{base}/{name}",
                    anchor.found,
                    made_by="rule:not-checked-beside-a-check",
                    signals=anchor.signals.but(inferred=True),
                )
            else:
                builder.missing(f"{base}/{name}", "unreadable" if shared else "not-on-form")


def _checked(builder: Builder, owner: Owner, group: list[Block]) -> dict[str, list[Found]]:
    """The marks of each relationship that is checked."""
    out: dict[str, list[Found]] = {}
    for label, name in _FLAGS.items():
        marks = [item for block in group for item in block.values.get(label, []) if _is_checked(item)]
        if marks:
            out[name] = marks
    told = owner.name is not None and names.is_entity(owner.name)
    if told and list(out) == ["is_director"] and all(mark.part == "owners" for mark in out["is_director"]):
        return {"is_ten_percent_owner": out["is_director"]}  # companies and funds report as large owners
    if builder.view.boxed:
        return out
    both = _both(out)
    if both:
        return {**out, **both}
    # Text shows that a mark stands in a row of the owners' table, but not in which of its columns; box 5 has words.
    worded = {name: marks for name, marks in out.items() if any(mark.part != "owners" for mark in marks)}
    if worded:
        return worded
    return {"is_ten_percent_owner": out["is_director"]} if told and list(out) == ["is_director"] else out


def _is_checked(item: Found) -> bool:
    """A mark, or in a page of joint filers the word itself."""
    return bool(check(item.text).value or (item.part == "owners" and _IN_WORDS.fullmatch(item.text)))


def _both(out: dict[str, list[Found]]) -> dict[str, list[Found]]:
    """Two marks in one row of the owners' table: what stands there as marks are its first two columns."""
    marks = [mark for found in out.values() for mark in found if mark.part == "owners"]
    marks = [mark for mark in marks if sum(other.row == mark.row for other in marks) == len(_MARKED)]
    return dict(zip(_MARKED, ([mark] for mark in sorted(marks, key=lambda mark: mark.first)), strict=False))


def _joint(builder: Builder, items: list[Found]) -> None:
    filing = builder.filing
    joint = [i for i in items if i.label == "CHECK_JOINT" and check(i.text).value]
    one = [i for i in items if i.label == "CHECK_ONE" and check(i.text).value]
    if len(filing.reporting_owners) > 1:
        filing.joint_filing = True
        proof = builder.proofs.get("/reporting_owners/1/name")
        if proof is not None:
            builder.prove("/joint_filing", proof.found, made_by="rule:several-owners", signals=proof.signals)
        elif joint:
            builder.prove("/joint_filing", joint[0])
        else:
            filing.joint_filing = None
            builder.missing("/joint_filing", "unreadable")
    elif joint or one:
        item = max([*joint, *one], key=lambda i: i.probability)
        filing.joint_filing = item.label == "CHECK_JOINT"
        builder.prove("/joint_filing", item)
    else:
        builder.missing("/joint_filing", "unreadable")
