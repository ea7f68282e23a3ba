"""Where the attacks happen: a municipality with one of everything, its neighbour, and a person of each role in each."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from benchmarks.scratch import scratch_database

# They end what they are asked with, or belong to everybody who is logged in.
OWN_ACCOUNT = {"accounts:switch", "set_language", "ui:theme"}
MOST = 2
"""So many objects of each address are enough."""


@dataclass
class Place:
    here: Any
    there: Any
    chain: Any
    people: dict[str, Any] = field(default_factory=dict)
    """By role, of the municipality attacked: each in a unit that nothing belongs to."""
    stranger: Any = None
    """A coordinator of the neighbour."""

    @cached_property
    def answered(self) -> list[tuple[str, str]]:
        """Every URL, each with at most so many of the own objects that the coordinator has an answer about."""
        from tests.test_every_page import addresses

        owner, met, found = self.browser(self.people["coordinator"]), Counter[str](), []
        for name, address in addresses(self.chain):
            if (
                name not in OWN_ACCOUNT
                and not name.startswith("api:")
                and met[name] < MOST
                and owner.get(address).status_code != 404
            ):
                met[name] += 1
                found.append((name, address))
        return found

    def addresses(self) -> list[tuple[str, str]]:
        """Of these the first of each URL."""
        first: dict[str, str] = {}
        for name, address in self.answered:
            first.setdefault(name, address)
        return [*first.items()]

    def browser(self, user: Any = None, *, host: str = "", **options: Any) -> Any:
        """A browser at the municipality's address, logged in as somebody."""
        from django.test import Client

        client = Client(headers={"host": host or self.here.hosts}, raise_request_exception=False, **options)
        if user is not None:
            client.force_login(user, "utblick.accounts.roles.RoleBackend")
        return client


_standing: list[Place] = []


@contextmanager
def place() -> Iterator[Place]:
    """The one that stands already, in who was forked from the process that made it."""
    if _standing:
        yield _standing[0]
        return
    with scratch_database():
        import logging

        logging.disable(logging.CRITICAL)
        _standing.append(_made())
        yield _standing[0]


def _made() -> Place:
    from tests.chain import make_chain
    from utblick.accounts.models import Role
    from utblick.accounts.tests.make import make_municipality, make_unit, make_user
    from utblick.tenancy import scope

    here, there = make_municipality("Provkommun"), make_municipality("Grannkommun")
    with scope.acting(here):
        chain, unit = make_chain(), make_unit("En annan enhet")
        people = {role: make_user(role, unit=unit) for role in Role.values}
    with scope.acting(there):
        make_chain()
        stranger = make_user(Role.COORDINATOR)
    return Place(here, there, chain, people, stranger)
