"""One source: its health, the history of its readings, what it brought last, and what changed on a watched page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.differing import Piece, differences
from utblick.ui.toasts import toast
from utblick.watch import attention, tasks
from utblick.watch.chain import chain_of_source
from utblick.watch.forms import RenameForm
from utblick.watch.habits import habits
from utblick.watch.models import Item, ItemVersion, Outage, Sighting, Source, Subscription
from utblick.watch.outages import SILENT

READINGS, OUTAGES, LATEST, CHANGES = 10, 5, 15, 5


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history."""

    when: datetime
    text: str


@may("watch.view")
def source(request: UserRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(Subscription.objects.with_health(timezone.now()), pk=pk)
    read = subscription.source
    context: dict[str, Any] = {
        "subscription": subscription,
        "source": read,
        "habit": habits([read.pk], timezone.now()).get(read.pk),
        "history": history(read),
        "latest": (brought := latest(read)),
        "chain": chain_of_source(subscription, brought),
        "changes": changes(read),
        "may_change": request.user.has_perm("watch.sources"),
    }
    context["silent_since"] = context["habit"] and context["habit"].silent_since(timezone.localdate())
    context["seen"] = is_seen(subscription, context["silent_since"])
    return render(request, "watch/source.html", context)


def is_seen(subscription: Subscription, silent_since: date | None) -> bool:
    """Whether somebody has said to have seen what is wrong now."""
    running = Outage.objects.filter(source=subscription.source, ended_at=None).first()
    began = running.began_at if running else subscription.source.news_at if silent_since else None
    return began is not None and attention.was_seen(subscription, began)


def latest(read: Source) -> list[Item]:
    """What it brought last of what the municipality may see."""
    told = Sighting.objects.filter(source=read).order_by("-seen_at", "pk").values_list("item_id", flat=True)[:LATEST]
    items = Item.objects.filter(pk__in=list(told)).without_texts()
    return sorted(items, key=lambda item: item.found_at, reverse=True)


def history(read: Source) -> list[Event]:
    """Readings that brought something, and when it did not answer well; the newest first."""
    told = Sighting.objects.filter(source=read).values("seen_at").annotate(count=Count("pk")).order_by("-seen_at")
    readings = [Event(row["seen_at"], news(row["count"])) for row in told[:READINGS]]
    outages = [event for one in Outage.objects.filter(source=read)[:OUTAGES] for event in of_outage(one)]
    return sorted([*readings, *outages], key=lambda event: event.when, reverse=True)[: READINGS + OUTAGES]


def news(count: int) -> str:
    return ngettext("Brought %(count)s new thing.", "Brought %(count)s new things.", count) % {"count": count}


def of_outage(outage: Outage) -> list[Event]:
    begun = Event(outage.began_at, outage.trouble)
    again = _("Has something new again.") if outage.error == SILENT else _("Answers well again.")
    return [begun, Event(outage.ended_at, again)] if outage.ended_at else [begun]


def changes(read: Source) -> list[tuple[datetime, list[Piece]]]:
    """On a watched page that is one text: what stood there before and what stands there now."""
    if read.connector != Source.Kind.PAGE:
        return []
    versions = ItemVersion.objects.filter(item__sightings__source=read, changes__has_key="summary")[:CHANGES]
    return [(one.at, differences(*(str(text) for text in one.changes["summary"]))) for one in versions]


@may("watch.sources")
def rename_source(request: UserRequest, pk: int) -> HttpResponse:
    subscription = get_object_or_404(Subscription.objects.current().select_related("source"), pk=pk)
    form = RenameForm(request.POST or None, instance=subscription)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("“%(name)s” has been saved.") % {"name": subscription})
        return redirect("watch:source", pk)
    context = {"form": form, "subscription": subscription}
    return render(request, "watch/rename_source.html", context, status=422 if form.errors else 200)


@may("watch.sources")
@require_POST
def note_seen(request: UserRequest, pk: int) -> HttpResponse:
    """The coordinator has seen what is wrong; the first page says it no more until something new is."""
    subscription = get_object_or_404(Subscription.objects.current(), pk=pk)
    attention.note_seen(subscription, timezone.now())
    toast(request, _("“%(name)s” is not mentioned again until something new happens to it.") % {"name": subscription})
    return redirect("watch:source", pk)


@may("watch.sources")
@require_POST
def read_one_now(request: UserRequest, pk: int) -> HttpResponse:
    """Let this source be read at once, in the background, also where it failed; not one that asked us to wait."""
    subscription = get_object_or_404(Subscription.objects.current().select_related("source"), pk=pk)
    if subscription.source.error == "slow_down":
        toast(request, subscription.source.trouble, level=messages.WARNING)
        return redirect("watch:source", pk)
    Source.objects.filter(pk=subscription.source_id).update(next_at=timezone.now() - timedelta(seconds=1))
    tasks.poll_due.enqueue()
    toast(request, _("“%(name)s” is being read.") % {"name": subscription})
    return redirect("watch:source", pk)
