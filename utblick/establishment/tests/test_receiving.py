"""An enquiry gets a number, a promised day, a receipt and somebody who is asked to answer; and lands once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.desk.due import due
from utblick.desk.reminding import remind
from utblick.establishment import sending
from utblick.establishment.models import AnswerPromise, Enquiry
from utblick.establishment.tests.make import make_enquiry
from utblick.teamwork.models import Notice, Task
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
THE_WEEK_BEFORE_EASTER = "2027-03-24T12:00:00+01:00"  # a Wednesday


def notices(user: User) -> list[str]:
    return [one.event for one in Notice.objects.of(user).order_by("pk")]


@time_machine.travel(THE_WEEK_BEFORE_EASTER, tick=False)
def test_the_promised_day_counts_neither_easter_nor_its_eves(here: Municipality, coordinator: User) -> None:
    AnswerPromise(working_days=2, owner=coordinator).save()
    enquiry = make_enquiry()
    # Thursday is worked; Good Friday, Easter Eve, Easter Sunday and Easter Monday are not.
    assert enquiry.answer_by == date(2027, 3, 30)


def test_it_becomes_a_task_of_who_is_responsible_and_stands_among_what_is_due(
    client: Client, coordinator: User, officer: User
) -> None:
    AnswerPromise(working_days=3, owner=officer).save()
    enquiry = make_enquiry("Nordwind GmbH")
    [task] = Task.objects.all()
    assert (task.owner, task.due_on, enquiry.owner) == (officer, enquiry.answer_by, officer)
    assert (notices(officer), notices(coordinator)) == (["enquiry"], [])
    client.force_login(officer)
    assert "Nordwind GmbH" in client.get(reverse("desk:mine")).text
    assert "enquiry" in [one.kind for one in due(timezone.localdate(), user=officer)]


def test_where_nobody_is_responsible_the_coordinators_are_told(coordinator: User, officer: User) -> None:
    other = make_user(Role.COORDINATOR)
    enquiry = make_enquiry()
    assert enquiry.owner == coordinator
    assert notices(coordinator) == notices(other) == ["enquiry"]
    assert notices(officer) == []


def test_the_same_form_twice_is_one_enquiry_also_when_it_is_a_secret_by_now(here: Municipality) -> None:
    first = make_enquiry(secrecy_ground="OSL 31 kap. 16 §")
    with scope.acting(here, sees_secrets=True):
        assert make_enquiry() == first
        assert Enquiry.objects.count() == 1


def test_the_numbers_follow_each_other_within_the_municipality(here: Municipality) -> None:
    year = timezone.localdate().year
    assert [make_enquiry(name).number for name in ("A", "B")] == [f"E{year}-1", f"E{year}-2"]


def test_the_receipt_goes_at_once_in_their_language_and_repeats_nothing_that_they_wrote(
    here: Municipality, coordinator: User
) -> None:
    enquiry = make_enquiry("Köp billigt på spam.example", name="http://spam.example")
    assert [sending.send_all(timezone.now()) for _ in range(2)] == [1, 0]
    [receipt] = mail.outbox
    assert receipt.recipients() == ["j.brandt@nordwind.example"]
    assert enquiry.number in receipt.subject
    assert "Wir lesen sie und antworten spätestens am" in receipt.body
    assert "spam" not in receipt.subject + receipt.body
    assert receipt.reply_to == [coordinator.email]


def test_who_answers_is_reminded_the_day_before_and_the_coordinators_when_it_is_late(
    coordinator: User, officer: User, here: Municipality
) -> None:
    AnswerPromise(working_days=3, owner=officer).save()
    enquiry = make_enquiry()

    def told(day: date) -> tuple[list[str], list[str]]:
        with scope.acting(here, sees_secrets=True):
            remind(timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12)))
        return notices(officer), notices(coordinator)

    assert told(enquiry.received_on) == (["enquiry"], [])
    assert told(enquiry.answer_by) == (["enquiry", "enquiry_due"], [])
    assert told(enquiry.answer_by + timedelta(days=1)) == (["enquiry", "enquiry_due"], ["enquiry_due"])
