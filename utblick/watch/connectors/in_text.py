"""The last day that a text tells where its source has no field for it: "sista ansökningsdag är 15 mars", "closes 9 January 2027".

A date counts only where its own sentence says that something ends or is to be handed in, and not where it says when a project
ends. A day that is over when the text comes is a report of what was. What is in doubt is no deadline: a reader who is told none
looks into the text; one who is told a wrong one does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from utblick.watch.connectors import dates
from utblick.watch.connectors.dates import END_OF_DAY, HERE
from utblick.watch.connectors.finding import Deadline, Finding

IN_TEXT = "in-text"
"""The label of a deadline that was read in the text."""
FURTHEST = timedelta(days=3 * 366)
MOST = 4
BEFORE, AFTER = 90, 40
"""So many characters before and after a date tell what it is for."""

MONTHS = dates.MONTHS | {
    name: number
    for number, names in enumerate(
        (
            "januar jänner tammikuuta tammikuu janvier", "februar helmikuuta helmikuu février", "marts märz maaliskuuta maaliskuu",
            "huhtikuuta huhtikuu avril", "toukokuuta toukokuu", "kesäkuuta kesäkuu juin", "heinäkuuta heinäkuu juillet",
            "elokuuta elokuu août", "syyskuuta syyskuu septembre", "lokakuuta lokakuu oktober octobre",
            "marraskuuta marraskuu novembre", "dezember joulukuuta joulukuu décembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
DIGITS = "0123456789"
# Looked for where a number begins, which is quick to find.
NUMBER = re.compile(r"[0-9]+")
WORD = r"[^\W\d_]{3,12}"
DATE = re.compile(
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<dd>\d{1,2})(?P<sign>[./])(?P<mm>\d{1,2})(?P=sign)(?P<yyyy>\d{4})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|:e|:a|\.)?\s(?:of\s|de\s)?(?P<month>{WORD})\.?(?:,?\s(?P<year>\d{{4}}))?"
    r")(?!\w)",
    re.IGNORECASE,
)
MONTH_BEFORE = re.compile(rf"(?<!\w)({WORD})\.?\s$")
DAY_AFTER = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{4}))?(?!\w)", re.IGNORECASE)
WITHIN = tuple(".,:/-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""After one of these a number is a part of something else."""
LONGEST_MONTH = max(map(len, MONTHS)) + 2
CLOCK = re.compile(
    r"[\s,(]{0,3}(?:(?:kl|klo|at|um|by)\b\.?\s*)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?!\d)\s*(?P<zone>[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
# Between two dates: the second one ends what the first one begins, or both are told.
UP_TO = re.compile(r"\s*(?:-|–|—|till|t\.?o\.?m\.?|to|until|til|bis|au)\s*(?:den\s|the\s|zum\s)?$", re.IGNORECASE)
AS_WELL = re.compile(r"(?:\s*,|\s*&|\s+(?:och|samt|and|og|und|et|ja))\s*(?:den\s|the\s|le\s)?$", re.IGNORECASE)
A_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[^\W\d_a-zåäöæø])")


def beginning(*words: str, to_its_end: bool = False) -> re.Pattern[str]:
    """Any of these at the beginning of a word. `to_its_end`: with nothing but signs after it."""
    end = r"\W*$" if to_its_end else ""
    return re.compile(rf"\b(?:{'|'.join(words)}){end}", re.IGNORECASE)


