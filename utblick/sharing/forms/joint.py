"""Who is invited to a joint initiative, and with which of its own the invited takes part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Initiative
from utblick.sharing.crossing import fellows
from utblick.sharing.joining import taken

ONGOING = (Initiative.Status.PREPARING, Initiative.Status.RUNNING, Initiative.Status.PAUSED)


class InviteForm(forms.Form):
    invited = forms.ChoiceField(label=_("Who is invited"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(key), name) for key, name in fellows().order_by("name")]
        self.fields["invited"].choices = [("", _("Choose a municipality")), *offered]  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """Confidential initiatives and ideas cannot be chosen: they would not be shown to the others anyway.

    Nor can what is a part of another joint initiative: its money and people would be told in the sums of both.
    """

    initiative = forms.ModelChoiceField(
        label=_("Our initiative"),
        queryset=Initiative.objects.none(),
        help_text=_("The one that is our part of it. What is a part of another joint initiative already cannot be."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Initiative.objects.current().filter(secrecy_ground="", status__in=ONGOING).order_by("title")
        self.fields["initiative"].queryset = own.exclude(pk__in=taken())  # type: ignore[attr-defined]
