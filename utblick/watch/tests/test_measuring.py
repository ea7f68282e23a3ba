"""How rare a match is, by what the municipality's own sources have told."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_municipality
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.tenancy import scope
from utblick.watch import explaining, measuring, rarity, tasks
from utblick.watch.models import InboxItem, Item, Match, Profile, Source, Unmatched
from utblick.watch.reasons import reasons_of
from utblick.watch.tests.make import make_item, make_source

CALLS = [
    "Elderly care at home", "Care of the elderly in rural areas", "Nursing homes", "Home help for older people",
    "School exchange", "Timber bridges", "Fusion plasma diagnostics", "Fisheries in the Baltic", "Road works", "Dairy products",
]  # fmt: skip


@pytest.fixture
def source(coordinator: User) -> Source:
    make_goal(
        name="Vård och omsorg om äldre", text="bättre vård och omsorg om äldre i hemmet",
        document=make_document(status=PolicyDocument.Status.IN_FORCE),
    )  # fmt: skip
    return make_source()


def told(source: Source, count: int) -> None:
    for number in range(count):
        item = make_item(f"{CALLS[number % len(CALLS)]}, part {number}", source=source, language="en")
        with scope.everywhere():
            Unmatched.objects.create(item=item)
    tasks.understand()


def shares() -> list[float | None]:
    """What part of the latest items meets the profile less well than each of its matches, best first."""
    profile = Profile.objects.get()
    scores = Match.objects.filter(profile=profile).order_by("-score").values_list("score", flat=True)
    return [rarity.percentile(score, profile.background) for score in scores]


def test_a_match_is_as_rare_as_it_is_among_what_our_sources_tell(source: Source) -> None:
    told(source, measuring.FEWEST)

    found = shares()

    # Four in ten speak of the care of the elderly: by word lists nearly all of these would be among the best in a hundred.
    assert len(found) >= 30
    assert found[:10] == [90] * 10
    assert found[10:20] == [80] * 10


def test_nothing_is_told_by_fewer_items_than_a_hundred(source: Source) -> None:
    told(source, measuring.FEWEST - 1)
    assert set(shares()) == {None}

    told(source, 1)
    assert None not in shares()


def test_what_only_another_municipality_reads_does_not_count(source: Source) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        told(make_source(), measuring.FEWEST)
    told(source, 20)

    assert set(shares()) == {None}


SUBJECTS = ["remote sensing", "heat pumps", "railway signalling", "cancer registries", "timber bridges"]


def told_of_integration(source: Source, count: int = measuring.FEWEST) -> None:
    for number in range(count):
        item = make_item(f"Integration of {SUBJECTS[number % 5]}, part {number}", source=source, language="en")
        with scope.everywhere():
            Unmatched.objects.create(item=item)
    tasks.understand()


def best_of(title: str) -> str:
    return InboxItem.objects.filter(item__title__contains=title).values_list("best__profile__name", flat=True)[0]


def test_a_word_that_all_our_sources_use_makes_nothing_the_best_match(source: Source) -> None:
    document = PolicyDocument.objects.get()
    make_goal(name="Integration", text="integration av nyanlända", document=document)
    make_goal(name="Broar", text="järnvägsbroar och vägar", document=document)
    told_of_integration(source, measuring.FEWEST - 5)
    assert best_of("timber bridges") == "Integration"
    closed = Match.objects.filter(profile__name="Integration").first()
    assert closed
    yesterday = timezone.now() - timedelta(days=1)
    Item.objects.filter(pk=closed.item_id).update(deadline=yesterday, final_deadline=yesterday)

    told_of_integration(source, 5)

    assert best_of("timber bridges") == "Broar"
    profile = Profile.objects.get(name="Integration")
    assert profile.usual > 0
    # Also off what has closed.
    assert Match.objects.get(pk=closed.pk).score == pytest.approx(closed.score - profile.usual)
    # What it meets is still kept, and what is shown of it adds up.
    assert Match.objects.filter(profile=profile).count() >= measuring.FEWEST / 2
    explaining.explain_pending()
    match = Match.objects.filter(profile=profile).first()
    assert match
    assert sum(part["share"] for part in match.reasons["parts"]) == pytest.approx(match.score, abs=0.001)
    assert reasons_of(match).usual == pytest.approx(-100 * profile.usual, abs=0.06)
    # Read again, nothing moves.
    before = list(Match.objects.order_by("pk").values("pk", "score"))
    measuring.measure_all()
    assert not Profile.objects.waiting().exists()
    assert list(Match.objects.order_by("pk").values("pk", "score")) == before
    # In new words what is usual is another, and taken off once.
    goal = profile.goal
    assert goal
    goal.text = "integration av nyanlända och andra"
    goal.save()
    tasks.understand()
    usual = Profile.objects.get(pk=profile.pk).usual
    assert Match.objects.get(pk=closed.pk).score == pytest.approx(closed.score - usual)


def test_two_that_measure_at_once_take_it_off_once(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    make_goal(name="Integration", text="integration av nyanlända", document=PolicyDocument.objects.get())
    told_of_integration(source, measuring.FEWEST - 1)
    before = dict(Match.objects.values_list("pk", "score"))
    make_item("Integration of much else", source=source, language="en")
    read = measuring.texts_of

    def slowly(rows: Any) -> Any:
        monkeypatch.setattr(measuring, "texts_of", read)
        measuring.measure_all()
        return read(rows)

    monkeypatch.setattr(measuring, "texts_of", slowly)
    measuring.measure_all()

    for match in Match.objects.select_related("profile"):
        assert match.score == pytest.approx(before[match.pk] - match.profile.usual)
    assert Profile.objects.filter(usual__gt=0).exists()


def test_at_most_a_fifth_is_taken_off_a_goal_whose_sources_tell_of_nothing_else() -> None:
    assert measuring.usual_of(np.full(100, 0.6, np.float32)) == measuring.MOST
    assert measuring.usual_of(np.full(100, 0.09, np.float32)) == 0
    assert measuring.usual_of(np.full(99, 0.6, np.float32)) == 0


def test_a_goal_that_is_worded_anew_is_measured_anew(source: Source) -> None:
    told(source, measuring.FEWEST)
    before = Profile.objects.get().background
    goal = Profile.objects.get().goal
    assert goal

    goal.text = "dagstidningar"
    goal.save()
    tasks.understand()

    assert Profile.objects.get().background not in ([], before)


def test_the_night_measures_by_what_has_come_since(source: Source) -> None:
    told(source, measuring.FEWEST)
    before = Profile.objects.get().background
    for number in range(50):
        make_item(f"Elderly care at home, call {number}", source=source, language="en")
    tasks.measure.enqueue()

    assert np.median(Profile.objects.get().background) > np.median(before)


def test_a_profile_made_anew_while_it_was_measured_is_left_for_the_next_time(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(source, measuring.FEWEST)
    read = measuring.texts_of

    def slowly(rows: Any) -> Any:
        Profile.objects.update(background=[], subject_revision=99)
        return read(rows)

    monkeypatch.setattr(measuring, "texts_of", slowly)
    measuring.measure_all()

    assert Profile.objects.get().background == []


@given(st.lists(st.floats(-1, 1).map(lambda score: round(score, 3)), min_size=100, max_size=1_200))
def test_of_the_items_themselves_no_more_are_among_the_best_than_it_says(scores: list[float]) -> None:
    at = rarity.WHOLE if len(scores) < measuring.LATEST else [*rarity.WHOLE, *rarity.TENTHS]
    background = np.percentile(np.array(scores), at).tolist()
    for least in (90, 99):
        among = [one for one in scores if (rarity.percentile(one, background) or 0) >= least]
        assert len(among) <= (100 - least) / 100 * len(scores) + 1
