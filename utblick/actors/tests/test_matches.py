from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.actors.tests.make import make_actor
from utblick.watch.models import Match, Profile
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db


def test_an_actor_shows_the_best_of_what_the_watch_found_for_it(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = make_actor()
    profile = Profile.objects.create(actor=actor, name=actor.name, text=actor.description)
    for number in range(7):
        item = make_item(f"Timber call {number}")
        Match.objects.create(item=item, profile=profile, score=0.5 - number / 100)
    client.force_login(coordinator)
    client.get(reverse("actors:list"))
    with django_assert_max_num_queries(8):
        page = client.get(actor.get_absolute_url())
    assert "Timber call 0" in page.text
    assert "Timber call 6" not in page.text


def test_a_call_whose_last_day_has_passed_is_no_longer_offered(client: Client, coordinator: User) -> None:
    actor = make_actor()
    profile = Profile.objects.create(actor=actor, name=actor.name, text=actor.description)
    for title, days in (("Closed call", -2), ("Open call", 2)):
        item = make_item(title, deadline=timezone.now() + timedelta(days=days))
        Match.objects.create(item=item, profile=profile, score=0.5)
    client.force_login(coordinator)
    page = client.get(actor.get_absolute_url()).text
    assert "Open call" in page
    assert "Closed call" not in page
