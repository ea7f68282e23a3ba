"""The costs of a project from the accounts: the list, its columns, what would become of each row, carried out, undone."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.views.reaching import check
from utblick.journal import list_views, lists
from utblick.projects import posting, tasks
from utblick.projects.books import categories_of
from utblick.projects.forms.ledger import FateFilter, LedgerForm
from utblick.projects.models import Booking, Ledger, Project
from utblick.projects.views.reaching import own
from utblick.projects.words import CATEGORIES
from utblick.ui.listing import Listing

State = Ledger.State
PER_PAGE = 100


@may("initiatives.change")
def read_ledger(request: UserRequest, pk: int) -> HttpResponse:
    project = own(request, pk)
    form = list_views.file_form(request)
    if found := list_views.read(form, partial(posting.begun, project, by=request.user)):
        _begin(found, State.JUDGING)
        return redirect(found)
    earlier = Ledger.objects.filter(project=project).select_related("by")[:10]
    context = {"form": form, "project": project, "earlier": earlier}
    return render(request, "projects/read_ledger.html", context, status=422 if form.errors else 200)


def _begin(found: Ledger, state: Ledger.State) -> None:
    if lists.begin(found, state):
        tasks.work_on_ledger.enqueue(found.pk, found.begun)


@may("initiatives.change")
def ledger(request: UserRequest, pk: int) -> HttpResponse:
    """Which column holds what, and the dry run below; once carried out, what it booked."""
    found = _own(request, pk)
    if found.state not in (State.JUDGING, State.DRAFT):
        return _posted(request, found)
    form = LedgerForm(request.POST or None, found=found, categories=categories_of(found.project))
    if form.is_valid():
        form.choose()
        _begin(found, State.JUDGING)
        return redirect(f"{found.get_absolute_url()}#fates")
    return _dry_run(request, found, form)


def _dry_run(request: UserRequest, found: Ledger, form: LedgerForm) -> HttpResponse:
    listing = Listing(request, found.rows.all(), filters=FateFilter, per_page=PER_PAGE)
    fates = posting.fates_of(found)
    overdrawn = posting.overdrawn(found, fates.amounts)
    context = {
        "form": form,
        "found": found,
        "project": found.project,
        "counts": fates.counts,
        "amount": fates.amount,
        "overdrawn": [(CATEGORIES[category], amount) for category, amount in overdrawn.items()],
    }
    answer = listing.answer("projects/ledger.html", context)
    answer.status_code = 422 if form.errors else 200
    return answer


def _posted(request: UserRequest, found: Ledger) -> HttpResponse:
    booked = Booking.objects.filter(pk__in=found.rows.exclude(made=None).values("made")).order_by("booked_on", "pk")
    listing = Listing(request, booked, per_page=PER_PAGE)
    kept = booked.filter(withdrawn_at=None).count() if found.state == State.UNDONE else 0
    return listing.answer("projects/posted.html", {"found": found, "project": found.project, "kept": kept})


def _own(request: UserRequest, pk: int) -> Ledger:
    rows = Ledger.objects.filter(project__in=Project.objects.standing())
    found = get_object_or_404(rows.select_related("project__step", "project__initiative", "by"), pk=pk)
    check(request, found.project.initiative)
    return found


@may("initiatives.change")
def ledger_progress(request: UserRequest, pk: int) -> HttpResponse:
    return list_views.progress(request, _own(request, pk))


@may("initiatives.change")
@require_POST
def post_ledger(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(request, pk, State.CARRYING)


@may("initiatives.change")
@require_POST
def undo_ledger(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(request, pk, State.UNDOING)


@may("initiatives.change")
@require_POST
def redo_ledger(request: UserRequest, pk: int) -> HttpResponse:
    return _begun(request, pk, State.REDOING)


def _begun(request: UserRequest, pk: int, state: Ledger.State) -> HttpResponse:
    """To the page that tells how far it has come, and has the way back once it is done: a toast cannot wait for that."""
    found = _own(request, pk)
    _begin(found, state)
    return redirect(found)
