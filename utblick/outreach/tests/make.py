"""Builders for tests: audiences, subscribers and newsletters."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from utblick.outreach import composing
from utblick.outreach.models import Audience, Digest, DigestEntry, Subscriber, Webhook

_number = count(1)


def make_audience(name: str = "", **facts: Any) -> Audience:
    """Everybody outside who subscribes, unless told otherwise."""
    standard: dict[str, Any] = {"outsiders": True}
    return Audience.objects.create(name=name or f"Målgrupp {next(_number)}", **{**standard, **facts})


def make_subscriber(email: str = "", **facts: Any) -> Subscriber:
    """Somebody who has said yes."""
    standard: dict[str, Any] = {"confirmed_at": timezone.now()}
    return Subscriber.objects.create(email=email or f"lasare{next(_number)}@example.org", **{**standard, **facts})


def make_webhook(name: str = "Diariet", url: str = "https://diariet.example/hooks", **facts: Any) -> Webhook:
    """Told of initiatives, unless told otherwise."""
    return Webhook.objects.create(name=name, url=url, **{"events": ["initiative.changed"], **facts})


def make_digest(*, audience: Audience | None = None, **facts: Any) -> Digest:
    """A draft of all that there is to tell from the last month, with an introduction."""
    today: date = timezone.localdate()
    standard: dict[str, Any] = {
        "starts_on": today - timedelta(days=30),
        "ends_on": today,
        "subject": f"Nyheter {next(_number)}",
        "introduction": "Hej igen!",
    }
    return composing.compose(audience=audience or make_audience(), **{**standard, **facts})


def make_sent_digest(**facts: Any) -> Digest:
    """One whose mails are written and wait."""
    digest = make_digest(**facts)
    begin(digest)
    digest.refresh_from_db()
    return digest


def begin(digest: Digest) -> int:
    now = timezone.now()
    composing.schedule(digest, now)
    return composing.begin(digest.pk, now)


def titles_of(digest: Digest) -> list[str]:
    return [piece.title for _entry, piece in composing.shown(digest)]


def entry_of(digest: Digest, kind: str) -> DigestEntry:
    found: DigestEntry = digest.entries.get(kind=kind)
    return found
