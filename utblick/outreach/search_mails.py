"""What is new in saved searches, by mail: one a person and morning, each item once a search, only when there is something.

The row of the mail and of each item that it tells are written before it is sent. A worker that is killed leaves them, and the
next one sends just that. Only where it dies between the mail server's yes and our note of it does the mail go out again, under
the same Message-ID, by which mail programs know it as the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.accounts.models import Municipality, User
from utblick.journal.mailing import refusals_last
from utblick.outreach import stopping
from utblick.outreach.models import SearchMail, ToldItem
from utblick.outreach.unfolded import Unfolded, one_click
from utblick.tenancy import scope
from utblick.watch import saved_searches
from utblick.watch.models import Item, SavedSearch

SHOWN = 15
MOST = 500
"""Told in one mail of a search at most; what is beyond it comes with the next."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one search, and the address that stops its mails."""

    search: SavedSearch
    items: list[Item]
    stop: str

    @property
    def shown(self) -> list[Item]:
        return self.items[:SHOWN]

    @property
    def left_out(self) -> int:
        return len(self.items) - len(self.shown)


def send_all(now: datetime) -> int:
    """Send what is new and has not been told, for every municipality. Returns how many people got mail."""
    with scope.everywhere():
        wanted = SavedSearch.objects.mailed().filter(owner__is_active=True).select_related("municipality", "owner")
        owners = {(one.municipality_id, one.owner_id): (one.municipality, one.owner) for one in wanted}
    return refusals_last(lambda key: send_to(*owners[key], now), sorted(owners))


def send_to(municipality: Municipality, user: User, now: datetime) -> bool:
    """This person's mails: such as were left unsent, and today's."""
    with scope.acting(municipality, user), translation.override(user.language):
        if not user.has_perm(saved_searches.PERMISSION):
            return False
        _make(user, timezone.localdate(now), now)
        unsent = SearchMail.objects.waiting(now).filter(user=user).order_by("day")
        return sum(_send(mail, user, now) for mail in unsent) > 0


def _send(mail: SearchMail, user: User, now: datetime) -> bool:
    told = _told_in(mail, user)
    if told:
        return mail.send(lambda: _message(mail, user, told), now)
    SearchMail.objects.filter(pk=mail.pk).update(sent_at=now)  # nothing to tell
    return False


@transaction.atomic
def _make(user: User, day: date, now: datetime) -> None:
    """Today's mail with what it tells, where nobody has made it yet."""
    mail, is_new = SearchMail.objects.get_or_create(user=user, day=day)
    for search in _due(user, day) if is_new else []:
        _note(mail, search, now)


def _due(user: User, day: date) -> Iterable[SavedSearch]:
    """The daily ones; the weekly ones in the first mail of the week, whichever day the worker was up again."""
    searches = SavedSearch.objects.of(user).mailed().select_related("profile").defer("profile__features")
    monday = day - timedelta(days=day.weekday())
    if SearchMail.objects.filter(user=user, day__gte=monday, day__lt=day).exists():
        return searches.filter(rhythm=SavedSearch.Rhythm.DAILY)
    return searches


def _note(mail: SearchMail, search: SavedSearch, now: datetime) -> None:
    news = saved_searches.news(search, now)
    new = news.filter(~Exists(ToldItem.objects.filter(search=search, item=OuterRef("pk"))))
    keys = list(new.values_list("pk", flat=True)[:MOST])
    ToldItem.objects.bulk_create([ToldItem(search=search, item_id=key, mail=mail) for key in keys])


def _told_in(mail: SearchMail, user: User) -> list[News]:
    """What the mail tells, of what its reader may see and wants to be told at this moment."""
    keys: dict[int, list[int]] = defaultdict(list)
    for search, item in ToldItem.objects.filter(mail=mail).order_by("pk").values_list("search", "item"):
        keys[search].append(item)
    searches = SavedSearch.objects.of(user).mailed().filter(pk__in=keys)
    items = Item.objects.without_texts().in_bulk({key for some in keys.values() for key in some})
    found = [(one, [items[key] for key in keys[one.pk] if key in items]) for one in searches]
    return [News(one, some, stopping.address_for(user, one)) for one, some in found if some]


def subject_of(told: list[News]) -> str:
    count = sum(len(one.items) for one in told)
    words = {"count": count, "name": told[0].search.name}
    if len(told) == 1:
        return ngettext("%(count)s new in “%(name)s”", "%(count)s new in “%(name)s”", count) % words
    return _("%(count)s new in your saved searches") % words


def _message(mail: SearchMail, user: User, told: list[News]) -> Unfolded:
    here = scope.municipality()
    stop_all = stopping.address_for(user)
    context: dict[str, Any] = {
        "municipality": here, "user": user, "told": told, "address": here.address, "stop_all": stop_all,
    }  # fmt: skip
    headers = {
        "Message-ID": f"<search-mail-{mail.pk}@{urlsplit(here.address).hostname}>",
        **one_click(stop_all),
    }
    text = render_to_string("outreach/mail/searches.txt", context)
    message = Unfolded(f"{_('Utblick')}: {subject_of(told)}", text, to=[user.email], headers=headers)
    message.attach_alternative(render_to_string("outreach/mail/searches.html", context), "text/html")
    return message
