"""The picture that shows where a page is shared: its title on the municipality's colour."""

import io
from functools import cache
from textwrap import wrap

from django.contrib.staticfiles import finders
from django.http import Http404
from PIL import Image, ImageDraw, ImageFont
from wagtail.models import Page

from utblick.site.serving import Visit
from utblick.site.written.languages import ORIGINAL
from utblick.site.written.models import StartPage

SIZE = (1200, 630)
MARGIN, LINES = 90, 4
FONT = "vendor/inter/5.3.0/inter-latin.woff2"


def drawn_card(visit: Visit) -> bytes:
    page = Page.objects.live().select_related("locale").filter(pk=visit.arguments["pk"]).first()
    start = page and StartPage.objects.filter(locale__language_code=ORIGINAL).first()
    if page is None or start is None:
        raise Http404
    return card(page.title, visit.municipality.name, start.colour)


def card(title: str, municipality: str, colour: str) -> bytes:
    image = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(image)
    lines = wrap(title, 24)[:LINES]
    draw.multiline_text((MARGIN, MARGIN), "\n".join(lines), fill="white", font=_font(84, 650), spacing=18)
    draw.line((MARGIN, SIZE[1] - 150, MARGIN + 160, SIZE[1] - 150), fill="#ffc48f", width=8)
    draw.text((MARGIN, SIZE[1] - 120), municipality, fill="white", font=_font(40, 500))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(finders.find(FONT)), size)
    font.set_variation_by_axes([weight])
    return font
