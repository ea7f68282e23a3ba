"""One line of a card, and the words for on whose word it stands."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from utblick.watch.card.wording import language
from utblick.watch.eligibility import Scheme, Words


@dataclass(frozen=True, slots=True)
class Line:
    """A fact: what it is called, what is told, and on whose word where it is not the source's own field."""

    key: str
    label: str
    text: str = ""
    note: str = ""
    is_quoted: bool = False
    """In the source's own words and language."""


def quoted(key: str, label: str, text: str) -> Line:
    return Line(key, label, text, gettext("from the text"), is_quoted=True)


def said(words: Words) -> str:
    return words.in_language(language())


def stated() -> str:
    return gettext("stated in the call")


def by_rules(
    key: str, label: str, scheme: Scheme | None, field: Literal["whom", "own", "partners"], about: str
) -> Line:
    """What the rules of the scheme say in short, with whether they have been checked; unknown without a scheme."""
    if scheme is None:
        return Line(key, label)
    return Line(key, label, said(getattr(scheme, field)), on_whose_word(scheme, about))


def on_whose_word(scheme: Scheme, about: str) -> str:
    rule = scheme.rule(about)
    if rule and rule.checked:
        return gettext("by the rules of the scheme, checked %(day)s") % {"day": rule.checked.isoformat()}
    return gettext("by the rules of the scheme, to check")
