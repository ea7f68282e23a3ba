"""The log of official contacts: who, where, what was given and what was promised, and a programme that guests can read."""

import io
import zipfile
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.desk.due import due
from utblick.partners.documents.guests import LOCALES, words
from utblick.partners.documents.programme import made_of, programme_of
from utblick.partners.models import Contact, Gift, Guest, GuestLanguage, Promise
from utblick.partners.tests.make import make_contact, make_guest, make_organisation, make_point, make_promise

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


@pytest.fixture
def visit(here: object) -> Contact:
    organisation = make_organisation("Stadt Bregenz", country="AT")
    facts = {"kind": Contact.Kind.VISIT_IN, "subject": "Bregenz på besök", "happened_on": date(2026, 9, 8)}
    return make_contact(organisation=organisation, ends_on=date(2026, 9, 9), guest_language="de", **facts)


def test_guests_gifts_and_promises_are_written_down_one_after_another(
    client: Client, coordinator: User, visit: Contact
) -> None:
    client.force_login(coordinator)
    first = {"side": "theirs", "position": "1", "name": "Maria Kessler", "title": "Bürgermeisterin", "another": "1"}
    again = client.post(url("add_to_contact", visit.pk, "guests"), first)
    assert again.headers["Location"] == url("add_to_contact", visit.pk, "guests")
    assert client.get(again.headers["Location"]).context["form"]["position"].value() == 2
    gift = {"direction": "received", "what": "Tavla av Bodensjön", "value": "1 200,50", "kept": "Sammanträdesrummet"}
    client.post(url("add_to_contact", visit.pk, "gifts"), gift)
    promise = {"side": "ours", "text": "Skicka ritningarna", "due_on": "2026-10-01", "owner": coordinator.pk}
    client.post(url("add_to_contact", visit.pk, "promises"), promise)

    page = client.get(visit.get_absolute_url())

    assert float(Gift.objects.get().value or 0) == 1200.5
    for told in ("Maria Kessler", "Bürgermeisterin", "Tavla av Bodensjön", "Skicka ritningarna"):
        assert told in page.text


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        ("gifts", {"direction": "given", "what": "Vas", "value": "-5"}, "value"),
        ("guests", {"side": "theirs", "position": "0", "name": "A"}, "position"),
        ("promises", {"side": "ours", "text": ""}, "text"),
        ("programme", {"day": "2026-09-08", "starts_at": "10:00", "ends_at": "09:00", "what": "Möte"}, "ends_at"),
        ("programme", {"day": "2026-09-10", "starts_at": "10:00", "what": "Möte"}, "day"),
        ("programme", {"day": "2026-09-08", "starts_at": "25:00", "what": "Möte"}, "starts_at"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    client: Client, coordinator: User, visit: Contact, kind: str, facts: dict[str, str], field: str
) -> None:
    client.force_login(coordinator)
    page = client.post(url("add_to_contact", visit.pk, kind), facts)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert "10:00:00" not in page.text


def test_a_part_is_changed_withdrawn_and_restored(client: Client, coordinator: User, visit: Contact) -> None:
    guest = make_guest(visit, name="Fel namn")
    client.force_login(coordinator)
    facts = {"side": "theirs", "position": "1", "name": "Rätt namn", "revision": guest.revision}
    client.post(url("edit_contact_part", "guests", guest.pk), facts)
    assert "Rätt namn" in client.get(visit.get_absolute_url()).text
    client.post(url("withdraw_contact_part", "guests", guest.pk))
    assert "Rätt namn" not in client.get(visit.get_absolute_url()).text.replace("Rätt namn” är", "")
    client.post(url("restore_contact_part", "guests", guest.pk))
    assert Guest.objects.current().count() == 1


def test_a_promise_is_due_until_it_is_kept(client: Client, coordinator: User, visit: Contact) -> None:
    promise = make_promise(visit, due_on=TODAY + timedelta(days=10))
    make_promise(visit, due_on=TODAY + timedelta(days=11), side=Promise.Side.THEIRS)

    def asked() -> list[str]:
        return [one.kind for one in due(TODAY, user=coordinator)]

    assert asked() == ["promise", "promised"]
    client.force_login(coordinator)
    page = client.post(url("keep_promise", promise.pk), follow=True)
    assert "Markera som inte infriat" in page.text
    assert asked() == ["promised"]
    client.post(url("keep_promise", promise.pk))
    assert asked() == ["promise", "promised"]


