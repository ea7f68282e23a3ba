"""Draws a written page: its words, its facts, what stands around it, and what machines read of it."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from utblick.accounts.context import is_demo
from utblick.site.languages import nearest
from utblick.site.serving import Visit
from utblick.site.written import texts
from utblick.site.written.finding import Found
from utblick.site.written.languages import CODES, ORIGINAL, OWN_NAMES, TERRITORIES, address_of, path_of
from utblick.site.written.machine import linked_data
from utblick.site.written.models import EventPage, SectionPage, StartPage
from utblick.ui.navigation import VERSION


def drawn_page(found: Found, visit: Visit) -> bytes:
    page, words = found.page, texts.words(found.language)
    here = visit.root + address_of(page.language, page.path_in_site)
    facts: dict[str, Any] = {
        "visit": visit,
        "municipality": visit.municipality,
        "LANGUAGE_CODE": found.language,
        "demo": is_demo(visit.municipality),
        "version": VERSION,
        "words": words["public"],
        "page": page,
        "own_words": page.language == found.language,
        "title": page.seo_title or page.title,
        "description": page.search_description or page.lead,
        "here": here,
        "card": visit.root + reverse("written:card", args=[page.pk]) if page.pk else "",
        "territory": TERRITORIES[page.language],
        "start": found.start,
        "look": found.look,
        "menu": found.start.sections(),
        "trail": found.ancestors,
        "keys_above": {one.translation_key for one in found.ancestors},
        "languages": list(_languages(found)),
        "alternates": [(one.locale.language_code, visit.root + _path(one)) for one in found.family],
        "children": [] if isinstance(page, StartPage) else found.children,
        "facts": list(_facts(found, words)),
        "event": reverse("written:event", args=[page.pk]) if isinstance(page, EventPage) and page.live else "",
        "work": list(_work(visit, words["public"])) if _leads_to_work(page) else [],
        "feet": list(_feet(visit, words["public"])),
        "linked_data": linked_data(found, visit, here),
    }
    return render_to_string("written/page.html", facts).encode()


def _path(page: Any) -> str:
    return path_of(page.locale.language_code, page.url_path)


def _languages(found: Found) -> Any:
    """Each other language with its address: of the translation, else where the Swedish page is shown with a word about it."""
    known = {one.locale.language_code: _path(one) for one in found.family}
    original = next((one for one in found.family if one.locale.language_code == ORIGINAL), found.page)
    for code in CODES:
        if code != found.language:
            yield code, OWN_NAMES[code], known.get(code) or path_of(code, original.url_path)


def _facts(found: Found, words: dict[str, Any]) -> Any:
    """The kind's own facts, each by its name in the reader's language."""
    for name, value in found.page.told_facts:
        if name in words["facts"]:
            yield words["facts"][name], words["kinds"].get(value, value) if name == "kind" else value, name


def _leads_to_work(page: Any) -> bool:
    return isinstance(page, SectionPage) and page.leads_to_work


def _work(visit: Visit, words: dict[str, str]) -> Any:
    language = nearest(visit.language)
    for name in ("initiatives", "partners", "results", "goals"):
        yield words[name], reverse(f"site:{name}", args=[language]), language


def _feet(visit: Visit, words: dict[str, str]) -> Any:
    language = nearest(visit.language)
    names = (
        "outreach:calendar",
        "outreach:feed",
        "outreach:data",
        "site:about",
    )
    said = ("calendar", "feed", "open_data", "about")
    yield words["visit_request"], reverse("site:visit_request", args=[visit.language]), visit.language
    yield words["accessibility"], reverse("site:accessibility", args=[visit.language]), visit.language
    yield words["newsletter"], reverse("outreach:archive", args=[visit.language]), visit.language
    for word, name in zip(said, names, strict=True):
        yield words[word], reverse(name, args=[language]), language
