"""The costs of a project from the accounts: the file, its columns, what would become of each row, carried out, undone."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.views.reaching import check
from utblick.partners.forms.importing import FileForm, fault_in_words
from utblick.projects import posting
from utblick.projects.books import categories_of
from utblick.projects.forms.ledger import LedgerForm
from utblick.projects.models import Booking, Ledger, Project
from utblick.projects.views.reaching import own
from utblick.projects.words import CATEGORIES
from utblick.tables import Fault, UnreadableTable
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast

SHOWN = 500


@may("initiatives.change")
def read_ledger(request: UserRequest, pk: int) -> HttpResponse:
    project = own(request, pk)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and "utblick.too_large" in request.META:
        form.full_clean()
        tell_too_large(form, request, "file")
    if form.is_bound and form.is_valid() and (found := _read(request, project, form)):
        return redirect(found)
    earlier = Ledger.objects.filter(project=project).defer("rows").select_related("by")[:10]
    context = {"form": form, "project": project, "earlier": earlier}
    return render(request, "projects/read_ledger.html", context, status=422 if form.errors else 200)


def _read(request: UserRequest, project: Project, form: FileForm) -> Ledger | None:
    upload = form.cleaned_data["file"]
    try:
        return posting.begun(project, body=upload.read(), name=upload.name or "", by=request.user)
    except UnreadableTable as error:
        form.add_error("file", _in_words(error))
        return None


def _in_words(error: UnreadableTable) -> str:
    if error.fault != Fault.TOO_MANY_ROWS:
        return fault_in_words(error.fault, error.count)
    told = _("The file has %(count)s rows. At most %(most)s are taken at a time: part it into several files.")
    return told % {"count": error.count, "most": posting.MOST_ROWS}


@may("initiatives.change")
def ledger(request: UserRequest, pk: int) -> HttpResponse:
    """Which column holds what, and the dry run below; once carried out, what it booked."""
    found = _own(request, pk)
    if found.state != Ledger.State.DRAFT:
        booked = Booking.objects.filter(pk__in=found.made).order_by("booked_on", "pk")
        return render(request, "projects/posted.html", {"found": found, "project": found.project, "booked": booked})
    form = LedgerForm(request.POST or None, found=found, categories=categories_of(found.project))
    if form.is_valid():
        form.save()
        return redirect(f"{found.get_absolute_url()}#fates")
    fates = posting.fates_of(found)
    context = {
        "form": form,
        "found": found,
        "project": found.project,
        "fates": [(one, CATEGORIES.get(one.values.get("category", ""), "")) for one in fates[:SHOWN]],
        "left_out": max(len(fates) - SHOWN, 0),
        "counts": Counter(str(one.kind) for one in fates),
        "amount": sum(one.values["amount"] for one in fates if one.kind == posting.Kind.NEW),
    }
    return render(request, "projects/ledger.html", context, status=422 if form.errors else 200)


def _own(request: UserRequest, pk: int) -> Ledger:
    rows = Ledger.objects.filter(project__in=Project.objects.standing())
    found = get_object_or_404(rows.select_related("project__step", "project__initiative", "by"), pk=pk)
    check(request, found.project.initiative)
    return found


@may("initiatives.change")
@require_POST
def post_ledger(request: UserRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if made := posting.carry_out(found):
        told = ngettext("%(count)s cost is booked.", "%(count)s costs are booked.", made) % {"count": made}
        toast(request, told, reverse("projects:undo_ledger", args=[pk]))
    return redirect(found)


@may("initiatives.change")
@require_POST
def undo_ledger(request: UserRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if found.state == Ledger.State.DONE:
        withdrawn, kept = posting.undo(found)
        told = ngettext("%(count)s cost is withdrawn.", "%(count)s costs are withdrawn.", withdrawn)
        told %= {"count": withdrawn}
        if kept:
            told = f"{told} {_('Those that were changed since stay: %(count)s.') % {'count': kept}}"
        toast(request, told, reverse("projects:redo_ledger", args=[pk]))
    return redirect(found)


@may("initiatives.change")
@require_POST
def redo_ledger(request: UserRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if found.state == Ledger.State.UNDONE:
        back = posting.redo(found)
        toast(request, ngettext("%(count)s cost is back.", "%(count)s costs are back.", back) % {"count": back})
    return redirect(found)
