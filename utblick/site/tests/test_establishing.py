"""Companies abroad find vacant sites and ask about coming here, in their own language."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.establishment import sending
from utblick.establishment.models import Enquiry
from utblick.establishment.tests.make import make_picture, make_vacant_site
from utblick.establishment.words import words
from utblick.partners.models import GuestLanguage
from utblick.site.tests.test_visit_request import at, opened

__all__ = ["at"]
pytestmark = pytest.mark.django_db
FORM = "/public/de/establish/"
SCRIPT = "<script>alert(1)</script>"


def asked(client: Client, at: Any, **given: Any) -> dict[str, Any]:
    """The form as a company fills it in."""
    told = {
        "company": "Nordwind GmbH",
        "message": "Holzfabrik",
        "wanted": "land",
        "area": "40000",
        "power": "4",
        "staff": "45",
        "start": "year",
        "site": "",
    }
    return {**opened(client, at, FORM), **told, **given}


def test_every_language_has_the_same_words() -> None:
    assert len({frozenset(words(language)) for language in GuestLanguage.values}) == 1
    fields = {
        (name, frozenset(re.findall(r"\{\w+\}", words(language)[name])))
        for language in GuestLanguage.values
        for name in words("sv")
    }
    assert len(fields) == len(words("sv")), "and each the same places to fill in"


@pytest.mark.parametrize("language", GuestLanguage.values)
def test_list_site_and_form_speak_the_readers_language(client: Client, here: Municipality, language: str) -> None:
    site = make_vacant_site(power=Decimal("0.4"), zoning="in_force", water="there")
    said = words(language)
    for address, word in {
        f"/public/{language}/sites/": "least_area",
        f"/public/{language}/sites/{site.pk}/": "zoning_in_force",
        f"/public/{language}/establish/": "area_wanted",
    }.items():
        page = client.get(address)
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text
        assert said[word] in page.text.replace("&#x27;", "'")
        alternates = re.findall(r'hreflang="(\w+)" href="http', page.text)
        assert set(GuestLanguage.values) <= set(alternates)
    wrong = client.post(f"/public/{language}/establish/", {"email": "x", "area": "many", "country": "XX"})
    assert wrong.status_code == 422
    for key in ("needed", "bad_email", "bad_figure", "bad_choice", "expired"):
        assert said[key].replace("'", "&#x27;") in wrong.text, key


def test_only_what_is_published_and_not_taken_is_shown(client: Client, here: Municipality) -> None:
    shown = make_vacant_site("Synlig tomt", state="reserved")
    hidden = [make_vacant_site("Dolt utkast", published=False), make_vacant_site("Dolt taget", state="taken")]
    withdrawn = make_vacant_site("Dolt borta")
    withdrawn.withdraw()
    page = client.get("/public/sv/sites/")
    assert "Synlig tomt" in page.text
    assert "Dolt" not in page.text + client.get("/public/sv/establish/").text
    for site in [*hidden, withdrawn]:
        assert client.get(f"/public/sv/sites/{site.pk}/").status_code == 404
        picture = make_picture(site)
        assert client.get(reverse("site:site_picture", args=[picture.pk])).status_code == 404
    assert client.get(reverse("site:site_picture", args=[make_picture(shown).pk])).status_code == 200


def test_the_list_is_narrowed_and_nonsense_is_passed_over(client: Client, here: Municipality) -> None:
    make_vacant_site("Stor tomt", area=50_000, power=Decimal(18))
    make_vacant_site("Liten hall", kind="premises", area=900)
    assert "Liten hall" not in client.get("/public/sv/sites/?area=10000&power=4").text
    assert "Stor tomt" not in client.get("/public/sv/sites/?kind=premises").text
    assert "Ingenting passar" in client.get("/public/sv/sites/?area=999999").text
    assert client.get("/public/sv/sites/?area=x&power=-1&kind=y").status_code == 200


def test_the_owner_is_shown_only_with_consent(client: Client, here: Municipality) -> None:
    owner = {"owner_name": "Inger Danielsson", "owner_email": "inger@hallen.example"}
    quiet, told = make_vacant_site(**owner), make_vacant_site("Hallen", shows_owner=True, **owner)
    assert "Inger" not in client.get(f"/public/sv/sites/{quiet.pk}/").text
    assert "Inger" in client.get(f"/public/sv/sites/{told.pk}/").text


def test_search_engines_are_told_in_their_words_and_nothing_breaks_out(client: Client, here: Municipality) -> None:
    site = make_vacant_site(f"Tomt {SCRIPT}", price=Decimal(45), terms="sale_m2", latitude=64.1, longitude=16.2)
    make_picture(site, f"Bild {SCRIPT}")
    page = client.get(f"/public/sv/sites/{site.pk}/")
    assert SCRIPT not in page.text
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    assert told
    facts = json.loads(told[1])
    assert (facts["@type"], facts["name"]) == ("RealEstateListing", f"Tomt {SCRIPT}")
    assert facts["mainEntity"]["geo"] == {"@type": "GeoCoordinates", "latitude": 64.1, "longitude": 16.2}
    assert facts["offers"]["priceSpecification"]["unitCode"] == "MTK"
    assert facts["mainEntity"]["image"][0].endswith(reverse("site:site_picture", args=[site.pictures.get().pk]))


def test_an_enquiry_lands_once_with_a_receipt(client: Client, here: Municipality, at: Any) -> None:
    make_user(Role.COORDINATOR)
    site = make_vacant_site("Hoting etapp 2")
    sent = asked(client, at, site=str(site.pk))
    for _ in range(2):
        thanks = client.post(FORM, sent, follow=True)
    enquiry = Enquiry.objects.get()
    assert (enquiry.company, enquiry.site, enquiry.area, enquiry.power) == ("Nordwind GmbH", site, 40_000, Decimal(4))
    assert enquiry.number in thanks.text
    assert sending.send_all(timezone.now()) == 1
    assert enquiry.number in mail.outbox[0].body


@pytest.mark.parametrize(("area", "power"), [("40.000", "4,5"), ("40 000", "4.5"), ("40,000", "4,50")])
def test_figures_are_read_as_they_are_written_there(
    client: Client, here: Municipality, at: Any, area: str, power: str
) -> None:
    client.post(FORM, asked(client, at, area=area, power=power))
    enquiry = Enquiry.objects.get()
    assert (enquiry.area, enquiry.power) == (40_000, Decimal("4.5"))


def test_a_forged_receipt_is_not_found(client: Client, here: Municipality) -> None:
    for receipt in ("E2026-1", "WyJ4Il0:abc:def"):
        assert client.get(f"{FORM}thanks/{receipt}/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"website": "https://spam.example"}, "soll leer sein"),
        ({"shown": ""}, "zu lange geöffnet"),
        ({"site": "999999"}, "Wählen Sie aus der Liste"),
        ({"staff": "9" * 40}, "Schreiben Sie eine Zahl"),
        ({"message": "x" * 50_000}, "zu lang"),
        ({"email": "a@b.example\r\nBcc: victim@x.example"}, "E-Mail-Adresse"),
    ],
)
def test_a_machine_or_a_mistake_is_refused_and_nothing_is_lost(
    client: Client, here: Municipality, at: Any, changes: dict[str, str], told: str
) -> None:
    page = client.post(FORM, asked(client, at, **changes))
    assert page.status_code == 422
    assert told in page.text
    assert "Nordwind GmbH" in page.text
    assert not Enquiry.objects.exists()


def test_scripts_and_line_breaks_are_the_text_they_are(
    client: Client, here: Municipality, at: Any, coordinator: User
) -> None:
    client.post(
        FORM, asked(client, at, company=f"{SCRIPT}\r\nBcc: x@x.example", message=f"{SCRIPT}{{{{7*7}}}}{{name}}")
    )
    enquiry = Enquiry.objects.get()
    assert "\n" not in enquiry.company
    client.force_login(coordinator)
    pages = [reverse("establishment:enquiries"), enquiry.get_absolute_url(), reverse("desk:mine")]
    pages += [reverse(f"establishment:{name}", args=[enquiry.pk]) for name in ("answer", "propose", "lose")]
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200
        assert SCRIPT not in page.text
        assert "&lt;script&gt;" in page.text
