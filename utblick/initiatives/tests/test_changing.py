from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.goals.tests.make import make_goal
from utblick.initiatives.models import Contribution, Initiative, Lesson, Participation, Result, Step
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_step
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_organisation

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"initiatives:{name}", args=args)


def answers(**changes: Any) -> dict[str, Any]:
    return {"title": "Skog utan gräns", "status": "idea", **changes}


def test_an_initiative_is_started_from_nothing_with_its_goals(client: Client, coordinator: User) -> None:
    goal = make_goal()
    client.force_login(coordinator)

    answer = client.post(url("start"), answers(goals=[goal.pk], owner=coordinator.pk))

    initiative = Initiative.objects.get()
    assert answer.headers["Location"] == initiative.get_absolute_url()
    assert [one.goal for one in initiative.contributions.all()] == [goal]
    assert initiative.owner == coordinator
    assert Entry.objects.filter(kind="initiatives.initiative", by=coordinator).exists()


def test_undoing_a_start_withdraws_it(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    page = client.post(url("start"), answers(), follow=True)
    undo = url("undo_start", Initiative.objects.get().pk)
    assert undo in page.text
    client.post(undo)
    assert Initiative.objects.current().count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"title": ""}, "title", "fyllas"),
        ({"starts_on": "2026-02-30"}, "starts_on", "datum"),
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, "ends_on", "2026-05-01"),
        ({"deadline": "nästa vecka"}, "deadline", "2026-11-24 17:00"),
        ({"link": "javascript:alert(1)"}, "link", ""),
        ({"status": "upphöjd"}, "status", ""),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_nothing_written_is_lost(
    client: Client, coordinator: User, changes: dict[str, str], field: str, told: str
) -> None:
    client.force_login(coordinator)
    page = client.post(url("start"), answers(summary="Lång text som inte får försvinna", **changes))

    assert page.status_code == 422
    assert Initiative.objects.count() == 0
    assert page.context["form"].errors.keys() == {field}
    assert "Lång text som inte får försvinna" in page.text
    assert f'id="id_{field}_error"' in page.text
    if told:
        assert told in str(page.context["form"].errors[field])
    if changes[field]:
        assert f'value="{changes[field]}"' in page.text or field == "status"


