"""Where difficult feeds are read: by children of their own (feed_child.py)."""

from utblick.quarantine import Died, Pool
from utblick.watch.connectors.feed_entry import Feed
from utblick.watch.errors import TooLarge, UnreadableAnswer

MOST_BYTES = 5 * 1024 * 1024
POOL = Pool("utblick.watch.connectors.feed_child")


def read(body: bytes, kind: str = "", address: str = "") -> Feed:
    """The feed as feedparser reads it. Raises TooLarge, and UnreadableAnswer where it takes too much."""
    if len(body) > MOST_BYTES:
        raise TooLarge("too_large", "difficult documents are read up to 5 MB")
    try:
        return Feed.from_json(POOL.ask({"type": kind, "address": address}, body, seconds=1 + len(body) // 1_000_000))
    except Died as error:
        raise UnreadableAnswer("too_hard") from error
