"""Journeys: how far, what they cost the climate, and what those who made them tell."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.desk.due import due
from utblick.followup import composing
from utblick.initiatives import travelling
from utblick.initiatives.models import Group, Leg, Lesson, Recipient, Step, TravelReport
from utblick.initiatives.sums import sums_of
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.initiatives.travel import places
from utblick.initiatives.travel.climate import EARTH, factor_for, factors, great_circle, kilograms
from utblick.partners.tests.make import make_contact, make_organisation

# On a busy machine the first examples are slow.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
TOWNS = {"means": "train", "begins": "Östersund", "ends": "Trondheim"}


# Without a database


@calm
@given(POINTS, POINTS)
def test_the_great_circle_is_the_same_both_ways_and_never_longer_than_half_the_earth(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    way = great_circle(one, other)
    assert way == pytest.approx(great_circle(other, one))
    assert 0 <= way <= 3.1416 * EARTH


def test_known_distances_come_out_as_an_atlas_has_them() -> None:
    stockholm, brussels = places.find("Stockholm"), places.find("Bryssel")
    assert stockholm
    assert brussels
    assert great_circle(stockholm.point, brussels.point) == pytest.approx(1283, abs=15)


@calm
@given(st.sampled_from(Leg.Means.values), st.floats(0, 20_000), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_means_has_a_factor_with_its_source_for_every_day_and_distance(means: str, km: float, day: date) -> None:
    factor = factor_for(means, km, day)
    assert factor.means == means
    assert factor.source
    assert factor.way(km) >= int(km)
    # Its source has raised the figure of planes for the detour already.
    assert means != "plane" or factor.way(km) == round(km)


@calm
@given(st.integers(0, 40_000), st.integers(1, 500))
def test_what_a_group_costs_is_what_each_costs_together(way: int, travellers: int) -> None:
    factor = factor_for("plane", 1_000, date(2026, 5, 1))
    assert kilograms(factor, way, travellers=travellers) == pytest.approx(
        factor.kg * way * travellers, abs=Decimal("0.05")
    )


def test_those_who_share_a_car_share_its_cost() -> None:
    car = factor_for("car", 100, date(2026, 5, 1))
    assert kilograms(car, 100, travellers=4) == kilograms(car, 100, travellers=1)
    assert kilograms(car, 100, travellers=5) == kilograms(car, 100, travellers=1, vehicles=2)


def test_a_newer_factor_takes_over_from_its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from utblick.initiatives.travel import climate

    old = factor_for("train", 100, date(2026, 1, 1))
    new = replace(old, kg=Decimal("0.02"), valid_from=date(2026, 7, 1))
    every = (*factors(), new)
    monkeypatch.setattr(climate, "factors", lambda: every)
    assert climate.factor_for("train", 100, date(2026, 6, 30)).kg == old.kg
    assert climate.factor_for("train", 100, date(2026, 7, 1)).kg == new.kg


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("kajana", "Kajaani", "FI"),
        ("KEMPTEN", "Kempten (Allgäu)", "DE"),
        ("Westport, IE", "Westport", "IE"),
        ("Köpenhamn", "Copenhagen", "DK"),
        ("Åbo", "Turku", "FI"),
        ("Rom", "Rome", "IT"),
    ],
)
def test_places_are_found_as_one_writes_them(written: str, name: str, country: str) -> None:
    place = places.find(written)
    assert place
    assert (place.name, place.country) == (name, country)


@pytest.mark.parametrize("written", ["", "Xyzzyköping", "; DROP TABLE", "a" * 500, "\x00"])
def test_what_is_no_place_is_none(written: str) -> None:
    assert places.find(written) is None


# With one


@pytest.fixture
def exchange(here: object) -> Step:
    return make_step(title="Till Trondheim", place="Trondheim", country="NO", starts_on=date(2026, 4, 13))


def url(name: str, *args: object) -> str:
    return reverse(f"initiatives:{name}", args=args)


def make_group(step: Step, **facts: Any) -> Group:
    return Group.objects.create(**{"step": step, "name": "Åtta från hemtjänsten", "travellers": 8, **facts})


@pytest.mark.django_db
def test_a_leg_is_reckoned_and_adds_up_on_the_exchange_the_initiative_and_in_the_sums(
    client: Client, coordinator: User, exchange: Step
) -> None:
    group = make_group(exchange)
    client.force_login(coordinator)

    page = client.post(url("add_leg", group.pk), {**TOWNS, "both_ways": "on"}, follow=True)

    leg = Leg.objects.get()
    assert 2 * 250 < leg.km < 2 * 330
    exchange.refresh_from_db()
    assert (
        exchange.kg_co2e == leg.kg_co2e == kilograms(factor_for("train", 250, date(2026, 4, 13)), leg.km, travellers=8)
    )
    assert "kg CO<sub>2</sub>e" in page.text
    assert "kg CO<sub>2</sub>e" in client.get(exchange.initiative.get_absolute_url()).text
    assert sums_of(Step.objects.all()).kg_co2e == leg.kg_co2e


@pytest.mark.django_db
def test_more_travellers_cost_more_and_a_withdrawn_leg_nothing(
    client: Client, coordinator: User, exchange: Step
) -> None:
    leg = Leg(group=make_group(exchange), both_ways=False, **TOWNS)
    travelling.save_leg(leg)
    before = exchange.kg_co2e
    leg.group.travellers = 16
    travelling.save_group(leg.group)
    exchange.refresh_from_db()
    assert exchange.kg_co2e == pytest.approx(2 * before, abs=Decimal("0.2"))
    client.force_login(coordinator)
    client.post(url("withdraw_travel", "legs", leg.pk))
    exchange.refresh_from_db()
    assert exchange.kg_co2e is None
    client.post(url("restore_travel", "legs", leg.pk))
    exchange.refresh_from_db()
    assert exchange.kg_co2e


@pytest.mark.django_db
def test_a_place_that_nobody_knows_is_told_at_its_field_and_kilometres_help(
    client: Client, coordinator: User, exchange: Step
) -> None:
    group = make_group(exchange)
    client.force_login(coordinator)
    facts = {"means": "car", "begins": "Östersund", "ends": "Lillvallsundet"}
    refused = client.post(url("add_leg", group.pk), facts)
    assert refused.status_code == 422
    assert "Lillvallsundet" in str(refused.context["form"].errors["ends"])
    assert client.post(url("add_leg", group.pk), {**facts, "own_km": "120"}).status_code == 302
    assert Leg.objects.get().km == 120


@pytest.mark.django_db
def test_a_partners_place_is_known_by_its_coordinates(exchange: Step) -> None:
    make_organisation(place="Fjellgren, Trøndelag", latitude=64.42, longitude=13.62)
    assert travelling.locate("fjellgren", exchange) == (64.42, 13.62)
    assert "Fjellgren" in travelling.known_places(exchange)


@pytest.mark.django_db
def test_the_plan_of_a_journey_that_was_cancelled_costs_nothing(exchange: Step) -> None:
    travelling.save_leg(Leg(group=make_group(exchange), both_ways=True, **TOWNS))
    exchange.status = Step.Status.CANCELLED
    exchange.save()
    assert sums_of(Step.objects.all()).kg_co2e is None


@pytest.mark.django_db
def test_there_cannot_be_more_pupils_than_travellers(client: Client, coordinator: User, exchange: Step) -> None:
    client.force_login(coordinator)
    facts = {"name": "Årskurs 8", "direction": "out", "travellers": "10", "pupils_13_15": "11"}
    assert client.post(url("add_group", exchange.pk), facts).status_code == 422
    assert client.post(url("add_group", exchange.pk), {**facts, "travellers": "13"}).status_code == 302


@pytest.mark.django_db
def test_a_travel_report_needs_one_sentence(client: Client, officer: User, here: object) -> None:
    step = make_step(initiative=make_initiative(owner=officer), status=Step.Status.RUNNING)
    client.force_login(officer)
    page = client.post(url("travel_report", step.pk), {"text": "Åtta är en bra grupp"}, follow=True)
    assert "Åtta är en bra grupp" in page.text
    step.refresh_from_db()
    assert step.status == Step.Status.DONE
    assert TravelReport.objects.get().lesson == Lesson.objects.get()


@pytest.mark.django_db
def test_a_travel_report_tells_the_lesson_the_people_and_the_way_at_once(
    client: Client, coordinator: User, exchange: Step, django_capture_on_commit_callbacks: Any
) -> None:
    care = make_unit("Omsorgen")
    make_user(Role.OFFICER, unit=care)
    client.force_login(coordinator)
    form = client.get(url("travel_report", exchange.pk)).context["form"]
    facts = {
        "text": "Grannarna larmar först",
        "change": "Pröva grannlarm",
        "units": [care.pk],
        "women": "7",
        "men": "1",
    }
    way = {**TOWNS, "revision": form["revision"].value()}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("travel_report", exchange.pk), {**facts, **way})

    assert answer.status_code == 302, answer.context["form"].errors
    exchange.refresh_from_db()
    assert (exchange.women, exchange.men, exchange.girls) == (7, 1, None)
    assert Group.objects.get().travellers == 8
    assert exchange.kg_co2e == Leg.objects.get().kg_co2e
    assert Recipient.objects.get().unit == care
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_cannot_be_reckoned_keeps_nothing_and_loses_nothing(
    client: Client, coordinator: User, exchange: Step
) -> None:
    client.force_login(coordinator)
    facts = {"text": "Lång lärdom", "women": "3", "means": "train", "begins": "Xyzzyköping", "ends": "Trondheim"}
    refused = client.post(url("travel_report", exchange.pk), facts)
    assert refused.status_code == 422
    assert "Lång lärdom" in refused.text
    assert not Lesson.objects.exists()
    assert not Group.objects.exists()
    exchange.refresh_from_db()
    assert exchange.women is None


@pytest.mark.django_db
def test_a_report_that_is_missing_is_due_until_it_is_written(coordinator: User, here: object) -> None:
    today = timezone.localdate()
    step = make_step(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=5))

    def asked() -> list[str]:
        return [one.url for one in due(today, user=coordinator) if one.kind == "travel"]

    assert asked() == [url("exchange", step.pk)]
    lesson = Lesson(initiative=step.initiative, text="Så var det", learnt_on=today)
    travelling.report(step, by=coordinator, lesson=lesson, met="", units=[], leg=None)
    assert asked() == []


@pytest.mark.django_db
def test_nobody_reports_for_another_unit_and_a_secret_journey_is_hidden(
    client: Client, officer: User, here: object
) -> None:
    step = make_step()
    client.force_login(officer)
    assert client.post(url("travel_report", step.pk), {"text": "x"}).status_code == 403
    hidden = make_step(initiative=make_initiative(secrecy_ground="OSL 15 kap. 1 §", owner=officer))
    for name in ("exchange", "travel_report", "add_group"):
        assert client.get(url(name, hidden.pk)).status_code == 404


@pytest.mark.django_db
def test_the_exchange_page_keeps_to_nine_queries_whatever_the_legs(
    client: Client, coordinator: User, exchange: Step, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        group = make_group(exchange)
        for _ in range(3):
            travelling.save_leg(Leg(group=group, **TOWNS))
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(9):
        client.get(url("exchange", exchange.pk))


@pytest.mark.django_db
def test_the_climate_cost_reaches_the_yearly_report(exchange: Step) -> None:
    travelling.save_leg(Leg(group=make_group(exchange), **TOWNS))
    report = composing.start(title="Uppföljning", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), language="sv")
    assert "koldioxid" in str(report.figures["parts"])


@pytest.mark.django_db
def test_a_visit_becomes_an_exchange_of_an_initiative_that_one_may_change(
    client: Client, officer: User, here: object
) -> None:
    contact = make_contact(
        kind="visit_in", subject="Bregenz på besök", ends_on=date(2026, 3, 6), purpose="Se skolor i trä"
    )
    own, other = make_initiative("Vår egen", owner=officer), make_initiative("En annans")
    client.force_login(officer)
    assert url("exchange_of_contact", contact.pk) in client.get(contact.get_absolute_url()).text
    assert client.post(url("exchange_of_contact", contact.pk), {"initiative": other.pk}).status_code == 422

    page = client.post(url("exchange_of_contact", contact.pk), {"initiative": own.pk}, follow=True)

    assert "Bregenz på besök" in page.text
    step = Step.objects.get()
    assert (step.kind, step.country, step.ends_on, step.initiative) == ("exchange", "SE", date(2026, 3, 6), own)


@pytest.mark.django_db
def test_a_confidential_visit_is_told_in_no_open_initiative(client: Client, coordinator: User) -> None:
    contact = make_contact(kind="visit_in", secrecy_ground="OSL 15 kap. 1 §")
    open_one, hidden = make_initiative(), make_initiative(secrecy_ground="OSL 15 kap. 1 §")
    client.force_login(coordinator)
    assert client.post(url("exchange_of_contact", contact.pk), {"initiative": open_one.pk}).status_code == 422
    assert client.post(url("exchange_of_contact", contact.pk), {"initiative": hidden.pk}).status_code == 302
