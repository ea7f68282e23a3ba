"""Local actors brought in from lists as Bolagsverket and SCB write them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from utblick.accounts.models import User
from utblick.actors import importing
from utblick.actors.fates import Register, guessed, kind_of
from utblick.actors.models import Import, LocalActor
from utblick.actors.sizes import UnknownSize, size_of
from utblick.actors.tests.make import make_actor, make_contact_person
from utblick.tables import table_of

SCB = """PeOrgNr;Företagsnamn;PostOrt;Juridisk form;Stkl,kod;Bransch_1P,kod;Bransch_1P;Telefon
165560360793;Norrsågen AB;Hoting;Övriga aktiebolag;4;16100;Sågning och hyvling av trä;0671-100 00
8020025600;Ströms fiskevårdsförening;Strömsund;Ideell förening;0;94990;Andra intresseorganisationer;
5560360793;Norrsågen;Hoting;Övriga aktiebolag;4;16100;Sågning;
5560360794;Fel siffra AB;Backe;Övriga aktiebolag;1;16100;Sågning;
;Utan verksamhet;Backe;;;;;
"""


def columns(header: str) -> dict[str, str]:
    heads = header.split(";")
    return {name: heads[column] for name, column in guessed(heads).items()}


def test_the_columns_of_scb_and_bolagsverket_are_known_by_their_headings() -> None:
    assert columns(SCB.splitlines()[0]) == {
        "organisation_number": "PeOrgNr", "name": "Företagsnamn", "place": "PostOrt", "kind": "Juridisk form",
        "size": "Stkl,kod", "sni": "Bransch_1P,kod", "industry": "Bransch_1P",
    }  # fmt: skip
    assert columns("Organisationsnummer;Firma;Säteskommun;Verksamhetsbeskrivning;SNI-kod;Antal anställda") == {
        "organisation_number": "Organisationsnummer", "name": "Firma", "place": "Säteskommun",
        "description": "Verksamhetsbeskrivning", "sni": "SNI-kod", "size": "Antal anställda",
    }  # fmt: skip


BOLAGSVERKET = """organisationsidentitet;namnskyddslopnummer;registreringsland;organisationsnamn;organisationsform;\
avregistreringsdatum;avregistreringsorsak;pagandeAvvecklingsEllerOmstruktureringsforfarande;registreringsdatum;\
verksamhetsbeskrivning;postadress
"5560360793$ORGNR-IDORG";"1";"SE-LAND";"Norrsågen AB$FORETAGSNAMN-ORGNAM$1994-09-16|Sågen$SARS_FORNAMN-ORGNAM$2001-01-01";\
"AB-ORGFO";"";"";"";"1994-09-16";"Bolaget sågar och hyvlar trä.";"Box 1$$HOTING$83080$SE-LAND"
"2120002486$ORGNR-IDORG";"";"SE-LAND";"Gamla AB$FORETAGSNAMN-ORGNAM$1990-01-01";"AB-ORGFO";"2019-05-02";"KKAV-AVORG";"";\
"1990-01-01";"Handel.";"Box 2$$HOTING$83080$SE-LAND"
"""
SCB_OPEN = """ForAndrTyp\tCOAdress\tForetagsnamn\tFtgStat\tGatuadress\tJEStat\tJurForm\tNamn\tNg1\tPeOrgNr\tPostNr\tPostOrt\tmNamn
1\t\t\t1\tSTORGATAN 1\t1\t49\tNORRSÅGEN AB\t16100\t165560360793\t83080\tHOTING\t1
1\t\t\t9\tSTORGATAN 2\t1\t61\tGAMLA FÖRENINGEN\t94990\t162120002486\t83080\tHOTING\t1
1\t\t\t1\tSTORGATAN 3\t1\t61\tNYA FÖRENINGEN\t00000\t168020025600\t83080\tHOTING\t1
"""


@pytest.mark.django_db
@pytest.mark.parametrize(("body", "refused"), [(BOLAGSVERKET, ["ended"]), (SCB_OPEN, ["ended", "not told"])])
def test_the_open_data_of_the_whole_country_is_taken_as_it_comes(
    coordinator: User, body: str, refused: list[str]
) -> None:
    table = table_of(body.encode("cp1252"))
    register = Register(Import(header=list(table.header), columns=guessed(table.header), kind="company"))
    with translation.override("en"):
        new, *others = [register.judged(number, cells) for number, cells in enumerate(table.rows, 2)]
    told = {name: str(new.values[name]).casefold() for name in ("name", "place", "organisation_number", "kind")}
    assert told == {"name": "norrsågen ab", "place": "hoting", "organisation_number": "556036-0793", "kind": "company"}
    assert "trä" in new.values["description"]
    assert [one.kind for one in (new, *others)] == ["new", *("refused" for _one in others)]
    assert all(word in one.reason for word, one in zip(refused, others, strict=True)), others


@pytest.mark.parametrize(
    ("text", "heading", "size"),
    [("4", "Stkl,kod", 20), ("4", "Antal anställda", 1), ("20-49 anställda", "", 20), ("0 anställda", "", 0),
     ("1 200", "Anställda", 250), ("Inga anställda", "", 0), ("250 anställda eller fler", "", 250)],
)  # fmt: skip
def test_a_size_is_a_count_or_a_class(text: str, heading: str, size: int) -> None:
    assert size_of(text, heading) == size


def test_what_tells_no_size_is_refused() -> None:
    with pytest.raises(UnknownSize):
        size_of("stor")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Ideell förening", "association"), ("61", "association"), ("Övriga aktiebolag", "company"), ("Skola", "school")],
)
def test_a_legal_form_tells_the_kind(text: str, kind: str) -> None:
    assert kind_of(text, "company") == kind


@pytest.fixture
def found(coordinator: User, client: Client) -> Import:
    """A list that has been read and judged."""
    client.force_login(coordinator)
    upload = SimpleUploadedFile("scb.csv", SCB.encode("cp1252"))
    answer: Any = client.post(reverse("actors:import_file"), {"file": upload})
    assert answer.status_code == 302
    return Import.objects.get()


def post(client: Client, name: str, found: Import) -> None:
    client.post(reverse(f"actors:{name}", args=[found.pk]))


@pytest.mark.django_db
def test_each_row_is_told_its_fate_before_anything_is_saved(client: Client, found: Import) -> None:
    fates = list(found.rows.values_list("name", "fate"))
    assert fates == [
        ("Norrsågen AB", "new"),
        ("Ströms fiskevårdsförening", "new"),
        ("Norrsågen", "same"),
        ("Fel siffra AB", "refused"),
        ("Utan verksamhet", "refused"),
    ]
    page = client.get(found.get_absolute_url()).text
    assert "Samma som rad 2" in page
    assert "Den sista siffran stämmer inte" in page
    assert "Det framgår inte vad de gör" in page
    assert not LocalActor.objects.exists()


@pytest.mark.django_db
def test_the_new_ones_are_made_and_the_whole_is_undone_and_brought_back(client: Client, found: Import) -> None:
    post(client, "carry_out_import", found)
    saw = LocalActor.objects.get(name="Norrsågen AB")
    assert (saw.organisation_number, saw.sni, saw.size, saw.description) == (
        "556036-0793",
        "16100",
        20,
        "Sågning och hyvling av trä",
    )
    assert LocalActor.objects.get(name__startswith="Ströms").kind == "association"
    make_contact_person(saw)
    post(client, "undo_import", found)
    assert [one.name for one in LocalActor.objects.current()] == ["Norrsågen AB"], "what has been worked with stays"
    post(client, "redo_import", found)
    assert LocalActor.objects.current().count() == 2


@pytest.mark.django_db
def test_one_that_is_in_the_register_is_not_doubled(coordinator: User, client: Client) -> None:
    make_actor("Sågen", organisation_number="556036-0793")
    client.force_login(coordinator)
    found = importing.begun(body=SCB.encode(), name="scb.csv", by=coordinator)
    client.post(
        found.get_absolute_url(), {"name": "1", "organisation_number": "0", "industry": "6", "standard_kind": "company"}
    )
    assert found.rows.first().fate == "same"  # type: ignore[union-attr]
    assert "Sågen" in client.get(found.get_absolute_url()).text


@pytest.mark.django_db
def test_no_table_and_no_right_are_told(client: Client, coordinator: User, auditor: User) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("actors:import_file"), {"file": SimpleUploadedFile("a.csv", b"\0\0")})
    assert answer.status_code == 422
    client.force_login(auditor)
    assert client.get(reverse("actors:import_file")).status_code == 403
