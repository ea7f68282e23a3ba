"""Business contacts: the list, one of them, an actor's time line, and the local actors in an initiative."""

from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor
from utblick.initiatives import leads as keeping
from utblick.initiatives.forms.leads import ActorPartForm, LeadFilter, LeadForm
from utblick.initiatives.models import ActorPart, Initiative, Lead
from utblick.initiatives.sheet import leads_sheet
from utblick.initiatives.views.reaching import own, own_part
from utblick.journal import clock
from utblick.journal.models import Superseded
from utblick.ui.asking import key_asked
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"actor": "actor__name", "met_on": "met_on", "value": "value", "jobs": "jobs"}
BESIDE = ("actor", "organisation", "initiative", "task__owner")


@may("actors.view")
def leads(request: UserRequest) -> HttpResponse:
    rows = Lead.objects.current().select_related(*BESIDE)
    listing = Listing(request, rows, columns=COLUMNS, default_sort="-met_on", filters=LeadFilter, sheet=leads_sheet)
    totals = Lead.objects.current().aggregate(value=Sum("value"), jobs=Sum("jobs"))
    context = {"totals": totals, "may_change": request.user.has_perm("actors.change")}
    return listing.answer("initiatives/leads.html", context)


@may("actors.view")
def lead(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.current().select_related(*BESIDE), pk=pk)
    context = {
        "lead": found,
        "may_change": request.user.has_perm("actors.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "initiatives/lead.html", context)


@may("actors.change")
def add_lead(request: UserRequest) -> HttpResponse:
    """Of the actor or the initiative whose page led here."""
    asked = {name: key for name in ("actor", "initiative") if (key := key_asked(request, name))}
    return _ask(request, LeadForm(request.POST or None, initial={"met_on": timezone.localdate(clock.now()), **asked}))


@may("actors.change")
def edit_lead(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.current().select_related("task"), pk=pk)
    return _ask(request, LeadForm(request.POST or None, instance=found))


def _ask(request: UserRequest, form: LeadForm) -> HttpResponse:
    if form.is_valid():
        try:
            saved = keeping.keep(form.instance, form.step, by=request.user)
        except Superseded as error:
            form.add_error(None, error)
        else:
            toast(request, _("The contact is noted."))
            return redirect(saved)
    context = {"form": form, "lead": form.instance if form.instance.pk else None}
    return render(request, "initiatives/edit_lead.html", context, status=422 if form.errors else 200)


@may("actors.change")
@require_POST
def withdraw_lead(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.current().select_related("actor"), pk=pk)
    found.withdraw()
    toast(request, _("“%(name)s” is withdrawn.") % {"name": found}, reverse("initiatives:restore_lead", args=[pk]))
    return redirect(found.actor)


@may("actors.change")
@require_POST
def restore_lead(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Lead.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("“%(name)s” is back.") % {"name": found})
    return redirect(found)


@may("actors.view")
def actor_story(request: UserRequest, pk: int) -> HttpResponse:
    """An actor's time line: a page of its own, which the actor's page loads into itself."""
    actor = get_object_or_404(LocalActor.objects.current(), pk=pk)
    context = {
        "actor": actor,
        "story": keeping.story(actor),
        "totals": Lead.objects.current().filter(actor=actor).aggregate(value=Sum("value"), jobs=Sum("jobs")),
        "may_change": request.user.has_perm("actors.change"),
    }
    page = "initiatives/actor_story.html#story" if request.htmx else "initiatives/actor_story.html"
    return render(request, page, context)


@may("initiatives.change")
def add_actor(request: UserRequest, pk: int) -> HttpResponse:
    initiative = own(request, pk)
    form = ActorPartForm(request.POST or None, instance=ActorPart(initiative=initiative))
    if form.is_valid() and (saved := form.save_or_tell()):
        undo = reverse("initiatives:remove_actor", args=[saved.pk])
        toast(request, _("%(partner)s takes part.") % {"partner": saved}, undo)
        return redirect(initiative)
    context = {"form": form, "initiative": initiative}
    return render(request, "initiatives/add_actor.html", context, status=422 if form.errors else 200)


@may("initiatives.change")
@require_POST
def remove_actor(request: UserRequest, pk: int) -> HttpResponse:
    part = own_part(request, ActorPart, pk)
    undo = reverse("initiatives:restore_actor", args=[part.initiative_id, part.actor_id])
    part.remove()
    toast(request, _("%(partner)s no longer takes part.") % {"partner": part}, undo)
    return redirect(part.initiative)


@may("initiatives.change")
@require_POST
def restore_actor(request: UserRequest, pk: int, actor: int) -> HttpResponse:
    initiative = own(request, pk)
    who = LocalActor.objects.current().filter(pk=actor).first()
    if who is None:
        raise Http404
    ActorPart.objects.get_or_create(initiative=initiative, actor=who)
    toast(request, _("%(partner)s takes part.") % {"partner": who})
    return redirect(initiative)


@may("initiatives.view")
def actors_of(request: UserRequest, pk: int) -> HttpResponse:
    """The local actors in an initiative, and the contacts they made: a page of its own, which the initiative's page loads."""
    found = get_object_or_404(Initiative.objects.current(), pk=pk)
    context = {
        "initiative": found,
        "parts": ActorPart.objects.standing()
        .filter(initiative=found, actor__withdrawn_at=None)
        .select_related("actor"),
        "leads": Lead.objects.current().filter(initiative=found).select_related("actor", "organisation"),
        "may_change": request.user.has_perm("initiatives.change", found),
        "may_note": request.user.has_perm("actors.change"),
    }
    page = "initiatives/actors_of.html#actors" if request.htmx else "initiatives/actors_of.html"
    return render(request, page, context)