def test_a_bare_day_as_deadline_means_its_end(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    client.post(url("start"), answers(deadline="2026-12-01"))
    deadline = timezone.localtime(Initiative.objects.get().deadline)
    assert (deadline.date(), deadline.hour, deadline.minute) == (date(2026, 12, 1), 23, 59)


def test_a_second_user_saving_the_same_form_loses_nothing(client: Client, coordinator: User) -> None:
    initiative = make_initiative("Först")
    opened_at = initiative.revision
    initiative.title = "Den andras"
    initiative.save()
    client.force_login(coordinator)

    page = client.post(url("edit", initiative.pk), answers(title="Min", revision=opened_at))

    assert page.status_code == 422
    assert 'value="Min"' in page.text
    assert Initiative.objects.get(pk=initiative.pk).title == "Den andras"

    again = client.post(url("edit", initiative.pk), answers(title="Min", revision=initiative.revision))
    assert again.status_code == 302
    assert Initiative.objects.get(pk=initiative.pk).title == "Min"


def test_editing_keeps_how_a_goal_is_served_and_drops_those_not_ticked(client: Client, coordinator: User) -> None:
    kept, dropped, new = make_goal(), make_goal(), make_goal()
    initiative = make_initiative(goals=[kept, dropped])
    contribution = Contribution.objects.get(goal=kept)
    contribution.how = "Genom skolorna"
    contribution.save()
    client.force_login(coordinator)

    client.post(url("edit", initiative.pk), answers(goals=[kept.pk, new.pk], revision=initiative.revision))

    served = Contribution.objects.filter(initiative=initiative)
    assert {one.goal_id: one.how for one in served} == {kept.pk: "Genom skolorna", new.pk: ""}


def test_an_officer_changes_the_own_units_initiatives_only(client: Client, here: object) -> None:
    unit = make_unit("Barn och utbildning")
    officer = make_user(Role.OFFICER, unit=unit)
    own, others = make_initiative(unit=unit), make_initiative(unit=make_unit("Teknik"))
    client.force_login(officer)
    for name in ("edit", "add_step", "add_result", "add_lesson", "add_partner"):
        assert client.get(url(name, own.pk)).status_code == 200, name
        assert client.get(url(name, others.pk)).status_code == 403, name
    assert client.post(url("move", others.pk, "finished")).status_code == 403
    assert client.post(url("withdraw", others.pk)).status_code == 403


def test_an_officer_cannot_start_what_only_others_could_change(client: Client, here: object) -> None:
    officer = make_user(Role.OFFICER, unit=make_unit())
    client.force_login(officer)
    page = client.post(url("start"), answers(unit=make_unit("Teknik").pk))
    assert page.status_code == 422
    assert "unit" in page.context["form"].errors
    assert client.post(url("start"), answers(owner=officer.pk)).status_code == 302


@pytest.mark.parametrize("name", ["edit", "add_step", "add_result", "add_lesson", "add_partner"])
def test_who_may_not_change_is_refused(client: Client, auditor: User, name: str) -> None:
    client.force_login(auditor)
    assert client.get(url(name, make_initiative().pk)).status_code == 403
    assert client.get(url("start")).status_code == 403


def test_one_click_moves_it_on_and_undo_moves_it_back(client: Client, coordinator: User) -> None:
    initiative = make_initiative(status=Initiative.Status.PREPARING)
    client.force_login(coordinator)
    page = client.post(url("move", initiative.pk, "running"), follow=True)
    undo = url("move", initiative.pk, "preparing")
    assert undo in page.text
    client.post(undo)
    assert Initiative.objects.get().status == Initiative.Status.PREPARING
    assert client.post(url("move", initiative.pk, "upphöjd")).status_code == 404


def test_withdrawing_leaves_the_list_and_undo_brings_it_back(client: Client, coordinator: User) -> None:
    initiative = make_initiative("Tas bort")
    client.force_login(coordinator)
    page = client.post(url("withdraw", initiative.pk), follow=True)
    assert url("restore", initiative.pk) in page.text
    assert client.get(initiative.get_absolute_url()).status_code == 404
    client.post(url("restore", initiative.pk))
    assert client.get(initiative.get_absolute_url()).status_code == 200


def step_answers(**changes: Any) -> dict[str, Any]:
    return {"kind": "exchange", "title": "Studieresa", "status": "done", **changes}


def test_a_step_takes_amounts_and_people_as_they_are_written_here(client: Client, coordinator: User) -> None:
    initiative = make_initiative()
    client.force_login(coordinator)
    facts = {"cost": "12 500,50", "own": "2\u202f500", "women": "1 200", "men": "0", "country": "NO"}

    answer = client.post(url("add_step", initiative.pk), step_answers(**facts))

    assert answer.status_code == 302
    step = Step.objects.get()
    assert (step.cost, step.own, step.women, step.men, step.girls) == (12500.5, 2500, 1200, 0, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("women", "många"),
        ("women", "-3"),
        ("women", "99999999999"),
        ("girls", "100001"),
        ("cost", "tolv"),
        ("cost", "-1"),
        ("cost", "99 999 999 999"),
        ("cost", "1,234,5"),
        ("starts_on", "2026-02-30"),
        ("country", "XX9"),
        ("kind", "resa"),
    ],
)
def test_a_step_refuses_what_cannot_be(client: Client, coordinator: User, field: str, value: str) -> None:
    initiative = make_initiative()
    client.force_login(coordinator)
    page = client.post(url("add_step", initiative.pk), step_answers(description="Får inte tappas", **{field: value}))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert "Får inte tappas" in page.text
    assert Step.objects.count() == 0


