"""The pages of saved searches: whose they are, what they keep, and what they cost."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from utblick.accounts import secret_address
from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.journal.models import Entry
from utblick.watch import profiles, saved_searches
from utblick.watch.models import Profile, SavedSearch
from utblick.watch.tests.make import make_item, make_search

LIST, ADD = reverse("watch:saved"), reverse("watch:save_search")
ANSWERS = {"name": "Broar", "place": "all", "words": "bro", "kind": "tender", "country": "NO", "closes_within": "30"}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_what_was_asked_for_is_kept_and_told_in_words(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    answer = client.post(ADD, {**ANSWERS, "rhythm": "weekly"}, follow=True)

    search = SavedSearch.objects.get()
    assert (search.owner, search.words, search.closes_within, search.rhythm) == (coordinator, "bro", 30, "weekly")
    for words in ("Broar", "”bro”", "upphandling", "Norge", "stänger inom en månad"):
        assert words.lower() in answer.text.lower()
    assert Entry.objects.filter(kind="watch.savedsearch", by=coordinator).exists()


def test_a_search_begins_with_what_the_inbox_was_narrowed_by(client: Client, coordinator: User) -> None:
    make_unit("Skolan", description="grundskola")
    profiles.follow_all()
    profile = Profile.objects.get()
    client.force_login(coordinator)

    page = client.get(f"{ADD}?q=utbyte&kind=call&programme=Nordplus&profile={profile.pk}").text

    assert 'value="utbyte"' in page
    for chosen in ("call", "Nordplus", profile.pk):
        assert f'<option value="{chosen}" selected>' in page


def test_the_inbox_offers_to_save_what_it_is_narrowed_by(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert f"{ADD}?kind=call" in client.get(f"{reverse('watch:inbox')}?kind=call").text


def test_nobody_sees_or_changes_anothers_search(client: Client, coordinator: User, officer: User) -> None:
    search = make_search(coordinator, "Min egen")
    client.force_login(officer)

    assert "Min egen" not in client.get(LIST).text
    assert client.get(search.get_absolute_url()).status_code == 404
    for verb in ("change", "withdraw", "restore"):
        assert client.post(reverse(f"watch:{verb}_search", args=[search.pk])).status_code == 404
    for verb in ("open", "close"):
        assert client.post(reverse(f"watch:{verb}_address", args=[search.pk])).status_code == 404


def test_who_only_reads_keeps_no_searches(client: Client, auditor: User, decision_maker: User) -> None:
    for user in (auditor, decision_maker):
        client.force_login(user)
        assert client.get(LIST).status_code == 403
        assert "watch/saved" not in client.get(reverse("watch:inbox")).text


def test_a_search_that_asks_for_something_else_has_no_old_news(client: Client, coordinator: User) -> None:
    search = make_search(coordinator, **{name: ANSWERS[name] for name in ("name", "place", "words", "kind")})
    before = search.news_since
    client.force_login(coordinator)
    change = reverse("watch:change_search", args=[search.pk])
    same = {"name": "Andra broar", "place": "all", "words": "bro", "kind": "tender", "rhythm": "daily", "revision": 1}

    client.post(change, same)
    search.refresh_from_db()
    assert (search.name, search.news_since) == ("Andra broar", before)

    client.post(change, {**same, "words": "tunnel", "revision": 2})
    search.refresh_from_db()
    assert search.news_since > before


def test_what_is_taken_away_comes_back_by_undo(client: Client, coordinator: User) -> None:
    search = make_search(coordinator, "Broar")
    client.force_login(coordinator)

    page = client.post(reverse("watch:withdraw_search", args=[search.pk]), follow=True).text
    assert reverse("watch:restore_search", args=[search.pk]) in page
    assert search.get_absolute_url() not in page.replace(reverse("watch:restore_search", args=[search.pk]), "")

    client.post(reverse("watch:restore_search", args=[search.pk]))
    assert client.get(search.get_absolute_url()).status_code == 200


def test_the_secret_addresses_are_made_shown_and_closed(client: Client, coordinator: User) -> None:
    search = make_search(coordinator, "Broar")
    client.force_login(coordinator)
    assert "deadlines.ics" not in client.get(search.get_absolute_url()).text

    client.post(reverse("watch:open_address", args=[search.pk]))
    page = client.get(search.get_absolute_url()).text
    address = secret_address.standing(coordinator, saved_searches.PURPOSE, search.pk)
    assert address
    assert reverse("private:search_calendar", args=[address.key]) in page
    assert reverse("private:search_feed", args=[address.key]) in page

    client.post(reverse("watch:close_address", args=[search.pk]))
    assert "deadlines.ics" not in client.get(search.get_absolute_url()).text


def test_the_pages_take_few_queries_whatever_they_list(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    search = make_search(coordinator, place="all")
    make_item("En", deadline=timezone.now() + timedelta(days=5))
    few = [queries(client, address) for address in (LIST, search.get_absolute_url())]
    for number in range(12):
        make_search(coordinator, place="all", kind="call")
        make_item(f"Nummer {number}", kind="call", programme="LIFE", deadline=timezone.now() + timedelta(days=5))

    many = [queries(client, address) for address in (LIST, search.get_absolute_url())]
    assert many[0] <= few[0] <= 8
    assert many[1] <= few[1] <= 8


def test_an_impossible_answer_is_refused_with_the_field_named(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    for wrong in ({"country": "XX"}, {"closes_within": "7"}, {"profile": "99999"}, {"name": ""}, {"kind": "nothing"}):
        answer = client.post(ADD, {**ANSWERS, **wrong})
        assert answer.status_code == 422, wrong
    assert not SavedSearch.objects.exists()


def test_an_officer_keeps_searches_too(client: Client, here: Any) -> None:
    client.force_login(make_user(Role.OFFICER))

    assert client.post(ADD, {"name": "Broar", "place": "inbox"}).status_code == 302
