"""Tags of the public pages: `{% load site %}`."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from utblick.site.languages import Words, in_language
from utblick.site.serving import Visit
from utblick.ui.figures import grouped

register = template.Library()


@register.simple_tag(takes_context=True)
def words(context: Context, original: str, english: str = "") -> Words:
    """`{% words one.title one.title_en as title %}`, then `<h3{{ title|lang }}>{{ title }}</h3>`."""
    visit: Visit = context["visit"]
    return in_language(visit.language, original, english)


@register.filter
def lang(words: Words) -> SafeString:
    """The attribute for an element that holds these words, where they are not in the page's language."""
    return format_html(' lang="{}"', words.lang) if words.lang else SafeString("")


@register.simple_tag(takes_context=True)
def address(context: Context, url_name: str, **arguments: Any) -> str:
    """The whole address of a public page in the page's language."""
    visit: Visit = context["visit"]
    return visit.address(url_name, **arguments)


@register.simple_tag(takes_context=True)
def current(context: Context, *url_names: str) -> SafeString:
    """aria-current for a link in the menu: "page" for the first of these pages, "true" for the others."""
    here = context["visit"].url_name
    if here not in url_names:
        return SafeString("")
    return format_html(' aria-current="{}"', "page" if here == url_names[0] else "true")


@register.filter
def data_block(facts: dict[str, Any]) -> SafeString:
    """JSON-LD in the page: data, and so nothing that a content security policy is asked about."""
    told = json.dumps(facts, ensure_ascii=False).translate(
        {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
    )
    # Every sign that could end the element is written as JSON's own escape above.
    return mark_safe(f'<script type="application/ld+json">{told}</script>')  # noqa: S308


@register.filter
def figure(value: Decimal) -> str:
    """A figure as it is read: with the decimals that say something."""
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return grouped(value, decimals)


@register.filter
def long_day(value: date | None) -> SafeString | str:
    """14 May 2027, as one writes to residents."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "j F Y")) if value else ""


@register.simple_tag
def days(first: date | None, last: date | None) -> SafeString | str:
    """From the first to the last day, what they share said once: 14–17 May 2027."""
    if first is None or last is None or first == last:
        return long_day(first or last)
    form = (
        "j" if (first.year, first.month) == (last.year, last.month) else "j F" if first.year == last.year else "j F Y"
    )
    dash = "–" if form == "j" else " – "
    return format_html(
        '<time datetime="{}">{}</time>{}{}', first.isoformat(), date_format(first, form), dash, long_day(last)
    )
