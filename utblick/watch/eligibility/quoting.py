"""The conditions that a call itself states, in its own words: what is said is quoted, what is only referred to is linked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import html
from lxml.etree import ParserError, iterwalk

LISTS = {"ul", "ol"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ABOUT = (
    ("countries", re.compile(r"eligible countries", re.IGNORECASE)),
    ("content", re.compile(r"other eligib|eligible participants|eligibility conditions", re.IGNORECASE)),
)
# "3. Other eligible conditions: as described in section 2.2 of the call document": a reference, no condition.
REFERENCE = re.compile(
    r"(?:^|(?<=[.\s]))(?:\d\. )?(?:(?:other )?eligib\w+ (?:criteria|conditions|countries):? )?(?:as |are |is )?"
    r"described in (?:[^.]|\.(?=\d))*?(?:\.(?!\d)|$)",
    re.IGNORECASE,
)
BLOCKS = {"p", "li", "ul", "ol", "br", "div", "table", "tr", "td", "th", *HEADINGS}
# Said in every call of a programme; the scheme's own rules tell it.
COMMONPLACE = re.compile(
    r"(?:\bAs )?A number of non-EU.*?Horizon Europe projects\.|See the information in the Horizon Europe Programme Guide\.",
)
FOOTNOTE = re.compile(r"\[\[.*?\]\]|\[\d+\]", re.DOTALL)
DOCUMENT = re.compile(r"call document|call fiche|call for proposals", re.IGNORECASE)
# What a text says outside its sections, one sentence each.
RUNNING = re.compile(r"\bmust be submitted by the coordinator of", re.IGNORECASE)
# Bodies that a municipality is not: a Member State names them, or they are of another kind.
BODIES = (
    r"national (?:\w+ ){0,3}(?:authorit(?:y|ies)|agenc(?:y|ies)|bod(?:y|ies)|cent(?:re|er)s?|administrations?|contact points?)|"
    r"(?:data protection|managing|competition|customs|tax|police|judicial|law enforcement|market surveillance) authorit(?:y|ies)|"
    r"(?:\w+ )?contact points|coordination cent(?:re|er)s|equality bodies|competent (?:authorit|organisation|bod)\w+|"
    r"framework partners|(?:member states?’?'?s?|national|central) (?:governments?|ministr(?:y|ies)|administrations?)|"
    r"SMEs?|small mid-?caps?|start-?ups|(?:single )?compan(?:y|ies)|higher education institutions?|universities|"
    r"principal investigators?|trade unions|social partners|broadcasters|publishers"
)
NAMED = r"(?:designat\w+|nominat\w+|appointed|named|mandated) by (?:the |their )?(?:eu )?(?:member states?|national|governments?)"
OTHERS = re.compile(rf"\b(?:{BODIES}|{NAMED})\b", re.IGNORECASE)
# Where these are among those who may apply, a municipality may be one of them.
OURS = re.compile(
    r"\b(?:local|municipal\w*|regional|cit(?:y|ies)|towns?|public (?:bod|authorit|entit|organi|administration|sector|law)\w*|"
    r"sub-?national|any (?:legal )?(?:entit|organi)\w+|legal entit(?:y|ies)|non-profit|schools?)\b",
    re.IGNORECASE,
)
THE = r"(?:the |all |eu )*"
# What a title says of who may apply.
TITLED = re.compile(
    rf"\b(?:calls? for proposals|(?:operating |specific )?grants?) (?:(?:is )?addressed )?(?:to|for) {THE}(?:{BODIES})\b|"
    rf"\bactions by {THE}(?:{BODIES})\b",
    re.IGNORECASE,
)
ONLY = (
    rf"{RUNNING.pattern}"
    r"|\bt?o be eligible,? (?:the )?(?:applicants?|beneficiar(?:y|ies)) (?:must|has to|have to)\b(?! be established)"
    r"|\bapplicants? (?:has|have) to be\b|\bare eligible to apply\b|\bonly [^.]{1,80} (?:may|can) apply\b"
    r"|\bonly [^.]{1,80} (?:is|are) eligible\b(?! (?:costs|activit))|\b(?:call|topic|action) (?:is )?(?:only |exclusively )"
    r"(?:open|addressed|targeted|targets|addresses)\b|\b(?:restricted|limited|reserved|open only|addressed only) (?:to|for) "
    rf"(?:applicants|entities|proposals|participants|{THE}(?:{BODIES}))"
)
SAID = tuple(
    (about, re.compile(pattern, re.IGNORECASE))
    for about, pattern in (
        ("applicant", ONLY),
        (
            "countries",
            r"\bparticipation (?:in this topic )?is limited to\b|\bto be eligible\b[^.]{0,30} be established",
        ),
        ("size", r"requesting (?:a|an) (?:EU )?contribution\b.{0,60}?\bEUR [\d.,]+"),
        ("partners", r"proposals? (?:may|must|should|shall) be submitted by"),
        ("partners", r"\bat least (?:two|three|four|five|\d+)\b[^.]{0,80}\b(?:countries|member states)"),
        ("cofinancing", r"\b(?:co-?financing|funding) rate\b.{0,120}?\d ?%"),
        ("duration", r"\bproject duration\b[^.]{0,60}?\b(?:\d+|two|three|four|five) (?:months|years)"),
    )
)
ALONE = re.compile(r"submitted by a single applicant", re.IGNORECASE)
SEVERAL = re.compile(r"at least (\d+) applicants\b[^.]{0,80}? from (?:at least )?(\d+) different", re.IGNORECASE)
MILLIONS = re.compile(r"EUR (\d+(?:\.\d+)?)(?: to (?:EUR )?(\d+(?:\.\d+)?))? million", re.IGNORECASE)
RATE = re.compile(
    r"(?:financing|funding) rate\b[^.%]{0,120}?\b(\d{1,3}) ?%(?P<but>[^.]{0,40}\b(?:except|unless)\b)?", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZÅÄÖ])")
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Quote:
    """A condition in the call's own words; what it is about is read from its heading."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Conditions:
    quotes: tuple[Quote, ...] = ()
    document: str = ""
    """Where the call's own document lies, which holds the rest."""
    applicants: tuple[int, int] | None = None
    """How many applicants from how many countries at least, where a sentence says it in figures; (1, 1) for one alone."""
    grant: tuple[Decimal, ...] = ()
    """The size of grant that is expected, in euro: at most, or from and to."""
    rate: int | None = None
    """How much of the costs the grant covers at most, in per cent, where one figure is said and it holds for all."""
    who: str = ""
    """Who may apply and nobody else, in the call's own words; empty where it does not say."""

    @property
    def others(self) -> bool:
        """Whether those who may apply are bodies that a municipality is not, by the words that say who."""
        return bool(OTHERS.search(self.who)) and not OURS.search(self.who) and not self.continues

    @property
    def continues(self) -> bool:
        """Whether only whoever coordinates what is under way may apply."""
        return bool(RUNNING.search(self.who))


