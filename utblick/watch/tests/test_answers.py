import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.watch import answering, decisions
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item, make_place

INBOX = reverse("watch:inbox")


@pytest.fixture
def asked(coordinator: User, officer: User) -> Decision:
    place = make_place(make_item("Utbyte om äldreomsorg"))
    return decisions.decide(
        place.item, verdict="assigned", by=coordinator, assigned_to=officer, reason="Något för hemtjänsten?"
    )


def test_the_question_waits_for_the_one_who_was_asked_and_the_answer_comes_back(
    client: Client, coordinator: User, officer: User, asked: Decision
) -> None:
    client.force_login(officer)
    assert "1 fråga väntar på ditt svar" in client.get(INBOX).text
    waiting = client.get(INBOX, {"state": "asked"}).text
    assert "Utbyte om äldreomsorg" in waiting
    answer = reverse("watch:answer", args=[asked.pk])
    assert answer in waiting
    assert "Något för hemtjänsten?" in client.get(answer).text

    client.post(answer, {"answer": "yes", "text": "Eva tar kontakt", "next": INBOX})
    assert "väntar på ditt svar" not in client.get(INBOX).text

    client.force_login(coordinator)
    assert "1 svar har kommit på det du frågade" in client.get(INBOX).text
    told = client.get(INBOX, {"state": "answered"}).text
    for words in ["Vi vill gå vidare med det", "Eva tar kontakt", officer.name]:
        assert words in told
    client.post(reverse("watch:answer_read", args=[asked.pk]))
    assert "svar har kommit" not in client.get(INBOX).text


def test_the_item_itself_leads_the_one_who_was_asked_to_the_answer_and_shows_it_to_everybody(
    client: Client, coordinator: User, officer: User, asked: Decision
) -> None:
    page, answer = reverse("watch:item", args=[asked.item_id]), reverse("watch:answer", args=[asked.pk])
    client.force_login(coordinator)
    assert answer not in client.get(page).text
    client.force_login(officer)
    assert f"{answer}?next={page}" in client.get(page).text
    client.post(answer, {"answer": "yes", "text": "Eva tar kontakt"})
    assert answer not in client.get(page).text
    client.force_login(coordinator)
    assert "Eva tar kontakt" in client.get(page).text


def test_anyone_of_the_unit_that_was_asked_may_answer_and_nobody_else(
    client: Client, coordinator: User, officer: User
) -> None:
    unit = make_unit("Skola")
    teacher = make_user(Role.OFFICER, unit=unit)
    decision = decisions.decide(make_item(), verdict="assigned", by=coordinator, unit=unit)
    answer = reverse("watch:answer", args=[decision.pk])

    client.force_login(officer)
    assert client.post(answer, {"answer": "no"}).status_code == 403
    client.force_login(teacher)
    assert client.post(answer, {"answer": "no"}).status_code == 302
    decision.refresh_from_db()
    assert (decision.answer, decision.answered_by) == ("no", teacher)


def test_a_second_answer_is_told_of_the_first(officer: User, coordinator: User, asked: Decision) -> None:
    answering.answer(asked, by=officer, answer="no", text="Vi hinner inte")
    with pytest.raises(ValidationError, match="Vi hinner inte"):
        answering.answer(asked, by=coordinator, answer="yes")
    answering.answer(asked, by=officer, answer="yes")
    asked.refresh_from_db()
    assert asked.answer == "yes"


def test_a_question_that_was_taken_back_needs_no_answer(
    client: Client, coordinator: User, officer: User, asked: Decision
) -> None:
    decisions.undo(asked, by=coordinator)
    client.force_login(officer)
    text = client.post(reverse("watch:answer", args=[asked.pk]), {"answer": "yes"}).text
    assert "Frågan är tillbakatagen" in text
    asked.refresh_from_db()
    assert not asked.answer


def test_several_are_assigned_with_the_same_question(client: Client, coordinator: User, officer: User) -> None:
    keys = [make_place().item_id for _ in range(3)]
    client.force_login(coordinator)
    together = reverse("watch:assign_together")

    form = client.post(together, {"items": keys}).text
    assert "3 poster, med samma fråga" in form
    answer = client.post(together, {"items": keys, "assigned_to": officer.pk, "reason": "Titta", "unit": ""})
    assert answer.status_code == 302
    assert Decision.objects.asked_of(officer, []).count() == 3
    assert client.post(together, {"items": keys, "reason": "", "unit": ""}).status_code == 422
