"""A coordinator's way through the chain, in a real Chromium: from the pasted policy to the page that the public reads."""

import io
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from docx import Document
from pypdf import PdfReader

from tests.browser import axe_violations, chromium_page
from utblick.accounts.models import Role
from utblick.accounts.tests.make import PASSWORD, make_municipality, make_unit, make_user
from utblick.goals import concepts
from utblick.tenancy import scope
from utblick.watch import harvest
from utblick.watch.models import Item

pytestmark = [pytest.mark.browser, pytest.mark.whole_way, pytest.mark.django_db(transaction=True)]

POLICY = """Titel: Policy för Granbergs internationella arbete
Id nr: 3:12
Version: 2.0
Typ: Policy
Fastställt: KF 2024-06-17, § 58
Giltighetstid: Tills vidare

Syfte

Policyn ger arbetet över gränserna en gemensam riktning.

Mål

Kommunens internationella kontakter ska bidra till att

- underlätta för kommunens företag att nå nya internationella marknader
- bättre vård och omsorg om äldre som bor hemma
- öka förståelsen för andra kulturer

Former för samarbete

Kommunen väljer att prioritera

- medverkan i mångnationella projekt
- vänortssamarbete

Organisation

Kommunstyrelsen svarar för

- löpande omvärldsbevakning
"""
# Not a word of it stands in the policy: only what the words mean does.
CALL = "Home care for older people: new ways of long-term care"
FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Calls for the North</title>
<language>en</language><link>https://calls.example/</link>
<item><title>{CALL}</title><link>https://calls.example/care</link><guid>care-1</guid>
<description>Municipalities develop elderly care, home help and assisted living for senior citizens. Closing date
2031-03-01.</description></item>
<item><title>Export support for small enterprises entering foreign markets</title><guid>export-1</guid>
<link>https://calls.example/export</link>
<description>International trade, market entry and export promotion for companies.</description></item>
</channel></rss>"""


@pytest.fixture
def feed(settings: Any) -> Iterator[str]:
    """The address of a feed on this machine, which the watch may read here."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(FEED.encode())

        def log_message(self, *said: Any) -> None:
            pass

    settings.FETCH_ALLOW = [ip_network("127.0.0.0/8")]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(live_server: Any) -> Iterator[Any]:
    with chromium_page(url=live_server.url) as page:
        page.set_default_timeout(30_000)
        page.home = live_server.url
        yield page
        assert page.complaints == []


def test_from_the_policy_to_the_public(page: Any, feed: str, tmp_path: Path) -> None:
    municipality = make_municipality("Granberg", latitude=63.9, longitude=16.0)
    caches["local"].clear()
    with scope.acting(municipality):
        make_unit("Kommunstyrelsen", kind="board")
        coordinator = make_user(Role.COORDINATOR, name="Siv Lindh")

    concepts.propose("skola")  # the engine's first start on a machine takes longer than a browser waits
    log_in(page, coordinator.email)
    put_the_policy_in_force(page)
    add_the_source(page, feed)
    decide_by_keys(page)
    initiative = start_by_key(page)
    do_the_work(page)
    follow_the_chain(page, initiative)
    report = report_to_the_board(page, tmp_path)
    show_the_public(page, initiative, report)


def log_in(page: Any, email: str) -> None:
    page.goto(f"{page.home}/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button:text-is('Logga in')")
    page.wait_for_url(f"{page.home}/")
    assert "Granberg" in page.inner_text("body")


def put_the_policy_in_force(page: Any) -> None:
    page.goto(f"{page.home}/policy/import/")
    page.fill("[name=text]", POLICY)
    page.click("main form button.ds-button")
    assert page.input_value("[name=title]") == "Policy för Granbergs internationella arbete"
    assert page.input_value("[name=adopted_on]") == "2024-06-17"
    assert page.locator("textarea", has_text="nå nya internationella marknader").count() == 1
    page.click("button[value=adopt]")
    page.wait_for_url(re.compile(r"/adopt/$"))
    assert "3 mål" in page.inner_text("main")
    page.click("main button:text-is('Fastställ som gällande')")
    page.wait_for_url(re.compile(r"/policy/documents/\d+/concepts/$"))
    page.locator("main form button.ds-button").first.click()
    page.goto(f"{page.home}/policy/")
    assert "bättre vård och omsorg om äldre" in page.inner_text("main").lower()


def add_the_source(page: Any, feed: str) -> None:
    """The address is looked at first; once taken, the source is read at once, and a second reading brings nothing twice."""
    page.goto(f"{page.home}/watch/sources/add/")
    page.fill("[name=address]", feed)
    page.locator("main form button").first.click()
    page.get_by_text(CALL).wait_for()
    assert page.input_value("[name=name]") == "Calls for the North"
    page.fill("main [name=theme]", "Utlysningar")
    page.click("main form button.ds-button")
    page.wait_for_url(re.compile(r"/watch/sources/$"))
    assert "Calls for the North" in page.inner_text("main")
    again = harvest.poll()
    assert (again.sources, again.unchanged, again.items_new) == (1, 1, 0)
    with scope.everywhere():
        assert Item.objects.count() == 2


def decide_by_keys(page: Any) -> None:
    """Aside with the call, back again, on to the next, which is relevant."""
    page.goto(f"{page.home}/watch/inbox/")
    assert axe_violations(page) == []
    call, export = page.locator("[data-row]").nth(0), page.locator("[data-row]").nth(1)
    assert CALL in call.inner_text()
    assert "Bättre vård och omsorg om äldre" in call.locator(".w-reasons").inner_text()
    assert "äldre ~ elderly" in call.locator(".w-reasons").inner_text(), "why, in words of both languages"
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.wait_for_selector("[data-row].w-row--done")
    assert "Inte relevant" in call.inner_text()
    page.keyboard.press("z")
    page.wait_for_selector("[data-row].w-row--done", state="detached")
    assert call.locator("[name=not_relevant]").count() == 1
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.wait_for_selector("[data-row].w-row--done")
    assert "Relevant" in export.inner_text()


