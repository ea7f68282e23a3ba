"""What a decision-maker reads two minutes before the meeting."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.desk.brief import brief
from utblick.desk.since import happened
from utblick.followup.models import Report
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Gate, Initiative, Meeting, Step
from utblick.initiatives.tests.make import make_initiative, make_result
from utblick.partners.tests.make import make_agreement
from utblick.teamwork.tests.make import make_task
from utblick.tenancy import scope

TODAY = date(2026, 11, 24)
NEAR, FAR, BEFORE = TODAY + timedelta(days=9), TODAY + timedelta(days=40), TODAY - timedelta(days=20)
HOME = reverse("desk:home")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def board(here: object) -> Unit:
    return make_unit("Kommunstyrelsen")


@pytest.fixture
def councillor(board: Unit) -> User:
    return make_user(Role.DECISION_MAKER, unit=board)


def make_gate(body: Unit, held_on: date, about: str, **facts: Any) -> Gate:
    meeting, _ = Meeting.objects.get_or_create(
        body=body, held_on=held_on, defaults={"papers_by": held_on - timedelta(days=10)}
    )
    initiative = make_initiative(status=Initiative.Status.PREPARING, **facts)
    return Gate.objects.create(
        initiative=initiative, body=body, about=about, meeting=meeting, papers_by=meeting.papers_by
    )


def read(client: Client, user: User) -> str:
    client.force_login(user)
    told: str = client.get(HOME).text
    return told


def test_who_decides_at_meetings_sees_first_what_comes_to_the_own_body(
    client: Client, board: Unit, councillor: User
) -> None:
    make_gate(board, NEAR, "Medfinansiering av leden")
    make_gate(board, FAR, "Avtal om nattpatrull")
    make_gate(make_unit("Skolnämnden"), NEAR, "Skolresa")
    make_gate(board, TODAY - timedelta(days=1), "Redan behandlat")
    told = read(client, councillor)
    assert "1 ärende att ta ställning till" in told
    assert told.index("Medfinansiering av leden") < told.index("Avtal om nattpatrull") < told.index('id="goals"')
    assert "Skolresa" not in told
    assert "Redan behandlat" not in told


def test_who_decides_without_a_body_of_ones_own_sees_the_matters_of_all(client: Client, here: object) -> None:
    make_gate(make_unit("Skolnämnden"), NEAR, "Skolresa")
    assert "Skolresa" in read(client, make_user(Role.DECISION_MAKER))


def test_a_matter_tells_what_it_costs_and_what_of_it_is_our_own(client: Client, board: Unit, councillor: User) -> None:
    gate = make_gate(board, NEAR, "Medfinansiering av leden")
    for cost, own in ((1_000_000, 200_000), (500_000, 50_000)):
        Step.objects.create(
            initiative=gate.initiative, kind="project", title="Etapp", planned_cost=cost, planned_own=own
        )
    make_gate(board, NEAR, "Utan kalkyl")
    told = read(client, councillor).replace("\xa0", " ").replace("\u202f", " ")
    assert "planerad kostnad 1 500 000 kr, varav vår egen del 250 000 kr" in told
    assert "vad det kostar är inte angivet" in told


def test_every_matter_of_the_meeting_is_counted_and_all_but_five_are_folded_away(
    client: Client, board: Unit, councillor: User
) -> None:
    for number in range(23):
        make_gate(board, NEAR, f"Ärende nummer {number}.")
    told = read(client, councillor)
    assert "23 ärenden att ta ställning till" in told
    assert "Ärende nummer 22." in told
    at_once, folded = told.split("18 till</summary>")
    assert "Ärende nummer 4." in at_once
    assert "Ärende nummer 5." in folded


def test_papers_whose_day_has_passed_are_said_to_be_late(client: Client, board: Unit, councillor: User) -> None:
    gate = make_gate(board, NEAR, "Medfinansiering av leden")
    late = r"handlingarna är inte inlämnade <time[^>]*data-state=\"passed\".*gick ut för 1 dag sedan</b> .*2026-11-23"
    assert re.search(late, read(client, councillor))
    gate.handed_in_on = TODAY
    gate.save()
    told = read(client, councillor)
    assert "handlingarna är inlämnade" in told
    assert "inte inlämnade" not in told


def test_five_things_at_the_most_stand_first_and_the_rest_is_counted(board: Unit, councillor: User) -> None:
    make_gate(board, NEAR, "Medfinansiering av leden")
    for number in range(6):
        make_task(councillor, f"Uppgift {number}", due_on=TODAY + timedelta(days=number + 1))
    found = brief(councillor, TODAY)
    assert [one.title for one in found.needs] == [f"Uppgift {number}" for number in range(5)]
    assert found.more == 2


def test_a_colleagues_tasks_are_not_mine(board: Unit, councillor: User) -> None:
    make_task(make_user(Role.DECISION_MAKER, unit=board), "Någon annans", due_on=TODAY)
    assert brief(councillor, TODAY).needs == []


def test_a_document_to_revise_and_a_report_since_the_last_meeting_need_their_reader(
    board: Unit, councillor: User
) -> None:
    make_document("Internationell policy", status=PolicyDocument.Status.IN_FORCE, review_on=TODAY - timedelta(days=3))
    Meeting.objects.create(body=board, held_on=BEFORE, papers_by=BEFORE)
    for title, frozen in (("Uppföljning 2025", BEFORE + timedelta(days=2)), ("Gammal", BEFORE - timedelta(days=2))):
        at = datetime(frozen.year, frozen.month, frozen.day, 12, tzinfo=UTC)
        period = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
        Report.objects.create(title=title, status="frozen", frozen_at=at, checksum="0" * 64, **period)
    assert [one.title for one in brief(councillor, TODAY).needs] == ["Uppföljning 2025", "Internationell policy"]


def test_what_has_happened_is_counted_from_the_last_meeting_newest_first(
    client: Client, board: Unit, councillor: User
) -> None:
    Meeting.objects.create(body=board, held_on=BEFORE, papers_by=BEFORE)
    Meeting.objects.create(body=make_unit("Skolnämnden"), held_on=TODAY - timedelta(days=2), papers_by=BEFORE)
    make_result(text="Fyra nya leder", noted_on=TODAY - timedelta(days=4))
    make_result(text="För länge sedan", noted_on=BEFORE - timedelta(days=1))
    make_agreement(title="Avtal med Lierne", signed_on=TODAY - timedelta(days=3))
    told = read(client, councillor)
    assert "Sedan förra mötet" in told
    assert told.index("Avtal med Lierne") < told.index("Fyra nya leder")
    assert "För länge sedan" not in told


def test_a_decision_of_the_last_meeting_itself_has_happened_since(board: Unit, councillor: User) -> None:
    gate = make_gate(board, BEFORE, "Medfinansiering", title="Leden över gränsen")
    gate.outcome, gate.decided_on = Gate.Outcome.YES, BEFORE
    gate.save()
    assert [(one.kind, one.title) for one in happened(BEFORE, TODAY)] == [("yes", "Leden över gränsen")]


def test_what_is_confidential_is_in_no_part_of_it(client: Client, board: Unit, councillor: User) -> None:
    gate = make_gate(board, NEAR, "Hemligt ärende", title="Hemlig insats")
    make_result(text="Hemligt resultat", initiative=gate.initiative, noted_on=TODAY)
    gate.initiative.secrecy_ground = "OSL 31:16"
    gate.initiative.save()
    told = read(client, councillor)
    assert "Hemlig" not in told
    assert "att ta ställning till" not in told
    with scope.acting(councillor.memberships.get().municipality, sees_secrets=True):
        assert len(brief(councillor, TODAY).meetings.at_next) == 1


def test_an_empty_municipality_says_what_will_stand_here(client: Client, councillor: User) -> None:
    told = read(client, councillor)
    assert "Inget behöver dig just nu" in told
    assert "inget möte finns i kalendern" in told


def test_the_whole_overview_is_a_click_away(client: Client, councillor: User) -> None:
    assert reverse("desk:overview") in read(client, councillor)
    assert "Översikt</h1>" in client.get(reverse("desk:overview")).text


def test_it_takes_no_more_queries_however_much_there_is(
    client: Client, board: Unit, councillor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    goal = make_goal(document=make_document(status=PolicyDocument.Status.IN_FORCE))
    for number in range(8):
        gate = make_gate(board, NEAR, f"Ärende {number}", goals=[goal])
        make_task(councillor, f"Uppgift {number}", about=gate.initiative)
        make_result(initiative=gate.initiative, noted_on=TODAY)
        make_agreement(title=f"Avtal {number}", review_on=TODAY)
    client.force_login(councillor)
    with django_assert_max_num_queries(16):
        client.get(HOME)
    with django_assert_max_num_queries(8):
        client.get(HOME)


def test_what_a_colleague_waits_for_the_reader_to_decide_stands_before_what_has_its_day(
    client: Client, board: Unit, councillor: User
) -> None:
    make_gate(board, NEAR, "Ansökan")
    asked = make_task(councillor, "Besluta om medfinansiering", by=make_user(Role.OFFICER))
    asked.awaits = "projects.project:1:cofinancing"
    asked.save()
    assert brief(councillor, TODAY).needs[0].title == "Besluta om medfinansiering"
