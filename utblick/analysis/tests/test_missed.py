from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.analysis.watched import missing
from utblick.analysis.watched.periods import Period
from utblick.goals.tests.make import make_goal
from utblick.watch import hindsight
from utblick.watch.models import InboxItem, Item, LateVerdict, Match, Profile
from utblick.watch.tests.make import make_item, make_place

NOW = timezone.now()
A_DAY = timedelta(days=1)
CLOSED = NOW - timedelta(hours=1)
YEAR = Period(timezone.localdate(CLOSED).year)
MISSED = f"{reverse('analysis:missed')}?{YEAR.address}"


def passed(title: str, **facts: object) -> Item:
    item = make_item(title, kind="call", found_at=NOW - 30 * A_DAY, deadline=CLOSED)
    make_place(item, **facts)
    return item


def judge(item: Item) -> str:
    return f"{reverse('analysis:judge_missed', args=[item.pk])}?{YEAR.address}"


def test_a_verdict_is_given_in_place_counted_and_taken_back(client: Client, coordinator: User) -> None:
    item, other = passed("Ungas möten"), passed("Batterier", rank=10)
    client.force_login(coordinator)
    assert client.get(MISSED).text.index("Ungas möten") < client.get(MISSED).text.index("Batterier")

    text = client.post(judge(item), {"miss": "1"}, follow=True).text
    verdict = LateVerdict.objects.get()
    undo = reverse("analysis:take_back_verdict", args=[verdict.pk])
    assert f'action="{undo}"' in text
    client.post(reverse("analysis:give_cause", args=[verdict.pk]), {"cause": "late"})
    client.post(judge(other), {"nothing": "1"})
    found = missing.missed(YEAR, None, timezone.now())
    assert (found.passed, found.misses, found.nothing, found.causes) == (2, 1, 1, [("late", 1)])
    assert "Hittades för sent" in client.get(f"{MISSED}&verdict=miss").text

    client.post(undo)
    assert missing.missed(YEAR, None, timezone.now()).misses == 0
    assert "redan tillbakataget" in client.post(undo, follow=True).text


def test_the_cell_alone_is_answered_where_it_is_asked_for(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post(f"{judge(passed('Ungas möten'))}&cell=1", {"miss": "1"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "En miss" in answer.text
    assert "cell=1&amp;cell" not in answer.text


def test_who_comes_second_or_too_late_is_told_what_happened(client: Client, coordinator: User, officer: User) -> None:
    item = passed("Ungas möten")
    hindsight.judge(item, is_miss=True, by=officer)
    client.force_login(coordinator)
    assert officer.name in client.post(judge(item), {"nothing": "1"}, follow=True).text
    verdict = LateVerdict.objects.get()
    assert verdict.is_miss
    cause = reverse("analysis:give_cause", args=[verdict.pk])
    assert "Välj i listan" in client.post(cause, {"cause": "månen"}, follow=True).text

    InboxItem.objects.update(deadline=NOW + 9 * A_DAY)
    found = missing.missed(YEAR, None, timezone.now())
    assert (found.passed, found.misses) == (0, 0)
    assert "är flyttad till" in client.post(judge(item), {"miss": "1"}, follow=True).text


def test_an_officer_sees_the_own_unit_first_and_the_figures_follow(client: Client, coordinator: User) -> None:
    unit = make_unit("Skolan")
    goal = make_goal("Skolor ut", unit=unit)
    profile = Profile.objects.create(goal=goal, name="Skolor ut", text="x", is_new=False)
    ours = passed("Vår utlysning")
    Match.objects.create(item=ours, profile=profile, score=0.5)
    passed("Andras utlysning")
    client.force_login(make_user(Role.OFFICER, unit=unit))
    assert "Andras utlysning" not in client.get(MISSED).text
    assert "Andras utlysning" in client.get(f"{MISSED}&whose=all").text
    assert missing.missed(YEAR, {unit.pk}, timezone.now()).passed == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_can_be_taken_home(client: Client, coordinator: User, kind: str) -> None:
    hindsight.judge(passed("Ungas möten"), is_miss=True, by=coordinator)
    client.force_login(coordinator)
    answer = client.get(f"{MISSED}&as={kind}")
    assert answer.status_code == 200
    if kind == "csv":
        assert "Hade varit något för oss" in answer.text


def test_who_only_reads_sees_no_buttons_and_cannot_judge(client: Client, decision_maker: User) -> None:
    item = passed("Ungas möten")
    client.force_login(decision_maker)
    assert "Ungas möten" in client.get(MISSED).text
    assert judge(item) not in client.get(MISSED).text
    assert client.post(judge(item), {"miss": "1"}).status_code == 403
