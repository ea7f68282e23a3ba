"""The morning mail: to whom, with what, and once."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.desk import morning
from utblick.outreach.models import MorningMail
from utblick.tenancy import scope
from utblick.watch.models import Item, Match, Profile
from utblick.watch.tests.make import make_item, make_place

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


@pytest.fixture
def reader(here: Municipality) -> User:
    user = make_user(Role.COORDINATOR)
    user.morning_mail = True
    user.save()
    return user


def arrives(title: str, *, at: datetime = TUESDAY - timedelta(hours=2), **facts: Any) -> None:
    make_place(make_item(title, found_at=at), **facts)


def test_what_is_new_is_mailed_in_the_readers_language_with_links(reader: User) -> None:
    arrives("Timber bridges")
    assert morning.send_all(TUESDAY) == 1
    [message] = mail.outbox
    assert message.to == [reader.email]
    assert message.subject == "Utblick: 1 ny i inkorgen"
    assert "Timber bridges" in message.body
    host = scope.municipality().hosts.split()[0]
    assert f"https://{host}/watch/items/" in message.body
    assert isinstance(message, EmailMultiAlternatives)
    assert "Timber bridges" in str(message.alternatives[0][0])


def test_what_closes_undecided_is_the_alarm_of_each_morning(reader: User) -> None:
    last_week = TUESDAY - timedelta(days=7)
    for title, days in (("Town twinning", 2), ("Later", 4)):
        make_place(make_item(title, found_at=last_week, deadline=TUESDAY + timedelta(days=days)))
    morning.send_all(TUESDAY)
    [message] = mail.outbox
    assert message.subject == "Utblick: 1 stänger utan beslut"
    assert "Town twinning" in message.body
    assert "Later" not in message.body


def test_an_officer_is_mailed_what_is_new_to_the_own_unit(here: Municipality) -> None:
    unit = make_unit("Skolan")
    officer = make_user(Role.OFFICER, unit=unit)
    officer.morning_mail = True
    officer.save()
    for title in ("Timber bridges", "School exchange"):
        arrives(title)
    profile = Profile.objects.create(unit=unit, name="Skolan", text="skola")
    Match.objects.create(item=Item.objects.get(title="School exchange"), profile=profile, score=0.3)
    morning.send_all(TUESDAY)
    [message] = mail.outbox
    assert message.subject == "Utblick: 1 ny i inkorgen"
    assert "School exchange" in message.body
    assert "Träffar Skolan" in message.body
    assert "Timber bridges" not in message.body


def test_it_is_sent_once_a_day_however_often_the_job_runs(reader: User) -> None:
    arrives("Timber bridges")
    assert [morning.send_all(TUESDAY), morning.send_all(TUESDAY), morning.send_all(TUESDAY + timedelta(hours=1))] == [
        1,
        0,
        0,
    ]


def test_a_mail_left_by_a_worker_that_died_is_sent_later(reader: User) -> None:
    arrives("Timber bridges")
    MorningMail.objects.create(user=reader, day=TUESDAY.date(), claimed_at=TUESDAY)
    assert morning.send_all(TUESDAY + timedelta(minutes=5)) == 0, "the other worker may still be at it"
    assert morning.send_all(TUESDAY + timedelta(minutes=20)) == 1


def test_what_the_mail_server_refused_is_tried_again(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    arrives("Timber bridges")

    def broken(self: Any) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", broken)
        with pytest.raises(SMTPServerDisconnected):
            morning.send_all(TUESDAY)
    assert morning.send_all(TUESDAY) == 1


def test_nothing_to_tell_is_no_mail(reader: User) -> None:
    arrives("Old call", at=TUESDAY - timedelta(days=4))
    arrives("Decided call", decided=True)
    assert morning.send_all(TUESDAY) == 0


def test_who_did_not_ask_gets_none(coordinator: User) -> None:
    arrives("Timber bridges")
    assert morning.send_all(TUESDAY) == 0


def test_each_reader_is_told_of_the_own_municipality_only(reader: User) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        arrives("Secret of the neighbour")
    assert morning.send_all(TUESDAY) == 0
    assert not any("neighbour" in message.body for message in mail.outbox)


def test_on_a_monday_the_weekend_is_told_of(reader: User) -> None:
    arrives("Friday's call", at=TUESDAY - timedelta(days=3, hours=12))
    assert morning.send_all(TUESDAY) == 0
    MorningMail.objects.all().delete()
    assert morning.send_all(TUESDAY - timedelta(days=1)) == 1
    assert timezone.localtime(TUESDAY - timedelta(days=1)).weekday() == 0


def test_one_refused_address_keeps_no_mail_from_the_others(reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_user(Role.COORDINATOR)
    other.morning_mail = True
    other.save()
    arrives("Timber bridges")
    sent: list[str] = []

    def send(self: Any) -> int:
        if self.to == [reader.email]:
            raise SMTPServerDisconnected
        sent.extend(self.to)
        return 1

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)
    with pytest.raises(SMTPServerDisconnected):
        morning.send_all(TUESDAY)
    assert sent == [other.email]
