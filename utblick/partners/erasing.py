"""Personal data of people outside the municipality: what is held of somebody, the extract, and the erasure.

Erasure is the one thing that cannot be undone. It leaves the row, without what it told of the person, and in the audit trail that
it was done, by whom and why.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.journal import clock
from utblick.journal.erasing import erase_from_trail
from utblick.journal.models import facts
from utblick.partners.models import Guest, Person, RequestMail, VisitRequest
from utblick.tenancy import scope

type Held = Person | Guest | VisitRequest

KINDS: dict[str, tuple[type[Held], str]] = {
    "person": (Person, "organisation"),
    "guest": (Guest, "contact"),
    "request": (VisitRequest, "contact"),
}
"""By the name of a kind in a form, with the path to what it belongs to."""
MOST = 200
LONGEST_KEY = 19  # digits; no row has such a number, and no database takes it


def speaking_of(words: str) -> list[Held]:
    """All that is held under this name or address, also of what was withdrawn."""
    found: list[Held] = []
    for model, whole in KINDS.values():
        found += model.objects.speaking_of(words).select_related(whole)[:MOST]
    return found


def found(keys: Iterable[str]) -> list[Held]:
    """The rows with these keys (`key_of`) that have not been erased."""
    rows: list[Held] = []
    for name, (model, whole) in KINDS.items():
        told = [pk for kind, _colon, pk in (key.partition(":") for key in keys) if kind == name]
        chosen = [int(pk) for pk in told if pk.isdecimal() and len(pk) < LONGEST_KEY]
        rows += model.objects.known().filter(pk__in=chosen).select_related(whole) if chosen else []
    return rows


def key_of(row: Held) -> str:
    return f"{next(name for name, (model, _whole) in KINDS.items() if isinstance(row, model))}:{row.pk}"


def overdue(today: date) -> list[Held]:
    """What has been kept as long as was decided."""
    gone = Person.objects.known().filter(withdrawn_at__isnull=False).select_related("organisation")
    answered = VisitRequest.objects.known().filter(answered_on__isnull=False).select_related("contact")
    return [one for one in (*gone, *answered) if one.kept_until and one.kept_until < today]


def extract(rows: Iterable[Held]) -> list[dict[str, Any]]:
    """All that these rows tell of the person, in plain values, with why and until when it is kept."""
    return [
        {
            "kind": str(row._meta.verbose_name),
            "kept_for": row.kept_for,
            "kept_until": row.kept_until,
            **facts(row),
            "letter": letter.body if (letter := _letter(row)) else None,
        }
        for row in rows
    ]


def _letter(row: Held) -> RequestMail | None:
    return RequestMail.objects.filter(request=row.pk).first() if isinstance(row, VisitRequest) else None


@transaction.atomic
def erase(row: Held, *, reason: str = "") -> None:
    """Raises Superseded. Done twice it is the same."""
    if isinstance(row, VisitRequest):
        _erase_what_came_of(row)
    for name in row.personal:
        setattr(row, name, "")
    row.erased_at, row.remark = row.erased_at or clock.now(), reason
    if not isinstance(row, VisitRequest):
        row.withdrawn_at = row.withdrawn_at or clock.now()
    row.save()
    erase_from_trail(row, row.personal)


def _erase_what_came_of(request: VisitRequest) -> None:
    """The letter, and the person's name in what stands of the request in the official contact."""
    request.mark = f"erased {request.pk}"
    RequestMail.objects.filter(request=request.pk).update(body="", subject="")
    contact = request.contact
    purpose = _without_name(contact.purpose, request) if contact else ""
    if contact and purpose != contact.purpose:
        contact.purpose = purpose
        contact.save()
        erase_from_trail(contact, ["purpose"])


def _without_name(text: str, request: VisitRequest) -> str:
    for word in filter(None, (request.name, request.email)):
        text = text.replace(word, "[…]")
    return text


def erase_overdue() -> int:
    """In every municipality. Killed half-way and run again, it erases the rest."""
    count = 0
    for municipality in Municipality.objects.all():
        with scope.acting(municipality, sees_secrets=True):
            rows = overdue(timezone.localdate())
            for row in rows:
                erase(row)
            count += len(rows)
    return count
