"""The written pages that a campaign can have: each in all its languages, known by the key that its translations share."""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from utblick.campaigns.pages import PublicPage
from utblick.site.written.languages import CODES, ORIGINAL, path_of

KIND = "written:"
BELOW_ROOT = 2
"""How deep a start page lies; what lies higher is nobody's."""


def written(keys: Collection[str] | None) -> Iterator[PublicPage]:
    """One query; none where no key is of a written page."""
    rows = Page.objects.live().filter(depth__gte=BELOW_ROOT).select_related("locale")
    if keys is not None:
        wanted = [key.removeprefix(KIND) for key in keys if key.startswith(KIND)]
        if not wanted:
            return
        rows = rows.filter(translation_key__in=wanted)
    families = groupby(rows.order_by("translation_key"), key=lambda page: page.translation_key)
    yield from sorted(map(_page, families), key=lambda page: page.addresses[ORIGINAL])


def _page(family: tuple[Any, Any]) -> PublicPage:
    """Where a language has no page of its own yet, the original is shown at its own path there."""
    key, pages = family
    by_language = {page.locale.language_code: page for page in pages}
    original = by_language.get(ORIGINAL) or next(iter(by_language.values()))
    addresses = {code: path_of(code, by_language.get(code, original).url_path) for code in (ORIGINAL, *CODES)}
    return PublicPage(f"{KIND}{key}", original.title, _("Written pages"), addresses)
