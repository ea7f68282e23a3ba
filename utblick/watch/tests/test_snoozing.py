from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal.models import Entry
from utblick.watch import decisions, inboxes, snoozing
from utblick.watch.models import InboxItem
from utblick.watch.tests.make import make_item, make_place

INBOX = reverse("watch:inbox")
NOW = timezone.now()
IN_A_MONTH = timezone.localdate() + timedelta(days=30)


def test_what_is_put_aside_leaves_the_inbox_until_the_day(coordinator: User) -> None:
    place = make_place()
    snoozing.snooze([place.item_id], until=IN_A_MONTH, by=coordinator)

    assert not InboxItem.objects.undecided().open(NOW).exists()
    assert list(InboxItem.objects.undecided().asleep(NOW)) == [place]
    assert list(InboxItem.objects.undecided().open(NOW + timedelta(days=31))) == [place]
    assert Entry.objects.get(kind="watch.inboxitem").by == coordinator


def test_nothing_sleeps_past_a_week_before_its_deadline(coordinator: User) -> None:
    deadline = NOW + timedelta(days=20)
    place = make_place(make_item(deadline=deadline))
    near = make_place(make_item(deadline=NOW + timedelta(days=5)))

    done = snoozing.snooze([place.item_id, near.item_id], until=IN_A_MONTH, by=coordinator)

    assert (done.aside, done.earlier, done.too_near) == (1, 1, 1)
    place.refresh_from_db()
    assert place.snoozed_until == deadline - timedelta(days=7)
    assert list(InboxItem.objects.undecided().open(NOW)) == [near]


def test_a_deadline_that_was_moved_wakes_what_sleeps(coordinator: User) -> None:
    place = make_place()
    snoozing.snooze([place.item_id], until=IN_A_MONTH, by=coordinator)
    InboxItem.objects.update(deadline=NOW + timedelta(days=3))

    inboxes.follow_the_clock(NOW)

    assert list(InboxItem.objects.undecided().open(NOW)) == [place]


def test_what_was_put_aside_in_one_go_is_brought_back_in_one_go(client: Client, coordinator: User) -> None:
    places = [make_place(make_item(f"Senare {n}")) for n in range(3)]
    client.force_login(coordinator)

    keys = [place.item_id for place in places]
    text = client.post(reverse("watch:snooze"), {"items": keys, "later": "30"}, follow=True).text
    assert "3 poster är undanlagda" in text
    assert "Senare 1" not in client.get(INBOX).text
    assert "Senare 1" in client.get(INBOX, {"state": "snoozed"}).text

    undo = text.split('action="/watch/inbox/later/')[1].split('"')[0]
    client.post(f"/watch/inbox/later/{undo}")
    assert "Senare 1" in client.get(INBOX).text


def test_a_decision_ends_the_sleep(coordinator: User) -> None:
    place = make_place()
    snoozing.snooze([place.item_id], until=IN_A_MONTH, by=coordinator)
    decision = decisions.decide(place.item, verdict="noted", by=coordinator)
    decisions.undo(decision, by=coordinator)
    assert list(InboxItem.objects.undecided().open(NOW)) == [place]


def test_what_closes_within_three_days_alarms(client: Client, officer: User) -> None:
    make_place(make_item("Brådskar", deadline=timezone.now() + timedelta(days=2)))
    make_place(make_item("Har tid", deadline=timezone.now() + timedelta(days=9)))
    client.force_login(officer)
    assert "1 post stänger inom tre dagar och saknar beslut" in client.get(INBOX).text
    text = client.get(INBOX, {"state": "urgent"}).text
    assert "Brådskar" in text
    assert "Har tid" not in text


def test_the_page_of_an_item_puts_it_aside_and_says_until_when(client: Client, coordinator: User) -> None:
    place = make_place()
    client.force_login(coordinator)
    page = place.item.get_absolute_url()
    assert reverse("watch:snooze") in client.get(page).text

    answer = client.post(reverse("watch:snooze"), {"items": place.item_id, "later": "30", "next": page}, follow=True)

    assert answer.redirect_chain[-1][0] == page
    assert f'datetime="{timezone.localdate() + timedelta(days=30)}"' in answer.text


def test_one_that_comes_back_earlier_is_told_with_its_own_day(client: Client, coordinator: User) -> None:
    closes = timezone.now() + timedelta(days=30)
    place = make_place(make_item(deadline=closes))
    client.force_login(coordinator)

    text = client.post(reverse("watch:snooze"), {"items": place.item_id, "later": "90"}, follow=True).text

    back = timezone.localdate(closes - timedelta(days=7))
    assert f"Posten är undanlagd till {back}, en vecka före sista dag." in text


def test_what_lies_in_no_inbox_cannot_be_put_aside(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert reverse("watch:snooze") not in client.get(make_item().get_absolute_url()).text


def test_the_page_of_an_item_offers_the_reasons_that_are_used(client: Client, coordinator: User) -> None:
    place = make_place()
    client.force_login(coordinator)
    for _ in range(2):
        decisions.decide(make_item(), verdict="not_relevant", reason="Fel sorts skog", by=coordinator)

    assert '<option value="Fel sorts skog">' in client.get(place.item.get_absolute_url()).text


def test_the_page_of_an_item_brings_it_back_long_after_and_alone(client: Client, coordinator: User) -> None:
    one, other = make_place(make_item("Den ena")), make_place(make_item("Den andra"))
    snoozing.snooze([one.item_id, other.item_id], until=IN_A_MONTH, by=coordinator)
    client.force_login(coordinator)
    page = reverse("watch:item", args=[one.item_id])
    wake = reverse("watch:wake_item", args=[one.item_id])
    assert wake in client.get(page).text
    answer = client.post(wake, {"next": page}, follow=True)
    assert "1 post är tillbaka i inkorgen." in answer.text
    assert wake not in answer.text
    assert list(InboxItem.objects.undecided().open(NOW)) == [one]
    assert list(InboxItem.objects.undecided().asleep(NOW)) == [other]


def test_who_may_not_decide_brings_nothing_back(client: Client, auditor: User) -> None:
    place = make_place()
    client.force_login(auditor)
    assert client.post(reverse("watch:wake_item", args=[place.item_id])).status_code == 403
