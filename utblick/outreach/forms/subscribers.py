"""Subscribing: by oneself on the public page, asked by us, and changed from a mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.actors.models import LocalActor
from utblick.outreach.models import Interest, SignUp, Subscriber
from utblick.outreach.words import words
from utblick.partners.models import GuestLanguage
from utblick.site.guest_form import GuestForm
from utblick.ui.lines import one_line


class WishesForm(GuestForm):
    """In which language and about what, in the reader's own words."""

    language = forms.ChoiceField(choices=GuestLanguage, widget=forms.RadioSelect)
    interests = forms.MultipleChoiceField(choices=Interest, required=False, widget=forms.CheckboxSelectMultiple)

    labels = {"language": "language_label", "interests": "interests"}
    hints = {"interests": "interests_hint"}
    faults = {"language": "bad_choice", "interests": "bad_choice"}

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, said=words(language), language=language, **kwargs)
        self.fields["interests"].choices = [(one, self.words[f"about_{one}"]) for one in Interest.values]  # type: ignore[attr-defined]


class SignUpForm(WishesForm):
    """What a stranger writes; nothing in it is trusted."""

    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    labels = {**WishesForm.labels, "email": "your_email"}
    faults = {**WishesForm.faults, "email": "bad_email"}
    field_order = ["email", "language", "interests"]


class AskForm(forms.ModelForm[SignUp]):
    """Ask somebody, a contact person at a local actor for example, whether they want it."""

    interests = forms.MultipleChoiceField(
        label=_("Areas of interest"),
        choices=Interest,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The person can change them."),
    )
    actor = forms.ModelChoiceField(
        label=_("Contact person at"),
        queryset=LocalActor.objects.none(),
        required=False,
        empty_label=_("no local actor"),
    )

    field_order = ["email", "name", "actor", "language", "interests"]

    class Meta:
        model = SignUp
        fields = ["email", "name", "actor", "language", "interests"]
        widgets = {"language": forms.RadioSelect}
        labels = {"email": _("E-mail address"), "name": _("Name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = LocalActor.objects.current()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class SubscriberFilter(forms.Form):
    q = forms.CharField(label=_("Address or name"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *Subscriber.State.choices], required=False)

    def apply(self, queryset: Any) -> Any:
        if words := self.cleaned_data.get("q"):
            queryset = queryset.matching(words)
        return queryset.in_state(state) if (state := self.cleaned_data.get("state")) else queryset
