"""What changed between two readings: readable on the item's page, and told to those whom it concerns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_user
from utblick.watch import changing
from utblick.watch.models import Decision, Item, ItemVersion
from utblick.watch.since_decided import changed_since, note_seen
from utblick.watch.tests.make import make_item

DEADLINES = [
    [{"at": "2026-09-15T15:00:00+00:00", "label": ""}],
    [{"at": "2026-10-01T15:00:00+00:00", "label": ""}],
]


@pytest.fixture(autouse=True)
def _swedish() -> Iterator[None]:
    with override("sv"):
        yield


def version(item: Item, *, ago: int = 1, **changes: Any) -> ItemVersion:
    at = timezone.now() - timedelta(days=ago)
    Item.objects.filter(pk=item.pk).update(changed_at=at)
    return ItemVersion.objects.create(item=item, at=at, changes=changes)


def decided(item: Item, by: User, *, ago: int = 5, **facts: Any) -> Decision:
    facts.setdefault("verdict", Decision.Verdict.RELEVANT)
    return Decision.objects.create(item=item, decided_by=by, created_at=timezone.now() - timedelta(days=ago), **facts)


def lines(changed: changing.Version) -> list[tuple[str, str, str]]:
    return [(str(one.label), one.before, one.after) for one in changed.changes]


def test_money_days_and_states_are_told_in_words(officer: User) -> None:
    item = make_item(currency="EUR")
    told = version(item, deadlines=DEADLINES, budget=["6000000.00", None], status=["open", "closed"])
    assert lines(changing.told(told, item)) == [
        ("Sista dagar", "2026-09-15 17:00", "2026-10-01 17:00"),
        ("Status", "öppen", "stängd"),
        ("Budget", "6\xa0miljoner €", "anges inte"),
    ]


def test_a_text_is_told_word_by_word_and_once(officer: User) -> None:
    item = make_item()
    before, after = "<p>Apply before the first of May.</p>", "<p>Apply before the last of May.</p>"
    told = changing.told(version(item, body=[before, after], summary=["a", "b"]), item)
    (change,) = told.changes
    assert [(piece.kind, piece.text) for piece in change.pieces] == [
        ("same", "Apply before the"),
        ("gone", "first"),
        ("new", "last"),
        ("same", "of May."),
    ]


def test_markup_alone_is_no_change(officer: User) -> None:
    item = make_item()
    assert changing.told(version(item, body=["<p>Same.</p>", "<div><p>Same.</p></div>"]), item).changes == []


def test_who_decided_is_told_of_a_new_deadline(officer: User) -> None:
    item = make_item()
    decided(item, officer)
    version(item, deadlines=DEADLINES)
    (told,) = changed_since(timezone.now(), user=officer)
    assert told.item == item
    assert [one.after for one in told.changes] == ["2026-10-01 17:00"]


@pytest.mark.parametrize(
    ("facts", "changes", "ago"),
    [
        ({"verdict": "not_relevant"}, {"deadlines": DEADLINES}, 1),  # put aside
        ({}, {"title": ["A", "B"]}, 1),  # does not matter
        ({}, {"deadlines": DEADLINES}, 7),  # known when it was decided
        ({"withdrawn_at": datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone())}, {"deadlines": DEADLINES}, 1),
    ],
)
def test_what_needs_no_telling_is_not_told(
    officer: User, facts: dict[str, Any], changes: dict[str, Any], ago: int
) -> None:
    item = make_item()
    decided(item, officer, **facts)
    version(item, ago=ago, **changes)
    assert changed_since(timezone.now(), user=officer, everyones=True) == []


def test_several_changes_are_told_as_one_and_what_came_back_not_at_all(officer: User) -> None:
    item = make_item(currency="EUR")
    decided(item, officer)
    version(item, ago=3, budget=["1000000", "2000000"], status=["open", "closed"])
    version(item, ago=1, budget=["2000000", "3000000"], status=["closed", "open"])
    (told,) = changed_since(timezone.now(), user=officer)
    assert [(one.before, one.after) for one in told.changes] == [("1\xa0miljon €", "3\xa0miljoner €")]


def test_it_concerns_who_was_given_it_and_the_coordinator_but_nobody_else(officer: User) -> None:
    given, other = make_user(Role.OFFICER), make_user(Role.OFFICER)
    item = make_item()
    decided(item, officer, verdict=Decision.Verdict.ASSIGNED, assigned_to=given)
    version(item, deadlines=DEADLINES)
    now = timezone.now()
    assert len(changed_since(now, user=given)) == 1
    assert changed_since(now, user=other) == []
    assert len(changed_since(now, user=other, everyones=True)) == 1


def test_the_first_page_and_the_items_page_show_it(client: Client, officer: User) -> None:
    item = make_item("Utlysning om skogsbruk")
    decided(item, officer)
    version(item, deadlines=DEADLINES)
    client.force_login(officer)
    home = client.get(reverse("desk:home")).text
    assert "Ändrat sedan ni beslutade" in home
    assert "2026-10-01 17:00" in home
    assert "2026-09-15 17:00" in client.get(item.get_absolute_url()).text


def test_what_has_been_seen_is_told_once_and_undo_tells_it_again(client: Client, officer: User) -> None:
    item = make_item("Utlysning om skogsbruk")
    decided(item, officer)
    version(item, deadlines=DEADLINES)
    client.force_login(officer)
    home = reverse("desk:home")
    answer = client.post(reverse("watch:changes_seen", args=[item.pk]), follow=True)
    again = reverse("watch:tell_changes_again", args=[item.pk])
    assert again in answer.text
    assert "Ändrat sedan ni beslutade" not in client.get(home).text
    client.post(again)
    assert "Ändrat sedan ni beslutade" in client.get(home).text


def test_a_later_change_is_told_though_an_earlier_one_was_seen(officer: User) -> None:
    item = make_item(currency="EUR")
    decided(item, officer)
    version(item, ago=3, deadlines=DEADLINES)
    note_seen(item, user=officer, now=timezone.now() - timedelta(days=2))
    assert changed_since(timezone.now(), user=officer) == []
    version(item, ago=1, budget=["1000000", "2000000"])
    (told,) = changed_since(timezone.now(), user=officer)
    assert [str(one.label) for one in told.changes] == ["Budget"]


def test_what_one_has_seen_is_still_told_to_another(officer: User) -> None:
    other, item = make_user(Role.OFFICER), make_item()
    decided(item, officer, verdict=Decision.Verdict.ASSIGNED, assigned_to=other)
    version(item, deadlines=DEADLINES)
    note_seen(item, user=officer, now=timezone.now())
    assert len(changed_since(timezone.now(), user=other)) == 1
