"""A confidential enquiry is nowhere for who may not see it; a person is found and erased wherever an enquiry tells of one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.establishment import answering, sending
from utblick.establishment.measuring import YEAR, measured
from utblick.establishment.models import Enquiry, EnquiryLetter, VacantSite
from utblick.establishment.tests.make import make_document, make_enquiry, make_vacant_site
from utblick.journal import secrecy
from utblick.journal.models import Entry
from utblick.partners import erasing
from utblick.search.finding import find
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
GROUND = "OSL 31 kap. 16 §"
LONG_AGO = timedelta(days=400)


@pytest.fixture
def secret(here: Municipality, coordinator: User) -> Enquiry:
    """With a site, a letter, a document and a task; marked when all of it was there."""
    site = make_vacant_site()
    with scope.acting(here, coordinator, sees_secrets=True):
        enquiry = make_enquiry("Hemlighetsmakeri AB", site=site)
        answering.propose(enquiry, by=coordinator, body="Ja", sites=[site])
        make_document(enquiry, "Hemlighetsmakeri.pdf")
        secrecy.mark(enquiry, ground=GROUND)
    return enquiry


def pages_about(enquiry: Enquiry) -> list[str]:
    document, site = enquiry.documents.get(), enquiry.site
    assert site
    return [
        reverse("establishment:enquiries"),
        reverse("establishment:enquiries") + "?format=csv",
        enquiry.get_absolute_url(),
        reverse("establishment:document", args=[document.pk]),
        site.get_absolute_url(),
        reverse("desk:home"),
        reverse("journal:everything"),
        reverse("desk:search") + "?q=E2026",
    ]


def test_it_is_in_no_list_page_file_search_count_or_history(
    client: Client, here: Municipality, coordinator: User, officer: User, secret: Enquiry
) -> None:
    with scope.acting(here, sees_secrets=True):
        addresses = pages_about(secret)
    client.force_login(officer)
    for address in addresses:
        answer = client.get(address)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert "emlighetsmakeri" not in text, address
    today = timezone.localdate()
    assert measured(today - YEAR, today, today).received == 0
    client.force_login(coordinator)
    assert "Hemlighetsmakeri" in client.get(addresses[0]).text
    assert "Hemlighetsmakeri" in client.get(addresses[4]).text


def test_it_is_answered_all_the_same(here: Municipality, secret: Enquiry) -> None:
    assert sending.send_all(timezone.now() + timedelta(minutes=5)) == 2


def test_a_person_is_found_with_the_letters_and_erased_everywhere(
    client: Client, here: Municipality, coordinator: User
) -> None:
    enquiry = make_enquiry(message="Ring Jutta Brandt", phone="+49 1")
    answering.answer(enquiry, by=coordinator, body="Guten Tag Jutta Brandt")
    client.force_login(coordinator)
    page = reverse("partners:personal_data")
    assert "Jutta Brandt" in client.get(f"{page}?q=brandt").text
    [row] = erasing.speaking_of("brandt")
    assert "Guten Tag Jutta Brandt" in str(erasing.extract([row]))
    answer = client.post(f"{page}?q=brandt", {"rows": [erasing.key_of(row)], "reason": "Personen har bett om det"})
    assert answer.status_code == 302
    entries = [(one.label, one.before, one.after) for one in Entry.objects.all()]
    letters = list(EnquiryLetter.objects.values_list("body", flat=True))
    assert "Brandt" not in f"{entries} {letters} {[hit.title for hit in find('Brandt')]}"
    enquiry.refresh_from_db()
    assert (enquiry.company, enquiry.withdrawn_at) == ("Nordwind GmbH", None), "that they asked stays"
    assert client.get(enquiry.get_absolute_url()).status_code == 200


def test_the_clock_erases_a_year_after_the_matter_was_closed(here: Municipality) -> None:
    closed = timezone.localdate() - LONG_AGO
    old = make_enquiry("Gammal", state="lost", reason="Hittade annat", closed_on=closed)
    for company, closed_on in {"Ny": timezone.localdate(), "Öppen": None}.items():
        make_enquiry(company, closed_on=closed_on)
    assert erasing.erase_overdue() == 1
    assert Enquiry.objects.get(email="").pk == old.pk


def test_an_erased_owner_leaves_the_site_and_a_new_one_is_found_again(here: Municipality) -> None:
    site = make_vacant_site(owner_name="Inger Danielsson", owner_email="inger@hallen.example", shows_owner=True)
    erasing.erase(site, reason="Hon har bett om det")
    kept = VacantSite.objects.get()
    assert (kept.withdrawn_at, kept.owner_name, kept.shows_owner) == (None, "", False)
    kept.owner_name = "Bo Ek"
    kept.save()
    assert erasing.speaking_of("bo ek") == [kept]
