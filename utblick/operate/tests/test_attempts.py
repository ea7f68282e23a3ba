"""Whoever tries to get past a control stands in the log: each try has a line with its status, and by number who it was."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import PASSWORD, make_municipality, make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.tenancy import scope

type Try = Callable[[Client], object]


@pytest.fixture
def told(here: Municipality) -> Iterator[Client]:
    """A browser whose requests have a line each, as with UTBLICK_LOG=json."""
    with override_settings(TELL_REQUESTS_TO=["utblick.operate.logs.tell"]):
        yield Client(enforce_csrf_checks=True, headers={"host": here.hosts})


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    found = [one for one in caplog.records if one.name == "utblick.request"]
    return [getattr(one, "facts") for one in found]  # noqa: B009


def test_no_name_stands_there(told: Client, here: Municipality, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        for _ in range(7):
            Client().post(reverse("account_login"), {"login": "nobody@stranger.example", "password": "fel"})
    assert "after too many: user unknown" in caplog.text
    assert "stranger" not in caplog.text


def foreign() -> str:
    with scope.acting(make_municipality("Grannkommun")):
        return make_initiative().get_absolute_url()


TRIES: dict[str, tuple[Try, int]] = {
    "beyond the role": (lambda client: client.get(reverse("webhooks:list")), 403),
    "a form from elsewhere": (lambda client: client.post(reverse("accounts:profile"), {"name": "x"}), 403),
    "another municipality's object": (lambda client: client.get(foreign()), 404),
    "a method that no page has": (lambda client: client.generic("TRACE", "/"), 405),
    "a host that is not ours": (lambda client: client.get("/", headers={"host": "other.example"}), 400),
}


@pytest.mark.parametrize(("attempt", "status"), TRIES.values(), ids=TRIES)
def test_each_try_has_a_line(
    told: Client, here: Municipality, caplog: pytest.LogCaptureFixture, attempt: Try, status: int
) -> None:
    user = make_user(Role.OFFICER)
    told.force_login(user)
    with caplog.at_level("INFO"), override_settings(ALLOWED_HOSTS=here.hosts.split()):
        attempt(told)
    [line] = lines(caplog)
    assert line["status"] == status
    if status in {403, 404}:
        assert line["user"] == user.pk
        assert line["municipality"] == here.pk


def test_a_form_with_what_it_does_not_offer_has_one(
    told: Client, here: Municipality, caplog: pytest.LogCaptureFixture, coordinator: User
) -> None:
    client = Client()
    client.force_login(coordinator)
    with caplog.at_level("INFO"):
        client.post(reverse("accounts:profile"), {"name": "x", "language": "klingon"})
    [line] = lines(caplog)
    assert (line["status"], line["route"], line["user"]) == (422, "accounts:profile", coordinator.pk)


def test_who_guesses_is_told_of_and_so_is_the_stop(
    told: Client, here: Municipality, caplog: pytest.LogCaptureFixture
) -> None:
    cache.clear()
    user, client = make_user(Role.OFFICER), Client()
    with caplog.at_level("INFO"):
        for _ in range(7):
            client.post(reverse("account_login"), {"login": user.email, "password": "fel" + PASSWORD})
    assert f"A log-in by password was refused: user {user.pk}" in caplog.text
    assert caplog.text.count(f"A log-in by password was not tried, after too many: user {user.pk}") == 2
