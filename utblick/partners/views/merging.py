"""Two entries of one organisation: seen side by side, merged, parted again."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners import merging
from utblick.partners.duplicates import alike
from utblick.partners.models import Merging, Organisation
from utblick.ui.kept import Resumable
from utblick.ui.toasts import toast

SECRET = gettext_lazy("One of them is confidential and the other is not. Mark both or neither, then merge.")

TWICE = gettext_lazy(
    "Both are partners in %(project)s, each with a budget of its own. Move the figures to one of them and take the other "
    "out of the project, then merge."
)


class OtherForm(Resumable, forms.Form):
    """The other entry: those with nearly the same name come first."""

    other: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=gettext_lazy("The entry that becomes part of this one"), queryset=None
    )

    def __init__(self, *args: Any, kept: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.queryset = Organisation.objects.current().exclude(pk=kept.pk).order_by("name")
        if near := alike(kept.name, country=kept.country, besides=kept.pk, most=1):
            field.initial = near[0]


@may("partners.change")
def merge_organisation(request: UserRequest, pk: int) -> HttpResponse:
    """By GET with `other`: what would happen. By POST: it happens."""
    kept = get_object_or_404(Organisation.objects.current(), pk=pk)
    form = OtherForm(request.POST or (request.GET if "other" in request.GET else None), kept=kept)
    gone = form.cleaned_data["other"] if form.is_valid() else None
    if gone and request.method == "POST" and (made := _merged(form, kept, gone)):
        undo = reverse("partners:undo_merging", args=[made.pk])
        toast(request, _("%(gone)s is now part of %(kept)s.") % {"gone": gone, "kept": kept}, undo)
        return redirect(kept)
    shown = merging.preview(kept, gone) if gone and not form.errors else None
    context = {"form": form, "organisation": kept, "gone": gone, "preview": shown}
    return render(request, "partners/merge.html", context, status=422 if form.errors else 200)


def _merged(form: OtherForm, kept: Organisation, gone: Organisation) -> Merging | None:
    try:
        return merging.merge(kept, gone)
    except merging.OneIsSecret:
        form.add_error("other", SECRET)
    except merging.BothTakePart as both:
        form.add_error("other", TWICE % {"project": both.undertaking})
    return None


@may("partners.change")
@require_POST
def undo_merging(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Merging.objects.current().select_related("kept", "gone"), pk=pk)
    merging.part(found)
    toast(request, _("%(gone)s stands by itself again.") % {"gone": found.gone})
    return redirect(found.gone)
