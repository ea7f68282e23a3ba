import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from utblick.accounts.models import Municipality
from utblick.journal.models import TrailCheck
from utblick.operate.models import BackupRun, WorkerSeen
from utblick.watch.tests.make import make_source

TOKEN = "så-lång-att-ingen-gissar-den"
HEADERS = {"authorization": f"Bearer {TOKEN}", "host": "10.0.0.7"}

type Numbers = dict[tuple[str, ...], float]


@pytest.fixture
def watched() -> Iterator[Client]:
    with override_settings(
        METRICS_TOKEN=TOKEN, TELL_REQUESTS_TO=["utblick.operate.metrics.counting.count"], SECURE_SSL_REDIRECT=True
    ):
        yield Client()


def read(client: Client) -> Numbers:
    """Every number by its name and the values of its labels."""
    answer = client.get("/metrics", headers=HEADERS)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_there_is_no_such_page_where_no_token_is_set(client: Client, municipality: Municipality) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer fel", "Basic " + TOKEN])
def test_who_lacks_the_token_learns_nothing(watched: Client, given: str) -> None:
    # No database fixture: pytest-django fails the test if a query is made.
    answer = watched.get("/metrics", headers={"authorization": given})
    assert (answer.status_code, answer.text) == (401, "token")


def test_whether_the_virus_scanner_answers_is_told_where_there_is_one(
    watched: Client, municipality: Municipality, settings: Settings
) -> None:
    settings.CLAMD = ""
    assert ("utblick_virus_scanner_up",) not in read(watched)
    with socket.create_server(("127.0.0.1", 0)) as scanner:
        Thread(target=_answer, args=(scanner,), daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{scanner.getsockname()[1]}"
        assert read(watched)[("utblick_virus_scanner_up",)] == 1
    assert read(watched)[("utblick_virus_scanner_up",)] == 0


def _answer(scanner: socket.socket) -> None:
    """As clamd does when it is asked whether it is there."""
    caller, _ = scanner.accept()
    with caller:
        assert caller.recv(100) == b"zPING\0"
        caller.sendall(b"PONG\0")


def test_requests_are_counted_by_room_and_status_and_never_by_address(
    watched: Client, municipality: Municipality
) -> None:
    before = read(watched)
    with override_settings(SECURE_SSL_REDIRECT=False):
        here = Client(headers={"host": municipality.hosts.split()[0]})
        for path in ("/watch/items/4711/", "/log-in/login/", "/hemligt-4711", "/static/4711.svg"):
            here.get(path)
    after = read(watched)
    risen = {key: after[key] - before.get(key, 0) for key in after if key[0] == "utblick_requests_total"}
    assert {key[1:] for key, by in risen.items() if by == 1} == {
        ("watch", "302"),
        ("allauth", "200"),
        ("unmet", "404"),
        ("static", "404"),
    }
    assert not any("4711" in part or municipality.name in part for key in after for part in key)
    assert after[("utblick_request_seconds_count", "watch")] >= 1


def test_the_numbers_of_the_installation_are_those_of_its_rows(watched: Client, here: Municipality) -> None:
    now = timezone.now()
    WorkerSeen.objects.create(name="en", version="1", started_at=now, seen_at=now)
    WorkerSeen.objects.create(name="tyst", version="1", started_at=now, seen_at=now - timedelta(minutes=5))
    BackupRun.objects.create(kind="backup", at=now - timedelta(days=1))
    BackupRun.objects.create(kind="backup", at=now, fault="full disk")
    TrailCheck.objects.create(at=now, entries=9, anchors=1, faults=2)
    make_source("https://a.example/feed", error="unreachable", asked_at=now, next_at=now - timedelta(hours=3))

    told = read(watched)
    assert told[("utblick_database_up",)] == 1
    assert told[("utblick_migrations_waiting",)] == 0
    assert (told[("utblick_workers", "alive")], told[("utblick_workers", "silent")]) == (1, 1)
    assert (told[("utblick_sources", "failing")], told[("utblick_sources", "late")]) == (1, 1)
    assert told[("utblick_last_harvest_timestamp_seconds",)] == pytest.approx(now.timestamp())
    assert told[("utblick_last_backup_timestamp_seconds", "backup")] == pytest.approx(now.timestamp() - 86400)
    assert told[("utblick_last_backup_failure_timestamp_seconds", "backup")] == pytest.approx(now.timestamp())
    assert told[("utblick_trail_faults",)] == 2
    assert told[("utblick_jobs", "waiting")] == told[("utblick_job_oldest_waiting_seconds",)] == 0


@pytest.mark.django_db
def test_a_look_costs_nine_small_questions(
    watched: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    read(watched)
    with django_assert_max_num_queries(9):
        read(watched)


@pytest.mark.django_db
def test_without_the_database_what_was_counted_is_told_all_the_same(watched: Client) -> None:
    def away(execute: object, *args: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(away):
        told = read(watched)
    assert told[("utblick_database_up",)] == 0
    assert ("utblick_jobs", "waiting") not in told


def test_processes_count_together(tmp_path: Path) -> None:
    env = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    count = (
        "from utblick.operate.metrics.counting import count, requests; from utblick.operate.seen import Seen;"
        "count(Seen('GET', 'watch', 'watch:inbox', 200, 0.02, 1, 1, ''));"
        "print(requests().get_sample_value('utblick_requests_total', {'room': 'watch', 'status': '200'}))"
    )
    told = [subprocess.run([sys.executable, "-c", count], env=env, capture_output=True, text=True).stdout for _ in "ab"]
    assert told == ["1.0\n", "2.0\n"]
