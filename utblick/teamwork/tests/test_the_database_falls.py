"""What is shown to who sends a form at the moment at which the database falls."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from lxml import html

from tests.filling import filled, form_of
from utblick.initiatives.tests.make import make_initiative
from utblick.teamwork import talking
from utblick.teamwork.models import Comment


@pytest.fixture
def sent(client, coordinator, monkeypatch):
    """Sends a comment while the database is away; gives the answer."""
    client.force_login(coordinator)
    client.raise_request_exception = False
    where = f"/teamwork/initiatives.initiative/{make_initiative().pk}/"

    def send(**facts):
        form = form_of(client.get(where).text)
        with monkeypatch.context() as fallen:
            fallen.setattr(talking, "write", _fall)
            return client.post(f"{where}comment/", filled(form, **facts))

    return send


def test_the_text_is_shown_and_sent_again_it_is_saved_once(client, sent) -> None:
    answer = sent(text="Mötet är flyttat till <torsdag>.")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Databasen svarar inte." in answer.text
    assert Comment.objects.count() == 0
    page = html.fromstring(answer.text)
    assert page.get_element_by_id("written").text.strip() == "Mötet är flyttat till <torsdag>."
    (form,) = page.forms
    for _ in range(2):
        assert client.post(form.action, form.fields).status_code == 302
    assert [one.text for one in Comment.objects.all()] == ["Mötet är flyttat till <torsdag>."]


def test_a_file_is_asked_for_again(sent) -> None:
    upload = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7", "application/pdf")
    assert "En fil måste väljas på nytt" in sent(text="Se filen", file=upload).text


def test_a_form_that_is_none_of_ours_is_not_shown(client, sent) -> None:
    answer = sent(text="Annans text", form_key="påhittad")
    assert "Annans text" not in answer.text


def _fall(*_args: object, **_facts: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")
