"""Second factors' secrets lie encrypted in the database, and go on working whatever they were kept under."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from utblick.accounts.kept_secrets import encrypt_anew
from utblick.accounts.models import User
from utblick.accounts.tests.make import PASSWORD, code_now

LOG_IN = reverse("account_login")


def kept(user: User) -> str:
    return json.dumps(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))


def in_clear(user: User) -> tuple[str, str]:
    """Factors as they were kept before anything was encrypted: the app's secret, and the codes' seed."""
    secret, seed = generate_totp_secret(), RecoveryCodes.generate_seed()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    codes = {"seed": seed, "used_mask": 0}
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=codes)
    return secret, seed


def comes_in(user: User, code: str) -> bool:
    client = Client()
    client.post(LOG_IN, {"login": user.email, "password": PASSWORD})
    return client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def by_app(secret: str) -> str:
    cache.clear()  # A code counts once in its half minute.
    return code_now(secret)


def by_recovery(user: User) -> str:
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap()
    return str(codes.get_unused_codes()[0])


def test_the_database_holds_neither_secret_nor_codes_and_both_log_in(coordinator: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    codes = RecoveryCodes.activate(coordinator).generate_codes()
    assert secret not in kept(coordinator)
    for factor in Authenticator.objects.filter(user=coordinator):
        assert {"secret", "seed"} & factor.data.keys()
        assert all(factor.data[name].startswith("gAAAAA") for name in {"secret", "seed"} & factor.data.keys())
    assert comes_in(coordinator, by_app(secret))
    assert comes_in(coordinator, codes[0])
    assert not comes_in(coordinator, codes[0])


def test_those_from_before_work_and_are_encrypted_by_night(coordinator: User) -> None:
    secret, seed = in_clear(coordinator)
    assert comes_in(coordinator, by_app(secret))
    used = by_recovery(coordinator)
    assert comes_in(coordinator, used)
    encrypt_anew()
    assert secret not in kept(coordinator)
    assert seed not in kept(coordinator)
    assert comes_in(coordinator, by_app(secret))
    assert not comes_in(coordinator, used)
    assert comes_in(coordinator, by_recovery(coordinator))


def test_a_new_signing_key_shuts_nobody_out_and_after_a_night_the_old_one_can_go(
    coordinator: User, settings: Settings
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    RecoveryCodes.activate(coordinator)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert comes_in(coordinator, by_app(secret))
    assert comes_in(coordinator, by_recovery(coordinator))
    encrypt_anew()
    settings.SECRET_KEY_FALLBACKS = []
    assert comes_in(coordinator, by_app(secret))
    assert comes_in(coordinator, by_recovery(coordinator))
    before = kept(coordinator)
    encrypt_anew()
    assert kept(coordinator) == before


def test_an_old_key_that_went_too_soon_is_told_of(
    coordinator: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    before = kept(coordinator)
    settings.SECRET_KEY = "another-key"
    client = Client()
    client.post(LOG_IN, {"login": coordinator.email, "password": PASSWORD})
    answer = client.post(reverse("mfa_authenticate"), {"code": by_app(secret)})
    assert "Din andra faktor går inte längre att läsa här" in answer.text
    encrypt_anew()
    assert "1 secrets of second factors cannot be read" in caplog.text
    assert kept(coordinator) == before


def test_who_is_logged_in_still_gets_to_the_own_factors_when_their_key_is_lost(
    client: Client, coordinator: User, settings: Settings
) -> None:
    RecoveryCodes.activate(coordinator)
    TOTP.activate(coordinator, generate_totp_secret())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "en ny nyckel som är lång nog att signera med", []
    client.force_login(coordinator)

    page = client.get(reverse("mfa_index"))

    assert page.status_code == 200
    assert "0 koder" in page.text
