"""What a company, school or association tells of itself on the public page, and how it is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.validators import organisation_number
from utblick.actors.facts_form import ABROAD, FACTS, FIELD_CLASSES, OWN_HELP
from utblick.actors.models import LocalActor, Registration
from utblick.actors.registering import known_as, perhaps_known_as
from utblick.journal.forms import RecordedForm
from utblick.ui.lines import one_line


class RegistrationForm(forms.ModelForm[Registration]):
    """Written by a stranger; nothing in it is trusted."""

    consent = forms.BooleanField(
        label=_("Yes, you may keep my name and address to get in touch about calls, tenders and contacts abroad"),
        error_messages={"required": _("Without your yes we may not keep your name and address.")},
    )

    class Meta:
        model = Registration
        fields = [*FACTS, *ABROAD, "contact_name", "email", "phone"]
        field_classes = FIELD_CLASSES
        labels = {
            "name": _("Name of the company, school or association"),
            "description": _("What you make or do"),
            "contact_name": _("Your name"),
        }
        help_texts = {
            "organisation_number": _("Ten digits, if you have one: 212000-2486."),
            "description": _(
                "In your own words. What we find for you is matched to this, so tell rather more than less."
            ),
            **OWN_HELP,
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "experience": forms.Textarea(attrs={"rows": 3}),
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].required = True  # without it nothing could ever fit

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_contact_name(self) -> str:
        return one_line(self.cleaned_data["contact_name"])

    def clean_organisation_number(self) -> str:
        return organisation_number(self.cleaned_data["organisation_number"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class AnswerForm(RecordedForm[Registration]):
    """What the mail says beside yes or no."""

    class Meta:
        model = Registration
        fields = ["message"]
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"message": _("Stands in the mail. May be left empty where the answer is yes.")}

    verdict = forms.CharField(widget=forms.HiddenInput, required=False)
    same_as = forms.ModelChoiceField(
        LocalActor.objects.none(),
        label=_("Nearly the same name is in the register. Which is it?"),
        empty_label=_("A new local actor"),
        blank=True,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Who is in the register gets the contact person and the log-in; what you know of it stays."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = [] if known_as(self.instance) else perhaps_known_as(self.instance)
        if near:
            self.fields["same_as"].queryset = LocalActor.objects.filter(pk__in=[one.pk for one in near])  # type: ignore[attr-defined]
        else:
            del self.fields["same_as"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("verdict") == "no" and not answers.get("message", "").strip():
            self.add_error("message", _("Say why: they read it in the mail."))
        return answers
