"""The review of an import: every operation by a plain POST, undoable, nothing lost."""

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.goals.importing import import_text
from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import Kind
from utblick.goals.tests.conftest import ids, sent, texts
from utblick.journal.models import Entry

pytestmark = pytest.mark.django_db

GOALS = [
    "skapa kanaler för företagskontakter",
    "marknadsföra kommunen som turistort",
    "öka förståelsen för andra kulturer",
]


def url(draft: PolicyDocument, name: str = "review") -> str:
    return reverse(f"goals:{name}", args=[draft.pk])


def do(client: Client, draft: PolicyDocument, act: str, **changes: object) -> int:
    answer = client.post(url(draft), sent(draft, do=act, **changes))
    draft.refresh_from_db()
    return answer.status_code


def test_the_page_shows_each_passage_in_the_text_and_as_a_field(as_coordinator: Client, draft: PolicyDocument) -> None:
    page = as_coordinator.get(url(draft)).text
    for id, text in zip(ids(draft, Kind.GOAL), GOALS, strict=True):
        assert f'id="source-{id}"' in page
        assert f'href="#piece-{id}"' in page
        assert f'href="#source-{id}"' in page
        assert text in page
    assert 'value="0:19"' in page
    assert 'href="#id_id_number"' in page


def test_texts_and_facts_are_saved_and_undone_together(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    do(as_coordinator, draft, "save", **{f"text-{first}": "skapa kanaler", "title": "Policy för omvärlden"})
    assert texts(draft, Kind.GOAL)[0] == "skapa kanaler"
    assert draft.title == "Policy för omvärlden"
    do(as_coordinator, draft, "undo")
    assert texts(draft, Kind.GOAL) == GOALS
    assert draft.title == "Internationell policy"
    do(as_coordinator, draft, "redo")
    assert (texts(draft, Kind.GOAL)[0], draft.title) == ("skapa kanaler", "Policy för omvärlden")


def test_a_date_can_be_set_and_unset_by_undo(as_coordinator: Client, draft: PolicyDocument) -> None:
    do(as_coordinator, draft, "save", review_on="2027-01-31")
    assert str(draft.review_on) == "2027-01-31"
    do(as_coordinator, draft, "undo")
    assert draft.review_on is None


def test_merge_joins_with_the_one_above_and_undo_parts_them(as_coordinator: Client, draft: PolicyDocument) -> None:
    second = ids(draft, Kind.GOAL)[1]
    assert do(as_coordinator, draft, f"merge:{second}") == 302
    assert texts(draft, Kind.GOAL) == [f"{GOALS[0]} {GOALS[1]}", GOALS[2]]
    do(as_coordinator, draft, "undo")
    assert texts(draft, Kind.GOAL) == GOALS


def test_merging_the_first_tells_why_it_cannot(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    answer = as_coordinator.post(url(draft), sent(draft, do=f"merge:{first}"))
    assert answer.status_code == 422
    assert "ds-error-summary" in answer.text


def test_split_parts_at_the_line_break(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    do(as_coordinator, draft, f"split:{first}", **{f"text-{first}": "skapa kanaler\r\nför företagskontakter"})
    assert texts(draft, Kind.GOAL)[:2] == ["skapa kanaler", "för företagskontakter"]
    do(as_coordinator, draft, "undo")
    assert texts(draft, Kind.GOAL) == GOALS


def test_what_was_written_is_kept_when_the_verb_is_refused(as_coordinator: Client, draft: PolicyDocument) -> None:
    first, second = ids(draft, Kind.GOAL)[:2]
    assert do(as_coordinator, draft, f"split:{first}", **{f"text-{second}": "locka hit folk"}) == 422
    assert texts(draft, Kind.GOAL)[1] == "locka hit folk"


def test_drop_hides_and_bring_back_restores(as_coordinator: Client, draft: PolicyDocument) -> None:
    last = ids(draft, Kind.FORM)[-1]
    do(as_coordinator, draft, f"drop:{last}")
    assert texts(draft, Kind.FORM) == ["medverkan i mångnationella projekt"]
    assert texts(draft, Kind.DROPPED) == ["vänortssamarbete"]
    do(as_coordinator, draft, f"back:{last}")
    assert texts(draft, Kind.FORM)[-1] == "vänortssamarbete"


def test_a_passage_whose_text_is_emptied_is_dropped_not_lost(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    do(as_coordinator, draft, "save", **{f"text-{first}": ""})
    assert texts(draft, Kind.DROPPED) == [GOALS[0]]


def test_a_passage_moves_to_another_kind(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    do(as_coordinator, draft, f"move:{first}", **{f"kind-{first}": "form"})
    assert GOALS[0] in texts(draft, Kind.FORM)
    assert GOALS[0] not in texts(draft, Kind.GOAL)


def test_a_heading_can_become_a_goal(as_coordinator: Client, draft: PolicyDocument) -> None:
    heading = ids(draft, Kind.SCAFFOLD)[0]
    do(as_coordinator, draft, f"move:{heading}", **{f"kind-{heading}": "goal"})
    assert heading in ids(draft, Kind.GOAL)


def test_a_goal_can_be_added_by_hand(as_coordinator: Client, draft: PolicyDocument) -> None:
    do(as_coordinator, draft, "add:goal")
    new = ids(draft, Kind.GOAL)[-1]
    do(as_coordinator, draft, "save", **{f"text-{new}": "lära av andra"})
    assert texts(draft, Kind.GOAL) == [*GOALS, "lära av andra"]


def test_a_duty_is_given_a_unit_of_the_own_municipality_only(as_coordinator: Client, draft: PolicyDocument) -> None:
    unit, duty = make_unit("Kansliet"), ids(draft, Kind.DUTY)[0]
    do(as_coordinator, draft, "save", **{f"unit-{duty}": unit.pk})
    assert draft.passages[[p["id"] for p in draft.passages].index(duty)]["unit"] == unit.pk
    do(as_coordinator, draft, "save", **{f"unit-{duty}": 987654})
    assert "unit" not in draft.passages[[p["id"] for p in draft.passages].index(duty)]


def test_a_duty_gets_the_unit_that_bears_its_owners_name(here: object) -> None:
    unit = make_unit("Kommunstyrelsen")
    draft = import_text(
        text="Policy\n\nOrganisation\n\nKommunstyrelsen svarar för\n\n- officiella kontakter\n- uppföljning\n"
    )
    assert {p.get("unit") for p in draft.passages if p["kind"] == "duty"} == {unit.pk}


def test_a_draft_without_a_title_is_worked_on_all_the_same(as_coordinator: Client, draft: PolicyDocument) -> None:
    second = ids(draft, Kind.GOAL)[1]
    assert do(as_coordinator, draft, f"merge:{second}", title="") == 302
    assert draft.title == ""
    assert texts(draft, Kind.GOAL)[0] == f"{GOALS[0]} {GOALS[1]}"


def test_a_wrong_date_is_told_and_every_text_is_kept(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    answer = as_coordinator.post(
        url(draft), sent(draft, do="save", adopted_on="2026-02-30", **{f"text-{first}": "min egen text"})
    )
    assert answer.status_code == 422
    assert "min egen text" in answer.text
    assert "2026-02-30" in answer.text
    draft.refresh_from_db()
    assert texts(draft, Kind.GOAL) == GOALS


def test_a_second_user_is_told_and_loses_nothing(as_coordinator: Client, draft: PolicyDocument) -> None:
    first, second = ids(draft, Kind.GOAL)[:2]
    mine = sent(draft, do="save", **{f"text-{first}": "min text", f"text-{second}": "mitt andra mål"})
    do(as_coordinator, draft, f"merge:{second}")
    answer = as_coordinator.post(url(draft), mine)
    assert answer.status_code == 422
    assert "min text" in answer.text
    assert "mitt andra mål" in answer.text
    draft.refresh_from_db()
    assert texts(draft, Kind.GOAL)[0] == f"{GOALS[0]} {GOALS[1]}"


def test_after_being_told_the_second_user_can_save(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    mine = sent(draft, do="save", **{f"text-{first}": "min text"})
    do(as_coordinator, draft, "save", id_number="1:20")
    assert as_coordinator.post(url(draft), mine).status_code == 422
    assert do(as_coordinator, draft, "save", **{f"text-{first}": "min text"}) == 302
    assert texts(draft, Kind.GOAL)[0] == "min text"
    assert draft.id_number == "1:20"


def test_each_step_is_in_the_audit_trail_with_before_and_after(as_coordinator: Client, draft: PolicyDocument) -> None:
    first = ids(draft, Kind.GOAL)[0]
    do(as_coordinator, draft, f"drop:{first}")
    entry = Entry.objects.filter(kind="goals.policydocument").first()
    assert entry is not None
    assert [p["kind"] for p in entry.before["passages"]] == ["goal"]
    assert [p["kind"] for p in entry.after["passages"]] == ["dropped"]
    history = as_coordinator.get(reverse("journal:history", args=["goals.policydocument", draft.pk])).text
    assert f"Borttaget: {GOALS[0]}" in history


def test_the_draft_can_be_put_away_and_taken_up_again(as_coordinator: Client, draft: PolicyDocument) -> None:
    as_coordinator.post(url(draft, "discard"))
    assert as_coordinator.get(url(draft)).status_code == 404
    assert as_coordinator.post(url(draft, "resume")).status_code == 302
    assert as_coordinator.get(url(draft)).status_code == 200


@pytest.mark.parametrize("act", ["merge:x", "merge:99999", "add:header", "drop:", "nonsense:1"])
def test_a_made_up_verb_changes_nothing(as_coordinator: Client, draft: PolicyDocument, act: str) -> None:
    before = draft.passages
    assert do(as_coordinator, draft, act) in (302, 422)
    assert draft.passages == before


def test_only_a_coordinator_reviews(client: Client, officer: User, draft: PolicyDocument) -> None:
    client.force_login(officer)
    for name in ("review", "adopt"):
        assert client.get(url(draft, name)).status_code == 403
    assert client.post(url(draft, "discard")).status_code == 403


def test_another_municipality_finds_no_draft(client: Client, outsider: User, draft: PolicyDocument) -> None:
    client.force_login(outsider)
    assert client.get(url(draft)).status_code in (403, 404)


def test_the_page_asks_few_questions_whatever_the_passages(
    as_coordinator: Client, draft: PolicyDocument, django_assert_max_num_queries: object
) -> None:
    text = "Policy\n\nMål\n\n" + "\n".join(f"- stärka skolan nummer {n}" for n in range(30))
    text += "\n\nOrganisation\n\nKommunstyrelsen svarar för\n\n" + "\n".join(f"- uppdrag nummer {n}" for n in range(30))
    long = import_text(text=text)
    assert len(ids(long, Kind.GOAL)) + len(ids(long, Kind.DUTY)) >= 60
    for number in range(5):
        make_unit(f"Enhet {number}")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert as_coordinator.get(url(long)).status_code == 200


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "²"])
def test_a_number_that_no_passage_has_changes_nothing(
    as_coordinator: Client, draft: PolicyDocument, number: str
) -> None:
    mine = sent(draft, do=f"drop:{number}")
    assert as_coordinator.post(url(draft), mine).status_code in (302, 422)
    units = {name: number for name in mine if name.startswith("unit-")}
    assert as_coordinator.post(url(draft), sent(draft) | units).status_code in (302, 422)
