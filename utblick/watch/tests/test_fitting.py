"""What fits a local actor: as it wants it, and better for what it has said."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.actors.representing import give_log_in
from utblick.actors.tests.make import make_actor
from utblick.watch import decisions, fitting, learning, matching
from utblick.watch.models import ActorWishes, Item, Learning, Match, OwnAnswer, Profile, Unmatched
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def sawmill(here: object) -> LocalActor:
    return make_actor(name="Hembygdens Såg AB", description="Vi sågar gran.")


@pytest.fixture
def owner(sawmill: LocalActor) -> User:
    return give_log_in(sawmill, email="agare@sagen.example", name="Ella Såg")[0].user


def meets(actor: LocalActor, title: str, score: float = 0.5, **facts: Any) -> Item:
    profile, _new = Profile.objects.get_or_create(actor=actor, defaults={"name": actor.name, "text": actor.description})
    told = {"kind": Item.Kind.TENDER, "deadline": timezone.now() + timedelta(days=30), **facts}
    item = make_item(title, **told)
    Match.objects.create(item=item, profile=profile, score=score)
    return item


def titles(actor: LocalActor) -> list[str]:
    return [match.item.title for match in fitting.fits(actor, timezone.now())]


def test_who_has_said_nothing_gets_all_that_can_fit_and_no_news(sawmill: LocalActor) -> None:
    meets(sawmill, "Timber bridges", 0.6)
    meets(sawmill, "Partner for timber", 0.5, kind=Item.Kind.PARTNER_SEARCH)
    meets(sawmill, "Minister visits a mill", 0.9, kind=Item.Kind.NEWS)
    assert titles(sawmill) == ["Timber bridges", "Partner for timber"]


def test_a_notice_of_who_got_the_contract_fits_nobody(sawmill: LocalActor) -> None:
    meets(sawmill, "Timber bridges", status="open")
    meets(sawmill, "Timber bridges, awarded", status="closed", deadline=None)
    meets(sawmill, "Timber bridges, to come", 0.4, status="forthcoming", deadline=None)
    assert titles(sawmill) == ["Timber bridges", "Timber bridges, to come"]


def test_a_school_hears_of_tenders_only_when_it_asks(client: Client, here: object) -> None:
    told = {"description": "Vi har skolmöbler av trä, bänkar och stolar till skolor."}
    school, joiner = (make_actor(kind=kind, **told) for kind in (LocalActor.Kind.SCHOOL, LocalActor.Kind.COMPANY))
    head = give_log_in(school, email="rektor@skolan.example", name="Maj")[0].user
    tender = make_item("School furniture: wooden benches and chairs for schools", kind=Item.Kind.TENDER, language="en")
    Unmatched.objects.create(item=tender)

    def met() -> set[object]:
        matching.match_pending()
        return set(Match.objects.filter(item=tender).values_list("profile__actor", flat=True))

    assert met() == {joiner.pk}, "nor does it stand in the inbox as the school's"
    client.force_login(head)
    form = {"rhythm": "weekly", "kinds": ["tender"], "countries": "", "languages": "", "mails_me": "on"}
    assert client.post(reverse("watch:wishes", args=[school.pk]), form).status_code == 302
    assert met() == {joiner.pk, school.pk}
    assert titles(school) == [tender.title]
    school.wishes.kinds = []
    school.wishes.save()
    fitting.meet_anew(school)
    assert met() == {joiner.pk}


def test_kinds_countries_and_languages_narrow_it(sawmill: LocalActor) -> None:
    meets(sawmill, "Trebruer", countries=["NOR"], language="nb")
    meets(sawmill, "Holzbrücken", countries=["DE"], language="de")
    meets(sawmill, "No country told", countries=[], language="")
    meets(sawmill, "Norwegian fair", kind=Item.Kind.EVENT, countries=["NO"])
    ActorWishes.objects.create(actor=sawmill, kinds=["tender"], countries="NO FI", languages="nb sv")
    assert sorted(titles(sawmill)) == ["No country told", "Trebruer"]


def test_not_for_us_takes_it_away_and_is_taken_back(client: Client, owner: User, sawmill: LocalActor) -> None:
    item = meets(sawmill, "Timber bridges")
    client.force_login(owner)
    client.post(reverse("watch:own_answer", args=[sawmill.pk, item.pk, "no"]))
    assert "Timber bridges" not in client.get(reverse("desk:own")).text
    client.post(reverse("watch:take_back_own_answer", args=[OwnAnswer.objects.get().pk]))
    assert "Timber bridges" in client.get(reverse("desk:own")).text


def test_after_an_answer_the_list_is_where_it_was(client: Client, owner: User, sawmill: LocalActor) -> None:
    first, second, third = [meets(sawmill, f"Timber bridge {score}", score) for score in (0.7, 0.6, 0.5)]
    client.force_login(owner)
    own = reverse("desk:own")

    def answered(item: Item, verdict: str) -> str:
        answer = client.post(reverse("watch:own_answer", args=[sawmill.pk, item.pk, verdict]))
        return answer["Location"].removeprefix(f"{own}#")

    places = [f"fit-{sawmill.pk}-{item.pk}" for item in (first, second, third)]
    assert all(f'id="{place}"' in client.get(own).text for place in places)
    assert answered(second, "yes") == places[1]
    assert answered(second, "no") == places[2]
    back = client.post(reverse("watch:take_back_own_answer", args=[OwnAnswer.objects.get().pk]))
    assert back["Location"] == f"{own}#{places[1]}"
    assert answered(third, "no") == places[1]
    assert answered(second, "no") == places[0]
    answered(first, "no")
    assert client.get(own).status_code == 200


def test_the_ranking_learns_from_no_alone(owner: User, sawmill: LocalActor) -> None:
    for number in range(4):
        meets(sawmill, f"Timber bridge number {number} of glulam", 0.5)
    cheese = [meets(sawmill, f"Cheese for the school kitchen {number}", 0.52) for number in range(4)]
    assert titles(sawmill)[0].startswith("Cheese")
    for item in cheese[:3]:
        fitting.say(sawmill, item, "no")
    learning.catch_up()
    assert Learning.objects.get().weights
    assert titles(sawmill)[0].startswith("Timber")
    assert titles(sawmill)[-1].startswith("Cheese"), (
        "the one nobody has said anything of is last for what was said of the others"
    )


def test_a_no_of_the_municipality_makes_no_yes_of_what_an_actor_has_not_looked_at(
    coordinator: User, sawmill: LocalActor
) -> None:
    cheese, first_wall = (
        meets(sawmill, "Cheese for the school kitchen"),
        meets(sawmill, "The first wall of fusion plants"),
    )
    decisions.decide(cheese, verdict="not_relevant", by=coordinator)
    learning.catch_up()
    assert Match.objects.get(item=first_wall).learnt == 0
    fitting.say(sawmill, cheese, "no")
    learning.catch_up()
    assert Match.objects.get(item=first_wall).learnt > 0


def test_an_actor_answers_for_nobody_else(client: Client, owner: User) -> None:
    other = make_actor(name="Mejeriet")
    item = meets(other, "Cheese")
    client.force_login(owner)
    assert client.post(reverse("watch:own_answer", args=[other.pk, item.pk, "no"])).status_code == 404
    assert client.get(reverse("watch:wishes", args=[other.pk])).status_code == 404


def test_wishes_are_saved_and_mail_is_turned_off_for_oneself(client: Client, owner: User, sawmill: LocalActor) -> None:
    client.force_login(owner)
    address = reverse("watch:wishes", args=[sawmill.pk])
    page = client.get(address).text
    assert "en gång i veckan" in page
    answers = {"rhythm": "daily", "kinds": ["tender"], "countries": "Norge", "languages": "norska, svenska"}
    assert client.post(address, answers).status_code == 302
    wishes = ActorWishes.objects.get()
    assert (wishes.rhythm, wishes.countries, wishes.languages) == ("daily", "NO", "nb sv")
    assert sawmill.representatives.get().unmailed
    page = client.post(address, {**answers, "countries": "Narnia"})
    assert page.status_code == 422
    assert "”Narnia” är inget land" in page.text
