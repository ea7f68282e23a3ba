"""The delegation list, the decisions made by it where they are made, and the report to the body."""

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.initiatives.models import Gate, Meeting, Step
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.journal.models import Entry
from utblick.mandates import deciding
from utblick.mandates.checking import Question
from utblick.mandates.models import DelegationDecision, Mandate, Matter
from utblick.mandates.tests.make import make_body, make_decision, make_mandate
from utblick.projects.models import Check, Project
from utblick.projects.tests.make import make_budget, make_project
from utblick.teamwork.models import Notice, Task

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("mandates:list"), reverse("mandates:add")
TODAY = timezone.localdate()


def at(name: str, *args: object) -> str:
    return reverse(f"mandates:{name}", args=args)


@pytest.fixture
def journey(coordinator: User) -> Step:
    return make_step(initiative=make_initiative(owner=coordinator), planned_cost=Decimal(38_000))


def travel(client: Client, step: Step, decider: User, amount: str = "38 000", currency: str = "SEK") -> str:
    answers = {"decider": decider.pk, "decided_on": TODAY, "amount": amount, "currency": currency}
    return client.post(reverse("initiatives:decide_travel", args=[step.pk]), answers, follow=True).text


def test_an_empty_list_says_that_nothing_is_stopped_and_only_the_coordinator_keeps_it(
    client: Client, officer: User
) -> None:
    client.force_login(officer)
    assert "Inget stoppas" in client.get(LIST).text
    assert "när ett avtal får en dag för undertecknandet" in client.get(at("decisions")).text
    assert client.get(ADD).status_code == 403


def test_a_mandate_is_entered_and_the_next_begins_with_the_same_decision(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answers = {"matter": "travel", "point": "4.1", "holder": "head", "up_to": "50 000", "valid_from": "2026-02-01"}
    answers |= {"body": make_body().pk, "decided_on": "2026-01-20", "section": "12", "case_number": "KS 2025/311"}
    client.post(ADD, answers)
    made = Mandate.objects.get()
    assert made.reference == "punkt 4.1, Kommunstyrelsen 2026-01-20 § 12, KS 2025/311"
    page = client.get(LIST).text
    assert "Chefen för berörd enhet" in page
    assert "50\u202f000\xa0kr" in page
    assert 'value="KS 2025/311"' in client.get(ADD).text
    assert Entry.objects.filter(kind="mandates.mandate", act="created").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"holder": "person"}, "Välj personen"),
        ({"holder": "role"}, "Välj rollen"),
        ({"valid_to": "2025-01-01"}, "kan inte vara före"),
        ({"up_to": "50 000", "up_to_a_year": "10 000"}, "Ett enskilt beslut"),
        ({"up_to": "mycket"}, "siffror, till exempel"),
        ({"body": ""}, "body"),
    ],
)
def test_what_does_not_hold_is_told(client: Client, coordinator: User, wrong: dict[str, str], said: str) -> None:
    client.force_login(coordinator)
    answers = {"matter": "travel", "holder": "head", "valid_from": "2026-02-01", "body": make_body().pk, **wrong}
    answer = client.post(ADD, answers)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Mandate.objects.exists()


def test_a_local_actor_gets_no_mandate(client: Client, coordinator: User) -> None:
    company = make_user(Role.LOCAL_ACTOR)
    client.force_login(coordinator)
    assert f'value="{company.pk}"' not in client.get(ADD).text
    answers = {"matter": "travel", "holder": "person", "person": company.pk, "valid_from": "2026-02-01"}
    assert client.post(ADD, {**answers, "body": make_body().pk}).status_code == 422
    assert not Mandate.objects.exists()


def test_a_journey_is_decided_on_by_who_may_and_the_page_tells_by_which_mandate(
    client: Client, coordinator: User, journey: Step
) -> None:
    make_mandate(person=coordinator, up_to=Decimal(50_000))
    client.force_login(coordinator)
    page = travel(client, journey, coordinator)
    assert "Beslutat på delegation: punkt 4.1, Kommunstyrelsen" in page
    assert "beslutat på delegation" in page
    made = DelegationDecision.objects.get()
    assert (made.amount, made.decider, str(made.body)) == (38_000, coordinator, "Kommunstyrelsen")
    travel(client, journey, coordinator, "41 000")
    assert [one.amount for one in DelegationDecision.objects.standing()] == [41_000]