# These say by themselves that something closes.
ENDS = beginning(
    r"sista (?:(?:\w+s)?dag(?:en|ar|arna)?|ansökan)\b|\w*(?:ansöknings|anmälnings)(?:tid|period|omgång)|st[äa]ng(?:er|s|t|as)\b",
    r"deadlines?\b|clos(?:es|ing)\b|cut-?offs?\b",
    r"(?:ansøgnings|søknads|svars?|innleverings|påmeldings|tilmeldings|indsendelses)?frist(?:en|er)?\b|lukkes?\b|lukker\b|stenger\b",
    r"hakuaika|määräaika|(?:antrags|bewerbungs|einreichungs|einreich|anmelde|abgabe|angebots|teilnahme)frist(?:en)?\b",
    r"\w*(?:einsende|bewerbungs|anmelde)schluss\b|dates? limites?\b|clôture\b",
)
# These say it where the sentence is about handing in.
AT_LATEST = beginning(
    r"senast\b|(?:fram|öppe[nt](?: för \w+)?) till\b|till och med\b|t\.?o\.?m\.?(?!\w)|före\b",
    r"by\b|before\b|until\b|not? later than\b|due\b(?! to\b)|close (?:on|at)\b",
    r"senest\b|innen\b|viimeistään\b|spätestens\b|bis(?: zum)?\b|avant le\b|au plus tard\b|jusqu.au\b",
)
HANDED_IN = beginning(
    r"ansök|sök(?:a|er|as)?\b|anmäl|inläm|lämna[rs]?\b|skicka|inkom|svar(?:a|en|et)?\b|yttra|remiss|öppe[nt]\b",
    r"applications?\b|appl(?:y|ied)\b|submi|proposals?\b|regist(?:er|ration)|expressions? of interest\b|reply\b|respon[ds]|open\b",
    r"ansøg|søk|tilmeld|påmeld|hakemu|hae\b|ilmoittau|antr[aä]g|bewerb|einreich|candidat|dépos|soumet",
)
# And these, that the day is another one: a project's end, an answer, a law.
OF_ELSE = beginning(
    r"projekte[nt]? (?:ska|skall|måste|får|pågår|avslut)|slutför|genomför|avsluta|betal|uppdatera|publice",
    r"besked\b|beslut|träder i kraft",
    r"projects? (?:must|should|shall|may|will|run)|complet|implement|finish|paid\b|updated\b|publication|published\b|results?\b",
    r"transposition|ent(?:ers?|ry) into force",
)
BEGINS = beginning(
    r"open(?:s|ed|ing)|start\w*|begin\w*|launch\w*|öppna[rst]?|börja[rst]?|åpner|åbner",
    r"fr\.?o\.?m\.?|från(?: och med)?|fra|from|ab|à partir",
    to_its_end=True,
)
# Who tells a last day to apply calls for applications, whatever the title is; unless a person is looked for.
APPLIED_FOR = beginning(
    r"\w*ansök|sök(?:a|er|as)?\b|appl(?:y|ied|ications?)\b|proposals?\b|ansøg|søk|\w*hakemu|hae\b|hakuaika|\w*antr[aä]g|bewerb|candidatur"
)
A_JOB = beginning(
    r"tjänsten?\b|anställ|medarbetare|lediga?\b|vacanc|job\b|position\b|recruit|rekryter|stilling|työpaikka|stelle(?:n|\b)|emploi"
)
BY_THEN = re.compile(r"\s{0,2}mennessä\b", re.IGNORECASE)


def told_in_full(finding: Finding) -> Finding:
    """The finding with the deadlines that its title and summary tell, where its source gives none; and whether it is a call."""
    if finding.deadlines:
        return finding
    text = f"{finding.title}. {finding.summary}"
    told = deadlines_in(text, finding.published)
    if not told:
        return finding
    calls = finding.kind == "news" and APPLIED_FOR.search(text) and not A_JOB.search(text)
    return replace(finding, deadlines=told, kind="call" if calls else finding.kind)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date where it stands. `year` is None where the text leaves it out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


def deadlines_in(text: str, published: datetime | None) -> tuple[Deadline, ...]:
    """The last days that the text tells, at most four. A date without a year is the first such day after `published`."""
    # To miss ten digits one after the other is quicker than to look at each letter.
    if not any(map(text.__contains__, DIGITS)):
        return ()
    found: dict[datetime, Deadline] = {}
    ends, previous = False, 0
    written = list(dates_in(text))
    for place, one in enumerate(written):
        between = text[previous : one.start]
        joined = place > 0 and bool(UP_TO.match(between) or AS_WELL.match(between))
        sentence = text[max(0, one.start - 2 * BEFORE) : one.start]
        ends = (joined and ends) or is_last_day(sentence, min(BEFORE, one.start - previous), text[one.end :][:AFTER])
        previous = one.end
        following = written[place + 1] if place + 1 < len(written) else None
        leads = following is not None and bool(UP_TO.match(text[one.end : following.start]))
        at = moment_of(one, year_of(written[place:], published), text) if ends and not leads else None
        if at and is_ahead(at, published):
            found.setdefault(at, Deadline(at, IN_TEXT))
    return tuple(sorted(found.values())[:MOST])


