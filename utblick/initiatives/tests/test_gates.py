"""Decisions that an initiative needs, and the meeting calendar that they are reckoned over."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from utblick.accounts.models import Unit, User
from utblick.initiatives.models import Gate, Initiative, Meeting
from utblick.initiatives.paving import add_meetings
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Notice

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2027, 2, 26, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    with travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def board(here: object) -> Unit:
    return Unit.objects.create(name="Kommunstyrelsen", kind=Unit.Kind.BOARD)


@pytest.fixture
def applying(board: Unit) -> Initiative:
    return make_initiative("Skogsbro", status=Initiative.Status.PREPARING, deadline=DEADLINE)


def ask_for(client: Client, initiative: Initiative, board: Unit) -> Gate:
    address = reverse("initiatives:add_gate", args=[initiative.pk])
    answer = client.post(address, {"body": board.pk, "role": 2, "about": "Ansökan och medfinansiering"})
    assert answer.status_code == 302, answer.text
    return Gate.objects.get()


def test_a_decision_that_is_needed_gets_its_last_day_for_papers(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    add_meetings(board, [date(2027, 1, 19), date(2027, 2, 16)], papers_days=10)
    client.force_login(coordinator)
    ask_for(client, applying, board)
    page = client.get(applying.get_absolute_url()).text
    assert "2027-02-05" in page
    assert Gate.objects.get().papers_by == date(2027, 2, 5)


def test_when_a_meeting_moves_the_days_move_and_the_history_tells(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    [meeting] = add_meetings(board, [date(2027, 2, 16)], papers_days=10)
    client.force_login(coordinator)
    gate = ask_for(client, applying, board)
    moved = {"held_on": "2027-02-09", "papers_by": "2027-01-29", "revision": meeting.revision}
    answer = client.post(reverse("initiatives:edit_meeting", args=[meeting.pk]), moved, follow=True)
    assert "1 insats" in answer.text
    assert Gate.objects.get().papers_by == date(2027, 1, 29)
    last = Entry.objects.filter(kind="initiatives.gate", object_id=gate.pk).first()
    assert last
    assert (last.before["papers_by"], last.after["papers_by"]) == ("2027-02-05", "2027-01-29")


def test_the_day_for_papers_goes_with_the_meeting_unless_it_is_given_another(
    client: Client, coordinator: User, board: Unit
) -> None:
    [meeting] = add_meetings(board, [date(2027, 2, 16)], papers_days=11)
    client.force_login(coordinator)
    url = reverse("initiatives:edit_meeting", args=[meeting.pk])

    moved = {"held_on": "2027-02-24", "papers_by": "2027-02-05", "revision": meeting.revision}
    assert (
        "senast 2027-02-12" in client.post(url, moved, follow=True).text
    )  # eleven days before is a Saturday, the 13th
    meeting.refresh_from_db()
    assert meeting.papers_by == date(2027, 2, 12)

    by_hand = {"held_on": "2027-03-24", "papers_by": "2027-03-01", "revision": meeting.revision}
    client.post(url, by_hand)
    meeting.refresh_from_db()
    assert meeting.papers_by == date(2027, 3, 1)

    papers_alone = {"held_on": "2027-03-24", "papers_by": "2027-03-10", "revision": meeting.revision}
    client.post(url, papers_alone)
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.papers_by) == (date(2027, 3, 24), date(2027, 3, 10))


def test_a_day_for_papers_that_was_set_by_hand_stays_when_the_meeting_moves(
    client: Client, coordinator: User, board: Unit
) -> None:
    [meeting] = add_meetings(board, [date(2027, 2, 16)], papers_days=11)
    client.force_login(coordinator)
    url = reverse("initiatives:edit_meeting", args=[meeting.pk])
    client.post(url, {"held_on": "2027-02-16", "papers_by": "2027-02-11", "revision": meeting.revision})
    meeting.refresh_from_db()
    assert "ligger kvar när mötet flyttas" in client.get(url).text

    answer = client.post(
        url, {"held_on": "2027-03-16", "papers_by": "2027-02-11", "revision": meeting.revision}, follow=True
    )
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.papers_by) == (date(2027, 3, 16), date(2027, 2, 11))
    assert "Dagen för handlingar är satt för hand." in answer.text

    before = {"held_on": "2027-02-09", "papers_by": "2027-02-11", "revision": meeting.revision}
    answer = client.post(url, before)
    assert answer.status_code == 422
    assert "Handlingar lämnas senast på mötesdagen." in answer.text


def test_a_day_for_papers_that_was_set_by_hand_is_given_back_to_be_reckoned(
    client: Client, coordinator: User, board: Unit
) -> None:
    [meeting] = add_meetings(board, [date(2027, 2, 16)], papers_days=11)
    client.force_login(coordinator)
    url = reverse("initiatives:edit_meeting", args=[meeting.pk])
    assert 'name="again"' not in client.get(url).text, "it is reckoned already"
    by_hand = {"held_on": "2027-02-16", "papers_by": "2027-02-11"}
    client.post(url, {**by_hand, "revision": meeting.revision})
    meeting.refresh_from_db()

    given_back = {**by_hand, "again": "11", "revision": meeting.revision}
    assert client.post(url, {**given_back, "again": "99"}).status_code == 422
    assert "satt för hand" not in client.post(url, given_back, follow=True).text
    meeting.refresh_from_db()
    assert (meeting.papers_by, meeting.papers_days) == (date(2027, 2, 5), 11)

    client.post(url, {"held_on": "2027-02-24", "papers_by": "2027-02-05", "revision": meeting.revision})
    meeting.refresh_from_db()
    assert meeting.papers_by == date(2027, 2, 12), "it goes with the meeting again"


def test_moved_to_and_fro_the_day_for_papers_comes_back_to_what_it_was(
    client: Client, coordinator: User, board: Unit
) -> None:
    [meeting] = add_meetings(board, [date(2027, 2, 16)], papers_days=11)
    client.force_login(coordinator)
    url = reverse("initiatives:edit_meeting", args=[meeting.pk])
    for day in ("2027-02-24", "2027-02-16"):
        client.post(url, {"held_on": day, "papers_by": meeting.papers_by, "revision": meeting.revision})
        meeting.refresh_from_db()
    assert (meeting.held_on, meeting.papers_by) == (date(2027, 2, 16), date(2027, 2, 5))


def test_a_meeting_on_a_day_off_or_on_a_day_gone_by_is_kept_and_told_of(
    client: Client, coordinator: User, board: Unit
) -> None:
    [meeting] = add_meetings(board, [date(2027, 2, 16)], papers_days=11)
    client.force_login(coordinator)
    url = reverse("initiatives:edit_meeting", args=[meeting.pk])

    def moved_to(day: str) -> str:
        meeting.refresh_from_db()
        facts = {"held_on": day, "papers_by": meeting.papers_by, "revision": meeting.revision}
        return client.post(url, facts, follow=True).text

    assert "Inte arbetsdag: 2027-03-20 (lördag)." in moved_to("2027-03-20")
    assert "Inte arbetsdag: 2027-05-06 (Kristi himmelsfärdsdag)." in moved_to("2027-05-06")
    assert "Inte arbetsdag" not in moved_to("2027-05-07")
    assert "syns därför inte bland kommande möten: 2020-03-10." in moved_to("2020-03-10")

    many = {"body": board.pk, "papers_days": 10, "days": "2027-06-25\n2027-06-28"}
    answer = client.post(reverse("initiatives:add_meetings"), many, follow=True).text
    assert "Inte arbetsdag: 2027-06-25 (Midsommarafton)." in answer


def test_a_cancelled_meeting_breaks_the_way_and_says_where(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    meeting, _later = add_meetings(board, [date(2027, 2, 16), date(2027, 3, 16)], papers_days=10)
    client.force_login(coordinator)
    ask_for(client, applying, board)
    client.post(reverse("initiatives:cancel_meeting", args=[meeting.pk]))
    assert "det brister vid Kommunstyrelsen" in client.get(applying.get_absolute_url()).text
    client.post(reverse("initiatives:restore_meeting", args=[meeting.pk]))
    assert "det brister vid" not in client.get(applying.get_absolute_url()).text


def test_it_is_not_set_going_before_the_decision_unless_skipped_with_a_reason(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    client.force_login(coordinator)
    gate = ask_for(client, applying, board)
    go = reverse("initiatives:move", args=[applying.pk, "running"])
    assert "Först behövs ett beslut" in client.post(go, follow=True).text
    decide = reverse("initiatives:decide_gate", args=[gate.pk])
    revision = Gate.objects.get().revision
    assert client.post(decide, {"outcome": "skipped", "revision": revision}).status_code == 422
    client.post(decide, {"outcome": "skipped", "reason": "Delegationsbeslut räcker", "revision": revision})
    client.post(go)
    applying.refresh_from_db()
    assert applying.status == "running"
    assert "Delegationsbeslut räcker" in client.get(applying.get_absolute_url()).text


def test_nor_by_the_form(client: Client, coordinator: User, applying: Initiative, board: Unit) -> None:
    client.force_login(coordinator)
    ask_for(client, applying, board)
    applying.refresh_from_db()
    facts = {"title": "Skogsbro", "status": "running", "revision": applying.revision}
    answer = client.post(reverse("initiatives:edit", args=[applying.pk]), facts)
    assert answer.status_code == 422
    assert "Först behövs ett beslut" in answer.text


def test_a_decision_has_a_day_that_has_been(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    client.force_login(coordinator)
    gate = ask_for(client, applying, board)
    decide = reverse("initiatives:decide_gate", args=[gate.pk])
    revision = Gate.objects.get().revision
    assert "Skriv beslutsdagen" in client.post(decide, {"outcome": "yes", "revision": revision}).text
    ahead = {"outcome": "yes", "decided_on": "2026-12-24", "revision": revision}
    assert "har inte varit än" in client.post(decide, ahead).text
    client.post(decide, {"outcome": "yes", "decided_on": "2026-11-24", "section": "§ 78", "revision": revision})
    assert Gate.objects.get().section == "§ 78"


def test_meetings_are_pasted_or_read_from_a_calendar(client: Client, coordinator: User, board: Unit) -> None:
    client.force_login(coordinator)
    calendar = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
        b"DTSTART:20270112T230000Z\r\nSUMMARY:KS\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    answers = {"body": board.pk, "papers_days": 10, "days": "tis 2027-02-16 kl. 13\n\n2027-02-16\n2027-03-16"}
    file = SimpleUploadedFile("moten.ics", calendar)
    client.post(reverse("initiatives:add_meetings"), {**answers, "file": file})
    held = list(Meeting.objects.current().values_list("held_on", flat=True))
    assert held == [date(2027, 1, 13), date(2027, 2, 16), date(2027, 3, 16)], (
        "the evening of the 12th in UTC is the 13th here"
    )
    client.post(reverse("initiatives:add_meetings"), answers)
    assert Meeting.objects.count() == 3, "a day that is there already is not entered twice"


def meeting(uid: str, day: str, *more: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", *more, "END:VEVENT", ""])


def test_a_newer_calendar_leaves_a_day_for_papers_that_was_set_by_hand(
    client: Client, coordinator: User, board: Unit
) -> None:
    client.force_login(coordinator)

    def read(day: str) -> str:
        file = SimpleUploadedFile("m.ics", f"BEGIN:VCALENDAR\r\n{meeting('a', day)}END:VCALENDAR\r\n".encode())
        answers = {"body": board.pk, "papers_days": 10, "file": file}
        return client.post(reverse("initiatives:add_meetings"), answers, follow=True).text

    read("20270216")
    held = Meeting.objects.get()
    by_hand = {"held_on": "2027-02-16", "papers_by": "2027-02-10", "revision": held.revision}
    client.post(reverse("initiatives:edit_meeting", args=[held.pk]), by_hand)

    assert "Dagen för handlingar är satt för hand och ligger kvar för: 2027-03-16." in read("20270316")
    held.refresh_from_db()
    assert (held.held_on, held.papers_by) == (date(2027, 3, 16), date(2027, 2, 10))

    told = read("20270202")
    assert "ligger kvar" not in told
    assert "Dagen för handlingar var satt för hand och blir senast mötesdagen: 2027-02-02." in told
    held.refresh_from_db()
    assert (held.held_on, held.papers_by) == (date(2027, 2, 2), date(2027, 2, 2)), "papers come before the meeting"


def test_a_newer_calendar_moves_and_cancels_the_meetings_of_the_one_before(
    client: Client, coordinator: User, officer: User, board: Unit, applying: Initiative
) -> None:
    """So the runway moves with the body's own calendar, and what the file no longer holds is left to a person."""
    client.force_login(coordinator)
    add_meetings(board, [date(2027, 2, 2)], papers_days=10)
    applying.owner = officer
    applying.save()

    def read(*events: str) -> str:
        file = SimpleUploadedFile("moten.ics", "".join(["BEGIN:VCALENDAR\r\n", *events, "END:VCALENDAR\r\n"]).encode())
        answers = {"body": board.pk, "papers_days": 10, "file": file}
        return client.post(reverse("initiatives:add_meetings"), answers, follow=True).text

    series = meeting("serie", "20270511", "RRULE:FREQ=WEEKLY;COUNT=3")
    read(meeting("a", "20270112"), meeting("b", "20270216"), meeting("c", "20270316"), meeting("d", "20270330"), series)
    first = {one.calendar_uid: one.pk for one in Meeting.objects.current()}
    gate = ask_for(client, applying, board)
    assert gate.meeting_id == first["b"]
    own_day = "RECURRENCE-ID;VALUE=DATE:20270518"
    told = read(
        # B goes to the day of C, which itself goes on; D is cancelled; A is on a day that it had.
        meeting("a", "20270112"),
        meeting("b", "20270316"),
        meeting("c", "20270323"),
        meeting("d", "20270330", "STATUS:CANCELLED"),
        series,
        meeting("serie", "20270520", own_day),
    )
    now = {one.calendar_uid: (one.pk, one.held_on, one.papers_by) for one in Meeting.objects.current()}
    assert now["b"] == (first["b"], date(2027, 3, 16), date(2027, 3, 5)), "papers as long before as they were"
    assert now["c"][:2] == (first["c"], date(2027, 3, 23))
    assert "d" not in now
    assert now["serie 2027-05-18"][:2] == (first["serie 2027-05-18"], date(2027, 5, 20))
    assert [day for _pk, day, _papers in now.values()].count(date(2027, 5, 25)) == 1
    assert "Inställda: 2027-03-30" in told
    assert "Finns inte i filen: 2027-02-02." in told
    gate.refresh_from_db()
    assert gate.meeting
    assert gate.meeting.held_on == date(2027, 2, 2)
    assert Notice.objects.of(officer).get().event == Event.RUNWAY_MOVED


