"""What the register tells of an actor: industry by code, size, markets, languages."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.actors.sni import UnknownCode, division_of, divisions, sni_code, written
from utblick.actors.tests.make import make_actor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("16.231", "16231"),
        ("16231", "16231"),
        ("16", "16"),
        ("16.231 Tillverkning av monteringsfärdiga trähus", "16231"),
        ("SNI 85 Utbildning", "85"),
    ],
)
def test_a_code_is_read_as_people_and_registers_write_it(text: str, code: str) -> None:
    assert sni_code(text) == code


@pytest.mark.parametrize("text", ["04.1", "1", "162311", "trä", ""])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(UnknownCode):
        sni_code(text)


def test_a_code_is_named_by_its_division() -> None:
    division = division_of("16231")
    assert division
    assert division.sv.startswith("Tillverkning av trä")
    assert written("16231") == "16.231"
    assert len(divisions()) == 88


@pytest.mark.django_db
def test_countries_languages_and_code_are_written_by_name_and_read_back(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answers = {
        "name": "Hotings trähus AB", "kind": "company", "description": "Vi bygger hus.", "sni": "16.231", "size": "20",
        "languages": "norska, engelska", "markets": "Norge", "markets_wanted": "Tyskland och Finland",
    }  # fmt: skip
    client.post(reverse("actors:add"), answers)
    actor = LocalActor.objects.get()
    assert (actor.sni, actor.languages, actor.markets, actor.markets_wanted) == ("16231", "nb en", "NO", "DE FI")
    page = client.get(actor.get_absolute_url()).text
    for words in ("16.231 Tillverkning av trä", "20–49 anställda", "Tyskland, Finland", "norskt bokmål, engelska"):
        assert words in page
    assert "Tyskland, Finland" in client.get(reverse("actors:edit", args=[actor.pk])).text


@pytest.mark.django_db
def test_an_unknown_country_or_code_is_told_of_and_nothing_is_lost(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answers = {"name": "A", "kind": "company", "description": "B", "sni": "04.1", "markets": "Narnia"}
    page = client.post(reverse("actors:add"), answers)
    assert page.status_code == 422
    assert "”Narnia” är inget land" in page.text
    assert "Ingen SNI-kod börjar så" in page.text
    assert 'value="Narnia"' in page.text


@pytest.mark.django_db
def test_the_list_is_narrowed_by_industry_and_market_and_taken_home(client: Client, coordinator: User) -> None:
    make_actor("Norrsågen", sni="16100", markets="NO", size=20)
    make_actor("Mejeriet", sni="10510", markets_wanted="DE", size=5)
    client.force_login(coordinator)
    assert "Mejeriet" not in client.get(reverse("actors:list"), {"division": "16"}).text
    assert "Norrsågen" not in client.get(reverse("actors:list"), {"market": "DE"}).text
    book = client.get(reverse("actors:list"), {"as": "xlsx", "sort": "size"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows if row[0] in {"Mejeriet", "Norrsågen"}] == ["Mejeriet", "Norrsågen"]
    assert "10.510" in rows[-2]
