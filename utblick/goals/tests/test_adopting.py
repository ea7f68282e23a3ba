"""A reviewed draft comes in force: rows, versions and what goes on."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from utblick.accounts.tests.make import make_unit
from utblick.goals.adopting import adopt, continued
from utblick.goals.importing import import_text
from utblick.goals.models import Goal, PolicyDocument, Responsibility
from utblick.goals.pieces import Kind
from utblick.goals.tests.conftest import POLICY, ids
from utblick.goals.tests.make import make_document, make_goal, make_responsibility
from utblick.initiatives.tests.make import make_initiative

pytestmark = pytest.mark.django_db


def test_the_draft_becomes_goals_forms_and_duties(draft: PolicyDocument) -> None:
    document = adopt(draft)
    assert document.status == PolicyDocument.Status.IN_FORCE
    assert document.purpose == "Policyns syfte är att skapa en plattform för arbetet."
    assert [(g.position, g.text) for g in document.goals.all()] == [
        (1, "skapa kanaler för företagskontakter"),
        (2, "marknadsföra kommunen som turistort"),
        (3, "öka förståelsen för andra kulturer"),
    ]
    assert [(f.name, f.kind) for f in document.forms.all()] == [
        ("Medverkan i mångnationella projekt", "project"),
        ("Vänortssamarbete", "agreement"),
    ]
    assert [d.owner for d in document.responsibilities.all()] == ["Kommunstyrelsen"] * 2


def test_no_goal_is_bare(draft: PolicyDocument) -> None:
    for goal in adopt(draft).goals.all():
        assert goal.concepts
        assert set(goal.concepts[0]) == {"id", "scheme", "sv", "en"}


def test_each_passage_knows_the_row_that_it_became(draft: PolicyDocument) -> None:
    document = adopt(draft)
    rows = [p.get("row") for p in document.passages if p["kind"] == "goal"]
    assert rows == list(document.goals.values_list("pk", flat=True))


def test_actions_come_with_their_goal(here: object) -> None:
    draft = import_text(text="Policy\n\nMål\n\n- öka handeln\n- stärka skolan\n")
    _goal, action = ids(draft, Kind.GOAL)
    passages = [{**p, "kind": "action"} if p["id"] == action else p for p in draft.passages]
    draft.title, draft.passages = "Policy", passages
    draft.save()
    assert [(g.text, g.actions) for g in adopt(draft).goals.all()] == [("öka handeln", ["stärka skolan"])]


def test_a_goal_said_again_is_the_same_goal_with_all_that_was_done_for_it(here: object) -> None:
    old = make_document("Gammal", version="1.0")
    same = make_goal("skapa kanaler för företagskontakter", document=old, keywords=["export"])
    gone = make_goal("bygga en hamn i fjällen", document=old)
    initiative = make_initiative(goals=[same, gone])

    document = adopt(import_text(text=POLICY))

    old.refresh_from_db()
    assert (old.status, document.replaces_id) == ("replaced", old.pk)
    kept = Goal.objects.get(pk=same.pk)
    assert (kept.document_id, kept.position, kept.keywords) == (document.pk, 1, ["export"])
    assert Goal.objects.get(pk=gone.pk).document_id == old.pk
    assert set(initiative.contributions.values_list("goal", flat=True)) == {same.pk, gone.pk}


def test_a_duty_said_again_keeps_its_unit(here: object) -> None:
    unit = make_unit()
    duty = make_responsibility("löpande omvärldsbevakning", unit=unit)
    document = adopt(import_text(text=POLICY))
    assert Responsibility.objects.get(pk=duty.pk).document_id == document.pk
    assert document.responsibilities.get(pk=duty.pk).unit == unit


def test_the_person_decides_which_goal_goes_on(here: object) -> None:
    old = make_goal("stödja handel")
    draft = import_text(text=POLICY)
    first = ids(draft, Kind.GOAL)[0]
    document = adopt(draft, goes_on={first: old.pk})
    assert document.goals.get(position=1).pk == old.pk


def test_likeness_pairs_each_row_once_the_likest_first(here: object) -> None:
    rows = [Goal(pk=1, text="Öka handeln med Norge"), Goal(pk=2, text="Stärka skolan")]
    assert continued(["öka handeln med Norge!", "öka handeln med Norge", "en ny hamn"], rows) == [1, None, None]


def test_one_document_at_a_time_is_in_force(here: object) -> None:
    make_document()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_document()


def test_the_page_tells_what_will_happen_and_does_it(as_coordinator: Client, draft: PolicyDocument) -> None:
    url = reverse("goals:adopt", args=[draft.pk])
    assert "3 mål" in as_coordinator.get(url).text
    answer = as_coordinator.post(url, {"revision": draft.revision})
    assert answer.headers["Location"] == reverse("goals:concepts", args=[draft.pk])
    assert PolicyDocument.objects.in_force().get() == draft


def test_the_page_takes_the_choice_of_what_goes_on(as_coordinator: Client, draft: PolicyDocument) -> None:
    old = make_goal("stödja handel")
    first, second, _third = ids(draft, Kind.GOAL)
    sent = {"revision": draft.revision, f"goes-on-{first}": old.pk, f"goes-on-{second}": old.pk}
    as_coordinator.post(reverse("goals:adopt", args=[draft.pk]), sent)
    draft.refresh_from_db()
    assert draft.goals.get(position=1).pk == old.pk
    assert draft.goals.count() == 3


def test_a_draft_without_goals_or_title_is_not_put_in_force(as_coordinator: Client) -> None:
    draft = import_text(text="Hej på er allihop där hemma.")
    draft.title = ""
    draft.save()
    answer = as_coordinator.post(reverse("goals:adopt", args=[draft.pk]), {"revision": draft.revision})
    assert answer.status_code == 422
    assert "ingen titel" in answer.text
    assert "inget mål" in answer.text
    assert not PolicyDocument.objects.in_force().exists()


def test_a_draft_that_somebody_changed_meanwhile_is_not_put_in_force(
    as_coordinator: Client, draft: PolicyDocument
) -> None:
    seen = draft.revision
    draft.save()
    answer = as_coordinator.post(reverse("goals:adopt", args=[draft.pk]), {"revision": seen})
    assert answer.status_code == 422
    assert not PolicyDocument.objects.in_force().exists()


def test_the_proposed_concepts_are_ticked_or_not(as_coordinator: Client, draft: PolicyDocument) -> None:
    document = adopt(draft)
    goal = document.goals.get(position=1)
    url = reverse("goals:concepts", args=[document.pk])
    page = as_coordinator.get(url).text
    assert page.count(f'name="concepts-{goal.pk}"') + page.count(f'name="keywords-{goal.pk}"') >= 5
    given = goal.concepts[0]["id"]
    as_coordinator.post(url, {f"concepts-{goal.pk}": [given]})
    goal.refresh_from_db()
    assert [concept["id"] for concept in goal.concepts] == [given]
