"""Pictures: of known kinds, no larger than can be drawn, with a text, and only the own ones."""

import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.fixtures import Settings
from wagtail.blocks import StructBlockValidationError

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.files import scanning
from utblick.journal.models import Entry
from utblick.site.written.blocks import PictureBlock
from utblick.site.written.colours import check_colour
from utblick.site.written.models import Picture
from utblick.site.written.tests.make import make_page, make_picture, png
from utblick.tenancy import scope

pytestmark = pytest.mark.usefixtures("standing")


def huge_png(width: int, height: int) -> bytes:
    """Its head tells its size; nobody should come as far as to its pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def bomb(width: int, height: int) -> bytes:
    """All its pixels in 50 kB: black and white, and only white."""
    file = io.BytesIO()
    Image.new("1", (width, height), 1).save(file, "PNG")
    return file.getvalue()


def send(client: Client, name: str, content: bytes) -> str:
    told = {"title": "Bild", "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("wagtailimages:add"), told).text


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("stor.png", lambda: huge_png(20_000, 20_000)),
        ("bomb.png", lambda: bomb(20_000, 20_000)),
        ("ritad.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("sida.png", lambda: b"<html><script>alert(1)</script>"),
        ("annat.gif", lambda: b"GIF89a"),
    ],
)
def test_what_is_no_fit_picture_is_refused_in_words(
    client: Client, coordinator: User, name: str, make: Callable[[], bytes]
) -> None:
    make_page()
    client.force_login(coordinator)

    content = make()
    text = send(client, name, content)

    assert "error-message" in text
    assert not Picture.objects.exists()
    if content.startswith(b"\x89PNG"):
        assert "för hög upplösning" in text, "in words that say what is wrong"
        assert "högst 8 000 × 6 000 bildpunkter" in text, "and what to do"


def test_a_picture_is_taken_and_belongs_to_the_municipality(client: Client, coordinator: User) -> None:
    make_page()
    client.force_login(coordinator)
    send(client, "bild.png", png())
    assert Picture.objects.get().municipality == scope.municipality()


def test_a_picture_is_shown_in_the_size_of_the_page_and_only_at_its_own_municipality(
    client: Client, here: Municipality
) -> None:
    rendition = make_picture().get_rendition("width-20")
    answer = client.get(rendition.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    stranger = Client(headers={"host": make_municipality().hosts})
    assert stranger.get(rendition.url).status_code == 404
    assert client.get(f"/pictures/{rendition.image.file.name}").status_code == 404


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("WEBP", "webp"), ("PNG", "png")])
def test_where_and_by_what_a_picture_was_taken_is_not_published(here: Municipality, kind: str, ending: str) -> None:
    taken, file = Image.Exif(), io.BytesIO()
    taken[0x010F], taken[0x013B] = "Kameramärke", "Fotografens namn"
    taken.get_ifd(0x8825).update({1: "N", 2: (64.0, 10.0, 0.0), 3: "E", 4: (15.0, 30.0, 0.0)})
    Image.new("RGB", (300, 200), "green").save(file, kind, exif=taken)
    picture = make_picture("Taget på plats", content=file.getvalue(), ending=ending)
    assert b"Fotografens" in picture.file.open().read(), "the test has something to find"

    for size in ("fill-640x400|format-webp", "width-200", "height-40|format-png", "max-100x100|format-jpeg"):
        with picture.get_rendition(size).file.open() as published:
            content = published.read()
        assert not dict(Image.open(io.BytesIO(content)).getexif()), size
        assert b"Fotografens" not in content, size


def test_what_matters_in_a_picture_is_not_cut_away(here: Municipality) -> None:
    file, whole = io.BytesIO(), Image.new("RGB", (1_200, 300), "white")
    whole.paste("red", (1_100, 100, 1_200, 200))
    whole.save(file, "PNG")
    picture = make_picture("Röd stuga längst till höger", content=file.getvalue())

    assert not has_red(picture), "in the middle there is none"
    picture.focal_point_x, picture.focal_point_y = 1_150, 150
    picture.focal_point_width, picture.focal_point_height = 100, 100
    picture.save()
    assert has_red(picture)


def has_red(picture: Picture) -> bool:
    shown = Image.open(picture.get_rendition("fill-300x300").file.open()).convert("RGB")
    return any(red > 200 and green < 80 for red, green, _blue in shown.get_flattened_data())


def test_a_picture_in_a_page_has_a_text(here: Municipality) -> None:
    picture = make_picture()
    picture.contextual_alt_text, picture.decorative = "", True
    with pytest.raises(StructBlockValidationError):
        PictureBlock().clean(picture)


@pytest.mark.parametrize("colour", ["#ffcc00", "#12345", "red", "#8a8a8a"])
def test_a_colour_that_white_text_cannot_be_read_on_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError):
        check_colour(colour)


def test_a_dark_colour_is_taken() -> None:
    check_colour("#073641")


@pytest.mark.parametrize("address", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"])
def test_one_with_a_virus_is_refused_whichever_way_it_comes_and_stands_in_the_trail(
    client: Client, coordinator: User, settings: Settings, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def answer(command: bytes, parts: Iterator[bytes], *args: object) -> str:
        return "stream: Win.Test.EICAR FOUND" if b"IHDR" in b"".join(parts) else "stream: OK"

    settings.CLAMD = "/a/scanner"
    monkeypatch.setattr(scanning, "_ask", answer)
    make_page()
    client.force_login(coordinator)
    file = SimpleUploadedFile("vy.png", png(), "image/png")
    name = "image-chooser-upload-file" if "chooser" in address else "files[]" if "multiple" in address else "file"
    told = client.post(
        reverse(address),
        {name: file, "title": "Vy", "image-chooser-upload-title": "Vy"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    text = json.dumps(told.json(), ensure_ascii=False) if "json" in told.headers["Content-Type"] else told.text
    assert "innehåller ett virus (Win.Test.EICAR)" in text
    assert not Picture.objects.exists()
    entry = Entry.objects.get(after__has_key="virus")
    assert (entry.by, entry.after["file_refused"], entry.after["handed_in_at"]) == (
        coordinator,
        "vy.png",
        reverse(address),
    )


def test_an_own_picture_is_changed_without_being_asked_about_again(
    client: Client, coordinator: User, settings: Settings
) -> None:
    make_page()
    client.force_login(coordinator)
    send(client, "vy.png", png())
    settings.CLAMD = "/nowhere"
    told = {"title": "Ny rubrik", "description": "Vy"}
    assert client.post(reverse("wagtailimages:edit", args=[Picture.objects.get().pk]), told).status_code == 302
    assert Picture.objects.get().title == "Ny rubrik"
