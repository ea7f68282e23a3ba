"""The forms that begin a project, change it, and move it on."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.journal.forms import RecordedForm
from utblick.projects.models import Budget, Claim, Project
from utblick.projects.programmes import programmes

Stage = Project.Stage


def programme_choices() -> list[tuple[str, str]]:
    return [(one.key, one.name.in_language(get_language() or "sv")) for one in programmes().values()]


class TakeOnForm(forms.Form):
    """What a step must tell to become a project."""

    programme_key = forms.ChoiceField(label=_("Programme"))
    currency = forms.ChoiceField(
        label=_("Currency of the budget"),
        required=False,
        choices=[("", _("The programme's own")), *Project.Currency.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme_key"].choices = [("", "---------"), *programme_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not answers.get("currency") and (key := answers.get("programme_key")):
            answers["currency"] = programmes()[key].currency
        return answers


class StartForm(TakeOnForm):
    title = forms.CharField(label=_("Title"), max_length=200)
    starts_on = forms.DateField(label=_("Starts"), help_text=_("A good guess is enough: it can be changed."))
    ends_on = forms.DateField(label=_("Ends"))

    field_order = ("title", "programme_key", "currency", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        first, last = answers.get("starts_on"), answers.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day cannot be before the first, %(day)s.") % {"day": first})
        if first and last and last.year - first.year > MOST_YEARS:
            self.add_error("ends_on", _("That is longer than any programme lasts. Check the years."))
        return answers


MOST_YEARS = 15


class ProjectForm(RecordedForm[Project]):
    """Title, days and people are changed in the step; the budget's terms in the budget."""

    class Meta:
        model = Project
        fields = ["programme_key", "currency", "number", "applied_on", "decided_on", "decision"]
        widgets = {"programme_key": forms.Select, "decision": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme_key"].widget.choices = programme_choices()

    def clean_currency(self) -> str:
        """What was written in one currency would be the same number in the other: only in a budget that is still worked on is
        that seen and put right."""
        wanted: str = self.cleaned_data["currency"]
        if wanted != self.initial["currency"] and self._is_held_to_its_currency():
            raise forms.ValidationError(
                _(
                    "The amounts are in %(currency)s, in a settled budget or a claim, and would be the same number in another "
                    "currency."
                ),
                params={"currency": Project.Currency(self.initial["currency"]).label},
            )
        return wanted

    def _is_held_to_its_currency(self) -> bool:
        settled = Budget.objects.of(self.instance).exclude(settled_on=None)
        return settled.exists() or Claim.objects.of(self.instance).exclude(asked=None, approved=None).exists()

    def clean_programme_key(self) -> str:
        key: str = self.cleaned_data["programme_key"]
        if key not in programmes():
            raise forms.ValidationError(_("Choose one of the programmes in the list."))
        return key


class StageForm(forms.Form):
    """What is noted when a project moves on; which questions depends on where to."""

    on = forms.DateField(label=_("Day"))
    number = forms.CharField(label=_("The programme's number"), max_length=60, required=False)
    decision = forms.CharField(
        label=_("What the programme said"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = to
        if to not in (Stage.GRANTED, Stage.REJECTED):
            del self.fields["decision"]
        if to == Stage.REJECTED:
            self.fields["decision"].required = True
            self.fields["decision"].help_text = _("The reasons, in the programme's own words. A no is a lesson too.")

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate(clock.now()):
            raise forms.ValidationError(_("The day lies ahead. Write it down once it has happened."))
        return day
