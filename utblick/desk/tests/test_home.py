from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.desk.due import due
from utblick.desk.overview import State, goal_states
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Contribution, Initiative, Result, Step
from utblick.initiatives.tests.make import make_initiative
from utblick.partners.tests.make import make_agreement
from utblick.sharing.tests.make import make_region, make_sharer
from utblick.tenancy import scope
from utblick.watch.models import Match, Profile
from utblick.watch.tests.make import make_item, make_place

TODAY = date(2026, 11, 24)
HOME = reverse("desk:home")


@pytest.fixture
def goal(here: object):  # type: ignore[no-untyped-def]
    return make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))


def test_a_goal_without_initiatives_stands_still(goal: object) -> None:
    assert [one.state for one in goal_states(TODAY)] == [State.STILL]


def test_a_goal_gives_results_when_one_was_noted_within_a_year(goal: object) -> None:
    initiative = make_initiative(status=Initiative.Status.RUNNING)
    Contribution.objects.create(initiative=initiative, goal=goal)
    assert goal_states(TODAY)[0].state == State.WORKS
    Result.objects.create(initiative=initiative, noted_on=TODAY - timedelta(days=30), text="Fyra nya leder")
    assert goal_states(TODAY)[0].state == State.GIVES
    assert goal_states(TODAY)[0].results == 1


def test_money_and_people_of_a_goal_are_those_of_its_initiatives_steps(goal: object) -> None:
    initiative = make_initiative(status=Initiative.Status.RUNNING)
    Contribution.objects.create(initiative=initiative, goal=goal)
    for women, cost in ((3, 1000), (4, 500)):
        Step.objects.create(
            initiative=initiative,
            kind="exchange",
            title="Resa",
            starts_on=TODAY,
            ends_on=TODAY,
            women=women,
            boys=2,
            cost=cost,
        )
    state = goal_states(TODAY)[0]
    assert (state.people, state.money) == (11, 1500)


def test_what_is_due_comes_soonest_first_with_what_has_passed_marked(here: object) -> None:
    make_agreement(title="Avtal A", review_on=TODAY + timedelta(days=20))
    make_agreement(title="Avtal B", expires_on=TODAY - timedelta(days=3))
    make_agreement(title="Avtal C", review_on=TODAY + timedelta(days=200))
    assert [(one.title, one.passed) for one in due(TODAY)] == [("Avtal B", True), ("Avtal A", False)]


def test_an_agreement_reminds_its_owner_first_and_the_coordinator_a_month_before(here: object) -> None:
    owner, coordinator = make_user(Role.OFFICER), make_user(Role.COORDINATOR)
    make_agreement(title="Om tre månader", owner=owner, review_on=TODAY + timedelta(days=90))
    make_agreement(title="Om tre veckor", owner=owner, expires_on=TODAY + timedelta(days=21))
    with time_machine.travel(TODAY, tick=False):
        assert [one.title for one in due(TODAY, user=owner)] == ["Om tre veckor", "Om tre månader"]
        assert [(one.title, one.asked) for one in due(TODAY, user=coordinator)] == [("Om tre veckor", owner)]
        assert [one.asked for one in due(TODAY, user=owner)] == [None, None]


def test_an_agreement_whose_owner_has_left_concerns_everybody_at_once(here: object) -> None:
    gone = make_user(Role.OFFICER)
    Membership.objects.get(user=gone).withdraw()
    make_agreement(title="Utan ägare", review_on=TODAY + timedelta(days=90))
    make_agreement(title="Ägaren har slutat", owner=gone, review_on=TODAY + timedelta(days=91))
    assert [one.title for one in due(TODAY, user=make_user())] == ["Utan ägare", "Ägaren har slutat"]


def test_the_notice_day_is_due_before_an_agreement_is_renewed_and_its_end_is_not(here: object) -> None:
    make_agreement(expires_on=date(2027, 2, 28), renews_by=12, notice_months=2)
    found = due(TODAY, user=make_user())
    assert [(one.on, one.kind) for one in found] == [(date(2026, 12, 31), "agreement_notice")]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR])
def test_everyone_with_a_role_gets_the_overview(
    client: Client, goal: object, role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(make_user(role))
    # It gathers from every room; once gathered, it takes what other pages take until something changes.
    with django_assert_max_num_queries(16):
        client.get(HOME)
    with django_assert_max_num_queries(8):
        answer = client.get(HOME)
    assert "Översikt" in answer.text


def test_a_region_is_led_to_the_municipalities_that_share_with_it(
    client: Client, here: object, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    region = make_region()
    with scope.acting(region):
        client.force_login(make_user(Role.OFFICER))
    assert "Ingen delar med er än" in client.get(HOME, headers={"host": region.hosts}).text

    for name in ("Strömsund", "Krokom"):
        make_sharer(region, name)
    page = client.get(HOME, headers={"host": region.hosts}).text
    assert "2 kommuner delar sitt internationella arbete med er: Krokom, Strömsund." in page
    assert reverse("sharing:works") in page
    with django_assert_max_num_queries(8):
        client.get(HOME, headers={"host": region.hosts})


def test_a_municipality_is_not_led_to_what_a_region_sees(client: Client, goal: object) -> None:
    make_region()
    client.force_login(make_user(Role.OFFICER))
    assert "delar med er" not in client.get(HOME).text


def test_what_closes_undecided_is_told_first_to_who_decides(client: Client, goal: object, coordinator: User) -> None:
    make_place(make_item("Soon", deadline=timezone.now() + timedelta(days=2)))
    for user, is_told in ((coordinator, True), (make_user(Role.AUDITOR), False)):
        client.force_login(user)
        assert ("1 post stänger inom tre dagar" in client.get(HOME).text) == is_told


def test_an_officer_is_told_what_waits_for_the_own_unit_and_in_its_words(client: Client, goal: object) -> None:
    unit = make_unit("Skolan")
    ours, others = make_place(make_item("Till skolan")), make_place(make_item("Till andra"))
    school, energy = (
        Profile.objects.create(unit=one, name=one.name, text="x") for one in (unit, make_unit("Energienheten"))
    )
    Match.objects.create(item=ours.item, profile=school, score=0.3)
    for place in (ours, others):
        place.best = Match.objects.create(item=place.item, profile=energy, score=0.6)
        place.save()

    client.force_login(make_user(Role.OFFICER, unit=unit))
    page = client.get(HOME).text
    assert "Till skolan" in page
    assert "Till andra" not in page
    assert "träffar Skolan" in page

    client.force_login(make_user(Role.COORDINATOR))
    page = client.get(HOME).text
    assert "Till andra" in page
    assert page.count("träffar Energienheten") == 2


def test_somebody_without_a_role_is_told_what_to_do(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    assert "har ingen roll" in client.get(HOME).text


def test_an_empty_municipality_is_taught_to_import_its_policy(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert reverse("goals:import") in client.get(HOME).text
