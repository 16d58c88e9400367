"""A footnote's lines joined into its text: hyphenation at line ends undone, white space folded."""

from __future__ import annotations

import re

from form4ml.normalize.keys import squeeze

# Words that keep their hyphen when it falls on a line's end.
_KEPT = re.compile(
    r"(?:\b(?i:attorney|in|non|pre|post|co|self|ex|re|anti|multi|semi|sub|weighted|long|short|one|two|three|four|five|year|day|month|open|"
    r"time|performance|share|stock|cash|net|sell|to|so|well|10b5|16b|16a|401|by|for|non-qualified|tax|vesting|dividend|per|price|full|part)|\d|[A-Z])-$"
)


def joined(lines: list[str]) -> str:
    """The lines as one running text. A word cut by a hyphen is made whole where both halves are lower-case letters."""
    text = ""
    for line in lines:
        line = squeeze(line)
        if not line:
            continue
        end = text[-40:]  # all that the endings below look at; the text may be long
        if re.search(r"[a-z]{2}[-\u00ad\u2010]$", end) and re.match(r"[a-z]{2}", line) and not _KEPT.search(end):
            text = text[:-1] + line
        elif text.endswith(("-", "\u2010", "\u2011", "/")) and not text.endswith((" -", " /")) and line[0].isalnum():
            text += line
        else:
            text = f"{text} {line}" if text else line
    return text.replace("\u00ad", "")
