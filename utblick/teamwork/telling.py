"""Who is told of what: a notice each, once, never to who did it and never of a kind that is off."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.roles import ask_anew
from utblick.journal import clock
from utblick.teamwork.kinds import KIND_OF
from utblick.teamwork.models import Event, Muted, Notice
from utblick.tenancy import scope


def tell(users: Iterable[User], event: Event, *, by: User | None, about: models.Model, **facts: Any) -> list[Notice]:
    """`about`: an object, or what tells of one. The users are those who may see it: the caller's question."""
    told = {one.pk: one for one in users if by is None or one.pk != by.pk}
    muted = set(Muted.objects.filter(kind=KIND_OF[event], user__in=told).values_list("user", flat=True))
    found = []
    for user in told.values():
        if user.pk not in muted:
            notice = Notice(user=user, event=event, by=by, made_at=clock.now(), **facts)
            notice.set_about(about)
            notice.save()
            found.append(notice)
    return found


def read(user: User, *, notice: int | None = None, kind: str = "", pk: int = 0) -> int:
    """Note as read: one, those about one object, or all; nothing by who only looks on."""
    if scope.only_looks():
        return 0
    rows = Notice.objects.of(user).unread()
    if notice is not None:
        rows = rows.filter(pk=notice)
    if kind:
        rows = rows.filter(about_kind=kind, about_id=pk)
    found = rows.update(read_at=timezone.now())
    if found:
        ask_anew(user)
    return found


def choose(user: User, wanted: Iterable[str]) -> None:
    """From now on this person is told of these kinds, and of no other. What is told already stays."""
    off = set(KIND_OF.values()) - set(wanted)
    Muted.objects.filter(user=user.pk).exclude(kind__in=off).delete()
    Muted.objects.bulk_create([Muted(user=user, kind=kind) for kind in sorted(off)], ignore_conflicts=True)


def muted_by(user: User) -> set[str]:
    return set(Muted.objects.filter(user=user.pk).values_list("kind", flat=True))
