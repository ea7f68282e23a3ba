"""The style guide in a real browser: no accessibility fault, no refusal by the content security policy, no sideways scroll."""

import pytest

from tests.browser import axe_violations, chromium_page, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(client, coordinator) -> dict[str, str]:
    coordinator.is_operator = True
    coordinator.save()
    client.force_login(coordinator)
    return {"session": client.cookies["session"].value}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_every_component_is_accessible(live_server, session, width: int, dark: bool) -> None:
    with chromium_page(width=width, dark=dark, cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/?toast=1")
        assert axe_violations(page) == []
        assert too_wide(page) == 0
        assert page.complaints == []


def test_a_list_is_sorted_in_place_and_the_way_back_works(live_server, session) -> None:
    with chromium_page(cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/")
        page.click("#listing-name")
        page.wait_for_url("**sort=name*")
        page.wait_for_selector("th[aria-sort=ascending] #listing-name")
        assert page.evaluate("document.activeElement.id") == "listing-name"
        page.go_back()
        page.wait_for_selector("th[aria-sort=ascending] #listing-room")
        assert page.locator("h1").count() == 1
        assert page.complaints == []


def test_the_menu_list_and_theme_work_without_javascript(live_server, session) -> None:
    with chromium_page(width=360, javascript=False, cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/")
        page.click(".u-menu-button")
        assert page.locator("#chain a").first.is_visible()
        page.click(".u-rail-close")
        page.click("#listing-name")
        page.wait_for_url("**sort=name*")
        page.click(".u-user-button")
        page.click(".u-theme button[value=dark]")
        page.wait_for_load_state()
        assert page.get_attribute("html", "data-color-scheme") == "dark"


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(live_server, session) -> None:
    with chromium_page(cookies=session, url=live_server.url) as page:
        page.goto(f"{live_server.url}/ui/styleguide/")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
        page.click(".u-error-summary a >> nth=0")
        assert page.evaluate("document.activeElement.id") == "wrong_title"


BROKEN = r"""() => {
  const broken = [], texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) for (const hit of texts.currentNode.data.matchAll(/\d{4}-\d{2}-\d{2}|\d{4}–\d{4}/g)) {
    const range = document.createRange();
    range.setStart(texts.currentNode, hit.index);
    range.setEnd(texts.currentNode, hit.index + hit[0].length);
    if (new Set([...range.getClientRects()].map((one) => one.top)).size > 1) broken.push(hit[0]);
  }
  return broken;
}"""


def test_no_day_is_broken_over_a_line_when_the_page_comes_nor_when_a_part_of_it_does(live_server, session) -> None:
    days = "Programmet 2027–2028 gäller från 2027-01-01 till och med 2028-12-31. " * 20
    with chromium_page(width=360, cookies=session, url=live_server.url) as page:
        guide = f"{live_server.url}/ui/styleguide/"
        page.route(
            guide,
            lambda asked: asked.fulfill(
                response=(answer := asked.fetch()), body=answer.text().replace("</h1>", f"</h1><p id=days>{days}</p>")
            ),
        )
        page.goto(guide)
        assert page.text_content("#days") == days
        assert page.evaluate(BROKEN) == []
        page.evaluate(
            "(days) => htmx.swap('#days', `<p id=later>${days}</p>`, { swapStyle: 'outerHTML' })", f"Se {days}"
        )
        page.wait_for_selector("#later")
        page.wait_for_timeout(100)  # htmx tells of what it loaded once it has settled
        assert page.evaluate(BROKEN) == []
        assert page.complaints == []
