"""Whatever changes a written page, who has just been there sees it at the next visit, though every page is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.site.written.models import Forwarding, TextPage
from utblick.site.written.opening import open_site
from utblick.site.written.tasks import keep_pages
from utblick.site.written.tests.make import make_page, make_picture, make_translation


def change(page: TextPage) -> None:
    page.title = "Storsjön"
    page.save_revision().publish()


def withdraw(page: TextPage) -> None:
    page.unpublish()


def come_down_at_its_time(page: TextPage) -> None:
    TextPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    keep_pages.func()


def go_up_at_its_time(page: TextPage) -> None:
    page.expire_at = None
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    keep_pages.func()


def translate(page: TextPage) -> None:
    make_translation(page, "de", title="Der See", slug="der-see")


def move(page: TextPage) -> None:
    page.slug = "stora-sjon"
    page.save_revision().publish()


def recolour(page: TextPage) -> None:
    start = open_site()
    start.colour = "#5a1846"
    start.save_revision().publish()


def hang_up_the_arms(page: TextPage) -> None:
    start = open_site()
    start.coat_of_arms = make_picture("Vapen")
    start.save_revision().publish()


HERE, BELOW, GERMAN, MOVED = "/sv/besok/sjon/", "/sv/besok/", "/de/besok/sjon/", "/sv/besok/stora-sjon/"
# In this order, on one site: opening one takes longer than all of them.
CHANGES: list[tuple[Callable[[TextPage], None], list[tuple[str, int, str]]]] = [
    (change, [(HERE, 200, "Storsjön"), (BELOW, 200, "Storsjön")]),
    (recolour, [(HERE, 200, "/colours/5a1846.css")]),
    (hang_up_the_arms, [(HERE, 200, "w-arms")]),
    (translate, [(HERE, 200, "/de/besuchen/der-see/"), (GERMAN, 404, "")]),
    (move, [(HERE, 301, ""), (BELOW, 200, "stora-sjon")]),
    (come_down_at_its_time, [(MOVED, 404, ""), (BELOW, 200, "")]),
    (go_up_at_its_time, [(MOVED, 200, "Storsjön"), (BELOW, 200, "stora-sjon")]),
    (withdraw, [(MOVED, 404, "")]),
]


def test_a_change_is_seen_at_the_next_visit(
    client: Client, here: Municipality, django_capture_on_commit_callbacks: Any
) -> None:
    page = make_page("Sjön", slug="sjon")
    for act, seen in CHANGES:
        before = {address: client.get(address) for address, _status, _words in seen}
        with django_capture_on_commit_callbacks(execute=True):
            act(TextPage.objects.get(pk=page.pk))
        for address, status, words in seen:
            after = client.get(address)
            assert (after.status_code, words in after.text) == (status, True), (act, address)
            assert after.content != before[address].content, (act, address)


def test_an_address_that_was_forwarded_by_hand_leads_on_at_once(client: Client, here: Municipality) -> None:
    page = make_page("Sjön", slug="sjon")
    assert client.get("/sv/gammal/").status_code == 404
    Forwarding(old_path="/sv/gammal/", page=page).save()
    assert client.get("/sv/gammal/").headers["Location"] == HERE
