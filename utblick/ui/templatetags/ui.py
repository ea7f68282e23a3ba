"""Tags and filters of every page: `{% load ui %}`. The style guide (ui:styleguide) shows each in use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.ui import sending
from utblick.ui import toasts as waiting_toasts
from utblick.ui.figures import grouped
from utblick.ui.languages import language_names
from utblick.ui.listing import Listing
from utblick.ui.navigation import address

register = template.Library()

ICONS = "vendor/lucide/1.62.0/icons.svg"
NBSP = "\u00a0"
SOON = 14
"""Days from which a deadline is shown as near."""


@cache
def _sprite() -> str:
    return static(ICONS)


@register.simple_tag
@lru_cache(1000)
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "inbox" %}` is decoration; with a label it is an image that is read out."""
    if label:
        return format_html(
            '<svg class="u-icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, _sprite(), name
        )
    return format_html('<svg class="u-icon" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


# Figures and dates


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """1 234 567; empty stays empty."""
    if value in (None, ""):
        return ""
    # Rounded here: Django would cut the decimals off.
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return grouped(rounded, decimals)


@register.filter
def money(value: Any, currency: str = "SEK") -> str:
    """1 234 567 kr, € 1 234 in English; öre only when there are any. `{{ grant|money:"EUR" }}`"""
    if value in (None, ""):
        return ""
    amount = Decimal(str(value))
    figures = number(amount, 0 if amount == amount.to_integral_value() else 2)
    return f"{figures}{NBSP}{ {'SEK': _('kr'), 'EUR': '€'}.get(currency, currency) }"


@register.filter
def planned(value: Any) -> str:
    """Planned kronor, without öre: those of a plan in euro come of the rate alone."""
    return "" if value in (None, "") else money(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))


