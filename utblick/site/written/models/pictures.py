"""The pictures of the pages. Each belongs to a municipality, whatever collection it lies in."""

from functools import cached_property
from typing import Any

from django.core.files import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image, ImageQuerySet
from wagtail.search import index

from utblick.tenancy.scope import Owned, OwnedManager

TRACES = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")


class Traces:
    """What a camera writes into a picture: where it was taken, by whom, with what. Willow would publish it."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        for name in TRACES:
            willow.image.info.pop(name, None)
        return willow


class WithoutTraces(Filter):
    @cached_property
    def filter_operations(self) -> list[Any]:
        return [Traces(), *super().filter_operations]


class Picture(AbstractImage, Owned):
    credit = models.CharField(_("photographer"), max_length=150, blank=True)

    # Without tags: those are shared by all municipalities.
    admin_form_fields = (*(name for name in Image.admin_form_fields if name != "tags"), "credit")
    search_fields = [*AbstractImage.search_fields, index.FilterField("municipality")]

    objects = OwnedManager.from_queryset(ImageQuerySet)()  # type: ignore[misc]

    class Meta(Owned.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def generate_rendition_file(self, filter: Filter, *, source: File[Any] | None = None) -> File[Any]:
        return super().generate_rendition_file(WithoutTraces(spec=filter.spec), source=source)


class Rendition(AbstractRendition):
    """A picture in the size that a page shows it in."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="picture_once_in_each_size"
            )
        ]
