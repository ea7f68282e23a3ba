"""A draft on referral: sent, answered in time and once, reminded of, and taken up."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.goals import announcing, programmes, referring
from utblick.goals.models import Consulted, Programme, Referral, Remark
from utblick.goals.papers.programme import made_of
from utblick.goals.tests.make import make_priority, make_programme, make_referral
from utblick.journal.models import Superseded
from utblick.teamwork.models import Event, Notice
from utblick.teamwork.news import News, everybody

pytestmark = pytest.mark.django_db


def at(name: str, *args: int) -> str:
    return reverse(f"goals:{name}", args=args)


@pytest.fixture
def officer_at_school(here: object) -> User:
    return make_user(Role.OFFICER, unit=make_unit("Skolan"), name="Jonas")


@pytest.fixture
def asked(officer_at_school: User) -> Consulted:
    """The school's place in a referral of a draft with one priority."""
    draft = make_programme("Program 2028", status="draft", starts_on=date(2028, 1, 1), ends_on=date(2029, 12, 31))
    make_priority("Skolutbyten", programme=draft)
    unit = officer_at_school.memberships.get().unit
    assert unit
    return make_referral(draft, unit, make_unit("Vården")).consulted.get(unit=unit)


@pytest.fixture
def at_school(client: Client, officer_at_school: User) -> Client:
    client.force_login(officer_at_school)
    return client


def said(asked: Consulted, **changes: Any) -> dict[str, Any]:
    line = asked.referral.programme.priorities.get().root
    return {"revision": asked.revision, "verdict": "changes", "whole": "Bra", f"line-{line}": "Mer pengar", **changes}


def answer(client: Client, asked: Consulted, **changes: Any) -> Any:
    return client.post(at("answer", asked.pk), said(asked, **changes))


def let_be(referral: Referral, answer_by: date) -> None:
    referral.answer_by = answer_by
    referral.save()


def test_of_two_who_send_a_draft_at_once_one_is_told(asked: Consulted, officer_at_school: User) -> None:
    """Both opened the form before either had sent."""
    second = Referral(programme=asked.referral.programme, answer_by=asked.referral.answer_by)
    with pytest.raises(Superseded):
        referring.send(second, [asked.unit], by=officer_at_school)
    assert Referral.objects.count() == 1


def test_those_at_the_units_are_asked_and_the_draft_stands_as_it_was_sent(
    as_coordinator: Client, officer_at_school: User
) -> None:
    row = make_priority("Skolutbyten", programme=make_programme(status="draft"))
    unit = officer_at_school.memberships.get().unit
    assert unit
    data = {"answer_by": str(timezone.localdate() + timedelta(days=20)), "letter": "Vad tycker ni?", "units": [unit.pk]}
    assert as_coordinator.post(at("referral_send", row.programme_id), data).status_code == 302
    notice = Notice.objects.get(user=officer_at_school)
    assert (notice.event, notice.address) == (Event.REFERRAL, at("answer", Consulted.objects.get().pk))
    row.name = "Något annat"
    row.save()
    as_coordinator.force_login(officer_at_school)
    page = as_coordinator.get(notice.address).text
    assert "Vad tycker ni?" in page
    assert "Skolutbyten" in page


@pytest.mark.parametrize(
    "changes", [{"answer_by": "2020-01-01"}, {"answer_by": "snart"}, {"units": []}, {"units": [0]}]
)
def test_a_referral_to_nobody_or_to_a_day_that_has_passed_is_not_sent(
    as_coordinator: Client, changes: dict[str, Any]
) -> None:
    draft = make_priority(programme=make_programme(status="draft")).programme
    data = {"answer_by": str(timezone.localdate() + timedelta(days=20)), "units": [make_unit().pk], **changes}
    assert as_coordinator.post(at("referral_send", draft.pk), data).status_code == 422
    assert not Referral.objects.exists()


