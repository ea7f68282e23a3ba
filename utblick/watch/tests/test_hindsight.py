from datetime import timedelta

import pytest
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.goals.tests.make import make_goal
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch import answering, decisions, hindsight, inboxes, learning, shortlists
from utblick.watch.hindsight import JudgedOtherwise, NotMissed
from utblick.watch.models import InboxItem, Item, LateVerdict, Learning, Match, Profile
from utblick.watch.tests.make import make_item, make_place

NOW = timezone.now()
A_DAY = timedelta(days=1)


def passed(title: str = "", **facts: object) -> Item:
    """An item of the inbox whose deadline was yesterday."""
    item = make_item(title, kind="call", found_at=NOW - 30 * A_DAY, deadline=NOW - A_DAY)
    make_place(item, **facts)
    return item


def missed() -> set[Item]:
    return {place.item for place in InboxItem.objects.missed(until=NOW)}


def test_missed_is_what_passed_undecided_or_asked_of_somebody_who_has_not_answered(
    coordinator: User, officer: User
) -> None:
    undecided, asked, answered, decided = (passed() for _ in range(4))
    make_place(make_item(deadline=NOW + A_DAY))
    decisions.decide(decided, verdict="not_relevant", by=coordinator)
    for item in (asked, answered):
        decisions.decide(item, verdict="assigned", by=coordinator, assigned_to=officer)
    answering.answer(decisions.standing_on(answered), by=officer, answer="no")  # type: ignore[arg-type]

    assert missed() == {undecided, asked}
    with scope.acting(make_municipality("Grannkommun")):
        assert missed() == set()


def test_a_late_verdict_is_no_decision_is_in_the_trail_and_can_be_taken_back(coordinator: User) -> None:
    item = passed()
    verdict = hindsight.judge(item, is_miss=True, by=coordinator)
    assert hindsight.judge(item, is_miss=True, by=coordinator) == verdict
    assert hindsight.give_cause(verdict, cause="late", by=coordinator)

    assert missed() == {item}
    verdict.refresh_from_db()
    assert (verdict.is_miss, verdict.cause, verdict.judged_by) == (True, "late", coordinator)
    acts = Entry.objects.filter(kind="watch.lateverdict").order_by("pk").values_list("act", "by")
    assert list(acts) == [("created", coordinator.pk), ("changed", coordinator.pk)]

    assert hindsight.take_back(verdict, by=coordinator)
    assert not hindsight.take_back(verdict, by=coordinator)
    assert not hindsight.give_cause(verdict, cause="late", by=coordinator)
    assert not LateVerdict.objects.current().exists()


def test_who_would_say_otherwise_is_told_what_stands(coordinator: User, officer: User) -> None:
    item = passed()
    hindsight.judge(item, is_miss=True, by=coordinator)
    with pytest.raises(JudgedOtherwise) as told:
        hindsight.judge(item, is_miss=False, by=officer)
    assert told.value.standing.judged_by == coordinator


def test_what_is_open_again_or_decided_meanwhile_is_not_judged_as_missed(coordinator: User) -> None:
    moved, decided = passed(), passed()
    InboxItem.objects.filter(item=moved).update(deadline=NOW + 9 * A_DAY)
    decisions.decide(decided, verdict="noted", by=coordinator)
    with pytest.raises(NotMissed, match=f"{timezone.localdate(NOW + 9 * A_DAY)}"):
        hindsight.judge(moved, is_miss=True, by=coordinator)
    with pytest.raises(NotMissed, match=coordinator.name):
        hindsight.judge(decided, is_miss=True, by=coordinator)
    with pytest.raises(NotMissed):
        hindsight.judge(make_item(), is_miss=True, by=coordinator)


def matched(profile: Profile, item: Item, score: float = 0.3) -> Match:
    return Match.objects.create(item=item, profile=profile, score=score)


def make_profile() -> Profile:
    goal = make_goal("Ost och mjölk")
    return Profile.objects.create(goal=goal, name="Ost", text=goal.text, is_new=False)


def test_the_profile_that_it_met_learns_from_a_late_verdict_until_it_is_taken_back(coordinator: User) -> None:
    profile = make_profile()
    wanted, unwanted = passed("cheese making"), passed("road construction")
    for item in (wanted, unwanted):
        matched(profile, item)
    verdict = hindsight.judge(wanted, is_miss=True, by=coordinator)
    hindsight.judge(unwanted, is_miss=False, by=coordinator)
    assert learning.catch_up() == 1
    assert (Learning.objects.get().wanted, Learning.objects.get().unwanted) == (1, 1)

    hindsight.take_back(verdict, by=coordinator)
    learning.catch_up()
    assert (Learning.objects.get().wanted, Learning.objects.get().unwanted) == (0, 1)


def test_what_went_by_keeps_its_best_match_when_newer_ones_crowd_it_out(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, other, old = make_profile(), make_profile(), passed()
    matched(profile, old, 0.9), matched(other, old, 0.1)
    inboxes.refresh([old.pk], NOW)
    newer = [make_item(deadline=NOW + 9 * A_DAY) for _ in range(2)]
    for item in newer:
        matched(profile, item, 0.5)
    monkeypatch.setattr(shortlists, "MOST", 1)

    inboxes.refresh(shortlists.trim({profile.pk, other.pk}, NOW), NOW)

    assert missed() == {old}
    assert InboxItem.objects.get(item=old).best == Match.objects.get(item=old, profile=profile)
    assert Match.objects.filter(item__in=newer).count() == 1
    inboxes.forget(list(Match.objects.values_list("pk", flat=True)))
    assert [match.profile for match in Match.objects.all()] == [profile]
