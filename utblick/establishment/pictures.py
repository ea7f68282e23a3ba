"""A picture as it was uploaded → one for the web: upright, no larger than a screen, without what the camera knew."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from utblick.establishment.models import SitePicture, VacantSite
from utblick.journal import attachments
from utblick.ui.fields import UploadField

KINDS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
MOST_PIXELS = 60_000_000
"""Of a good camera; what is larger is refused before it is unpacked."""
SIDE = 1_600
QUALITY = 80


class PictureField(UploadField):
    """Gives the picture made ready, as an opened image."""

    default_error_messages = {
        "content": _("“%(name)s” is not a picture that can be read. Save it as JPEG and try again."),
        "pixels": _("“%(name)s” has more than %(most)s million pixels. Save it smaller and try again."),
    }

    def __init__(self, **options: Any) -> None:
        kinds = tuple(ending for endings in KINDS.values() for ending in endings)
        super().__init__(kinds=kinds, megabytes=15, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return self._ready(upload) if isinstance(upload, UploadedFile) else upload

    def _ready(self, upload: UploadedFile[Any]) -> Image.Image:
        told = {"name": upload.name, "most": MOST_PIXELS // 1_000_000}
        try:
            upload.seek(0)
            with Image.open(upload, formats=list(KINDS)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                return ready(opened)
        except Image.DecompressionBombError as error:
            raise forms.ValidationError(self.error_messages["pixels"], "pixels", told) from error
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
            raise forms.ValidationError(self.error_messages["content"], "content", told) from error


def ready(opened: Image.Image) -> Image.Image:
    # Lets a JPEG be unpacked at a fraction of its size.
    opened.draft("RGB", (SIDE, SIDE))
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((SIDE, SIDE))
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    return upright.convert("RGB")


def add(site: VacantSite, image: Image.Image, alts: dict[str, str]) -> SitePicture:
    body = BytesIO()
    image.save(body, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    kept = attachments.keep(SimpleUploadedFile(f"{site.pk}.jpg", body.getvalue()))
    picture = SitePicture(site=site, file=kept, width=image.width, height=image.height, alts=alts)
    picture.save()
    return picture


def shown(picture: SitePicture) -> HttpResponse:
    """Made by ourselves, and so fit to be shown in a page."""
    answer = HttpResponse(picture.file.content(), content_type=picture.file.media_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
