"""By the keyboard alone, as `make accessible` walks every page: a sample, and what the walk would notice."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from accessible.asking import Page
from accessible.looking import Look, become, looks, walk
from tests.browser import chromium_page
from utblick.accounts.models import Municipality, User
from utblick.watch.models import Decision, InboxItem
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
    items = [make_item(f"Utlysning om vänorter {number}") for number in range(4)]
    for rank, item in enumerate(items):
        make_place(item, rank=90 - rank)
    client.force_login(coordinator)
    cookies = {"coordinator": {"session": client.cookies["session"].value}, "nobody": {}}
    inbox = Page("coordinator", "sv", live_server.url + reverse("watch:inbox"), "")
    goals = replace(inbox, address=live_server.url + reverse("goals:home"))
    with chromium_page() as browser:
        browser.set_content(AMISS)
        walk(browser, seen := Look(inbox), whole=True)
        assert [fault.split(": ")[0] for fault in seen.found] == [
            "has the focus and is covered",
            "shows no focus",
            "is reached by no key",
        ]
        # The second lies elsewhere than the first, and the third is shown to nobody.
        *ours, strange = looks(browser, [goals, inbox, replace(inbox, who="nobody")], cookies)
        assert [seen.found for seen in ours] == [[], []]
        assert min(seen.controls for seen in ours) > 5
        assert strange.found[0].startswith("is not shown, but ")
        become(browser, inbox, cookies["coordinator"])
        browser.goto(inbox.address)
        decide_by_keys(browser, *(f"item-{item.pk}" for item in items))


def decide_by_keys(inbox: Any, first: str, second: str, third: str, fourth: str) -> None:
    """As fast as one types: the focus goes on before the answer comes, and none of what is sent is lost."""
    inbox.reload()
    inbox.keyboard.type("jron")
    inbox.keyboard.type("2")
    inbox.wait_for_selector(f"#{third}.w-row--done:not(:has([data-put]))")
    assert "Relevant" in inbox.inner_text(f"#{first}.w-row--done")
    assert "Noterad" in inbox.inner_text(f"#{second}.w-row--done")
    assert " – " in inbox.inner_text(f"#{third}.w-row--done")
    inbox.wait_for_timeout(200)  # for htmx to settle
    assert inbox.evaluate("document.activeElement.id") == fourth
    inbox.keyboard.press("Enter")
    inbox.wait_for_selector("#decision")


@pytest.fixture
def inbox(live_server: Any, client: Client, here: Municipality, coordinator: User) -> Page:
    here.hosts = "localhost testserver"
    here.save()
    caches["local"].clear()
    client.force_login(coordinator)
    return Page("coordinator", "sv", live_server.url + reverse("watch:inbox"), "")


def test_on_the_next_page_of_the_inbox_the_row_to_go_on_from_is_seen(inbox: Page, client: Client) -> None:
    items = [make_item(f"Utlysning om vänorter {number}") for number in range(45)]
    for rank, item in enumerate(items):
        make_place(item, rank=90 - rank)
    with chromium_page(height=700) as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address)
        browser.keyboard.type("j" + "o" * 20)
        browser.wait_for_selector(f"#item-{items[19].pk}.w-row--done")
        with browser.expect_navigation():
            browser.keyboard.press("j")
        browser.wait_for_timeout(300)  # for the browser to scroll back, if it will

        seen = browser.evaluate(
            "(({ top, bottom }) => [top, innerHeight - bottom])(document.activeElement.getBoundingClientRect())"
        )
        assert browser.evaluate("document.activeElement.id") == f"item-{items[20].pk}"
        assert min(seen) > 0
        assert seen[0] < 200, "as many of those that follow are seen as there is room for"


def test_an_answer_that_is_still_to_come_moves_no_place_in_the_list(inbox: Page, client: Client) -> None:
    """Two decided on and the third opened before the server has answered: one step back is the third again."""
    items = [make_item(f"Utlysning om vänorter {number}") for number in range(5)]
    for rank, item in enumerate(items):
        make_place(item, rank=90 - rank)
    with chromium_page() as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address)
        held: list[Any] = []
        browser.route("**/*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
        browser.keyboard.type("joo")
        with browser.expect_navigation():
            browser.keyboard.press("Enter")
        assert browser.url.partition("?")[0].endswith(f"/{items[2].pk}/")
        assert browser.evaluate("sessionStorage.getItem('inbox')") == "0"
        assert held


def test_groups_and_whole_lists_are_decided_on_by_keys(inbox: Page, client: Client) -> None:
    """As fast as one types: three groups by three keys, then all pages of a narrowed list by two."""
    for kind, count in (("news", 23), ("call", 5), ("tender", 4), ("event", 3)):
        for number in range(count):
            make_place(make_item(f"{kind} {number}", kind=kind))
    with chromium_page() as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address.replace("inbox/", "inbox/groups/"))
        browser.keyboard.type("jjnon")
        for place in (2, 3, 4):
            browser.wait_for_selector(f"[data-groups] > :nth-child({place})[data-done]")
        waiting = InboxItem.objects.undecided()
        assert set(waiting.values_list("kind", flat=True)) == {"news"}
        with browser.expect_navigation():
            browser.keyboard.press("j")
        assert browser.locator("[data-groups] > [data-row]").count() == 1
        with browser.expect_navigation():
            browser.keyboard.press("Enter")
        browser.keyboard.type("jX")
        assert "23" in browser.inner_text("[data-ticked]")
        with browser.expect_navigation():
            browser.keyboard.press("n")
        assert not waiting.exists()
        with browser.expect_navigation():
            browser.keyboard.press("z")
        assert waiting.count() == 23


def test_what_was_decided_last_is_taken_back_though_the_answer_before_was_slow(inbox: Page, client: Client) -> None:
    items = [make_item(f"Utlysning om vänorter {number}", kind="call") for number in range(4)]
    items += [make_item(f"Upphandling {number}", kind="tender") for number in range(3)]
    for rank, item in enumerate(items):
        make_place(item, rank=90 - rank)
    waiting = InboxItem.objects.undecided()
    with chromium_page() as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        slow = ["relevant", "kind=call"]

        def answered(route: Any) -> None:
            if said := next((one for one in slow if one in (route.request.post_data or "")), ""):
                slow.remove(said)
                browser.wait_for_timeout(600)
            route.continue_()

        browser.route("**/decide/", answered)
        browser.goto(inbox.address)
        browser.keyboard.type("jro")
        with browser.expect_navigation():
            browser.keyboard.press("z")
        assert not waiting.filter(item=items[0]).exists()
        assert waiting.filter(item=items[1]).exists()
        browser.goto(inbox.address.replace("inbox/", "inbox/groups/"))
        browser.keyboard.type("jnn")
        with browser.expect_navigation():
            browser.keyboard.press("z")
        assert set(waiting.values_list("kind", flat=True)) == {"tender"}


def test_from_a_group_that_is_done_one_goes_on_to_the_next(inbox: Page, client: Client) -> None:
    for kind, count in (("news", 5), ("call", 4), ("tender", 3)):
        for number in range(count):
            make_place(make_item(f"{kind} {number}", kind=kind))
    with chromium_page() as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address.replace("inbox/", "inbox/groups/"))
        browser.keyboard.type("jj")
        with browser.expect_navigation():
            browser.keyboard.press("Enter")
        browser.keyboard.type("jX")
        with browser.expect_navigation():
            browser.keyboard.press("n")
        assert "Gruppen är genomgången" in browser.inner_text("main")
        with browser.expect_navigation():
            browser.keyboard.press("j")
        assert "/groups/" in browser.url
        assert "tender 0" in browser.evaluate("document.activeElement.innerText")


def test_among_the_groups_that_come_after_the_first_is_seen(inbox: Page, client: Client) -> None:
    for programme in range(14):
        for number in range(3):
            make_place(make_item(f"Utlysning {number}", kind="call", programme=f"P{programme}"))
    with chromium_page(height=700) as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address.replace("inbox/", "inbox/groups/"))
        browser.keyboard.type("jnn" + "j" * 11)
        browser.wait_for_selector("[data-groups] > :nth-child(2)[data-done]")
        browser.wait_for_selector("[data-sent]", state="detached")
        with browser.expect_navigation():
            browser.keyboard.press("j")
        browser.wait_for_timeout(300)  # for the browser to scroll back, if it will
        assert browser.locator("[data-groups] > [data-row]").count() == 12
        top, bottom = browser.evaluate(
            "(({ top, bottom }) => [top, innerHeight - bottom])(document.activeElement.getBoundingClientRect())"
        )
        assert browser.evaluate("document.activeElement === document.querySelector('[data-groups] > [data-row]')")
        assert min(top, bottom) >= 0


def test_what_is_taken_back_has_the_focus_though_others_have_come_before_it(inbox: Page, client: Client) -> None:
    items = [make_item(f"Utlysning om vänorter {number}") for number in range(4)]
    for rank, item in enumerate(items):
        make_place(item, rank=90 - rank)
    with chromium_page() as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address)
        browser.keyboard.type("jjo")
        browser.wait_for_selector(f"#item-{items[1].pk}.w-row--done")
        make_place(make_item("Nyss kommen"), rank=99)
        with browser.expect_navigation():
            browser.keyboard.press("z")
        assert browser.evaluate("document.activeElement.id") == f"item-{items[1].pk}"


def test_items_are_assigned_with_a_question_by_keys(inbox: Page, client: Client, coordinator: User) -> None:
    items = [make_item(f"Utlysning om vänorter {number}") for number in range(4)]
    for rank, item in enumerate(items):
        make_place(item, rank=90 - rank)
    with chromium_page() as browser:
        become(browser, inbox, {"session": client.cookies["session"].value})
        browser.goto(inbox.address)
        browser.keyboard.type("jxjxj")
        with browser.expect_navigation():
            browser.keyboard.press("a")
        browser.keyboard.type(coordinator.name)
        for _field in range(3):
            browser.keyboard.press("Tab")
        if browser.evaluate("document.activeElement.name") != "reason":  # the link in the help of local actors
            browser.keyboard.press("Tab")
        browser.keyboard.type("Är det något för er?")
        browser.keyboard.press("Tab")
        with browser.expect_navigation():
            browser.keyboard.press("Enter")
        given = Decision.objects.current()
        assert {one.item_id for one in given} == {items[0].pk, items[1].pk}
        assert {(one.assigned_to, one.reason) for one in given} == {(coordinator, "Är det något för er?")}
        assert browser.evaluate("document.activeElement.id") == f"item-{items[2].pk}"
