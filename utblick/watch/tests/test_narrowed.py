"""All of a narrowed list decided on as one, on every page of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.watch.models import Decision, InboxItem, Match, Profile
from utblick.watch.tests.make import make_item, make_place

INBOX, IN_LIST = reverse("watch:inbox"), reverse("watch:decide_in_list")
ASSIGN, LATER = reverse("watch:assign_together"), reverse("watch:snooze")
PAGES = 25
"""More than a page holds."""


@pytest.fixture
def notices(coordinator: User, client: Client) -> list[int]:
    client.force_login(coordinator)
    make_place(make_item("Vänorter", kind="call"))
    return [make_place(make_item(f"Upphandling {n}", kind="tender")).item_id for n in range(PAGES)]


def all_of(narrowed: str) -> dict[str, object]:
    newest = InboxItem.objects.order_by("-pk")[0].pk
    return {"narrowed": narrowed, "all": newest, "next": f"{INBOX}?{narrowed}"}


def test_only_a_narrowed_list_with_more_pages_can_be_ticked_whole(client: Client, notices: list[int]) -> None:
    assert 'name="all"' not in client.get(INBOX).text
    assert 'name="all"' not in client.get(INBOX, {"kind": "call"}).text
    text = client.get(INBOX, {"kind": "tender"}).text
    assert 'name="all"' in text
    assert "alla 25, på alla sidor" in text


def test_all_of_it_is_decided_on_and_undone_in_one_go(client: Client, notices: list[int]) -> None:
    sent = all_of("kind=tender")
    newcomer = make_place(make_item("Nyss kommen", kind="tender"))

    told = client.post(
        IN_LIST, {**sent, "items": notices[:20], "together": "not_relevant", "why": "Fel land"}, follow=True
    )

    assert "Inte relevant: 25 poster" in told.text
    assert sorted(Decision.objects.current().values_list("item", flat=True)) == notices
    assert newcomer in InboxItem.objects.undecided()
    key = Decision.objects.first().together  # type: ignore[union-attr]
    client.post(reverse("watch:undo_together", args=[key]))
    assert InboxItem.objects.undecided().count() == PAGES + 2


def test_of_more_than_is_decided_on_in_one_go_the_best_are_taken_and_that_is_told(
    client: Client, notices: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("utblick.watch.views.narrowed.AT_MOST", 22)
    told = client.post(IN_LIST, {**all_of("kind=tender"), "together": "noted"}, follow=True)
    assert "De 22 bästa av 25 togs." in told.text
    assert Decision.objects.current().count() == 22


def test_what_somebody_decided_in_between_is_left(client: Client, notices: list[int], coordinator: User) -> None:
    sent = all_of("kind=tender")
    client.post(IN_LIST, {"relevant": notices[3]})

    client.post(IN_LIST, {**sent, "together": "not_relevant"})

    assert Decision.objects.current().get(item=notices[3]).verdict == "relevant"
    assert Decision.objects.current().filter(verdict="not_relevant").count() == PAGES - 1


def test_all_of_it_is_put_aside_or_assigned(client: Client, notices: list[int]) -> None:
    client.post(LATER, {**all_of("kind=tender"), "later": 7})
    assert InboxItem.objects.asleep(timezone.now()).count() == PAGES

    unit = make_unit("Skolan")
    asked = client.post(ASSIGN, all_of("kind=tender&state=snoozed"))
    assert asked.text.count('name="items"') == PAGES
    client.post(ASSIGN, {"items": notices, "unit": unit.pk, "reason": "Något för er?"})
    assert Decision.objects.current().filter(unit=unit).count() == PAGES


def test_what_passed_undecided_is_put_away_in_one_go(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    for n in range(PAGES):
        make_place(make_item(f"Stängd {n}", deadline=timezone.now() - timedelta(days=2)))

    client.post(IN_LIST, {**all_of("state=expired"), "together": "noted"})

    assert Decision.objects.current().count() == PAGES


def test_an_officers_list_is_the_own_units_part_of_it(client: Client, notices: list[int]) -> None:
    unit = make_unit("Skolan")
    profile = Profile.objects.create(unit=unit, name="Skolan", text="skola")
    for item in notices[:22]:
        Match.objects.create(item_id=item, profile=profile, score=0.5)
    client.force_login(make_user(Role.OFFICER, unit=unit))
    assert "alla 22, på alla sidor" in client.get(INBOX, {"kind": "tender"}).text

    client.post(IN_LIST, {**all_of("kind=tender"), "together": "noted"})

    assert sorted(Decision.objects.current().values_list("item", flat=True)) == notices[:22]


@pytest.mark.parametrize("sent", [{"all": "x"}, {"all": "9" * 30}, {"all": "1", "narrowed": "kind=nonsense"}])
def test_a_list_that_makes_no_sense_is_not_all(client: Client, notices: list[int], sent: dict[str, str]) -> None:
    client.post(IN_LIST, {**sent, "together": "noted"})
    assert not Decision.objects.exists()
