"""The municipality's own Word template."""

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.ui.fields import UploadField


class TemplateForm(forms.Form):
    file = UploadField(label=_("Word template (.docx)"), kinds=(".docx",), megabytes=5)
