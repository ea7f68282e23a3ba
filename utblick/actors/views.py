"""The list of local actors, one of them, and its form."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.first_log_in import mail_first_log_in
from utblick.accounts.roles import UserRequest, may
from utblick.actors import concepts, representing
from utblick.actors.aiding import aid_of
from utblick.actors.filters import ActorFilter
from utblick.actors.forms import ActorForm, LogInForm, OwnActorForm
from utblick.actors.models import ContactPerson, LocalActor, Representative
from utblick.actors.sheet import actors
from utblick.journal import clock
from utblick.ui.chain import Chain, Stage
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

MATCHES_SHOWN = 5
COLUMNS = {"name": "name", "kind": "kind", "industry": "industry", "size": "size", "place": "place"}


@may("actors.view")
def listed(request: UserRequest) -> HttpResponse:
    listing = Listing(
        request, LocalActor.objects.current(), columns=COLUMNS, default_sort="name", filters=ActorFilter, sheet=actors
    )
    return listing.answer("actors/list.html", {"may_change": request.user.has_perm("actors.change")})


@may("actors.view")
def actor(request: UserRequest, pk: int) -> HttpResponse:
    rows = LocalActor.objects.current().select_related("profile").defer("profile__features", "profile__background")
    found = get_object_or_404(rows, pk=pk)
    matches = matches_of(found)
    context = {
        "actor": found,
        "chain": chain_of_actor(found, matches),
        "concepts": [concepts.label(one) for one in found.concepts],
        "matches": matches,
        "small_aid": aid_of(found, timezone.localdate(clock.now())),
        "people": ContactPerson.objects.current().filter(actor=found),
        "representatives": Representative.objects.current().filter(actor=found).select_related("user"),
        "may_give_log_in": request.user.has_perm("accounts.change"),
        "may_change": request.user.has_perm("actors.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "actors/actor.html", context)


def matches_of(found: LocalActor) -> list[Any]:
    """What the watch found for the actor that is still open, best first; asked through the relation of the room above."""
    actor: Any = found
    if not hasattr(actor, "profile"):
        return []
    still_open = Q(item__deadline=None) | Q(item__deadline__gte=clock.now())
    return list(actor.profile.matches.filter(still_open).select_related("item")[:MATCHES_SHOWN])


def chain_of_actor(found: LocalActor, matches: list[Any]) -> Chain:
    """What an actor says of itself leads to what the watch finds for it."""
    led_to = (Stage(one.item.get_kind_display(), one.item.title, one.item.get_absolute_url()) for one in matches)
    return Chain((), Stage(_("Local actor"), found.name), tuple(led_to))


@may("actors.change")
def propose_concepts(request: UserRequest) -> HttpResponse:
    """The concepts that a description proposes, as tick boxes; htmx puts them into the form."""
    form = ActorForm(initial={}, instance=LocalActor(description=request.GET.get("description", "")[:5000]))
    return render(request, "actors/concepts.html", {"form": form})


@may("actors.change")
def add(request: UserRequest) -> HttpResponse:
    return _ask(request, None)


@may("actors.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(LocalActor.objects.current(), pk=pk))


def _ask(request: UserRequest, found: LocalActor | None) -> HttpResponse:
    form = ActorForm(request.POST or None, instance=found)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(name)s is saved.") % {"name": saved})
        return redirect(saved)
    context: dict[str, Any] = {"form": form, "actor": found}
    return render(request, "actors/edit.html", context, status=422 if form.errors else 200)


@may("actors.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LocalActor.objects.current(), pk=pk)
    found.withdraw()
    toast(request, _("“%(name)s” is withdrawn.") % {"name": found}, reverse("actors:restore", args=[pk]))
    return redirect("actors:list")


@may("actors.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(LocalActor.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("“%(name)s” is back.") % {"name": found})
    return redirect(found)


@may("actors.own")
def edit_own(request: UserRequest, pk: int) -> HttpResponse:
    """An actor tells of itself; anybody else's is not found."""
    found = get_object_or_404(representing.represented_by(request.user), pk=pk)
    form = OwnActorForm(request.POST or None, instance=found)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("What you tell of yourselves is saved. New calls are matched to it."))
        return redirect("desk:own")
    return render(request, "actors/edit_own.html", {"form": form, "actor": found}, status=422 if form.errors else 200)


@may("accounts.change")
def give_log_in(request: UserRequest, pk: int) -> HttpResponse:
    """Let somebody log in for the actor: a mail with a link goes to who is new."""
    found = get_object_or_404(LocalActor.objects.current(), pk=pk)
    form = LogInForm(request.POST or None)
    if form.is_valid():
        representative, created = representing.give_log_in(found, **form.cleaned_data)
        if created:
            mail_first_log_in(request, representative.user)
        undo = reverse("actors:end_log_in", args=[representative.pk])
        toast(
            request, _("%(person)s can log in for %(actor)s.") % {"person": representative.user, "actor": found}, undo
        )
        return redirect(found)
    return render(request, "actors/log_in.html", {"form": form, "actor": found}, status=422 if form.errors else 200)


@may("accounts.change")
@require_POST
def end_log_in(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Representative.objects.current().select_related("user", "actor"), pk=pk)
    representing.end_log_in(found)
    undo = reverse("actors:restore_log_in", args=[pk])
    toast(
        request, _("%(person)s no longer logs in for %(actor)s.") % {"person": found.user, "actor": found.actor}, undo
    )
    return redirect(found.actor)


@may("accounts.change")
@require_POST
def restore_log_in(request: UserRequest, pk: int) -> HttpResponse:
    withdrawn = Representative.objects.exclude(withdrawn_at=None).filter(actor__withdrawn_at=None)
    found = get_object_or_404(withdrawn.select_related("user", "actor"), pk=pk)
    representing.restore_log_in(found)
    toast(request, _("%(person)s can log in for %(actor)s.") % {"person": found.user, "actor": found.actor})
    return redirect(found.actor)
