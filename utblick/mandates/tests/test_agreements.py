"""Agreements are signed, and signed ones let cost more or for longer, by who has the mandate."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_user
from utblick.mandates.models import DelegationDecision, Matter
from utblick.mandates.tests.make import make_mandate
from utblick.partners.models import Agreement
from utblick.partners.tests.make import make_organisation
from utblick.teamwork.models import Task

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def sign(client: Client, **facts: object) -> str:
    organisation = make_organisation()
    answers = {"kind": "network", "title": "Nätverket", "signed_on": TODAY, "yearly_fee": "25 000", **facts}
    return client.post(reverse("partners:add_agreement", args=[organisation.pk]), answers, follow=True).text


def test_an_agreement_is_signed_by_who_may_or_after_a_decision_and_old_ones_are_history(
    client: Client, coordinator: User
) -> None:
    mandate = make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    refused = sign(client)
    assert "inte mandat att besluta om avtal på 25" in refused
    assert "spara avtalet utan dag för undertecknandet" in refused
    assert refused.index("spara avtalet utan dag") < refused.index('name="title"'), (
        "beside what is wrong, not below the form"
    )
    assert 'href="#id_decided_by"' in refused
    assert not Agreement.objects.exists()

    sign(client, signed_on="1987-05-04")
    sign(client, decided_by="Kommunstyrelsen", decided_on="2026-05-04")
    assert Agreement.objects.count() == 2
    assert not DelegationDecision.objects.exists()

    mandate.up_to = Decimal(25_000)
    mandate.conditions = "Medlemskap i nätverk."
    mandate.save()
    saved = sign(client)
    assert "är sparad. Beslutat på delegation: " in saved, "who saves has decided, and is told so"
    made = DelegationDecision.objects.get()
    assert made.amount == 25_000
    assert made.reference.endswith("med villkoret: Medlemskap i nätverk")
    assert made.reference in saved


def edited(client: Client, agreement: Agreement, **facts: object) -> str:
    """Its form sent again with some answers changed."""
    page = reverse("partners:edit_agreement", args=[agreement.pk])
    form = client.get(page).context["form"]
    told = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}
    return client.post(page, told | facts, follow=True).text


def test_a_signed_agreement_that_is_to_cost_more_asks_for_the_mandate_again(client: Client, coordinator: User) -> None:
    mandate = make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(30_000), up_to_a_year=Decimal(40_000))
    client.force_login(coordinator)
    sign(client)
    agreement = Agreement.objects.get()

    assert "inte mandat att besluta om avtal på 31" in edited(client, agreement, yearly_budget="6 000")
    agreement.refresh_from_db()
    assert agreement.yearly_budget is None
    assert [one.amount for one in DelegationDecision.objects.standing()] == [25_000]

    # The limit of the year holds the new cost, not the old one and the new one together.
    assert "Kostar mer" in edited(client, agreement, title="Kostar mer", yearly_budget="5 000")
    (made,) = DelegationDecision.objects.standing()
    assert (made.amount, made.mandate) == (30_000, mandate)

    edited(client, agreement, yearly_budget="1 000", purpose="Billigare")
    assert [one.amount for one in DelegationDecision.objects.standing()] == [30_000]


def test_a_body_decides_on_the_higher_cost_together_with_it_and_no_earlier_decision_does(
    client: Client, coordinator: User
) -> None:
    make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    sign(client, decided_by="Kommunstyrelsen", decided_on="2026-05-04")
    agreement = Agreement.objects.get()
    refused = edited(client, agreement, yearly_fee="90 000")
    assert "inte mandat att besluta om avtal på 90" in refused
    assert "Har ett organ beslutat" in refused
    boss = make_user(Role.COORDINATOR, name="Anna Berg")
    about = {"who": boss.pk, "matter": "agreement", "about": f"partners.agreement:{agreement.pk}"}
    client.post(reverse("mandates:ask", args=["partners.agreement", agreement.pk]), about)
    edited(client, agreement, yearly_fee="90 000", decided_on="2026-10-05")
    agreement.refresh_from_db()
    assert agreement.yearly_fee == 90_000
    assert Task.objects.get().done_by == coordinator
    assert not DelegationDecision.objects.exists()


def test_who_is_asked_to_decide_is_led_to_where_it_is_done_and_is_asked_once(client: Client, coordinator: User) -> None:
    make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    sign(client, signed_on="")
    agreement = Agreement.objects.get()
    boss = make_user(Role.COORDINATOR, name="Anna Berg")
    ask = reverse("mandates:ask", args=["partners.agreement", agreement.pk])
    asked = {"who": boss.pk, "matter": "agreement", "about": f"partners.agreement:{agreement.pk}"}
    assert "Anna Berg har fått uppgiften" in client.post(ask, asked, follow=True).text
    assert "redan tillfrågad" in client.post(ask, asked, follow=True).text
    assert Task.objects.count() == 1

    client.force_login(boss)
    page, together = reverse("partners:edit_agreement", args=[agreement.pk]), Task.objects.get().get_absolute_url()
    mine = client.get(reverse("desk:mine")).text
    assert f'href="{page}"' in mine
    assert "Markera som klar" not in mine, "that would end it undecided"
    assert f'href="{page}"' in client.get(together).text
    client.force_login(coordinator)
    assert f'href="{page}"' not in client.get(together).text, "who asked does not decide"


def test_what_an_old_agreement_costs_is_noted_without_a_mandate_and_raised_with_one(
    client: Client, coordinator: User
) -> None:
    make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    sign(client, signed_on="1987-05-04", yearly_fee="")
    agreement = Agreement.objects.get()
    edited(client, agreement, yearly_fee="25 000")
    agreement.refresh_from_db()
    assert agreement.yearly_fee == 25_000
    assert "inte mandat att besluta om avtal på 26" in edited(client, agreement, yearly_fee="26 000")
    assert "inte mandat att besluta om avtal på 30" in edited(client, agreement, yearly_budget="5 000")


def test_a_signed_agreement_that_is_to_cost_for_longer_is_decided_on_anew(client: Client, coordinator: User) -> None:
    mandate = make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(30_000), up_to_a_year=Decimal(30_000))
    client.force_login(coordinator)
    sign(client, expires_on="2030-12-31")
    agreement = Agreement.objects.get()
    (first,) = DelegationDecision.objects.all()
    # Its cost counts once in the limit of the year.
    assert "Förlängt" in edited(client, agreement, title="Förlängt", expires_on="2032-12-31")
    (made,) = DelegationDecision.objects.standing()
    assert (made.amount, made.mandate) == (25_000, mandate)
    assert made.pk != first.pk

    mandate.up_to = Decimal(20_000)
    mandate.save()
    refused = edited(client, agreement, expires_on="2034-12-31")
    assert "inte mandat att besluta om avtal på 25" in refused
    assert "kostar mer, eller kostar längre" in refused
    edited(client, agreement, expires_on="2031-12-31", purpose="Kortare tid")
    edited(client, agreement, expires_on="2034-12-31", decided_by="Kommunstyrelsen", decided_on="2026-10-05")
    agreement.refresh_from_db()
    assert agreement.expires_on == date(2034, 12, 31)


def test_what_costs_nothing_runs_on_without_a_mandate_and_so_does_what_nobody_had_noted_of_old_times(
    client: Client, coordinator: User
) -> None:
    make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    sign(client, yearly_fee="", expires_on="2030-12-31", title="Gratis")
    free = Agreement.objects.get()
    edited(client, free, expires_on="2034-12-31")
    sign(client, signed_on="1987-05-04", title="Gammalt")
    old = Agreement.objects.get(title="Gammalt")
    edited(client, old, expires_on="2030-12-31", renews_by="12")
    assert [one.expires_on.year for one in Agreement.objects.order_by("pk") if one.expires_on] == [2034, 2030]
    assert "inte mandat" in edited(client, old, expires_on="2034-12-31")


def test_the_signed_document_without_a_day_is_held_against_the_mandate_too(client: Client, coordinator: User) -> None:
    make_mandate(Matter.AGREEMENT, person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    sign(client, signed_on="")
    agreement = Agreement.objects.get()
    assert "inte mandat" in edited(client, agreement, file=SimpleUploadedFile("avtal.pdf", b"%PDF-1.7\n%%EOF"))
    agreement.refresh_from_db()
    assert agreement.document is None
    assert agreement.state == Agreement.State.UNSIGNED


def test_an_agreement_is_signed_anew_when_its_day_was_taken_back(client: Client, coordinator: User) -> None:
    make_mandate(Matter.AGREEMENT, person=coordinator)
    client.force_login(coordinator)
    sign(client)
    agreement = Agreement.objects.get()
    edited(client, agreement, signed_on="")
    edited(client, agreement, signed_on=TODAY)
    agreement.refresh_from_db()
    assert agreement.signed_on == TODAY
    assert DelegationDecision.objects.standing().count() == 1
