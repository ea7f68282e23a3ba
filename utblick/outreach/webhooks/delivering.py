"""What waits to be told → told, through the one door to the network; again later where it was not taken."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from utblick.accounts.kept_secrets import Unreadable
from utblick.accounts.models import Municipality
from utblick.journal.models import Entry
from utblick.outreach.models import Webhook, WebhookDelivery
from utblick.outreach.models.webhooks import Event
from utblick.outreach.webhooks import gathering, signing
from utblick.search.models import Row
from utblick.teamwork.kinds import Event as Told
from utblick.teamwork.news import everybody
from utblick.teamwork.telling import tell
from utblick.tenancy import scope
from utblick.watch.connectors import Request
from utblick.watch.errors import Trouble
from utblick.watch.http import Door, Limits

logger = logging.getLogger("utblick.outreach")

LIMITS = Limits(seconds=10, connect_seconds=5, bytes=65_536, redirects=0)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1_200, 1_440)]
"""Before each further try. After the last, three days on, the event is given up."""
OFF_AFTER = timedelta(days=5)
"""An address that has taken nothing for so long is switched off."""
KEPT = timedelta(days=180)
"""How long the page shows what became of a message."""
AT_A_TIME = 20
"""Messages to one address; to one that does not answer, one, to see whether it does again."""
MARKED, UNSIGNED = "secret", "unsigned"
type Pages = dict[tuple[str, int], str]
"""By kind and key of an object its page."""


def deliver_all(now: datetime) -> int:
    """In every municipality that has webhooks. How many were taken."""
    taken = 0
    with scope.everywhere():
        telling = Webhook.objects.on().order_by().values("municipality")
        municipalities = list(Municipality.objects.filter(pk__in=telling))
    for municipality in municipalities:
        # Without the right to see secrets: what is one by now is not told.
        with scope.acting(municipality):
            gathering.gather(now)
            taken += deliver(now)
    return taken


def deliver(now: datetime) -> int:
    """What is due in the municipality of the running work: one connection a host, many hosts at once."""
    claimed = [one for webhook in Webhook.objects.on() for one in _next(webhook, now) if _claim(one, now)]
    return tell_of([one for one in claimed if not _is_secret_by_now(one) and _can_be_signed(one, now)], now)


def _next(webhook: Webhook, now: datetime) -> QuerySet[WebhookDelivery]:
    rows = WebhookDelivery.objects.due(now).filter(webhook=webhook).select_related("webhook", "entry")
    return rows.order_by("pk")[: 1 if webhook.failing_since else AT_A_TIME]


def _claim(one: WebhookDelivery, now: datetime) -> bool:
    return bool(WebhookDelivery.objects.due(now).filter(pk=one.pk).update(claimed_at=now))


def _is_secret_by_now(one: WebhookDelivery) -> bool:
    if not one.entry.secret:
        return False
    _set(one, given_up_at=one.claimed_at or one.made_at, trouble=MARKED)
    return True


def _can_be_signed(one: WebhookDelivery, now: datetime) -> bool:
    try:
        one.webhook.reveal()
    except Unreadable:
        logger.error("The secret of a webhook cannot be read: is the signing key before in UTBLICK_OLD_SECRET_KEYS?")
        _note_trouble(one, UNSIGNED, "", now)
        return False
    return True


def tell_of(deliveries: Sequence[WebhookDelivery], now: datetime) -> int:
    door = Door(allow=settings.FETCH_ALLOW, limits=LIMITS)
    taken = 0
    pages = _pages(deliveries)
    for request, answer in door.fetch_all([_message(one, pages, now) for one in deliveries]):
        one: Any = request.tag
        if isinstance(answer, Trouble):
            _note_trouble(one, answer.code, answer.detail, now)
        else:
            _note_taken(one, now)
            taken += 1
    return taken


def _message(one: WebhookDelivery, pages: Pages, now: datetime) -> Request:
    told = {"type": one.event, "timestamp": one.entry.at.isoformat(), "data": _data(one.entry, pages)}
    body = json.dumps(told).encode()
    headers = signing.headers(
        one.webhook.reveal(), message_id=one.message_id, timestamp=int(now.timestamp()), body=body
    )
    return Request(one.webhook.url, method="POST", content=body, headers=headers, tag=one)


def _data(entry: Entry, pages: Pages) -> dict[str, Any]:
    """Which object and what was done with it; what it says is read through the API, by who may."""
    page = pages.get((entry.kind, entry.object_id))
    return {"kind": entry.kind, "id": entry.object_id, "act": entry.act, "page": page}


def _pages(deliveries: Sequence[WebhookDelivery]) -> Pages:
    """Where the objects are shown, as far as anybody may know; in one query."""
    kinds, keys = {one.entry.kind for one in deliveries}, {one.entry.object_id for one in deliveries}
    rows = Row.objects.filter(kind__in=kinds, object_id__in=keys, secret=False).exclude(url="")
    address = scope.municipality().address
    return {(kind, key): f"{address}{url}" for kind, key, url in rows.values_list("kind", "object_id", "url")}


def _note_taken(one: WebhookDelivery, now: datetime) -> None:
    _set(one, done_at=now, tries=F("tries") + 1, trouble="", detail="", claimed_at=None)
    _mark(one.webhook, failing_since=None)


def _note_trouble(one: WebhookDelivery, code: str, detail: str, now: datetime) -> None:
    facts: dict[str, Any] = {"trouble": code, "detail": detail, "claimed_at": None}
    if one.tries < len(WAITS):
        facts["next_at"] = now + WAITS[one.tries]
    else:
        facts["given_up_at"] = now
    _set(one, tries=one.tries + 1, **facts)
    if one.webhook.failing_since is None:
        _mark(one.webhook, failing_since=now)
    elif one.webhook.off_since is None and now - one.webhook.failing_since > OFF_AFTER:
        switch_off(one.webhook, now)


def _set(one: WebhookDelivery, **facts: Any) -> None:
    WebhookDelivery.objects.filter(pk=one.pk).update(**facts)


def _mark(webhook: Webhook, *, failing_since: datetime | None) -> None:
    """No change that somebody made, and so no entry of the trail; two deliveries at once must not stop each other."""
    if webhook.failing_since != failing_since:
        webhook.failing_since = failing_since
        # Not through the model's own update(), which refuses.
        QuerySet.update(Webhook.objects.filter(pk=webhook.pk), failing_since=failing_since)


@transaction.atomic
def switch_off(webhook: Webhook, now: datetime) -> None:
    """Told to the coordinators, once: switched off it is not tried again."""
    kept = Webhook.objects.on().select_for_update(of=("self",)).filter(pk=webhook.pk).first()
    if kept:
        kept.off_since = webhook.off_since = now
        kept.save()
        tell(everybody().coordinators, Told.WEBHOOK_OFF, by=None, about=kept, address=kept.get_absolute_url())


def switch_on(webhook: Webhook, now: datetime) -> None:
    """What was not taken meanwhile, and not given up, is tried again at once. Raises Superseded."""
    webhook.off_since = webhook.failing_since = None
    webhook.save()
    WebhookDelivery.objects.filter(webhook=webhook, done_at=None, given_up_at=None).update(next_at=now)


def forget(now: datetime) -> int:
    """What was told, or given up, long ago: in all municipalities."""
    with scope.everywhere():
        return WebhookDelivery.objects.filter(made_at__lt=now - KEPT).delete()[0]


def again(one: WebhookDelivery, now: datetime) -> None:
    """From the beginning, as if it had never been tried."""
    _set(one, tries=0, next_at=now, given_up_at=None, done_at=None, claimed_at=None)


def test(webhook: Webhook, now: datetime) -> WebhookDelivery:
    """A message that tells of the webhook itself."""
    entry = Entry.objects.filter(kind=webhook.object_kind, object_id=webhook.pk).latest("pk")
    one, is_new = WebhookDelivery.objects.get_or_create(webhook=webhook, entry=entry, event=Event.TEST)
    if not is_new:
        again(one, now)
    return one
