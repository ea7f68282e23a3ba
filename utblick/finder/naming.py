"""Organisations recognised by what they are called. Pure."""

import re
import unicodedata
from functools import lru_cache

LONGEST_KEY = 210
SMALL = frozenset("of the and for in de del della di du des la le les d et och för i van von der und y e og".split())  # noqa: SIM905
# How a participant's kind is written in the sources, by the beginning of the text: the kinds of our own register.
CODES = {"HES": "university", "PRC": "company", "REC": "research", "PUB": "authority"}
WORDS = {
    "municipality": r"kommun\w*|municipality|municipio|municipalit[eé]|munic[ií]pio|comune (di|of)|commune d|ayuntamiento"
    r"|ajuntament|gemeinde|gemeente|city of|stadt|ville d|kaupunki|kunta|c[aâ]mara municipal|gmina|miasto"
    r"|obec|město|mesto|občina|opčina|grad|comuna|primaria|dimos|vald|linn|omavalitsus|savivaldyb\w+"
    r"|novad\w+|önkormányzat\w*|stad|city council|borough council|local (public )?authority"
    r"|kommunal\w* myndighet",
    "region": r"region\w*|län|landsting|county|landkreis|provinci\w+|provincia|d[eé]partement|voivodeship"
    r"|wojew[oó]dztwo|maakunta\w*|maakuntaliitto|fylkeskommune|junta de|generalitat"
    r"|regional (public )?authority",
    "university": r"universit\w+|university|universidad\w*|h[oö]gskola\w*|yliopisto|hochschule|politecnico|polytechnic"
    r"|higher education|ammattikorkeakoulu|egyetem|uniwersytet|instituto polit[eé]cnico"
    r"|academy of sciences",
    "school": r"school|skola|gymnasi\w+|lyc[eé]e|coll[eè]ge|koulu|lukio|schule|liceul?|escuela|escola|istituto"
    r"|szkoła|škola|ies|general education|vocational|folkhögskola",
    "association": r"association|associa[cç][aã]o|associazione|asociaci[oó]n|f[oö]rening\w*|yhdistys|verein|stiftelse\w*"
    r"|foundation|fondazione|fundaci[oó]n|non.?governmental|ngo|non.?profit|ry|e\.?v|ideell\w*",
    "network": r"network|n[aä]tverk|r[eé]seau|federation|alliance",
    "company": r"gmbh|ltd|limited|s\.?r\.?l|s\.?p\.?a|s\.?a|s\.?l|ab|aktiebolag|oy|as|aps|bv|b\.?v|sarl|d\.?o\.?o"
    r"|s\.?r\.?o|företag|company|enterprise|sme|zrt|kft|sp\.? z ?o\.?o|aktiengesellschaft|inc",
    "authority": r"ministr\w+|agency|authority|myndighet|verket|styrelse\w*|l[aä]nsstyrelse\w*|public body"
    r"|national public",
    "research": r"research|institut\w*|forschung\w*|centre national|fraunhofer|csic|cnrs|vtt|rise|sintef",
}
PATTERNS = {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for kind, words in WORDS.items()}
# What a name may be beside what its source calls it: a municipality is a public body, a school may be anything.
NARROWED = {"PUB": ("municipality", "region", "university", "school"), "OTH": tuple(WORDS)}


@lru_cache(maxsize=65_536)
def bare(name: str) -> str:
    """Without accents, case and punctuation; all words kept, since "Region Gävleborg" is not "Gävle"."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return " ".join(re.findall(r"\w+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def tidy(name: str) -> str:
    """CORDIS writes most names in capitals."""
    if not name.isupper() or len(name) <= 5:
        return name
    small = [word.lower() if word.lower() in SMALL else word.title() for word in name.split()]
    return " ".join([small[0].title(), *small[1:]])


def key(name: str, country: str) -> str:
    return f"{country}:{bare(name)}"[:LONGEST_KEY]


def kind_of(told: str, name: str) -> str:
    """The kind by the source's own word, made narrower by the name; empty where neither tells."""
    code = told.strip().upper()
    if code in CODES:
        return _first(name, NARROWED.get(code, ())) or CODES[code]
    if told and code not in NARROWED and (found := _first(told, tuple(WORDS))):
        return (_first(name, NARROWED["PUB"]) or found) if found == "authority" else found
    return _first(name, tuple(WORDS))


def _first(text: str, kinds: tuple[str, ...]) -> str:
    return next((kind for kind in kinds if PATTERNS[kind].search(text)), "")
