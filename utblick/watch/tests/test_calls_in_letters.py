"""A call that a newsletter names is one with the public item of it, for the municipality that got the letter and for no other."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.tenancy import scope
from utblick.watch import harvest, splitting, subscribing
from utblick.watch.models import Item, ItemKey, Sighting, Source
from utblick.watch.tests.make import make_source
from utblick.watch.tests.newsroom import Entry, Newsroom
from utblick.watch.tests.test_newsletters import OURS, deliver, letter, maildir  # noqa: F401 - a fixture

CALL = "CERV-2026-CITIZENS-TOWN-TT"
THEIRS = Entry("1", f"Town twinning ({CALL})", "https://example.org/portal", "Towns meet. " * 9)
TOLD = f"<h2>Vänorter kan söka stöd</h2><p>Utlysningen {CALL} är öppen för ansökan i vår.</p><a href='https://example.net/r/1'>Mer</a>"
ELSE = "<h2>En helt annan nyhet</h2><p>Vi flyttar i maj. </p><a href='https://example.net/r/2'>Mer</a>"


@pytest.fixture
def subscribed(here: Municipality, maildir: Path) -> Path:  # noqa: F811
    subscribing.subscribe(f"mail:{OURS}", connector_kind="mail")
    return maildir


def tellings() -> dict[str, set[str]]:
    return {item.title: {one.title for one in item.sightings.all()} for item in Item.objects.all()}


def test_a_letter_joins_the_call_that_is_there_and_changes_no_word_of_it(
    subscribed: Path, newsroom: Newsroom, client: Client
) -> None:
    newsroom.feeds["a"] = [THEIRS]
    make_source(newsroom.url("a"))
    harvest.poll()
    keys = set(ItemKey.objects.values_list("key", flat=True))
    deliver(subscribed, letter(markup=TOLD + ELSE), "1")
    deliver(subscribed, letter(markup=TOLD.replace("Vänorter", "Kommuner") + ELSE, number=2), "2")
    harvest.poll()

    assert tellings()[THEIRS.title] == {THEIRS.title, "Vänorter kan söka stöd", "Kommuner kan söka stöd"}
    item = Item.objects.get(title=THEIRS.title)
    assert "ansökan" not in item.summary + item.body
    assert not item.versions.exists()
    assert set(ItemKey.objects.values_list("key", flat=True)) == keys

    client.force_login(make_user(Role.COORDINATOR))
    page = client.get(reverse("watch:item", args=[item.pk])).text
    assert "Vänorter kan söka stöd" in page
    assert "från Programmet" in page
    with scope.acting(make_municipality()):
        subscribing.subscribe(newsroom.url("a"))
        client.force_login(make_user(Role.COORDINATOR))
        theirs = client.get(reverse("watch:item", args=[item.pk])).text
        assert "Vänorter kan söka stöd" not in theirs
        assert "Programmet" not in theirs


def test_a_letter_that_comes_with_the_call_joins_it(subscribed: Path, newsroom: Newsroom) -> None:
    deliver(subscribed, letter(markup=TOLD + ELSE), "1")
    newsroom.feeds["a"] = [THEIRS]
    make_source(newsroom.url("a"))
    harvest.poll()
    assert tellings()[THEIRS.title] == {THEIRS.title, "Vänorter kan söka stöd"}


def test_a_letter_alone_is_found_by_no_public_telling(subscribed: Path, newsroom: Newsroom) -> None:
    deliver(subscribed, letter(markup=TOLD + ELSE), "1")
    harvest.poll()
    newsroom.feeds["a"] = [THEIRS]
    make_source(newsroom.url("a"))
    harvest.poll()
    assert tellings()[THEIRS.title] == {THEIRS.title}
    assert tellings()["Vänorter kan söka stöd"] == {"Vänorter kan söka stöd"}


@pytest.mark.parametrize("taken_out", [THEIRS.title, "Vänorter kan söka stöd"])
def test_whichever_is_taken_out_by_hand_the_letter_stays_its_municipalitys_own(
    subscribed: Path, newsroom: Newsroom, taken_out: str
) -> None:
    deliver(subscribed, letter(markup=TOLD + ELSE), "1")
    newsroom.feeds["a"] = [THEIRS]
    make_source(newsroom.url("a"))
    harvest.poll()
    telling = Sighting.objects.get(title=taken_out)
    old = telling.item
    new = splitting.split(telling, by=make_user(Role.COORDINATOR))
    Source.objects.update(body_hash="")
    harvest.poll()

    old.refresh_from_db()
    assert old.title == THEIRS.title
    assert ItemKey.objects.filter(item=new).exists() == (taken_out == THEIRS.title)


def test_a_piece_of_a_letter_that_others_send_on_too_is_one_thing_and_what_says_something_new_another(
    subscribed: Path,
) -> None:
    head = "<p>Kanske?</p><p>Från: Programmet &lt;b@x.example&gt;<br>Skickat: den 7 maj<br>Till: Karin<br>Ämne: Nyheter</p>"
    deliver(subscribed, letter(markup=TOLD + ELSE), "1")
    deliver(subscribed, letter("VB: Nyheter", markup=head + TOLD + ELSE, number=2), "2")
    deliver(subscribed, letter(markup=TOLD + ELSE.replace("i maj", "i juni"), number=3), "3")
    harvest.poll()
    assert sorted(Item.objects.values_list("title", "summary")) == [
        ("En helt annan nyhet", "Vi flyttar i juni."),
        ("En helt annan nyhet", "Vi flyttar i maj."),
        ("Vänorter kan söka stöd", f"Utlysningen {CALL} är öppen för ansökan i vår."),
    ]
