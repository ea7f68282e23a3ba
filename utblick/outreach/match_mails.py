"""What fits a local actor, by mail to those who log in for it: at its rhythm, each thing once, only when there is something.

As with the mails about saved searches, the row of the mail and of each item is written before it is sent: a worker that is killed
leaves them to the next one, and a mail that goes out twice does so under the same Message-ID.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from utblick.actors.models import Representative
from utblick.journal.mailing import refusals_last
from utblick.outreach import match_stopping
from utblick.outreach.models import MatchMail, ToldMatch
from utblick.outreach.unfolded import Unfolded, one_click
from utblick.tenancy import scope
from utblick.ui.lines import one_line
from utblick.watch import fitting
from utblick.watch.models import ActorWishes, Match
from utblick.watch.reasons import brief_of

MOST = 10
"""Told in one mail at most, the best first; the rest comes with the next, if it still fits."""
PERMISSION = "actors.own"
Rhythm = ActorWishes.Rhythm


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that fits, and the actor's own words that met it."""

    match: Match
    why: str


def send_all(now: datetime) -> int:
    """For every municipality. Returns how many people got mail."""
    with scope.everywhere():
        rows = Representative.objects.current().filter(unmailed=False, user__is_active=True, actor__withdrawn_at=None)
        readers = list(rows.select_related("municipality", "user", "actor").order_by("pk"))
    return refusals_last(lambda reader: send_to(reader, now), readers)


def send_to(reader: Representative, now: datetime) -> bool:
    """This reader's mails: such as were left unsent, and today's, if it is the day."""
    with scope.acting(reader.municipality, reader.user), translation.override(reader.user.language):
        if not reader.user.has_perm(PERMISSION):
            return False
        rhythm = fitting.wishes_of(reader.actor).rhythm
        if rhythm == Rhythm.NEVER:
            return False
        _make(reader, rhythm, timezone.localdate(now), now)
        unsent = MatchMail.objects.waiting(now).filter(reader=reader).order_by("day")
        return sum(_send(mail, reader, now) for mail in unsent) > 0


@transaction.atomic
def _make(reader: Representative, rhythm: str, day: date, now: datetime) -> None:
    """Today's mail with what it tells, where it is the day for one, nobody has made it yet, and there is something."""
    if MatchMail.objects.filter(reader=reader, day__gte=_begun(rhythm, day)).exists():
        return
    told = ToldMatch.objects.filter(reader=reader).values("item")
    items = list(fitting.fits(reader.actor, now).exclude(item__in=told).values_list("item", flat=True)[:MOST])
    if items:
        mail = MatchMail.objects.create(reader=reader, day=day)
        ToldMatch.objects.bulk_create([ToldMatch(reader=reader, item_id=key, mail=mail) for key in items])


def _begun(rhythm: str, day: date) -> date:
    """The first day of the span that holds one mail: the day itself, its week or its month."""
    if rhythm == Rhythm.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if rhythm == Rhythm.MONTHLY else day


def _send(mail: MatchMail, reader: Representative, now: datetime) -> bool:
    told = _told_in(mail, reader, now)
    if told:
        return mail.send(lambda: _message(mail, reader, told), now)
    MatchMail.objects.filter(pk=mail.pk).update(sent_at=now)  # what it was to tell fits no more
    return False


def _told_in(mail: MatchMail, reader: Representative, now: datetime) -> list[Told]:
    items = ToldMatch.objects.filter(mail=mail).values("item")
    return [Told(one, brief_of(one.reasons)) for one in fitting.fits(reader.actor, now).filter(item__in=items)]


def _subject(reader: Representative, count: int) -> str:
    told = ngettext("%(count)s new that fits %(actor)s", "%(count)s new that fit %(actor)s", count)
    return one_line(told % {"count": count, "actor": reader.actor})


def _message(mail: MatchMail, reader: Representative, told: list[Told]) -> Unfolded:
    here, stop = scope.municipality(), match_stopping.address_for(reader)
    context: dict[str, Any] = {
        "municipality": here, "actor": reader.actor, "told": told, "stop": stop,
        "own": f"{here.address}{reverse('desk:own')}", "log_in": f"{here.address}{reverse('ask_for_link')}",
        "wishes": f"{here.address}{reverse('watch:wishes', args=[reader.actor_id])}",
    }  # fmt: skip
    headers = {"Message-ID": f"<match-mail-{mail.pk}@{urlsplit(here.address).hostname}>", **one_click(stop)}
    text = render_to_string("outreach/mail/matches.txt", context)
    message = Unfolded(_subject(reader, len(told)), text, to=[reader.user.email], headers=headers)
    message.attach_alternative(render_to_string("outreach/mail/matches.html", context), "text/html")
    return message
