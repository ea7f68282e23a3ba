"""What is said and asked about an object becomes about another, as when two entries of the same thing become one."""

from typing import Any

from django.db import models, transaction

from utblick.teamwork.models import Comment, Notice, Task

KINDS: tuple[type[Comment] | type[Task], ...] = (Comment, Task)


def about(kind: type[Comment] | type[Task], obj: models.Model) -> "models.QuerySet[Any]":
    """What stands of one kind, files with their comments."""
    rows: models.QuerySet[Any] = kind.objects.current().filter(about_kind=obj._meta.label_lower, about_id=obj.pk)
    return rows


@transaction.atomic
def move(row: Comment | Task, to: models.Model) -> None:
    """As secret as what it is about now; what has been told of it leads there too."""
    row.set_about(to)
    row.save()
    told = {"about_kind": row.about_kind, "about_id": row.about_id, "secret": row.secret}
    Notice.objects.filter(models.Q(comment=row.pk) if isinstance(row, Comment) else models.Q(task=row.pk)).update(
        **told
    )
