"""Who cannot see the object never gets a word of what is said about it: not by page, notice, count, search or trail."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import secrecy
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_agreement
from utblick.teamwork.models import Comment, Notice, Task
from utblick.teamwork.tests.make import make_comment, make_task
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
WORD = "granskogsblå"


@pytest.fixture
def about(here: Municipality) -> Any:
    return make_agreement(title="Avtal om hemligheter")


@pytest.fixture
def told(about: Any, officer: User, coordinator: User) -> Any:
    """An officer has been mentioned and asked, about an agreement whose partner is then marked as secret."""
    make_comment(coordinator, f"{WORD} för er", about=about, mention=[officer])
    make_task(officer, f"{WORD} att göra", about=about, by=coordinator)
    return about


def pages(about: Any) -> list[str]:
    place = ["partners.agreement", about.pk]
    named = [reverse("teamwork:notices"), reverse("teamwork:about", args=place), reverse("journal:everything")]
    with scope.acting(scope.municipality(), sees_secrets=True):
        told = [*Comment.objects.all(), *Task.objects.all()]
    history = [reverse("journal:history", args=[one.object_kind, one.pk]) for one in told]
    return [*named, *history, "/search/?q=granskog", "/"]


def telling(client: Client, about: Any) -> list[str]:
    return [page for page in pages(about) if WORD in client.get(page).text]


def mark(about: Any, ground: str = "OSL 15 kap. 1 §") -> None:
    with scope.acting(scope.municipality(), sees_secrets=True):
        about.organisation.refresh_from_db()
        secrecy.mark(about.organisation, ground=ground)


def test_what_is_marked_later_is_told_nowhere_and_comes_back_when_lifted(
    client: Client, officer: User, told: Any
) -> None:
    client.force_login(officer)
    before = telling(client, told)
    assert len(before) >= 5, "the walk would notice"
    mark(told)
    assert telling(client, told) == []
    assert not Comment.objects.exists()
    assert not Task.objects.exists()
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(kind__startswith="teamwork.", secret=False).exists()
    assert "u-count" not in client.get("/").text
    mark(told, ground="")
    assert set(telling(client, told)) >= set(before) - {reverse("teamwork:notices")}


@pytest.mark.parametrize("way", ["alone", "among many"])
def test_a_task_that_was_read_before_the_mark_does_not_come_open_when_it_is_saved(
    client: Client, officer: User, coordinator: User, told: Any, way: str
) -> None:
    task = Task.objects.get()
    mark(told)
    with scope.acting(scope.municipality(), coordinator, sees_secrets=True):
        task.done_at, task.done_by = timezone.now(), coordinator
        Task.save_all([task]) if way == "among many" else task.save()
    client.force_login(officer)
    assert telling(client, told) == []
    assert not Task.objects.exists()


def test_what_is_written_of_a_secret_is_secret_from_the_beginning(
    here: Municipality, about: Any, coordinator: User
) -> None:
    mark(about)
    with scope.acting(here, coordinator, sees_secrets=True):
        make_comment(coordinator, about=about)
        assert Comment.objects.get().secret
    assert not Comment.objects.exists()


def test_who_lost_the_role_sees_nothing_of_it(client: Client, officer: User, told: Any) -> None:
    Membership.objects.get(user=officer).withdraw()
    client.force_login(officer)
    for page in pages(told):
        assert WORD not in client.get(page).text


def test_a_local_actor_has_no_page_of_it(client: Client, told: Any) -> None:
    client.force_login(make_user(Role.LOCAL_ACTOR))
    assert client.get(reverse("teamwork:about", args=["partners.agreement", told.pk])).status_code == 403
    assert client.get(reverse("teamwork:notices")).status_code == 403


@pytest.mark.parametrize("kind", ["accounts.user", "nonsense", "watch.decision", "a.b.c"])
def test_nothing_else_can_be_talked_about(client: Client, coordinator: User, kind: str) -> None:
    client.force_login(coordinator)
    assert client.get(reverse("teamwork:about", args=[kind, coordinator.pk])).status_code == 404


def test_the_notices_of_others_are_their_own(client: Client, told: Any) -> None:
    client.force_login(make_user(Role.COORDINATOR))
    assert WORD not in client.get(reverse("teamwork:notices")).text


def test_an_initiative_that_is_withdrawn_takes_its_page_along(client: Client, coordinator: User) -> None:
    initiative = make_initiative()
    make_comment(make_user(), WORD, about=initiative, mention=[coordinator])
    initiative.withdraw()
    client.force_login(coordinator)
    assert client.get(reverse("teamwork:about", args=["initiatives.initiative", initiative.pk])).status_code == 404
    assert client.get(reverse("teamwork:notices")).status_code == 200
