"""What a decision on an item asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Membership, Role, Unit, User
from utblick.watch.models import Decision

AT_ONCE = [Decision.Verdict.RELEVANT, Decision.Verdict.NOT_RELEVANT]


class DecisionForm(forms.Form):
    """Relevant or not, with a reason if one likes. "Why not" is data: over time it shows what the municipality lacks."""

    verdict = forms.ChoiceField(choices=[(one.value, one.label) for one in AT_ONCE])
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


class AssignForm(forms.Form):
    """To whom the item goes, and with what question."""

    assigned_to = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.all(), required=False)
    reason = forms.CharField(
        label=_("Question or reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = colleagues()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not answers.get("assigned_to") and not answers.get("unit") and not self.errors:
            self.add_error("assigned_to", _("Say who or which unit gets it."))
        return answers


def colleagues() -> Any:
    """Those who may work on what they are given: everyone with a role here but local actors."""
    working = Membership.objects.current().exclude(role=Role.LOCAL_ACTOR)
    return User.objects.filter(pk__in=working.values("user"), is_active=True).order_by("name")
