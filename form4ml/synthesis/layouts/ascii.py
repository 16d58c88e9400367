"""The form as filed on EDGAR in plain text before mid-2003: captions and values in lines, tables drawn with dashes and bars."""

from __future__ import annotations

import random
from collections.abc import Sequence

from form4ml.record import Owner
from form4ml.synthesis.flow import Bit, Block
from form4ml.synthesis.layouts import oldform, wording
from form4ml.synthesis.layouts.asciibands import RarerTables
from form4ml.synthesis.layouts.asciiboxes import Boxes
from form4ml.synthesis.layouts.common import RELATIONS, note_bits, note_sign, place_line, streets
from form4ml.synthesis.layouts.typist import Look, choose
from form4ml.synthesis.made import Made
from form4ml.synthesis.textgrid import Strip, TextPage, wrap

__all__ = ["Look", "build", "choose"]


def build(made: Made, look: Look, rng: random.Random) -> list[Block]:
    """The whole print, top to bottom."""
    return [_TextForm(made, look, rng).page()]


class _TextForm(Boxes, RarerTables):
    def page(self) -> TextPage:
        rng = self.rng
        self.head()
        self.boxes()
        if rng.random() < 0.25:
            self.turn_page()
        self.table("1")
        if rng.random() < 0.6:
            self.reminder()
        if rng.random() < 0.5:
            self.turn_page()
        self.table("2")
        endings = [self.notes, self.signatures]
        if rng.random() < 0.15:
            endings.reverse()
        for write in endings:
            write()
        if rng.random() < 0.7:
            self.closing()
        further = self.filing.reporting_owners[1:]
        if further:
            self.joint(further)
        return self.text

    def turn_page(self) -> None:
        self.ink.part, self.ink.cell = "other", None
        if self.rng.random() < 0.3:
            self.text.blank()
            self.say("Page 1 of 2" if self.rng.random() < 0.5 else "- 1 -", align="center")
        self.text.break_page()
        if self.look.tags or self.rng.random() < 0.3:
            self.say_at("<PAGE>", 0)

    # the top of the form

    def head(self) -> None:
        ink, look, rng, words = self.ink, self.look, self.rng, self.look.words
        ink.part, ink.cell = "head", None
        kind = self.filing.document_type or "4"
        title = [
            ink.mixed(
                [(rng.choice(("FORM ", "FORM ", "Form ", "SEC FORM ")), None), (kind, "FORM_TYPE")], self.text.style
            )
        ]
        era = self.made.era
        omb = ("OMB APPROVAL", "OMB Number: 3235-0287", f"Expires: {rng.choice(oldform.EXPIRES[era])}",
               "Estimated average burden", "hours per response....... 0.5")  # fmt: skip
        if rng.random() < 0.3:
            wide = max(len(line) for line in omb)
            for line in omb:
                self.say_at(line, look.width - wide)
        named_first = rng.random() < 0.6
        if named_first:
            self.text.bits(title, 0, look.width, rng.choice(("left", "center")))
            self.text.blank()
        self.say(words.agency, align="center")
        self.say(words.city, align="center")
        self.text.blank()
        if not named_first:
            self.text.bits(title, 0, look.width, "center")
            self.text.blank()
        self.say(words.title, align="center")
        self.text.blank()
        if rng.random() < 0.65:
            self.say(oldform.PURSUANT[era], align="center")
            self.text.blank()
        checked = bool(self.filing.not_subject_to_section16)
        if checked or rng.random() < 0.85:
            self.put(self.tick(checked, "CHECK_NOT_SUBJECT", words.not_subject), 0)
            self.text.blank()
        if rng.random() < 0.3:
            self.say("(Print or Type Responses)")
            self.text.blank()

    # below the tables

    def reminder(self) -> None:
        self.ink.part, self.ink.cell = "boiler", None
        self.text.blank()
        self.say(wording.REMINDER)
        self.say("* If the form is filed by more than one reporting person, see Instruction 4(b)(v).")
        if self.rng.random() < 0.5:
            self.say(self.rng.choice(oldform.REVISION[self.made.era]))
        self.text.blank()

    def notes(self) -> None:
        ink, style = self.ink, self.text.style
        ink.part, ink.cell = "boiler", None
        self.text.blank()
        self.say(self.look.words.notes)
        self.text.blank()
        hanging = self.rng.random() < 0.5
        for note in self.filing.footnotes:
            ink.part = "notes"
            mark = self.value(note_sign(self.look.note_mark, note.id.lstrip("F")), "FOOTNOTE_ID")
            body = note_bits(ink, self.made, note.id, note.text or "", style)
            if hanging:
                lines = wrap(body, self.width - 5)
                for i, line in enumerate(lines):
                    moved = [strip._replace(column=strip.column + 5) for strip in line]
                    self.text.line(*([Strip(mark, 0, len(mark.text), 0)] if not i else []), *moved)
            else:
                self.put([mark, ink.bit(" ", style), *body], 0)
            self.text.blank()
        if self.filing.remarks:
            ink.part = "remarks"
            self.put(
                [ink.bit("Remarks: ", style), *note_bits(ink, self.made, "remarks", self.filing.remarks, style)], 0
            )
            self.text.blank()

    def signatures(self) -> None:
        self.ink.part, self.ink.cell = "signature", None
        ways = (self.signed_over_caption, self.signed_over_caption, self.signed_behind_caption, self.signed_plainly)
        sign = self.rng.choice(ways)
        self.text.blank()
        dating = oldform.by_signing(self.rng)
        bodies = [owner.name or "" for owner in self.filing.reporting_owners if len(oldform.name_parts(owner)) == 1]
        for signature in self.filing.signatures:
            if bodies and self.made.rare and self.rng.random() < 0.6:
                self.signed_for(bodies.pop(0))
            name = self.ink.mixed([(self.look.prefix, None), (signature.name or "", "SIGNATURE")], self.text.style)
            spelled = dating.date(signature.date) if dating and signature.date else ""
            sign(name, spelled or self.date(signature.date))
            self.text.blank()

    def signed_for(self, body: str) -> None:
        """The lines over a signature that name the body it is given for; they are no part of the signature."""
        rng = self.rng
        self.say_at(body.upper() if rng.random() < 0.6 else body, 0)
        if rng.random() < 0.6:
            general = " ".join(body.split()[: rng.choice((1, 2))])
            kind = rng.choice(("GP, LLC", "Management, L.L.C.", "Advisors, Inc.", "Partners, L.P.", "Capital LLC"))
            role = rng.choice(("its general partner", "its General Partner", "general partner", "its managing member"))
            self.say_at(f"By: {general} {kind}, {role}", 0)
        if rng.random() < 0.5:
            self.text.blank()

    def signed_over_caption(self, name: Bit, date: str) -> None:
        column = self.rng.choice((0, 0, 8, 20))
        beside = self.width - max(18, len(date) + 1)
        below = self.rng.random() < 0.15  # the date stands on a line of its own
        lines = wrap([name], beside - column - 2)
        for i, line in enumerate(lines):
            strips = [strip._replace(column=strip.column + column) for strip in line]
            if i == len(lines) - 1 and date and not below:
                strips.append(Strip(self.value(date, "SIGNATURE_DATE"), 0, len(date), beside))
            self.text.line(*strips)
        drawn = self.rng.choice("-_")
        under, short, caption = drawn * (beside - column - 4), drawn * 12, self.look.words.signer
        if self.rng.random() < 0.8:
            strips = [Strip(self.plain(under), 0, len(under), column)]
            self.text.line(*strips, *([] if below else [Strip(self.plain(short), 0, 12, beside)]))
        strips = [Strip(self.plain(caption), 0, len(caption), column)]
        self.text.line(*strips, *([] if below else [Strip(self.plain("Date"), 0, 4, beside + 3)]))
        if below and date:
            self.put([self.plain("Date: "), self.value(date, "SIGNATURE_DATE")], column)

    def signed_behind_caption(self, name: Bit, date: str) -> None:
        self.put([self.plain(f"{self.look.words.signer}:  "), name], 0)
        if self.rng.random() < 0.5:
            self.text.blank()
        if date:
            self.put(
                [self.plain(self.rng.choice(("Date:  ", "DATE: ", "Dated: "))), self.value(date, "SIGNATURE_DATE")], 0
            )

    def signed_plainly(self, name: Bit, date: str) -> None:
        dated = [self.plain(self.rng.choice(("   Date: ", "   ", "    Dated: "))), self.value(date, "SIGNATURE_DATE")]
        column = self.rng.choice((0, 4, 20))
        if self.rng.random() < 0.3 and date:
            self.put([self.plain("Date: "), self.value(date, "SIGNATURE_DATE")], 0)
            dated = []
        self.put([name, *(dated if date else [])], column)
        if self.rng.random() < 0.5:
            self.say_at(self.look.words.signer, column)

    def closing(self) -> None:
        self.ink.part, self.ink.cell = "boiler", None
        self.say("** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
                 "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).")  # fmt: skip
        self.text.blank()
        self.say(f"{wording.THREE_COPIES}see Instruction 6 for procedure.")
        if self.rng.random() < 0.5:
            self.text.blank()
            self.say(wording.POTENTIAL_PERSONS)

    def joint(self, owners: Sequence[Owner]) -> None:
        """Names and addresses of the further owners on a page of their own."""
        self.text.break_page()
        if self.made.rare and self.rng.random() < 0.45:
            return self.continued(owners)
        self.ink.part, self.ink.cell = "owners", None
        self.say(
            self.rng.choice(("Joint Filer Information", "JOINT FILER INFORMATION", "Joint Reporting Persons")),
            align="center",
        )
        self.text.blank()
        wide = self.rng.choice((11, 16, 26))
        facts = self.rng.random() < 0.6
        for owner in owners:
            self.fact("Name:", [[self.value(owner.name or "", "OWNER_NAME")]], wide)
            address: list[list[Bit]] = [[self.value(street, "STREET")] for street in streets(owner)]
            if place_line(owner):
                address.append([self.ink.mixed(place_line(owner), self.text.style)])
            self.fact("Address:", address, wide)
            if self.made.rare and self.rng.random() < 0.6:
                told = ", ".join(words for name, _, words in RELATIONS if getattr(owner, name))
                self.fact("Relationship to Issuer:", [[self.plain(told)]], wide)
            if facts:
                self.shared_facts(wide)
            self.text.blank()

    def continued(self, owners: Sequence[Owner]) -> None:
        """Each further owner in boxes of his own, as the form has them."""
        self.ink.box_part, self.ink.part, self.ink.cell = "owners", "owners", None
        words = ("Additional Reporting Persons", "CONTINUATION SHEET", "Form 4 (continued) - Additional Reporting Person",
                 "Attachment to Form 4", "Joint Filers")  # fmt: skip
        self.say(self.rng.choice(words), align=self.rng.choice(("left", "center")))
        self.text.blank()
        numbers = self.rng.choice(((1, 6), (1, 2, 6), (1, 2, 4, 6), (1, 2, 4, 6, 7), (1,)))
        for owner in owners:
            self.owner = owner
            for number in numbers:
                self.writers()[number]()
                self.text.blank()
            self.rule(self.look.light)
        self.owner, self.ink.box_part = None, "box"

    def shared_facts(self, wide: int) -> None:
        """What such a page repeats from the form."""
        filing = self.filing
        designated = filing.reporting_owners[0].name or ""
        self.fact("Designated Filer:", [[self.value(designated, "OWNER_NAME")]], wide)
        issuer = [self.ink.mixed(oldform.issuer_pieces(filing, self.rng), self.text.style)]
        self.fact(self.rng.choice(("Issuer & Ticker Symbol:", "Issuer and Symbol:")), [issuer], wide)
        if filing.period_of_report:
            period = [self.value(self.date(filing.period_of_report), "PERIOD_DATE")]
            self.fact("Statement for:", [period], wide)

    def fact(self, words: str, lines: Sequence[Sequence[Bit]], wide: int) -> None:
        """A word and, beside it from column `wide` on, its lines."""
        column = max(wide, len(words) + 1)
        head = [Strip(self.plain(words), 0, len(words), 0)]
        for line in lines:
            for strips in wrap(line, max(self.width - column, 20)):
                self.text.line(*head, *(strip._replace(column=strip.column + column) for strip in strips))
                head = []
