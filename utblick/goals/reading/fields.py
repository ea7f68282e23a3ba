"""The header's vocabulary: the keys that announce a fact, the bodies that adopt, and how a value is taken apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from utblick.goals.reading.vocabulary import ABBREVIATIONS

# Fact -> the keys that announce it (regular expressions, tried longest first).
FACTS: dict[str, tuple[str, ...]] = {
    "title": (
        "titel", "title", "dokumentnamn", "dokumentets namn", "namn på dokument(?:et)?", "document (?:name|title)",
        "policy (?:title|name)", "dokumenttitel", "rubrik", "tittel",
    ),
    "id_number": (
        r"id[ -]?(?:nr|nummer)\.?", "id", r"policy (?:number|no\.?|id|ref(?:erence)?)",
        r"document (?:number|no\.?|id)", "dokumentnummer", "dokument-?id", "dokumentnr",
        r"styrdokument nr", r"(?:författningssamling|kfs|flik)(?: nr)?",
    ),
    "type": (
        "typ", "dokumenttyp", "typ av (?:styr)?dokument", "document type", "type(?: of document)?",
        "styrdokumenttyp", "dokumentkategori", "kategori", "dokumenttype", "policy type",
    ),
    "version": ("version(?:snummer|snr)?", r"version no\.?", r"revision no\.?", "utgåva", "versjon"),
    "adopted": (
        "fastställ(?:t|d|da|are|ande)(?: av| i| den| datum)?", "faststäl(?:ld|lt)/upprättad",
        "antag(?:en|et|na)(?: av| i| den| datum)?", "beslut(?:ad|at|ade)?(?: av| i)?", "beslutsinstans",
        "beslutande(?: organ)?", "beslutsfattare", "beslutsorgan", "godkän(?:d|t)(?: av)?",
        "beslutsdatum", "datum för (?:beslut|fastställande|antagande)", "fastställandedatum", "fastställelsedatum",
        "antagandedatum", "datum och paragraf(?: för beslut)?", "beslutsdatum och paragraf", "adopted(?: by| on)?",
        "approved(?: by| on)?", "adoption date", "approval date",
        "(?:date|approval) (?:adopted|approved|of adoption|of approval)", "approving (?:body|authority)",
        "approval(?: body| authority)?", "vedtatt(?: av| i| dato)?", "vedtaget(?: af)?", "vedtaksdato",
        "godkjent(?: av)?", "(?:dokumentet )?(?:beslutades|antogs|fastställdes)(?: av| den)?", "adopted/approved",
        "policy adopted", "council resolution", "council approval", "resolution",
        "decision",
    ),
    "section": ("paragraf", "§", "protokollsparagraf", r"minute (?:no\.?|number|ref(?:erence)?)", "minute"),
    "case_number": (
        "diarienummer", "diarie-?nr", r"dnr", "ärendenummer", "ärendenr", "ärende", "diarieförings?nummer",
        r"case (?:number|no\.?|reference)", "arkivsak(?:snr|nr)?", "saksnummer", "saksnr", "journalnummer",
        r"file (?:number|no\.?|ref(?:erence)?)", r"record (?:number|no\.?)", r"reference(?: number| no\.?)?",
        r"ref\.? no\.?", r"trim ref(?:erence)?", "vår (?:beteckning|referens)", "our ref(?:erence)?",
    ),
    "valid": (
        "giltighetstid", "giltighetsperiod", "giltighet", "giltig", "gäller", "gällande", "gällande period",
        "validity(?: period)?", "valid", "gyldighet(?:speriod)?", "gyldig", "planperiod", "period", "tidsperiod",
        "avser period(?:en)?", "term", "in force",
    ),
    "valid_from": (
        r"(?:dokumentet |policyn |strategin )?(?:gäller|giltig[ta]?|gällande) (?:från|fr\.? ?o\.? ?m\.?)(?: och med)?(?: den)?",
        "gäller från(?: och med)?",
        "ikraftträdande", "träder i kraft", r"(?:effective|valid|in force|applies)(?: from| date)", "effective",
        "commencement(?: date)?", "start date", "date of effect", "policy effective date", "gyldig fra",
    ),
    "valid_until": (
        r"(?:dokumentet |policyn |strategin )?(?:gäller|giltig[ta]?|gällande) (?:till|t\.? ?o\.? ?m\.?)(?: och med)?(?: den)?",
        "giltig till(?: och med)?",
        r"(?:valid|in force) (?:until|to|through)", "expir(?:y|es)(?: date)?", "end date", "gyldig til",
        "gäller längst till(?: och med)?", "sunset date", "upphör(?:ande| att gälla)?",
    ),
    "review_by": (
        "(?:ska |skall )?(?:uppdateras|revideras|omprövas|ses över|aktualitetsprövas)(?: senast)?(?: den)?",
        "nästa (?:revidering|översyn|uppdatering)",
        r"(?:next |scheduled |date of next |due for )?review(?: date| due| by)?", "review period", "review cycle",
        "översyn", "(?:tidpunkt för )?aktualitetsprövning", "uppdatering senast",
        "senaste? dag för (?:revidering|översyn|uppdatering)", "revision(?:sdatum)?", "revideringsdatum",
        "uppföljning och revidering", "aktualiseras", "next revision", "revideres",
    ),
    "dated": ("datum", "date", "dokumentdatum"),
    "other": (

        "dokumentansvar(?:ig|igs?)?(?: är| (?:på )?(?:politisk|tjänstemanna)nivå| funktion| tjänsteperson| förvaltning| nämnd)?",
        "dokumentägare",
        "ansvarig(?: förvaltning| nämnd| funktion| handläggare| tjänsteperson| chef| enhet| avdelning)?",
        "handläggare", "förvaltning", "nämnd", "ersätter", "(?:dokumentet )?gäller för", "målgrupp", "omfattar",
        "upprättad(?: av| datum| den)?", "upprättat(?: av)?", "framtagen av", "framtaget av",
        "författare", "document owner", "policy owner",
        "(?:responsible|contact|accountable) (?:officer|person|department|unit|manager)", "responsible", "author",
        "kontakt(?:person)?", "contact(?: officer| person)?", "(?:senast )?reviderad(?: av| den)?",
        "reviderat(?: av)?", "senast ändrad", "(?:last |date )?(?:revised|amended|updated|reviewed)",
        "last revision", "supersedes", "er (?:beteckning|referens)", "your ref(?:erence)?", "replaces", "status",
        "department", "directorate", "owner", "division", "publicerad", "publiceras", "relaterade dokument",
        "ansvar för revidering", "ansvar för uppföljning", "ansvarig för uppföljning", "uppföljning", "sekretess",
        "telefon", "e-post", "postadress", "besöksadress", "webbplats", "organisationsnummer", "tillhör",
        "distribution", "history", "historik", "lagrum", "legislation", "related documents", "eier", "ansvarlig",
        "processägare", "godkännare", "foto", "layout", "produktion", "omslag",
    ),
}  # fmt: skip
# Keys that also are ordinary words of a text: they count only at the top of the document.
AMBIGUOUS = frozenset({"dated", "title", "id_number", "type", "version", "other", "section", "valid"})

_ALTERNATIVES = sorted(((key, name) for name, keys in FACTS.items() for key in keys), key=lambda pair: -len(pair[0]))
_EACH = {name: re.compile("|".join(sorted(keys, key=len, reverse=True)), re.IGNORECASE) for name, keys in FACTS.items()}
_ANY = "|".join(key for key, _ in _ALTERNATIVES)
_KEY_COLON = re.compile(
    rf"(?<![^\W\d_]-)(?:(?<![^\W_])|(?<=[\da-zåäö])(?=[A-ZÅÄÖ]))({_ANY})[ \t]{{0,3}}:[ \t]*", re.IGNORECASE
)
_KEY_ALONE = re.compile(rf"({_ANY})\s{{0,3}}:?", re.IGNORECASE)
_KEY_FIRST = re.compile(
    r"(diarienummer|datum|version(?:snummer)?|giltighetsperiod|giltighet|beslutsinstans|beslutande organ|beslutsorgan|"
    r"antagen av|antaget av|antagna av|dokumentägare|dokumentnummer|(?:revideras|uppdateras|omprövas|ses över) senast|ersätter|"
    r"document type|adopted by|"
    r"approved by|effective date|review date|policy owner|ansvarig nämnd|ansvarig förvaltning|fastställt av|"
    r"fastställda av|beslutade av|utgåva|dokumentid|dokument-id|diarienr|dnr\.?|ärendenummer|dokumenttyp|dokumentnamn|"
    r"giltighetstid|dokumentansvarig|fastställ[dt] av|beslutad av|beslutat av|beslutsdatum|(?:gäller|"
    r"giltig[ta]?) fr\.? ?o\.? ?m\.?|(?:gäller|giltig[ta]?) t\.? ?o\.? ?m\.?|gäller från(?: och med)?|policy number|"
    r"policy no\.?)\s+(?=(?-i:[A-ZÅÄÖ0-9]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its value within a line: offsets into the line's text."""

    name: str
    key_start: int
    start: int
    end: int