def test_a_calendar_of_all_bodies_gives_each_its_own_meetings(client: Client, coordinator: User, board: Unit) -> None:
    client.force_login(coordinator)
    committee = Unit.objects.create(name="Kommunstyrelsens arbetsutskott", kind=Unit.Kind.BOARD)
    told = [
        meeting("ks", "20270112", "SUMMARY:Kommunstyrelsen\\, sammanträde"),
        meeting("au", "20270105", "SUMMARY:Kommunstyrelsens arbetsutskott"),
        meeting("utan", "20270209"),
    ]

    def read(body: Unit, *events: str) -> str:
        file = SimpleUploadedFile("moten.ics", "".join(["BEGIN:VCALENDAR\r\n", *events, "END:VCALENDAR\r\n"]).encode())
        answers = {"body": body.pk, "papers_days": 10, "file": file}
        return client.post(reverse("initiatives:add_meetings"), answers, follow=True).text

    assert "1 möte som gäller ett annat organ lämnades." in read(board, *told)
    assert [one.calendar_uid for one in Meeting.objects.current()] == ["ks", "utan"]
    assert "Alla möten i filen gäller andra organ än Kommunstyrelsen." in read(board, told[1])
    many = [meeting(f"au{n}", f"2026{n % 12 + 1:02}{n % 28 + 1:02}", told[1].split("\r\n")[3]) for n in range(500)]
    assert "500 möten som gäller andra organ lämnades." in read(board, *many, told[0]), "and none of its own is lost"
    read(committee, told[1])
    assert [one.held_on for one in Meeting.objects.current().filter(body=committee)] == [date(2027, 1, 5)]


