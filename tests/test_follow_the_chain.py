"""From every object one can see what it came from and what it led to."""

import pytest
from django.test import Client

from tests.chain import make_chain
from utblick.accounts.models import Municipality, User
from utblick.actors.models import LocalActor
from utblick.followup.models import Report
from utblick.goals.models import Goal, PolicyDocument, Priority, Programme
from utblick.initiatives.models import Initiative
from utblick.partners.models import Agreement, Organisation
from utblick.watch.models import Item, Subscription

OBJECTS = [
    *(PolicyDocument, Goal, Programme, Priority),
    *(Subscription, Item, Initiative, Organisation, Agreement, LocalActor, Report),
]


@pytest.mark.parametrize("model", OBJECTS, ids=[model.__name__ for model in OBJECTS])
def test_every_object_shows_its_place_in_the_chain(
    here: Municipality, client: Client, coordinator: User, model: type
) -> None:
    make_chain()
    client.force_login(coordinator)
    page = client.get(model.objects.first().get_absolute_url(), follow=True)
    assert page.status_code == 200
    assert "Följ kedjan" in page.text
