"""The words by which governing documents say what a part of them is: Swedish and English, with Norwegian and Danish kin.

Everything the reader knows about language stands here (and, for dates, in `dates.py`); the other modules hold no words.
"""

import re
from enum import StrEnum


class Role(StrEnum):
    """What a section of a document is about."""

    PURPOSE = "purpose"
    GOALS = "goals"
    AREAS = "areas"
    FORMS = "forms"
    DUTIES = "duties"
    FOLLOW_UP = "follow_up"
    AIDS = "aids"
    CONTENTS = "contents"
    CONTEXT = "context"


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")", re.IGNORECASE)


# Tried in this order against a heading; a heading may have several roles ("Syfte och mål").
HEADINGS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.CONTENTS,
        _words(
            r"innehåll(?:sförteckning)?$",
            r"(?:table of )?contents$",
            r"innhold(?:sfortegnelse)?$",
            r"indhold(?:sfortegnelse)?$",
        ),
    ),
    (
        Role.CONTEXT,
        _words(
            r"målgrupp",
            r"samarbetspart\w+",
            r"(?:fot)?noter$",
            r"(?:foot)?notes$",
            r"bakgrund",
            r"inledning",
            r"introdu",
            r"background",
            r"definition",
            r"avgränsning",
            r"scope$",
            r"omfattning",
            r"omvärld(?!sbevak)",
            r"nuläge",
            r"bakgrunn",
            r"baggrund",
            r"innledning",
            r"indledning",
            r"context$",
            r"foreword",
            r"om (?:denna |den här )?(?:strategin?|policyn?|programmet|planen|riktlinjerna|dokumentet)$",
            r"about (?:this|the) (?:policy|strategy|document|framework|plan)",
            r"förord",
            r"sammanfattning",
            r"summary",
            r"vision\b",
            r"begrepp",
            r"lagstiftning",
            r"legislation",
            r"relaterade (?:styr)?dokument",
            r"related (?:polic|doc|leg)",
            r"koppling(?:ar)? till",
            r"referenser",
            r"references",
            r"bilag",
            r"appendi",
            r"utgångspunkt",
            r"styrdokument",
            r"finansiering",
            r"ekonomi\b",
            r"funding",
            r"budget",
            r"resurser",
            r"resources",
            r"resor\b",
            r"målkonflikt",
            r"policy statement",
            r"vad får det kosta",
            r"tillämpning",
            r"application$",
            r"giltighet",
            r"gyldighet",
        ),
    ),
    (
        Role.AIDS,
        _words(
            r"(?:så )?når vi (?:dit|målen)",
            r"åtgärd(?:er)?$",
            r"aktivitet(?:er)?$",
            r"insats(?:er)?$",
            r"(?:key |main |planned |our )?actions?$",
            r"measures?$",
            r"(?:prioriterade |våra |planerade )(?:åtgärder|insatser|aktiviteter)$",
            r"tiltak$",
            r"strategier$",
            r"delstrategier",
            r"how we will\b",
        ),
    ),
    (
        Role.AREAS,
        _words(
            r"\w*(?:fokus|insats|mål|utvecklings|satsnings|prioriterings|satsings|innsats|indsats|verksamhets|tema|"
            r"strategi)områ\w+",
            r"priorit\w+(?: \w+)? (?:områ\w+|frågor|insats\w*|sakområ\w+|tema\w*)",
            r"strategiska (?:områ\w+|inriktning\w*|prioritering\w*)",
            r"prioritering(?:ar|er)?\b",
            r"(?<!övergripande )inriktning(?:ar|er)?\b",
            r"(?:key |strategic |thematic |our )*(?:focus|priority|key|target|action) areas?\b",
            r"(?:(?:key|strategic|thematic|our) )+(?:priorities|themes|pillars)",
            r"priorities$",
            r"vad (?:ska|vill) vi prioritera",
            r"themes$",
            r"directions\b",
            r"pillars$",
            r"huvudområ\w+",
            r"(?:strategiska )?vägval",
            r"fokus\b$",
        ),
    ),
    (
        Role.FORMS,
        _words(
            r"(?:former|metoder|verktyg|arbetssätt|modeller|nivåer) (?:för|av|i|för det)\b",
            r"(?:samarbets|samverkans|arbets|verksamhets|samarbeids|samarbejds|arbeids|engagemangs?)form\w*",
            r"(?:forms?|types?|methods?|means|modes?|models?|instruments?|ways) of (?:co-?operati|engage|collabor|"
            r"partner|work|interact|relation|international)",
            r"(?:co-?operation|engagement|partnership|relationship) (?:forms|types|methods|models)",
            r"^(?:hur|how)\??$",
            r"^medel$",
            r"hur ska det (?:gå till|göras)",
            r"working methods",
            r"(?:means|instruments)$",
            r"how we (?:work|cooperate|engage)",
            r"how (?:we will|will we) (?:do it|work|get there)",
            r"så (?:här )?(?:arbetar|samarbetar) vi",
            r"hur (?:vi )?(?:arbetar|samarbetar)(?: vi)?",
            r"hur (?:ska|skall|vill) (?:vi|kommunen) (?:arbeta|samarbeta)",
            r"(?:hur|så) gör vi",
            r"how (?:links|partnerships|relationships|the \w+) (?:are supported|works?|cooperates?|engages?)",
            r"slik (?:arbeider|samarbeider) vi",
            r"verktyg\b$",
            r"(?:our )?tools$",
            r"arbetssätt\b$",
            r"metoder\b$",
            r"samarbeten\b$",
            r"typer av (?:samarbete|samverkan|utbyte)\w*",
            r"kanaler\b$",
            r"former\b$",
            r"vilka (?:samarbets|samverkans)?former",
            r"(?:\w+ )?vägar(?:na)? till målen",
            r"(?:\w+ )?(?:ways|roads|routes) to (?:the|our) (?:goals|objectives)",
        ),
    ),
    (
        Role.DUTIES,
        _words(
            r"organis(?:ation|ering)\b",
            r"organization",
            r"\w*ansvar\w*",
            r"(?:arbetet|så) organiseras",
            r"roller\b",
            r"roles?\b",
            r"respons\w+",
            r"governance",
            r"rollefordeling",
            r"styrning\b",
            r"ledning och",
            r"samordning\b",
            r"coordination$",
            r"who does what",
            r"^(?:vem|who)\??$",
            r"vem gör vad",
            r"vem ansvarar",
            r"who is responsible",
            r"hvem gjør hva",
            r"arbetsfördelning",
            r"beslutsordning",
            r"beslutsfattande",
            r"delegation",
            r"accountab\w+",
            r"mandat\b",
            r"beslut\b$",
            r"management$",
            r"(?<!and )tasks(?:$| and (?:powers|duties|responsibilities))",
            r"genomförande\b",
            r"deliver(?:y|ing)\b",
            r"implementation",
            r"gjennomføring",
            r"gennemførelse",
        ),
    ),
    (
        Role.FOLLOW_UP,
        _words(
            r"uppföljning",
            r"^(?:när|when)\??$",
            r"hur vet vi",
            r"utvärdering",
            r"revidering",
            r"follow-?\s?up",
            r"monitoring",
            r"evaluation",
            r"review",
            r"reporting",
            r"oppfølging",
            r"opfølgning",
            r"rapportering",
            r"återrapport\w+",
            r"revision\b",
            r"aktualisering",
            r"aktualitetsprövning",
        ),
    ),
    (
        Role.PURPOSE,
        _words(
            r"policy statement",
            r"\w*syfte\w*",
            r"ändamål\w*",
            r"purpose",
            r"aims?$",
            r"formål\w*",
            r"intent(?:ion)?$",
            r"rationale",
            r"varför\b",
            r"om (?:denna |den här )?(?:strategin?|policyn?|programmet|planen|riktlinjerna|dokumentet)$",
            r"about (?:this|the) (?:policy|strategy|document|framework|plan)",
            r"why\b",
            r"objective$",
        ),
    ),
    (
        Role.GOALS,
        _words(
            r"(?!formål|\w*ändamål)(?:\w*[^\W_])?mål(?:en|et|sättning\w*|setting\w*|bild\w*|formulering\w*|"
            r"sætning\w*)?\b(?! och medel)",
            r"goals?\b",
            r"objectives\b",
            r"aims\b",
            r"ambition(?:er|s)?\b",
            r"viljeinriktning\w*",
            r"övergripande inriktning",
            r"målene\b",
            r"aims and",
            r"(?:det(?:ta)? |vad )?(?:vill|ska) vi (?:uppnå|nå)",
            r"vad (?:vi|kommunen) vill(?: uppnå| nå| åstadkomma)?$",
            r"vad vill (?:vi|kommunen)\b",
            r"^(?:vad|what)\??$",
            r"vart (?:vill|ska) vi",
            r"where (?:do )?we want",
            r"what (?:do )?we want",
            r"what (?:do|will|shall) we (?:want|achieve)",
            r"hva vil vi",
            r"outcomes$",
            r"önskade effekter",
            r"effekter$",
            r"strategi(?:er)? för\b(?=.*mål)",
        ),
    ),
)

