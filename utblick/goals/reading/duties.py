"""Who does what: a sentence, a table row or a list item as a duty with its owner."""

import re
from dataclasses import dataclass

from utblick.goals.reading.headings import is_owner
from utblick.goals.reading.vocabulary import ABBREVIATIONS, BODY, is_generic


@dataclass(frozen=True, slots=True)
class Assignment:
    """An owner and what the sentence says it is to do. `strong`: the words leave no doubt, wherever they stand."""

    owner: str
    text: str
    strong: bool


_RESPONSIBLE = (
    r"(?:ska\s|skall\s|skal\s|shall\s|will\s)?(?:ansvara[rs]?|svara[rs]?|ansvarer|svarer)\s(?:\w+\s){0,3}?(?:för|for)"
    r"|(?:har|har\salltid|ha|hava|bär)\s(?:\w+\s){0,3}?ansvar(?:et)?\s(?:för|for)"
    r"|(?:är|er|blir)\s(?:\w+\s){0,3}?ansvarig[at]?\s(?:för|for|att)"
    r"|(?:is|are|shall be|will be|remains?)\s(?:\w+\s){0,3}?(?:responsible|accountable|answerable)\s(?:for|to)|(?:has|have|"
    r"holds?)\s(?:\w+\s){0,3}?responsibility\s(?:for|to)"
    r"|har\s(?:i|till|som|til)\s(?:uppdrag|uppgift|oppgave|opgave)\satt|har\s(?:ett\s)?(?:\w+\s)?ansvar\satt"
)
LONGEST_OWNER = 130
_MODAL = r"ska|skall|skal|bör|shall|will|must|should|kan|may"
_ACTIVE = (
    r"beslutar|fattar|samordnar|leder|följer|godkänner|antar|fastställer|rapporterar|initierar|bevakar|stödjer|stöder|"
    r"stöttar|bistår|ger|tar|informerar|utser|prövar|bereder|verkställer|utvärderar|redovisar|representerar|"
    r"håller|driver|äger|arbetar|planerar|genomför|företräder|deltar|utarbetar|yttrar|sammankallar|utgör|fungerar|"
    r"handlägger|säkerställer|integrerar|"
    r"är\s(?:\w+\s)?(?:styrgrupp|referensgrupp|kontaktperson|sammankallande|huvudman|ägare|projektägare|beställare|ordförande|sekreterare)|"
    r"approves?|coordinates?|reports?|leads?|monitors?|oversees?|adopts?|decides?|ensures?|provides?|supports?|reviews?|"
    r"prepares?|keeps?|handles?|promotes?|organises?|allocates?|hosts?|"
    r"maintains?|manages?|appoints?|advises?|considers?|determines?|represents?|administers?|makes?|"
    r"vedtar|vedtager|følger|koordinerer|samordner|leder|beslutter|rapporterer|godkjenner|godkender"
)
# A comma within "barn-, kultur- och utbildningsnämnden" parts nothing.
_OWNER = r"(?P<owner>(?:[^.,:;?!()]|(?<=\w-),){2,110}?)"
_SENTENCE = re.compile(
    rf"(?:(?:det är|även|vidare|dessutom|därutöver|samtidigt|därför)\s)?{_OWNER}\s(?:(?P<responsible>{_RESPONSIBLE})|"
    rf"(?P<modal>{_MODAL})|(?P<active>{_ACTIVE}),?)\s(?P<what>.+)",
    re.IGNORECASE,
)
# "Strategen sprider information": whatever an office does is its duty where duties are told, and there alone.
_ASIDE = re.compile(
    r",\s(?:som|vilken|genom|via|bestående|who|which|through|consisting)\s[^,]{5,120},(?=\s)", re.IGNORECASE
)  # "..., som är anställd i X, ..."
_WHEN = re.compile(
    r"^(?:(?:every|each)\s(?:\w+\s)?(?:years?|spring|autumn|term)|once a year|annually),?\s", re.IGNORECASE
)
_DOES = re.compile(
    r"\s(?!(?:(?:in|ut|över|fram)?för|över|under|efter|eller|per|består|its|this|has)\b)(?:[a-zåäö]+(?:ar|er|år|ör)|är|[a-z]+[^s\W]s),?"
    r"\s(?=\S)"
)
_BRIEF = re.compile(  # "Styrelsen leder och samordnar."
    rf"{_OWNER}\s(?P<active>(?:{_ACTIVE})(?:(?:,\s|\s(?:och|samt|and)\s)\w+)*)", re.IGNORECASE
)
_OVERALL = re.compile(
    rf"{_OWNER}\s(?:har|bär|has|have|holds)\s(?:\w+\s){{0,4}}?(?:ansvaret?|responsibility)", re.IGNORECASE
)
_BODY_PHRASE = (
    r"(?:(?:den|det|de|the|respektive|berörda?|varje|each|relevant|en|ett)\s)?(?:(?:\w+-,\s)*\w+-\s(?:och|samt|eller|and)\s|(?:[\w-]+\s){0,2}?)"
    rf"{BODY.pattern}(?:(?<=s)\s{BODY.pattern})?(?:\s(?:och|and|samt|eller|or)\s(?:the\s)?[\w-]+)?"
)
_RESTS = re.compile(
    rf"(?:(?:det\s(?:\w+\s){{1,2}})?ansvaret|(?:the\s|overall\s)*responsibility|ansvaret)\s(?:för|for)\s(?P<what>[^.]+?)\s(?:(?:ligger|"
    rf"vilar|finns|lies|rests)\s(?:\w+\s)?(?:hos|på|with)|åvilar|åligger)\s(?P<owner>{_BODY_PHRASE})",
    re.IGNORECASE,
)
_RESPONSIBLE_IS = re.compile(
    rf"(?:ytterst\s)?(?:ansvarig[at]?|responsible)\s(?:för|for)\s(?P<what>[^.]+?)\s(?:är|is|are|er)\s(?P<owner>{_BODY_PHRASE})",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"(?:för|for)\s(?P<what>[^.]+?)\s(?:svarar|ansvarar|svarer|ansvarer)\s(?P<owner>{_BODY_PHRASE})$", re.IGNORECASE
)
_UNDERGOES = re.compile(r"(?:[a-zåäö]+as|ges)\b", re.IGNORECASE)  # "ska informeras": of which it is no duty
_TURNED = re.compile(
    rf"(?!(?:{BODY.pattern})\s)(?:[^\s.;:]+\s){{1,9}}?(?:(?P<responsible>ansvarar|svarar)|ska|skall|bör|[a-zåäö]+(?:ar|er))\s"
    rf"(?P<owner>{_BODY_PHRASE})\s(?(responsible)(?:för|for)\s)(?P<what>.+)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:i|på|av|för|till|från|inom)\s|s$", re.IGNORECASE)  # "sker årligen i styrelsens (rapport)"
