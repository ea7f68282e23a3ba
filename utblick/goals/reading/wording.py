"""The wording of goals, actions and forms: cleaned of labels and list punctuation, enumerations taken apart."""

import re

from utblick.goals.reading.text import Stretch
from utblick.goals.reading.vocabulary import COMMITMENT, DEEDS, GOAL_SENTENCE, NUMBERED_GOAL

LABEL = re.compile(
    r"(?:(?:(?:del|effekt|inriktnings?|huvud|hoved)?mål(?:sättning)?|fokusområde|insatsområde|målområde|"
    r"utvecklingsområde|prioriterat område|goal|objective|aim|focus area|priority(?: area)?|"
    r"satsingsområde)\s*(?:\d{1,2})?\s*[.:–—-]\s+"
    r"|(?:fokusområde|insatsområde|målområde|focus area|priority area)\s+(?=[A-ZÅÄÖ]))",
    re.IGNORECASE,
)
# With a sentence after it: "Mål: Fler elever reser."
STATED_GOAL = re.compile(
    r"(?:mål(?:sättning)?|goal|objective|aim)(?:\s?\d{0,2}\s?:|\s\d{1,2}\s?[.–—-])\s+(?=\S)", re.IGNORECASE
)
# "Åtgärd 1.2 ...", "Secondly, ..."
COUNTED_ACTION = re.compile(
    r"^(?:(?:strategy|strategi|delmål|initiative)\s\d{1,2}\.\d{1,2}[.:]?|(?:åtgärd|aktivitet|insats|action|measure|activity)\s\d{1,2}(?:\.\d{1,2})?[.:]?|(?:first|second|third|fourth|final)ly,|"
    r"för det (?:första|andra|tredje|fjärde),?)\s+(?=\S)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:att|to|å|at)\s+(?=\w)", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:[;,]|(?<=\w)\s)\s*(?:(?:och|samt|and|or|eller|og|dels)\b)?(?:\s*(?:att|to|at))?|[;,])$", re.IGNORECASE
)
_BETWEEN_CLAUSES = re.compile(
    r"(?:\s*[,;]\s*(?:(?:och|samt|and|og|dels)\s+)?|\s+(?:och|samt|and|og)\s+)(?:att|to|å|at)\s+|\s*;\s*(?:(?:och|samt|and)\s+)?",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(
    r"\s*[,;]\s*(?:(?:och|samt|and|og|eller|or)\s+)?|\s+(?:och|samt|and|og|eller|or)\s+", re.IGNORECASE
)
_CONJUNCTION = re.compile(r"\b(?:och|samt|and|og|eller|or)\b", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:eller|or)\b", re.IGNORECASE)
_DEED = re.compile(rf"\b{DEEDS}\b", re.IGNORECASE)
_NEXT_DEED = re.compile(
    rf"(?:,\s+(?:(?:och|samt|and)\s+)?|\s+(?:och|samt|and)\s+)(?:(?:to|att)\s+)?(?={DEEDS}\b)", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"(?:(?<=[a-zåäöæø]{4})|(?<=[a-zåäöæø]{4}[.,]))\d{1,2}(?=[\s.,;:]|$)|[¹²³⁴-⁹⁰]+")
_SUSPENDED = re.compile(r"[-‐]$")


def tidy(text: str) -> str:
    """A goal, action or form as a clean phrase: no label, no "att" before it, no list punctuation after it."""
    labelled = NUMBERED_GOAL.match(text) or LABEL.match(text)
    bare = COUNTED_ACTION.sub("", text[labelled.end() :] if labelled else text)
    opened = _OPENING.match(bare)
    bare = bare[opened.end() :] if opened else bare
    bare = _CLOSING.sub("", without_note_marks(bare).strip())
    if bare[:1].islower() and bare.count(". ") == 0:
        bare = bare.rstrip(".")
    return bare.strip(" \t:")


def without_note_marks(text: str) -> str:
    """The text without the numbers that point to footnotes: "företag1", "företag²"."""
    return _NOTE_MARK.sub("", text)


def clauses(sentence: Stretch) -> list[Stretch]:
    """ "Målet är att A, att B samt att C" as A, B and C; the words before A stay with A's passage, not its text."""
    cue = GOAL_SENTENCE.search(sentence.raw)
    start = cue.end() if cue else 0
    cuts = [start] if start else []
    cuts += [
        found.end()
        for found in _BETWEEN_CLAUSES.finditer(sentence.raw, start)
        if found.end() < len(sentence.raw) and found.start() > start
    ]
    return sentence.parts(cuts)


def deeds(sentence: Stretch) -> list[Stretch]:
    """ "Kommunen vill stärka A, öka B och ge C" as what leads there, A, B and C; the sentence alone where it lists no deeds."""
    promise = COMMITMENT.search(sentence.raw)
    first = _DEED.search(sentence.raw, promise.end()) if promise else None
    if not first:
        return [sentence]
    further = [found.end() for found in _NEXT_DEED.finditer(sentence.raw, first.end())]
    return sentence.parts([first.start(), *further]) if len(further) > 1 else [sentence]


def names(sentence: Stretch, start: int) -> list[Stretch]:
    """An enumeration from `start` on ("vänorter, nätverk och EU-projekt") as its members; the first part is what leads to it.

    Once there are commas, "och" parts only the last two; after ", och" it parts nothing ("incoming and outgoing visits").
    """
    found = [
        one
        for one in _BETWEEN_NAMES.finditer(sentence.raw, start)
        if not _SUSPENDED.search(sentence.raw[: one.start()])
    ]
    commas = [one for one in found if one[0].strip()[:1] in (",", ";")]
    if commas:
        closed = bool(_CONJUNCTION.search(commas[-1][0]))
        last = [one for one in found if one.start() > commas[-1].start()]
        outer = [one for one in last if "samt" in one[0]] or last  # "medlemskap i A och B samt värdskap"
        found = [*commas, *(() if closed else outer)]
    else:
        found = [one for one in found if not _EITHER.search(one[0])]
    return sentence.parts([start, *(one.end() for one in found)])
