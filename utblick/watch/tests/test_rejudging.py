from datetime import date, timedelta

import pytest
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.goals.tests.make import make_goal
from utblick.journal import clock
from utblick.tenancy import scope
from utblick.watch import decisions, learning, rejudging
from utblick.watch.models import Decision, Item, Learning, Match, Profile, SampledDecision
from utblick.watch.recall import share
from utblick.watch.rejudging import CannotJudge
from utblick.watch.tests.make import make_item, make_place, make_source

MONTH = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
WITHIN = timezone.now().replace(year=MONTH.year, month=MONTH.month, day=15)


def put_aside(count: int, by: User, *, verdict: str = "not_relevant", **facts: object) -> list[Item]:
    source = make_source()
    items = [make_item(f"Lagd åt sidan {n}", source=source, **facts) for n in range(count)]
    for item in items:
        make_place(item)
        with clock.at(WITHIN):
            decisions.decide(item, verdict=verdict, by=by, reason="Ingen hinner")
    return items


def drawn(by: User, **facts: object) -> SampledDecision:
    put_aside(1, by, **facts)
    rejudging.draw(MONTH)
    return SampledDecision.objects.get()


def test_ten_are_drawn_from_what_was_put_aside_in_the_month_and_only_once(coordinator: User) -> None:
    put_aside(14, coordinator)
    put_aside(2, coordinator, verdict="relevant")
    today = make_item()
    decisions.decide(today, verdict="not_relevant", by=coordinator)

    assert rejudging.draw_for_all() == rejudging.SIZE
    assert rejudging.draw_for_all() == 0
    rows = SampledDecision.objects.all()
    assert {(one.drawn_from, one.month, one.decision.verdict) for one in rows} == {(14, MONTH, "not_relevant")}
    first = set(rows.values_list("decision", flat=True))
    for one in rows:
        one.remove()
    rejudging.draw(MONTH)
    assert set(SampledDecision.objects.values_list("decision", flat=True)) == first
    with scope.acting(make_municipality("Grannkommun")):
        assert not SampledDecision.objects.exists()


def test_somebody_else_judges_where_there_is_somebody(coordinator: User, officer: User, auditor: User) -> None:
    sampled = drawn(coordinator)
    assert rejudging.for_user([sampled], coordinator) == []
    assert rejudging.for_user([sampled], officer) == [sampled]
    with pytest.raises(CannotJudge, match="själv"):
        rejudging.judge(sampled, is_wrong=True, by=coordinator)
    officer.is_active = False
    officer.save()
    assert rejudging.for_user([sampled], coordinator) == [sampled]
    rejudging.judge(sampled, is_wrong=True, by=coordinator)


def test_the_second_of_two_is_told_what_the_first_said_and_only_the_first_takes_it_back(
    coordinator: User, officer: User, here: Municipality
) -> None:
    sampled = drawn(coordinator)
    rejudging.judge(sampled, is_wrong=True, by=officer)
    rejudging.judge(sampled, is_wrong=True, by=officer)
    with pytest.raises(CannotJudge, match=officer.name):
        rejudging.judge(sampled, is_wrong=False, by=coordinator)
    assert not rejudging.take_back(sampled, by=coordinator)
    assert rejudging.take_back(sampled, by=officer)
    assert list(SampledDecision.objects.waiting()) == [sampled]


def test_what_is_taken_up_again_meanwhile_is_not_judged(coordinator: User, officer: User) -> None:
    sampled = drawn(coordinator)
    decisions.undo(sampled.decision, by=coordinator)
    assert not SampledDecision.objects.waiting().exists()
    with pytest.raises(CannotJudge):
        rejudging.judge(sampled, is_wrong=True, by=officer)


def test_what_should_have_been_kept_goes_back_to_the_inbox_while_it_is_open(coordinator: User, officer: User) -> None:
    sampled = drawn(coordinator, deadline=timezone.now() + timedelta(days=9))
    assert not rejudging.reopen(sampled, by=officer)
    rejudging.judge(sampled, is_wrong=True, by=officer)
    assert rejudging.reopen(sampled, by=officer)
    assert not Decision.objects.current().exists()
    assert not rejudging.reopen(sampled, by=officer)
    assert SampledDecision.objects.judged().get().is_wrong


def test_what_has_closed_stays_where_it_is(coordinator: User, officer: User) -> None:
    sampled = drawn(coordinator, deadline=timezone.now() - timedelta(days=1))
    rejudging.judge(sampled, is_wrong=True, by=officer)
    assert not rejudging.reopen(sampled, by=officer)
    assert Decision.objects.current().exists()


def test_the_profile_learns_that_it_was_wrong_to_put_aside(coordinator: User, officer: User) -> None:
    goal = make_goal("Ost och mjölk")
    profile = Profile.objects.create(goal=goal, name="Ost", text=goal.text, is_new=False)
    (item,) = put_aside(1, coordinator)
    Match.objects.create(item=item, profile=profile, score=0.3)
    rejudging.draw(MONTH)
    sampled = SampledDecision.objects.get()
    rejudging.judge(sampled, is_wrong=True, by=officer)
    learning.catch_up()
    assert (Learning.objects.get().wanted, Learning.objects.get().unwanted) == (1, 0)
    rejudging.take_back(sampled, by=officer)
    learning.catch_up()
    assert (Learning.objects.get().wanted, Learning.objects.get().unwanted) == (0, 1)


def test_the_months_are_estimated_together_and_what_was_judged_whole_is_known(officer: User) -> None:
    def judged(month: date, drawn_from: int, wrong: bool) -> SampledDecision:
        return SampledDecision(month=month, drawn_from=drawn_from, is_wrong=wrong, judged_by=officer)

    assert rejudging.estimate([]) is None
    january, march = date(2026, 1, 1), date(2026, 3, 1)
    rows = [judged(january, 30, n < 2) for n in range(10)] + [judged(march, 70, False)] * 10
    found = rejudging.estimate([*rows, SampledDecision(month=date(2026, 4, 1), drawn_from=5)])
    assert found is not None
    assert (found.judged, found.wrong, found.of, found.is_exact) == (20, 2, 105, False)
    assert (found.least, found.most) == pytest.approx((0.028, 0.301), abs=0.001)
    whole = share(6, 1, 6)
    assert whole is not None
    assert whole.is_exact
