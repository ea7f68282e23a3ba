"""What is asked about people and units."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.api_keys import SCOPES
from utblick.accounts.models import ApiKey, Role, Unit, User
from utblick.accounts.people import colleagues
from utblick.journal.forms import RecordedForm
from utblick.ui.kept import Resumable


class InviteForm(Resumable, forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.all(),
        required=False,
        help_text=_("Needed for an officer: what belongs to the unit is what the officer may change."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("role") == Role.OFFICER and not answers.get("unit"):
            self.add_error("unit", _("Choose the officer's unit."))
        return answers


class UnitForm(RecordedForm[Unit]):
    class Meta:
        model = Unit
        fields = ["name", "kind", "parent", "head", "description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = colleagues().exclude(is_active=False)  # type: ignore[attr-defined]

    def clean_parent(self) -> Unit | None:
        parent: Unit | None = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(_("A unit cannot be part of itself or of one of its own parts."))
            above = above.parent
        return parent


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "language", "morning_mail"]
        widgets = {"language": forms.Select(choices=[("sv", "Svenska"), ("en", "English")])}

    def clean_language(self) -> str:
        """Only a language that there is: the answer also goes into a cookie."""
        code: str = self.cleaned_data["language"]
        if code not in dict(settings.TOOL_LANGUAGES):
            raise forms.ValidationError(
                forms.ChoiceField.default_error_messages["invalid_choice"], params={"value": code}
            )
        return code


class ApiKeyForm(Resumable, forms.ModelForm[ApiKey]):
    """What a new key may read: no more than its owner may."""

    MOST_DAYS = 730
    USUAL_DAYS = 365

    scopes = forms.MultipleChoiceField(label=_("May read"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ApiKey
        fields = ["name", "scopes", "expires_on"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = self.fields["scopes"]
        scopes.choices = [(scope, words) for scope, words in SCOPES.items() if user.has_perm(scope)]  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=self.USUAL_DAYS)

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + timedelta(days=self.MOST_DAYS):
            raise forms.ValidationError(_("Choose a day from today and at most two years ahead."))
        return day
