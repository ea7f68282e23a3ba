"""Writing a comment, taking it back, and its file."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal.attachments import download
from utblick.teamwork import finding, talking
from utblick.teamwork.forms import CommentForm
from utblick.teamwork.models import Comment
from utblick.teamwork.people import taking_part
from utblick.teamwork.views.about import show
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast


@may("teamwork.take_part")
def comment(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    obj = finding.found(kind, pk, request.user)
    if request.method != "POST":
        return redirect("teamwork:about", kind, pk)
    form = CommentForm(request.POST, request.FILES, people=taking_part(obj))
    if "utblick.too_large" in request.META:
        tell_too_large(form, request, "file")
    if form.is_valid():
        _write(request, obj, form)
        return redirect("teamwork:about", kind, pk)
    return show(request, obj, comment=form)


def _write(request: UserRequest, obj: models.Model, form: CommentForm) -> None:
    answers = form.cleaned_data
    mention = [answers["mention"]] if answers["mention"] else []
    written = talking.write(obj, by=request.user, text=answers["text"], mention=mention, file=answers["file"])
    toast(request, _("Your comment is there."), reverse("teamwork:take_back", args=[written.pk]))


@may("teamwork.take_part")
@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    found = _own(request, pk, withdrawn=False)
    found.withdraw()
    toast(request, _("The comment is taken back."), reverse("teamwork:restore_comment", args=[pk]))
    return redirect("teamwork:about", *found.key)


@may("teamwork.take_part")
@require_POST
def restore_comment(request: UserRequest, pk: int) -> HttpResponse:
    found = _own(request, pk, withdrawn=True)
    found.restore()
    toast(request, _("The comment is back."))
    return redirect("teamwork:about", *found.key)


def _own(request: UserRequest, pk: int, *, withdrawn: bool) -> Comment:
    found: Comment = get_object_or_404(Comment.objects.all(), pk=pk, withdrawn_at__isnull=not withdrawn)
    finding.found(*found.key, request.user)
    if not talking.may_take_back(found, request.user):
        raise PermissionDenied("teamwork.take_back")
    return found


@may("teamwork.view")
def file(request: UserRequest, pk: int) -> FileResponse:
    """The file of a comment, to who may see what it is about."""
    found: Comment = get_object_or_404(Comment.objects.current().select_related("file"), pk=pk)
    finding.found(*found.key, request.user)
    if found.file is None:
        raise Http404
    return download(found.file)
