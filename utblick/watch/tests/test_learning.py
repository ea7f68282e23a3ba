from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.goals.models import Goal, PolicyDocument
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch import decisions, inboxes, learning
from utblick.watch.models import InboxItem, Item, Learning, Match, Profile, Unlearnt
from utblick.watch.tests.make import make_item


def make_profile() -> Profile:
    document = PolicyDocument.objects.create(title="Policy")
    goal = Goal.objects.create(document=document, name="Ost", text="Ost och mjölk")
    return Profile.objects.create(goal=goal, name="Ost", text="Ost och mjölk", is_new=False)


def make_match(profile: Profile, title: str, score: float = 0.3) -> Item:
    item = make_item(title, language="en", summary=title)
    Match.objects.create(item=item, profile=profile, score=score)
    inboxes.refresh([item.pk], timezone.now())
    return item


@pytest.fixture
def profile(coordinator: User) -> Profile:
    """Three items on dairy are relevant, three on roads are not; one of each waits, the road a little ahead."""
    profile = make_profile()
    for said in ("cheese making", "milk and cheese", "dairy farms"):
        decisions.decide(make_match(profile, said), verdict="relevant", by=coordinator)
    for said in ("road construction", "asphalt for a road", "road signs"):
        decisions.decide(make_match(profile, said), verdict="not_relevant", by=coordinator)
    make_match(profile, "cheese and dairy products", 0.30)
    make_match(profile, "construction of a road", 0.32)
    return profile


def order() -> list[str]:
    return [place.item.title for place in InboxItem.objects.undecided().ranked().select_related("item")]


def test_the_inbox_follows_what_was_decided_and_forgets_it_when_it_is_undone(
    profile: Profile, coordinator: User
) -> None:
    assert order() == ["construction of a road", "cheese and dairy products"]
    assert learning.catch_up() == 1
    assert order() == ["cheese and dairy products", "construction of a road"]
    row = Learning.objects.get()
    assert (row.wanted, row.unwanted, row.behind) == (3, 3, False)

    for decision in decisions.Decision.objects.current():
        decisions.undo(decision, by=coordinator)
    assert learning.catch_up() == 1
    assert not Learning.objects.get().weights


def test_what_is_put_aside_does_not_take_all_others_down_with_it(coordinator: User) -> None:
    profile = make_profile()
    roads = [make_match(profile, f"road construction, part {number}") for number in range(12)]
    for one in roads[:3]:
        decisions.decide(one, verdict="not_relevant", by=coordinator)
    decisions.decide(taken := make_match(profile, "cheese making"), verdict="relevant", by=coordinator)
    like = make_match(profile, "milk and cheese")
    learning.catch_up()

    learnt = dict(Match.objects.values_list("item", "learnt"))
    assert learnt[taken.pk] > learnt[like.pk] > 0.1
    assert [learnt[one.pk] for one in roads] == [pytest.approx(0)] * 12


def test_what_is_decided_while_it_is_worked_out_is_learnt_too(
    profile: Profile, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [make_match(profile, "cheese for export")]
    described = learning._described

    def meanwhile(items: list[Item]) -> list[Any]:
        assert connection.savepoint_ids == []  # nobody has to wait
        while said:
            decisions.decide(said.pop(), verdict="relevant", by=coordinator)
        return described(items)

    monkeypatch.setattr(learning, "_described", meanwhile)
    learning.catch_up()

    row = Learning.objects.get()
    assert (row.wanted, row.behind) == (4, False)


def test_another_municipality_learns_nothing_from_it(profile: Profile) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        other = make_profile()
        with scope.everywhere():
            items = list(Match.objects.filter(profile=profile).values_list("item", flat=True))
        Match.objects.bulk_create([Match(item_id=item, profile=other, score=0.3) for item in items])
    learning.catch_up()
    with scope.everywhere():
        assert list(Learning.objects.values_list("profile", flat=True)) == [profile.pk]
        assert set(Match.objects.filter(profile=other).values_list("learnt", flat=True)) == {0.0}


def test_a_new_match_has_what_was_learnt_at_once(profile: Profile) -> None:
    learning.catch_up()
    item = make_match(profile, "cheese and milk for schools")
    learning.adjust([profile.pk], [item.pk])
    assert Match.objects.get(item=item).learnt > 0


def test_a_weight_can_be_switched_off_and_on_again(client: Client, profile: Profile, coordinator: User) -> None:
    learning.catch_up()
    client.force_login(coordinator)
    page = reverse("watch:learnt", args=[profile.pk])
    assert "cheese" in client.get(page).text
    before = Match.objects.get(item__title="cheese and dairy products").learnt

    off = reverse("watch:switch_off", args=[profile.pk])
    answer = client.post(off, {"feature": "word:en:chees"}, follow=True)
    assert "Utblick" in answer.text
    assert Match.objects.get(item__title="cheese and dairy products").learnt < before
    row = Unlearnt.objects.get()
    client.post(off, {"feature": "word:en:chees"})
    client.post(off, {"feature": "word:en:nosuch"})
    assert Unlearnt.objects.get() == row

    client.post(reverse("watch:switch_weight_on", args=[row.pk]))
    assert Match.objects.get(item__title="cheese and dairy products").learnt == pytest.approx(before)
    assert list(Entry.objects.filter(kind="watch.unlearnt").order_by("pk").values_list("act", flat=True)) == [
        "created", "withdrawn",
    ]  # fmt: skip


def test_a_profile_that_has_learnt_nothing_says_what_it_would_take(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.get(reverse("watch:learnt", args=[make_profile().pk]))
    assert answer.status_code == 200


def test_the_neighbours_profile_is_not_found(client: Client, coordinator: User, municipality: Municipality) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        other = make_profile()
    client.force_login(coordinator)
    assert client.get(reverse("watch:learnt", args=[other.pk])).status_code == 404
    assert client.post(reverse("watch:switch_off", args=[other.pk]), {"feature": "meaning:"}).status_code == 404
