"""A new municipality has a site of its own at once, in five languages."""

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality
from utblick.site.written.languages import CODES
from utblick.site.written.models import SectionPage, StartPage
from utblick.site.written.opening import open_site
from utblick.site.written.tests.make import make_picture

SECTIONS = {"sv": "Bo här", "en": "Live here", "de": "Hier leben", "nb": "Bo her", "fi": "Asuminen"}


def test_a_new_site_has_a_start_page_and_four_sections_in_each_language(client: Client, here: Municipality) -> None:
    open_site()

    for code in CODES:
        answer = client.get(reverse("written:start", args=[code]))
        assert answer.status_code == 200
        assert f'<html lang="{code}"' in answer.text
        assert SECTIONS[code] in answer.text
    assert (StartPage.objects.count(), SectionPage.objects.count()) == (5, 20)


def test_the_colour_and_the_arms_of_the_swedish_start_page_are_shown_in_every_language(
    client: Client, here: Municipality
) -> None:
    start = open_site()
    start.colour, start.coat_of_arms = "#1e3a8a", make_picture("Vapnet")
    start.save_revision().publish()

    for code in CODES:
        text = client.get(reverse("written:start", args=[code])).text
        assert "/colours/1e3a8a.css" in text
        assert 'class="w-arms"' in text


def test_a_site_is_opened_once(here: Municipality) -> None:
    assert open_site() == open_site()
    assert StartPage.objects.count() == 5


def test_the_section_of_international_work_leads_to_what_the_platform_keeps(client: Client, here: Municipality) -> None:
    open_site()

    german = client.get("/de/international/").text

    assert reverse("site:partners", args=["en"]) in german
    assert "Partner und Partnerstädte" in german


@pytest.mark.parametrize("path", ["/sv/finns-inte/", "/de/besok", "/sv/../"])
def test_an_address_of_nothing_is_not_found(client: Client, here: Municipality, path: str) -> None:
    open_site()
    assert client.get(path).status_code == 404
