"""The official letter to the board: read, changed, and taken home as Word."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from utblick.accounts.models import Unit
from utblick.accounts.roles import UserRequest, may, memberships
from utblick.followup.documents import letter as document
from utblick.followup.forms import LetterForm
from utblick.followup.models import Letter, Report
from utblick.followup.views.reaching import found
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE


@may("followup.change")
def letter(request: UserRequest, pk: int) -> HttpResponse:
    report = found(pk)
    one = _letter(request, report)
    form = LetterForm(request.POST or None, instance=one)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The letter is saved."))
        return redirect("followup:letter", pk)
    context = {"form": form, "report": report, "is_saved": bool(one.pk)}
    return render(request, "followup/letter.html", context, status=422 if form.errors else 200)


@may("followup.change")
def letter_file(request: UserRequest, pk: int) -> HttpResponse:
    report = found(pk)
    answer = HttpResponse(document.made_of(_letter(request, report)), content_type=MEDIA_TYPE)
    name = f"{slugify(_('Official letter'))}-{slugify(report.title) or 'report'}.docx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _letter(request: UserRequest, report: Report) -> Letter:
    """What was saved, or else the drafts that the report was composed with, from whoever asks to the board."""
    stored = Letter.objects.current().filter(report=report).select_related("report").first()
    if stored:
        return stored
    with translation.override(report.language):
        # The board of all the others, if the municipality has registered it.
        board = Unit.objects.current().filter(kind=Unit.Kind.BOARD, parent=None).first()
        addressee = str(board or _("The municipal board"))
    sender = next((str(one.unit) for one in memberships(request.user) if one.unit), "")
    drafts = report.content([])["letter"]
    return Letter(
        report=report,
        sender=sender,
        officer=request.user.name,
        addressee=addressee,
        case_number=report.case_number,
        **drafts,
    )
