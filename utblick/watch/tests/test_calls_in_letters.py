"""A call that a newsletter names is one with the public item of it, for the municipality that got the letter and for no other."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal.models import Entry as Traced
from utblick.tenancy import scope
from utblick.watch import decisions, harvest, snoozing, splitting, subscribing
from utblick.watch.models import Decision, InboxItem, Item, ItemKey, Sighting, Source
from utblick.watch.tests.make import make_place, make_source
from utblick.watch.tests.newsroom import Entry, Newsroom
from utblick.watch.tests.test_newsletters import OURS, deliver, letter, maildir  # noqa: F401 - a fixture
from utblick.watch.tests.test_newsletters import THEIRS as THEIR_BOX

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
    assert set(ItemKey.objects.filter(item=item).values_list("key", flat=True)) == keys

    client.force_login(make_user(Role.COORDINATOR))
    page = client.get(reverse("watch:item", args=[item.pk])).text
    assert "Vänorter kan söka stöd" in page
    assert "från Programmet" in page
    with scope.acting(there := make_municipality()):
        subscribing.subscribe(newsroom.url("a"))
        client.force_login(make_user(Role.COORDINATOR))
        theirs = client.get(reverse("watch:item", args=[item.pk]), headers={"host": there.hosts}).text
        assert THEIRS.title in theirs
        assert "Vänorter kan söka stöd" not in theirs
        assert "Programmet" not in theirs


def test_a_letter_that_comes_with_the_call_joins_it(subscribed: Path, newsroom: Newsroom) -> None:
    deliver(subscribed, letter(markup=TOLD + ELSE), "1")
    newsroom.feeds["a"] = [THEIRS]
    make_source(newsroom.url("a"))
    harvest.poll()
    assert tellings()[THEIRS.title] == {THEIRS.title, "Vänorter kan söka stöd"}


HEADING = "Vänorter kan söka stöd"
LONG = "Vänorter kan söka stöd för elevers resor"
DATED = TOLD.replace(HEADING, LONG).replace(CALL, "nu").replace("i vår", "till den 4 mars 2027")
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details"


def told_first(maildir: Path, markup: str = TOLD, number: int = 1) -> Item:  # noqa: F811
    """The item of a letter that comes before any public source tells of the call."""
    deliver(maildir, letter(markup=markup + ELSE.replace("r/2", f"r/{number}0"), number=number), str(number))
    harvest.poll()
    found: Item = Item.objects.exclude(title="En helt annan nyhet").latest("pk")
    return found


def told_in_public(newsroom: Newsroom, *entries: Entry) -> Item:
    newsroom.feeds["a"] = [*entries] or [THEIRS]
    subscribing.subscribe(newsroom.url("a"))
    harvest.poll()
    found: Item = Item.objects.get(sightings__source__address=newsroom.url("a"))
    return found


def test_a_call_that_comes_after_its_letter_takes_it_in_with_all_that_was_made_of_it(
    subscribed: Path, newsroom: Newsroom, client: Client, coordinator: User, officer: User
) -> None:
    told = told_first(subscribed)
    make_place(told)
    asked = decisions.decide(told, verdict="assigned", by=coordinator, assigned_to=officer, reason="Något för oss?")
    call = told_in_public(newsroom)

    assert tellings()[THEIRS.title] == {THEIRS.title, HEADING}
    assert not Item.objects.filter(pk=told.pk).exists()
    assert "ansökan" not in call.summary + call.body
    asked.refresh_from_db()
    assert asked.item == call
    assert InboxItem.objects.get(item=call).decided
    changed = Traced.objects.get(kind="watch.decision", object_id=asked.pk, act=Traced.Act.CHANGED)
    assert (changed.before["item_id"], changed.after["item_id"]) == (told.pk, call.pk)
    client.force_login(officer)
    page = client.get(reverse("watch:item", args=[told.pk]), follow=True)
    assert page.redirect_chain == [(reverse("watch:item", args=[call.pk]), 302)]
    assert "Något för oss?" in page.text
    assert HEADING in page.text


def test_what_a_letter_told_first_stays_put_aside(subscribed: Path, newsroom: Newsroom, coordinator: User) -> None:
    told = told_first(subscribed)
    make_place(told)
    snoozing.snooze([told.pk], until=timezone.localdate() + timedelta(days=30), by=coordinator)
    call = told_in_public(newsroom)
    assert InboxItem.objects.asleep(timezone.now()).get().item == call


def test_each_municipality_keeps_what_it_made_of_its_own_letter_and_sees_nothing_of_the_others(
    subscribed: Path, newsroom: Newsroom, coordinator: User, client: Client
) -> None:
    ours = told_first(subscribed)
    decisions.decide(ours, verdict="noted", by=coordinator, reason="Vår")
    there = make_municipality()
    with scope.acting(there):
        subscribing.subscribe(f"mail:{THEIR_BOX}", connector_kind="mail")
        subscribing.subscribe(newsroom.url("a"))
        head = "Kommuner kan söka stöd"
        deliver(subscribed, letter(markup=TOLD.replace(HEADING, head) + ELSE, to=THEIR_BOX, number=9), "9")
        harvest.poll()
        their_own = make_user(Role.COORDINATOR)
        decisions.decide(Item.objects.get(title=head), verdict="relevant", by=their_own, reason="Deras")
    call = told_in_public(newsroom)

    assert Decision.objects.get().reason == "Vår"
    with scope.acting(there):
        assert Decision.objects.get(item=call).reason == "Deras"
        client.force_login(their_own)
        page = client.get(reverse("watch:item", args=[call.pk]), headers={"host": there.hosts}).text
    assert head in page
    assert HEADING not in page
    assert "Vår" not in page


@pytest.mark.parametrize(
    ("markup", "public"),
    [
        # By the page that the letter leads to.
        (TOLD.replace(CALL, "nu"), Entry("1", "Vänorter kan söka stöd för möten", "https://example.net/r/1?utm_source=x")),
        # By the portal's page of the call, which is not the first that it leads to.
        (
            TOLD.replace(CALL, "nu").replace("</p>", f" <a href='{PORTAL}/{CALL.lower()}'>Portalen</a></p>"),
            THEIRS,
        ),
        # By the title, word for word, and the last day.
        (
            DATED,
            Entry("1", LONG, "https://example.org/9", "Sista ansökningsdag är den 4 mars 2027."),
        ),
    ],
)  # fmt: skip
def test_it_is_taken_in_by_what_is_sure(subscribed: Path, newsroom: Newsroom, markup: str, public: Entry) -> None:
    told_first(subscribed, markup)
    call = told_in_public(newsroom, public)
    assert call.sightings.count() == 2


@pytest.mark.parametrize(
    ("markup", "public"),
    [
        # Another title at its page, as of a list of calls.
        (TOLD.replace(CALL, "nu"), Entry("1", "Stipendier för konstnärer i residens", "https://example.net/r/1")),
        # The same title, another last day.
        (
            DATED,
            Entry("1", LONG, "https://example.org/9", "Sista ansökningsdag är den 5 mars 2027."),
        ),
        # The same title and no last day.
        (DATED, Entry("1", LONG, "https://example.org/9")),
        # It leads to two calls.
        (
            TOLD.replace(CALL, "nu").replace(
                "</p>", f" <a href='{PORTAL}/{CALL}'>Ett</a> <a href='{PORTAL}/{CALL}-2'>Två</a></p>"
            ),
            THEIRS,
        ),
        # It tells who was granted money.
        (TOLD.replace("är öppen för ansökan i vår", "har beviljat sju projekt stöd"), THEIRS),
    ],
)  # fmt: skip
def test_what_is_not_sure_stays_apart(subscribed: Path, newsroom: Newsroom, markup: str, public: Entry) -> None:
    told_first(subscribed, markup)
    assert told_in_public(newsroom, public).sightings.count() == 1


def test_a_title_that_two_calls_have_takes_none_of_them(subscribed: Path, newsroom: Newsroom) -> None:
    told_first(subscribed, DATED)
    says = "Sista ansökningsdag är den 4 mars 2027."
    newsroom.feeds["a"] = [
        Entry("1", LONG, "https://example.org/8", says),
        Entry("2", LONG, "https://example.org/9", says),
    ]
    make_source(newsroom.url("a"))
    harvest.poll()
    assert [item.sightings.count() for item in Item.objects.filter(title=LONG)] == [1, 1, 1]


def test_both_decided_on_stay_two(subscribed: Path, newsroom: Newsroom, coordinator: User) -> None:
    first, second = told_first(subscribed), told_first(subscribed, TOLD.replace(HEADING, "En till"), 2)
    decisions.decide(first, verdict="noted", by=coordinator)
    decisions.decide(second, verdict="relevant", by=coordinator)
    call = told_in_public(newsroom)
    assert Decision.objects.get(item=call).verdict == "noted"
    assert Decision.objects.get(item=second).verdict == "relevant"


def test_a_call_that_is_read_by_others_alone_leaves_the_letter_as_it_is(subscribed: Path, newsroom: Newsroom) -> None:
    told = told_first(subscribed)
    with scope.acting(make_municipality()):
        told_in_public(newsroom)
    assert Item.objects.get(pk=told.pk).summary == f"Utlysningen {CALL} är öppen för ansökan i vår."


def test_a_letter_that_was_taken_out_by_hand_is_not_taken_in_again(
    subscribed: Path, newsroom: Newsroom, coordinator: User
) -> None:
    told_first(subscribed)
    call = told_in_public(newsroom)
    own = splitting.split(call.sightings.get(title=HEADING), by=coordinator)
    newsroom.feeds["b"] = [Entry("2", f"Apply for town twinning ({CALL})", "https://example.org/b")]
    make_source(newsroom.url("b"))
    harvest.poll()
    assert call.sightings.count() == 2
    assert own.sightings.get().split


def test_a_letter_joins_what_its_link_leads_to(subscribed: Path, newsroom: Newsroom) -> None:
    call = told_in_public(newsroom, Entry("1", "Vänorter kan söka stöd för möten", "https://www.example.net/r/1"))
    deliver(subscribed, letter(markup=TOLD.replace(CALL, "nu") + ELSE), "1")
    harvest.poll()
    assert call.sightings.count() == 2
    assert call.title == "Vänorter kan söka stöd för möten"


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
