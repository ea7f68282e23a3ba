"""What it costs to see a request: its id, the count for /metrics and the line in the log. To reach: 30 µs for id and count."""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

ROUNDS = 20_000
COUNT, LOG = "utblick.operate.metrics.counting.count", "utblick.operate.logs.tell"


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        # As where several processes serve: each count is written to a shared file.
        os.environ |= {"PROMETHEUS_MULTIPROC_DIR": folder, "DJANGO_SETTINGS_MODULE": "utblick.config.settings"}
        import django

        django.setup()
        _measure()


def _measure() -> None:
    from utblick.operate.logs import Json

    handler = logging.StreamHandler(StringIO())
    handler.setFormatter(Json())
    logging.getLogger("utblick.request").handlers = [handler]
    logging.getLogger("utblick.request").propagate = False
    bare = _micros([], through=False)
    print(f"{ROUNDS:,} requests through the one middleware, CPU of this process, µs each")
    for name, tellers in (("id", []), ("id and count", [COUNT]), ("id, count and line of JSON", [COUNT, LOG])):
        print(f"{name:<30}{_micros(tellers) - bare:>8.1f}")


def _micros(tellers: list[str], *, through: bool = True) -> float:
    from django.http import HttpRequest, HttpResponse
    from django.test import override_settings
    from django.urls import resolve

    from utblick.operate.seen import seen

    match, answer = resolve("/log-in/login/"), HttpResponse()

    def view(request: HttpRequest) -> HttpResponse:
        request.resolver_match = match
        return answer

    with override_settings(TELL_REQUESTS_TO=tellers):
        asked: Callable[[HttpRequest], object] = seen(view) if through else view
    began = time.process_time()
    for _ in range(ROUNDS):
        request = HttpRequest()
        request.method, request.path = "GET", "/log-in/login/"
        asked(request)
    return (time.process_time() - began) / ROUNDS * 1_000_000


if __name__ == "__main__":
    sys.exit(main())