_FALLS = re.compile(
    rf"(?:det\såligger|det\sankommer\spå|it\s(?:falls|is\sup)\s(?:to|on)|it\sis\sthe\s(?:responsibility|duty|"
    rf"role)\sof)\s(?P<owner>{_BODY_PHRASE})\s(?:att|to)\s(?P<what>.+)",
    re.IGNORECASE,
)
_GENITIVE = re.compile(
    rf"(?:det\s(?:är|hör\still)|it\sis)\s(?P<owner>{_BODY_PHRASE})\s(?:ansvar|uppgift|uppdrag|responsibility|task|"
    rf"job)\s(?:att|to)\s(?P<what>.+)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:fattas|beslutas|görs|genomförs|utförs|leds|samordnas|följs\supp|utvärderas|revideras|sker|bereds|tas\sfram|"
    r"initieras|prövas|godkänns|handläggs|utarbetas|hanteras|ansvaras|redovisas|tas|upprättas|"
    r"(?:is|are|be|will be|shall be)\s(?:\w+\s){0,2}?(?:approved|taken|made|monitored|coordinated|reviewed|carried out|"
    r"led|adopted|managed|decided|evaluated|undertaken|prepared|signed)|vedtas|følges\sopp)\b"
    rf"[^.;]{{0,80}}?\s(?:av|by|hos|inom|på|vid|i)\s(?P<owner>{_BODY_PHRASE})",
    re.IGNORECASE,
)
# What a noun still follows: "Every two years the council receives a report".
_OPEN = re.compile(r"\b(?:a|an|the|en|ett|den|det|of|for|av|för|to|att)$", re.IGNORECASE)
_ANY_PASSIVE = re.compile(rf"\b[a-zåäö]+[^s\W]s\b[^.;]{{0,60}}?\sav\s(?P<owner>{_BODY_PHRASE})", re.IGNORECASE)
_OFFICE_IS = re.compile(  # "Ansvarig tjänsteman är kommunsekreteraren"
    rf"(?:(?:huvud)?ansvarig\w*|kontaktperson|sammankallande|samordnare|sekreterare|ordförande)(?:\s\w+){{0,2}}\sär\s(?P<owner>{_BODY_PHRASE})",
    re.IGNORECASE,
)
_NOT_AN_OWNER = re.compile(
    r"^(?:to|att|by|in|for|för|i)\s|\b(?:\w*arbete[nt]?s?|polic\w*|strategin|strategi|mål\w*|projekt(?:et|en|s)?|uppföljning\w*|beslut\w*|ansvar\w*|"
    r"insats\w*|work|strategy|goals?|decisions?|reports?|rapport\w*|kommunikation(?:en)?|kontakter|samarbete\w*|avtal\w*|"
    r"om|när|som|att|är|er|is|are|if|when|where|which|that|genom|kommunen|vi|we|it|there|detta|de|resor\w*|utbyte\w*|"
    r"har|får|ska|skall|has|have|nätverk|medel|möjlighet\w*|relationships?|activities|partnerships?|syftet|relations(?!\s(?:officer|manager|co-?ordinator|team|unit|office|committee)\b)|travel)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<owner>[^:|]{2,80}?)\s*(?::|\s[–—-]\s)\s*(?P<what>\S.*)")