def key_name(text: str) -> str | None:
    """The fact that a text consisting of nothing but a key announces."""
    if len(text) > 50 or not (found := _KEY_ALONE.fullmatch(text)):
        return None
    return _name(found[1])


def _name(key: str) -> str | None:
    return next((name for name, pattern in _EACH.items() if pattern.fullmatch(key)), None)


def pairs_in(text: str) -> list[Pair]:
    """The "Key: value" pairs of a line, also run together as in "Version: 1.0Typ: Policy"."""
    if len(text) > 400:
        return []
    found = [m for m in _KEY_COLON.finditer(text) if m.start() == 0 or _may_begin(text, m)]
    if not found or found[0].start() != 0:
        first = _KEY_FIRST.match(text)
        return [Pair(_name(first[1].rstrip(".")) or "other", 0, first.end(), len(text))] if first else []
    ends = [m.start() for m in found[1:]] + [len(text)]
    return [Pair(_name(m[1]) or "other", m.start(), m.end(), end) for m, end in zip(found, ends, strict=True)]


def _may_begin(text: str, found: re.Match[str]) -> bool:
    """Within a line a key begins large, so that "... som gäller: ..." is no key."""
    return found[1][:1].isupper() or text[: found.start()].endswith(("  ", "\t", "| ", ", "))


