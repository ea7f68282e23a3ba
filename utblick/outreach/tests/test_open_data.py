"""Open data: what is published, and nothing else, as tables that programs read and a catalogue that portals accept."""

import csv
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook
from rdflib import RDF, Graph, Literal
from rdflib.namespace import DCAT, DCTERMS

from utblick.accounts.models import Municipality
from utblick.initiatives.tests.make import make_result
from utblick.outreach.open_data.tables import TABLES
from utblick.site.tests.make import HIDDEN, Shown, make_hidden

SHAPES = Path(os.environ.get("UTBLICK_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data")) / "validators"
ENDINGS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}


def fetch(client: Client, table: str, ending: str) -> Any:
    answer = client.get(reverse("outreach:data_file", args=[table, ending]))
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return answer


def test_an_initiative_is_told_with_its_people_partners_and_goals(client: Client, shown: Shown) -> None:
    (told,) = fetch(client, "initiatives", "json").json()
    assert (told["id"], told["title"], told["title_en"]) == (
        shown.initiative.pk, "Ungas möten över gränsen", "Young people meet",
    )  # fmt: skip
    assert told["partners"] == str(shown.partner.pk)
    assert (told["women"], told["girls"], told["not_stated"]) == (2, 13, 3)
    assert told["url"].endswith(f"/public/sv/initiatives/{shown.initiative.pk}/")


@pytest.mark.parametrize("table", TABLES)
def test_every_kind_of_file_has_the_same_rows_under_the_same_columns(table: str, client: Client, shown: Shown) -> None:
    told = fetch(client, table, "json").json()
    lines = list(csv.reader(io.StringIO(fetch(client, table, "csv").content.decode())))
    sheet = load_workbook(io.BytesIO(fetch(client, table, "xlsx").content)).get_sheet_by_index(0).to_python()
    columns = list(TABLES[table].columns)
    assert told, table
    assert (list(told[0]), lines[0], sheet[0]) == (columns, columns, columns)
    assert len(told) == len(lines) - 1 == len(sheet) - 1
    assert [str(row["id"]) for row in told] == [line[0] for line in lines[1:]]


@pytest.mark.parametrize("table", TABLES)
def test_what_the_public_may_not_see_is_in_no_table(table: str, client: Client, shown: Shown) -> None:
    before = fetch(client, table, "json").text
    make_hidden(shown)
    after = fetch(client, table, "json").text
    assert HIDDEN not in before + after
    assert after.count('"id"') >= before.count('"id"')


def test_a_text_that_a_spreadsheet_would_run_is_only_a_text(client: Client, shown: Shown) -> None:
    make_result(initiative=shown.initiative, published=True, text="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in fetch(client, "results", "csv").text
    assert "=HYPERLINK(1)" in [one["text"] for one in fetch(client, "results", "json").json()]


@pytest.mark.parametrize("path", ["goals.exe", "secrets.csv", "catalogue.exe"])
def test_what_there_is_not_is_not_found(path: str, client: Client, here: Municipality) -> None:
    assert client.get(f"/public/data/{path}").status_code == 404


@pytest.mark.parametrize(("ending", "form"), ENDINGS.items(), ids=list(ENDINGS))
def test_the_catalogue_names_each_table_and_its_files(ending: str, form: str, client: Client, shown: Shown) -> None:
    found = catalogue(client, ending, form)
    assert len(list(found.subjects(RDF.type, DCAT.Dataset))) == len(TABLES)
    for file in found.objects(None, DCAT.downloadURL):
        assert client.get(str(file).removeprefix("http://testserver")).status_code == 200
    titles = {
        str(one) for one in found.objects(None, DCTERMS.title) if isinstance(one, Literal) and one.language == "sv"
    }
    assert "Partner och vänorter, Provkommun" in titles


@pytest.mark.parametrize("email", ["", "kommun@example.se"])
def test_the_catalogue_tells_the_address_for_the_public_where_there_is_one(
    email: str, client: Client, here: Municipality
) -> None:
    here.public_email = email
    here.save()
    told = client.get(reverse("outreach:catalogue", args=["ttl"])).text
    assert ("mailto:kommun@example.se" in told) is bool(email)


def test_the_official_shapes_accept_the_catalogue(client: Client, shown: Shown) -> None:
    file = SHAPES / "3.0.1_html_shacl_shapes.ttl"
    if not file.exists():
        pytest.skip(f"the shapes of DCAT-AP are not at {file} (set UTBLICK_SHARED_DATA)")
    from pyshacl import validate

    shapes = Graph()
    for name in ("3.0.1_html_shacl_shapes.ttl", "3.0.1_html_shacl_range.ttl"):
        shapes.parse(SHAPES / name)
    found = catalogue(client, "ttl", "turtle")
    accepted, _graph, words = validate(found, shacl_graph=shapes, inference="none", allow_warnings=True)
    assert accepted, words
    found.remove((None, DCTERMS.title, None))
    assert not validate(found, shacl_graph=shapes, inference="none", allow_warnings=True)[0]


def test_the_page_tells_what_each_column_means(client: Client, here: Municipality) -> None:
    told = client.get(reverse("outreach:data", args=["sv"])).text
    for table in TABLES.values():
        assert str(table.title) in told
        assert f'<code lang="en">{next(iter(table.columns))}</code>' in told


def catalogue(client: Client, ending: str, form: str) -> Graph:
    found = Graph()
    found.parse(data=client.get(reverse("outreach:catalogue", args=[ending])).content, format=form)
    return found
