"""Made-up postal addresses as EDGAR holds them: street lines of at most 40 characters, state codes, odd zips."""

from __future__ import annotations

import random
from typing import NamedTuple

from form4ml.record import Address

_CITIES = (
    "New York NY 100,Brooklyn NY 112,White Plains NY 106,Rochester NY 146,Boston MA 021,Cambridge MA 021,Waltham MA 024,Burlington MA 018,"
    "San Francisco CA 941,Palo Alto CA 943,Menlo Park CA 940,San Jose CA 951,Los Angeles CA 900,Irvine CA 926,San Diego CA 921,"
    "Santa Monica CA 904,South San Francisco CA 940,Sunnyvale CA 940,Redwood City CA 940,Pleasanton CA 945,Newport Beach CA 926,"
    "Houston TX 770,Dallas TX 752,Austin TX 787,San Antonio TX 782,The Woodlands TX 773,Plano TX 750,Midland TX 797,Fort Worth TX 761,"
    "Chicago IL 606,Lake Forest IL 600,Oak Brook IL 605,Naperville IL 605,Atlanta GA 303,Alpharetta GA 300,Savannah GA 314,"
    "Miami FL 331,Boca Raton FL 334,Tampa FL 336,Jacksonville FL 322,Palm Beach Gardens FL 334,Naples FL 341,St. Petersburg FL 337,"
    "Philadelphia PA 191,Pittsburgh PA 152,King of Prussia PA 194,Malvern PA 193,Radnor PA 190,Seattle WA 981,Bellevue WA 980,"
    "Denver CO 802,Boulder CO 803,Englewood CO 801,Greenwood Village CO 801,Phoenix AZ 850,Scottsdale AZ 852,Tempe AZ 852,"
    "Minneapolis MN 554,St. Paul MN 551,Eden Prairie MN 553,Milwaukee WI 532,Madison WI 537,Detroit MI 482,Troy MI 480,Grand Rapids MI 495,"
    "Cleveland OH 441,Columbus OH 432,Cincinnati OH 452,Dayton OH 454,Indianapolis IN 462,Evansville IN 477,Louisville KY 402,"
    "Nashville TN 372,Memphis TN 381,Brentwood TN 370,Franklin TN 370,Charlotte NC 282,Raleigh NC 276,Durham NC 277,Greensboro NC 274,"
    "Richmond VA 232,Reston VA 201,McLean VA 221,Norfolk VA 235,Baltimore MD 212,Bethesda MD 208,Rockville MD 208,Gaithersburg MD 208,"
    "Washington DC 200,Wilmington DE 198,Newark NJ 071,Princeton NJ 085,Parsippany NJ 070,Short Hills NJ 070,Bridgewater NJ 088,"
    "Stamford CT 069,Greenwich CT 068,Hartford CT 061,New Haven CT 065,Providence RI 029,Manchester NH 031,Portland ME 041,"
    "Burlington VT 054,Portland OR 972,Beaverton OR 970,Salt Lake City UT 841,Lehi UT 840,Boise ID 837,Las Vegas NV 891,Reno NV 895,"
    "St. Louis MO 631,Kansas City MO 641,Overland Park KS 662,Omaha NE 681,Des Moines IA 503,Oklahoma City OK 731,Tulsa OK 741,"
    "Little Rock AR 722,Bentonville AR 727,New Orleans LA 701,Baton Rouge LA 708,Birmingham AL 352,Jackson MS 392,Honolulu HI 968,"
    "Anchorage AK 995,Charleston SC 294,Greenville SC 296,Sioux Falls SD 571,Fargo ND 581,Billings MT 591,Albuquerque NM 871,San Juan PR 009"
)


class City(NamedTuple):
    name: str
    state: str
    zip_prefix: str


CITIES: tuple[City, ...] = tuple(City(*entry.strip().rsplit(" ", 2)) for entry in _CITIES.split(","))


class Abroad(NamedTuple):
    city: str
    code: str  # EDGAR's
    country: str
    zip_pattern: str  # 9 a digit, A a letter
    streets: tuple[str, ...]


