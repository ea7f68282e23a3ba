"""What the officers of a load need before and are asked for afterwards, in the database that DATABASE_URL names."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from utblick.accounts import sessions  # noqa: E402
from utblick.accounts.models import Membership, Municipality, Role, User  # noqa: E402
from utblick.initiatives.models import Initiative  # noqa: E402
from utblick.teamwork.models import Comment  # noqa: E402
from utblick.tenancy import scope  # noqa: E402
from utblick.watch.models import Item  # noqa: E402
from utblick.watch.subscribing import subscribe  # noqa: E402


def come_to_work(count: int, path: Path) -> None:
    """So many officers with a session each, and what there is for them to open, as JSON."""
    with scope.acting(Municipality.objects.order_by("pk")[0]):
        people = [_officer(number) for number in range(count)]
        facts = {
            "sessions": [_session(one) for one in people],
            "items": list(Item.objects.order_by("-pk").values_list("pk", flat=True)[:200]),
            "initiatives": list(Initiative.objects.current().order_by("pk").values_list("pk", flat=True)),
        }
    path.write_text(json.dumps(facts))
    connection.close()


def _officer(number: int) -> User:
    user = User(email=f"handlaggare{number}@load.example", name=f"Handläggare {number}")
    user.set_unusable_password()
    user.save()
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
    with scope.acting(Municipality.objects.order_by("pk")[0]):
        texts = list(Comment.objects.filter(text__startswith="Sagt ").values_list("text", flat=True))
    connection.close()
    return sum(texts.count(f"Sagt {token}") != 1 for token in tokens)
