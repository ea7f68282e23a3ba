"""Business contacts: who met whom, the next step as a task, the outcome, and an actor's time line."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.actors.tests.make import make_actor, make_aid
from utblick.initiatives.models import ActorPart, Lead
from utblick.initiatives.tests.make import make_initiative
from utblick.teamwork.models import Task

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"initiatives:{name}", args=args)


@pytest.fixture
def saw(here: object) -> LocalActor:
    return make_actor("Norrsågen")


def answers(saw: LocalActor, **changes: Any) -> dict[str, Any]:
    told = {"actor": saw.pk, "counterpart": "Trøndelag Bygg AS", "country": "NO", "met_on": "2026-05-04"}
    return {**told, "about": "Limträ till skolor", "outcome": "open", **changes}


def note(client: Client, saw: LocalActor, **changes: Any) -> Any:
    return client.post(url("add_lead"), answers(saw, **changes))


def test_the_next_step_is_a_task_of_its_owner(
    client: Client, coordinator: User, officer: User, saw: LocalActor
) -> None:
    client.force_login(coordinator)
    step = {"next_step": "Ring om provleverans", "next_owner": officer.pk, "next_on": "2026-06-01"}
    assert note(client, saw, **step).status_code == 302
    task = Task.objects.get()
    assert (task.title, task.owner, task.due_on) == ("Ring om provleverans", officer, date(2026, 6, 1))
    client.force_login(officer)
    assert "Ring om provleverans" in client.get(reverse("desk:mine")).text

    lead = Lead.objects.get()
    changed = answers(saw, **{**step, "next_step": "Skicka prover"}, revision=lead.revision)
    client.post(url("edit_lead", lead.pk), changed)
    assert Task.objects.get().title == "Skicka prover", "changed, not doubled"
    lead.refresh_from_db()
    client.post(url("edit_lead", lead.pk), answers(saw, revision=lead.revision))
    assert not Task.objects.open().exists()


def test_whom_they_met_and_who_does_the_step_must_be_told(client: Client, coordinator: User, saw: LocalActor) -> None:
    client.force_login(coordinator)
    assert "Välj vem de träffade" in note(client, saw, counterpart="").text
    assert "Välj vem som gör det" in note(client, saw, next_step="Ring").text
    assert not Lead.objects.exists()


def test_the_outcome_is_added_up_in_the_list_and_on_the_time_line(
    client: Client, coordinator: User, saw: LocalActor
) -> None:
    trip = make_initiative("Mässa i Trondheim", starts_on=date(2026, 5, 3))
    ActorPart.objects.create(initiative=trip, actor=saw)
    make_aid(saw, purpose="Monter")
    client.force_login(coordinator)
    note(client, saw, outcome="deal", value="1 200 000", jobs="3", initiative=trip.pk)
    assert "1\u202f200\u202f000" in client.get(url("leads")).text
    story = client.get(url("actor_story", saw.pk), headers={"HX-Request": "true"}).text
    for words in ("Trøndelag Bygg AS", "Mässa i Trondheim", "Monter", "Affär: order"):
        assert words in story
    part = client.get(url("actors_of", trip.pk), headers={"HX-Request": "true"}).text
    assert "Norrsågen" in part
    assert "Trøndelag Bygg AS" in part
    assert url("actor_story", saw.pk) in client.get(saw.get_absolute_url()).text


def test_a_local_actor_joins_an_initiative_and_leaves_it_with_a_way_back(
    client: Client, coordinator: User, saw: LocalActor
) -> None:
    trip = make_initiative("Mässa i Trondheim")
    client.force_login(coordinator)
    client.post(url("add_actor", trip.pk), {"actor": saw.pk})
    part = ActorPart.objects.get()
    client.post(url("remove_actor", part.pk))
    assert not ActorPart.objects.exists()
    client.post(url("restore_actor", trip.pk, saw.pk))
    assert ActorPart.objects.get().actor == saw


def test_a_secret_contact_shows_nowhere_to_who_may_not_see_it(
    client: Client, officer: User, coordinator: User, saw: LocalActor
) -> None:
    client.force_login(coordinator)
    note(client, saw)
    lead = Lead.objects.get()
    lead.secrecy_ground = "OSL 30:23"
    lead.save()
    client.force_login(officer)
    for page in (url("leads"), url("actor_story", saw.pk)):
        assert "Trøndelag Bygg AS" not in client.get(page).text
    assert client.get(lead.get_absolute_url()).status_code == 404


def test_readers_note_nothing(client: Client, auditor: User, saw: LocalActor) -> None:
    client.force_login(auditor)
    assert note(client, saw).status_code == 403
