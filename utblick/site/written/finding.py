"""Finds the page at an address, and what stands around it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from wagtail.models import Page

from utblick.site.written.languages import ORIGINAL
from utblick.site.written.models import Picture, StartPage, WrittenPage

CARD = "fill-640x400|format-webp"


@dataclass
class Found:
    """A page, and the language that it is asked for in: another than its own where it is not translated yet."""

    page: WrittenPage
    language: str

    @cached_property
    def start(self) -> StartPage:
        return starts().get(locale__language_code=self.language)

    @cached_property
    def look(self) -> StartPage:
        """Whose colour and coat of arms are shown, in every language: the original's."""
        return starts().filter(locale__language_code=ORIGINAL).first() or self.start

    @cached_property
    def family(self) -> list[Page]:
        """The same page in every language, live ones only."""
        return list(self.page.get_translations(inclusive=True).live().select_related("locale"))

    @cached_property
    def ancestors(self) -> list[Page]:
        """From the section down to the page above this one."""
        return list(self.page.get_ancestors().live().filter(depth__gt=2).select_related("locale"))

    @cached_property
    def children(self) -> list[WrittenPage]:
        """Those below, and below the Swedish page those that this language has not got yet."""
        own = below(self.page)
        original = next((one for one in self.family if one.locale.language_code == ORIGINAL), None)
        if self.language == ORIGINAL or original is None:
            return own
        known = {one.translation_key for one in own}
        return own + [one for one in below(original) if one.translation_key not in known]


def starts() -> QuerySet[StartPage]:
    return StartPage.objects.live().select_related("locale", "picture", "coat_of_arms")


def below(page: Page) -> list[WrittenPage]:
    """With what a card shows of each, in as many questions whatever their number."""
    found = list(page.get_children().live().specific())
    shown = Picture.objects.prefetch_renditions(CARD).in_bulk([one.picture_id for one in found if one.picture_id])
    for one in found:
        one.locale, one.picture = page.locale, shown.get(one.picture_id)
    return found


def find(language: str, path: str) -> Found | None:
    """The page itself, else the Swedish page of that path where this language has none."""
    roots = {one.locale.language_code: one for one in starts()}
    page = _at(roots.get(language), path)
    if page is None and language in roots and (original := _at(roots.get(ORIGINAL), path)):
        translated = original.get_translations().live().filter(locale__language_code=language).exists()
        page = None if translated else original
    if page is None:
        return None
    found = Found(page, language)
    found.start = roots[language]
    found.look = roots.get(ORIGINAL, found.start)
    return found


def _at(start: StartPage | None, path: str) -> WrittenPage | None:
    if start is None or (path and not path.endswith("/")):
        return None
    if not path:
        return start
    page = Page.objects.live().filter(url_path=start.url_path + path).select_related("locale").first()
    return _specific(page) if page else None


def _specific(page: Page) -> WrittenPage:
    found: WrittenPage = page.specific
    found.locale = page.locale
    return found
