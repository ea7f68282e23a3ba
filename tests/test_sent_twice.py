"""Every form that adds something, sent twice: a double click, a resend after a lost answer, back and send again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.chain import Chain, make_chain
from tests.filling import complaints, filled, form_of
from tests.test_every_page import addresses
from utblick.accounts.models import Municipality, Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.initiatives.models import Lesson
from utblick.journal.models import Recorded, Sending
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_organisation
from utblick.tenancy import scope
from utblick.ui.kept import RESUMED
from utblick.watch.models import Item

ADDS = {
    *("initiatives:start", "initiatives:add_step", "initiatives:add_result", "initiatives:add_lesson"),
    *("initiatives:add_partner", "partners:add", "partners:add_agreement", "partners:add_contact"),
    *("partners:add_person", "actors:add", "followup:start", "accounts:invite", "accounts:add_unit"),
    *("goals:programme_add", "goals:priority_add", "goals:add_goal", "goals:add_responsibility"),
}


@pytest.fixture
def chain(municipality: Municipality) -> Iterator[Chain]:
    with scope.acting(municipality):
        make_organisation("Partner som inte är med än")
        make_unit("Kommunstyrelsen", kind=Unit.Kind.BOARD)
        yield make_chain()


@pytest.fixture
def writer(client: Client, coordinator: User) -> Client:
    """A coordinator of a municipality where nothing has been done yet."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def sender(chain: Chain) -> Client:
    client = Client(headers={"host": chain.municipality.hosts})
    client.force_login(make_user(Role.COORDINATOR))
    return client


def rows() -> dict[str, int]:
    """In one query: it is asked some hundred times."""
    tables = [kind._meta.db_table for kind in apps.get_models() if issubclass(kind, Recorded)]
    counts = ", ".join(f"(SELECT count(*) FROM {connection.ops.quote_name(table)})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def forms(chain: Chain, sender: Client) -> Iterator[tuple[str, str, Any]]:
    """One page of each kind of ours that has a form which is to be carried out once."""
    met = set()
    for name, address in addresses(chain):
        if name in met or name == "followup:download" or name.startswith("wagtail"):
            continue
        page = sender.get(address)
        is_page = page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")
        if page.status_code == 405:
            met.add(name)  # not to be looked at, whatever its keys
        if is_page and (form := form_of(page.text)) is not None:
            met.add(name)
            yield name, form.action or address, form


def test_every_form_sent_twice_is_carried_out_once(chain: Chain, sender: Client) -> None:
    """And opened again with what was written, by who was logged out in between, it saves nothing by that."""
    tried = set()
    for name, address, form in forms(chain, sender):
        before, sent = rows(), filled(form)
        if name in ADDS:  # what is a line within a page, or has a review of its own, has nothing to be looked through
            assert sender.post(address, filled(form, **{RESUMED: "1"})).status_code == 422, name
            assert rows() == before, name
        first = sender.post(address, sent)
        if first.status_code == 422 and name not in ADDS:
            continue  # asks for more than its own page tells: it has tests of its own
        assert first.status_code == 302, (name, complaints(first.text))
        after = rows()
        second = sender.post(address, sent)
        assert second.status_code == 302, name
        assert second.headers["Location"] == first.headers["Location"], name
        assert rows() == after, name
        if after != before:
            tried.add(name)
    assert ADDS - tried == set()


def test_going_back_and_writing_something_else_loses_nothing(chain: Chain, sender: Client) -> None:
    address = next(address for name, address in addresses(chain) if name == "initiatives:add_lesson")
    while sender.get(address).status_code != 200:
        address = address.replace(address.split("/")[2], str(int(address.split("/")[2]) + 1))
    form = form_of(sender.get(address).text)
    before = Lesson.objects.count()
    for words in ("Börja tidigare", "Börja tidigare", "Ha en tolk med"):
        sender.post(address, filled(form, text=words))
    assert Lesson.objects.count() == before + 2


def test_a_form_that_was_refused_can_be_sent_again(writer: Client) -> None:
    sent = filled(form_of(writer.get("/partners/add/").text), name="")
    assert [writer.post("/partners/add/", sent).status_code for _sending in range(2)] == [422, 422]
    assert not Sending.objects.exists()


def test_the_same_words_in_a_page_that_the_back_button_fetched_anew_are_the_same_sending(writer: Client) -> None:
    before = Organisation.objects.count()
    for _page in range(2):
        writer.post("/partners/add/", filled(form_of(writer.get("/partners/add/").text), name="Bergs kommun"))
    assert Organisation.objects.count() == before + 1


def test_what_was_undone_can_be_sent_again(writer: Client) -> None:
    sent = filled(form_of(writer.get("/partners/add/").text), name="Bergs kommun")
    first = writer.post("/partners/add/", sent).headers["Location"]
    writer.post(f"{first}withdraw/")
    second = writer.post("/partners/add/", sent).headers["Location"]
    assert second != first
    assert writer.get(second).status_code == 200
    assert writer.post("/partners/add/", sent).headers["Location"] == second


def test_a_key_that_was_shown_to_somebody_else_means_nothing(here: Municipality, writer: Client) -> None:
    form = form_of(writer.get("/partners/add/").text)
    other = Client(headers={"host": here.hosts})
    other.force_login(make_user(Role.COORDINATOR))
    writer.post("/partners/add/", filled(form, name="Bergs kommun"))
    assert other.post("/partners/add/", filled(form, name="Norges kommun")).status_code == 302
    assert Sending.objects.count() == 1


def test_what_is_told_on_the_spot_is_kept(writer: Client) -> None:
    """An answer that leads nowhere, as of a file that was handed in, is no refusal."""
    page = "/watch/sources/hand-in/"
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20990910\r\nSUMMARY:Vänortsdag\r\nEND:VEVENT"
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}\r\nEND:VCALENDAR\r\n".encode()
    for _sending in range(2):
        sent = filled(form_of(writer.get(page).text), file=SimpleUploadedFile("dagar.ics", body))  # type: ignore[arg-type]
        assert writer.post(page, sent).status_code == 200
        assert Item.objects.filter(title="Vänortsdag").count() == 1
    assert not Sending.objects.exists()
