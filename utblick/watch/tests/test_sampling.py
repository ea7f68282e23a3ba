from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.tenancy import scope
from utblick.watch import decisions, sampling
from utblick.watch.models import Decision, Item, SampledItem
from utblick.watch.recall import FEWEST, recall, wilson
from utblick.watch.tests.make import make_item, make_place, make_source

TODAY = timezone.localdate()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
SAMPLE = reverse("watch:sample")


def came_last_week(count: int) -> list[Item]:
    source, day = make_source(), timezone.now() - timedelta(days=TODAY.weekday() + 3)
    return [make_item(f"Bortvald {n}", source=source, found_at=day) for n in range(count)]


def test_ten_are_drawn_from_what_met_nobody_and_only_once_a_week(here: Municipality) -> None:
    came_last_week(30)
    make_place(make_item("I inkorgen", found_at=timezone.now() - timedelta(days=TODAY.weekday() + 3)))
    make_item("Kom nu", found_at=timezone.now() + timedelta(days=8))
    came = {"found_at": timezone.now() - timedelta(days=TODAY.weekday() + 3)}
    make_item("Stängd när den kom", deadline=came["found_at"] - timedelta(days=1), **came)
    make_item("Bortvald, har gått ut sedan dess", deadline=came["found_at"] + timedelta(days=1), **came)

    assert sampling.draw(MONDAY) == sampling.SIZE
    assert sampling.draw(MONDAY) == 0
    titles = {one.item.title for one in SampledItem.objects.all()}
    assert len(titles) == sampling.SIZE
    assert all(title.startswith("Bortvald") for title in titles)
    assert {one.drawn_from for one in SampledItem.objects.all()} == {31}


def test_each_municipality_gets_a_sample_of_what_it_reads(here: Municipality) -> None:
    came_last_week(3)
    neighbour = make_municipality()
    with scope.acting(neighbour):
        came_last_week(2)
    assert sampling.draw_for_all() == 5
    assert sampling.draw_for_all() == 0
    with scope.acting(neighbour):
        assert SampledItem.objects.count() == 2


def test_what_should_have_been_there_is_decided_to_be_relevant_and_can_be_taken_back(
    client: Client, coordinator: User
) -> None:
    came_last_week(1)
    sampling.draw(MONDAY)
    sampled = SampledItem.objects.get()
    client.force_login(coordinator)
    assert "Bortvald 0" in client.get(SAMPLE).text

    text = client.post(reverse("watch:judge", args=[sampled.pk]), {"missed": "1"}, follow=True).text
    assert Decision.objects.get().verdict == "relevant"
    undo = reverse("watch:unjudge", args=[sampled.pk])
    assert undo in text
    client.post(undo)
    assert not Decision.objects.current().exists()
    assert list(SampledItem.objects.waiting()) == [sampled]

    client.post(reverse("watch:judge", args=[sampled.pk]), {"right": "1"})
    sampled.refresh_from_db()
    assert (sampled.is_missed, sampled.judged_by) == (False, coordinator)
    assert not Decision.objects.current().exists()


def test_what_somebody_decided_meanwhile_stands(coordinator: User, officer: User) -> None:
    (item,) = came_last_week(1)
    sampling.draw(MONDAY)
    decisions.decide(item, verdict="noted", by=officer)
    sampling.judge(SampledItem.objects.get(), is_missed=True, by=coordinator)
    assert Decision.objects.current().get().decided_by == officer
    assert SampledItem.objects.get().is_missed


def test_the_recall_is_told_with_its_bounds_when_enough_are_judged(client: Client, coordinator: User) -> None:
    for week in range(2):
        source = make_source()
        for n in range(100):
            make_item(
                f"{week} {n}", source=source, found_at=timezone.now() - timedelta(days=TODAY.weekday() + 3 + 7 * week)
            )
        sampling.draw(MONDAY - timedelta(days=7 * week))
    found = make_item(found_at=timezone.now() - timedelta(days=TODAY.weekday() + 3))
    decisions.decide(found, verdict="relevant", by=coordinator)
    client.force_login(coordinator)
    assert "Ännu inte känt: 0 bedömda." in client.get(SAMPLE).text
    sampling.judge(SampledItem.objects.all()[0], is_missed=False, by=coordinator)
    assert "Ännu inte känt: 1 bedömd." in client.get(SAMPLE).text

    for one in SampledItem.objects.all():
        sampling.judge(one, is_missed=False, by=coordinator)
    estimate = sampling.estimate()
    assert estimate is not None
    assert (estimate.judged, estimate.left_out, estimate.missed, estimate.shown) == (20, 200, 0, 1)
    assert estimate.likely == estimate.most == 1
    assert estimate.least == pytest.approx(1 / (1 + wilson(0, 20)[1] * 180))
    text = client.get(SAMPLE).text
    assert "95 fall av 100" in text
    assert "Ingen av de 200 bortvalda verkar ha missats." in text
    sampling.judge(SampledItem.objects.all()[0], is_missed=True, by=coordinator)
    assert "Ungefär 10 av de 200 bortvalda borde då ha legat i inkorgen." in client.get(SAMPLE).text


def test_too_few_judged_give_no_figure() -> None:
    assert recall(shown=50, left_out=1000, judged=FEWEST - 1, missed=0) is None
    assert recall(shown=0, left_out=1000, judged=FEWEST, missed=0) is None


@given(st.integers(20, 500), st.data())
def test_the_bounds_hold_what_is_likely_and_narrow_as_more_are_judged(judged: int, data: st.DataObject) -> None:
    missed = data.draw(st.integers(0, judged))
    shown, left_out = data.draw(st.integers(1, 1000)), judged + data.draw(st.integers(0, 100_000))
    found = recall(shown=shown, left_out=left_out, judged=judged, missed=missed)
    assert found is not None
    assert 0 <= found.least <= found.likely <= found.most <= 1
    low, high = wilson(missed * 4, judged * 4)
    assert high - low <= wilson(missed, judged)[1] - wilson(missed, judged)[0] + 1e-9


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"), [(0, 20, 0, 0.161), (5, 20, 0.112, 0.469), (20, 20, 0.839, 1)]
)
def test_the_interval_is_that_of_wilson(hits: int, tries: int, low: float, high: float) -> None:
    assert wilson(hits, tries) == pytest.approx((low, high), abs=0.001)
