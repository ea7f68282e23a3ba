"""The import of a governing document."""

from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.accounts.roles import UserRequest, may
from utblick.goals.documents import UnreadableDocument
from utblick.goals.forms import ImportForm
from utblick.goals.forms.document import FAULTS
from utblick.goals.importing import TooLong, import_file, import_text
from utblick.goals.models import PolicyDocument
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast

TOO_LONG = gettext_lazy(
    "The text is far longer than a governing document. Paste only the part that is the document itself, without appendices."
)


@may("goals.change")
def import_document(request: UserRequest) -> HttpResponse:
    """Take a file or a pasted text and go on to its review."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound:
        _tell_what_was_refused(form, request)
    if form.is_bound and form.is_valid() and (draft := _read(form)):
        toast(request, _("The document is read. Go through it: nothing is in force until you say so."))
        return redirect("goals:review", draft.pk)
    context = {"form": form, "drafts": PolicyDocument.objects.drafts()}
    return render(request, "goals/import.html", context, status=422 if form.errors else 200)


def _tell_what_was_refused(form: ImportForm, request: UserRequest) -> None:
    """An upload beyond the bound arrives as no file at all."""
    if "utblick.too_large" in request.META:
        form.full_clean()
        tell_too_large(form, request, "file")


def _read(form: ImportForm) -> PolicyDocument | None:
    upload = cast("UploadedFile[bytes] | None", form.cleaned_data["file"])
    try:
        if upload:
            return import_file(data=upload.read(), name=upload.name or "")
        return import_text(text=form.cleaned_data["text"])
    except UnreadableDocument as error:
        form.add_error("file", FAULTS[error.code])
    except TooLong:
        form.add_error("file" if upload else "text", TOO_LONG)
    return None
