"""An item's place in the chain: the source it came from and the goals it met; the decision and what was started."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.ui.chain import Chain, Stage
from utblick.watch.models import Decision, Item, Sighting, Subscription

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from utblick.watch.views.met import Met

GOALS = 3
SHOWN_OF_SOURCE = 6


def chain_of_item(item: Item, *, tellings: Iterable[Any], met: "Iterable[Met]", decision: Decision | None) -> Chain:
    """`item.initiatives` is the reverse relation of the initiatives room, which knows this one and not the other way round.

    They are asked for where the item `has_started` any.
    """
    started = item.initiatives.filter(withdrawn_at=None) if item.has_started else ()  # type: ignore[attr-defined]
    goals = [one.profile for one in met if one.profile.goal_id][:GOALS]
    return Chain(
        came_from=(
            *(
                Stage(_("Source"), one.told_by, reverse("watch:source", args=[one.told_as]), one.seen_at)
                for one in tellings
            ),
            *(Stage(_("Goal"), goal.name, reverse("goals:goal", args=[goal.goal_id])) for goal in goals),
        ),
        this=Stage(item.get_kind_display(), item.title, when=item.found_at),
        led_to=(
            *([_decided(item, decision)] if decision else []),
            *(Stage(_("Initiative"), one.title, one.get_absolute_url(), one.created_at) for one in started),
        ),
    )


def chain_of_source(subscription: Subscription, brought: Iterable[Item]) -> Chain:
    """A source leads to what it brought."""
    led_to = (Stage(one.get_kind_display(), one.title, one.get_absolute_url(), one.found_at) for one in brought)
    return Chain((), Stage(_("Source"), subscription.name), tuple(led_to)[:SHOWN_OF_SOURCE])


def told_here() -> "QuerySet[Sighting]":
    """The tellings of the sources that this municipality reads, with what it calls each (`told_by`) and its page (`told_as`).

    What others read is theirs to know.
    """
    ours = Subscription.objects.current().filter(source=OuterRef("source"))
    name, page = Subquery(ours.values("name")[:1]), Subquery(ours.values("pk")[:1])
    return Sighting.objects.annotate(told_by=name, told_as=page).exclude(told_by=None)


def _decided(item: Item, decision: Decision) -> Stage:
    return Stage(
        _("Decision"), decision.get_verdict_display(), f"{item.get_absolute_url()}#decision", decision.created_at
    )
