"""By the keyboard alone, as `make accessible` walks every page: a sample, and what the walk would notice."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from accessible.asking import Page
from accessible.looking import Look, look, walk
from tests.browser import chromium_page
from utblick.accounts.models import Municipality, User
from utblick.watch.tests.make import make_item, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AMISS = """<style>
.bare:focus { outline: none }
.lid { position: fixed; inset: 0 0 auto 0; height: 60px; background: white }
</style>
<div class="lid"></div><button>Under the lid</button><br><br><br><br>
<button class="bare">Bare</button> <button>Well</button>
<button onkeydown="event.preventDefault()">Trap</button> <a href="#x">Beyond</a>"""


def test_what_is_amiss_is_noticed_and_a_page_of_ours_is_as_it_should_be(
    live_server: Any, client: Client, here: Municipality, coordinator: User
) -> None:
    here.hosts = "localhost testserver"
    here.save()
    caches["local"].clear()
    make_place(make_item("Utlysning om vänorter"))
    client.force_login(coordinator)
    cookies = {"session": client.cookies["session"].value}
    inbox = Page("coordinator", "sv", live_server.url + reverse("watch:inbox"), "")
    with chromium_page(cookies=cookies, url=live_server.url) as browser:
        browser.set_content(AMISS)
        walk(browser, seen := Look(inbox), whole=True)
        assert [fault.split(": ")[0] for fault in seen.found] == [
            "has the focus and is covered",
            "shows no focus",
            "is reached by no key",
        ]
        skipped = look(browser, inbox, whole=False)
        assert skipped.found == []
        assert skipped.controls > 5
