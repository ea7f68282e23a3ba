"""The pages of what is in force: the document, its goals, responsibilities and programme."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.goals import concepts
from utblick.goals.adopting import adopt
from utblick.goals.chain import chain_of_goal
from utblick.goals.models import Goal, PolicyDocument, Priority, Programme, Responsibility
from utblick.goals.tests.make import (
    make_document,
    make_form,
    make_goal,
    make_priority,
    make_programme,
    make_responsibility,
)
from utblick.goals.views.overview import reminder
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.ui.templatetags.ui import money

pytestmark = pytest.mark.django_db


def at(name: str, *args: int) -> str:
    return reverse(f"goals:{name}", args=args)


@pytest.fixture
def everything(here: object) -> Goal:
    """A document in force with one of each, and work for its goal."""
    make_form()
    make_responsibility()
    goal = make_goal("öka handeln", name="Handel")
    make_priority(goal=goal, countries=["NO"], budget=Decimal(250000), target="Tre nya avtal")
    initiative = make_initiative("Mässa i Trondheim", goals=[goal])
    make_step(initiative=initiative, cost=Decimal(40000), women=4, men=3)
    make_result(initiative=initiative, goal=goal, text="Två företag fick kunder")
    return goal


PAGES = [
    "home",
    "import",
    "responsibilities",
    "programmes",
    "programme_add",
    "add_responsibility",
    "add_goal",
]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_a_coordinator(
    as_coordinator: Client, everything: Goal, name: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert as_coordinator.get(at(name)).status_code == 200


def test_each_object_page_opens_for_a_coordinator(as_coordinator: Client, everything: Goal) -> None:
    duty, priority = Responsibility.objects.get(), Priority.objects.get()
    draft = make_programme(status="draft")
    pages = [
        at("document", everything.document_id),
        at("edit_document", everything.document_id),
        at("concepts", everything.document_id),
        at("goal", everything.pk),
        at("edit_goal", everything.pk),
        at("edit_form", everything.document.forms.get().pk),
        at("edit_responsibility", duty.pk),
        at("programme", priority.programme_id),
        at("programme_edit", draft.pk),
        at("priority", priority.pk),
        at("priority_edit", priority.pk),
        at("priority_add", draft.pk),
    ]
    assert [as_coordinator.get(page).status_code for page in pages] == [200] * len(pages)


def test_a_decision_maker_reads_and_changes_nothing(client: Client, decision_maker: User, everything: Goal) -> None:
    client.force_login(decision_maker)
    for page in (at("home"), at("goal", everything.pk), at("responsibilities"), at("programmes")):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "/edit/" not in answer.text
    assert client.get(at("edit_goal", everything.pk)).status_code == 403
    assert client.post(at("withdraw_goal", everything.pk)).status_code == 403
    assert client.post(at("assign", Responsibility.objects.get().pk), {"unit": ""}).status_code == 403
    assert client.post(at("programme_add"), {}).status_code == 403


def test_the_empty_home_teaches_the_first_step(as_coordinator: Client) -> None:
    page = as_coordinator.get(at("home")).text
    assert "Börja med att läsa in er internationella policy" in page
    assert at("import") in page


def test_the_home_shows_facts_goals_forms_and_gaps(as_coordinator: Client, everything: Goal) -> None:
    page = as_coordinator.get(at("home")).text
    for text in ("0:19", "§&nbsp;121", "2012-12-12", "öka handeln", "1 insats pågår", "1 resultat", "1 utan enhet"):
        assert text in page


def test_a_goal_on_which_nothing_is_done_says_so(as_coordinator: Client) -> None:
    make_goal()
    assert "Inget görs för målet ännu" in as_coordinator.get(at("home")).text


def test_the_home_asks_as_many_questions_for_many_goals(
    as_coordinator: Client, django_assert_max_num_queries: object
) -> None:
    for _number in range(12):
        goal = make_goal(unit=make_unit())
        make_initiative(goals=[goal])
        make_responsibility(unit=make_unit())
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        as_coordinator.get(at("home"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"review_on": 10}, "review"),
        ({"review_on": -1}, "overdue"),
        ({"review_on": 500}, None),
        ({"valid_until": -1}, "ended"),
        ({"valid_until": 100}, "ends"),
        ({}, None),
    ],
)
def test_a_document_reminds_ahead_of_its_day(here: object, facts: dict[str, int], told: str | None) -> None:
    today = date(2026, 11, 24)
    document = PolicyDocument(title="Policy", **{name: today + timedelta(days) for name, days in facts.items()})
    found = reminder(document, today)
    assert (found[0] if found else None) == told


def test_an_overdue_revision_is_shown(as_coordinator: Client) -> None:
    make_document(review_on=timezone.localdate() - timedelta(days=3))
    assert "skulle ha reviderats" in as_coordinator.get(at("home")).text


def test_the_goal_shows_what_serves_it_with_money_and_people(as_coordinator: Client, everything: Goal) -> None:
    page = as_coordinator.get(at("goal", everything.pk)).text
    sums = [money(Decimal(40000)), f"?goal={everything.pk}", Priority.objects.get().name]
    for text in ("Mässa i Trondheim", "Två företag fick kunder", *sums):
        assert text in page


def test_the_goal_page_asks_few_questions(
    as_coordinator: Client, everything: Goal, django_assert_max_num_queries: object
) -> None:
    for _number in range(8):
        make_step(initiative=make_initiative(goals=[everything], unit=make_unit()))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        as_coordinator.get(at("goal", everything.pk))


def test_a_secret_initiative_is_not_counted_for_who_may_not_see_it(client: Client, officer: User) -> None:
    goal = make_goal()
    secret = make_initiative("Hemlig etablering", goals=[goal], secrecy_ground="OSL 19:1")
    make_step(initiative=secret, cost=Decimal(98765432))
    client.force_login(officer)
    page = client.get(at("goal", goal.pk)).text
    assert "Hemlig etablering" not in page
    assert "98765432" not in "".join(page.split())
    assert "Inget görs för målet ännu" in client.get(at("home")).text


def test_the_chain_leads_from_the_document_to_the_results(here: object, everything: Goal) -> None:
    chain = chain_of_goal(everything)
    assert [stage.title for stage in chain.came_from] == [everything.document.title]
    assert [stage.title for stage in chain.led_to] == [
        Priority.objects.get().name,
        "Mässa i Trondheim",
        "Två företag fick kunder",
    ]
    assert all(stage.url for stage in (*chain.came_from, *chain.led_to))


def test_a_goal_is_changed_with_concepts_and_keywords(as_coordinator: Client) -> None:
    goal = make_goal("öka handeln")
    sent = {
        "revision": goal.revision,
        "name": "Handel",
        "text": "öka handeln med Norge",
        "actions": "besöka mässor\n\n  bjuda in köpare ",
        "keywords": "export\nexport\nmässa",
        "sdg_targets": "8.9, 12.b",
    }
    assert as_coordinator.post(at("edit_goal", goal.pk), sent).status_code == 302
    goal.refresh_from_db()
    assert goal.actions == ["besöka mässor", "bjuda in köpare"]
    assert goal.keywords == ["export", "mässa"]
    assert goal.sdg_targets == ["8.9", "12.b"]


def test_a_made_up_concept_or_target_is_refused(as_coordinator: Client) -> None:
    goal = make_goal("öka handeln")
    sent = {
        "revision": goal.revision,
        "name": "Handel",
        "text": "öka handeln",
        "concepts": ["påhittat"],
        "sdg_targets": "99.z",
    }
    answer = as_coordinator.post(at("edit_goal", goal.pk), sent)
    assert answer.status_code == 422
    assert "8.9" in answer.text
    goal.refresh_from_db()
    assert goal.concepts == []


def test_a_second_user_on_a_goal_is_told_and_keeps_the_text(as_coordinator: Client) -> None:
    goal = make_goal("öka handeln")
    seen = goal.revision
    goal.save()
    answer = as_coordinator.post(at("edit_goal", goal.pk), {"revision": seen, "name": "H", "text": "min egen text"})
    assert answer.status_code == 422
    assert "min egen text" in answer.text
    goal.refresh_from_db()
    assert goal.text == "öka handeln"


def test_a_goal_is_withdrawn_and_restored(as_coordinator: Client) -> None:
    goal = make_goal("öka handeln")
    as_coordinator.post(at("withdraw_goal", goal.pk))
    assert "öka handeln" not in as_coordinator.get(at("home")).text.split('id="goals"')[1].split('id="forms"')[0]
    assert as_coordinator.get(at("goal", goal.pk)).status_code == 200
    as_coordinator.post(at("restore_goal", goal.pk))
    assert "öka handeln" in as_coordinator.get(at("home")).text


def test_a_goal_that_the_import_missed_is_added_and_not_bare(as_coordinator: Client) -> None:
    make_document()
    as_coordinator.post(at("add_goal"), {"name": "Turism", "text": "marknadsföra kommunen som turistort"})
    assert Goal.objects.get().concepts


def test_a_replaced_goal_says_that_it_is_no_longer_in_force(as_coordinator: Client) -> None:
    goal = make_goal(document=make_document(status="replaced"))
    assert "gäller inte längre" in as_coordinator.get(at("goal", goal.pk)).text


def test_an_older_version_shows_its_text_with_marks(as_coordinator: Client, draft: PolicyDocument) -> None:
    document = adopt(draft)
    page = as_coordinator.get(at("document", document.pk)).text
    for goal in document.goals.all():
        assert f'href="{at("goal", goal.pk)}"' in page
    assert 'data-kind="duty"' in page


def test_a_duty_gets_a_unit_on_the_spot_and_gaps_come_first(as_coordinator: Client) -> None:
    unit = make_unit("Kansliet")
    first, second = make_responsibility("ha kontakter"), make_responsibility("följa upp")
    as_coordinator.post(at("assign", first.pk), {"unit": unit.pk, "revision": first.revision})
    first.refresh_from_db()
    assert first.unit == unit
    page = as_coordinator.get(at("responsibilities")).text
    assert page.index(second.text) < page.index(first.text)


def test_a_duty_assigned_by_another_meanwhile_is_told(as_coordinator: Client) -> None:
    duty = make_responsibility()
    seen = duty.revision
    duty.unit = make_unit("Annans val")
    duty.save()
    answer = as_coordinator.post(at("assign", duty.pk), {"unit": make_unit("Mitt val").pk, "revision": seen})
    assert answer.status_code == 422
    duty.refresh_from_db()
    assert duty.unit is not None
    assert duty.unit.name == "Annans val"


def test_a_duty_is_withdrawn_and_restored(as_coordinator: Client) -> None:
    duty = make_responsibility()
    as_coordinator.post(at("withdraw_responsibility", duty.pk))
    assert not Responsibility.objects.in_force().exists()
    as_coordinator.post(at("restore_responsibility", duty.pk))
    assert Responsibility.objects.in_force().exists()


PROGRAMME = {"title": "Program", "starts_on": "2027-01-01", "ends_on": "2028-12-31"}


def test_a_programme_and_its_priority_are_made(as_coordinator: Client) -> None:
    goal = make_goal("öka handeln")
    as_coordinator.post(at("programme_add"), PROGRAMME)
    programme = Programme.objects.get()
    sent = {
        "name": "Skolutbyten med Norge",
        "goal": goal.pk,
        "weight": "5",
        "budget": "250 000",
        "countries": ["NO", "FI"],
    }
    assert as_coordinator.post(at("priority_add", programme.pk), sent).status_code == 302
    priority = Priority.objects.get()
    assert (priority.weight, priority.budget, priority.countries) == (5, 250000, ["NO", "FI"])
    assert priority.concepts
    page = as_coordinator.get(at("priority", priority.pk)).text
    assert "Norge, Finland" in page


@pytest.mark.parametrize(
    "changes",
    [{"ends_on": "2026-01-01"}, {"starts_on": "2026-02-30"}, {"title": ""}],
)
def test_a_programme_that_cannot_be_is_refused(as_coordinator: Client, changes: dict[str, str]) -> None:
    answer = as_coordinator.post(at("programme_add"), {**PROGRAMME, **changes})
    assert answer.status_code == 422
    assert not Programme.objects.exists()


@pytest.mark.parametrize("changes", [{"weight": "6"}, {"budget": "mycket"}, {"goal": "999999"}, {"countries": ["XX"]}])
def test_a_priority_that_cannot_be_is_refused(as_coordinator: Client, changes: dict[str, object]) -> None:
    goal, programme = make_goal(), make_programme(status="draft")
    sent = {"name": "Skolutbyten med Norge", "goal": goal.pk, "weight": "5", **changes}
    answer = as_coordinator.post(at("priority_add", programme.pk), sent)
    assert answer.status_code == 422
    assert "Skolutbyten med Norge" in answer.text


def test_a_draft_and_its_priority_are_withdrawn_and_restored(as_coordinator: Client) -> None:
    priority = make_priority(programme=make_programme(status="draft"))
    as_coordinator.post(at("priority_withdraw", priority.pk))
    assert as_coordinator.get(at("priority", priority.pk)).status_code == 404
    as_coordinator.post(at("priority_restore", priority.pk))
    as_coordinator.post(at("programme_withdraw", priority.programme_id))
    assert as_coordinator.get(at("priority", priority.pk)).status_code == 404
    as_coordinator.post(at("programme_restore", priority.programme_id))
    assert as_coordinator.get(at("priority", priority.pk)).status_code == 200


def test_the_programme_of_today_is_shown_and_the_goals_that_it_leaves_out(as_coordinator: Client) -> None:
    today = timezone.localdate()
    make_programme("Det gamla", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    present = make_programme("Det nu gällande", starts_on=today, ends_on=today)
    make_programme("Det kommande", starts_on=today + timedelta(9), ends_on=today + timedelta(99))
    make_priority(programme=present)
    left_out = make_goal("ett bortglömt mål")
    page = as_coordinator.get(at("programmes")).text
    assert page.index("Det nu gällande") < page.index("Det kommande")
    assert at("goal", left_out.pk) in page


def test_an_outsider_sees_nothing_of_it(client: Client, outsider: User, everything: Goal) -> None:
    client.force_login(outsider)
    for page in (at("home"), at("goal", everything.pk), at("document", everything.document_id), at("responsibilities")):
        answer = client.get(page)
        assert answer.status_code in (403, 404)
        assert "öka handeln" not in answer.text


def test_a_goal_that_wants_several_things_is_proposed_concepts_for_each() -> None:
    wants = "Kommunen ska genom samarbeten öka kompetensförsörjningen inom vård och omsorg, stärka besöksnäringen i fjällvärlden, "
    wants += "samt bidra till omställningen till förnybar energi med vindkraft och biobränsle."
    found = {one["sv"] for one in concepts.propose(wants)}
    assert {"besöksnäring", "vård och omsorg", "vindkraft", "förnybar energi"} <= found
    assert len(found) <= concepts.MOST
    alone = "Fler praktikplatser utomlands för gymnasieelever"
    assert concepts.propose(alone)[0]["sv"] == "praktik utomlands"


def test_a_goal_without_any_concept_gets_its_own_words(as_coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document()
    monkeypatch.setattr(concepts, "_nearest", lambda text: [])
    monkeypatch.setattr(concepts, "propose", lambda text: [])
    as_coordinator.post(at("add_goal"), {"name": "Besök", "text": "utveckla besöksnäringen i Lierne"})
    goal = Goal.objects.get()
    assert set(goal.keywords) == {"besöksnäringen", "lierne"}

    goal.keywords = []
    goal.save()
    assert _own_words(as_coordinator, goal) == {"besöksnäringen": True, "lierne": True}
    assert f'name="keywords-{goal.pk}" value="lierne" checked' in as_coordinator.get(at("concepts", document.pk)).text
    as_coordinator.post(at("concepts", document.pk), {f"keywords-{goal.pk}": ["lierne", "hittepå"]})
    goal.refresh_from_db()
    assert goal.keywords == ["lierne"]
    assert _own_words(as_coordinator, goal) == {"besöksnäringen": False}


def test_a_goal_with_few_concepts_is_offered_its_own_words_beside_them(as_coordinator: Client) -> None:
    document = make_document()
    goal = make_goal("främja drönare och VR", document=document)
    assert _own_words(as_coordinator, goal) == {"drönare": True, "vr": True}
    assert f'name="keywords-{goal.pk}" value="drönare" checked' in as_coordinator.get(at("concepts", document.pk)).text

    # What was ticked holds though the text changes in the same breath.
    shown = [one["id"] for one in concepts.propose("palliativ vård")][:1]
    answers = {"name": "Vård", "text": "rent dricksvatten och fungerande avlopp", "keywords": "palliativ vård"}
    saved = as_coordinator.post(
        at("edit_goal", goal.pk), {**answers, "concepts": shown, "own_words": ["drönare", "vr"]}
    )
    assert saved.status_code == 302
    goal.refresh_from_db()
    assert goal.keywords == ["palliativ vård", "drönare", "vr"]
    assert [one["id"] for one in goal.concepts] == shown
    assert _own_words(as_coordinator, goal) == {}  # concepts enough belong with the new text


@pytest.mark.parametrize("text", ["Bättre framtid", "främja drönare och VR"])
def test_the_form_tells_what_a_goal_lacks_that_names_no_subject(as_coordinator: Client, text: str) -> None:
    make_document()
    vague = as_coordinator.post(at("add_goal"), {"name": "", "text": text, "propose": "1"}).text
    assert "Nämn ämnet, till exempel skola" in vague
    clear = as_coordinator.post(at("add_goal"), {"name": "", "text": "Trygg skola", "propose": "1"}).text
    assert "Nämn ämnet" not in clear


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Trygg skola", {"trygghet", "grundskola", "elever"}),
        ("Bredband till alla hushåll", {"bredband", "fibernät", "digital infrastruktur"}),
        ("Fler gästnätter året runt", {"besöksnäring", "destinationsutveckling"}),
        ("Säkra tillgången på el", {"elförsörjning", "förnybar energi"}),
        ("Fler unga i arbete", {"unga", "arbetsmarknad", "ungdomsarbetslöshet"}),
        ("Levande skogar med stor artrikedom", {"skogsbruk", "biologisk mångfald"}),
    ],
)
def test_a_short_goal_is_offered_what_belongs_with_its_subject(text: str, offered: set[str]) -> None:
    found = {one["sv"] for one in concepts.propose(text)}
    assert offered <= found
    assert concepts.FEW <= len(found) <= concepts.MOST


def _own_words(client: Client, goal: Goal) -> dict[str, bool]:
    """The words of its own that the form offers, and whether they are ticked."""
    boxes = re.findall(r'<input[^>]*name="own_words"[^>]*>', client.get(at("edit_goal", goal.pk)).text)
    return {re.findall(r'value="([^"]*)"', box)[0]: " checked" in box for box in boxes}


def test_concepts_are_proposed_while_a_goal_is_written_and_what_is_ticked_stays(as_coordinator: Client) -> None:
    make_document()
    page = at("add_goal")
    assert 'name="concepts"' not in as_coordinator.get(page).text
    written = {"name": "", "text": "marknadsföra kommunen som turistort", "propose": "1"}
    first = as_coordinator.post(page, written)
    assert first.status_code == 200
    assert "aria-invalid" not in first.text, "nobody who is not done is told of what is amiss"
    tourism = _concepts(first.text)[0]
    second = as_coordinator.post(page, {**written, "text": "bättre skola för alla barn", "concepts": [tourism]})
    assert tourism in _concepts(second.text)
    assert len(_concepts(second.text)) > 1
    assert re.search(rf'value="{tourism}"[^>]* checked', second.text)
    assert not Goal.objects.exists()
    as_coordinator.post(page, {"name": "Turism", "text": "bättre skola för alla barn", "concepts": [tourism]})
    assert [one["id"] for one in Goal.objects.get().concepts] == [tourism]


def test_concepts_are_proposed_while_a_priority_is_written(as_coordinator: Client) -> None:
    programme = make_programme(status=Programme.Status.DRAFT)
    page = at("priority_add", programme.pk)
    told = as_coordinator.post(page, {"name": "Turism", "text": "fler besökare", "propose": "1"})
    assert told.status_code == 200
    assert _concepts(told.text)
    assert not programme.priorities.exists()


def _concepts(page: str) -> list[str]:
    """The official concepts that a form offers to tick."""
    return re.findall(r'<input[^>]*name="concepts"[^>]*value="([^"]*)"', page)
