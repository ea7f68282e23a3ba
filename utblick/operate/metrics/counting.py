"""Requests counted, over all processes of this host.

Each process counts in a file of its own in the folder that PROMETHEUS_MULTIPROC_DIR names (operate/web.py), where all are added up
when somebody asks. Labels are rooms and statuses: some 30 times ten, however many pages and municipalities there are.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from utblick.operate.seen import Seen

_own = CollectorRegistry()
REQUESTS = Counter("utblick_requests", "Requests answered.", ["room", "status"], registry=_own)
SECONDS = Histogram(
    "utblick_request_seconds",
    "Seconds from a request to the first byte of its answer.",
    ["room"],
    buckets=[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registry=_own,
)


def count(one: Seen) -> None:
    REQUESTS.labels(one.room, str(one.status)).inc()
    SECONDS.labels(one.room).observe(one.seconds)


def requests() -> CollectorRegistry:
    """Of all processes; of this one where it is alone."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return _own
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
