from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import PASSWORD, code_now

HOME, LOG_IN, LOG_OUT = reverse("desk:home"), reverse("account_login"), reverse("account_logout")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def log_in(client: Client, user: User) -> Any:
    return client.post(LOG_IN, {"login": user.email, "password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


def test_log_in_gives_a_new_session_key(client: Client, coordinator: User) -> None:
    log_in(client, coordinator)
    first = client.cookies["session"].value
    client.get(LOG_OUT)
    log_in(client, coordinator)
    assert client.cookies["session"].value == first  # already in: nothing happens
    client.post(LOG_OUT)
    assert not Session.objects.filter(session_key=first).exists()
    log_in(client, coordinator)
    assert client.cookies["session"].value != first


def test_confirming_that_it_is_oneself_gives_a_new_session_key(client: Client, coordinator: User) -> None:
    log_in(client, coordinator)
    first = client.cookies["session"].value
    client.post(reverse("account_reauthenticate"), {"password": "fel lösenord här"})
    assert client.cookies["session"].value == first
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    by_password = client.cookies["session"].value
    assert by_password != first
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    code = code_now(secret)
    client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert client.cookies["session"].value not in {first, by_password}
    assert not Session.objects.filter(session_key__in=[first, by_password]).exists()
    assert UserSession.objects.get().session_key == client.cookies["session"].value
    assert is_in(client)


def test_two_hours_without_a_visit_end_the_session(client: Client, coordinator: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        log_in(client, coordinator)
    with time_machine.travel(start + 2 * HOUR - MINUTE, tick=False):
        assert is_in(client)
    with time_machine.travel(start + 4 * HOUR - 2 * MINUTE, tick=False):
        assert is_in(client)
    with time_machine.travel(start + 6 * HOUR, tick=False):
        assert not is_in(client)


def test_twelve_hours_end_it_however_busy(client: Client, coordinator: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        log_in(client, coordinator)
    for hours in range(1, 13):
        with time_machine.travel(start + hours * HOUR, tick=False):
            assert is_in(client)
    with time_machine.travel(start + 12 * HOUR + MINUTE, tick=False):
        assert not is_in(client)


def test_a_closed_account_is_out_at_once(client: Client, coordinator: User) -> None:
    log_in(client, coordinator)
    coordinator.is_active = False
    coordinator.save()
    assert not is_in(client)


def test_no_cache_keeps_what_somebody_logged_in_saw(client: Client, coordinator: User) -> None:
    assert "no-store" not in client.get(reverse("site:home"), follow=True).get("Cache-Control", "")
    log_in(client, coordinator)
    assert "no-store" in client.get(HOME)["Cache-Control"]
    assert client.post(LOG_OUT)["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_headers_that_every_answer_has(client: Client, municipality: Municipality, header: str, value: str) -> None:
    assert client.get(LOG_IN)[header] == value


def test_the_policy_lets_no_inline_style_or_script_run(client: Client, municipality: Municipality) -> None:
    policy = client.get(LOG_IN)["Content-Security-Policy"]
    assert "unsafe" not in policy
    for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in policy


def test_no_page_makes_an_account_or_changes_an_address(client: Client, coordinator: User) -> None:
    client.post(reverse("account_signup"), {"email": "ny@example.se", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(email="ny@example.se").exists()
    client.force_login(coordinator)
    assert client.get(reverse("account_email")).status_code == 404
    assert client.get(reverse("account_confirm_email", args=["abc"])).status_code == 404


def test_cookies_are_bound_to_the_host_under_https() -> None:
    """Read from settings in a process of its own, since they are decided at start."""
    import os
    import subprocess
    import sys

    ask = (
        "from utblick.config import settings as s; from utblick.ui.navigation import THEME_COOKIE;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, THEME_COOKIE,"
        "all([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.SECURE_SSL_REDIRECT]),"
        "s.SECURE_HSTS_SECONDS, s.ALLAUTH_TRUSTED_PROXY_COUNT, s.CACHES['default']['BACKEND'].rsplit('.', 1)[1])"
    )
    environment = {**os.environ, "UTBLICK_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "utblick.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == [
        "__Host-session", "__Host-csrf", "__Host-language", "__Host-theme", "True", "31536000", "1", "DatabaseCache",
    ]  # fmt: skip


def test_attempts_are_counted_for_all_processes_together(
    client: Client, coordinator: User, settings: LazySettings
) -> None:
    """The counts lie in the database, as outside the tests."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    }
    for _ in range(6):
        answer = client.post(LOG_IN, {"login": coordinator.email, "password": "fel"})
    assert "För många försök" in answer.text
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE %s", ["%login_failed%"])
        assert cursor.fetchone()[0] >= 1
    assert "För många försök" in log_in(client, coordinator).text


def test_another_host_name_gives_no_new_attempts(client: Client, coordinator: User) -> None:
    for number in range(6):
        host = f"nummer{number}.localhost"
        client.post(LOG_IN, {"login": coordinator.email, "password": "fel"}, headers={"host": host})
    assert "För många försök" in log_in(client, coordinator).text


def test_an_unknown_address_takes_as_long_as_a_wrong_password(
    client: Client, coordinator: User, settings: LazySettings
) -> None:
    from statistics import median
    from time import perf_counter

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    coordinator.set_password(PASSWORD)
    coordinator.save()

    def seconds(address: str) -> float:
        start = perf_counter()
        client.post(LOG_IN, {"login": address, "password": "fel lösenord"})
        return perf_counter() - start

    seconds(coordinator.email)
    known = median(seconds(coordinator.email) for _ in range(5))
    unknown = median(seconds("ingen@example.se") for _ in range(5))
    assert 0.4 < unknown / known < 2.5
