"""When a source begins not to answer well, and when it does again; and when it ends a silence that was unusual for it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from utblick.watch.habits import habits
from utblick.watch.models import Outage, Source

SILENT = "silent"


def note(changed: Sequence[Source], now: datetime) -> None:
    """Begin, go on with or end the outage of each source whose trouble is another than before."""
    if not changed:
        return
    running = {one.source_id: one for one in Outage.objects.filter(source__in=changed, ended_at=None)}
    for source in changed:
        outage = running.get(source.pk) or Outage(source=source, began_at=now)
        if source.error:
            outage.error, outage.detail = source.error, source.error_detail
        elif outage.pk:
            outage.ended_at = now
        if source.error or outage.pk:
            outage.save()


def note_silences(speaking: Sequence[Source], now: datetime) -> None:
    """Keep the silences that end now, of these sources that have not had anything new for long (habits.may_be_silent)."""
    if not speaking:
        return
    found, today = habits([source.pk for source in speaking], now), timezone.localdate(now)
    Outage.objects.bulk_create(
        Outage(source=source, error=SILENT, began_at=source.news_at, ended_at=now)
        for source in speaking
        if source.news_at and source.pk in found and found[source.pk].silent_since(today)
    )
