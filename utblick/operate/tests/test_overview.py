from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_ox.models import OxScheduleTick
from pytest_django import DjangoAssertNumQueries, Settings

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_user
from utblick.operate.models import WorkerSeen
from utblick.operate.tests.make import make_job

OX = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "OPTIONS": {"SCHEDULES": {"tidy": {"task": "utblick.operate.tasks.tidy", "cron": "40 3 * * *"}}},
    }
}


@pytest.fixture
def operator(here: Municipality) -> User:
    return make_user(None, is_operator=True)


@pytest.fixture
def page(client: Client, operator: User) -> Client:
    client.force_login(operator)
    return client


def test_the_operator_sees_why_a_job_failed_in_plain_words_and_nothing_of_its_matter(page: Client) -> None:
    make_job(kwargs={"to": "hemlig@example.se"})

    answer = page.get(reverse("operate:overview"))

    assert "Den andra sidan svarade inte i tid." in answer.text
    assert "ConnectTimeout, utblick/watch/harvest.py:40" in answer.text
    assert "Kasta gamla jobb och utgångna sessioner" in answer.text
    assert "Anna Andersson" not in answer.text
    assert "hemlig@example.se" not in answer.text


def test_a_failed_job_is_tried_again_at_a_press(page: Client) -> None:
    job = make_job()

    answer = page.post(reverse("operate:retry", args=[job.pk]), follow=True)

    job.refresh_from_db()
    assert (job.status, job.max_attempts) == ("READY", 6)
    assert "Jobbet ligger i kön igen." in answer.text


def test_a_failed_job_is_put_aside_at_a_press(page: Client) -> None:
    job = make_job()
    page.post(reverse("operate:discard", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == "DISCARDED"


@pytest.mark.parametrize("verb", ["retry", "discard"])
def test_a_press_on_a_job_that_is_gone_is_told_and_changes_nothing(page: Client, verb: str) -> None:
    running = make_job("RUNNING")
    for pk in (running.pk, uuid4()):
        if verb == "discard" or pk != running.pk:
            answer = page.post(reverse(f"operate:{verb}", args=[pk]), follow=True)
            assert "Jobbet finns inte längre bland de misslyckade." in answer.text
    running.refresh_from_db()
    assert running.status == "RUNNING"


@pytest.mark.parametrize("verb", ["retry", "discard"])
def test_a_press_needs_post(page: Client, verb: str) -> None:
    assert page.get(reverse(f"operate:{verb}", args=[make_job().pk])).status_code == 405


def test_nobody_but_the_operator_sees_or_changes(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    job = make_job()
    assert client.get(reverse("operate:overview")).status_code == 403
    assert client.post(reverse("operate:retry", args=[job.pk])).status_code == 403
    assert client.post(reverse("operate:discard", args=[job.pk])).status_code == 403
    client.logout()
    assert client.get(reverse("operate:overview")).status_code == 302
    job.refresh_from_db()
    assert job.status == "FAILED"


def test_jobs_are_counted_by_what_will_become_of_them(page: Client) -> None:
    make_job("READY", attempts=0, errors=[])
    make_job("READY", attempts=1, run_after=timezone.now() + timedelta(hours=1))
    make_job("RUNNING", locked_by="vm-17")
    for status in ("FAILED", "LOST", "DISCARDED", "SUCCESSFUL"):
        make_job(status)

    answer = page.get(reverse("operate:overview"))

    assert answer.context["counts"] == {"waiting": 1, "later": 1, "running": 1, "failed": 2, "done": 1}
    assert "vm-17" in answer.text
    assert len(answer.context["troubled"]) == 3


def test_the_schedule_tells_the_last_and_the_next_time_in_local_time(page: Client, settings: Settings) -> None:
    settings.TASKS = OX
    last = timezone.make_aware(datetime(2026, 11, 24, 3, 40))
    OxScheduleTick.objects.create(schedule_name="tidy", scheduled_for=last, task=make_job(), created_at=last)
    # An anchor, without a job: nothing has run.
    OxScheduleTick.objects.create(
        schedule_name="tidy", scheduled_for=last + timedelta(hours=1), task=None, created_at=last
    )

    with time_machine.travel(last + timedelta(hours=5), tick=False):
        page.force_login(make_user(None, is_operator=True))
        (row,) = page.get(reverse("operate:overview")).context["schedule"]

    assert row["line"].last == last
    assert row["line"].next == last + timedelta(days=1)


def test_a_worker_that_fell_silent_is_shown_as_such(page: Client) -> None:
    now = timezone.now()
    WorkerSeen.objects.create(name="vm-1", version="1", started_at=now, seen_at=now - timedelta(minutes=9))
    assert "Tyst" in page.get(reverse("operate:overview")).text


def test_an_installation_without_a_worker_is_told_what_to_do(page: Client) -> None:
    assert "utblick work" in page.get(reverse("operate:overview")).text


def test_the_page_costs_the_same_however_much_has_failed(
    page: Client, settings: Settings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    settings.TASKS = OX
    for _ in range(60):
        make_job()
        make_job("RUNNING", last_attempted_at=timezone.now() - timedelta(hours=1))
    with django_assert_max_num_queries(8):
        answer = page.get(reverse("operate:overview"))
    assert (len(answer.context["running"]), len(answer.context["troubled"])) == (60, 40)


def test_a_silent_virus_scanner_is_told_with_what_to_do(page: Client, settings: Settings) -> None:
    settings.CLAMD = ""
    assert "filer tas emot utan kontroll" in page.get(reverse("operate:overview")).text
    settings.CLAMD = "/finns/inte"
    assert "Inga filer tas emot förrän clamd är igång" in page.get(reverse("operate:overview")).text