def conditions(body: str, title: str = "") -> Conditions:
    """What the sanitised text of a call, or its title, says about who may apply."""
    try:
        whole = html.fragment_fromstring(body, create_parent="div")
    except (ParserError, ValueError):
        whole = html.fragment_fromstring("", create_parent="div")
    titled = [Quote("applicant", title)] if TITLED.search(title) else []
    found = [*titled, *from_sections(whole), *from_sentences(whole)]
    who = next((quote.text for quote in found if quote.about == "applicant"), "")
    return Conditions(each_once(found)[:8], document(whole), applicants(found), grant(found), rate(flat(whole)), who)


def each_once(found: Iterable[Quote]) -> tuple[Quote, ...]:
    """A sentence within what stands quoted already is left out; who may apply stands first."""
    kept = list[Quote]()
    for quote in found:
        if not any(quote.text in other.text for other in kept):
            kept.append(quote)
    return tuple(sorted(kept, key=lambda quote: quote.about != "applicant"))


def from_sections(whole: html.HtmlElement) -> Iterator[Quote]:
    """What stands under a heading of eligibility, until the next one; without mere references."""
    about, words = "", list[str]()
    for part in [*whole, None]:
        if part is None or part.tag in HEADINGS:
            if about and (text := cleaned(" ".join(words))):
                yield Quote(about, text)
            about, words = (about_of(flat(part)), []) if part is not None else ("", [])
        elif about:
            words.append(flat(part))


def about_of(heading: str) -> str:
    return next((about for about, pattern in ABOUT if pattern.search(heading)), "")


def from_sentences(whole: html.HtmlElement) -> Iterator[Quote]:
    for part in whole.iter("p", "li"):
        for sentence in SENTENCE.split(flat(part)):
            about = next((about for about, pattern in SAID if pattern.search(sentence)), "")
            told = with_its_list(sentence, part) if about == "applicant" else sentence
            if about and (text := cleaned(told)):
                yield Quote(about, text)


def with_its_list(sentence: str, part: html.HtmlElement) -> str:
    """What says "the applicants must:" is nothing without the list that follows."""
    after = part.getnext() if sentence.endswith(":") else None
    return sentence if after is None or after.tag not in LISTS else f"{sentence} {flat(after)}"


def applicants(quotes: Iterable[Quote]) -> tuple[int, int] | None:
    """Several sentences that do not agree say nothing."""
    said = {number for quote in quotes if quote.about == "partners" and (number := number_of_applicants(quote.text))}
    return said.pop() if len(said) == 1 else None


def number_of_applicants(text: str) -> tuple[int, int] | None:
    if ALONE.search(text):
        return 1, 1
    found = SEVERAL.search(text)
    return (int(found[1]), int(found[2])) if found else None


def grant(quotes: Iterable[Quote]) -> tuple[Decimal, ...]:
    said = {
        tuple(Decimal(part) * 1_000_000 for part in found.groups() if part)
        for quote in quotes
        if quote.about == "size" and (found := MILLIONS.search(quote.text))
    }
    return said.pop() if len(said) == 1 else ()


def rate(text: str) -> int | None:
    """Nothing where several figures are said, or one with an exception."""
    said = list(RATE.finditer(text))
    figures = {int(found[1]) for found in said}
    if len(figures) != 1 or any(found["but"] for found in said):
        return None
    (figure,) = figures
    return figure if 1 <= figure <= 100 else None


def cleaned(text: str) -> str:
    """Without footnotes and references; empty where nothing of its own is left."""
    left = " ".join(REFERENCE.sub(" ", COMMONPLACE.sub(" ", FOOTNOTE.sub("", text))).split())
    if sum(letter.isalpha() for letter in left) < 15:
        return ""
    return left if len(left) <= LONGEST else left[:LONGEST].rsplit(" ", 1)[0] + " …"


def document(whole: html.HtmlElement) -> str:
    links = (link for link in whole.iter("a") if DOCUMENT.search(flat(link)))
    return next((link.get("href") or "" for link in links), "")


def flat(part: html.HtmlElement) -> str:
    """Its words in one line, those of one block apart from those of the next."""
    words = list[str]()
    for moment, node in iterwalk(part, events=("start", "end")):
        if node.tag in BLOCKS:
            words.append(" ")
        words.append((node.text if moment == "start" else node.tail if node is not part else "") or "")
    return " ".join("".join(words).split())
