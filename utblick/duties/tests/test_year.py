"""The year wheel: what returns beside what the platform dates, as tasks, as pages and as a calendar."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db.models.signals import post_init
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Membership, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.duties import making
from utblick.duties.models import Occurrence, Recurring
from utblick.duties.tests.make import make_recurring
from utblick.duties.year import entries
from utblick.initiatives.models import Meeting
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.teamwork.models import Notice, Task

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)


def at(name: str, *args: object) -> str:
    return reverse(f"duties:{name}", args=args)


def soon(by: User, **facts: object) -> Recurring:
    return make_recurring(by, month=SOON.month, day=SOON.day, **facts)


def test_a_task_is_made_ahead_once_however_often_and_whenever_the_job_runs(coordinator: User) -> None:
    soon(coordinator)
    assert making.make(SOON - timedelta(days=31)) == 0
    assert making.make(TODAY) == 1
    assert making.make(TODAY) == 0
    assert making.make(SOON + timedelta(days=3)) == 0, "the clock jumped"
    task = Task.objects.get()
    assert (task.title, task.owner, task.due_on) == ("Årlig uppföljning", coordinator, SOON)
    assert making.make(TODAY) == 0, "and back"
    assert Notice.objects.get(user=coordinator).event == "duty"


def test_of_two_workers_the_second_makes_nothing(coordinator: User) -> None:
    duty = soon(coordinator)
    # As the first worker has left it, after the second has read that there is none.
    Occurrence.objects.create(recurring=duty, occasion=str(SOON.year))
    assert making._begin(duty, str(SOON.year), SOON) == 0
    assert not Task.objects.exists()


def test_what_was_missed_while_no_job_ran_is_made_late_but_nothing_from_before_it_was_thought_of(
    coordinator: User,
) -> None:
    duty = soon(coordinator)
    assert making.make(SOON + timedelta(days=10)) == 1
    assert Task.objects.get().due_on == SOON
    past = TODAY - timedelta(days=5)
    make_recurring(coordinator, "Förra veckan", month=past.month, day=past.day)
    assert making.make(TODAY) == 0
    assert Occurrence.objects.filter(recurring=duty).count() == 1


def test_a_task_follows_the_meeting_that_moves_until_it_is_done(coordinator: User) -> None:
    body = make_unit("Styrelsen", kind="board")
    meeting = Meeting.objects.create(body=body, held_on=SOON + timedelta(weeks=3), papers_by=SOON)
    make_recurring(coordinator, rule="meeting", month=None, day=None, body=body, weeks=3)
    assert making.make(TODAY) == 1
    meeting.held_on += timedelta(days=2)
    meeting.save()
    assert making.make(TODAY) == 0
    assert Task.objects.get().due_on == SOON + timedelta(days=2)


def test_a_task_follows_a_meeting_far_away_and_goes_with_one_that_is_not_held(coordinator: User) -> None:
    body = make_unit("Styrelsen", kind="board")
    meeting = Meeting.objects.create(body=body, held_on=SOON + timedelta(weeks=3), papers_by=SOON)
    make_recurring(coordinator, rule="meeting", month=None, day=None, body=body, weeks=3)
    making.make(TODAY)
    meeting.held_on += timedelta(weeks=20)
    meeting.save()
    assert making.make(TODAY) == 0
    assert Task.objects.get().due_on == SOON + timedelta(weeks=20)
    meeting.withdraw()
    making.make(TODAY)
    assert not Task.objects.current().exists()
    assert not Notice.objects.exists()
    meeting.held_on = SOON + timedelta(weeks=3)
    meeting.restore()
    assert making.make(TODAY) == 1, "it is held after all"


def test_a_task_that_somebody_put_off_stays_on_its_day_until_the_duty_itself_has_gone(coordinator: User) -> None:
    duty = soon(coordinator)
    making.make(TODAY)
    task = Task.objects.get()
    task.due_on = SOON + timedelta(days=45)
    task.save()
    making.make(TODAY)
    assert Task.objects.get().due_on == SOON + timedelta(days=45)
    making.make(SOON + timedelta(days=40))
    assert Task.objects.current().get().due_on == SOON + timedelta(days=45), "long after the duty's own day"

    another = SOON + timedelta(days=1)
    duty.month, duty.day = another.month, another.day
    duty.save()
    making.make(TODAY)
    assert Task.objects.get().due_on == SOON + timedelta(days=45), "given by hand, whatever the duty's day"
    duty.withdraw()
    making.make(TODAY)
    assert not Task.objects.current().exists()


def test_a_task_of_before_its_day_was_kept_follows_as_it_did(coordinator: User) -> None:
    duty = soon(coordinator)
    making.make(TODAY)
    Occurrence.objects.update(day=None)
    another = SOON + timedelta(days=1)
    duty.month, duty.day = another.month, another.day
    duty.save()
    making.make(TODAY)
    assert (Task.objects.get().due_on, Occurrence.objects.get().day) == (another, another)


def test_the_task_goes_where_the_duty_ends_or_moves_to_another_year_unless_it_is_done(
    client: Client, coordinator: User
) -> None:
    duty = soon(coordinator)
    making.make(TODAY)
    client.force_login(coordinator)
    client.post(at("withdraw_recurring", duty.pk))
    assert not Task.objects.current().exists()
    client.post(at("restore_recurring", duty.pk))
    assert Task.objects.current().get().due_on == SOON

    duty.refresh_from_db()
    duty.first_year, duty.years_between = SOON.year + 1, 2
    duty.save()
    making.make(TODAY)
    assert not Task.objects.current().exists()

    duty.first_year = SOON.year
    duty.save()
    making.make(TODAY)
    task = Task.objects.current().get()
    task.done_at, task.done_by = timezone.now(), coordinator
    task.save()
    client.post(at("withdraw_recurring", duty.pk))
    assert Task.objects.current().get() == task, "what was done was done"


def test_a_duty_that_is_renamed_and_given_to_another_takes_its_open_task_along(
    client: Client, coordinator: User
) -> None:
    duty, other = soon(coordinator), make_user()
    making.make(TODAY)
    client.force_login(coordinator)
    answers = {"title": "Nytt namn", "ring": duty.ring, "rule": "yearly", "day": SOON.day, "month": SOON.month}
    client.post(at("edit_recurring", duty.pk), {**answers, "owner": other.pk, "ahead": 30, "revision": duty.revision})
    task = Task.objects.get()
    assert (task.title, task.owner) == ("Nytt namn", other)
    assert Notice.objects.get(user=other).event == "task_given"
    task.owner, task.title = coordinator, "Eget namn"
    task.save()
    duty.refresh_from_db()
    answers["title"] = "Ännu ett namn"
    client.post(at("edit_recurring", duty.pk), {**answers, "owner": other.pk, "ahead": 30, "revision": duty.revision})
    task.refresh_from_db()
    assert (task.title, task.owner) == ("Eget namn", coordinator), "what somebody has changed by hand stays"


def test_the_head_of_the_unit_does_it_where_nobody_is_named_and_the_coordinator_where_the_head_has_left(
    coordinator: User,
) -> None:
    head = make_user()
    unit = make_unit("Förvaltningen", head=head)
    soon(coordinator, unit=unit)
    making.make(TODAY)
    assert Task.objects.get().owner == head
    Membership.objects.get(user=head).withdraw()
    soon(coordinator, unit=unit, title="En till")
    making.make(TODAY)
    assert Task.objects.get(title="En till").owner == coordinator


def test_the_wheel_says_the_same_as_its_list_and_knows_what_the_platform_dates(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    soon(coordinator)
    make_agreement(organisation=make_organisation(), title="Vänortsavtalet", review_on=SOON)
    body = make_unit("Styrelsen", kind="board")
    Meeting.objects.create(body=body, held_on=SOON, papers_by=TODAY)
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        page = client.get(at("year_of", SOON.year)).text
    found = [one for one in entries(date(SOON.year, 1, 1), date(SOON.year, 12, 31)) if one.on == SOON]
    assert {one.title for one in found} == {"Årlig uppföljning", "Vänortsavtalet", "Styrelsen"}
    assert all(one.title in page for one in found)
    assert page.count('class="d-count"') == 3
    assert "Sammanträde, " not in page, "what it is and what it concerns are the same"
    month = client.get(at("month_of", SOON.year, SOON.month)).text
    listed = client.get(at("list"), {"ring": "agreements"}).text
    assert "Årlig uppföljning" in month
    assert "Vänortsavtalet" in listed
    assert "Årlig uppföljning" not in listed


def test_the_year_shows_no_duty_before_it_was_defined(coordinator: User) -> None:
    day_before, day_after = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    for on in (day_before, TODAY, day_after):
        make_recurring(coordinator, f"{on}", month=on.month, day=on.day)
    shown = {(one.title, one.on) for one in entries(TODAY - timedelta(days=30), TODAY + timedelta(days=30))}
    assert shown == {(f"{on}", on) for on in (TODAY, day_after)}


def test_what_was_done_early_says_so_and_what_is_late_stands_first_in_the_list(
    client: Client, coordinator: User
) -> None:
    soon(coordinator)
    making.make(timezone.localdate())
    client.force_login(coordinator)
    assert "inte gjord" not in client.get(at("list")).text

    with time_machine.travel(timezone.now() + timedelta(days=(SOON - timezone.localdate()).days + 3), tick=False):
        client.force_login(coordinator)
        told = client.get(at("list")).text
        assert "inte gjord" in told
        assert str(SOON) in told, "though its day has passed"

    task = Task.objects.get()
    task.done_at = timezone.now()
    task.save()
    done = f"gjord {timezone.localdate()}"
    assert done in client.get(at("list")).text
    assert done in client.get(at("month_of", SOON.year, SOON.month)).text
    duty = client.get(Recurring.objects.get().get_absolute_url()).text
    assert done in duty
    assert f'datetime="{SOON}" class="u-deadline"' not in duty, "it is not due next"


def test_a_month_of_whole_weeks_and_no_month_or_year_that_there_is_not(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert client.get(at("month_of", 2028, 2)).text.count("<tr>") == 6, "the head, and five weeks"
    for address in (at("month_of", 2028, 13), at("month_of", 1900, 1), at("year_of", 9999)):
        assert client.get(address).status_code == 404


def test_a_duty_is_defined_changed_and_withdrawn_by_the_coordinator_alone(
    client: Client, coordinator: User, officer: User
) -> None:
    client.force_login(coordinator)
    assert "Inga återkommande uppgifter än" in client.get(at("recurring_duties")).text
    assert at("add_recurring") in client.get(at("list")).text, "an empty year says how it is filled"
    answers = {"title": "Budgetunderlag", "ring": "budget", "rule": "yearly", "day": SOON.day, "month": SOON.month}
    answer = client.post(at("add_recurring"), {**answers, "ahead": 30})
    duty = Recurring.objects.get()
    assert answer.url == duty.get_absolute_url()
    assert Task.objects.get().title == "Budgetunderlag"
    assert "varje år" in client.get(duty.get_absolute_url()).text
    wrong = client.post(at("add_recurring"), {**answers, "day": 31, "month": 4, "ahead": 30})
    assert "Månaden har 30 dagar" in wrong.text
    wrong = client.post(at("add_recurring"), {**answers, "rule": "meeting", "ahead": 30})
    assert wrong.status_code == 422
    seldom = {**answers, "title": "Revidera policyn", "years_between": 4, "ahead": 30}
    assert "Det här behövs" in client.post(at("add_recurring"), seldom).text, "every fourth year from when?"
    client.post(at("add_recurring"), {**seldom, "first_year": SOON.year + 1})
    made = Recurring.objects.get(title="Revidera policyn")
    assert f"vart fjärde år från {SOON.year + 1}" in client.get(made.get_absolute_url()).text
    assert not Task.objects.filter(title="Revidera policyn").exists()
    client.post(at("withdraw_recurring", made.pk))
    client.post(at("withdraw_recurring", duty.pk))
    assert not Recurring.objects.current().exists()
    client.force_login(officer)
    assert client.get(at("add_recurring")).status_code == 403


def test_the_calendar_is_read_at_its_secret_address_until_that_is_closed(client: Client, coordinator: User) -> None:
    soon(coordinator)
    client.force_login(coordinator)
    client.post(at("open_calendar"))
    page = client.get(at("subscribe")).text
    address = page.split('id="address" readonly value="')[1].split('"')[0]
    client.logout()
    read = Calendar.from_ical(client.get(address).content)
    events = {(str(one["summary"]), one["dtstart"].dt) for one in read.walk("VEVENT")}
    assert ("Återkommer: Årlig uppföljning", SOON) in events
    assert len({str(one["uid"]) for one in read.walk("VEVENT")}) == len(read.walk("VEVENT"))
    client.force_login(coordinator)
    client.post(at("close_calendar"))
    client.logout()
    assert client.get(address).status_code == 404


def test_duties_before_meetings_stand_before_those_with_a_day(coordinator: User) -> None:
    make_recurring(coordinator, "Årlig uppföljning")
    make_recurring(
        coordinator, "Anmälan", rule="meeting", month=None, day=None, weeks=2, body=make_unit("Nämnden", kind="board")
    )
    assert [one.title for one in Recurring.objects.all()] == ["Anmälan", "Årlig uppföljning"]


def test_what_was_made_of_a_duty_long_ago_is_not_read(coordinator: User) -> None:
    """However many years it has returned, the year reads about as many rows."""
    duty = soon(coordinator)
    for years in range(1, 6):
        day = TODAY - timedelta(days=400 * years)
        Occurrence.objects.create(recurring=duty, occasion=f"{day}", day=day)
    read: list[Recurring] = []
    post_init.connect(lambda instance, **_: read.append(instance), sender=Recurring, weak=False, dispatch_uid="read")
    try:
        entries(TODAY, TODAY + timedelta(days=365))
    finally:
        post_init.disconnect(sender=Recurring, dispatch_uid="read")
    assert len(read) == 1


def test_what_should_have_been_done_is_marked_in_the_wheel_without_colour(client: Client, coordinator: User) -> None:
    before = TODAY - timedelta(days=1)
    make_agreement(organisation=make_organisation(), title="Vänortsavtalet", review_on=before)
    make_agreement(organisation=make_organisation(), title="Det andra", review_on=SOON)
    client.force_login(coordinator)
    page = client.get(at("year_of", before.year)).text
    assert "1 !</text>" in page
    assert "1 försenat</title>" in page
    assert "1 är försenat: månaden har ett utropstecken." in page
    assert page.count("inte gjord") == 1
