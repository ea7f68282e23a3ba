"""What a reader reports → a remark, and somebody with a task to answer it in time."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.site.accessible.models import Remark, Statement
from utblick.teamwork import doing
from utblick.teamwork.news import everybody


@transaction.atomic
def receive(*, mark: str, **facts: str) -> Remark:
    """Keep a remark; one with the same mark is the same."""
    if known := Remark.objects.filter(mark=mark).first():
        return known
    statement = Statement.standing()
    people = everybody().answering(statement.owner_id)
    remark = Remark(mark=mark, answer_by=statement.due_after(timezone.localdate(clock.now())), **facts)
    remark.save()
    if people:
        _ask(remark, people[0])
    return remark


def _ask(remark: Remark, owner: User) -> None:
    with translation.override(owner.language):
        title = _("Answer what a reader says of the accessibility")
    remark.task = doing.ask(remark, by=owner, title=title, owner=owner, due_on=remark.answer_by)
    remark.save()


def finish(remark: Remark, *, by: User) -> None:
    """It is answered: so is the task done."""
    if remark.task and remark.task.done_at is None:
        doing.do(remark.task, by=by)
