"""How much a municipality shares with a region."""

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.sharing.models import Sharing


class SharingForm(forms.Form):
    level = forms.ChoiceField(label=_("What is shared"), choices=Sharing.Level.choices, widget=forms.RadioSelect)
