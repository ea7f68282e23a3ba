"""A programme from draft to decision: frozen for good, one for a time, revised as a new version, compared."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import html

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.goals import programmes
from utblick.goals.comparing import Course, compare
from utblick.goals.contents import content_of
from utblick.goals.models import Consulted, Priority, Programme
from utblick.goals.papers.programme import made_of
from utblick.goals.tests.make import make_goal, make_priority, make_programme, make_referral
from utblick.journal.frozen import Frozen
from utblick.journal.models import Entry, Superseded

pytestmark = pytest.mark.django_db


def at(name: str, *args: int) -> str:
    return reverse(f"goals:{name}", args=args)


def revised(programme: Programme, **facts: Any) -> Programme:
    """The draft of a new version, with a reason."""
    draft = programmes.revise(programme)
    for name, value in {"why": "Halvtidsöversyn", **facts}.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def changed(row: Priority, **facts: Any) -> Priority:
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row


DECISION = {"adopted_by": "KS", "adopted_on": "2026-11-24", "section": "118", "case_number": "KS 2026/388"}


def sent(programme: Programme, **changes: str) -> dict[str, str]:
    return {**DECISION, "revision": str(programme.revision), "seen": programmes.shown(programme), **changes}


def test_adopting_keeps_the_decision_and_all_that_was_said(as_coordinator: Client) -> None:
    draft = make_programme("Program 2027", status="draft")
    make_priority("Skolutbyten", programme=draft, budget=100000)
    assert as_coordinator.post(at("programme_adopt", draft.pk), sent(draft)).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.section, draft.is_intact) == (Programme.Status.ADOPTED, "118", True)
    assert [one["name"] for one in content_of(draft)["priorities"]] == ["Skolutbyten"]
    page = as_coordinator.get(at("programme", draft.pk)).text
    assert "KS 2026/388" in page
    assert at("priority_add", draft.pk) not in page


@pytest.mark.parametrize(
    "changes",
    [
        *({"section": ""}, {"case_number": ""}, {"adopted_by": ""}, {"adopted_on": ""}, {"adopted_on": "2099-01-01"}),
        # Frozen with the programme, they could not be put right.
        *({"section": "§"}, {"section": "abc"}, {"case_number": "hej"}),
    ],
)
def test_a_decision_that_lacks_something_or_is_to_come_adopts_nothing(
    as_coordinator: Client, changes: dict[str, str]
) -> None:
    draft = make_priority(programme=make_programme(status="draft")).programme
    assert as_coordinator.post(at("programme_adopt", draft.pk), sent(draft, **changes)).status_code == 422
    assert not Programme.objects.adopted().exists()


def test_a_programme_lies_under_its_own_word_in_the_menu(as_coordinator: Client) -> None:
    page = as_coordinator.get(at("programme", make_programme().pk)).text
    assert f'<a href="{at("programmes")}" aria-current="true">' in page


def test_a_section_is_kept_without_its_sign_and_shown_with_one(as_coordinator: Client) -> None:
    draft = make_priority(programme=make_programme(status="draft")).programme
    as_coordinator.post(at("programme_adopt", draft.pk), sent(draft, section=" § 118"))
    assert Programme.objects.get(pk=draft.pk).section == "118"
    assert "§&nbsp;118" in as_coordinator.get(at("programme", draft.pk)).text
    assert "§ §" not in as_coordinator.get(at("programme", draft.pk)).text


def test_who_notes_the_decision_is_told_which_units_could_still_answer(as_coordinator: Client) -> None:
    draft = make_priority(programme=make_programme(status="draft")).programme
    url = at("programme_adopt", draft.pk)
    assert "inte alla har svarat" not in as_coordinator.get(url).text
    make_referral(draft, make_unit("Skolan"), make_unit("Vården"))
    answered = Consulted.objects.get(unit__name="Vården")
    answered.answered_on = date(2026, 11, 1)
    answered.save()
    page = as_coordinator.get(url).text
    assert "inte alla har svarat" in page
    assert "Skolan. När beslutet är registrerat" in page


def test_a_draft_that_somebody_changed_while_the_decision_was_noted_is_not_adopted(as_coordinator: Client) -> None:
    row = make_priority(programme=make_programme(status="draft"))
    data = sent(row.programme)
    changed(row, weight=5)
    answer = as_coordinator.post(at("programme_adopt", row.programme_id), data)
    assert answer.status_code == 422
    assert not Programme.objects.adopted().exists()


def test_an_empty_programme_is_not_adopted(as_coordinator: Client) -> None:
    draft = make_programme(status="draft")
    answer = as_coordinator.post(at("programme_adopt", draft.pk), sent(draft))
    assert answer.status_code == 409
    assert "Programmet har inga prioriteringar" in answer.text
    assert "Anta och lås" not in as_coordinator.get(at("programme_adopt", draft.pk)).text, "in vain"
    make_priority(programme=draft)
    assert "Anta och lås" in as_coordinator.get(at("programme_adopt", draft.pk)).text


def test_a_second_programme_for_a_part_of_the_same_time_is_refused_with_the_name_of_the_first(
    as_coordinator: Client,
) -> None:
    make_priority(programme=make_programme("Det första", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31)))
    second = make_programme(status="draft", starts_on=date(2027, 7, 1), ends_on=date(2029, 6, 30))
    make_priority(programme=second)
    answer = as_coordinator.post(at("programme_adopt", second.pk), sent(second))
    assert answer.status_code == 409
    assert "Det första" in answer.text
    with pytest.raises(Frozen, match="Det första"):
        programmes.adopt(second, seen=programmes.shown(second))


def test_one_after_the_other_is_adopted(here: object) -> None:
    make_programme(ends_on=date(2027, 12, 31))
    assert make_programme(starts_on=date(2028, 1, 1), ends_on=date(2029, 12, 31)).is_frozen


@pytest.fixture
def adopted(here: object) -> Priority:
    return make_priority("Skolutbyten", text="Utbyten för alla", weight=3, goal=make_goal("mötas", name="Möten"))


def test_no_form_changes_what_is_adopted(as_coordinator: Client, adopted: Priority) -> None:
    programme, before = adopted.programme, content_of(adopted.programme)
    attempts = [
        (at("programme_edit", programme.pk), {"title": "Annat", "starts_on": "2026-01-01", "ends_on": "2027-12-31"}),
        (at("programme_withdraw", programme.pk), {}),
        (at("programme_adopt", programme.pk), sent(programme, section="1")),
        (at("priority_add", programme.pk), {"name": "Ny", "goal": str(adopted.goal_id), "weight": "5"}),
        (at("priority_edit", adopted.pk), {"revision": adopted.revision, "name": "Annat", "weight": "5"}),
        (at("priority_end", adopted.pk), {"why": "Slut", "revision": adopted.revision}),
        (at("priority_withdraw", adopted.pk), {}),
        (at("referral_send", programme.pk), {}),
    ]
    for address, data in attempts:
        # What somebody wrote is given back.
        expected = 409 if address == at("programme_adopt", programme.pk) else 200
        assert as_coordinator.post(address, data, follow=True).status_code == expected, address
    programme.refresh_from_db()
    assert programme.is_intact
    assert content_of(programme) == before
    assert [(row.name, row.weight) for row in Priority.objects.current()] == [("Skolutbyten", 3)]
    assert "ändras inte längre" in as_coordinator.post(at("programme_withdraw", programme.pk), follow=True).text


def test_no_code_changes_what_is_adopted(adopted: Priority) -> None:
    programme = Programme.objects.get()
    for attempt in (
        lambda: changed_programme(programme, title="Annat"),
        lambda: changed_programme(programme, status="draft", checksum=""),
        lambda: changed_programme(programme, content={}),
        programme.withdraw,
        lambda: changed(Priority.objects.get(), weight=5),
        lambda: Priority.objects.get().withdraw(),
        lambda: Priority.objects.get().remove(),
        lambda: Priority(programme=programme, name="Ny", goal=adopted.goal).save(),
    ):
        with pytest.raises(Frozen), transaction.atomic():
            attempt()
        programme.refresh_from_db()
    with pytest.raises(TypeError):
        Programme.objects.update(title="Annat")


def changed_programme(programme: Programme, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(programme, name, value)
    programme.save()


def test_what_was_changed_outside_of_the_platform_shows(as_coordinator: Client, adopted: Priority) -> None:
    models.QuerySet(Programme).update(content={"title": "Förfalskat"} | content_of(adopted.programme) | {"text": "X"})
    assert "kontrollsumma" in as_coordinator.get(at("programme", adopted.programme_id)).text


def test_what_the_watch_looks_for_is_tended_after_the_decision(as_coordinator: Client, adopted: Priority) -> None:
    data = {"revision": adopted.revision, "keywords": "youth exchange", "name": "Annat", "weight": "5"}
    assert as_coordinator.post(at("priority_edit", adopted.pk), data).status_code == 302
    adopted.refresh_from_db()
    assert (adopted.keywords, adopted.name, adopted.weight) == (["youth exchange"], "Skolutbyten", 3)


def test_a_goal_that_is_renamed_afterwards_is_told_and_the_adopted_words_stand(
    as_coordinator: Client, adopted: Priority
) -> None:
    adopted.goal.name = "Möten mellan unga"
    adopted.goal.save()
    assert "Heter annorlunda sedan beslutet" in as_coordinator.get(at("programme", adopted.programme_id)).text
    assert content_of(Programme.objects.get())["priorities"][0]["goal"] == "Möten"


def test_a_revision_says_the_same_until_it_is_changed_and_replaces_when_it_is_adopted(
    as_coordinator: Client, adopted: Priority
) -> None:
    as_coordinator.post(at("programme_revise", adopted.programme_id))
    as_coordinator.post(at("programme_revise", adopted.programme_id))  # a double click goes on with the same
    draft = Programme.objects.drafts().get()
    assert (draft.version, draft.replaces) == (2, adopted.programme)
    assert programmes.against_former(draft).nothing
    changed_programme(draft, why="Halvtidsöversyn")
    changed(draft.priorities.get(), weight=5, why="Fler vill")
    programmes.adopt(draft, seen=programmes.shown(draft))
    adopted.programme.refresh_from_db()
    assert adopted.programme.status == Programme.Status.REPLACED
    assert adopted.programme.is_intact
    page = as_coordinator.get(at("programmes")).text
    assert "version 2" in page
    assert "Fler vill" in page


def test_a_change_without_a_reason_is_asked_for_it(as_coordinator: Client, adopted: Priority) -> None:
    row = revised(adopted.programme).priorities.get()
    data = {"revision": row.revision, "name": row.name, "text": row.text, "goal": row.goal_id, "weight": "5"}
    answer = as_coordinator.post(at("priority_edit", row.pk), data)
    assert answer.status_code == 422
    assert "Tala om varför" in answer.text
    assert as_coordinator.post(at("priority_edit", row.pk), {**data, "why": "Fler vill"}).status_code == 302


def test_nothing_is_adopted_with_an_unexplained_change_of_it(adopted: Priority) -> None:
    draft = revised(adopted.programme)
    changed(draft.priorities.get(), weight=5)
    make_priority("Ny", programme=draft)
    assert len(list(programmes.hindrances(draft))) == 2


def test_a_priority_is_ended_with_a_reason_and_kept_after_all(as_coordinator: Client, adopted: Priority) -> None:
    draft = revised(adopted.programme)
    row = draft.priorities.get()
    as_coordinator.post(at("priority_withdraw", row.pk))
    assert as_coordinator.post(at("priority_end", row.pk), {"why": "", "revision": row.revision}).status_code == 422
    as_coordinator.post(at("priority_end", row.pk), {"why": "Ingen har tid", "revision": row.revision})
    (found,) = programmes.against_former(draft).priorities
    assert (found.course, found.whys) == (Course.ENDED, ("Ingen har tid",))
    assert "Ingen har tid" in as_coordinator.get(at("programme", draft.pk)).text
    as_coordinator.post(at("priority_restore", row.pk))
    assert [one.course for one in programmes.against_former(draft).priorities] == [Course.KEPT]


def test_any_two_versions_are_compared_with_every_reason_on_the_way(as_coordinator: Client, adopted: Priority) -> None:
    second = revised(adopted.programme)
    changed(second.priorities.get(), weight=4, text="Utbyten för alla unga", why="Fler vill")
    programmes.adopt(second, seen=programmes.shown(second))
    third = revised(second)
    changed(third.priorities.get(), weight=5, why="Ännu fler vill")
    first = adopted.programme
    between = [content_of(one) for one in programmes.versions_between(first, third)]
    (found,) = compare(content_of(first), content_of(third), between=between).priorities
    assert (found.course, found.whys) == (Course.STRENGTHENED, ("Fler vill", "Ännu fler vill"))
    page = as_coordinator.get(f"{at('programme_compare')}?one={third.pk}&other={first.pk}").text
    assert "3 av 5" in page
    assert "5 av 5" in page
    assert "Fler vill" in page
    assert "unga</ins>" in page


def test_a_programme_that_is_ended_gives_room_for_another_and_cannot_come_back_beside_it(
    as_coordinator: Client, adopted: Priority
) -> None:
    first = adopted.programme
    as_coordinator.post(at("programme_end", first.pk))
    as_coordinator.get(at("programme", first.pk))  # the toast has been shown, and is gone
    assert at("programme_resume", first.pk) in as_coordinator.get(at("programme", first.pk)).text
    as_coordinator.post(at("programme_resume", first.pk))
    first.refresh_from_db()
    assert first.status == Programme.Status.ADOPTED
    as_coordinator.post(at("programme_end", first.pk))
    make_programme("Det andra")
    answer = as_coordinator.post(at("programme_resume", first.pk), follow=True)
    assert "Det andra" in answer.text
    first.refresh_from_db()
    assert first.status == Programme.Status.ENDED


def test_a_priority_that_is_carried_on_is_told_apart_among_the_hits(as_coordinator: Client, adopted: Priority) -> None:
    draft = revised(adopted.programme)
    page = as_coordinator.get(reverse("desk:search"), {"q": adopted.name}).text
    assert f"{adopted.programme}." in page
    assert f"{draft}." in page


def test_the_decision_is_in_the_audit_trail(adopted: Priority) -> None:
    entry = Entry.objects.filter(kind="goals.programme", after__status="adopted").get()
    assert entry.before["status"] == "draft"


def test_the_paper_for_the_board_tells_what_changed_and_why(adopted: Priority) -> None:
    draft = revised(adopted.programme)
    changed(draft.priorities.get(), weight=5, budget=250000, why="Fler & fler vill")
    words = [one.text for one in Document(io.BytesIO(made_of(draft, "sv"))).paragraphs]
    assert "Fler & fler vill" in words
    assert "1. Skolutbyten" in words
    assert any("3 av 5 → 5 av 5" in line for line in words)


def test_a_decision_maker_reads_programmes_and_papers_and_decides_nothing_here(
    client: Client, decision_maker: User, adopted: Priority
) -> None:
    client.force_login(decision_maker)
    for name in ("programme", "programme_paper"):
        assert client.get(at(name, adopted.programme_id)).status_code == 200
    assert client.get(at("programme_compare")).status_code == 200
    for name in ("programme_revise", "programme_end", "programme_adopt"):
        assert client.post(at(name, adopted.programme_id)).status_code == 403


def test_the_programme_page_asks_as_many_questions_for_many_priorities(
    as_coordinator: Client, adopted: Priority, django_assert_max_num_queries: Any
) -> None:
    draft = revised(adopted.programme)
    for _number in range(6):
        make_priority(programme=draft, goal=adopted.goal)
    for pk in (draft.pk, adopted.programme_id):
        with django_assert_max_num_queries(8):
            as_coordinator.get(at("programme", pk))


def test_two_who_adopt_at_once_adopt_once(adopted: Priority) -> None:
    draft = make_priority(
        programme=make_programme(status="draft", starts_on=date(2028, 1, 1), ends_on=date(2028, 12, 31))
    ).programme
    seen, other = programmes.shown(draft), Programme.objects.get(pk=draft.pk)
    programmes.adopt(draft, seen=seen)
    with pytest.raises((Superseded, Frozen)):
        programmes.adopt(other, seen=seen)


def test_a_programme_that_is_over_no_longer_steers_the_watch(adopted: Priority) -> None:
    from utblick.watch.following import KINDS

    over = make_programme(starts_on=date(2020, 1, 1), ends_on=date(2021, 12, 31))
    make_priority("Det gamla", programme=over, goal=adopted.goal)
    (kind,) = [kind for kind in KINDS if kind.field == "priority"]
    assert date.today() - over.ends_on > timedelta()
    assert "Det gamla" not in [str(one) for one in kind.in_force()]


def test_the_menu_and_the_way_back_say_programme_on_the_pages_of_its_priorities_and_referrals(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    goal, programmes = make_goal(), reverse("goals:programmes")
    priority = make_priority(programme=make_programme(), goal=goal)
    edit = reverse("goals:priority_edit", args=[priority.pk])
    for page, place in ((edit, programmes), (goal.get_absolute_url(), reverse("goals:home"))):
        read = html.fromstring(client.get(page).content)
        assert read.xpath("//*[@id='chain']//a[@aria-current='true']/@href") == [place]
        assert read.xpath("//nav[@class='u-crumbs']//a/@href")[0] == place


def test_a_programme_that_stands_in_the_way_of_adopting_another_is_led_to(
    as_coordinator: Client, adopted: Priority
) -> None:
    standing = adopted.programme
    draft = make_programme(title="Ett till", status="draft", starts_on=standing.starts_on, ends_on=standing.ends_on)
    make_priority("Ny", programme=draft)
    page = as_coordinator.get(at("programme_adopt", draft.pk)).text
    assert f'<a class="ds-link" href="{standing.get_absolute_url()}">Till ”{standing}”</a>' in page
