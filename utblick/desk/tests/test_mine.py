"""My work: what waits for one person, the most urgent first; nothing of what that person may not see."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.desk.mine import When, waiting
from utblick.followup import collecting
from utblick.followup.known import known_of
from utblick.followup.tests.make import END, START, make_collection, make_report
from utblick.goals.tests.make import make_programme, make_referral
from utblick.initiatives.models import Gate, Initiative, Meeting, Step
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.partners.tests.make import make_agreement
from utblick.teamwork.tests.make import make_task
from utblick.watch import answering, decisions
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def unit(here: Municipality) -> Unit:
    return make_unit("Kulturnämnden")


@pytest.fixture
def me(unit: Unit) -> User:
    return make_user(Role.OFFICER, unit=unit, language="en")


def listed(user: User, today: date) -> list[tuple[str, str]]:
    return [(str(one.label), one.title) for _when, rows in waiting(user, today) for one in rows]


def ask(user: User, by: User, title: str) -> Decision:
    item = make_item(title)
    return decisions.decide(item, verdict="assigned", by=by, assigned_to=user, reason="Något för er?")


def test_everything_that_waits_for_me_is_there_and_nothing_of_others(
    me: User, unit: Unit, today: date, coordinator: User
) -> None:
    soon = today + timedelta(days=9)
    mine = {"owner": me, "status": Initiative.Status.PREPARING}
    applied = make_initiative("Skogens ungdomar", deadline=timezone.now() + timedelta(days=9), **mine)
    meeting = Meeting.objects.create(body=unit, held_on=soon, papers_by=today + timedelta(days=2))
    Gate.objects.create(initiative=applied, body=unit, about="Ansökan", meeting=meeting, papers_by=meeting.papers_by)
    make_step(initiative=applied, title="Resan till Levanger", status=Step.Status.PLANNED, starts_on=soon, ends_on=soon)
    make_agreement(title="Avtalet med Levanger", owner=me, review_on=soon)
    make_task(me, "Boka tolk", by=coordinator)
    ask(me, coordinator, "Youth call")
    answered = ask(coordinator, me, "Water call")
    answering.answer(answered, by=coordinator, answer="yes")
    theirs = make_initiative("Andras", owner=coordinator, status="preparing", deadline=timezone.now())
    make_task(coordinator, "Andras uppgift", about=theirs)
    make_agreement(title="Andras avtal", owner=coordinator, review_on=soon)

    assert {title for _label, title in listed(me, today)} == {
        "Skogens ungdomar",
        "Resan till Levanger",
        "Avtalet med Levanger",
        "Boka tolk",
        "Youth call",
        "Water call",
    }
    assert len(listed(me, today)) == 8, "the papers and the meeting stand beside the deadline"


def test_what_my_unit_is_asked_stands_there_until_it_has_answered(unit: Unit, me: User, today: date) -> None:
    make_referral(make_programme("Programmet", status="draft"), unit, make_unit("Andras nämnd"))
    make_initiative(unit=unit, status="running", starts_on=date(2026, 2, 1))
    answers = make_collection(make_report("Rapporten"))
    asked = {
        ("Svara på remiss av ett program", "Programmet"),
        ("Enhetens underlag till uppföljningen att lämna in", "Rapporten"),
    }
    assert set(listed(me, today)) == asked
    (own,) = [one for one in answers if one.unit_id == unit.pk]
    collecting.submit(own, by=me, seen=known_of(unit, START, END).mark)
    assert {title for _label, title in listed(me, today)} == {"Programmet"}


def test_what_hurts_first_stands_first(me: User, today: date) -> None:
    for days in (40, -3, None, 2, 20, -30):
        make_task(me, f"om {days}", due_on=None if days is None else today + timedelta(days=days))
    groups = waiting(me, today)
    assert [when for when, _rows in groups] == list(When)
    assert [row.title for _when, rows in groups for row in rows] == [
        *("om -30", "om -3", "om 2", "om 20", "om 40", "om None")
    ]


def test_a_task_is_done_from_the_list(client: Client, me: User) -> None:
    task = make_task(me, "Boka tolk")
    client.force_login(me)
    page = client.get(reverse("desk:mine")).text
    assert "Boka tolk" in page
    answer = client.post(reverse("teamwork:do", args=[task.pk]), {"next": reverse("desk:mine")})
    assert answer.headers["Location"] == reverse("desk:mine")
    assert "Boka tolk</a>" not in client.get(reverse("desk:mine")).text


def test_the_empty_page_teaches(client: Client, me: User) -> None:
    client.force_login(me)
    assert "Nothing waits for you" in client.get(reverse("desk:mine")).text


def test_what_is_marked_as_secret_waits_for_nobody_without_the_right(me: User, today: date) -> None:
    initiative = make_initiative("Hemligt", owner=me, status="preparing", deadline=timezone.now() + timedelta(days=5))
    make_task(me, "Hemlig uppgift", about=initiative)
    initiative.secrecy_ground = "OSL 15 kap. 1 §"
    initiative.save()
    assert listed(me, today) == []


def test_a_task_about_something_withdrawn_waits_no_more(me: User, today: date) -> None:
    initiative = make_initiative()
    make_task(me, about=initiative)
    initiative.withdraw()
    assert listed(me, today) == []


def test_it_asks_as_little_whatever_waits(
    client: Client, me: User, coordinator: User, today: date, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        make_task(me, by=coordinator)
        ask(me, coordinator, f"Call {number}")
        make_agreement(owner=me, review_on=today)
        make_initiative(owner=me, status="preparing", deadline=timezone.now() + timedelta(days=number))
    client.force_login(me)
    client.get(reverse("desk:mine"))
    with django_assert_max_num_queries(8):
        client.get(reverse("desk:mine"))
