"""Where we lead, the programme pays the whole claim to us: each partner's share is told, and passed on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_user
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_organisation
from utblick.projects.book import Book
from utblick.projects.books import our_books
from utblick.projects.claiming import of_partners, portions
from utblick.projects.flowing import flow_of
from utblick.projects.models import Claim, Partner, Project, Share
from utblick.projects.sums.claims import sums, sums_by
from utblick.projects.tests.make import make_budget, make_project

pytestmark = pytest.mark.django_db
D = Decimal
PAID = date(2027, 10, 12)


def led(*names: str) -> Project:
    """A project that we lead, with a claim that has been paid."""
    project = make_project(stage=Project.Stage.RUNNING)
    make_budget(project, staff=1_200_000, own_cash=480_000)
    for name in names:
        Partner(project=project, organisation=make_organisation(name)).save()
    Claim(
        project=project, first_day=date(2027, 1, 1), last_day=date(2027, 6, 30), due_on=date(2027, 8, 29),
        asked_on=date(2027, 8, 20), asked=D(360_000), approved_on=date(2027, 9, 20), approved=D(350_000),
        paid_on=PAID, paid=D(350_000),
    ).save()  # fmt: skip
    return project


def share_page(project: Project, name: str) -> str:
    claim, partner = Claim.objects.of(project).get(), Partner.objects.of(project).get(organisation__name=name)
    return reverse("projects:edit_share", args=[claim.pk, partner.pk])


FACTS = {
    "cost": "400 000", "certified": "390 000,50", "asked": "240 000", "approved": "234 000", "paid": "234 000",
    "passed_on": "2027-11-02", "passed": "200 000", "revision": "0",
}  # fmt: skip


def test_each_partner_has_what_was_claimed_certified_paid_and_passed_on(client: Client, coordinator: User) -> None:
    project = led("Lierne kommune", "Kainuu")
    client.force_login(coordinator)
    assert client.post(share_page(project, "Lierne kommune"), FACTS).status_code == 302
    share = Share.objects.get()
    assert (share.certified, share.paid, share.passed) == (D("390000.50"), D(234_000), D(200_000))

    for page in (reverse("projects:shares", args=[project.pk]), share.get_absolute_url()):
        told = client.get(page).text.replace("\xa0", " ").replace("\u202f", " ")
        assert "Lierne kommune" in told
        assert "Kainuu" in told
        assert "584 000,00" in told, "what the programme has paid in all"
        assert "34 000" in told, "what is still to be passed on"

    client.post(share_page(project, "Lierne kommune"), {**FACTS, "revision": "1", "passed": "234 000"})
    assert "inte förmedlats" not in client.get(reverse("projects:shares", args=[project.pk])).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"certified": "400 001"}, "redovisat"),
        ({"approved": "240 001"}, "rekvirerats"),
        ({"passed": "234 001"}, "betalats ut"),
        ({"passed": "-1"}, "Belopp"),
        ({"passed_on": ""}, "både"),
        ({"passed_on": "2027-10-11"}, "2027-10-12"),
    ],
)
def test_a_share_that_cannot_be_is_refused_in_words(
    client: Client, coordinator: User, wrong: dict[str, str], words: str
) -> None:
    project = led("Lierne kommune")
    client.force_login(coordinator)
    answer = client.post(share_page(project, "Lierne kommune"), {**FACTS, **wrong})
    assert answer.status_code == 422
    assert words in answer.text
    assert not Share.objects.exists()


def test_the_days_that_shares_rest_on_stay_in_the_claim(client: Client, coordinator: User) -> None:
    project = led("Lierne kommune")
    client.force_login(coordinator)
    client.post(share_page(project, "Lierne kommune"), FACTS)
    claim = Claim.objects.get()
    address = reverse("projects:edit_claim", args=[claim.pk])
    sent: dict[str, Any] = {
        "kind": "interim", "due_on": "2027-08-29", "asked_on": "2027-08-20", "asked": "360000", "revision": "1",
    }  # fmt: skip
    assert "Partnernas andelar" in client.post(address, sent).text
    approved = {**sent, "approved_on": "2027-09-20", "approved": "350000"}
    assert client.post(address, {**approved, "paid_on": "2027-11-03", "paid": "350000"}).status_code == 422
    assert client.post(address, {**approved, "paid_on": "2027-11-02", "paid": "350000"}).status_code == 302


def test_what_is_the_partners_counts_in_no_sum_of_ours_and_stands_by_itself_in_the_cash_flow(
    client: Client, coordinator: User
) -> None:
    project = led("Lierne kommune")
    december = date(2027, 12, 1)
    before = flow_of(*our_books([project]), december)
    client.force_login(coordinator)
    client.post(share_page(project, "Lierne kommune"), FACTS)
    after = flow_of(*our_books([project]), december)
    assert (before.out, before.received, before.grant) == (after.out, after.received, after.grant)
    assert after.for_others == {date(2027, 10, 1): D(234_000)}
    assert after.passed_on == {date(2027, 11, 1): D(200_000), date(2028, 1, 1): D(34_000)}
    with time_machine.travel("2027-11-20"):
        client.force_login(coordinator)
        told = client.get(reverse("projects:cash_flow")).text.replace("\xa0", " ").replace("\u202f", " ")
    assert "34 000,00" in told


def test_a_partner_that_left_keeps_what_was_claimed_for_it(client: Client, coordinator: User) -> None:
    project = led("Lierne kommune")
    client.force_login(coordinator)
    client.post(share_page(project, "Lierne kommune"), FACTS)
    Partner.objects.of(project).get(organisation__name="Lierne kommune").withdraw()
    assert "Lierne kommune" in client.get(reverse("projects:shares", args=[project.pk])).text


def test_where_another_leads_nothing_of_shares_is_asked(client: Client, coordinator: User) -> None:
    project = led("Lierne kommune")
    own = Partner.objects.of(project).get(organisation=None)
    own.role = Partner.Role.PARTNER
    own.save()
    client.force_login(coordinator)
    page = client.get(reverse("projects:claims", args=[project.pk])).text
    assert reverse("projects:shares", args=[project.pk]) not in page


def test_only_who_may_change_the_project_writes_shares(client: Client, coordinator: User) -> None:
    project = led("Lierne kommune")
    own = Partner.objects.of(project).get(organisation=None)
    client.force_login(make_user(Role.OFFICER))
    assert client.post(share_page(project, "Lierne kommune"), FACTS).status_code == 403
    client.force_login(coordinator)
    ours = reverse("projects:edit_share", args=[Claim.objects.get().pk, own.pk])
    assert client.get(ours).status_code == 404, "our own part stands in the claim"


def test_the_pages_ask_no_more_whatever_the_partners(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    project = led(*(f"Partner {number}" for number in range(6)))
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    for page in (
        reverse("projects:claims", args=[project.pk]),
        reverse("projects:shares", args=[project.pk]),
        reverse("projects:claim", args=[Claim.objects.get().pk]),
    ):
        with django_assert_max_num_queries(8):
            client.get(page)


amounts = st.decimals(0, 1_000_000, places=2)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_sums_by_claim_by_partner_and_in_the_cash_flow_are_the_same(here: object, data: st.DataObject) -> None:
    """Rows that are not stored: what the views add up is what a book holds."""
    partners = [Partner(pk=key, organisation=Organisation(pk=key) if key > 1 else None) for key in (1, 2, 3)]
    project = Project(pk=1)
    claims = [Claim(pk=key, paid=data.draw(amounts), paid_on=date(2027, key, 3)) for key in (1, 2)]
    held = Book(project, partners=partners, claims=claims)
    for claim in claims:
        for partner in partners[1:]:
            paid = data.draw(amounts)
            passed = data.draw(st.decimals(0, paid, places=2))
            share = Share(claim=claim, partner=partner, paid=paid, passed=passed, passed_on=date(2027, 5, 1))
            held.shares.append(share)
    asked = portions(held)
    whole = sums(asked)
    assert whole == sums_by(asked, lambda _one: 0)[0]
    assert sum(one.paid for _partner, one in of_partners(held, asked)) == whole.paid
    assert whole.held == sum(one.held for one in sums_by(asked, lambda one: one.claim).values())
    assert whole.paid - whole.passed - whole.held == sum(claim.paid or 0 for claim in claims)
