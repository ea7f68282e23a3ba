"""What a source says about when to come back, and whether anything is new since last time."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from utblick.watch.connectors import Request

LONGEST_WAIT = timedelta(hours=24)
CLOCKS_APART = timedelta(hours=24)
"""Where the source's clock is further from ours, it is the source's that is wrong: a zone that is left out is less than a day."""


def conditions(request: Request) -> dict[str, str]:
    """The headers that let a source answer that nothing has changed."""
    headers = {}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> timedelta | None:
    """How long the source asks us to wait: between nothing and 24 hours; None where it does not say.

    A date is measured from the source's own clock, as ours may be wrong. `headers` have lower-case names.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:9])), LONGEST_WAIT)
    until = moment(said)
    if until is None:
        return None
    since = moment(headers.get("date", "")) or now or datetime.now(UTC)
    return max(timedelta(0), min(until - since, LONGEST_WAIT))


def clock(headers: Mapping[str, str]) -> datetime:
    """What time it is: as the source says, where that is within reason; ours where it is not, and where the source does not say."""
    here, there = datetime.now(UTC), moment(headers.get("date", ""))
    return there if there and abs(there - here) <= CLOCKS_APART else here


def moment(text: str) -> datetime | None:
    """An HTTP date; None where it is none."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