# Headings that are a single named goal: "Mål 1 Ökad kunskap", "Delmål 2: ...", "Fokusområde A – ...", "Goal 3. ...".
NUMBERED_GOAL = re.compile(
    r"(?:(?:(?:del|effekt|inriktnings?|huvud|hoved|resultat|strategisk[ta] )?mål|inriktning|fokusområde|insatsområde|målområde|"
    r"utvecklingsområde|prioriterat område|prioritet|prioritering|strategi|satsingsområde|innsatsområde|"
    r"indsatsområde|tema|goal|objective|(?:strategic )?outcome|strategic (?:goal|objective|priority)|aim|focus area|"
    r"priority(?: area)?|theme|commitment|ambition|pillar)\s*"
    r"(?:nr\.?\s*)?(?:\d{1,2}|(?<=\s)(?-i:[A-H]|[IVX]{1,4}))\b\s*[.:–—-]?\s*)(?=\S)",
    re.IGNORECASE,
)

# An office or body that can own a duty; the head of a noun phrase.
_BODY = (
    r"kommunfullmäktige\w*|regionfullmäktige\w*|fullmäktige\w*|kommunstyrelse\w*|regionstyrelse\w*|styrelse[nr]?\w*|"
    r"\w*nämnd(?:en|er|erna|ens|ernas|s)?|\w*utskott(?:et|en)?|\w*beredning(?:en|ar|arna)?|"
    r"\w*förvaltning(?:en|ar|arna|schef\w*|sledning\w*)?|(?!\w*(?:erfar|medvet)enhet)\w*enhet(?:en|er|erna|schef\w*)?|"
    r"\w*avdelning(?:en|ar|arna|"
    r"schef\w*)?|\w*kontor(?:et|en)?|\w*kansli(?:et|enheten)?|\w*ledningsgrupp(?:en)?|\w*styrgrupp(?:en)?|"
    r"\w*arbetsgrupp(?:en|er)?|"
    r"\w*(?:direktör|chef|ledare|samordnare|strateg|koordinator|handläggare|sekreterare|ansvarig|ombud|utvecklare|"
    r"controller|kommunikatör)(?:en|er|erna|n|na|a|s)?|(?!\w*områd)\w*råd(?:et|en)|"
    r"\w*bolag(?:en|et|ens)?|\w*förbund(?:et|en)?|\w*ordförande\w*|\w*kommunalråd\w*|presidie\w*|rektor(?:er|n|erna)?|"
    r"verksamhet(?:er|erna|en|sområde(?:t|n|na)?)|medarbetare\w*|förtroendevald\w*|anställd\w*|projektägar\w*|kommittén?|\w*nätverket|"
    r"(?!mål)\w*grupp(?:en|ens)?|medlemskommun\w*|stadsdel\w*|"
    r"\w*kommunestyre\w*|\w*direktør(?:en)?|\w*direktion(?:en)?|bystyre\w*|formannskap\w*|byråd\w*|byrådet|"
    r"kommunalbestyrelse\w*|rådmann?\w*|borgmester\w*|ordfører\w*|\w*utvalg(?:et)?|\w*udvalg(?:et)?|\w*forvaltning(?:en|"
    r"er)?|\w*avdeling(?:en|er)?|\w*afdeling(?:en|er)?|virksomhet(?:er|ene)|"
    r"councils?|cabinet members?|cabinet|(?:\w+ )?boards?|committees?|councillors?|mayors?|(?:chief )?executives?|managers?|"
    r"directors?|departments?|directorates?|divisions?|units?|offices?|officers?|coordinators?|co-ordinators?|teams?|heads?|staff|"
    r"employees|secretariat|\w*sekretariat(?:et|en)?|services?|(?:elected )?members|"
    r"administration|assembly|(?:\w+ )?groups?|sectors?|alder(?:men|man)|companies|clerk|leader|schools|associations?|commission|"
    r"delegations?|portfolio holders?"
)
BODY = re.compile(rf"\b(?:{_BODY})\b", re.IGNORECASE)
# Bodies sure enough to take "X ska ..." as a duty wherever it stands.
_GENERIC = re.compile(
    r"\b(?:verksamhet\w*|medarbetare\w*|anställd\w*|staff|employees|companies|services?|schools|förtroendevald\w*|"
    r"association|virksomhet\w*)\b",
    re.IGNORECASE,
)