def test_who_may_not_decide_is_told_who_may_and_asks_with_a_button(
    client: Client, coordinator: User, journey: Step
) -> None:
    boss = make_user(Role.COORDINATOR, name="Anna Berg")
    make_mandate(person=boss, up_to=Decimal(50_000))
    client.force_login(coordinator)
    page = travel(client, journey, coordinator)
    assert "har inte mandat att besluta om resor på 38" in page
    ask = at("ask", "initiatives.initiative", journey.initiative_id)
    assert f'action="{ask}"' in page
    assert not DelegationDecision.objects.exists()
    client.post(ask, {"who": boss.pk, "matter": "travel"})
    task = Task.objects.get()
    assert (task.owner, task.title) == (boss, f"Besluta om resor: {journey.initiative}")
    assert client.post(ask, {"who": "9" * 30, "matter": "travel"}).status_code == 404


def test_who_is_asked_to_decide_is_told_on_what_and_how_much_and_decides_though_the_initiative_is_anothers(
    client: Client, coordinator: User, journey: Step
) -> None:
    boss = make_user(Role.DECISION_MAKER, name="Anna Berg")
    make_mandate(person=boss, up_to=Decimal(50_000))
    client.force_login(coordinator)
    ask = at("ask", "initiatives.initiative", journey.initiative_id)
    button = travel(client, journey, coordinator).partition(f'action="{ask}"')[2].partition("</form>")[0]
    client.post(ask, dict(re.findall(r'name="(who|matter|what|about|amount)" value="([^"]*)"', button)))
    assert Task.objects.get().title == f"Besluta om resor: {journey}, 38\u202f000\xa0kr"

    client.force_login(boss)
    decide = reverse("initiatives:decide_travel", args=[journey.pk])
    assert decide in client.get(reverse("initiatives:exchange", args=[journey.pk])).text
    assert f'<option value="{coordinator.pk}"' not in client.get(decide).text
    travel(client, journey, coordinator)
    assert not DelegationDecision.objects.exists(), "only in the own name"
    assert not Task.objects.get().done_at
    assert "Beslutat på delegation" in travel(client, journey, boss)
    task = Task.objects.get()
    assert task.done_by == boss
    assert task.done_at
    assert Notice.objects.filter(user=coordinator, event="task_done", task=task).exists()
    assert Entry.objects.filter(kind="teamwork.task", object_id=task.pk, act="changed").exists()
    assert DelegationDecision.objects.get().decider == boss


def test_without_a_mandate_and_in_another_unit_nobody_comes_to_the_decision(client: Client, journey: Step) -> None:
    make_mandate(person=make_user(Role.OFFICER))
    project = ready_to_apply()
    client.force_login(make_user(Role.DECISION_MAKER))
    for page in (
        reverse("initiatives:decide_travel", args=[journey.pk]),
        reverse("projects:decide", args=[project.pk]),
    ):
        assert client.get(page).status_code == 403
    assert "Besluta om resan" not in client.get(reverse("initiatives:exchange", args=[journey.pk])).text
    assert "Besluta om ansökan" not in client.get(project.get_absolute_url()).text


def test_whoever_has_the_mandate_decides_ahead_on_another_units_application(client: Client, here: object) -> None:
    boss = make_user(Role.DECISION_MAKER)
    make_mandate(Matter.APPLICATION, person=boss)
    make_mandate(Matter.COFINANCING, person=boss)
    project = ready_to_apply()
    client.force_login(boss)
    assert reverse("projects:decide", args=[project.pk]) in client.get(project.get_absolute_url()).text
    client.post(reverse("projects:decide", args=[project.pk]), BOTH | {"decider": boss.pk, "decided_on": TODAY})
    assert DelegationDecision.objects.standing().count() == 2


