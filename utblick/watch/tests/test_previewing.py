"""What a goal or a local actor would meet is shown before it is saved."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_municipality
from utblick.goals.models import Goal
from utblick.tenancy import scope
from utblick.watch import previewing
from utblick.watch.following import Wish
from utblick.watch.models import Match
from utblick.watch.tests.make import make_item

PREVIEW = reverse("watch:preview")


def tell(title: str) -> None:
    make_item(title, language="en", summary=f"{title}. A call for municipalities.")


def test_it_keeps_what_the_matching_would_keep(coordinator: User) -> None:
    for title in ("Timber bridges and wooden houses", "Youth exchange for schools", "Cheese and dairy products"):
        tell(title)
    wish = Wish("Skolor och elevutbyten", ("ungdomar",))

    found = previewing.preview(wish, timezone.now())

    assert found.looked_at == 3
    assert [item.title for item, _score in found.best] == ["Youth exchange for schools"]
    assert found.kept == 1


def test_the_form_of_a_goal_shows_it_in_place_and_saves_nothing(client: Client, coordinator: User) -> None:
    tell("Youth exchange for schools")
    client.force_login(coordinator)
    asked = {"name": "Skola", "text": "Elevutbyten mellan skolor", "keywords": "ungdomar\nskola"}

    part = client.post(PREVIEW, asked, headers={"HX-Request": "true"}).text
    whole = client.post(PREVIEW, asked).text

    assert "1 av de senaste 1 skulle träffas." in part
    assert "Youth exchange for schools" in whole
    assert "<html" not in part
    assert not Goal.objects.exists()
    assert not Match.objects.exists()


def test_own_words_that_are_ticked_count_as_keywords(client: Client, coordinator: User) -> None:
    tell("Youth exchange for schools")
    client.force_login(coordinator)
    assert "1 av de senaste 1 skulle träffas." in client.post(PREVIEW, {"own_words": ["skola", "ungdomsutbyte"]}).text


@pytest.mark.parametrize("asked", [{}, {"text": "och"}, {"concepts": ["påhittat"], "keywords": "x" * 30_000}])
def test_nothing_to_go_by_meets_nothing_and_breaks_nothing(
    client: Client, coordinator: User, asked: dict[str, object]
) -> None:
    tell("Youth exchange for schools")
    client.force_login(coordinator)

    assert client.post(PREVIEW, asked).status_code == 200


def test_another_municipalitys_items_are_not_told(client: Client, coordinator: User) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        tell("Youth exchange of the neighbour")
    client.force_login(coordinator)

    assert "neighbour" not in client.post(PREVIEW, {"text": "ungdomsutbyte"}).text
