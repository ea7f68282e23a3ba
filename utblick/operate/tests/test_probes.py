import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries


def test_health_answers_without_the_database_and_by_whatever_host_name(client: Client) -> None:
    # No database fixture: pytest-django fails the test if a query is made.
    answer = client.get("/health/", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.text) == (200, "alive")


@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_probe_is_not_sent_on_to_https(client: Client) -> None:
    assert client.get("/health/").status_code == 200


@pytest.mark.django_db
def test_ready_costs_three_small_questions_at_most(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/ready/")
    with django_assert_max_num_queries(3):
        answer = client.get("/ready/")
    assert (answer.status_code, answer.text) == (200, "ready")


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("operate", "0001_initial")
    answer = client.get("/ready/")
    assert (answer.status_code, answer.text) == (503, "1 migrations are not applied")


@pytest.mark.django_db
def test_it_is_not_ready_when_the_database_does_not_answer(client: Client) -> None:
    def away(execute: object, *args: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(away):
        answer = client.get("/ready/")
    assert (answer.status_code, answer.text) == (503, "the database does not answer")