def test_what_the_body_has_been_told_of_makes_way_for_a_new_decision_and_stays_told(
    client: Client, coordinator: User, journey: Step
) -> None:
    make_mandate(person=coordinator, up_to=Decimal(50_000), up_to_a_year=Decimal(50_000))
    client.force_login(coordinator)
    travel(client, journey, coordinator)
    deciding.report(DelegationDecision.objects.to_report(), TODAY)
    assert "Beslutat på delegation" in travel(client, journey, coordinator, "41 000")
    assert [one.amount for one in DelegationDecision.objects.standing()] == [41_000], "the year's limit holds for one"
    before = DelegationDecision.objects.exclude(overruled_on=None).get()
    assert (before.reported_on, before.withdrawn_at) == (TODAY, None)
    assert f"Beslutat på nytt av {coordinator}" in client.get(before.get_absolute_url()).text


def test_co_financing_that_has_grown_since_it_was_reported_is_decided_on_anew(
    client: Client, coordinator: User
) -> None:
    project = ready_to_apply()
    make_mandate(Matter.APPLICATION, person=coordinator)
    make_mandate(Matter.COFINANCING, person=coordinator)
    for matter in (Matter.APPLICATION, Matter.COFINANCING):
        deciding.decide(project, Question(matter, TODAY, Decimal(1)), decider=coordinator, by=coordinator)
    deciding.report(DelegationDecision.objects.to_report(), TODAY)
    client.force_login(coordinator)
    send(client, project)
    assert Project.objects.get(pk=project.pk).stage == Project.Stage.APPLICATION
    assert DelegationDecision.objects.standing().filter(reported_on=None).count() == 2


def test_a_decision_written_down_for_another_is_told_to_that_person(
    client: Client, coordinator: User, journey: Step
) -> None:
    boss = make_user(Role.COORDINATOR)
    make_mandate(person=boss)
    client.force_login(coordinator)
    travel(client, journey, boss)
    assert Notice.objects.get(user=boss).event == "decided_for"


def test_without_a_list_the_decision_is_kept_and_it_is_said_that_no_mandate_was_checked(
    client: Client, coordinator: User, journey: Step
) -> None:
    client.force_login(coordinator)
    assert "inget mandat har prövats" in travel(client, journey, coordinator)
    assert DelegationDecision.objects.get().body is None


def test_a_journey_in_euro_is_held_against_the_limit_in_kronor_and_keeps_the_rate(
    client: Client, coordinator: User, journey: Step
) -> None:
    make_mandate(person=coordinator, up_to=Decimal(20_000))
    client.force_login(coordinator)
    assert "har inte mandat" in travel(client, journey, coordinator, "19 000", "EUR")
    travel(client, journey, coordinator, "1 000", "EUR")
    made = DelegationDecision.objects.get()
    assert made.euro == 1000
    assert made.amount == made.euro * made.per_euro
    assert "till kursen" in client.get(made.get_absolute_url()).text


BOTH = {"matters": ["application", "cofinancing"]}


def ready_to_apply(unit: Unit | None = None) -> Project:
    project = make_project(initiative=make_initiative(unit=unit), stage=Project.Stage.PREPARATION)
    make_budget(project, percent=60, staff=100_000, own_cash=40_000)
    for check in Check.objects.of(project):
        check.outcome, check.on = Check.Outcome.DONE, date(2026, 5, 4)
        check.save()
    return Project.objects.get(pk=project.pk)


def send(client: Client, project: Project) -> str:
    url = reverse("projects:move", args=[project.pk, "application"])
    return client.post(url, {"on": TODAY}, follow=True).text


