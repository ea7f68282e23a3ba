import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.watch.groups import groups, of_group
from utblick.watch.models import Decision, InboxItem, Item, Match, Profile
from utblick.watch.tests.make import make_item, make_place
from utblick.watch.tests.test_inbox_pages import meet
from utblick.watch.views.groups import address

GROUPS = reverse("watch:groups")


def make_group(kind: str, programme: str, name: str, count: int) -> list[InboxItem]:
    places = [make_place(make_item(f"{programme or kind} {n}", kind=kind, programme=programme)) for n in range(count)]
    for place in places:
        meet(place, name)
    return places


def test_alike_is_of_one_kind_and_programme_or_meets_the_same_best(
    coordinator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_group("tender", "", "Marknader", 5)
    make_group("tender", "", "Skola", 3)
    make_group("call", "CERV", "Marknader", 3)
    make_group("call", "CERV", "Skola", 1)
    make_group("call", "LIFE", "Skola", 2)

    with django_assert_num_queries(3):
        found = groups()
    assert [(one.kind, one.programme, one.name, one.count) for one in found] == [
        ("tender", "", "Marknader", 5),
        ("call", "CERV", "", 4),
        ("tender", "", "Skola", 3),
    ]


def test_a_programme_with_too_many_for_one_decision_is_parted_and_shows_its_best(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("utblick.watch.groups.MOST", 6)
    make_group("call", "HORIZON", "Skola", 3)
    best, *_others = make_group("call", "HORIZON", "Marknader", 4)
    InboxItem.objects.filter(pk=best.pk).update(rank=90)

    first, second = groups()

    assert [(one.name, one.count) for one in (first, second)] == [("Marknader", 4), ("Skola", 3)]
    assert first.titles[0][0] == best.item.title
    for one in (first, second):
        facts = {"kind": one.kind, "programme": one.programme, "profile": one.profile, "last": one.last}
        assert of_group(**facts).count() == one.count


def test_a_whole_group_is_decided_on_and_undone(client: Client, coordinator: User) -> None:
    make_group("tender", "", "Marknader", 4)
    client.force_login(coordinator)
    text = client.get(GROUPS).text
    assert "4 poster" in text
    group = groups()[0]
    sent = {"kind": group.kind, "programme": group.programme, "profile": group.profile or "", "last": group.last}

    told = client.post(
        reverse("watch:decide_on_group"), {**sent, "together": "not_relevant", "why": "Fel land"}, follow=True
    )
    assert "Inte relevant: 4 poster" in told.text
    assert Decision.objects.current().filter(reason="Fel land").count() == 4

    key = Decision.objects.first().together  # type: ignore[union-attr]
    client.post(reverse("watch:undo_together", args=[key]))
    assert InboxItem.objects.undecided().count() == 4


def test_in_the_page_the_decision_takes_the_groups_place(client: Client, coordinator: User) -> None:
    make_group("tender", "", "Marknader", 4)
    client.force_login(coordinator)
    group = groups()[0]
    sent = {"kind": group.kind, "programme": group.programme, "profile": group.profile or "", "last": group.last}

    answer = client.post(
        reverse("watch:decide_on_group"), {**sent, "together": "noted"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200
    assert "Noterad: Upphandling: Marknader, 4 poster" in answer.text
    assert "<html" not in answer.text
    key = Decision.objects.first().together  # type: ignore[union-attr]
    assert answer.text.count(reverse("watch:undo_together", args=[key])) == 2, "in the row and in the message"


def test_what_came_after_the_reader_looked_is_not_decided_on(client: Client, coordinator: User) -> None:
    make_group("tender", "", "Marknader", 3)
    group = groups()[0]
    newcomer = make_group("tender", "", "Marknader", 1)
    client.force_login(coordinator)
    sent = {"kind": group.kind, "programme": group.programme, "profile": group.profile or "", "last": group.last}

    client.post(reverse("watch:decide_on_group"), {**sent, "together": "noted"})

    assert list(InboxItem.objects.undecided()) == newcomer


def test_only_what_stands_highest_is_gathered_and_decided_on(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("utblick.watch.groups.GATHERED", 4)
    low, high = make_group("tender", "", "Marknader", 3), make_group("call", "CERV", "Skola", 3)
    InboxItem.objects.filter(pk__in=[place.pk for place in high]).update(rank=90)

    group, *others = groups()

    assert (group.kind, group.count, others) == ("call", 3, [])
    best = low[0].best
    assert best is not None
    assert of_group(kind="tender", programme="", profile=best.profile_id, last=high[-1].pk).count() == 1


def test_the_list_can_be_narrowed_to_a_group(client: Client, coordinator: User) -> None:
    make_group("tender", "", "Marknader", 3)
    make_group("call", "CERV", "Skola", 3)
    client.force_login(coordinator)
    group = groups()[0]
    text = client.get(f"{reverse('watch:inbox')}?{address(group)}").text
    assert group.titles[0][0] in text
    assert text.count("data-row>") == 3


def test_only_of_a_group_the_empty_list_says_that_it_is_done(client: Client, coordinator: User) -> None:
    places = make_group("tender", "", "Marknader", 3)
    done = f"{reverse('watch:inbox')}?{address(groups()[0])}"
    InboxItem.objects.filter(pk__in=[place.pk for place in places]).delete()
    client.force_login(coordinator)
    assert "Gruppen är genomgången" in client.get(done).text
    assert "Gruppen är genomgången" not in client.get(reverse("watch:inbox"), {"kind": "tender"}).text


def test_an_officer_is_shown_and_decides_on_the_own_units_part_alone(client: Client, coordinator: User) -> None:
    unit = make_unit("Skolan")
    ours, others = make_group("tender", "", "Marknader", 3), make_group("tender", "", "Marknader", 4)
    profile = Profile.objects.create(unit=unit, name="Skolan", text="skola")
    for place in ours:
        Match.objects.create(item=place.item, profile=profile, score=0.1)
    client.force_login(make_user(Role.OFFICER, unit=unit))
    assert "3 poster" in client.get(GROUPS).text
    assert "7 poster" in client.get(GROUPS, {"whose": "all"}).text
    group = groups(units={unit.pk})[0]
    sent = {"kind": group.kind, "programme": group.programme, "profile": group.profile or "", "last": others[-1].pk}

    client.post(reverse("watch:decide_on_group"), {**sent, "whose": "unit", "together": "noted"})

    assert set(Decision.objects.values_list("item", flat=True)) == {place.item_id for place in ours}


def test_what_is_closed_is_one_group_of_its_kind_and_none_of_any_other(client: Client, coordinator: User) -> None:
    open_ones = make_group("tender", "", "Marknader", 4)
    for name in ("Marknader", "Skola", "Vård"):
        for place in make_group("tender", "", name, 2):
            Item.objects.filter(pk=place.item_id).update(status="closed")
    client.force_login(coordinator)
    closed, opened = groups()
    assert [(one.closed, one.name, one.count) for one in (closed, opened)] == [(True, "", 6), (False, "Marknader", 4)]
    assert "Upphandling · stängd" in client.get(GROUPS).text
    for group in (closed, opened):
        text = client.get(f"{reverse('watch:inbox')}?{address(group)}").text
        assert text.count("data-row>") == group.count

    sent = {"kind": "tender", "closed": "1", "last": closed.last, "together": "noted"}
    client.post(reverse("watch:decide_on_group"), sent)

    assert set(InboxItem.objects.undecided()) == set(open_ones)
