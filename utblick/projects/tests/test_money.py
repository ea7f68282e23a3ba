from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.initiatives.tests.make import make_initiative
from utblick.projects.books import book, our_book, our_books, with_claims
from utblick.projects.budgeting import tell_step
from utblick.projects.claiming import lay_out, rounds
from utblick.projects.flowing import flow_of
from utblick.projects.models import Adjustment, Booking, Claim, Project
from utblick.projects.sums.flow import course
from utblick.projects.sums.outcome import compare, whole
from utblick.projects.tests.make import make_budget, make_project

pytestmark = pytest.mark.django_db
D = Decimal
FEBRUARY = date(2027, 2, 1)


def running() -> Project:
    """1,200,000 kronor a year for two years; 60 % of it from the programme."""
    project = make_project(stage=Project.Stage.RUNNING)
    make_budget(project, staff=1_200_000, own_cash=360_000, own_kind=120_000)
    return project


def make_booking(project: Project, day: date, amount: int, **facts: object) -> Booking:
    booking = Booking(project=project, booked_on=day, amount=D(amount), category="staff", **facts)
    booking.save()
    return booking


def test_claims_are_laid_out_over_the_projects_time_without_gap_and_only_once(here: object) -> None:
    project = running()
    made = lay_out(project)
    assert [claim.last_day for claim in made] == [
        date(2027, 6, 30),
        date(2027, 12, 31),
        date(2028, 6, 30),
        date(2028, 12, 31),
    ]
    assert [claim.kind for claim in made][-2:] == ["interim", "final"]
    assert lay_out(project) == []


def test_rounds_follow_months_whatever_day_the_project_begins() -> None:
    found = rounds(date(2027, 1, 31), date(2027, 9, 15), months=3, days=60)
    assert [(one.first, one.last) for one in found] == [
        (date(2027, 1, 31), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 7, 1), date(2027, 9, 15)),
    ]


def test_until_a_claim_is_paid_the_municipality_lies_out_with_it(here: object) -> None:
    project = running()
    make_booking(project, date(2027, 1, 15), 90_000)
    make_booking(project, date(2027, 1, 20), 10_000, in_kind=True)
    held = with_claims(our_book(project))

    months = course([flow_of(held, FEBRUARY)], first=date(2027, 1, 1), last=date(2027, 3, 1), this_month=FEBRUARY)

    # 1,200,000 less 120,000 in kind are 90,000 a month.
    assert [month.out for month in months] == [D(90_000)] * 3
    assert [month.lies_out for month in months] == [D(90_000), D(180_000), D(270_000)]


def test_what_comes_in_follows_the_claim_from_deadline_to_payment(here: object) -> None:
    project = running()
    claim = lay_out(project)[0]
    make_booking(project, date(2027, 1, 15), 100_000)

    def comes() -> dict[date, Decimal]:
        return dict(flow_of(with_claims(our_book(project)), FEBRUARY).received)

    assert date(2027, 11, 1) in comes()  # due 29 August, 90 days to pay
    claim.asked_on, claim.asked = date(2027, 7, 10), D(400_000)
    claim.save()
    assert comes()[date(2027, 10, 1)] == 400_000
    claim.approved_on, claim.approved = date(2027, 8, 20), D(390_000)
    claim.save()
    assert comes()[date(2027, 9, 1)] == 390_000
    claim.paid_on, claim.paid = date(2027, 9, 30), D(390_000)
    claim.save()
    assert comes()[date(2027, 9, 1)] == 390_000


def test_no_more_is_expected_than_the_grant(here: object) -> None:
    project = running()
    lay_out(project)
    make_booking(project, date(2027, 1, 15), 500_000)
    flow = flow_of(with_claims(our_book(project)), FEBRUARY)
    assert sum(flow.received.values()) == D(1_440_000)


@pytest.mark.parametrize(("option", "brings"), [("real", 720_000), ("lump", 1_440_000)])
def test_what_is_not_spent_brings_no_grant_but_a_lump_sum_is_paid(
    client: Client, coordinator: User, option: str, brings: int
) -> None:
    project = make_project(stage=Project.Stage.RUNNING)
    category = "lump" if option == "lump" else "staff"
    make_budget(project, option=option, **{category: 1_200_000})
    lay_out(project)

    with time_machine.travel("2028-01-10"):
        client.force_login(coordinator)
        flow = flow_of(with_claims(our_book(project)), date(2028, 1, 1))
        shown = client.get(reverse("projects:claims", args=[project.pk])).text

    assert sum(flow.out.values()) == 1_200_000, "nothing was spent in the first year"
    assert sum(flow.received.values()) == brings
    assert ("används inte" in shown) == (option == "real")


