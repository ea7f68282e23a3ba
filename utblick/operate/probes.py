"""Is it alive, and can it serve? For a supervisor or load balancer, without log-in.

A middleware and not a view: a probe comes by plain HTTP and with whatever host name, so it has to be answered before the host
check, the redirect to HTTPS and the session. `/health/` touches nothing. `/ready/` asks the database two small questions, and
PostgreSQL what time it is. `/metrics` (operate/metrics) is there where a token is set.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from utblick.operate import clocks

type Answer = Callable[[HttpRequest], HttpResponse]


def probes(get_response: Answer) -> Answer:
    answers: dict[str, Answer] = {"/health/": health, "/ready/": ready}
    if settings.METRICS_TOKEN:
        # Only there is Prometheus' library loaded.
        answers["/metrics"] = import_string("utblick.operate.metrics.answering.metrics")

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = answers.get(request.path)
        return answer(request) if answer else get_response(request)

    return middleware


def health(request: HttpRequest) -> HttpResponse:
    return _say("alive")


def ready(request: HttpRequest) -> HttpResponse:
    try:
        waiting, wrong = unapplied(), clocks.complaint()
    except DatabaseError:
        return _say("the database does not answer", 503)
    if waiting:
        return _say(f"{len(waiting)} migrations are not applied", 503)
    return _say(wrong, 503) if wrong else _say("ready")


def unapplied() -> frozenset[tuple[str, str]]:
    """The migrations of this version that the database lacks, as (app, name)."""
    return _ours() - MigrationRecorder(connection).applied_migrations().keys()


@cache
def _ours() -> frozenset[tuple[str, str]]:
    """By the names of the files alone, once a process: to load some hundreds of them would keep the first visitors waiting."""
    return frozenset((app.label, one.name) for app in apps.get_app_configs() for one in iter_modules(_folders(app)))


def _folders(app: AppConfig) -> Sequence[str]:
    spec = find_spec(f"{app.name}.migrations")
    return list(spec.submodule_search_locations or ()) if spec else []


def _say(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(word, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
