"""The plain public pages that a campaign can have, in the languages that each is in."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.campaigns.pages import PublicPage
from utblick.partners.documents.guests import LOCALES
from utblick.site import published
from utblick.site.languages import CODES
from utblick.tenancy import scope

SITES, SITE, INITIATIVE = "site:vacant_sites", "site:vacant_site", "site:initiative"


def plain(keys: Collection[str] | None) -> Iterator[PublicPage]:
    """What the public may see, whoever chooses."""
    with scope.acting(scope.municipality()):
        yield from [page for page in _named() if keys is None or page.key in keys]
        for row in _asked(published.initiatives(), INITIATIVE, keys):
            yield _page(INITIATIVE, row.pk, row.title, _("Initiatives"), CODES)
        for row in _asked(published.vacant_sites(), SITE, keys):
            yield _page(SITE, row.pk, row.name, _("Vacant sites"), LOCALES)


def _named() -> Iterator[PublicPage]:
    named = [
        ("site:front", _("International cooperation")),
        ("site:goals", _("Our goals")),
        ("site:initiatives", _("What we do")),
        ("site:partners", _("Partners and twin towns")),
        ("site:results", _("Results")),
    ]
    for name, title in named:
        yield PublicPage(name, title, _("International work"), _addresses(name, CODES))
    yield PublicPage(SITES, _("All vacant sites"), _("Vacant sites"), _addresses(SITES, LOCALES))


def _asked(rows: QuerySet[Any], name: str, keys: Collection[str] | None) -> Iterable[Any]:
    """Those of the keys; no question where none of them is of this kind."""
    if keys is None:
        return rows
    wanted = [int(key.rpartition(":")[2]) for key in keys if key.startswith(f"{name}:")]
    return rows.filter(pk__in=wanted) if wanted else []


def _page(name: str, pk: int, title: str, group: str, languages: Iterable[str]) -> PublicPage:
    return PublicPage(f"{name}:{pk}", title, group, _addresses(name, languages, pk=pk))


def _addresses(name: str, languages: Iterable[str], **arguments: int) -> dict[str, str]:
    return {code: reverse(name, kwargs={"language": code, **arguments}) for code in languages}
