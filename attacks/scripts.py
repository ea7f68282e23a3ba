"""Scripts (XSS): every line of a public list through feeds, names, texts and imports, and out by pages, feed, Word, PDF and mail.

What came out is read as a browser would, and anything but text counts. That a real Chromium runs none of it is a test of its own
(tests/test_hostile_lines.py).
"""

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from lxml import etree, html

from attacks.corpora import lines
from attacks.place import Place, place
from attacks.telling import Tried, printed

ACTIVE = [
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "meta",
    "style",
    "video",
    "audio",
    "marquee",
    "math",
    "svg",
    "form",
    "link",
    "img",
]
AT_ONCE = 100


def alive(markup: str) -> list[str]:
    """Elements and attributes that do something, in a piece of HTML."""
    root = html.fragment_fromstring(markup, create_parent="div")
    found = [etree.tostring(one, encoding="unicode")[:200] for one in root.iter(*ACTIVE)]
    for one in root.iter(etree.Element):
        for name, value in one.attrib.items():
            plain = "".join(value.split()).lower()
            if name.startswith("on") or name == "style" or plain.startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{one.tag} {name}={value[:100]}")
    return found


def attack() -> Iterator[Tried]:
    hostile = lines("xss.txt")
    yield feeds(hostile)
    with place() as here:
        yield from pages(here, hostile)


def feeds(hostile: list[str]) -> Tried:
    """As title, summary, link, category and author of an entry, escaped and as it is."""
    from html import escape

    from utblick.watch.connectors import connector
    from utblick.watch.errors import Trouble

    through, times, reader = list[str](), 0, connector("feed")
    for line in hostile:
        for told in (escape(line), f"<![CDATA[{line.replace(']]>', '')}]]>"):
            fields = "".join(
                f"<{name}>{told}</{name}>" for name in ("title", "description", "link", "category", "author", "guid")
            )
            times += 6
            try:
                found = list(
                    reader.read(
                        f"<rss version='2.0'><channel><item>{fields}</item></channel></rss>".encode(),
                        {},
                        address="https://x.example/",
                    ).findings
                )
            except Trouble:
                continue
            for one in found:
                if alive(one.body_html or "<p></p>") or (one.link and not one.link.startswith(("http://", "https://"))):
                    through.append(line)
    return Tried("lines in six fields of a feed, in two ways of writing", times, through)


def pages(here: Place, hostile: list[str]) -> Iterator[Tried]:
    from utblick.accounts.models import User
    from utblick.tenancy import scope

    browser = here.browser(here.people["coordinator"])
    User.objects.filter(pk=here.people["coordinator"].pk).update(name=hostile[3][:100])
    with scope.acting(here.here, sees_secrets=True):
        addresses = plant(hostile)
    ways: dict[str, Callable[[Any], list[str]]] = {"text/html": in_page, "application/atom+xml": in_feed}
    through: dict[str, list[str]] = {kind: [] for kind in ways}
    times = dict.fromkeys(ways, 0)
    for address in addresses:
        answer = browser.get(address)
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        if answer.status_code != 200 or kind not in ways:
            through["text/html"].append(f"{address} shows nothing: {answer.status_code}")
            continue
        times[kind] += 1
        through[kind] += [f"{address}: {found}" for found in ways[kind](answer)]
    for kind in ways:
        yield Tried(
            f"{times[kind]} pages of {kind} that show {len(hostile):,} lines", times[kind] * len(hostile), through[kind]
        )
    with scope.acting(here.here):
        yield from documents(hostile)


