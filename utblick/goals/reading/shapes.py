"""How a line looks: as a heading does, as a sentence that has ended, as one that goes on."""

import re

from utblick.goals.reading.duties import answerable, labelled
from utblick.goals.reading.headings import is_owner, roles_of
from utblick.goals.reading.labels import Column, kind_of
from utblick.goals.reading.text import ending
from utblick.goals.reading.vocabulary import COMMITMENT, FINITE, LEAD_END, NUMBERED_GOAL, Role
from utblick.goals.reading.wording import COUNTED_ACTION

STOPPED = re.compile(r"[.!?:][\"”)\]]?\d{0,2}$")
DANGLING = re.compile(
    r"(?:(?<![-\w])(?:och|eller|samt|av|i|på|för|till|med|om|som|den|det|de|en|ett|att|vid|från|inom|mellan|under|genom"
    r"|the|of|and|or|a|an|in|to|for|with|by|from|our|its|og|til|fra)|,|[^\W\d_][-\u00ad\u2010])$",
    re.IGNORECASE,
)
_KEYED = re.compile(r"[^:]{2,40}:(?:\s+\S|\d)")
HEADING_LENGTH = 100
HEADING_WORDS = 13


def shaped(body: str, *, promises: bool = False) -> bool:
    """Short, beginning large, not ending as a sentence does; one that `promises` may say what is to be done."""
    if len(body) > HEADING_LENGTH or len(body.split()) > HEADING_WORDS or "|" in body or "@" in body or "\t" in body:
        return False
    if re.search(r"[.!?]\s+[A-ZÅÄÖ]", body) and not re.search(r"\b(?:nr|no|\d|[A-Z])\.\s", body):
        return False
    first = next((c for c in body if c.isalnum()), "")
    if body.endswith(":") and not (
        len(body.split()) < 5 and (roles_of(body.rstrip(":")) or is_owner(body.rstrip(":")))
    ):
        return False
    if not (first.isupper() or first.isdigit()) or re.search(r"[.;,!]$", body) or DANGLING.search(ending(body)):
        return False
    if LEAD_END.search(ending(body)) and not body.endswith(":"):
        return False
    if (
        (COMMITMENT.search(body) or FINITE.search(body))
        and not promises
        and not body.endswith("?")
        and not (roles_of(body) and len(body.split()) < (8 if Role.FORMS in roles_of(body) else 6))
    ):
        return False
    if answerable(body) or labelled(body) or COUNTED_ACTION.match(body) or _is_labelled_cell(body):
        return False
    return (
        not _KEYED.match(body)
        or body.isupper()
        or bool(NUMBERED_GOAL.match(body))
        or bool(roles_of(body.split(":")[0]))
    )


def _is_labelled_cell(body: str) -> bool:
    """ "Aktivitet: Genomför en verkstad", "Tid: Mars": what a column of a plan would hold."""
    told = _KEYED.match(body) is not None and not NUMBERED_GOAL.match(body)
    return told and kind_of(body.split(":")[0]) in (Column.ACTION, Column.OWNER, Column.OTHER)
