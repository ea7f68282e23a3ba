"""In which languages a digest is written, who reads in each, and what they get where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utblick.outreach.models import Digest
from utblick.partners.models import GuestLanguage


@dataclass(frozen=True, slots=True)
class Version:
    name: str
    code: str
    readers: int
    told: str
    """What its readers get, in words."""
    is_own: bool


def versions(digest: Digest, readers: Mapping[str, int]) -> list[Version]:
    """Each language, with how many read in it."""
    return [_version(digest, GuestLanguage(code), readers.get(code, 0)) for code in GuestLanguage.values]


def _version(digest: Digest, language: GuestLanguage, readers: int) -> Version:
    _text, subject = digest.said("subject", language)
    text, introduction = digest.said("introduction", language)
    introduction = introduction if text else subject
    told, is_own = _told(language, subject, introduction), subject == introduction == language
    return Version(str(language.label), language.value, readers, told, is_own)


def _told(language: str, subject: str, introduction: str) -> str:
    """The languages that the two are in for readers of this one → words."""
    named = {"subject": _named(subject), "introduction": _named(introduction)}
    if subject == introduction:
        return _("Own text") if subject == language else _("Gets it in %(subject)s") % named
    if subject == language:
        return _("Own subject, the introduction in %(introduction)s") % named
    if introduction == language:
        return _("Own introduction, the subject in %(subject)s") % named
    return _("Gets the subject in %(subject)s, the introduction in %(introduction)s") % named


def _named(code: str) -> str:
    """What a text that is not in the reader's own language can be in."""
    return pgettext("in it", "English") if code == "en" else pgettext("in it", "Swedish")