ABROAD: tuple[Abroad, ...] = (
    Abroad("TORONTO", "A6", "CANADA", "A9A 9A9", ("KING STREET WEST", "BAY STREET", "YONGE STREET")),
    Abroad("Ottawa", "A6", "Canada", "A9A 9A9", ("Elgin Street", "Innovation Drive")),
    Abroad("VANCOUVER", "A1", "CANADA", "A9A9A9", ("WEST GEORGIA STREET", "BURRARD STREET")),
    Abroad("Calgary", "A0", "Canada", "A9A 9A9", ("5th Avenue SW", "Centre Street")),
    Abroad("Montreal", "A8", "Canada", "A9A 9A9", ("Rue Sherbrooke", "Boul. Rene-Levesque O.")),
    Abroad("LONDON", "X0", "UNITED KINGDOM", "AA9A 9AA", ("ST JAMES'S SQUARE", "BERKELEY STREET", "KING WILLIAM STREET")),
    Abroad("Cambridge", "X0", "United Kingdom", "AA9 9AA", ("Granta Park", "Hills Road")),
    Abroad("DUBLIN 2", "L2", "IRELAND", "A99A9A9", ("GRAND CANAL SQUARE", "MOLESWORTH STREET")),
    Abroad("HAMILTON", "D0", "BERMUDA", "AA 99", ("CHURCH STREET", "PITTS BAY ROAD", "REID STREET")),
    Abroad("Grand Cayman", "E9", "Cayman Islands", "AA9-9999", ("Elgin Avenue", "Mary Street")),
    Abroad("HONG KONG", "K3", "HONG KONG", "", ("QUEEN'S ROAD CENTRAL", "CONNAUGHT PLACE")),
    Abroad("Shanghai", "F4", "China", "999999", ("Nanjing Road West", "Century Avenue")),
    Abroad("Beijing", "F4", "China", "999999", ("Jianguo Road", "Chaoyang District")),
    Abroad("Tel Aviv", "L3", "Israel", "9999999", ("Rothschild Boulevard", "Menachem Begin Road")),
    Abroad("Herzliya", "L3", "Israel", "99999", ("Hamada Street", "Maskit Street")),
    Abroad("Zug", "V8", "Switzerland", "9999", ("Baarerstrasse", "Gubelstrasse")),
    Abroad("Basel", "V8", "Switzerland", "CH-9999", ("Aeschenvorstadt", "Hochbergerstrasse")),
    Abroad("MUNICH", "2M", "GERMANY", "99999", ("MAXIMILIANSTRASSE", "Leopoldstrasse")),
    Abroad("Amsterdam", "P7", "Netherlands", "9999 AA", ("Herengracht", "Strawinskylaan")),
    Abroad("Paris", "I0", "France", "99999", ("rue de Rivoli", "avenue Kleber")),
    Abroad("SINGAPORE", "U0", "SINGAPORE", "999999", ("RAFFLES PLACE", "ROBINSON ROAD")),
    Abroad("TOKYO", "M0", "JAPAN", "999-9999", ("MARUNOUCHI", "Toranomon")),
    Abroad("Sydney", "C3", "Australia", "9999", ("George Street", "Pitt Street")),
    Abroad("Luxembourg", "N4", "Luxembourg", "L-9999", ("Avenue J.F. Kennedy", "rue Eugene Ruppert")),
    Abroad("Copenhagen", "G7", "Denmark", "9999", ("Tuborg Havnevej",)),
    Abroad("MEXICO CITY", "O5", "MEXICO", "99999", ("PASEO DE LA REFORMA",)),
)  # fmt: skip

