"""Tags of the written pages: `{% load written %}`."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from wagtail.models import Page

from utblick.site.written.languages import address_of

register = template.Library()


@register.simple_tag
def written_path(page: Page, language: str = "") -> str:
    """Of a page; where `language` is another than its own, of the address that shows it there with a word about that."""
    return address_of(language or page.locale.language_code, page.url_path.split("/", 2)[2])


@register.filter
def host(address: str) -> str:
    return urlsplit(address).hostname or address


@register.filter
def localday(moment: datetime) -> date:
    return timezone.localdate(moment)
