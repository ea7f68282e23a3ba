"""A campaign is begun, told of, given pages, and taken back; each by who may."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.filling import filled, form_of
from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.campaigns.models import Campaign, CampaignPage, Origin
from utblick.campaigns.tests.make import make_campaign, make_campaign_page, make_reach
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.search.finding import find
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
GIVEN = {
    "step-title": "Flytta till fjällvärlden",
    "step-status": "running",
    "step-starts_on": str(TODAY),
    "step-ends_on": str(TODAY + timedelta(days=60)),
    "step-planned_cost": "85 000",
    "step-cost": "",
    "audience": "Barnfamiljer i Trondheim med barn i förskolan",
    "countries": "Norge, Tyskland",
    "languages": "norska, tyska",
    "slug": "",
    "target": "2500",
}


@pytest.fixture
def initiative(here: Municipality) -> Initiative:
    goal = make_goal(name="Inflyttning", document=make_document(status=PolicyDocument.Status.IN_FORCE))
    return make_initiative("Bo i Norrland", goals=[goal])


def begin(client: Client, initiative: Initiative, **given: str) -> Any:
    address = reverse("campaigns:start", args=[initiative.pk])
    return client.post(address, {**filled(form_of(client.get(address).text)), **GIVEN, **given})


def plain(answer: Any) -> str:
    """What it says, with one kind of space."""
    return " ".join(answer.text.split())


def test_a_campaign_is_begun_from_its_initiative_as_a_step_of_it(
    client: Client, coordinator: User, initiative: Initiative
) -> None:
    client.force_login(coordinator)
    answer = begin(client, initiative, **{"step-title": "Året i Ström"})
    made = Campaign.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.step.kind, made.step.initiative, made.step.planned_cost) == ("campaign", initiative, Decimal(85000))
    assert (made.slug, made.countries, made.languages, made.owner) == ("aret-i-strom", "NO DE", "nb de", coordinator)
    page = plain(client.get(made.get_absolute_url()))
    for told in (
        "Året i Ström",
        "Barnfamiljer i Trondheim",
        "Norge, Tyskland",
        "Inflyttning",
        "/k/aret-i-strom/",
        "2 500",
    ):
        assert told in page
    assert "Året i Ström" in client.get(initiative.get_absolute_url()).text
    assert [hit.object_id for hit in find("förskolan", kind="campaigns.campaign")] == [made.pk]
    assert Entry.objects.filter(kind="campaigns.campaign", object_id=made.pk, by=coordinator).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"step-ends_on": str(TODAY - timedelta(days=1)), "step-starts_on": str(TODAY - timedelta(days=9))}, "step-ends_on"),
        ({"step-starts_on": str(TODAY + timedelta(days=90))}, "step-ends_on"),
        ({"step-starts_on": "", "step-ends_on": ""}, "step-starts_on"),
        ({"step-planned_cost": "-1"}, "step-planned_cost"),
        ({"step-planned_cost": "1000", "step-planned_own": "2000"}, "step-planned_own"),
        ({"step-status": "applied"}, "step-status"),
        ({"target": "0"}, "target"),
        ({"target": "-5"}, "target"),
        ({"slug": "taken"}, "slug"),
        ({"slug": "???"}, "slug"),
        ({"countries": "Atlantis"}, "countries"),
        ({"audience": ""}, "audience"),
        ({"goal": "999999"}, "goal"),
        ({"owner": "999999"}, "owner"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_saved(
    client: Client, coordinator: User, initiative: Initiative, given: dict[str, str], field: str
) -> None:
    make_campaign(slug="taken")
    client.force_login(coordinator)
    answer = begin(client, initiative, **given)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.text
    assert Step.objects.filter(kind="campaign").count() == 1


def test_a_campaign_that_is_over_may_be_written_down_as_done(
    client: Client, coordinator: User, initiative: Initiative
) -> None:
    client.force_login(coordinator)
    over = {"step-starts_on": "2026-01-05", "step-ends_on": "2026-02-01", "step-status": "done"}
    assert begin(client, initiative, **over).status_code == 302


def test_two_who_save_at_once_are_told_and_neither_form_is_half_saved(
    client: Client, coordinator: User, initiative: Initiative
) -> None:
    made = make_campaign(initiative=initiative)
    client.force_login(coordinator)
    address = reverse("campaigns:edit", args=[made.pk])
    opened = filled(form_of(client.get(address).text), **{"step-title": "Nytt namn"})
    step = Step.objects.get(pk=made.step_id)
    step.cost = Decimal(9000)
    step.save()
    assert client.post(address, opened).status_code == 422
    assert Step.objects.get(pk=made.step_id).title != "Nytt namn"


def test_a_step_that_was_a_campaign_already_is_given_pages_and_reach_once(
    client: Client, coordinator: User, initiative: Initiative
) -> None:
    step = Step.objects.create(initiative=initiative, kind=Step.Kind.CAMPAIGN, title="Öppet hus")
    client.force_login(coordinator)
    address = reverse("campaigns:take_on", args=[step.pk])
    assert address in client.get(initiative.get_absolute_url()).text
    form = filled(form_of(client.get(address).text))
    assert client.post(address, {**form, **GIVEN, "step-title": "Öppet hus"}).status_code == 302
    made = Campaign.objects.get()
    assert (made.step, Step.objects.count()) == (step, 1)
    assert client.get(address).headers["Location"] == made.get_absolute_url()


def test_officers_change_only_their_units_campaigns_and_editors_all(client: Client, initiative: Initiative) -> None:
    unit = make_unit("Näringslivsenheten")
    ours = make_campaign(initiative=make_initiative(unit=unit))
    theirs = make_campaign(initiative=initiative)
    for role, allowed in ((Role.OFFICER, [ours]), (Role.EDITOR, [ours, theirs]), (Role.AUDITOR, [])):
        client.force_login(make_user(role, unit=unit))
        for one in (ours, theirs):
            assert client.get(one.get_absolute_url()).status_code == 200
            for name in ("edit", "add_page"):
                status = client.get(reverse(f"campaigns:{name}", args=[one.pk])).status_code
                assert status == (200 if one in allowed else 403), (role, name)


def test_pages_are_chosen_put_in_order_and_taken_back(client: Client, coordinator: User) -> None:
    made = make_campaign()
    client.force_login(coordinator)
    address = reverse("campaigns:add_page", args=[made.pk])
    for key in ("site:front", "site:goals"):
        assert client.post(address, {"page": key}).status_code == 302
    assert client.post(address, {"page": "site:goals"}).status_code == 422, "it is there already"
    _front, goals = CampaignPage.objects.all()
    make_reach(goals, 7)
    client.post(reverse("campaigns:first_page", args=[goals.pk]))
    assert [one.key for one in CampaignPage.objects.all()] == ["site:goals", "site:front"]
    client.post(reverse("campaigns:remove_page", args=[goals.pk]))
    assert [one.key for one in CampaignPage.objects.standing()] == ["site:front"]
    assert "7" in client.get(made.get_absolute_url()).text, "what was counted stays"
    client.post(address, {"page": "site:goals"})
    assert CampaignPage.objects.get(key="site:goals").pk == goals.pk


def test_a_page_of_another_municipality_or_unpublished_cannot_be_chosen(client: Client, coordinator: User) -> None:
    made = make_campaign()
    hidden = make_initiative(published=False)
    with scope.acting(make_municipality("Grannkommun")):
        foreign = make_initiative(published=True)
    client.force_login(coordinator)
    for key in (
        f"site:initiative:{foreign.pk}",
        f"site:initiative:{hidden.pk}",
        "site:initiative:x",
        "written:x",
        "nonsense",
    ):
        assert client.post(reverse("campaigns:add_page", args=[made.pk]), {"page": key}).status_code == 422
    assert not CampaignPage.objects.exists()


def test_a_page_that_was_taken_down_is_told_of_as_such_and_one_in_two_campaigns_too(
    client: Client, coordinator: User
) -> None:
    shown = make_initiative("Snart borta", published=True)
    made, other = make_campaign(), make_campaign("Sommarjakten")
    for one in (made, other):
        make_campaign_page(one, f"site:initiative:{shown.pk}", title="Snart borta")
    client.force_login(coordinator)
    page = client.get(made.get_absolute_url()).text
    assert "Sommarjakten" in page
    assert "räknas i båda" in page
    shown.published = False
    shown.save()
    assert "inte publicerad nu" in client.get(made.get_absolute_url()).text


def test_the_page_tells_reach_against_the_target_and_what_each_arrival_cost(client: Client, coordinator: User) -> None:
    made = make_campaign(target=200, cost=Decimal(5000), planned_cost=Decimal(8000))
    front, goals = make_campaign_page(made), make_campaign_page(made, "site:goals")
    make_reach(front, 80, TODAY - timedelta(days=8))
    make_reach(front, 30, origin=Origin.OWN)
    make_reach(goals, 20, origin=Origin.SEARCH)
    client.force_login(coordinator)
    page = plain(client.get(made.get_absolute_url()))
    for told in ("50 % av 200", "130", "50 kr", "100 ankomster på 5 veckor", "En sökmotor"):
        assert told in page, told
    listed = plain(client.get(reverse("campaigns:list")))
    assert "av 200" in listed
    assert client.get(reverse("campaigns:list"), {"as": "csv"}).text.count("\n") == 2


def test_withdrawing_takes_the_step_along_and_both_come_back(client: Client, coordinator: User) -> None:
    made = make_campaign()
    client.force_login(coordinator)
    client.post(reverse("campaigns:withdraw", args=[made.pk]))
    assert client.get(made.get_absolute_url()).status_code == 404
    assert not Step.objects.standing().exists()
    client.post(reverse("campaigns:restore", args=[made.pk]))
    assert client.get(made.get_absolute_url()).status_code == 200


def test_the_goals_page_tells_what_campaigns_reached(client: Client, coordinator: User, initiative: Initiative) -> None:
    goal = initiative.contributions.get().goal
    other = make_goal(name="Besök", document=goal.document)
    make_reach(make_campaign_page(make_campaign("För insatsens mål", initiative=initiative)), 12)
    make_reach(make_campaign_page(make_campaign("För ett annat", initiative=initiative, goal=other)), 5)
    client.force_login(coordinator)
    assert reverse("campaigns:of_goal", args=[goal.pk]) in client.get(goal.get_absolute_url()).text
    told = client.get(reverse("campaigns:of_goal", args=[goal.pk]), headers={"HX-Request": "true"}).text
    assert "12 ankomster" in told
    assert "För ett annat" not in told
    assert "5 ankomster" in client.get(reverse("campaigns:of_goal", args=[other.pk])).text


def test_a_secret_initiatives_campaign_is_hidden_from_who_may_not_see_it(client: Client, officer: User) -> None:
    made = make_campaign("Hemlig kampanj")
    made.initiative.secrecy_ground = "OSL 19 kap. 3 §"
    made.initiative.save()
    client.force_login(officer)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "Hemlig kampanj" not in client.get(reverse("campaigns:list")).text


def test_the_pages_take_as_many_queries_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    made = make_campaign()
    for number, key in enumerate(("site:front", "site:goals", "site:results", "site:partners")):
        page = make_campaign_page(made, key, position=number)
        make_campaign_page(make_campaign(), key)
        make_reach(page, 3)
    client.force_login(coordinator)
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(9):
        client.get(made.get_absolute_url())
    with django_assert_max_num_queries(6):
        client.get(reverse("campaigns:list"))
