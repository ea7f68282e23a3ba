"""Where the interface answers: /api/v1/…, with every view behind the same door."""

from django.urls import URLPattern

from utblick.outreach.api import goals, initiatives, partners, reports, watch
from utblick.outreach.api.door import api, within

app_name = "api"

api.add_router("/goals", goals.router)
api.add_router("/items", watch.router)
api.add_router("/initiatives", initiatives.router)
api.add_router("/results", initiatives.results_router)
api.add_router("/partners", partners.router)
api.add_router("/agreements", partners.agreements_router)
api.add_router("/reports", reports.router)


def _guarded(pattern: URLPattern) -> URLPattern:
    pattern.callback = within(pattern.callback)
    return pattern


_made = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
urlpatterns = [_guarded(pattern) for pattern in _made]