def test_an_officer_answers_for_the_own_unit(at_school: Client, asked: Consulted) -> None:
    assert answer(at_school, asked).status_code == 302
    asked.refresh_from_db()
    assert (asked.verdict, str(asked.answered_by)) == ("changes", "Jonas")
    assert sorted((str(one.priority or ""), one.text) for one in asked.remarks.all()) == [
        ("", "Bra"),
        ("Skolutbyten", "Mer pengar"),
    ]
    told = Notice.objects.get(event=Event.REFERRAL_ANSWERED)
    assert told.user == asked.referral.sent_by


def test_an_officer_does_not_answer_for_another_unit_and_others_not_at_all(
    client: Client, asked: Consulted, decision_maker: User, auditor: User
) -> None:
    for user in (make_user(Role.OFFICER, unit=make_unit("Tekniska")), decision_maker, auditor):
        client.force_login(user)
        assert client.get(at("answer", asked.pk)).status_code == 403
        assert answer(client, asked).status_code == 403
        assert client.get(at("referral", asked.referral_id)).status_code == 200
        assert client.post(at("answer_reopen", asked.pk)).status_code == 403
    assert not Remark.objects.exists()


def test_a_no_without_a_word_of_why_is_asked_for_it(at_school: Client, asked: Consulted) -> None:
    line = asked.referral.programme.priorities.get().root
    reply = answer(at_school, asked, verdict="no", whole="", **{f"line-{line}": ""})
    assert reply.status_code == 422
    assert "Skriv vad ni vill ändra" in reply.text
    assert answer(at_school, asked, verdict="kanske").status_code == 422


def test_who_answers_too_late_is_told_and_keeps_the_text(at_school: Client, asked: Consulted) -> None:
    let_be(asked.referral, timezone.localdate() - timedelta(days=1))
    reply = answer(at_school, asked)
    assert reply.status_code == 409
    assert "Sista svarsdag var" in reply.text
    assert "Mer pengar" in reply.text
    assert not Remark.objects.exists()


def test_who_answers_twice_is_told_who_did_and_may_when_the_coordinator_opens_it(
    at_school: Client, asked: Consulted, coordinator: User, officer_at_school: User
) -> None:
    answer(at_school, asked)
    asked.refresh_from_db()
    reply = answer(at_school, asked, whole="Nej, förresten")
    assert reply.status_code == 409
    assert "genom Jonas" in reply.text
    at_school.force_login(coordinator)
    at_school.post(at("answer_reopen", asked.pk))
    at_school.force_login(officer_at_school)
    asked.refresh_from_db()
    assert "Mer pengar" in at_school.get(at("answer", asked.pk)).text
    assert answer(at_school, asked, whole="").status_code == 302
    assert [one.text for one in asked.remarks.all()] == ["Mer pengar"]


def test_two_at_the_unit_who_answer_at_once_answer_once(at_school: Client, asked: Consulted) -> None:
    before = said(asked)
    answer(at_school, asked)
    reply = at_school.post(at("answer", asked.pk), before)
    assert reply.status_code == 409
    assert "spara igen" not in reply.text  # there is no button to do so
    assert Remark.objects.count() == 2


def test_who_answers_after_the_decision_or_a_recall_is_told(at_school: Client, asked: Consulted) -> None:
    draft = asked.referral.programme
    asked.referral.withdraw()
    assert "återkallad" in answer(at_school, asked).text
    asked.referral.restore()
    draft.adopted_on = date(2026, 11, 25)
    programmes.adopt(draft, seen=programmes.shown(draft))
    reply = answer(at_school, asked)
    assert reply.status_code == 409
    assert "Programmet antogs 2026-11-25" in reply.text
    assert "Mer pengar" in reply.text
    assert f"mailto:{asked.referral.sent_by.email}" in reply.text, "who can take it up all the same"
    assert "u-deadline" not in reply.text, "no days are left to answer in"
    with pytest.raises(referring.NotTaken):
        referring.answer(Consulted.objects.get(pk=asked.pk), {}, by=draft.referrals.get().sent_by)