def start_by_key(page: Any) -> str:
    """The address of the initiative that begins with the call."""
    page.goto(f"{page.home}/watch/inbox/")
    page.keyboard.press("j")
    page.keyboard.press("i")
    page.wait_for_url(re.compile(r"/initiatives/start/\?item="))
    assert page.input_value("[name=title]") == CALL
    assert page.input_value("[name=link]") == "https://calls.example/care"
    ticked = page.locator("label", has=page.locator("[name=goals]:checked")).all_inner_texts() or [
        page.inner_text(f"label[for='{one.get_attribute('id')}']") for one in page.locator("[name=goals]:checked").all()
    ]
    assert any("vård och omsorg" in goal.lower() for goal in ticked)
    page.fill("[name=title]", "Trygg hemma i norr")
    unfold(page, "title_en")
    page.fill("[name=title_en]", "Safe at home in the north")
    page.check("[name=published]")
    page.click("main form button:text-is('Starta insatsen')")
    page.wait_for_url(re.compile(r"/initiatives/\d+/$"))
    return str(page.url).removeprefix(page.home)


def do_the_work(page: Any) -> None:
    page.locator("main a[href$='/steps/add/']").first.click()
    page.check("[name=kind][value=exchange]")
    page.fill("[name=title]", "Studiebesök hos Lierne")
    page.select_option("[name=status]", "done")
    for name, value in {"starts_on": "2026-03-02", "ends_on": "2026-03-04", "cost": "48 500", "own": "12 000"}.items():
        page.fill(f"[name={name}]", value)
    for name, value in {"women": "7", "men": "4"}.items():
        page.fill(f"[name={name}]", value)
    save(page)
    page.wait_for_selector("tfoot")
    assert "7 kvinnor" in page.inner_text("tfoot")
    page.click("main a[href$='/results/add/']")
    page.fill("[name=text]", "Hemtjänsten svarar inom tio minuter.")
    page.fill("[name=noted_on]", "2026-05-05")
    unfold(page, "published")
    page.check("[name=published]")
    save(page)
    page.click("main a[href$='/lessons/add/']")
    page.fill("[name=text]", "Ta med nattpersonalen från början.")
    save(page)
    assert "nattpersonalen" in page.inner_text("main")


def save(page: Any) -> None:
    page.locator("main form .u-buttons button").first.click()


def unfold(page: Any, name: str) -> None:
    """Open what is folded away around a field."""
    if not page.is_visible(f"[name={name}]"):
        page.locator("details", has=page.locator(f"[name={name}]")).locator("summary").click()


def follow_the_chain(page: Any, initiative: str) -> None:
    page.goto(page.home + initiative)
    page.locator(".u-chain a", has_text=CALL).first.click()
    page.wait_for_url(re.compile(r"/watch/items/\d+/$"))
    assert page.locator(".u-chain a", has_text="Trygg hemma i norr").count() == 1
    page.locator("main a[href*='/policy/goals/']").first.click()
    page.wait_for_url(re.compile(r"/policy/goals/\d+/$"))
    assert page.locator(".u-chain a", has_text="Trygg hemma i norr").count() == 1


def report_to_the_board(page: Any, folder: Path) -> str:
    """The address of the published report, after its three documents have been read."""
    page.goto(f"{page.home}/followup/start/")
    page.fill("[name=title]", "Granberg i världen 2026")
    page.fill("[name=starts_on]", "2026-01-01")
    page.fill("[name=ends_on]", "2026-12-31")
    page.click("main form button.ds-button")
    page.wait_for_url(re.compile(r"/followup/\d+/$"))
    report = page.url
    page.click("main a[href$='/freeze/']")
    page.click("main form:has([name=seen]) button")
    page.wait_for_url(report)
    for format, read in {"word": words_of_docx, "pdf": words_of_pdf, "html": words_of_html}.items():
        with page.expect_download() as waiting:
            page.click(f"a[href$='/download/{format}/']")
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        told = re.sub(r"\s+", " ", read(path.read_bytes()))
        for figure in ("Trygg hemma i norr", "48 500", "Hemtjänsten svarar inom tio minuter.", "Ta med nattpersonalen"):
            assert figure in told, (format, figure)
    page.click("main form[action$='/publish/'] button")
    page.wait_for_selector("form[action$='/unpublish/']")
    return str(report).removeprefix(page.home)


def words_of_docx(body: bytes) -> str:
    return " ".join(node.text or "" for node in Document(io.BytesIO(body)).element.body.iter("{*}t"))


def words_of_pdf(body: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def words_of_html(body: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", body.decode())


def show_the_public(page: Any, initiative: str, report: str) -> None:
    page.context.clear_cookies()
    for language, title in {"sv": "Trygg hemma i norr", "en": "Safe at home in the north"}.items():
        page.goto(f"{page.home}/public/{language}/")
        assert title in page.inner_text("main")
        page.goto(f"{page.home}/public/{language}{initiative}")
        assert page.inner_text("h1") == title
        assert "Hemtjänsten svarar inom tio minuter." in page.inner_text("main")
        assert "nattpersonalen" not in page.inner_text("main"), "a lesson is for colleagues"
        assert axe_violations(page) == []
    page.goto(f"{page.home}/public/sv/reports/{report.strip('/').split('/')[-1]}/")
    assert "48 500" in re.sub(r"\s", " ", page.inner_text("main"))
