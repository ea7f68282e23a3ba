"""Who was let in, by what, and whose account was tried in vain: in the log, by number; and who tries too often."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.accounts.tests.make import PASSWORD, code_now

LOG_IN = reverse("account_login")


def test_each_log_in_that_was_tried_stands_in_the_log(
    client: Client, coordinator: User, caplog: pytest.LogCaptureFixture
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    caplog.set_level("INFO", "utblick.accounts")
    client.post(LOG_IN, {"login": "ingen@example.se", "password": "fel lösenord här"})
    client.post(LOG_IN, {"login": coordinator.email.upper(), "password": "fel lösenord här"})
    client.post(LOG_IN, {"login": coordinator.email, "password": PASSWORD})
    code = code_now(secret)
    for told in (f"{(int(code) + 1) % 1_000_000:06}", code):
        client.post(reverse("mfa_authenticate"), {"code": told})
    assert [one.getMessage() for one in caplog.records if one.name == "utblick.accounts"] == [
        "A log-in by password was refused: user unknown",
        f"A log-in by password was refused: user {coordinator.pk}",
        f"A second step was refused: user {coordinator.pk}",
        f"User {coordinator.pk} logged in by password+totp",
    ]
    assert coordinator.email not in caplog.text.lower()


def test_who_asks_for_a_new_password_again_and_again_is_told_to_wait(client: Client, coordinator: User) -> None:
    ask = {"email": coordinator.email}
    answers = [client.post(reverse("account_reset_password"), ask) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "Vänta fem minuter" in answers[-1].text
    assert answers[-1].headers["Retry-After"] == "300"
