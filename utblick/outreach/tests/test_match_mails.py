"""What fits a local actor by mail: at its rhythm, each thing once, stopped with one click."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from utblick.accounts.models import User
from utblick.actors.models import LocalActor, Representative
from utblick.actors.representing import give_log_in
from utblick.actors.tests.make import make_actor
from utblick.outreach import match_mails
from utblick.outreach.tests.mailserver import Postbox
from utblick.watch import asking, fitting
from utblick.watch.models import ActorWishes, Item, Match, Profile
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 6, 40, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def reader(here: object) -> Representative:
    sawmill = make_actor(name="Hembygdens Såg AB", description="Vi sågar gran.")
    return give_log_in(sawmill, email="agare@sagen.example", name="Ella Såg")[0]


def meets(actor: LocalActor, title: str) -> Item:
    profile, _new = Profile.objects.get_or_create(actor=actor, defaults={"name": actor.name, "text": actor.description})
    stages = {"deadline": MONDAY + timedelta(days=60), "final_deadline": MONDAY + timedelta(days=200)}
    item = make_item(title, kind=Item.Kind.TENDER, link="https://ted.example/1", **stages)
    reasons = {"parts": [{"kind": "word", "own": "gran", "foreign": "spruce", "share": 0.3}]}
    Match.objects.create(item=item, profile=profile, score=0.5, reasons=reasons)
    return item


def send(days: int) -> list[str]:
    """The subjects of what goes out so many days after that Monday."""
    before = len(mail.outbox)
    match_mails.send_all(MONDAY + timedelta(days=days))
    return [one.subject for one in mail.outbox[before:]]


def test_it_tells_what_fits_with_the_actors_own_words(reader: Representative) -> None:
    meets(reader.actor, "Spruce for a school")
    assert send(0) == ["1 ny som passar Hembygdens Såg AB"]
    letter = mail.outbox[0]
    assert letter.to == ["agare@sagen.example"]
    for words in ("Spruce for a school", "gran ~ spruce", "https://ted.example/1", "stänger 2027-01-22"):
        assert words in str(letter.body)
        assert words in str(letter.alternatives[0].content)  # type: ignore[attr-defined]


def test_weekly_is_once_a_week_and_each_thing_once(reader: Representative) -> None:
    assert send(0) == [], "nothing to tell"
    meets(reader.actor, "Spruce for a school")
    assert send(1) == ["1 ny som passar Hembygdens Såg AB"]
    assert send(1) == []
    meets(reader.actor, "Spruce for a bridge")
    assert send(2) == []
    assert send(7) == ["1 ny som passar Hembygdens Såg AB"]
    assert "Spruce for a bridge" in str(mail.outbox[-1].body)
    assert "Spruce for a school" not in str(mail.outbox[-1].body)
    assert send(14) == []


def test_what_the_actor_is_asked_about_is_told_by_its_own_mail_alone(reader: Representative, coordinator: User) -> None:
    asked = asking.ask_about(
        meets(reader.actor, "Spruce for a school"), actor=reader.actor, question="Kan ni?", by=coordinator
    )
    meets(reader.actor, "Spruce for a bridge")
    assert send(0) == ["1 ny som passar Hembygdens Såg AB"]
    assert "Spruce for a school" not in str(mail.outbox[-1].body)
    assert asking.take_back(asked, by=coordinator)
    assert send(7) == ["1 ny som passar Hembygdens Såg AB"]
    assert "Spruce for a school" in str(mail.outbox[-1].body)


@pytest.mark.parametrize(("rhythm", "days"), [("daily", [0, 1, 2, 8]), ("monthly", [0, 8]), ("", [])])
def test_the_actor_sets_the_rhythm(reader: Representative, rhythm: str, days: list[int]) -> None:
    ActorWishes.objects.create(actor=reader.actor, rhythm=rhythm)
    sent = []
    for day in (0, 1, 2, 8):
        meets(reader.actor, f"Spruce {day}")
        sent += [day] if send(day) else []
    assert sent == days


def test_what_is_not_for_them_is_not_mailed(reader: Representative) -> None:
    fitting.say(reader.actor, meets(reader.actor, "Spruce for a school"), "no")
    assert send(0) == []


def test_one_click_stops_it_and_opening_the_address_does_not(client: Client, reader: Representative) -> None:
    meets(reader.actor, "Spruce for a school")
    send(0)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = "/" + headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    client.get(stop)
    client.head(stop)
    reader.refresh_from_db()
    assert not reader.unmailed
    page = client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert "Inga fler mejl skickas till dig" in page.text
    meets(reader.actor, "Spruce for a bridge")
    assert send(7) == []
    client.post(stop.replace("/stop/", "/start-again/"))
    assert send(7) != []


def test_a_refusing_server_loses_nothing(reader: Representative, postbox: Postbox) -> None:
    meets(reader.actor, "Spruce for a school")
    postbox.answers["agare@sagen.example"] = "450 4.2.0 Greylisted, come back later"
    with pytest.raises(OSError, match="Greylisted"):
        match_mails.send_all(MONDAY)
    postbox.answers.clear()
    match_mails.send_all(MONDAY + timedelta(minutes=15))
    match_mails.send_all(MONDAY + timedelta(minutes=30))
    assert postbox.readers == ["agare@sagen.example"]
