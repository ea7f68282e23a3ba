"""Personal data of people outside: found, handed out, erased at a click or by the clock; what is left is that it was done."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.desk import reading_files
from utblick.goals import programmes
from utblick.goals.tests.make import make_programme
from utblick.journal import attachments, mentions, naming, sealing, verifying
from utblick.journal.metadata import names_in
from utblick.journal.models import Attachment, Entry
from utblick.journal.tests import files
from utblick.partners import erasing, receiving
from utblick.partners.mentioned import Mention
from utblick.partners.models import Agreement, Guest, Person, RequestMail, VisitRequest
from utblick.partners.tests.make import (
    make_agreement,
    make_contact,
    make_guest,
    make_organisation,
    make_person,
    make_promise,
    make_visit_request,
)
from utblick.search.finding import find
from utblick.teamwork import talking
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
PAGE = reverse("partners:personal_data")
LONG_AGO = timedelta(days=400)


@pytest.fixture
def maria(coordinator: User) -> VisitRequest:
    """Who has asked to come, is a contact person by that, and came."""
    asked = make_visit_request("Stadt Bregenz", email="maria@bregenz.example", topics="Holzbau, Gruß Maria Kessler")
    contact = receiving.accept(
        asked, by=coordinator, body="Willkommen, Maria Kessler", organisation=make_organisation(), first=date(2026, 9, 1),
        last=None,
    )  # fmt: skip
    make_guest(contact, name="Maria Kessler", title="Bürgermeisterin")
    return asked


def everything_told() -> str:
    """All that the trail, the letters and the search hold."""
    with scope.everywhere():
        entries = [(one.label, one.before, one.after) for one in Entry.objects.all()]
        letters = [(one.subject, one.body) for one in RequestMail.objects.all()]
    return f"{entries} {letters} {[hit.title for hit in find('Kessler')]}"


def test_all_that_is_held_of_a_person_is_found_and_handed_out(
    client: Client, coordinator: User, maria: VisitRequest
) -> None:
    make_person(name="Någon Annan", email="annan@bregenz.example")
    client.force_login(coordinator)
    page = client.get(f"{PAGE}?q=kessler")
    assert page.text.count("Maria Kessler</strong>") == 3
    assert "Någon Annan" not in page.text
    rows = [erasing.key_of(row) for row in erasing.speaking_of("kessler")]
    answer = client.post(reverse("partners:personal_extract"), {"rows": rows})
    held = json.loads(answer.content)["held"]
    assert [one["name"] for one in held] == ["Maria Kessler"] * 3
    assert "Willkommen, Maria Kessler" in [one.get("letter") for one in held]
    assert all(one["kept_for"] for one in held)


def test_erased_it_is_nowhere_and_the_trail_tells_that_it_was_done_and_why(
    client: Client, coordinator: User, maria: VisitRequest
) -> None:
    assert "Kessler" in everything_told(), "the test would notice"
    client.force_login(coordinator)
    rows = [erasing.key_of(row) for row in erasing.speaking_of("kessler")]
    answer = client.post(f"{PAGE}?q=kessler", {"rows": rows, "reason": "Personen har bett om det"}, follow=True)
    assert "3 rader" in answer.text
    assert "Kessler" not in everything_told()
    assert "maria@" not in everything_told()
    traces = Entry.objects.filter(after__has_key="erased_at").exclude(act="created")
    assert {(one.kind, one.by, one.after["remark"]) for one in traces} == {
        (kind, coordinator, "Personen har bett om det")
        for kind in ("partners.person", "partners.guest", "partners.visitrequest")
    }
    assert "Stadt Bregenz" in client.get(maria.get_absolute_url()).text, "that somebody asked and was answered stays"
    maria.refresh_from_db()
    assert maria.contact
    assert maria.contact.purpose == "Holzbau, Gruß […]"
    assert client.get(reverse("journal:everything")).status_code == 200


def test_without_a_reason_or_a_tick_nothing_is_erased(client: Client, coordinator: User, maria: VisitRequest) -> None:
    client.force_login(coordinator)
    page = f"{PAGE}?q=kessler"
    assert client.post(page, {"reason": "Bad om det"}).status_code == 422
    assert client.post(page, {"rows": [erasing.key_of(maria)]}).status_code == 422
    assert not VisitRequest.objects.exclude(erased_at=None).exists()


def test_an_erased_person_cannot_be_restored(client: Client, coordinator: User) -> None:
    person = make_person(name="Kari Nordmann")
    erasing.erase(person)
    client.force_login(coordinator)
    assert client.post(reverse("partners:restore_part", args=["people", person.pk])).status_code == 404


def test_the_clock_erases_what_was_kept_as_long_as_was_decided(here: Municipality, coordinator: User) -> None:
    today = timezone.localdate()
    old = make_visit_request(state="declined", answered_on=today - LONG_AGO)
    coming = make_visit_request(state="accepted", answered_on=today - LONG_AGO, first_day=today + timedelta(days=9))
    waits, new = make_visit_request(), make_visit_request(state="declined", answered_on=today)
    gone, stands = make_person(withdrawn_at=timezone.now() - LONG_AGO), make_person()
    with scope.acting(make_municipality("Grannkommun")):
        theirs = make_visit_request(state="declined", answered_on=today - LONG_AGO, secrecy_ground="OSL 15 kap. 1 §")
    assert erasing.erase_overdue() == 3
    assert erasing.erase_overdue() == 0
    with scope.everywhere():
        erased = {row.pk for row in VisitRequest.objects.exclude(erased_at=None)}
        assert erased == {old.pk, theirs.pk}
        assert {row.pk for row in Person.objects.exclude(erased_at=None)} == {gone.pk}
    assert Person.objects.get(pk=stands.pk).name
    assert coming.kept_until == coming.first_day + timedelta(days=365)
    assert (waits.kept_until, new.kept_until) == (None, today + timedelta(days=365))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.AUDITOR, Role.EDITOR])
def test_it_is_the_coordinators_to_do(client: Client, here: Municipality, role: str) -> None:
    client.force_login(make_user(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(reverse("partners:personal_extract"), {"rows": ["person:1"]}).status_code == 403


def test_nobody_elses_are_found_or_handed_out(client: Client, coordinator: User) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        theirs = make_person(name="Maria Kessler")
    client.force_login(coordinator)
    assert "Maria Kessler" not in client.get(f"{PAGE}?q=kessler").text
    answer = client.post(reverse("partners:personal_extract"), {"rows": [f"person:{theirs.pk}", "guest:x", "no:1"]})
    assert json.loads(answer.content)["held"] == []


def test_an_erased_guest_is_no_more_in_the_order_nor_in_the_programme(client: Client, coordinator: User) -> None:
    contact: Any = make_contact()
    guest = make_guest(contact, name="Maria Kessler")
    erasing.erase(guest)
    client.force_login(coordinator)
    assert "Kessler" not in client.get(contact.get_absolute_url()).text
    assert not Guest.objects.current().exists()


@pytest.mark.parametrize(
    "row",
    [
        "person:" + "9" * 5_000,
        "person:" + "9" * 30,
        "person:-1",
        "person:x",
        "nobody:1",
        ":",
        "text:::\0:",
        "text:::x:\0Kari",
    ],
)
def test_a_row_that_cannot_be_is_handed_out_to_nobody(client: Client, coordinator: User, row: str) -> None:
    client.force_login(coordinator)
    assert json.loads(client.post(f"{PAGE}extract/", {"rows": [row]}).content)["held"] == []


@pytest.fixture
def agreed(coordinator: User) -> Agreement:
    """With a Word file that Maria has written, and that Bo has commented on."""
    file = attachments.keep(SimpleUploadedFile("avtal.docx", files.word("Maria Kessler")))
    reading_files.read_one(file)
    return make_agreement(organisation=make_organisation(), document=file)


def test_a_file_that_names_somebody_in_its_metadata_is_found_and_handed_out(
    client: Client, coordinator: User, agreed: Agreement
) -> None:
    client.force_login(coordinator)
    page = client.get(f"{PAGE}?q=kessler")
    assert "avtal.docx" in page.text
    assert agreed.get_absolute_url() in page.text
    rows = [erasing.key_of(row) for row in erasing.speaking_of("kessler")]
    (held,) = json.loads(client.post(reverse("partners:personal_extract"), {"rows": rows}).content)["held"]
    assert {one["name"] for one in held["metadata"]} == {"Maria Kessler"}
    assert len(held["metadata"]) == 3


def test_erased_there_the_name_is_out_of_the_file_and_the_trail_of_its_holder_tells(
    client: Client, coordinator: User, agreed: Agreement
) -> None:
    client.force_login(coordinator)
    rows = [erasing.key_of(row) for row in erasing.speaking_of("kessler")]
    client.post(f"{PAGE}?q=kessler", {"rows": rows, "reason": "Bad om det"})
    assert erasing.speaking_of("kessler") == []
    kept = Attachment.objects.get()
    assert [one.name for one in names_in(kept.content())] == ["Bo Ek"]
    trace = Entry.objects.filter(kind="partners.agreement", object_id=agreed.pk).first()
    assert trace
    assert (trace.by, trace.after["sha256"], trace.after["remark"]) == (coordinator, kept.checksum, "Bad om det")
    assert "Kessler" not in str((trace.before, trace.after))


def test_whoever_is_erased_elsewhere_goes_out_of_the_files_too(agreed: Agreement) -> None:
    erasing.erase(make_person(name="Maria  Kessler"))
    assert naming.naming(["kessler"]) == []
    assert naming.naming(["Bo Ek"])


def test_a_signed_file_is_told_of_and_stays_as_it_was_signed(client: Client, coordinator: User) -> None:
    body = files.pdf("Maria Kessler") + b"\n% /ByteRange [0 1 2 3]"
    reading_files.read_one(attachments.keep(SimpleUploadedFile("signerat.pdf", body)))
    client.force_login(coordinator)
    rows = [erasing.key_of(row) for row in erasing.speaking_of("kessler")]
    answer = client.post(f"{PAGE}?q=kessler", {"rows": rows, "reason": "Bad om det"}, follow=True)
    assert "signerad" in answer.text
    assert Attachment.objects.get().content() == body


def test_nobody_elses_files_are_found(agreed: Agreement) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        assert erasing.speaking_of("kessler") == []
        assert erasing.found([f"attachment:{agreed.document_id}:kessler"]) == []


def written_of(words: str) -> list[Mention]:
    return erasing.written_of(words, erasing.speaking_of(words))


@pytest.fixture
def written(coordinator: User, here: Municipality) -> Any:
    """Maria in running text: in what it says now and what it said before, in a comment; and somebody else of that name."""
    make_person(name="Maria Kessler", email="maria@bregenz.example", purpose="Maria Kessler är vår kontakt")
    with scope.acting(make_municipality("Grannkommun")):
        make_contact(present="Maria Kessler hos grannen")
    contact: Any = make_contact(
        present="Kommunalrådet och Maria  Kesslers kollegor", notes="Skriv till maria@bregenz.example"
    )
    contact.purpose = "Maria Kessler visar träbyggen"
    contact.save()
    contact.purpose = "Träbyggen visas"
    contact.save()
    talking.write(contact, text="Tack vare MARIA KESSLER blev det av.", by=coordinator)
    make_promise(contact, text="Skickas till Maria Kessler i Lindau")
    return contact


def test_a_name_in_running_text_is_found_with_the_words_around_and_handed_out_where_it_is_ticked(
    client: Client, coordinator: User, written: Any
) -> None:
    client.force_login(coordinator)
    page = client.get(f"{PAGE}?q=maria@bregenz.example").text
    assert "Kommunalrådet och <mark>Maria  Kessler</mark>s kollegor" in page, "by the name held with the address"
    assert "Tack vare <mark>MARIA KESSLER</mark> blev" in page
    assert "endast i historiken" in page
    assert "hos grannen" not in page
    rows = [f"text:partners.contact:{written.pk}:{field}:Maria Kessler" for field in ("purpose", "notes", "present")]
    answer = client.post(reverse("partners:personal_extract"), {"rows": rows})
    held = json.loads(answer.content)["held"]
    assert {one["text"][0] for one in held if one["place"] == "Vad som sades"} == {"Skriv till maria@bregenz.example"}
    assert len(held) == 3


def test_taken_out_where_it_is_ticked_it_stands_with_the_namesake_alone_and_the_trail_holds(
    client: Client, coordinator: User, written: Any, tmp_path: Path
) -> None:
    sealing.seal()
    client.force_login(coordinator)
    found = [*erasing.speaking_of("Maria Kessler"), *written_of("Maria Kessler")]
    rows = [key for row in found if "promise" not in (key := erasing.key_of(row))]
    client.post(f"{PAGE}?q=Maria+Kessler", {"rows": rows, "reason": "Bad om det"})
    written.refresh_from_db()
    assert (written.present, written.notes) == ("Kommunalrådet och […]s kollegor", "Skriv till […]")
    assert [one.whole.partition(":")[0] for one in written_of("Maria Kessler")] == ["Löfte"]
    with scope.everywhere():
        told = [one for one in Entry.objects.all() if "kessler" in str((one.label, one.before, one.after)).casefold()]
        assert {one.kind for one in told if one.municipality_id == written.municipality_id} == {"partners.promise"}
        assert "Maria Kessler hos grannen" in str([one.after for one in told])
        assert "maria@" not in str([(one.before, one.after) for one in Entry.objects.all()])
    assert not find("kessler")
    reasons = Entry.objects.filter(kind="partners.contact", object_id=written.pk, after__remark="Bad om det")
    assert reasons.count() == 3
    assert verifying.verify(tmp_path / "anchors.txt").faults == 0


def test_what_is_decided_or_lies_in_a_file_is_told_of_and_stays(
    client: Client, coordinator: User, agreed: Agreement
) -> None:
    Attachment.objects.update(text="Undertecknat av Bo Ek")
    programme = make_programme(text="Beslutat med Bo Ek")
    programmes.adopt(programme, seen=programmes.shown(programme))
    client.force_login(coordinator)
    rows = [f"text:goals.programme:{programme.pk}:text:Bo Ek", f"text:file:{agreed.document_id}::Bo Ek"]
    answer = client.post(f"{PAGE}?q=Bo+Ek", {"rows": rows, "reason": "Bad om det"}, follow=True)
    assert "2 texter" in answer.text
    page = client.get(f"{PAGE}?q=Bo+Ek").text
    assert all(row in page for row in [*rows, agreed.get_absolute_url(), "Beslutat, och ändras inte mer"])


@pytest.mark.parametrize("asked", ["Anna Maria Kessler", "kessler, anna maria"])
def test_a_name_is_found_with_the_surname_first_too(here: Municipality, asked: str) -> None:
    make_contact(present="Kessler, Anna  Maria (Bregenz); Kessler, Bo; Anna Maria Öst; Anna Maria Kessler")
    (found,) = written_of(asked)
    assert found.names.without(found.texts[0]) == "[…] (Bregenz); Kessler, Bo; Anna Maria Öst; […]"


def test_words_that_stand_everywhere_are_no_name(
    client: Client, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contact(present="Åsa Strauß")
    assert written_of("åsa") == []
    make_contact(present="2026-11-27")
    assert written_of("2026-11-27") == []
    assert [one.name for one in written_of("ÅSA strauß")] == ["Åsa Strauß"], "whatever the case, also of å and ß"
    monkeypatch.setattr(mentions, "MOST", 0)
    client.force_login(coordinator)
    assert "hela namnet" in client.get(f"{PAGE}?q=åsa+strauß").text
    assert erasing.found(["text:partners.contact:1:present:Åsa Strauß"]) == []
