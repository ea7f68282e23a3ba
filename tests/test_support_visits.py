"""Whoever looks in as somebody else writes, sends and takes out nothing: a sample of the addresses that `make attack` tries."""

from attacks import visits
from attacks.place import Place
from tests.chain import make_chain
from tests.test_every_page import addresses
from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_municipality, make_user

# Where a look alone could leave a trace of its own, and where much is secret.
NAMES = {
    "desk:home",
    "teamwork:about",
    "watch:inbox",
    "watch:item",
    "initiatives:initiative",
    "accounts:members",
    "records:home",
}


def test_a_visit_only_looks(here: Municipality) -> None:
    place = Place(here, make_municipality(), make_chain(), {Role.COORDINATOR.value: make_user(Role.COORDINATOR)})
    sample = {name: address for name, address in addresses(place.chain) if name in NAMES}
    outcomes = list(visits.walked(place, list(sample.items())))
    assert [f"{one.what}: {told}" for one in outcomes for told in one.through] == []