def test_the_log_shows_where_a_promise_is_not_kept_and_goes_home_as_a_file(
    client: Client, coordinator: User, visit: Contact
) -> None:
    make_promise(visit)
    make_contact(subject="Utan löften")
    client.force_login(coordinator)
    every = client.get(url("contacts"))
    narrowed = client.get(url("contacts"), {"promises": "open"})
    assert "Utan löften" in every.text
    assert "Utan löften" not in narrowed.text
    assert "Bregenz på besök" in narrowed.text
    of_one = client.get(url("contacts"), {"partner": visit.organisation_id}).text
    assert ("Bregenz på besök" in of_one, "Utan löften" in of_one) == (True, False)
    assert "Stadt Bregenz" in client.get(url("contacts"), {"as": "csv"}).content.decode()


def test_both_pages_keep_to_nine_queries(
    client: Client, coordinator: User, visit: Contact, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        make_guest(visit, position=number + 1)
        make_promise(visit, owner=coordinator)
        make_point(visit, starts_at=time(9 + number))
        make_contact()
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    for address in (visit.get_absolute_url(), url("contacts")):
        with django_assert_max_num_queries(9):
            client.get(address)


def test_every_language_of_the_guests_has_the_same_words() -> None:
    assert set(LOCALES) == set(GuestLanguage.values)
    for language in GuestLanguage.values:
        assert words(language).keys() == words("sv").keys()
        assert all(words(language).values())


def test_the_programme_is_in_the_guests_language_as_a_page_and_in_word(
    client: Client, coordinator: User, visit: Contact
) -> None:
    make_point(
        visit, ends_at=time(10, 30), what_for_guests="Empfang im Rathaus", place="Strömsund", host="Karin & Lars"
    )
    make_point(visit, day=date(2026, 9, 9), what="Skogspromenad")
    make_guest(visit, name="Maria Kessler", title="Bürgermeisterin")
    make_guest(visit, name="Lars-Erik Nordqvist", side=Guest.Side.OURS)
    client.force_login(coordinator)

    page = client.get(url("programme", visit.pk))
    for told in (
        'lang="de"',
        "Willkommen in",
        "Dienstag, 8. September 2026",
        "09:00–10:30",
        "Empfang im Rathaus",
        "Gastgeber",
    ):
        assert told in page.text
    assert "Skogspromenad" in page.text, "what is not written in their language stands as the hosts wrote it"
    assert "Tervetuloa" in client.get(url("programme", visit.pk), {"language": "fi"}).text

    answer = client.get(url("programme_document", visit.pk), {"language": "de"})
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        text = packed.read("word/document.xml").decode()
    for told in ("Willkommen in", "Empfang im Rathaus", "Karin &amp; Lars", "Maria Kessler"):
        assert told in text
    assert 'w:val="de"' in packed_styles(body)


def packed_styles(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return packed.read("word/styles.xml").decode()


def test_a_programme_that_nobody_has_written_says_how_to_begin(
    client: Client, coordinator: User, visit: Contact
) -> None:
    client.force_login(coordinator)
    assert "Inget program ännu" in client.get(url("programme", visit.pk)).text
    assert made_of(programme_of(visit, "en"))


def test_a_confidential_visit_is_hidden_with_all_its_parts(client: Client, officer: User, visit: Contact) -> None:
    make_guest(visit, name="Hemlig gäst")
    make_promise(visit, text="Hemligt löfte", due_on=TODAY + timedelta(days=3))
    point = make_point(visit)
    visit.secrecy_ground = "OSL 15 kap. 1 §"
    visit.save()
    client.force_login(officer)
    addresses = [url("contact", visit.pk), url("programme", visit.pk), url("programme_document", visit.pk)]
    addresses += [url("edit_contact_part", "programme", point.pk), url("add_to_contact", visit.pk, "gifts")]
    for address in addresses:
        assert client.get(address).status_code == 404
    for address in (url("contacts"), reverse("desk:home"), visit.organisation.get_absolute_url()):
        assert "Hemlig" not in client.get(address).text
    assert "Hemlig" not in client.get(reverse("desk:search"), {"q": "hemlig"}).text


def test_readers_change_nothing(client: Client, decision_maker: User, visit: Contact) -> None:
    client.force_login(decision_maker)
    assert url("edit_contact", visit.pk) not in client.get(visit.get_absolute_url()).text
    assert client.post(url("add_to_contact", visit.pk, "guests"), {"name": "A"}).status_code == 403