def test_the_coordinator_sees_who_is_missing_and_can_give_more_time(as_coordinator: Client, asked: Consulted) -> None:
    let_be(asked.referral, timezone.localdate() - timedelta(days=1))
    page = as_coordinator.get(at("referral", asked.referral_id)).text
    assert "Vården" in page
    assert "sista svarsdagen har passerat" in page
    new = timezone.localdate() + timedelta(days=9)
    data = {"answer_by": str(new), "revision": asked.referral.revision, "units": [make_unit("Tekniska").pk]}
    as_coordinator.post(at("referral_edit", asked.referral_id), data)
    assert Referral.objects.get().answer_by == new
    assert Consulted.objects.count() == 3


def told(today: date) -> list[News]:
    return list(announcing.news(today, everybody()))


def test_the_unit_is_reminded_in_the_last_week_and_the_coordinator_after_it(
    asked: Consulted, coordinator: User, officer_at_school: User
) -> None:
    last = asked.referral.answer_by
    assert told(last - timedelta(days=8)) == []
    due = {str(one.text): one.users for one in told(last - timedelta(days=3))}
    assert due["Skolan"] == (officer_at_school,)
    assert coordinator in due["Vården"]  # where nobody at the unit has a log-in
    late = told(last + timedelta(days=1))
    assert {one.event for one in late} == {Event.REFERRAL_MISSING}
    assert all(coordinator in one.users for one in late)


def test_what_was_done_with_a_remark_is_told_to_the_unit_and_the_board(
    as_coordinator: Client, asked: Consulted, officer_at_school: User
) -> None:
    asked.verdict = "changes"
    row = asked.referral.programme.priorities.get()
    referring.answer(asked, {row.pk: "Mer pengar", None: ""}, by=officer_at_school)
    remark = Remark.objects.get()
    data = {"heeded": "not", "reply": "", "revision": remark.revision}
    assert as_coordinator.post(at("remark", remark.pk), data).status_code == 422
    as_coordinator.post(at("remark", remark.pk), {**data, "reply": "Budgeten är given"})
    assert "Budgeten är given" in as_coordinator.get(at("referral", asked.referral_id)).text
    document = Document(io.BytesIO(made_of(row.programme, "sv")))
    words = " ".join(one.text for one in document.paragraphs)
    assert "Skolan: Mer pengar" in words
    assert "Inte beaktad. Budgeten är given" in words
    cells = [cell.text for cell in document.tables[1].columns[1].cells]
    assert cells == [f"Ja, med ändringar, {asked.answered_on}", "Inget svar"]


def test_the_referral_page_asks_as_many_questions_for_many_units(
    as_coordinator: Client, asked: Consulted, django_assert_max_num_queries: Any
) -> None:
    referring.ask(asked.referral, [make_unit() for _number in range(6)], by=asked.referral.sent_by)
    with django_assert_max_num_queries(8):
        as_coordinator.get(at("referral", asked.referral_id))


def test_a_draft_that_is_sent_is_not_sent_twice(as_coordinator: Client, asked: Consulted) -> None:
    draft = asked.referral.programme
    answer = as_coordinator.get(at("referral_send", draft.pk))
    assert answer.headers["Location"] == at("referral_edit", asked.referral_id)
    assert Programme.objects.get(pk=draft.pk).referrals.count() == 1


def test_what_is_said_of_the_draft_as_a_whole_stands_before_what_is_said_of_its_parts(asked: Consulted) -> None:
    Remark.objects.create(consulted=asked, priority=asked.referral.programme.priorities.get(), text="Mer pengar")
    Remark.objects.create(consulted=asked, text="Bra som helhet")
    assert [one.text for one in asked.remarks.all()] == ["Bra som helhet", "Mer pengar"]
