"""The secret that we prove ourselves with at a provider lies encrypted in the database."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from pytest_django.fixtures import Settings

from utblick.accounts.kept_secrets import encrypt_anew
from utblick.accounts.models import Municipality
from utblick.federation.models import IdentityProvider
from utblick.federation.tests.conftest import Runs
from utblick.federation.tests.make import claims, log_in, make_group_role
from utblick.federation.tests.test_setting_up import run, set_up
from utblick.journal.models import Entry

EVA = {"eva": claims(groups=["internationellt"])}


def kept() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM federation_identityprovider")
        return str(cursor.fetchall())


def test_what_the_operator_sets_is_encrypted_and_can_be_taken_away(here: Municipality, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("mycket hemligt")
    set_up(here, "--secret-file", str(file))
    assert "mycket hemligt" not in kept()
    assert IdentityProvider.objects.get().reveal() == "mycket hemligt"
    assert "gAAAAA" not in str(Entry.objects.values_list("before", "after"))
    file.write_text("")
    run("set", here.slug, "kommunkonto", "--secret-file", str(file))
    assert IdentityProvider.objects.get().reveal() == ""


def test_one_from_before_lets_in_and_is_encrypted_by_night(runs: Runs) -> None:
    provider = runs(EVA)
    make_group_role(provider, "internationellt", "coordinator")
    rows = IdentityProvider.objects.filter(pk=provider.pk)
    QuerySet.update(rows, secret="i klartext", kept_secret="")
    assert log_in(Client(), provider, "eva").status_code == 302
    encrypt_anew()
    assert "i klartext" not in kept()
    assert IdentityProvider.objects.get().reveal() == "i klartext"
    assert log_in(Client(), provider, "eva").status_code == 302


def test_when_its_key_is_lost_who_logs_in_and_the_operator_are_told(
    runs: Runs, here: Municipality, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    provider = runs(EVA)
    make_group_role(provider, "internationellt", "coordinator")
    settings.SECRET_KEY = "another-key-that-is-long-enough-to-sign-with"
    answer = log_in(Client(), provider, "eva")
    assert answer.status_code == 403
    assert (
        "Hemligheten som Utblick legitimerar sig med hos inloggningstjänsten går inte längre att läsa här"
        in answer.text
    )
    assert "UTBLICK_OLD_SECRET_KEYS" in caplog.text
    assert "give it again by --secret-file" in run("try", here.slug, "kommunkonto")
