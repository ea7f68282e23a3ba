"""The answer to a request for a visit: yes with a partner and days, no with a reason; either with a letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.partners.duplicates import alike
from utblick.partners.models import Organisation, VisitRequest


class AnswerForm(RecordedForm[VisitRequest]):
    """What both answers have in common."""

    body = forms.CharField(
        label=_("Letter"), widget=forms.Textarea(attrs={"rows": 10}), max_length=5_000, help_text=_("Sent by mail.")
    )

    class Meta:
        model = VisitRequest
        fields: list[str] = []


class AcceptForm(AnswerForm):
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("The partner in our register"),
        queryset=None,
        required=False,
        empty_label=_("New: made from the request"),
    )
    kind = forms.ChoiceField(label=_("Kind, if it is new"), choices=Organisation.Kind.choices)
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Last day"), required=False)

    field_order = ["organisation", "kind", "first", "last", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.instance
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.current().order_by("name")
        near = alike(asked.organisation_name, country=asked.country, most=1)
        field.initial = near[0] if near else None
        self.fields["first"].initial, self.fields["last"].initial = asked.first_day, asked.last_day

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first"), answers.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day cannot be before the first, %(day)s.") % {"day": first})
        return answers

    @property
    def partner(self) -> Organisation:
        """The one chosen, or a new one that is not saved yet."""
        known: Organisation | None = self.cleaned_data["organisation"]
        asked = self.instance
        facts = {"name": asked.organisation_name, "country": asked.country, "kind": self.cleaned_data["kind"]}
        return known or Organisation(**facts)


class DeclineForm(AnswerForm):
    class Meta(AnswerForm.Meta):
        fields = ["reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("For ourselves: over time it shows what we lack. It is not in the letter.")


class RequestFilter(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *VisitRequest.State.choices])

    def apply(self, rows: Any) -> Any:
        state = self.cleaned_data.get("state")
        return rows.filter(state=state) if state else rows
