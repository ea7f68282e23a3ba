"""Where we lead: what is still to come from the programme for each partner, by period, and to be passed on."""

import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from utblick.accounts.models import User
from utblick.initiatives.models import Step
from utblick.partners.tests.make import make_organisation
from utblick.projects import budgeting, claiming
from utblick.projects.book import Book
from utblick.projects.books import our_books, shared_book, with_lines
from utblick.projects.flowing import flow_of
from utblick.projects.models import Budget, Claim, Line, Partner, Project, Share
from utblick.projects.passing import coming
from utblick.projects.passing_tables import coming_by_period
from utblick.projects.sums.periods import plus_months
from utblick.projects.tests.make import FIRST, LAST, make_budget, make_project, us

pytestmark = pytest.mark.django_db
D = Decimal
JULY = date(2027, 7, 1)


def led(name: str = "Lierne kommune", **facts: str) -> tuple[Project, Partner]:
    """Two years, we and a partner; the programme pays 60 per cent of the partner's 1 000 000 a year."""
    project = make_project(stage=Project.Stage.RUNNING, **facts)
    budget = make_budget(project, staff=1_200_000, own_cash=480_000)
    partner = Partner(project=project, organisation=make_organisation(name))
    partner.save()
    amounts = {("staff", date(year, 1, 1)): budgeting.Wish(None, D(1_000_000)) for year in (2027, 2028)}
    budgeting.fill(budget, partner, amounts)
    claiming.lay_out(project)
    return project, partner


def test_what_is_to_come_for_a_partner_is_its_grant_by_claim_and_in_the_cash_flow_the_same(here: object) -> None:
    project, partner = led()
    held = with_lines(shared_book(project))
    asked = coming(held, JULY)
    table = coming_by_period(held, asked)
    assert {one.partner for one in asked} == {partner}, "our own part is no forecast of the partners'"
    assert (table.whole.grant, table.whole.to_come, table.whole.unclaimed) == (1_200_000, 1_200_000, 0)
    assert len(table.heads) > 1

    flow = flow_of(*our_books([project]), JULY)
    assert dict(flow.for_others) == {one.month: one.amount for one in asked}
    assert dict(flow.passed_on) == {plus_months(one.month, 1): one.amount for one in asked}


def test_what_was_approved_goes_before_the_budget_and_what_has_come_is_held_until_it_is_passed_on(here: object) -> None:
    project, partner = led(currency="EUR")
    first, second, *_ = Claim.objects.of(project)
    for claim, paid in ((first, D(2_000_000)), (second, None)):
        claim.asked_on, claim.asked, claim.approved_on, claim.approved = JULY, D(1), JULY, D(1)
        claim.paid, claim.paid_on = paid, JULY if paid else None
        claim.save()
    Share(project=project, claim=first, partner=partner, asked=D(200_000), paid=D(2_200_000)).save()
    Share(project=project, claim=second, partner=partner, asked=D(300_000), approved=D(250_000)).save()

    held = with_lines(shared_book(project))
    told = {one.claim.pk: one.amount for one in coming(held, JULY)}
    assert told[second.pk] == D(2_750_000), "250 000 euro, at 11 kronor"
    row = coming_by_period(held, coming(held, JULY)).whole
    assert (row.grant, row.come, row.held) == (13_200_000, 2_200_000, 2_200_000)
    assert row.come + row.to_come == row.grant
    assert row.to_pass == row.grant


def test_where_another_leads_nothing_is_foretold(here: object) -> None:
    project, _partner = led()
    own = us(project)
    own.role = Partner.Role.PARTNER
    own.save()
    assert coming(with_lines(shared_book(project)), JULY) == []
    assert flow_of(*our_books([project]), JULY).for_others == {}


@time_machine.travel("2027-07-10T12:00:00Z")
def test_the_shares_go_home_as_files_in_which_a_formula_is_a_text(client: Client, coordinator: User) -> None:
    project, partner = led("=cmd()|calc")
    claim = Claim.objects.of(project)[0]
    Share(project=project, claim=claim, partner=partner, cost=D(500_000)).save()
    client.force_login(coordinator)

    text = client.get(reverse("projects:claim_file", args=[claim.pk, "csv"])).getvalue().decode("utf-8-sig")
    heading, *rows = text.splitlines()
    assert "kronor" in heading
    assert [row.split(";")[2] for row in rows][1:] == ["'=cmd()|calc"]
    assert "500000,00" in rows[1]

    whole = client.get(reverse("projects:shares_file", args=[project.pk, "xlsx"])).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_index(0).to_python()
    assert len(sheet) == 1 + 2 * Claim.objects.of(project).count()
    theirs = [row for row in sheet if row[2] == "=cmd()|calc"]
    assert sum(row[12] for row in theirs) == 1_200_000, "what is still to come, in all claims"
    assert client.get(reverse("projects:claim_file", args=[claim.pk, "pdf"])).status_code == 404
    assert "Återstår" in client.get(reverse("projects:shares", args=[project.pk])).text


money = st.decimals(0, 1_000_000, places=2)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_has_come_and_what_is_to_come_is_the_grant_where_the_last_claim_is_not_paid(
    here: object, data: st.DataObject
) -> None:
    """Rows that are not stored: whatever was budgeted, claimed, approved and paid."""
    project = Project(pk=1, currency="SEK", programme_key="other")
    project.step = Step(starts_on=FIRST, ends_on=LAST)
    partner = Partner(pk=2, organisation_id=7)
    budget = Budget(project=project, option_key="real", grant_percent=D(60), period_months=12)
    lines = [
        Line(partner_id=2, period=date(year, 1, 1), what="staff", entered=data.draw(money)) for year in (2027, 2028)
    ]
    claims = [
        Claim(pk=key, first_day=date(2027, key, 1), last_day=date(2027, key, 28), due_on=date(2027, 6, key), kind=kind)
        for key, kind in ((1, "interim"), (2, "interim"), (3, "final"))
    ]
    shares = [
        Share(claim=claims[0], partner=partner, paid=data.draw(st.none() | st.decimals(0, 100, places=2))),
        Share(claim=claims[1], partner=partner, asked=data.draw(st.none() | money)),
    ]
    held = Book(project, budget, [partner], lines, claims=claims, shares=shares)
    row = coming_by_period(held, coming(held, JULY)).whole
    assert row.to_come + row.come == max(row.grant, row.come)
    assert row.unclaimed == 0
