"""A name of one endless word is broken where the line ends: no page gets wider by it, and nothing sticks out of the screen."""

from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import models
from django.test import Client

from tests.browser import chromium_page, too_wide
from tests.chain import make_chain
from tests.test_every_page import addresses
from utblick.accounts.models import Municipality, User
from utblick.indicators.tests.make import make_indicator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENDLESS = "gränsöverskridandesamverkansprogramansvarighetsutredningsdelegationsordningsrevideringsgrupp" * 2
TEXTS = (models.CharField, models.TextField)
CALLED = {"name", "title", "heading", "subject", "counterpart", "owner", "text", "summary", "purpose", "unit"}
LONGEST = 150
WORKED_ON = [
    *("desk:home", "desk:mine", "goals:home", "goals:programmes", "duties:matrix", "duties:year", "mandates:list"),
    *("initiatives:list", "initiatives:initiative", "initiatives:start", "partners:list", "partners:organisation"),
    *("partners:agreement", "goals:goal", "indicators:list", "projects:cash_flow"),
    *("followup:report", "accounts:support", "watch:inbox"),
]
PUBLIC = [f"site:{name}" for name in ("front", "initiatives", "initiative", "partners", "goals", "results")]
LOOKED_AT = {*WORKED_ON, *PUBLIC}
FALLS_SHORT = """() => [...document.querySelectorAll("main :is(a, b, dd, h2, h3, li, p, strong)")].filter(one => {
  const box = one.getBoundingClientRect(), card = one.closest(".u-card");
  return card && !one.closest(".u-table-box, .ds-sr-only") && box.width && box.right > card.getBoundingClientRect().right + 1;
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def pages(here: Municipality, coordinator: User) -> list[str]:
    """Addresses with all keys that may fit, where every name is endless."""
    chain = make_chain()
    indicator = make_indicator(targets={2030: "12"}, values={2024: "7"}, baseline=2, baseline_year=2020)
    for model in apps.get_models():
        if model.__module__.startswith("utblick") and not model._meta.label.startswith(("search.", "journal.")):
            _call_endless(model)
    here.refresh_from_db()
    here.hosts = "localhost testserver"
    here.save()
    caches["local"].clear()
    return [*(address for name, address in addresses(chain) if name in LOOKED_AT), indicator.get_absolute_url()]


def _call_endless(model: type[models.Model]) -> None:
    """Each row of it another: its key comes first."""
    fields = [one for one in model._meta.local_fields if one.name in CALLED and type(one) in TEXTS and not one.choices]
    rows: models.QuerySet[Any] = models.QuerySet(model)
    for row in rows if fields else []:
        words = {one.name: f"{row.pk}{ENDLESS}"[: min(LONGEST, one.max_length or LONGEST)] for one in fields}
        rows.filter(pk=row.pk).update(**words)


def test_no_page_is_wider_than_the_screen_by_it(
    live_server: Any, client: Client, coordinator: User, pages: list[str]
) -> None:
    client.force_login(coordinator)
    cookies = {"session": client.cookies["session"].value}
    wide, met = [], set()
    with chromium_page(cookies=cookies, url=live_server.url) as page:
        for address in pages:
            page.set_viewport_size({"width": 1440, "height": 900})
            answer = page.goto(live_server.url + address)
            if answer.status != 200:
                continue
            met.add(address.strip("/").partition("/")[0])
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 900})
                if too_wide(page) or page.evaluate(FALLS_SHORT):
                    wide.append(f"{address} at {width}: {too_wide(page)} px, {page.evaluate(FALLS_SHORT)}")
    assert wide == []
    assert {"policy", "duties", "initiatives", "partners", "indicators", "followup", "public"} <= met
