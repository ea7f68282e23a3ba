"""The operator's page of open project data: what has been read, what is being read, and a file more."""

from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.finder import importing
from utblick.finder.forms import DataForm
from utblick.finder.models import FundedProject, Participant, ProjectFile
from utblick.finder.tasks import read_file
from utblick.finder.words import REASONS, TROUBLES
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast

SHOWN = 30


@may("operate.change")
def data(request: UserRequest) -> HttpResponse:
    form = DataForm(request.POST, request.FILES) if request.method == "POST" else DataForm()
    if form.is_bound and "utblick.too_large" in request.META:
        form.full_clean()
        tell_too_large(form, request, "file")
    if form.is_bound and form.is_valid():
        return _take(request, form)
    files = [(file, _refused(file), TROUBLES.get(file.trouble, "")) for file in ProjectFile.objects.all()[:SHOWN]]
    # The highest numbers: to count a million rows takes longer than anybody reads them.
    counts = [model._default_manager.aggregate(most=Max("pk"))["most"] or 0 for model in (FundedProject, Participant)]
    is_reading = any(file.state in (ProjectFile.State.WAITING, ProjectFile.State.READING) for file, *_told in files)
    context = {
        "form": form,
        "files": files,
        "is_reading": is_reading,
        "projects": counts[0],
        "organisations": counts[1],
    }
    return render(request, "finder/data.html", context, status=422 if form.errors else 200)


def _take(request: UserRequest, form: DataForm) -> HttpResponse:
    upload = form.cleaned_data["file"]
    _queue(request, importing.taken(upload, by=request.user))
    return redirect("finder:data")


@require_POST
@may("operate.change")
def read_on(request: UserRequest, pk: int) -> HttpResponse:
    """Try again with a file that could not be read, or whose reading was cut off."""
    _queue(request, get_object_or_404(ProjectFile, pk=pk))
    return redirect("finder:data")


def _queue(request: UserRequest, file: ProjectFile) -> None:
    if file.state == ProjectFile.State.DONE:
        toast(request, _("%(name)s has been read before: there is nothing to add.") % {"name": file.name})
        return
    transaction.on_commit(lambda: read_file.enqueue(file.pk))
    toast(request, _("%(name)s is read in the background. Come back here to see how it goes.") % {"name": file.name})


def _refused(file: ProjectFile) -> list[tuple[str, int]]:
    return [(str(REASONS.get(reason, reason)), count) for reason, count in file.refused.items()]
