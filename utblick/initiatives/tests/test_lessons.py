"""A lesson reaches those whom it concerns, is asked about again, and is found by whoever needs it."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.desk.due import due
from utblick.initiatives import spreading, tasks
from utblick.initiatives.models import Lesson, LessonMail, Recipient
from utblick.initiatives.tests.make import make_initiative, make_lesson
from utblick.journal.models import Entry
from utblick.partners.terms import plus_months

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def care(here: object) -> Unit:
    return make_unit("Vård och omsorg")


@pytest.fixture
def nurse(care: Unit) -> User:
    return make_user(Role.OFFICER, unit=care)


def sent(lesson: Lesson, *units: Unit) -> list[Recipient]:
    return spreading.spread(lesson, units, by=None)


def test_a_lesson_is_written_and_sent_in_one_form(
    client: Client, coordinator: User, care: Unit, nurse: User, django_capture_on_commit_callbacks: Any
) -> None:
    initiative = make_initiative("Nattpatrullen")
    client.force_login(coordinator)
    facts = {"text": "Börja i byagården", "evidence": "Hälften tackade nej", "learnt_on": TODAY, "units": [care.pk]}

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("initiatives:add_lesson", args=[initiative.pk]), facts, follow=True)

    assert "skickad till 1 enhet" in page.text
    [letter] = mail.outbox
    assert letter.to == [nurse.email]
    assert "Börja i byagården" in letter.body
    assert Lesson.objects.get().get_absolute_url() in letter.body
    assert Recipient.objects.get().ask_on == plus_months(TODAY, 6)


def test_each_is_mailed_once_however_often_the_job_runs(care: Unit, nurse: User) -> None:
    lesson = make_lesson()
    sent(lesson, care)
    sent(lesson, care)
    assert [tasks.send_lessons.func(), tasks.send_lessons.func()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_mail_left_by_a_worker_that_died_is_sent_later_and_not_while_another_may_be_at_it(
    care: Unit, nurse: User
) -> None:
    sent(make_lesson(), care)
    now = timezone.now()
    LessonMail.objects.update(claimed_at=now)
    assert spreading.send_all(now + timedelta(minutes=5)) == 0
    assert spreading.send_all(now + timedelta(minutes=20)) == 1


def test_what_the_mail_server_refused_is_tried_again_and_keeps_no_mail_from_the_others(
    care: Unit, nurse: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_user(Role.OFFICER, unit=care)
    sent(make_lesson(), care)
    reached: list[str] = []

    def send(self: Any) -> int:
        if self.to == [nurse.email]:
            raise SMTPServerDisconnected
        reached.extend(self.to)
        return 1

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", send)
        with pytest.raises(SMTPServerDisconnected):
            spreading.send_all(timezone.now())
    assert reached == [other.email]
    assert spreading.send_all(timezone.now()) == 1


def test_a_confidential_lesson_is_mailed_to_nobody(care: Unit, nurse: User) -> None:
    initiative = make_initiative("Hemlig etablering")
    sent(make_lesson(initiative=initiative, text="Vänta med pressen"), care)
    initiative.secrecy_ground = "OSL 31 kap. 16 §"
    initiative.save()
    assert spreading.send_all(timezone.now()) == 0
    assert mail.outbox == []


def test_who_has_left_the_unit_is_not_mailed(care: Unit, nurse: User) -> None:
    sent(make_lesson(), care)
    nurse.memberships.get().withdraw()
    assert spreading.send_all(timezone.now()) == 0


def test_the_unit_is_asked_after_half_a_year_and_the_coordinator_a_month_later(
    care: Unit, nurse: User, coordinator: User
) -> None:
    [recipient] = sent(make_lesson(text="Börja i byagården"), care)
    half_a_year = plus_months(TODAY, 6)
    asked = reverse("initiatives:answer_lesson", args=[recipient.pk])

    def told(user: User, day: Any) -> bool:
        return asked in [one.url for one in due(day, user=user)]

    assert not told(nurse, half_a_year - timedelta(days=1))
    assert told(nurse, half_a_year)
    assert not told(make_user(Role.EDITOR, unit=care), half_a_year), "who may not answer is not asked"
    assert not told(coordinator, half_a_year)
    assert told(coordinator, half_a_year + timedelta(days=30))
    assert not told(make_user(Role.OFFICER, unit=make_unit("Teknik")), half_a_year + timedelta(days=30))


def test_the_answer_stands_beside_the_lesson_and_ends_the_asking(client: Client, care: Unit, nurse: User) -> None:
    [recipient] = sent(make_lesson(), care)
    client.force_login(nurse)
    address = reverse("initiatives:answer_lesson", args=[recipient.pk])

    refused = client.post(address, {"answer": "not_used", "why": ""})
    assert refused.status_code == 422
    page = client.post(address, {"answer": "not_used", "why": "Ingen bil på natten"}, follow=True)

    assert "Ingen bil på natten" in page.text
    recipient.refresh_from_db()
    assert (recipient.ask_on, recipient.answered_by) == (None, nurse)
    assert Entry.objects.filter(kind="initiatives.recipient", by=nurse, act="changed").exists()


def test_what_is_in_progress_is_asked_about_again(care: Unit, nurse: User) -> None:
    [recipient] = sent(make_lesson(), care)
    recipient.answer = Recipient.Answer.IN_PROGRESS
    spreading.answer(recipient, by=nurse)
    assert recipient.ask_on == plus_months(TODAY, 6)


def test_nobody_answers_for_another_unit(client: Client, care: Unit, officer: User) -> None:
    [recipient] = sent(make_lesson(), care)
    client.force_login(officer)
    answer = client.post(reverse("initiatives:answer_lesson", args=[recipient.pk]), {"answer": "used"})
    assert answer.status_code == 403


def test_the_library_finds_by_meaning_across_languages(client: Client, coordinator: User) -> None:
    make_lesson(text="Värdfamiljerna vill veta vad som gäller om ett barn blir sjukt.")
    make_lesson(text="Köparna ville ha måttblad på tyska redan vid första mötet.")
    make_lesson(text="The host families need to know what to do when a child falls ill.")
    client.force_login(coordinator)
    for words in ("sick child", "sjuka elever"):
        rows = client.get(reverse("initiatives:lessons"), {"q": words}).context["listing"].rows
        nearest = [row.text for row in rows[:2]]
        assert all("sjukt" in text or "ill" in text for text in nearest), (words, nearest)


def test_whoever_starts_something_is_shown_what_others_learnt(client: Client, coordinator: User) -> None:
    make_lesson(text="Värdfamiljerna vill veta vad som gäller om ett barn blir sjukt.")
    client.force_login(coordinator)
    shown = client.get(reverse("initiatives:learnt"), {"title": "Elevutbyte med host families"})
    assert "Värdfamiljerna" in shown.text
    again = client.post(reverse("initiatives:start"), {"title": "Barn i värdfamilj", "status": ""})
    assert "Värdfamiljerna" in again.text


def test_no_secret_lesson_is_in_the_library_nor_among_what_others_learnt(client: Client, officer: User) -> None:
    make_lesson(text="Hemligt om värdfamiljer", initiative=make_initiative(secrecy_ground="OSL 15 kap. 1 §"))
    client.force_login(officer)
    for address in ("initiatives:lessons", "initiatives:learnt"):
        page = client.get(reverse(address), {"q": "värdfamiljer", "title": "värdfamiljer"})
        assert "Hemligt" not in page.text


def test_the_library_can_be_taken_home_and_costs_nine_queries(
    client: Client, coordinator: User, care: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        sent(make_lesson(text=f"Lärdom {number}"), care, make_unit())
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(9):
        client.get(reverse("initiatives:lessons"))
    told = client.get(reverse("initiatives:lessons"), {"as": "csv"}).content.decode()
    assert "Lärdom 5" in told
    assert "Vård och omsorg" in told
