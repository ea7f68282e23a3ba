from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_unit
from utblick.goals.tests.make import make_goal
from utblick.initiatives import starting
from utblick.initiatives.chain import chain_of_initiative
from utblick.initiatives.models import Initiative
from utblick.initiatives.results import note_lesson, note_result, outcomes
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.watch import decisions
from utblick.watch.models import Decision, InboxItem, Item, Match, Profile
from utblick.watch.tests.make import make_item, make_place

pytestmark = pytest.mark.django_db


def call(**facts: Any) -> Item:
    told = {
        "kind": Item.Kind.CALL,
        "summary": "Youth exchange in forestry",
        "programme": "Erasmus+",
        "deadline": datetime(2027, 3, 5, 16, 0, tzinfo=UTC),
        "link": "https://example.org/call/7",
    }
    item = make_item("Youth in the forest", **{**told, **facts})
    make_place(item)
    return item


def matched(item: Item) -> Any:
    goal = make_goal("ungas möten över gränser")
    profile = Profile.objects.create(goal=goal, name=goal.name, text=goal.text)
    Match.objects.create(item=item, profile=profile, score=0.7)
    return goal


def test_it_carries_title_programme_deadline_link_and_matched_goals(coordinator: User) -> None:
    item = call()
    goal = matched(item)

    initiative = starting.start_from_item(item, by=coordinator)

    assert (initiative.title, initiative.funding_programme) == ("Youth in the forest", "Erasmus+")
    assert (initiative.deadline, initiative.link) == (item.deadline, item.link)
    assert initiative.owner == coordinator
    assert [one.goal for one in initiative.contributions.all()] == [goal]


def test_a_programme_that_the_call_told_by_its_code_is_shown_by_its_name(client: Client, coordinator: User) -> None:
    initiative = starting.start_from_item(call(programme="DIGITAL"), by=coordinator)
    client.force_login(coordinator)
    assert "<dd>Programmet för ett digitalt Europa</dd>" in client.get(initiative.get_absolute_url()).text


def test_the_form_shows_the_programme_by_its_name_and_keeps_the_code(client: Client, coordinator: User) -> None:
    item, name = call(programme="DIGITAL"), "Programmet för ett digitalt Europa"
    client.force_login(coordinator)
    address = f"{reverse('initiatives:start')}?item={item.pk}"
    assert f'name="funding_programme" value="{name}"' in client.get(address).text
    client.post(address, {"title": "Digitalt", "status": "idea", "funding_programme": name})
    initiative = Initiative.objects.get(title="Digitalt")
    assert initiative.funding_programme == "DIGITAL"

    edit = reverse("initiatives:edit", args=[initiative.pk])
    assert f'name="funding_programme" value="{name}"' in client.get(edit).text
    facts = {"title": "Digitalt", "status": "idea", "revision": str(initiative.revision)}
    client.post(edit, facts | {"funding_programme": "Digital Europe Programme"})
    initiative.refresh_from_db()
    assert initiative.funding_programme == "DIGITAL", "read in the one language and sent in the other"
    client.post(edit, facts | {"funding_programme": "Erasmus+", "revision": str(initiative.revision)})
    initiative.refresh_from_db()
    assert initiative.funding_programme == "Erasmus+"


def test_the_decision_is_recorded_and_the_item_leaves_the_inbox(coordinator: User) -> None:
    item, unit = call(), make_unit()
    starting.start_from_item(item, by=coordinator, unit=unit, reason="Passar skolan")
    decision = Decision.objects.get()
    assert (decision.verdict, decision.decided_by, decision.unit) == ("initiative", coordinator, unit)
    assert InboxItem.objects.get(item=item).decided


def test_nothing_is_left_behind_when_it_cannot_be_decided(coordinator: User) -> None:
    item = call()
    with pytest.raises(ValidationError):
        starting.start_from_item(item, by=coordinator, reason="x" * 501)
    assert Initiative.objects.count() == 0
    assert Decision.objects.count() == 0


def test_a_link_that_is_no_web_address_is_not_carried(coordinator: User) -> None:
    assert starting.start_from_item(call(link="javascript:alert(1)"), by=coordinator).link == ""


def test_the_form_begins_with_what_the_item_tells_and_undo_returns_it_to_the_inbox(
    client: Client, coordinator: User
) -> None:
    item = call()
    goal = matched(item)
    client.force_login(coordinator)
    address = f"{reverse('initiatives:start')}?item={item.pk}"

    page = client.get(address)
    assert 'value="Youth in the forest"' in page.text
    assert 'value="2027-03-05 17:00"' in page.text
    assert page.context["form"]["goals"].initial == [goal.pk]

    facts = {"title": "Ung i skogen", "status": "idea", "goals": [goal.pk], "owner": coordinator.pk}
    client.post(address, facts)
    initiative = Initiative.objects.get()
    assert initiative.item == item
    assert InboxItem.objects.get(item=item).decided

    client.post(reverse("initiatives:undo_start", args=[initiative.pk]))
    assert Initiative.objects.current().count() == 0
    assert not InboxItem.objects.get(item=item).decided


@pytest.mark.parametrize("asked", ["0", "999999", "x", "٣"])
def test_an_item_that_is_not_there_is_not_found(client: Client, coordinator: User, asked: str) -> None:
    client.force_login(coordinator)
    assert client.get(reverse("initiatives:start"), {"item": asked}).status_code == 404


