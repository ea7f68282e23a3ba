"""Two who decide about the same item at the same time: one wins, the other is told."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.journal.marks import is_marked
from utblick.journal.models import Entry
from utblick.search.finding import find
from utblick.tenancy import scope
from utblick.watch import decisions, snoozing, together
from utblick.watch.decisions import Overtaken
from utblick.watch.models import Decision, InboxItem, Learning, Match, Profile
from utblick.watch.tests.make import make_item, make_place

INBOX = reverse("watch:inbox")
IN_LIST, ASSIGN = reverse("watch:decide_in_list"), reverse("watch:assign_together")


@pytest.fixture
def berit(here: Municipality) -> User:
    return make_user(Role.OFFICER, name="Berit Ek")


def test_the_second_to_decide_is_told_who_decided_what_and_when(client: Client, coordinator: User, berit: User) -> None:
    place = make_place(make_item("Ungdomsutbyte"))
    decisions.decide(place.item, verdict="not_relevant", by=berit, reason="Saknar medfinansiering")
    client.force_login(coordinator)

    answer = client.post(reverse("watch:decide", args=[place.item_id]), {"verdict": "relevant", "reason": "Mål 2"})

    assert answer.status_code == 422
    told = answer.text
    for words in ["Berit Ek", "Inte relevant", "Saknar medfinansiering", "Relevant", "Mål 2", "<time"]:
        assert words in told
    assert [one.decided_by for one in Decision.objects.current()] == [berit]


def test_who_was_told_may_replace_the_decision(client: Client, coordinator: User, berit: User) -> None:
    place = make_place()
    theirs = decisions.decide(place.item, verdict="not_relevant", by=berit)
    client.force_login(coordinator)

    client.post(reverse("watch:decide", args=[place.item_id]), {"verdict": "relevant", "seen": theirs.pk})

    standing = Decision.objects.current().get()
    assert (standing.verdict, standing.decided_by) == ("relevant", coordinator)


def test_a_replacement_is_refused_where_a_third_person_came_first(
    client: Client, coordinator: User, officer: User, berit: User
) -> None:
    place = make_place()
    seen = decisions.decide(place.item, verdict="not_relevant", by=berit)
    decisions.decide(place.item, verdict="noted", by=officer)
    client.force_login(coordinator)

    answer = client.post(reverse("watch:decide", args=[place.item_id]), {"verdict": "relevant", "seen": seen.pk})

    assert answer.status_code == 422
    assert officer.name in answer.text
    assert Decision.objects.current().get().verdict == "noted"


def test_in_the_list_the_conflict_takes_the_rows_place(client: Client, coordinator: User, berit: User) -> None:
    place = make_place()
    theirs = decisions.decide(place.item, verdict="not_relevant", by=berit)
    client.force_login(coordinator)

    answer = client.post(IN_LIST, {"relevant": place.item_id}, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert answer.text.startswith("<li")
    assert "Berit Ek" in answer.text
    address = f"{IN_LIST}?seen={theirs.pk}"
    assert address in answer.text
    assert client.post(address, {"relevant": place.item_id}).status_code == 302
    assert Decision.objects.current().get().verdict == "relevant"


def test_an_assignment_tells_of_a_decision_that_came_in_between(client: Client, coordinator: User, berit: User) -> None:
    place, unit = make_place(), make_unit("Skola")
    assign = reverse("watch:assign", args=[place.item_id])
    client.force_login(coordinator)
    theirs = decisions.decide(place.item, verdict="relevant", by=berit)

    answer = client.post(assign, {"unit": unit.pk, "reason": "Något för er?"})
    assert answer.status_code == 422
    for words in ["Berit Ek", "Något för er?", f'name="unit" value="{unit.pk}"']:
        assert words in answer.text

    client.post(assign, {"unit": unit.pk, "reason": "Något för er?", "seen": theirs.pk})
    assert Decision.objects.current().get().unit == unit


def test_the_form_for_assigning_carries_the_decision_that_its_reader_saw(
    client: Client, coordinator: User, berit: User
) -> None:
    place = make_place()
    seen = decisions.decide(place.item, verdict="relevant", by=berit)
    client.force_login(coordinator)
    text = client.get(reverse("watch:assign", args=[place.item_id])).text
    assert f'name="seen" value="{seen.pk}"' in text


def test_the_same_button_pressed_twice_is_one_decision(client: Client, coordinator: User) -> None:
    place = make_place()
    client.force_login(coordinator)
    for _ in range(2):
        assert client.post(IN_LIST, {"relevant": place.item_id}).status_code == 302
    assert Decision.objects.count() == 1


def test_undoing_what_is_undone_says_so_kindly(client: Client, coordinator: User, berit: User) -> None:
    decision = decisions.decide(make_item(), verdict="relevant", by=coordinator)
    decisions.undo(decision, by=berit)
    client.force_login(coordinator)

    answer = client.post(reverse("watch:undo", args=[decision.pk]), follow=True)

    assert answer.status_code == 200
    assert "Berit Ek har redan tagit tillbaka beslutet" in answer.text
    own = decisions.decide(make_item(), verdict="relevant", by=coordinator)
    decisions.undo(own, by=coordinator)
    again = client.post(reverse("watch:undo", args=[own.pk]), follow=True)
    assert "Du har redan tagit tillbaka beslutet" in again.text, "the same press in another tab"


def test_undoing_what_somebody_has_replaced_leaves_the_new_decision(
    client: Client, coordinator: User, berit: User
) -> None:
    item = make_item()
    decision = decisions.decide(item, verdict="relevant", by=coordinator)
    decisions.decide(item, verdict="not_relevant", by=berit)
    client.force_login(coordinator)

    answer = client.post(reverse("watch:undo", args=[decision.pk]), follow=True)

    assert "Berit Ek" in answer.text
    assert Decision.objects.current().get().verdict == "not_relevant"


def test_a_decision_of_another_municipality_is_not_there(client: Client, coordinator: User) -> None:
    with scope.acting(make_municipality()) as theirs:
        user = make_user(Role.COORDINATOR)
        decision = decisions.decide(make_item(), verdict="relevant", by=user)
        assert theirs.municipality == decision.municipality
    client.force_login(coordinator)
    assert client.post(reverse("watch:undo", args=[decision.pk])).status_code == 404


# Many at once


def test_many_are_decided_on_in_one_go_and_undone_in_one_go(client: Client, coordinator: User) -> None:
    places = [make_place() for _ in range(3)]
    keys = [place.item_id for place in places]
    client.force_login(coordinator)

    page = client.post(IN_LIST, {"items": keys, "together": "not_relevant", "why": "Fel land"}, follow=True)
    assert "3 poster" in page.text
    assert [one.reason for one in Decision.objects.current()] == ["Fel land"] * 3
    assert not InboxItem.objects.undecided().exists()

    key = Decision.objects.first().together  # type: ignore[union-attr]
    undo = reverse("watch:undo_together", args=[key])
    assert undo in page.text
    client.post(undo)
    assert InboxItem.objects.undecided().count() == 3
    assert Entry.objects.filter(kind="watch.decision", act="withdrawn", by=coordinator).count() == 3


def test_what_others_decided_in_between_is_left_and_told(client: Client, coordinator: User, berit: User) -> None:
    free, taken = make_place(), make_place(make_item("Tagen av Berit"))
    theirs = decisions.decide(taken.item, verdict="relevant", by=berit)
    client.force_login(coordinator)

    answer = client.post(IN_LIST, {"items": [free.item_id, taken.item_id], "together": "noted"})

    assert answer.status_code == 200
    for words in ["Tagen av Berit", "Berit Ek", "Relevant"]:
        assert words in answer.text
    verdicts = dict(Decision.objects.current().values_list("item", "verdict"))
    assert verdicts == {free.item_id: "noted", taken.item_id: "relevant"}

    client.post(IN_LIST, {"items": f"{taken.item_id}-{theirs.pk}", "together": "noted"})
    assert Decision.objects.current().get(item=taken.item).verdict == "noted"


def test_undoing_together_leaves_what_was_decided_anew(client: Client, coordinator: User, berit: User) -> None:
    places = [make_place(), make_place()]
    done = together.decide(dict.fromkeys((place.item_id for place in places), None), verdict="noted", by=coordinator)
    decisions.decide(places[0].item, verdict="relevant", by=berit)
    client.force_login(coordinator)

    undo = reverse("watch:undo_together", args=[done.key])
    text = client.post(undo, follow=True).text
    assert "1 post lämnades som den är" in text
    assert [one.verdict for one in Decision.objects.current()] == ["relevant"]
    assert client.post(undo).status_code == 302


@pytest.mark.parametrize(
    "sent",
    [
        {"together": "relevant"},
        {"together": "relevant", "items": "x"},
        {"together": "maybe", "items": "1"},
        {"together": "relevant", "items": "1", "why": "x" * 501},
        {},
    ],
)
def test_a_list_that_makes_no_sense_changes_nothing(client: Client, coordinator: User, sent: dict[str, str]) -> None:
    make_place()
    client.force_login(coordinator)
    answer = client.post(IN_LIST, sent, follow=True)
    assert answer.status_code == 200
    assert 'data-color="danger"' in answer.text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, ""])
def test_a_button_for_an_item_that_is_not_there_is_not_found(client: Client, coordinator: User, key: str) -> None:
    client.force_login(coordinator)
    assert client.post(IN_LIST, {"relevant": key}).status_code == 404


def test_each_of_many_is_told_of_found_and_learnt_from_as_one_alone(coordinator: User, officer: User) -> None:
    profile = Profile.objects.create(unit=make_unit("Skola"), name="Skola", text="skola")
    places = [make_place(snoozed_until=timezone.now() + timedelta(days=3)) for _ in range(3)]
    fresh = make_item("Funnen vid sökning")  # without a place of its own
    items = [*(place.item for place in places), fresh]
    Match.objects.create(item=items[0], profile=profile, score=0.5)
    Learning.objects.create(profile=profile, behind=False)
    former = decisions.decide(items[1], verdict="noted", by=officer)
    seen: dict[int, int | None] = {**dict.fromkeys(item.pk for item in items), items[1].pk: former.pk}

    asked = {"assigned_to": officer, "reason": "Något för gymnasiet?"}
    done = together.decide(seen, verdict="assigned", by=coordinator, **asked)

    assert [one.item for one in done.decided] == items
    told = Entry.objects.filter(kind="watch.decision", by=coordinator)
    assert sorted(told.values_list("act", "object_id")) == [
        *(("created", one.pk) for one in done.decided), ("withdrawn", former.pk),
    ]  # fmt: skip
    assert {one.label for one in told} == {f"{one}" for one in [former, *done.decided]}
    assert all(is_marked(one) for one in told)
    assert decisions.replaced_by(done.decided[1]) == former
    assert Decision.objects.asked_of(officer, []).count() == 4
    assert len(find("gymnasiet")) == 4
    assert not InboxItem.objects.exclude(decided=True, snoozed_until=None).exists()
    assert Learning.objects.get(profile=profile).behind

    assert together.undo(done.key, by=coordinator) == (4, 0)
    assert not find("gymnasiet")
    assert InboxItem.objects.undecided().count() == 4


def test_as_many_as_are_taken_at_once_can_be_sent(client: Client, coordinator: User) -> None:
    item, unit = make_place().item_id, make_unit("Skola").pk
    client.force_login(coordinator)
    sent = [*range(item, item + together.AT_MOST), item + together.AT_MOST]
    assert client.post(ASSIGN, {"items": sent}).text.count('name="items"') == together.AT_MOST == 1000
    assert client.post(ASSIGN, {"items": sent, "reason": "Något för er?", "unit": unit}).status_code == 302
    assert Decision.objects.current().get().item_id == item


def test_many_take_no_more_queries_than_a_few(coordinator: User, officer: User) -> None:
    """Each with its entry in the audit trail. A thousand in the morning took half a minute when each asked for itself."""
    profile = Profile.objects.create(unit=make_unit("Skola"), name="Skola", text="skola")
    Learning.objects.create(profile=profile)
    few, many = [_queries(of, profile, coordinator, officer) for of in (2, 40)]
    assert few == many
    assert max(many) <= 30


def _queries(count: int, profile: Profile, one: User, other: User) -> list[int]:
    """How many it takes to decide on so many, to replace that, to be told of it, to undo it, to put them aside and to wake them."""
    keys = [make_place().item_id for _ in range(count)]
    for key in keys:
        Match.objects.create(item_id=key, profile=profile, score=0.5)
    taken = []

    @contextmanager
    def counted() -> Iterator[None]:
        with CaptureQueriesContext(connection) as queries:
            yield
        taken.append(len(queries))

    with counted():
        first = together.decide(dict.fromkeys(keys), verdict="noted", by=one, reason="Läst")
    seen = {decision.item_id: decision.pk for decision in first.decided}
    with counted():
        second = together.decide(seen, verdict="assigned", by=other, assigned_to=one, reason="Något för er?")
    with counted():
        assert len(together.decide(seen, verdict="relevant", by=one).overtaken) == count
    with counted():
        assert together.undo(second.key, by=other) == (count, 0)
    with counted():
        aside = snoozing.snooze(keys, until=timezone.localdate() + timedelta(days=9), by=one)
    with counted():
        assert snoozing.wake(aside.at, by=one) == aside.aside == count
    return taken


# Real races


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_decide_at_once_one_wins_and_the_others_are_told() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: nothing races there")
    municipality = make_municipality()
    with scope.acting(municipality):
        people = [make_user(Role.OFFICER) for _ in range(50)]
        item = make_place().item
    start = Barrier(50)

    def decide(user: User) -> str:
        try:
            with scope.acting(municipality, user):
                start.wait()
                decisions.decide(item, verdict="noted", by=user, seen=None)
            return "won"
        except Overtaken as found:
            return f"told of {found.standing.decided_by_id}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as threads:
        outcomes = Counter(threads.map(decide, people))

    with scope.acting(municipality):
        winner = Decision.objects.get().decided_by_id
        assert Entry.objects.filter(kind="watch.decision").count() == 1
    assert outcomes == {"won": 1, f"told of {winner}": 49}


@pytest.mark.django_db(transaction=True)
def test_lists_decided_on_crosswise_at_once_do_not_lock_each_other_out() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: nothing races there")
    municipality = make_municipality()
    with scope.acting(municipality):
        people = [make_user(Role.OFFICER) for _ in range(8)]
        keys = [make_place().item_id for _ in range(12)]
        for name in ("Skola", "Kultur", "Omsorg"):  # each of which has something to learn
            profile = Profile.objects.create(unit=make_unit(name), name=name, text=name)
            for key in keys:
                Match.objects.create(item_id=key, profile=profile, score=0.5)
    start = Barrier(8)

    def decide(number: int) -> tuple[int, int]:
        try:
            with scope.acting(municipality, people[number]):
                start.wait()
                order = keys if number % 2 else keys[::-1]
                done = together.decide(dict.fromkeys(order, None), verdict="noted", by=people[number])
            return len(done.decided), len(done.overtaken)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        outcomes = sorted(threads.map(decide, range(8)))

    assert sum(decided for decided, _ in outcomes) == 12
    assert all(decided + overtaken == 12 for decided, overtaken in outcomes)