def test_an_application_waits_for_who_may_decide_on_it_and_on_its_co_financing(
    client: Client, coordinator: User
) -> None:
    project = ready_to_apply()
    make_mandate(Matter.APPLICATION, person=coordinator)
    boss = make_user(Role.COORDINATOR, name="Anna Berg")
    make_mandate(Matter.COFINANCING, person=coordinator, up_to=Decimal("79999.99"))
    make_mandate(Matter.COFINANCING, person=boss, up_to=Decimal(80_000))
    client.force_login(coordinator)
    page = send(client, project)
    assert "inte mandat att besluta om medfinansiering på 80\u202f000\xa0kr" in page, "an amount is never broken"
    assert "Anna Berg" in page
    assert Project.objects.get(pk=project.pk).stage == Project.Stage.PREPARATION
    assert not DelegationDecision.objects.exists(), "all or nothing"

    decided = BOTH | {"decider": boss.pk, "decided_on": TODAY}
    client.post(reverse("projects:decide", args=[project.pk]), decided)
    assert not DelegationDecision.objects.exists(), "the boss has no mandate for the application itself"
    make_mandate(Matter.APPLICATION, person=boss, point="4.2")
    page = client.post(reverse("projects:decide", args=[project.pk]), decided, follow=True).text
    assert "punkt 4.2" in page.partition("; punkt 4.1")[0], "both mandates are told of"
    assert "; punkt 4.1" in page
    send(client, project)
    assert Project.objects.get(pk=project.pk).stage == Project.Stage.APPLICATION
    assert {one.decider for one in DelegationDecision.objects.standing()} == {boss}


def test_what_no_one_person_may_decide_is_decided_by_two(client: Client, coordinator: User) -> None:
    project = ready_to_apply()
    boss = make_user(Role.DECISION_MAKER, name="Anna Berg")
    make_mandate(Matter.APPLICATION, person=coordinator)
    make_mandate(Matter.COFINANCING, person=coordinator, up_to=Decimal(100))
    make_mandate(Matter.COFINANCING, person=boss)
    page = reverse("projects:decide", args=[project.pk])
    client.force_login(coordinator)
    assert client.get(page).context["form"]["matters"].value() == ["application"], (
        "what the reader may decide is ticked"
    )
    sent = {"matters": ["application"], "decider": coordinator.pk, "decided_on": TODAY}
    assert "Kryssa i minst en av dem." in client.post(page, {**sent, "matters": []}).text
    assert "Kvar att besluta: medfinansiering." in client.post(page, sent, follow=True).text

    refused = client.post(page, {**sent, "matters": ["cofinancing"]})
    assert "Anna Berg" in refused.text
    ask = at("ask", "initiatives.initiative", project.initiative_id)
    client.post(ask, {"who": boss.pk, "matter": "cofinancing", "about": f"projects.project:{project.pk}"})

    client.force_login(boss)
    opened = client.get(page)
    assert opened.context["form"]["matters"].value() == ["cofinancing"]
    assert f"Beslutat av {coordinator}" in opened.text
    client.post(page, {"matters": ["cofinancing"], "decider": boss.pk, "decided_on": TODAY})
    made = {one.matter: one.decider for one in DelegationDecision.objects.standing()}
    assert made == {"application": coordinator, "cofinancing": boss}
    assert not Task.objects.open().exists()
    client.force_login(coordinator)
    send(client, project)
    assert Project.objects.get(pk=project.pk).stage == Project.Stage.APPLICATION


def test_an_application_that_was_not_sent_after_all_was_not_decided_on(client: Client, coordinator: User) -> None:
    project = ready_to_apply()
    make_mandate(Matter.APPLICATION, person=coordinator)
    make_mandate(Matter.COFINANCING, person=coordinator)
    client.force_login(coordinator)
    send(client, project)
    assert sorted(one.matter for one in DelegationDecision.objects.standing()) == ["application", "cofinancing"]
    client.post(reverse("projects:back", args=[project.pk, "preparation"]))
    assert not DelegationDecision.objects.standing().exists()


def test_a_yes_of_the_board_needs_no_mandate(client: Client, coordinator: User) -> None:
    project = ready_to_apply()
    make_mandate(Matter.COFINANCING, person=make_user())
    Gate.objects.create(
        initiative=project.initiative, body=make_body(), about="Ansökan", outcome="yes", decided_on=date(2026, 5, 1)
    )
    client.force_login(coordinator)
    send(client, project)
    assert Project.objects.get(pk=project.pk).stage == Project.Stage.APPLICATION
    assert not DelegationDecision.objects.exists()


