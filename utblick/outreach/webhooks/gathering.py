"""The audit trail → what each webhook is to be told. Asked again, or after a kill, it finds what is missing and nothing twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from utblick.followup.models import Report
from utblick.journal.models import Entry
from utblick.outreach.models import Webhook, WebhookDelivery
from utblick.outreach.models.webhooks import Event

BEHIND = timedelta(days=7)
"""How far back is looked. Not by the last number seen: entries may be committed in another order than they were numbered."""
MOST = 500

MADE = Q(act=Entry.Act.CREATED)
FOUND_BY: dict[str, Q] = {
    Event.ITEM_DECIDED: Q(kind="watch.decision") & MADE,
    Event.INITIATIVE_CHANGED: Q(kind="initiatives.initiative"),
    Event.REPORT_FROZEN: Q(kind="followup.report", after__status=Report.Status.FROZEN),
    Event.ENQUIRY_RECEIVED: Q(kind="establishment.enquiry") & MADE,
}


def gather(now: datetime) -> int:
    """For the municipality of the running work. How many deliveries are new."""
    made = [one for webhook in Webhook.objects.on() for one in _missing(webhook, now)]
    WebhookDelivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _missing(webhook: Webhook, now: datetime) -> Iterable[WebhookDelivery]:
    for event in webhook.events:
        for entry in _entries(webhook, event, now)[:MOST]:
            yield WebhookDelivery(webhook=webhook, entry=entry, event=event, made_at=now, next_at=now)


def _entries(webhook: Webhook, event: str, now: datetime) -> QuerySet[Entry]:
    """What is or has been made a secret is not told of, not even that it happened."""
    told = WebhookDelivery.objects.filter(webhook=webhook, event=event, entry=OuterRef("pk"))
    rows = Entry.objects.filter(FOUND_BY[event], secret=False, at__gte=now - BEHIND, pk__gt=webhook.after_entry)
    return rows.filter(~Exists(told)).order_by("pk")
