"""Subscribing: by oneself on the public page, asked by us, and changed from a mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.actors.models import LocalActor
from utblick.outreach.models import Interest, SignUp, Subscriber
from utblick.ui.lines import one_line


class WishesForm(forms.ModelForm[Any]):
    interests = forms.MultipleChoiceField(
        label=_("What do you want to read about?"),
        choices=Interest.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to read of all."),
    )


class SignUpForm(WishesForm):
    """What a stranger writes; nothing in it is trusted."""

    class Meta:
        model = SignUp
        fields = ["email", "language", "interests"]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "language": forms.RadioSelect,
        }
        labels = {"email": _("E-mail address")}


class AskForm(WishesForm):
    """Ask somebody, a contact person at a local actor for example, whether they want it."""

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
        self.fields["interests"].label = _("Areas of interest")
        self.fields["interests"].help_text = _("The person can change them.")
        self.fields["actor"].queryset = LocalActor.objects.current()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])


class OwnWishesForm(WishesForm):
    class Meta:
        model = Subscriber
        fields = ["language", "interests"]
        widgets = {"language": forms.RadioSelect}


class SubscriberFilter(forms.Form):
    q = forms.CharField(label=_("Address or name"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *Subscriber.State.choices], required=False)

    def apply(self, queryset: Any) -> Any:
        if words := self.cleaned_data.get("q"):
            queryset = queryset.matching(words)
        return queryset.in_state(state) if (state := self.cleaned_data.get("state")) else queryset
