"""When a source begins not to answer well, and when it does again."""

from collections.abc import Sequence
from datetime import datetime

from utblick.watch.models import Outage, Source


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
