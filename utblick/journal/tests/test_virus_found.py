"""A file that was refused for a virus stands in the trail: who, where, which name, what was found; nothing of the file."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.files import scanning
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.teamwork.models import Comment
from utblick.tenancy import scope

BODY = b"%PDF-1.7 not in the trail"


@pytest.fixture
def answers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scanner that knows one word; a real one is asked in files/tests/test_scanning.py."""

    def answer(command: bytes, parts: object, *args: object) -> str:
        return "stream: Win.Test.EICAR FOUND" if BODY in b"".join(parts) else "stream: OK"  # type: ignore[call-overload]

    settings.CLAMD = "/a/scanner"
    monkeypatch.setattr(scanning, "_ask", answer)


def send(client: Client, address: str, body: bytes) -> int:
    return client.post(address, {"text": "Se filen", "file": SimpleUploadedFile("faktura.pdf", body)}).status_code


@pytest.mark.usefixtures("answers")
def test_the_auditor_sees_who_handed_in_which_file_where_and_what_was_found(
    here: Municipality, client: Client, officer: User
) -> None:
    about = make_initiative()
    address = reverse("teamwork:comment", args=["initiatives.initiative", about.pk])
    client.force_login(officer)
    assert send(client, address, BODY) == 422
    entry = Entry.objects.filter(kind="accounts.municipality").get()
    assert (entry.by, entry.object_id, entry.before) == (officer, here.pk, {})
    assert entry.after == {
        "virus": "Win.Test.EICAR",
        "file_refused": "faktura.pdf",
        "handed_in_at": address,
        "sha256": hashlib.sha256(BODY).hexdigest(),
    }
    assert not Comment.objects.exists()
    client.force_login(make_user(Role.AUDITOR))
    page = client.get(reverse("journal:everything")).text
    for told in ("Virus", "Win.Test.EICAR", "Fil som inte togs emot", "faktura.pdf", "Lämnades in på", officer.name):
        assert told in page


@pytest.mark.usefixtures("answers")
def test_a_clean_file_leaves_no_such_entry(here: Municipality, client: Client, officer: User) -> None:
    address = reverse("teamwork:comment", args=["initiatives.initiative", make_initiative().pk])
    client.force_login(officer)
    assert send(client, address, b"%PDF-1.7 clean\n%%EOF\n") == 302
    assert not Entry.objects.filter(kind="accounts.municipality").exists()


@pytest.mark.usefixtures("answers")
def test_it_stands_there_also_when_the_page_falls(
    here: Municipality, client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("django.forms.forms.BaseForm.add_error", falls)
    client.raise_request_exception = False
    client.force_login(officer)
    address = reverse("teamwork:comment", args=["initiatives.initiative", make_initiative().pk])
    assert send(client, address, BODY) == 500
    with scope.acting(here):
        assert Entry.objects.filter(kind="accounts.municipality").count() == 1