# "The Policy and Partnerships Team": a name, whatever its words mean.
_NAMED_BODY = re.compile(rf"(?:[Tt]he )?(?:[A-Z][\w'’-]+ (?:(?:and|of|for|the|&) )*)+(?=[A-Z])(?i:{BODY.pattern})")
_MEMBERS = re.compile(r"\s(?:med en|med ett|bestående av|consisting of|made up of)\s.*$", re.IGNORECASE)
_CONJUNCTION = re.compile(r"^.*\b(?:att|that|är|innebär|is)\s", re.IGNORECASE)
_LED_OWNER = re.compile(rf"(?P<owner>{_BODY_PHRASE})", re.IGNORECASE)
_ANSWERABLE = re.compile(
    r"(?:(?:huvud)?ansvarig[at]?|ansvar|responsible|lead|owner|ansvarlig)(?:\s(?:nämnd|tjänste\w+|nämnder|förvaltning|"
    r"för\sgenomförande|för\suppföljning|funktion|party|officer|department)(?:er|ar)?)?\s*:\s*(?P<owner>\S.{2,120})",
    re.IGNORECASE,
)


def assignment(sentence: str) -> Assignment | None:
    """The duty that a sentence gives to a body or office."""
    text = _WHEN.sub("", _ASIDE.sub("", sentence.strip().rstrip(".;, ")))
    if len(text) > 900:
        return None
    for pattern in (_RESTS, _RESPONSIBLE_IS, _INVERTED, _FALLS):
        if (found := pattern.match(text)) and is_owner_phrase(found["owner"]):
            return Assignment(owner_name(found["owner"]), found["what"].strip(), strong=True)
    if (found := _GENITIVE.match(text)) and is_owner_phrase(found["owner"]):
        owner = re.sub(r"(?:'s|(?<=[ndt])s)$", "", owner_name(found["owner"]))
        return Assignment(owner, found["what"].strip(), strong=True)
    return _active(text) or _passive(text) or _does(text) or _turned(text)


def _turned(text: str) -> Assignment | None:
    """ "Varje år sammanställer samordnaren en rapport": the owner after the verb."""
    found = _TURNED.match(text)
    if not found or not is_owner_phrase(found["owner"]) or _WITHIN.search(found["owner"]):
        return None
    if found["responsible"]:
        return Assignment(owner_name(found["owner"]), found["what"], strong=True)
    return Assignment(owner_name(found["owner"]), text + ".", strong=False)


def _active(text: str) -> Assignment | None:
    if (overall := _OVERALL.fullmatch(text)) and is_owner_phrase(overall["owner"]):
        return Assignment(owner_name(overall["owner"]), text + ".", strong=True)
    found = _SENTENCE.match(text)
    if not found and (brief := _BRIEF.fullmatch(text)) and is_owner_phrase(brief["owner"]):
        return Assignment(owner_name(brief["owner"]), brief["active"], strong=not is_generic(brief["owner"]))
    if not found or not is_owner_phrase(found["owner"]):
        return None
    if found["modal"] and _UNDERGOES.match(found["what"]):
        return None
    what = text[found.start("active") if found["active"] else found.start("what") :].strip()
    return Assignment(owner_name(found["owner"]), what, strong=not is_generic(found["owner"]))


