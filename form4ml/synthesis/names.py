"""Names of people and entities: from EDGAR's LAST FIRST MIDDLE to running text, and entities made from parts."""

from __future__ import annotations

import random
import re

_ENTITY = re.compile(
    r"\b(?:l\.?l\.?c|l\.?p|l\.?l\.?p|inc|corp(?:oration)?|co|company|ltd|limited|plc|trust|trustees?|fund|funds|partners|"
    r"partnership|capital|holdings?|group|foundation|management|advis[eo]rs?|investments?|investors?|ventures?|equity|"
    r"associates|bank|s\.?a|n\.?v|ag|gmbh|family|estate|esop|plan|master|international|gp|master|opportunit(?:y|ies)|"
    r"b\.?v|bancorp|enterprises|asset|partnerships|securities|insurance|cooperative|university)\b\.?",
    re.IGNORECASE,
)
_SUFFIXES = {"JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "IV": "IV"}
_PARTICLES = frozenset(("VAN", "VON", "DE", "DER", "DEL", "LA", "DI", "ST", "MC", "LE"))
_FEMALE = frozenset(
    "mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen betty helen sandra donna "
    "carol ruth sharon michelle laura sarah kimberly deborah jessica cynthia angela melissa brenda amy anna rebecca "
    "virginia kathleen pamela martha debra amanda stephanie carolyn christine marie janet catherine ann anne joyce diane "
    "alice julie heather teresa gloria evelyn jean cheryl katherine joan ashley judith rose janice kelly nicole judy "
    "christina kathy theresa beverly denise tammy irene jane lori rachel marilyn andrea kathryn louise sara jacqueline "
    "wanda bonnie julia ellen emily victoria penny penelope claire leslie lynn kristin kristen erin allison jill holly "
    "tracy dana stacy sheila gail robin wendy valerie monica natalie vanessa veronica suzanne sally colleen meredith "
    "maureen melanie paula heidi dawn grace caroline charlotte olivia sophia hannah".split()
)


def is_entity(name: str) -> bool:
    return bool(_ENTITY.search(name)) or any(ch.isdigit() for ch in name) or "&" in name


def _cased(word: str) -> str:
    """A word of an upper-case name in mixed case; mixed-case words stay."""
    if not word.isupper() or len(word.rstrip(".")) < 2:
        return word
    lowered = word.capitalize()
    lowered = re.sub(r"(?<=[-'’])(\w)", lambda m: m[1].upper(), lowered)
    return re.sub(r"^Mc(\w)", lambda m: "Mc" + m[1].upper(), lowered)


def natural(conformed: str) -> str:
    """CARUSO JAMES V -> James V. Caruso; an entity's name stays as it is."""
    if is_entity(conformed):
        return conformed
    words = conformed.replace(",", "").split()
    suffix = ""
    for at, word in enumerate(words):
        if at and word.upper().rstrip(".") in _SUFFIXES:
            suffix = " " + _SUFFIXES[word.upper().rstrip(".")]
            words = words[:at] + words[at + 1 :]
            break
    if len(words) < 2:
        return _cased(conformed)
    last = 2 if words[0].upper().rstrip(".") in _PARTICLES and len(words) > 2 else 1
    given = [_cased(w) for w in words[last:]]
    given = [w + "." if len(w) == 1 else w for w in given]
    return " ".join(given + [_cased(w) for w in words[:last]]) + suffix


def surname(running: str) -> str:
    """The last name of a person as written in running text."""
    words = [w for w in running.replace(",", "").split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    return words[-1] if words else running


def is_female(running: str, rng: random.Random) -> bool:
    first = running.split()[0].lower()
    return first in _FEMALE if rng.random() < 0.97 else rng.random() < 0.3


STEMS = (
    "Harbor Point", "Blue Ridge", "Northgate", "Stonebridge", "Cedar Hill", "Lakeview", "Ironwood", "Summit Peak", "Redwood Bay",
    "Granite Creek", "Silver Lake", "Oak Hollow", "Westlake", "Pinecrest", "Bayshore", "Highland", "Clearwater", "Eagle Rock",
    "Brookstone", "Fairmont", "Kestrel", "Meridian", "Orion", "Atlas", "Vantage", "Longmeadow", "Copper Canyon", "Seven Oaks",
    "Riverbend", "Tidewater", "Aspen Grove", "Beacon Street", "Juniper", "Foxglove", "Marlin", "Osprey", "Palisade", "Quarry",
    "Rockledge", "Sable", "Thornbury", "Umber", "Windward", "Yarrow", "Zephyr", "Alder", "Birchwood", "Crescent", "Delphi", "Elm Park",
)  # fmt: skip
_FIELDS = ("Capital", "Ventures", "Partners", "Equity", "Growth", "Healthcare", "Opportunity", "Life Sciences", "Investment", "Special Situations", "Asset Management", "Biotech", "Technology")  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XII")


def fund_family(rng: random.Random) -> tuple[str, ...]:
    """Names of one house: a fund, its general partner, the manager, a parallel fund."""
    stem, field = rng.choice(STEMS), rng.choice(_FIELDS)
    number = rng.choice(_ROMAN)
    house = stem if field == "Partners" else f"{stem} {field}"
    comma = rng.choice((", ", ", ", " "))
    partnership = rng.choice(("L.P.", "L.P.", "LP"))
    company = rng.choice(("LLC", "LLC", "L.L.C.", "Ltd."))
    fund = rng.choice(
        (
            f"{stem} {field} {number}",
            f"{house} Fund {number}",
            f"{house} Partners {number}",
            f"{stem} Master Fund",
            f"{stem} {field} Offshore Fund",
        )
    )
    return (
        f"{fund}{comma}{partnership}",
        rng.choice((f"{stem} {field} GP {number}{comma}{company}", f"{stem} {field} Associates {number}{comma}{company}", f"{stem} GP{comma}{company}", f"{stem} Management {number}{comma}{company}")),
        rng.choice((f"{stem} {field} Management{comma}{company}", f"{stem} Advisors{comma}{partnership}", f"{stem} Holdings{comma}{company}")),
        rng.choice((f"{fund} Parallel{comma}{partnership}", f"{stem} {field} Co-Invest{comma}{partnership}", f"{fund}-A{comma}{partnership}", f"{stem} Affiliates Fund{comma}{partnership}")),
    )  # fmt: skip
