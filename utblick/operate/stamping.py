"""Has the newest anchors stamped by a time-stamping service, where the operator has named one."""

import logging
from pathlib import Path

from cryptography.x509 import Certificate
from django.conf import settings

from utblick.journal import stamps
from utblick.journal.anchors import ANCHOR, lines
from utblick.journal.stamps import BadStamp, Stamp
from utblick.watch.connectors import Request
from utblick.watch.errors import Trouble
from utblick.watch.http import Door, Limits

logger = logging.getLogger("utblick.operate")

# Each anchor stands for all before it: after a long pause of the service the older ones can do without.
NEWEST = 7
LIMITS = Limits(bytes=256 * 1024, seconds=30)
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


def stamp_anchors(ca: Path) -> int:
    """Those that have none yet. Returns how many; a service that does not answer is asked again the next time."""
    by = stamps.trusted(ca)
    has = {one.line for one in stamps.stamps(settings.ANCHORS)}
    waiting = [line for line in lines(settings.ANCHORS)[-NEWEST:] if ANCHOR.fullmatch(line) and line not in has]
    for count, line in enumerate(waiting):
        try:
            stamps.keep(_stamped(line, by), settings.ANCHORS)
        except (Trouble, BadStamp) as error:
            logger.warning("The time-stamping service gave no stamp: %s", error)
            return count
    return len(waiting)


def _stamped(line: str, by: list[Certificate]) -> Stamp:
    asked = stamps.question(line)
    request = Request(settings.TIMESTAMP_URL, "POST", HEADERS, asked.as_bytes())
    made = Stamp(line, Door(allow=settings.FETCH_ALLOW, limits=LIMITS).fetch(request).body)
    stamps.time_of(made, by, asked)
    return made
