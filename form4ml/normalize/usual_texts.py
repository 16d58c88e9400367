"""Titles of securities and natures of ownership that filers use most, with how often public filings hold them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECURITY = """
34070 Common Stock|7189 Class A Common Stock|6965 Restricted Stock Units|5723 Stock Option (Right to Buy)
3725 Class B Common Stock|2392 Stock Option|1931 Restricted Stock Unit|1799 Employee Stock Option (Right to Buy)
1408 Stock Options (Right to Buy)|1131 Common Shares|1046 Stock Options|802 Non-Qualified Stock Option (Right to Buy)
569 Ordinary Shares|533 Option (Right to Buy)|469 Common|468 Options|463 Phantom Stock|451 Stock Appreciation Right
432 Option|409 Employee Stock Option (Right-to-Buy)|407 Restricted Share Units|404 Common Stock, par value $0.01 per share
386 Stock Appreciation Rights|362 Phantom Stock Units|357 Warrants|322 Restricted Stock|314 Performance Stock Units
288 Deferred Stock Units|269 Class C Common Stock|264 Common Stock, $0.01 par value|249 Class A Common
249 Option to Purchase Common Stock|246 Performance Share Units|245 Performance-Based Restricted Stock Units
218 Common Stock, par value $0.001 per share|212 Common Units|210 Performance Units|195 Class B Common
189 Option-Right to Buy|186 Stock Option Grant|179 Dividend Equivalent Rights|177 Performance Restricted Stock Units
177 Class A Units|174 Warrant (Right to Buy)|168 Restricted Stock Unit (RSU)|167 Phantom Units
155 Dividend Equivalent Units|148 Employee Stock Options|148 Employee Stock Options (Right to Buy)
146 Option to Purchase|144 Series A Preferred Stock|142 Restricted Stock Units (RSUs)|133 Class A Ordinary Shares
131 Stock Option (Right-to-Buy)|123 Stock Units|121 Series B Preferred Stock|120 Class A Common Shares
112 Restricted Share Unit|112 Class D Common Stock|110 Common Stock, par value $0.0001 per share|105 LTIP Units
105 Non-Qualified Stock Options (Right to Buy)|105 Common Shares of Beneficial Interest|95 Class B Ordinary Shares
93 Performance Stock Unit|93 Employee Stock Option|86 Depositary Shares|81 Director Stock Option
74 Options to Purchase Common Stock|71 Warrants (Right to Buy)|70 Share Options (Right to Buy)
68 Series C Preferred Stock|67 Warrant|60 American Depositary Shares
"""
_UNDERLYING = """
28473 Common Stock|7194 Class A Common Stock|1649 Common Shares|1027 Ordinary Shares|513 Common|439 Class B Common Stock
197 Common Stock, par value $0.01 per share|157 Voting Common Stock|110 Common Units|108 Class A Ordinary Shares
90 American Depositary Shares|75 Shares of Common Stock|70 Class C Common Stock|59 Class A Ordinary Share
58 Class B Common|55 Class A Common|50 Restricted Stock Units
"""
_NATURE = """
4612 See Footnote|3187 By Trust|1898 By Spouse|1138 By 401(k) Plan|983 See Footnotes|856 By 401(k)|726 By ESOP
527 401(k) Plan|484 By IRA|405 401(k)|336 Spouse|274 Trust|260 By Family Trust|241 By LLC|241 By Son|239 By Wife|235 IRA
218 By 401k|213 By Daughter|202 401k|168 ESOP|138 By GRAT|135 401k Plan|132 By 401k Plan|119 By Child|112 Held by Spouse
104 By SERP|104 Through 401(k) Plan|100 By Living Trust|95 See Note|94 By Deferred Compensation Plan|92 By Trusts
84 By Grantor Retained Annuity Trust|83 Family Trust|83 By Children|75 By Revocable Trust|72 By Spouse's IRA
72 By Partnership|66 By Managed Account|58 By Estate Planning Vehicle|56 By Irrevocable Trust|55 By Limited Partnership
54 By Family Trusts|50 By Limited Liability Company|40 By Roth IRA|38 By Savings Plan|37 By Estate Planning Vehicles
37 As Trustee|37 By Spouse's Trust|33 Held by Trust|32 By Family LLC|32 By Corporation|32 By Family Limited Partnership
"""


def _table(listed: str, total: int) -> Mapping[str, float]:
    entries = (entry.split(" ", 1) for line in listed.strip().split("\n") for entry in line.split("|"))
    return {text: int(count) / total for count, text in entries}


# Text to its share among all texts of the field.
USUAL: Mapping[str, Mapping[str, float]] = {
    "security_title": _table(_SECURITY, 97881),
    "underlying_title": _table(_UNDERLYING, 43808),
    "nature_of_ownership": _table(_NATURE, 44778),
}
WORDS: frozenset[str] = frozenset(
    re.sub(r"[\W_]+", "", word).casefold() for texts in USUAL.values() for text in texts for word in text.split()
)
