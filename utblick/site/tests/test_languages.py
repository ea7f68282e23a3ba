import pytest
from django.test import Client
from django.urls import reverse

from utblick.initiatives.tests.make import make_initiative
from utblick.site.tests.make import Shown


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("", "sv"), ("en-GB,en;q=0.9", "en"), ("de", "en"), ("de,en;q=0.5", "en"), ("sv-SE,en;q=0.9", "sv"), ("*", "sv")],
)
def test_the_visitor_is_led_to_the_own_language(client: Client, here: object, wanted: str, language: str) -> None:
    answer = client.get(reverse("site:home"), headers={"Accept-Language": wanted})

    assert answer.headers["Location"] == f"/public/{language}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_each_language_has_its_own_words(client: Client, shown: Shown) -> None:
    swedish = client.get(reverse("site:initiative", args=["sv", shown.initiative.pk]))
    english = client.get(reverse("site:initiative", args=["en", shown.initiative.pk]))

    assert (swedish.headers["Content-Language"], english.headers["Content-Language"]) == ("sv", "en")
    assert '<html lang="sv"' in swedish.text
    assert '<html lang="en"' in english.text
    assert "Ungas möten över gränsen" in swedish.text
    assert "Young people meet" in english.text
    assert "Ungas möten över gränsen" not in english.text
    assert "Det här gör vi" in swedish.text
    assert "What we do" in english.text


def test_the_language_of_the_address_wins_over_the_cookie(client: Client, shown: Shown) -> None:
    client.cookies["django_language"] = "sv"

    assert '<html lang="en"' in client.get(reverse("site:front", args=["en"])).text


def test_each_page_names_itself_in_every_language(client: Client, shown: Shown) -> None:
    address = reverse("site:initiative", args=["en", shown.initiative.pk])
    text = client.get(address).text
    root = f"http://{shown.initiative.municipality.hosts}"

    assert f'<link rel="canonical" href="{root}{address}">' in text
    for language in ("sv", "en"):
        other = reverse("site:initiative", args=[language, shown.initiative.pk])
        assert f'<link rel="alternate" hreflang="{language}" href="{root}{other}">' in text
    assert f'<link rel="alternate" hreflang="x-default" href="{root}/public/">' in text


def test_what_has_no_english_is_shown_in_swedish_and_says_so(client: Client, shown: Shown) -> None:
    one = make_initiative("Träets väg", summary="Om trä.", published=True)
    text = client.get(reverse("site:initiative", args=["en", one.pk])).text

    assert '<h1 class="ds-heading" data-size="xl" lang="sv">Träets väg</h1>' in text
    assert "In Swedish" in text
    assert "På svenska" not in client.get(reverse("site:initiative", args=["sv", one.pk])).text


def test_another_language_has_no_page(client: Client, here: object) -> None:
    assert client.get("/public/de/").status_code == 404


@pytest.mark.parametrize("page", ["about", "accessibility"])
def test_what_is_told_of_the_program_follows_the_address_too(client: Client, shown: Shown, page: str) -> None:
    client.cookies["django_language"] = "sv"
    english = client.get(f"/public/en/{page}/").text
    assert '<html lang="en"' in english
    assert f"/public/sv/{page}/" in english
    assert f"/public/en/{page}/" in client.get("/public/en/").text
