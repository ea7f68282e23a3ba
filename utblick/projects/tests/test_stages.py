from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.initiatives.models import Gate
from utblick.initiatives.progress import GatesLeft
from utblick.initiatives.tests.make import make_initiative, make_lesson
from utblick.mandates.tests.make import make_decision, make_mandate
from utblick.projects import stages
from utblick.projects.models import Check, Project
from utblick.projects.tests.make import make_project

pytestmark = pytest.mark.django_db
Stage = Project.Stage


def see_to_all(project: Project) -> None:
    for check in Check.objects.of(project):
        check.outcome, check.on = Check.Outcome.DONE, date(2026, 5, 4)
        check.save()


def test_the_step_in_the_initiative_is_called_what_the_project_has_come_to(here: object) -> None:
    project = make_project()
    see_to_all(project)
    told = []
    for stage in (Stage.PREPARATION, Stage.APPLICATION, Stage.GRANTED, Stage.RUNNING, Stage.FINAL_REPORT, Stage.CLOSED):
        stages.move(project, stage)
        told.append(project.step.status)
    assert told == ["planned", "applied", "applied", "running", "running", "done"]


def test_nothing_is_applied_for_before_the_checks_are_seen_to_or_skipped_with_a_reason(here: object) -> None:
    project = make_project(stage=Stage.PREPARATION)
    see_to_all(project)
    check = Check.objects.of(project).get(subject="state_aid")
    check.outcome = ""
    check.save()
    with pytest.raises(stages.NotYet, match="Statsstöd"):
        stages.move(project, Stage.APPLICATION)

    check.outcome, check.reason = Check.Outcome.SKIPPED, "Ingen ekonomisk verksamhet"
    check.save()
    stages.move(project, Stage.APPLICATION, on=date(2026, 5, 4))

    assert project.stage == Stage.APPLICATION
    assert project.applied_on == date(2026, 5, 4)


def test_nor_before_the_board_has_decided(here: object) -> None:
    initiative = make_initiative()
    Gate.objects.create(initiative=initiative, body=make_unit("Styrelsen"), about="Medfinansiering")
    project = make_project(initiative=initiative, stage=Stage.PREPARATION)
    see_to_all(project)
    with pytest.raises(GatesLeft, match="Styrelsen"):
        stages.move(project, Stage.APPLICATION)


def test_lessons_are_in_use_only_where_there_is_one(here: object) -> None:
    project = make_project(stage=Stage.CLOSED)
    with pytest.raises(stages.NotYet, match="lärdom"):
        stages.move(project, Stage.IN_USE)
    make_lesson(initiative=project.initiative)
    stages.move(project, Stage.IN_USE)
    assert project.stage == Stage.IN_USE


def test_no_stage_is_leapt_over(here: object) -> None:
    project = make_project()
    with pytest.raises(ValueError, match="no way"):
        stages.move(project, Stage.RUNNING)


def test_a_no_is_kept_with_its_reasons_and_can_be_taken_back(client: Client, coordinator: User) -> None:
    project = make_project(stage=Stage.APPLICATION)
    client.force_login(coordinator)
    address = reverse("projects:move", args=[project.pk, "rejected"])

    refused = client.post(address, {"on": "2026-05-04"})
    assert refused.status_code == 422
    client.post(address, {"on": "2026-05-04", "decision": "68 poäng av 100"})

    page = client.get(project.get_absolute_url()).text
    assert "68 poäng av 100" in page
    client.post(reverse("projects:back", args=[project.pk, "application"]))
    project.refresh_from_db()
    assert project.stage == Stage.APPLICATION


def test_a_check_is_not_skipped_without_a_reason(client: Client, coordinator: User) -> None:
    project = make_project()
    check = Check.objects.of(project)[0]
    client.force_login(coordinator)
    address = reverse("projects:edit_check", args=[check.pk])
    assert client.post(address, {"outcome": "skipped", "revision": check.revision}).status_code == 422
    assert client.post(address, {"outcome": "done", "on": "2030-01-01", "revision": check.revision}).status_code == 422
    client.post(address, {"outcome": "skipped", "reason": "Rör bara vuxna", "revision": check.revision})
    assert "Rör bara vuxna" in client.get(project.get_absolute_url()).text