@register.filter
def percent(value: Any, decimals: int = 0) -> str:
    """0.125 as 13 %."""
    return "" if value in (None, "") else f"{number(Decimal(str(value)) * 100, decimals)}{NBSP}%"


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A date, marked up as one: 2026-11-24."""
    if value is None or value == "":
        return ""
    when = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{0}" class="u-nowrap">{0}</time>', when.isoformat())


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A date and time here: 2026-11-24 13:05."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" class="u-nowrap">{}</time>', local.isoformat(timespec="minutes"), f"{local:%Y-%m-%d %H:%M}"
    )


@register.simple_tag
def deadline(value: date | datetime | None, done: bool = False) -> SafeString | str:
    """How long is left, then the date: "in 12 days, 2026-12-06". Near and passed ones differ in words, icon and colour.

    `done` says that nothing more is expected: the date alone is shown.
    """
    if not value:
        return ""
    when = timezone.localtime(value).date() if isinstance(value, datetime) else value
    if done:
        return day(when)
    left = (when - timezone.localdate()).days
    state, sign = ("passed", icon("circle-x")) if left < 0 else ("soon", icon("clock")) if left <= SOON else ("", "")
    return format_html(
        '<time datetime="{0}" class="u-deadline" data-state="{1}">{2}'
        '<span><b>{3}</b> <span class="u-nowrap">{0}</span></span></time>',
        when.isoformat(),
        state,
        sign,
        in_words(left),
    )


def in_words(left: int) -> str:
    """How far away a day is. A full stop of meaning, not of style: the date always follows."""
    if left < 0:
        return ngettext("passed %(days)s day ago", "passed %(days)s days ago", -left) % {"days": number(-left)}
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    return ngettext("in %(days)s day", "in %(days)s days", left) % {"days": number(left)}


# Links and addresses


@register.simple_tag
def address_of(url_name: str) -> str:
    """The address of a page, or nothing while there is no such page."""
    return address(url_name)


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> SafeString:
    """The messages waiting to be shown; under htmx as an out-of-band swap. Put it last in a partial that answers an action."""
    request = context.get("request")
    found = list(waiting_toasts.waiting(request)) if request else []
    if not found:
        return SafeString("")
    htmx = getattr(request, "htmx", None)
    swapped = htmx is not None and bool(htmx) and not htmx.boosted
    facts = {"toasts": found, "swapped": swapped, "csrf_token": context.get("csrf_token")}
    return SafeString(render_to_string("ui/toasts.html", facts))


# Lists


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """Put it after `{% csrf_token %}` in a form that adds or changes something: sent twice, it is then carried out once."""
    key = sending.issue(context["request"].user.pk)
    return format_html('<input type="hidden" name="{}" value="{}">', sending.FIELD, key)


@register.simple_block_tag(takes_context=True)
def listing(
    context: Context,
    content: str,
    listing: Listing,
    caption: str = "",
    cards: bool = True,
    empty_heading: str = "",
    empty_text: str = "",
    empty_url: str = "",
    empty_action: str = "",
    empty_icon: str = "inbox",
) -> SafeString:
    """A table with its filters, count and pages. The block holds `<thead>` and `<tbody>`.

    `caption` names the table for screen readers. On narrow screens rows become cards (give cells a `data-label`), or with
    `cards=False` the table scrolls sideways. The `empty_` texts are shown when there is nothing at all to list; a search
    without hits says so and offers to clear the filters.
    """
    facts = {
        "listing": listing,
        "content": content,
        "caption": caption,
        "cards": cards,
        "empty_heading": empty_heading or _("Nothing here yet"),
        "empty_text": empty_text,
        "empty_url": empty_url,
        "empty_action": empty_action,
        "empty_icon": empty_icon,
    }
    return SafeString(render_to_string("ui/listing.html", facts))


@register.simple_tag(takes_context=True)
def sortable(
    context: Context, key: str, label: str, numeric: bool = False, listing: Listing | None = None
) -> SafeString:
    """A column head that sorts: `{% sortable "deadline" _("Deadline") %}`. Takes `listing` from the page unless given."""
    listed: Listing = listing or context["listing"]
    state = {key: "ascending", f"-{key}": "descending"}.get(listed.sort, "")
    sign = {"ascending": "arrow-up", "descending": "arrow-down", "": "chevrons-up-down"}[state]
    return format_html(
        '<th scope="col"{0}{1}><a class="u-sort" id="{2}-{3}" href="{4}" hx-boost="true" hx-target="#{2}" hx-select="#{2}"'
        ' hx-swap="outerHTML show:none">{5}{6}</a></th>',
        format_html(' aria-sort="{}"', state) if state else "",
        SafeString(' class="u-number"') if numeric else "",
        listed.name,
        key,
        listed.sort_url(key),
        label,
        icon(sign),
    )


# People


@register.simple_tag
def who(person: Any = None, unit: Any = None) -> SafeString:
    """Who answers for something; either may be missing, and with none it says that nobody does. `{% who one.owner one.unit %}`"""
    named = ", ".join(str(one) for one in (person, unit) if one) or _("nobody yet")
    sign = icon("user") if person else icon("building-2") if unit else icon("circle-help")
    return format_html('<span class="u-who">{}<span>{}</span></span>', sign, named)


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    groups: list[tuple[str, int]]
    total: int


@register.simple_tag
def people_counts(people: Any, prefix: str = "") -> PeopleCounts:
    """The counted groups of something that has women, men, girls, boys and not_stated, each with its word."""
    words: dict[str, Callable[[int], str]] = {
        "women": lambda count: ngettext("woman", "women", count),
        "men": lambda count: ngettext("man", "men", count),
        "girls": lambda count: ngettext("girl", "girls", count),
        "boys": lambda count: ngettext("boy", "boys", count),
        "not_stated": lambda count: _("not stated"),
    }
    read = people.get if isinstance(people, dict) else lambda name: getattr(people, name)
    counts = {name: read(prefix + name) for name in words}
    groups = [
        (words[name](count), count) for name, count in counts.items() if count or (count == 0 and name != "not_stated")
    ]
    return PeopleCounts(groups, sum(count for _label, count in groups))


@register.filter
def unlocalized(value: Any) -> str:
    """A figure as a machine reads it, in attributes: 1234.5."""
    return str(value)


@register.filter
def language(code: str) -> str:
    """The language's name in the reader's own: `{{ one.language|language }}`."""
    return language_names([code])
