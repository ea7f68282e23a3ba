"""Mass assignment: every form, with fields that it does not have and its model does."""

import sys
from collections.abc import Iterator
from typing import Any

from attacks.place import Place, place
from attacks.telling import Tried, printed

DAY = "1999-01-01"
PLANTED: dict[str, str] = {
    **dict.fromkeys(
        ("pk", "id", "municipality_id", "made_by", "by", "decided_by", "added_by", "author", "owner_id"), "987654321"
    ),
    **dict.fromkeys(
        ("withdrawn_at", "created_at", "done_at", "frozen_at", "confirmed_at", "erased_at", "decided_at"), DAY
    ),
    **dict.fromkeys(("is_operator", "is_staff", "is_superuser", "is_active", "published", "is_us", "secret"), "on"),
    **{
        "role": "coordinator",
        "status": "planterad",
        "state": "planterad",
        "stage": "planterad",
        "secrecy_ground": "planterad",
    },
    **{
        "checksum": "planterad",
        "seed": "planterad",
        "key": "planterad",
        "secret_note": "planterad",
        "hosts": "evil.example",
    },
}
TELLING = {"987654321", "planterad", "evil.example"}


def attack() -> Iterator[Tried]:
    with place() as here:
        # The coordinator's forms change what the others' are about: the officer first.
        reached = here.addresses()
        for role in ("officer", "editor", "coordinator"):
            yield as_role(here, role, reached)
        yield Tried("people who became operators, or rows that became the neighbour's", 1, taken(here))


def as_role(here: Place, role: str, reached: list[tuple[str, str]]) -> Tried:
    from tests.filling import filled, form_of

    client, before, sent, fields = here.browser(here.people[role]), newest(here), 0, 0
    for _name, address in reached:
        page = client.get(address)
        if (
            page.status_code != 200
            or page.streaming
            or not page.headers.get("Content-Type", "").startswith("text/html")
        ):
            continue
        if (form := form_of(page.text)) is None:
            continue
        extra = {name: value for name, value in PLANTED.items() if name not in form.fields}
        extra["municipality"] = str(here.there.pk)
        client.post(form.action or address, {**filled(form), **extra})
        sent, fields = sent + 1, fields + len(extra)
    return Tried(f"fields planted in {sent} forms, as {role.replace('_', ' ')}", fields, planted(here, before))


def newest(here: Place) -> int:
    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    with scope.everywhere():
        return int(Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)


def planted(here: Place, after: int) -> list[str]:
    """Changes since then that tell of a planted value, whatever the field."""
    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    with scope.everywhere():
        made = list(Entry.objects.filter(pk__gt=after).values_list("kind", "object_id", "after"))
    return [
        f"{kind} {key}: {name}={value}"
        for kind, key, told in made
        for name, value in (told or {}).items()
        if is_planted(value)
    ]


def is_planted(value: Any) -> bool:
    return str(value) in TELLING or str(value).startswith(DAY)


def taken(here: Place) -> list[str]:
    from utblick.accounts.models import User
    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    operators = [f"{one} is an operator" for one in User.objects.filter(is_operator=True)]
    ours = [one.pk for one in here.people.values()]
    with scope.acting(here.there, sees_secrets=True):
        moved = [f"{one.kind} {one.object_id}" for one in Entry.objects.filter(by__in=ours)]
    return operators + moved


if __name__ == "__main__":
    sys.exit(not printed("Fields that a form does not have (mass assignment)", attack()))
