"""Publishes, and takes down, the pages of the running municipality whose time has come."""

from datetime import datetime

from wagtail.models import Page, Revision


def publish_due(now: datetime) -> None:
    """Wagtail's own command does it for all municipalities at once, and its log would not tell whose page it was."""
    for page in Page.objects.filter(live=True, expire_at__lt=now):
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    keys = [str(pk) for pk in Page.objects.values_list("pk", flat=True)]
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now, object_id__in=keys)
    for revision in due.order_by("approved_go_live_at"):
        revision.publish(log_action="wagtail.publish.scheduled")
