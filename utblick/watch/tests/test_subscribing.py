import pytest
from django.core.exceptions import ValidationError

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_municipality
from utblick.tenancy import scope
from utblick.watch import harvest, subscribing
from utblick.watch.models import Item, Source, Subscription, Unmatched
from utblick.watch.tests.newsroom import Entry, Newsroom


def test_a_source_is_shared_and_each_municipality_subscribes(here: Municipality) -> None:
    ours = subscribing.subscribe("https://example.org/feed")
    with scope.acting(make_municipality()):
        theirs = subscribing.subscribe("https://example.org/feed", name="Deras")

    assert ours.source == theirs.source
    assert Source.objects.count() == 1


def test_subscribing_twice_is_one_subscription(here: Municipality) -> None:
    assert subscribing.subscribe("https://example.org/feed") == subscribing.subscribe(" https://example.org/feed ")


def test_a_source_is_asked_as_long_as_somebody_reads_it(here: Municipality) -> None:
    ours = subscribing.subscribe("https://example.org/feed")
    with scope.acting(make_municipality()):
        theirs = subscribing.subscribe("https://example.org/feed")
    subscribing.withdraw(ours)
    assert Source.objects.get().is_in_use
    with scope.acting(theirs.municipality):
        subscribing.withdraw(theirs)
    assert not Source.objects.get().is_in_use

    assert subscribing.subscribe("https://example.org/feed") == ours
    assert Source.objects.get().is_in_use


def test_what_came_before_the_end_is_still_seen_and_what_came_after_is_not(
    here: Municipality, newsroom: Newsroom
) -> None:
    newsroom.feeds["a"] = [Entry("1", "Före")]
    subscription = subscribing.subscribe(newsroom.url("a"))
    with scope.acting(make_municipality()):
        subscribing.subscribe(newsroom.url("a"))
    harvest.poll()
    subscribing.withdraw(subscription)
    newsroom.feeds["a"].append(Entry("2", "Efter"))
    harvest.poll()

    assert [item.title for item in Item.objects.all()] == ["Före"]


def test_what_a_source_brought_to_others_is_matched_for_a_new_reader(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ett")]
    subscribing.subscribe(newsroom.url("a"))
    harvest.poll()
    Unmatched.objects.all().delete()
    with scope.acting(make_municipality()):
        subscribing.subscribe(newsroom.url("a"))

    assert Unmatched.objects.count() == 1


@pytest.mark.parametrize("address", ["", "x", "file:///etc/passwd", "http://10.1.1.1/", "http://a:b@c.se/", "h" * 2000])
def test_an_address_that_may_not_be_asked_is_refused_with_a_reason(here: Municipality, address: str) -> None:
    with pytest.raises(ValidationError) as caught:
        subscribing.subscribe(address)
    assert len(caught.value.messages[0]) > 20
    assert not Subscription.objects.exists()


def test_a_source_that_several_read_is_asked_as_often_as_the_most_eager_wants(here: Municipality) -> None:
    subscribing.subscribe("https://example.org/feed", rhythm_minutes=24 * 60)
    with scope.acting(make_municipality()):
        subscribing.subscribe("https://example.org/feed", rhythm_minutes=60)
    with scope.acting(make_municipality()):
        subscribing.subscribe("https://example.org/feed", rhythm_minutes=12 * 60)

    assert Source.objects.get().rhythm_minutes == 60
