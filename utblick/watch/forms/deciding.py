"""What a decision on an item asks for."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit, User
from utblick.accounts.people import colleagues
from utblick.actors.models import LocalActor
from utblick.ui.asking import LARGEST_KEY
from utblick.watch import asking
from utblick.watch.models import Decision
from utblick.watch.together import AT_MOST

Verdict = Decision.Verdict
AT_ONCE = [Verdict.RELEVANT, Verdict.NOT_RELEVANT, Verdict.NOTED, Verdict.CONSULTATION]
LATER = {7: _("a week"), 14: _("two weeks"), 30: _("a month"), 90: _("three months")}
CHOICES = [(one.value, one.label) for one in AT_ONCE]


class SeenField(forms.IntegerField):
    """The key of the decision that stood when the form was made; empty where none did."""

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """What is to be done, with a reason if one likes. "Why not" is data: over time it shows what the municipality lacks."""

    verdict = forms.ChoiceField(choices=CHOICES)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    seen = SeenField()


class ReasonForm(forms.Form):
    """A reason said afterwards."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class TickedForm(forms.Form):
    """The ticked items. Each is told as its key, or "key-decision" where a decision was seen on it."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.items = data.getlist("items")[:AT_MOST]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        well_written = RegexValidator(r"^\d{1,18}(-\d{1,18})?\Z")
        for one in self.items:
            well_written(one)
        if not self.items:
            raise ValidationError(_("Tick the items that the decision is about."), code="nothing_ticked")
        return answers

    @property
    def seen(self) -> dict[int, int | None]:
        pairs = (one.partition("-") for one in self.items)
        return {int(item): int(decision) if decision else None for item, _dash, decision in pairs}


class TogetherForm(TickedForm):
    """One decision on many items."""

    together = forms.ChoiceField(choices=CHOICES)
    why = forms.CharField(label=_("Reason"), required=False, max_length=500)


class SnoozeForm(TickedForm):
    """For how many days the ticked items are put aside."""

    later = forms.TypedChoiceField(choices=list(LATER.items()), coerce=int)

    @property
    def until(self) -> date:
        return timezone.localdate() + timedelta(days=self.cleaned_data["later"])


class AnswerForm(forms.Form):
    """What the one who was asked answers."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Decision.Answer.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


GETS_IT = _("Gets the question by mail and answers on its own page.")
ONE_IS_OURS = _("Cannot be asked here: it was mailed or handed in to you alone, and is not shown to local actors.")
SOME_ARE_OURS = _(
    "Cannot be asked here: some of it was mailed or handed in to you alone, and is not shown to local actors."
)


class ActorSelect(forms.Select):
    """Those that nobody logs in for are shown, and cannot be chosen."""

    askable: frozenset[int] = frozenset()

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if value and value.value not in self.askable:
            option["label"] = _("%(actor)s – nobody logs in for it") % {"actor": label}
            option["attrs"]["disabled"] = True
        return option


class AssignForm(forms.Form):
    """To whom the item goes, and with what question."""

    assigned_to = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.all(), required=False)
    actor = forms.ModelChoiceField(
        label=_("Local actor"), queryset=LocalActor.objects.none(), required=False, widget=ActorSelect
    )
    reason = forms.CharField(
        label=_("Question or reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = SeenField()

    def __init__(self, *args: Any, items: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = colleagues().filter(is_active=True).order_by("name")  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]
        if not self.is_bound:
            # A key led here from the list: the whole menu lies between the page's beginning and the first field.
            self.fields["assigned_to"].widget.attrs["autofocus"] = True
        self._offer_actors(items)

    def _offer_actors(self, items: Collection[int]) -> None:
        field: Any = self.fields["actor"]
        can_be = Case(When(pk__in=asking.askable().order_by().values("pk"), then=0), default=1)
        actors = LocalActor.objects.current().order_by(can_be, "name")
        field.queryset, field.widget.askable = actors, frozenset(asking.askable().values_list("pk", flat=True))
        if asking.ours_alone(items).exists():
            field.disabled, field.help_text = True, ONE_IS_OURS if len(items) == 1 else SOME_ARE_OURS
        elif len(field.widget.askable) < actors.count():
            how = (
                GETS_IT,
                _("One that nobody logs in for cannot be asked:"),
                reverse("actors:list"),
                _("give somebody a log-in."),
            )
            field.help_text = format_html('{} {} <a class="ds-link" href="{}">{}</a>', *how)
        else:
            field.help_text = GETS_IT

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        colleague = answers.get("assigned_to") or answers.get("unit")
        if not answers.get("actor") and not colleague:
            self.add_error("assigned_to", _("Say who, which unit or which local actor gets it."))
        if answers.get("actor") and colleague:
            text = _(
                "Ask the local actor by itself: what you write is for it, and a colleague gets a question of their own."
            )
            self.add_error("actor", text)
        return answers

    @property
    def wanted(self) -> dict[str, Any]:
        """Whom, and what: as decisions.py takes it, or with an `actor` as asking.py does."""
        names = ("actor", "reason") if self.cleaned_data.get("actor") else ("assigned_to", "unit", "reason")
        return {name: self.cleaned_data[name] for name in names}
