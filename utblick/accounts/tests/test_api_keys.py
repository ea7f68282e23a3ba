"""One makes API keys on one's own account: shown once, never more than one may see oneself, revoked with undo."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts import api_keys
from utblick.accounts.models import ApiKey, User
from utblick.accounts.tests.make import PASSWORD
from utblick.journal.models import Entry

KEYS = reverse("accounts:keys")


def confirmed(client: Client, user: User) -> Client:
    """Logged in, and having given the password once more, as everything that guards the account asks for."""
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def logged_in(client: Client, officer: User) -> Client:
    return confirmed(client, officer)


def facts(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "Diariet", "scopes": ["goals.view", "partners.view"], "expires_on": day.isoformat(), **more}


def test_a_new_key_is_shown_once_and_opens_what_was_ticked(logged_in: Client, officer: User) -> None:
    shown = logged_in.post(reverse("accounts:add_key"), facts(), follow=True)
    key = ApiKey.objects.get()
    secret = shown.context["secret"]
    assert secret in shown.text
    assert api_keys.find(secret) == key
    assert (key.user, key.opens("goals.view"), key.opens("watch.view")) == (officer, True, False)
    again = logged_in.get(reverse("accounts:key_made", args=[key.pk]), follow=True)
    assert secret not in again.text
    assert key.hint in again.text


def test_the_secret_stands_in_no_row_and_not_in_the_audit_trail(logged_in: Client) -> None:
    secret = logged_in.post(reverse("accounts:add_key"), facts(), follow=True).context["secret"]
    entry = Entry.objects.get(kind="accounts.apikey")
    told = f"{ApiKey.objects.values().get()} {entry.after} {entry.label} {dict(logged_in.session)}"
    assert secret not in told


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["accounts.change"]}, "scopes"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "2099-01-01"}, "expires_on"),
    ],
)
def test_what_is_wrong_is_told_and_no_key_is_made(logged_in: Client, wrong: dict[str, Any], field: str) -> None:
    answer = logged_in.post(reverse("accounts:add_key"), facts(**wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ApiKey.objects.exists()


def test_a_decision_maker_cannot_give_away_what_is_closed_to_the_role(client: Client, decision_maker: User) -> None:
    offered = (
        confirmed(client, decision_maker).get(reverse("accounts:add_key")).context["form"].fields["scopes"].choices
    )
    assert all(decision_maker.has_perm(scope) for scope, _words in offered)


def test_the_password_is_asked_for_before_a_key_is_made(client: Client, officer: User) -> None:
    client.force_login(officer)
    answer = client.get(reverse("accounts:add_key"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def test_revoking_can_be_undone(logged_in: Client, officer: User) -> None:
    key, secret = api_keys.make(officer, name="Diariet", scopes=["goals.view"], expires_on=timezone.localdate())
    page = logged_in.post(reverse("accounts:revoke_key", args=[key.pk]), follow=True)
    assert api_keys.find(secret) is None
    assert reverse("accounts:restore_key", args=[key.pk]) in page.text
    logged_in.post(reverse("accounts:restore_key", args=[key.pk]))
    assert api_keys.find(secret) == key


def test_nobody_sees_or_revokes_another_persons_key(logged_in: Client, coordinator: User) -> None:
    key, secret = api_keys.make(coordinator, name="Min egen", scopes=["goals.view"], expires_on=timezone.localdate())
    assert "Min egen" not in logged_in.get(KEYS).text
    assert logged_in.post(reverse("accounts:revoke_key", args=[key.pk])).status_code == 404
    assert api_keys.find(secret) == key
