"""What the officers of a load need before and are asked for afterwards, in the database that DATABASE_URL names."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from utblick.accounts import sessions  # noqa: E402
from utblick.accounts.models import Membership, Municipality, Role, User  # noqa: E402
from utblick.initiatives.models import Initiative  # noqa: E402
from utblick.teamwork.models import Comment  # noqa: E402
from utblick.tenancy import scope  # noqa: E402
from utblick.watch.models import InboxItem  # noqa: E402
from utblick.watch.subscribing import subscribe  # noqa: E402


def come_to_work(count: int, path: Path, places: int = 1) -> None:
    """So many officers with a session each, spread over so many municipalities, and what there is for each to open, as JSON."""
    everyone = list(Municipality.objects.order_by("pk").exclude(kind=Municipality.Kind.REGION)[:places])
    facts = [one for number, place in enumerate(everyone) for one in _at(place, range(number, count, len(everyone)))]
    path.write_text(json.dumps(facts))
    connection.close()


def _at(place: Municipality, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    with scope.acting(place):
        there = {
            "host": place.hosts.split()[0],
            "items": list(InboxItem.objects.undecided().ranked().values_list("item", flat=True)[:200]),
            "initiatives": list(Initiative.objects.current().order_by("pk").values_list("pk", flat=True)),
        }
        for number in numbers:
            yield {"session": _session(_officer(number)), **there}


def _officer(number: int) -> User:
    facts = {"name": f"Handläggare {number}", "password": make_password(None)}
    user, is_new = User.objects.get_or_create(email=f"handlaggare{number}@load.example", defaults=facts)
    if is_new:
        Membership.objects.create(user=user, role=Role.OFFICER)
    return user


def _session(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = "utblick.accounts.roles.RoleBackend"
    store[sessions.BEGUN] = store[sessions.SEEN] = int(time.time())
    store[sessions.AT] = scope.municipality_id()
    store.create()
    return str(store.session_key)


def subscribe_to(addresses: Sequence[str]) -> None:
    with scope.acting(Municipality.objects.order_by("pk")[0]):
        for address in addresses:
            subscribe(address, rhythm_minutes=5)
    connection.close()


def comments_lost(tokens: Sequence[str]) -> int:
    """How many of these words stand in no comment, or in more than one."""
    with scope.everywhere():
        texts = Counter(Comment.objects.filter(text__startswith="Sagt ").values_list("text", flat=True))
    connection.close()
    return sum(texts[f"Sagt {token}"] != 1 for token in tokens)
