"""Builders for tests: a site's pages and pictures."""

import io
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale

from utblick.site.written.models import Picture, SectionPage, TextPage, WrittenPage
from utblick.site.written.opening import open_site

_number = count(1)


def make_page(title: str = "", *, of: type[WrittenPage] = TextPage, live: bool = True, **facts: Any) -> Any:
    """In the first section of the Swedish site, which is opened where it is not yet."""
    section = open_site().get_children().first().specific
    told = {"title": title or f"Sida {next(_number)}", "lead": "Det här är ingressen.", "locale": section.locale}
    page = of(live=live, **{**told, **facts})
    section.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def make_translation(page: WrittenPage, language: str, **words: str) -> Any:
    own = page.copy_for_translation(Locale.objects.get(language_code=language))
    for name, text in words.items():
        setattr(own, name, text)
    own.save_revision().publish()
    return own


def png(width: int = 40, height: int = 30) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#246").save(file, "PNG")
    return file.getvalue()


def make_picture(title: str = "Sjön", *, content: bytes = b"", ending: str = "png", **facts: Any) -> Picture:
    open_site()
    picture = Picture(title=title, **facts)
    picture.file = ContentFile(content or png(), name=f"bild{next(_number)}.{ending}")
    picture.save()
    return picture


def section() -> SectionPage:
    found: SectionPage = open_site().get_children().first().specific
    return found
