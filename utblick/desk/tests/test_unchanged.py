"""What the first page keeps until something changes is never another's, and never of yesterday."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.desk.unchanged import of_ours
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.tests.make import make_initiative, make_result
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_agreement
from utblick.tenancy import scope
from utblick.watch.models import Decision, ItemVersion
from utblick.watch.tests.make import make_item

HOME = reverse("desk:home")


def seen(client: Client, user: User) -> str:
    client.force_login(user)
    text: str = client.get(HOME).text
    return text


def test_the_second_visit_takes_no_more_queries_than_any_page(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))
    before = seen(client, coordinator)
    with django_assert_max_num_queries(8):
        assert "Översikt" in client.get(HOME).text
    assert client.get(HOME).text.count("<section") == before.count("<section")


def test_what_somebody_notes_is_told_at_the_next_visit(client: Client, coordinator: User) -> None:
    goal = make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))
    initiative = make_initiative(goals=[goal])
    before = seen(client, coordinator)
    make_result(initiative=initiative, noted_on=timezone.localdate())
    make_agreement(title="Avtal att se över", review_on=timezone.localdate())
    after = seen(client, coordinator)
    assert 'data-color="success"' not in before
    assert 'data-color="success"' in after
    assert "Avtal att se över" in after


def test_what_is_withdrawn_is_gone_at_the_next_visit(client: Client, coordinator: User) -> None:
    agreement = make_agreement(title="Avtal att se över", review_on=timezone.localdate())
    assert agreement.title in seen(client, coordinator)
    agreement.withdraw()
    assert agreement.title not in seen(client, coordinator)


def test_what_is_secret_is_kept_for_none_but_those_who_may_see_it(client: Client, coordinator: User) -> None:
    officer = make_user(Role.OFFICER)
    initiative = make_initiative("Hemligt spår", status="idea", deadline=timezone.now() + timedelta(days=3))
    assert "Hemligt spår" in seen(client, officer)
    initiative.secrecy_ground = "19 kap. 1 § OSL"
    initiative.save()
    assert "Hemligt spår" in seen(client, coordinator)
    assert "Hemligt spår" not in seen(client, officer)


def test_nothing_of_one_municipality_is_kept_for_another(client: Client, coordinator: User) -> None:
    make_initiative("Vår ansökan", status="idea", deadline=timezone.now() + timedelta(days=3))
    assert "Vår ansökan" in seen(client, coordinator)
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        other = make_user(Role.COORDINATOR)
        make_initiative("Grannens ansökan", status="idea", deadline=timezone.now() + timedelta(days=3))
    theirs = Client(headers={"host": neighbour.hosts})
    text = seen(theirs, other)
    assert "Grannens ansökan" in text
    assert "Vår ansökan" not in text
    assert "Grannens ansökan" not in seen(client, coordinator)


def test_a_coordinator_of_two_municipalities_is_shown_each_where_it_is(
    client: Client, coordinator: User, here: Municipality
) -> None:
    neighbour = make_municipality("Grannkommun")
    make_initiative("Vår ansökan", status="idea", deadline=timezone.now() + timedelta(days=3))
    with scope.acting(neighbour):
        Membership.objects.create(user=coordinator, role=Role.COORDINATOR)
    assert "Vår ansökan" in seen(client, coordinator)
    assert "Vår ansökan" not in seen(Client(headers={"host": neighbour.hosts}), coordinator)


def test_a_neighbour_who_goes_after_the_same_call_is_told_of_at_once(client: Client, coordinator: User) -> None:
    item = make_item("Ett anrop för två")
    make_initiative("Vår", item=item, unit=make_unit("Skolan"))
    assert "Ett anrop för två" not in seen(client, coordinator)
    with scope.acting(make_municipality("Grannkommun")):
        make_initiative("Deras", item=item, published=True)
    assert "Ett anrop för två" in seen(client, coordinator)


def test_a_call_whose_deadline_is_moved_by_its_source_is_due_on_its_new_day(client: Client, coordinator: User) -> None:
    first = timezone.now() + timedelta(days=10)
    item = make_item("Ett anrop", deadline=first)
    Decision.objects.create(item=item, verdict=Decision.Verdict.RELEVANT, decided_by=coordinator)
    assert timezone.localdate(first).isoformat() in seen(client, coordinator)
    later = first + timedelta(days=7)
    with scope.everywhere():
        item.deadline = item.final_deadline = later
        item.save()
        ItemVersion.objects.create(item=item, at=timezone.now(), changes={"deadline": ["", ""]})
    text = seen(client, coordinator)
    assert timezone.localdate(later).isoformat() in text.partition('id="due"')[2]


def test_a_new_day_is_reckoned_anew(client: Client, coordinator: User) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False) as traveller:
        make_agreement(title="Avtal att se över", review_on=date(2026, 11, 25))
        assert "i morgon" in seen(client, coordinator)
        traveller.move_to(datetime(2026, 11, 25, 1, tzinfo=UTC))
        assert "i dag" in seen(client, coordinator)


def test_the_other_language_is_not_answered_with_what_was_kept(client: Client, coordinator: User) -> None:
    make_agreement(title="Avtal att se över", review_on=timezone.localdate() + timedelta(days=1))
    assert "i morgon" in seen(client, coordinator)
    client.cookies["django_language"] = "en"
    assert "tomorrow" in client.get(HOME).text


def test_a_change_that_is_finished_after_a_later_one_is_seen(coordinator: User) -> None:
    """Entries are numbered when they are written and seen when they are committed, which may be in another order."""

    def entry(pk: int) -> Entry:
        return Entry(pk=pk, act="changed", kind="x.y", object_id=1, label="X")

    today = date(2026, 11, 24)
    last = Entry.objects.latest("pk").pk
    entry(last + 2).save(force_insert=True)
    before = of_ours(coordinator, today)
    entry(last + 1).save(force_insert=True)
    assert of_ours(coordinator, today) != before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER])
def test_a_new_role_is_shown_what_goes_with_it(client: Client, here: Municipality, role: str) -> None:
    user = make_user(role)
    assert reverse("goals:import") not in seen(client, user)
    coordinator = make_user(Role.COORDINATOR)
    assert reverse("goals:import") in seen(client, coordinator)
