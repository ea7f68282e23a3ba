"""The municipality's own Word template: where one begins, what is tried, what is in use."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.followup.documents.own.trying import faults_of
from utblick.followup.documents.own.unreadable import Fault
from utblick.followup.documents.word import TEMPLATE
from utblick.followup.forms import TemplateForm
from utblick.followup.models import Report, WordTemplate
from utblick.followup.paper import paper_of
from utblick.journal import attachments
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE


@may("followup.change")
def template(request: UserRequest) -> HttpResponse:
    """Try what is uploaded with the newest report; take it into use where nothing is lost by it."""
    form, faults = TemplateForm(request.POST or None, request.FILES or None), list[Fault]()
    tell_too_large(form, request, "file")
    report = Report.objects.current().first()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        upload.seek(0)
        faults = faults_of(upload.read(), paper_of(report, linked=False) if report else None)
        if not faults:
            WordTemplate(file=attachments.keep(upload), name=upload.name[-200:], added_by=request.user).save()
            toast(request, _("The template is tried and found fit. Reports are written by it from now on."))
            return redirect("followup:template")
    context = {
        "form": form,
        "faults": faults,
        "report": report,
        "in_use": WordTemplate.objects.in_use(),
    }
    return render(request, "followup/template.html", context, status=422 if faults or form.errors else 200)


@may("followup.change")
def our_template(request: UserRequest) -> FileResponse:
    """The one that the platform uses by itself, to begin from."""
    return FileResponse(
        TEMPLATE.open("rb"),
        as_attachment=True,
        filename=f"{slugify(_('Report template'))}.docx",
        content_type=MEDIA_TYPE,
    )


@may("followup.change")
def template_file(request: UserRequest, pk: int) -> FileResponse:
    return attachments.download(get_object_or_404(WordTemplate, pk=pk).file)


@may("followup.change")
@require_POST
def withdraw_template(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(WordTemplate.objects.current(), pk=pk)
    one.withdraw()
    undo = reverse("followup:restore_template", args=[pk])
    toast(request, _("“%(name)s” is no longer used.") % {"name": one}, undo)
    return redirect("followup:template")


@may("followup.change")
@require_POST
def restore_template(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(WordTemplate, pk=pk)
    one.restore()
    toast(request, _("“%(name)s” is used again.") % {"name": one})
    return redirect("followup:template")
