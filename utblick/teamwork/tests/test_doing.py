"""Tasks: asked for, done, not done after all; by whom."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.teamwork import doing
from utblick.teamwork.models import Event, Notice, Task
from utblick.teamwork.tests.make import make_task

pytestmark = pytest.mark.django_db


def events(user: User) -> list[str]:
    return list(Notice.objects.of(user).values_list("event", flat=True))


def test_who_is_asked_to_do_something_is_told_and_so_is_who_asked_when_it_is_done(
    client: Client, here: Municipality
) -> None:
    asks, does = make_user(Role.COORDINATOR), make_user(Role.OFFICER)
    initiative = make_initiative()
    client.force_login(asks)
    address = reverse("teamwork:add_task", args=["initiatives.initiative", initiative.pk])
    client.post(address, {"title": "Boka tolk", "owner": does.pk, "due_on": "2027-01-15"})
    task = Task.objects.get()
    assert (task.owner, task.due_on, task.made_by) == (does, date(2027, 1, 15), asks)
    assert events(does) == [Event.TASK_GIVEN]
    client.force_login(does)
    client.post(reverse("teamwork:do", args=[task.pk]))
    assert events(asks) == [Event.TASK_DONE]


def test_done_by_mistake_is_undone_and_never_told(here: Municipality) -> None:
    asks, does = make_user(), make_user()
    task = make_task(does, by=asks)
    doing.do(task, by=does)
    doing.undo(task)
    assert not task.done_at
    assert events(asks) == []


def test_a_task_for_oneself_tells_nobody(officer: User) -> None:
    task = make_task(officer)
    doing.do(task, by=officer)
    assert events(officer) == []


def test_pressed_twice_it_is_done_once(client: Client, here: Municipality) -> None:
    asks, does = make_user(), make_user()
    task = make_task(does, by=asks)
    client.force_login(does)
    for _ in range(2):
        client.post(reverse("teamwork:do", args=[task.pk]))
    assert events(asks) == [Event.TASK_DONE]


@pytest.mark.parametrize(("role", "status"), [(Role.OFFICER, 403), (Role.AUDITOR, 403), (Role.COORDINATOR, 302)])
def test_only_those_it_concerns_and_the_coordinator_change_it(
    client: Client, officer: User, role: Role, status: int
) -> None:
    task = make_task(officer)
    client.force_login(make_user(role))
    for name in ("do", "undo", "withdraw_task"):
        assert client.post(reverse(f"teamwork:{name}", args=[task.pk])).status_code == status


def test_a_task_given_to_somebody_else_tells_the_new_one_only(client: Client, here: Municipality) -> None:
    asks, first, second = make_user(), make_user(), make_user()
    task = make_task(first, by=asks)
    client.force_login(asks)
    facts = {"title": task.title, "owner": second.pk, "due_on": "", "revision": task.revision}
    assert client.post(reverse("teamwork:edit_task", args=[task.pk]), facts).status_code == 302
    assert (events(first), events(second)) == ([], [Event.TASK_GIVEN])


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LOCAL_ACTOR, None])
def test_nobody_gets_a_task_who_could_not_do_it(client: Client, officer: User, role: Role | None) -> None:
    initiative, idle = make_initiative(), make_user(role)
    client.force_login(officer)
    address = reverse("teamwork:add_task", args=["initiatives.initiative", initiative.pk])
    answer = client.post(address, {"title": "Boka tolk", "owner": idle.pk})
    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_a_withdrawn_task_can_be_had_back(client: Client, officer: User) -> None:
    task = make_task(officer)
    client.force_login(officer)
    client.post(reverse("teamwork:withdraw_task", args=[task.pk]))
    assert not Task.objects.open().exists()
    client.post(reverse("teamwork:restore_task", args=[task.pk]))
    assert Task.objects.open().exists()