_ORGAN = re.compile(
    r"\b(?:(?:kommun|region|landstings|förbunds|stads)?fullmäktiges?|(?:kommun|region|stads|"
    r"förbunds)styrelsens?(?:\s(?:arbetsutskott|ledningsutskott|allmänna utskott))?|[\w-]{2,30}nämnden|"
    r"[\w-]{2,30}utskottet|kommunestyret|bystyret|formannskapet|byrådet|kommunalbestyrelsen|fylkestinget|"
    r"kommundirektören|stadsdirektören|(?:full |general |whole )?(?:the )?(?:city|town|county|district|borough|"
    r"municipal|regional|parish|shire)?\s?(?:council|board|cabinet|assembly)(?:'s? executive)?)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"\b(?:{'|'.join(key.upper() for key in ABBREVIATIONS)})\b(?!\s?/?(?:\d{{4}}[/:]\d|\d{{4}}-\d{{1,6}}(?!\d|-\d)))"
)
_SECTION = re.compile(
    r"(?:§§?|(?<![\w])paragraf|\bpara\.?|\bminute(?: no\.?| number| ref\.?)?|\bresolution(?: no\.?| number)?|"
    r"\bsection(?: no\.?| number)?|\bitem(?: no\.?| number)?|"
    r"\bsak(?:snr)?\.?(?: nr)?|\bPS)\s*:?\s*(\d{1,4}(?:[/-]\d{1,4})?(?:\s?[a-z]\b)?)",
    re.IGNORECASE,
)
_CASE_KEY = re.compile(
    r"\b(?:dnr|diarienummer|diarienr|ärendenummer|ärende|arkivsak|saksnr|case(?: no\.?| number)?|ref(?:erence)?\.?)\b\.?:?\s*",
    re.IGNORECASE,
)
BARE_CASE = re.compile(
    r"[A-ZÅÄÖ]{2,6}[ -]?(?:19|20)\d\d[/:.-]\d{2,6}(?:[.-]\d{1,4})?"
)  # "KS 2018/214" beside the sender
_CASE = re.compile(
    r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}[ /.-]{0,2})?(?:\d{2,4}[/:.-]\d{1,6}(?:[-/.]\d{1,4}){0,3}|\d{4,}(?:[-/]\d+)?)"
)