def test_a_series_without_an_end_is_entered_for_two_years(client: Client, coordinator: User, board: Unit) -> None:
    client.force_login(coordinator)
    file = f"BEGIN:VCALENDAR\r\n{meeting('ks', '20270112', 'RRULE:FREQ=MONTHLY')}END:VCALENDAR\r\n"
    answers = {"body": board.pk, "papers_days": 10, "file": SimpleUploadedFile("moten.ics", file.encode())}
    client.post(reverse("initiatives:add_meetings"), answers)
    days = list(Meeting.objects.current().values_list("held_on", flat=True))
    assert (len(days), days[0], days[-1]) == (23, date(2027, 1, 12), date(2028, 11, 12))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"days": "2026-02-30"}, "innehåller ingen dag i kalendern"),
        ({"days": "i februari"}, "innehåller ingen dag i kalendern"),
        ({"days": ""}, "Skriv minst en dag"),
        ({"days": "\n".join(f"2027-{n // 28 + 1:02}-{n % 28 + 1:02}" for n in range(210))}, "fler än 200 dagar"),
    ],
)
def test_bad_days_are_told(client: Client, coordinator: User, board: Unit, answers: dict, told: str) -> None:
    client.force_login(coordinator)
    page = client.post(reverse("initiatives:add_meetings"), {"body": board.pk, "papers_days": 10, **answers})
    assert page.status_code == 422
    assert told in page.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 500, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999\r\n", b"%PDF-1.7"]
)
def test_a_file_that_is_no_calendar_is_told(client: Client, coordinator: User, board: Unit, content: bytes) -> None:
    client.force_login(coordinator)
    file = SimpleUploadedFile("moten.ics", content or b" ")
    page = client.post(reverse("initiatives:add_meetings"), {"body": board.pk, "papers_days": 10, "file": file})
    assert page.status_code == 422
    assert "Välj en iCal-fil" in page.text


