"""What colleagues are told at once: a decision that was written down, a meeting that moved, a lesson."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.initiatives import spreading
from utblick.initiatives.models import Gate, Initiative, LessonMail, Meeting
from utblick.initiatives.paving import pave
from utblick.initiatives.tests.make import make_initiative, make_lesson
from utblick.teamwork import telling
from utblick.teamwork.kinds import Event, Kind
from utblick.teamwork.models import Notice
from utblick.teamwork.tests.make import make_task

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def owner(coordinator: User) -> User:
    return make_user(Role.OFFICER)


@pytest.fixture
def gate(owner: User) -> Gate:
    """Of an application that is due in ninety days; the board meets in 30, 60 and 200."""
    deadline = datetime.combine(TODAY + timedelta(days=90), datetime.min.time(), UTC)
    initiative = make_initiative(owner=owner, status=Initiative.Status.PREPARING, deadline=deadline)
    made = Gate(initiative=initiative, body=make_unit(kind="board"), about="Ansökan")
    made.save()
    for days in (30, 60, 200):
        Meeting.objects.create(body=made.body, held_on=day(days), papers_by=day(days - 10))
    pave(initiative)
    made.refresh_from_db()
    assert made.meeting
    assert made.meeting.held_on == day(60)
    return made


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def unread(user: User) -> list[tuple[Event, date | None]]:
    return [(Event(one.event), one.day) for one in Notice.objects.of(user).unread().order_by("pk")]


def decide(client: Client, gate: Gate, **facts: Any) -> None:
    gate.refresh_from_db()
    answers = {"revision": gate.revision, "decided_on": TODAY, **facts}
    assert client.post(reverse("initiatives:decide_gate", args=[gate.pk]), answers).status_code == 302


def move(client: Client, meeting: Any, held_on: date) -> None:
    meeting.refresh_from_db()
    answers = {"held_on": held_on, "papers_by": held_on - timedelta(days=10), "revision": meeting.revision}
    assert client.post(reverse("initiatives:edit_meeting", args=[meeting.pk]), answers).status_code == 302


def test_the_owner_is_told_of_a_decision_and_of_a_corrected_one_what_it_is_now(
    client: Client, coordinator: User, owner: User, gate: Gate
) -> None:
    client.force_login(coordinator)
    decide(client, gate, outcome="yes")
    assert unread(owner) == [(Event.GATE_YES, TODAY)]
    decide(client, gate, outcome="no")
    assert unread(owner) == [(Event.GATE_NO, TODAY)]
    decide(client, gate, outcome="no", section="§ 7")
    assert unread(owner) == [(Event.GATE_NO, TODAY)]
    decide(client, gate, outcome="", decided_on="")
    assert unread(owner) == []


def test_who_writes_the_decision_down_is_not_told_of_it(client: Client, owner: User, gate: Gate) -> None:
    client.force_login(owner)
    decide(client, gate, outcome="skipped", reason="Delegerat")
    assert unread(owner) == []


def test_a_meeting_that_moves_is_told_to_owner_and_doers_with_the_new_day(
    client: Client, coordinator: User, owner: User, gate: Gate
) -> None:
    doer = make_user(Role.OFFICER)
    make_task(doer, about=gate.initiative)
    client.force_login(coordinator)
    move(client, gate.meeting, day(65))
    assert unread(owner) == unread(doer) == [(Event.RUNWAY_MOVED, day(65))]
    assert (
        Notice.objects.of(owner).get().said
        == f"{coordinator} har flyttat eller ställt in ett sammanträde som du väntar på"
    )
    assert unread(coordinator) == []


def test_a_meeting_that_nobody_waits_for_is_told_to_nobody(
    client: Client, coordinator: User, owner: User, gate: Gate
) -> None:
    client.force_login(coordinator)
    move(client, Meeting.objects.get(held_on=day(200)), day(210))
    assert unread(owner) == []


def test_a_cancelled_meeting_leads_to_the_one_before_and_undo_leaves_nothing_told(
    client: Client, coordinator: User, owner: User, gate: Gate
) -> None:
    client.force_login(coordinator)
    where = [gate.meeting_id]
    client.post(reverse("initiatives:cancel_meeting", args=where))
    assert unread(owner) == [(Event.RUNWAY_MOVED, day(30))]
    client.post(reverse("initiatives:restore_meeting", args=where))
    assert unread(owner) == []


def test_who_has_read_of_the_cancelled_meeting_is_told_that_it_is_held_after_all(
    client: Client, coordinator: User, owner: User, gate: Gate
) -> None:
    client.force_login(coordinator)
    where = [gate.meeting_id]
    client.post(reverse("initiatives:cancel_meeting", args=where))
    telling.read(owner)
    client.post(reverse("initiatives:restore_meeting", args=where))
    assert unread(owner) == [(Event.RUNWAY_MOVED, day(60))]


def test_an_initiative_without_an_owner_is_the_coordinators_matter(
    client: Client, coordinator: User, gate: Gate
) -> None:
    initiative = Initiative.objects.get()
    initiative.owner = None
    initiative.save()
    client.force_login(make_user(Role.COORDINATOR))
    move(client, gate.meeting, day(65))
    assert unread(coordinator) == [(Event.RUNWAY_MOVED, day(65))]


def test_a_lesson_is_told_to_the_unit_by_the_bell_and_by_its_own_mail_alone(coordinator: User, owner: User) -> None:
    unit = make_unit()
    one, other = make_user(Role.OFFICER, unit=unit), make_user(Role.OFFICER, unit=unit)
    telling.choose(other, set(Kind.values) - {Kind.LESSONS})
    lesson = make_lesson(text="Börja med värdfamiljerna")
    spreading.spread(lesson, [unit], by=coordinator)
    assert unread(one) == [(Event.LESSON, None)]
    assert unread(other) == []
    assert not Notice.objects.of(one).unmailed().exists()
    assert [row.user for row in LessonMail.objects.select_related("user")] == [one]
    assert spreading.send_all(timezone.now()) == len(mail.outbox) == 1
