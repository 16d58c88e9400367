"""Names in full of EDGAR's two-letter state codes, for prints that spell them out."""

from __future__ import annotations

_NAMES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa
KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey
NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee
TX Texas|UT Utah|VT Vermont|VA Virginia|VI Virgin Islands, U.S.|WA Washington|WV West Virginia
WI Wisconsin|WY Wyoming
"""
STATES: dict[str, str] = {
    entry[:2]: entry[3:].upper() for line in _NAMES.split("\n") if line for entry in line.split("|")
}
