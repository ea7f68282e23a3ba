"""Records are disposed of by a rule, a list and a person's approval; then they are gone everywhere, and that it was done stays."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.followup.models import Report
from utblick.followup.tests.make import make_report
from utblick.initiatives.models import Initiative, Lesson
from utblick.initiatives.tests.make import make_initiative, make_lesson
from utblick.journal import sealing, secrecy, verifying
from utblick.journal.attachments import keep
from utblick.journal.models import Attachment, Entry, Recorded
from utblick.partners import receiving
from utblick.partners.models import Contact, Guest, RequestMail, VisitRequest
from utblick.partners.tests.make import (
    make_contact,
    make_guest,
    make_organisation,
    make_promise,
    make_visit_request,
)
from utblick.records.disposal import deciding, disposing, drawing
from utblick.records.disposal.kinds import KINDS, due
from utblick.records.models import DisposalList, DisposalRow, RetentionRule
from utblick.records.models.disposals import REGRET
from utblick.records.tests.make import make_list, make_rule
from utblick.search.finding import find
from utblick.teamwork.models import Comment
from utblick.teamwork.tests.make import make_comment, make_task
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
MARK = "Granbarrsresan"
LONG_AGO = date(2020, 5, 4)
LISTS = reverse("records:disposals")


@pytest.fixture
def old(coordinator: User) -> VisitRequest:
    """Asked, answered and talked about long ago, with a file in the talk."""
    asked = make_visit_request(f"{MARK} stad", topics=f"{MARK} och vägar")
    receiving.decline(asked, by=coordinator, reason="Tiden räcker inte", body=f"Tyvärr, {MARK}")
    asked.refresh_from_db()
    asked.answered_on = LONG_AGO
    asked.save()
    comment = make_comment(coordinator, f"{MARK} är synd om", about=asked)
    comment.file = keep(SimpleUploadedFile("brev.pdf", b"%PDF-1.4 " + MARK.encode()))
    comment.save()
    return asked


def everywhere_told() -> str:
    """All that the rows, the trail, the search and the files hold."""
    with scope.everywhere():
        told: list[Any] = [(one.label, one.before, one.after) for one in Entry.objects.all()]
        told += [bytes(one.body) for one in Attachment.objects.all()]
        told += [one.text for one in Comment.objects.all()] + [one.body for one in RequestMail.objects.all()]
        told += [one.title for one in DisposalRow.objects.all()]
    return f"{told} {list(VisitRequest.objects.all())} {[hit.title for hit in find(MARK)]}"


def approved(found: DisposalList, by: User) -> DisposalList:
    deciding.approve(found, by=by, case_number="KS 2026/12")
    return found


def carried_out() -> int:
    return disposing.carry_out_all(timezone.now() + REGRET + timedelta(hours=1))


def lines(found: DisposalList) -> dict[str, str]:
    """What stops each record on the list."""
    return {row.about_kind: row.stop for row in found.rows.all()}


def test_what_is_disposed_of_is_gone_everywhere_and_the_trail_tells_that_it_was(
    old: VisitRequest, coordinator: User
) -> None:
    rule, key = make_rule(), old.pk
    found = make_list()
    assert MARK in everywhere_told(), "the test would notice"
    row = found.rows.get()
    assert (row.parts, row.files) == (2, 1), "the letter and the comment, with its file"
    sealing.seal()
    approved(found, coordinator)
    assert carried_out() == 1
    assert MARK not in everywhere_told()
    trace = Entry.objects.get(kind="partners.visitrequest", object_id=key, act="removed")
    assert trace.by == coordinator
    assert trace.after == {"disposed_by": rule.decision, "disposal_list": found.pk, "went_with_it": 3}
    row.refresh_from_db()
    assert (row.reference, row.title) == (f"nr {key}", "")
    assert row.disposed_at


def test_the_trail_still_verifies_afterwards(old: VisitRequest, coordinator: User, tmp_path: Any) -> None:
    make_rule()
    sealing.seal()
    approved(make_list(), coordinator)
    carried_out()
    sealing.seal()
    found = verifying.verify(tmp_path / "none")
    assert not found.counts
    assert found.erased


def test_without_a_rule_nothing_is_ever_due(old: VisitRequest) -> None:
    assert not make_list().rows.exists()


def test_what_is_open_or_newer_than_the_rule_is_not_due(here: Municipality) -> None:
    make_rule(years=2)
    make_visit_request("Väntar")
    make_visit_request("Ny", state="declined", answered_on=timezone.localdate() - timedelta(days=700))
    edge = timezone.localdate().replace(year=timezone.localdate().year - 2)
    make_visit_request("Jämnt två år", state="declined", answered_on=edge)
    assert [row.title for row in make_list().rows.all()] == ["Jämnt två år"]


def test_nothing_goes_before_a_day_has_passed_and_the_approval_can_be_taken_back(
    old: VisitRequest, coordinator: User
) -> None:
    make_rule()
    found = approved(make_list(), coordinator)
    assert disposing.carry_out_all(timezone.now()) == 0
    deciding.take_back(found)
    assert carried_out() == 0
    assert VisitRequest.objects.filter(pk=old.pk).exists()
    found.refresh_from_db()
    assert (found.state, found.approved_by) == ("waiting", None)


def test_once_it_is_carried_out_nothing_can_be_taken_back(old: VisitRequest, coordinator: User) -> None:
    make_rule()
    found = approved(make_list(), coordinator)
    carried_out()
    with pytest.raises(deciding.TooLate):
        deciding.take_back(found)
    with pytest.raises(deciding.TooLate):
        deciding.put_aside(found)


def test_a_worker_killed_half_way_is_followed_by_one_that_does_the_rest_once(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rule()
    for number in range(3):
        make_visit_request(f"Stad {number}", state="declined", answered_on=LONG_AGO)
    found = approved(make_list(), coordinator)
    remove, begun = disposing._forget, iter(range(9))

    def dies(*told: Any) -> None:
        if next(begun) == 1:
            raise KeyboardInterrupt
        remove(*told)

    monkeypatch.setattr(disposing, "_forget", dies)
    with pytest.raises(KeyboardInterrupt):
        carried_out()
    assert VisitRequest.objects.count() == 2
    with pytest.raises(deciding.TooLate):
        deciding.take_back(found)
    assert carried_out() == 2
    assert carried_out() == 0
    assert Entry.objects.filter(kind="partners.visitrequest", act="removed").count() == 3
    found.refresh_from_db()
    assert found.state == "done"


def test_what_stops_a_record_is_told_and_keeps_it(coordinator: User, here: Municipality) -> None:
    """Confidential, in a frozen report, with a promise that is not kept, and with something that rests on it."""
    for kind in ("partners.visitrequest", "initiatives.initiative", "partners.contact", "teamwork.task"):
        make_rule(kind, years=1)
    ended = make_initiative("Insatsen", status="stopped", closed_on=LONG_AGO)
    figures = {"parts": [{"refs": [{"ref": f"initiative:{ended.pk}", "label": "Insatsen"}]}]}
    report = make_report("Frusen")
    frozen = {"status": "frozen", "frozen_at": timezone.now(), "frozen_by": coordinator, "checksum": "0" * 64}
    models.QuerySet.update(Report.objects.filter(pk=report.pk), figures=figures, **frozen)
    secret = make_visit_request("Hemlig stad", state="declined", answered_on=LONG_AGO)
    contact = make_contact(happened_on=LONG_AGO)
    make_promise(contact)
    other = make_contact(happened_on=LONG_AGO, subject="Med förfrågan")
    make_visit_request("Väntar", contact=other)
    with scope.acting(here, coordinator, sees_secrets=True):
        secrecy.mark(secret, ground="OSL 15 kap. 1 §")
        found = make_list()
        told = {row.title: (row.stop, row.told) for row in found.rows.all()}
    assert told == {
        "Hemlig stad": ("secret", ""),
        "Insatsen": ("report", ""),
        contact.subject: ("open", ""),
        "Med förfrågan": ("linked", "partners.visitrequest"),
    }
    approved(found, coordinator)
    assert carried_out() == 0
    assert Initiative.objects.filter(pk=ended.pk).exists()


def test_what_has_changed_since_the_list_was_drawn_is_kept(old: VisitRequest, coordinator: User) -> None:
    rule = make_rule()
    found = approved(make_list(), coordinator)
    make_task(coordinator, about=old)
    assert carried_out() == 0
    assert lines(found) == {"partners.visitrequest": "open"}
    DisposalRow.objects.update(stop="")
    models.QuerySet.update(DisposalList.objects.all(), state="disposing")
    rule.fate = RetentionRule.Fate.KEEP
    rule.save()
    assert carried_out() == 0
    assert lines(found) == {"partners.visitrequest": "changed"}


def test_an_initiative_goes_with_its_parts_and_with_what_was_said_of_them(coordinator: User) -> None:
    make_rule("initiatives.initiative")
    ended = make_initiative("Isvägen", status="stopped", closed_on=LONG_AGO, partners=[make_organisation("Tromsø")])
    lesson = make_lesson(initiative=ended, text="Isen bar inte")
    make_comment(coordinator, "Synd om isen", about=lesson)
    gone = make_contact(happened_on=LONG_AGO)
    approved(make_list(), coordinator)
    assert carried_out() == 1
    assert not Lesson.objects.exists()
    assert not Comment.objects.exists()
    assert Contact.objects.filter(pk=gone.pk).exists(), "no rule, so it is kept"
    assert not find("Isen bar")


def test_what_the_trail_tells_of_parts_that_were_removed_before_goes_too(coordinator: User) -> None:
    make_rule("partners.contact")
    contact: Any = make_contact(happened_on=LONG_AGO)
    make_guest(contact, name="Ingrid Borttagen").remove()
    assert Entry.objects.filter(label="Ingrid Borttagen").exists()
    approved(make_list(), coordinator)
    carried_out()
    assert not Guest.objects.exists()
    assert "Ingrid" not in str(list(Entry.objects.values_list("label", "before", "after")))


def test_a_file_that_another_record_holds_too_is_kept(old: VisitRequest, coordinator: User) -> None:
    make_rule()
    file = Attachment.objects.get()
    other = make_comment(coordinator, "Samma fil", about=make_organisation("Annan"))
    other.file = file
    other.save()
    approved(make_list(), coordinator)
    assert carried_out() == 1
    assert Attachment.objects.filter(pk=file.pk).exists()


def test_nobody_elses_records_come_onto_the_list(coordinator: User, old: VisitRequest) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        make_rule()
        assert not make_list().rows.exists()
    make_rule()
    assert make_list().rows.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_asked_for_and_what_is_its_part_exists(kind: str, here: Municipality) -> None:
    assert list(due(kind, LONG_AGO)) == []
    assert issubclass(apps.get_model(kind), Recorded)
    for part in KINDS[kind].parts:
        model, _dot, field = part.rpartition(".")
        assert apps.get_model(model)._meta.get_field(field).related_model


# The pages


def test_a_coordinator_writes_the_rule_draws_takes_out_and_approves(
    client: Client, here: Municipality, coordinator: User, old: VisitRequest, django_capture_on_commit_callbacks: Any
) -> None:
    make_visit_request("Ska bort", state="declined", answered_on=LONG_AGO)
    body = make_rule("outreach.digest").body
    here.case_url = "https://diarium.example.se/{number}"
    here.save()
    client.force_login(coordinator)
    rule = reverse("records:rule", args=["partners.visitrequest"])
    assert client.post(rule, {"fate": "dispose", "revision": 0}).status_code == 422
    facts = {"fate": "dispose", "years": 2, "body": body.pk, "decided_on": "2024-03-05", "section": "34"}
    assert client.post(rule, {**facts, "case_number": "KS 2024/7", "revision": 0}).status_code == 302
    rules = client.get(reverse("records:rules")).text
    assert "efter 2 år" in rules
    assert 'href="https://diarium.example.se/KS%202024%2F7"' in rules
    with django_capture_on_commit_callbacks(execute=True):
        client.post(LISTS, {"day": timezone.localdate().isoformat()})
    found = DisposalList.objects.get()
    page = client.get(found.get_absolute_url()).text
    assert MARK in page
    row = found.rows.get(title__startswith=MARK)
    assert (
        client.get(reverse("records:due_record", args=[found.pk, row.pk])).headers["Location"] == old.get_absolute_url()
    )
    out = reverse("records:take_out", args=[found.pk, row.pk])
    assert client.post(out, {"reason": " "}).status_code == 422
    client.post(out, {"reason": "Vi ska skriva om resan"})
    assert "Vi ska skriva om resan" in client.get(found.get_absolute_url()).text
    assert client.post(found.get_absolute_url(), {"case_number": "KS 2026/7"}).status_code == 422
    answer = client.post(found.get_absolute_url(), {"case_number": "KS 2026/7", "seen": "on"}, follow=True)
    assert reverse("records:take_back_approval", args=[found.pk]) in answer.text
    assert carried_out() == 1
    assert list(VisitRequest.objects.all()) == [old]
    client.post(out, {"reason": "För sent"})
    assert found.rows.get(pk=row.pk).told == "Vi ska skriva om resan"


def test_the_protocol_is_taken_home_as_excel_and_word_without_the_titles(
    client: Client, coordinator: User, auditor: User, old: VisitRequest
) -> None:
    make_rule()
    found = approved(make_list(), coordinator)
    carried_out()
    client.force_login(auditor)
    answer = client.get(f"{found.get_absolute_url()}?as=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][1:3] == [f"nr {old.pk}", ""]
    assert "§ 34" in rows[1][5]
    assert MARK not in str(rows)
    word = client.get(reverse("records:disposal_word", args=[found.pk]))
    assert word.content.startswith(b"PK")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR])
def test_only_coordinators_draw_change_and_approve(client: Client, old: VisitRequest, role: str) -> None:
    make_rule()
    found = make_list()
    row = found.rows.get()
    client.force_login(make_user(role))
    client.post(found.get_absolute_url(), {"seen": "on"})
    for name, keys in (("take_out", [found.pk, row.pk]), ("put_aside_disposal", [found.pk])):
        assert client.post(reverse(f"records:{name}", args=keys), {"reason": "x"}).status_code == 403
    found.refresh_from_db()
    assert (found.state, found.withdrawn_at) == ("waiting", None)


def test_no_list_is_drawn_for_a_day_to_come(client: Client, coordinator: User) -> None:
    make_rule()
    client.force_login(coordinator)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.post(LISTS, {"day": tomorrow.isoformat()}).status_code == 422
    assert not DisposalList.objects.exists()


def test_who_draws_while_a_list_is_open_gets_that_one(coordinator: User) -> None:
    first = drawing.ask(by=coordinator, day=timezone.localdate())
    assert drawing.ask(by=coordinator, day=LONG_AGO) == first
    deciding.put_aside(first)
    assert drawing.ask(by=coordinator, day=LONG_AGO) != first


def test_the_list_takes_as_many_queries_for_thirty_records_as_for_one(
    client: Client, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    make_rule()
    for number in range(30):
        make_visit_request(f"Stad {number}", state="declined", answered_on=LONG_AGO)
    found = make_list()
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        assert client.get(found.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(8):
        client.get(reverse("records:rules"))
    with django_assert_max_num_queries(8):
        client.get(LISTS)
