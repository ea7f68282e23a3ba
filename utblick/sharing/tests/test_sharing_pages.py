"""A coordinator shares, sees exactly what is shared, and ends it; the region narrows and takes home what it sees."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_organisation
from utblick.projects.tests.make import make_project
from utblick.sharing import agreeing
from utblick.sharing.models import Sharing
from utblick.sharing.tests.make import make_sharer, make_sharing
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
HOME = reverse("sharing:home")


@pytest.fixture
def at_home(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def test_a_coordinator_shares_changes_how_much_and_ends_it_and_the_trail_tells(
    at_home: Client, here: Municipality, region: Municipality, coordinator: User
) -> None:
    assert "Inget delas" in at_home.get(HOME).text
    share = reverse("sharing:share", args=[region.pk])
    assert at_home.post(share, {"level": "everything"}).status_code == 422
    assert not Sharing.objects.exists()
    at_home.post(share, {"level": "figures"})
    sharing = Sharing.objects.get()
    assert (sharing.region, sharing.level, sharing.given_by) == (region, "figures", coordinator)
    at_home.post(share, {"level": "named"})
    at_home.post(reverse("sharing:end", args=[sharing.pk]))
    told = Entry.objects.filter(kind="sharing.sharing", by=coordinator).order_by("pk")
    assert list(told.values_list("act", flat=True)) == ["created", "changed", "withdrawn"]
    page = at_home.get(HOME).text
    assert "Inget delas" in page
    assert "Tidigare delat" in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR])
def test_others_see_what_is_shared_and_change_nothing(
    client: Client, here: Municipality, region: Municipality, role: str
) -> None:
    sharing, one = make_sharing(region), make_initiative()
    client.force_login(make_user(role))
    assert client.get(HOME).status_code == client.get(reverse("sharing:preview")).status_code == 200
    refused = [("share", region.pk), ("end", sharing.pk), ("withhold", one.pk), ("release", one.pk)]
    for name, key in refused:
        assert client.post(reverse(f"sharing:{name}", args=[key]), {"level": "figures"}).status_code == 403


def test_only_regions_are_shared_with_and_never_the_municipality_itself(
    at_home: Client, here: Municipality, region: Municipality
) -> None:
    for other in (make_municipality(), here):
        assert at_home.get(reverse("sharing:share", args=[other.pk])).status_code == 404


def test_where_no_region_is_served_there_is_no_trace_of_it(at_home: Client, here: Municipality) -> None:
    Municipality.objects.filter(pk=here.pk).update(kind=Municipality.Kind.REGION)
    for name in ("home", "preview", "works", "initiatives", "figures"):
        assert at_home.get(reverse(f"sharing:{name}")).status_code == 403
    assert "/sharing/" not in at_home.get(reverse("initiatives:initiative", args=[make_initiative().pk])).text


def test_the_menu_leads_a_municipality_and_a_region_each_to_its_own(
    at_home: Client, at_region: Client, here: Municipality
) -> None:
    menus = [browser.get(reverse("initiatives:list")).text for browser in (at_home, at_region)]
    assert [f'href="{reverse("sharing:works")}"' in menu for menu in menus] == [False, True]
    assert [f'href="{HOME}"' in menu for menu in menus] == [True, True]


def test_the_preview_is_what_the_region_sees(
    at_home: Client, at_region: Client, here: Municipality, region: Municipality
) -> None:
    one = full_initiative("Nattpatrull")
    make_sharing(region)
    ours = at_home.get(reverse("sharing:preview")).context["shown"]
    theirs = at_region.get(reverse("sharing:initiatives")).context["shown"]
    assert ours == theirs
    pages = [
        at_home.get(reverse("sharing:own", args=[one.pk])),
        at_region.get(reverse("sharing:initiative", args=[one.pk])),
    ]
    assert pages[0].context["told"] == pages[1].context["told"]
    for word in ("Nattpatrull", "Interreg Aurora", "Norge", "Trondheim", "Fler språk", "Ungas möten"):
        assert word in pages[1].text, word


def full_initiative(title: str, **facts: Any) -> Initiative:
    goal, form = make_goal(name="Ungas möten", sdg_targets=["8.9"]), make_form(kind="project")
    partner = make_organisation("Trondheim kommune", country="NO")
    one = make_initiative(title, goals=[goal], partners=[partner], form=form, summary="Över gränsen", **facts)
    make_project(initiative=one, programme_key="interreg-aurora")
    make_step(initiative=one, country="NO", cost=1234, own=234)
    make_result(initiative=one, text="Fler språk")
    return one


def test_an_initiative_is_kept_out_and_shared_again(
    at_home: Client, at_region: Client, here: Municipality, region: Municipality
) -> None:
    make_sharing(region)
    one = make_initiative("Känslig sak")
    listed = reverse("sharing:initiatives")
    at_home.post(reverse("sharing:withhold", args=[one.pk]))
    at_home.post(reverse("sharing:withhold", args=[one.pk]))
    assert "Känslig sak" not in at_region.get(listed).text
    assert "Känslig sak" in at_home.get(reverse("sharing:preview")).text
    assert at_home.get(reverse("sharing:own", args=[one.pk])).context["told"] is None
    at_home.post(reverse("sharing:release", args=[one.pk]))
    assert "Känslig sak" in at_region.get(listed).text


def test_programmes_and_countries_are_counted_once_an_initiative(
    at_region: Client, region: Municipality, here: Municipality
) -> None:
    make_sharing(region)
    full_initiative("Nattpatrull")  # Norway by a step and by a partner
    make_initiative(funding_programme="Interreg Aurora")
    make_initiative(funding_programme="Byfonden")
    with scope.acting(make_sharer(region, "Grannby", level=Sharing.Level.FIGURES)):
        make_initiative(funding_programme="Grannfonden")
        make_step(initiative=make_initiative(funding_programme="Interreg Aurora"), country="SE")
    page = at_region.get(reverse("sharing:works"))
    found = {line.label: [(one.sharer.name, one.count) for one in line.cells] for line in page.context["programmes"]}
    assert found == {
        "Interreg Aurora": [("Provkommun", 2), ("Grannby", 1)],
        "Byfonden": [("Provkommun", 1)],
        "Annat program": [("Grannby", 1)],
    }
    assert [(line.label, line.total) for line in page.context["countries"]] == [("Norge", 1)]
    linked = {one.sharer.name: bool(one.url) for line in page.context["programmes"] for one in line.cells}
    assert linked == {"Provkommun": True, "Grannby": False}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"programme": "Interreg Aurora"}, ["Nattpatrull"]),
        ({"country": "NO"}, ["Nattpatrull"]),
        ({"form": "project"}, ["Nattpatrull"]),
        ({"agenda": "8"}, ["Nattpatrull"]),
        ({"agenda": "9"}, []),
        ({"status": "preparing"}, ["Biblioteket"]),
        ({"q": "natt patrull"}, ["Nattpatrull"]),
        ({"programme": "finns inte"}, ["Biblioteket", "Nattpatrull"]),
    ],
)
def test_the_region_narrows_the_list(
    at_region: Client, region: Municipality, here: Municipality, asked: dict[str, str], found: list[str]
) -> None:
    make_sharing(region)
    full_initiative("Nattpatrull")
    make_initiative("Biblioteket", status="preparing")
    page = at_region.get(reverse("sharing:initiatives"), {**asked, "sort": "title"})
    assert [one.row["title"] for one in page.context["shown"]] == found


def test_every_page_keeps_to_eight_queries(
    at_home: Client,
    at_region: Client,
    here: Municipality,
    region: Municipality,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sharing = make_sharing(region)
    one = full_initiative("Nattpatrull")
    agreeing.withhold(full_initiative("Undantagen"))
    for _number in range(3):
        with scope.acting(make_sharer(region)):
            full_initiative("Mer", funding_programme="Byfonden")
    asked: list[tuple[Client, str, list[int]]] = [
        *((at_region, name, []) for name in ("works", "initiatives", "figures")),
        *((at_home, name, []) for name in ("home", "preview")),
        (at_region, "initiative", [one.pk]), (at_home, "own", [one.pk]), (at_home, "share", [sharing.region_id]),
    ]  # fmt: skip
    for browser, name, keys in asked:
        browser.get(reverse("ui:about"))
        with django_assert_max_num_queries(8):
            assert browser.get(reverse(f"sharing:{name}", args=keys)).status_code == 200, name