def test_an_officer_keeps_no_calendar(client: Client, officer: User, board: Unit) -> None:
    client.force_login(officer)
    assert client.get(reverse("initiatives:meetings")).status_code == 200
    assert client.get(reverse("initiatives:add_meetings")).status_code == 403


def test_the_last_day_for_papers_is_among_what_is_due(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    add_meetings(board, [timezone.localdate().replace(day=30)], papers_days=2)
    client.force_login(coordinator)
    ask_for(client, applying, board)
    assert "Handlingar att lämna för beslut" in client.get(reverse("desk:home")).text
    client.post(reverse("initiatives:hand_in", args=[Gate.objects.get().pk]))
    assert "Handlingar att lämna för beslut" not in client.get(reverse("desk:home")).text


def test_a_decision_that_is_not_needed_after_all_moves_the_days_of_the_one_before_it(
    client: Client, coordinator: User, applying: Initiative, board: Unit
) -> None:
    committee = Unit.objects.create(name="Utskottet", kind=Unit.Kind.BOARD)
    add_meetings(board, [date(2027, 2, 16)], papers_days=10)
    add_meetings(committee, [date(2027, 2, 2), date(2027, 2, 22)], papers_days=10)
    client.force_login(coordinator)
    after = ask_for(client, applying, board)
    first = Gate.objects.create(initiative=applying, body=committee, role=1, about="Beredning")
    client.post(reverse("initiatives:hand_in", args=[after.pk]))
    assert Gate.objects.get(pk=first.pk).papers_by == date(2027, 1, 22)
    client.post(reverse("initiatives:withdraw_part", args=["gates", after.pk]))
    assert Gate.objects.get(pk=first.pk).papers_by == date(2027, 2, 12)
    client.post(reverse("initiatives:restore_part", args=["gates", after.pk]))
    assert Gate.objects.get(pk=first.pk).papers_by == date(2027, 1, 22)
