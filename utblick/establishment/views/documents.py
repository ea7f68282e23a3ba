"""The documents of an enquiry: added, handed out, withdrawn and brought back."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.establishment.forms.enquiries import EnquiryDocumentForm
from utblick.establishment.models import EnquiryDocument
from utblick.establishment.views.enquiries import found
from utblick.journal import attachments
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast


@may("establishment.change")
def add_document(request: UserRequest, pk: int) -> HttpResponse:
    one = found(pk)
    form = EnquiryDocumentForm(request.POST or None, request.FILES or None)
    tell_too_large(form, request, "file")
    if form.is_valid():
        EnquiryDocument(enquiry=one, file=attachments.keep(form.cleaned_data["file"])).save()
        toast(request, _("The document is kept."))
        return redirect(one)
    context = {"form": form, "enquiry": one, "heading": _("Add a document"), "button": _("Keep the document")}
    return render(request, "establishment/enquiry_form.html", context, status=422 if form.errors else 200)


@may("establishment.view")
@require_safe
def document(request: UserRequest, pk: int) -> FileResponse:
    return attachments.download(_standing(pk).file)


def _standing(pk: int) -> EnquiryDocument:
    rows = EnquiryDocument.objects.current().filter(enquiry__withdrawn_at=None)
    return get_object_or_404(rows.select_related("file", "enquiry"), pk=pk)


@may("establishment.change")
@require_POST
def withdraw_document(request: UserRequest, pk: int) -> HttpResponse:
    one = _standing(pk)
    one.withdraw()
    undo = reverse("establishment:restore_document", args=[pk])
    toast(request, _("“%(name)s” is withdrawn.") % {"name": one}, undo)
    return redirect(one.enquiry)


@may("establishment.change")
@require_POST
def restore_document(request: UserRequest, pk: int) -> HttpResponse:
    rows = EnquiryDocument.objects.exclude(withdrawn_at=None).filter(enquiry__withdrawn_at=None)
    one = get_object_or_404(rows.select_related("file", "enquiry"), pk=pk)
    one.restore()
    toast(request, _("“%(name)s” is back.") % {"name": one})
    return redirect(one.enquiry)
