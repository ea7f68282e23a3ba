"""The public pages in a real Chromium: nothing inaccessible, nothing to scroll sideways, nothing the policy refuses,
nothing from another host, and little to fetch."""

import gzip
from functools import cache
from typing import Any

import pytest
from django.urls import reverse

from tests.browser import axe_violations, chromium_page, too_wide
from utblick.accounts.models import User
from utblick.site.tests.make import Shown, make_published_report

MAP, LIGHT = "/europe.svg", 100_000
"""A picture, and how many bytes a page may have beside its pictures where nothing of it is kept in the browser."""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_are_accessible_in_the_dark(live_server: Any, shown: Shown, coordinator: User) -> None:
    """As they are by day, the walk through the demo shows."""
    report = make_published_report(coordinator)
    names = ["site:front", "site:goals", "site:initiatives", "site:partners", "site:results"]
    addresses = [reverse(name, args=[language]) for name in names for language in ("sv", "en")]
    addresses += [
        reverse("site:initiative", args=["en", shown.initiative.pk]),
        reverse("site:report", args=["sv", report.pk]),
    ]
    with chromium_page(width=360, dark=True, url=live_server.url) as page:

        @cache
        def packed(url: str) -> int:
            assert url.startswith(live_server.url)
            body = page.request.get(url).body()
            return len(body if url.endswith(".woff2") else gzip.compress(body))

        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            fetched = page.evaluate("performance.getEntriesByType('resource').map(one => one.name.split('#')[0])")
            weight = sum(packed(url) for url in {page.url, *fetched} if not url.endswith(MAP))
            assert weight < LIGHT, address
            assert axe_violations(page) == [], address
            assert too_wide(page) == 0, address
        assert page.complaints == []
