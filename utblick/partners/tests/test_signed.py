"""What nobody has noted as signed is told so, and counts nowhere as in force."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.journal.attachments import keep
from utblick.partners.gains import fees
from utblick.partners.models import Agreement
from utblick.partners.quiet import quiet
from utblick.partners.reminders import reminders
from utblick.partners.tests.make import make_agreement, make_organisation

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TAG = "Inte noterat som undertecknat"


def shown(client: Client, agreement: Agreement) -> str:
    return client.get(agreement.get_absolute_url()).text


@pytest.mark.parametrize(
    ("facts", "state", "counts"),
    [
        ({"signed_on": None}, Agreement.State.UNSIGNED, False),
        ({"signed_on": None, "decided_by": "KF", "decided_on": date(2026, 1, 5)}, Agreement.State.UNSIGNED, False),
        ({"signed_on": TODAY + timedelta(days=1)}, Agreement.State.UNSIGNED, False),
        ({"signed_on": TODAY}, Agreement.State.IN_FORCE, True),
        ({"signed_on": None, "ended_on": date(2020, 1, 5)}, Agreement.State.ENDED, False),
        ({"signed_on": None, "review_on": date(2020, 1, 5)}, Agreement.State.UNSIGNED, False),
    ],
)
def test_only_what_is_signed_is_in_force(
    here: Municipality, facts: dict[str, Any], state: Agreement.State, counts: bool
) -> None:
    agreement = make_agreement(**facts)
    assert agreement.state == state
    assert Agreement.objects.in_force().exists() is counts
    assert Agreement.objects.unsigned().exists() is (state == Agreement.State.UNSIGNED)


def test_a_signed_document_shows_that_it_was_signed_on_a_day_that_is_not_known(
    client: Client, coordinator: User
) -> None:
    document = keep(SimpleUploadedFile("avtal.pdf", b"%PDF-1.7\n%%EOF"))
    agreement = make_agreement(signed_on=None, document=document)
    assert agreement.state == Agreement.State.IN_FORCE
    assert Agreement.objects.in_force().exists()
    client.force_login(coordinator)
    assert "dagen är inte noterad" in shown(client, agreement)


def test_what_is_not_signed_is_told_so_on_its_page_its_partners_and_the_list(client: Client, coordinator: User) -> None:
    partner = make_organisation("Lierne")
    make_agreement(organisation=make_organisation("Snåsa kommune"), kind="network")
    client.force_login(coordinator)
    agreement = make_agreement(organisation=partner, title="Utkastet", signed_on=None)
    page, listed = shown(client, agreement), client.get(reverse("partners:list")).text
    assert TAG in page
    assert page.count("Ingen dag för undertecknandet är noterad.") == 1
    assert TAG in client.get(partner.get_absolute_url()).text
    assert "avtal inte noterat som undertecknat" in listed
    assert "vänort</" not in listed
    narrowed = client.get(reverse("partners:list"), {"agreement": "unsigned"})
    assert [one.name for one in narrowed.context["listing"].rows] == ["Lierne"]

    agreement.signed_on = TODAY + timedelta(days=3)
    agreement.save()
    assert f"Det ska undertecknas {agreement.signed_on}." in shown(client, agreement)

    agreement.signed_on = TODAY
    agreement.save()
    assert TAG not in shown(client, agreement)
    listed = client.get(reverse("partners:list")).text
    assert "vänort</" in listed
    assert "avtal inte noterat som undertecknat" not in listed


def test_it_costs_no_fee_and_nobody_is_told_that_it_has_gone_quiet_but_its_days_are(here: Municipality) -> None:
    soon = TODAY + timedelta(days=20)
    agreement = make_agreement(signed_on=None, expires_on=soon, yearly_fee=Decimal(10_000))
    year = (TODAY - timedelta(days=364), TODAY)
    assert fees(agreement, *year) == 0
    assert quiet(TODAY + timedelta(days=900)) == []
    assert [one.on for one in reminders(TODAY, user=None, since=TODAY)] == [soon]
    agreement.signed_on = year[0]
    agreement.save()
    assert fees(agreement, *year) > 0
    assert len(quiet(TODAY + timedelta(days=900))) == 1
