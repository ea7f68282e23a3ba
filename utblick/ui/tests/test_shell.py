"""The shell round every page: menu, themes, messages and error pages."""

import gzip
from pathlib import Path

import django_htmx
import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import RequestDataTooBig
from django.template import engines
from django.test import Client, RequestFactory
from lxml import html

from utblick.ui import views
from utblick.ui.navigation import navigation
from utblick.ui.toasts import toast, waiting


def menu(client: Client, path: str) -> dict[str, str]:
    page = html.fromstring(client.get(path).content)
    return {link.text_content().strip(): link.get("aria-current", "") for link in page.xpath("//*[@id='chain']//a")}


@pytest.fixture
def operator(coordinator):
    coordinator.is_operator = True
    coordinator.save()
    return coordinator


def test_the_menu_shows_only_what_the_role_may_open(client, coordinator, decision_maker) -> None:
    client.force_login(coordinator)
    seen = menu(client, "/finns-inte/")
    assert "Medlemmar" in seen
    assert "Drift" not in seen
    client.force_login(decision_maker)
    assert "Medlemmar" not in menu(client, "/finns-inte/")


def test_the_page_one_is_on_is_marked(client, operator) -> None:
    client.force_login(operator)
    assert menu(client, "/members/")["Medlemmar"] == "page"
    assert menu(client, "/members/units/")["Medlemmar"] == "true"


def test_the_style_guide_is_for_operators(client, coordinator) -> None:
    client.force_login(coordinator)
    assert client.get("/ui/styleguide/").status_code == 403
    client.logout()
    assert client.get("/ui/styleguide/").status_code == 302


def test_the_theme_is_kept_in_a_cookie_and_leads_back(client, municipality) -> None:
    answer = client.post("/ui/theme/", {"theme": "dark", "next": "/ui/about/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/about/")
    assert 'data-color-scheme="dark"' in client.get("/ui/about/").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_theme_switch_leads_nowhere_else(client, municipality, elsewhere) -> None:
    assert client.post("/ui/theme/", {"theme": "pink", "next": elsewhere})["Location"] == "/"
    assert "theme" not in client.cookies


def test_a_toast_offers_to_undo(rf: RequestFactory) -> None:
    request = rf.get("/")
    request._messages = CookieStorage(request)
    toast(request, "Rollen är avslutad.", "/members/roles/3/restore/")
    toast(request, "Sparat.")
    first, second = waiting(request)
    assert (first.text, first.undo_url, first.kind) == ("Rollen är avslutad.", "/members/roles/3/restore/", "success")
    assert second.undo_url == ""


def test_toasts_come_out_of_band_under_htmx(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"HX-Request": "true"})
    request._messages = CookieStorage(request)
    request.htmx = type("Htmx", (), {"boosted": False, "__bool__": lambda self: True})()
    toast(request, "Sparat.", "/angra/")
    text = (
        engines["django"]
        .from_string("{% load ui %}{% toasts %}")
        .template.render(
            __import__("django.template", fromlist=["Context"]).Context({"request": request, "csrf_token": "hemligt"})
        )
    )
    assert 'hx-swap-oob="beforeend:#toasts"' in text
    assert 'action="/angra/"' in text
    assert "hemligt" in text


def test_error_pages_without_database_or_user(rf: RequestFactory) -> None:
    request = rf.get("/")
    for answer, status in (
        (views.server_error(request), 500),
        (views.bad_request(request, Exception()), 400),
        (views.bad_request(request, RequestDataTooBig()), 413),
        (views.csrf_failure(request), 403),
        (views.too_many(request), 429),
    ):
        assert answer.status_code == status
        assert "<h1" in answer.text


def test_a_missing_page_keeps_the_menu_for_those_logged_in_only(client, coordinator) -> None:
    assert 'id="chain"' not in client.get("/finns-inte/").text
    client.force_login(coordinator)
    answer = client.get("/finns-inte/")
    assert answer.status_code == 404
    assert 'id="chain"' in answer.text
    assert "Sidan finns inte här" in answer.text


def test_the_address_of_a_button_tells_that_nothing_was_done_and_leads_to_its_page(client, coordinator) -> None:
    client.force_login(coordinator)
    answer = client.get("/policy/programme/7/revise/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Inget har gjorts" in answer.text
    assert 'href="/policy/programme/7/"' in answer.text
    assert 'href="/duties/year/calendar/"' in client.get("/duties/year/calendar/open/").text


def test_a_page_has_one_heading_a_language_and_a_way_past_the_menu(client, municipality) -> None:
    page = html.fromstring(client.get("/ui/about/").content)
    assert page.get("lang") == "sv"
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//a[@class='ds-skip-link']")[0].get("href") == "#main"


def test_the_first_visit_is_light() -> None:
    static = Path(views.__file__).parent / "static"
    text = ["vendor/utblick-theme/1/theme.css", "vendor/designsystemet-css/1.22.0/index.css", "ui/ui.css", "ui/ui.js"]
    text += ["vendor/lucide/1.62.0/icons.svg", "ui/logo.svg"]
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    small = sum(len(gzip.compress((static / name).read_bytes())) for name in text) + len(
        gzip.compress(htmx.read_bytes())
    )
    total = small + (static / "vendor/inter/5.3.0/inter-latin.woff2").stat().st_size
    print(f"first visit without the page itself: {total / 1000:.0f} kB")
    assert total < 120_000


def test_no_theme_but_the_three_is_believed(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES["theme"] = '"><script>'
    assert navigation(request)["theme"] == "auto"
