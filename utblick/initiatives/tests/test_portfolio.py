"""The portfolio as board, time line and calendar: one filter in the address for all, and the same price for few and many."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.goals.tests.make import make_goal
from utblick.initiatives.models import Gate, Initiative, Meeting, Step
from utblick.initiatives.portfolio import IN_COLUMN, board, lines, month
from utblick.initiatives.tests.make import make_initiative, make_step

pytestmark = pytest.mark.django_db
WAYS = ["list", "board", "timeline", "calendar"]
Status = Initiative.Status


@pytest.fixture
def reader(client: Client, coordinator: User) -> User:
    coordinator.language = "en"
    coordinator.save()
    client.force_login(coordinator)
    return coordinator


def page(client: Client, way: str, query: str = "") -> str:
    answer = client.get(reverse(f"initiatives:{way}") + query)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("way", WAYS)
def test_one_filter_narrows_every_way_and_comes_along(client: Client, reader: User, way: str) -> None:
    today = timezone.localdate()
    unit, goal = make_unit(), make_goal()
    make_initiative("Skogens ungdomar", unit=unit, goals=[goal], starts_on=today, ends_on=today)
    make_initiative("Något helt annat", starts_on=today, ends_on=today)
    assert "Något helt annat" in page(client, way)
    shown = page(client, way, f"?unit={unit.pk}&goal={goal.pk}&page=1&nonsense=x")
    assert "Skogens ungdomar" in shown
    assert "Något helt annat" not in shown
    part = client.get(reverse(f"initiatives:{way}"), {"unit": unit.pk, "goal": goal.pk}, headers={"HX-Request": "true"})
    assert '<div id="ways" hx-swap-oob="true">' in part.text
    for other in WAYS:
        there = f'href="{reverse(f"initiatives:{other}")}?unit={unit.pk}&amp;goal={goal.pk}"'
        assert there in shown
        assert there in part.text


@pytest.mark.parametrize("way", WAYS)
def test_nothing_yet_and_no_hits_say_what_to_do(client: Client, reader: User, way: str) -> None:
    empty = page(client, way)
    assert "Nothing stands in this month" in empty if way == "calendar" else "Go to the inbox" in empty
    make_initiative(starts_on=timezone.localdate(), status=Status.RUNNING)
    hidden = page(client, way, "?status=stopped")
    assert "Nothing stands in this month" in hidden if way == "calendar" else "Clear all filters" in hidden


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_initiative_is_in_no_way_for_who_may_not_see_it(client: Client, coordinator: User, way: str) -> None:
    today = timezone.localdate()
    secret = make_initiative("Hemligheten", starts_on=today, status=Status.PREPARING, deadline=timezone.now())
    make_step(initiative=secret, title="Hemliga steget", starts_on=today, ends_on=today)
    secret.secrecy_ground = "OSL 15 kap. 1 §"
    secret.save()
    client.force_login(make_user(Role.OFFICER))
    assert "Hemliga" not in page(client, way)
    assert "Hemligheten" not in page(client, way)


@pytest.mark.parametrize("way", WAYS)
def test_the_price_is_the_same_for_few_and_many(
    client: Client, reader: User, way: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    today = timezone.localdate()
    for number in range(60):
        status = Status.values[number % 6]
        one = make_initiative(unit=make_unit(), owner=reader, status=status, starts_on=today, deadline=timezone.now())
        make_step(initiative=one, starts_on=today, ends_on=today)
    page(client, way)
    with django_assert_max_num_queries(8):
        page(client, way)


def test_the_board_counts_all_and_shows_the_most_urgent(here: object) -> None:
    now = timezone.now()
    for days in range(IN_COLUMN + 3, 0, -1):
        make_initiative(f"om {days}", status=Status.IDEA, deadline=now + timedelta(days=days))
    make_initiative("utan dag", status=Status.IDEA)
    idea, preparing, *_rest = board(Initiative.objects.current())
    assert [card.title for card, _forward in idea.cards] == [f"om {days}" for days in range(1, IN_COLUMN + 1)]
    assert (idea.count, idea.more, preparing.count, preparing.cards) == (IN_COLUMN + 4, 4, 0, [])


def test_a_card_is_moved_on_from_the_board_and_back_by_undo(client: Client, reader: User) -> None:
    initiative = make_initiative("Kören reser", status=Status.IDEA)
    assert f'formaction="{reverse("initiatives:move", args=[initiative.pk, "preparing"])}"' in page(client, "board")
    here = reverse("initiatives:board") + "?status=idea"
    answer = client.post(reverse("initiatives:move", args=[initiative.pk, "preparing"]), {"next": here})
    assert answer.headers["Location"] == here
    evil = client.post(reverse("initiatives:move", args=[initiative.pk, "idea"]), {"next": "https://evil.example/"})
    assert evil.headers["Location"] == initiative.get_absolute_url()


def test_an_officer_is_offered_to_move_only_what_is_the_own_units(client: Client, here: object) -> None:
    own, other = make_unit(), make_unit()
    make_initiative("Egen", unit=own, status=Status.IDEA)
    foreign = make_initiative("Andras", unit=other, status=Status.IDEA)
    client.force_login(make_user(Role.OFFICER, unit=own))
    shown = page(client, "board")
    assert shown.count("formaction=") == 1
    assert f"/{foreign.pk}/status/" not in shown


def test_the_time_line_draws_bars_steps_and_deadlines_under_one_axis(here: object) -> None:
    today = date(2026, 11, 25)
    first = make_initiative("Lång", starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    make_step(initiative=first, starts_on=date(2026, 4, 13), ends_on=date(2026, 4, 17))
    make_step(initiative=first, starts_on=date(2026, 5, 1), ends_on=None, status=Step.Status.CANCELLED)
    waits = make_initiative("Väntar", status=Status.IDEA, deadline=datetime(2027, 2, 1, 12, tzinfo=UTC))
    open_ended = make_initiative("Tills vidare", starts_on=date(2026, 6, 1))
    axis, (long, waiting, open_line) = lines([first, waits, open_ended], today)
    assert (axis.first, axis.last) == (date(2025, 1, 1), date(2027, 2, 1))
    assert long.bar is not None
    assert (long.bar.x, len(long.parts), long.mark) == ("0.00%", 1, "")
    assert waiting.bar is None
    assert float(waiting.mark.rstrip("%")) > 99
    assert open_line.bar is not None
    assert open_line.bar.is_open


def test_the_month_holds_each_kind_of_day(here: object) -> None:
    first = date(2027, 2, 1)
    one = make_initiative(
        "Skogens ungdomar",
        status=Status.PREPARING,
        deadline=datetime(2027, 2, 15, 16, tzinfo=UTC),
        starts_on=date(2027, 2, 2),
        ends_on=date(2027, 2, 28),
    )
    unit = make_unit()
    meeting = Meeting.objects.create(body=unit, held_on=date(2027, 2, 9), papers_by=date(2027, 2, 1))
    Gate.objects.create(initiative=one, body=unit, about="Ansökan", meeting=meeting, papers_by=meeting.papers_by)
    make_step(initiative=one, status=Step.Status.PLANNED, starts_on=date(2027, 2, 20), ends_on=date(2027, 2, 21))
    make_initiative("Nästa månad", starts_on=date(2027, 3, 20))
    weeks = month(Initiative.objects.current(), first)
    days = [day for week in weeks for day in week]
    assert (len(days) % 7, days[0].on.weekday(), days[-1].on.weekday()) == (0, 0, 6)
    assert [(day.on.day, found.kind) for day in days for found in day.happenings] == [
        *((1, "papers"), (2, "start"), (9, "meeting"), (15, "deadline"), (20, "step"), (28, "end"))
    ]


@pytest.mark.parametrize("address", ["2027/13/", "2027/0/", "1/1/", "99999/1/"])
def test_no_month_is_no_page(client: Client, reader: User, address: str) -> None:
    assert client.get(f"{reverse('initiatives:calendar')}{address}").status_code == 404
