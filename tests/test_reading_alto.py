"""ALTO: strings, hyphens, units, and XML that must not be followed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4ml.document import Box
from form4ml.reading import ReadError, ReadOptions, read

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">
 <Description><MeasurementUnit>pixel</MeasurementUnit><OCRProcessing ID="o"><ocrProcessingStep>
  <processingSoftware><softwareName>tesseract</softwareName><softwareVersion>5.3.0</softwareVersion></processingSoftware>
 </ocrProcessingStep></OCRProcessing></Description>
 <Layout><Page ID="p" WIDTH="1700" HEIGHT="2200"><PrintSpace>
  <ComposedBlock><TextBlock ID="b0"><TextLine>
   <String CONTENT="FORM" HPOS="110" VPOS="99" WIDTH="188" HEIGHT="48" WC="0.96"/><SP WIDTH="24"/>
   <String CONTENT="4" HPOS="322" VPOS="100" WIDTH="36" HEIGHT="46" WC="0.5" STYLE="superscript"/>
  </TextLine></TextBlock></ComposedBlock>
  <TextBlock ID="b1"><TextLine><String CONTENT="attorney" HPOS="1" VPOS="1" WIDTH="8" HEIGHT="4"/><HYP CONTENT="-"/></TextLine>
   <TextLine><String CONTENT="in-fact"/></TextLine></TextBlock>
 </PrintSpace></Page></Layout>
</alto>"""


def test_strings_have_box_and_confidence() -> None:
    document = read(ALTO.encode(), name="a.xml")
    assert document.kind == "alto"
    assert document.engine == "tesseract 5.3.0"
    assert [line.text for line in document.lines] == ["FORM 4", "", "attorney-", "in-fact"]
    form, four = document.lines[0].words
    assert (form.box, form.confidence, form.superscript) == (Box(110, 99, 298, 147), 0.96, None)
    assert four.superscript is True
    assert document.lines[3].words[0].box is None
    assert (document.pages[0].width, document.pages[0].height) == (1700, 2200)


@pytest.mark.parametrize(("unit", "inches"), [("mm10", 254), ("inch1200", 1200)])
def test_units_become_pixels(unit: str, inches: int) -> None:
    scaled = ALTO.replace(">pixel<", f">{unit}<").replace('HPOS="110"', f'HPOS="{inches}"')
    box = read(scaled.encode()).lines[0].words[0].box
    assert box is not None
    assert box.left == pytest.approx(200)
    finer = read(scaled.encode(), options=ReadOptions(dpi=300)).lines[0].words[0].box
    assert finer is not None
    assert finer.left == pytest.approx(300)


@pytest.mark.parametrize("version", ["v2", "v4"])
def test_versions_and_prefixes(version: str) -> None:
    other = ALTO.replace("ns-v3", "ns-" + version).replace("<alto xmlns=", "<alto xmlns:x='y' xmlns=")
    assert read(other.encode()).lines[0].text == "FORM 4"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE alto [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<alto><Layout><Page><String CONTENT="&b;"/></Page></Layout></alto>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE alto SYSTEM "file:///etc/passwd"><alto></alto>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_refused(text: str) -> None:
    with pytest.raises(ReadError, match="DTD or entities"):
        read(text.encode())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (ALTO[:900], "broken or cut off"),
        ("<alto/>", "no page"),
        ("<alto>" + "<a>" * 5000, "nested"),
        (ALTO.replace("UTF-8", "x-none"), "broken or cut off|cannot be decoded"),
        ("<book><alto></alto></book>".replace("<book>", "<?xml version='1.0'?><book>"), "root element"),
    ],
)
def test_what_is_not_whole_is_refused(text: str, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        read(text.encode())


@given(st.sampled_from(["HPOS", "WIDTH", "WC", "CONTENT"]), st.text(alphabet="0123456789.-eNaInf x", max_size=9))
def test_any_attribute_is_read_or_refused(key: str, value: str) -> None:
    with suppress(ReadError):
        document = read(ALTO.replace(f'{key}="', f'{key}="{value}', 1).encode())
        for word in document.lines[0].words:
            assert word.confidence is None or 0 <= word.confidence <= 1


@given(st.integers(0, len(ALTO)), st.integers(0, 40), st.binary(max_size=6))
def test_mangled_files_are_read_or_refused(at: int, cut: int, put: bytes) -> None:
    data = ALTO.encode()
    with suppress(ReadError):
        read(data[:at] + put + data[at + cut :])