def dates_in(text: str) -> Iterator[Dated]:
    end = 0
    for digits in NUMBER.finditer(text):
        start = digits.start()
        if start >= end and text[start - 1 : start] not in WITHIN and (found := date_at(text, start)):
            end = found.end
            yield found


def date_at(text: str, start: int) -> Dated | None:
    """The date whose first number stands here."""
    if (match := DATE.match(text, start)) and (found := date_of(match)):
        return found
    before = MONTH_BEFORE.search(text, max(0, start - LONGEST_MONTH), start)
    if before and (month := MONTHS.get(before[1].lower())) and (after := DAY_AFTER.match(text, start)):
        return Dated(before.start(), after.end(), number(after["year"]), month, int(after["day"]))
    return None


def date_of(match: re.Match[str]) -> Dated | None:
    said = match.groupdict()
    if said["iso"]:
        year, month, day = map(int, said["iso"].split("-"))
        return Dated(match.start(), match.end(), year, month, day)
    if said["month"]:
        named = MONTHS.get(said["month"].lower())
        return Dated(match.start(), match.end(), number(said["year"]), named, int(said["day"])) if named else None
    month, day = int(said["mm"]), int(said["dd"])
    if said["sign"] == "/" and day <= 12 and day != month:
        return None  # read one way here, the other way elsewhere
    return Dated(match.start(), match.end(), int(said["yyyy"]), month, day)


def number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def is_last_day(before: str, near: int, after: str) -> bool:
    """Whether the date's sentence says that something closes then: in its last `near` characters, or right after the date."""
    *_, sentence = A_SENTENCE_ENDS.split(before)
    says = sentence[-near:]
    if BEGINS.search(says) or OF_ELSE.search(says):
        return False
    if ENDS.search(says):
        return True
    is_said = AT_LATEST.search(says) or BY_THEN.match(after)
    return bool(is_said and HANDED_IN.search(sentence + after.partition(".")[0]))


def year_of(dated: list[Dated], published: datetime | None) -> int | None:
    """Its own, else that of the date which it is told with ("1 March and 1 September 2027"), else the first that comes."""
    one, *following = dated
    if one.year:
        return one.year
    if following and following[0].year and following[0].start - one.end <= AFTER // 2:
        return following[0].year
    if published is None:
        return None
    day = published.astimezone(HERE).date()
    return day.year if (one.month, one.day) >= (day.month, day.day) else day.year + 1


def moment_of(one: Dated, year: int | None, text: str) -> datetime | None:
    """In UTC. Without a time of day the whole day counts, in Sweden; without a zone it is Sweden's (and Brussels') time."""
    if year is None:
        return None
    clock, zone = END_OF_DAY, HERE
    if said := CLOCK.match(text, one.end, one.end + AFTER):
        clock = time(int(said["hour"]), int(said["minute"]))
        hours = dates.ZONES.get((said["zone"] or "").lower())
        zone = timezone(timedelta(hours=hours)) if hours is not None else HERE  # type: ignore[assignment]
    try:
        return datetime.combine(date(year, one.month, one.day), clock, zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_ahead(at: datetime, published: datetime | None) -> bool:
    """From what day is reckoned how far ahead a last day may lie: of what came on none that is known, or far from now, from now."""
    now = datetime.now(UTC)
    if published is None or published > now + FURTHEST:
        return at <= now + FURTHEST
    return timedelta(days=-1) <= at - published <= FURTHEST
