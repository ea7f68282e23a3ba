"""The period of the next programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.goals.models import Programme
from utblick.ui.kept import Resumable


class DraftForm(Resumable, forms.Form):
    title = forms.CharField(label=_("Title of the programme"), max_length=200)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, former: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former = former

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("starts_on"), answers.get("ends_on")
        if first and self.former.status == Programme.Status.ADOPTED and first <= self.former.ends_on:
            told = _("The programme before it goes on until %(day)s.") % {"day": self.former.ends_on}
            self.add_error("starts_on", told)
        if first and last and last < first:
            self.add_error("ends_on", _("The programme ends before it begins."))
        return answers
