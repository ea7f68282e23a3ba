"""What the pages of every list that is handed in have in common: its file, and how far the work on it has come."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRefresh

from utblick.journal.list_forms import FileForm, fault_in_words
from utblick.journal.lists import List
from utblick.tables import UnreadableTable
from utblick.ui.fields import tell_too_large


def file_form(request: HttpRequest) -> FileForm:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and "utblick.too_large" in request.META:
        form.full_clean()
        tell_too_large(form, request, "file")
    return form


def read[L: List](form: FileForm, begun: Callable[..., L]) -> L | None:
    """The list that is `begun(body=..., name=...)`; None, with the form's error set, where it is no table."""
    if not form.is_bound or not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    try:
        return begun(body=upload.read(), name=upload.name or "")
    except UnreadableTable as error:
        form.add_error("file", fault_in_words(error.fault, error.count))
        return None


def progress(request: HttpRequest, found: List) -> HttpResponse:
    """How far the work has come; asked for by the page itself, which is drawn anew once it has come to its end."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(found.get_absolute_url())  # type: ignore[attr-defined]
    if not found.is_worked_on:
        return HttpResponseClientRefresh()
    return render(request, "journal/list_progress.html", {"found": found, "progress_url": request.path})
