"""Why is this here, and why is this not here: for any item that a source brought, and any profile."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from utblick.accounts.roles import UserRequest, may
from utblick.search.finding import find as find_in_index
from utblick.ui.asking import key_asked
from utblick.watch import catalogue
from utblick.watch.models import InboxItem, Item, Profile

MOST = 25


@may("watch.view")
def find(request: UserRequest) -> HttpResponse:
    """Items by their words, identifier or address, each with whether it is in the inbox."""
    query = request.GET.get("q", "").strip()[:500]
    items = _found(query) if query else []
    places = {place.item_id: place for place in InboxItem.objects.filter(item__in=[one.pk for one in items])}
    context: dict[str, Any] = {"query": query, "found": [(one, places.get(one.pk)) for one in items]}
    if _is_address(query) and not items:
        context |= {"catalogued": catalogue.unread_at(query), "may_send": request.user.has_perm("watch.decide")}
    return render(request, "watch/find.html", context)


def _found(query: str) -> list[Item]:
    hits = [
        hit.object_id for hit in find_in_index(query, kind="watch.item", language=get_language() or "sv", most=MOST)
    ]
    if _is_address(query):
        return list(Item.objects.filter(Q(link=query) | Q(sightings__link=query)).distinct()[:MOST])
    rows = {one.pk: one for one in Item.objects.filter(pk__in=hits).without_texts()}
    return [rows[pk] for pk in hits if pk in rows]


def _is_address(query: str) -> bool:
    return query.startswith(("http://", "https://"))


@may("watch.view")
def why_item(request: UserRequest, pk: int) -> HttpResponse:
    """One item against one profile; without `profile` the one that it meets best, or is nearest to."""
    # The engine takes a second to load: only where it is asked.
    from utblick.watch import whyhere

    item = get_object_or_404(Item, pk=pk)
    everyone = list(Profile.objects.exclude(features=b"").select_related("actor").order_by("name"))
    asked = key_asked(request, "profile")
    profile = _chosen(item, everyone, asked)
    if profile is None and not asked:
        profile = whyhere.nearest(item, [one for one in everyone if not one.paused])
    context: dict[str, Any] = {"item": item, "profile": profile, "profiles": everyone}
    if profile:
        weighed = whyhere.weigh(item, profile)
        context |= {"weighed": weighed, "steps": whyhere.steps(item, profile, weighed)}
    return render(request, "watch/why.html", context)


def _chosen(item: Item, everyone: list[Profile], asked: int | None) -> Profile | None:
    best = item.matches.order_by("-score").values_list("profile", flat=True).first()
    return next((one for one in everyone if one.pk == (asked or best)), None)