_STREETS = (
    "Main", "Market", "Park", "Maple", "Oak", "Washington", "Lincoln", "Madison", "Broad", "Church", "Elm", "Walnut", "Spring", "Third",
    "Fifth", "Agriculture", "Technology", "Innovation", "Corporate", "Commerce", "Industrial", "Lakeside", "Ridge", "Valley", "Hillcrest",
    "Peachtree", "Michigan", "Wacker", "Franklin", "Jefferson", "Howard", "Bryant", "Townsend", "University", "El Camino", "Wilshire",
    "Sunset", "Page Mill", "Sand Hill", "Post Oak", "Westheimer", "Congress", "Milk", "Federal", "Boylston", "Binney", "Memorial",
    "Century", "Enterprise", "Airport", "Research", "Science", "Discovery", "Liberty", "State", "Water", "Pine", "Cherry", "Sycamore",
    "Old Post", "King George", "Carnegie", "College", "Harbor", "Bayview", "Brookside", "Meadow", "Mill", "Canal", "River", "Prospect",
)  # fmt: skip
_KINDS = ("Street", "Street", "Avenue", "Avenue", "Drive", "Road", "Boulevard", "Lane", "Parkway", "Way", "Place", "Court", "St.", "Ave.", "Dr.", "Rd", "Blvd.", "Plaza", "Circle", "Center Drive")  # fmt: skip
_SIDES = ("", "", "", "", "", "North ", "South ", "West ", "East ", "N. ", "S. ", "W. ", "E. ", "NW ", "SW ")
_NUMBERED = ("ONE", "TWO", "THREE", "One", "Two", "Five", "Four")
_CARE = ("C/O ", "C/O ", "C/O ", "c/o ", "c/o ", "C/O ", "% ", "CARE OF ")
_UNITS = ("SUITE {n}", "SUITE {n}", "Suite {n}", "STE {n}", "{k}TH FLOOR", "{k}th Floor", "Floor {k}", "Unit {k}", "BLDG {k}", "P.O. BOX {n}", "PO Box {n}", "Room {n}", "MAIL STOP {n}")  # fmt: skip
MAX_STREET = 40
MAX_CITY = 30


def _pattern(pattern: str, rng: random.Random) -> str:
    letters = "ABCDEGHJKLMNPRSTVWXY"
    return "".join(
        str(rng.randrange(10)) if ch == "9" else rng.choice(letters) if ch == "A" and len(pattern) > 4 else ch
        for ch in pattern
    )


def _number(rng: random.Random) -> str:
    return str(
        rng.choice((rng.randint(1, 99), rng.randint(100, 999), rng.randint(1000, 9999), rng.randint(10000, 19999)))
    )


def _zip(city: City, rng: random.Random) -> str:
    code = city.zip_prefix + f"{rng.randrange(100):02}"
    if rng.random() < 0.07:
        return f"{code}-{rng.randrange(10000):04}"
    return code


def _street(rng: random.Random) -> str:
    if rng.random() < 0.06:
        return f"{rng.choice(_NUMBERED)} {rng.choice(_STREETS)} {rng.choice(('Plaza', 'Center', 'Tower', 'Place', 'Square'))}"
    if rng.random() < 0.04:
        return f"P.O. Box {rng.randint(10, 99999)}"
    return f"{_number(rng)} {rng.choice(_SIDES)}{rng.choice(_STREETS)} {rng.choice(_KINDS)}"


def _unit(rng: random.Random) -> str:
    return rng.choice(_UNITS).format(
        n=rng.choice((rng.randint(100, 990), rng.randint(1000, 4900))), k=rng.randint(2, 49)
    )


def make_address(rng: random.Random, era: str, care_of: str | None = None) -> Address:
    """An address; `care_of` names the issuer or firm in a C/O line, shortened where the line would be too long."""
    capitals = rng.random() < 0.62
    abroad = rng.choice(ABROAD) if rng.random() < 0.06 else None
    if abroad:
        street = f"{rng.randint(1, 120)} {rng.choice(abroad.streets)}"
        city, state, zip_code = abroad.city, abroad.code, _pattern(abroad.zip_pattern, rng)
    else:
        home = rng.choice(CITIES)
        street, city, state, zip_code = _street(rng), home.name, home.state, _zip(home, rng)
    second = _unit(rng) if rng.random() < 0.33 else None
    if care_of:
        care = rng.choice(_CARE) + care_of
        if second and len(street) + len(second) + 2 <= MAX_STREET:
            street = f"{street}, {second}"
        first, second = care[:MAX_STREET].rstrip(" ,"), street
    else:
        first = street
        if second and rng.random() < 0.35 and len(street) + len(second) + 2 <= MAX_STREET:
            first, second = f"{street}, {second}", None
    if capitals:
        first, second, city = first.upper(), second.upper() if second else None, city.upper()
    country = abroad.country if abroad and era == "2026" else None
    return Address(
        street1=first[:MAX_STREET],
        street2=second[:MAX_STREET] if second else None,
        city=city[:MAX_CITY],
        state=state,
        zip_code=zip_code or None,
        country=country,
    )
