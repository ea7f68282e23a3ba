from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.journal.forms import RecordedForm
from utblick.journal.telling import kind_in_words
from utblick.partners.models import Hold
from utblick.records.disposal.kinds import KINDS
from utblick.records.models import RetentionRule
from utblick.ui.fields import SectionField


class ExportForm(forms.Form):
    open_only = forms.BooleanField(
        label=_("Leave out what is confidential"),
        required=False,
        help_text=_("What is marked, and what tells of it. Personal data is still there."),
    )


class RuleForm(RecordedForm[RetentionRule]):
    class Meta:
        model = RetentionRule
        fields = ("fate", "years", "body", "decided_on", "section", "case_number", "note")
        field_classes = {"section": SectionField}
        widgets = {"fate": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Unit.objects.current().filter(kind=Unit.Kind.BOARD)
        body = self.fields["body"]
        body.queryset = boards | Unit.objects.filter(pk=self.instance.body_id or 0)  # type: ignore[attr-defined]
        self.fields["fate"].choices = RetentionRule.Fate.choices  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    day = forms.DateField(
        label=_("What is due on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, or a day that has been."),
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Nothing is disposed of before it is due: choose today or an earlier day."))
        return day


class ApproveForm(forms.Form):
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=50,
        required=False,
        help_text=_("Of the decision to dispose, if it has one."),
    )
    seen = forms.BooleanField(
        label=_("I have looked through the list. What is on it is to be disposed of for good."),
        error_messages={"required": _("Tick that you have looked through the list.")},
    )


class TakeOutForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is not to be disposed of now"),
        max_length=300,
        help_text=_("Stands on the list, and in the audit trail."),
    )


class HoldForm(forms.ModelForm[Hold]):
    class Meta:
        model = Hold
        fields = ("reason", "until")

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return until


class RowFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    state = forms.ChoiceField(
        label=_("What becomes of it"),
        required=False,
        choices=[("", _("All")), ("going", _("To be disposed of")), ("stopped", _("Not disposed of"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *((kind, kind_in_words(kind)) for kind in KINDS)]  # type: ignore[attr-defined]

    def apply(self, rows: Any) -> Any:
        if kind := self.cleaned_data.get("kind"):
            rows = rows.filter(about_kind=kind)
        told = self.cleaned_data.get("state")
        return rows if not told else rows.going() if told == "going" else rows.exclude(stop="")
