"""A local actor logs in, and sees and edits only its own."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Membership, Role, User
from utblick.actors.models import LocalActor, Representative
from utblick.actors.representing import give_log_in
from utblick.actors.tests.make import make_actor
from utblick.watch.models import Item, Match, Profile, Source
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def sawmill(here: object) -> LocalActor:
    return make_actor(name="Hembygdens Såg AB", description="Vi sågar gran.")


@pytest.fixture
def owner(sawmill: LocalActor) -> User:
    representative, _created = give_log_in(sawmill, email="agare@sagen.example", name="Ella Såg")
    return representative.user


def meets(actor: LocalActor, title: str, days: int = 30) -> None:
    profile, _new = Profile.objects.get_or_create(actor=actor, defaults={"name": actor.name, "text": actor.description})
    item = make_item(title, kind=Item.Kind.TENDER, deadline=timezone.now() + timedelta(days=days))
    Match.objects.create(item=item, profile=profile, score=0.5)


def test_the_first_page_of_an_actor_is_what_fits_it(client: Client, owner: User, sawmill: LocalActor) -> None:
    meets(sawmill, "Timber bridges for Norway")
    meets(sawmill, "Closed tender", days=-1)
    meets(make_actor(name="Mejeriet"), "Cheese for schools")
    client.force_login(owner)
    page = client.get("/", follow=True).text
    assert "Timber bridges for Norway" in page
    assert "Closed tender" not in page
    assert "Cheese for schools" not in page


def test_an_actor_tells_of_itself_and_of_nobody_else(client: Client, owner: User, sawmill: LocalActor) -> None:
    client.force_login(owner)
    answers = {"description": "Vi sågar och hyvlar lärk.", "keywords": "lärk", "revision": sawmill.revision}
    assert client.post(reverse("actors:edit_own", args=[sawmill.pk]), answers).status_code == 302
    sawmill.refresh_from_db()
    assert (sawmill.description, sawmill.keywords, sawmill.name) == (
        "Vi sågar och hyvlar lärk.",
        ["lärk"],
        "Hembygdens Såg AB",
    )
    other = make_actor(name="Mejeriet")
    assert client.get(reverse("actors:edit_own", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("name", ["actors:list", "watch:inbox", "partners:list", "desk:search", "initiatives:list"])
def test_an_actor_comes_to_no_inner_page(client: Client, owner: User, name: str) -> None:
    client.force_login(owner)
    assert client.get(reverse(name)).status_code == 403


def test_a_coordinator_gives_a_log_in_by_mail_and_ends_it(
    client: Client, coordinator: User, sawmill: LocalActor
) -> None:
    client.force_login(coordinator)
    answers = {"name": "Nils Ny", "email": "nils@sagen.example"}
    client.post(reverse("actors:give_log_in", args=[sawmill.pk]), answers)
    assert [message.to for message in mail.outbox] == [["nils@sagen.example"]]
    assert "Nils Ny" in client.get(sawmill.get_absolute_url()).text
    representative = Representative.objects.get()
    client.post(reverse("actors:end_log_in", args=[representative.pk]))
    roles = Membership.objects.current().filter(user=representative.user, role=Role.LOCAL_ACTOR)
    assert not roles.exists(), "who represents nobody has no role either"
    client.post(reverse("actors:restore_log_in", args=[representative.pk]))
    assert roles.exists()
    assert Representative.objects.current().count() == 1


def test_an_officer_gives_no_log_ins(client: Client, officer: User, sawmill: LocalActor) -> None:
    client.force_login(officer)
    assert client.post(reverse("actors:give_log_in", args=[sawmill.pk]), {}).status_code == 403


def test_what_was_handed_in_to_the_municipality_is_not_shown_to_an_actor(
    client: Client, owner: User, sawmill: LocalActor
) -> None:
    meets(sawmill, "A letter to the municipality")
    Source.objects.update(connector=Source.Kind.BY_HAND)
    meets(sawmill, "A public tender")
    client.force_login(owner)
    page = client.get(reverse("desk:own")).text
    assert "A public tender" in page
    assert "A letter to the municipality" not in page
