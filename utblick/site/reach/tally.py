"""Counts in the memory of a web process, and writes what has come together every few seconds.

A page view adds to a number under a lock; a row for each would cost more than the page does. A process that is told to stop
writes first. One that is killed loses what it counted since it last wrote, at most REACH_SECONDS of it; nothing is counted twice.
"""

import atexit
import logging
from collections import Counter
from collections.abc import Sequence
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, connections

from utblick.campaigns.counting import Counted, add

logger = logging.getLogger(__name__)


class Tally:
    def __init__(self) -> None:
        self._lock, self._counts, self._is_timed = Lock(), Counter[Counted](), False

    def count(self, views: Sequence[Counted]) -> None:
        with self._lock:
            self._counts.update(views)
            begins, self._is_timed = not self._is_timed, True
        if begins:
            self._later()

    def _later(self) -> None:
        """At once where there is nothing to wait for: in the tests."""
        if not settings.REACH_SECONDS:
            self.write()
            return
        timer = Timer(settings.REACH_SECONDS, self._write_apart)
        timer.daemon = True
        timer.start()

    def _write_apart(self) -> None:
        try:
            self.write()
        finally:
            connections.close_all()

    def write(self) -> None:
        with self._lock:
            counts, self._counts, self._is_timed = self._counts, Counter(), False
        if not counts:
            return
        try:
            add(counts)
        except DatabaseError:
            logger.exception("Views of %s pages could not be written; they wait for the next time.", len(counts))
            with self._lock:
                self._counts.update(counts)


tally = Tally()
atexit.register(tally.write)
