"""An editor writes a page, sends it to translation, and translates it beside the Swedish until it is published."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.site.written.tests.make import make_page
from utblick.tenancy import scope

FORM = "application/x-www-form-urlencoded"
GERMAN = {"Sjön": "Der See", "Det här är ingressen.": "Das ist der Vorspann.", "sjon": "der-see"}


def test_an_editor_comes_from_a_page_to_its_published_translation(
    client: Client, here: Municipality, django_capture_on_commit_callbacks: Any
) -> None:
    page = make_page("Sjön", slug="sjon")
    client.force_login(make_user(Role.EDITOR))
    german = Locale.objects.get(language_code="de")

    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [german.pk]})
    translation = Translation.objects.get(target_locale=german)
    own = Page.objects.get(translation_key=page.translation_key, locale=german)
    edit = reverse("wagtailadmin_pages:edit", args=[own.pk])
    beside = client.get(edit).text
    assert "ingressen" in beside
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        word = GERMAN.get(segment.string.data)
        if word:
            assert client.put(address, urlencode({"value": word}), content_type=FORM).status_code in {200, 201}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, {"action": "publish"})

    shown = client.get("/de/besuchen/der-see/")
    assert shown.status_code == 200
    assert "Das ist der Vorspann." in shown.text


def test_another_municipalitys_translation_is_not_there(client: Client, here: Municipality) -> None:
    with scope.acting(make_municipality()):
        foreign = make_page("Grannens")
        editor = make_user(Role.EDITOR)
        neighbour = Client(headers={"host": scope.municipality().hosts})
        neighbour.force_login(editor)
        german = Locale.objects.get(language_code="de")
        neighbour.post(reverse("wagtail_localize:submit_page_translation", args=[foreign.pk]), {"locales": [german.pk]})
    translation = Translation.objects.get()
    make_page()
    client.force_login(make_user(Role.EDITOR))

    for name in ("preview_translation", "download_pofile"):
        assert client.get(reverse(f"wagtail_localize:{name}", args=[translation.pk])).status_code == 404
    assert client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk])).status_code == 404
