"""From every object one can see what it came from and what it led to."""

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


def test_every_object_shows_its_place_in_the_chain(here: Municipality, client: Client, coordinator: User) -> None:
    make_chain()
    client.force_login(coordinator)
    pages = {model.__name__: client.get(model.objects.first().get_absolute_url(), follow=True) for model in OBJECTS}
    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {}
    assert [name for name, page in pages.items() if "Följ kedjan" not in page.text] == []
