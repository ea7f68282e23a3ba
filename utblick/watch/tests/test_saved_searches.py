"""What a saved search finds, and what is new in it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.search import indexing
from utblick.tenancy import scope
from utblick.watch import decisions, profiles, saved_searches
from utblick.watch.models import Item, Match, Profile, Subscription
from utblick.watch.tests.make import make_item, make_place, make_search, make_source

NOW = timezone.now()


def found_by(owner: User, **asked: Any) -> set[str]:
    search = make_search(owner, **{"place": "all", **asked})
    return {item.title for item in saved_searches.found(search)}


def test_each_thing_that_is_asked_for_narrows(coordinator: User) -> None:
    soon, later = NOW + timedelta(days=10), NOW + timedelta(days=60)
    make_item("A", kind="call", programme="LIFE", countries=["SWE"], deadline=soon)
    make_item("B", kind="tender", programme="CERV", countries=["NO"], deadline=later)

    assert found_by(coordinator) == {"A", "B"}
    assert found_by(coordinator, kind="tender") == {"B"}
    assert found_by(coordinator, programme="LIFE") == {"A"}
    assert found_by(coordinator, country="SE") == {"A"}, "a code of three letters is the same country"
    assert found_by(coordinator, country="NO") == {"B"}
    assert found_by(coordinator, closes_within=14) == {"A"}


def test_words_are_found_in_other_forms_and_all_are_needed(coordinator: User) -> None:
    for title in ("Skolor i världen", "Skolornas och biblioteket", "Vägar"):
        item = make_item(title, language="sv")
        indexing.put([indexing.Entry("watch.item", item.pk, title, title)])

    assert found_by(coordinator, words="skola") == {"Skolor i världen", "Skolornas och biblioteket"}
    assert found_by(coordinator, words="skolor bibliotek") == {"Skolornas och biblioteket"}
    assert found_by(coordinator, words='"; --') == set()


def test_it_looks_in_the_inbox_among_what_we_go_on_with_or_everywhere(coordinator: User) -> None:
    make_item("everywhere")
    make_place(make_item("waits"))
    make_place(make_item("asleep"), snoozed_until=NOW + timedelta(days=5))
    taken, refused = make_item("taken"), make_item("refused")
    decisions.decide(taken, verdict="relevant", by=coordinator)
    decisions.decide(refused, verdict="not_relevant", by=coordinator)

    assert found_by(coordinator, place="inbox") == {"waits"}
    assert found_by(coordinator, place="taken") == {"taken"}
    assert found_by(coordinator) == {"everywhere", "waits", "asleep", "taken", "refused"}


def test_what_a_goal_or_unit_meets_can_be_asked_for(coordinator: User) -> None:
    make_unit("Skolan", description="grundskola och förskola")
    profiles.follow_all()
    profile = Profile.objects.get()
    item = make_item("A")
    make_item("B")
    Match.objects.create(item=item, profile=profile, score=0.5)

    assert found_by(coordinator, profile=profile) == {"A"}


def test_what_has_closed_is_not_found(coordinator: User) -> None:
    make_item("closed", deadline=NOW - timedelta(days=1))

    assert found_by(coordinator) == set()


def test_another_municipalitys_items_are_never_found(coordinator: User) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        make_item("of the neighbour")

    assert found_by(coordinator) == set()


def test_new_is_what_came_since_it_was_saved(coordinator: User) -> None:
    make_item("before", found_at=NOW - timedelta(hours=2))
    make_item("after", found_at=NOW - timedelta(minutes=2))
    search = make_search(coordinator, place="all")

    assert [item.title for item in saved_searches.news(search, NOW)] == ["after"]


def test_a_known_item_that_one_more_source_tells_is_not_new(coordinator: User) -> None:
    item = make_item("known", found_at=NOW - timedelta(hours=2))
    again = make_source()
    item.sightings.create(
        source=again, external_id="2", title="known", content_hash="x", seen_at=NOW - timedelta(minutes=1), last_at=NOW
    )

    assert not saved_searches.news(make_search(coordinator, place="all"), NOW).exists()


def test_new_in_the_inbox_is_what_came_to_the_inbox(coordinator: User) -> None:
    old = make_item("found long ago, met a new goal today", found_at=NOW - timedelta(days=20))
    place = make_place(old)
    place.arrived_at = NOW - timedelta(minutes=1)
    place.save()

    assert [item.pk for item in saved_searches.news(make_search(coordinator, place="inbox"), NOW)] == [old.pk]


def test_the_counts_of_many_searches_take_one_query(coordinator: User, django_assert_num_queries: Any) -> None:
    make_item("A", kind="call")
    make_item("B", kind="news")
    searches = [make_search(coordinator, place="all", kind=kind) for kind in ("call", "", "event")]

    with django_assert_num_queries(1):
        counts = saved_searches.counts(searches, NOW)

    assert [counts.get(one.pk, 0) for one in searches] == [1, 2, 0]


def test_what_a_source_brought_is_gone_with_the_source_for_what_came_after(coordinator: User) -> None:
    source = make_source()
    subscription = Subscription.objects.get(source=source)
    subscription.withdraw()
    make_item("after we stopped reading", source=source, found_at=timezone.now())

    assert found_by(coordinator) == set()
    assert Item.objects.count() == 0


def test_a_swedish_word_finds_what_is_told_in_other_languages(coordinator: User) -> None:
    told = {"Schools of the north": "en", "Care for the elderly": "en", "Koulun uusi keittiö": "fi", "Roads": "en"}
    for title, language in told.items():
        indexing.put([indexing.Entry("watch.item", make_item(title).pk, title, title, language)])

    assert found_by(coordinator, words="skola") == {"Schools of the north", "Koulun uusi keittiö"}
    assert found_by(coordinator, words="äldreomsorg") == {"Care for the elderly"}
