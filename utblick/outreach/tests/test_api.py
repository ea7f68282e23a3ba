"""Another program reads with a key what the key's owner may see, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from utblick.accounts import api_keys
from utblick.accounts.api_keys import SCOPES
from utblick.accounts.models import ApiKey, Membership, Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.tenancy import scope


def make_key(user: User, *scopes: str) -> str:
    day = timezone.localdate() + timedelta(days=30)
    return api_keys.make(user, name="Diariet", scopes=list(scopes or SCOPES), expires_on=day)[1]


def read(address: str, secret: str = "", here: Municipality | None = None, **headers: str) -> Any:
    host = (here or scope.municipality()).hosts
    sent = {"authorization": f"Bearer {secret}"} if secret else {}
    return Client(headers={"host": host, **sent, **headers}).get(f"/api/v1{address}")


@pytest.fixture
def in_force(here: Municipality) -> PolicyDocument:
    return make_document(status=PolicyDocument.Status.IN_FORCE)


def test_a_key_reads_the_goals(coordinator: User, in_force: PolicyDocument) -> None:
    goal = make_goal("Nya kontakter", document=in_force, name="Kontakter")
    answer = read("/goals", make_key(coordinator))
    assert answer.json()["next"] is None
    assert [(one["id"], one["name"], one["text"]) for one in answer.json()["items"]] == [
        (goal.pk, "Kontakter", "Nya kontakter")
    ]
    assert read(f"/goals/{goal.pk}", make_key(coordinator)).json()["url"].endswith(goal.get_absolute_url())


@pytest.mark.parametrize("secret", ["", "utblick_wrong", "å" * 50])
def test_without_a_standing_key_nothing_is_told(secret: str, here: Municipality, in_force: PolicyDocument) -> None:
    make_goal("Hemligt för utomstående", document=in_force)
    answer = read("/goals", secret)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Hemligt" not in answer.text


def test_a_browsers_log_in_opens_nothing(here: Municipality, coordinator: User) -> None:
    client = Client(headers={"host": here.hosts})
    client.force_login(coordinator)
    assert client.get("/api/v1/goals").status_code == 401


def test_a_key_opens_no_more_than_its_scopes(coordinator: User, in_force: PolicyDocument) -> None:
    answer = read("/goals", make_key(coordinator, "partners.view"))
    assert answer.status_code == 403
    assert "goals.view" in answer.json()["title"]


def test_a_key_ends_with_its_owners_role(officer: User, in_force: PolicyDocument) -> None:
    secret = make_key(officer)
    assert read("/goals", secret).status_code == 200
    Membership.objects.get(user=officer).withdraw()
    assert read("/goals", secret).status_code == 403


def test_a_key_ends_when_it_is_revoked_or_out_of_date(coordinator: User, in_force: PolicyDocument) -> None:
    secret = make_key(coordinator)
    key = ApiKey.objects.get()
    api_keys.revoke(key)
    assert read("/goals", secret).status_code == 401
    key.restore()
    assert read("/goals", secret).status_code == 200
    key.expires_on = timezone.localdate() - timedelta(days=1)
    key.save()
    assert read("/goals", secret).status_code == 401


def test_a_key_of_another_municipality_opens_nothing_here(here: Municipality, in_force: PolicyDocument) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        secret = make_key(make_user(Role.COORDINATOR))
    assert read("/goals", secret, here).status_code == 401


def test_that_a_key_was_used_is_noted(coordinator: User, in_force: PolicyDocument) -> None:
    read("/goals", make_key(coordinator))
    assert ApiKey.objects.get().used_on == timezone.localdate()


def test_a_list_goes_on_where_it_ended(coordinator: User, in_force: PolicyDocument) -> None:
    made = [make_goal(f"Mål {at}", document=in_force).pk for at in range(5)]
    secret, seen, address = make_key(coordinator), [], "/goals?limit=2"
    while address:
        answer = read(address, secret).json()
        seen += [one["id"] for one in answer["items"]]
        address = (answer["next"] or "").partition("/api/v1")[2]
    assert seen == made


@pytest.mark.parametrize("asked", ["limit=0", "limit=9999", "after=-1", "after=x", f"after={10**30}"])
def test_what_cannot_be_understood_is_told(asked: str, coordinator: User) -> None:
    answer = read(f"/goals?{asked}", make_key(coordinator))
    assert answer.status_code == 422
    assert asked.partition("=")[0] in answer.json()["detail"]


def test_what_has_not_changed_is_not_sent_again(coordinator: User, in_force: PolicyDocument) -> None:
    make_goal("Mål", document=in_force)
    secret = make_key(coordinator)
    first = read("/goals", secret)
    again = read("/goals", secret, **{"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_program_that_hammers_is_told_to_wait(
    coordinator: User, in_force: PolicyDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    from utblick.outreach.api.door import api

    monkeypatch.setattr(api.throttle[0], "num_requests", 2)
    secret = make_key(coordinator)
    answers = [read("/goals", secret) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_the_description_is_openapi_and_open_to_all(here: Municipality) -> None:
    described = read("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    refused = described["paths"]["/api/v1/goals"]["get"]["responses"]["401"]["content"]
    assert list(refused) == ["application/problem+json"]
    assert read("/api-info").json()["api_documentation"].endswith("/api/v1/openapi.json")


def test_a_method_that_there_is_not_is_refused_as_a_problem(coordinator: User) -> None:
    secret, host = make_key(coordinator), scope.municipality().hosts
    answer = Client(headers={"host": host, "authorization": f"Bearer {secret}"}).delete("/api/v1/goals")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.headers["Content-Type"] == "application/problem+json"
