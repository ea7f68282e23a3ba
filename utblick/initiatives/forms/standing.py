"""What is to become of the decision that stands on an item when an initiative is started from it."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from utblick.watch.models import Decision

KEEP, REPLACE = "keep", "replace"


class StandingForm(forms.Form):
    """Asked only where a decision stands; nothing is chosen beforehand, and a decision that was not seen is asked about anew."""

    about_decision = forms.ChoiceField(
        label=_("What is to become of that decision?"),
        choices=[(REPLACE, _("Replace it with “Initiative started”")), (KEEP, _("Keep it, and start all the same"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the decision that stands is kept or replaced.")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, standing: Decision) -> None:
        now = str(standing.pk)
        self.is_overtaken = data is not None and data.get("seen", now) != now
        shown = data.copy() if data is not None else None
        if shown is not None:
            shown["seen"] = now  # so that the next, deliberate choice goes through
        super().__init__(shown, initial={"seen": standing.pk})
        self.standing = standing

    def clean_about_decision(self) -> str:
        if self.is_overtaken:
            raise ValidationError(_("Another decision has come in between. Look at it, and choose again."), "overtaken")
        return str(self.cleaned_data["about_decision"])

    @property
    def keeps(self) -> bool:
        return bool(self.cleaned_data["about_decision"] == KEEP)
