"""Other people's objects (IDOR): every address × every role × the own unit, another unit, another municipality; read and write."""

import sys
from collections.abc import Iterator
from typing import Any

from attacks.place import OWN_ACCOUNT, Place, place
from attacks.telling import Tried, printed

# What is about another's object and begins something of the own unit's.
BEGINNING = {"initiatives:exchange_of_contact"}


def attack() -> Iterator[Tried]:
    with place() as here:
        reached = here.answered
        yield Tried("addresses at which the coordinator has an answer", len(reached))
        for role in here.people:
            yield without_permission(here, str(role), reached)
        yield of_another_unit(here, reached)
        yield from of_another_municipality(here)


def permission(name: str) -> str:
    from tests.test_every_page import OURS

    return getattr(dict(OURS)[name].callback, "permission", "") or ""


def without_permission(here: Place, role: str, reached: list[tuple[str, str]]) -> Tried:
    """What the role's list does not hold is refused, whether it is read or sent to."""
    from utblick.accounts.roles import ROLES

    client, through, times = here.browser(here.people[role]), list[str](), 0
    asked = [(name, address) for name, address in reached if permission(name) and permission(name) not in ROLES[role]]
    for name, address in asked:
        for answer in (client.get(address), client.post(address)):
            times += 1
            if answer.status_code not in (302, 403, 404, 405):
                through.append(f"{role} at {name} {address}: {answer.status_code}")
    return Tried(f"as {role.replace('_', ' ')}, GET and POST where the role's permissions end", times, through)


def of_another_unit(here: Place, reached: list[tuple[str, str]]) -> Tried:
    """An officer, with the very form that the coordinator is shown: nothing of another unit changes."""
    from utblick.accounts.roles import OWN_UNIT

    owner, officer, through, times = (
        here.browser(here.people["coordinator"]),
        here.browser(here.people["officer"]),
        [],
        0,
    )
    for name, address in reached:
        # Something new is the officer's own unit's to begin.
        if name in BEGINNING or permission(name) not in OWN_UNIT or not any(sign.isdigit() for sign in address):
            continue
        times += 1
        before, answer = trail(here), officer.post(address, form_at(owner, address))
        if answer.status_code not in (302, 403, 404, 405) or trail(here) > before:
            through.append(f"{name} {address}: {answer.status_code}, {trail(here) - before} changes")
    return Tried("as officer of another unit, POST of the coordinator's own filled forms", times, through)


def form_at(owner: Any, address: str) -> dict[str, Any]:
    from tests.filling import filled, form_of

    page = owner.get(address)
    told = page.text if page.headers.get("Content-Type", "").startswith("text/html") and not page.streaming else ""
    form = form_of(told) if told else None
    return filled(form) if form is not None else {}


def trail(here: Place) -> int:
    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    with scope.acting(here.here, sees_secrets=True):
        return Entry.objects.count()


def of_another_municipality(here: Place) -> Iterator[Tried]:
    """The neighbour's coordinator, at both host names, with every key of ours: nothing is shown and nothing changes."""
    from tests.test_every_page import addresses, is_open, words_of

    public = ("site:", "outreach:", "written:", "reach:", "accessible:")
    for host, where in ((here.there.hosts, "at the own address"), (here.here.hosts, "at ours")):
        client, through, times, before = here.browser(here.stranger, host=host), list[str](), 0, trail(here)
        lacking = set[tuple[str, Any]]()
        for name, address in addresses(here.chain):
            if name in OWN_ACCOUNT or name.startswith(public) or (host == here.here.hosts and is_open(name)):
                continue
            for way in (client.get, client.post):
                # A way that an address does not have, it has with no other keys either.
                if (name, way) in lacking:
                    continue
                answer, times = way(address), times + 1
                if answer.status_code == 405:
                    lacking.add((name, way))
                told = words_of(answer)
                through += [f"{name} {address} shows {mark}" for mark in here.chain.marks if mark in told]
        if trail(here) > before:
            through.append(f"{trail(here) - before} changes of ours")
        yield Tried(f"as the neighbour's coordinator {where}, GET and POST with our keys", times, through)


if __name__ == "__main__":
    sys.exit(not printed("Other people's objects (IDOR)", attack()))
