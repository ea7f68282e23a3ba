"""Marking an object as confidential, and lifting the mark."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.followup import composing
from utblick.followup.models import Report
from utblick.journal import secrecy as marks
from utblick.journal.forms import RecordedForm
from utblick.journal.grounds import GROUNDS
from utblick.journal.telling import kind_in_words
from utblick.ui.toasts import toast

OTHER = "other"


class SecrecyForm(RecordedForm[Any]):
    """The ground, from the list or in own words, and a note for those who may see it."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), widget=forms.RadioSelect)
    own = forms.CharField(
        label=gettext_lazy("Another section"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("As it should stand in the mark, for example “OSL 25 kap. 1 §”."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What in it is sensitive, and for how long. Read only by those who may see the object."),
    )

    class Meta:
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(ground, f"{ground} – {meaning}") for ground, meaning in GROUNDS.items()]
        self.fields["ground"].choices = [*listed, (OTHER, _("Another section, written below"))]  # type: ignore[attr-defined]
        if ground := self.instance.secrecy_ground:
            self.initial.update({"ground": ground} if ground in GROUNDS else {"ground": OTHER, "own": ground})

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("ground") == OTHER and not answers.get("own"):
            self.add_error("own", _("Write the section that the mark rests on."))
        return answers

    @property
    def decided(self) -> dict[str, str]:
        answers = self.cleaned_data
        return {"ground": answers["own"] if answers["ground"] == OTHER else answers["ground"], "note": answers["note"]}


@may("secrets.view")
def secrecy(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Who marked it and why; the form to mark it or to change the ground."""
    found = _found(kind, pk)
    may_change = request.user.has_perm("secrets.change")
    marking = marks.marking(found)
    form = _form(request, found, note=marking.note if marking else "")
    if request.method == "POST" and not may_change:
        raise PermissionDenied("secrets.change")
    if form.is_valid():
        _change(found, **form.decided)
        undo = reverse("journal:lift_secrecy", args=[kind, pk])
        toast(
            request,
            _("“%(title)s” is marked as confidential. Only those with the right see it now.") % {"title": found},
            undo,
        )
        return redirect(found)
    context = {"form": form, "found": found, "kind": kind, "kind_in_words": kind_in_words(kind)}
    context |= {"marking": marking, "may_change": may_change}
    return render(request, "desk/secrecy.html", context, status=422 if form.errors else 200)


def _form(request: UserRequest, found: Any, *, note: str) -> SecrecyForm:
    """The form over whatever kind of object it is."""
    form_of: Any = forms.modelform_factory(type(found), form=SecrecyForm, fields=[])
    form: SecrecyForm = form_of(request.POST or None, instance=found, initial={"note": note})
    return form


@may("secrets.change")
@require_POST
def lift(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Let all see the object again."""
    found = _found(kind, pk)
    if found.secrecy_ground:
        _change(found, ground="")
    undo = reverse("journal:mark_again", args=[kind, pk])
    toast(request, _("“%(title)s” is no longer marked as confidential.") % {"title": found}, undo)
    return redirect(found)


@may("secrets.change")
@require_POST
def mark_again(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Take the lifting back."""
    found = _found(kind, pk)
    ground = marks.last_ground(found)
    if ground and not found.secrecy_ground:
        _change(found, ground=ground)
    toast(request, _("“%(title)s” is marked as confidential again.") % {"title": found})
    return redirect(found)


def _found(kind: str, pk: int) -> Any:
    model = marks.confidential(kind)
    if model is None:
        raise Http404(kind)
    return get_object_or_404(model._default_manager, pk=pk, withdrawn_at=None)


@transaction.atomic
def _change(found: Any, *, ground: str, note: str = "") -> None:
    """The drafts of reports tell at once what may still be told. A frozen one is a public record and stays."""
    marks.mark(found, ground=ground, note=note)
    for draft in Report.objects.current().filter(status=Report.Status.DRAFT):
        composing.compose(draft)