def test_a_step_cannot_end_before_it_starts_nor_our_part_exceed_the_whole(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = {"starts_on": "2026-05-02", "ends_on": "2026-05-01", "cost": "100", "own": "101"}
    page = client.post(url("add_step", make_initiative().pk), step_answers(**facts))
    assert page.context["form"].errors.keys() == {"ends_on", "own"}


def test_a_part_is_edited_withdrawn_and_restored(client: Client, coordinator: User) -> None:
    step = make_step(title="Gammalt namn")
    client.force_login(coordinator)
    assert "Gammalt namn" in client.get(url("edit_step", step.pk)).text
    client.post(url("edit_step", step.pk), step_answers(title="Nytt namn", revision=step.revision))
    assert Step.objects.get().title == "Nytt namn"
    page = client.post(url("withdraw_part", "steps", step.pk), follow=True)
    assert "Nytt namn</a>" not in page.text
    client.post(url("restore_part", "steps", step.pk))
    assert Step.objects.current().count() == 1
    assert client.post(url("withdraw_part", "goals", step.pk)).status_code == 404


def test_a_result_and_a_lesson_need_little_more_than_their_text(client: Client, coordinator: User) -> None:
    initiative, goal = make_initiative(), make_goal()
    client.force_login(coordinator)
    today = timezone.localdate().isoformat()
    client.post(
        url("add_result", initiative.pk), {"text": "Tre nya jobb", "noted_on": today, "goal": goal.pk, "value": "3"}
    )
    client.post(url("add_lesson", initiative.pk), {"text": "Boka tidigt", "learnt_on": today})
    assert Result.objects.get().goal == goal
    assert Lesson.objects.get().text == "Boka tidigt"
    refused = client.post(url("add_lesson", initiative.pk), {"text": "", "learnt_on": "i går"})
    assert refused.context["form"].errors.keys() == {"text", "learnt_on"}


def test_a_superseded_lesson_is_told(client: Client, coordinator: User) -> None:
    lesson = make_lesson()
    lesson.text = "Den andras"
    lesson.save()
    client.force_login(coordinator)
    facts = {"text": "Min", "learnt_on": "2026-05-04", "revision": lesson.revision - 1}
    page = client.post(url("edit_lesson", lesson.pk), facts)
    assert page.status_code == 422
    assert "Min</textarea>" in page.text


def test_a_partner_is_added_once_removed_and_put_back(client: Client, coordinator: User) -> None:
    initiative, partner = make_initiative(), make_organisation("Lierne kommune")
    client.force_login(coordinator)
    facts = {"organisation": partner.pk, "role": "lead"}
    assert client.post(url("add_partner", initiative.pk), facts).status_code == 302
    assert client.post(url("add_partner", initiative.pk), facts).status_code == 422

    participation = Participation.objects.get()
    page = client.post(url("remove_partner", participation.pk), follow=True)
    undo = url("restore_partner", initiative.pk, partner.pk, "lead")
    assert undo in page.text
    client.post(undo)
    assert Participation.objects.get().role == "lead"


def test_the_list_is_not_reached_by_get_on_what_changes(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    pk = make_initiative(deadline=timezone.now() + timedelta(days=3)).pk
    for address in (url("withdraw", pk), url("move", pk, "running"), url("undo_start", pk)):
        assert client.get(address).status_code == 405


def test_how_a_goal_is_served_is_told_in_a_line(client: Client, coordinator: User, auditor: User) -> None:
    initiative = make_initiative(goals=[make_goal("lära av andra")])
    contribution = Contribution.objects.get()
    client.force_login(coordinator)
    facts = {"how": "Elever möts varje vår", "revision": contribution.revision}
    assert client.post(url("edit_contribution", contribution.pk), facts).status_code == 302
    assert "Elever möts varje vår" in client.get(initiative.get_absolute_url()).text
    refused = client.post(url("edit_contribution", contribution.pk), {"how": "x" * 301})
    assert refused.status_code == 422
    client.force_login(auditor)
    assert client.get(url("edit_contribution", contribution.pk)).status_code == 403


def test_a_deadline_that_has_passed_is_kept_and_told(here: object, client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = {"title": "Utbyte", "status": Initiative.Status.IDEA, "owner": coordinator.pk, "deadline": "2020-01-31"}
    page = client.post(reverse("initiatives:start"), facts, follow=True)
    assert "2020-01-31, har redan passerat" in page.text
    assert Initiative.objects.get().deadline