_THE_COUNCIL = re.compile(
    r"(?:the )?(?:(?:city|town|county|district|borough) )?council", re.IGNORECASE
)  # the municipality itself


def is_generic(owner: str) -> bool:
    """Whether the owner is everybody rather than a body: "alla medarbetare", "staff", "the Council" for the municipality."""
    if _THE_COUNCIL.fullmatch(owner):
        return True
    return bool(_GENERIC.search(owner)) and not re.search(r"nämnd|styrelse|board|council\b", owner, re.IGNORECASE)


ABBREVIATIONS = {
    "kf": "Kommunfullmäktige",
    "ks": "Kommunstyrelsen",
    "rf": "Regionfullmäktige",
    "rs": "Regionstyrelsen",
    "ksau": "Kommunstyrelsens arbetsutskott",
    "au": "Arbetsutskottet",
    "ksf": "Kommunstyrelseförvaltningen",
    "klf": "Kommunledningsförvaltningen",
    "klk": "Kommunledningskontoret",
    "fum": "Förbundsfullmäktige",
}

# A lead: the sentence that a list completes.
LEAD_END = re.compile(
    r"(?::|…|\.\.\.|\b(?:att|to|å|at|för|genom|som|är|by|for|are|is|will|shall|ska|skall|skal|prioritera|följande|"
    r"bl\.?\s?a\.?|bland annat|including|omfattar|omfatter|innefattar|includes?|comprises?|inom|av|with|through|"
    r"prioritise|på))\s*$",
    re.IGNORECASE,
)
# "vi ska", "kommunen ska", "we will": says that what follows is to be done.
# "Vi marknadsför kommunen utomlands": under a goal, what we do for it.
PRACTICE = re.compile(
    r"(?:vi|we)\s(?!har\b|hade\b|är\b|vet\b|tror\b|ser\b|have\b|had\b|are\b|want\b|know\b|see\b|believe\b)[a-zåäö]+",
    re.IGNORECASE,
)
COMMITMENT = re.compile(
    r"\b(?:ska|skall|skal|bör|will|shall|must|should|aims? to|vill|strävar(?: efter)?|avser|eftersträvar|ønsker|"
    r"commits? to|seeks? to|wish(?:es)? to|wants? to|intends? to)\b",
    re.IGNORECASE,
)
GOAL_SENTENCE = re.compile(
    r"\b(?:(?:det |de |kommunens |vårt |våra |our |the |strategins |policyns |programmets |detta |"
    r"som )*(?:\w+\s){0,2}?(?:\w*mål(?:et|en|sättning(?:en|ar|arna)?|setning(?:en|er)?)?|goals?|objectives?|aims?|"
    r"ambition(?:en)?)"
    r"(?:\s(?:för|med|of|for|in|i|inom|med det|til|ska vara)\b[^.:;]{0,140}?)?\s(?:är|ska vara|skall vara|is|are|er|"
    r"skal være|shall be)|^(?:the|det|den)\s(?:first|second|third|fourth|fifth|sixth|last|final|första|andra|tredje|"
    r"fjärde|femte|sjätte|sista)\s(?:är|is)(?=\s(?:att|to)\b))(?:\s+(?:att|to|å|at))?\b",
    re.IGNORECASE,
)
# "Secondly, we want to ...": a goal where goals are told.
WISH = re.compile(r"(?:\w+ly, )?we want\b", re.IGNORECASE)
COUNTED_GOALS = re.compile(
    r"\b(?P<number>två|tre|fyra|fem|sex|two|three|four|five|six|[2-6])\s(?:\w+\s){0,3}?(?:mål|målsättningar|ambitioner|goals|"
    r"objectives|aims|ambitions)\b",
    re.IGNORECASE,
)
PURPOSE_SENTENCE = re.compile(
    r"\b(?:\w*syftet?\b(?:\s(?:med|för|till)\b[^.]{0,120}?)?\s?(?:är|ska|skall|vara)?|(?:syftar|syfter)\s(?:till|til)|"
    r"har\s(?:till|som)\s(?:syfte|ändamål|formål)|vars syfte|i syfte att|"
    r"(?:the )?(?:overall |main )?(?:purpose|intent|intention) of (?:this|the)[^.]{0,100}?\s(?:is|are)|(?:the )?(?:aim|"
    r"objective) of (?:this|the) (?:policy|strategy|framework|document|plan)\s(?:is|are)|this (?:policy|strategy|"
    r"document|framework|plan)\s(?:\w+\s)?(?:aims|seeks|sets out|provides|is intended)|"
    r"formålet(?:\smed[^.]{0,100}?)?\ser)\b",
    re.IGNORECASE,
)
OF_THIS_DOCUMENT = re.compile(
    r"\b(?:polic\w+|strateg\w+|riktlinje\w*|program\w*|plan(?:en)?|dokument\w*|document|framework|retningslinje\w*|"
    r"denna|detta|dessa|this|styrdokument\w*)\b",
    re.IGNORECASE,
)
FORM_SENTENCE = re.compile(
    r"\b(?:(?:arbete\w*|samarbete\w*|samverkan|engagemang\w*|utbyte\w*|verksamhete\w*|work|co-?operation|engagement|"
    r"samarbeid\w*|samarbejde\w*|arbeid\w*|arbejde\w*)\b[^.:]{0,80}?\s"
    r"(?:bedrivs|sker|utövas|genomförs|utförs|drivs|omfattar|består|kan ske|ska ske|kan bedrivas|ska bedrivas|"
    r"carried out|is pursued|takes place|is conducted|skjer|foregår|drives|består)\b[^.:]{0,60}?\s"
    r"(?:genom|i form av|inom ramen för|via|through|by means of|in the form of|gjennom|gennem|av|of|"
    r"i(?!\s(?:\w+\s)?(?:samverkan|samarbete|dialog)\b))\s)"
    r"|\b(?:aktivitet\w*|utbyte\w*|samarbete\w*|activit\w+)\s(?:kan (?:till exempel |t\.ex\. )?vara|kan bestå av|may be|can be)\s"
    r"|\b(?:takes? the forms? of|tar formen av|tar sig uttryck i|kommer till uttryck i)\s"
    r"|\b(?:arbetar|samarbetar|verkar|works?|cooperates?|engages?|samarbeider|samarbejder)\b[^.:]{0,60}?\s(?:genom|"
    r"i form av|via|through|by means of|in the form of|gjennom|gennem)\s",
    re.IGNORECASE,
)
FORM_NAME = re.compile(
    r"^(?:(?:internationella|europeiska|eu-|eu|town|sister|twin|city|vår[at]?|kommunens|our|transnationella|"
    r"mellankommunala|international)\s?)*(?:vänort\w*|vänorts\w+|nätverk\w*|eu-?projekt\w*|projekt(?:samarbete\w*|et)?|"
    r"studiebesök\w*|(?:erfarenhets|kunskaps|ungdoms|elev|kultur|lärar|person)?utbyte\w*|samarbetsavtal\w*|"
    r"partnerskap\w*|medlemskap\w*|twinning|town twinning|sister cit\w+|twin towns?|networks?|projects?|"
    r"project partnerships?|study visits|exchanges?|memberships?|partnerships?|friendship agreements?|vennskaps\w+|"
    r"venskabs\w+|nettverk\w*|netværk\w*|omvärldsbevakning|"
    r"lobbying|påverkansarbete|kommunala partnerskap|delegation(?:er|sbesök)|delegations)(?:\s(?:och|and|&|"
    r"samt)\s[\w-]+(?:\s[\w-]+)?)?$",
    re.IGNORECASE,
)
COLLECTIVE = re.compile(
    r"\b(?:kommunen|staden|regionen|vi|we|the (?:council|city|municipality|town|district)|[\w-]+ (?:kommun|stad)|"
    r"(?:det )?internationella (?:arbetet|samarbetet)|(?:arbetet|samarbetet))\b",
    re.IGNORECASE,
)
# By which an enumeration of goals is told from one of things: "vill stärka näringslivet, öka ungas rörlighet och ge ...".
DEEDS = (
    r"(?:stärka|öka|ge|bidra|främja|utveckla|skapa|underlätta|marknadsföra|stödja|stimulera|förbättra|bredda|höja|"
    r"attrahera|locka|bygga|uppmuntra|medverka|verka|delta|använda|sprida|lära|hämta|ta|få|nå|bli|göra|möta|driva|söka|"
    r"öppna|påverka|värna|bevara|fördjupa|motverka|minska|säkra|synliggöra|tillvarata|erbjuda|hjälpa|arbeta|vara|"
    r"promote|strengthen|increase|give|support|develop|attract|build|help|improve|create|encourage|contribute|raise|make|"
    r"learn|share|open|reduce|protect|influence|offer|secure|enable|foster|provide)"
)
LISTED_AFTER = re.compile(
    r"\b(?:genom|i form av|inom ramen för|via|through|by means of|in the form of|gjennom|gennem)\s", re.IGNORECASE
)
# What stands before an enumeration of forms: "Former:", "De viktigaste formerna är ...", "Tools include ...".
ENUMERATES = re.compile(
    r":\s+|\b(?:är|är bland annat|bland annat|såsom|till exempel|t\.\s?ex\.|inkluderar|innefattar|utgörs av|are|includes?|"
    r"använder(?:\s(?:kommunen|staden|regionen|vi))?|"
    r"including|such as|comprises?|er|omfatter)\s",
    re.IGNORECASE,
)
# "För att nå målet ska kommunen", "To achieve the goal, the following tasks are set": what serves the goals, and is none.
TOWARDS_GOALS = re.compile(
    r"\b(?:för att (?:nå|uppnå)|to (?:achieve|reach|meet|attain)|for å nå|for at nå)\s(?:(?:de|det|detta|dessa|this|these|the|"
    r"our|våra)\s)?(?:\w+\s)?(?:mål\w*|goals?|objectives?|aims?)\b",
    re.IGNORECASE,
)
# Finite verbs that make a short line a sentence and not a heading.
FINITE = re.compile(
    r"\b(?:är|har|omfattar|består|syftar|innebär|sker|kan|finns|arbetar|deltar|is|are|has|have|includes?|comprises?|er|"
    r"omfatter|består)\b",
    re.IGNORECASE,
)
INFINITIVE = re.compile(r"(?:To|Att|Å|At)\s+[^\W\d_]")
# Headings that speak of goals only to say how they are reached.
WAYS = re.compile(r"(?:så|hur) når vi|för att nå|how (?:we will|will we|to)|slik når vi|sådan når vi", re.IGNORECASE)
