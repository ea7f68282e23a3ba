"""From a draft by way of a review to a page that is published, and translated beside the Swedish until that is too."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.pages import edit
from wagtail.models import Comment, Locale, Page
from wagtail_localize.models import StringSegment, Translation

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.site.written import reviewing
from utblick.site.written.following import follow_all_roles
from utblick.site.written.tests.make import make_page
from utblick.tenancy import scope

pytestmark = pytest.mark.usefixtures("standing")

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


def test_what_an_officer_submits_is_published_once_though_it_is_approved_twice(
    client: Client, here: Municipality, coordinator: User, mailoutbox: list[Any]
) -> None:
    page = make_page("Sjön", slug="sjon", live=False)
    officer, gone = make_user(Role.OFFICER, language="en"), make_user(Role.COORDINATOR, is_superuser=True)
    follow_all_roles()
    client.force_login(coordinator)
    page.get_workflow().start(page, officer)
    assert mailoutbox == [], "the mail server is not asked while somebody waits"
    gone.groups.clear()
    assert [reviewing.send_all(timezone.now()) for _time in range(2)] == [1, 0]
    [asked] = mailoutbox
    assert (asked.to, asked.subject) == ([coordinator.email], "Väntar på din granskning: Sjön")
    assert here.name in asked.from_email
    assert f"{here.address}/cms/" in asked.body
    home = client.get(reverse("wagtailadmin_home")).text
    assert "Väntar på din granskning" in home
    assert "Sjön" in home
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve", **_as_it_stands(page)}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    client.post(edit, approve)
    again = client.post(edit, approve, follow=True)

    assert "redan avslutad" in again.text
    assert client.get("/sv/besok/sjon/").status_code == 200
    assert reviewing.send_all(timezone.now()) == 1
    assert (mailoutbox[1].to, mailoutbox[1].subject) == ([officer.email], "Approved and published: Sjön")
    assert f"{here.address}/sv/besok/sjon/" in mailoutbox[1].body


def test_what_is_sent_back_says_why_and_what_is_decided_is_asked_of_nobody(
    client: Client, here: Municipality, coordinator: User, mailoutbox: list[Any]
) -> None:
    page, officer = make_page("Sjön", live=False), make_user(Role.OFFICER)
    follow_all_roles()
    step = page.get_workflow().start(page, officer).current_task_state
    step.task.specific.on_action(step, coordinator, "reject", comment="Bilden fattas.")
    edit.send_notification([officer], "updated_comments", _comments(page, coordinator, "Skriv kortare."))  # type: ignore[attr-defined]

    reviewing.send_all(timezone.now())
    back, commented = mailoutbox
    assert (back.to, back.subject) == ([officer.email], "Skickad tillbaka: Sjön")
    assert "Kommentar: Bilden fattas." in back.body
    assert "Skriv kortare." in commented.body


def _comments(page: Page, editor: User, text: str) -> dict[str, Any]:
    """As Wagtail's editor tells of them."""
    none: dict[str, Any] = {"resolved_comments": [], "deleted_comments": [], "replied_comments": []}
    return {"page": page, "editor": editor, "new_comments": [Comment(page=page, user=editor, text=text)], **none}


def _as_it_stands(page: Page) -> dict[str, Any]:
    told = {name: getattr(page, name) for name in ("title", "lead", "slug")}
    counted = {f"comments-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    return {**told, **counted, "body-count": 0, "picture": "", "picture_text": ""}


def test_the_editor_of_pages_looks_like_the_rest_and_leads_nowhere_else(
    client: Client, here: Municipality, coordinator: User
) -> None:
    page = make_page()
    client.force_login(coordinator)

    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "written/cms.css" in text
    assert "Flyttade adresser" in text
    assert "set-privacy" not in text
    assert client.get(reverse("wagtailadmin_account")).url == reverse("accounts:profile")  # type: ignore[attr-defined]
    assert client.get(reverse("wagtailadmin_explore_root")).url == reverse(  # type: ignore[attr-defined]
        "wagtailadmin_explore", args=[page.get_ancestors().get(depth=2).pk]
    )
    assert r"Publicera p\u00e5 " in client.get(reverse("wagtail_localize:javascript_catalog")).text
