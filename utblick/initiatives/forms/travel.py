"""The forms of a journey, and of the travel report, which a phone fills in five minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.accounts.people import colleagues
from utblick.initiatives.forms.fields import units
from utblick.initiatives.forms.steps import GROUP_NAMES
from utblick.initiatives.models import Group, Leg, Lesson, Step
from utblick.initiatives.models.steps import GROUPS
from utblick.initiatives.models.travel import AGES
from utblick.initiatives.travelling import journey_of
from utblick.journal.forms import RecordedForm
from utblick.tenancy import scope
from utblick.ui.fields import CountField

PLACE = {"list": "places", "autocomplete": "off"}


class GroupForm(RecordedForm[Group]):
    class Meta:
        model = Group
        fields = ["name", "direction", "travellers", *AGES, "leader"]
        field_classes = dict.fromkeys(["travellers", *AGES], CountField)
        widgets = {"direction": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["direction"].choices = Group.Direction.choices  # type: ignore[attr-defined]
        self.fields["leader"].queryset = colleagues()  # type: ignore[attr-defined]

    @property
    def ages(self) -> list[forms.BoundField]:
        return [self[age] for age in AGES]


class LegForm(RecordedForm[Leg]):
    class Meta:
        model = Leg
        fields = ["means", "begins", "ends", "travelled_on", "both_ways", "vehicles", "own_km"]
        field_classes = dict.fromkeys(["vehicles", "own_km"], CountField)
        widgets = {"begins": forms.TextInput(attrs=PLACE), "ends": forms.TextInput(attrs=PLACE)}


class TravelReportForm(RecordedForm[Step]):
    """Of the exchange itself only those who took part; the lesson is the main field, and alone must be filled in."""

    text = forms.CharField(
        label=_("What did you learn?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Write as you would tell a colleague. This is the only thing you must fill in."),
    )
    change = forms.CharField(label=_("What should change"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    units = forms.ModelMultipleChoiceField(
        label=_("Who should know?"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They get the lesson by mail."),
    )
    met = forms.CharField(
        label=_("Whom did you meet, what did you see?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    means = forms.ChoiceField(label=_("How did you travel?"), required=False)
    begins = forms.CharField(label=_("From"), required=False, max_length=100, widget=forms.TextInput(attrs=PLACE))
    ends = forms.CharField(label=_("To"), required=False, max_length=100, widget=forms.TextInput(attrs=PLACE))
    own_km = CountField(
        label=_("Kilometres, one way"),
        required=False,
        max_value=25_000,
        help_text=_("Empty: reckoned from where the places lie."),
    )

    class Meta:
        model = Step
        fields = [*GROUPS]
        field_classes = dict.fromkeys(GROUPS, CountField)

    def __init__(self, *args: Any, asks_the_way: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_the_way = asks_the_way
        field: Any = self.fields["units"]
        field.queryset = units()
        means: Any = self.fields["means"]
        means.choices = [("", _("I skip this")), *Leg.Means.choices]
        self.fields["begins"].initial, self.fields["ends"].initial = scope.municipality().name, self.instance.place
        for group in GROUPS:
            self.fields[group].label = str(GROUP_NAMES[group])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("means"):
            for name in ("begins", "ends"):
                if not answers.get(name):
                    self.add_error(name, _("Write the place."))
            if not self._travellers(answers):
                self.add_error("women", _("Write how many you were, so that the climate cost can be reckoned."))
        return answers

    @staticmethod
    def _travellers(answers: dict[str, Any]) -> int:
        return sum(answers.get(group) or 0 for group in GROUPS)

    @property
    def lesson(self) -> Lesson:
        answers, step = self.cleaned_data, self.instance
        facts = {"text": answers["text"], "change": answers["change"], "learnt_on": step.ends_on or step.starts_on}
        return Lesson(initiative=step.initiative, **facts)

    @property
    def leg(self) -> Leg | None:
        answers = self.cleaned_data
        if not self.asks_the_way or not answers["means"]:
            return None
        facts = {name: answers[name] for name in ("means", "begins", "ends", "own_km")}
        return journey_of(self.instance, travellers=self._travellers(answers), **facts)

    def counts(self) -> list[forms.BoundField]:
        return [self[group] for group in GROUPS]
