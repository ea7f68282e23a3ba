"""A registration from the public page is approved, or not, and each step is told by mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Membership, Role, User
from utblick.actors import registering
from utblick.actors.models import ContactPerson, LocalActor, Registration
from utblick.actors.tests.make import make_actor, make_registration
from utblick.desk.due import due

pytestmark = pytest.mark.django_db


def send_all(minutes: int = 5) -> None:
    registering.send_all(timezone.now() + timedelta(minutes=minutes))


def answer(client: Client, asked: Registration, verdict: str, message: str = "") -> Any:
    told = {"verdict": verdict, "message": message, "revision": asked.revision}
    return client.post(reverse("actors:answer_registration", args=[asked.pk]), told)


@pytest.fixture
def asked(here: object) -> Registration:
    return make_registration()


def test_who_registers_is_told_that_it_has_come(asked: Registration) -> None:
    send_all()
    send_all()
    [letter] = mail.outbox
    assert letter.to == [asked.email]
    assert letter.subject == "Vi har fått din anmälan"
    strange = [asked.name, asked.contact_name, asked.description]
    assert not [words for words in strange if words in str(letter.body)], "the address may be somebody else's"


def test_a_yes_makes_an_actor_with_a_contact_person_and_a_log_in(
    client: Client, coordinator: User, asked: Registration
) -> None:
    client.force_login(coordinator)
    assert not LocalActor.objects.exists(), "nothing is in the register before"
    assert answer(client, asked, "yes").status_code == 302
    actor = LocalActor.objects.get()
    assert (actor.name, actor.markets_wanted) == ("Frostvikens Sylt", "NO")
    assert actor.concepts
    person = ContactPerson.objects.get()
    assert (person.consent_how, person.email) == ("form", asked.email)
    assert Membership.objects.current().filter(user__email=asked.email, role=Role.LOCAL_ACTOR).exists()
    send_all()
    assert "/log-in/link/" in str(mail.outbox[-1].body)


def test_an_answer_is_taken_back_until_its_mail_has_gone(
    client: Client, coordinator: User, asked: Registration
) -> None:
    client.force_login(coordinator)
    answer(client, asked, "yes")
    back = reverse("actors:take_back_registration", args=[asked.pk])
    client.post(back)
    assert not LocalActor.objects.current().exists()
    assert not Membership.objects.current().filter(role=Role.LOCAL_ACTOR).exists()
    asked.refresh_from_db()
    assert asked.state == Registration.State.WAITING

    answer(client, asked, "yes")
    send_all()
    client.post(back)
    assert LocalActor.objects.current().count() == 1


def test_a_no_says_why(client: Client, coordinator: User, asked: Registration) -> None:
    client.force_login(coordinator)
    assert answer(client, asked, "no").status_code == 422
    answer(client, asked, "no", "Ni finns i Östersund.")
    send_all()
    assert "Ni finns i Östersund." in str(mail.outbox[-1].body)
    assert not LocalActor.objects.exists()


def test_spam_is_put_aside_without_a_mail_and_brought_back(
    client: Client, coordinator: User, asked: Registration
) -> None:
    client.force_login(coordinator)
    send_all()
    answer(client, asked, "aside")
    send_all()
    asked.refresh_from_db()
    assert (asked.state, len(mail.outbox)) == ("declined", 1), "only the receipt"
    assert asked.kept_until
    assert "Undanlagd utan mejl" in client.get(asked.get_absolute_url()).text
    client.post(reverse("actors:take_back_registration", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_one_that_is_in_the_register_already_keeps_what_we_know(
    client: Client, coordinator: User, asked: Registration
) -> None:
    known = make_actor("Frostvikens Sylt AB", organisation_number=asked.organisation_number)
    client.force_login(coordinator)
    assert "finns redan i registret" in client.get(asked.get_absolute_url()).text
    answer(client, asked, "yes")
    assert LocalActor.objects.get().name == "Frostvikens Sylt AB"
    assert known.people.count() == 1


def test_one_that_waits_is_due_within_a_week(coordinator: User, asked: Registration) -> None:
    today = timezone.localdate()
    told = [one for one in due(today, user=coordinator) if one.kind == "registration"]
    assert [(one.title, one.on) for one in told] == [("Frostvikens Sylt", today + timedelta(days=7))]


def test_readers_do_not_answer(client: Client, officer: User, asked: Registration) -> None:
    client.force_login(officer)
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert answer(client, asked, "yes").status_code == 403


def test_a_name_with_line_breaks_breaks_no_mail(here: object) -> None:
    make_registration(name="Sylt\nBcc: alla@x.example")
    send_all()
    assert mail.outbox[-1].recipients() == ["siv@sylten.example"]


@pytest.mark.parametrize("is_the_same", [True, False])
def test_a_name_that_is_nearly_known_is_asked_about(client: Client, coordinator: User, is_the_same: bool) -> None:
    """Without a number nothing else tells; only a person can say, or a stranger would get a log-in to somebody's page."""
    known = make_actor(name="Frostvikens Sylt AB", organisation_number="")
    make_actor(name="Frostvikens Fisk")
    asked = make_registration(organisation_number="")
    client.force_login(coordinator)
    page = client.get(asked.get_absolute_url())
    assert [str(label) for _value, label in page.context["form"]["same_as"].field.choices] == [
        "En ny lokal aktör",
        "Frostvikens Sylt AB",
    ]
    told = {"verdict": "yes", "revision": asked.revision, "same_as": known.pk if is_the_same else ""}
    client.post(reverse("actors:answer_registration", args=[asked.pk]), told)
    asked.refresh_from_db()
    assert (asked.actor == known) is is_the_same
    assert LocalActor.objects.count() == (2 if is_the_same else 3)