def test_the_municipality_decides_what_is_asked_for_and_projects_on_their_way_follow(
    client: Client, coordinator: User
) -> None:
    on_its_way, over = make_project(), make_project("Förra", stage=Stage.CLOSED)
    done = Check.objects.of(on_its_way).get(subject="risk")
    done.outcome, done.on = Check.Outcome.DONE, date(2026, 5, 4)
    done.save()
    client.force_login(coordinator)
    page = reverse("projects:requirements")
    assert "grundkraven" in client.get(page).text
    nothing = {str(one): "none" for one in Check.Subject if one != Check.Subject.OWN}
    asked = {
        **nothing,
        "manager": "preparation",
        "child_rights": "application",
        "own_running": "Skyddsrond\nSkyddsrond\n",
    }

    assert client.post(reverse("projects:edit_requirements"), {"own_closed": "x" * 201}).status_code == 422
    client.post(reverse("projects:edit_requirements"), asked)

    def asks(project: Project) -> list[tuple[str, str]]:
        return sorted((one.before, str(one)) for one in Check.objects.of(project))

    wanted = [
        ("application", "Barnets rättigheter är prövade"),
        ("preparation", "En chef svarar för projektet"),
        ("running", "Skyddsrond"),
    ]
    assert asks(make_project("Nästa")) == wanted
    assert asks(on_its_way) == sorted([*wanted, ("application", "Riskerna är bedömda")]), "what is done stays"
    assert len(asks(over)) == 12
    client.post(reverse("projects:move", args=[on_its_way.pk, "preparation"]))
    on_its_way.refresh_from_db()
    assert on_its_way.stage == Stage.IDEA
    assert "Skyddsrond" in client.get(page).text


def test_what_is_asked_for_is_decided_by_who_leads(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "Bestäm vad som krävs" not in client.get(reverse("projects:requirements")).text
    assert client.get(reverse("projects:edit_requirements")).status_code == 403


def test_what_the_board_said_of_the_money_is_not_written_twice(client: Client, coordinator: User) -> None:
    initiative, board = make_initiative(), make_unit("Styrelsen", kind="board")
    facts = {"outcome": "yes", "decided_on": date(2026, 5, 4), "section": "§ 78", "case_number": "KS 2026/412"}
    Gate.objects.create(initiative=initiative, body=board, about="Medfinansiering", **facts)
    project = make_project(initiative=initiative)
    check = Check.objects.of(project).get(subject="cofinancing")
    client.force_login(coordinator)
    address = reverse("projects:edit_check", args=[check.pk])
    elsewhere = make_project()
    decided = make_decision(elsewhere, coordinator, make_mandate(matter="cofinancing"), case_number="KS 2026/9")
    decided.matter = "cofinancing"
    decided.save()
    other = Check.objects.of(elsewhere).get(subject="cofinancing")
    told = client.get(reverse("projects:edit_check", args=[other.pk])).context["form"].initial
    assert (told["on"], told["case_number"]) == (decided.decided_on, "KS 2026/9")
    assert decided.reference in told["reason"]
    begun = client.get(address).context["form"].initial

    client.post(address, {**begun, "revision": check.revision})

    shown = client.get(project.get_absolute_url()).text
    assert "§ 78" in shown
    assert "KS 2026/412" in shown
    check.refresh_from_db()
    assert (check.outcome, check.on, check.body) == ("done", date(2026, 5, 4), board)


def test_who_may_not_change_the_initiative_may_not_move_its_project(client: Client, officer: User) -> None:
    project = make_project()
    client.force_login(officer)
    assert client.get(project.get_absolute_url()).status_code == 200
    assert client.post(reverse("projects:move", args=[project.pk, "preparation"])).status_code == 403
