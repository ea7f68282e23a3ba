"""Writing about an object, and taking it back."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from utblick.accounts.models import User
from utblick.journal import attachments
from utblick.teamwork.models import Comment, Event
from utblick.teamwork.people import colleagues, mentioned
from utblick.teamwork.telling import tell


@transaction.atomic
def write(
    obj: models.Model,
    *,
    by: User,
    text: str,
    mention: Iterable[User] = (),
    file: UploadedFile[Any] | None = None,
) -> Comment:
    """Those mentioned are told; so are the one who answers for the object and those who wrote before."""
    comment = Comment(author=by, text=text.strip())
    comment.set_about(obj)
    comment.file = attachments.keep(file) if file else None
    comment.full_clean(exclude=["municipality"])
    comment.save()
    everyone = list(colleagues(obj))
    named = [*mention, *mentioned(text, everyone)]
    tell(named, Event.MENTIONED, by=by, about=comment, comment=comment)
    others = _concerned(obj, comment) - {one.pk for one in named}
    told = [one for one in everyone if one.pk in others]
    tell(told, Event.COMMENTED, by=by, about=comment, comment=comment)
    return comment


def _concerned(obj: models.Model, comment: Comment) -> set[int | None]:
    earlier = Comment.objects.current().filter(about_kind=comment.about_kind, about_id=comment.about_id)
    return {getattr(obj, "owner_id", None), *earlier.order_by().values_list("author", flat=True).distinct()}


def may_take_back(comment: Comment, user: User) -> bool:
    """Its author, and the coordinator."""
    return comment.author_id == user.pk or user.has_perm("teamwork.lead")
