"""Lines that try to run scripts are text: in lists, details, public pages, feeds and documents, in a real Chromium.

The lines are read in place where they are (UTBLICK_SHARED_DATA); without them these tests are skipped.
"""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from lxml import etree, html

from tests.browser import chromium_page
from tests.test_naughty_strings import DATA
from utblick.accounts.models import Municipality, User
from utblick.followup import composing
from utblick.followup.documents import html as html_document
from utblick.followup.documents import word
from utblick.followup.models import Report
from utblick.followup.paper import paper_of
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result
from utblick.partners.tests.make import make_contact, make_organisation
from utblick.watch.cleaning import MOST_TITLE
from utblick.watch.models import Subscription
from utblick.watch.tests.make import make_item, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Whatever of the lines had become more than text.
ALIVE = """() => [...document.querySelectorAll('main *')].filter(one =>
  ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'STYLE', 'VIDEO', 'AUDIO', 'MARQUEE', 'MATH'].includes(one.tagName)
  || [...one.attributes].some(at => at.name.startsWith('on') || /^\\s*(javascript|data|vbscript):/i.test(at.value)
  && !(one.tagName === 'IMG' || one.tagName === 'USE'))).map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture
def lines() -> list[str]:
    file = DATA / "xss.txt"
    if not file.exists():
        pytest.skip(f"the hostile lines are not at {file}")
    return [line for line in file.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]


def filled(lines: list[str]) -> list[str]:
    """Every text of the running municipality is a hostile line. Returns its pages."""
    every, short = "\n".join(lines), [line[:100] for line in lines[:: len(lines) // 60]]
    goal = make_goal(short[0], name=short[1][:60], document=make_document(status=PolicyDocument.Status.IN_FORCE))
    partners = [make_organisation(line, description=every, published=True) for line in short]
    make_contact(organisation=partners[0], subject=short[2], notes=every)
    facts: dict[str, Any] = {
        "goals": [goal],
        "partners": partners[:3],
        "summary": every,
        "benefit": every,
        "published": True,
    }
    initiative = make_initiative(short[3], status=Initiative.Status.RUNNING, starts_on=timezone.localdate(), **facts)
    make_lesson(initiative=initiative, text=every)
    make_result(initiative=initiative, text=every, published=True)
    items = [make_item(line[:MOST_TITLE], summary=every) for line in lines[::50]]
    for item in items:
        make_place(item)
    subscription = Subscription.objects.first()
    assert subscription
    subscription.name = short[5]
    subscription.save()
    named = ["partners:list", "initiatives:list", "watch:inbox", "watch:sources", "goals:home", "desk:home"]
    own = [one.get_absolute_url() for one in (partners[0], initiative, goal, reported(short[4]))]
    own += [reverse("watch:item", args=[items[0].pk]), reverse("journal:everything"), "/search/?q=script+alert"]
    public = [f"/public/sv/{page}" for page in ("", "goals/", "initiatives/", "partners/", "results/")]
    return [*(reverse(name) for name in named), *own, f"/public/sv/initiatives/{initiative.pk}/", *public]


def reported(title: str) -> Report:
    today = timezone.localdate()
    year = {"starts_on": date(today.year, 1, 1), "ends_on": date(today.year, 12, 31)}
    return composing.start(title=title, language="sv", **year)


def test_none_of_them_does_anything_on_any_page(
    lines: list[str], live_server: Any, here: Municipality, coordinator: User, client: Client
) -> None:
    addresses = filled(lines)
    client.force_login(coordinator)
    cookies = {"session": client.cookies["session"].value}
    with chromium_page(cookies=cookies, url=live_server.url) as page:
        page.on("dialog", lambda dialog: page.complaints.append(f"dialog: {dialog.message}"))
        for address in addresses:
            answer = page.goto(f"{live_server.url}{address}")
            assert answer.status == 200, address
            assert page.evaluate(ALIVE) == [], address
            assert "alert" in page.inner_text("main"), address
        assert page.complaints == []


def test_feed_calendar_and_documents_carry_them_as_text(lines: list[str], here: Municipality, client: Client) -> None:
    filled(lines)
    feed = etree.fromstring(client.get("/public/sv/feed.atom").content)
    assert "alert" in "".join(feed.itertext())
    assert client.get("/public/sv/calendar.ics").status_code == 200
    report = Report.objects.get()
    page = html.fromstring(html_document.made_of(paper_of(report, linked=False)))
    assert not page.xpath("//body//*[self::script or self::iframe or self::object or @*[starts-with(name(), 'on')]]")
    assert "alert" in page.text_content()
    document = Document(BytesIO(word.made_of(paper_of(report, linked=False))))
    assert "alert" in "".join(paragraph.text for paragraph in document.paragraphs)
