"""The words that head the columns of a plan of action or a table of roles, in Swedish and English."""

import re
from enum import Enum, auto


class Column(Enum):
    """What the cells of a column are."""

    AREA = auto()
    GOAL = auto()
    ACTION = auto()
    OWNER = auto()
    NUMBER = auto()
    OTHER = auto()


LABEL_WORDS = 5
# Tried in this order: "Ansvarig för aktiviteten" names an owner, "Målvärde" no goal.
_LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile("|".join(words), re.IGNORECASE))
    for column, words in (
        (Column.NUMBER, (r"(?:nr|no|ref)\.?", "#", "nummer", "number")),
        (
            Column.OTHER,
            (
                r"när|klart?\b.*|tid\w*|start\w*|slut\w*|period|år|status|prio",
                r"(?:by )?when|deadline|time\w*|(?:due |target )?date|year|milestones?",
                r"indikator\w*|mått|mätetal|nyckeltal|mål(?:värde|tal)",
                r"(?:key )?(?:performance )?indicators?|kpis?|measure(?: of success)?",
                r"resurs\w*|budget|finansiering|kostnad\w*|resources?|costs?|funding",
                r"kommentar\w*|comments?|partner\w*|samverkan\w*|samarbets\w*|(?:så )?följs? upp|uppföljning\w*",
            ),
        ),
        (
            Column.OWNER,
            (
                r"(?:huvud)?ansvar\w*(?: .+)?|vem\b.*|utförare|(?:insats)?ägare",
                r"(?:nämnd|förvaltning|enhet|verksamhet)(?:/\w+)?",
                r"who|lead\b.*|(?:action )?owner|responsib\w+.*|delivered by",
            ),
        ),
        (
            Column.GOAL,
            (
                r"(?:\w+ )?(?:mål|effektmål|målsättning\w*|inriktningsmål|resultatmål)(?: \d.*)?",
                r"önskat läge|vad vill vi uppnå\??",
                r"(?:strategic |our )?(?:goals?|objectives?|aims?)|(?:intended |desired )?outcomes?",
            ),
        ),
        (
            Column.ACTION,
            (
                r"(?:\w+ )?(?:aktivitet\w*|åtgärd\w*|insats(?:er)?|delmål|åtagande\w*|uppgift\w*)(?: .+)?",
                r"(?:så|det) gör vi|vad\b.*",
                r"(?:key |planned )?(?:actions?|activit\w+|measures|tasks?)|what\b.*|deliverables?",
            ),
        ),
        (
            Column.AREA,
            (
                r"\w*område\w*|prioritering\w*|inriktning\w*|strategi(?:er)?|tema",
                r"(?:strategic |focus |priority )?(?:priorit\w+|themes?|areas?)",
            ),
        ),
    )
)


ROLE_LABEL = re.compile(
    r"(?:roll|funktion|organ|nämnd\w*|aktör|instans|vem|befattning|who|body|role|function|actor|position)(?:/\w+)?",
    re.IGNORECASE,
)
DUTY_LABEL = re.compile(
    r"(?:ansvar\w*|(?:arbets)?uppgift\w*|uppdrag|vad|responsibilit\w+|duties|tasks?|what|remit|mandat)(?: .+)?",
    re.IGNORECASE,
)


def kind_of(label: str) -> Column | None:
    """The kind of column that a label names."""
    text = label.strip(" :*")
    if not text or len(text.split()) > LABEL_WORDS:
        return None
    return next((column for column, words in _LABELS if words.fullmatch(text)), None)
