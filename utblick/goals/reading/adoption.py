"""Sentences about the document itself: who adopted it, for how long it holds, when it is to be looked at again."""

import re

from utblick.goals.reading import dates
from utblick.goals.reading.fields import (
    organ_in,
    section_in,
)

ADOPTED = re.compile(
    r"\b(?:antag(?:en|et|na|its?)|antogs?|antog|fastställ(?:d|t|da|des|de|ts)|beslut(?:ad|at|ade|ades|ats)|godkän(?:d|t|"
    r"da|des)|vedtatt|vedtaget|vedtok|adopted|approved|endorsed)\b",
    re.IGNORECASE,
)
ADOPTION_LINE = re.compile(
    r"\W{0,2}(?:\w+\s){0,4}?(?:antag|fastställ|beslut|godkän|vedta|adopted|approved|endorsed)", re.IGNORECASE
)
_REVIEW = re.compile(
    r"\b(?:revideras|aktualiseras|ses över|uppdateras|omprövas|reviewed|revised|updated)\b.{0,40}?"
    r"\b(?:senast|by|no later than|in)\b",
    re.IGNORECASE,
)
# "Kommunfullmäktige 2018-11-26 § 201": who, when and which section, with nothing between them.
BARE_DECISION = re.compile(
    r"(?:(?:kommun|region)?fullmäktige|(?:kommun|region)styrelsen|KF|KS|(?:(?:city|town|county|municipal|regional) )?(?:council|"
    r"board))(?:(?:\s(?:den|on))?[,:]?\s\d[^;]{3,30})?\s?§\s?\d{1,4}(?:/\d{2,4})?\.?$",
    re.IGNORECASE,
)
_OTHER_DOCUMENT = re.compile(
    r"\b(?:tidigare|ersätter|former(?:ly)?|previous|replaces|supersedes|förra|upphäv|utgår från|enligt|bygger på|vision|"
    r"budget|nya vänort|projekt)\b",
    re.IGNORECASE,
)
# "Fullmäktige antog 2022 en internationell strategi": this document is not called "en", unless its very day is told.
_SOME_DOCUMENT = re.compile(
    r"\b(?:antog|antagit|beslutade|fastställde|adopted|approved)\b[^.]{0,40}?\s(?:en|ett|an?)\s(?:\w+\s){0,3}?"
    r"(?:\w*polic\w+|\w*strateg\w+|\w*program\w*|\w*plan|framework|riktlinje\w*)\b",
    re.IGNORECASE,
)
VALIDITY = re.compile(
    r"\b(?:gäller|gälla|giltig|giltighet\w*|valid|in force|expires?|"
    r"remains? in (?:force|effect)|takes? effect|effective|appl(?:y|ies)|"
    r"träder i kraft|gjelder|gælder|avser perioden|omfattar (?:åren|perioden)|covers the (?:years|period))\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:\w*polic\w+|\w*strateg\w+|riktlinje\w*|\w*program\w*|\w*plan(?:en)?|dokument\w*|document|framework|"
    r"retningslinje\w*|guidelines?)\b",
    re.IGNORECASE,
)


def is_adoption(sentence: str) -> bool:
    """Whether the sentence tells who adopted this document, and when."""
    if len(sentence) < 90 and BARE_DECISION.match(sentence):
        return True
    if len(sentence) > 350 or not ADOPTED.search(sentence):
        return False
    exact = dates.first_day(sentence) or section_in(sentence)
    if _OTHER_DOCUMENT.search(sentence) or (_SOME_DOCUMENT.search(sentence) and not exact):
        return False
    dated = exact or dates.opening_day(sentence)
    return bool(organ_in(sentence) and dated) or bool(
        organ_in(sentence) and len(sentence) < 60 and ADOPTION_LINE.match(sentence)
    )


def is_validity(sentence: str) -> bool:
    """Whether the sentence tells for how long this document holds."""
    if len(sentence) > 350 or not VALIDITY.search(sentence):
        return False
    about = _DOCUMENT.search(sentence) or VALIDITY.match(sentence)
    limit = dates.INDEFINITE.search(sentence) or dates.period(sentence) or dates.closing_day(sentence)
    return bool(about) and bool(limit or dates.duration(sentence))


def is_review(sentence: str) -> bool:
    """Whether the sentence tells by when the document is to be looked at again."""
    return len(sentence) < 200 and bool(
        _DOCUMENT.search(sentence) and _REVIEW.search(sentence) and dates.closing_day(sentence)
    )