def test_the_chain_leads_back_to_the_call_and_on_to_the_results(coordinator: User) -> None:
    item = call()
    goal = matched(item)
    initiative = starting.start_from_item(item, by=coordinator)
    step = make_step(initiative=initiative)
    note_result(initiative, "Två läger", noted_on=step.ends_on)

    chain = chain_of_initiative(initiative)

    assert [stage.title for stage in chain.came_from[:2]] == [goal.name, item.title]
    assert chain.came_from[1].url == reverse("watch:item", args=[item.pk])
    assert [stage.title for stage in chain.led_to] == [step.title, "Två läger"]


def test_what_came_of_it_is_told_in_one_query(here: object, django_assert_num_queries: Any) -> None:
    initiative = make_initiative()
    day = datetime(2026, 5, 4, tzinfo=UTC).date()
    note_result(initiative, "Tre jobb", noted_on=day, value="3", unit_of_value="nya jobb")
    note_lesson(initiative, "Boka tidigt", learnt_on=day, change="Boka i mars", for_whom="Skolorna")
    with django_assert_num_queries(1):
        [result], [lesson] = outcomes(initiative)
    assert (result.figure, result.more, result.of) == ("3", "nya jobb", None)
    assert (lesson.text, lesson.more, lesson.of) == ("Boka tidigt", "Boka i mars", "Skolorna")


def test_a_result_without_words_is_refused(here: object) -> None:
    with pytest.raises(ValidationError):
        note_result(make_initiative(), "", noted_on=datetime(2026, 5, 4, tzinfo=UTC).date())


def test_the_page_warns_of_an_initiative_already_started_and_keeps_to_eight_queries(
    client: Client, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    item = call()
    matched(item)
    started = starting.start_from_item(item, by=coordinator, title="Redan i gång")
    client.force_login(coordinator)
    client.get(reverse("initiatives:list"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse("initiatives:start"), {"item": item.pk})
    assert f'href="{started.get_absolute_url()}">Redan i gång' in page.text


START = reverse("initiatives:start")


def sent(client: Client, item: Item, **answers: Any) -> Any:
    return client.post(f"{START}?item={item.pk}", {"title": "Ungas skog", "status": "idea", **answers})


def test_a_decision_that_stands_is_asked_about_before_it_is_replaced(
    client: Client, coordinator: User, officer: User
) -> None:
    item = call()
    standing = decisions.decide(item, verdict="not_relevant", reason="Ingen tid", by=officer)
    client.force_login(coordinator)

    page = client.get(f"{START}?item={item.pk}").text
    assert f"{officer} beslutade ”Inte relevant”" in page
    assert "Ingen tid" in page
    answer = sent(client, item)

    assert answer.status_code == 422
    assert "Säg om beslutet som gäller ska vara kvar eller ersättas." in answer.text
    assert not Initiative.objects.exists()
    assert decisions.standing_on(item) == standing


def test_it_is_kept_or_replaced_as_the_starter_says(client: Client, coordinator: User) -> None:
    item = call()
    standing = decisions.decide(item, verdict="relevant", by=coordinator)
    client.force_login(coordinator)

    assert sent(client, item, about_decision="keep", seen=standing.pk).status_code == 302
    assert decisions.standing_on(item) == standing
    assert Initiative.objects.get().item == item

    assert sent(client, item, about_decision="replace", seen=standing.pk).status_code == 302
    replaced = decisions.standing_on(item)
    assert replaced
    assert replaced.verdict == "initiative"


def test_a_decision_that_came_in_between_is_asked_about_anew(client: Client, coordinator: User, officer: User) -> None:
    item = call()
    client.force_login(coordinator)
    client.get(f"{START}?item={item.pk}")
    first = decisions.decide(item, verdict="relevant", by=officer)

    assert sent(client, item).status_code == 422, "there was none to be seen"
    decisions.decide(item, verdict="not_relevant", by=officer)
    answer = sent(client, item, about_decision="replace", seen=first.pk)

    assert answer.status_code == 422
    assert "Ett annat beslut har kommit emellan." in answer.text
    assert "Ungas skog" in answer.text, "what was written is kept"
    assert not Initiative.objects.exists()


def test_without_a_decision_nothing_is_asked(client: Client, coordinator: User) -> None:
    item = call()
    client.force_login(coordinator)

    assert "about_decision" not in client.get(f"{START}?item={item.pk}").text
    assert sent(client, item).status_code == 302


def test_undoing_one_start_leaves_the_decision_to_the_other(coordinator: User) -> None:
    item = call()
    first = starting.start_from_item(item, by=coordinator)
    second = starting.start_from_item(item, by=coordinator, title="En till", keeps_decision=True)

    starting.undo_start(second, by=coordinator)
    assert decisions.standing_on(item)
    starting.undo_start(first, by=coordinator)
    assert decisions.standing_on(item) is None


def test_undoing_a_start_gives_back_the_decision_that_it_replaced(
    client: Client, coordinator: User, officer: User
) -> None:
    item = call()
    decisions.decide(item, verdict="not_relevant", by=officer)
    former = decisions.decide(item, verdict="noted", reason="Till nästa år", by=officer)
    client.force_login(coordinator)
    sent(client, item, about_decision="replace", seen=former.pk)

    client.post(reverse("initiatives:undo_start", args=[Initiative.objects.get().pk]))
    assert decisions.standing_on(item) == former
    assert InboxItem.objects.get(item=item).decided
    former.refresh_from_db()
    assert (former.reason, former.decided_by, former.withdrawn_at) == ("Till nästa år", officer, None)


def test_undoing_a_start_gives_nothing_back_that_had_been_undone(coordinator: User) -> None:
    item = call()
    decisions.undo(decisions.decide(item, verdict="relevant", by=coordinator), by=coordinator)
    starting.undo_start(starting.start_from_item(item, by=coordinator), by=coordinator)
    assert decisions.standing_on(item) is None
