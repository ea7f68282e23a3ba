"""A page is submitted, approved, sent back or commented on → a mail to those concerned, each once.

Wagtail would mail them itself: within the request, from the installation, and to every superuser of it. Here a row is written in
the transaction of the review, and a job sends what waits (journal/mailing.py).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.views.pages import edit
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from utblick.accounts.models import User
from utblick.journal.mailing import in_turn
from utblick.site.written.languages import path_of
from utblick.site.written.models import ReviewMail
from utblick.site.written.owning import acting_for_owner
from utblick.tenancy import scope
from utblick.ui.lines import one_line

What = ReviewMail.What


def listen() -> None:
    """In place of Wagtail's own receivers, whichever of the two is loaded first: a name is taken once."""
    told = [
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification", _submitted),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", _approved),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", _sent_back),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", _nobody),
    ]
    for signal, sender, name, receiver in told:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)
    edit.send_notification = _commented


def _submitted(instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """To those who may decide, but for who submitted it."""
    groups = instance.task.specific.groups.all()
    people = User.objects.filter(groups__in=groups).distinct()
    _write(people, What.WAITS, instance.workflow_state.content_object, by=user, step=instance)


def _approved(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    _write(_asker(instance), What.APPROVED, instance.content_object, by=user, step=instance.current_task_state)


def _sent_back(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    _write(_asker(instance), What.SENT_BACK, instance.content_object, by=user, step=instance.current_task_state)


def _nobody(instance: WorkflowState, **kwargs: Any) -> None:
    """Those who decide are told by the step."""


def _asker(review: WorkflowState) -> list[User]:
    return [review.requested_by] if review.requested_by else []


def _commented(people: Iterable[User], notification: str, facts: dict[str, Any]) -> bool:
    """What Wagtail's editor calls where comments were saved on a page."""
    page = facts["page"]
    said = [one.text for one in (*facts["new_comments"], *facts["resolved_comments"], *facts["deleted_comments"])]
    said += [reply.text for thread in facts["replied_comments"] for reply in thread["replies"]]
    mark = f"{What.COMMENTED}:{page.latest_revision_id}"
    _write(people, What.COMMENTED, page, by=facts["editor"], told="\n".join(said), mark=mark)
    return True


def _write(
    people: Iterable[User], what: str, page: Page, *, by: User | None, step: TaskState | None = None, **facts: Any
) -> None:
    told = {"what": what, "by": by, "step_id": step.pk if step else None, "mark": f"{what}:{step.pk if step else 0}"}
    told |= facts
    with acting_for_owner(page):
        rows = [ReviewMail(user=one, page_id=page.pk, **told) for one in people if one.is_active and one != by]
        ReviewMail.objects.bulk_create(rows, ignore_conflicts=True)


def send_all(now: datetime) -> int:
    """Send what waits, of every municipality. Returns how many mails went out."""
    with scope.everywhere():
        rows = ReviewMail.objects.waiting(now).select_related("municipality", "user", "by", "step")
        waiting = list(rows.order_by("pk"))
    return in_turn(lambda mail: _send(mail, now), waiting)


def _send(mail: ReviewMail, now: datetime) -> bool:
    with scope.acting(mail.municipality, mail.user), translation.override(mail.user.language):
        if not mail.still_holds():
            ReviewMail.objects.filter(pk=mail.pk).delete()
            return False
        return mail.send(lambda: _letter(mail), now)


def _letter(mail: ReviewMail) -> EmailMessage:
    page, root = Page.objects.select_related("locale").get(pk=mail.page_id), mail.municipality.address
    subjects = {
        What.WAITS: _("Waits for your review: %(title)s"),
        What.APPROVED: _("Approved and published: %(title)s"),
        What.SENT_BACK: _("Sent back: %(title)s"),
        What.COMMENTED: _("Comments on %(title)s"),
    }
    context = {
        "mail": mail,
        "page": page,
        "comment": mail.step.comment if mail.step else "",
        "edit": root + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "shown": root + path_of(page.locale.language_code, page.url_path) if page.live else "",
        "municipality": mail.municipality,
    }
    return EmailMessage(
        subject=one_line(subjects[What(mail.what)] % {"title": page.draft_title}),
        body=render_to_string("written/mail/review.txt", context),
        to=[mail.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
