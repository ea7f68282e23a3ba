"""Two in each ten of the inbox are drawn from below, for what a decision on them teaches."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.goals.models import Goal
from utblick.tenancy import scope
from utblick.watch import mixing, trying
from utblick.watch.models import InboxItem, Learning, Profile
from utblick.watch.tests.make import make_item, make_place
from utblick.watch.tests.test_inbox_pages import meet

INBOX = reverse("watch:inbox")
NOW = timezone.now()


def fill(count: int, *, name: str = "Marknader", **facts: Any) -> list[InboxItem]:
    """So many in the inbox, each ranked below the one before."""
    places = [make_place(make_item(f"{name} {at}", **facts), rank=80 - at / 10) for at in range(count)]
    for place in places:
        meet(place, name)
    return places


def shown(client: Client, **asked: Any) -> list[int]:
    """The keys of the rows of a page, in order."""
    page = client.get(INBOX, asked).text
    return [int(part.split('"')[0]) for part in page.split('<li class="u-card w-row" id="item-')[1:]]


@given(st.integers(0, 200), st.integers(0, 30))
def test_every_place_of_a_list_is_taken_once(length: int, drawn: int) -> None:
    trials = min(drawn, mixing.most(length))
    at = [mixing.trial_at(place, trials) for place in range(length)]

    assert [one for one in at if one is not None] == list(range(trials))
    for place in range(length):
        assert mixing.trials_before(place, trials) == sum(one is not None for one in at[:place])
    for ten in range(0, 10 * (trials // 2), 10):
        assert sum(one is not None for one in at[ten : ten + 10]) == 2


@given(st.dictionaries(st.integers(0, 400), st.integers(0, 6)), st.dictionaries(st.integers(0, 6), st.integers(0, 50)))
def test_what_has_been_taught_least_comes_first(of: dict[int, int], taught: dict[int, int]) -> None:
    drawn = list(trying.fewest_first(list(of.items()), taught, random.Random(1)))

    assert sorted(drawn) == sorted(of)
    lessons = Counter(taught)
    left = Counter(of.values())
    for item in drawn:
        least = min(lessons[profile] for profile, waiting in left.items() if waiting)
        assert lessons[of[item]] == least
        lessons[of[item]] += 1
        left[of[item]] -= 1


def test_two_of_ten_are_from_below_and_say_so(client: Client, coordinator: User) -> None:
    places = fill(60)
    trying.draw(NOW)
    client.force_login(coordinator)

    first = shown(client)

    below = {place.item_id for place in places[40:]}
    assert [at for at, key in enumerate(first) if key in below] == [4, 9, 14, 19]
    assert [key for key in first if key not in below] == [place.item_id for place in places[:16]]
    assert client.get(INBOX).text.count("på prov</span>") == 4


def test_each_item_stands_once_over_all_pages(client: Client, coordinator: User) -> None:
    places = fill(67)
    trying.draw(NOW)
    client.force_login(coordinator)

    seen = [key for page in (1, 2, 3, 4) for key in shown(client, page=page)]

    assert sorted(seen) == sorted(place.item_id for place in places)


def test_an_officers_part_has_trials_too_and_each_item_once(client: Client, here: Any) -> None:
    places = fill(107)
    unit = make_unit("Skolan")
    goal = Goal.objects.get()
    goal.unit = unit
    goal.save()
    trying.draw(NOW)
    tried = set(InboxItem.objects.filter(tried_on__isnull=False).values_list("item", flat=True))
    client.force_login(make_user(Role.OFFICER, unit=unit))

    seen = [key for page in range(1, 7) for key in shown(client, page=page)]

    assert [at for at, key in enumerate(seen[:20]) if key in tried] == [4, 9, 14, 19]
    assert sorted(seen) == sorted(place.item_id for place in places)
    # All are worth the same to the unit: the newest first.
    best = [key for key in seen if key not in tried]
    assert best == sorted(best, reverse=True)


def test_the_same_day_draws_the_same_and_the_next_other_ones(here: Any) -> None:
    fill(120)
    trying.draw(NOW)
    first = set(InboxItem.objects.filter(tried_on=timezone.localdate(NOW)).values_list("pk", flat=True))
    InboxItem.objects.update(tried_on=None)

    assert trying.draw(NOW) == 20
    assert set(InboxItem.objects.filter(tried_on__isnull=False).values_list("pk", flat=True)) == first
    assert trying.draw(NOW) == 0, "once a day"
    trying.draw(NOW + timedelta(days=1))
    tomorrow = set(InboxItem.objects.filter(tried_on=timezone.localdate(NOW) + timedelta(days=1)))
    assert {place.pk for place in tomorrow} != first


def test_the_profile_that_was_taught_least_is_tried_first(here: Any) -> None:
    fill(40)
    fill(15, name="Skola")
    fill(15, name="Turism")
    InboxItem.objects.filter(best__profile__name__in=["Skola", "Turism"]).update(rank=1)
    Learning.objects.create(profile=Profile.objects.get(name="Skola"), wanted=20, unwanted=10)

    trying.draw(NOW)

    tried = InboxItem.objects.filter(tried_on__isnull=False).values_list("best__profile__name", flat=True)
    assert Counter(tried) == {"Turism": 15, "Skola": 5}


@pytest.mark.parametrize("left", [timedelta(days=-1), timedelta(hours=3)])
def test_nothing_that_has_closed_or_closes_today_is_tried(here: Any, left: timedelta) -> None:
    fill(40)
    fill(10, name="Skola", deadline=NOW + left)
    InboxItem.objects.filter(best__profile__name="Skola").update(rank=1)

    assert trying.draw(NOW) == 0


def test_a_trial_that_is_decided_on_gives_its_place_to_the_next(client: Client, coordinator: User) -> None:
    fill(60)
    trying.draw(NOW)
    client.force_login(coordinator)
    before = shown(client)

    client.post(reverse("watch:decide", args=[before[4]]), {"verdict": "not_relevant"})

    after = shown(client)
    assert before[4] not in after
    assert after[:4] == before[:4]
    assert after[4] == before[9]


def test_a_narrowed_inbox_has_no_trials(client: Client, coordinator: User) -> None:
    places = fill(60)
    trying.draw(NOW)
    client.force_login(coordinator)

    assert shown(client, kind="news") == [place.item_id for place in places[:20]]


def test_who_wants_no_trials_sees_none_until_switched_on_again(
    client: Client, coordinator: User, officer: User
) -> None:
    places = fill(60)
    trying.draw(NOW)
    client.force_login(coordinator)
    best = [place.item_id for place in places[:20]]

    client.post(reverse("watch:switch_trials_off"))
    assert shown(client) == best
    client.force_login(officer)
    assert shown(client) != best, "one person's wish"

    client.force_login(coordinator)
    client.post(reverse("watch:switch_trials_on"))
    assert shown(client) != best


def test_a_short_inbox_is_read_whole_anyway(here: Any) -> None:
    fill(40)

    assert trying.draw(NOW) == 0


def test_each_municipality_draws_from_its_own(here: Any) -> None:
    fill(50)
    with scope.acting(make_municipality("Grannkommun")):
        fill(50, name="Grannens")

    assert trying.draw_for_all(NOW) == 20
    assert InboxItem.objects.filter(tried_on__isnull=False).count() == 10
