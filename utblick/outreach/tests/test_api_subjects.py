"""What the interface tells of each subject, to whom, and with how many queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.followup.tests.make import make_report
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.outreach.tests.test_api import make_key, read
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item, make_place

MARK = "marked-for-the-test"


def make_one_of_each(number: int = 0) -> dict[str, int]:
    """By the path of its list the id of a new object whose name holds the mark."""
    name = f"{MARK} {number}"
    document = PolicyDocument.objects.first() or make_document(status=PolicyDocument.Status.IN_FORCE)
    goal, partner = make_goal(name, document=document), make_organisation(name)
    initiative = make_initiative(name, goals=[goal], partners=[partner])
    make_step(initiative=initiative)
    place = make_place(make_item(name))
    made = {
        "/goals": goal,
        "/items": place,
        "/initiatives": initiative,
        "/results": make_result(initiative=initiative, text=name),
        "/partners": partner,
        "/agreements": make_agreement(organisation=partner, title=name),
    }
    return {path: one.pk for path, one in made.items()}


SUBJECTS = ["/goals", "/items", "/initiatives", "/results", "/partners", "/agreements"]


def test_an_initiative_is_told_with_its_money_people_goals_and_partners(coordinator: User) -> None:
    goal, partner = make_goal("Mål"), make_organisation("Fjellgren")
    one = make_initiative("Skogen", goals=[goal], partners=[partner], status=Initiative.Status.RUNNING)
    make_step(initiative=one, cost=Decimal("1000.50"), own=Decimal(400), women=3, girls=None)
    make_step(initiative=one, cost=Decimal("0.25"), women=4)
    told = read(f"/initiatives/{one.pk}", make_key(coordinator)).json()
    assert (told["status"], told["goals"]) == ("running", [goal.pk])
    assert told["partners"] == [{"id": partner.pk, "name": "Fjellgren", "role": "partner"}]
    assert (told["money"]["cost"], told["money"]["own"]) == ("1000.75", "400.00")
    assert (told["participants"]["women"], told["participants"]["girls"]) == (7, None)


def test_an_item_is_told_with_what_was_decided(coordinator: User) -> None:
    decided, waiting = make_place(make_item("Beslutad")), make_place(make_item("Väntar"))
    decisions.decide(decided.item, by=coordinator, verdict=Decision.Verdict.NOTED, reason="Ingen kassa")
    secret = make_key(coordinator)
    told = read("/items?decided=true", secret).json()["items"]
    assert [(one["id"], one["decision"]["verdict"], one["decision"]["reason"]) for one in told] == [
        (decided.pk, "noted", "Ingen kassa")
    ]
    assert [one["id"] for one in read("/items?decided=false", secret).json()["items"]] == [waiting.pk]


def test_only_frozen_reports_are_told(coordinator: User) -> None:
    make_report("Utkast")
    assert read("/reports", make_key(coordinator)).json()["items"] == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("/initiatives?status=idea", ["Idé"]),
        ("/initiatives?status=running", ["Pågår"]),
        ("/partners?country=no", ["Norsk"]),
    ],
)
def test_lists_are_narrowed(asked: str, expected: list[str], coordinator: User) -> None:
    make_initiative("Idé", status=Initiative.Status.IDEA)
    make_initiative("Pågår", status=Initiative.Status.RUNNING)
    make_organisation("Norsk", country="NO")
    make_organisation("Finsk", country="FI")
    told = read(asked, make_key(coordinator)).json()["items"]
    assert [one.get("title") or one["name"] for one in told] == expected


def test_results_are_told_since_a_day(coordinator: User) -> None:
    make_result(text="Förr", noted_on=date(2025, 1, 1))
    make_result(text="Nu", noted_on=date(2026, 1, 1))
    told = read("/results?since=2025-06-01", make_key(coordinator)).json()["items"]
    assert [one["text"] for one in told] == ["Nu"]


@pytest.mark.parametrize("path", ["/initiatives", "/results", "/partners", "/agreements"])
def test_what_is_secret_is_told_to_no_program(path: str, coordinator: User) -> None:
    """Not even to one whose owner sees secrets: nobody knows who reads behind a program."""
    made, secret = make_one_of_each(), make_key(coordinator)
    assert MARK in read(path, secret).text
    for row in (Initiative.objects.get(pk=made["/initiatives"]), Organisation.objects.get(pk=made["/partners"])):
        row.secrecy_ground = "OSL 15:1"
        row.save()
    assert MARK not in read(path, secret).text
    assert read(f"{path}/{made[path]}", secret).status_code == 404


@pytest.mark.parametrize("path", SUBJECTS)
def test_no_program_reads_another_municipalitys_rows(path: str, here: Municipality) -> None:
    made = make_one_of_each()
    with scope.acting(make_municipality("Grannkommun")):
        secret = make_key(make_user(Role.COORDINATOR))
        assert read(path, secret).json()["items"] == []
        assert read(f"{path}/{made[path]}", secret).status_code == 404
    for address in (path, f"{path}/{made[path]}"):
        answer = read(address, secret, here)
        assert (answer.status_code, MARK in answer.text) == (401, False)


@pytest.mark.parametrize("path", SUBJECTS)
def test_a_longer_list_takes_no_more_queries(path: str, coordinator: User) -> None:
    secret = make_key(coordinator)
    counts = []
    for number in range(3):
        make_one_of_each(number)
        read(path, secret)
        with CaptureQueriesContext(connection) as asked:
            assert len(read(path, secret).json()["items"]) == number + 1
        counts.append(len(asked))
    assert counts[0] == counts[-1] <= 8
