"""Small closed word lists that features look words up in: the form's own printed words, places, titles, company endings."""

from __future__ import annotations

_FORM = """
form omb approval number expires estimated average burden hours per response united states securities and exchange
commission washington statement of changes in beneficial ownership filed pursuant to section the act or holding company
investment check this box if no longer subject obligations may continue see instruction print type responses name
address reporting person last first middle street city state zip issuer ticker trading symbol date earliest transaction
month day year amendment original relationship all applicable director owner officer give title below other specify
individual joint group filing line by one more than table non-derivative derivative acquired disposed beneficially owned
security instr execution any code amount price following reported transactions form: direct indirect nature reminder
report on a separate each class directly indirectly persons who respond collection information contained are not
required unless displays currently valid control puts calls warrants options convertible conversion exercise exercisable
expiration underlying shares relationships signatures signature explanation intentional misstatements omissions facts
constitute federal criminal violations note file three copies which must be manually signed space is insufficient for
procedure potential persons irs social security voluntary end deemed v remarks indicate that made contract written plan
intended satisfy affirmative defense conditions rule foreign
"""
FORM_WORDS: frozenset[str] = frozenset(_FORM.split())

STATES: frozenset[str] = frozenset(
    """AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK
    OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR""".split()
)
STATE_WORDS: frozenset[str] = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana
    nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode island
    tennessee texas utah vermont virginia wisconsin wyoming ontario quebec kingdom cayman bermuda ireland israel
    switzerland canada china singapore luxembourg""".split()
)
MONTHS: frozenset[str] = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec""".split()
)
COMPANY: frozenset[str] = frozenset(
    """inc corp corporation co company ltd llc lp l.p plc group holdings trust fund partners capital bancorp
    international technologies therapeutics pharmaceuticals systems energy financial partnership s.a n.v ag
    limited""".split()
)
TITLE: frozenset[str] = frozenset(
    """chief executive operating financial accounting legal marketing technology medical commercial scientific revenue
    people information officer president vice senior chair chairman secretary treasurer counsel general ceo cfo coo cto
    evp svp vp cao clo cmo controller director manager founder co-founder principal head global""".split()
)
STREET: frozenset[str] = frozenset(
    """street st avenue ave road rd drive dr boulevard blvd lane ln suite ste floor fl parkway pkwy way place plaza
    court ct circle square highway hwy center tower building bldg unit box p.o po c/o north south east west n s e w
    broadway terrace trail""".split()
)
SECURITY: frozenset[str] = frozenset(
    """common stock class ordinary share shares option options restricted unit units rsu rsus performance warrant
    warrants preferred series employee right buy phantom deferred convertible note notes value par depositary ads
    appreciation rights psu psus incentive non-qualified limited partnership interests trust sar""".split()
)
INDIRECT: frozenset[str] = frozenset(
    """by trust spouse child children son daughter footnote footnotes see ira llc fund family 401 k plan held through
    custodian wife husband irrevocable revocable trustee grat gst living esop""".split()
)
PLAN: frozenset[str] = frozenset(
    """plan adopted adoption trading entered into established dated executed modified amended terminated effective
    pre-arranged prearranged prices price ranging range ranged between from to low high multiple transactions weighted
    average inclusive through until expires""".split()
)

# Words of a note that say what a date or amount some way behind or ahead of them is.
CUES: frozenset[str] = frozenset(
    """adopted adopt adoption entered established dated executed effective modified amended modification amendment
    terminated cancelled expires expire expired expiration through until ending ends granted grant award awarded vest
    vested vesting vests sold sale sales purchased purchase purchases acquired acquisition disposed ranging ranged range
    between average prices price trust agreement merger effected withheld withholding exercised exercise gift gifted
    transferred beginning commencing commence anniversary closing closed reported filed statement previously put signed
    includes held received distributed distribution converted settled issued installments respect low high""".split()
)
DENIALS: frozenset[str] = frozenset({"not", "no", "never", "neither", "without"})

GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("form", FORM_WORDS),
    ("state", STATE_WORDS),
    ("month", MONTHS),
    ("company", COMPANY),
    ("title", TITLE),
    ("street", STREET),
    ("security", SECURITY),
    ("indirect", INDIRECT),
    ("plan", PLAN),
)
