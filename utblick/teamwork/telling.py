"""Who is told of what: a notice each, once, and never to who did it."""

from collections.abc import Iterable

from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.roles import ask_anew
from utblick.journal import clock
from utblick.journal.about import About
from utblick.teamwork.models import Comment, Notice, Task


def tell(
    users: Iterable[User],
    event: Notice.Event,
    *,
    by: User,
    about: About,
    task: Task | None = None,
    comment: Comment | None = None,
) -> None:
    for user in {one.pk: one for one in users if one.pk != by.pk}.values():
        notice = Notice(user=user, event=event, by=by, task=task, comment=comment, made_at=clock.now())
        notice.about_kind, notice.about_id, notice.secret = about.about_kind, about.about_id, about.secret
        notice.save()


def read(user: User, *, notice: int | None = None, kind: str = "", pk: int = 0) -> int:
    """Note as read: one, those about one object, or all."""
    rows = Notice.objects.of(user).unread()
    if notice is not None:
        rows = rows.filter(pk=notice)
    if kind:
        rows = rows.filter(about_kind=kind, about_id=pk)
    found = rows.update(read_at=timezone.now())
    if found:
        ask_anew(user)
    return found