_BODY_NAME = re.compile(
    r"(?:\b(?!(?:Adopted|Approved|Endorsed|By|The)\b)(?:[A-Z][\w&’'-]+|[Ff]ull)\s(?:of\s|and\s|&\s)?){0,4}\b(?:Council|"
    r"Board|Cabinet|Assembly|Committee|Commission)\b"
)


def organ_in(text: str) -> str | None:
    """The body that adopts, in full and beginning large: "KF" gives "Kommunfullmäktige"."""
    full, short = _BODY_NAME.search(text) or _ORGAN.search(text), _SHORT.search(text)
    if short and (not full or short.start() < full.start()):
        return ABBREVIATIONS[short[0].lower()]
    if not full:
        return None
    name = re.sub(r"^the\s+", "", full[0].strip(), flags=re.IGNORECASE)
    name = re.sub(r"(?<=fullmäktige)s$|(?<=styrelsen)s$", "", name, flags=re.IGNORECASE)
    return name[:1].upper() + name[1:] if not name.isupper() or len(name) < 4 else name.capitalize()


def section_in(text: str) -> str | None:
    """The number of the section of the minutes, without its sign."""
    found = _SECTION.search(text)
    return found[1].replace(" ", "") if found else None


def case_in(text: str, *, keyed: bool = False) -> str | None:
    """The case number; with `keyed` the text is the value of such a key."""
    if not keyed:
        key = _CASE_KEY.search(text)
        found = _CASE.match(text, key.end()) if key else None
        return found[0].strip() if found else None
    found = _CASE.search(text)
    return found[0].strip() if found else text.strip(" .,;") or None


DOCUMENT_TYPE = re.compile(
    r"(?:(?<=\b)|(?<=[a-zåäö-]))(policy|strategi|strategy|riktlinjer?|handlingsplan|plan|program|reglemente|guidelines?|"
    r"framework|action plan|retningslinjer?|handlingsprogram|inriktningsdokument|styrdokument|ställningstagande|handbok|plattform|"
    r"anvisning(?:ar)?|programme|charter|agenda)(?:n|en|et|s)?\b",
    re.IGNORECASE,
)


def type_in(title: str) -> str | None:
    """The kind of document that a title names: "EU-strategi för X" gives "Strategi"."""
    found = DOCUMENT_TYPE.search(title)
    while found and (closer := DOCUMENT_TYPE.match(title, found.end() + 1)):
        found = closer  # "Policy Framework" is a framework
    return found[1].capitalize() if found else None


def facts_in(name: str, value: str) -> Iterator[tuple[str, str]]:
    """The facts that a value holds: one of "adopted" may hold a body, a date, a section and a case number."""
    if name == "adopted":
        yield "adopted", value
        return
    if value.strip(" .,;–-"):
        yield name, value.strip(" ,;|")