def plant(hostile: list[str]) -> list[str]:
    """Names, titles and long texts; returns where they are shown."""
    from datetime import date

    from utblick.initiatives.models import Initiative
    from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result
    from utblick.partners.tests.make import make_contact, make_organisation
    from utblick.watch.tests.make import make_item, make_place

    made: list[Any] = []
    for at in range(0, len(hostile), AT_ONCE):
        some = hostile[at : at + AT_ONCE]
        every = "\n".join(some)
        partner = make_organisation(f"{some[0][:90]} {at}", description=every, published=True)
        make_contact(organisation=partner, subject=some[1][:90], notes=every)
        facts: dict[str, Any] = {"partners": [partner], "summary": every, "benefit": every, "published": True}
        one = make_initiative(some[2][:90], status=Initiative.Status.RUNNING, starts_on=date(2026, 3, 1), **facts)
        make_lesson(initiative=one, text=every)
        make_result(initiative=one, text=every, published=True)
        item = make_item(some[4][:200], summary=every)
        make_place(item)
        made += [
            partner.get_absolute_url(),
            one.get_absolute_url(),
            f"/public/sv/initiatives/{one.pk}/",
            item.get_absolute_url(),
        ]
    lists = ["/partners/", "/initiatives/", "/watch/inbox/", "/journal/", "/", "/search/?q=script+alert", "/followup/"]
    return [
        *made,
        *lists,
        *(f"/public/sv/{page}" for page in ("", "goals/", "initiatives/", "partners/", "results/", "feed.atom")),
    ]


def in_page(answer: Any) -> list[str]:
    """In the main part of a page, whose own forms, pictures and buttons stand elsewhere or do nothing."""
    root = html.fromstring(answer.text)
    found = []
    for main in root.iter("main"):
        for one in main.iter("script", "iframe", "object", "embed", "base", "meta", "style", "marquee", "math"):
            if one.get("type") != "application/ld+json":
                found.append(etree.tostring(one, encoding="unicode")[:150])
        for one in main.iter(etree.Element):
            for name, value in one.attrib.items():
                if name.startswith("on") or "".join(value.split()).lower().startswith(("javascript:", "vbscript:")):
                    found.append(f"{one.tag} {name}={value[:100]}")
    return found


def in_feed(answer: Any) -> list[str]:
    root = etree.fromstring(answer.content)
    told = ["".join(one.itertext()) for one in root.iter("{*}summary", "{*}content") if one.get("type") == "html"]
    return [found for text in told for found in alive(text or "<p></p>")]


def documents(hostile: list[str]) -> Iterator[Tried]:
    """The yearly report, and a mail, of all that was planted."""
    from datetime import date

    from django.core.mail import EmailMessage
    from docx import Document

    from utblick.followup import composing
    from utblick.followup.documents import html as html_document
    from utblick.followup.documents import pdf, word
    from utblick.followup.paper import paper_of

    report = composing.start(
        title=hostile[5][:90], language="sv", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    paper = paper_of(report, linked=False)
    page = html_document.made_of(paper)
    root = html.fromstring(page)
    wrong = [etree.tostring(one, encoding="unicode")[:150] for one in root.iter("script", "iframe", "object", "embed")]
    wrong += [f"{one.tag} {name}" for one in root.iter(etree.Element) for name in one.attrib if name.startswith("on")]
    yield Tried("the report as HTML", 1, wrong)
    text = "".join(paragraph.text for paragraph in Document(BytesIO(word.made_of(paper))).paragraphs)
    yield Tried("the report as Word: whole, and the lines are text", 1, [] if "alert" in text else ["no line is in it"])
    printed_out = pdf.made_of(paper)
    wrong = [
        name.decode()
        for name in (b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/SubmitForm")
        if name in printed_out
    ]
    yield Tried("the report as PDF: no script, launch or attachment", 1, wrong)
    broken, through = 0, list[str]()
    for line in [*hostile, "a\nBcc: x@evil.example", "a\r\n\r\nbody", "a\rX: y"]:
        try:
            told = EmailMessage(subject=" ".join(line.split()), body=line, to=["a@x.example"]).message()
            through += [line for name in ("Bcc", "X") if told.get(name)]
        except Exception:
            broken += 1
    yield Tried(
        "mails whose subject and text they are", len(hostile) + 3, through, f"{broken} refused" if broken else ""
    )


if __name__ == "__main__":
    sys.exit(not printed("Scripts (XSS)", attack()))