def _does(text: str) -> Assignment | None:
    for verb in _DOES.finditer(text, 0, LONGEST_OWNER):
        if is_owner_phrase(text[: verb.start()]):
            return Assignment(owner_name(text[: verb.start()]), text[verb.start() :].strip(), strong=False)
    return None


def _passive(text: str) -> Assignment | None:
    if office := _OFFICE_IS.match(text):
        return Assignment(owner_name(office["owner"]), text + ".", strong=False)
    found = _PASSIVE.search(text)
    if not found:
        other = _ANY_PASSIVE.search(text)
        return Assignment(owner_name(other["owner"]), text + ".", strong=False) if other else None
    owner = found["owner"]
    if owner.endswith("s") and re.match(r"\s\w", text[found.end("owner") :]):
        return None  # "i kommunstyrelsens årsrapport"
    sure = not is_generic(owner) and bool(re.search(r"\b(?:av|by|hos)\s+" + re.escape(owner), text))
    return Assignment(owner_name(owner), text + ".", strong=sure)


def is_owner_phrase(phrase: str) -> bool:
    """Whether the subject of a sentence is a body or office, not something of one's."""
    words = (phrase := _MEMBERS.sub("", phrase)).split()
    if len(words) < 9 and _NAMED_BODY.fullmatch(phrase):
        return True
    if not 0 < len(words) <= 11 or _NOT_AN_OWNER.search(phrase) or _OPEN.search(phrase):
        return False
    found = list(BODY.finditer(phrase))
    return bool(found) and (found[-1].end() >= len(phrase) - 28 or is_owner(phrase))


def owner_name(phrase: str) -> str:
    """The owner beginning large, without article, "Kommunstyrelsens ansvar" as "Kommunstyrelsen"."""
    name = re.sub(
        r"^(?:the|den|det är|det|även|en|ett)\s", "", _MEMBERS.sub("", phrase).strip(" :.–-"), flags=re.IGNORECASE
    )
    name = re.sub(
        r"(?:'s|(?<=en)s|(?<=ige)s|(?<=et)s|(?<=rna)s)?\s(?:ansvar|roll|uppgift(?:er)?|uppdrag|role|responsibilities|"
        r"responsibility|duties)$",
        "",
        name,
        flags=re.IGNORECASE,
    )
    name = re.sub(r"^(?:ansvar|roll)(?:et|en)?\sför\s", "", name, flags=re.IGNORECASE)
    return name[:1].upper() + name[1:]


def owner_in_cell(text: str) -> str:
    """The owner that a cell names, "KS" as "Kommunstyrelsen"."""
    return ABBREVIATIONS.get(text.strip(". ").casefold()) or owner_name(text.rstrip("."))


def labelled(text: str) -> Assignment | None:
    """ "Kommunstyrelsen: följer upp policyn" or "Kommunstyrelsen – följer upp ..."."""
    found = _LABEL.match(text)
    if not found or not is_owner(found["owner"]):
        return None
    inner = _SENTENCE.match(f"{found['owner']} {found['what']}")
    what = found["what"].strip()
    if inner and inner["responsible"] and inner["owner"] == found["owner"]:
        what = inner["what"]
    return Assignment(owner_name(found["owner"]), what.rstrip("."), strong=True)


def answerable(text: str) -> str | None:
    """The owner named by "Ansvarig: Kommunstyrelsen"."""
    found = _ANSWERABLE.fullmatch(text.strip())
    return owner_name(found["owner"].rstrip(".")) if found and BODY.search(found["owner"]) else None


def led_owner(lead: str, known: list[str]) -> str | None:
    """The body that a lead names last; a short name ("styrelsen") is the known body that ends so."""
    found = [name for m in _LED_OWNER.finditer(lead) if (name := _CONJUNCTION.sub("", m["owner"])) and is_owner(name)]
    if not found:
        return None
    name = owner_name(found[-1])
    return next((owner for owner in reversed(known) if owner.casefold().endswith(name.casefold())), name)
