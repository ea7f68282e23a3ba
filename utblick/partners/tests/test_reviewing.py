"""The review of an agreement: figures beside each other, a proposal that is kept, a draft for the board, and its decision."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from docx import Document
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.partners.gains import fees, gains
from utblick.partners.models import Agreement, Party, Review
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 1, 1), date(2026, 11, 25)


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


def answers(**changes: Any) -> dict[str, Any]:
    return {"proposal": "extend", "reasons": "Det ger mer än det kostar & mer", **changes}


@pytest.fixture
def agreement(here: object) -> Agreement:
    """A relation with two contacts, an exchange, a project that was refused, and a result."""
    partner = make_organisation("Kuusijärvi")
    found = make_agreement(organisation=partner, title="Vänortsavtal", signed_on=date(2020, 1, 1), yearly_fee=1000)
    make_contact(organisation=partner, happened_on=date(2025, 5, 5))
    make_contact(organisation=partner, happened_on=date(2026, 5, 5), kind="letter")
    make_contact(organisation=partner, happened_on=date(2019, 5, 5))
    initiative = make_initiative("Ungdomsutbyte", partners=[partner])
    counted = {"women": 3, "men": None, "girls": 8, "boys": 7, "not_stated": None}
    days = {"starts_on": date(2025, 6, 1), "ends_on": date(2025, 6, 5)}
    make_step(
        initiative=initiative, status=Step.Status.DONE, cost=Decimal(90000), own=Decimal(30000), **days, **counted
    )
    make_step(initiative=initiative, status=Step.Status.REJECTED, cost=None, own=None, **days)
    make_result(initiative=initiative, text="Fyra klasser har brevvänner", noted_on=date(2025, 9, 1))
    return found


def test_the_figures_are_those_of_the_period_and_what_nobody_counted_is_not_nought(agreement: Agreement) -> None:
    found = gains(agreement, FIRST, LAST)
    assert found.contacts == {"meeting": 1, "letter": 1}
    assert found.initiatives == ["Ungdomsutbyte"]
    assert found.results == ["Fyra klasser har brevvänner"]
    assert found.steps == 1
    assert found.people == {"women": 3, "men": None, "girls": 8, "boys": 7, "not_stated": None}
    assert (found.cost, found.own, found.fees) == ("90000", "30000", "2902")
    assert found.own_by_person == Decimal(1828)
    assert gains(agreement, date(2021, 1, 1), date(2021, 12, 31)).gave_nothing


def test_an_initiative_that_went_on_is_told_though_its_steps_have_no_dates(here: object) -> None:
    agreement = make_agreement()
    for title, status, begun in (
        ("Pågår", "running", date(2023, 1, 1)),
        ("Bara en idé", "idea", date(2023, 1, 1)),
        ("Efteråt", "running", date(2027, 1, 1)),
    ):
        make_initiative(title, partners=[agreement.organisation], status=status, starts_on=begun)
    assert gains(agreement, FIRST, LAST).initiatives == ["Pågår"]


def test_what_further_parties_did_is_counted_too(agreement: Agreement) -> None:
    third = make_organisation()
    make_contact(organisation=third, happened_on=date(2026, 1, 1))
    assert gains(agreement, FIRST, LAST).all_contacts == 2
    Party.objects.create(agreement=agreement, organisation=third)
    assert gains(agreement, FIRST, LAST).all_contacts == 3


def test_fees_are_counted_only_for_the_time_in_force(here: object) -> None:
    one = make_agreement(signed_on=date(2025, 1, 1), ended_on=date(2025, 12, 31), yearly_fee=3652)
    assert fees(one, FIRST, LAST) == 3650
    assert fees(one, date(2026, 1, 1), LAST) == 0
    assert fees(make_agreement(yearly_fee=None), FIRST, LAST) == 0


def test_a_review_keeps_its_figures_whatever_happens_later(
    client: Client, coordinator: User, agreement: Agreement
) -> None:
    agreement.review_every = 24
    agreement.save()
    client.force_login(coordinator)
    with time_machine.travel("2026-11-25 12:00", tick=False):
        asked = client.get(url("review_agreement", agreement.pk))
        assert "Fyra klasser har brevvänner" in asked.text
        assert client.post(url("review_agreement", agreement.pk), answers()).status_code == 302
    review = Review.objects.get()
    make_contact(organisation=agreement.organisation, happened_on=date(2026, 11, 1))
    client.force_login(coordinator)  # hours have passed: the session of then has run out
    page = client.get(review.get_absolute_url())
    assert page.context["gains"].all_contacts == 2
    assert (review.author, review.reviewed_on) == (coordinator, date(2026, 11, 25))
    assert Agreement.objects.get().review_on == date(2028, 11, 25)
    assert review.get_absolute_url() in client.get(agreement.get_absolute_url()).text


def test_the_next_review_looks_at_the_time_since_this_one(
    client: Client, coordinator: User, agreement: Agreement
) -> None:
    client.force_login(coordinator)
    with time_machine.travel("2024-03-01 12:00", tick=False):
        client.post(url("review_agreement", agreement.pk), answers())
    client.force_login(coordinator)
    assert client.get(url("review_agreement", agreement.pk)).context["review"].looked_from == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"proposal": ""}, {"proposal"}),
        ({"reasons": ""}, {"reasons"}),
        ({"proposal": "change"}, {"changes"}),
        ({"proposal": "rest"}, {"rest_until", "rest_means"}),
        ({"proposal": "rest", "rest_until": "2028-01-01"}, {"rest_means"}),
        ({"proposal": "end"}, {"end_on"}),
        ({"proposal": "end", "end_on": "2001-01-01"}, {"end_on"}),
        ({"extend_until": "2019-01-01"}, {"extend_until"}),
        ({"extend_until": "i morgon"}, {"extend_until"}),
    ],
)
def test_a_proposal_that_says_too_little_is_refused_and_nothing_is_lost(
    client: Client, coordinator: User, agreement: Agreement, changes: dict[str, str], fields: set[str]
) -> None:
    client.force_login(coordinator)
    page = client.post(url("review_agreement", agreement.pk), answers(judgement="Får inte tappas", **changes))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == fields
    assert "Får inte tappas" in page.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_draft_for_the_board_says_it_all(
    client: Client, coordinator: User, agreement: Agreement, language: str
) -> None:
    client.force_login(coordinator)
    client.post(url("review_agreement", agreement.pk), answers(extend_until="2030-12-31"))
    client.cookies["language"] = language
    answer = client.get(url("review_draft", Review.objects.get().pk), headers={"Accept-Language": language})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    draft = Document(io.BytesIO(answer.getvalue()))
    cells = [cell.text for table in draft.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in draft.paragraphs), *cells])
    for words in ("2030-12-31", "Det ger mer än det kostar & mer", "Fyra klasser har brevvänner", "Ungdomsutbyte"):
        assert words in text, words
    assert "{" not in text


@pytest.mark.parametrize(
    ("proposal", "field", "value"),
    [
        ({"proposal": "extend", "extend_until": "2030-12-31"}, "expires_on", date(2030, 12, 31)),
        ({"proposal": "extend"}, "renews_by", None),
        ({"proposal": "end", "end_on": "2027-06-30"}, "ended_on", date(2027, 6, 30)),
        ({"proposal": "rest", "rest_until": "2028-01-01", "rest_means": "x"}, "rests_until", date(2028, 1, 1)),
        ({"proposal": "change", "changes": "Möte vartannat år"}, "rest_means", ""),
    ],
)
def test_what_the_board_decided_is_carried_out_and_can_be_taken_back(
    client: Client, coordinator: User, agreement: Agreement, proposal: dict[str, str], field: str, value: object
) -> None:
    agreement.expires_on, agreement.renews_by, agreement.case_number = date(2026, 12, 31), 12, "KS 2019/1"
    agreement.save()
    client.force_login(coordinator)
    client.post(url("review_agreement", agreement.pk), answers(**proposal))
    review = Review.objects.get()
    assert client.post(url("carry_out", review.pk), {"decided_by": "KS"}).status_code == 422
    decision = {"decided_by": "Kommunstyrelsen", "decided_on": "2026-12-01", "section": "7", "case_number": "KS 2026/9"}
    told = client.post(url("carry_out", review.pk), decision, follow=True)
    assert url("take_back", review.pk) in told.text
    now = Agreement.objects.get()
    assert getattr(now, field) == value
    assert (now.decided_by, now.case_number) == ("Kommunstyrelsen", "KS 2026/9")
    assert client.get(url("carry_out", review.pk)).status_code == 404

    client.post(url("take_back", review.pk))
    client.post(url("take_back", review.pk))
    back = Agreement.objects.get()
    assert (back.expires_on, back.renews_by, back.case_number) == (date(2026, 12, 31), 12, "KS 2019/1")
    assert (back.ended_on, back.rests_until) == (None, None)
    assert Review.objects.get().carried_out_on is None


def test_the_guided_page_keeps_its_queries_whatever_the_rows(
    client: Client, coordinator: User, agreement: Agreement, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        assert client.get(url("review_agreement", agreement.pk)).status_code == 200


def test_who_may_only_read_sees_the_review_and_changes_nothing(
    client: Client, auditor: User, agreement: Agreement
) -> None:
    client.force_login(auditor)
    assert client.get(url("review_agreement", agreement.pk)).status_code == 403
