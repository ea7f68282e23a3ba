"""What a local actor is asked, by mail: once to each who logs in for it, and only while an answer is wanted."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.actors.models import Representative
from utblick.actors.representing import end_log_in, give_log_in
from utblick.actors.tests.make import make_actor
from utblick.outreach import question_mails
from utblick.outreach.tests.mailserver import Postbox
from utblick.watch import asking
from utblick.watch.models import ActorQuestion
from utblick.watch.tests.make import make_item


@pytest.fixture
def reader(here: object) -> Representative:
    return give_log_in(make_actor(name="Hembygdens Såg AB"), email="agare@sagen.example", name="Ella Såg")[0]


@pytest.fixture
def asked(reader: Representative, coordinator: User) -> ActorQuestion:
    item = make_item("Timber for a school", link="https://ted.example/1")
    return asking.ask_about(item, actor=reader.actor, question="Kan ni leverera gran i vår?", by=coordinator)


def send(at: datetime) -> list[str]:
    before = len(mail.outbox)
    question_mails.send_all(at)
    return sorted(one.to[0] for one in mail.outbox[before:])


@pytest.fixture
def soon() -> datetime:
    return timezone.now() + timedelta(minutes=3)


def test_each_who_logs_in_for_the_actor_is_written_to_once_when_it_is_meant(
    asked: ActorQuestion, reader: Representative, soon: datetime
) -> None:
    reader.unmailed = True
    reader.save()
    give_log_in(asked.actor, email="son@sagen.example", name="Sven Såg")
    give_log_in(make_actor(name="Snickeriet AB"), email="bas@snickeriet.example", name="Bo")
    assert send(timezone.now()) == [], "it can be taken back"
    assert send(soon) == ["agare@sagen.example", "son@sagen.example"]
    assert send(soon) == []


def test_the_mail_says_who_asks_what_and_leads_to_the_question_by_way_of_the_log_in(
    client: Client, municipality: Municipality, coordinator: User, asked: ActorQuestion, soon: datetime
) -> None:
    send(soon)
    letter = mail.outbox[0]
    assert letter.subject == "Provkommun frågar Hembygdens Såg AB: Timber for a school"
    path = reverse("watch:own_question", args=[asked.pk])
    html = str(letter.alternatives[0].content)  # type: ignore[attr-defined]
    for words in (
        coordinator.name,
        "Kan ni leverera gran i vår?",
        "https://ted.example/1",
        municipality.address + path,
    ):
        assert words in str(letter.body)
        assert words in html
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={path}")
    client.force_login(User.objects.get(email="agare@sagen.example"))
    assert "Kan ni leverera gran i vår?" in client.get(path).text


def test_no_mail_of_what_was_taken_back_or_answered_nor_to_who_logs_in_no_more(
    asked: ActorQuestion, reader: Representative, coordinator: User, soon: datetime
) -> None:
    asking.take_back(asked, by=coordinator)
    assert send(soon) == []
    again = asking.ask_about(asked.item, actor=asked.actor, question="Kan ni nu?", by=coordinator)
    asking.answer(again, by=reader.user, verdict="no")
    assert send(soon) == []
    third = make_item("Bridges")
    asking.ask_about(third, actor=asked.actor, question="Och det här?", by=coordinator)
    end_log_in(reader)
    assert send(soon) == []


def test_a_refusing_server_loses_nothing(asked: ActorQuestion, postbox: Postbox, soon: datetime) -> None:
    postbox.answers["agare@sagen.example"] = "450 4.2.0 Greylisted, come back later"
    question_mails.send_all(soon)
    postbox.answers.clear()
    question_mails.send_all(soon + timedelta(minutes=15))
    question_mails.send_all(soon + timedelta(minutes=30))
    assert postbox.readers == ["agare@sagen.example"]
