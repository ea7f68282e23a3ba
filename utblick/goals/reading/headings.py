"""What a heading says its section is about."""

import re
from functools import lru_cache

from utblick.goals.reading.vocabulary import BODY, HEADINGS, WAYS, Role

ROLE_WORDS = 9
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}\.|[A-H]\.)\s+")
_ELIDED = re.compile(r"\w+-(?=[,\s])")  # "Barn-, kultur- och ..."
_PARTED = re.compile(r"\s[–—-]\s|:")
_HOW = re.compile(r"^(?:så|hur|how)\b|\b(?:vägar|ways|roads|routes)\b", re.IGNORECASE)
_ANSWERING = re.compile(r"(?:\w+)?ansvarig[at]?(?: \w+)?", re.IGNORECASE)  # says that somebody answers, not who
_QUALIFIERS = re.compile(
    r"\b(?:för|av|med|till|the|of|for|vårt?|our|all[at]?|och|and|samt|kommunens?|stadens?|det|den|internationella|international|"
    r"respektive|varje|berörd[a]?|övriga|ansvarig[at]?|politiska|tjänste\w+|city|municipal\w*|town|local|county|district|s)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def roles_of(heading: str) -> tuple[Role, ...]:
    """The roles that the words of a heading name, in the order of the vocabulary; none for an ordinary heading."""
    text = _NUMBERING.sub("", heading).strip(" :.–-")
    if not text or len(text.split()) > ROLE_WORDS:
        return ()
    found = tuple(role for role, pattern in HEADINGS if pattern.search(text))
    if Role.CONTENTS in found:
        return (Role.CONTENTS,)
    return _narrowed(found, ways=bool(WAYS.match(text)), how=bool(_HOW.search(text)))


def _narrowed(found: tuple[Role, ...], *, ways: bool, how: bool) -> tuple[Role, ...]:
    """ "Målområden" are areas, not goals; "Så arbetar vi för att nå målen" tells of forms; aids count only alone."""
    dropped = set()
    if how and Role.FORMS in found:
        return tuple(role for role in found if role not in (Role.GOALS, Role.AIDS))
    if ways and set(found) & {Role.AIDS, Role.GOALS}:
        return (Role.AIDS,)
    if Role.AREAS in found:
        dropped |= {Role.GOALS, Role.AIDS}
    if set(found) & {Role.GOALS, Role.DUTIES, Role.FORMS}:
        dropped.add(Role.AIDS)
    return tuple(role for role in found if role not in dropped)


@lru_cache(maxsize=4096)
def label_role(heading: str) -> Role | None:
    """The role of a short label within a section ("Mål", "Åtgärder", "Ansvar:"), None for a named heading."""
    text = _NUMBERING.sub("", heading).strip(" :.–-")
    if len(text.split()) > 3:
        return None
    return next((role for role, pattern in HEADINGS if pattern.match(text)), None)


@lru_cache(maxsize=4096)
def is_owner(heading: str) -> bool:
    """Whether the text is nothing but the name of a body or office: "Kommunstyrelsen", "Nämnder och bolag"."""
    text = _NUMBERING.sub("", heading).strip(" :.–-")
    if not text or len(text.split()) > 7 or _PARTED.search(text) or not BODY.search(text):
        return False
    if _ANSWERING.fullmatch(text):
        return False
    rest = _QUALIFIERS.sub(" ", BODY.sub(" ", _ELIDED.sub(" ", text)))
    return len(re.findall(r"\w+", rest)) <= 2
