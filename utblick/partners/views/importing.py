"""The import of organisations: the file, its columns, what would become of each row, carried out, undone."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners import importing
from utblick.partners.forms.importing import ColumnsForm, FileForm, fault_in_words
from utblick.partners.models import Import, Organisation
from utblick.tables import UnreadableTable
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast


@may("partners.change")
def import_file(request: UserRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and "utblick.too_large" in request.META:
        form.full_clean()
        tell_too_large(form, request, "file")
    if form.is_bound and form.is_valid() and (found := _read(request, form)):
        return redirect(found)
    earlier = Import.objects.defer("rows").select_related("by")[:10]
    status = 422 if form.errors else 200
    return render(request, "partners/import.html", {"form": form, "earlier": earlier}, status=status)


def _read(request: UserRequest, form: FileForm) -> Import | None:
    upload = form.cleaned_data["file"]
    try:
        return importing.begun(body=upload.read(), name=upload.name or "", by=request.user)
    except UnreadableTable as error:
        form.add_error("file", fault_in_words(error.fault, error.count))
        return None


@may("partners.change")
def import_columns(request: UserRequest, pk: int) -> HttpResponse:
    """Which column holds what, and the dry run below; once carried out, what it brought."""
    found = get_object_or_404(Import.objects.select_related("by"), pk=pk)
    if found.state != Import.State.DRAFT:
        return _carried_out(request, found)
    form = ColumnsForm(request.POST or None, found=found)
    if form.is_valid():
        found.columns, found.kind = form.columns, form.cleaned_data["standard_kind"]
        found.country = form.cleaned_data["standard_country"]
        found.save()
        return redirect(f"{found.get_absolute_url()}#fates")
    fates = importing.fates_of(found)
    context = {"form": form, "found": found, "fates": fates, "counts": Counter(str(one.kind) for one in fates)}
    return render(request, "partners/import_columns.html", context, status=422 if form.errors else 200)


def _carried_out(request: UserRequest, found: Import) -> HttpResponse:
    brought = Organisation.objects.filter(pk__in=found.made).order_by("name")
    return render(request, "partners/imported.html", {"found": found, "brought": brought})


@may("partners.change")
@require_POST
def carry_out_import(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import, pk=pk)
    others = [int(row) for row in request.POST.getlist("other") if row.isdecimal() and len(row) < 9]
    made = len(importing.carry_out(found, others))
    if made:
        told = ngettext("%(count)s organisation is imported.", "%(count)s organisations are imported.", made)
        toast(request, told % {"count": made}, reverse("partners:undo_import", args=[pk]))
    return redirect(found)


@may("partners.change")
@require_POST
def undo_import(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.filter(state=Import.State.DONE), pk=pk)
    withdrawn, kept = importing.undo(found)
    told = ngettext("%(count)s organisation is withdrawn.", "%(count)s organisations are withdrawn.", withdrawn)
    told %= {"count": withdrawn}
    if kept:
        stays = ngettext(
            "%(count)s stays, since it is in use: %(names)s.",
            "%(count)s stay, since they are in use: %(names)s.",
            len(kept),
        )
        told = f"{told} {stays % {'count': len(kept), 'names': ', '.join(one.name for one in kept[:5])}}"
    toast(request, told, reverse("partners:redo_import", args=[pk]))
    return redirect(found)


@may("partners.change")
@require_POST
def redo_import(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Import.objects.filter(state=Import.State.UNDONE), pk=pk)
    back = importing.redo(found)
    toast(
        request,
        ngettext("%(count)s organisation is back.", "%(count)s organisations are back.", back) % {"count": back},
    )
    return redirect(found)
