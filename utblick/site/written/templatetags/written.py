"""Tags of the written pages: `{% load written %}`."""

from datetime import date, datetime
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date, format_interval
from django import template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page

from utblick.site.written.languages import ORIGINAL, TERRITORIES, path_of

register = template.Library()


@register.simple_tag
def written_path(page: Page, language: str = "") -> str:
    """Of a page; where `language` is another than its own, of the address that shows it there with a word about that."""
    return path_of(language or page.locale.language_code, page.url_path)


@register.filter
def host(address: str) -> str:
    return urlsplit(address).hostname or address


@register.filter
def spoken_day(day: date | datetime) -> SafeString:
    """As one writes it in the page's language: 26 november 2026, 26. November 2026."""
    local = timezone.localdate(day) if isinstance(day, datetime) else day
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), format_date(local, "long", _locale()))


@register.simple_tag
def spoken_days(first: date, last: date | None) -> str:
    """From the first to the last day: 17–18 december 2026, 17.–18. Dezember 2026."""
    return (
        str(format_interval(first, last, "yMMMMd", locale=_locale())) if last else format_date(first, "long", _locale())
    )


def _locale() -> Locale:
    return Locale.parse(TERRITORIES[translation.get_language() or ORIGINAL])


@register.filter
def spoken_time(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")
