"""The demo's public site: what writers have put up, in five languages, with what the platform keeps beside it."""

from typing import Any

from django.apps import apps
from django.utils.html import format_html, format_html_join

from utblick.demo import texts
from utblick.site.written.languages import CODES, ORIGINAL
from utblick.site.written.models import SectionPage, StartPage, WrittenPage
from utblick.site.written.opening import open_site

NOT_FIELDS = ("text", "quote", "figures")
ON_START, ON_WORK = ("live_figures", "live_ongoing"), ("live_goals", "live_partners", "live_calendar")
ON_BUSINESS = ("live_sites",)


def open_public_site() -> None:
    open_site()
    told = texts.read("pages")
    for row in told["pages"]:
        _write(row)
    for code in CODES:
        _enliven(code, told["live"][code])


def _write(row: dict[str, Any]) -> None:
    """In Swedish, and translated from there."""
    kind = apps.get_model("written", row["kind"])
    original = _publish(kind(**row.get("facts", {})), row[ORIGINAL], parent=_sections(ORIGINAL)[row["section"]])
    for code in CODES:
        if code != ORIGINAL:
            own = original.copy_for_translation(_start(code).locale)
            _publish(own, row[code])


def _publish(page: WrittenPage, words: dict[str, Any], parent: SectionPage | None = None) -> WrittenPage:
    for name, value in words.items():
        if name not in NOT_FIELDS:
            setattr(page, name, value)
    page.body = list(_body(words))
    if parent:
        page.locale = parent.locale
        parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _body(words: dict[str, Any]) -> Any:
    if "figures" in words:
        yield "figures", [{"what": what, "value": value} for what, value in words["figures"]]
    yield "text", format_html("{}", format_html_join("", "<p>{}</p>", ((one,) for one in words["text"])))
    if "quote" in words:
        yield "quote", {"text": words["quote"][0], "who": words["quote"][1]}


def _enliven(code: str, headings: dict[str, str]) -> None:
    *_others, business, work = _sections(code)
    for page, names in ((_start(code), ON_START), (business, ON_BUSINESS), (work, ON_WORK)):
        page.body = [(name, {"heading": headings[name]}) for name in names]
        page.save_revision().publish()


def _start(code: str) -> StartPage:
    return StartPage.objects.get(locale__language_code=code)


def _sections(code: str) -> list[SectionPage]:
    return list(_start(code).sections())
