"""Item → match: Swedish wishes meet English calls, by the engine itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.goals.models import Goal, PolicyDocument
from utblick.tenancy import scope
from utblick.watch import decisions, explaining, inboxes, matching, profiles, shortlists
from utblick.watch.models import InboxItem, Item, Match, Profile, Source, Subscription, Unmatched
from utblick.watch.tests.make import make_item, make_source

TOWNS = "Medborgare i vänorter ska mötas genom utbyten och gemensamma evenemang mellan städer."
CALL = "Town twinning: bringing together citizens of twinned towns for exchanges and joint events"
FISH = "Deep-sea fishing vessels: modernisation of diesel engines and hull inspection"


@pytest.fixture
def source(here: Municipality) -> Source:
    return make_source()


def make_goal(text: str = TOWNS, **facts: Any) -> Goal:
    document = PolicyDocument.objects.create(title="Policy", status=PolicyDocument.Status.IN_FORCE)
    return Goal.objects.create(document=document, name="Mål", text=text, **facts)


def waiting(title: str, source: Source, **facts: Any) -> Item:
    item = make_item(title, source=source, language="en", **facts)
    Unmatched.objects.create(item=item)
    return item


def test_a_swedish_goal_meets_an_english_call_and_not_another(source: Source) -> None:
    goal = make_goal()
    call, fish = waiting(CALL, source), waiting(FISH, source)

    matching.match_pending()

    match = Match.objects.get()
    assert (match.item, match.profile.goal) == (call, goal)
    assert match.score >= match.profile.threshold
    assert [place.item for place in InboxItem.objects.undecided().ranked()] == [call]
    assert fish.title
    assert not Unmatched.objects.exists()


def test_matching_again_changes_nothing(source: Source) -> None:
    make_goal()
    item = waiting(CALL, source)
    matching.match_pending()
    before = list(Match.objects.values()), list(InboxItem.objects.values())
    Unmatched.objects.create(item=item)
    matching.match_pending()

    after = list(Match.objects.values()), list(InboxItem.objects.values())
    assert [{**row, "reasons": None} for row in after[0]] == [{**row, "reasons": None} for row in before[0]]
    assert after[1] == before[1]


def test_a_match_says_why(source: Source) -> None:
    make_goal()
    waiting(CALL, source)
    matching.match_pending()
    assert explaining.explain_pending() == 1

    match = Match.objects.get()
    parts = match.reasons["parts"]
    assert sum(part["share"] for part in parts) == pytest.approx(match.score, rel=0.01)
    assert any(part["foreign"] for part in parts)


def test_items_are_matched_only_where_they_are_read(source: Source) -> None:
    with scope.acting(make_municipality()):
        make_goal()
        make_source()
    waiting(CALL, source)
    matching.match_pending()

    with scope.everywhere():
        assert not Match.objects.exists()


def test_a_worker_killed_between_two_municipalities_loses_nothing_and_keeps_nothing_twice(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_municipality()
    with scope.acting(other):
        make_goal()
        Subscription.objects.create(source=source, name="Källa")
    make_goal()
    waiting(CALL, source)
    keep, done = matching.keep, []

    def killed_at_the_second(*told: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(keep(*told))

    monkeypatch.setattr(matching, "keep", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        matching.match_pending()
    monkeypatch.undo()
    matching.match_pending()

    with scope.everywhere():
        assert Match.objects.count() == InboxItem.objects.count() == 2
        assert Match.objects.values("municipality").distinct().count() == 2
        assert not Unmatched.objects.exists()


def test_what_changes_while_it_is_matched_waits_again(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    make_goal()
    matching.match_pending()
    item, keep = waiting(FISH, source), matching.keep

    def told_otherwise(*told: Any) -> None:
        keep(*told)
        if item.title == FISH:
            item.title, item.content_hash = CALL, "other"
            item.save()

    monkeypatch.setattr(matching, "keep", told_otherwise)
    matching.match_pending()

    assert [place.item for place in InboxItem.objects.all()] == [item]
    assert not Unmatched.objects.exists()


def test_a_new_deadline_reaches_the_inbox_though_the_score_is_the_same(source: Source) -> None:
    make_goal()
    item = waiting(CALL, source)
    matching.match_pending()
    due = timezone.now() + timedelta(days=2)
    item.deadline = item.final_deadline = due
    item.save()
    Unmatched.objects.create(item=item)
    matching.match_pending()

    place = InboxItem.objects.get()
    assert place.deadline == due
    assert place.rank > place.fit


def test_a_new_goal_meets_the_items_that_are_there(source: Source) -> None:
    item = waiting(CALL, source)
    matching.match_pending()
    assert not InboxItem.objects.exists()
    make_goal()
    matching.match_pending()

    assert InboxItem.objects.get().item == item


def test_a_new_goal_reads_only_what_its_municipality_reads(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = waiting(CALL, source)
    with scope.acting(make_municipality()):
        make_goal()
        waiting(f"{CALL} elsewhere", make_source("https://example.org/elsewhere"))
    matching.match_pending()
    read: list[int] = []
    batch_of = matching.batch_of
    monkeypatch.setattr(matching, "batch_of", lambda keys, items: read.extend(keys) or batch_of(keys, items))

    goal = make_goal()
    matching.match_pending()
    assert (read, InboxItem.objects.get().item) == ([ours.pk], ours)

    read.clear()
    Subscription.objects.get().withdraw()
    goal.text = "Djuphavsfiske"
    goal.save()
    matching.match_pending()
    assert (read, InboxItem.objects.count()) == ([ours.pk], 0), "what it met before is looked at still, to be let go of"


def test_a_goal_that_changes_lets_go_of_what_it_no_longer_means(source: Source) -> None:
    goal = make_goal()
    waiting(CALL, source)
    fish = waiting(FISH, source)
    matching.match_pending()
    goal.text = "Fiskefartyg, dieselmotorer och besiktning av fartygsskrov."
    goal.save()
    matching.match_pending()

    assert [place.item for place in InboxItem.objects.all()] == [fish]


def test_a_goal_that_changes_keeps_what_it_meets_now_however_well_it_met_others_before(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortlists, "MOST", 2)
    goal = make_goal()
    met = [waiting(CALL, source), waiting(f"{CALL} once more", source)]
    other = waiting("Meeting place for dairy farmers and many other things that have nothing to do with it", source)
    matching.match_pending()
    assert [match.item for match in Match.objects.order_by("item")] == met

    goal.text = "Mejerier och mjölkbönder"
    goal.save()
    matching.match_pending()

    assert [match.item for match in Match.objects.all()] == [other]


def test_a_goal_that_is_withdrawn_lets_go_of_all_but_what_was_decided(source: Source, coordinator: User) -> None:
    goal = make_goal()
    decided = waiting(CALL, source)
    waiting(CALL + " again", source)
    matching.match_pending()
    decisions.decide(decided, verdict="relevant", by=coordinator)
    goal.withdraw()
    matching.match_pending()

    assert [place.item for place in InboxItem.objects.all()] == [decided]
    assert [match.item for match in Match.objects.all()] == [decided]
    assert Profile.objects.get().paused


def test_a_unit_without_a_description_is_not_matched_against(source: Source) -> None:
    make_unit("Kansliet")
    unit = make_unit("Skolan", description="Grundskola, gymnasium och elevers lärande")
    profiles.follow_all()

    assert [profile.unit for profile in Profile.objects.all()] == [unit]
    assert profiles.follow_all() == 0


def test_a_past_deadline_is_not_matched(source: Source) -> None:
    make_goal()
    waiting(CALL, source, deadline=timezone.now() - timedelta(days=1))
    matching.match_pending()

    assert not InboxItem.objects.exists()


def test_a_profile_keeps_its_best_matches_alone(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlists, "MOST", 2)
    make_goal()
    for other in ("diesel engines and", "museum", ""):
        waiting(f"{CALL} {other} {'hull inspection ' * (other != '')}", source)
        matching.match_pending()

    assert Match.objects.count() == InboxItem.objects.count() == 2
    assert Match.objects.order_by("-score")[0].item.title.startswith(CALL)


def test_a_new_goal_writes_nothing_that_the_batches_before_have_bettered(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortlists, "MOST", 2)
    monkeypatch.setattr(matching, "LEAST_A_BATCH", 2)
    best = [waiting(CALL, source), waiting(f"{CALL} once more", source)]
    for number in range(4):
        waiting(f"{CALL} {'hull inspection and diesel engines ' * 3} {number}", source)
    make_goal()

    assert matching.match_pending().matches == 2
    assert [match.item for match in Match.objects.order_by("item")] == best


def test_what_nears_its_deadline_climbs_and_what_passed_it_sinks(source: Source) -> None:
    make_goal()
    now = timezone.now()
    item = waiting(CALL, source, deadline=now + timedelta(days=40))
    waiting(CALL, source)
    matching.match_pending()
    place = InboxItem.objects.get(item=item)
    assert place.rank == place.fit

    inboxes.follow_the_clock(now + timedelta(days=38))
    place.refresh_from_db()
    assert place.rank == place.fit + 12
    assert InboxItem.objects.undecided().ranked()[0] == place

    assert inboxes.follow_the_clock(now + timedelta(days=41)) == 1
    place.refresh_from_db()
    assert place.rank < 0
    assert inboxes.follow_the_clock(now + timedelta(days=42)) == 0


def test_a_decided_item_keeps_its_decision_when_it_changes(source: Source, coordinator: User) -> None:
    make_goal()
    item = waiting(CALL, source)
    matching.match_pending()
    decisions.decide(item, verdict="relevant", by=coordinator)
    Unmatched.objects.create(item=item)
    matching.match_pending()

    assert InboxItem.objects.get().decided


def test_the_next_of_several_deadlines_is_shown(source: Source) -> None:
    now = timezone.now()
    days = [now + timedelta(days=5), now + timedelta(days=50)]
    item = make_item(
        source=source, deadline=days[0], final_deadline=days[1],
        deadlines=[{"at": day.isoformat(), "label": ""} for day in days],
    )  # fmt: skip
    inboxes.follow_the_clock(now + timedelta(days=6))

    item.refresh_from_db()
    assert item.deadline == days[1]
