"""A person's own saved searches: what they ask for, what they find, and the ways to be told."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts import secret_address
from utblick.accounts.roles import UserRequest, may
from utblick.ui.asking import key_asked
from utblick.ui.countries import country_name
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast
from utblick.watch import card, saved_searches
from utblick.watch.connectors import programmes
from utblick.watch.forms.saved import SavedSearchForm
from utblick.watch.models import Item, Profile, SavedSearch

PER_PAGE = 20
MOST = 50
"""Nobody looks through more; and each is counted on the list."""


@may("watch.decide")
def saved(request: UserRequest) -> HttpResponse:
    rows = list(_own(request).select_related("profile").defer("profile__features", "profile__text")[:MOST])
    counts = saved_searches.counts(rows, timezone.now())
    searches = [(one, asked_in_words(one), counts.get(one.pk, 0)) for one in rows]
    context = {"searches": searches, "most": saved_searches.COUNTED}
    return render(request, "watch/saved.html", context)


@may("watch.decide")
def saved_search(request: UserRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(_own(request).select_related("profile"), pk=pk)
    now = timezone.now()
    columns = {"found": "found_at", "deadline": "final_deadline"}
    rows = saved_searches.found(search, now).defer("body", "facts")
    listing = Listing(request, rows, columns=columns, default_sort="-found", per_page=PER_PAGE)
    context = {
        "search": search,
        "asked": asked_in_words(search),
        "rows": [(item, card.brief_of(item, now)) for item in listing.rows],
        "address": secret_address.standing(request.user, saved_searches.PURPOSE, search.pk),
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return listing.answer("watch/saved_search.html", context)


@may("watch.decide")
def save_search(request: UserRequest) -> HttpResponse:
    """Keep a search; it may begin with what the inbox was narrowed by."""
    initial = _narrowed_by(request)
    form = SavedSearchForm(request.POST or None, instance=SavedSearch(owner=request.user), initial=initial)
    if form.is_valid():
        search = form.save()
        toast(request, _("“%(name)s” is saved.") % {"name": search}, reverse("watch:withdraw_search", args=[search.pk]))
        return redirect(search)
    return render(request, "watch/save_search.html", {"form": form}, status=422 if form.errors else 200)


@may("watch.decide")
def change_search(request: UserRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(_own(request), pk=pk)
    form = SavedSearchForm(request.POST or None, instance=search)
    if form.is_valid() and (kept := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": kept})
        return redirect(kept)
    context = {"form": form, "search": search}
    return render(request, "watch/save_search.html", context, status=422 if form.errors else 200)


@may("watch.decide")
@require_POST
def withdraw_search(request: UserRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(_own(request), pk=pk)
    search.withdraw()
    undo = reverse("watch:restore_search", args=[pk])
    toast(request, _("“%(name)s” is taken away, with its mails and addresses.") % {"name": search}, undo)
    return redirect("watch:saved")


@may("watch.decide")
@require_POST
def restore_search(request: UserRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch, pk=pk, owner=request.user)
    if search.withdrawn_at:
        search.restore()
    toast(request, _("“%(name)s” is back.") % {"name": search})
    return redirect(search)


@may("watch.decide")
@require_POST
def open_address(request: UserRequest, pk: int) -> HttpResponse:
    """Make the secret addresses of the search's feed and calendar."""
    search = get_object_or_404(_own(request), pk=pk)
    secret_address.make(request.user, saved_searches.PURPOSE, search.pk)
    return redirect(f"{search.get_absolute_url()}#addresses")


@may("watch.decide")
@require_POST
def close_address(request: UserRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(_own(request), pk=pk)
    if address := secret_address.standing(request.user, saved_searches.PURPOSE, search.pk):
        secret_address.revoke(address)
        toast(request, _("The addresses are closed. Whoever holds them gets nothing more; new ones will be others."))
    return redirect(f"{search.get_absolute_url()}#addresses")


def asked_in_words(search: SavedSearch) -> list[str]:
    """Where it looks and what it asks for, a piece each."""
    here = get_language() or "sv"
    asked = [
        str(SavedSearch.Place(search.place).label),
        _("“%(words)s”") % {"words": search.words} if search.words else "",
        str(Item.Kind(search.kind).label) if search.kind else "",
        programmes.name_of(search.programme, here) if search.programme else "",
        _("meets %(name)s") % {"name": search.profile.name} if search.profile else "",
        country_name(search.country) if search.country else "",
        _("closes within %(time)s") % {"time": search.get_closes_within_display()} if search.closes_within else "",
    ]
    return [one for one in asked if one]


def _own(request: UserRequest) -> Any:
    return SavedSearch.objects.of(request.user)


def _narrowed_by(request: UserRequest) -> dict[str, Any]:
    """What the inbox's address asks for, in this form's words. Not valid: passed over by the form itself."""
    asked: dict[str, Any] = {name: request.GET.get(name, "")[:200] for name in ("kind", "programme", "place")}
    asked["words"] = request.GET.get("q", "")[:100]
    asked["profile"] = key_asked(request, "profile") or key_asked(request, "best") or _profile_of_goal(request)
    return {name: value for name, value in asked.items() if value}


def _profile_of_goal(request: UserRequest) -> int | None:
    goal = key_asked(request, "goal")
    return Profile.objects.filter(goal=goal).values_list("pk", flat=True).first() if goal else None
