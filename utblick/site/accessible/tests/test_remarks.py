"""What a reader reports lands once, with somebody who has promised to answer; and nothing written is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.journal.models import Entry
from utblick.site.accessible.models import Remark, Statement
from utblick.site.accessible.tests.make import make_remark
from utblick.site.accessible.words import words
from utblick.site.tests.test_visit_request import at, opened

__all__ = ["at"]
pytestmark = pytest.mark.django_db
FORM = "/public/fi/accessibility/tell/"
TOLD = {"message": "Kuvat eivät aukea.", "address": "/fi/matkailu/", "email": "lukija@example.org"}


def test_a_remark_lands_once_with_a_task_and_a_promised_day(client: Client, coordinator: User, at: Any) -> None:
    editor = make_user(Role.EDITOR)
    Statement(owner=editor, working_days=2).save()
    sent = {**opened(client, at, FORM), **TOLD}

    answers = [client.post(FORM, sent) for _time in range(2)]

    remark = Remark.objects.select_related("task__owner").get()
    assert (remark.message, remark.language, remark.answer_by) == (
        TOLD["message"], "fi", Statement.standing().due_after(timezone.localdate()),
    )  # fmt: skip
    assert remark.task is not None
    assert (remark.task.owner, remark.task.due_on) == (editor, remark.answer_by)
    assert words("fi")["form_thanks"] in client.get(answers[0].headers["Location"]).text
    assert Entry.objects.filter(kind="accessible.remark", object_id=str(remark.pk)).exists()


def test_without_an_address_it_lands_too_and_a_machine_does_not(client: Client, coordinator: User, at: Any) -> None:
    sent = {**opened(client, at, FORM), "message": TOLD["message"], "email": "", "address": ""}
    refused = client.post(FORM, {**sent, "website": "http://spam.example"})
    assert (refused.status_code, TOLD["message"] in refused.text) == (422, True)
    assert not Remark.objects.exists()
    client.post(FORM, sent)
    assert Remark.objects.get().email == ""


def test_what_came_of_it_is_noted_and_the_task_is_done(client: Client, coordinator: User) -> None:
    remark = make_remark()
    client.force_login(coordinator)
    assert remark.message in client.get(reverse("desk:mine")).text or remark.task is not None
    page = reverse("accessible:answer", args=[remark.pk])

    assert client.post(page, {"outcome": "", "revision": remark.revision}).status_code == 422
    assert client.post(page, {"outcome": "Menyn är lagad.", "revision": remark.revision}).status_code == 302

    found = Remark.objects.select_related("task").get()
    assert (found.outcome, found.answered_on) == ("Menyn är lagad.", timezone.localdate())
    assert found.task is not None
    assert found.task.done_by == coordinator
    assert found.kept_until is not None


def test_who_wrote_is_forgotten_when_asked_to(client: Client, here: Municipality, coordinator: User) -> None:
    from utblick.partners import erasing

    remark = make_remark()
    erasing.erase(remark)
    found = Remark.objects.get()
    assert "lasare@example.org" not in (found.email, found.message)
