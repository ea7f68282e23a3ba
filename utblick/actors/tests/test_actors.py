from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.actors.tests.make import make_actor

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"actors:{name}", args=args)


def answers(**changes: Any) -> dict[str, Any]:
    return {"name": "Hotings trähus AB", "kind": "company", "description": "Vi bygger trähus av massivträ", **changes}


def test_the_list_is_narrowed_and_costs_eight_queries_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_actor("Skolan i Backe", kind="school")
    for number in range(12):
        make_actor(f"Trähus nummer {number}")
    client.force_login(coordinator)
    client.get(url("list"))
    with django_assert_max_num_queries(8):
        page = client.get(url("list"), {"q": "trähus", "kind": "company"})
    assert "Trähus nummer 11" in page.text
    assert "Skolan i Backe" not in page.text


def test_the_empty_list_says_what_it_is_for(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "Inga lokala aktörer ännu" in client.get(url("list")).text


def test_one_actor_shows_its_own_words_and_what_it_is_matched_by(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actor = make_actor(concepts=[{"id": "c1", "scheme": "eurovoc", "sv": "trähus", "en": "timber house"}])
    client.force_login(coordinator)
    client.get(url("list"))
    with django_assert_max_num_queries(8):
        page = client.get(actor.get_absolute_url())
    for words in ("massivträ från egen skog", "trähus", "limträ"):
        assert words in page.text


def test_a_new_actor_is_given_concepts_and_keeps_its_keywords(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert client.post(url("add"), answers(keywords="trähus, limträ\nexport, trähus")).status_code == 302
    actor = LocalActor.objects.get()
    assert actor.keywords == ["trähus", "limträ", "export"]
    assert actor.concepts
    assert {"id", "scheme", "sv", "en"} == set(actor.concepts[0])


def test_concepts_are_proposed_while_typing_and_only_the_ticked_are_kept(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    part = client.get(url("concepts"), {"description": "Vi bygger trähus av massivträ"})
    boxes = [key for key, _label in part.context["form"].fields["concepts"].choices]
    assert len(boxes) > 2

    client.post(url("add"), answers(concepts=boxes[:2], offered="on"))
    assert [one["id"] for one in LocalActor.objects.get().concepts] == boxes[:2]

    actor = LocalActor.objects.get()
    client.post(url("edit", actor.pk), answers(concepts=[], revision=actor.revision))
    assert LocalActor.objects.get().concepts == []


def test_a_ticked_concept_stays_when_the_description_changes(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    part = client.get(url("concepts"), {"description": "Vi bygger trähus av massivträ"})
    first = part.context["form"].fields["concepts"].choices[0][0]
    page = client.post(url("add"), answers(description="Äldreomsorg på landsbygden", concepts=[first], offered="on"))
    assert page.status_code == 302
    assert [one["id"] for one in LocalActor.objects.get().concepts] == [first]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"description": ""}, "description"),
        ({"organisation_number": "556036-0794"}, "organisation_number"),
        ({"keywords": ",".join(f"ord{number}" for number in range(31))}, "keywords"),
        ({"concepts": ["finns-inte"]}, "concepts"),
        ({"website": "hej"}, "website"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(
    client: Client, coordinator: User, changes: dict[str, Any], field: str
) -> None:
    client.force_login(coordinator)
    page = client.post(url("add"), answers(industry="Får inte tappas", **changes))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert "Får inte tappas" in page.text


def test_a_number_that_is_taken_is_refused_with_a_link(client: Client, coordinator: User) -> None:
    taken = make_actor(organisation_number="556036-0793")
    client.force_login(coordinator)
    page = client.post(url("add"), answers(organisation_number="5560360793"))
    assert page.status_code == 422
    assert f'href="{taken.get_absolute_url()}"' in page.text


def test_a_second_user_saving_the_same_form_loses_nothing(client: Client, coordinator: User) -> None:
    actor = make_actor("Först")
    actor.save()
    client.force_login(coordinator)
    page = client.post(url("edit", actor.pk), answers(name="Mitt", revision=actor.revision - 1))
    assert page.status_code == 422
    assert 'value="Mitt"' in page.text


def test_who_may_not_change_is_refused_and_outsiders_find_nothing(
    client: Client, auditor: User, outsider: User
) -> None:
    actor = make_actor()
    client.force_login(auditor)
    assert client.get(url("edit", actor.pk)).status_code == 403
    assert client.get(url("add")).status_code == 403
    client.force_login(outsider)
    assert client.get(actor.get_absolute_url()).status_code in {403, 404}


def test_withdrawing_can_be_undone(client: Client, coordinator: User) -> None:
    actor = make_actor()
    client.force_login(coordinator)
    page = client.post(url("withdraw", actor.pk), follow=True)
    assert url("restore", actor.pk) in page.text
    client.post(url("restore", actor.pk))
    assert client.get(actor.get_absolute_url()).status_code == 200
