"""A local actor is asked about an item, and what it answers comes back to who asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.actors.models import LocalActor
from utblick.actors.representing import end_log_in, give_log_in
from utblick.actors.tests.make import make_actor
from utblick.journal.models import Entry
from utblick.watch import asking, decisions, fates, together
from utblick.watch.models import ActorQuestion, Decision, InboxItem, Item, OwnAnswer, Source
from utblick.watch.tests.make import make_item, make_place, make_source

INBOX, OWN = reverse("watch:inbox"), reverse("desk:own")
QUESTION = "Kan ni leverera gran i vår?"


@pytest.fixture
def sawmill(here: object) -> LocalActor:
    return make_actor(name="Hembygdens Såg AB")


@pytest.fixture
def owner(sawmill: LocalActor) -> User:
    return give_log_in(sawmill, email="agare@sagen.example", name="Ella Såg")[0].user


@pytest.fixture
def item(here: object) -> Item:
    return make_place(make_item("Timber for a school")).item


def assign(client: Client, item: Item, **form: Any) -> Any:
    return client.post(reverse("watch:assign", args=[item.pk]), {"reason": QUESTION, "next": INBOX, **form})


def test_the_actor_is_asked_answers_on_its_own_page_and_the_answer_comes_back(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    page = reverse("watch:item", args=[item.pk])
    client.force_login(coordinator)
    assert assign(client, item, actor=sawmill.pk).status_code == 302
    shown = client.get(page).text
    assert QUESTION in shown
    assert "Har inte svarat än" in shown
    assert "Timber for a school" not in client.get(INBOX).text
    asked = ActorQuestion.objects.get()

    client.force_login(owner)
    own = client.get(OWN).text
    assert QUESTION in own
    assert "Timber for a school" in own
    address = reverse("watch:own_question", args=[asked.pk])
    assert QUESTION in client.get(address).text
    assert client.post(address, {"verdict": "yes", "text": "Två bilar i april"}).status_code == 302
    assert OwnAnswer.objects.get(actor=sawmill, item=item).verdict == "yes", "the ranking learns from it"

    client.force_login(coordinator)
    assert "1 svar har kommit på det du frågade" in client.get(INBOX).text
    for told in (
        client.get(INBOX, {"state": "answered"}).text,
        client.get(page).text,
        client.get(reverse("desk:mine")).text,
    ):
        assert "För oss" in told
        assert "Två bilar i april" in told
    client.post(reverse("watch:actor_answer_read", args=[asked.pk]))
    assert "svar har kommit" not in client.get(INBOX).text
    assert "Två bilar i april" not in client.get(reverse("desk:mine")).text
    assert "Två bilar i april" in client.get(page).text


def test_too_long_an_answer_is_told_at_its_field_and_kept(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    client.force_login(owner)
    page = client.post(reverse("watch:own_question", args=[asked.pk]), {"verdict": "yes", "text": "x" * 1001})
    assert page.status_code == 422
    assert "x" * 1001 in page.text
    field = f"answer-{asked.pk}-text"
    for told in (f'href="#{field}"', f'id="{field}"', f'id="{field}_error"'):
        assert told in page.text
    assert not ActorQuestion.objects.get().answered_at


def test_several_are_asked_and_none_sees_what_another_was(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    joiner = make_actor(name="Snickeriet AB")
    other = give_log_in(joiner, email="bas@snickeriet.example", name="Bo")[0].user
    mine = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    theirs = asking.ask_about(item, actor=joiner, question="Kan ni bygga bänkar?", by=coordinator)
    asking.answer(theirs, by=other, verdict="no", text="Fullt till hösten")
    assert Decision.objects.count() == 1

    client.force_login(owner)
    own = client.get(OWN).text
    assert QUESTION in own
    for secret in ("Kan ni bygga bänkar?", "Snickeriet", "Fullt till hösten"):
        assert secret not in own
    assert client.get(reverse("watch:own_question", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("watch:own_question", args=[theirs.pk]), {"verdict": "yes"}).status_code == 404
    assert client.get(reverse("watch:item", args=[item.pk])).status_code == 403

    client.force_login(coordinator)
    page = client.get(reverse("watch:item", args=[item.pk])).text
    assert page.index(mine.question) < page.index(theirs.question) < page.index("Fullt till hösten")


def test_what_was_mailed_or_handed_in_is_sent_to_no_actor(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User
) -> None:
    for connector in Source.PRIVATE:
        letter = make_item("Förtroligt", source=make_source(f"post:{connector}", connector=connector))
        client.force_login(coordinator)
        form = client.get(reverse("watch:assign", args=[letter.pk])).text
        assert "visas inte för lokala aktörer" in form
        assert assign(client, letter, actor=sawmill.pk).status_code == 422
        with pytest.raises(ValidationError, match="Förtroligt"):
            asking.ask_about(letter, actor=sawmill, question=QUESTION, by=coordinator)
        public = make_item("Öppen")
        together_url = reverse("watch:assign_together")
        some = {"items": [public.pk, letter.pk], "actor": sawmill.pk, "reason": QUESTION}
        assert client.post(together_url, some).status_code == 422
    assert not ActorQuestion.objects.exists()
    assert not Decision.objects.exists()


def test_whom_nobody_logs_in_for_is_shown_and_cannot_be_asked(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    make_actor(name="Ensamma Skidor AB")
    client.force_login(coordinator)
    form = client.get(reverse("watch:assign", args=[item.pk])).text
    assert form.index("Hembygdens Såg AB") < form.index("Ensamma Skidor AB – ingen loggar in")
    assert reverse("actors:list") in form
    lonely = LocalActor.objects.get(name="Ensamma Skidor AB")
    refused = assign(client, item, actor=lonely.pk)
    assert refused.status_code == 422
    assert "Ge någon inloggning på dess sida först" in refused.text
    end_log_in(sawmill.representatives.get())
    assert assign(client, item, actor=sawmill.pk).status_code == 422
    assert not ActorQuestion.objects.exists()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"reason": ""}, "Skriv vad ni vill veta"),
        ({"reason": "x" * 501}, "500 tecken"),
        ({"unit": True}, "Fråga den lokala aktören för sig"),
    ],
)
def test_what_makes_no_sense_is_told(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item, form: dict[str, Any], told: str
) -> None:
    client.force_login(coordinator)
    form = form | ({"unit": make_unit("Skola").pk} if "unit" in form else {})
    answer = assign(client, item, actor=sawmill.pk, **form)
    assert answer.status_code == 422
    assert told in answer.text
    assert not ActorQuestion.objects.exists()


def test_who_may_not_decide_may_not_ask(client: Client, sawmill: LocalActor, owner: User, item: Item) -> None:
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=make_user(Role.COORDINATOR))
    for who in (make_user(Role.AUDITOR), make_user(Role.DECISION_MAKER), owner):
        client.force_login(who)
        assert assign(client, make_item(), actor=sawmill.pk).status_code == 403
        assert client.post(reverse("watch:take_back_question", args=[asked.pk])).status_code == 403
    assert ActorQuestion.objects.waiting().get() == asked


def test_undone_at_once_the_item_is_back_and_the_actor_need_not_answer(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    client.force_login(coordinator)
    assign(client, item, actor=sawmill.pk)
    asked = ActorQuestion.objects.get()
    client.post(reverse("watch:take_back_question", args=[asked.pk]))
    assert not InboxItem.objects.get(item=item).decided
    client.force_login(owner)
    assert QUESTION not in client.get(OWN).text
    refused = client.post(reverse("watch:own_question", args=[asked.pk]), {"verdict": "yes", "text": "Vi är med"})
    assert refused.status_code == 422
    assert "Frågan är tillbakatagen" in refused.text
    assert "Vi är med" in refused.text


def test_undoing_the_decision_takes_the_question_back_and_deciding_otherwise_does_not(
    coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    decisions.undo(Decision.objects.current().get(), by=coordinator)
    assert not ActorQuestion.objects.waiting().exists()
    asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    decisions.decide(item, verdict="noted", by=coordinator)
    assert ActorQuestion.objects.waiting().exists()


def test_what_lies_with_somebody_stays_there_and_taking_the_question_back_leaves_it(
    coordinator: User, officer: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    first = decisions.decide(item, verdict="assigned", by=coordinator, assigned_to=officer)
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator, seen=first.pk)
    assert Decision.objects.current().get() == first
    asking.take_back(asked, by=coordinator)
    assert Decision.objects.current().get() == first


def test_what_was_noted_is_noted_again_when_the_question_is_taken_back(
    coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    noted = decisions.decide(item, verdict="noted", by=coordinator)
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    assert Decision.objects.current().get().verdict == "assigned"
    asking.take_back(asked, by=coordinator)
    assert Decision.objects.current().get() == noted


def test_who_asks_after_another_has_decided_is_told_and_may_ask_all_the_same(
    client: Client, coordinator: User, officer: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    theirs = decisions.decide(item, verdict="not_relevant", by=officer)
    client.force_login(coordinator)
    told = assign(client, item, actor=sawmill.pk, seen="")
    assert told.status_code == 422
    assert officer.name in told.text
    assert f'name="actor" value="{sawmill.pk}"' in told.text
    assert not ActorQuestion.objects.exists()
    assert assign(client, item, actor=sawmill.pk, seen=theirs.pk).status_code == 302
    assert ActorQuestion.objects.get().question == QUESTION


def test_the_same_actor_is_not_asked_twice_before_it_has_answered(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    client.force_login(coordinator)
    seen = Decision.objects.current().get().pk
    again = assign(client, item, actor=sawmill.pk, seen=seen)
    assert again.status_code == 422
    assert "svaret har inte kommit" in again.text
    asking.answer(asked, by=owner, verdict="yes")
    assert assign(client, item, actor=sawmill.pk, seen=seen).status_code == 302


def test_a_second_who_answers_for_the_actor_is_told_of_the_first(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    colleague = give_log_in(sawmill, email="son@sagen.example", name="Sven Såg")[0].user
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    asking.answer(asked, by=owner, verdict="no", text="Vi hinner inte")
    with pytest.raises(ValidationError, match="Vi hinner inte"):
        asking.answer(asked, by=colleague, verdict="yes")
    page = reverse("watch:own_question", args=[asked.pk])
    client.force_login(colleague)
    theirs = client.get(page).text
    assert "Vi hinner inte" in theirs
    assert 'name="verdict"' not in theirs, "no form that is always refused"
    assert "Vi vill vara med" in client.post(page, {"verdict": "yes", "text": "Vi vill vara med"}).text
    client.force_login(owner)
    assert 'name="verdict"' in client.get(page).text
    asking.answer(asked, by=owner, verdict="yes")
    assert OwnAnswer.objects.current().get().verdict == "yes"


def test_many_are_asked_about_in_one_go_and_undone_in_one_go(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User
) -> None:
    keys = [make_place().item_id for _ in range(3)]
    client.force_login(coordinator)
    form = {"items": keys, "actor": sawmill.pk, "reason": QUESTION}
    assert client.post(reverse("watch:assign_together"), form).status_code == 302
    assert ActorQuestion.objects.waiting().count() == 3
    assert together.undo(Decision.objects.all()[0].together, by=coordinator) == (3, 0)
    assert not ActorQuestion.objects.waiting().exists()


def test_it_counts_as_sent_and_as_gone_by_only_where_no_answer_came(
    coordinator: User, sawmill: LocalActor, owner: User
) -> None:
    start, now = timezone.now() - timedelta(days=1), timezone.now()
    past = now - timedelta(hours=1)
    first, second = (make_place(make_item(deadline=past)).item for _ in range(2))
    questions = [asking.ask_about(one, actor=sawmill, question=QUESTION, by=coordinator) for one in (first, second)]
    sent = fates.decided(start, timezone.now())
    assert sum(one.count for one in sent if one.verdict == "assigned") == 2
    asking.answer(questions[0], by=owner, verdict="no")
    assert [place.item for place in InboxItem.objects.missed(until=now)] == [second]


def test_each_step_is_in_the_audit_trail_by_who_took_it(
    coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    asked = asking.ask_about(item, actor=sawmill, question=QUESTION, by=coordinator)
    asking.answer(asked, by=owner, verdict="yes", text="Två bilar")
    entries = Entry.objects.filter(kind="watch.actorquestion", object_id=asked.pk).order_by("pk")
    assert [one.by for one in entries] == [coordinator, owner]
    assert entries[1].after["answer_text"] == "Två bilar"


def test_the_pages_ask_as_much_for_many_as_for_few(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User, item: Item
) -> None:
    def asked_on(who: User, address: str) -> int:
        client.force_login(who)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def asked(item: Item, count: int) -> None:
        for _ in range(count):
            actor = make_actor()
            give_log_in(actor, email=f"a{actor.pk}@sagen.example", name="A")
            asking.ask_about(item, actor=actor, question=QUESTION, by=coordinator)

    def ask_ours() -> None:
        asking.ask_about(make_place().item, actor=sawmill, question=QUESTION, by=coordinator)

    pages = [
        (coordinator, reverse("watch:item", args=[item.pk])),
        (coordinator, f"{INBOX}?state=decided"),
        (coordinator, reverse("watch:assign", args=[item.pk])),
        (owner, OWN),
    ]
    asked(item, 1)
    ask_ours()
    few = [asked_on(*page) for page in pages]
    asked(item, 4)
    for _ in range(4):
        ask_ours()
    assert [asked_on(*page) for page in pages] == few


def test_the_lists_of_what_became_of_it_name_every_actor_that_was_asked(
    client: Client, coordinator: User, sawmill: LocalActor, owner: User
) -> None:
    gone_by = make_place(make_item("Gone by", deadline=timezone.now() - timedelta(hours=1))).item
    joiner = make_actor(name="Snickeriet AB")
    give_log_in(joiner, email="bas@snickeriet.example", name="Bo")
    for actor in (sawmill, joiner):
        asking.ask_about(gone_by, actor=actor, question=QUESTION, by=coordinator)
    client.force_login(coordinator)
    page = client.get(reverse("analysis:missed")).text
    assert "Hembygdens Såg AB" in page
    assert "Snickeriet AB" in page
