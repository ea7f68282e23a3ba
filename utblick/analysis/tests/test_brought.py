from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.analysis.watched.brought import Wait, brought, wait
from utblick.analysis.watched.periods import Period
from utblick.goals.tests.make import make_goal
from utblick.initiatives import starting
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_result, make_step
from utblick.journal import clock
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.models import Item, Match, Profile, Source, Subscription
from utblick.watch.tests.make import make_item, make_place, make_source

NOW = timezone.now()
A_DAY = timedelta(days=1)
PERIOD = Period(timezone.localdate(NOW).year)
WATCH, ROWS = reverse("analysis:watch"), reverse("analysis:watch_rows")


def make_profile(name: str) -> Profile:
    return Profile.objects.create(goal=make_goal(name), name=name, text=name, is_new=False)


def arrived(profile: Profile | None, source: Source, *, title: str = "", **facts: object) -> Item:
    item = make_item(title, source=source, found_at=NOW, **facts)
    best = Match.objects.create(item=item, profile=profile, score=0.5) if profile else None
    make_place(item, best=best)
    return item


@pytest.fixture
def chain(coordinator: User) -> dict[str, Item]:
    """One item of each fate from one source and goal; the initiative has a project under way and a result."""
    school, source = make_profile("Skolor ut"), make_source(subscribed=False, news_at=NOW)
    Subscription.objects.create(source=source, name="Källa", created_at=NOW - A_DAY)
    found = {
        name: arrived(school, source, title=f"Post {name}", deadline=NOW + 20 * A_DAY)
        for name in ("led", "aside", "waiting")
    }
    found["passed"] = arrived(None, source, title="Post passed", deadline=NOW - A_DAY)
    with clock.at(NOW + 3 * A_DAY):
        initiative = starting.start_from_item(found["led"], by=coordinator, title="Lärare ut")
    with clock.at(NOW + A_DAY + timedelta(hours=1)):
        decisions.decide(found["aside"], verdict="not_relevant", by=coordinator)
    make_step(initiative=initiative, kind=Step.Kind.PROJECT, status=Step.Status.RUNNING)
    make_result(initiative=initiative)
    return found


def test_the_way_from_source_to_result_is_counted(chain: dict[str, Item]) -> None:
    found = brought(PERIOD, NOW)
    assert (found.told, found.arrived, found.decided, found.kept, found.waiting, found.passed) == (4, 4, 2, 1, 1, 1)
    assert [(one.is_applied, one.is_granted, one.has_results) for one in found.led] == [(True, True, True)]
    assert found.waited == Wait(1, 3, 2)
    assert found.left == Wait(18, 17, 2)
    assert {(one.name, one.arrived, one.decided, one.kept, len(one.led)) for one in found.profiles} == {
        ("Skolor ut", 3, 2, 1, 1),
        ("", 1, 0, 0, 0),
    }
    [line] = found.sources
    assert (line.told, line.arrived, line.kept, len(line.led), line.granted, line.with_results) == (4, 4, 1, 1, 1, 1)
    before = brought(Period(PERIOD.year - 1), NOW)
    assert (before.arrived, before.led, before.waited, before.left) == (0, [], None, None)
    with scope.acting(make_municipality("Grannkommun")):
        assert brought(PERIOD, NOW).arrived == 0


def test_each_figure_leads_to_its_rows(client: Client, coordinator: User, chain: dict[str, Item]) -> None:
    client.force_login(coordinator)
    subscription, profile = Subscription.objects.get(), Profile.objects.get()
    page = client.get(WATCH).text
    for asked, titles in {
        "": {"led", "aside", "waiting", "passed"},
        "&fate=decided": {"led", "aside"},
        "&fate=kept": {"led"},
        "&fate=not_relevant": {"aside"},
        "&fate=waiting": {"waiting"},
        "&fate=passed": {"passed"},
        f"&profile={profile.pk}": {"led", "aside", "waiting"},
        f"&source={subscription.pk}&fate=kept": {"led"},
    }.items():
        address = f"{ROWS}?year={PERIOD.year}{asked}"
        assert address.replace("&", "&amp;") in page, asked
        text = client.get(address).text
        assert {name for name in chain if f"Post {name}" in text} == titles, asked
    assert "Post led" not in client.get(f"{ROWS}?year={PERIOD.year - 1}").text
    assert client.get(f"{ROWS}?year={PERIOD.year}&as=csv").status_code == 200


def test_what_is_confidential_is_told_only_to_who_may_see_it(
    client: Client, coordinator: User, decision_maker: User, chain: dict[str, Item]
) -> None:
    initiative = Initiative.objects.get()
    initiative.secrecy_ground = "OSL 19 kap. 3 §"
    initiative.save()
    for user, sees in ((coordinator, True), (decision_maker, False)):
        client.force_login(user)
        assert ("Lärare ut" in client.get(WATCH).text) == sees
    assert brought(PERIOD, NOW).led == []


def test_a_source_that_brought_nothing_for_a_year_is_named_with_what_to_do(
    here: Municipality, coordinator: User
) -> None:
    for name, news in (("Tyst", NOW - 400 * A_DAY), ("Fel", NOW), ("Ger", NOW), ("Ny", None)):
        Subscription.objects.create(
            source=make_source(subscribed=False, news_at=news),
            name=name,
            created_at=NOW if name == "Ny" else NOW - 500 * A_DAY,
        )
    by_name = {one.name: one.source for one in Subscription.objects.all()}
    decisions.decide(arrived(None, by_name["Ger"]), verdict="relevant", by=coordinator)
    decisions.decide(arrived(None, by_name["Fel"]), verdict="not_relevant", by=coordinator)
    idle = {one.name: one.advice for one in brought(PERIOD, NOW).idle}
    assert set(idle) == {"Tyst", "Fel"}
    assert "inget nytt på ett år" not in idle["Fel"]


def test_half_and_nine_of_ten_are_told_in_whole_days() -> None:
    assert wait(Counter()) is None
    assert wait(Counter(range(10))) == Wait(4, 8, 10)
    assert wait(Counter(range(10)), at_least=True) == Wait(5, 1, 10)
    assert wait(Counter({-3: 1})) == Wait(-3, -3, 1)


def test_periods_are_whole_years_and_quarters() -> None:
    assert [f"{one.first} {one.last}" for one in Period(2024).quarters()] == [
        "2024-01-01 2024-03-31",
        "2024-04-01 2024-06-30",
        "2024-07-01 2024-09-30",
        "2024-10-01 2024-12-31",
    ]
    assert f"{Period(2024).first} {Period(2024).last}" == "2024-01-01 2024-12-31"


@pytest.mark.parametrize("asked", ["?year=abc&quarter=9", "?year=99999999999", "?quarter=0&source=x&profile=-1&fate=y"])
def test_what_no_period_is_called_asks_for_this_year(client: Client, coordinator: User, asked: str) -> None:
    client.force_login(coordinator)
    for page in (WATCH, ROWS, reverse("analysis:missed"), reverse("analysis:put_aside")):
        answer = client.get(page + asked)
        assert answer.status_code == 200
        assert str(PERIOD.year) in answer.text


def test_the_pages_keep_to_eight_queries_whatever_there_is(
    client: Client, officer: User, chain: dict[str, Item], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(officer)
    for page in (WATCH, f"{ROWS}?fate=decided", reverse("analysis:missed"), reverse("analysis:put_aside")):
        client.get(page)
        with django_assert_max_num_queries(8):
            client.get(page)
