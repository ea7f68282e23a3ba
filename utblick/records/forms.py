from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    open_only = forms.BooleanField(
        label=_("Leave out what is confidential"),
        required=False,
        help_text=_("What is marked, and what tells of it. Personal data is still there."),
    )
