"""One municipality's writers never meet another's pages, pictures or people; who may do what follows the roles."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.site.written.following import follow_all_roles
from utblick.site.written.models import Picture, TextPage
from utblick.site.written.tests.make import make_page, make_picture, section
from utblick.tenancy import scope

pytestmark = pytest.mark.usefixtures("standing")


@pytest.fixture
def neighbour(here: Municipality, standing_beside: int) -> TextPage:
    """A page of another municipality, beside an open site of the own."""
    with scope.acting(Municipality.objects.get(pk=standing_beside)):
        make_picture("Grannens bild")
        page: TextPage = make_page("Grannens sida")
        return page


def test_another_municipalitys_pages_and_pictures_are_not_there(here: Municipality, neighbour: TextPage) -> None:
    make_page("Vår sida")

    assert not Page.objects.filter(title="Grannens sida").exists()
    assert not TextPage.objects.filter(pk=neighbour.pk).exists()
    assert not Picture.objects.exists()
    with scope.everywhere():
        assert {"Vår sida", "Grannens sida"} <= {page.title for page in Page.objects.all()}


def test_choosers_lists_and_searches_show_only_the_own_pages(
    client: Client, coordinator: User, neighbour: TextPage
) -> None:
    make_page("Vår sida", lead="Allas sjö")
    client.force_login(coordinator)

    for address in [
        reverse("wagtailadmin_explore_root") + "?q=sida",
        reverse("wagtailadmin_explore", args=[section().pk]),
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_pages:search") + "?q=sida",
        reverse("wagtailadmin_choose_page_search") + "?q=sida",
        reverse("wagtailadmin_api:pages:listing"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose"),
    ]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Grannen" not in answer.text, address
    assert "Vår sida" in client.get(reverse("wagtailadmin_pages:search") + "?q=sida").text


@pytest.mark.parametrize("name", ["edit", "delete", "history", "move", "copy", "view_draft", "unpublish"])
def test_another_municipalitys_page_is_not_found_by_its_number(
    client: Client, coordinator: User, neighbour: TextPage, name: str
) -> None:
    client.force_login(coordinator)
    assert client.get(reverse(f"wagtailadmin_pages:{name}", args=[neighbour.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATOR, 200),
        (Role.EDITOR, 200),
        (Role.OFFICER, 200),
        (Role.DECISION_MAKER, 403),
        (Role.AUDITOR, 403),
        (Role.LOCAL_ACTOR, 403),
    ],
)
def test_who_may_enter(client: Client, here: Municipality, role: str, status: int) -> None:
    make_page()
    client.force_login(make_user(role))
    assert client.get(reverse("wagtailadmin_home")).status_code == status


def test_an_officer_writes_and_an_editor_publishes(client: Client, here: Municipality) -> None:
    page, publish = make_page(live=False), 'value="action-publish"'
    for role, may_publish in [(Role.OFFICER, False), (Role.EDITOR, True)]:
        client.force_login(make_user(role))
        text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        assert (publish in text) is may_publish


def test_who_has_lost_the_role_has_lost_the_groups(here: Municipality) -> None:
    make_page()
    editor = make_user(Role.EDITOR)
    follow_all_roles()
    assert editor.groups.count() == 2

    Membership.objects.get(user=editor).withdraw()
    follow_all_roles()

    assert not Group.objects.filter(user=editor).exists()


@pytest.mark.parametrize(
    "name",
    ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtaillocales:index", "wagtailadmin_workflows:index"],
)
def test_people_groups_languages_and_reviews_are_not_kept_in_wagtail(
    client: Client, coordinator: User, name: str
) -> None:
    make_page()
    client.force_login(coordinator)
    assert client.get(reverse(name)).status_code == 404


def test_the_way_in_is_our_own_log_in(client: Client, here: Municipality) -> None:
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.headers["Location"].startswith(reverse("account_login"))
