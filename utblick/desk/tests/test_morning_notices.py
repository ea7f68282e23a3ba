"""Notices and tasks in the morning mail: each once, whatever dies, and none of what its reader may not see."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.desk import morning
from utblick.initiatives.tests.make import make_initiative
from utblick.operate.tests.conftest import Copy
from utblick.operate.tests.conftest import copies as copies  # the fixtures
from utblick.operate.tests.conftest import python as python
from utblick.teamwork import telling
from utblick.teamwork.tests.make import make_comment, make_task
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
NEXT_DAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def reader(here: Municipality) -> User:
    return make_user(Role.OFFICER, morning_mail=True, language="en")


def mailed(now: datetime) -> list[str]:
    before = len(mail.outbox)
    morning.send_all(now)
    return [str(message.body) for message in mail.outbox[before:]]


def test_what_is_unread_is_mailed_once_with_a_link(reader: User) -> None:
    initiative = make_initiative("Trähus i norr")
    comment = make_comment(make_user(name="Ali Ek"), "Kan du ringa?", about=initiative, mention=[reader])
    [body] = mailed(TUESDAY)
    assert "Ali Ek mentions you: Trähus i norr" in body
    assert "Kan du ringa?" in body
    assert f"/teamwork/initiatives.initiative/{initiative.pk}/#comment-{comment.pk}" in body
    assert mail.outbox[-1].subject == "Utblick: 1 notice"
    assert mailed(TUESDAY + timedelta(hours=1)) == mailed(NEXT_DAY) == []


def test_who_has_not_asked_for_mail_is_mailed_what_is_asked_of_the_very_person_alone(here: Municipality) -> None:
    reader, writer = make_user(Role.OFFICER, language="en"), make_user(name="Ali Ek")
    make_task(reader, "Boka tolk", due_on=TUESDAY.date() + timedelta(days=3), by=writer)
    initiative = make_initiative("Trähus i norr")
    make_comment(reader, about=initiative)
    make_comment(writer, "Bra gjort", about=initiative)
    [body] = mailed(TUESDAY)
    assert "asks you to do something" in body
    assert "Bra gjort" not in body
    assert "Soon due" not in body
    assert "because somebody asks something of you" in body
    assert mailed(NEXT_DAY) == []


def test_what_was_asked_long_ago_is_not_mailed_to_who_has_not_asked_for_mail(here: Municipality) -> None:
    make_task(make_user(Role.OFFICER), "Boka tolk", by=make_user())
    assert mailed(timezone.now() + timedelta(days=30)) == []


def test_what_was_read_in_the_app_or_taken_back_is_not_mailed(reader: User) -> None:
    initiative, writer = make_initiative(), make_user()
    make_comment(writer, about=initiative, mention=[reader])
    telling.read(reader)
    make_comment(writer, about=initiative, mention=[reader]).withdraw()
    assert mailed(TUESDAY) == []


def test_ones_own_tasks_stand_among_what_is_due(reader: User) -> None:
    make_task(reader, "Boka tolk", due_on=TUESDAY.date() + timedelta(days=3))
    make_task(reader, "Långt fram", due_on=TUESDAY.date() + timedelta(days=90))
    [body] = mailed(TUESDAY)
    assert "2026-11-27: Boka tolk (Task)" in body
    assert "Långt fram" not in body


def test_what_has_passed_is_not_said_to_be_soon_and_does_not_crowd_out_what_is(reader: User) -> None:
    for days in range(1, morning.DATES + 3):
        make_initiative(f"Passerad {days}", status="preparing", deadline=TUESDAY - timedelta(days=days))
    make_initiative("Kommande", status="preparing", deadline=TUESDAY + timedelta(days=3))
    make_task(reader, "Sen uppgift", due_on=TUESDAY.date() - timedelta(days=1))

    [body] = mailed(TUESDAY)

    soon, passed = body.split("Soon due:")[1].split("Has passed and still waits:")
    assert "Kommande" in soon
    assert "Passerad" not in soon
    assert "Sen uppgift" not in soon
    assert passed.count("* 2026-11-") == morning.DATES
    assert "Sen uppgift" in passed
    assert "Passerad 1 " in passed
    assert "1 thing soon due, 12 dates have passed" in mail.outbox[0].subject


def test_nothing_secret_is_mailed(here: Municipality, reader: User) -> None:
    initiative = make_initiative()
    make_comment(make_user(), "Hemlig plan", about=initiative, mention=[reader])
    make_task(reader, "Hemlig uppgift", about=initiative, due_on=TUESDAY.date())
    initiative.secrecy_ground = "OSL 15 kap. 1 §"
    initiative.save()
    assert mailed(TUESDAY) == []


def test_a_mail_of_one_municipality_tells_nothing_of_another(reader: User) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        make_comment(make_user(), "Grannens sak", mention=[reader])
    assert mailed(TUESDAY) == []


def test_a_worker_killed_at_the_mail_server_leaves_each_notice_to_one_later_mail(
    transactional_db: None, copies: Copy, tmp_path: Path
) -> None:
    with scope.acting(make_municipality()):
        reader = make_user(Role.OFFICER, morning_mail=True)
        make_comment(make_user(), "Granskogsblå", mention=[reader])
    sent = tmp_path / "sent"

    def work(at: datetime, *end: str) -> tuple[int, list[str]]:
        status = copies("utblick.desk.tests.post", at.isoformat(), str(sent), *end).wait()
        return status, sent.read_text().splitlines() if sent.exists() else []

    assert work(TUESDAY, "kill") == (-9, [])
    assert work(TUESDAY + timedelta(minutes=5)) == (0, []), "the first might still be at it"
    status, lines = work(TUESDAY + timedelta(minutes=20))
    assert status == 0
    assert len(lines) == 1
    assert "Granskogsblå" in lines[0]
    assert work(TUESDAY + timedelta(minutes=40)) == work(NEXT_DAY) == (0, lines)
