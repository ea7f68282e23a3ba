"""The form of Wagtail's for pictures, with the virus scanner before a picture is kept."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from utblick.ui.fields import pass_scanner


class PictureForm(BaseImageForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            pass_scanner(file)
        return file
