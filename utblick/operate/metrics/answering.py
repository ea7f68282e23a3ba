"""/metrics, for who has the token. There is no such page where none is set."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CollectorRegistry, generate_latest

from utblick.operate.metrics.counting import requests
from utblick.operate.metrics.standing import Standing

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def metrics(request: HttpRequest) -> HttpResponse:
    # Not by the caller's address: behind a proxy everybody comes from this host.
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not constant_time_compare(given, settings.METRICS_TOKEN):
        return HttpResponse("token", status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"})
    standing = CollectorRegistry()
    standing.register(Standing())
    body = generate_latest(requests()) + generate_latest(standing)
    return HttpResponse(body, content_type=TEXT, headers={"Cache-Control": "no-store"})
