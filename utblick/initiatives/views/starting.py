"""Starting an initiative, from an item or from nothing, and changing it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives import starting
from utblick.initiatives.contributing import serve
from utblick.initiatives.forms import InitiativeForm
from utblick.initiatives.forms.standing import StandingForm
from utblick.initiatives.learnt import nearest, standing
from utblick.initiatives.models import Initiative, Lesson
from utblick.initiatives.paving import pave
from utblick.initiatives.views.reaching import own
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast
from utblick.watch import decisions
from utblick.watch.models import Item


@may("initiatives.change")
def start(request: UserRequest) -> HttpResponse:
    """A new initiative; with `?item=` it begins with what the item tells, and asks about the decision that stands on it."""
    item = _item(request)
    ticked = starting.matched_goals(item) if item else None
    form = _form(request, Initiative(item=item), initial=_begun_with(request, item), ticked=ticked)
    standing = decisions.standing_on(item) if item else None
    about = StandingForm(request.POST or None, standing=standing) if standing else None
    if form.is_valid() and _is_own(request, form) and (about is None or about.is_valid()):
        try:
            return _started(request, _start(request, item, form, about))
        except decisions.Overtaken as found:
            about = StandingForm(None, standing=found.standing)
    context = {"form": form, "item": item, "about": about, "learnt": _learnt(form)}
    return render(request, "initiatives/start.html", context, status=422 if form.is_bound else 200)


def _started(request: UserRequest, initiative: Initiative) -> HttpResponse:
    undo = reverse("initiatives:undo_start", args=[initiative.pk])
    toast(request, _("“%(title)s” is started.") % {"title": initiative}, undo)
    _warn_of_a_passed_deadline(request, initiative)
    return redirect(initiative)


def _learnt(form: InitiativeForm) -> list[Lesson]:
    """What others have learnt of what the form tells so far; nothing is told by an empty one."""
    words = f"{form['title'].value() or ''} {form['summary'].value() or ''}"
    return nearest(words, standing())


def _item(request: UserRequest) -> Item | None:
    """The item asked for, with the initiative that was `started` from it already, if any."""
    if not request.GET.get("item"):
        return None
    there_is = Initiative.objects.current().filter(item=OuterRef("pk"))
    started = {"started": Subquery(there_is.values("pk")[:1]), "started_as": Subquery(there_is.values("title")[:1])}
    item: Item = get_object_or_404(Item.objects.annotate(**started), pk=key_asked(request, "item"))
    return item


def _begun_with(request: UserRequest, item: Item | None) -> dict[str, Any]:
    begun = {"owner": request.user, "unit": starting.own_unit(request.user)}
    if item is None:
        return begun
    return {**begun, **starting.carried_from(item)}


def _is_own(request: UserRequest, form: InitiativeForm) -> bool:
    """An officer starts for the own unit or as the responsible person; anything else could not be changed afterwards."""
    if request.user.has_perm("initiatives.change", form.instance):
        return True
    form.add_error("unit", _("Choose your own unit, or yourself as the responsible person."))
    return False


def _start(request: UserRequest, item: Item | None, form: InitiativeForm, about: StandingForm | None) -> Initiative:
    facts = {**form.facts, "goals": form.cleaned_data["goals"]}
    if item is None:
        return starting.start(by=request.user, **facts)
    seen, keeps = (about.standing.pk, about.keeps) if about else (None, False)
    return starting.start_from_item(item, by=request.user, seen=seen, keeps_decision=keeps, **facts)


@may("initiatives.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    initiative = own(request, pk)
    form = _form(request, initiative)
    if form.is_valid() and (saved := _save(form)):
        toast(request, _("“%(title)s” is saved.") % {"title": saved})
        _warn_of_a_passed_deadline(request, saved)
        return redirect(saved)
    context = {"form": form, "initiative": initiative}
    return render(request, "initiatives/edit.html", context, status=422 if form.errors else 200)


def _warn_of_a_passed_deadline(request: UserRequest, initiative: Initiative) -> None:
    """It may be meant, so it is kept; most often it is the wrong year."""
    if initiative.awaits_deadline and initiative.deadline and initiative.deadline < timezone.now():
        day = date_format(timezone.localtime(initiative.deadline), "DATE_FORMAT")
        told = _("The application deadline, %(day)s, has already passed. Check the year, or change the status.")
        toast(request, told % {"day": day}, level=messages.WARNING)


def _save(form: InitiativeForm) -> Initiative | None:
    with transaction.atomic():
        saved = form.save_or_tell()
        if saved:
            serve(saved, form.cleaned_data["goals"])
            pave(saved)
    return saved


def _form(request: UserRequest, initiative: Initiative, **options: Any) -> InitiativeForm:
    may_publish = request.user.has_perm("site.publish")
    return InitiativeForm(request.POST or None, instance=initiative, may_publish=may_publish, **options)


@may("initiatives.change")
@require_POST
def undo_start(request: UserRequest, pk: int) -> HttpResponse:
    """Take the start back: the initiative is withdrawn, and of the item it came from stands what stood before."""
    initiative = own(request, pk)
    starting.undo_start(initiative, by=request.user)
    toast(request, _("“%(title)s” is not started after all.") % {"title": initiative})
    return redirect("watch:item", initiative.item_id) if initiative.item_id else redirect("initiatives:list")
