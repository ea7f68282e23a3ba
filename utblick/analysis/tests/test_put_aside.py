from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.watch import decisions, rejudging
from utblick.watch.models import Decision, SampledDecision
from utblick.watch.tests.make import make_item, make_place, make_source

MONTH = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
WITHIN = timezone.now().replace(year=MONTH.year, month=MONTH.month, day=15)
PAGE = f"{reverse('analysis:put_aside')}?year={MONTH.year}"


def sample(by: User, count: int) -> list[SampledDecision]:
    source = make_source()
    for n in range(count):
        item = make_item(f"Post {n}", source=source, summary="Om skolor", deadline=timezone.now() + timedelta(days=9))
        make_place(item)
        with clock.at(WITHIN):
            decisions.decide(item, verdict="not_relevant", by=by, reason="Ingen hinner")
    rejudging.draw(MONTH)
    return list(SampledDecision.objects.order_by("pk"))


def address(name: str, sampled: SampledDecision) -> str:
    return f"{reverse(f'analysis:{name}', args=[sampled.pk])}?year={MONTH.year}"


def test_one_at_a_time_is_judged_without_the_former_reason_and_then_it_is_told(
    client: Client, coordinator: User, officer: User
) -> None:
    first, second = sample(coordinator, 2)
    client.force_login(officer)
    page = client.get(PAGE).text
    assert "Post 0" in page
    assert "Post 1" not in page
    assert "Ingen hinner" not in page
    assert coordinator.name not in page

    page = client.post(address("rejudge", first), {"wrong": "1"}, follow=True).text
    assert "Post 1" in page
    assert "Ingen hinner" in page
    client.post(address("rejudge", second), {"right": "1"})
    assert "Inget är uppskattat" in client.get(PAGE).text

    text = client.post(address("reopen", first), follow=True).text
    assert "ligger i inkorgen igen" in text
    assert "kan inte läggas tillbaka" in client.post(address("reopen", first), follow=True).text
    assert Decision.objects.current().count() == 1
    client.post(address("take_back_rejudged", second))
    assert list(SampledDecision.objects.waiting()) == [second]


def test_the_bounds_are_told_in_words(client: Client, coordinator: User, officer: User) -> None:
    rows = sample(coordinator, 12)
    for n, one in enumerate(rows):
        rejudging.judge(one, is_wrong=n < 2, by=officer)
    client.force_login(officer)
    text = client.get(PAGE).text
    assert "Av 10 bedömda på nytt borde 2 ha tagits vidare: troligen mellan 6\u00a0% och 51\u00a0%" in text
    assert "Draget ur 12" in text


def test_who_put_it_aside_leaves_it_to_a_colleague(client: Client, coordinator: User, officer: User) -> None:
    (one,) = sample(coordinator, 1)
    client.force_login(coordinator)
    assert "väntar på en kollega" in client.get(PAGE).text
    assert "Låt en kollega" in client.post(address("rejudge", one), {"right": "1"}, follow=True).text
    client.force_login(officer)
    client.post(address("rejudge", one), {"right": "1"})
    client.force_login(coordinator)
    assert "redan bedömt" in client.post(address("rejudge", one), {"wrong": "1"}, follow=True).text
    assert "Bara den som" in client.post(address("take_back_rejudged", one), follow=True).text


def test_who_only_reads_sees_the_figure_and_judges_nothing(
    client: Client, coordinator: User, decision_maker: User
) -> None:
    (one,) = sample(coordinator, 1)
    client.force_login(decision_maker)
    assert address("rejudge", one) not in client.get(PAGE).text
    for name in ("rejudge", "take_back_rejudged", "reopen"):
        assert client.post(address(name, one)).status_code == 403


def test_without_any_sample_the_page_says_when_one_is_drawn(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "inget stickprov är draget" in client.get(PAGE).text
