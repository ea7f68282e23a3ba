"""Organisations from a list: what becomes of each row, all at once, and all of it back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.journal.models import Entry
from utblick.partners.fates import guessed, kind_of
from utblick.partners.models import Import, Organisation
from utblick.partners.tests.make import make_contact, make_import, make_organisation
from utblick.tables.tests.test_lists import workbook
from utblick.ui.countries import country_of

pytestmark = pytest.mark.django_db
LIST = """Namn;Typ;Land;Ort;Organisationsnummer;Lat;Long;Webbplats
Lierne kommune;Kommun;Norge;Nordli;;64,4;13,6;lierne.example
Snåsa kommune;;Norge;;;;;
Snasa kommune;;Norge;;;;;
Suomussalmen kunta;;Finland;;;;;
Suomussalmen kunta;;Finland;;;;;
;;Norge;Utan namn;;;;
Atlantis;;Atlantis;;;;;
Provbolaget;Företag;Sverige;;212000-2487;;;
Nordpolen;;Norge;;;95;13;
"""


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


def upload(client: Client, body: bytes | str, name: str = "lista.csv") -> Any:
    content = body.encode() if isinstance(body, str) else body
    return client.post(url("import_file"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def kinds(found: Import) -> list[str]:
    return list(found.rows.values_list("fate", flat=True))


def test_every_row_has_a_fate_and_a_reason(client: Client, coordinator: User) -> None:
    make_organisation("Snåsa kommun", country="NO")
    client.force_login(coordinator)
    page = upload(client, LIST)
    found = Import.objects.get()
    assert kinds(found) == ["new", "same", "same", "new", "same", "refused", "refused", "refused", "refused"]
    for words in ("Snåsa kommun", "Samma som rad 5", "Atlantis", "Organisationsnummer"):
        assert words in page.text, words
    assert Organisation.objects.count() == 1
    assert set(found.rows.values_list("country", flat=True)) == {"NO", "FI", "SE", ""}


def test_the_new_come_in_at_once_and_go_out_at_once(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    upload(client, LIST)
    found = Import.objects.get()
    assert "3 är nya" in client.get(url("import", found.pk)).text
    told = client.post(url("carry_out_import", found.pk), follow=True)
    assert url("undo_import", found.pk) in told.text
    lierne = Organisation.objects.get(name="Lierne kommune")
    assert (lierne.country, lierne.latitude, lierne.website) == ("NO", 64.4, "https://lierne.example")
    assert Entry.objects.filter(kind="partners.organisation", object_id=lierne.pk, by=coordinator).exists()
    count = Organisation.objects.current().count()

    client.post(url("carry_out_import", found.pk))
    assert Organisation.objects.current().count() == count

    client.post(url("undo_import", found.pk))
    assert Organisation.objects.current().count() == 0
    client.post(url("redo_import", found.pk))
    assert Organisation.objects.current().count() == count
    client.post(url("undo_import", found.pk))
    assert Organisation.objects.current().count() == 0


def test_undoing_leaves_what_has_been_worked_with_since_and_says_so(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    upload(client, "Namn;Land\nAnvänd;NO\nÄndrad;NO\nOrörd;NO\n")
    found = Import.objects.get()
    client.post(url("carry_out_import", found.pk))
    make_contact(organisation=Organisation.objects.get(name="Använd"))
    changed = Organisation.objects.get(name="Ändrad")
    changed.place = "Oslo"
    changed.save()
    told = client.post(url("undo_import", found.pk), follow=True)
    assert {one.name for one in Organisation.objects.current()} == {"Använd", "Ändrad"}
    assert "2 är kvar" in told.text


def test_perhaps_the_same_is_left_out_unless_somebody_says_it_is_another(client: Client, coordinator: User) -> None:
    make_organisation("Region Västra Lappland", country="FI")
    client.force_login(coordinator)
    upload(client, "Namn;Land\nRegion Västra Laplands;FI\n")
    found = Import.objects.get()
    assert kinds(found) == ["alike"]
    row = found.rows.get()
    away = {"next": "https://evil.example"}
    assert client.post(url("tell_other", row.pk), away).headers["location"] == found.get_absolute_url()
    assert kinds(found) == ["new"]
    client.post(url("tell_other", row.pk))
    assert kinds(found) == ["alike"]
    client.post(url("tell_other", row.pk))
    client.post(url("carry_out_import", found.pk))
    assert Organisation.objects.count() == 2
    client.post(url("tell_other", row.pk))
    assert found.rows.get().is_other


def test_the_columns_are_guessed_can_be_changed_and_rows_without_country_get_the_common_one(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    upload(client, "Vad;Benämning\nKiruna;Skola i Kiruna\n")
    found = Import.objects.get()
    assert kinds(found) == ["refused"]
    answers = {"name": "1", "place": "0", "standard_kind": "school", "standard_country": "SE"}
    assert client.post(url("import", found.pk), {**answers, "place": "1"}).status_code == 422
    assert client.post(url("import", found.pk), answers).status_code == 302
    client.post(url("carry_out_import", found.pk))
    made = Organisation.objects.get()
    assert (made.name, made.place, made.kind, made.country) == ("Skola i Kiruna", "Kiruna", "school", "SE")


def test_a_number_that_a_secret_or_withdrawn_organisation_has_is_refused(client: Client, officer: User) -> None:
    make_organisation("Hemlig", organisation_number="212000-2486", secrecy_ground="OSL 15 kap. 1 §")
    make_organisation("Avslutad", organisation_number="556000-0001").withdraw()
    client.force_login(officer)
    page = upload(client, "Namn;Land;Organisationsnummer\nNy;SE;212000-2486\nNy två;SE;556000-0001\n")
    assert kinds(Import.objects.get()) == ["refused", "refused"]
    assert "Hemlig" not in page.text
    assert "Avslutad" in page.text


def test_what_is_known_is_shown_to_those_who_may_see_it_alone(client: Client, coordinator: User, officer: User) -> None:
    make_organisation("Hemlig vänort", country="NO", secrecy_ground="OSL 15 kap. 1 §")
    found = make_import(coordinator, "Hemlig vänort")
    assert kinds(found) == ["same"]
    link = url("organisation", found.rows.get().known_id)
    client.force_login(officer)
    assert link not in client.get(url("import", found.pk)).text
    client.force_login(coordinator)
    assert link in client.get(url("import", found.pk)).text


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"", "tom.csv", "ingen tabell"),
        (workbook(["Namn"], ["A"], macros=True), "lista.xlsx", "makron"),
        (b"Namn;Land\n" + b"A;NO\n" * 100_001, "stor.csv", "100\u202f001 rader"),
        (b"PK\x03\x04x", "trasig.xlsx", "skadad"),
        (b"<html>", "sida.html", "sida.html"),
    ],
)
def test_what_cannot_be_read_is_told(client: Client, coordinator: User, body: bytes, name: str, words: str) -> None:
    client.force_login(coordinator)
    page = upload(client, body, name)
    assert page.status_code == 422
    assert words in page.text
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [("NO", "NO"), ("no", "NO"), ("Norge", "NO"), ("Norway", "NO"), ("Suomi", "FI"), ("Deutschland", "DE"), ("?", "")],
)
def test_countries_are_known_by_code_and_name(text: str, code: str) -> None:
    assert country_of(text) == code


def test_headings_and_kinds_are_understood_in_both_languages() -> None:
    assert guessed(["Partner", "Land", "Ort", "Org.nr"]) == {
        "name": 0,
        "country": 1,
        "place": 2,
        "organisation_number": 3,
    }
    assert guessed(["Organisation name", "Country", "City"]) == {"name": 0, "country": 1, "place": 2}
    assert (kind_of("Skola"), kind_of("school"), kind_of("slott")) == ("school", "school", "")


def test_who_may_not_change_is_refused(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    assert client.get(url("import_file")).status_code == 403