def test_a_bodys_yes_ticks_off_what_somebody_was_asked_to_decide_but_no_other_journey(
    client: Client, coordinator: User, journey: Step
) -> None:
    boss = make_user(Role.COORDINATOR, name="Anna Berg")
    client.force_login(coordinator)
    initiative = journey.initiative
    project = make_project(initiative=initiative)
    for about, matter in ((project, "application"), (project, "cofinancing"), (journey, "travel")):
        told = {"who": boss.pk, "matter": matter, "about": f"{about.object_kind}:{about.pk}"}
        client.post(at("ask", "initiatives.initiative", initiative.pk), told)
    asked = list(Task.objects.order_by("pk"))
    gate = Gate.objects.create(initiative=initiative, body=make_body(), about="Ansökan")
    page = reverse("initiatives:decide_gate", args=[gate.pk])
    form = client.get(page).context["form"]
    assert form["instead_of"].value() == [asked[0].pk, asked[1].pk]

    marked = {"decided_on": "2026-05-01", "instead_of": [one.pk for one in asked[:2]]}
    client.post(page, {**marked, "outcome": "no"})
    assert Task.objects.open().count() == 3
    client.post(page, {**marked, "outcome": "yes"})
    assert [one.pk for one in Task.objects.open()] == [asked[2].pk]
    assert Task.objects.get(pk=asked[0].pk).done_by == coordinator


def test_decisions_wait_for_the_bodys_meeting_and_stand_in_its_word_list(
    client: Client, coordinator: User, journey: Step, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body, mandate = make_body(), make_mandate(person=coordinator, up_to=Decimal(50_000))
    made = make_decision(journey, coordinator, mandate, amount=Decimal(38_000))
    other = make_mandate(person=coordinator, body=make_unit("Nämnden", kind="board"))
    make_decision(make_step(title="Annan resa"), coordinator, other)
    meeting = TODAY + timedelta(days=7)
    Meeting.objects.create(body=body, held_on=meeting, papers_by=TODAY)
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        page = client.get(at("reports")).text
    word = at("report_word", body.pk, meeting)
    assert at("report", body.pk, meeting) in page

    client.post(at("report_at", body.pk), {"day": meeting})
    assert DelegationDecision.objects.get(pk=made.pk).reported_on == meeting
    read = Document(io.BytesIO(client.get(word).getvalue()))
    cells = [cell.text for row in read.tables[0].rows for cell in row.cells]
    assert {str(journey), "38\u202f000\xa0kr", str(coordinator), mandate.reference} <= set(cells)
    assert "Annan resa" not in cells
    assert "Anmälan av delegationsbeslut till Kommunstyrelsen" in [one.text for one in read.paragraphs]

    client.post(at("unreport", body.pk, meeting))
    assert DelegationDecision.objects.to_report().count() == 2


def test_an_overruled_decision_stands_no_more_until_it_does_again(
    client: Client, coordinator: User, journey: Step
) -> None:
    made = make_decision(journey, coordinator, make_mandate(person=coordinator))
    client.force_login(coordinator)
    early = client.post(at("overrule", made.pk), {"overruled_on": "2026-05-03", "overruled_why": "Nej"})
    assert "före själva beslutet" in early.text
    client.post(
        at("overrule", made.pk), {"overruled_on": TODAY, "overruled_why": "Ställs in", "revision": made.revision}
    )
    assert not DelegationDecision.objects.standing().exists()
    assert "Inget beslut är infört" in client.get(reverse("initiatives:exchange", args=[journey.pk])).text
    assert "Ställs in" in client.get(made.get_absolute_url()).text
    client.post(at("uphold", made.pk))
    assert DelegationDecision.objects.standing().exists()


def test_what_was_decided_about_a_secret_is_shown_to_nobody_else(
    client: Client, coordinator: User, officer: User, journey: Step
) -> None:
    made = make_decision(journey, coordinator, make_mandate(person=coordinator))
    journey.initiative.secrecy_ground = "OSL 31:16"
    journey.initiative.save()
    client.force_login(officer)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert str(journey) not in client.get(at("decisions")).text
    client.force_login(coordinator)
    assert str(journey) in client.get(at("decisions")).text
