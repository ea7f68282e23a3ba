"""What sort of thing an entry of a feed is, where its category or the beginning of its title says so plainly."""

import re
from collections.abc import Iterable

from utblick.watch.connectors.finding import Kind

EVENT = (
    r"webinars?|webb?inari(?:um|er|et)|seminars?|seminari(?:um|er|et)|konferens(?:en|er)?|conferences?|workshops?|"
    r"info(?:rmation)? ?(?:days?|sessions?)|informationsdag(?:en|ar)?|informationsmöten?|events?|evenemang|kalender|kalendarium|"
    r"webinaari|seminaari|tapahtuma|veranstaltung(?:en)?|fachtagung|arrangementer?"
)
PARTNERS = (
    r"partner ?search(?:es)?|partners? (?:wanted|sought)|looking for (?:a )?partners?|partnersökning(?:ar)?|"
    r"söker (?:(?:en|två|tre|fyra|fler|flera|nya?) )*(?:\w+ )?(?:projekt|samarbets)?partners?|"
    r"(?:projekt|samarbets)?partners? sök(?:e)?s|"
    r"(?:inbjudan|invitation)(?: ?[:–-]| att bli| to become| to be)? (?:an? |en )?(?:project |projekt|samarbets)?"
    r"partners? (?:till|för|i|to|for|in|on)|partnergesuche?|partnersuche|partnerihaku|partner gesucht"
)
CALL = (
    r"(?:open )?calls?(?: for (?:proposals|applications|projects|ideas))?|utlysning(?:en|ar|arna)?|funding opportunit(?:y|ies)|"
    r"(?:förder|projekt)aufrufe?|rahoitushaku|hakukierros|utlysninger"
)
COME = (
    r"(?:(?:join (?:us (?:for|at|in) )?|register (?:now )?for |sign up for |välkommen till |anmäl (?:dig|er) till )"
    r"(?:our |the |an? |vårt |vår |ett |en )?(?:next |free |nästa )?)?"
)
WHICH = (
    r"open|new|extra|next|final|annual|first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th)|"
    r"neuer?|offener?|uusi|avoin|seuraava|nye|"
    r"ny|öppen|öppna|nästa|sista|årets|vårens|höstens|första|andra|tredje|fjärde"
)
CATEGORIES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("partner_search", re.compile(rf"(?:{PARTNERS})$", re.IGNORECASE)),
    ("event", re.compile(rf"(?:{EVENT})$", re.IGNORECASE)),
    ("call", re.compile(rf"(?:{CALL})$", re.IGNORECASE)),
)
TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("partner_search", re.compile(rf"\b(?:{PARTNERS})\b", re.IGNORECASE)),
    (
        "event",
        re.compile(
            rf"\W*(?:save the date|inbjudan|invitation|{COME}(?:online |digitalt )?(?:{EVENT}))\b", re.IGNORECASE
        ),
    ),
    (
        "call",
        re.compile(
            rf"\W*(?:call for\b|utlysning\b|(?:{WHICH}) (?:calls?\b|utlysning|(?:förder)?aufruf|(?:rahoitus)?haku\b))",
            re.IGNORECASE,
        ),
    ),
)


def kind_of(title: str, categories: Iterable[str]) -> Kind:
    """News, unless the entry says itself that it is something else."""
    for category in categories:
        for kind, pattern in CATEGORIES:
            if pattern.match(category):
                return kind
    partners, *beginnings = TITLES
    # The word is in all that is looked for, and quicker to miss.
    if "partner" in title.lower() and partners[1].search(title):
        return partners[0]
    return next((kind for kind, pattern in beginnings if pattern.match(title)), "news")