def test_the_cash_flow_holds_granted_projects_and_tells_the_same_in_chart_and_table(
    client: Client, coordinator: User
) -> None:
    running()
    make_budget(make_project("Bara sökt", stage=Project.Stage.APPLICATION), staff=777_000)
    with time_machine.travel("2027-02-10"):
        client.force_login(coordinator)
        page = client.get(reverse("projects:cash_flow")).text
    assert "Nattpatrull över gränsen" in page
    assert "Bara sökt" not in page
    assert "<svg" in page
    assert "2027-02" in page


def test_the_cash_flow_asks_no_more_of_the_database_whatever_the_projects(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        running()
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        client.get(reverse("projects:cash_flow"))


@pytest.mark.parametrize("filled", [True, False])
def test_the_outcome_asks_no_more_whatever_is_booked(
    client: Client, coordinator: User, filled: bool, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    project = running() if filled else make_project(stage=Project.Stage.RUNNING)
    for day in range(1, 8):
        make_booking(project, date(2027, 1, day), 100)
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        client.get(reverse("projects:outcome", args=[project.pk]))


def test_the_books_of_many_say_what_each_says_alone(here: object) -> None:
    first, second = running(), running()
    make_booking(second, date(2027, 1, 15), 100_000)
    many = our_books(Project.objects.select_related("step"))
    assert {one.project.pk: one.our_sums.cost for one in many} == {
        one.pk: book(one).our_sums.cost for one in (first, second)
    }
    assert [one.cost for one in many if one.project.pk == second.pk] == [D(100_000)]


def test_our_own_part_of_what_is_booked_follows_the_budget_until_all_is_paid(here: object) -> None:
    project = running()
    make_booking(project, date(2027, 1, 15), 1_000_000)
    tell_step(project)
    assert (project.step.cost, project.step.own) == (D(1_000_000), D(400_000))

    Claim(project=project, kind="final", due_on=date(2029, 2, 1), paid_on=date(2029, 5, 1), paid=D(550_000)).save()
    tell_step(project)
    assert project.step.own == D(450_000)


def test_what_is_spent_without_a_grant_is_all_our_own(here: object) -> None:
    project = make_project(stage=Project.Stage.REJECTED)
    make_budget(project, staff=100_000)
    make_booking(project, date(2026, 5, 4), 12_000)
    tell_step(project)
    assert (project.step.cost, project.step.own) == (D(12_000), D(12_000))


def test_booking_a_cost_tells_the_step_and_refuses_what_cannot_be(client: Client, coordinator: User) -> None:
    project = running()
    client.force_login(coordinator)
    address = reverse("projects:add_booking", args=[project.pk])
    sent = {"booked_on": "2027-01-15", "category": "staff", "amount": "12 500,50", "text": "Lön"}

    assert client.post(address, {**sent, "amount": "-3"}).status_code == 422
    assert client.post(address, {**sent, "category": "lump"}).status_code == 422
    for written in ("3", "-3"):
        client.post(address, {**sent, "amount": written, "is_credit": "on", "text": f"Åter {written}"})
    assert [one.amount for one in Booking.objects.filter(text__startswith="Åter")] == [D(-3), D(-3)]
    for booking in Booking.objects.all():
        booking.withdraw()
    assert client.post(address, sent).status_code == 302

    project.step.refresh_from_db()
    assert project.step.cost == D("12500.50")
    assert "12\u00a0500,50" in client.get(reverse("projects:outcome", args=[project.pk])).text.replace(
        "\u202f", "\u00a0"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_day": "2027-06-30", "last_day": "2027-01-01"},
        {"asked": "100"},
        {"asked_on": "2027-07-01", "asked": "100", "approved_on": "2027-08-01", "approved": "101"},
        {"asked_on": "2027-07-01", "asked": "100", "approved_on": "2027-06-01", "approved": "90"},
        {"asked_on": "2027-07-01", "asked": "-100"},
    ],
)
def test_a_claim_that_cannot_be_is_refused(client: Client, coordinator: User, wrong: dict[str, str]) -> None:
    project = running()
    client.force_login(coordinator)
    page = client.post(
        reverse("projects:add_claim", args=[project.pk]), {"kind": "interim", "due_on": "2027-08-29", **wrong}
    )
    assert page.status_code == 422
    assert not Claim.objects.exists()


def test_a_project_begins_with_its_initiative_and_refuses_an_end_before_the_start(
    client: Client, coordinator: User
) -> None:
    initiative = make_initiative()
    client.force_login(coordinator)
    address = reverse("projects:start", args=[initiative.pk])
    sent = {"title": "Runda två", "programme_key": "interreg-aurora", "starts_on": "2027-01-01"}

    assert client.post(address, {**sent, "ends_on": "2026-12-31"}).status_code == 422
    client.post(address, {**sent, "ends_on": "2029-12-31"})

    project = Project.objects.get()
    assert (project.step.title, project.currency) == ("Runda två", "EUR")
    assert "Runda två" in client.get(initiative.get_absolute_url()).text


def test_in_the_step_the_money_of_a_project_is_read_and_not_written(client: Client, coordinator: User) -> None:
    project = running()
    client.force_login(coordinator)
    step = project.step
    step.refresh_from_db()
    sent = {"title": "Nytt namn", "planned_cost": "1", "kind": "event", "status": "done", "revision": step.revision}
    client.post(reverse("initiatives:edit_step", args=[step.pk]), sent)
    step.refresh_from_db()
    assert (step.title, step.planned_cost, step.kind) == ("Nytt namn", D(2_400_000), "project")


def test_the_forecast_of_the_outcome_is_the_cash_flows_also_where_it_was_changed_by_hand(here: object) -> None:
    project = make_project(stage=Project.Stage.RUNNING)
    make_budget(project, staff=1_200_000, travel=120_000, own_cash=528_000)
    make_booking(project, date(2027, 1, 20), 70_000)
    make_booking(project, date(2027, 2, 20), 150_000)
    for adjusted in (None, 2_000_000):
        if adjusted:
            Adjustment(project=project, category="staff", amount=D(adjusted), reason="Vakant i tre månader").save()
        held = our_book(project)
        forecast = whole(compare(held.accounts, this_month=FEBRUARY, last=held.last)).forecast
        assert forecast == sum(flow_of(held, FEBRUARY).out.values())
        [same] = our_books([project])
        assert flow_of(same, FEBRUARY).out == flow_of(held, FEBRUARY).out
    # What the budget held for travel in January was not spent, and is not expected any more.
    assert forecast == D(2_000_000) + 240_000 - 10_000


@time_machine.travel("2027-02-10T12:00:00Z")
def test_a_forecast_is_changed_with_a_reason_and_given_back_to_the_budget(client: Client, coordinator: User) -> None:
    project = running()
    make_booking(project, date(2027, 1, 20), 70_000)
    client.force_login(coordinator)
    page = reverse("projects:adjust", args=[project.pk, "staff"])
    assert client.post(page, {"amount": "2 000 000"}).status_code == 422, "not without a reason"
    assert "Mer än så är redan bokfört" in client.post(page, {"amount": "60 000", "reason": "x"}).text
    facts = {"amount": "2 000 000", "reason": "Vakant i tre månader", "revision": 0}
    assert client.post(page, facts).status_code == 302
    told = client.get(reverse("projects:outcome", args=[project.pk])).text
    assert "Vakant i tre månader" in told
    assert "2 000 000,00" in told.replace("\xa0", " ").replace("\u202f", " ")
    [made] = Adjustment.objects.of(project)
    client.post(reverse("projects:withdraw_part", args=["adjustment", made.pk]), follow=True)
    assert "Vakant i tre månader" not in client.get(reverse("projects:outcome", args=[project.pk])).text
    assert client.get(reverse("projects:adjust", args=[project.pk, "lump"])).status_code == 404


def test_outcome_and_forecast_by_period_go_home_as_a_file_that_adds_up(client: Client, coordinator: User) -> None:
    project = running()
    make_booking(project, date(2027, 1, 20), 70_000)
    client.force_login(coordinator)
    with time_machine.travel("2027-02-10"):
        client.force_login(coordinator)
        told = client.get(reverse("projects:outcome", args=[project.pk])).text
        file = client.get(reverse("projects:outcome_file", args=[project.pk, "csv"]))
    assert "2028" in told
    rows = (
        [line.split(";") for line in b"".join(file.streaming_content).decode("utf-8-sig").split()]
        if file.streaming
        else None
    )
    rows = rows or [line.split(";") for line in file.text.lstrip("\ufeff").splitlines()]
    staff = [row for row in rows if row[0] == "Personal"]
    assert [row[1] for row in staff] == ["2027", "2028"]
    assert sum(D(row[4].replace(",", ".")) for row in staff) == 70_000 + 2_400_000 - 100_000
    assert client.get(reverse("projects:outcome_file", args=[project.pk, "pdf"])).status_code == 404


def test_what_is_budgeted_in_euro_without_a_rate_is_told_to_be_in_no_sum_in_kronor(
    client: Client, coordinator: User
) -> None:
    project = make_project(stage=Project.Stage.RUNNING, currency=Project.Currency.EUR)
    budget = make_budget(project, staff=1_200_000)
    (claim, *_later) = lay_out(project)
    claim.asked, claim.asked_on = D(5000), FEBRUARY
    claim.save()
    client.force_login(coordinator)
    pages = [reverse(f"projects:{name}", args=[project.pk]) for name in ("claims", "outcome")]
    assert not [page for page in pages if "ingen summa i kronor" in client.get(page).text]

    budget.per_euro = None
    budget.save()
    for page in pages:
        told = client.get(page).text
        assert "ingen summa i kronor" in told
        assert reverse("projects:edit_terms", args=[budget.pk]) in told
        assert "Vår del av bidraget är" not in told
        assert "väntas totalt" not in told
    flow = flow_of(with_claims(our_book(project)), FEBRUARY)
    assert not sum(flow.received.values())
