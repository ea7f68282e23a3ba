"""Vacant sites are written in several languages, shown with pictures, published by those who may."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.filling import filled, form_of
from utblick.accounts.models import Municipality, User
from utblick.establishment import pictures
from utblick.establishment.models import SitePicture, VacantSite
from utblick.establishment.tests.make import make_picture, make_vacant_site

pytestmark = pytest.mark.django_db


def picture(kind: str = "JPEG", size: tuple[int, int] = (3000, 2000), **options: Any) -> SimpleUploadedFile:
    body = BytesIO()
    Image.new("RGB", size, "green").save(body, kind, **options)
    return SimpleUploadedFile(f"flygbild.{kind.lower()}", body.getvalue())


def test_a_site_is_written_in_several_languages_and_published(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    address = reverse("establishment:add_site")
    sent = filled(
        form_of(client.get(address).text), name="Hoting etapp 2", area="84 000", power="0,4", price="45", terms="sale_m2",
        name_de="Gewerbegebiet", description_de="Eben", published="on", latitude="64,1", longitude="16,2",
    )  # fmt: skip
    page = client.post(address, sent, follow=True)
    site = VacantSite.objects.get()
    assert (site.area, site.power_text, site.published) == (84_000, "400 kVA", True)
    assert site.said("name", "de") == ("Gewerbegebiet", "de")
    assert site.said("name", "fi") == ("Hoting etapp 2", "sv")
    assert "400 kVA" in page.text


def test_an_officer_writes_a_draft_and_does_not_publish(client: Client, officer: User) -> None:
    client.force_login(officer)
    address = reverse("establishment:add_site")
    client.post(address, filled(form_of(client.get(address).text), area="1000", published="on"))
    assert VacantSite.objects.get().published is False


def test_half_a_place_is_refused(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    address = reverse("establishment:add_site")
    refused = client.post(address, filled(form_of(client.get(address).text), area="1000", latitude="64,1"))
    assert refused.status_code == 422
    assert "båda koordinaterna" in refused.text


def test_a_picture_is_made_ready_for_the_web_and_says_nothing_of_the_camera(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    site = make_vacant_site()
    turned = Image.Exif()
    turned[0x0112], turned[0x010F] = 6, "Hemlig kamera"
    upload = picture(exif=turned)
    address = reverse("establishment:add_picture", args=[site.pk])
    client.post(address, {"file": upload, "alt_sv": "Från luften", "alt_de": "Von oben"})
    kept = SitePicture.objects.get()
    assert (kept.width, kept.height) == (1067, 1600), "turned upright, and no larger than a screen"
    shown = client.get(reverse("establishment:picture", args=[kept.pk]))
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"Hemlig kamera" not in shown.content
    assert kept.alt("de") == ("Von oben", "de")
    assert kept.alt("fi") == ("Från luften", "sv")


@pytest.mark.parametrize("body", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 no picture", b"GIF89a"])
def test_what_is_no_picture_is_refused_kindly(client: Client, coordinator: User, body: bytes) -> None:
    client.force_login(coordinator)
    address = reverse("establishment:add_picture", args=[make_vacant_site().pk])
    sent = {"file": SimpleUploadedFile("bild.jpg", body), "alt_sv": "X"}
    assert client.post(address, sent).status_code == 422
    assert not SitePicture.objects.exists()


def test_a_picture_beyond_measure_is_refused_before_it_is_unpacked(
    client: Client, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(coordinator)
    unpacked = []
    monkeypatch.setattr(pictures, "ready", unpacked.append)
    body = BytesIO()
    Image.new("1", (20_000, 20_000)).save(body, "PNG")
    address = reverse("establishment:add_picture", args=[make_vacant_site().pk])
    refused = client.post(address, {"file": SimpleUploadedFile("stor.png", body.getvalue()), "alt_sv": "X"})
    assert refused.status_code == 422
    assert "60 miljoner" in refused.text
    assert unpacked == []


def test_the_text_of_a_picture_is_changed_and_the_picture_taken_away_and_back(
    client: Client, here: Municipality, coordinator: User
) -> None:
    client.force_login(coordinator)
    kept = make_picture(make_vacant_site())
    client.post(reverse("establishment:edit_picture", args=[kept.pk]), {"alt_sv": "En hall"})
    kept.refresh_from_db()
    assert str(kept) == "En hall"
    client.post(reverse("establishment:withdraw_picture", args=[kept.pk]))
    assert client.get(reverse("establishment:picture", args=[kept.pk])).status_code == 404
    client.post(reverse("establishment:restore_picture", args=[kept.pk]))
    assert client.get(reverse("establishment:picture", args=[kept.pk])).status_code == 200


def test_the_lists_ask_few_questions_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    from utblick.establishment.tests.make import make_enquiry

    for number in range(12):
        make_enquiry(f"Bolag {number}", site=make_vacant_site(f"Tomt {number}"))
    client.force_login(coordinator)
    for address in (reverse("establishment:enquiries"), reverse("establishment:vacant_sites")):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200
