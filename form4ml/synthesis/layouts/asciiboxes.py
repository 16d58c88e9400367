"""The seven boxes of a typewritten form: one below the other, with captions and values on one line, or side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from form4ml.record import Owner
from form4ml.synthesis.flow import Bit
from form4ml.synthesis.layouts import oldform
from form4ml.synthesis.layouts.common import RELATIONS, is_joint, place_line, streets
from form4ml.synthesis.layouts.typist import Typist
from form4ml.synthesis.textgrid import Strip, width_of, wrap

_Box = Callable[[], None]
_GRIDS: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...] = (  # rows of columns of boxes
    (((1,), (2, 3), (4, 5)), ((6,), (7,))),
    (((1,), (2, 3, 4)), ((5,), (6,)), ((7,),)),
    (((1,), (2,)), ((3,), (4,)), ((5,), (6,)), ((7,),)),
    (((1,), (2,), (6,)), ((3,), (4, 5), (7,))),
    (((1,), (2,)), ((3,), (4,), (5,)), ((6,), (7,))),
    (((1, 3), (2, 4, 5)), ((6,),), ((7,),)),
)


class Boxes(Typist):
    """Types boxes 1 to 7."""

    owner: Owner | None = None  # whose boxes are typed; None for those of the form itself

    def writers(self) -> dict[int, _Box]:
        return {
            1: self.box_1,
            2: self.box_2,
            3: self.box_3,
            4: lambda: self.dated(4, self.filing.period_of_report, "PERIOD_DATE"),
            5: lambda: self.dated(5, self.filing.date_of_original_submission, "ORIGINAL_DATE"),
            6: self.relation,
            7: self.group,
        }

    def boxes(self) -> None:
        look, writers = self.look, self.writers()
        if look.boxes == "columns":
            self.side_by_side(writers)
        elif look.boxes == "terse":
            self.terse()
        else:
            self.rule(look.heavy)
            for write in writers.values():
                write()
                if look.heavy:
                    self.rule(look.heavy)
                else:
                    self.text.blank()
        self.ink.cell = None

    def side_by_side(self, writers: dict[int, _Box]) -> None:
        wide = max(self.width, self.rng.choice((96, 110, 120, 132)))
        framed, light = self.rng.random() < 0.6, self.look.light
        self.rule(light, wide)
        for row in self.rng.choice(_GRIDS):
            room = wide - len(row) - 1
            widths = [room // len(row)] * len(row)
            widths[-1] = room - sum(widths[:-1])
            columns = []
            for numbers, width in zip(row, widths, strict=True):
                lines: list[list[Strip]] = []
                for number in numbers:
                    if lines:
                        ruled = framed or self.rng.random() < 0.3
                        lines.append([Strip(self.plain(light * width), 0, width, 0)] if ruled else [])
                    lines += self.aside(writers[number], width)
                columns.append(lines)
            self.beside(columns, widths, framed)
            self.rule(light, wide)

    @property
    def narrow(self) -> bool:
        return self.width < 60

    def heading(self, number: int) -> None:
        self.ink.box(number)
        self.say(self.look.words.caption(number))
        if self.rng.random() < 0.6:
            self.text.blank()

    def terse(self) -> None:
        """A word and a value a line, for a filer who left the form's own captions out."""
        rng, filing, owner = self.rng, self.filing, self.first_owner()
        self.ink.box(None)

        def told(ways: Sequence[str], bits: Sequence[Bit]) -> None:
            if bits:
                self.put([self.plain(rng.choice(ways)), *bits], 0)

        name = self.value(oldform.name_typed(owner, rng), "OWNER_NAME")
        told(("Filer: ", "Reporting Person: ", "Name: ", "Person reporting:  "), [name])
        for street in streets(owner):
            self.put([self.value(street, "STREET")], rng.choice((0, 7, 18)))
        self.put([self.ink.mixed(self.spaced(place_line(owner)), self.text.style)], rng.choice((0, 7, 18)))
        issuer = self.ink.mixed(oldform.issuer_pieces(filing, rng), self.text.style)
        told(("Issuer: ", "Company: ", "Issuer and symbol:  "), [issuer])
        period = self.date(filing.period_of_report)
        told(("Month/Year: ", "Period: ", "Statement for: "), [self.value(period, "PERIOD_DATE")] if period else [])
        original = self.date(filing.date_of_original_submission)
        told(
            ("Amendment, original of: ", "Original filed: "),
            [self.value(original, "ORIGINAL_DATE")] if original else [],
        )
        roles = [self.look.words.roles[label] for name, label, _ in RELATIONS if getattr(owner, name)]
        told(("Relationship: ", "Relationship to Issuer: "), [self.plain(", ".join(roles))] if roles else [])
        told(
            ("Title: ", "Officer's title: "), [self.value(owner.officer_title, "TITLE")] if owner.officer_title else []
        )
        told(("Specify: ", "Other: "), [self.value(owner.other_text, "OTHER_TEXT")] if owner.other_text else [])
        told(("Filing: ", "Filed by: "), [self.plain("Joint/Group" if is_joint(filing) else "Individual")])

    def first_owner(self) -> Owner:
        if self.owner is not None:
            return self.owner
        return self.filing.reporting_owners[0] if self.filing.reporting_owners else Owner()

    def captioned(self, words: Sequence[str]) -> None:
        step = (self.width - 3) // 3
        strips = [
            Strip(self.plain(word), 0, len(word), 3 + i * step) for i, word in enumerate(words) if len(word) < step + 2
        ]
        self.text.line(*strips)

    def in_thirds(self, bits: Sequence[Bit | None]) -> None:
        """Values over their captions, pushed right where one is long."""
        step = (self.width - 3) // 3
        column, strips = 3, []
        for i, bit in enumerate(bits):
            column = max(column, 3 + i * step)
            if bit is not None:
                strips.append(Strip(bit, 0, len(bit.text), column))
                column += len(bit.text) + 1
        if column <= self.width + 1:
            self.text.line(*strips)
        else:
            self.put([piece for bit in bits if bit is not None for piece in (bit, self.plain(" "))])

    def under(self, shown: bool, ruled: bool, *words: str) -> None:
        if ruled:
            self.rule(self.look.light)
        if shown:
            self.captioned([word for word in words if word] if "" not in words else ["", *words[1:2]])
        if ruled or self.rng.random() < 0.3:
            self.text.blank()

    def box_1(self) -> None:
        self.heading(1)
        owner = self.first_owner()
        shown = self.look.boxes in ("lines", "columns") and self.rng.random() < 0.75
        ruled = shown and self.rng.random() < 0.4
        group = self.ink.group()
        parts = oldform.name_parts(owner)
        if len(parts) > 1 and self.rng.random() < 0.5:
            parts = [parts[0] + self.rng.choice(("", "", "", ",")), *parts[1:]]
            bits = [self.value(part, "OWNER_NAME", group) if part else None for part in parts]
            self.in_thirds(bits)
        elif owner.name:
            self.put([self.value(oldform.name_typed(owner, self.rng), "OWNER_NAME")])
        self.under(shown, ruled, "(Last)", "(First)", "(Middle)")
        for street in streets(owner):
            self.put([self.value(street, "STREET")])
        self.under(shown, ruled, "", "(Street)", "")
        address = owner.address
        if shown and self.rng.random() < 0.5:
            values = ((address.city, "CITY"), (address.state, "STATE"), (address.zip_code, "ZIP"))
            self.in_thirds([self.value(text, label) if text else None for text, label in values])
        elif place_line(owner):
            self.put([self.ink.mixed(self.spaced(place_line(owner)), self.text.style)])
        self.under(shown, ruled, "(City)", "(State)", "(Zip)")

    def spaced(self, pieces: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        """Typists leave two blanks before a postal code, or none of the commas."""
        wide, bare = self.rng.random() < 0.5, self.rng.random() < 0.2
        out: list[tuple[str, str | None]] = []
        for text, label in pieces:
            if label is None and text == " " and wide:
                text = "  "
            out.append((" " if label is None and bare else text, label))
        return out

    def box_2(self) -> None:
        pieces = oldform.issuer_pieces(self.filing, self.rng)
        if self.look.boxes == "inline" and not self.narrow and not any("\n" in text for text, _ in pieces):
            self.ink.box(2)
            self.put([self.plain(f"{self.look.words.caption(2)}  "), self.ink.mixed(pieces, self.text.style)], 0)
            return
        self.heading(2)
        self.put([self.ink.mixed(pieces, self.text.style)])

    def box_3(self) -> None:
        number = oldform.identification(self.filing, self.rng)
        self.small_box(3, number, "OWNER_ID")

    def dated(self, number: int, iso: str | None, label: str) -> None:
        self.small_box(number, self.date(iso), label)

    def small_box(self, number: int, value: str, label: str) -> None:
        self.ink.box(number)
        caption = self.look.words.caption(number)
        bit = [self.value(value, label)] if value else []
        if not value and self.rng.random() < 0.12:
            bit = [self.plain(self.rng.choice(("N/A", "Not applicable", "None", "n/a")))]
        if self.look.boxes == "inline" and len(caption) + len(value) + 4 < self.width:
            self.put([self.plain(caption + self.rng.choice(("  ", " ", ": ", "     "))), *bit], 0)
        else:
            self.heading(number)
            self.put(bit)

    def relation(self) -> None:
        self.heading(6)
        rng, owner = self.rng, self.first_owner()
        if rng.random() < 0.6:
            self.say("(Check all applicable)", 3)
        named = rng.random() < 0.3  # the title stands behind its own check mark
        ticks = []
        told = [(owner.officer_title, "TITLE", "CHECK_OFFICER"), (owner.other_text, "OTHER_TEXT", "CHECK_OTHER")]
        for name, label, _ in RELATIONS:
            bits = self.tick(bool(getattr(owner, name)), label)
            for text, kind, place in told:
                if named and text and place == label:
                    bits += [self.plain(rng.choice((" - ", ": ", "  "))), self.value(text, kind)]
            ticks.append(bits)
        if self.narrow or named or rng.random() < 0.35:
            for bits in rng.choice((ticks, [ticks[0], ticks[2], ticks[1], ticks[3]])):
                self.put(bits)
        else:
            for left, right in ((ticks[0], ticks[1]), (ticks[2], ticks[3])):
                self.in_halves(left, right)
        if not named:
            self.titles(told)

    def in_halves(self, left: list[Bit], right: list[Bit]) -> None:
        half = self.width // 2
        one, two = wrap(left, half - 4), wrap(right, self.width - half)
        for n in range(max(len(one), len(two))):
            strips = [strip._replace(column=strip.column + 3) for strip in (one[n] if n < len(one) else [])]
            start = max(half, width_of(strips) + 1)
            strips += [strip._replace(column=strip.column + start) for strip in (two[n] if n < len(two) else [])]
            self.text.line(*strips)

    def titles(self, told: Sequence[tuple[str | None, str, str]]) -> None:
        bits: list[Bit] = []
        for text, label, _ in told:
            if text:
                bits += [self.plain(" / ")] if bits else []
                bits.append(self.value(text, label))
        if bits and self.rng.random() < 0.15:
            bits = [self.plain(self.rng.choice(("Title: ", "Officer Title: ", "(title) "))), *bits]
        if self.rng.random() < 0.5:
            self.text.blank()
        self.put(bits, 3 if self.narrow else self.rng.choice((3, 8, 12, 20)))
        if self.rng.random() < 0.3:
            self.say_at("_" * min(30, self.width - 8), 8 if self.width > 44 else 3)

    def group(self) -> None:
        self.heading(7)
        joint = is_joint(self.filing)
        one, more = self.tick(not joint, "CHECK_ONE"), self.tick(joint, "CHECK_JOINT")
        if self.narrow or self.width < 100 or self.rng.random() < 0.7:
            self.put(one)
            self.put(more)
        else:
            self.in_halves(one, more)
